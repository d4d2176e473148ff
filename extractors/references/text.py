"""The running text that citations are looked for in: blanks collapsed, signs made uniform, offsets kept.

A citation runs over line ends and page breaks, but not over the end of a paragraph or from one box of the layout
into another; those ends stay as newlines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from extractors.date_grammar import FoundDate, dates_in_folded
from extractors.folding import fold
from extractors.needles import needled
from schemas.fields import Span
from schemas.letter import Letter, Zone, ZonedLine

_SIGNS = str.maketrans(
    {"Ð": "Đ", "Ɖ": "Đ", "⁄": "/", "∕": "/", "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "\u00ad": "-"}
    | dict.fromkeys("\t\r\f\v\u00a0\u2003\u2002\u2009", " ")
)
_ODD_SIGN = re.compile("[" + "".join(map(chr, _SIGNS)) + "]")
# What begins a paragraph of its own however short the line before it was.
_OPENING = re.compile(
    r"\s{0,8}(?:[-+*•]\s|[0-9]{1,2}[.)]\s|[a-zđ]\)\s|điều [0-9]{1,3}[.:]|căn cứ |theo đề nghị|xét |chương [ivx0-9]|phụ lục|"
    r"mục [ivx0-9]|nơi nhận|kính gửi|\(kèm theo|\(ban hành kèm)",
    re.I,
)
_RULED = re.compile(r"(?<![0-9])\||\|(?![A-ZĐ])")
"""The rules of a table, read as characters; between a digit and a capital it is a misread slash."""
_PART = re.compile(r"[^ ]+(?: [^ ]+)*")
_FLOW: tuple[Zone, ...] = ("title", "addressees", "body", "annex")
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
_PREAMBLE = needled(
    r"(?:^|[^a-z])(?:can cu|chieu theo|thuc hien|xet|theo) (?:luat|bo luat|nghi dinh|nghi quyet|quyet dinh|quyet nghi|thong tu|"
    r"chi thi|cong van|to trinh|phap lenh|ke hoach|van ban|dieu le|hien phap) "
)
"""A line that brings in a citation is body, wherever the layout seems to put it (a stamp across it, a date in it)."""
_SHORTEST = 24
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
        return dates_in_folded(self.folded, self.year)

    @cached_property
    def date_starts(self) -> tuple[int, ...]:
        """Where the dates begin, for bisecting."""
        return tuple(one.start for one in self.dates)

    def at(self, offset: int) -> int:
        """The letter's offset of a character of `text`."""
        return offset + self.shifts[bisect_right(self.starts, offset) - 1]

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The record's spans of characters [start, end) of `text`."""
        return self.letter.span(self.at(start), self.at(end - 1) + 1) if start < end else ()

    def confidence(self, start: int, end: int) -> float:
        """How sure the reading of characters [start, end) of `text` is."""
        return self.letter.confidence(self.at(start), self.at(end - 1) + 1) if start < end else 1.0


def running(letter: Letter, year: int | None) -> Running:
    """The letter's running text; `year` completes dates printed without one ("ngày 17/4")."""
    made = _Pieces()
    before: ZonedLine | None = None
    for line in letter.lines:
        if not line.text.strip():
            before = None
        elif _is_shown(letter, line):
            made.add(line.start, line.text, first=before is None or _ends(before, line))
            before = line
    return Running(letter, "".join(made.pieces), tuple(made.starts), tuple(made.shifts), year)


class _Pieces:
    """Running text as it grows, with the offsets at which its shift to the letter's text changes."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.starts: list[int] = [0]
        self.shifts: list[int] = [0]
        self.size = 0

    def add(self, start: int, text: str, first: bool) -> None:
        """A line that begins at `start` of the letter's text; `first` if it begins a paragraph."""
        if _ODD_SIGN.search(text):
            text = text.translate(_SIGNS)
        if "|" in text:
            text = _RULED.sub(" ", text)
        if self.size:
            self.pieces.append("\n" if first else " ")
            self.size += 1
        if "  " not in text and text[0] != " ":  # as nearly all lines are
            text = text.rstrip(" ")
            self.starts.append(self.size)
            self.shifts.append(start - self.size)
            self.pieces.append(text)
            self.size += len(text)
            return
        for part in _PART.finditer(text):
            if part.start() and self.starts[-1] != self.size:
                self.pieces.append(" ")
                self.size += 1
            self.starts.append(self.size)
            self.shifts.append(start + part.start() - self.size)
            self.pieces.append(part.group())
            self.size += len(part.group())


def _is_shown(letter: Letter, line: ZonedLine) -> bool:
    """Whether a line can hold citations: body, title, addressees and annex, and what brings one in wherever it stands."""
    if line.zone in _FLOW:
        return not _is_page_number(letter, line)
    return line.zone in _MISPLACED and len(line.text) > _SHORTEST and _PREAMBLE.search(fold(line.text)) is not None


def _is_page_number(letter: Letter, line: ZonedLine) -> bool:
    """Whether a line between two pages is nothing but the number of its page."""
    digits = line.text.strip(" -–")
    if len(digits) > 3 or not digits.isdigit() or abs(int(digits) - line.page) > 1:
        return False
    page = letter.lines_between(line.start - 1, line.end + 2)
    return len({one.page for one in page}) > 1


def _ends(one: ZonedLine, two: ZonedLine) -> bool:
    """Whether a paragraph ends between two lines that follow each other in the running text."""
    if one.zone != two.zone and one.zone in _FLOW and two.zone in _FLOW:
        return True
    if one.line.cell != two.line.cell or len(one.text) > _PARAGRAPH or _OPENING.match(two.text):
        return True
    return two.text.isupper() and sum(map(str.isalpha, two.text)) > 6
