"""Pinpoints: "điểm a khoản 2 Điều 5" before the document that it is in."""

from __future__ import annotations

import re

from extractors.needles import needled
from extractors.references.model import Part
from extractors.references.text import Running

_UNIT = needled(
    r"(?<![a-z0-9])(?:(?:cac )?(?:diem|khoan|dieu|muc|tieu muc|chuong|phan|tiet|phu luc|doan)) "
    r"(?:[0-9]{1,3}[a-z]?|[a-z]{1,4})(?![a-z0-9])"
)
_GAP_WORD = re.compile(r"va|hoac|den|cua|[0-9]{1,3}[a-z]?|[a-z]|")
_TO_DOCUMENT = re.compile(r" ?,? ?(?:cua|tai|trong|ban hanh kem theo|kem theo)? ?(?:cac )?")
_NUMERAL = re.compile(r" (?:[0-9]|[a-z]{1,2}(?![a-z])|[ivxl]{1,4}(?![a-z]))")

_NEAR = re.compile(r"d(?:iem|ieu|oan) |khoan |muc |chuong |phan |tiet |phu luc ")
_REACH = 40
"""No unit of which a document is the whole begins further before it."""
_LEAST = 5
"""Characters of the shortest unit ("mục 1")."""


def pinpoint(run: Running, head: int, floor: int) -> Part | None:
    """The path within the document that begins at `head`, looked for behind `floor`; None if none stands there."""
    low = max(floor, head - 120)
    if head - low < _LEAST or _NEAR.search(run.folded, max(low, head - _REACH), head) is None:
        return None
    units = [m for m in _UNIT.finditer(run.folded, low, head) if _NUMERAL.search(m.group())]
    if not units or not _TO_DOCUMENT.fullmatch(run.folded, units[-1].end(), head):
        return None
    start = units[-1].start()
    for unit in reversed(units[:-1]):
        if start - unit.end() > 24 or not _bridges(run.folded[unit.end() : start]):
            break
        start = unit.start()
    end = units[-1].end()
    return Part(start, end, run.text[start:end], "reference.pinpoint")


def _bridges(gap: str) -> bool:
    """Whether only numbers, letters of points and joining words stand between two units."""
    return all(_GAP_WORD.fullmatch(word) for word in re.split(r"[ ,;]", gap))
