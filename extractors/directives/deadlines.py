"""Deadlines: absolute, relative, periodic. Dates are computed only from what is printed (SPEC §5)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from extractors.date_grammar import FoundDate, dates_in_folded, find_dates
from extractors.directives.modality import verbs
from extractors.directives.wording import words
from extractors.folding import fold

_HOUR = r"(?: (?:luc )?\d{1,2} ?(?:h|gio|g|:)(?: ?\d{2})?(?: phut)?,?)?"
_BEFORE = re.compile(
    r"\b(?P<lead>truoc|cham nhat(?: la)?(?: vao)?(?: den)?|muon nhat(?: la)?|tre nhat(?: la)?|khong qua|den het|het"
    r"|han (?:chot|cuoi|nop)(?: la)?|tu nay den(?: het)?|thoi han(?: la| den)?|hoan thanh (?:vao|trong|den))"
    rf":?{_HOUR}(?: het)?(?: (?:ngay|thang|nam|het ngay|thu (?:hai|ba|tu|nam|sau|bay),? (?:ngay)?))? ?"
    r"(?:\([^)]{1,20}\),? ?)?(?=\d)"
)
_RANGE = re.compile(r"\btu(?: ngay)? (?=\d)")
_UNIT = r"(?:ngay lam viec|ngay|thang|gio|tuan|nam|buoi)\b(?: lam viec| lien tuc)?"
_AMOUNT = r"(?:\d{1,3}|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi(?: lam)?|hai muoi|ba muoi)(?: ?\([^)]{1,30}\))?"
_SINCE = r",? (?:ke |tinh )?tu (?:khi|ngay|luc|thoi diem)\b"
_WITHIN = re.compile(
    rf"\b(?:trong (?:thoi (?:han|gian)|vong)?(?: toi da| khong qua)? ?|toi da |sau |cham nhat(?: la| sau)? "
    r"|truoc (?!\d{1,2} gio\b)|khong qua )"
    rf"{_AMOUNT} {_UNIT}(?P<since>{_SINCE})?"
)
_AHEAD = re.compile(rf"\btruoc ngay (?!\d)(?:[a-z&-]+ ){{1,5}}?(?:(?:toi thieu|it nhat)(?: la)? |tu \d+ den )?{_AMOUNT} {_UNIT}")
_EVENT = re.compile(r"\b(?:ngay (?:sau )?khi|truoc khi(?! bi)) (?=[a-z])")
_AFTER = re.compile(r"(?<=[a-z0-9)] )sau khi (?=[a-z])")
_WHEN = re.compile(
    r"(?:ket thuc|sau khi ket thuc) (?:dot |cuoc |khoa |ky |nam |hoi nghi |viec )?[a-z]+(?: [a-z]+)?"
    r"(?=,| (?:sinh vien|cac|don vi)\b)"
)
_DULY = re.compile(r"\b(?:theo )?dung (?:thoi (?:gian|han)|tien do)(?: quy dinh| (?:da )?(?:neu|giao)\b| theo [^,.;:(]{3,40})")
_EVERY = r"(?:hang|moi) (?:ngay|tuan|thang|qu[yi]|nam)"
_MORE = rf"(?:(?:,| va| hoac)? ?(?:{_EVERY}|qu[yi]|\d{{1,2}} thang|nam|dot xuat))"
_PERIOD = re.compile(
    rf"\b(?:(?:dinh ky |)(?:truoc |vao |cham nhat (?:vao |den )?)?ngay (?P<day>\d{{1,2}})(?:/\d{{1,2}})? {_EVERY}"
    rf"|(?:dinh ky |truoc \d{{1,2}} ?(?:h|gio)(?: ?\d{{2}})?(?: phut)? )?(?P<every>{_EVERY})(?:{_MORE}{{0,4}})(?: theo yeu cau)?"
    r"(?:,? ?\(?(?:truoc|vao|cham nhat|trong)[^,.;:)]{0,20}? ?ngay (?P<on>\d{1,2})(?:/\d{1,2})?"
    r"(?: (?:cua )?thang (?:cuoi|dau)(?: cua)? quy(?: sau| do)?| cua thang[^,.;:)]{0,12})?\)?)?"
    rf"|(?:dinh ky (?P<months>\d{{1,2}}) thang|(?P<once>\d{{1,2}}) thang(?=/?,? ?(?:mot|0?1) ?lan))"
    rf"(?:/ ?(?:\d )?lan|/?,? ?\d{{1,2}} ?lan| mot lan)?(?:{_MORE}{{0,4}})(?: theo yeu cau)?)"
)
# A recurrence that opens a sentence runs to the comma before the body that is told.
_LEADING = re.compile(
    r"[^,;.:]{1,60}(?=, (?:cac|so|bo|uy ban|ubnd|phong|ban|co quan|don vi|doanh nghiep|nguoi|thu truong|truong|benh vien)\b)"
)
_QUARTER = re.compile(r"\b(?:(?:xong |hoan thanh )?trong |truoc |cuoi |het )?quy (?:i{1,3}|iv|[1-4])(?:[ /]|,? nam ){1,3}20\d{2}")
# A month or the end of a year without more: no day can be read off.
_MONTH = re.compile(
    r"\b(?:(?:xong |hoan thanh )?(?:ngay )?trong |(?:truoc |den )?het |cuoi |truoc |vao |den )"
    r"(?:thang \d{1,2}(?:[/.]20\d{2}| nam 20\d{2})?|nam 20\d{2})(?![\d/])"
)
_MEETING = re.compile(r"\b(?:tai|trong) ky hop (?:thu \d|quoc hoi|hdnd|hoi dong)[^,.;:]{0,60}")
# "trước ngày 15 của tháng cuối quý": a day of a month that no figure names.
_OF_QUARTER = re.compile(
    r"\b(?:truoc|cham nhat(?: la| den| vao){0,2}|vao|den(?: het)?) ngay \d{1,2} (?:cua )?thang (?:cuoi|dau)"
    r"(?: cua)?(?: moi)? quy(?: sau| do)?"
)
_NEXT_YEAR = re.compile(r"\bcham nhat (?:la |den |vao )*ngay \d{1,2}(?:/| thang )\d{1,2}(?:/| )?(?:nam sau|hang nam)")
# A relative deadline runs to a stop, a purpose, a bracket, or a comma with a body behind it.
_END = re.compile(
    r"[.;:(]|,? (?:de|nham)\b"
    r"|,(?= (?:cac|so|bo|ubnd|uy ban|phong|co quan|don vi|sinh vien|hoc vien|giang vien|nghien cuu sinh|nguoi"
    r"|doanh nghiep|thu truong|de nghi|yeu cau|phai)\b)"
)
_BEFORE_EVENT = re.compile(r" truoc (?:ngay|khi) (?=[a-z])")
_COMMA = re.compile(r", ?(?=[a-z])")
_DIGIT = re.compile(r"\d")
# Words without which a form is not sought.
_BEFORE_HINTS = frozenset(("truoc", "nhat", "qua", "het", "han", "nay", "thanh"))
_WITHIN_HINTS = frozenset(("trong", "sau", "nhat", "truoc", "qua", "toi"))
_SPANS = frozenset(("ngay", "thang", "gio", "tuan", "nam", "buoi"))
_PERIOD_HINTS = frozenset(("hang", "moi", "dinh", "lan"))
_PERIODIC = re.compile(rf"{_EVERY}|\d thang")
"""What every period holds; most clauses with one of the hints have none ("mọi đơn vị", "quy định")."""
_MONTH_HINTS = frozenset(("thang", "nam"))
_HINTS = _BEFORE_HINTS | _WITHIN_HINTS | _PERIOD_HINTS | _MONTH_HINTS | {"tu", "khi", "quy", "hop", "dung", "ket"}
_UNITS = {"ngay": "daily", "tuan": "weekly", "thang": "monthly", "quy": "quarterly", "qui": "quarterly", "nam": "yearly"}


class Deadline(msgspec.Struct, frozen=True, gc=False):
    """`value` is an ISO date, a recurrence ("monthly:25") or None; [start, end) the words in the clause."""

    value: str | None
    start: int
    end: int
    rule: str


def deadline(text: str, year: int | None) -> Deadline | None:
    """The deadline printed in a clause; None if it has none. `year` completes dates printed without one."""
    folded = fold(text)
    return deadline_in(text, folded, frozenset(words(folded)), year)


def deadline_in(text: str, folded: str, spoken: frozenset[str], year: int | None) -> Deadline | None:
    """`deadline` of a clause whose folded words are `spoken`: each form is sought only where its words stand."""
    if spoken.isdisjoint(_HINTS):
        return None
    return (
        _yearly(folded, spoken)
        or _recurring(folded, spoken)
        or _absolute(folded, spoken, year)
        or _relative(text, folded, spoken)
        or _quarter(folded, spoken)
        or _event(text, folded, spoken)
        or _periodic(folded, spoken)
        or _duly(folded, spoken)
    )


def row_deadline(text: str, year: int | None) -> Deadline | None:
    """The deadline of a table's time cell: a date by itself counts, and any other words stand as they are."""
    dates = find_dates(text, year)
    if dates and dates[-1].precision == "day":
        return Deadline(dates[-1].iso, 0, len(text), "deadline.row")
    return Deadline(None, 0, len(text), "deadline.row-words") if text else None


