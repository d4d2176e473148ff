"""Broken codes, dates and abbreviations: repaired where grammar and the known forms leave one reading, else left.

A slash is often read as 1, l, I or |, a nought as O, a one as l or I; the mark of Đ is lost ("QD-TTg"). A plain number is
never changed: eight digits become a date only after the word "ngày", and only where one division gives a real date.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.repair.syllables import strip_marks

SLASH = "/1lI|"
DIGITS = str.maketrans("OoIl|SsZzB", "0011155228")
_LOOKALIKE = "0-9OoIl|SsZzB"
_DATE = re.compile(rf"[{_LOOKALIKE}/]{{8,10}}")
_CODE = re.compile(
    rf"(?P<number>[{_LOOKALIKE}]{{1,5}}[a-z]?)(?P<year>[/1lI|][12zZIl][09Oo][{_LOOKALIKE}]{{2}})?[-/1lI|](?P<tail>[A-ZĐÐa-z].*)"
)
_NUMBERED = re.compile(r"[S$5§8][6oO0ốôéõ](:\.?)(?=\d+[a-z]?(?:/\d{4})?[/-][A-ZĐ])")
_WHOLE_DATE = re.compile(r"\d{1,2}(?:[/.\-–]\d{1,4}){0,2}")
_BROKEN_CODE = re.compile(r"\d[^A-ZĐ]*[A-ZĐ&]+[1l|][A-ZĐ]")
_PART = re.compile(r"[^\W\d_]+")
_ROMAN = re.compile(r"I{1,3}|I?VI{0,3}|IX|X{1,2}(?:I{0,3}|IV|VI{0,3}|IX)")
_ODD_D = re.compile(r"E[lI1]|Ð|£\)|B\)|f\)")


def date(text: str, after_day: bool) -> str | None:
    """ "28/0112008" → "28/01/2008" where exactly one division is a date of 1945-2035; pure digits only after "ngày"."""
    if not _DATE.fullmatch(text) or (text.isdigit() and not after_day) or re.fullmatch(r"\d{1,2}/\d{1,2}/\d{4}", text):
        return None
    found = set()
    for first in (1, 2):
        for second in (first + 2, first + 3):
            if len(text) - second - 1 == 4 and text[first] in SLASH and text[second] in SLASH:
                day, month, year = (p.translate(DIGITS) for p in (text[:first], text[first + 1 : second], text[second + 1 :]))
                if all(p.isdigit() for p in (day, month, year)) and _real(int(day), int(month), int(year)):
                    found.add(f"{day}/{month}/{year}")
    return found.pop() if len(found) == 1 else None


def _real(day: int, month: int, year: int) -> bool:
    return 1 <= day <= 31 and 1 <= month <= 12 and 1945 <= year <= 2035


def broken(text: str, after_day: bool) -> bool:
    """Whether a code or date cannot be as printed ("12/QD1UBND"; "ngày 2O/13"): where no reading is left alone, it is said."""
    if after_day and any(c.isdigit() for c in text):
        return not _WHOLE_DATE.fullmatch(text)
    return bool(_BROKEN_CODE.match(text))


def roman(text: str, before: str) -> str | None:
    """ "Ill" → "III" at the beginning of a line (`before` is what stands before it)."""
    new = re.sub(r"[l1|]", "I", text)
    numeral = any(c in "IVX" for c in text) and _ROMAN.fullmatch(new)
    return new if numeral and not before.strip() and new != text else None


def tail_key(tail: str) -> str:
    """A code's tail without marks, with everything a slash may be read as made the same."""
    return re.sub(r"[/1lI|]", "I", strip_marks(_ODD_D.sub("D", tail))).upper()


def code(text: str, parts: Mapping[str, str], tails: Mapping[str, str]) -> str | None:
    """A code with its marks and slashes put back ("33-NQITW" → "33-NQ/TW", "23/QD-TTg" → "23/QĐ-TTg"), None for no change."""
    if opened := _NUMBERED.match(text):
        rest = text[opened.end() :]
        return f"Số{opened[1]}{code(rest, parts, tails) or rest}"
    match = _CODE.fullmatch(text)
    new = None
    if match and (known := tails.get(tail_key(match["tail"]))):
        number = match["number"].translate(DIGITS) if not match["number"][-1:].islower() else match["number"]
        year = match["year"][1:].translate(DIGITS) if match["year"] else ""
        joint = text[match.end("year") if year else match.end("number")]
        if number.rstrip("abcdefgh").isdigit() and (not year or year.isdigit()):
            new = f"{number}/{year}/{known}" if year else f"{number}{'-' if joint == '-' else '/'}{known}"
    new = new or _PART.sub(lambda m: abbreviation(m.group(), parts) or m.group(), text)
    return new if new != text else None


def abbreviation(text: str, parts: Mapping[str, str]) -> str | None:
    """ "CNVCLD" → "CNVCLĐ" where the form without marks is not in use; None for no change."""
    if len(text) < 2 or not text[0].isupper():
        return None
    found = parts.get(text) or parts.get(_ODD_D.sub("D", text))
    return found if found and found != text else None
