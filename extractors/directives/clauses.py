"""The body cut into clauses: one a sentence, bullet or numbered item, split again where the modality changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from extractors.directives.splits import orders
from schemas.letter import Letter, Zone, ZonedLine

# Bullets may be misread: a dash as ~ or _, and a letter's bracket may be lost in front of a capital.
MARKER = re.compile(
    r"[ |_]{0,8}(?:(?P<article>[Đđ]i[ềê]u[ ]\d{1,3}[.:])|(?P<roman>[IVX]{1,5})[.)]|(?P<number>\d{1,2}(?:[.]\d{1,2}){0,3})"
    r"(?P<point>[.)/-]|,(?=[ ][^\W\d_a-zđ]))?|(?P<letter>[a-zđ])[.)]|(?P<bullet>[-–—+*•●▪·~_]))[ ]{1,4}(?=\S)"
    r"|[ ]{0,8}(?P<tight>[-–—+•●▪·])(?=[^\W\d_a-zđ])"
)
# A point ends a sentence when a capital, a quote or a bullet follows; after an abbreviation it does not, and after a
# digit only behind a year or a closing bracket.
_STOP = re.compile(
    r"[.!?](?:(?<=[^\W\d][.!?])(?<!\bTP.)(?<!\bTT.)(?<!\bTS.)(?<!\bTh.)(?<!\bđ/c.)|(?<=[/ .-]\d{4}.)|(?<=[)\]”\"%>].))"
    r"/?[.]?[\")”]?[ ]+(?=[^\W\d_a-zđ]|[-–“\"(])"
)
# Sentences that go on with the order before them: what to do in a special case, when it must be finished.
_TAIL = re.compile(
    r"(?:hoàn thành|trường hợp|thời (?:gian|hạn) (?:hoàn thành|thực hiện|tổ chức|tiến hành|kiểm tra|nộp|gửi|báo cáo)|trong đó"
    r"|báo cáo kết quả|kết quả (?:gửi|báo cáo)|nếu)\b",
    re.I,
)
LEVELS = {"article": 1, "roman": 2, "number": 3, "letter": 5, "bullet": 6, "tight": 6}


class Clause(msgspec.Struct, frozen=True, gc=False):
    """Characters [start, end) of the letter's text; `text` is the same with single blanks.

    `level` is the item's depth, 9 for running text. `first` marks the first clause of its item, `only` that it is the
    whole item, `cell` a clause in a table's cell, `annex` one of an annex.
    """

    start: int
    end: int
    text: str
    level: int
    first: bool
    only: bool = True
    cell: bool = False
    annex: bool = False

    def locate(self, letter: Letter, start: int, end: int) -> tuple[int, int]:
        """Offsets in `text` → offsets in the letter's text."""
        raw = letter.flow[self.start : self.end]
        if len(raw) == len(self.text):
            return self.start + start, self.start + end
        kept = [at for at, char in enumerate(raw) if not char.isspace() or (at and not raw[at - 1].isspace())]
        return self.start + kept[start], self.start + kept[end - 1] + 1


BODY: tuple[Zone, ...] = ("body",)


def clauses(letter: Letter, skip: frozenset[int] = frozenset(), zones: tuple[Zone, ...] = BODY) -> Iterator[Clause]:
    """Clauses of the zones, in order; lines that start at an offset in `skip` (rows of tasks) are left out."""
    for first, last, level, marker in _items(letter.zone(*zones), skip):
        start = first.start + marker
        raw = letter.flow[start : last.end]
        yield from _split(raw, start, level, first)


def _items(lines: Sequence[ZonedLine], skip: frozenset[int]) -> Iterator[tuple[ZonedLine, ZonedLine, int, int]]:
    """Items as (first line, last line, level, characters of the marker)."""
    current: tuple[ZonedLine, ZonedLine, int, int] | None = None
    wide = _widths(lines)
    for line in lines:
        if not line.text.strip() or line.start in skip:
            continue
        level, marker = _marker(line.text)
        if current is None or _begins(current[1], line, level, wide[line.page]):
            if current is not None:
                yield current
            current = (line, line, level, marker)
        else:
            current = (current[0], line, current[2], current[3])
    if current is not None:
        yield current


