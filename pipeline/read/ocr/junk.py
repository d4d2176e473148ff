"""Lines that are no print: what readers make of seals, borders, rules and signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.read.layer import syllables
from pipeline.read.ocr.language import MARGINS
from pipeline.read.ocr.tokens import Token, base

LEAST = 0.42
"""A line is kept from this mean confidence on, by letters; known words count for it."""
WORDS_COUNT = 0.4
NUMBER_LINE = re.compile(r"^s[o06]\W{0,3}.{0,14}/\s?\S*[A-ZĐ]{2}", re.IGNORECASE)
"""The letter's own number is mostly written by hand and read with little confidence: it is never junk."""


def junk(tokens: Sequence[Token]) -> bool:
    """Whether a line's words were read out of something that is no print."""
    text = " ".join(t.text for t in tokens)
    letters = sum(len(t.text) for t in tokens)
    if not any(c.isalnum() for c in text):
        return True
    if NUMBER_LINE.search(base(text)):
        return False
    sure = sum(len(t.text) * t.confidence for t in tokens) / letters
    words = sum(len(t.text) for t in tokens if _word(t.text)) / letters
    return sure + WORDS_COUNT * words < LEAST


def _word(text: str) -> bool:
    core = text.strip(MARGINS).lower()
    return len(core) > 2 and core in syllables()
