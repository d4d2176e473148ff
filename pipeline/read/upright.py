"""The pages of a source as pictures, the way up in which they were read: where a record's boxes lie."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np
from PIL import Image

from pipeline.read.options import ReadOptions
from schemas.reading import Source


def page_pictures(source: Source, numbers: Collection[int], options: ReadOptions) -> Iterator[tuple[int, Image.Image]]:
    """Pages of a PDF or an image file by their numbers, counted from 1, as they are shown; none of other sources.

    Raises E003, E004, E006, E007 as reading does.
    """
    if source.media_type == "application/pdf":
        yield from _of_pdf(source, numbers, options)
    elif source.media_type.startswith("image/"):
        yield from _of_images(source, numbers, options)


def upright(image: Image.Image, options: ReadOptions) -> Image.Image:
    """A page's picture as its reader turned it: a photographed sheet flat, quarter turns undone."""
    from pipeline.read.ocr.engines import engine

    if engine(options.engine) != "pair":
        return image
    from pipeline.read.ocr.paper import flatten
    from pipeline.read.ocr.prepare import quarter_turns

    flat = flatten(image)
    sheet = flat.image if flat else image
    turns = quarter_turns(np.asarray(sheet.convert("L")))
    return sheet.rotate(-90 * turns, expand=True) if turns else sheet


def _of_pdf(source: Source, numbers: Collection[int], options: ReadOptions) -> Iterator[tuple[int, Image.Image]]:
    from pipeline.read.pdf import open_document, with_annotations
    from pipeline.read.pdf_image import drawn, page_image, picture

    document = open_document(source, options)
    try:
        for number in sorted(n for n in numbers if 1 <= n <= len(document)):
            page = with_annotations(document, number - 1)
            images, _ = drawn(page)
            yield number, page_image(page, picture(page, images), options)[0]
            page.close()
    finally:
        document.close()


def _of_images(source: Source, numbers: Collection[int], options: ReadOptions) -> Iterator[tuple[int, Image.Image]]:
    from pipeline.read.image import frame, open_image

    file, count = open_image(source, options)
    for number in sorted(n for n in numbers if 1 <= n <= count):
        yield number, frame(file, number, options)
