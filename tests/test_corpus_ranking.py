"""Ranking over the judged queries that need no real letters."""

from __future__ import annotations

from bench.corpus_ranking import over_own


def test_judged_queries_rank_well_and_lose_nothing_without_accents() -> None:
    results = over_own()
    assert len(results) == 20
    assert sum(float(str(r["ndcg"])) for r in results) / len(results) >= 0.95
    assert [r for r in results if r["lost"]] == []
