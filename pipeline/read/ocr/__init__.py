"""OCR of one page image: `read_image`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PIL import Image

from pipeline.read.layout import in_order
from pipeline.read.ocr.block import second_look
from pipeline.read.ocr.calibration import likelihood
from pipeline.read.ocr.curl import level
from pipeline.read.ocr.engines import engine
from pipeline.read.ocr.junk import junk
from pipeline.read.ocr.pair import ReadLine, read_sheet
from pipeline.read.ocr.paper import flatten
from pipeline.read.ocr.plain import plain_sheet, read_plain
from pipeline.read.ocr.prepare import Sheet, prepare
from pipeline.read.ocr.stamps import slanted_stamps
from pipeline.read.ocr.tokens import Token
from pipeline.read.options import ReadOptions
from schemas.fields import Box
from schemas.reading import Line, Page, Style, Word
from schemas.record import Notice

__all__ = ["page_notices", "read_image"]

LONG_INCHES = 11.69
"""The long side of a photographed sheet, which is taken for A4."""
DOUBTFUL = 0.91
"""Pages read with a mean confidence below this have an error in every tenth word or so; 2 of 114 dev pages."""


def read_image(image: Image.Image, number: int, dpi: float, options: ReadOptions | None = None) -> Page:
    """Read a page image.

    `dpi` is the image's resolution: boxes come out in points (1/72 inch) of the upright page. Lines are in reading
    order, slanting stamps of the first page before them. Of a photograph the
    sheet is the page: its perspective and its curl are undone first. Raises E030 where no engine is installed.
    """
    chosen = engine((options or ReadOptions()).engine)
    if chosen == "pair":
        if flat := flatten(image):
            image, dpi = level(flat.image), max(flat.image.size) / LONG_INCHES
        sheet = prepare(image)
        lines = second_look(sheet, read_sheet(sheet))
        stamped = slanted_stamps(sheet) if number == 1 else []
    else:
        sheet = plain_sheet(image)
        lines, stamped = read_plain(image, dpi), []
    scale = 72.0 / dpi
    width, height = sheet.size[0] * scale, sheet.size[1] * scale
    straight = [_line(line.tokens, line, scale) for line in lines if not junk(line.tokens)]
    ordered = [*(_line(line.tokens, line, scale) for line in stamped), *in_order(straight, width, height)]
    placed = tuple(_placed(line, sheet, scale) for line in ordered)
    return Page(number, placed, "ocr", "tesseract+trueocr" if chosen == "pair" else "tesseract", width, height)


def page_notices(page: Page) -> list[Notice]:
    """What to say about a page read from its image: that it is blank, or doubtful."""
    if not page.lines:
        return [Notice("W104", f"page {page.number}")]
    return [Notice("W108", f"page {page.number}")] if page.confidence < DOUBTFUL else []


def _line(tokens: Sequence[Token], read: ReadLine, scale: float) -> Line:
    text, words = "", []
    for token in tokens:
        text += " " if text and not token.glued else ""
        x0, y0, x1, y1 = (v * scale for v in token.box)
        words.append(
            Word(
                len(text),
                len(text) + len(token.text),
                (x0, y0, x1, y1),
                round(likelihood(token, read.confidence), 4),
                token.rivals,
            )
        )
        text += token.text
    boxes = [w.box for w in words if w.box]
    box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    letters = max(sum(w.end - w.start for w in words), 1)
    confidence = sum((w.end - w.start) * w.confidence for w in words) / letters
    written = tuple((words[k].start, words[k].end) for k in read.handwritten)
    return Line(text, box, round(confidence, 4), tuple(words), Style(colour="red" if read.red else None), read.cell, written)


def _placed(line: Line, sheet: Sheet, scale: float) -> Line:
    """The line with its boxes on the page as scanned."""

    def back(box: Box | None) -> Box | None:
        if box is None:
            return None
        x0, y0, x1, y1 = sheet.on_page((box[0] / scale, box[1] / scale, box[2] / scale, box[3] / scale))
        return (round(x0 * scale, 1), round(y0 * scale, 1), round(x1 * scale, 1), round(y1 * scale, 1))

    return replace(line, box=back(line.box), words=tuple(replace(w, box=back(w.box)) for w in line.words))
