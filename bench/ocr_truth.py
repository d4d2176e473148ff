"""What is true of our own pages: lines of every page, names and seals, handwriting. Light to import, for `bench.ocr_levels`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class PageTruth:
    """A page's printed lines as the gold lists those of page 1, and the ones among them that hold handwriting."""

    lines: tuple[str, ...]
    hand: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LetterTruth:
    """What is true of one document. `names` are (page, signer, whether a seal covers part of the printed name).

    `number` and `date` (ISO) as printed or written; `hand` says which of "number", "day" are written by hand.
    """

    stem: str
    pages: tuple[PageTruth, ...]
    names: tuple[tuple[int, str, bool], ...]
    number: str | None
    date: str | None
    hand: tuple[str, ...]


def load(path: Path) -> LetterTruth:
    """A truth as `make` wrote it."""
    raw = json.loads(path.read_text("utf-8"))
    pages = tuple(PageTruth(tuple(p["lines"]), tuple(p["hand"])) for p in raw["pages"])
    names = tuple((int(n), str(name), bool(sealed)) for n, name, sealed in raw["names"])
    return LetterTruth(raw["stem"], pages, names, raw["number"], raw["date"], tuple(raw["hand"]))
