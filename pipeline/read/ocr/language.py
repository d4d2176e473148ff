"""What a line most likely says: the readers' words weighed against official Vietnamese.

A line is a row of slots; each slot has options (words as one reader or the other has them, or the same letters with
other marks), each with a cost in nats. The choice is the row with the least cost plus the language model's surprise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.read.layer import syllables
from pipeline.read.ocr.tokens import Token, base

AROUND = 3
"""So many words to the left and right are looked at with a slot."""
PASSES = 2
WORD_BONUS = 6.0
"""A word more is a word's surprise more: given back, so that options of different length compare."""
MARGINS = '"' + "'“”‘’`´()[]{}<>.,;:!?…*_-–/|+•"


@dataclass(frozen=True, slots=True)
class Option:
    """Words that may fill a slot, and what it costs to believe them."""

    tokens: tuple[Token, ...]
    cost: float


Slot = tuple[Option, ...]


@cache
def available() -> bool:
    """Whether the language model is there to ask."""
    from pipeline.repair.model import available as model_available

    return model_available()


def choose(slots: Sequence[Slot]) -> list[Token]:
    """The best row of options; each slot's first option is where the search starts."""
    chosen = [0] * len(slots)
    open_slots = [k for k, slot in enumerate(slots) if len(slot) > 1]
    for _ in range(PASSES):
        before = list(chosen)
        for k in open_slots:
            chosen[k] = min(range(len(slots[k])), key=lambda option: _total(slots, chosen, k, option))
        if chosen == before:
            break
    return [token for slot, option in zip(slots, chosen, strict=True) for token in slot[option].tokens]


def _total(slots: Sequence[Slot], chosen: Sequence[int], k: int, option: int) -> float:
    left = [t.text for j in range(max(0, k - AROUND), k) for t in slots[j][chosen[j]].tokens]
    right = [t.text for j in range(k + 1, min(len(slots), k + 1 + AROUND)) for t in slots[j][chosen[j]].tokens]
    words = [t.text for t in slots[k][option].tokens]
    return slots[k][option].cost - _fluency(tuple(left[-AROUND:] + words + right[:AROUND])) - WORD_BONUS * len(words)


@lru_cache(maxsize=4096)
def _fluency(words: tuple[str, ...]) -> float:
    from pipeline.repair.score import log_probability

    return float(log_probability(words))


@lru_cache(maxsize=16384)
def known(word: str) -> bool:
    """Whether a word, its margins of marks aside, is in the model's vocabulary."""
    from pipeline.repair.score import known_syllable

    core = word.strip(MARGINS)
    return not core.isalpha() or bool(known_syllable(core))


def with_other_marks(word: str) -> list[str]:
    """The syllables with the same letters but other marks, written as the word is: same case, same marks around it."""
    core = word.strip(MARGINS)
    if not core.isalpha() or not core:
        return []
    before, _, after = word.partition(core)
    return [before + _as(core, other) + after for other in _by_letters()[base(core)] if other != core.lower()]


@cache
def _by_letters() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for syllable in syllables():
        found[base(syllable)].append(syllable)
    return found


def _as(pattern: str, word: str) -> str:
    if pattern.isupper() and len(pattern) > 1:
        return word.upper()
    return word.capitalize() if pattern[:1].isupper() else word
