"""The letter's own date and place; `find_dates` of the shared grammar is found here too."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.date_grammar import FoundDate, find_dates, iso_date
from extractors.folding import fold
from extractors.places import near_province, place_name, units_named
from extractors.rivals import LEAST, is_handwritten, merged_digits, other_hands, readings
from extractors.signature import signature
from schemas.fields import Candidate, Field, Origin, Span, found, missing
from schemas.letter import Letter, ZonedLine
from schemas.record import DateField, Precision

__all__ = ["FoundDate", "find_dates", "iso_date", "issued_on", "place"]


@dataclass(frozen=True, slots=True)
class PlaceDate:
    """The parts of "Hà Nội, ngày 14 tháng 5 năm 2020" as read: place's end and date's start in the text.

    `day`, `month` are digits, "" where the line is blank there, None where something stands that is no number; they are
    led by "?" where a letter was taken for the digit it looks like.
    """

    place_end: int
    start: int
    end: int
    day: str | None
    month: str | None
    year: str


# The letter's own line is read more freely than a date in running text: it is known to be a date.
_YEAR = re.compile(r"(?:n?a?m|ham|na)?\W{0,3}(?P<y>(?:19|20)[0-9]{2})[\W_]{0,8}$")
_MONTH = re.compile(r"[ti]?h?an[gq]|t\w{1,2}ng")
_DAY = re.compile(r"(?<![a-z])(?:n[gq][aeo][yiv]?|nay)")
_SLASHES = re.compile(r"(?P<d>[0-9]{1,2})\W(?P<m>[0-9]{1,2})\W(?P<y>(?:19|20)[0-9]{2})[\W_]{0,4}$")
_BLANK_SLASHES = re.compile(r"ngay(?P<d>[ .…_]{0,20})/ ?(?P<m>[0-9]{1,2}|[ .…_]{0,20}) ?/ ?(?P<y>(?:19|20)[0-9]{2})[\W_]{0,4}$")
_MONTHS = ("mot", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi", "muoi mot", "muoi hai")
_LOOKS = str.maketrans({"o": "0", "l": "1", "i": "1", "|": "1", "s": "5", "g": "6", "£": "6", "(": "6", "&": "8"})


@lru_cache(maxsize=256)
def read_place_date(text: str) -> PlaceDate | None:
    """Parses the line; None if it holds no year or no month."""
    folded = fold(text)
    year = _YEAR.search(folded)
    if year is None:
        return None
    slashes = _SLASHES.search(folded) or _BLANK_SLASHES.search(folded)
    if slashes:
        start = max(folded.rfind("ngay", 0, slashes.start("d")), 0) or slashes.start("d")
        return PlaceDate(start, start, slashes.end("y"), _digits(slashes["d"]), _digits(slashes["m"]), slashes["y"])
    month = next(reversed(list(_MONTH.finditer(folded, 0, year.start()))), None)
    if month is None:
        return None
    days = list(_DAY.finditer(folded, 0, month.start()))
    comma = max(folded.rfind(",", 0, month.start()), folded.rfind(". ", 3, month.start()))
    place_end, start = (days[-1].start(), days[-1].end()) if days else (comma, comma + 1)
    if place_end < 0:
        return None
    day, number = _digits(folded[start : month.start()]), _digits(folded[month.end() : year.start()])
    return PlaceDate(place_end, place_end, year.end("y"), day, number, year["y"])


def _digits(text: str) -> str | None:
    """Digits of a day or month: "" if blank, led by "?" if letters were taken for digits, None if none can be made out."""
    bare = re.sub(r"[\s.…_,'`:;\-–]", "", text)
    if text.strip() in _MONTHS:
        return str(_MONTHS.index(text.strip()) + 1)
    looks = bare.translate(_LOOKS)
    if re.fullmatch(r"[0-9]{0,2}", looks):
        return looks if looks == bare else f"?{looks}"
    return None


def issued_on(letter: Letter) -> DateField:
    """The date of the place-and-date line, as exact as it is printed; never completed.

    A blank day gives month precision; a day that stands there and cannot be read makes the date illegible, with what
    could be read as candidate. Where the page's readers differ, digits must agree with both. Without such a line: the
    title's date (legal databases, "Kèm theo …" of annexes), or the meeting's in minutes.
    """
    for line in letter.zone("place_date"):
        read = _own_date(letter, line)
        if read is not None:
            return read
    titled = _titled_date(letter)
    if titled is not None and titled.precision == "month":  # the day is blank: the system that signed says it above the annex
        titled = _overlaid_date(letter, str(titled.value)) or titled
    return titled or _opening_date(letter) or DateField(None, 0.85, "component_absent", rule="date.none")


def _own_date(letter: Letter, line: ZonedLine) -> DateField | None:
    reads = [one for one in map(read_place_date, readings(line)) if one is not None]
    if not reads:
        return None
    first = reads[0] if read_place_date(line.text) else None
    start, end = (line.start + first.start, line.start + first.end) if first else (line.start, line.end)
    day, month = _agreed([one.day for one in reads]), _agreed([one.month for one in reads])
    year = int(merged_digits(reads[0].year, reads[-1].year) or reads[0].year)
    known = _iso(year, month, day)
    if day is None or month is None or known is None or (day and not month):
        return _illegible(letter, start, end, reads, year)
    doubt = "?" in f"{day}{month}"
    sure = min(letter.confidence(start, end), 0.6 if doubt else 0.99)
    if not day and _page_source(letter, line) == "ocr":  # on a scan a blank is oftener ink that was not read
        sure = min(sure, 0.6)
    if sure < LEAST and is_handwritten(line, start - line.start, end - line.start):
        return _illegible(letter, start, end, reads, year)
    return _dated(letter, (start, end), FoundDate(0, 0, *known), "date.line", sure)


def _agreed(parts: list[str | None]) -> str | None:
    """What the readings agree on: a number before a blank, a blank only if none of them sees anything."""
    numbers = [part for part in parts if part]
    numbers = [part for part in numbers if part[0] != "?"] or numbers
    if numbers:
        return merged_digits(numbers[0].lstrip("0") or "0", numbers[-1].lstrip("0") or "0")
    return None if None in parts else ""


def _iso(year: int, month: str | None, day: str | None) -> tuple[str, Precision] | None:
    bare = [int(part.strip("?")) if part and part.strip("?") else None for part in (month, day)]
    return iso_date(year, bare[0], bare[1] if bare[0] else None)


def _dated(letter: Letter, where: tuple[int, int], date: FoundDate, rule: str, sure: float) -> DateField:
    start, end = where
    line = letter.line_at(start)
    written = is_handwritten(line, start - line.start, end - line.start)
    origin: Origin = "handwritten" if written else "printed"
    return DateField(date.iso, sure, None, origin, letter.span(start, end), (), rule, date.precision)


def _illegible(letter: Letter, start: int, end: int, reads: list[PlaceDate], year: int) -> DateField:
    spans = letter.span(start, end)
    others = [one for one in map(read_place_date, other_hands(letter.line_at(start))) if one is not None]
    days = [_candidate(one, year, spans) for one in (*reads, *others)]
    guesses = tuple(dict.fromkeys(guess for guess in days if guess is not None))
    return DateField(None, 0.8, "illegible", "handwritten", spans, guesses, "date.line", None)


def _candidate(read: PlaceDate, year: int, spans: tuple[Span, ...]) -> Candidate[str] | None:
    """One reading's date, as far as it goes."""
    known = _iso(year, read.month, read.day) or iso_date(year, None, None)
    return Candidate(known[0], 0.4, spans) if known else None


