"""The head of a letter: issuer, motto, number, place and date, title or subject, addressees.

Lines are first told by their form, then by where they stand: left or right column, near the title, before the body.
The rules for where they stand use boxes if the page has them and blank lines and order if not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from extractors.columns import copies_heading
from extractors.folding import fold
from pipeline.zones import forms
from pipeline.zones.placed import PlacedLine
from pipeline.zones.title import subject_block, title_block
from schemas.letter import Zone

_MOST = 60  # lines among which the head is looked for
_LINE = 200  # lines up to this length are remembered


def zone_head(lines: Sequence[PlacedLine]) -> tuple[Zone, ...]:
    """The zones of the lines before the body; as many as there are such lines.

    Registry stamps stand where they please: those that lie below the first line of the body are not among them.
    """
    lines = lines[: _head_limit(lines)]
    zones: list[Zone | None] = [_by_form(one) for one in lines]
    _single(zones, lines)
    end = _mark_title(zones, lines)
    end = _mark_addressees(zones, lines, end)
    end = _after_authority(lines, end)
    _mark_rest(zones, lines, end)
    return tuple(zone or "body" for zone in zones[:end])


def late_stamps(lines: Sequence[PlacedLine], end: int) -> Iterator[tuple[int, Zone]]:
    """Stamps and marks of the head that stand beside the first lines of the body: index and zone."""
    for i in range(end, min(end + 8, len(lines))):
        one = lines[i]
        if copies_heading(one.text) is not None:  # in a short letter "Cổng thông tin điện tử" is an item of the foot
            return
        if len(one.folded) < 45 and (one.x1 is None or one.x1 < 0.62):
            zone = _by_form(one)
            if zone in ("stamp", "mark"):
                yield i, zone


def _head_limit(lines: Sequence[PlacedLine]) -> int:
    """The head is on the page where the text begins."""
    first = next((i for i, one in enumerate(lines) if one.folded), 0)
    page = lines[first].page if lines else 1
    same = next((i for i, one in enumerate(lines) if one.page > page), len(lines))
    return min(same, first + _MOST)


def _by_form(one: PlacedLine) -> Zone | None:
    if not one.folded:
        return None
    return (_remembered if len(one.text) <= _LINE else _told_by_form)(one.text, one.folded)


def _told_by_form(text: str, folded: str) -> Zone | None:
    if forms.is_motto(folded) and not forms.is_prose(text, folded):
        return "head_right"
    if forms.is_copy(folded):
        return "copy"
    if forms.is_stamp(folded) and not forms.is_overstamped(folded):
        return "stamp"
    if forms.is_mark(folded):
        return "mark"
    if forms.is_number(text, folded):
        return "number"
    if forms.is_place_date(folded) and not forms.opens_body(folded):
        return "place_date"
    return None


_remembered = lru_cache(maxsize=1 << 13)(_told_by_form)
"""Letter after letter has the same lines in its head and foot: two in five lines were met before."""


def _single(zones: list[Zone | None], lines: Sequence[PlacedLine]) -> None:
    """One number and one date a head: the first of each; a stamp's own come in the stamp's neighbourhood."""
    kinds: tuple[Zone, ...] = ("number", "place_date")
    above = _above_body(lines)
    for kind in kinds:
        places = [i for i, zone in enumerate(zones) if zone == kind]
        best = min((i for i in places if i in above), key=lambda i: _doubt(zones, lines, i), default=None)
        for i in places:
            if i != best:
                zones[i] = "stamp" if i in above and _near_stamp(zones, i) else None


def _above_body(lines: Sequence[PlacedLine]) -> set[int]:
    """The lines that stand above, or without boxes come before, the first running text."""
    bodies = [i for i, one in enumerate(lines) if _is_body(one)]
    floor = min((y for i in bodies if (y := lines[i].y) is not None), default=None)
    if floor is None:
        return set(range(min(bodies, default=len(lines))))
    return {i for i, one in enumerate(lines) if one.y is not None and one.y < floor}


def _doubt(zones: Sequence[Zone | None], lines: Sequence[PlacedLine], at: int) -> tuple[bool, bool, bool, bool, int]:
    """How little a line looks like the letter's own number or date: behind "SAO Y" a copy's, without notation a stamp's."""
    copied = "copy" in zones[:at]
    if zones[at] == "place_date":
        return copied, not forms.names_place(lines[at].text), False, _near_stamp(zones, at), at
    return copied, forms.is_bare_number(lines[at].folded), not forms.has_notation(lines[at].text), _near_stamp(zones, at), at


def _near_stamp(zones: Sequence[Zone | None], at: int) -> bool:
    return any(zone == "stamp" for zone in zones[max(at - 2, 0) : at + 3])


def _is_body(one: PlacedLine) -> bool:
    """Running text: long, in small letters, opening like a paragraph."""
    return len(one.text) > 50 and forms.opens_body(one.folded) and not forms.is_place_date(one.folded)


