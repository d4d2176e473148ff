"""Repairing a reading: every page judged, damaged ones mended, with a way back.

Offsets of words and of handwriting follow the text; `Page.raw` keeps the page as it was read and `Page.repairs` says,
for each change, where it stands in the new text and what was there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.repair.forms import Edit
from pipeline.repair.gate import judge
from pipeline.repair.mend import Manner, mend
from pipeline.repair.model import available, model
from pipeline.repair.related import NOTHING, Related, related
from pipeline.repair.text import manner_of
from schemas.reading import Line, Page, Reading, Word
from schemas.record import Notice, Repair
from schemas.repairs import composed

DOUBTFUL = 0.6


def repair(reading: Reading, known: Sequence[str] = ()) -> Reading:
    """The reading with its damaged pages repaired; the same object where nothing needed it."""
    if not available():
        return reading
    groups: dict[Manner, list[int]] = {}
    for i, page in enumerate(reading.pages):
        manner = manner_of(judge(page.text))
        if manner and (manner != "single" or page.source == "ocr"):
            groups.setdefault(manner, []).append(i)
    lent = related(model(), known) if groups else NOTHING
    by_page: dict[int, dict[int, list[Edit]]] = {}
    left: Counter[int] = Counter()
    for manner, numbers in groups.items():
        collect(reading, numbers, (manner, lent), by_page, left)
    if not by_page and not left:
        return reading
    pages = tuple(mended_page(page, by_page[i]) if i in by_page else page for i, page in enumerate(reading.pages))
    return replace(reading, pages=pages, warnings=(*reading.warnings, *notices(pages, by_page, left)))


def collect(
    reading: Reading,
    numbers: list[int],
    how: tuple[Manner, Related],
    by_page: dict[int, dict[int, list[Edit]]],
    left: Counter[int],
) -> None:
    """Edits of pages repaired in one manner, with what related letters lend, as one document; handwriting is left alone."""
    lines = [line.text for i in numbers for line in reading.pages[i].lines]
    owners = [(i, n) for i in numbers for n in range(len(reading.pages[i].lines))]
    mended = mend(lines, *how)
    left.update(owners[edit.line][0] for edit in mended.left)
    for edit in mended.edits:
        page, line = owners[edit.line]
        if not any(a < edit.end and edit.start < b for a, b in reading.pages[page].lines[line].handwritten):
            by_page.setdefault(page, {}).setdefault(line, []).append(edit)


def mended_page(page: Page, edits: dict[int, list[Edit]]) -> Page:
    """The page with its lines' edits made."""
    lines: list[Line] = []
    repairs: list[Repair] = []
    base = 0
    for number, line in enumerate(page.lines):
        own = edits.get(number, [])
        new, places = mended_line(line, own)
        repairs.extend(
            Repair(base + place, base + place + len(edit.after), line.text[edit.start : edit.end], edit.after, edit.confidence)
            for edit, place in zip(own, places, strict=True)
        )
        lines.append(new)
        base += len(new.text) + 1
    raw = page.text if page.raw is None else page.raw
    return replace(page, lines=tuple(lines), source="repaired", raw=raw, repairs=composed(page.repairs, repairs))


def mended_line(line: Line, edits: list[Edit]) -> tuple[Line, list[int]]:
    """The line with its edits made, and where each edit's text begins in it."""
    if not edits:
        return line, []
    text, places, at = "", [], 0
    for edit in edits:
        text += line.text[at : edit.start]
        places.append(len(text))
        text += edit.after
        at = edit.end
    text += line.text[at:]
    words = tuple(piece for word in line.words for piece in moved_word(word, edits, places, text))
    written = tuple((moved(a, edits, places, False), moved(b, edits, places, True)) for a, b in line.handwritten)
    return replace(line, text=text, words=words, handwritten=written), places


def moved(offset: int, edits: list[Edit], places: list[int], ends: bool) -> int:
    """Where an offset of the old text lies in the new one; inside an edit, its end for `ends`, else its start."""
    shift = 0
    for edit, place in zip(edits, places, strict=True):
        if offset <= edit.start:
            break
        if offset < edit.end:
            return place + len(edit.after) if ends else place
        shift = place + len(edit.after) - edit.end
    return offset + shift


def moved_word(word: Word, edits: list[Edit], places: list[int], text: str) -> list[Word]:
    """A word in the new text: several where it was split, none where it was taken into the one before."""
    inside = [edit for edit in edits if edit.start < word.end and word.start < edit.end]
    if inside and inside[0].start < word.start:
        return []
    start, end = moved(word.start, edits, places, False), moved(word.end, edits, places, True)
    confidence = min([word.confidence, *(edit.confidence for edit in inside)])
    pieces, at = [], start
    for piece in text[start:end].split(" "):
        if piece:
            pieces.append(replace(word, start=at, end=at + len(piece), confidence=confidence))
        at += len(piece) + 1
    return pieces


def notices(pages: tuple[Page, ...], edits: dict[int, dict[int, list[Edit]]], left: Counter[int]) -> list[Notice]:
    """What a reader of the record should know of the repairs."""
    found = []
    for i, by_line in edits.items():
        own = [edit for line in by_line.values() for edit in line]
        doubtful = sum(edit.confidence < DOUBTFUL for edit in own)
        found.append(Notice("W106", f"Page {pages[i].number}: {len(own)} words repaired, {doubtful} of them doubtful."))
    found.extend(Notice("W107", f"Page {pages[i].number}: {count} words left as read.") for i, count in sorted(left.items()))
    return found
