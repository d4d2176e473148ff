"""Other readings of a line: with the words that the second reader of the page saw differently."""

from __future__ import annotations

from itertools import groupby

from schemas.letter import ZonedLine
from schemas.reading import Word


def readings(line: ZonedLine) -> tuple[str, ...]:
    """The line's text, then, where the readers differ, its text with every first rival in place.

    A rival stands for the run of neighbouring words that share it. Handwriting that the page's reader has settled
    upon stays as it is: its rivals were outvoted.
    """
    words = line.line.words
    hand = line.line.handwritten
    open_words = [word for word in words if not any(a < word.end and b > word.start for a, b in hand)]
    if not any(word.rivals for word in open_words):
        return (line.text,)
    parts, at = [], 0
    for rivals, run in groupby(open_words, key=_rivals):
        group = list(run)
        if rivals:
            parts += [line.text[at : group[0].start], rivals[0]]
            at = group[-1].end
    return (line.text, "".join([*parts, line.text[at:]]))


def _rivals(word: Word) -> tuple[str, ...]:
    return word.rivals


MOST = 5


def other_hands(line: ZonedLine) -> tuple[str, ...]:
    """The line's text with other readings of its handwriting in place, the likelier first, at most MOST for each word."""
    hand = line.line.handwritten
    written = [word for word in line.line.words if any(a < word.end and b > word.start for a, b in hand)]
    return tuple(line.text[: w.start] + rival + line.text[w.end :] for w in written for rival in w.rivals[:MOST])


LEAST = 0.4
"""Handwriting that the page's reader is less sure of is no value, only a candidate."""


def is_handwritten(line: ZonedLine, start: int, end: int) -> bool:
    """Whether characters [start, end) of the line's text are marked as written by hand."""
    return any(a < end and b > start for a, b in line.line.handwritten)


def merged_digits(one: str | None, two: str | None) -> str | None:
    """The digits that both readings allow: the same, or the longer of which the other lost a digit; None if they clash."""
    if one is None or two is None or one == two:
        return one or two
    long, short = (one, two) if len(one) >= len(two) else (two, one)
    rest = iter(long)
    return long if len(long) > len(short) and all(digit in rest for digit in short) else None
