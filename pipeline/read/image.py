"""Image files: TIFF (many pages), PNG, JPEG, WebP, BMP."""

from __future__ import annotations

import io
import warnings
from functools import partial

from PIL import Image, ImageOps, UnidentifiedImageError

from pipeline.read.ocr import page_notices
from pipeline.read.options import ReadOptions
from pipeline.read.parts import WHOLE, Part, Stretch, joined, pages_of
from pipeline.read.repeats import ImageReader
from schemas.errors import CongvanError
from schemas.reading import Page, Reading, Source
from schemas.record import Notice

A4_INCHES = (8.27, 11.69)
TRUSTED_DPI = (72, 1300)
"""Resolutions outside this range are a slip of the scanner's settings."""
SHEETS = (6.5, 24.0)
"""So are those by which the sheet's long side (inches) is not between A5's and A2's."""
DAMAGE = (OSError, SyntaxError, EOFError, ValueError)
"""Pillow's signs of a damaged file."""


def read_image_file(source: Source, options: ReadOptions) -> Reading:
    """Read every page of an image file. Raises E004 (damaged), E006 (pages), E007 (pixels)."""
    return joined([image_part(source, options, WHOLE).reading])


def image_part(source: Source, options: ReadOptions, stretch: Stretch) -> Part:
    """Read some pages of an image file. A damaged page is empty (W103) unless all are. Raises as `read_image_file`."""
    file, count = open_image(source, options)
    total = min(count, options.first_pages or count)
    one = partial(_page, file, options=options, reader=ImageReader(options))
    pages, notices, rest = pages_of(stretch.numbers(total), total, one, stretch.seconds)
    if stretch.first == 1 and [notice.code for notice in notices] == ["W103"] * len(pages):
        raise CongvanError("E004", notices[0].message)
    return Part(Reading(source, tuple(pages), tuple(notices)), rest)


def _page(file: Image.Image, number: int, options: ReadOptions, reader: ImageReader) -> tuple[Page, list[Notice]]:
    try:
        shown = frame(file, number, options)
        image, dpi = bounded(shown, resolution(shown), options)
    except DAMAGE as error:
        return Page(number, (), "ocr", "none"), [Notice("W103", f"page {number}: {error}")]
    page = reader.read(image, number, dpi)
    return page, page_notices(page)


def open_image(source: Source, options: ReadOptions) -> tuple[Image.Image, int]:
    """An image file and how many pages it has. Raises E004, E006, E007."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            file = Image.open(io.BytesIO(source.data))
        count = int(getattr(file, "n_frames", 1))
    except Image.DecompressionBombError as error:
        raise CongvanError("E007", str(error)) from error
    except (UnidentifiedImageError, *DAMAGE) as error:
        raise CongvanError("E004", str(error)) from error
    if count > options.max_pages:
        raise CongvanError("E006", f"{count} pages")
    return file, count


def frame(file: Image.Image, number: int, options: ReadOptions) -> Image.Image:
    """A page of an image file, upright by its tags. Raises E007, and one of DAMAGE."""
    file.seek(number - 1)
    if file.width * file.height > options.max_pixels:
        raise CongvanError("E007", f"{file.width}x{file.height}")
    return flat(file)


def flat(image: Image.Image) -> Image.Image:
    """The image upright by its EXIF tag, on white where it is transparent, in mode L or RGB."""
    upright = ImageOps.exif_transpose(image)
    upright.info.update(image.info)
    if upright.mode in ("1", "L", "I;16"):
        return upright.convert("L")
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        rgba = upright.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", rgba.size, "white"), rgba).convert("RGB")
    return upright.convert("RGB")


def resolution(image: Image.Image) -> float:
    """Dots an inch: the file's own where it can be true, else as if the page were A4."""
    stated = image.info.get("dpi", (0, 0))[0]
    long_side, short_side = max(image.size), min(image.size)
    assumed = min(long_side / A4_INCHES[1], short_side / A4_INCHES[0])
    trusted = TRUSTED_DPI[0] < stated < TRUSTED_DPI[1] and SHEETS[0] < long_side / stated < SHEETS[1]
    return float(stated) if trusted else max(assumed, 36.0)


def bounded(image: Image.Image, dpi: float, options: ReadOptions) -> tuple[Image.Image, float]:
    """The image and its resolution, made smaller where it has more dots than reading can use."""
    if dpi <= options.max_dpi * 1.15:
        return image, dpi
    factor = options.max_dpi / dpi
    size = (max(1, round(image.width * factor)), max(1, round(image.height * factor)))
    return image.resize(size, Image.Resampling.BILINEAR), dpi * size[0] / image.width
