"""The key by which a cited document is found again: `issuer|year|number|NOTATION`, folded."""

from __future__ import annotations

import re

from extractors.folding import fold
from extractors.references.parts import folded_name

_YEAR = re.compile(r"((?:19|20)[0-9]{2})/(.+)")
_ODD = re.compile(r"[&\s.]")
_SPLIT = re.compile(r"(?P<n>[^/\-\s]+)[/\-\s](?P<rest>.+)")


def document_key(number: str | None, issuer: str | None, date: str | None) -> str | None:
    """The key of a document with this whole number ("542/STT&TT-CNTT"); None without a number.

    The year is the date's, else the notation's. `&` and spaces fall away in the notation, so that "STT&TT" and "STTTT"
    are one; an unknown issuer or year is empty.
    """
    match = _SPLIT.fullmatch(number.strip()) if number else None
    if match is None:
        return None
    rest = match["rest"]
    year = date[:4] if date else ""
    if printed := _YEAR.match(rest):
        year, rest = year or printed[1], printed[2]
    notation = _ODD.sub("", fold(rest)).upper()
    body = "-".join(folded_name(issuer).split()) if issuer else ""
    return f"{body}|{year}|{match['n'].lstrip('0').lower() or '0'}|{notation}"
