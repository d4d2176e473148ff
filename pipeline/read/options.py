"""How to read: limits and choices of the stage `read`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

OcrEngine = Literal["auto", "pair", "tesseract"]
OcrUse = Literal["auto", "always", "never"]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the readers may spend, and what they use.

    `dpi` is the resolution at which pages are rendered for OCR where their image does not set one; a finer image is
    taken down to `max_dpi`, which loses no letter and saves a tenth of the time. `max_pixels` bounds one page image,
    `max_pages` one file; `first_pages` reads no more than so many of its pages. `ocr` "auto" reads the image of a page
    only where the page has no good text layer. `engine` "pair" is two readers over the same lines, "tesseract" the
    plain program, "auto" the first of them that is installed.
    """

    dpi: int = 200
    max_dpi: int = 220
    max_pixels: int = 60_000_000
    max_pages: int = 2000
    first_pages: int | None = None
    ocr: OcrUse = "auto"
    engine: OcrEngine = "auto"