def _absolute(folded: str, spoken: frozenset[str], year: int | None) -> Deadline | None:
    if not _DIGIT.search(folded):
        return None
    leads = [] if spoken.isdisjoint(_BEFORE_HINTS) else [*_BEFORE.finditer(folded)]
    if not leads and not ("tu" in spoken and _RANGE.search(folded)):
        return None
    dates = dates_in_folded(folded, year)
    return _range(folded, dates, year) or _before(leads, dates)


def _range(folded: str, dates: Sequence[FoundDate], year: int | None) -> Deadline | None:
    """From a day to a day; one over the end of a year before the letter's is what figures are counted for."""
    for first, last in pairwise(dates):
        if year is not None and int(first.iso[:4]) < min(year, int(last.iso[:4])):
            continue
        lead = _RANGE.search(folded, max(first.start - 16, 0), first.end)
        between = folded[first.end : last.start]
        if lead and len(between) < 24 and "den" in between and last.precision == "day":
            return Deadline(last.iso, lead.start(), last.end, "deadline.range")
    return None


def _before(leads: Sequence[re.Match[str]], dates: Sequence[FoundDate]) -> Deadline | None:
    starts = [date.start for date in dates]
    for lead in leads:
        for date in dates[max(bisect_left(starts, lead.start()) - 1, 0) : bisect_right(starts, lead.end())]:
            if lead.start() <= date.start or lead.end() - 1 < date.end:
                value = date.iso if date.precision == "day" else None
                return Deadline(value, lead.start(), date.end, "deadline.date")
    return None


