"""The foot of a letter: recipients of copies on the left, signature on the right, and what follows them.

With boxes the columns are told apart by where they stand; in plain text by form. A line that runs through both
columns is zoned "copies" (the extractors part it).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.columns import copies_heading, is_archive
from extractors.folding import fold
from extractors.people import find_name, loose_name
from extractors.positions import find_marks, find_title
from pipeline.zones.placed import PlacedLine
from schemas.letter import Zone

_STAMP = re.compile(
    r"[\W_]*(?:(?:nguoi ky|ky boi|thoi gian ky|ngay ky)\s*:|signature (?:not verified|valid)|digitally signed"
    r"|cong\W{1,3}van\W{1,3}den\b|kinh chuyen\s*:"
    r"|\d{2}[./]\d{2}[./]\d{4} \d{2}:\d{2}:\d{2}|[+-]07:?00\b)"
)
_PAGE_NUMBER = re.compile(r"[\W_]*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?[\W_]*")
_SAO_Y = re.compile(r"[\W_]*(?:sao y|sao luc|trich sao)(?:\s+ban chinh)?[\W_]*$|.*\bso\s*:?\s*\d*\s*/\s*(?:sy|sl|trs|ts)\b")
_ANNEX = re.compile(
    r"[\W_]*(?:phu luc|cong hoa xa hoi|\(?\s*(?:ban hanh )?kem theo|dang cong san viet nam|danh sach\b|danh muc\b|mau (?:so|\d))"
)
_ITEM = re.compile(r"[\s.]*[-~•+*–—]\s*\w")
_END = re.compile(r"\.\s*/\s*[.,]?[\W_]*\w{0,3}[\W_]*$")
_NHU = re.compile(r"[\W_]*nhu (?:tren|dieu|kinh gui|thanh phan|noi dung)\b")
_WIDE = re.compile(r"\s{3,}")
_SIGNED = re.compile(r"[\W_]*da k[yi]\b|[\W_]*ky ten")
_REACH = 60


def zone_foot(lines: Sequence[PlacedLine], start: int) -> tuple[Zone, ...]:
    """The zones of lines[start:], where `start` is the first line of the body.

    Everything up to the first line of the foot is "body"; what stands behind it "annex". Page numbers and the
    captions of stamps and digital signatures are zoned wherever they stand.
    """
    zones: list[Zone] = ["body"] * (len(lines) - start)
    anchor = _anchor(lines, start)
    first, last = _extent(lines, start, anchor)
    for i in range(first, last):
        zones[i - start] = _side(lines, i, anchor)
    for i in range(last, len(lines)):
        zones[i - start] = "annex"
    _copies_of(lines, start, last, zones)
    for i in range(start, len(lines)):
        if lines[i].folded:
            zones[i - start] = overlay(lines[i]) or zones[i - start]
    return tuple(zones)


def _is_copy_form(folded: str) -> bool:
    """Whether a line opens a SAO Y block; what it looks for holds "sao" or a slash."""
    return ("sao" in folded or "/" in folded) and _SAO_Y.match(folded) is not None


def overlay(one: PlacedLine) -> Zone | None:
    """The zone of a line that may stand anywhere: a page number or the caption of a stamp; None for any other."""
    if _STAMP.match(one.folded):
        return "stamp"
    edge = one.y is None or one.y < 0.09 or one.y > 0.9
    if one.y is not None and edge and _PAGE_NUMBER.fullmatch(one.folded):
        return "page_number"
    return None


def _anchor(lines: Sequence[PlacedLine], start: int) -> int | None:
    """The line 'Nơi nhận:'; where it was not read, the first item of the list that ends with 'Lưu'."""
    printed = [i for i in range(start, len(lines)) if lines[i].folded]
    copied = next((at for at, i in enumerate(printed) if _is_copy_form(lines[i].folded)), len(printed))
    for i in printed[:copied]:
        if copies_heading(lines[i].text) is not None:
            return i
    for i in printed[:copied]:
        if is_archive(lines[i].text) and (_ITEM.match(lines[i].text) or "vt" in lines[i].folded[:14]):
            return _list_start(lines, start, i)
        if _NHU.match(lines[i].folded) and _ITEM.match(lines[i].text):
            return i
    return None


def _list_start(lines: Sequence[PlacedLine], start: int, at: int) -> int:
    """The first line of the list of items that ends at line `at`."""
    first = at
    for i in range(at - 1, max(start, at - 25) - 1, -1):
        one = lines[i]
        if one.page != lines[at].page or _END.search(one.folded):
            break
        if _ITEM.match(one.text) or one.folded.endswith(";") or ";" in one.folded:
            first = i
        elif one.folded and first - i > 2:
            break
    return first


def _extent(lines: Sequence[PlacedLine], start: int, anchor: int | None) -> tuple[int, int]:
    """The lines [first, last) of the foot; empty at the end where there is none."""
    if anchor is None:
        return _signature_alone(lines, start)
    first = anchor
    while first > start and anchor - first < 14 and _before(lines, first - 1, anchor):
        first -= 1
    return first, _last(lines, anchor)


def _before(lines: Sequence[PlacedLine], i: int, anchor: int) -> bool:
    """Whether line i, before the anchor, belongs to the signature block."""
    one, at = lines[i], lines[anchor]
    if _same_table(one, at):
        return True
    if not _joins(lines, i, anchor) or _END.search(one.folded) or (one.line.cell and not _signed_table(lines, i)):
        return False
    if one.x0 is not None and at.x0 is not None:
        if overlay(one) == "page_number":
            return True
        narrow = (one.x1 or 1.0) - one.x0 < 0.45
        if not narrow:
            return _joint_row(one)
        return narrow and (one.x0 > _edge(at) or _signature_like(one.text) or (one.text.isupper() and i + 1 < anchor))
    if not one.folded or _signature_like(one.text) or _joint_row(one):
        return True
    return _capitals(one.text) and i + 1 < anchor and (_capitals(lines[i - 1].text) or _joint_row(lines[i - 1]))


def _joins(lines: Sequence[PlacedLine], i: int, anchor: int) -> bool:
    """Whether nothing but a page's end and page numbers parts line i from the anchor's page."""
    if lines[i].page == lines[anchor].page:
        return True
    between = [one for one in lines[i + 1 : anchor] if one.page == lines[anchor].page]
    return lines[i].page + 1 == lines[anchor].page and all(overlay(one) == "page_number" for one in between)


def _joint_row(one: PlacedLine) -> bool:
    """A row of two signature blocks side by side: pieces with wide blanks between, each like a line of a block."""
    words = one.line.words
    if words:
        cuts = [two.start for a, two in pairwise(words) if a.box and two.box and two.box[0] - a.box[2] > 24]
        pieces = [one.text[lo:hi] for lo, hi in pairwise([0, *cuts, len(one.text)])]
    else:
        pieces = _WIDE.split(one.text.strip())
    return len(pieces) > 1 and all(_signature_like(piece) or _capitals(piece) for piece in pieces)


def _capitals(text: str) -> bool:
    """Words in capitals, with tone marks, as titles are printed; abbreviations are none."""
    return text.isupper() and len(text.strip()) < 50 and any(c.isalpha() and fold(c) != c.lower() and c not in "Đđ" for c in text)


def _same_table(one: PlacedLine, two: PlacedLine) -> bool:
    return one.page == two.page and bool(one.line.cell and two.line.cell and one.line.cell[0] == two.line.cell[0])


def _signed_table(lines: Sequence[PlacedLine], i: int) -> bool:
    """Whether the table of line i holds nothing but signature blocks, as those of two who sign side by side."""
    rows = [one for one in lines[max(i - 14, 0) : i + 14] if _same_table(one, lines[i]) and one.folded]
    titled = any(_capitals(one.text) and find_title(one.text, fuzzy=False) for one in rows)
    return titled and all(_signature_like(one.text) or _capitals(one.text) for one in rows)


def _edge(at: PlacedLine) -> float:
    """Where the right column begins on the anchor's page, as a fraction of its width."""
    left = at.x0 or 0.0
    return left + 0.38 * (0.9 - left)


