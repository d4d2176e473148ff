"""The image of a PDF page: at its own resolution where the page is a scan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium
from PIL import Image
from pypdfium2 import PdfObject

from pipeline.read.options import ReadOptions
from pipeline.read.pdf_rules import MANY_PATHS, Drawing, ruled_tables
from pipeline.read.placing import placer
from pipeline.read.tables import Table, find_tables

COVERS = 0.5
"""A page whose images cover at least this share of it is a scan."""
MANY_IMAGES = 400
LEAST_RULES, RULES_SIDE = 6, 1170
"""A table has at least so many rules; they are looked for on the page at so many pixels."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What a page shows besides text: the share its images cover, and their finest resolution in dots an inch."""

    share: float
    dpi: float

    @property
    def scan(self) -> bool:
        """Whether the page is an image."""
        return self.share >= COVERS


def drawn(page: Any) -> tuple[list[Any], list[Any]]:
    """The page's image and path objects, those in its forms too, at most MANY_IMAGES and MANY_PATHS of them.

    One walk over the raw objects: a page has thousands of text objects, and wrapping each costs more than reading it.
    """
    images: list[Any] = []
    paths: list[Any] = []
    kinds = {pdfium.FPDF_PAGEOBJ_IMAGE: images, pdfium.FPDF_PAGEOBJ_PATH: paths}
    for index in range(pdfium.FPDFPage_CountObjects(page.raw)):
        raw = pdfium.FPDFPage_GetObject(page.raw, index)
        kind = pdfium.FPDFPageObj_GetType(raw)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            for one in page.get_objects(filter=list(kinds), max_depth=4, form=raw, level=1):
                kinds[one.type].append(one)
        elif kind in kinds:
            kinds[kind].append(PdfObject(raw, page=page, pdf=page.pdf))
    return images[:MANY_IMAGES], paths[: MANY_PATHS + 1]


def picture(page: Any, images: Sequence[Any]) -> Picture:
    """Measure the page's images."""
    width, height = page.get_size()
    share, finest, largest = 0.0, 0.0, 0.0
    for image in images:
        left, bottom, right, top = image.get_bounds()
        area = max(0.0, min(right, width * 2) - left) * max(0.0, top - bottom)
        share += area / max(width * height, 1.0)
        if area > largest and right > left:
            largest = area
            across, down = image.get_px_size()
            finest = max(across, down) / max(right - left, top - bottom) * 72
    return Picture(min(share, 1.0), finest)


def page_image(page: Any, shown: Picture, options: ReadOptions) -> tuple[Image.Image, float]:
    """The page rendered, and its resolution.

    A scan is rendered dot for dot where its own resolution is bearable, so that nothing is sampled twice; whatever lies
    over it (numbers, signatures) is in the image too. `max_pixels` bounds it.
    """
    dpi = float(options.dpi)
    if shown.scan and shown.dpi:
        dpi = max(shown.dpi if shown.dpi <= options.max_dpi * 1.15 else float(options.max_dpi), 72.0)
    width, height = page.get_size()
    most = (options.max_pixels / max(width * height, 1.0)) ** 0.5 * 72
    dpi = min(dpi, most)
    bitmap = page.render(scale=dpi / 72, may_draw_forms=True, rev_byteorder=True)
    image: Image.Image = bitmap.to_pil()
    return image.convert("RGB") if image.mode not in ("L", "RGB") else image, dpi


def page_tables(page: Any, paths: Sequence[Any]) -> tuple[Table, ...]:
    """The ruled tables of a page that is drawn, in points; none where it draws next to nothing but text."""
    if len(paths) < LEAST_RULES:
        return ()
    try:
        return ruled_tables(paths, placer(page))
    except Drawing:
        return _seen_tables(page)


def _seen_tables(page: Any) -> tuple[Table, ...]:
    scale = RULES_SIDE / max(page.get_size())
    gray = page.render(scale=scale, grayscale=True, no_smoothtext=True).to_numpy()
    return find_tables(gray.reshape(gray.shape[:2]), 1 / scale)