_OPENING = re.compile(r"^\W{0,4}(?:thoi gian(?: bat dau)?|hom nay|vao (?:hoi|luc)|hoi)\b")


def _opening_date(letter: Letter) -> DateField | None:
    """Minutes print no date in the head: the meeting's, from their first lines."""
    titles = [line.text for line in letter.zone("title")]
    if not any(fold(title).strip().startswith("bien ban") for title in titles):
        return None
    for line in [line for line in letter.zone("body") if line.text.strip()][:6]:
        dates = find_dates(line.text)
        if dates and _OPENING.match(fold(line.text)):
            return _found(letter, line.start, dates[0], "date.minutes")
    return None


def _titled_date(letter: Letter) -> DateField | None:
    lines = letter.zone("title", "head_left", "number")
    if not lines:
        return None
    first, last = lines[0].start, lines[-1].end
    view = letter.view(("title", "head_left", "number"))[first:last]
    folded = fold(view)
    at = max(folded.find("kem theo"), 0) or next((m.end() for m in re.finditer(r"\bso ?:? {0,8}[0-9]", folded)), -1)
    dates = [one for one in find_dates(view) if 0 <= at <= one.start < at + 200]
    return _found(letter, first, dates[0], "date.title") if dates else None


def _overlaid_date(letter: Letter, month: str) -> DateField | None:
    """The day of signing that stands under the number over an attached file, as the decree has it, if of that month."""
    time = signature(letter).signed_at
    if time.value is None or not time.spans or not time.value.startswith(month):
        return None
    beside = [i for i, line in enumerate(letter.lines) if line.zone == "number" and line.page == time.spans[0].page]
    caption = next((i for i, line in enumerate(letter.lines) if "ky" in fold(line.text) and time.value[:10] in line.text), -9)
    if not any(0 < caption - i <= 2 for i in beside):
        return None
    return DateField(time.value[:10], min(time.confidence, 0.9), None, "printed", time.spans, (), "date.overlay", "day")