def _signature_like(text: str) -> bool:
    stripped = text.strip()
    if not stripped or len(stripped) > 60:
        return False
    if _SIGNED.match(fold(stripped)):
        return True
    alone = find_title(stripped, fuzzy=False)
    if alone and alone.start <= 1 and alone.end >= len(stripped) - 1:
        return True
    capitals = stripped.isupper() or bool(find_marks(stripped))
    if capitals and (find_marks(stripped) or find_title(stripped, fuzzy=False)):
        return True
    return find_name(stripped) is not None and len(stripped) < 40


def _last(lines: Sequence[PlacedLine], anchor: int) -> int:
    """The line behind the foot: a new paper, a new page without the list going on, or text behind 'Lưu' and the name."""
    archive = None
    for i in range(anchor, len(lines)):
        one = lines[i]
        if _same_table(one, lines[anchor]):
            if i > anchor and archive is not None and _is_copy_form(one.folded):
                return _row_start(lines, i)
            archive = i if is_archive(one.text) else archive
            continue
        if one.line.cell and lines[anchor].line.cell:
            return i
        if i > anchor and _ANNEX.match(one.folded) and one.folded[:1].isalpha() and not _ITEM.match(one.text):
            return i
        if one.page != lines[anchor].page and not _goes_on(lines, i, archive):
            return i
        if i > anchor and _is_copy_form(one.folded):
            return i
        if archive is not None and one.folded and not _STAMP.match(one.folded) and not _behind_archive(one, lines[archive]):
            return i
        if i - anchor > _REACH:
            return i
        if archive is None and is_archive(one.text):
            archive = i
    return len(lines)


