"""Image files: TIFF (many pages), PNG, JPEG, WebP, BMP."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from itertools import islice

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from pipeline.read.ocr import page_notices
from pipeline.read.options import ReadOptions
from pipeline.read.repeats import ImageReader, repeated
from schemas.errors import CongvanError
from schemas.reading import Page, Reading, Source
from schemas.record import Notice

A4_INCHES = (8.27, 11.69)
TRUSTED_DPI = (72, 1300)
"""Resolutions outside this range are a slip of the scanner's settings."""
SHEETS = (6.5, 24.0)
"""So are those by which the sheet's long side (inches) is not between A5's and A2's."""


def read_image_file(source: Source, options: ReadOptions) -> Reading:
    """Read every page of an image file. Raises E004 (damaged), E006 (pages), E007 (pixels)."""
    pages: list[Page] = []
    notices: list[Notice] = []
    reader = ImageReader(options)
    try:
        for number, frame in enumerate(frames(source, options), 1):
            image, dpi = bounded(frame, resolution(frame), options)
            page = reader.read(image, number, dpi)
            pages.append(page)
            notices.extend(page_notices(page))
    except (OSError, SyntaxError, EOFError, ValueError) as error:  # Pillow's signs of a damaged file
        if not pages:
            raise CongvanError("E004", str(error)) from error
        notices.append(Notice("W103", f"page {len(pages) + 1}: {error}"))
    return Reading(source, tuple(pages), (*notices, *repeated(pages)))


def frames(source: Source, options: ReadOptions) -> Iterator[Image.Image]:
    """The pages of an image file, upright by their tags. Raises E004, E006, E007."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(source.data))
    except (UnidentifiedImageError, Image.DecompressionBombError) as error:
        bomb = isinstance(error, Image.DecompressionBombError)
        raise CongvanError("E007" if bomb else "E004", str(error)) from error
    if getattr(opened, "n_frames", 1) > options.max_pages:
        raise CongvanError("E006", f"{getattr(opened, 'n_frames', 1)} pages")
    for frame in islice(ImageSequence.Iterator(opened), options.first_pages):
        if frame.width * frame.height > options.max_pixels:
            raise CongvanError("E007", f"{frame.width}x{frame.height}")
        yield flat(frame)


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
