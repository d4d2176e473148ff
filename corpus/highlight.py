"""Where a query's words stand in a text: the best passage of it, with the places to mark. Accents are kept as printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.analysis import compact, folded, syllables
from extractors.folding import fold

Marks = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text and the characters [start, end) of it that match."""

    text: str
    marks: Marks


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to mark: runs of syllables as typed; `whole` are those that must stand in a row; `numbers` as typed."""

    runs: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()


_BETWEEN = r"[\W_]{1,4}"
_SWAP = {"i": "[iy]", "y": "[iy]"}


def _syllable(token: str) -> str:
    """A pattern of a folded syllable that also finds its other spelling with y (or i) at the end."""
    bare = folded([token])[0]
    return re.escape(bare[:-1]) + _SWAP.get(bare[-1], re.escape(bare[-1])) if len(bare) > 1 else re.escape(bare)


def _number(text: str) -> str:
    # blanks and "&" may stand between the parts as printed
    return r"[\s&.]?".join("[-–]" if c == "-" else re.escape(c) for c in compact(text).lower())


@lru_cache(256)
def _patterns(wanted: Wanted) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """Two patterns on folded text: runs of two words and more, and anything at all."""
    runs = [_row(run) for run in (*wanted.whole, *wanted.runs)]
    singles = [_syllable(t) for run in wanted.runs for t in syllables(run)]
    others = [_number(n) for n in wanted.numbers] + [re.escape(fold(p)) + r"[^\W_]*" for p in wanted.prefixes]
    strong = [r for r in (*others, *sorted(runs, key=len, reverse=True)) if r]
    every = [*strong, *sorted(set(singles), key=len, reverse=True)]
    if not every:
        return None
    return _any(strong or every), _any(every)


def _row(run: str) -> str:
    return _BETWEEN.join(_syllable(t) for t in syllables(run))


def _any(parts: list[str]) -> re.Pattern[str]:
    return re.compile(r"(?<![^\W_])(?:" + "|".join(parts) + r")(?![^\W_])")


def marks(text: str, wanted: Wanted) -> Marks:
    """Every place in a short text."""
    patterns = _patterns(wanted)
    return tuple(m.span() for m in patterns[1].finditer(fold(text))) if patterns else ()


def passage(text: str, wanted: Wanted, width: int = 220) -> Passage:
    """The passage of about `width` characters where most of what is wanted stands together."""
    patterns = _patterns(wanted)
    if patterns is None:
        return Passage(_line(text[:width]), ())
    bare = fold(text)
    strong, every = patterns
    first = strong.search(bare) or every.search(bare)
    if first is None:
        return Passage(_line(text[:width]), ())
    start, end = _window(text, _best(bare, strong, first.start(), width), width)
    return Passage(_line(text[start:end]), tuple(m.span() for m in every.finditer(bare[start:end])))


def _best(bare: str, strong: re.Pattern[str], first: int, width: int, most: int = 40) -> int:
    """The place from which most matches stand within the width, the earliest of them."""
    places = [first]
    for found in strong.finditer(bare, first + 1):
        places.append(found.start())
        if len(places) >= most:
            break
    return max(places, key=lambda p: (sum(p <= q < p + width * 3 // 4 for q in places), -p))


def _window(text: str, at: int, width: int) -> tuple[int, int]:
    start = max(0, at - width // 4)
    if start:
        blank = text.find(" ", start, at)
        start = blank + 1 if blank >= 0 else start
    end = min(len(text), start + width)
    if end < len(text):
        blank = text.rfind(" ", at, end)
        end = blank if blank > at else end
    return start, end


def _line(text: str) -> str:
    # one character for one, so that marks stay where they are
    return text.replace("\n", " ").replace("\t", " ")


def holds(text: str, phrase: str) -> bool:
    """Whether a phrase stands in the text, accents aside."""
    bare = " " + " ".join(folded(syllables(text))) + " "
    return f" {' '.join(folded(syllables(phrase)))} " in bare
