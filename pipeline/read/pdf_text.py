"""The text layer of a PDF page: words with boxes, put together into lines by where they stand.

Words are cut at pdfium's blanks; lines are put together by geometry, because a number written over a form, or a
table's cells, come in any order in the file.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from pipeline.read.layout import LABEL
from pipeline.read.pdf_legacy import converted
from pipeline.read.placing import placer
from pipeline.read.tables import Table, cell_of
from schemas.fields import Box
from schemas.reading import Line, Style, Word

BLANKS = frozenset((0, 9, 10, 13, 32, 0xA0, 0x2002, 0x2003, 0x2009, 0x202F, 0x3000, 0xFEFF, 0xFFFE))
LINE_HYPHEN = 2
"""What pdfium makes of a hyphen at a line's end; behind it, without a blank, comes the next line."""
GLUED = 0.06
"""Words nearer to each other than this many letter heights are parts of one: blanks are 0.15 and wider."""
WIDE_GAP = 1.6
"""Words further apart than this many letter heights belong to different columns."""
ITALIC, FIXED_BOLD = 1 << 6, 1 << 18
BOLD_WEIGHT = 600


class Glyphs(NamedTuple):
    """A word of the layer: text (NFC), box in points from the top left, and how it is set."""

    text: str
    box: Box
    size: float
    bold: bool
    italic: bool
    red: bool
    font: str = ""
    source: str = ""
    """Its characters as the layer has them."""


class Face(NamedTuple):
    """Size in points, weight, slope, colour, and the font's name in small letters."""

    size: float
    bold: bool
    italic: bool
    red: bool
    font: str


def text_lines(page: Any, tables: Sequence[Table] = (), legacy: bool = False) -> list[Line]:
    """The page's lines, in no order of reading. Boxes in points, origin top left of the page as shown.

    Words in different cells of `tables` never share a line. `legacy`: text in a dead encoding is converted; no lines
    where there is none.
    """
    textpage = page.get_textpage()
    try:
        words = list(_words(page, textpage))
    finally:
        textpage.close()
    words = converted(words) if legacy else words
    cells: dict[tuple[int, int, int] | None, list[Glyphs]] = {}
    for word in words:
        cells.setdefault(cell_of(word.box, tables), []).append(word)
    return [_line(row, cell) for cell, inside in cells.items() for row in _lines(inside)]


def _words(page: Any, textpage: Any) -> Iterator[Glyphs]:
    raw = textpage.raw
    codes = [pdfium.FPDFText_GetUnicode(raw, i) for i in range(pdfium.FPDFText_CountChars(raw))]
    place = placer(page)
    faces: dict[int, Face] = {}
    start = None
    for i, code in enumerate([*codes, 32]):
        ends = code == LINE_HYPHEN
        if code not in BLANKS:
            start = i if start is None else start
        if start is not None and (ends or code in BLANKS):
            yield from _word(raw, codes, start, i + ends, place, faces)
            start = None


def _word(raw: Any, codes: Sequence[int], start: int, end: int, place: Any, faces: dict[int, Face]) -> Iterator[Glyphs]:
    letters = codes[start:end]
    if max(letters) >= 0xD800 and any(0xD800 <= c < 0xE000 for c in letters):
        return
    source = "".join(map(chr, letters)).replace("\u0002", "-")
    text = source if source.isascii() else unicodedata.normalize("NFC", source).replace("\u00ad", "")
    if not text.strip():
        return
    pdfium.FPDFText_GetLooseCharBox(raw, start, _FIRST)
    left, bottom, right, top = _FIRST.left, _FIRST.bottom, _FIRST.right, _FIRST.top
    if end - start > 1:
        pdfium.FPDFText_GetLooseCharBox(raw, end - 1, _LAST)
        left, bottom = min(left, _LAST.left), min(bottom, _LAST.bottom)
        right, top = max(right, _LAST.right), max(top, _LAST.top)
    box = place((left, bottom, right, top))
    face = _face(raw, start, faces)
    tall = (box[3] - box[1]) / 1.11
    size = face.size if 0.6 < face.size / max(tall, 0.1) < 1.6 else tall
    yield Glyphs(text, box, round(size, 1), face.bold, face.italic, face.red, face.font, source)


def _face(raw: Any, at: int, faces: dict[int, Face]) -> Face:
    """How a character is set. Characters of one text object are set alike, so it is asked once an object."""
    shown = pdfium.FPDFText_GetTextObject(raw, at)
    if not shown:
        return _ask_face(raw, at, _font(raw, at))
    key = ctypes.addressof(shown.contents)
    if key not in faces:
        faces[key] = _ask_face(raw, at, _known_font(raw, at, shown, faces))
    return faces[key]


