"""Where a query's words stand in a text: the best passage of it, with the places to mark. Accents are kept as printed."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from corpus.analysis import compact, folded, syllables
from corpus.streams import running
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
    at = _typed(text, wanted, width)
    if at is None:
        at = _folded_place(fold(text), patterns, width)
    start, end = _window(text, at, width) if at is not None else (0, width)
    piece = text[start:end]
    return Passage(_line(piece), tuple(m.span() for m in patterns[1].finditer(fold(piece))))


def _typed(text: str, wanted: Wanted, width: int) -> int | None:
    """Where most of the runs of words stand as they were typed; found without folding the whole text."""
    low = text.lower()
    if len(low) != len(text):  # folding is one character for one, lowering nearly always: the places would be off
        return None
    runs = [run.lower() for run in (*wanted.whole, *wanted.runs)]
    places = _places(low, runs)
    if not places and len(runs) == 1 and not wanted.numbers and not wanted.prefixes:
        words = runs[0].split()  # not side by side: where most of them stand
        some = [_places(low, [word]) for word in words]
        places = sorted(place for found in some for place in found) if all(some) else []
    return _best(places, width) if places else None


def _places(low: str, runs: list[str]) -> list[int]:
    """The first places of each of the runs as whole words."""
    places: list[int] = []
    for run in runs:
        at, most = low.find(run), len(places) + _MOST_PLACES
        while at >= 0 and len(places) < most:
            if not low[at - 1 : at].isalnum() and not low[at + len(run) : at + len(run) + 1].isalnum():
                places.append(at)
            at = low.find(run, at + len(run) or 1)
    return places


def _folded_place(bare: str, patterns: tuple[re.Pattern[str], re.Pattern[str]], width: int) -> int | None:
    strong, every = patterns
    for pattern in (strong, every):
        if places := [m.start() for m in islice(pattern.finditer(bare), _MOST_PLACES)]:
            return _best(places, width)
    return None


_MOST_PLACES = 24


def _best(places: list[int], width: int) -> int:
    """The place from which most of the places stand within the width, the earliest of them."""
    places.sort()
    return max(places, key=lambda p: (bisect_left(places, p + width * 3 // 4) - bisect_left(places, p), -p))


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
    row = " ".join(folded(syllables(phrase)))
    made = running(text)
    if made is None:
        return f" {row} " in f" {' '.join(folded(syllables(text)))} "
    return b" %b " % row.encode() in b" %b " % made
