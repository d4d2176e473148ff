"""Where the type's name and the subject stand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.zones import forms
from pipeline.zones.placed import PlacedLine
from schemas.letter import Zone

_MOST = 12  # lines of a subject at the most


def title_block(lines: Sequence[PlacedLine], zones: Sequence[Zone | None]) -> list[int]:
    """Indices of the type's line and of the subject below it; [] if no type is printed."""
    limit = next((i for i, one in enumerate(lines) if forms.is_addressees(one.folded)), len(lines))
    order = rows_order(lines)
    start = next((i for i in order if i < limit and zones[i] is None and forms.is_type(lines[i].text)), None)
    if start is None:
        return []
    block, at = [start], order.index(start)
    for i in order[at + 1 : at + 1 + 2 * _MOST]:
        if zones[i] in ("stamp", "mark", "number", "place_date", "head_right") or _is_rule(lines[i], block):
            continue
        if not (_centred(lines[start], lines[i]) or _in_bracket(lines, block, i)):
            if lines[i].line.style.bold is None and not forms.is_heading(lines[i].folded):
                continue  # a scan: a stamp's line, or the margin's
            break
        if len(block) > _MOST or _ends_title(lines, block, i):
            break
        if lines[i].folded and not _is_rule(lines[i], []):
            block.append(i)
    return block


def rows_order(lines: Sequence[PlacedLine]) -> list[int]:
    """Indices from top to bottom and, in a row, from left to right; as they come where lines have no boxes."""
    if any(one.line.box is None for one in lines if one.folded):
        return list(range(len(lines)))
    order = sorted((i for i, one in enumerate(lines) if one.line.box), key=lambda i: lines[i].y or 0.0)
    rows: list[list[int]] = []
    for i in order:
        box = lines[i].line.box
        top = lines[rows[-1][0]] if rows else None
        if (
            box
            and top
            and top.y is not None
            and abs((lines[i].y or 0.0) - top.y) * (top.height or 1.0) < 0.45 * (box[3] - box[1])
        ):
            rows[-1].append(i)
        else:
            rows.append([i])
    return [i for row in rows for i in sorted(row, key=lambda i: lines[i].x0 or 0.0)]


def _centred(title: PlacedLine, one: PlacedLine) -> bool:
    """With boxes: the line runs across the title's middle; stamps and margins beside it do not."""
    if title.x0 is None or title.x1 is None or one.x0 is None or one.x1 is None:
        return True
    middle = (title.x0 + title.x1) / 2
    return one.x0 < middle < one.x1 or abs((one.x0 + one.x1) / 2 - middle) < 0.06


def _in_bracket(lines: Sequence[PlacedLine], block: list[int], at: int) -> bool:
    """Inside "(Kèm theo Quyết định số    /QĐ-UBND ngày    …)", whose blanks part it into pieces."""
    if forms.is_attached(lines[at].folded):
        return True
    opened = next((n for n, i in enumerate(block) if forms.is_attached(lines[i].folded)), None)
    return opened is not None and not any(")" in lines[i].text for i in block[opened:])


def _is_rule(one: PlacedLine, block: list[int]) -> bool:
    """A drawn rule typed as dashes or stars: between type and subject it is passed over, behind the subject it ends."""
    return len(block) < 2 and len(one.folded) >= 2 and not any(c.isalnum() for c in one.folded)


def _ends_title(lines: Sequence[PlacedLine], block: list[int], at: int) -> bool:
    one, last = lines[at], lines[block[-1]]
    alone = len(block) == 1
    if not one.folded or _is_rule(one, []):
        return not alone and (bool(one.folded) or not _goes_on(lines, at))
    if forms.is_addressees(one.folded) or (forms.is_type(one.text) and not forms.is_overstamped(one.folded)):
        return True
    if not alone and _shouts(one) and not forms.is_capitals(last.text):
        return True
    if alone and forms.is_subject_lead(one.folded):
        return False
    if alone and (forms.is_heading(one.folded) or one.folded.endswith(":")):
        return True
    if forms.surely_opens_body(one.text, one.folded) and (not alone or len(one.text) > 60):
        return True
    if forms.invites(one.folded) or _opens_paragraph(lines, at):
        return True
    if not alone and _turns_thin(one, last):
        return True
    if one.line.box and last.line.box:
        return not alone and _parted(lines, block, at)
    return _ends_by_form(lines, block, at)


def _turns_thin(one: PlacedLine, last: PlacedLine) -> bool:
    """Bold above, not bold here: the subject is over."""
    return bool(last.line.style.bold) and one.line.style.bold is False and not forms.is_attached(one.folded)


def _opens_paragraph(lines: Sequence[PlacedLine], at: int) -> bool:
    """With boxes: an indented line that runs to the right margin, and a line below it from the left margin."""
    if at + 1 >= len(lines):
        return False
    one, two = lines[at], lines[at + 1]
    if one.x0 is None or one.x1 is None or two.x0 is None or two.x1 is None or one.page != two.page:
        return False
    if two.x0 < 0.04 or two.line.confidence < 0.7 or forms.is_capitals(two.text) or _gap_between(one, two) > 1.2:
        return False  # a stamp's line, not a paragraph's second
    return one.x1 > 0.86 and one.x1 > two.x1 - 0.01 and 0.025 < one.x0 - two.x0 < 0.1


