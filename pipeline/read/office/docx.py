"""Word 2007 and later (.docx) → Reading.

Body with text boxes, footnotes, then headers and footers (first, where the letter head stands in one). Raises
CongvanError: E003 encrypted, E004 damaged, E008 a part that expands beyond the limit.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element

from pipeline.read.flow import Paragraph, reading
from pipeline.read.office.docxlists import lists
from pipeline.read.office.docxstyles import child, local, style_sheet, value
from pipeline.read.office.docxwalk import Walker, continuous_sections
from pipeline.read.office.margins import around
from pipeline.read.options import ReadOptions
from schemas.errors import CongvanError
from schemas.reading import Reading, Source

MAX_PART = 64_000_000
"""The most bytes one part may expand to: a thousand pages of text are under a tenth of it."""

_ENCRYPTED = 1


def read_docx(source: Source, options: ReadOptions = ReadOptions()) -> Reading:  # noqa: B008 (frozen)
    """Read a .docx file."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as package:
            paragraphs = list(_Package(package, source.name).paragraphs())
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, OSError, EOFError, NotImplementedError, ValueError) as error:
        # the last five are how zipfile answers damage inside a member
        raise CongvanError("E004", f"{source.name}: {error}") from error
    return reading(source, paragraphs, "docx", max_pages=options.max_pages)


class _Package:
    """The parts of a DOCX."""

    def __init__(self, package: zipfile.ZipFile, name: str) -> None:
        self.package, self.name = package, name
        self.names = set(package.namelist())
        self.main = self._main()
        self.folder = self.main.rpartition("/")[0]

    def paragraphs(self) -> Iterator[Paragraph]:
        """All text in reading order."""
        root = self._root(self.main)
        body = child(root, "body")
        if root is None or body is None:
            raise CongvanError("E004", f"{self.name}: no body")
        styles, numbered = style_sheet(self._part("styles")), lists(self._part("numbering"))
        walker = Walker(styles, numbered, continuous_sections(body))
        text = [*walker.walk(body), *self._notes(walker)]
        margins = [(header, list(Walker(styles, numbered).walk(part))) for header, part in self._margins(body)]
        yield from around(text, margins)

    def _main(self) -> str:
        """The main part's name, by the package's relations."""
        for kind, target in self._relations("_rels/.rels").values():
            if kind.endswith("/officeDocument"):
                return target.lstrip("/")
        return "word/document.xml"

    def _relations(self, name: str) -> dict[str, tuple[str, str]]:
        """(type, target) of each relation of a part."""
        root = self._root(name)
        return {
            value(one, "Id") or "": (value(one, "Type") or "", value(one, "Target") or "")
            for one in (root if root is not None else ())
        }

    def _root(self, name: str) -> _Element | None:
        """A part's XML; None where the package has no such part."""
        if name not in self.names:
            return None
        info = self.package.getinfo(name)
        if info.flag_bits & _ENCRYPTED:
            raise CongvanError("E003", self.name)
        with self.package.open(info) as file:
            data = file.read(MAX_PART + 1)
        if len(data) > MAX_PART:
            raise CongvanError("E008", f"{self.name}: {name}")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
        return etree.fromstring(data, parser)

    def _own(self) -> dict[str, tuple[str, str]]:
        head, _, tail = self.main.rpartition("/")
        return self._relations(f"{head}/_rels/{tail}.rels" if head else f"_rels/{tail}.rels")

    def _target(self, target: str) -> str:
        return target.lstrip("/") if target.startswith("/") or not self.folder else f"{self.folder}/{target}"

    def _part(self, kind: str) -> _Element | None:
        """The part the main part is related to by this kind."""
        found = next((target for one, target in self._own().values() if one.rpartition("/")[2] == kind), None)
        return self._root(self._target(found)) if found else None

    def _notes(self, walker: Walker) -> Iterator[Paragraph]:
        """Footnotes and endnotes that print."""
        for kind in ("footnotes", "endnotes"):
            part = self._part(kind)
            for note in part if part is not None else ():
                if value(note, "type") not in ("separator", "continuationSeparator", "continuationNotice"):
                    yield from walker.walk(note)

    def _margins(self, body: _Element) -> Iterator[tuple[bool, _Element]]:
        """Headers (True) and footers (False) in the order the sections name them."""
        relations = self._own()
        for one in body.iter():
            name = local(one)
            if name in ("headerReference", "footerReference"):
                _, target = relations.get(value(one, "id") or "", ("", ""))
                part = self._root(self._target(target)) if target else None
                if part is not None:
                    yield name == "headerReference", part