def _mark_title(zones: list[Zone | None], lines: Sequence[PlacedLine]) -> int:
    """Marks type, subject; returns the index behind the last line of the head so far."""
    block = title_block(lines, zones) or subject_block(lines, zones)
    for i in block:
        zones[i] = "title"
    marked = [i for i, zone in enumerate(zones) if zone in ("number", "place_date", "head_right", "title")]
    return max(marked, default=-1) + 1


def _after_authority(lines: Sequence[PlacedLine], end: int) -> int:
    """Takes in "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …" below a decision's subject, which is no signature."""
    at = next((i for i in range(end, min(end + 3, len(lines))) if lines[i].folded), None)
    return at + 1 if at is not None and forms.is_authority(lines[at].text) else end


def _mark_addressees(zones: list[Zone | None], lines: Sequence[PlacedLine], end: int) -> int:
    start = next((i for i, one in enumerate(lines) if zones[i] is None and forms.is_addressees(one.folded)), None)
    if start is None:
        return end
    stop = last = start + 1
    while stop < len(lines) and (zones[stop] is not None or _continues(lines, start, last - 1, stop)):
        last = stop + 1 if zones[stop] is None else last
        stop += 1
    while stop > start + 1 and not lines[stop - 1].folded:
        stop -= 1
    for i in range(start, stop):
        zones[i] = zones[i] or "addressees"
    return max(end, stop)


def _continues(lines: Sequence[PlacedLine], start: int, last: int, at: int) -> bool:
    """Whether line `at` still belongs to the addressees that run from `start` to `last`."""
    one, before = lines[at], lines[last]
    if not one.folded:
        return any(_is_item(two) for two in lines[at + 1 : at + 3]) or before.folded.endswith(("gui", ":"))
    if _is_item(one):
        bare = one.text.lstrip(" \t.'`_:-–+•~—\uf0b7*")
        return not forms.surely_opens_body(bare, fold(bare))
    if one.x0 is not None and before.y is not None:
        return _indented(lines, last, at)
    text = next((two.text for two in reversed(lines[start : last + 1]) if two.folded), "").rstrip()
    if before.folded == "" and not text.endswith(":"):
        return False
    if text.endswith(":") or forms.is_addressees(text.lower()):
        return len(one.text) < 90 and not forms.opens_body(one.folded)
    return not text.endswith((";", ".")) and (one.text.lstrip()[:1].islower() or text.endswith(",")) and len(one.text) < 90


def _is_item(one: PlacedLine) -> bool:
    return one.text.lstrip(" \t.'`_:").startswith(("-", "–", "+", "•", "~", "—", "\uf0b7", "*")) and len(one.text) > 3


def _indented(lines: Sequence[PlacedLine], last: int, at: int) -> bool:
    """With boxes: the line stands clear of the body's left margin, or no gap parts it from the line above."""
    one = lines[at]
    margin = _body_margin(lines, at)
    if one.x0 is None or margin is None:
        return False
    if one.x0 - margin > 0.095:
        return True
    return not forms.opens_body(one.folded) and _gap(lines[last], one) < 1.35 and one.x0 - margin > 0.06


def _body_margin(lines: Sequence[PlacedLine], at: int) -> float | None:
    """Left edge of the running text below line `at`."""
    edges = [one.x0 for one in lines[at:] if one.x0 is not None and len(one.text) > 60]
    return min(edges, default=None)


def _gap(above: PlacedLine, one: PlacedLine) -> float:
    """Distance to the line above in heights of a line."""
    if one.line.box is None or above.line.box is None:
        return 9.0
    height = max(one.line.box[3] - one.line.box[1], 1.0)
    return (one.line.box[1] - above.line.box[3]) / height + 1.0


def _mark_rest(zones: list[Zone | None], lines: Sequence[PlacedLine], end: int) -> None:
    """What has no zone yet: the left column above the number is the issuer's."""
    number = next((i for i, zone in enumerate(zones) if zone in ("number", "place_date", "title")), end)
    top = _top(zones, lines)
    for i in range(end):
        if zones[i] is not None:
            continue
        one = lines[i]
        left = one.x0 is None or (one.x0 + (one.x1 or one.x0)) / 2 < 0.52
        if one.y is not None and one.y < top:
            zones[i] = "stamp"
        elif i <= number and left and one.folded:
            zones[i] = "head_left"
        elif not one.folded:
            zones[i] = zones[i - 1] if i else "head_left"
        else:
            zones[i] = "stamp" if one.line.confidence < 0.7 else "body"


def _top(zones: Sequence[Zone | None], lines: Sequence[PlacedLine]) -> float:
    """The height on the page above which nothing of the head stands: a bit over the motto; captions may."""
    heights = [one.y for one, zone in zip(lines, zones, strict=True) if zone == "head_right" and one.y is not None]
    return min(heights, default=0.0) - 0.025
