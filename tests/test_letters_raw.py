"""The samples of data/raw: small, of every format, each with its truth."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.letters.raw import SAMPLES

ROOT = Path(__file__).resolve().parents[1]
RAW = sorted((ROOT / "data" / "raw").glob("[0-9][0-9]-*"))
GOLD = ROOT / "tests" / "data" / "raw_gold"


def test_there_is_a_file_for_every_sample() -> None:
    assert len(RAW) == len(SAMPLES)
    assert all(path.stem.endswith(sample.form) for path, sample in zip(RAW, SAMPLES, strict=True))


def test_they_stay_small() -> None:
    assert sum(path.stat().st_size for path in RAW) < 15e6


@pytest.mark.parametrize("path", RAW, ids=lambda path: path.name)
def test_each_has_its_truth(path: Path) -> None:
    gold = json.loads((GOLD / f"{path.stem}.json").read_text("utf-8"))
    assert gold["id"] == path.stem
    assert gold["format"] and path.stem.endswith(gold["format"])
    assert gold["page1_lines"]


def test_kinds_of_files() -> None:
    suffixes = {path.suffix for path in RAW}
    assert {".pdf", ".png", ".jpg", ".tiff", ".webp", ".bmp", ".docx", ".rtf", ".html", ".md", ".txt"} <= suffixes
