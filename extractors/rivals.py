"""Other readings of a line: with the words that the second reader of the page saw differently."""

from __future__ import annotations

from itertools import groupby

from schemas.letter import ZonedLine
from schemas.reading import Word


def readings(line: ZonedLine) -> tuple[str, ...]:
    """The line's text, then, where the readers differ, its text with every first rival in place.

    A rival stands for the run of neighbouring words that share it.
    """
    words = line.line.words
    if not any(word.rivals for word in words):
        return (line.text,)
    parts, at = [], 0
    for rivals, run in groupby(words, key=_rivals):
        group = list(run)
        if rivals:
            parts += [line.text[at : group[0].start], rivals[0]]
            at = group[-1].end
    return (line.text, "".join([*parts, line.text[at:]]))


def _rivals(word: Word) -> tuple[str, ...]:
    return word.rivals


def merged_digits(one: str | None, two: str | None) -> str | None:
    """The digits that both readings allow: the same, or the longer of which the other lost a digit; None if they clash."""
    if one is None or two is None or one == two:
        return one or two
    long, short = (one, two) if len(one) >= len(two) else (two, one)
    rest = iter(long)
    return long if len(long) > len(short) and all(digit in rest for digit in short) else None
