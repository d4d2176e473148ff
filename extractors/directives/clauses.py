"""The body cut into clauses: one a sentence, bullet, numbered item or table cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from schemas.letter import Letter, ZonedLine

MARKER = re.compile(
    r"[ ]{0,8}(?:(?P<article>[Đđ]i[ềê]u[ ]\d{1,3}[.:])|(?P<roman>[IVX]{1,5})[.)]|(?P<number>\d{1,2}(?:[.]\d{1,2}){0,3})[.)/]?"
    r"|(?P<letter>[a-zđ])[.)]|(?P<bullet>[-–—+*•●▪·]))[ ]+(?=\S)"
)
# A point ends a sentence when a capital, a quote or a bullet follows; after an abbreviation or a number it does not.
_STOP = re.compile(r"(?<=[^\W\d])(?<!\bTP)(?<!\bTT)(?<!\bTS)(?<!\bTh)(?<!\bđ/c)[.!?]/?[.]?[\")”]?[ ]+(?=[^\W\d_a-zđ]|[-–“\"(])")
LEVELS = {"article": 1, "roman": 2, "number": 3, "letter": 5, "bullet": 6}


@dataclass(frozen=True, slots=True)
class Clause:
    """Characters [start, end) of the letter's text. `level` is the item's depth, 9 for running text.

    `first` marks the first clause of its item; `head` that the item ends with a colon or is a bare heading.
    """

    start: int
    end: int
    text: str
    level: int
    first: bool
    annex: bool = False


def clauses(letter: Letter) -> Iterator[Clause]:
    """Clauses of body and annex, in order."""
    for first, last, level, skip in _items(letter):
        start = first.start + skip
        raw = letter.flow[start : last.end]
        yield from _sentences(raw, start, level, first.zone == "annex")


def _items(letter: Letter) -> Iterator[tuple[ZonedLine, ZonedLine, int, int]]:
    """Items as (first line, last line, level, characters of the marker)."""
    current: tuple[ZonedLine, ZonedLine, int, int] | None = None
    for line in letter.zone("body", "annex"):
        if not line.text.strip():
            continue
        level, skip = _marker(line.text)
        if current is None or _begins(current[1], line, level):
            if current is not None:
                yield current
            current = (line, line, level, skip)
        else:
            current = (current[0], line, current[2], current[3])
    if current is not None:
        yield current


def _marker(text: str) -> tuple[int, int]:
    match = MARKER.match(text)
    if match is None:
        return 9, len(text) - len(text.lstrip())
    kind = match.lastgroup or "bullet"
    depth = LEVELS[kind] + (min(match.group().count("."), 2) - 1 if kind == "number" and "." in match.group("number") else 0)
    return depth, match.end()


def _begins(before: ZonedLine, line: ZonedLine, level: int) -> bool:
    """Whether a line begins a new item, rather than going on with the one before."""
    if level < 9 or line.zone != before.zone or line.line.cell != before.line.cell:
        return not _goes_on(before, level)
    end = before.text.rstrip()[-1:]
    return end in ":" or (end in ".;!?/" and line.text.strip()[:1].isupper())


def _goes_on(before: ZonedLine, level: int) -> bool:
    """A line that starts with a number may be the rest of a wrapped one ("… ngày / 12. Các đơn vị …")."""
    return level == 3 and before.text.rstrip()[-1:].isalnum() and before.text.rstrip().endswith(("ngày", "số", "tháng", "năm"))


def _sentences(raw: str, start: int, level: int, annex: bool) -> Iterator[Clause]:
    at, first = 0, True
    for stop in [*(m.end() for m in _STOP.finditer(raw)), len(raw)]:
        piece = raw[at:stop]
        lead = len(piece) - len(piece.lstrip())
        text = " ".join(piece.split())
        if len(text) > 2:
            yield Clause(start + at + lead, start + at + len(piece.rstrip()), text, level, first, annex)
            first = False
        at = stop