def _yearly(folded: str, spoken: frozenset[str]) -> Deadline | None:
    match = _NEXT_YEAR.search(folded) if "cham" in spoken else None
    if match is None and "quy" in spoken and _PERIOD_HINTS.isdisjoint(spoken):
        match = _OF_QUARTER.search(folded)
    return Deadline(None, match.start(), match.end(), "deadline.next-year") if match else None


def _relative(text: str, folded: str, spoken: frozenset[str]) -> Deadline | None:
    match = None if spoken.isdisjoint(_WITHIN_HINTS) or spoken.isdisjoint(_SPANS) else _WITHIN.search(folded)
    if match is None or (match.group().startswith("sau ") and not match.group("since")):
        return None
    ahead = _BEFORE_EVENT.match(folded, match.end())
    if ahead is not None:
        return Deadline(None, match.start(), _until(text, folded, ahead.end()), "deadline.within")
    if not match.group("since"):
        return Deadline(None, match.start(), match.end(), "deadline.within")
    end = _until(text, folded, match.end())
    then = _then(folded, match.end(), end) if match.start() <= 1 else None
    return Deadline(None, match.start(), then or end, "deadline.within")


def _then(folded: str, at: int, end: int) -> int | None:
    """Where a deadline in front of its order ends: the first comma behind which a verb tells what to do."""
    return next((m.start() for m in _COMMA.finditer(folded, at, end) if _is_told(folded[m.end() : m.end() + 40])), None)


