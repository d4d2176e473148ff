"""From lines to the units of the lattice: what may be respelt, and what stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pipeline.repair.tokens import ENDS, LEAD, Token, tokens

Role = Literal["word", "figure", "fixed"]
_JOINED = re.compile(r"[^\W\d_]+(?:[-–/][^\W\d_]+)+")
_ABBREVIATED = re.compile(r"[^\W\d_]{1,2}/[^\W\d_]{1,2}")
_LETTERS = re.compile(r"[^\W\d_]+")
_PLAIN_FIGURE = re.compile(r"^[\d.,:/%+\-–()°º]+$")
_LIST_LABEL = re.compile(r"^[a-zđ]\d{0,2}$|^\d{1,2}[a-zđ]?$")


@dataclass(frozen=True, slots=True)
class Unit:
    """Characters [start, end) of line `line`. `stop`: a sentence ends after it. `tail`: marks after it that might be letters."""

    line: int
    start: int
    end: int
    text: str
    role: Role
    stop: bool = False
    tail: str = ""


def units(lines: list[str], damaged: bool) -> list[Unit]:
    """The units of lines in order. In damaged text a token of letters, figures and marks may be a word."""
    found: list[Unit] = []
    for number, line in enumerate(lines):
        for token in tokens(line, damaged):
            if token.kind == "mark":
                continue
            found.extend(_of_token(number, line, token, damaged))
        if found and found[-1].line == number and _closes(line, lines[number + 1] if number + 1 < len(lines) else ""):
            last = found.pop()
            found.append(Unit(last.line, last.start, last.end, last.text, last.role, True, last.tail))
    return found


def _closes(line: str, following: str) -> bool:
    """Whether a sentence ends with the line: an end mark, or a new item, heading or blank after it."""
    text, ahead = line.rstrip(), following.strip()
    if not ahead or text[-1:] in ENDS:
        return True
    return ahead[0] in "-+•*–" or (len(text) < 45 and not ahead[0].islower())


def _of_token(number: int, line: str, token: Token, damaged: bool) -> list[Unit]:
    core = line[token.core : token.core_end]
    stop = any(c in ENDS for c in line[token.core_end : token.end])
    tail = line[token.core_end : token.end] if damaged else ""
    if _ABBREVIATED.fullmatch(core):
        return [Unit(number, token.core, token.core_end, core, "fixed", stop)]
    if token.kind == "word" and _JOINED.fullmatch(core):
        pieces = list(_LETTERS.finditer(core))
        return [
            Unit(number, token.core + m.start(), token.core + m.end(), m.group(), "word", stop and m is pieces[-1]) for m in pieces
        ]
    role = role_of(core, token, damaged, not line[: token.core].strip(LEAD + " "))
    return [Unit(number, token.core, token.core_end, core, role, stop, tail if role == "word" else "")]


def role_of(core: str, token: Token, damaged: bool, begins: bool) -> Role:
    """What may happen to a core: words are respelt, figures and codes are only flagged, the rest stands."""
    if token.kind == "word" and (core.isalpha() or (damaged and any(c.isalpha() for c in core))):
        return "word"
    if token.kind in ("number", "code") and damaged and looks_like_word(core, begins):
        return "word"
    return "figure" if token.kind in ("number", "code") else "fixed"


def looks_like_word(core: str, begins: bool) -> bool:
    """Whether a token with digits is rather a damaged word ("s6", "d6ng") than a number, label or code.

    At the beginning of a line "a1" is a label; anywhere one small letter and one digit may be a word ("c6", "b6").
    """
    if _PLAIN_FIGURE.match(core) or (begins and _LIST_LABEL.match(core)) or "/" in core:
        return False
    digits = sum(c.isdigit() for c in core)
    letters = sum(c.isalpha() for c in core)
    if letters < 1 or digits > letters or (core[:1].isdigit() and digits > 1):
        return False
    upper = sum(c.isupper() for c in core)
    if upper == letters and core[-1].isdigit() and letters <= 4:
        return False
    return not (digits >= 2 and core[-2:].isdigit())
