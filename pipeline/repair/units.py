"""From lines to the units of the lattice: what may be respelt, and what stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.repair.gate import possible_stripped
from pipeline.repair.syllables import possible, strip_marks
from pipeline.repair.tokens import ENDS, LEAD, Token, tokens

Role = Literal["word", "either", "figure", "label", "fixed"]
_JOINED = re.compile(r"[^\W\d_]+(?:[-–/][^\W\d_]+)+")
_ABBREVIATED = re.compile(r"[^\W\d_]{1,2}/[^\W\d_]{1,2}")
_PIECES = re.compile(r"[^/\-–]+")
_RUN = re.compile(r"(?<![^\W\d_])[^\W\d_](?:[a-zà-ỹđ])+(?![^\W\d_])")
_PLAIN_FIGURE = re.compile(r"^[\d.,:/%+\-–()°º]+$")
_SHORT = re.compile(r"^(?:[^\W\d_][04695]|[bđghklnrstvxBS][0-9]|1[aeiouyàáâäèéêëìíòóôõöùúûüAEIOUY])$")
_LIKE_LETTERS = str.maketrans("10469", "loaoo")
_BEGUN = re.compile(r"^(?:1[0469]{0,2}|[0469])(?![abcdđeghkmltABCDĐEGHKMLT]$|ha$|k[mgwvWV]$|[cm]m$|tr$)[a-zà-ỹđ]+$")
_LABEL = re.compile(r"[a-zđ]\.\d|^(?:[kcdm]?m|ha)\d$")
SIGNS = frozenset("¥€£¢§@&")
_MEASURE = re.compile(r"^\d(?:[cdkm]?m|k?g|ml|ha|[mgtMGT][bB]|k[wW]h?)$")
_FOOTNOTE = 5
"""Letters and figure of a word with a note's number after it, at the least: shorter ones are mostly damage ("so6")."""
_ROMAN = re.compile(r"^(?=.*[IVX])[IVXl1|]{2,5}$")
SIGNED_FOR = frozenset({"KT", "TM", "TL", "TUQ", "T/M", "T/L", "K/T"})
CLOSERS = {")": "(", "]": "[", "}": "{", "’": "‘", "'": "'"}
OPENERS = {"[": "]", "{": "}"}
FAR_LINES, NEAR_LINES = 6, 3
NEAR = 3


@dataclass(frozen=True, slots=True)
class Unit:
    """Characters [start, end) of line `line`. `stop`: a sentence ends after it. `tail`: marks after it that might be
    letters; `doubtful` where they open or close nothing."""

    line: int
    start: int
    end: int
    text: str
    role: Role
    stop: bool = False
    tail: str = ""
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """Words that stand for units [first, last]; `margin` over the best other path, `rival` its words there."""

    first: int
    last: int
    words: tuple[int, ...]
    cost: int
    margin: int
    absorbed: bool = False


def units(lines: list[str], damaged: bool) -> list[Unit]:
    """The units of lines in order. In damaged text a token of letters, figures and marks may be a word."""
    found: list[Unit] = []
    for number, line in enumerate(lines):
        ahead = "".join(lines[number : number + FAR_LINES]) if damaged and ("[" in line or "{" in line) else ""
        behind = "".join(lines[max(0, number - NEAR_LINES) : number]) if damaged else ""
        for token in tokens(line, damaged):
            if token.kind == "mark":
                continue
            opened_here = opened(line, token, ahead) if ahead else token
            found.extend(_of_token(number, line, opened_here, damaged, behind))
        if found and found[-1].line == number and _closes(line, lines[number + 1] if number + 1 < len(lines) else ""):
            found.append(replace(found.pop(), stop=True))
    return found


def opened(line: str, token: Token, ahead: str) -> Token:
    """The token with a bracket before it taken into its core where nothing closes that bracket: "[an" for "lần"."""
    at = token.core - 1
    if at < token.start or line[at] not in OPENERS or OPENERS[line[at]] in ahead[token.core_end :]:
        return token
    return replace(token, core=at, kind="word")


def _closes(line: str, following: str) -> bool:
    """Whether a sentence ends with the line: an end mark, or a new item, heading or blank after it."""
    text, ahead = line.rstrip(" |"), following.strip(" |")
    if not ahead or text[-1:] in ENDS:
        return True
    return ahead[0] in "-+•*–" or (len(text) < 45 and not ahead[0].islower())


