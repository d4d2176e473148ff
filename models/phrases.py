"""Names that the language model must know: agencies, places, laws, positions, as the product's own tables list them.

Every name is one short document of training text; places stand with their kind and with the bodies that bear their name
("Ủy ban nhân dân xã An Biên, huyện …, tỉnh An Giang").
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from models.corpus import words

ROOT = Path(__file__).parents[1]
LISTS = ("agency_phrases", "collectives", "law_names", "positions")
BODIES = ("Ủy ban nhân dân", "Hội đồng nhân dân", "Ủy ban Mặt trận Tổ quốc Việt Nam", "Công an", "Đảng ủy")
COPIES = 2


def table(path: Path) -> list[list[str]]:
    """The rows of a table after its comments and the line of column names."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if not line.startswith("#")]
    rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [row for row in rows if any(row)][1:]


def phrases() -> Iterator[str]:
    """All names, each as a phrase."""
    data = ROOT / "extractors" / "data"
    for name in LISTS:
        yield from (row[0] for row in table(data / f"{name}.tsv"))
    yield from (row[1] for row in table(data / "agencies.tsv"))
    yield from (row[1] for row in table(data / "abbreviations.tsv"))
    yield from (name for row in table(ROOT / "corpus" / "data" / "successions.tsv") for name in row[:2])
    for row in table(data / "provinces.tsv"):
        yield from _place(row[0], row[1], "")
    for file in ("districts", "communes"):
        for row in table(data / f"{file}.tsv"):
            yield from _place(row[0], row[1], row[2])


def _place(name: str, kind: str, province: str) -> Iterator[str]:
    yield f"{kind} {name}, {province}" if province else f"{kind} {name}"
    yield f"{name}, ngày 15 tháng 5 năm 2020"
    yield from (f"{body} {kind} {name}" for body in BODIES)


def phrase_ids(numbers: dict[str, int]) -> np.ndarray[tuple[int], np.dtype[np.uint16]]:
    """The phrases as word numbers, a full stop after each; every phrase `COPIES` times."""
    found: list[int] = []
    for phrase in phrases():
        found += [*(numbers.get(word, 0) for word, _ in words(phrase)), 1]
    return np.array(found * COPIES, np.uint16)
