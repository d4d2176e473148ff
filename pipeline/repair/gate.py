"""The gate: what each page is before anything is changed.

good: Vietnamese with its marks. stripped: Vietnamese whose marks are gone. damaged: Vietnamese mangled by a reader
that did not know it. other: another language. figures: too few words to judge (tables of numbers, marks).
Only stripped and damaged text is repaired throughout; in good text only words that cannot be right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.repair.syllables import possible, strip_marks
from pipeline.repair.tokens import LEAD, TRAIL

Verdict = Literal["good", "stripped", "damaged", "other", "figures"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with what it rests on: words judged, share spelt as syllables, share of those with marks."""

    verdict: Verdict
    words: int
    syllables: float
    marked: float


def judge(text: str) -> Judgement:
    """Judge a text of any length; under three words of letters it is `figures`."""
    words = [core for raw in text.split() if (core := raw.strip(LEAD + TRAIL)) and core.isalpha() and len(core) > 1]
    if len(words) < 3:
        return Judgement("figures", len(words), 0.0, 0.0)
    fitting = [word for word in words if possible(word) or possible_stripped(word)]
    marked = sum(1 for word in fitting if not word.isascii())
    share, marks = len(fitting) / len(words), marked / max(1, len(fitting))
    return Judgement(_verdict(share, marks), len(words), share, marks)


def possible_stripped(word: str) -> bool:
    """Whether some marking of a bare word is a syllable ("duoc", "dat")."""
    return word.isascii() and word.lower() in _skeletons()


def _skeletons() -> frozenset[str]:
    from pipeline.repair.syllables import INITIALS, RIMES

    global _CACHE  # noqa: PLW0603
    if _CACHE is None:
        rimes = {strip_marks(rime) for rime in RIMES}
        _CACHE = frozenset(strip_marks(initial) + rime for initial in (*INITIALS, "") for rime in rimes)
    return _CACHE


_CACHE: frozenset[str] | None = None


def _verdict(share: float, marks: float) -> Verdict:
    if share >= 0.75 and marks >= 0.35:
        return "good"
    if share >= 0.85 and marks < 0.1:
        return "stripped"
    return "damaged" if share >= 0.3 else "other"
