"""Paragraphs of runs, as word processors and web pages have them → a Reading.

The readers of DOC, DOCX, RTF, HTML and plain text end here: fonts become encodings, runs become clean lines with a
way back to the source's own characters, explicit page breaks become pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.read.encodings import Clean, Face, clean_pieces, decoded, face, settle
from schemas.errors import CongvanError
from schemas.reading import Line, Page, Reading, Source, Style
from schemas.record import Notice, Repair, TextSource

LINE_BREAK = "\v"
_NAMES = {"tcvn3": "TCVN3", "vni": "VNI", "viscii": "VISCII", "vps": "VPS", "utf8": "UTF-8 taken for cp1252"}
_CONVERTED = 0.99


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look. `font` draws the letters above ASCII, `latin` the others (None: the same); `size` in points.

    `capitals`: small letters are drawn as capitals. `\\v` in the text is a line break.
    """

    text: str
    font: str | None = None
    latin: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    size: float | None = None
    capitals: bool = False

    @property
    def face(self) -> Face:
        """The face that matters: of the ASCII letters where there are no others."""
        return face(self.latin if self.latin and self.text.isascii() else self.font)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `label` is its automatic number or bullet, `cell` its (table, row, column) within the document."""

    runs: tuple[Run, ...]
    label: str = ""
    cell: tuple[int, int, int] | None = None
    page_break: bool = False

    @property
    def text(self) -> str:
        """Its characters as the source has them."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class CleanLine:
    """A line with its clean text and the way back."""

    clean: Clean
    style: Style
    cell: tuple[int, int, int] | None


def reading(
    source: Source,
    paragraphs: Sequence[Paragraph],
    engine: str,
    *,
    origin: TextSource = "converted",
    plain: bool = False,
    max_pages: int = 2000,
) -> Reading:
    """The reading of a document's paragraphs; in `plain` text blank lines and blanks before a line say where it stood.

    Raises E004 without any text, E006 past `max_pages`.
    """
    faces = settle([[(run.text, run.face) for run in paragraph.runs] for paragraph in paragraphs])
    pages: list[list[CleanLine]] = [[]]
    for paragraph, found in zip(paragraphs, faces, strict=True):
        if paragraph.page_break and pages[-1]:
            pages.append([])
        pages[-1] += [line for line in _lines(paragraph, found, plain) if plain or line.clean.text]
    made = tuple(_page(number, lines, engine, origin) for number, lines in enumerate(filter(None, pages), 1))
    if not any(page.text.strip() for page in made):
        raise CongvanError("E004", f"{source.name}: no text")
    if len(made) > max_pages:
        raise CongvanError("E006", f"{source.name}: {len(made)}")
    return Reading(source, made, tuple(_warnings(paragraphs, faces)))


def _lines(paragraph: Paragraph, faces: Sequence[Face], margins: bool) -> Iterator[CleanLine]:
    parts: list[list[tuple[Run, Face]]] = [[]]
    if paragraph.label:
        parts[0].append((replace(paragraph.runs[0], text=paragraph.label + " ") if paragraph.runs else Run(""), Face()))
    for run, found in zip(paragraph.runs, faces, strict=True):
        for index, text in enumerate(run.text.split(LINE_BREAK)):
            if index:
                parts.append([])
            parts[-1].append((replace(run, text=text), Face(found.encoding, found.capitals or run.capitals)))
    for part in parts:
        made = clean_pieces(decoded((run.text, found) for run, found in part), margins)
        yield CleanLine(made, _style([run for run, _ in part if run.text.strip()]), paragraph.cell)


def _style(runs: Sequence[Run]) -> Style:
    """Bold or italic where every run is; the size of most characters."""
    if not runs:
        return Style()
    sizes: Counter[float] = Counter()
    for run in runs:
        if run.size:
            sizes[run.size] += len(run.text)
    size = max(sizes, key=lambda s: (sizes[s], s)) if sizes else None
    return Style(_common([run.bold for run in runs]), _common([run.italic for run in runs]), size)


def _common(values: Sequence[bool | None]) -> bool | None:
    return None if None in values else all(values)


def _page(number: int, lines: Sequence[CleanLine], engine: str, origin: TextSource) -> Page:
    repairs, at = [], 0
    for line in lines:
        repairs += [Repair(at + c.start, at + c.end, c.before, c.after, _CONVERTED) for c in line.clean.changes]
        at += len(line.clean.text) + 1
    raw = "\n".join(line.clean.raw for line in lines) if repairs else None
    made = tuple(Line(line.clean.text, style=line.style, cell=cell) for line, cell in _numbered(lines))
    return Page(number, made, origin, engine, raw=raw, repairs=tuple(repairs))


def _numbered(lines: Sequence[CleanLine]) -> Iterator[tuple[CleanLine, tuple[int, int, int] | None]]:
    """Lines with their cells, tables counted within the page."""
    tables: dict[int, int] = {}
    for line in lines:
        cell = line.cell
        yield line, (tables.setdefault(cell[0], len(tables)), cell[1], cell[2]) if cell else None


def _warnings(paragraphs: Sequence[Paragraph], faces: Iterable[Sequence[Face]]) -> Iterator[Notice]:
    """W105 for each encoding that was converted, with the number of characters."""
    counts: Counter[str] = Counter()
    for paragraph, found in zip(paragraphs, faces, strict=True):
        for run, one in zip(paragraph.runs, found, strict=True):
            if one.encoding and not run.text.isascii():
                counts[one.encoding] += len(run.text)
    for name, count in sorted(counts.items()):
        yield Notice("W105", f"{_NAMES[name]}: {count} characters were converted to Unicode.")
