"""What a reader of a record should know of its fields: the warnings W110 to W114.

Those of reading and repair (W101 to W108) come with the reading.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from extractors.folding import fold
from extractors.number import read_number
from pipeline.zones import forms
from schemas.errors import ENTRIES
from schemas.letter import Letter, ZonedLine
from schemas.record import Notice, Record, Reference

_HEAD_LINES = 14
"""The head of a second letter is as long at the most."""
_PLACE_WORDS = 5
_ABOVE = 12
"""Lines of the left column that a scan may give before the motto."""
_SHORT = r"(?:(?:so )?(?P<number>\d{1,5})(?![\d/\-a-z])|(?:da )?(?:neu|noi|dan) (?:o )?tren\b)"
_AFTER_HEAD = re.compile("[/-]")
_MANY = re.compile(r"\b(?:cac|nhung|hai|ba|mot so|\d+)\s$")


def notices(letter: Letter, made: Record) -> Iterator[Notice]:
    """The warnings of a record, in the order of their codes."""
    signed, printed = made.signature.signed_at.value, made.issued_on.value
    if signed and printed and made.issued_on.precision == "day" and signed[:10] != printed:
        yield Notice("W110", f"signed {signed}, printed {printed}")
    if made.secrecy.value:
        yield Notice("W111", ENTRIES["W111"].meaning)
    if "illegible" in (made.number.reason, made.issued_on.reason):
        yield Notice("W112", ENTRIES["W112"].meaning)
    second = _second_letter(letter)
    if second is not None:
        yield Notice("W113", f"page {second.page}: {second.text.strip()[:60]}")
    for said in _left_open(letter, made.references):
        yield Notice("W114", said)


def _second_letter(letter: Letter) -> ZonedLine | None:
    """The number line of another letter behind the first, or its date's where the number was not read.

    It has a motto of its own and two of the three: number, place and date, kind or subject. Forms are blank there.
    """
    lines = letter.lines
    for at, line in enumerate(lines):
        if line.page == lines[0].page or line.zone not in ("annex", "body", "head_right"):
            continue
        if not forms.is_motto(fold(line.text).strip()):
            continue
        head = [one for one in lines[max(at - _ABOVE, 0) : at + _HEAD_LINES] if one.page == line.page]
        number = next((one for one in head if _is_numbered(one.text)), None)
        dated = next((one for one in head if _is_dated(one.text)), None)
        named = any(forms.is_type(one.text) or forms.is_subject_lead(fold(one.text).strip()) for one in head)
        if (number is not None and (dated is not None or named)) or (dated is not None and named):
            return number or dated
    return None


def _is_numbered(text: str) -> bool:
    if not forms.is_number(text, fold(text).strip()):
        return False
    read = read_number(text.strip())
    return read is not None and read.number is not None and read.notation is not None and read.legible


def _is_dated(text: str) -> bool:
    """Whether a line is a place and a whole date; what a basis cites ("Luật … ngày 19 tháng 6 năm 2015;") has more words."""
    place = re.split(r"ng[aà]y", text, maxsplit=1)[0]
    if len(place.split()) > _PLACE_WORDS or text.rstrip().endswith(";"):
        return False
    return forms.is_place_date(fold(text).strip()) and forms.names_place(text) and re.search(r"ngày\s*\d", text) is not None


def _left_open(letter: Letter, cited: tuple[Reference, ...]) -> Iterator[str]:
    """Short mentions ("Công văn số 250", "Quyết định nêu trên") that two or more of the cited documents fit."""
    kinds = Counter(one.document_type.value for one in cited if one.document_type.value and one.number.value)
    several = {fold(kind): kind for kind, count in kinds.items() if count > 1}
    if not several:
        return
    folded = fold(letter.flow)
    lows, highs = _taken(letter, cited)
    fitting = _by_number(cited)
    said: set[str] = set()
    for mention in _short_mentions(tuple(several)).finditer(folded):
        start = mention.start()
        fits = fitting.get((several[mention["kind"]], mention["number"]), ())
        words = letter.flow[start : mention.end()]
        if len(fits) < 2 or words in said:
            continue
        plural = _MANY.search(folded, max(start - 8, 0), start) is not None
        inside = highs[bisect_right(lows, start)] > start
        if not (plural or inside):
            said.add(words)
            yield f"“{words}”: {', '.join(fits[:4])}"


@lru_cache(maxsize=1 << 10)
def _short_mentions(kinds: tuple[str, ...]) -> re.Pattern[str]:
    """Finds short mentions of these folded kinds in folded text."""
    return re.compile(rf"\b(?P<kind>{'|'.join(map(re.escape, kinds))}) " + _SHORT)


def _by_number(cited: tuple[Reference, ...]) -> dict[tuple[str, str | None], list[str]]:
    """Kind and bare number, or None for any → the whole numbers that fit, in order."""
    fitting: dict[tuple[str, str | None], list[str]] = {}
    for one in cited:
        kind, number = one.document_type.value, one.number.value
        if kind and number:
            fitting.setdefault((kind, None), []).append(number)
            if sign := _AFTER_HEAD.search(number):
                fitting.setdefault((kind, number[: sign.start()]), []).append(number)
    return fitting


def _taken(letter: Letter, cited: tuple[Reference, ...]) -> tuple[list[int], list[int]]:
    """Where citations begin, in order, and the furthest that any of the first 0, 1, 2 … of them reaches."""
    places = sorted(_places(letter, cited))
    return [low for low, _ in places], [0, *accumulate((high for _, high in places), max)]


def _places(letter: Letter, cited: tuple[Reference, ...]) -> Iterator[tuple[int, int]]:
    """Where the cited documents are mentioned: characters [start, end) of the letter's text."""
    starts = {page.number: start for page, start in zip(letter.reading.pages, letter.page_starts, strict=True)}
    for one in cited:
        for span in (*one.text.spans, *one.mentions):
            yield starts[span.page] + span.start, starts[span.page] + span.end
