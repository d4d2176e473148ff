"""From a source's bytes to its pages, lines and words: `read`."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.read.options import ReadOptions
from schemas.errors import CongvanError
from schemas.reading import Reading, Source

__all__ = ["ReadOptions", "read"]

Reader = Callable[[Source, ReadOptions], Reading]


DEFAULTS = ReadOptions()


def read(source: Source, options: ReadOptions = DEFAULTS) -> Reading:
    """Read a source by its media type.

    Raises CongvanError: E002 for a type that is not read, E003-E007 for files that cannot be, E030 without an engine.
    """
    return reader(source.media_type)(source, options)


def reader(media_type: str) -> Reader:
    """The reader of a media type. Imports are made here, so that only what is needed is loaded."""
    if media_type == "application/pdf":
        from pipeline.read.pdf import read_pdf

        return read_pdf
    if media_type.startswith("image/"):
        from pipeline.read.image import read_image_file

        return read_image_file
    return _document_reader(media_type)


def _document_reader(media_type: str) -> Reader:
    if media_type in ("text/plain", "text/markdown"):
        from pipeline.read.text import read_text

        return read_text
    if media_type == "text/html":
        from pipeline.read.html import read_html

        return read_html
    from pipeline.read import office

    readers: dict[str, Reader] = {
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": office.read_docx,
        "application/msword": office.read_doc,
        "application/rtf": office.read_rtf,
        "text/rtf": office.read_rtf,
    }
    if media_type not in readers:
        raise CongvanError("E002", media_type)
    return readers[media_type]
