"""PDF files: page by page the text layer where it is good Vietnamese, else the page's image read anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.read.layer import Verdict, judge
from pipeline.read.layout import in_order
from pipeline.read.options import ReadOptions
from pipeline.read.parts import WHOLE, Part, Stretch, joined, pages_of
from pipeline.read.pdf_image import Picture, drawn, page_image, page_tables, picture
from pipeline.read.pdf_legacy import repairs
from pipeline.read.pdf_overlays import with_overlays
from pipeline.read.pdf_signatures import signatures
from pipeline.read.pdf_text import text_lines
from pipeline.read.repeats import ImageReader
from schemas.errors import CongvanError
from schemas.reading import Line, Page, Reading, Source
from schemas.record import Notice

FEW_LETTERS = 40
"""A page with fewer letters than this, and something drawn on it, is read from its image too."""
CAPTION_LETTERS = 300
"""A layer of fewer letters over a whole page's scan is a signature's caption, however good its Vietnamese: the page is read."""
CAPTION_SHARE = 0.3
"""A scan's layer with fewer letters than this share of what is read is a signature's caption, no reading of the page."""


def read_pdf(source: Source, options: ReadOptions) -> Reading:
    """Read a PDF. Raises E003 (password), E004 (damaged), E006 (pages), E030 (no engine for a scan)."""
    return joined([pdf_part(source, options, WHOLE).reading])


def pdf_part(source: Source, options: ReadOptions, stretch: Stretch) -> Part:
    """Read some pages of a PDF; the file's signatures are told with its first page. Raises as `read_pdf`."""
    document = open_document(source, options)
    try:
        total = min(len(document), options.first_pages or len(document))
        signed = signatures(document) if stretch.first == 1 else ()
        one = partial(_page, document, options=options, reader=ImageReader(options))
        pages, notices, rest = pages_of(stretch.numbers(total), total, one, stretch.seconds)
    finally:
        document.close()
    return Part(Reading(source, tuple(pages), tuple(notices), signed), rest)


def open_document(source: Source, options: ReadOptions) -> Any:
    """The document, to be closed by the caller. Raises E003, E004, E006."""
    try:
        document = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
        raise CongvanError("E003" if locked else "E004", str(error)) from error
    if not len(document):
        raise CongvanError("E004", "no pages")
    if len(document) > options.max_pages:
        raise CongvanError("E006", f"{len(document)} pages")
    document.init_forms()
    return document


def _page(document: Any, number: int, options: ReadOptions, reader: ImageReader) -> tuple[Page, list[Notice]]:
    """One page, and what to say about it. A page that cannot be loaded is empty, with W103."""
    try:
        page = with_annotations(document, number - 1)
    except pypdfium2.PdfiumError as error:
        return Page(number, (), "text_layer", "pdfium"), [Notice("W103", f"page {number}: {error}")]
    try:
        return _read(page, number, options, reader)
    finally:
        page.close()


def with_annotations(document: Any, index: int) -> Any:
    """The page with what its annotations show made part of it.

    Numbers and dates given by a registry's system stand in signature fields, out of the text layer's reach.
    """
    page = document[index]
    if pdfium.FPDFPage_GetAnnotCount(page.raw) <= 0:
        return page
    pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
    page.close()
    return document[index]


def _read(page: Any, number: int, options: ReadOptions, reader: ImageReader) -> tuple[Page, list[Notice]]:
    images, paths = drawn(page)
    shown = picture(page, images)
    lines = text_lines(page, () if shown.scan else page_tables(page, paths))
    verdict = judge("\n".join(line.text for line in lines))
    letters = sum(len(line.text) for line in lines)
    caption = shown.scan and letters < CAPTION_LETTERS
    good = (verdict.good(shown.scan) and not caption) or (not shown.scan and _other(verdict, letters))
    if not good and not caption and letters >= FEW_LETTERS and options.ocr != "always":
        unicode = text_lines(page, () if shown.scan else page_tables(page, paths), legacy=True)
        if judge("\n".join(line.text for line in unicode)).good(shown.scan):
            return _converted(page, number, unicode, lines)
    if options.ocr == "never" or (good and options.ocr == "auto"):
        if number == 1 and images and not shown.scan and options.ocr == "auto":
            lines = with_overlays(page, lines, images, options)
        return _layer(page, number, lines, good)
    return _scan(page, number, lines, partial(_image_read, page, number, shown, options, reader), shown.scan)


def _other(verdict: Verdict, letters: int) -> bool:
    """Whether a layer that is not known as Vietnamese, on a page that is no scan, is text all the same: figures, or English."""
    return verdict.in_english or (verdict.too_short and letters >= FEW_LETTERS)


def _layer(page: Any, number: int, lines: Sequence[Line], good: bool) -> tuple[Page, list[Notice]]:
    width, height = page.get_size()
    notices = [] if good else [Notice("W102" if lines else "W104", f"page {number}")]
    return Page(number, tuple(in_order(lines, width, height)), "text_layer", "pdfium", width, height), notices


def _converted(page: Any, number: int, lines: Sequence[Line], before: Sequence[Line]) -> tuple[Page, list[Notice]]:
    """The layer of a page whose text was in a dead encoding."""
    made, _ = _layer(page, number, lines, good=True)
    raw, changes = repairs(made.lines, before)
    return replace(made, source="converted", raw=raw, repairs=changes), [Notice("W105", f"page {number}")]


def _scan(page: Any, number: int, lines: list[Line], look: Callable[[], Page], scan: bool) -> tuple[Page, list[Notice]]:
    """The page read from its image; the layer stays where the image gives less (a page of English, of figures)."""
    from pipeline.read.ocr import page_notices

    if not lines and not _drawn(page):
        return _layer(page, number, lines, good=False)
    read = look()
    layer, seen = sum(len(line.text) for line in lines), sum(len(line.text) for line in read.lines)
    if not scan and seen < 0.5 * layer:
        return _layer(page, number, lines, good=True)
    notices = page_notices(read)
    if scan and 0 < layer < CAPTION_LETTERS and judge("\n".join(line.text for line in lines)).good():
        read = replace(read, lines=(*lines, *(line for line in read.lines if not any(_covers(one, line) for one in lines))))
    return read, [*notices, Notice("W101", f"page {number}")] if layer >= CAPTION_SHARE * max(seen, FEW_LETTERS) else notices


def _covers(one: Line, two: Line) -> bool:
    """Whether the middle of the second line lies in the first: the caption's own characters, read from the image too."""
    if one.box is None or two.box is None:
        return False
    x, y = (two.box[0] + two.box[2]) / 2, (two.box[1] + two.box[3]) / 2
    return one.box[0] - 4 <= x <= one.box[2] + 4 and one.box[1] - 2 <= y <= one.box[3] + 2


def _image_read(page: Any, number: int, shown: Picture, options: ReadOptions, reader: ImageReader) -> Page:
    """What the page's image says."""
    image, dpi = page_image(page, shown, options)
    return reader.read(image, number, dpi)


def _drawn(page: Any) -> bool:
    """Whether anything at all stands on the page."""
    return next(iter(page.get_objects(max_depth=2)), None) is not None
