"""The two columns at the foot of a letter: whom copies go to on the left, who signed on the right.

A reader may give a line of print that runs through both ("- UBND tỉnh (b/c);      KT. GIÁM ĐỐC"). It is parted where
the page leaves a gap, and in plain text at a run of blanks or at what only a signature block prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

import msgspec
from msgspec import structs

from extractors.folding import fold
from extractors.people import UPPER, distance, find_name
from extractors.positions import find_marks, find_title
from schemas.fields import Box
from schemas.letter import Letter, ZonedLine
from schemas.reading import Word

_WIDE_BLANK = re.compile(r"[ \u00a0]{3,}|\t+[ \u00a0]*")
_LONGEST_LINE = 400
"""No line of a foot has so many characters: what has is looked at no further, so that the cost stays linear."""
_END_OF_ITEM = re.compile(r"[;.]\s|\)\s|:\s")


class Segment(msgspec.Struct, frozen=True, gc=False):
    """A piece of a line: characters [start, end) of the letter's text. `box` in points, None without geometry.

    `row` is the offset of its line, `column` its own place in that line, in characters: the geometry of plain text.
    `indented` says that nothing but blanks stands before it. `rivals` are other readings of the whole text.
    """

    text: str
    start: int
    end: int
    page: int
    box: Box | None
    confidence: float
    row: int = 0
    column: int = 0
    indented: bool = False
    rivals: tuple[str, ...] = ()

    @property
    def centre(self) -> float:
        """Middle between its left and right edges: points, or characters in plain text."""
        return (self.box[0] + self.box[2]) / 2 if self.box else self.column + len(self.text) / 2

    @property
    def middle(self) -> float:
        """Height of the segment's middle on its page, 0 without geometry."""
        return (self.box[1] + self.box[3]) / 2 if self.box else 0.0


def segment(line: ZonedLine, start: int, end: int) -> Segment:
    """Characters [start, end) of the line, blanks at the ends left out."""
    text = line.text[start:end]
    start += len(text) - len(text.lstrip())
    end -= len(text) - len(text.rstrip())
    words = [w for w in line.line.words if w.start < end and w.end > start]
    boxes = [w.box for w in words if w.box]
    box = line.line.box
    if boxes:
        x0, y0, x1, y1 = zip(*boxes, strict=True)
        box = (min(x0), min(y0), max(x1), max(y1))
    indented = start > 0 and not line.text[:start].strip()
    sure = min((w.confidence for w in words), default=line.line.confidence)
    return Segment(
        line.text[start:end],
        line.start + start,
        line.start + end,
        line.page,
        box,
        sure,
        line.start,
        start,
        indented,
        _rivals(line.text, start, end, words),
    )


def _rivals(text: str, start: int, end: int, words: list[Word]) -> tuple[str, ...]:
    """The text with one word, or one run of words that were read as one, replaced by its other reading; at most four."""
    readings: list[str] = []
    at = 0
    while at < len(words) and len(readings) < 4:
        stop = at + 1
        for rival in words[at].rivals[:1]:
            while stop < len(words) and rival in words[stop].rivals:
                stop += 1
            readings.append(text[start : words[at].start] + rival + text[words[stop - 1].end : end])
        at = stop
    return tuple(readings)


@lru_cache(maxsize=2)  # recipients of copies and signers both ask for the letter's
def foot_columns(letter: Letter) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """The left and the right column of the letter's foot, each from top to bottom."""
    left: list[Segment] = []
    right: list[Segment] = []
    edges = _edges(letter.zone("copies"))
    before: ZonedLine | None = None
    for line in letter.zone("copies", "signature"):
        cut = _cut(line, edges.get(line.page)) if line.zone == "copies" else 0
        left.append(segment(line, 0, cut))
        beside = _beside(line, cut)
        if before is not None and _parted(before, line):
            beside = [structs.replace(one, column=one.column + len(before.text), row=before.start) for one in beside]
        right += beside
        before = line
    return _ordered(left), _ordered(right)


def _parted(before: ZonedLine, line: ZonedLine) -> bool:
    """Whether two lines of plain text were one line of print, parted at its blanks."""
    return before.line.box is None and line.line.box is None and before.page == line.page and before.text.endswith("    ")


def _beside(line: ZonedLine, start: int) -> list[Segment]:
    """What stands next to each other in the right column or across the page, where two sign side by side."""
    if line.line.words:
        cuts = [
            two.start
            for one, two in pairwise(line.line.words)
            if two.start > start and one.box and two.box and two.box[0] - one.box[2] > max(24.0, 1.8 * (two.box[3] - two.box[1]))
        ]
    else:
        lead = len(line.text) - len(line.text[start:].lstrip())
        blanks = _WIDE_BLANK.finditer(line.text, lead) if _may_be_wide(line.text) else ()
        cuts = [blank.end() for blank in blanks if blank.end() < len(line.text)]
    ends = [start, *cuts, len(line.text)]
    return [segment(line, lo, hi) for lo, hi in pairwise(ends)]


def _may_be_wide(text: str) -> bool:
    """Whether a text holds what a wide blank begins with: most lines do not, and finding that out is quick."""
    return "   " in text or "\t" in text or "\u00a0" in text


