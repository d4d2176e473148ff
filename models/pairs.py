"""Damaged lines beside right ones: which damaged token stands for which word."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from pipeline.repair.syllables import strip_marks
from pipeline.repair.tokens import LEAD, TRAIL

GAP_COST = 0.9


def rows(path: Path) -> list[tuple[str, str]]:
    """(damaged, right) of every line of a TSV file, NFC."""
    found = []
    for line in path.read_text("utf-8").split("\n"):
        cells = unicodedata.normalize("NFC", line).split("\t")
        if len(cells) == 2:
            found.append((cells[0], cells[1]))
    return found


@lru_cache(maxsize=200_000)
def unlike(damaged: str, right: str) -> float:
    """0 for tokens alike but for marks and case, up to 1 for nothing in common (edit distance over length)."""
    a, b = strip_marks(damaged).lower(), strip_marks(right).lower()
    before = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (x != y)))
        before = row
    return before[-1] / max(len(a), len(b), 1)


def aligned(damaged: list[str], right: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Groups of tokens that stand for each other: one to one, two to one, one to two or three."""
    n, m = len(damaged), len(right)
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    back: dict[tuple[int, int], tuple[int, int]] = {}
    for i in range(n + 1):
        for j in range(m + 1):
            if not i and not j:
                continue
            options = []
            for di, dj in ((1, 1), (1, 0), (0, 1), (1, 2), (2, 1), (1, 3)):
                if i >= di and j >= dj:
                    step = GAP_COST * 0.5 if not (di and dj) else _group(damaged[i - di : i], right[j - dj : j])
                    options.append((best[i - di][j - dj] + step, di, dj))
            best[i][j], di, dj = min(options)
            back[i, j] = (di, dj)
    path = []
    i, j = n, m
    while i or j:
        di, dj = back[i, j]
        path.append((damaged[i - di : i], right[j - dj : j]))
        i, j = i - di, j - dj
    yield from reversed(path)


def _group(damaged: list[str], right: list[str]) -> float:
    return unlike("".join(damaged), "".join(right)) * max(len(damaged), len(right)) + 0.1 * (len(damaged) + len(right) - 2)


def trimmed(damaged: str, right: str) -> tuple[str, str]:
    """Both tokens without the marks around the right one, taken off the damaged one only where it has them too."""
    core = right.strip(LEAD + TRAIL)
    lead, trail = right[: right.find(core)] if core else "", right[right.find(core) + len(core) :] if core else ""
    while lead and damaged[:1] == lead[:1]:
        damaged, lead = damaged[1:], lead[1:]
    while trail and damaged[-1:] == trail[-1:]:
        damaged, trail = damaged[:-1], trail[:-1]
    return damaged, core


def word_pairs(path: Path) -> Iterator[tuple[str, str]]:
    """(damaged, right word) of every one-to-one pair of a file whose right side is one word of letters."""
    for damaged, right in rows(path):
        for have, want in aligned(damaged.split(), right.split()):
            if len(have) == 1 and len(want) == 1:
                bad, core = trimmed(have[0], want[0])
                if core.isalpha() and bad and len(core) < 10 and len(bad) < 14 and unlike(bad, core) < 0.81:
                    yield bad, core