def _known_font(raw: Any, at: int, shown: Any, faces: dict[int, Face]) -> Face:
    """The font of a text object, asked once a font: its `size` and colour say nothing."""
    font = pdfium.FPDFTextObj_GetFont(shown)
    key = -ctypes.addressof(font.contents) if font else 0
    if key not in faces:
        faces[key] = _font(raw, at)
    return faces[key]


def _ask_face(raw: Any, at: int, font: Face) -> Face:
    return Face(pdfium.FPDFText_GetFontSize(raw, at), font.bold, font.italic, _red(raw, at), font.font)


_FIRST, _LAST = pdfium.FS_RECTF(), pdfium.FS_RECTF()
_NAME, _FLAGS = ctypes.create_string_buffer(96), ctypes.c_int()
_RED, _GREEN, _BLUE, _ALPHA = (ctypes.c_uint() for _ in range(4))


def _font(raw: Any, at: int) -> Face:
    pdfium.FPDFText_GetFontInfo(raw, at, _NAME, 96, _FLAGS)
    name, flags = _NAME.value.decode("latin-1").lower(), _FLAGS.value
    bold = "bold" in name or pdfium.FPDFText_GetFontWeight(raw, at) >= BOLD_WEIGHT or bool(flags & FIXED_BOLD)
    return Face(0.0, bold, "italic" in name or "oblique" in name or bool(flags & ITALIC), False, name)


def _red(raw: Any, at: int) -> bool:
    pdfium.FPDFText_GetFillColor(raw, at, _RED, _GREEN, _BLUE, _ALPHA)
    return _RED.value > 140 and max(_GREEN.value, _BLUE.value) < 90


def _lines(words: Sequence[Glyphs]) -> list[list[Glyphs]]:
    """Words that share a row and stand near each other, from left to right."""
    rows: list[list[Glyphs]] = []
    for word in sorted(words, key=lambda w: (w.box[1] + w.box[3]) / 2):
        row = next((r for r in reversed(rows[-6:]) if _same_row(r[-1], word)), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    return [line for row in rows for line in _split(sorted(row, key=lambda w: w.box[0]))]


def _same_row(a: Glyphs, b: Glyphs) -> bool:
    overlap = min(a.box[3], b.box[3]) - max(a.box[1], b.box[1])
    return overlap > 0.55 * min(a.box[3] - a.box[1], b.box[3] - b.box[1])


def _split(row: Sequence[Glyphs]) -> Iterator[list[Glyphs]]:
    line, edge = [row[0]], row[0].box[2]
    for word in row[1:]:
        gap = word.box[0] - edge
        label = len(line) == 1 and LABEL.fullmatch(line[0].text)
        if gap > WIDE_GAP * max(word.size, line[-1].size) * (3 if label else 1):
            yield line
            line, edge = [], word.box[2]
        line.append(word)
        edge = max(edge, word.box[2])
    yield line


def _whole(words: Sequence[Glyphs]) -> list[Glyphs]:
    """Words that pdfium cut where a font changed, put together: nothing stands between their parts."""
    out = [words[0]]
    for word in words[1:]:
        last = out[-1]
        gap = word.box[0] - last.box[2]
        if abs(gap) < GLUED * max(word.size, last.size):
            box = (last.box[0], min(last.box[1], word.box[1]), word.box[2], max(last.box[3], word.box[3]))
            out[-1] = last._replace(text=last.text + word.text, box=box)
        else:
            out.append(word)
    return out


def _line(words: Sequence[Glyphs], cell: tuple[int, int, int] | None) -> Line:
    text, out = "", []
    words = _whole(words)
    for i, word in enumerate(words):
        text += " " if i else ""
        out.append(Word(len(text), len(text) + len(word.text), _rounded(word.box), 1.0))
        text += word.text
    boxes = [w.box for w in words]
    box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    return Line(text, _rounded(box), 1.0, tuple(out), _style(words), cell)


def _style(words: Sequence[Glyphs]) -> Style:
    """The style of most of the line's letters."""
    letters = bold = italic = red = 0
    sizes: dict[float, int] = {}
    for word in words:
        count = len(word.text)
        letters += count
        bold += count * word.bold
        italic += count * word.italic
        red += count * word.red
        sizes[word.size] = sizes.get(word.size, 0) + count
    size = max(sizes, key=lambda s: sizes[s])
    return Style(2 * bold > letters, 2 * italic > letters, size, "red" if 2 * red > letters else None)


def _rounded(box: Box) -> Box:
    return (round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1))
