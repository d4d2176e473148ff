"""Scoring rival readings of a line with the model of official Vietnamese."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.repair.syllables import possible


def known_syllable(word: str) -> bool:
    """Whether a word (any case, NFC) can be Vietnamese as it stands."""
    return possible(word)


def log_probability(words: Sequence[str]) -> float:
    """Natural log of the probability of a sequence of words, compared between rival readings of one line."""
    return sum(0.0 if possible(word) else -8.0 for word in words if word.isalpha())
