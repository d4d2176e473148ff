"""The titles that stand over signatures: a closed list, found in what a damaged line was read as."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from pipeline.read.ocr.tokens import base

WRONG, BEFORE, BEHIND = 2.0, 0.25, 0.5
"""What a wrong letter, a letter read before the title (a seal's, KT.) and one read behind it cost, in letters of the title."""
MOST_AROUND = 8
ALIKE = ("bdpr8", "ocqgd0", "hnm", "il1tj", "uv", "kx", "ec", "5s", "ae")
HALF = 0.5
"""A letter taken for one that looks like it is half a wrong letter."""
OFFICE, MARK_MOST = 0.75, 4
"""A text is a title where this share of it fits and it has fewer letters more than so many."""
MARKS = {"tuq": "TUQ.", "tun": "TUN.", "kt": "KT.", "tl": "TL.", "tm": "TM."}
"""Marks of authority by their letters."""
ALIKE_MARKS = {"ki": "kt", "k1": "kt", "kl": "kt", "xt": "kt", "t1": "tl", "ti": "tl", "il": "tl", "1l": "tl"}
"""What they are read as."""
SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789"
Codes = npt.NDArray[np.int32]
Scores = npt.NDArray[np.float32]


@cache
def titles() -> tuple[str, ...]:
    """The list, in capitals."""
    text = (files("pipeline.read.ocr") / "data" / "titles.tsv").read_text("utf-8")
    return tuple(line for line in text.splitlines()[2:] if line)


def letters(text: str) -> str:
    """The text's letters without marks and blanks, in lower case."""
    return "".join(c for c in base(text) if c.isalnum())


@cache
def _table() -> tuple[Codes, Codes]:
    """The titles' letters as places in SIGNS, one row each, padded with one more; and their lengths."""
    spelt = [letters(title) for title in titles()]
    codes = np.full((len(spelt), max(map(len, spelt))), len(SIGNS), np.int32)
    for row, word in zip(codes, spelt, strict=True):
        row[: len(word)] = [SIGNS.index(c) for c in word]
    return codes, np.array([len(word) for word in spelt], np.int32)


@cache
def _prices() -> Scores:
    """What it costs to take the one sign (row) for the other."""
    prices = np.ones((len(SIGNS), len(SIGNS) + 1), np.float32)
    for group in ALIKE:
        places = [SIGNS.index(c) for c in group]
        prices[np.ix_(places, places)] = HALF
    np.fill_diagonal(prices, 0.0)
    return prices


@lru_cache(maxsize=512)
def scores(text: str) -> Scores:
    """How well each title of the list is read anywhere in the text: its letters less what is wrong or foreign.

    The number of its letters for one read letter for letter, 0 or less for one that is not there. Sellers' search of all
    titles at once; linear in the text.
    """
    codes, lengths = _table()
    steps = np.arange(codes.shape[1] + 1, dtype=np.float32)
    costs = np.tile(steps, (len(codes), 1))
    best, rows = np.full(len(codes), -1.0, np.float32), np.arange(len(codes))
    read = [SIGNS.find(c) for c in letters(text)]
    for at, sign in enumerate(read, 1):
        grown = np.zeros_like(costs)
        wrong = _prices()[sign][codes] if sign >= 0 else 1.0
        grown[:, 1:] = np.minimum(costs[:, :-1] + wrong, costs[:, 1:] + 1)
        costs = np.minimum.accumulate(grown - steps, axis=1) + steps
        around = BEFORE * np.clip(at - lengths, 0, MOST_AROUND) + BEHIND * min(len(read) - at, MOST_AROUND)
        best = np.maximum(best, lengths - WRONG * costs[rows, lengths] - around)
    return best


def length(title: int) -> int:
    """How many letters a title of the list has."""
    return int(_table()[1][title])


def is_office(text: str) -> bool:
    """Whether a text is a title of the list and hardly more."""
    fits = scores(text)
    best = int(fits.argmax())
    return bool(fits[best] > OFFICE * length(best)) and len(letters(text)) < length(best) + MARK_MOST


def mark_before(text: str, title: int, *, damaged: bool = False) -> str | None:
    """The mark of authority that stands before a title of the list at the end of a text ("P.KT.SO TRUONG"), None for none.

    `damaged`: letters that look like a mark's count too, where nothing else stands before the title.
    """
    read, spelt = letters(text), letters(titles()[title])
    before, tail = read[: -len(spelt)], read[-len(spelt) :]
    if not before or sum(a != b for a, b in zip(tail, spelt, strict=True)) > len(spelt) // 4:
        return None
    spelt_out = next((mark for ending, mark in MARKS.items() if before.endswith(ending)), None)
    return spelt_out or (MARKS.get(ALIKE_MARKS.get(before, "")) if damaged else None)


@cache
def deputies() -> tuple[int | None, ...]:
    """For each title of the list the place of its deputy's, None where the list has none."""
    names = titles()
    named = [{"BỘ TRƯỞNG": "THỨ TRƯỞNG"}.get(name, f"PHÓ {name}") for name in names]
    return tuple(names.index(name) if name in names else None for name in named)