def _row_start(lines: Sequence[PlacedLine], i: int) -> int:
    """The first line of the table's row that line i is in."""
    row = lines[i].line.cell
    while row is not None:
        above = lines[i - 1].line.cell
        if above is None or above[:2] != row[:2] or lines[i - 1].page != lines[i].page:
            break
        i -= 1
    return i


def _goes_on(lines: Sequence[PlacedLine], i: int, archive: int | None) -> bool:
    """Whether the foot goes on at line i of the next page."""
    if archive is None:
        return bool(_ITEM.match(lines[i].text) or is_archive(lines[i].text) or _signature_like(lines[i].text))
    unsigned = not any(
        find_name(one.text) for one in lines[archive - 12 : i] if one.page == lines[archive].page and (one.x0 or 0) > 0.4
    )
    return _signature_like(lines[i].text) and (lines[i].x0 is None or unsigned)


def _behind_archive(one: PlacedLine, archive: PlacedLine) -> bool:
    """Whether a line after 'Lưu' is still of the foot: the signature, or the rest of the list."""
    if one.x0 is not None and archive.x0 is not None and one.page == archive.page:
        right = one.x0 > _edge(archive)
        near = one.y is not None and archive.y is not None and one.y - archive.y < 0.035
        return right or near or (one.y or 0) < (archive.y or 0)
    pieces = _WIDE.split(one.text.strip())
    if bool(_ITEM.match(one.text)) or any(_signature_like(piece) for piece in pieces) or _capitals(one.text):
        return True
    return len(one.folded) <= 12


def _signature_alone(lines: Sequence[PlacedLine], start: int) -> tuple[int, int]:
    """A signature without a list of copies: titles in capitals with a name within ten lines."""
    for i in range(start, len(lines)):
        one = lines[i]
        if not one.folded or not one.text.strip().isupper() or not (find_marks(one.text) or find_title(one.text, fuzzy=False)):
            continue
        for j in range(i + 1, min(i + 11, len(lines))):
            pieces = _WIDE.split(lines[j].text.strip())
            if any(len(piece) < 45 and not piece.isupper() and find_name(piece) for piece in pieces):
                return i, j + 1
            if lines[j].folded and len(pieces) == 1 and not _signature_like(pieces[0]) and len(pieces[0]) > 30:
                break
    return len(lines), len(lines)


def _side(lines: Sequence[PlacedLine], i: int, anchor: int | None) -> Zone:
    one = lines[i]
    if anchor is None:
        return "signature"
    at = lines[anchor]
    if _same_table(one, at) and one.line.cell and at.line.cell:
        left = one.line.cell[2] == at.line.cell[2]
        return _side_by_form(one) if left else "signature"
    marks = find_marks(one.text)
    if i < anchor or (marks and marks[0].start <= 3):
        return "signature"
    if one.x0 is not None and at.x0 is not None:
        if one.x1 is not None and one.x1 < at.x0 - 0.03:
            return "body"  # the other page of a sheet that holds two
        return "signature" if one.x0 > _edge(at) else "copies"
    goes_on = i > anchor and _capitals(one.text) and _side_by_form(lines[i - 1]) == "signature"
    return "signature" if goes_on else _side_by_form(one)


def _side_by_form(one: PlacedLine) -> Zone:
    lead = len(one.text) - len(one.text.lstrip())
    if copies_heading(one.text) is not None or _ITEM.match(one.text) or is_archive(one.text):
        return "copies"
    stripped = one.text.strip(" *_\t")
    if lead >= 12 or _signature_like(stripped) or (loose_name(stripped) and not stripped.endswith(";")):
        return "signature"
    return "copies"


def _copies_of(lines: Sequence[PlacedLine], start: int, last: int, zones: list[Zone]) -> None:
    """Zones the SAO Y block: from its first line to the end of its page."""
    page = None
    for i in range(last, len(lines)):
        if page is None and _is_copy_form(lines[i].folded):
            page = lines[i].page
        if page is not None and lines[i].page == page:
            zones[i - start] = "copy"
