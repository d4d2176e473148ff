"""The text of a DOCX part, paragraph by paragraph: fields resolved, deletions left out, boxes behind their anchor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from lxml.etree import _Element

from pipeline.read.flow import LINE_BREAK, Paragraph, Run
from pipeline.read.office.docxlists import Lists
from pipeline.read.office.docxstyles import Look, StyleSheet, child, local, look_of, number, numbering_of, on, value
from pipeline.read.office.numbering import Counters
from pipeline.read.office.symbols import SYMBOL_FONT

_CONTAINERS = "ins moveTo hyperlink smartTag sdt sdtContent fldSimple customXml dir bdo AlternateContent Choice"
_INSIDE = frozenset(_CONTAINERS.split())
_PAGE = "\f"
_MOST_COLUMNS = 1000
_TEXTS = {"tab": "\t", "ptab": "\t", "cr": LINE_BREAK, "noBreakHyphen": "-", "softHyphen": "\xad"}

Cell = tuple[int, int, int]


@dataclass(slots=True)
class Walker:
    """Walks a part once, in order."""

    styles: StyleSheet
    lists: Lists
    continuous: frozenset[_Element] = frozenset()
    """The properties of sections after which the next goes on upon the same page."""
    counters: Counters = field(default_factory=Counters)
    fields: list[bool] = field(default_factory=list)
    tables: int = 0
    breaks: bool = False

    def walk(self, parent: _Element, cell: Cell | None = None) -> Iterator[Paragraph]:
        """The paragraphs under an element; those of a nested table belong to the outer cell."""
        for element in parent:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element, cell)
            elif name == "tbl":
                yield from self._table(element, cell)
            elif name in _INSIDE:
                yield from self.walk(element, cell)

    def _table(self, table: _Element, outer: Cell | None) -> Iterator[Paragraph]:
        index = self.tables
        self.tables += outer is None
        for row_index, row in enumerate(_parts(table, "tr")):
            if child(row, "trPr", "del") is not None:
                continue
            column = _span(child(row, "trPr", "gridBefore"), 0)
            for cell in _parts(row, "tc"):
                yield from self.walk(cell, outer or (index, row_index, column))
                column += _span(child(cell, "tcPr", "gridSpan"), 1)

    def _paragraph(self, element: _Element, cell: Cell | None) -> Iterator[Paragraph]:
        properties = child(element, "pPr")
        style = value(child(properties, "pStyle"))
        boxes: list[_Element] = []
        runs = tuple(self._runs(element, style, boxes))
        label = self._label(properties, style)
        before = self._breaks_before(properties, style)
        yield from self._cut(runs, label if "".join(run.text for run in runs).strip() else "", cell, before)
        for box in boxes:
            yield from self.walk(box, cell)
        section = child(properties, "sectPr")
        if section is not None and section not in self.continuous:
            self.breaks = True

    def _cut(self, runs: tuple[Run, ...], label: str, cell: Cell | None, before: bool) -> Iterator[Paragraph]:
        """The paragraph, cut where a page ends inside it."""
        parts: list[list[Run]] = [[]]
        for run in runs:
            for index, text in enumerate(run.text.split(_PAGE)):
                if index:
                    parts.append([])
                parts[-1].append(replace(run, text=text))
        for index, part in enumerate(parts):
            yield Paragraph(tuple(part), "" if index else label, cell, bool(index) or before or self.breaks)
            self.breaks = False

    def _breaks_before(self, properties: _Element | None, style: str | None) -> bool:
        own = child(properties, "pageBreakBefore")
        if own is not None:
            return on(own)
        found = [one.page_break for one in self.styles.chain(style) if one.page_break is not None]
        return bool(found and found[-1])

    def _label(self, properties: _Element | None, style: str | None) -> str:
        key, level = numbering_of(properties)
        for one in reversed(self.styles.chain(style or self.styles.default)):
            key, level = key or one.numbering[0], level if level is not None else one.numbering[1]
        numbered = self.lists.numbered.get(key) if key else None
        return self.counters.label(numbered[0], numbered[1], level or 0) if numbered else ""

    def _runs(self, element: _Element, style: str | None, boxes: list[_Element]) -> Iterator[Run]:
        for one in element:
            name = local(one)
            if name == "r":
                yield from self._run(one, style, boxes)
            elif name in _INSIDE:
                yield from self._runs(one, style, boxes)
            elif name in ("oMath", "oMathPara"):
                yield Run("".join(part.text or "" for part in one.iter() if local(part) == "t"))

    def _run(self, element: _Element, style: str | None, boxes: list[_Element]) -> Iterator[Run]:
        properties = child(element, "rPr")
        look = self.styles.look(style, value(child(properties, "rStyle"))).under(look_of(properties))
        text = "".join(self._texts(element, boxes))
        if text and not look.hidden:
            yield _styled(text, replace(look, font=SYMBOL_FONT) if child(element, "sym") is not None else look)

    def _texts(self, element: _Element, boxes: list[_Element]) -> Iterator[str]:
        """What a run prints; the boxes it anchors are put aside."""
        for one in element:
            name = local(one)
            if name == "fldChar":
                self._field(value(one, "fldCharType"))
            elif name in ("drawing", "pict", "object", "AlternateContent"):
                boxes += _boxes(one)
            elif not any(self.fields):
                yield _text(one, name)

    def _field(self, kind: str | None) -> None:
        """Between a field's begin and its separator stands its instruction, which is not printed."""
        if kind == "begin":
            self.fields.append(True)
        elif kind == "separate" and self.fields:
            self.fields[-1] = False
        elif kind == "end" and self.fields:
            self.fields.pop()


def _text(element: _Element, name: str) -> str:
    if name == "t":
        return (element.text or "").replace("\n", " ").replace("\f", " ")
    if name == "br":
        return _PAGE if value(element, "type") == "page" else LINE_BREAK
    if name == "sym":
        code = value(element, "char") or ""
        return chr(int(code, 16)) if code and all(c in "0123456789abcdefABCDEF" for c in code[:4]) and len(code) <= 4 else ""
    return _TEXTS.get(name, "")


def _styled(text: str, look: Look) -> Run:
    return Run(text, look.font, look.latin, bool(look.bold), bool(look.italic), look.size, capitals=bool(look.capitals))


def _parts(parent: _Element, name: str) -> Iterator[_Element]:
    """Rows of a table or cells of a row, also inside content controls."""
    for one in parent:
        if local(one) == name:
            yield one
        elif local(one) in _INSIDE:
            yield from _parts(one, name)


def _span(element: _Element | None, default: int) -> int:
    """A number of columns of the table's grid."""
    found = number(value(element))
    return default if found is None else min(max(found, 0), _MOST_COLUMNS)


def _boxes(element: _Element) -> Iterable[_Element]:
    """The contents of text boxes under a drawing, in its modern form where it has two."""
    name = local(element)
    if name == "txbxContent":
        return [element]
    if name == "AlternateContent":
        chosen = child(element, "Choice")
        return _boxes(chosen) if chosen is not None else _boxes_of(element)
    return _boxes_of(element)


def _boxes_of(element: _Element) -> list[_Element]:
    return [box for one in element for box in _boxes(one)]


def continuous_sections(body: _Element) -> frozenset[_Element]:
    """Properties of those sections whose successor begins on the same page."""
    sections = [one for one in body.iter() if local(one) == "sectPr"]
    return frozenset(one for one, after in pairwise(sections) if value(child(after, "type")) in ("continuous", "nextColumn"))
