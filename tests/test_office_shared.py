"""The real Word files beside the repository: what their gold says must stand in what is read."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.ingest import Limits, Rejected, sources
from pipeline.read import read

pytestmark = pytest.mark.shared


def tight(text: str) -> str:
    """Letters and digits alone, in small letters."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFC", text)).casefold()


def values(gold: dict[str, Any]) -> Iterator[str]:
    yield from (gold[key] for key in ("number", "notation", "subject", "place", "archive") if gold.get(key))
    yield from gold["recipients"]
    for key in ("copies", "signers"):
        yield from (one["name"] for one in gold[key] if one["name"])
    for key in ("references", "directives"):
        yield from (one["text"] for one in gold[key] if one.get("text"))


def test_gold_values_are_read(shared: Path) -> None:
    folder = shared / "letters" / "office"
    for source in sources(folder / "docs", Limits()):
        assert not isinstance(source, Rejected), source
        reading = read(source)
        text = tight("".join(page.text for page in reading.pages))
        gold = json.loads((folder / "gold" / f"{Path(source.name).stem}.json").read_text("utf-8"))
        lacking = [value for value in values(gold) if tight(value) not in text]
        assert not lacking, source.name
        legacy = gold.get("encoding") in ("tcvn3", "vni") or bool(gold.get("encoding_mixed"))
        assert legacy <= any(notice.code == "W105" for notice in reading.warnings)


def test_damaged_text_is_no_encoding(shared: Path) -> None:
    """Lines that a scanner's OCR damaged are full of odd letters, and in no dead encoding."""
    from pipeline.read.encodings import UNICODE, settle

    for file in (shared / "letters" / "repair").glob("*.tsv"):
        damaged = [line.split("\t")[0] for line in file.read_text("utf-8").splitlines()]
        assert all(found[0] == UNICODE for found in settle([[(line, UNICODE)] for line in damaged])), file.name
