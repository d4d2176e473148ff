"""A signature block gathered from its lines: marks and titles one under the other, and the name that closes it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from extractors.columns import Segment, foot_columns
from extractors.folding import fold
from extractors.people import PersonName, distance, find_name, loose_name, strip_honorifics
from extractors.positions import (
    Authority,
    Title,
    damaged_mark,
    deputy_of,
    find_body,
    find_marks,
    find_tail,
    find_title,
    normal_case,
)
from schemas.fields import Box
from schemas.letter import Letter

_CAPTION = re.compile(
    r"[\W_]*(?:nguoi ky|ky boi|email|co quan\s*:|thoi gian ky|ngay ky|chuc vu|signature|digitally|signed by|date\s*:|so\s*:)"
)
_SIGNED = re.compile(r"[\W_]*(?:da k[yi]\b|ky ten|ky,? ghi|chu ky|ho ten|dong dau)[\W_a-z]{0,40}$")

_SMUDGE = re.compile(r"[\W_]*[^\W_](?:[^\w\s]?[^\W_]){0,2}[^\w\s]{0,2}[.,:;]\s?")
_DAMAGE = 2
"""So many letters of a deputy's title may be wrong under the head's, no more than one in five."""


@dataclass(frozen=True, slots=True)
class Part:
    """A title in the block: the mark before it, what it reads, its letters' place and how many were mended.

    `smudged` says that an unread mark stands before it: a deputy's "KT." by hand, most often.
    """

    mark: str | None
    title: str
    start: int
    end: int
    sure: float
    known: bool
    raw: str
    box: Box | None
    smudged: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One signer as far as read."""

    parts: tuple[Part, ...] = ()
    name: PersonName | None = None
    name_at: tuple[int, int] = (0, 0)
    sure: float = 0.0
    cut: bool = False
    rivals: tuple[str, ...] = ()


def gathered(letter: Letter) -> list[Block]:
    """The blocks of the letter's foot in the order of the page, those of two who sign side by side from left to right."""
    _, right = foot_columns(letter)
    return [block for column in _side_by_side(right) for block in _blocks(letter, _rows(letter, column))]


def _side_by_side(segments: tuple[Segment, ...]) -> list[list[Segment]]:
    """The segments in columns where two sign next to each other (names or titles in one row), else in one."""
    rows = sorted({one.row for one in segments})
    apart = 100.0 if all(one.box for one in segments) else 16.0
    for sort in (find_name, _titled):
        marked = [one for one in segments if sort(one.text)]
        for one in marked:
            for two in marked:
                if two.centre - one.centre > apart and _one_row(one, two, rows):
                    left = [s for s in segments if s.centre < (one.centre + two.centre) / 2]
                    return [left, [s for s in segments if s not in left]]
    return [list(segments)]


def _titled(text: str) -> bool:
    return bool(find_marks(text) or find_title(text, fuzzy=False))


def _one_row(one: Segment, two: Segment, rows: list[int]) -> bool:
    if one.box and two.box:
        return one.page == two.page and abs(one.middle - two.middle) < 12
    indented = one.indented and two.indented
    return one.row == two.row or (indented and abs(rows.index(one.row) - rows.index(two.row)) < 2)


def _rows(letter: Letter, segments: list[Segment]) -> list[Segment]:
    """The segments with the pieces of one row joined, where they follow each other in the letter's text."""
    rows: list[Segment] = []
    for one in segments:
        last = rows[-1] if rows else None
        near = last and last.box and one.box and last.page == one.page and abs(last.middle - one.middle) < 6
        if last and near and last.box and one.box and one.start - last.end <= 2 and -3 < one.box[0] - last.box[2] < 14:
            box = (last.box[0], min(last.box[1], one.box[1]), one.box[2], max(last.box[3], one.box[3]))
            text = letter.text[last.start : one.end].replace("\n", " ")
            rows[-1] = Segment(text, last.start, one.end, one.page, box, min(last.confidence, one.confidence))
        else:
            rows.append(one)
    return rows


