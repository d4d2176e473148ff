"""The running text that citations are looked for in: blanks collapsed, signs made uniform, offsets kept.

A citation runs over line ends and page breaks, but not over the end of a paragraph or from one box of the layout
into another; those ends stay as newlines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from extractors.dates import FoundDate, find_dates
from extractors.folding import fold
from schemas.fields import Span
from schemas.letter import Letter, Zone, ZonedLine

_SIGNS = str.maketrans({"Ð": "Đ", "Ɖ": "Đ", "⁄": "/", "∕": "/", "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "\u00ad": "-"})
# What begins a paragraph of its own however short the line before it was.
_OPENING = re.compile(
    r"\s{0,8}(?:[-+*•]\s|[0-9]{1,2}[.)]\s|[a-zđ]\)\s|điều [0-9]{1,3}[.:]|căn cứ |theo đề nghị|xét |chương [ivx0-9]|phụ lục|"
    r"mục [ivx0-9]|nơi nhận|kính gửi|\(kèm theo|\(ban hành kèm)",
    re.I,
)
_RULED = re.compile(r"(?<![0-9])\||\|(?![A-ZĐ])")
"""The rules of a table, read as characters; between a digit and a capital it is a misread slash."""
_BLANK = re.compile(r"[ \t\r\f\v\u00a0\n]+")
_MISPLACED: tuple[Zone, ...] = (
    "place_date",
    "mark",
    "stamp",
    "head_left",
    "head_right",
    "number",
    "signature",
    "copies",
    "footer",
)
_PREAMBLE = re.compile(
    r"(?:^|[^a-z])(?:can cu|chieu theo|thuc hien|xet|theo) (?:luat|bo luat|nghi dinh|nghi quyet|quyet dinh|quyet nghi|thong tu|"
    r"chi thi|cong van|to trinh|phap lenh|ke hoach|van ban|dieu le|hien phap) "
)
"""A line that brings in a citation is body, wherever the layout seems to put it (a stamp across it, a date in it)."""
_PARAGRAPH = 130
"""A line longer than any printed line is a whole paragraph (Word files, web text)."""


@dataclass(frozen=True)
class Running:
    """`text` is the letter's flow with each run of blanks as one character; `folded` is `text` folded, same length."""

    letter: Letter
    text: str
    starts: tuple[int, ...]
    """Offsets in `text` at which the shift to the letter's offsets changes."""
    shifts: tuple[int, ...]
    year: int | None

    @cached_property
    def folded(self) -> str:
        """The text without diacritics and case."""
        return fold(self.text)

    @cached_property
    def dates(self) -> tuple[FoundDate, ...]:
        """Every date, in order."""
        return find_dates(self.text, self.year)

    @cached_property
    def date_starts(self) -> tuple[int, ...]:
        """Where the dates begin, for bisecting."""
        return tuple(one.start for one in self.dates)

    def at(self, offset: int) -> int:
        """The letter's offset of a character of `text`."""
        return offset + self.shifts[max(bisect_right(self.starts, offset) - 1, 0)]

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The record's spans of characters [start, end) of `text`."""
        return self.letter.span(self.at(start), self.at(end - 1) + 1) if start < end else ()

    def confidence(self, start: int, end: int) -> float:
        """How sure the reading of characters [start, end) of `text` is."""
        return self.letter.confidence(self.at(start), self.at(end - 1) + 1) if start < end else 1.0


def running(letter: Letter, year: int | None) -> Running:
    """The letter's running text; `year` completes dates printed without one ("ngày 17/4")."""
    flow = _RULED.sub(" ", _with_paragraphs(letter).translate(_SIGNS))
    pieces, starts, shifts, size, at = [], [0], [0], 0, 0
    for blank in _BLANK.finditer(flow):
        one = "\n" if "\n" in blank.group() else " "
        pieces += [flow[at : blank.start()], one]
        size += blank.start() - at + 1
        at = blank.end()
        if len(blank.group()) > 1:
            starts.append(size)
            shifts.append(at - size)
    pieces.append(flow[at:])
    return Running(letter, "".join(pieces), tuple(starts), tuple(shifts), year)


def _with_paragraphs(letter: Letter) -> str:
    """The flow with a newline where a paragraph ends, though the next line is of the same zone."""
    flow = list(letter.flow)
    for line in letter.lines:
        if line.zone in _MISPLACED and _PREAMBLE.search(fold(line.text)):
            flow[line.start : line.end] = line.text
        elif line.zone not in _MISPLACED and _is_page_number(letter, line):
            flow[line.start : line.end] = " " * len(line.text)
    for one, two in zip(letter.lines, letter.lines[1:], strict=False):
        if one.end < len(flow) and flow[one.end] == " " and _ends(one, two):
            flow[one.end] = "\n"
    return "".join(flow)


def _is_page_number(letter: Letter, line: ZonedLine) -> bool:
    """Whether a line between two pages is nothing but the number of its page."""
    digits = line.text.strip(" -–")
    if len(digits) > 3 or not digits.isdigit() or abs(int(digits) - line.page) > 1:
        return False
    page = letter.lines_between(line.start - 1, line.end + 2)
    return len({one.page for one in page}) > 1


def _ends(one: ZonedLine, two: ZonedLine) -> bool:
    if one.line.cell != two.line.cell:
        return True
    if _OPENING.match(two.text) or len(one.text) > _PARAGRAPH:
        return True
    letters = [c for c in two.text if c.isalpha()]
    return len(letters) > 6 and all(c.isupper() for c in letters)
