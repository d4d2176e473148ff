"""What travels from stage to stage before there is a letter: the source file, and the pages as read.

Nothing here is ever changed in place; a stage makes new values. Text is NFC from `read` on.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from schemas.fields import Box
from schemas.record import Notice, Repair, TextSource

MediaType = str


@dataclass(frozen=True, slots=True)
class Source:
    """A file's bytes, already hashed and recognised by content.

    `name` is the file's own name (never a path; for a member of an archive "archive.zip/member.pdf" gives the
    member's name, and `container` the archive's).
    """

    name: str
    sha256: str
    media_type: MediaType
    data: bytes
    container: str | None = None

    @property
    def id(self) -> str:
        """The record's id: the first 32 hex digits of the hash of the raw bytes."""
        return self.sha256[:32]


@dataclass(frozen=True, slots=True)
class Word:
    """A token as read. `start`, `end` are character offsets in its line's text; `rivals` are other readings of it."""

    start: int
    end: int
    box: Box | None
    confidence: float
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Style:
    """How a line is printed, as far as the source says. `size` in points; `colour` "red" or "blue" ink where seen."""

    bold: bool | None = None
    italic: bool | None = None
    size: float | None = None
    colour: Literal["red", "blue"] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print, or a paragraph where the source has no lines. `text` has no newline.

    `cell` is (table, row, column) for text that stands in a table's cell, counted from 0 within the page.
    `handwritten` marks characters [start, end) of the text that were judged written by hand.
    """

    text: str
    box: Box | None = None
    confidence: float = 1.0
    words: tuple[Word, ...] = ()
    style: Style = Style()
    cell: tuple[int, int, int] | None = None
    handwritten: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read, lines in reading order (left column of the head before the right, likewise the foot).

    `width`, `height` in PDF points, None where the source has no pages. `raw` is the source's own text where
    normalising changed it, and `repairs` says how to get back (offsets into `text`).
    """

    number: int
    lines: tuple[Line, ...]
    source: TextSource
    engine: str
    width: float | None = None
    height: float | None = None
    raw: str | None = None
    repairs: tuple[Repair, ...] = ()

    @property
    def text(self) -> str:
        """The page's text: its lines joined by newlines."""
        return "\n".join([line.text for line in self.lines])

    @property
    def confidence(self) -> float:
        """Mean confidence of the lines, weighted by length; 1.0 for an empty page."""
        sizes = [len(line.text) for line in self.lines]
        total = sum(sizes)
        return sum([line.confidence * size for line, size in zip(self.lines, sizes, strict=True)]) / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one source. `digital_signatures` as found in the file's own structure."""

    source: Source
    pages: tuple[Page, ...]
    warnings: tuple[Notice, ...] = ()
    digital_signatures: tuple[dict[str, str], ...] = field(default=())

    def with_pages(self, pages: tuple[Page, ...]) -> Reading:
        """The same reading with other pages."""
        return replace(self, pages=pages)
