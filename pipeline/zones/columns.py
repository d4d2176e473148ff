"""Cuts lines that run through both columns of the head or the foot into their two parts.

A cut replaces one blank of the page's text by a line end, so that every offset into the text stays what it was.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.folding import fold
from pipeline.zones.forms import is_addressees, is_motto, is_stamp
from schemas.fields import Box
from schemas.reading import Line, Page, Reading, Word

_HEAD_LINES = 24  # the head is over well before this many lines of the first page
_FOOT_LINES = 30  # nor is a foot longer
_RIGHT_PHRASE = re.compile(
    r"(?<!nuoc) (?=c\w{1,2}ng h\w{1,3} x\w{1,2} h\w{1,2}|\w{1,2}[oe]c l[aeo]p\W{0,4}t|dang c\w{1,2}ng san v)"
)
_STAMPED = re.compile(r"(?<=dien tu chinh ph[ui]) | (?=ve viec [a-z])")
_DAY = re.compile(r"n\w?[gq]\w?[ay]\w{0,2}.{0,16}?t\w?ha?n?g?|\bng\w{1,2}\W{0,3}\d{1,2}\W{1,3}th")
_PLACE_WORD = re.compile(r"(?:[A-ZĐÐÀ-Ỹ][^\W\d_]*[,.]?|[Tt][Pp]\.?|T\.P\.?|-|–|phố|tỉnh)$")
_WIDE = re.compile(r"(?<=[^\s:]) {4,80}(?=[A-ZĐÀ-Ỹ\-=*_][^\s/])")  # columns typed with blanks
_SIGN_MARK = re.compile(r" (?=(?:tm|kt|tl|tuq|t/m|k/t|t/l|q)[./] ?[a-z])")


def _right_phrase(folded: str) -> re.Match[str] | None:
    """Where the right column's set phrase begins; each of them holds one of three strings, which most lines do not."""
    held = "ng h" in folded or "c l" in folded or "ng san v" in folded
    return _RIGHT_PHRASE.search(folded) if held else None


def split_columns(reading: Reading) -> Reading:
    """The reading with the head's and the foot's merged lines cut; the texts keep their length."""
    pages, foot = [], 0
    for index, page in enumerate(reading.pages):
        lines: list[Line] = []
        if index == 0:
            lines, rest = _cut_head(page)
            lines = _joined(lines)
        else:
            rest = page.lines
        for line in rest:
            foot = _FOOT_LINES if _opens_foot(line) else max(foot - 1, 0)
            foot = 0 if foot and is_motto(fold(line.text)) else foot
            cut = _foot_cut(line, page) if foot else None
            lines += [line] if cut is None else _cut(line, cut)
        pages.append(replace(page, lines=tuple(lines)))
    return reading.with_pages(tuple(pages))


def _opens_foot(line: Line) -> bool:
    start = line.text[:24].lstrip(" .-_")
    return start[:1] in ("N", "n") and fold(start).startswith("noi nhan")


def _cut_head(page: Page) -> tuple[list[Line], tuple[Line, ...]]:
    """The head's lines, cut, and the page's other lines."""
    lines: list[Line] = []
    motto = False
    floor = _floor(page)
    for number, line in enumerate(page.lines):
        folded = fold(line.text)
        motto = motto or _right_phrase(folded) is not None or is_motto(folded)
        below = line.box[1] >= floor if line.box else is_addressees(folded) or _is_full(line, page)
        if number >= _HEAD_LINES or (below and line.box is None):
            return lines, page.lines[number:]
        cut = None if below else _head_cut(line, page, motto)
        lines += [line] if cut is None else _cut(line, cut)
    return lines, ()


_OPEN = re.compile(r"(?:^\W{0,3}s[o6]|\bngay|\bthang|\bso)\W{0,3}$")
_REST = re.compile(r"^\W{0,2}(?:[/\-–] ?[a-z0-9]|[0-9]{1,5} ?[/\-–]|[0-9]{1,2}$|thang\b|nam\b)")


def _joined(lines: list[Line]) -> list[Line]:
    """The lines with what a blank number or day parted made one again: "Số:" and "/QĐ-UBND", "…, ngày" and "tháng 5"."""
    joined: list[Line] = []
    for line in lines:
        if joined and (_fills_blank(joined[-1], line) or _is_wrapped_year(joined[-1], line)):
            joined[-1] = _join(joined[-1], line)
        else:
            joined.append(line)
    return joined


def _fills_blank(one: Line, two: Line) -> bool:
    return _in_row(one, two) and _OPEN.search(fold(one.text)) is not None and _REST.match(fold(two.text)) is not None


def _is_wrapped_year(one: Line, two: Line) -> bool:
    """ "…, ngày 30 tháng 12 năm" and, below it, "2022"."""
    text = two.text.strip()
    return len(text) == 4 and text.isdigit() and re.search(r"ngay .{0,24}nam$", fold(one.text).rstrip()) is not None


