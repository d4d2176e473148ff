"""Who signed, in what office, and by what authority."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from extractors.columns import Segment, foot_columns
from extractors.folding import fold
from extractors.people import PersonName, find_name, loose_name, strip_honorifics
from extractors.phrases import read_by_ocr
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
from schemas.fields import Box, Candidate, Field, found, missing
from schemas.letter import Letter
from schemas.record import Signer

_CAPTION = re.compile(
    r"[\W_]*(?:nguoi ky|ky boi|email|co quan\s*:|thoi gian ky|ngay ky|chuc vu|signature|digitally|signed by|date\s*:|so\s*:)"
)
_SIGNED_BY = re.compile(r"[\W_]*(?:nguoi ky|ky boi|signed by)\s*:\s*")
_SIGNED = re.compile(r"[\W_]*(?:da k[yi]\b|ky ten|ky,? ghi|chu ky|ho ten|dong dau)[\W_a-z]{0,40}$")

_IN_COUNCIL = re.compile(
    r"(?:pho )?(?:chu tich (?:hoi dong|uy ban|hoi)|chu tich$|truong ban|to truong|truong doan|truong tieu ban)(?! nhan dan)"
)
_IN_AGENCY = re.compile(
    r" (?:so|bo|cuc|tong cuc|chi cuc|vu|vien|phong|ban|benh vien|trung tam|truong|ubnd|uy ban|huyen|tinh|ngan hang) "
)
_SMUDGE = re.compile(r"[\W_]*[^\W_](?:[^\w\s]?[^\W_]){0,2}[^\w\s]{0,2}[.,:;]\s?")
_NAME_LEAST = 0.5
"""A name whose line was read with no more confidence than this is for a person to read: what a seal hides is no name."""
_HEADS = frozenset(
    ("Chủ tịch", "Giám đốc", "Tổng Giám đốc", "Hiệu trưởng", "Viện trưởng", "Cục trưởng", "Thủ tướng", "Thống đốc")
)


@dataclass(frozen=True, slots=True)
class _Part:
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
class _Block:
    """One signer as far as read."""

    parts: tuple[_Part, ...] = ()
    name: PersonName | None = None
    name_at: tuple[int, int] = (0, 0)
    sure: float = 0.0
    cut: bool = False
    rivals: tuple[str, ...] = ()


def signers(letter: Letter) -> tuple[Signer, ...]:
    """The signers in the order of the page; the first is the document's."""
    _, right = foot_columns(letter)
    blocks = [block for column in _side_by_side(right) for block in _blocks(letter, _rows(letter, column))]
    named = [block for block in blocks if block.name] or blocks[:1]
    named = [block for block in named if block.parts] or named  # a name without a title beside one with it: a seal's words
    return tuple(_signer(letter, _captioned(letter, block)) for block in named)


def _captioned(letter: Letter, block: _Block) -> _Block:
    """The block with the name that a person's own digital signature gives, where the block itself has none."""
    if block.name is not None:
        return block
    for line in letter.lines:
        label = _SIGNED_BY.match(fold(line.text))
        name = find_name(line.text[label.end() :], strict=True) if label else None
        if label and name and name.start == 0 and len(name.value.split()) > 2:
            at = line.start + label.end()
            return replace(
                block, name=replace(name, certainty=0.8), name_at=(at + name.start, at + name.end), sure=line.line.confidence
            )
    return block


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


def _blocks(letter: Letter, segments: list[Segment]) -> list[_Block]:
    """Titles gather until a name closes the block."""
    blocks, now = [], _Block()
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
            now = _Block()
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


def _parts(one: Segment, now: _Block, middle: float | None) -> tuple[_Part, ...] | None:
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


def _continued(one: Segment, now: _Block) -> tuple[_Part, ...] | None:
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


def _deputy_left(one: Segment, now: _Block) -> Title | None:
    """The deputy's title of which a seal left a part, under the title of the one signed for."""
    letters = "".join(c for c in fold(one.text) if c.isalnum())
    over = now.parts[-1].title if now.parts and now.parts[-1].mark in (None, "KT.") else ""
    deputy = "Phó Chủ nhiệm" if over == "Bộ trưởng, Chủ nhiệm" else deputy_of(over)
    least = 2 if now.parts and now.parts[-1].smudged else 4
    if deputy is None or len(letters) < least or not one.text.isupper():
        return None
    whole = "".join(c for c in fold(deputy) if c.isalnum())
    if least == 2 and not whole.endswith(letters):
        return None
    return Title(deputy, 0, len(one.text), 1) if letters in whole else None


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


def _part(one: Segment, mark: str | None, title: Title, offset: int) -> _Part:
    start, end = one.start + offset + title.start, one.start + offset + title.end
    raw = one.text[offset + title.start : offset + title.start + _RAW]
    return _Part(mark, title.value, start, end, one.confidence, title.wrong == 0, raw, one.box)


def _marked(one: Segment, marks: tuple[Authority, ...]) -> list[_Part]:
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


def _signer(letter: Letter, block: _Block) -> Signer:
    authority, for_ = _authority(letter, block.parts)
    return Signer(_name(letter, block), _position(letter, block.parts), authority, for_)


