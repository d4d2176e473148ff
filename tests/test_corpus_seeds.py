"""The real seeds connect: 000, 002 and 003 all lead to 250/CATTT-VNCERT/CC."""

from __future__ import annotations

from pathlib import Path

import pytest

import corpus


@pytest.mark.shared
def test_seeds_connect(shared: Path, tmp_path: Path) -> None:
    from pipeline.ingest import Limits, Rejected, sources
    from pipeline.process import process

    records = {}
    for path in sorted((shared / "letters" / "seeds").glob("00*_*.txt")):
        for source in sources(path, Limits()):
            assert not isinstance(source, Rejected)
            records[path.name[:3]] = process(source)
    with corpus.open(tmp_path) as held:
        held.add_many(records.values())
        assert {c.letter for c in held.graph.cited_by("250/CATTT-VNCERT/CC")} == {records[n].id for n in ("000", "002", "003")}
        assert {h.id for h in held.search("chữ ký số").hits if h.how == "exact"} == {records["004"].id}
        assert held.search("chu ky so").total == held.search("chữ ký số").total
