"""Word files that hold no text but pictures of pages: somebody pasted scans into them. They are read like scans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.read.flow import Paragraph
from pipeline.read.options import ReadOptions
from schemas.errors import CongvanError
from schemas.reading import Page, Reading, Source
from schemas.record import Notice

_LITTLE = 40
_PAGE_PIXELS = 500 * 500
_KINDS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"BM", "image/bmp"),
)
_PNG_END, _JPEG_END = b"IEND\xaeB`\x82", b"\xff\xd9"
_MOST = 2000


def says_little(paragraphs: Iterable[Paragraph]) -> bool:
    """Whether the text is too short for a letter: a page's number, a signer's line over a scan."""
    letters = 0
    for paragraph in paragraphs:
        letters += sum(map(str.isalpha, paragraph.text))
        if letters > _LITTLE:
            return False
    return True


def from_pictures(source: Source, pictures: Sequence[bytes], options: ReadOptions) -> Reading | None:
    """The reading of the pictures that are as large as pages; None where there is none, or none can be read."""
    if options.ocr == "never":
        return None
    pages: list[Page] = []
    notices: list[Notice] = []
    for data in pictures[: options.max_pages]:
        kind = next((kind for start, kind in _KINDS if data.startswith(start)), None)
        one = _read(replace(source, media_type=kind, data=data), options) if kind else None
        if one is not None:
            pages += [replace(page, number=len(pages) + at) for at, page in enumerate(one.pages, 1)]
            notices += one.warnings
    return Reading(source, tuple(pages), tuple(notices)) if any(page.lines for page in pages) else None


def _read(source: Source, options: ReadOptions) -> Reading | None:
    from io import BytesIO

    from PIL import Image, UnidentifiedImageError

    from pipeline.read.image import read_image_file

    try:
        with Image.open(BytesIO(source.data)) as opened:
            large = _PAGE_PIXELS <= opened.width * opened.height <= options.max_pixels
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):  # Pillow's signs of damage
        return None
    if not large:
        return None
    try:
        return read_image_file(source, options)
    except CongvanError as error:
        if error.code == "E030":
            raise
        return None


def embedded(data: bytes) -> Iterator[bytes]:
    """The PNG and JPEG files that lie whole in a stream of a Word binary file."""
    at, count = 0, 0
    while count < _MOST:
        starts = [(place, end) for start, end in ((_KINDS[0][0], _PNG_END), (_KINDS[1][0], _JPEG_END))
                  if (place := data.find(start, at)) >= 0]  # fmt: skip
        if not starts:
            return
        start, mark = min(starts)
        stop = _end(data, start, mark)
        yield data[start:stop]
        at, count = stop, count + 1


def _end(data: bytes, start: int, mark: bytes) -> int:
    """Behind the end mark; of a JPEG behind the last before the next picture, for its preview has marks of its own."""
    if mark == _PNG_END:
        place = data.find(mark, start)
        return place + len(mark) if place >= 0 else len(data)
    following = [place for kind, _ in _KINDS[:2] if (place := data.find(kind, start + 20_000)) > 0]
    place = data.rfind(mark, start, min(following, default=len(data)))
    return place + len(mark) if place >= 0 else len(data)
