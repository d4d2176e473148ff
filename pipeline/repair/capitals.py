"""Which words begin with a capital or are written in capitals: a Viterbi over three cases.

Three kinds of evidence for each word: how it was read, how the word is usually written, and how the word before is
written; the last keeps heads in capitals and names in title case together.
"""

from __future__ import annotations

from typing import Literal

from pipeline.repair.model import RepairModel

Case = Literal["l", "T", "U"]
CASES: tuple[Case, Case, Case] = ("l", "T", "U")
# -ln P(pattern read | case), thousandths of a nat
READ = {
    "l": (40, 4500, 4600),
    "T": (5200, 150, 3200),
    "U": (8200, 4000, 150),
    "m": (3500, 3000, 2000),
    "S": (6000, 700, 700),
    "d": (800, 1200, 1200),
}
SHARE = (300, 1700, 2600)
HABIT = 6


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


def cases(own: RepairModel, words: list[int], read: list[str]) -> list[Case]:
    """The case of each word. `words` are ids (1 a full stop, 2 a figure), `read` what was read for each."""
    prior, moves = own.arrays["capital"][words].tolist(), own.arrays["capital_moves"].tolist()
    cost, before = [0, 0, 0], [0, 0, 0]
    backs: list[tuple[int, int, int]] = []
    for word, text, habit in zip(words, read, prior, strict=True):
        if word <= 2:
            low = cost.index(min(cost))
            backs.append((low, low, low))
            cost = [cost[low]] * 3
            before = [0, 0, 0] if word == 1 else [4, 4, 4]
            continue
        seen = READ[pattern(text)]
        usual = [*habit[:2], min(habit[2], SHARE[2] + 600)]
        now: list[int] = [0, 0, 0]
        back: list[int] = [0, 0, 0]
        for c in range(3):
            ways = [cost[b] + moves[before[b]][c] for b in range(3)]
            best = back[c] = ways.index(min(ways))
            now[c] = cost[best] + moves[before[best]][c] + seen[c] + (usual[c] - SHARE[c]) * HABIT // 10
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
