"""Word 2007 and later (.docx) → Reading.

Body with text boxes, footnotes, then headers and footers (first, where the letter head stands in one). A document that
holds only pictures of pages is read from them. Raises CongvanError: E003 encrypted, E004 damaged, E008 a part that
expands beyond the limit.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from pipeline.read.flow import Paragraph, reading
from pipeline.read.office.docxlists import lists
from pipeline.read.office.docxpackage import Package
from pipeline.read.office.docxsignatures import signatures
from pipeline.read.office.docxstyles import style_sheet, value
from pipeline.read.office.docxwalk import Walker, continuous_sections
from pipeline.read.office.margins import around
from pipeline.read.office.pictures import from_pictures, says_little
from pipeline.read.options import ReadOptions
from schemas.errors import CongvanError
from schemas.reading import Reading, Source

_UNPRINTED = ("separator", "continuationSeparator", "continuationNotice")


def read_docx(source: Source, options: ReadOptions = ReadOptions()) -> Reading:  # noqa: B008 (frozen)
    """Read a .docx file."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as opened:
            package = Package(opened, source.name)
            paragraphs = list(_paragraphs(package))
            pictures = list(package.pictures()) if says_little(paragraphs) else []
            signed = signatures(package)
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, OSError, EOFError, NotImplementedError, ValueError) as error:
        # the last five are how zipfile answers damage inside a member
        raise CongvanError("E004", f"{source.name}: {error}") from error
    scanned = from_pictures(source, pictures, options)
    read = scanned or reading(source, paragraphs, "docx", max_pages=options.max_pages)
    return replace(read, digital_signatures=signed)


def _paragraphs(package: Package) -> Iterator[Paragraph]:
    """All text in reading order."""
    styles, numbered = style_sheet(package.part("styles")), lists(package.part("numbering"))
    walker = Walker(styles, numbered, continuous_sections(package.body))
    text = [*walker.walk(package.body), *_notes(package, walker)]
    margins = [(header, list(Walker(styles, numbered).walk(part))) for header, part in package.margins()]
    yield from around(text, margins)


def _notes(package: Package, walker: Walker) -> Iterator[Paragraph]:
    """Footnotes and endnotes that print."""
    for kind in ("footnotes", "endnotes"):
        part = package.part(kind)
        for note in part if part is not None else ():
            if value(note, "type") not in _UNPRINTED:
                yield from walker.walk(note)
