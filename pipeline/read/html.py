"""HTML, also in a web archive → Reading.

Blocks become paragraphs, tables keep their cells, old fonts named by tags or style sheets are seen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree, html
from lxml.etree import _Element

from pipeline.read.encodings.charsets import decode
from pipeline.read.flow import LINE_BREAK, Paragraph, Run, reading
from pipeline.read.options import ReadOptions
from schemas.errors import CongvanError
from schemas.reading import Reading, Source

_BLOCK_NAMES = """
address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3
h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead title tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_SILENT = frozenset(
    ["script", "style", "head", "noscript", "template", "iframe", "object", "svg", "select", "textarea", "button"]
)
_BOLD, _ITALIC = frozenset(["b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"]), frozenset(["i", "em", "cite", "dfn"])
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w\-]{3,20})", re.IGNORECASE)
_HEAD = 4096
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_POINTS = re.compile(r"([\d.]{1,6})\s*(pt|px)")


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks inside an element. `space`: blanks and line ends are kept."""

    font: str | None = None
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    hidden: bool = False
    size: float | None = None
    space: bool = False


@dataclass(slots=True)
class Builder:
    """Paragraphs in the making."""

    rules: dict[str, dict[str, str]]
    paragraphs: list[Paragraph] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    looks: list[Look] = field(default_factory=lambda: [Look()])
    tables: list[list[int]] = field(default_factory=list)
    count: int = 0
    span: int = 0
    lists: list[int | None] = field(default_factory=list)
    label: str = ""
    breaks: bool = False

    def build(self, root: _Element) -> list[Paragraph]:
        """All paragraphs under an element, walked without recursion."""
        skipped: _Element | None = None
        for event, element in etree.iterwalk(root, events=("start", "end")):
            name = element.tag if isinstance(element.tag, str) else ""
            if event == "start" and skipped is None:
                if not name or name in _SILENT:
                    skipped = element
                else:
                    self._open(name, element)
            elif event == "end" and (skipped is None or skipped is element):
                self._close(name, closed=skipped is None)
                skipped = None
                self._text(element.tail)
        self._end()
        return self.paragraphs

    def _open(self, name: str, element: _Element) -> None:
        declared = self._declared(name, element)
        if name in _BLOCKS:
            self._end()
        if "page-break-before" in declared and "always" in declared["page-break-before"]:
            self.breaks = True
        self.looks.append(_look(self.looks[-1], name, element, declared))
        self._table(name, element)
        if name == "br":
            self.runs.append(replace(self._run(""), text=LINE_BREAK))
        elif name in ("ul", "ol"):
            self.lists.append(0 if name == "ol" else None)
        elif name == "li":
            self._item()
        self._text(element.text)

    def _close(self, name: str, closed: bool) -> None:
        if not closed:
            return
        if name in _BLOCKS:
            self._end()
        self.looks.pop()
        if name == "table" and self.tables:
            self.tables.pop()
        elif name in ("ul", "ol") and self.lists:
            self.lists.pop()

    def _table(self, name: str, element: _Element) -> None:
        """Count tables, rows and cells; a nested table belongs to the outer cell."""
        if name == "table":
            self.tables.append([self.count, -1, 0])
            self.count += len(self.tables) == 1
        elif name == "tr" and len(self.tables) == 1:
            self.tables[0][1:] = [self.tables[0][1] + 1, 0]
            self.span = 0
        elif name in ("td", "th") and len(self.tables) == 1:
            self.tables[0][2] += self.span
            self.span = _span(element)

    def _item(self) -> None:
        number = self.lists[-1] if self.lists else None
        if self.lists and number is not None:
            self.lists[-1] = number + 1
            self.label = f"{number + 1}."
        else:
            self.label = "-"

    def _text(self, text: str | None) -> None:
        look = self.looks[-1]
        if not text or look.hidden:
            return
        if look.space:
            self.runs.append(self._run(text.replace("\r\n", "\n").replace("\n", LINE_BREAK)))
            return
        text = _BLANKS.sub(" ", text)
        before = self.runs[-1].text if self.runs else LINE_BREAK
        if before.endswith((" ", LINE_BREAK)):
            text = text.removeprefix(" ")
        if text:
            self.runs.append(self._run(text))

    def _run(self, text: str) -> Run:
        look = self.looks[-1]
        return Run(text, look.font, None, look.bold, look.italic, look.size, look.capitals)

    def _end(self) -> None:
        """End the paragraph, if it says anything."""
        if any(run.text.strip() for run in self.runs):
            cell = (self.tables[0][0], max(self.tables[0][1], 0), max(self.tables[0][2], 0)) if self.tables else None
            self.paragraphs.append(Paragraph(tuple(self.runs), self.label, cell, self.breaks))
            self.label, self.breaks = "", False
        self.runs = []

    def _declared(self, name: str, element: _Element) -> dict[str, str]:
        """The style an element asks for: its name's rules, its classes', its own."""
        made = dict(self.rules.get(name, {}))
        for one in (element.get("class") or "").split():
            made |= self.rules.get(f".{one}", {})
        return made | _declarations(element.get("style") or "")


def _span(element: _Element) -> int:
    """How many columns a cell covers."""
    text = element.get("colspan") or "1"
    return min(max(int(text), 1), 1000) if text.isdecimal() and len(text) < 5 else 1


def _declarations(style: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in style.split(";"))
    return {name.strip().lower(): value.strip() for name, colon, value in pairs if colon}


def _look(outer: Look, name: str, element: _Element, declared: dict[str, str]) -> Look:
    family = declared.get("font-family") or (element.get("face") if name == "font" else None)
    weight, size = declared.get("font-weight", ""), _POINTS.match(declared.get("font-size", ""))
    return Look(
        family.split(",")[0].strip(" \"'") if family else outer.font,
        weight in ("bold", "700", "bolder") or (weight != "normal" and (outer.bold or name in _BOLD)),
        declared.get("font-style", "italic" if name in _ITALIC or outer.italic else "") in ("italic", "oblique"),
        declared.get("text-transform", "uppercase" if outer.capitals else "") == "uppercase",
        outer.hidden or declared.get("display") == "none" or "mso-hide" in declared,
        float(size[1]) * (0.75 if size[2] == "px" else 1) if size and size[1].count(".") < 2 and size[1] != "." else outer.size,
        outer.space or name == "pre",
    )


def read_html(source: Source, options: ReadOptions = ReadOptions()) -> Reading:  # noqa: B008 (frozen)
    """Read an HTML file. Raises E004 if it holds no text."""
    data = _unwrapped(source.data) if b"MIME-Version:" in source.data[:_HEAD] else source.data
    text = _DECLARATION.sub("", _decoded(data)).replace("\x00", "")
    try:
        root = html.document_fromstring(text, parser=html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:  # an empty document, or no characters of XML
        raise CongvanError("E004", f"{source.name}: {error}") from error
    body = root.find("body")
    built = Builder(_rules(root)).build(body if body is not None else root)
    return reading(source, built, "html", max_pages=options.max_pages)


def _unwrapped(data: bytes) -> bytes:
    """The page in a web archive (.mht), as Word and portals save one; the data itself where there is none."""
    import email

    for part in email.message_from_bytes(data).walk():
        if part.get_content_type() == "text/html" and isinstance(payload := part.get_payload(decode=True), bytes):
            return payload
    return data


def _decoded(data: bytes) -> str:
    """The file's characters: as the bytes say, unless they are no Unicode and the file names another charset."""
    text, charset = decode(data)
    named = _CHARSET.search(data[:_HEAD])
    if charset not in ("cp1252", "cp1258") or named is None or named[1].lower() in (b"utf-8", b"utf8"):
        return text
    try:
        return data.decode(named[1].decode("ascii"), "replace")
    except LookupError:
        return text


def _rules(root: _Element) -> dict[str, dict[str, str]]:
    """The declarations of style sheets for plain element names and classes."""
    made: dict[str, dict[str, str]] = {}
    for style in root.iter("style"):
        for selectors, _, body in (rule.rpartition("{") for rule in (style.text or "").split("}")):
            for selector in selectors.replace("<!--", "").split(","):
                name = selector.strip().lower() if selector.strip().isalnum() else "." + selector.strip().rpartition(".")[2]
                made.setdefault(name, {}).update(_declarations(body))
    return made
