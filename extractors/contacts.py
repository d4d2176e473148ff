"""Phones, faxes, e-mail addresses and sites, each in its normalised form.

A phone number that has not the right count of digits keeps its printed form and a low confidence: a digit too many
is the maker's error, and nobody can tell which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from extractors.folding import fold
from extractors.needles import needled
from schemas.fields import found
from schemas.letter import Letter
from schemas.record import Contact

ContactKind = Literal["phone", "fax", "email", "site", "address"]

_EMAIL = needled(
    r"(?<![A-Za-z0-9_.+-])[A-Za-z0-9_][A-Za-z0-9_.+-]{0,63}@[A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,62}){1,5}"
)
_SITE = needled(
    r"(?:https?://|www\.)[^\s<>()\[\]\"“”|,;]{3,200}|(?<![\w@./-])(?:[a-z0-9-]{1,40}\.){1,4}(?:gov|edu|com|org|net"
    r"|mil)\.vn(?:/[^\s<>()\"“”|,;]{0,120})?(?![\w@])"
)
_PHONE = re.compile(
    r"(?<![\d/.,-])(?:\(?\+?84\)?|\(?0)[\d. ()-]{6,16}\d(?![\d/])(?!-[A-Z])|(?<![\d/.,-])\d{3}[. ]?\d{4}(?!\d)"
    r"|(?<![\d/.,-])1[89]00[. ]?\d{4,6}(?!\d)"
)
_DATE = re.compile(r"\d{1,2}[ .-]\d{1,2}[ .-](?:19|20)\d{2}\b")
_DIGITS = re.compile(r"[(+\d][\d. ()+-]{6,}")
_LEAST = 7
"""Characters of the shortest number, signs behind its last digit left off."""
_LABEL = re.compile(
    r"(?:dien thoai|so dien thoai|\bs?dt\b|\btel\b|di dong|hotline|duong day nong|mobile|phone|\bd[dt]\s*:|lien he"
    r"|\bfax\b)[^\d\n]{0,40}$"
)
_FAX = re.compile(r"\bfax\b[^\d\n]{0,12}$")


def contacts(letter: Letter) -> tuple[Contact, ...]:
    """Every contact once, in the order of the text."""
    text = letter.text
    seen: dict[tuple[str, str], Contact] = {}
    at: dict[tuple[str, str], int] = {}
    for kind, value, start, end, sure in _all(text):
        key = (kind, value.casefold())
        if key not in seen:
            seen[key] = Contact(kind, found(value, letter.span(start, end), sure, f"contacts.{kind}"))
            at[key] = start
    return tuple(seen[key] for key in sorted(seen, key=lambda one: at[one]))


def _all(text: str) -> Iterator[tuple[ContactKind, str, int, int, float]]:
    for mail in _EMAIL.finditer(text):
        yield "email", mail.group().rstrip(".").lower(), mail.start(), mail.end(), 0.93
    for site in _SITE.finditer(text):
        value = site.group().rstrip(".:…'”")
        yield "site", value, site.start(), site.start() + len(value), 0.9
    yield from _phones(text, fold(text))


def _phones(text: str, folded: str) -> Iterator[tuple[ContactKind, str, int, int, float]]:
    for one in _numbers(text):
        before = folded[max(0, one.start() - 60) : one.start()]
        line = before[before.rfind("\n") + 1 :]
        labelled = _LABEL.search(line) is not None
        number = national(one.group())
        if _DATE.match(one.group()) or (number is None and not labelled):
            continue
        if number is not None and not labelled and not re.search(r"[. ()]", one.group()) and len(number) < 10:
            continue
        kind: ContactKind = "fax" if _FAX.search(line) else "phone"
        printed = " ".join(one.group().split())
        yield kind, number or printed, one.start(), one.end(), (0.95 if labelled else 0.75) if number else 0.4


def _numbers(text: str) -> Iterator[re.Match[str]]:
    """What may be phone numbers, looked for only in runs of digits and the signs between them."""
    for run in _DIGITS.finditer(text):
        at = run.start()
        end = at + len(run.group().rstrip(". ()+-"))
        if end - at < _LEAST:
            continue
        while one := _PHONE.search(text, at, min(end + 3, len(text))):
            yield one
            at = one.end()


def national(printed: str) -> str | None:
    """A phone number's digits in national form ("02432091616"); None where their count is not a Vietnamese number's.

    Mobile numbers have ten digits, fixed ones with area code ten or eleven, service numbers (1800, 1900) eight to ten;
    area codes before 2017 ("077", "04") give nine to eleven.
    """
    digits = "".join(c for c in printed if c.isdigit())
    if digits.startswith("84") and len(digits) in (11, 12):
        digits = "0" + digits[2:]
    if digits.startswith(("1800", "1900")):
        return digits if 8 <= len(digits) <= 10 else None
    if digits.startswith("02"):
        return digits if len(digits) == 11 or (len(digits) == 10 and digits[:3] != "024" and digits[:3] != "028") else None
    if digits.startswith("0"):
        return digits if 10 <= len(digits) <= 11 and not digits.startswith("00") else None
    return None
