"""Deadlines: absolute, relative, periodic. Dates are computed only from what is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.dates import find_dates
from extractors.folding import fold

_BEFORE = re.compile(
    r"\b(?:hoan thanh (?:xong )?)?(?:truoc|cham nhat(?: la)?(?: den)?|muon nhat|tre nhat|khong qua|den het|het|han chot"
    r"|han cuoi|thoi han|xong truoc|cham nhat vao|vao|den|trong)"
    r"(?: (?:luc )?\d{1,2} ?(?:h|gio|g)(?: ?\d{2})?(?: phut)?,?)?(?: het)? (?:ngay |thang |het ngay )?(?=\d)"
)
_WITHIN = re.compile(
    r"\btrong (?:thoi (?:han|gian)|vong)(?: toi da| khong qua)? ?(?:\d{1,3}|[a-z]{2,5}(?: [a-z]{2,5})?)(?: \([^)]{1,30}\))? "
    r"(?:ngay|thang|gio|tuan|nam)(?: lam viec| lien tuc)?,?(?: (?:ke )?tu (?:khi|ngay|luc|thoi diem)[^,.;:]{0,90})?"
)
_PERIOD = re.compile(
    r"\b(?:dinh ky )?(?:hang|moi) (?P<unit>ngay|tuan|thang|quy|nam)\b"
    r"(?:,? ?\(?(?:truoc|vao|cham nhat)[^,.;:)]{0,20}? ngay (?P<day>\d{1,2}))?"
    r"|\bdinh ky (?P<every>\d{1,2}) thang(?:/lan| mot lan)?"
)
_QUARTER = re.compile(r"\b(?:trong )?quy (?P<q>i{1,3}v?|iv|[1-4])(?:[ /]|\bnam\b|, nam ){1,3}(?P<y>20\d{2})")
_UNITS = {"ngay": "daily", "tuan": "weekly", "thang": "monthly", "quy": "quarterly", "nam": "yearly"}


@dataclass(frozen=True, slots=True)
class Deadline:
    """`value` is an ISO date, a recurrence ("monthly:25") or None; [start, end) the words in the clause."""

    value: str | None
    start: int
    end: int
    rule: str


def deadline(text: str, year: int | None) -> Deadline | None:
    """The deadline printed in a clause; None if it has none."""
    folded = fold(text)
    return _absolute(text, folded, year) or _relative(folded) or _periodic(folded) or _quarter(folded)


def _absolute(text: str, folded: str, year: int | None) -> Deadline | None:
    dates = find_dates(text, year)
    for lead in _BEFORE.finditer(folded):
        # "trong" and "vào" before a day tell when something happens; before a month or a quarter, by when
        for date in dates:
            if lead.start() <= date.start <= lead.end() or date.start <= lead.end() - 1 < date.end:
                weak = lead.group().startswith(("trong ", "vao ", "den ")) and date.precision == "day"
                if not weak:
                    return Deadline(date.iso, lead.start(), date.end, "deadline.date")
    return None


def _relative(folded: str) -> Deadline | None:
    match = _WITHIN.search(folded)
    return Deadline(None, match.start(), match.end(), "deadline.within") if match else None


def _periodic(folded: str) -> Deadline | None:
    match = _PERIOD.search(folded)
    if match is None:
        return None
    if match.group("every"):
        return Deadline(f"every:{match.group('every')}m", match.start(), match.end(), "deadline.period")
    if match.group("day") is None and "bao cao" not in folded and "gui" not in folded:
        return None
    value = _UNITS[match.group("unit")] + (f":{int(match.group('day'))}" if match.group("day") else "")
    return Deadline(value, match.start(), match.end(), "deadline.period")


def _quarter(folded: str) -> Deadline | None:
    match = _QUARTER.search(folded)
    if match is None:
        return None
    return Deadline(None, match.start(), match.end(), "deadline.quarter")
