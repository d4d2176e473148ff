"""Word 97-2003 and Word 6/95 binary files (.doc) → Reading, without any office program.

Body, footnotes, text boxes where they are anchored, headers and footers last (first, where the letter head stands in
one); a document that holds only pictures of pages is read from them.

Raises CongvanError: E003 encrypted, E004 damaged, E002 another kind of compound file.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from pipeline.read.flow import Paragraph, reading
from pipeline.read.office.doclists import lists
from pipeline.read.office.docwalk import Formats, Walker
from pipeline.read.office.fib import WordFile, open_word
from pipeline.read.office.fkp import character_stretches, paragraph_stretches
from pipeline.read.office.margins import around
from pipeline.read.office.pictures import embedded, from_pictures, says_little
from pipeline.read.office.sprm import sprms
from pipeline.read.office.stylesheet import fonts, styles
from pipeline.read.office.word6 import sprms6
from pipeline.read.options import ReadOptions
from schemas.errors import CongvanError
from schemas.reading import Reading, Source

_BODY, _NOTES, _HEADERS, _MACROS, _ANNOTATIONS, _ENDNOTES, _BOXES = range(7)
_SEPARATORS, _STORIES = 6, 6
_SECTION_BREAK, _CONTINUOUS = 0x3009, 0


def read_doc(source: Source, options: ReadOptions = ReadOptions()) -> Reading:  # noqa: B008 (frozen)
    """Read a .doc file."""
    word = open_word(source.data, source.name)
    try:
        paragraphs = _paragraphs(word)
        pictures = list(embedded(word.data)) if says_little(paragraphs) else []
        scanned = from_pictures(source, pictures, options)
        return scanned or reading(source, paragraphs, "word97" if word.modern else "word6", max_pages=options.max_pages)
    except (struct.error, IndexError) as error:
        raise CongvanError("E004", f"{source.name}: {error}") from error


def _paragraphs(word: WordFile) -> list[Paragraph]:
    parse = sprms if word.modern else sprms6
    formats = Formats(
        character_stretches(word), paragraph_stretches(word), styles(word, parse), fonts(word), lists(word), _continuous(word)
    )
    walker = Walker(word, formats)
    body = list(walker.walk(0, word.counts[_BODY]))
    boxed = _with_boxes(word, formats, body)
    notes = [p for part in (_NOTES, _ENDNOTES) for _, p in walker.walk(*_extent(word, part))]
    return around(boxed + notes, _stories(word, formats))


def _extent(word: WordFile, part: int) -> tuple[int, int]:
    start = sum(word.counts[:part])
    return start, start + max(word.counts[part], 0)


def _continuous(word: WordFile) -> frozenset[int]:
    """The section marks after which the next section goes on upon the same page."""
    table = word.part("sections")
    count = (len(table) - 4) // 16
    if not word.modern or count < 2:
        return frozenset()
    ends = struct.unpack_from(f"<{count + 1}I", table, 0)
    kinds = [_break(word, struct.unpack_from("<I", table, 4 * (count + 1) + 12 * i + 2)[0]) for i in range(count)]
    return frozenset(end - 1 for end, kind in zip(ends[1:], kinds[1:], strict=False) if kind == _CONTINUOUS)


def _break(word: WordFile, at: int) -> int:
    if not 0 < at < len(word.main) - 2:
        return 2
    (size,) = struct.unpack_from("<H", word.main, at)
    found = dict(sprms(word.main[at + 2 : at + 2 + size]))
    return found.get(_SECTION_BREAK, b"\x02")[0]


def _stories(word: WordFile, formats: Formats) -> list[tuple[bool, list[Paragraph]]]:
    """Headers (True) and footers (False), each once."""
    table = word.part("stories")
    start, end = _extent(word, _HEADERS)
    if not word.modern or len(table) < 8 or end <= start:
        return []
    cuts = struct.unpack_from(f"<{len(table) // 4}I", table, 0)
    made, last = [], 0
    for index, (one, two) in enumerate(pairwise(cuts)):
        kind = (index - _SEPARATORS) % _STORIES  # even, odd header; even, odd footer; first header, first footer
        if index >= _SEPARATORS and two > one >= last and start + two <= end:
            last = two
            text = [p for _, p in Walker(word, formats).walk(start + one, start + two)]
            made.append((kind in (0, 1, 4), text))
    return made


def _with_boxes(word: WordFile, formats: Formats, body: list[tuple[int, Paragraph]]) -> list[Paragraph]:
    """The body with each text box's paragraphs behind the paragraph that anchors it."""
    starts = [start for start, _ in body]
    anchored: dict[int, list[Paragraph]] = {}
    for anchor, one, two in _boxes(word):
        text = [p for _, p in Walker(word, formats).walk(one, two)]
        anchored.setdefault(bisect_right(starts, anchor) - 1, []).extend(text)
    return [p for index, (_, paragraph) in enumerate(body) for p in (paragraph, *anchored.get(index, ()))]


def _boxes(word: WordFile) -> Iterator[tuple[int, int, int]]:
    """(anchor, start, end) of each text box, in the order of their anchors; a box in a group stands at the end."""
    table, shapes = word.part("boxes"), word.part("shapes")
    start, _ = _extent(word, _BOXES)
    count = (len(table) - 4) // 26
    if not word.modern or count < 1 or word.counts[_BOXES] <= 0:
        return
    anchors = _anchors(shapes)
    cuts = struct.unpack_from(f"<{count + 1}I", table, 0)
    last = 0
    for index in range(count):
        (shape,) = struct.unpack_from("<I", table, 4 * (count + 1) + 22 * index + 14)
        if shape and cuts[index + 1] > cuts[index] >= last:
            last = cuts[index + 1]
            yield anchors.get(shape, word.counts[_BODY]), start + cuts[index], start + last


def _anchors(shapes: bytes) -> dict[int, int]:
    count = (len(shapes) - 4) // 30
    if count < 1:
        return {}
    places = struct.unpack_from(f"<{count}I", shapes, 0)
    ids = [struct.unpack_from("<I", shapes, 4 * (count + 1) + 26 * index)[0] for index in range(count)]
    return dict(zip(ids, places, strict=True))