def _ordered(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Those with text, by page and height; segments of one row (middles within half a line) from left to right."""
    kept = [one for one in segments if one.text]
    if any(one.box is None for one in kept):
        return tuple(kept)
    return tuple(sorted(kept, key=lambda one: (one.page, one.middle)))


def _edges(lines: Iterable[ZonedLine]) -> dict[int, float]:
    """Page → where its right column may begin, in points: two fifths of the way from the left column's edge."""
    edges: dict[int, float] = {}
    by_page: dict[int, list[Box]] = {}
    for line in lines:
        if line.line.box:
            by_page.setdefault(line.page, []).append(line.line.box)
    for page, boxes in by_page.items():
        left = sorted(box[0] for box in boxes)[len(boxes) // 2]
        edges[page] = left + 0.4 * max(max(box[2] for box in boxes) - left, 300.0)
    return edges


def _cut(line: ZonedLine, edge: float | None) -> int:
    """Where in the line's text the right column begins; its length where the line is of the left column alone."""
    at = _gap(line, edge) if edge is not None and line.line.words else _blank(line.text)
    return at if at is not None else _signature_words(line.text)


def _gap(line: ZonedLine, edge: float) -> int | None:
    """The start of the word behind the widest gap, if it stands right of `edge` and the gap is wider than the line is high."""
    best, at = 0.0, None
    words = [w for w in line.line.words if w.box]
    for one, two in pairwise(words):
        if one.box is None or two.box is None:
            continue
        gap, height = two.box[0] - one.box[2], two.box[3] - two.box[1]
        if two.box[0] > edge and gap > max(10.0, 1.2 * min(height, 14.0)) and gap > best:
            best, at = gap, two.start
    return at


def _blank(text: str) -> int | None:
    lead = len(text) - len(text.lstrip())
    found = _WIDE_BLANK.search(text, lead) if _may_be_wide(text) else None
    return found.end() if found and found.end() < len(text) else None


def _signature_words(text: str) -> int:
    """Where words of a signature block begin behind the end of an item; the text's length if there are none."""
    if text.rstrip()[-1:] in (";", ",", ":"):
        return len(text)  # the line ends with its item
    if len(text) > _LONGEST_LINE:
        return len(text)
    for end in _END_OF_ITEM.finditer(text):
        rest = text[end.end() :]
        marks = find_marks(rest)
        if marks and marks[0].start <= 6:
            return end.end() + marks[0].start
        if not end.group().startswith(":") and _only_signature(rest):
            return end.end()
        letters = [c for c in rest if c.isalpha()]
        title = find_title(rest) if len(letters) >= 6 and sum(c.isupper() for c in letters) * 10 >= len(letters) * 8 else None
        if title and title.start <= 4:
            return end.end() + title.start
    last = _LAST_CAPITALS.search(text)
    words = find_title(last.group(1), fuzzy=False) if last else None
    if last and words and words.start == 0 and not text[: last.start()].isupper():
        return last.start(1)
    tail = re.search(r"[\s_—-]+(?=[^\W\d_]{6,}[\s\W]*$)", text)
    if tail and text[tail.end() :].isupper() and fold(text).lstrip(" -~_").startswith("luu") and find_title(text[tail.end() :]):
        return tail.end()
    return len(text)


def _only_signature(rest: str) -> bool:
    """Whether the text behind an item is a person's name alone, or words in capitals that are no abbreviations."""
    name = find_name(rest, strict=True)
    if name and len(name.value.split()) >= 3 and name.start <= 1 and name.end >= len(rest.rstrip(" .")) - 1:
        return True
    plain = all(c.isupper() or c in " -,&" for c in rest.strip())
    return plain and any(c not in "ĐđÐð" and fold(c) != c.lower() for c in rest) and rest.strip()[:1].isalpha()


_LAST_CAPITALS = re.compile(rf"(?<=\S)\s[_—|~]{{0,4}}((?:[{UPPER}]+ ){{1,6}}[{UPPER}]+)\s*$")
_HEADING = re.compile(r"[\W_]*([a-z0-9]{1,4} ?[a-z]{3,7})(?![a-z])\s*([:;.>,-]*)\s*")
_ARCHIVE_FUZZY = re.compile(r"[\W_]*l\w{1,3}\s*:\s*v[tp]\b")
_ARCHIVE_BEHIND = re.compile(r"[\W_]*\w{1,2}[^\w\s]?\sluu\s*:\s*v[tp]\b")
"""Strokes that stand where the bullet should ("t« Lưu: VT")."""
_ARCHIVE_JOINED = re.compile(r"[\W_]*L[uưUƯ]{2}[A-ZĐ]")
ARCHIVE = re.compile(r"[\W_]*l[uưo][uư]\s*(?:[:;.,]|tai\b|(?=v[tp]\b|vt|van|h[os]\b|p\.|tt|dt|[a-z]{2,5}[\s,.&+]))")


@lru_cache(maxsize=256)
def copies_heading(text: str) -> int | None:
    """Where the heading "Nơi nhận:" of a line ends, two wrong letters allowed; None where the line is no such heading."""
    folded = fold(text)
    found = _HEADING.match(folded) if "inh" in folded.replace(" ", "") else None
    read = found.group(1).replace(" ", "") if found else ""
    if not found or "inh" not in read or distance(read, "noinhan", 2) > 2:
        return None
    rest = text[found.end() :]
    begins = next((c for c in rest if c.isalnum()), "")
    named = ":" in found.group(2) or not begins or not begins.islower() or folded[found.end() :].startswith("nhu")
    return found.end() if named else None


def is_archive(text: str) -> bool:
    """Whether a line of the left column says where the letter is kept ("Lưu: VT, …")."""
    folded = fold(text)
    if ("luu" in folded or "lou" in folded) and (ARCHIVE.match(folded) or _ARCHIVE_JOINED.match(text)):
        return True
    return ":" in folded and (_ARCHIVE_FUZZY.match(folded) or _ARCHIVE_BEHIND.match(folded)) is not None
