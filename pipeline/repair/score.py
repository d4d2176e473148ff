"""Scoring rival readings of a line with the model of official Vietnamese."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.repair.model import FIGURE, UNKNOWN, available, model
from pipeline.repair.native import engine
from pipeline.repair.syllables import fold, possible
from pipeline.repair.tokens import LEAD, TRAIL, kind_of

UNKNOWN_LETTER = 1.5
NO_MODEL = -8.0


def known_syllable(word: str) -> bool:
    """Whether a word (any case, NFC) is in the model's vocabulary, or spelt as a syllable can be where there is none."""
    return fold(word) in model().ids if available() else possible(word)


def log_probability(words: Sequence[str]) -> float:
    """Natural log of P(words) as a line of official Vietnamese; marks around words are left out of account.

    An unknown word costs its probability as unknown and 1.5 nats for each character.
    """
    cores = [core for word in words if (core := word.strip(LEAD + TRAIL))]
    if not available():
        return sum(0.0 if possible(core) or not core.isalpha() else NO_MODEL for core in cores)
    own, ids, extra = model(), [], 0.0
    for core in cores:
        number = own.ids.get(fold(core), UNKNOWN) if core.isalpha() else FIGURE if kind_of(core) != "word" else UNKNOWN
        ids.append(number)
        extra += UNKNOWN_LETTER * len(core) if number == UNKNOWN else 0.0
    return -int(engine().score(own, ids)) / 1000 - extra
