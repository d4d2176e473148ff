"""The image of a PDF page: at its own resolution where the page is a scan."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

import pypdfium2.raw as pdfium
from PIL import Image

from pipeline.read.options import ReadOptions
from pipeline.read.pdf_rules import Drawing, ruled_tables
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


def picture(page: Any) -> Picture:
    """Measure the page's images."""
    width, height = page.get_size()
    share, finest, largest = 0.0, 0.0, 0.0
    for count, image in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4)):
        if count >= MANY_IMAGES:
            break
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


def page_tables(page: Any) -> tuple[Table, ...]:
    """The ruled tables of a page that is drawn, in points; none where it draws next to nothing but text."""
    drawn = islice(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3), LEAST_RULES)
    if sum(1 for _ in drawn) < LEAST_RULES:
        return ()
    try:
        return ruled_tables(page, placer(page))
    except Drawing:
        return _seen_tables(page)


def _seen_tables(page: Any) -> tuple[Table, ...]:
    scale = RULES_SIDE / max(page.get_size())
    gray = page.render(scale=scale, grayscale=True, no_smoothtext=True).to_numpy()
    return find_tables(gray.reshape(gray.shape[:2]), 1 / scale)
