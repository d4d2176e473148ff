"""Dates as official documents print them.

`find_dates` is the grammar shared by every extractor; `issued_on` and `place` read the letter's own place and date line.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.folding import fold
from extractors.places import place_name
from schemas.fields import Candidate, Field, Origin, found, missing
from schemas.letter import Letter, ZonedLine
from schemas.record import DateField, Precision


@dataclass(frozen=True, slots=True)
class FoundDate:
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
_LONG = re.compile(
    r"(?:\b(?:ngay|mong)" + _GAP + r")?(?:(?<![0-9a-z])" + _DAY + r"|(?<=ngay)|(?<=ngay )|(?<=[.…_ ]))[ \n.…_]{0,12}"
    r"\bthang" + _GAP + r"(?:(?P<m>[0-9oil]{1,2})(?![0-9]))?" + _GAP + r"nam[ \n]{0,3}(?P<y>(?:19|20)[0-9]{2})(?![0-9])"
)
_SLASHED = re.compile(
    r"(?:\bngay[ \n]{0,3})?(?<![0-9/.])(?P<d>[0-9]{1,2})[ ]?(?P<sep>[/.\-])[ ]?(?P<m>[0-9]{1,2})[ ]?(?P=sep)[ ]?"
    r"(?P<y>(?:19|20)[0-9]{2})(?![0-9/]|-[a-z])"
)
_SHORT_YEAR = re.compile(
    r"\bngay[ \n]{1,3}(?P<d>[0-9]{1,2})(?P<sep>[/.\-])(?P<m>[0-9]{1,2})(?P=sep)(?P<y>[0-9]{2})(?![0-9/]|-[a-z])"
)
_BLANK_DAY = re.compile(r"\bngay[ .…_\n]{1,14}/[ ]?(?P<m>[0-9]{1,2})[ ]?/[ ]?(?P<y>(?:19|20)[0-9]{2})(?![0-9])")
_MONTH = re.compile(r"\bthang[ \n]{0,3}(?P<m>[0-9]{1,2})[ ]?(?:[/.\-]|[ ]nam)[ \n]?(?P<y>(?:19|20)[0-9]{2})(?![0-9])")
_YEARLESS = re.compile(
    r"\bngay[ \n]{1,3}(?P<d>[0-9]{1,2})(?:[ ]?[/\-][ ]?|[ \n]{1,2}thang[ \n]{1,2})(?P<m>[0-9]{1,2})"
    r"(?![0-9/]|[.\-][0-9a-z]|[ ,\n]{0,2}nam\b)"
)
_LETTERS = str.maketrans("oil", "011")


def find_dates(text: str, year: int | None = None) -> tuple[FoundDate, ...]:
    """All dates printed in `text`, in order, without overlaps.

    Knows "ngày 14 tháng 4 năm 2020", "14/04/2020", "14.5.2020", "14-4-2020", "ngày 14/4/98", "tháng 5/2020", blank days
    and months ("ngày … tháng 12 năm 2020" has month precision), lost diacritics, and, only where `year` is given,
    "ngày 17/4" and "ngày 17 tháng 4". A date that the calendar does not have is not returned.
    """
    folded = fold(text)
    return _without_overlaps(sorted(_all(folded, year), key=lambda one: (one.start, -one.end)))


def _all(folded: str, year: int | None) -> Iterator[FoundDate]:
    patterns = (_LONG, _SLASHED, _SHORT_YEAR, _BLANK_DAY, _MONTH, *(() if year is None else (_YEARLESS,)))
    for pattern in patterns:
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
        return None
    lead = len(match.group()) - len(match.group().lstrip(" \n.…_"))
    return FoundDate(match.start() + lead, match.end(), *made, yearless=printed is None)


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


# The letter's own line is read more freely than a date in running text: it is known to be a date.
_OWN = re.compile(
    r"n?[gq]?[gq][aeo]\w?(?P<d>(?:(?!nga).){0,14}?)(?:t\w?)?han\w{0,2}?(?P<m>[^a-z]{0,12}?|[^a-z]{0,5}[oil][^a-z]{0,5})n?a?m\W{0,3}(?P<y>(?:19|20)[0-9]{2})(?![0-9])"
)
_BLANK = re.compile(r"[\s.…_,\-]*$")


def issued_on(letter: Letter) -> DateField:
    """The date of the place-and-date line, as exact as it is printed; never completed.

    A blank day gives month precision; a day that stands there and cannot be read makes the date illegible, with what
    could be read as candidate. Without such a line: the title's date (legal databases, "Kèm theo …" of annexes).
    """
    for line in letter.zone("place_date"):
        read = _own_date(letter, line)
        if read is not None:
            return read
    return _titled_date(letter) or _opening_date(letter) or DateField(None, 0.85, "component_absent", rule="date.none")


def _own_date(letter: Letter, line: ZonedLine) -> DateField | None:
    dates = [one for one in find_dates(line.text) if one.precision == "day"]
    if dates:
        return _dated(letter, line.start + dates[0].start, line.start + dates[0].end, dates[0], "date.line")
    match = _OWN.search(fold(line.text))
    if match is None:
        return None
    day, month = _part(match["d"]), _part(match["m"])
    start, end = line.start + match.start(), line.start + match.end()
    known = iso_date(int(match["y"]), month or None, (day or None) if month else None)
    if day == -1 or month == -1 or known is None:
        return _illegible(letter, start, end, iso_date(int(match["y"]), max(month or 0, 0) or None, None))
    return _dated(letter, start, end, FoundDate(0, 0, *known), "date.line")


def _part(text: str) -> int | None:
    """Day or month; None if blank, -1 if something stands there that is no number."""
    if _BLANK.match(text):
        return None
    bare = re.sub(r"[\s.…_,'`]", "", text).translate(str.maketrans("oil|", "0111"))
    return int(bare) if re.fullmatch(r"[0-9]{1,2}", bare) else -1


def _dated(letter: Letter, start: int, end: int, date: FoundDate, rule: str) -> DateField:
    hand = letter.line_at(start)
    written = any(hand.start + a < end and hand.start + b > start for a, b in hand.line.handwritten)
    sure = min(letter.confidence(start, end), 0.99)
    origin: Origin = "handwritten" if written else "printed"
    return DateField(date.iso, sure, None, origin, letter.span(start, end), (), rule, date.precision)


def _illegible(letter: Letter, start: int, end: int, known: tuple[str, Precision] | None) -> DateField:
    spans = letter.span(start, end)
    guess = (Candidate(known[0], 0.5, spans),) if known else ()
    return DateField(None, 0.8, "illegible", "handwritten", spans, guess, "date.line", None)


_OPENING = re.compile(r"^\W{0,4}(?:thoi gian(?: bat dau)?|hom nay|vao (?:hoi|luc)|hoi)\b")


def _opening_date(letter: Letter) -> DateField | None:
    """Minutes print no date in the head: the meeting's, from their first lines."""
    titles = [line.text for line in letter.zone("title")]
    if not any(fold(title).strip().startswith("bien ban") for title in titles):
        return None
    for line in [line for line in letter.zone("body") if line.text.strip()][:6]:
        dates = find_dates(line.text)
        if dates and _OPENING.match(fold(line.text)):
            return _dated(letter, line.start + dates[0].start, line.start + dates[0].end, dates[0], "date.minutes")
    return None


