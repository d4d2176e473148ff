"""From a source's bytes to its pages, lines and words: `read`."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.read.options import ReadOptions
from pipeline.read.parts import Part, Stretch, joined
from schemas.errors import CongvanError
from schemas.reading import Reading, Source

__all__ = ["Part", "ReadOptions", "Stretch", "joined", "paged", "read", "read_part"]

Reader = Callable[[Source, ReadOptions], Reading]


DEFAULTS = ReadOptions()


def read(source: Source, options: ReadOptions = DEFAULTS) -> Reading:
    """Read a source by its media type.

    Raises CongvanError: E002 for a type that is not read, E003-E007 for files that cannot be, E030 without an engine.
    """
    return reader(source.media_type)(source, options)


def paged(source: Source) -> bool:
    """Whether the source has pages that can be read one by one: PDF and image files."""
    return source.media_type == "application/pdf" or source.media_type.startswith("image/")


def read_part(source: Source, options: ReadOptions, stretch: Stretch) -> Part:
    """Some pages of a `paged` source; `joined` makes of all parts what `read` gives. Raises as `read`."""
    if source.media_type == "application/pdf":
        from pipeline.read.pdf import pdf_part

        return pdf_part(source, options, stretch)
    from pipeline.read.image import image_part

    return image_part(source, options, stretch)


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
