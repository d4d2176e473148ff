"""Whether a text layer is good Vietnamese, or bad OCR, or in a dead encoding, or English."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

COMMON = 1500
"""The commonest syllables: 98 of 100 in running text. Damaged text has 20 to 36 of 100 among them, good text 88 or more
(457 lines of real scanners' layers and their corrections)."""
GOOD_SHARE, GOOD_SHARE_OVER_SCAN = 0.70, 0.88
MARKED_SHARE = 0.10
"""Of the letters of good text a quarter or more are outside ASCII; text that lost its marks has next to none."""
ENOUGH = 12
"""Below this many syllables there is nothing to judge by."""
ENGLISH_SHARE = 0.15
_ENGLISH = frozenset([
    "the", "of", "and", "that", "for", "by", "with", "as", "are", "is", "or", "this", "from", "which", "shall", "will",
    "have", "has", "been", "it", "at", "was", "not",
])  # fmt: skip
"""Of the words of English text three in ten are such; of Vietnamese that lost its marks ("the", "it") next to none."""
WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a text is worth: `words` looked at, the `common` and `english` share of them, the `marked` share of their letters."""

    words: int
    common: float
    marked: float
    english: float = 0.0

    @property
    def too_short(self) -> bool:
        """Whether there is too little text to judge."""
        return self.words < ENOUGH

    @property
    def in_english(self) -> bool:
        """Whether it is English: no Vietnamese layer gone wrong, but a treaty, a standard, a passport's copy."""
        return not self.too_short and self.english >= ENGLISH_SHARE

    def good(self, over_scan: bool = False) -> bool:
        """Whether to trust the text. A layer over a scan was made by OCR and must be better to be believed."""
        least = GOOD_SHARE_OVER_SCAN if over_scan else GOOD_SHARE
        return self.common >= least and self.marked >= MARKED_SHARE


@cache
def syllables() -> dict[str, float]:
    """Vietnamese syllables, commonest first, with the log10 of their count."""
    text = files("pipeline.read").joinpath("data/syllables.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {word: float(count) for word, count in rows}


@cache
def _common() -> frozenset[str]:
    return frozenset(list(syllables())[:COMMON])


def judge(text: str) -> Verdict:
    """Look at the words of a text of any language and encoding."""
    words = WORD.findall(unicodedata.normalize("NFC", text).lower())
    letters = sum(map(len, words))
    common = sum(word in _common() for word in words)
    marked = sum(not c.isascii() for word in words for c in word)
    english = sum(word in _ENGLISH for word in words)
    return Verdict(len(words), common / max(len(words), 1), marked / max(letters, 1), english / max(len(words), 1))