def _gap_between(one: PlacedLine, two: PlacedLine) -> float:
    """White between two lines, one below the other, in heights of the first; 0 without boxes."""
    if one.line.box is None or two.line.box is None:
        return 0.0
    return (two.line.box[1] - one.line.box[3]) / max(one.line.box[3] - one.line.box[1], 1.0)


def _shouts(one: PlacedLine) -> bool:
    """A line of capitals below a subject in small letters: who decides."""
    small = sum(c.islower() for c in one.text)
    return forms.is_authority(one.text) or (forms.is_capitals(one.text) and small <= len(one.text) // 12 and " " in one.folded)


def _ends_by_form(lines: Sequence[PlacedLine], block: list[int], at: int) -> bool:
    """Without boxes: print changes from bold, or a new sentence begins where the subject was complete."""
    one, last = lines[at], lines[block[-1]]
    alone = len(block) == 1
    if alone and forms.is_capitals(one.text) and forms.completes_type(one.folded):
        return False
    bold, was = one.line.style.bold, last.line.style.bold
    if bold is not None and was is not None and was and not bold:
        return True
    if alone:
        return len(one.text) > 200 and one.folded.endswith((".", ";"))
    if forms.is_authority(one.text):
        return True
    if one.text.lstrip()[:1].islower() or forms.is_attached(one.folded):
        return False
    sentence = len(one.text) > 60 and one.folded.endswith((".", ";", ":"))
    if not bold and (forms.opens_body(one.folded) or len(one.text) > 100 or sentence):
        return True
    return _full_stop(last) or forms.is_heading(one.folded)


def _goes_on(lines: Sequence[PlacedLine], at: int) -> bool:
    """A blank line inside a title: the next line begins small."""
    after = next((one for one in lines[at : at + 3] if one.folded), None)
    return after is not None and after.text.lstrip()[:1].islower()


def _full_stop(last: PlacedLine) -> bool:
    return last.folded.endswith((".", ";", ":"))


def _parted(lines: Sequence[PlacedLine], block: list[int], at: int) -> bool:
    """With boxes: a gap wider than the title's own pitch, a paragraph's indent, or another column."""
    one, last, above = lines[at], lines[block[-1]], lines[block[-2]]
    if one.x0 is None or last.x0 is None or one.line.box is None or last.line.box is None or above.line.box is None:
        return True
    pitch = _pitch(lines)
    step = one.line.box[3] - last.line.box[3]
    if step < -pitch:  # stands higher up: a stamp or another column read late
        return False
    return step > 1.45 * pitch and step > 1.3 * (last.line.box[3] - above.line.box[3])


def _pitch(lines: Sequence[PlacedLine]) -> float:
    """The usual distance, in points, of two lines of running text; 18 where there is too little of it."""
    feet = [one.line.box[3] for one in lines if one.line.box and len(one.text) > 55]
    steps = sorted(b - a for a, b in pairwise(feet) if 8 < b - a < 40)
    return steps[len(steps) // 3] if len(steps) > 2 else 18.0


def subject_block(lines: Sequence[PlacedLine], zones: Sequence[Zone | None]) -> list[int]:
    """Indices of a công văn's subject: from "V/v", or the small print under the number; [] if there is none."""
    limit = next((i for i, one in enumerate(lines) if forms.is_addressees(one.folded)), min(len(lines), 24))
    start = next((i for i in range(limit) if zones[i] is None and forms.is_subject_lead(lines[i].folded)), None)
    if start is None:
        start = _unled(lines, zones, limit)
    if start is None:
        return []
    block = [start]
    for i in range(start + 1, min(limit, start + 2 * _MOST)):
        if zones[i] is not None:
            continue
        if len(block) > _MOST or _ends_subject(lines, block, i):
            break
        if _same_column(lines[start], lines[i]):
            block.append(i)
    return block


def _unled(lines: Sequence[PlacedLine], zones: Sequence[Zone | None], limit: int) -> int | None:
    """A subject without lead: a Party letter's small print under the number, a title whose type's name was lost."""
    number = next((i for i, zone in enumerate(zones) if zone == "number"), None)
    if number is None:
        return None
    addressed = limit < len(lines) and forms.is_addressees(lines[limit].folded)
    for i in range(number + 1, limit):
        one = lines[i]
        if zones[i] is not None or len(one.folded) <= 12:
            continue
        if forms.is_capitals(one.text) and (addressed or one.line.box):
            continue
        if len(one.text) > 160 or forms.surely_opens_body(one.text, one.folded):
            return None
        return i if one.x1 is None or one.x1 < 0.6 else None
    return None


def _ends_subject(lines: Sequence[PlacedLine], block: list[int], at: int) -> bool:
    one, last = lines[at], lines[block[-1]]
    if not one.folded:
        return True
    if one.line.box is None or last.line.box is None:
        opens = forms.opens_body(one.folded) and not one.text.lstrip()[:1].islower()
        return forms.is_type(one.text) or opens or len(one.text) > 130 or _full_stop(last) or forms.is_heading(one.folded)
    height = last.line.box[3] - last.line.box[1]
    return one.line.box[1] - last.line.box[1] > 2.6 * height and _same_column(lines[block[0]], one)


def _same_column(one: PlacedLine, two: PlacedLine) -> bool:
    if not two.folded:
        return False
    if one.x0 is None or two.x0 is None or two.x1 is None or one.x1 is None:
        return True
    return two.x0 < one.x1 and two.x1 < max(0.62, one.x1 + 0.08)