def _widths(lines: Sequence[ZonedLine]) -> dict[int, float]:
    """Characters of a full line of running text, by page."""
    lengths: dict[int, list[int]] = {}
    for line in lines:
        lengths.setdefault(line.page, []).append(len(line.text) if line.line.cell is None else 0)
    return {page: sorted(found)[len(found) * 4 // 5] for page, found in lengths.items()}


def _item(text: str) -> re.Match[str] | None:
    """The mark of a bullet or number that a line begins with, whatever blanks stand before it."""
    return MARKER.match(text, len(text) - len(text.lstrip()))


def _marker(text: str) -> tuple[int, int]:
    match = _item(text)
    if match is None:
        return 9, len(text) - len(text.lstrip())
    kind = next(name for name in LEVELS if match[name])
    depth = LEVELS[kind] + (min(match.group().count("."), 2) - 1 if kind == "number" and "." in match.group("number") else 0)
    return depth, match.end()


def _begins(before: ZonedLine, line: ZonedLine, level: int, wide: float) -> bool:
    """Whether a line begins a new item, rather than going on with the one before.

    A line that stops well short of the margin ends its paragraph when a capital follows.
    """
    if line.zone != before.zone:
        return True
    if level < 9 or line.line.cell != before.line.cell:
        return not _goes_on(before, line, level)
    end = before.text.rstrip()[-1:]
    short = len(before.text) < wide * 0.72 and end not in ",-" and line.line.cell is None
    return end == ":" or ((short or end in ".;!?/") and line.text.strip()[:1].isupper())


def _goes_on(before: ZonedLine, line: ZonedLine, level: int) -> bool:
    """A line that starts with a number may be the rest of a wrapped one ("… ngày / 12. Các đơn vị …", "… hạn / 03 ngày …")."""
    if level != 3 or line.line.cell != before.line.cell:
        return False
    end = before.text.rstrip()
    if end.endswith(("ngày", "số", "tháng", "năm", "Điều", "khoản", "điểm")):
        return True
    match = _item(line.text)
    return match is not None and not match["point"] and end[-1:].islower() and line.text[match.end() :][:1].islower()


def _split(raw: str, start: int, level: int, line: ZonedLine) -> Iterator[Clause]:
    """Sentences of an item, tails joined to the order before them, then cut where the modality changes."""
    pieces = [(at + cut, raw[at + cut : at + end]) for at, stop in _sentences(raw) for cut, end in orders(raw[at:stop])]
    worded = [(at, piece, piece.split()) for at, piece in pieces]
    worded = [(at, piece, words) for at, piece, words in worded if len(words) > 1 or piece.strip()[:1].isalpha()]
    for index, (at, piece, words) in enumerate(worded):
        begin = at + len(piece) - len(piece.lstrip())
        text = " ".join(words)
        if len(text) > 2:
            end = start + at + len(piece.rstrip())
            cell, annex = line.line.cell is not None, line.zone == "annex"
            yield Clause(start + begin, end, text, level, index == 0, len(worded) == 1, cell, annex)


def _sentences(raw: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = 0
    for stop in [*(m.end() for m in _STOP.finditer(raw)), len(raw)]:
        if found and (_TAIL.match(raw[at:stop].lstrip()) or _open(raw, *found[-1])):
            found[-1] = (found[-1][0], stop)
        elif stop > at:
            found.append((at, stop))
        at = stop
    return found


def _open(raw: str, start: int, end: int) -> bool:
    """Whether a point stands in a bracket that closes soon behind it, and so ends no sentence."""
    opened = raw.rfind("(", max(start, end - _SENTENCE), end)
    closed = raw.find(")", opened, end + _BRACKET) if opened >= 0 else -1
    return closed >= end and "(" not in raw[end:closed]


_SENTENCE = 4000
"""Characters before a point within which its bracket is opened."""
_BRACKET = 120
"""Characters within which a bracket must close; one that does not was misread."""