def _titled_date(letter: Letter) -> DateField | None:
    view = letter.view(("title", "head_left", "number"))
    folded = fold(view)
    at = max(folded.find("kem theo"), 0) or next((m.end() for m in re.finditer(r"\bso ?:? {0,8}[0-9]", folded)), -1)
    dates = [one for one in find_dates(view) if 0 <= at <= one.start < at + 200]
    if dates:
        return _dated(letter, dates[0].start, dates[0].end, dates[0], "date.title")
    return None


_NAME = re.compile(r"^[\W_]*(?P<place>[^\W\d_][^\d,;:]{1,40}?)[\W_]*$")


def place(letter: Letter) -> Field[str]:
    """The place name of the place-and-date line; a name of the gazetteer that only lost diacritics is given them back."""
    for line in letter.zone("place_date"):
        match = _OWN.search(fold(line.text)) or re.search(r"\bngay\b|\bng\w{1,3}y", fold(line.text))
        dates = find_dates(line.text)
        end = min([m for m in (match.start() if match else None, dates[0].start if dates else None) if m is not None], default=0)
        name = _NAME.match(line.text[:end])
        if name:
            start, stop = name.span("place")
            spans = letter.span(line.start + start, line.start + stop)
            sure = min(letter.confidence(line.start + start, line.start + stop), 0.98)
            return found(place_name(name["place"].strip(" .,-–")), spans, sure, "place.line")
    return missing("component_absent", 0.9, "place.none")
