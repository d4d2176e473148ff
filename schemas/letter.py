"""A letter: its lines in the boxes of the decree's layout, as one text with global offsets.

Extractors see only this. They work on `text` or `flow` with plain offsets, and `span()` turns offsets into the
record's spans (page, characters of that page's text, box).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import msgspec

from schemas.fields import Box, Span
from schemas.reading import Line, Reading

Zone = Literal[
    "head_left",  # parent body and issuer
    "head_right",  # Quốc hiệu, Tiêu ngữ (or the Party's name)
    "number",  # Số, ký hiệu
    "place_date",  # địa danh, ngày tháng năm
    "title",  # type name and trích yếu, or the công văn's V/v
    "addressees",  # Kính gửi
    "body",
    "copies",  # Nơi nhận
    "signature",  # authority, titles, names, captions over the seal
    "mark",  # urgency, secrecy, circulation
    "page_number",
    "stamp",  # arrival stamp, digital signature caption
    "footer",  # address of the body, footnotes
    "annex",  # after the signature: phụ lục, attached papers
    "copy",  # the SAO Y block: belongs to the copy
]


_FLOW: tuple[Zone, ...] = ("title", "addressees", "body", "annex")


class ZonedLine(msgspec.Struct, frozen=True, gc=False):
    """A line with its zone and its place: characters [start, end) of the letter's text, which are `text`."""

    line: Line
    zone: Zone
    page: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, eq=False)  # two letters are the same only if they are one: what is made of a letter is kept by it
class Letter:
    """A reading whose every line has a zone. `zones` runs parallel to the lines of `reading.pages` in order."""

    reading: Reading
    zones: tuple[Zone, ...]

    @cached_property
    def page_starts(self) -> tuple[int, ...]:
        """Offset of each page's first character in `text`; pages are joined by one newline."""
        starts, at = [], 0
        for page in self.reading.pages:
            starts.append(at)
            at += len(page.text) + 1
        return tuple(starts)

    @cached_property
    def text(self) -> str:
        """All pages' texts joined by newlines."""
        return "\n".join(page.text for page in self.reading.pages)

    @cached_property
    def lines(self) -> tuple[ZonedLine, ...]:
        """Every line in reading order."""
        made: list[ZonedLine] = []
        zones = iter(self.zones)
        for page, start in zip(self.reading.pages, self.page_starts, strict=True):
            at, number = start, page.number
            for line in page.lines:
                text = line.text
                end = at + len(text)
                made.append(ZonedLine(line, next(zones), number, at, end, text))
                at = end + 1
        return tuple(made)

    @cached_property
    def _chosen(self) -> dict[tuple[Zone, ...], tuple[ZonedLine, ...]]:
        """The lines of the zones that were asked for already: extractors ask for the same ones again and again."""
        return {}

    def zone(self, *zones: Zone) -> tuple[ZonedLine, ...]:
        """The lines of these zones, in reading order."""
        chosen = self._chosen.get(zones)
        if chosen is None:
            chosen = self._chosen[zones] = tuple([line for line in self.lines if line.zone in zones])
        return chosen

    def view(self, zones: Iterable[Zone]) -> str:
        """`text` with every other zone blanked by spaces and newlines kept: same length, same offsets."""
        keep = set(zones)
        pieces: list[str] = []
        at = 0
        for line in self.lines:
            pieces += ["\n" * (line.start - at), line.text if line.zone in keep else " " * len(line.text)]
            at = line.end
        return "".join(pieces)

    @cached_property
    def flow(self) -> str:
        """Body, addressees, title and annex as running text: same length as `text`, line ends turned into spaces.

        Page numbers, stamps, marks, the head, the foot and footers are blanked, so that a citation that runs over
        a page break is one run of characters and blanks. Newlines remain between lines of different zones.
        """
        pieces: list[str] = []
        at, before = 0, ""
        for line in self.lines:
            shown = line.zone if line.zone in _FLOW else ""
            ends = "\n" if shown and before and shown != before else " "
            pieces += [ends * (line.start - at), line.text if shown else " " * len(line.text)]
            at, before = line.end, shown
        return "".join(pieces)

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Offset of each line's first character in `text`, for bisecting."""
        return tuple(line.start for line in self.lines)

    def line_at(self, offset: int) -> ZonedLine:
        """The line that holds the character at `offset` (or its line end)."""
        return self.lines[max(bisect_right(self.line_starts, offset) - 1, 0)]

    @cached_property
    def _boxed(self) -> bool:
        """Whether any line or word has a place on its page."""
        return any(line.box or line.words for page in self.reading.pages for line in page.lines)

    @cached_property
    def _printed(self) -> bool:
        """Whether every line and word is read for sure, as those of a file's own text are."""
        lines = [line for page in self.reading.pages for line in page.lines]
        return all(line.confidence == 1.0 and all(word.confidence == 1.0 for word in line.words) for line in lines)

    def lines_between(self, start: int, end: int) -> tuple[ZonedLine, ...]:
        """The lines that hold characters of [start, end) of `text`."""
        first = max(bisect_right(self.line_starts, start) - 1, 0)
        touched = self.lines[first : bisect_left(self.line_starts, end, first)]
        return tuple([line for line in touched if line.start < end and line.end > start])

    def span(self, start: int, end: int) -> tuple[Span, ...]:
        """The record's spans of characters [start, end) of `text`: one for each page touched; () if empty."""
        if len(self.page_starts) == 1 and not self._boxed:  # as in text and Word files
            start, most = (0 if start < 0 else start), len(self.text)
            end = most if end > most else end
            return (Span(self.reading.pages[0].number, start, end),) if start < end else ()
        spans = []
        first = max(bisect_right(self.page_starts, start) - 1, 0)
        for index in range(first, len(self.page_starts)):
            at = self.page_starts[index]
            if at >= end:
                break
            limit = self.page_starts[index + 1] - 1 if index + 1 < len(self.page_starts) else len(self.text)
            lo, hi = max(start, at), min(end, limit)
            if lo < hi:
                box = self._around(lo, hi)
                spans.append(Span(self.reading.pages[index].number, lo - at, hi - at, box))
        return tuple(spans)

    def _around(self, start: int, end: int) -> Box | None:
        """The box around characters [start, end), which stand on one page; None where the page has none."""
        if not self._boxed:
            return None
        boxes = [
            box for line in self.lines_between(start, end) for box in _boxes(line.line, start - line.start, end - line.start)
        ]
        if len(boxes) < 2:
            return boxes[0] if boxes else None
        x0, y0, x1, y1 = zip(*boxes, strict=True)
        return (min(x0), min(y0), max(x1), max(y1))

    def confidence(self, start: int, end: int) -> float:
        """How sure the reading of characters [start, end) is: the least of the words' (else lines') confidences."""
        least = 1.0
        if self._printed:
            return least
        for line in self.lines_between(start, end):
            low, high = start - line.start, end - line.start
            words = [word.confidence for word in line.line.words if word.start < high and word.end > low]
            least = min([least, *words] if words else [least, line.line.confidence])
        return least


def _boxes(line: Line, start: int, end: int) -> list[Box]:
    words = [word.box for word in line.words if word.start < end and word.end > start and word.box] if line.words else []
    return words or ([line.box] if line.box else [])