def _of_token(number: int, line: str, token: Token, damaged: bool, behind: str) -> list[Unit]:
    core = line[token.core : token.core_end]
    after = line[token.core_end : token.end]
    stop = any(c in ENDS for c in after)
    if _ABBREVIATED.fullmatch(core):
        return [Unit(number, token.core, token.core_end, core, "fixed", stop)]
    if (token.kind == "word" and _JOINED.fullmatch(core)) or (damaged and "/" in core and joined_words(core)):
        pieces = list(_PIECES.finditer(core))
        return [
            Unit(number, token.core + m.start(), token.core + m.end(), m.group(), "word", stop and m is pieces[-1])
            for m in pieces
        ]
    if not damaged and token.kind in ("word", "code") and not core.isalpha() and any(_RUN.finditer(core)):
        return _runs(number, token, core, stop)
    labelled = not line[: token.core].strip(LEAD + " ") and after[:1] in (")", ".")
    role = role_of(core, token, damaged, not line[: token.core].strip(LEAD + " "), labelled)
    tail = after if damaged and role in ("word", "either") else ""
    doubtful = bool(tail) and (tail[0] in "!?" or (tail[0] in CLOSERS and CLOSERS[tail[0]] not in behind + line[: token.core]))
    return [Unit(number, token.core, token.core_end, core, role, stop, tail, doubtful)]


def _runs(number: int, token: Token, core: str, stop: bool) -> list[Unit]:
    """The words within a bare token of words, figures and signs ("15.600d/lit", "phuong1")."""
    runs = list(_RUN.finditer(core))
    return [Unit(number, token.core + m.start(), token.core + m.end(), m.group(), "word", stop and m is runs[-1]) for m in runs]


def joined_words(core: str) -> bool:
    """Whether a token with slashes is words beside each other ("Xa/Phu6ng") rather than a code."""
    pieces = core.split("/")
    return all(len(p) > 1 and (p.isalpha() or looks_like_word(p) or _SHORT.match(p)) for p in pieces) and any(
        c.islower() for c in core
    )


def role_of(core: str, token: Token, damaged: bool, begins: bool, labelled: bool) -> Role:
    """What may happen to a core: words are respelt, figures and codes are only flagged, the rest stands.

    A letter and a digit ("c6", "B6") may be either, but not as a label at the beginning of a line ("a4)").
    """
    if labelled and len(core) == 1:
        return "label"
    if damaged and begins and (_ROMAN.match(core) or core in SIGNED_FOR):
        return "fixed"
    if damaged and core in SIGNS:
        return "either"
    if token.kind == "word" and (core.isalpha() or (damaged and any(c.isalpha() for c in core))):
        return "word"
    if token.kind in ("number", "code") and damaged:
        if _SHORT.match(core) and not labelled:
            return "either"
        if looks_like_word(core):
            return "word"
        if not labelled and begun_with_figures(core):
            return "either"
    return "figure" if token.kind in ("number", "code") else "fixed"


def abbreviated(found: list[Unit]) -> set[int]:
    """Units that are abbreviations ("UBNDTP"): capitals that spell no syllable, where at most half of the words next to
    them in the line, other abbreviations left out, are in capitals."""
    found_here = set()
    for i, unit in enumerate(found):
        if shouted(unit.text):
            near = [other.text for other in found[max(0, i - NEAR) : i + NEAR + 1] if other.line == unit.line]
            words = [text for text in near if len(text) > 1 and not shouted(text) and text[:1].isalpha()]
            if 2 * sum(sum(map(str.isupper, text)) > 1 for text in words) <= len(words):
                found_here.add(i)
    return found_here


def shouted(text: str) -> bool:
    """Whether a token is capitals that spell no syllable: an abbreviation, or a damaged word of a heading. Two letters of which
    the second is what vowels with a horn are read as ("SG" for "Sở", "BQ" for "Bộ") are none."""
    if not text.isupper() or not text.isalpha() or not 2 <= len(text) <= 8 or (len(text) == 2 and text[1] in "GQ"):
        return False
    return not possible_stripped(strip_marks(text))


def begun_with_figures(core: str) -> bool:
    """Whether figures before small letters are rather letters: "16i" for "lối", "4p" for "áp", not "16a" or "4m"."""
    return bool(_BEGUN.match(core)) and possible_stripped(strip_marks(core.translate(_LIKE_LETTERS)))


def looks_like_word(core: str) -> bool:
    """Whether a token with digits is rather a damaged word ("d6ng", "hQi") than a number, label or code."""
    if _PLAIN_FIGURE.match(core) or len(core) < 3 or "/" in core or _LABEL.search(core):
        return False
    digits = sum(c.isdigit() for c in core)
    letters = sum(c.isalpha() for c in core)
    if letters < 1 or digits > letters or (core[:1].isdigit() and digits > 1):
        return False
    if _MEASURE.match(core) or footnoted(core):
        return False
    upper = sum(c.isupper() for c in core)
    if upper == letters and (len(core) <= 4 or (core[-1].isdigit() and letters <= 4)):
        return False
    return not (digits >= 2 and core[-2:].isdigit())


def footnoted(core: str) -> bool:
    """Whether a token is a word with the number of a note after it ("sung3"), rather than a word whose last letter is lost."""
    word, last = core[:-1], core[-1]
    if not last.isdigit() or not word.isalpha():
        return False
    return possible(word) if not core.isascii() else last in "123" and len(core) >= _FOOTNOTE and possible_stripped(word.lower())
