"""The text of a Word binary file, paragraph by paragraph: fields resolved, tables counted, numbers printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipeline.read.encodings import face
from pipeline.read.flow import LINE_BREAK, Paragraph, Run
from pipeline.read.office.doclists import Lists
from pipeline.read.office.fib import Piece, WordFile
from pipeline.read.office.fkp import Stretches
from pipeline.read.office.numbering import Counters
from pipeline.read.office.sprm import Character, Layout, layout
from pipeline.read.office.stylesheet import Styles
from pipeline.read.office.symbols import SYMBOL_FONT, symbol, symbol_field

_ENDS = re.compile("[\r\x07\x0c]")
_FIELD_BEGIN, _FIELD_SEPARATE, _FIELD_END = "\x13", "\x14", "\x15"
_MARKS = re.compile("([\x13\x14\x15])")
# Drawn objects, notes' marks, pictures; kept where a font of VPS or VISCII makes letters of them.
_SPECIAL = dict.fromkeys((0x01, 0x02, 0x03, 0x04, 0x05, 0x08), "")
_PLAIN = {0x0B: LINE_BREAK, 0x0E: LINE_BREAK, 0x1E: "-", 0x1F: "\xad"}


@dataclass(frozen=True, slots=True)
class Formats:
    """All that says how the text looks."""

    characters: Stretches
    paragraphs: Stretches
    styles: Styles
    fonts: tuple[str, ...]
    lists: Lists
    continuous: frozenset[int] = frozenset()
    """Characters that end a section without ending the page."""

    def font(self, index: int) -> str | None:
        """A font's name."""
        return self.fonts[index] if index < len(self.fonts) else None


@dataclass(slots=True)
class Walker:
    """Walks the document once, in order; remembers open fields, the table's row and column, and the lists' numbers."""

    word: WordFile
    formats: Formats
    counters: Counters = field(default_factory=Counters)
    fields: list[str | None] = field(default_factory=list)
    """Instructions of the open fields, as far as read; None once their result has begun."""
    table: int = -1
    row: int = 0
    column: int = 0
    inside: bool = False
    breaks: bool = False

    def walk(self, start: int, end: int) -> Iterator[tuple[int, Paragraph]]:
        """Paragraphs of characters [start, end), each with the offset of its first character."""
        runs: list[Run] = []
        first = start
        for piece, at, text in self._stretches(start, end):
            runs += self._runs(piece, at, text)
            if text and _ENDS.fullmatch(text[-1]):
                yield first, self._paragraph(runs, piece, at + len(text) - 1, text[-1])
                runs, first = [], at + len(text)
        if runs:
            yield first, Paragraph(tuple(runs))

    def _stretches(self, start: int, end: int) -> Iterator[tuple[Piece, int, str]]:
        """Stretches of one look that end, at the latest, behind a paragraph's mark."""
        for piece in self.word.pieces:
            low, high = max(piece.start, start), min(piece.start + len(piece.text), end)
            if low >= high:
                continue
            cuts = self._cuts(piece, low, high)
            for one, two in pairwise(cuts):
                yield piece, one, piece.text[one - piece.start : two - piece.start]

    def _cuts(self, piece: Piece, low: int, high: int) -> list[int]:
        begin, finish = (piece.offset + (at - piece.start) * piece.width for at in (low, high))
        looks = self.formats.characters.cuts(begin, finish)
        cuts = {low, high, *(piece.start + (cut - piece.offset) // piece.width for cut in looks)}
        cuts |= {piece.start + m.end() for m in _ENDS.finditer(piece.text, low - piece.start, high - piece.start)}
        return sorted(cuts)

    def _place(self, piece: Piece, at: int) -> int:
        return piece.offset + (at - piece.start) * piece.width

    def _style(self, piece: Piece, at: int) -> tuple[int, bytes]:
        """The paragraph's style and modifiers at a character."""
        found = self.formats.paragraphs.at(self._place(piece, at))
        width = 2 if self.word.modern else 1
        return int.from_bytes(found[:width], "little"), found[width:]

    def _runs(self, piece: Piece, at: int, text: str) -> Iterator[Run]:
        style, _ = self._style(piece, at)
        look = self.formats.styles.run(style, self.formats.characters.at(self._place(piece, at)) + piece.extra)
        for shown, drawn in self._shown(text):
            if look.hidden or look.deleted or not shown:
                continue
            if drawn or look.symbol:
                character = shown if drawn or not look.symbol else symbol(look.symbol[1])
                yield replace(self._run(character, look), font=SYMBOL_FONT)
            elif plain := self._plain(shown, look):
                yield self._run(plain, look)

    def _shown(self, text: str) -> Iterator[tuple[str, bool]]:
        """The text outside field instructions; True marks what a field SYMBOL prints."""
        for part in _MARKS.split(text):
            if part == _FIELD_BEGIN:
                self.fields.append("")
            elif part == _FIELD_SEPARATE and self.fields:
                yield symbol_field(self.fields[-1] or ""), True
                self.fields[-1] = None
            elif part == _FIELD_END and self.fields:
                yield symbol_field(self.fields.pop() or ""), True
            elif part in (_FIELD_SEPARATE, _FIELD_END):
                continue
            elif self.fields and self.fields[-1] is not None:
                self.fields[-1] += part
            elif all(one is None for one in self.fields):
                yield part, False

    def _plain(self, text: str, look: Character) -> str:
        letters = face(self.formats.font(look.font)).encoding in ("vps", "viscii") and not look.special
        return text.rstrip("\r\x07\x0c").translate(_PLAIN if letters else {**_PLAIN, **_SPECIAL})

    def _run(self, text: str, look: Character) -> Run:
        font, latin = self.formats.font(look.font), self.formats.font(look.latin)
        return Run(text, font, latin, look.bold, look.italic, look.size / 2, look.capitals)

    def _paragraph(self, runs: list[Run], piece: Piece, at: int, mark: str) -> Paragraph:
        style, modifiers = self._style(piece, at)
        found = layout(self.formats.styles.layout(style), self.formats.styles.parse(modifiers + piece.extra))
        made = Paragraph(
            tuple(() if found.row_end and mark == "\x07" else runs),
            self._label(found) if mark != "\x0c" or runs else "",
            self._cell(found),
            self.breaks or found.page_break,
        )
        self._move(found, mark)
        self.breaks = mark == "\x0c" and at not in self.formats.continuous
        return made if made.text.strip() else Paragraph((), "", made.cell, made.page_break)

    def _label(self, found: Layout) -> str:
        numbered = self.formats.lists.of(found.list_id)
        if numbered is None:
            return ""
        key, levels = numbered
        return self.counters.label(key, levels, found.level)

    def _cell(self, found: Layout) -> tuple[int, int, int] | None:
        if not found.in_table:
            self.inside = False
            return None
        if not self.inside:
            self.table, self.row, self.column, self.inside = self.table + 1, 0, 0, True
        return (self.table, self.row, self.column)

    def _move(self, found: Layout, mark: str) -> None:
        """To the next cell or row; the marks of nested tables do not count."""
        if mark != "\x07" or not found.in_table or found.depth > 1:
            return
        if found.row_end:
            self.row, self.column = self.row + 1, 0
        else:
            self.column += 1
