"""How well results are ranked: nDCG@10 over judged queries, and whether leaving accents out ever loses a letter.

`python -m bench.corpus_ranking` judges over the repository's own letters (`bench/queries/own.jsonl`);
`--real DIR` over a corpus of the real letters as well, whose judgements name them by id.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import corpus
from corpus.corpus import Corpus
from extractors.folding import fold
from schemas.record import Record

QUERIES = Path(__file__).parent / "queries"


@dataclass(frozen=True, slots=True)
class Judged:
    """A query and the grade of each letter that answers it."""

    query: str
    grades: dict[str, int]


def judged(path: Path) -> Iterator[Judged]:
    """The judged queries of a file."""
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            query, letters = line.split("\t")
            pairs = (item.rsplit(":", 1) for item in letters.split())
            yield Judged(query, {key: int(grade) for key, grade in pairs})


def ndcg(ranked: list[str], grades: dict[str, int], depth: int = 10) -> float:
    """Normalised discounted cumulative gain of a ranking, gains 2^grade - 1."""
    gained = sum((2.0 ** grades.get(key, 0) - 1) / math.log2(at + 2) for at, key in enumerate(ranked[:depth]))
    best = sum((2.0**grade - 1) / math.log2(at + 2) for at, grade in enumerate(sorted(grades.values(), reverse=True)[:depth]))
    return float(gained / best)


def bare(query: str) -> str:
    """The query as typed without accents; capitals stay, for they tell numbers."""
    return "".join(fold(c).upper() if c.isupper() else fold(c) for c in query)


def judge(held: Corpus, queries: list[Judged], names: dict[str, str]) -> Iterator[dict[str, object]]:
    """For each query its nDCG, and the letters that it finds with accents and loses without."""
    for one in queries:
        found = [names.get(h.id, h.id[:8]) for h in held.search(one.query).hits]
        lost = set(held.searching.ids(one.query)) - set(held.searching.ids(bare(one.query)))
        yield {"query": one.query, "ndcg": round(ndcg(found, one.grades), 4), "lost": len(lost), "found": found[:6]}


def own_letters() -> dict[str, Record]:
    """The repository's own letters by key."""
    from bench.corpus_letters import plain

    lines = (json.loads(line) for line in (QUERIES / "own.jsonl").read_text("utf-8").splitlines())
    return {line["key"]: plain(**{k: v for k, v in line.items() if k != "key"}) for line in lines}


def over_own() -> list[dict[str, object]]:
    """The judgement over the own letters."""
    letters = own_letters()
    with tempfile.TemporaryDirectory() as folder, corpus.open(folder) as held:
        held.add_many(letters.values())
        return list(judge(held, list(judged(QUERIES / "own.tsv")), {r.id: key for key, r in letters.items()}))


def over_real(folder: Path) -> list[dict[str, object]]:
    """The judgement over a corpus that holds the real letters."""
    with corpus.open(folder, create=False) as held:
        return list(judge(held, list(judged(QUERIES / "real.tsv")), {}))


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="bench.corpus_ranking", description=__doc__)
    parser.add_argument("--real", type=Path, metavar="DIR")
    parser.add_argument("--all", action="store_true", help="show every query, not only those below 1")
    options = parser.parse_args(arguments)
    results = over_own() + (over_real(options.real) if options.real else [])
    for result in results:
        if options.all or float(str(result["ndcg"])) < 1 or result["lost"]:
            print(json.dumps(result, ensure_ascii=False))
    mean = sum(float(str(r["ndcg"])) for r in results) / len(results)
    print(json.dumps({"queries": len(results), "ndcg@10": round(mean, 4), "lost": sum(int(str(r["lost"])) for r in results)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
