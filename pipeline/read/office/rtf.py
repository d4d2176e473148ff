"""Rich Text Format (.rtf) → Reading: bytes by the font's charset, old fonts by their names, tables, automatic numbers.

Raises CongvanError E004 where there is no text.
"""

from __future__ import annotations

from pipeline.read.flow import reading
from pipeline.read.office.margins import around
from pipeline.read.office.rtfwalk import Walker
from pipeline.read.options import ReadOptions
from schemas.reading import Reading, Source


def read_rtf(source: Source, options: ReadOptions = ReadOptions()) -> Reading:  # noqa: B008 (frozen)
    """Read an .rtf file."""
    walker = Walker()
    walker.walk(source.data)
    body = [*walker.body.paragraphs, *walker.notes.paragraphs]
    margins = [(name.startswith("header"), flow.paragraphs) for name, flow in walker.margins]
    return reading(source, around(body, margins), "rtf", max_pages=options.max_pages)
