"""The gate: what a text is, before anything is changed.

good: Vietnamese with its marks. stripped: Vietnamese whose marks are gone. damaged: Vietnamese mangled by a reader that
did not know it. noisy: read by one that did, badly: many words no Vietnamese syllable. other: another language.
figures: too few words to judge (tables of numbers, marks). Only stripped, damaged and noisy text is repaired throughout.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.repair.syllables import INITIALS, RIMES, fold, possible, strip_marks
from pipeline.repair.tokens import LEAD, TRAIL

Verdict = Literal["good", "stripped", "damaged", "noisy", "other", "figures"]
MARKED, BARE, FOREIGN, ODD, NEITHER = range(5)
MANY = 400_000
_MIXED = re.compile(r"[^\W\d_][^\w\s/&.\-–,:;@+()'’]+[^\W\d_]|[a-zà-ỹđ]\d[a-zà-ỹđ]")
_FOREIGN = (
    "of and is for with by from shall are was this that which be not as have has will its their been were these "
    "les des est et pour dans une sur par qui aux der und del"
)
_FOREIGN_LETTERS = frozenset("äöüßšžčćñåçłğşæабвгдежзийклмнопрстуфхцчшщыэюяαβγδε")
_STOPWORDS = frozenset(_FOREIGN.split())


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with what it rests on: words judged, and the shares of them spelt as syllables with and without marks,
    of words no syllable, of another language, and of those that bear marks or signs as no word does (a bad scan's)."""

    verdict: Verdict
    words: int
    syllables: float
    marked: float
    odd: float = 0.0
    foreign: float = 0.0
    strange: float = 0.0


@cache
def skeletons() -> frozenset[str]:
    """Every syllable without its marks."""
    rimes = {strip_marks(rime) for rime in RIMES}
    return frozenset(strip_marks(initial) + rime for initial in (*INITIALS, "") for rime in rimes)


def possible_stripped(word: str) -> bool:
    """Whether some marking of a bare word is a syllable ("duoc", "dat")."""
    return word.isascii() and word.lower() in skeletons()


_KINDS: dict[str, int] = {}


def kind(token: str) -> int:
    """What a token between spaces is: a syllable with marks, without, a foreign word, an odd one, or no word."""
    found = _KINDS.get(token)
    if found is None:
        if len(_KINDS) > MANY:
            _KINDS.clear()
        found = _KINDS[token] = _kind(token)
    return found


def _kind(token: str) -> int:
    core = token.strip(LEAD + TRAIL)
    if _MIXED.search(core):
        return ODD
    if not _FOREIGN_LETTERS.isdisjoint(core.lower()):
        return NEITHER
    if len(core) < 2 or not core.isalpha():
        return NEITHER if not core.isalpha() or core.isascii() else MARKED
    if core.isascii():
        return (
            FOREIGN if core.lower() in _STOPWORDS else BARE if possible_stripped(core) else ODD if not core.isupper() else NEITHER
        )
    return MARKED if possible(core) or known(core) else ODD


def known(word: str) -> bool:
    """Whether the model's vocabulary has the word."""
    from pipeline.repair.model import available, model

    return available() and fold(word) in model().ids


def judge(text: str) -> Judgement:
    """Judge a text of any length; under three words it is `figures`."""
    counts = [0, 0, 0, 0, 0]
    kinds = _KINDS
    for token in text.split():
        counts[kinds[token] if token in kinds else kind(token)] += 1
    marked, bare, foreign, odd, _ = counts
    words = marked + bare + foreign + odd
    if words < 3:
        return Judgement("figures", words, 0.0, 0.0)
    syllables = marked + bare
    share, bad = strange(text) if odd >= FEW else (0.0, 0)
    verdict = _verdict(syllables / words, marked / max(1, syllables), odd / words, foreign / words, (share, bad), text)
    return Judgement(verdict, words, syllables / words, marked / max(1, syllables), odd / words, foreign / words, share)


def _verdict(syllables: float, marked: float, odd: float, foreign: float, traces: tuple[float, int], text: str) -> Verdict:
    if foreign >= 0.09 and marked < 0.35:
        return "other"
    if marked >= 0.45 and syllables >= 0.4:
        return "noisy" if noisy(text, *traces) else "good"
    if syllables >= 0.975 and marked < 0.04:
        return "stripped"
    return "damaged" if (syllables >= 0.3 or odd < 0.95) and marked < 0.45 else "other"


FEW, SOME, MUCH, SURPRISE = 5, 0.02, 0.04, 5.1


def noisy(text: str, share: float, bad: int) -> bool:
    """Whether a text bears the traces of a bad scan: many of them, or some and words that hardly follow each other
    (clean text of every kind measured costs under 4.8 nats a word, bad scans over 5.3)."""
    if bad < FEW or share < SOME:
        return False
    if share >= MUCH:
        return True
    from pipeline.repair.score import log_probability

    words = text.split()
    return -log_probability(words) / max(1, len(words)) >= SURPRISE


def strange(text: str) -> tuple[float, int]:
    """The share and number of words that bear Vietnamese marks and are no syllable, or have signs inside: a bad scan's trace."""
    words = bad = 0
    for token in text.split():
        core = token.strip(LEAD + TRAIL)
        if len(core) < 2:
            continue
        words += any(c.isalpha() for c in core)
        bad += kind(token) == ODD and not (core.isascii() and core.isalpha())
    return bad / max(1, words), bad
