"""Fields by kind: letters are grouped, small groups together; tables of Markdown."""

from __future__ import annotations

import json
from pathlib import Path

from bench.fields import groups, table
from models.confidence.train import heading, row_of_bands


def _gold(folder: Path, *kinds: str) -> Path:
    for at, kind in enumerate(kinds):
        (folder / f"{at:02d}.json").write_text(json.dumps({"document_type": kind}), "utf-8")
    return folder


def test_small_groups_go_together(tmp_path: Path) -> None:
    found = groups(_gold(tmp_path, "công văn", "công văn", "công văn", "quyết định", "giấy mời"), "document_type", 2)
    assert {name: len(files) for name, files in found.items()} == {"all": 5, "công văn": 3, "other": 2}


def test_table_has_a_column_a_group() -> None:
    row = {"support": 3, "f1": 0.5, "precision": 0.5, "recall": 0.5, "lenient_f1": 0.5}
    none = {**row, "support": 0}
    summary = {"micro_f1": 0.5, "records": 0.25}
    lines = list(table({"all": ({"number": row}, summary), "other": ({"number": none}, summary)}, {"all": 3, "other": 1}))
    assert lines[0] == "| field | all (3) | other (1) |"
    assert lines[2] == "| number | 50.0 | – |"
    assert len({line.count("|") for line in lines}) == 1


def test_bands_count_right_of_given() -> None:
    row = row_of_bands("number", [(0.99, True), (0.99, False), (0.92, True), (0.1, False)])
    assert row == "| number | 1 of 2 |  | 1 of 1 |  |  |  | 0 of 1 |"
    assert heading().splitlines()[0].count("|") == row.count("|")
