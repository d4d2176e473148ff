"""Dates in running text as official documents print them: the grammar shared by every extractor."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

import msgspec

from extractors.folding import fold
from extractors.needles import needled
from schemas.record import Precision


class FoundDate(msgspec.Struct, frozen=True, gc=False):
    """Characters [start, end) of the text are a date.

    `iso` is as exact as the print: "2020-05-14", "2020-05", "2020". `yearless` means that the year is the given one
    ("ngày 17/4"), not a printed one.
    """

    start: int
    end: int
    iso: str
    precision: Precision
    yearless: bool = False


# Patterns run on folded text. Every repeat is bounded, so the cost is linear.
_GAP = r"[ \n.…_,]{0,12}"
_DAY = r"(?P<d>[0-9oil]{1,2}|[0-9] [0-9])"
_LONG = needled(
    r"(?:\b(?:ngay|mong)" + _GAP + r")?"
    r"(?:(?:(?<![0-9a-z])|(?<=ngay))" + _DAY + r"|(?<=ngay)|(?<=ngay )|(?<=[.…_ ]))[ \n.…_]{0,12}"
    r"\bthan[gh]" + _GAP + r"(?:(?P<m>[0-9oil]{1,2})(?![0-9]))?" + _GAP + r"nam[ \n]{0,3}(?P<y>(?:19|20)[0-9]{2})(?![0-9])"
)
_SLASHED = needled(
    r"(?:\bngay[ \n]{0,3})?(?<![0-9/.])(?P<d>[0-9]{1,2})[ ]?(?P<sep>[/.\-])[ ]?(?P<m>[0-9]{1,2})[ ]?(?P=sep)[ ]?"
    r"(?P<y>(?:19|20)[0-9]{2})(?![0-9/]|-[a-z])"
)
_SHORT_YEAR = needled(
    r"\bngay[ \n]{1,3}(?P<d>[0-9]{1,2})(?P<sep>[/.\-])(?P<m>[0-9]{1,2})(?P=sep)(?P<y>[0-9]{2})(?![0-9/]|-[a-z])"
)
_BLANK_DAY = needled(r"\bngay[ .…_\n]{1,14}/[ ]?(?P<m>[0-9]{1,2})[ ]?/[ ]?(?P<y>(?:19|20)[0-9]{2})(?![0-9])")
_MONTH = needled(r"\bthang[ \n]{0,3}(?P<m>[0-9]{1,2})[ ]?(?:[/.\-]|[ ]nam)[ \n]?(?P<y>(?:19|20)[0-9]{2})(?![0-9])")
_YEARLESS = needled(
    r"\bngay[ \n]{1,3}(?P<d>[0-9]{1,2})(?:[ ]?[/\-][ ]?|[ \n]{1,2}thang[ \n]{1,2})(?P<m>[0-9]{1,2})"
    r"(?![0-9/]|[.\-][0-9a-z]|[ ,\n]{0,2}nam\b)"
)
_PRINTED = (_LONG, _SLASHED, _SHORT_YEAR, _BLANK_DAY, _MONTH)
_NEEDLES = ("ngay", "thang", "20", "19")
"""Of these every date holds one."""
_LETTERS = str.maketrans("oil", "011")


def find_dates(text: str, year: int | None = None) -> tuple[FoundDate, ...]:
    """All dates printed in `text`, in order, without overlaps.

    Knows "ngày 14 tháng 4 năm 2020", "14/04/2020", "14.5.2020", "14-4-2020", "ngày 14/4/98", "tháng 5/2020", blank days
    and months ("ngày … tháng 12 năm 2020" has month precision), lost diacritics, and, only where `year` is given,
    "ngày 17/4" and "ngày 17 tháng 4". A date that the calendar does not have is not returned.
    """
    return dates_in_folded(fold(text), year)


def dates_in_folded(folded: str, year: int | None = None) -> tuple[FoundDate, ...]:
    """`find_dates` of a text that is folded already."""
    found = _without_overlaps(sorted(_all(folded, year), key=lambda one: (one.start, -one.end)))
    return tuple(one for one in found if one.iso)


def _all(folded: str, year: int | None) -> Iterator[FoundDate]:
    """Every match; one that the calendar does not have has no `iso`, and keeps others from a part of it."""
    if not any(needle in folded for needle in _NEEDLES):
        return
    for pattern in _PRINTED if year is None else (*_PRINTED, _YEARLESS):
        for match in pattern.finditer(folded):
            one = _date(match, year)
            if one is not None:
                yield one


def _date(match: re.Match[str], year: int | None) -> FoundDate | None:
    parts = match.groupdict()
    printed = parts.get("y")
    full = int(printed) if printed is not None else year
    if full is None:
        return None
    if full < 100:  # "98" is 1998, "20" is 2020: no official letter of the Republic is older than 1945
        full += 1900 if full >= 45 else 2000
    made = iso_date(full, _digits(parts.get("m")), _digits(parts.get("d")))
    if made is None:
        return FoundDate(match.start(), match.end(), "", "day")
    start, end = match.span()
    lead = end - start - len(match.group().lstrip(" \n.…_"))
    return FoundDate(start + lead, end, *made, printed is None)


def _digits(text: str | None) -> int | None:
    return int(text.translate(_LETTERS).replace(" ", "")) if text else None


def iso_date(year: int, month: int | None, day: int | None) -> tuple[str, Precision] | None:
    """The ISO form as far as known, with its precision; None if the calendar has no such date."""
    if month is None:
        return f"{year:04d}", "year"
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}", "month"
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}", "day"


def _without_overlaps(dates: list[FoundDate]) -> tuple[FoundDate, ...]:
    kept: list[FoundDate] = []
    for one in dates:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)
