"""The key by which a cited document is found again: `issuer|year|number|NOTATION`, folded."""

from __future__ import annotations

import re

from extractors.folding import fold
from extractors.references.parts import folded_name

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
    if printed := re.match(r"((?:19|20)[0-9]{2})/(.+)", rest):
        year, rest = year or printed[1], printed[2]
    notation = re.sub(r"[&\s.]", "", fold(rest)).upper()
    body = re.sub(r" +", "-", folded_name(issuer)) if issuer else ""
    return f"{body}|{year}|{match['n'].lstrip('0').lower() or '0'}|{notation}"