def _is_told(rest: str) -> bool:
    first = rest.split(" ", 2)[:2]
    return " ".join(first) in verbs()


def _event(text: str, folded: str, spoken: frozenset[str]) -> Deadline | None:
    match = (_AHEAD.search(folded) if "truoc ngay " in folded else None) or (
        (_EVENT.search(folded) or _AFTER.search(folded)) if "khi" in spoken else None
    )
    if match is not None:
        open_ended = match.group().endswith("khi ")
        end = _until(text, folded, match.end()) if open_ended else match.end()
        return Deadline(None, match.start(), end, "deadline.event")
    match = _WHEN.match(folded)
    return Deadline(None, 0, match.end(), "deadline.event") if match else None


def _until(text: str, folded: str, at: int) -> int:
    """Where a deadline's words end: see `_END`; a comma before a capital ends them too."""
    end = _END.search(folded, at)
    stop = end.start() if end else len(folded)
    comma = next((m.start() for m in re.finditer(r", ?(?=[^\W\d_])", text[at:stop]) if text[at + m.end()].isupper()), None)
    return at + comma if comma is not None else stop


def _recurring(folded: str, spoken: frozenset[str]) -> Deadline | None:
    """A recurrence with its day; it goes before absolute dates, whose day and month it may hold."""
    if spoken.isdisjoint(_PERIOD_HINTS) or not _PERIODIC.search(folded):
        return None
    return next((_period(m) for m in _PERIOD.finditer(folded) if m.group("day") or m.group("on")), None)


def _periodic(folded: str, spoken: frozenset[str]) -> Deadline | None:
    match = None if spoken.isdisjoint(_PERIOD_HINTS) or not _PERIODIC.search(folded) else _PERIOD.search(folded)
    if match is None or not any(word in folded for word in ("bao cao", "gui", "dinh ky", " lan")):
        return None
    made = _period(match)
    rest = _LEADING.match(folded, made.end) if made.start == 0 else None
    return Deadline(made.value, 0, rest.end(), made.rule) if rest else made


def _period(match: re.Match[str]) -> Deadline:
    if match.group("months") or match.group("once"):
        return Deadline(
            f"every:{int(match.group('months') or match.group('once'))}m", match.start(), match.end(), "deadline.period"
        )
    unit = re.search(r"(?:hang|moi) (\w+)", match.group())
    day = match.group("day") or match.group("on")
    value = _UNITS[unit.group(1)] if unit else None
    return Deadline(f"{value}:{int(day)}" if value and day else value, match.start(), match.end(), "deadline.period")


def _quarter(folded: str, spoken: frozenset[str]) -> Deadline | None:
    match = _QUARTER.search(folded) if "quy" in spoken else None
    match = match or (_MEETING.search(folded) if "hop" in spoken else None) or _month(folded, spoken)
    return Deadline(None, match.start(), match.end(), "deadline.quarter") if match else None


def _month(folded: str, spoken: frozenset[str]) -> re.Match[str] | None:
    """A month or year by which something is finished; "trong năm 2025" says when, not by when, unless it is finished then."""
    if spoken.isdisjoint(_MONTH_HINTS) or not _DIGIT.search(folded):
        return None
    for match in _MONTH.finditer(folded):
        if not match.group().startswith(("trong nam", "ngay trong nam", "vao nam", "den nam")):
            return match
    return None


def _duly(folded: str, spoken: frozenset[str]) -> Deadline | None:
    match = _DULY.search(folded) if "dung" in spoken else None
    return Deadline(None, match.start(), match.end(), "deadline.duly") if match else None
