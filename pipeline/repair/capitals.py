"""Which words begin with a capital or are written in capitals: a Viterbi over three cases.

Four kinds of evidence for each word: how it was read, how the word is usually written, how it is written after and before
its neighbours ("Hà Nội", "Quốc hội"), and how the word before is written; the last keeps heads in capitals and names in
title case together.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

import numpy as np

from pipeline.repair.model import Array, RepairModel, model

Case = Literal["l", "T", "U"]
CASES: tuple[Case, Case, Case] = ("l", "T", "U")
# -ln P(pattern read | case l, T, U), thousandths of a nat, by the length of the word: short ones are often read in
# capitals ("SO" for "Sở"), or with one letter only ("S6"). Counted over pairs made and real.
READ: dict[int, dict[str, tuple[int, int, int]]] = {
    1: {"l": (40, 5500, 5500), "T": (4500, 300, 2500), "U": (5000, 300, 1000),
        "m": (4500, 4500, 4500), "S": (5500, 50, 50), "d": (800, 1500, 1500)},
    2: {"l": (40, 3400, 4800), "T": (5600, 600, 2200), "U": (6800, 1400, 200),
        "m": (3900, 4400, 2700), "S": (6500, 1900, 4000), "d": (1500, 6000, 6000)},
    3: {"l": (40, 4600, 4600), "T": (5000, 150, 3300), "U": (7500, 3800, 200),
        "m": (3600, 2700, 2300), "S": (6500, 4000, 5500), "d": (1500, 6000, 6000)},
    4: {"l": (40, 5200, 5200), "T": (5500, 100, 4300), "U": (9000, 5500, 200),
        "m": (3300, 2900, 1900), "S": (6500, 5000, 5500), "d": (1500, 6000, 6000)},
}  # fmt: skip
SHARE = (300, 1700, 2600)
HABIT, BESIDE = 6, 100


def pattern(text: str) -> str:
    """l small, T capital first, U capitals, S one capital alone, m mixed, d no letters."""
    if text.isalpha() and text.islower():
        return "l"
    letters = [c for c in text if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    if not letters:
        return "d"
    if not upper:
        return "l"
    if len(letters) == 1:
        return "S"
    if upper == len(letters):
        return "U"
    return "T" if upper == 1 and text[:1].isupper() else "m"


def as_read(text: str) -> Case:
    """The case of a word in text whose letters are right."""
    read = pattern(text)
    return "U" if read == "U" else "T" if read in "TSm" else "l"


@cache
def pair_keys() -> Array:
    """The pairs of words of this installation's model, first word highest, in order."""
    arrays = model().arrays
    start = arrays["start1"].astype(np.int64)
    before = np.repeat(np.arange(len(start) - 1, dtype=np.uint32), start[1:] - start[:-1])
    keys: Array = (before << np.uint32(16)) | arrays["word2"]
    return keys


def beside(own: RepairModel, words: list[int]) -> list[int]:
    """For each word, how much its neighbours speak for a capital first (thousandths of a nat, negative against)."""
    ids = np.array(words, np.uint32)
    if len(ids) < 2 or "case_after" not in own.arrays:
        return [0] * len(words)
    keys, wanted = pair_keys(), (ids[:-1] << np.uint32(16)) | ids[1:]
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    known = keys[at] == wanted
    total = np.zeros(len(ids), np.int64)
    total[1:] += np.where(known & (ids[:-1] > 1), own.arrays["case_after"][at], 0)
    total[:-1] += np.where(known, own.arrays["case_before"][at], 0)
    found: list[int] = (np.clip(total, -60, 60) * BESIDE).tolist()
    return found


def cases(own: RepairModel, words: list[int], read: list[str]) -> list[Case]:
    """The case of each word. `words` are ids (1 a full stop, 2 a figure), `read` what was read for each."""
    prior, moves = own.arrays["capital"][words].tolist(), own.arrays["capital_moves"].tolist()
    cost, before = [0, 0, 0], [0, 0, 0]
    backs: list[tuple[int, int, int]] = []
    for word, text, habit, more in zip(words, read, prior, beside(own, words), strict=True):
        if word <= 2:
            low = cost.index(min(cost))
            backs.append((low, low, low))
            cost = [cost[low]] * 3
            before = [0, 0, 0] if word == 1 else [4, 4, 4]
            continue
        seen = READ[min(4, len(own.words[word]))][pattern(text)]
        usual = (habit[0], habit[1] - more, min(habit[2], SHARE[2] + 600))
        now: list[int] = [0, 0, 0]
        back: list[int] = [0, 0, 0]
        small, title, upper = (moves[b] for b in before)
        for c in range(3):  # the first of the cheapest ways
            best, least = 0, cost[0] + small[c]
            if cost[1] + title[c] < least:
                best, least = 1, cost[1] + title[c]
            if cost[2] + upper[c] < least:
                best, least = 2, cost[2] + upper[c]
            back[c] = best
            now[c] = least + seen[c] + (usual[c] - SHARE[c]) * HABIT // 10
        backs.append((back[0], back[1], back[2]))
        cost, before = list(now), [1, 2, 3]
    at = min(range(3), key=lambda c: cost[c])
    chosen: list[Case] = []
    for origins in reversed(backs):
        chosen.append(CASES[at])
        at = origins[at]
    return chosen[::-1]


def written(word: str, case: Case) -> str:
    """A folded word in its case."""
    return word if case == "l" else word.upper() if case == "U" else word[:1].upper() + word[1:]
