"""Plain text and Markdown → Reading. Lines stay lines, blank lines and indents stay where they are; a form feed ends a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.read.encodings.charsets import decode
from pipeline.read.flow import Paragraph, Run, reading
from pipeline.read.options import ReadOptions
from schemas.reading import Reading, Source

_LINE_ENDS = re.compile(r"\r\n|\r|\n|\u2028|\u2029")
_WIDE_TAB = "\t"


def read_text(source: Source, options: ReadOptions = ReadOptions()) -> Reading:  # noqa: B008 (frozen)
    """Read a text file in any encoding; "text/markdown" without its marks. Raises E004 if it holds no text."""
    text, _ = decode(source.data)
    if source.media_type == "text/markdown":
        from pipeline.read.markdown import paragraphs

        return reading(source, list(paragraphs(text)), "markdown", plain=True, origin="text_layer", max_pages=options.max_pages)
    return reading(source, list(_paragraphs(text)), "text", plain=True, origin="text_layer", max_pages=options.max_pages)


def _paragraphs(text: str) -> Iterator[Paragraph]:
    for number, page in enumerate(text.split("\f")):
        for index, line in enumerate(_LINE_ENDS.split(page)):
            yield Paragraph((Run(line),), page_break=bool(number) and index == 0)


def lines(text: str) -> list[str]:
    """The lines of a text, whatever ends them; control characters that are letters of VISCII end none."""
    return _LINE_ENDS.split(text)
