"""Numbers and dates that a registry stamped as pictures on a page that is otherwise text.

The layer of such a page has a blank where the picture lies ("Số:      /UBND-VX", "ngày   tháng   năm 2024"), or no
number and date at all. The blank line, or the picture, is then read by OCR; lines that the layer has whole stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from PIL import Image

from pipeline.read.options import ReadOptions
from pipeline.read.placing import placer
from schemas.errors import CongvanError
from schemas.fields import Box
from schemas.reading import Line

HEAD = 0.35
"""Number and date stand in this upper share of the page."""
NUMBER_BLANK = re.compile(r"^\W*S[ốo]\s*[:.]?[\s.…_]*/", re.IGNORECASE)
DATE_BLANK = re.compile(r"ng[àa]y[\s.…_]*(?:th[áa]ng[\s.…_]*n[ăa]m|\d{0,2}[\s.…_]*th[áa]ng[\s.…_]+n[ăa]m)", re.IGNORECASE)
NUMBER_LABEL = re.compile(r"^\W*S[ốo]\s*[:.]", re.IGNORECASE)
NUMBER = re.compile(r"^\W*S[ốo]\s*[:.]?\s*\d{1,6}\s*/", re.IGNORECASE)
DATE = re.compile(r"(?:^|[,.] *)ng[àa]y\s*\d{1,2}\s*th[áa]ng\s*\d{1,2}\s*n[ăa]m\s*\d{4}\W*$", re.IGNORECASE)
DPI, MARGIN = 220, 4.0
"""Pictures are rendered at so many dots an inch, with a margin in points."""
GAP = 60.0
"""A blank left for a number is no wider than so many points."""
LEAST, MOST_WIDE = 6.0, 0.6
"""A picture of a number or date is higher and wider than so many points, and no wider than this share of the page."""


def with_overlays(page: Any, lines: Sequence[Line], images: Sequence[Any], options: ReadOptions) -> list[Line]:
    """The layer's lines with what pictures over the head of a page say of its number and date.

    Boxes in points from the upper left. Where no engine is installed the lines stay as they are.
    """
    width, height = page.get_size()
    pictures = [box for box in _boxes(page, images) if _stampable(box, width, height)]
    out = list(lines)
    if not pictures or not _readable(options):
        return out
    for row in _rows([line for line in lines if line.box and line.box[3] < HEAD * height]):
        text = " ".join(line.text for line in row)
        whole = NUMBER if NUMBER_BLANK.search(text) else DATE if DATE_BLANK.search(text) else None
        over = [box for box in pictures if any(_meets(box, line.box) for line in row)]
        if whole is None or not over:
            continue
        around = _around([*over, *(line.box for line in row if line.box)])
        found = next((line for line in _read(page, around, options) if whole.search(line.text)), None)
        if found:
            out = [found if line is row[0] else line for line in out if line is row[0] or line not in row]
    return _added(page, out, pictures, options)


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """The pieces of each row of print, cut where they stand further apart than a blank for a number."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: (one.box or (0.0, 0.0))[0]):
        ends = (row for row in rows if _goes_on(row[-1].box, line.box))
        if row := next(ends, None):
            row.append(line)
        else:
            rows.append([line])
    return rows


def _goes_on(one: Box | None, two: Box | None) -> bool:
    if one is None or two is None:
        return False
    return -2 < two[0] - one[2] < GAP and abs(one[1] + one[3] - two[1] - two[3]) < one[3] - one[1]


def _readable(options: ReadOptions) -> bool:
    """Whether an engine is installed: a digital page must not fail for want of one."""
    from pipeline.read.ocr.engines import engine

    try:
        engine(options.engine)
    except CongvanError:
        return False
    return True


def _added(page: Any, lines: list[Line], pictures: Sequence[Box], options: ReadOptions) -> list[Line]:
    """The lines with a number or date that only a picture has."""
    missing = [form for form in (NUMBER_LABEL, DATE) if not any(form.search(line.text) for line in lines)]
    if not missing or any(DATE_BLANK.search(line.text) or NUMBER_BLANK.search(line.text) for line in lines):
        return lines
    read = [line for box in pictures for line in _read(page, box, options)]
    wanted = [NUMBER if form is NUMBER_LABEL else DATE for form in missing]
    return [*lines, *(line for line in read if any(form.search(line.text) for form in wanted))]


def _boxes(page: Any, images: Sequence[Any]) -> list[Box]:
    place = placer(page)
    return [place(image.get_bounds()) for image in images]


def _stampable(box: Box, width: float, height: float) -> bool:
    wide, high = box[2] - box[0], box[3] - box[1]
    return min(wide, high) >= LEAST and wide <= MOST_WIDE * width and box[1] < HEAD * height


def _meets(one: Box, two: Box | None) -> bool:
    return two is not None and min(one[2], two[2] + 40) > max(one[0], two[0]) and min(one[3], two[3]) > max(one[1], two[1])


def _around(boxes: Sequence[Box]) -> Box:
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return (min(x0), min(y0), max(x1), max(y1))


def _read(page: Any, box: Box, options: ReadOptions) -> list[Line]:
    """The lines of a part of the page, their boxes on the page."""
    from pipeline.read.ocr import read_image

    width, height = page.get_size()
    x0, y0 = max(0.0, box[0] - MARGIN), max(0.0, box[1] - MARGIN)
    x1, y1 = min(width, box[2] + MARGIN), min(height, box[3] + MARGIN)
    crop = (x0, height - y1, width - x1, y0)
    part = page.render(scale=DPI / 72, crop=crop, may_draw_forms=True, rev_byteorder=True).to_pil().convert("RGB")
    sheet = Image.new("RGB", (round(width * DPI / 72), round(height * DPI / 72)), "white")
    sheet.paste(part, (round(x0 * DPI / 72), round(y0 * DPI / 72)))  # lines are found by their size on a whole page
    return list(read_image(sheet, 2, DPI, options).lines)