def _name(letter: Letter, block: _Block) -> Field[str]:
    if block.name is None:
        return missing("illegible" if read_by_ocr(letter) else "blank_in_source", 0.6, "signers.name")
    spans = letter.span(*block.name_at)
    if read_by_ocr(letter) and block.sure <= _NAME_LEAST:
        names = (block.name.value, *(other.value for text in block.rivals if (other := find_name(text))))
        guesses = tuple(Candidate(name, min(0.45, block.sure), spans) for name in dict.fromkeys(names))
        return Field(None, 0.7, "illegible", "printed", spans, guesses, "signers.name-unsure")
    sure = min(block.name.certainty, 0.55 + 0.45 * block.sure)
    words = block.name.value.split()
    if read_by_ocr(letter) and (words[0] in ("Văn", "Thị") or (len(words) == 2 and block.cut)):
        # "Văn" goes before a given name, and a stroke before two words is what a seal left of the surname
        return Field(None, 0.7, "illegible", "printed", spans, (Candidate(block.name.value, 0.2, spans),), "signers.name-cut")
    if len(words) == 2:
        sure -= 0.15
    return found(block.name.value, spans, sure, "signers.name", "corrected" if block.name.corrected else "printed")


def _chain(parts: tuple[_Part, ...]) -> tuple[list[_Part], _Part | None]:
    """The parts signed for, and the signer's own title (the last without a mark, or with Q.)."""
    own = next((part for part in reversed(parts) if part.mark in (None, "Q.")), None)
    above = parts[-2] if len(parts) > 1 and parts[-1] is own else None
    if above and own and above.mark in (None, "Q.") and _of_council(above, own):
        return list(parts[:-2]), above
    return [part for part in parts if part is not own], own


def _of_council(above: _Part, own: _Part) -> bool:
    """Whether a title in a council or committee stands over the signature, and that in the signer's agency below it.

    The decree's form for bodies that sign with another's seal: "TRƯỞNG BAN" above, "PHÓ CHỦ TỊCH UBND TỈNH" over the name.
    """
    if not _IN_COUNCIL.match(fold(above.title)) or not _IN_AGENCY.search(fold(own.title)) or _deputy(own.title, above.title):
        return False
    return above.box is None or own.box is None or own.box[1] - above.box[3] > 1.5 * (above.box[3] - above.box[1])


def _position(letter: Letter, parts: tuple[_Part, ...]) -> Field[str]:
    chain, own = _chain(parts)
    under = next((part for part in reversed(chain) if part.mark == "KT."), None)
    if own is not None and under is not None and under.title.startswith(own.title) and deputy_of(own.title):
        deputy = deputy_of(own.title)  # a head signs KT. for nobody: the first word of the deputy's title was not read
        return found(str(deputy), letter.span(own.start, own.end), 0.75, "signers.position-kt", "corrected")
    if own is not None and own.smudged and len(parts) == 1 and (deputy := deputy_of(own.title)) and read_by_ocr(letter):
        spans = letter.span(own.start, own.end)  # a mark that was not read: the head's own title, or that of the one signed for
        either = (Candidate(deputy, 0.5, spans), Candidate(own.title, 0.4, spans))
        return Field(None, 0.6, "ambiguous", "printed", spans, either, "signers.position-smudged")
    if own is not None:
        sure = (0.95 if own.known else 0.8) * (0.6 + 0.4 * own.sure)
        return found(own.title, letter.span(own.start, own.end), sure, "signers.position")
    last = chain[-1] if chain else None
    deputy = deputy_of(last.title) if last and last.mark == "KT." else None
    if last and deputy:
        return found(deputy, letter.span(last.start, last.end), 0.8, "signers.position-kt", "inferred")
    return missing("illegible" if chain and read_by_ocr(letter) else "component_absent", 0.6, "signers.position")


def _authority(letter: Letter, parts: tuple[_Part, ...]) -> tuple[Field[str], Field[str]]:
    """The outermost mark but TM., and the title it is for. A head's title over a deputy's stands for KT. not read."""
    chain, own = _chain(parts)
    marked = [part for part in parts if part.mark]
    outer = next((part for part in marked if part.mark != "TM."), marked[0] if marked else None)
    implied = next((part for part in chain if part.mark is None and own and _deputy(own.title, part.title)), None)
    if implied and (outer is None or outer.mark == "TM."):
        over = letter.span(implied.start, implied.end)
        return found("KT.", over, 0.85, "signers.kt-implied", "inferred"), found(implied.title, over, 0.85, "signers.for")
    if (outer is None or outer.mark == "TM.") and own and read_by_ocr(letter) and (head := _signed_for(own.title)):
        spans = letter.span(own.start, own.end)  # a deputy signs for the head: the line above was not read
        return found("KT.", spans, 0.75, "signers.kt-deputy", "inferred"), found(head, spans, 0.75, "signers.for-deputy")
    if outer is None or outer.mark is None:
        unread = own is None and read_by_ocr(letter)
        none = missing("illegible" if unread else "component_absent", 0.3 if unread else 0.92, "signers.authority")
        return none, none
    spans = letter.span(outer.start, outer.end)
    authority = found(outer.mark, spans, 0.95, "signers.authority")
    if outer is not own and not outer.known and own and own.title.startswith("Phó "):
        return authority, found(own.title[4:], spans, 0.8, "signers.for-deputy", "inferred")
    if outer is own or not outer.title:
        return authority, missing("component_absent", 0.8, "signers.for")
    return authority, found(outer.title, spans, 0.9, "signers.for")


def _signed_for(title: str) -> str | None:
    """The head for whom a deputy signs; None for deputies of units, who sign by order, and for those in charge themselves."""
    head = title[4:5].upper() + title[5:] if title.startswith("Phó ") else ""
    return head if head in _HEADS and deputy_of(head) == title else None


def _deputy(title: str, head: str) -> bool:
    own, chief = fold(title), fold(head)
    return own.startswith("pho " + chief[:8]) or (own.startswith("thu truong") and chief.startswith("bo truong"))