def _found(letter: Letter, at: int, date: FoundDate, rule: str) -> DateField:
    start, end = at + date.start, at + date.end
    return _dated(letter, (start, end), date, rule, min(letter.confidence(start, end), 0.95))


_NAME = re.compile(
    r"^[^A-ZĐÀ-Ỹa-zđà-ỹ]*(?P<place>(?:Quận|Phường|Q\.|P\.|Khu phố) ?[0-9]{1,2}|[A-ZĐÀ-Ỹ][^\d,;:]{1,40}?)"
    r"(?:[\W_]*ng[aà]y)?[\W_]*$"
)


_SPECK = re.compile(r"(?![PQ]\b)[^\W\d_]{1,2}[.,:]{1,3} +(?=[A-ZĐÀ-Ỹ])")


def place(letter: Letter) -> Field[str]:
    """The place name of the place-and-date line; a name of the gazetteer that only lost diacritics is given them back."""
    for line in letter.zone("place_date"):
        names = [(text, name) for text in readings(line) if (name := _name_in(text)) is not None]
        if names:
            text, name = next((one for one in names if units_named(one[1]["place"])), names[0])
            start, stop = name.span("place") if text == line.text else (0, len(line.text))
            spans = letter.span(line.start + start, line.start + stop)
            printed = _without_specks(name["place"].strip(" .,-–"))
            known = bool(units_named(printed)) or _page_source(letter, line) != "ocr"
            sure = min(letter.confidence(line.start + start, line.start + stop), 0.98 if known else 0.7)
            value = place_name(printed) if _may_be_damaged(letter, line, printed) else printed
            value = value if known else near_province(printed) or value
            return found(value, spans, sure, "place.line")
    return missing("component_absent", 0.9, "place.none")


def _without_specks(printed: str) -> str:
    """Without what a scanner made of dots in front of a name of the gazetteer ("...Ắ. Kiên Giang")."""
    lead = _SPECK.match(printed)
    rest = printed[lead.end() :] if lead else printed
    return rest if lead and units_named(rest) and not units_named(printed) else printed


def _may_be_damaged(letter: Letter, line: ZonedLine, printed: str) -> bool:
    """Scanned, repaired or without any diacritics: what a keyboard wrote stays as it was written."""
    return _page_source(letter, line) in ("ocr", "repaired") or printed.isascii()


def _page_source(letter: Letter, line: ZonedLine) -> str:
    return next(page.source for page in letter.reading.pages if page.number == line.page)


def _name_in(text: str) -> re.Match[str] | None:
    read = read_place_date(text)
    return _NAME.match(text[: read.place_end]) if read else None