def _blocks(letter: Letter, segments: list[Segment]) -> list[Block]:
    """Titles gather until a name closes the block."""
    blocks, now = [], Block()
    segments = _read_once([one for one in segments if any(c.isalpha() for c in one.text)])
    middle = _middle(segments)
    for one in segments:
        folded = fold(one.text)
        if _CAPTION.match(folded) or _SIGNED.match(folded):
            continue
        parts = _parts(one, now, middle.get(one.page))
        if parts is not None:
            now = replace(now, parts=parts)
            continue
        name = _best_name(one) or (loose_name(one.text) if now.parts else None)
        if name and not (one.text.isupper() and now.parts and _below(one, now.parts[-1].box) and one.box):
            at = (one.start + name.start, one.start + name.end)
            before = one.text[: name.start]
            cut = bool(before.strip()) and strip_honorifics(before + " ") < name.start
            blocks.append(replace(now, name=name, name_at=at, sure=one.confidence, cut=cut, rivals=one.rivals))
            now = Block()
    return [*blocks, now] if now.parts else blocks


def _read_once(segments: list[Segment]) -> list[Segment]:
    """Without the end of a title that a scanner read a second time, in the same place ("PHÓ GIÁM ĐỐC" and "GIÁM ĐỐC")."""
    return [one for one in segments if not any(one is not other and _again(one, other) for other in segments)]


def _again(one: Segment, whole: Segment) -> bool:
    if one.box is None or whole.box is None or one.page != whole.page or len(one.text) >= len(whole.text):
        return False
    if not fold(whole.text).endswith(" " + fold(one.text)):
        return False
    (left, top, right, bottom), (x0, y0, x1, y1) = one.box, whole.box
    return left > x0 - 4 and right < x1 + 4 and min(bottom, y1) - max(top, y0) > 0.45 * (bottom - top)


def _best_name(one: Segment) -> PersonName | None:
    """The name in the segment; of several readings the one with a surname as it is spelt, if it adds a word."""
    name = find_name(one.text)
    if name and name.certainty >= 0.9 and len(name.value.split()) > 2:
        return name
    others = [other for text in one.rivals if (other := find_name(text)) and len(other.value.split()) > 2]
    if not others or (name and len(name.value.split()) > 2 and max(other.certainty for other in others) <= name.certainty):
        return name
    best = max(others, key=lambda other: other.certainty)
    return replace(best, start=0, end=len(one.text), certainty=min(best.certainty, 0.8), corrected=True)


def _middle(segments: Iterable[Segment]) -> dict[int, float]:
    """Page → the middle line of the signature block in points, taken from the name, which no seal's edge cuts."""
    named = [one for one in segments if one.box and find_name(one.text)]
    return {one.page: (one.box[0] + one.box[2]) / 2 for one in named if one.box}


def _parts(one: Segment, now: Block, middle: float | None) -> tuple[Part, ...] | None:
    """The block's parts with those of this segment; None if it has none."""
    marks = find_marks(one.text)
    marked = _marked(one, marks) if marks else []
    if marked:
        return (*now.parts, *marked)
    title = find_title(one.text)
    if title and (title.wrong or (now.parts and title.value == now.parts[-1].title)):
        title = _deputy_left(one, now) or title
    if title:
        before = one.text[: title.start]
        mark = damaged_mark(before) if one.text.isupper() else None
        return (*now.parts, replace(_part(one, mark, title, 0), smudged=mark is None and _SMUDGE.fullmatch(before) is not None))
    if now.parts and now.parts[-1].title.startswith("Phó ") and fold(one.text).strip(" .-–_") == "thuong truc":
        last = now.parts[-1]  # "PHÓ CHỦ TỊCH / THƯỜNG TRỰC"
        return (*now.parts[:-1], replace(last, title=f"{last.title} Thường trực", end=one.end, box=one.box))
    tail = _deputy_left(one, now)
    if tail is None and now.parts and len(now.parts[-1].raw) > len(now.parts[-1].title.split(" ")[0]) + 14:
        goes_on = _continued(one, now)
        if goes_on:
            return goes_on
    tail = tail or _tail(one, middle)
    if tail:
        return (*now.parts, _part(one, None, tail, 0))
    return _continued(one, now)


