"""Cutting a line into the words that are judged and repaired, each with its place.

A token is what stands between spaces. Its core is without the brackets and marks around it; a core of letters joined
by hyphens or slashes is several words. Numbers, codes, dates, addresses are kinds of their own and are never respelt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["word", "number", "code", "address", "mark"]
LEAD = "([{<\"'“‘«-–—•*+…·.,;:!?/\\|_=~^`´"
TRAIL = ")]}>\"'”’».,;:!?…-–—*/\\|_=~^`´"
SURE_LEAD = "([{\"'“‘«-–—•*+…._"
SURE_TRAIL = ")]}\"'”’».,;:!?…-–—/_"
ENDS = ".;:!?"
_TOKEN = re.compile(r"\S+")
_JOIN = re.compile(r"[-–/&]")
_ADDRESS = re.compile(
    r"^(?:https?://|www\.)|\w@\w+\.|\.(?:vn|com|org|net|gov|edu|docx?|pdf|xlsx?|zip|rar|png|jpe?g)\b", re.IGNORECASE
)
_NUMBER = re.compile(r"^[\d.,:/%+\-–xX°ºoO]*\d[\d.,:/%+\-–°º]*$")


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a line: characters [start, end), its core [core, core_end) and what kind of thing the core is."""

    start: int
    end: int
    core: int
    core_end: int
    kind: Kind


def kind_of(core: str) -> Kind:
    """What a core is by its characters alone."""
    if not core:
        return "mark"
    if core.isalpha():
        return "word"
    if any(c.isdigit() for c in core):
        return "number" if _NUMBER.match(core) else "address" if _ADDRESS.search(core) else "code"
    return "address" if _ADDRESS.search(core) else "word"


def tokens(line: str, damaged: bool = False) -> list[Token]:
    """The tokens of a line in order; in damaged text only what is surely punctuation is left out of the core."""
    lead, trail = (SURE_LEAD, SURE_TRAIL) if damaged else (LEAD, TRAIL)
    found = []
    for match in _TOKEN.finditer(line):
        text = match.group()
        start, end = match.span()
        core = end - len(text.lstrip(lead))
        core_end = max(core, start + len(text.rstrip(trail)))
        found.append(Token(start, end, core, core_end, kind_of(line[core:core_end])))
    return found


def parts(core: str) -> list[str]:
    """The words of a core: "kinh-tế" → ["kinh", "tế"]; a core that is one word gives itself."""
    return [core] if core.isalpha() else [part for part in _JOIN.split(core) if part]