def _in_row(one: Line, two: Line) -> bool:
    if one.box is None or two.box is None:
        return one.cell == two.cell
    return two.box[0] >= one.box[2] - 2 and abs(one.box[3] - two.box[3]) < 0.5 * (one.box[3] - one.box[1])


def _join(one: Line, two: Line) -> Line:
    """Two lines as one: a blank takes the line end's place."""
    shift = len(one.text) + 1
    words = tuple(replace(w, start=w.start + shift, end=w.end + shift) for w in two.words)
    hand = tuple((a + shift, b + shift) for a, b in two.handwritten)
    box = None
    if one.box and two.box:
        box = (one.box[0], min(one.box[1], two.box[1]), two.box[2], max(one.box[3], two.box[3]))
    sure = min(one.confidence, two.confidence)
    return replace(
        one, text=f"{one.text} {two.text}", box=box, confidence=sure, words=one.words + words, handwritten=one.handwritten + hand
    )


def _floor(page: Page) -> float:
    """The height, in points, where the head ends: at the first running text or "Kính gửi"."""
    ends = (line.box[1] for line in page.lines if line.box and (is_addressees(fold(line.text)) or _is_full(line, page)))
    return min(ends, default=float("inf"))


def _is_full(line: Line, page: Page) -> bool:
    """Running text across the page: the head is over."""
    text = line.text
    long = len(text) > 55 and sum(map(str.islower, text)) > 0.6 * sum(map(str.isalpha, text))
    return long and _place_cut(line) is None and _gap_cut(line, page) is None and _right_phrase(fold(text)) is None


def _head_cut(line: Line, page: Page, motto: bool) -> int | None:
    folded = fold(line.text)
    match = _right_phrase(folded) or (_STAMPED.search(folded) if is_stamp(folded) else None)
    if match and match.start() > 1 and not _names_party(line.text[match.end() :]):
        return match.start()
    wide = _WIDE.search(line.text) if line.box is None else None
    if wide and len(line.text[: wide.start()].strip(" .:")) > 2:
        return wide.end() - 1
    place = _place_cut(line)
    return place if place is not None or not motto else _gap_cut(line, page)


def _names_party(text: str) -> bool:
    """Whether the Party is named in running text ("Điều lệ Đảng Cộng sản Việt Nam;"), not in the capitals of a head."""
    letters = [c for c in text if c.isalpha()]
    return fold(text).startswith("dang") and sum(c.isupper() for c in letters) < 0.5 * len(letters)


def _place_cut(line: Line) -> int | None:
    """Before the place name of "Số: 12/QĐ-UBND Hà Nội, ngày …"."""
    match = _DAY.search(fold(line.text))
    if match is None or match.start() < 6:
        return None
    left = line.text[: match.start()].rstrip()
    words = [(m.start(), m.group()) for m in re.finditer(r"\S+", left)]
    at = None
    for start, word in reversed(words[-7:]):
        if not _PLACE_WORD.match(word) or (word.isupper() and len(word.strip(".,")) > 2):
            break
        at = start
    head = line.text[:at].strip() if at else ""
    if at is None or not re.search(r"\d|/|^\W*[Ss]\w?\w?\s?[:.]", head):
        return None
    return at - 1 if line.text[at - 1].isspace() else None


def _gap_cut(line: Line, page: Page, least: float = 0.05) -> int | None:
    """The widest blank between words, where it parts left column from right; None without boxes."""
    if not page.width or len(line.words) < 2:
        return None
    best, at = least * page.width, None
    for one, two in zip(line.words, line.words[1:], strict=False):
        if one.box and two.box and two.box[0] - one.box[2] > best and two.box[0] > 0.36 * page.width:
            best, at = two.box[0] - one.box[2], two.start - 1
    return at


def _foot_cut(line: Line, page: Page) -> int | None:
    match = _SIGN_MARK.search(fold(line.text))
    if match and match.start() > 1:
        return match.start()
    return None if line.cell else _gap_cut(line, page)


def _cut(line: Line, at: int) -> list[Line]:
    """The line cut at the blank `at`."""
    left = _part(line, 0, at)
    return [left, _part(line, at + 1, len(line.text))]


def _part(line: Line, start: int, end: int) -> Line:
    words = tuple(
        Word(max(w.start - start, 0), min(w.end, end) - start, w.box, w.confidence, w.rivals)
        for w in line.words
        if w.start < end and w.end > start
    )
    hand = tuple((max(a - start, 0), min(b, end) - start) for a, b in line.handwritten if a < end and b > start)
    confidence = sum(w.confidence for w in words) / len(words) if words else line.confidence
    return replace(line, text=line.text[start:end], box=_box(line, words), confidence=confidence, words=words, handwritten=hand)


def _box(line: Line, words: tuple[Word, ...]) -> Box | None:
    boxes = [w.box for w in words if w.box]
    if not boxes:
        return line.box
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return (min(x0), min(y0), max(x1), max(y1))