def _continued(one: Segment, now: Block) -> tuple[Part, ...] | None:
    """The block's parts with this segment as the rest of the last title ("TRƯỞNG PHÒNG TỔ CHỨC - / HÀNH CHÍNH")."""
    last = now.parts[-1] if now.parts else None
    plain = all(c.isupper() or c in " -–,&." for c in one.text) and sum(c.isalpha() for c in one.text) >= 2
    if find_name(one.text) and (one.box is None or last is None or not _below(one, last.box)):
        return None
    if last is None or not plain or one.confidence <= 0.5 or not last.known or not _below(one, last.box):
        return None
    raw = f"{last.raw} {one.text}"
    title = find_title(raw, fuzzy=False)
    value = title.value if title and last.mark != "TM." else (find_body(raw) or f"{last.title} {normal_case(one.text)}")
    return (*now.parts[:-1], replace(last, title=value, raw=raw, end=one.end, box=one.box))


def _below(one: Segment, above: Box | None) -> bool:
    """Whether the segment is the next line of print under `above`, in the middle of the same column."""
    if one.box is None or above is None:
        return True
    height = above[3] - above[1]
    centred = abs((one.box[0] + one.box[2]) - (above[0] + above[2])) / 2 < 0.2 * max(above[2] - above[0], 60.0)
    return centred and -height < one.box[1] - above[3] < 0.8 * height


def _deputy_left(one: Segment, now: Block) -> Title | None:
    """The deputy's title of which a seal left a part, under the title of the one signed for."""
    letters = "".join(c for c in fold(one.text) if c.isalnum())
    over = now.parts[-1].title if now.parts and now.parts[-1].mark in (None, "KT.") else ""
    deputy = "Phó Chủ nhiệm" if over == "Bộ trưởng, Chủ nhiệm" else deputy_of(over)
    least = 2 if now.parts and now.parts[-1].smudged else 4
    if deputy is None or len(letters) < least or not one.text.isupper():
        return None
    whole = "".join(c for c in fold(deputy) if c.isalnum())
    if least == 2 and len(letters) < 4 and not whole.endswith(letters):
        return None
    read = letters in whole or distance(letters, whole, _DAMAGE) <= min(_DAMAGE, len(whole) // 5)
    return Title(deputy, 0, len(one.text), 1) if read else None


def _tail(one: Segment, middle: float | None) -> Title | None:
    """The title of which a seal left the end: the one as wide as the block's middle line asks, else the shortest."""
    tails = [title for title in find_tail(one.text) if len(title.value.split()) <= 4]
    if not tails or find_name(one.text):
        return None
    printed = sum(c.isalnum() for c in one.text)
    whole = next((title for title in tails if sum(c.isalpha() for c in title.value) == printed), None)
    if whole:
        return whole
    if one.box is None or middle is None or one.box[2] <= middle:
        return tails[0]
    letter = (one.box[2] - one.box[0]) / len(one.text)
    length = 2 * (one.box[2] - middle) / letter
    return min(tails, key=lambda title: abs(len(title.value) - length))


_RAW = 400
"""Characters behind a title that are kept: how far its line goes on tells whether more than the title was printed."""


def _part(one: Segment, mark: str | None, title: Title, offset: int) -> Part:
    start, end = one.start + offset + title.start, one.start + offset + title.end
    raw = one.text[offset + title.start : offset + title.start + _RAW]
    return Part(mark, title.value, start, end, one.confidence, title.wrong == 0, raw, one.box)


def _marked(one: Segment, marks: tuple[Authority, ...]) -> list[Part]:
    """A part for each mark of the segment, with the title up to the next mark."""
    parts = []
    ends = [*(mark.start for mark in marks[1:]), len(one.text)]
    for mark, end in zip(marks, ends, strict=True):
        text = one.text[mark.end : end]
        if sum(c.isalpha() for c in text) < (3 if mark.mark == "TM." else 5):
            continue
        title = find_title(text)
        body = find_body(text) if mark.mark == "TM." else None
        if body or title is None:
            value = body or normal_case(" ".join(text.split()).strip(" .,:;|-"))
            title = Title(value, 0, len(text.rstrip()), 0 if body else 1)
        parts.append(_part(one, mark.mark, title, mark.end))
    return parts
