"""Fixed forms of a letter, mended where the search of words cannot: marks beside words, list dashes, quotes, the two lines
of the national heading, numerals of headings.

Every rule gives characters of a line and what stands there instead; it is made one with the edit of the word beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import eq

from pipeline.repair.syllables import strip_marks


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters [start, end) of line `line` become `after`; `confidence` that this is right."""

    line: int
    start: int
    end: int
    after: str
    confidence: float


NATION = ["CỘNG", "HÒA", "XÃ", "HỘI", "CHỦ", "NGHĨA", "VIỆT", "NAM"]
MOTTO = ["Độc", "lập", "-", "Tự", "do", "-", "Hạnh", "phúc"]
TITLES = (
    "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "TỔNG GIÁM ĐỐC", "PHÓ TỔNG GIÁM ĐỐC", "CHỦ TỊCH", "PHÓ CHỦ TỊCH", "CỤC TRƯỞNG",
    "PHÓ CỤC TRƯỞNG", "CHI CỤC TRƯỞNG", "TỔNG CỤC TRƯỞNG", "VỤ TRƯỞNG", "PHÓ VỤ TRƯỞNG", "BỘ TRƯỞNG", "THỨ TRƯỞNG",
    "CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG", "TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG",
    "VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG", "TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "CHÁNH THANH TRA", "PHÓ BÍ THƯ",
)  # fmt: skip
"""Titles of those who sign, which a scanner runs together."""
MISREAD_LAST, QUOTE, DASH, EDGE, FORMULA, NUMERAL = 0.9, 0.8, 0.9, 0.8, 0.95, 0.7
QUOTES_LINES = 6
_TOKEN = re.compile(r"\S+")
_DASH = re.compile(r"^\s*(~)\s+\S")
_END = re.compile(r"(?<=\w)(\./,|/,|,/\.|\.1\.)\s*$")
_LEAD = re.compile(r"(?<!\S)([_|\\]+|[‘“])(?=[^\W\d_]{2})")
_TRAIL = re.compile(r"(?<=[^\W\d_][^\W\d_])[_|]+(?!\S)")
_OPEN = re.compile(r'(?<![^\s(])"(?=[^\W\d_])')
_CLOSE = re.compile(r'(?<=[^\W\d_])"(?=[\s.,;:)]|$)')
_NUMERAL = re.compile(r"^\s*([IVX1l|]{1,5})\s?[.\-]\s*(?=\w)")
_ORDER = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV"]
CLOSERS = {"‘": "’", "“": "”"}


def with_forms(lines: list[str], edits: list[Edit]) -> list[Edit]:
    """The edits and those of the fixed forms, in order."""
    by_line: dict[int, list[Edit]] = {}
    for edit in edits:
        by_line.setdefault(edit.line, []).append(edit)
    for form in (*marks(lines), *quotes(lines), *headings(lines), *titles(lines)):
        by_line[form.line] = joined(lines[form.line], by_line.get(form.line, []), form)
    for number, line in enumerate(lines):
        for form in formulas(number, line, by_line.get(number, [])):
            by_line[number] = joined(line, by_line.get(number, []), form)
    return [edit for number in sorted(by_line) for edit in by_line[number]]


def joined(line: str, edits: list[Edit], form: Edit) -> list[Edit]:
    """The edits of a line with one more, which takes in those it covers and those it touches; one it cuts through wins."""
    made, own = [], form
    for edit in edits:
        if edit.end < own.start or edit.start > own.end:
            made.append(edit)
        elif own.start <= edit.start and edit.end <= own.end and edit.start < edit.end and own.after:
            continue
        elif edit.end == own.start:
            own = Edit(own.line, edit.start, own.end, edit.after + own.after, min(edit.confidence, own.confidence))
        elif edit.start == own.end:
            own = Edit(own.line, own.start, edit.end, own.after + edit.after, min(edit.confidence, own.confidence))
        else:
            return edits
    if not own.after:
        own = widened(line, own)
    return sorted([*made, own], key=lambda edit: edit.start) if own.after else edits


def widened(line: str, edit: Edit) -> Edit:
    """An edit that only takes away, over the letters beside it, so that something stands in its place."""
    start, end = edit.start, edit.end
    while end < len(line) and line[end].isalpha():
        end += 1
    while start > 0 and line[start - 1].isalpha() and end == edit.end:
        start -= 1
    return replace(edit, start=start, end=end, after=line[start : edit.start] + line[edit.end : end])


def marks(lines: list[str]) -> Iterator[Edit]:
    """ "~ Như trên" → "- Như trên"; "trân trọng./," → "trân trọng./."; "_KT." → "KT."; a quote that nothing closes goes."""
    for number, line in enumerate(lines):
        if dash := _DASH.match(line):
            yield Edit(number, dash.start(1), dash.end(1), "-", DASH)
        if end := _END.search(line):
            yield Edit(number, end.start(1), end.end(1), "./.", MISREAD_LAST)
        for match in (*_LEAD.finditer(line), *_TRAIL.finditer(line)):
            closer = CLOSERS.get(match.group())
            if closer is None or closer not in line[match.end() :] + "".join(lines[number + 1 : number + QUOTES_LINES]):
                yield Edit(number, match.start(), match.end(), "", EDGE)


def quotes(lines: list[str]) -> Iterator[Edit]:
    """Straight quotes of a text layer → the curly ones that letters are printed with, where one opens and one closes."""
    found = sorted(
        (number, match.start(), sign)
        for number, line in enumerate(lines)
        for sign, form in (("“", _OPEN), ("”", _CLOSE))
        for match in form.finditer(line)
    )
    for (n, at, sign), (m, other, following) in pairwise(found):
        if sign == "“" and following == "”" and m - n < QUOTES_LINES:
            yield Edit(n, at, at + 1, "“", QUOTE)
            yield Edit(m, other, other + 1, "”", QUOTE)


def headings(lines: list[str]) -> Iterator[Edit]:
    """Numerals of headings in capitals: "l." before "II." is "I.", a second "II." is "III."; a plain number stands."""
    found = [
        (number, match.start(1), match[1])
        for number, line in enumerate(lines)
        if (match := _NUMERAL.match(line)) and _loud(line[match.end() :])
    ]
    wanted = 1
    for (number, at, text), ahead in zip(found, [*(t for _, _, t in found[1:]), ""], strict=False):
        read = re.sub(r"[1l|]", "I", text)
        value = _ORDER.index(read) + 1 if read in _ORDER else 0
        if value == wanted - 1 and value and set(text) == {"I"}:
            value += 1
        if value == wanted and not text.isdigit() and _ORDER[value - 1] != text and (text.strip("1l|") or ahead.startswith("I")):
            yield Edit(number, at, at + len(text), _ORDER[value - 1], NUMERAL)
        wanted = value + 1


def _loud(text: str) -> bool:
    return sum(c.isupper() for c in text) > 0.7 * max(4, sum(c.isalpha() for c in text))


def titles(lines: list[str]) -> Iterator[Edit]:
    """ "FHOCHUTICH" → "PHÓ CHỦ TỊCH": a signer's title whose words were run together, one letter of a long one misread."""
    for number, line in enumerate(lines):
        for run in _CAPITALS.finditer(line):
            fits = [title for letters, title in _TITLES if _one_off(run.group(), letters)]
            if len(fits) == 1:
                yield Edit(number, run.start(), run.end(), fits[0], FORMULA)


def _one_off(read: str, letters: str) -> bool:
    """Whether a run of capitals is that title's letters, but for one where there are many."""
    return len(read) == len(letters) and sum(a != b for a, b in zip(read, letters, strict=True)) <= (len(letters) >= _LONG_TITLE)


def formulas(number: int, line: str, edits: list[Edit]) -> Iterator[Edit]:
    """The national heading and motto where most of their words stand in the line as mended."""
    tokens = [(m.start(), m.end()) for m in _TOKEN.finditer(line)]
    if len(tokens) < len(MOTTO):
        return
    mended = [_mended(line, start, end, edits) for start, end in tokens]
    bare = [_bare(word) for word in mended]
    for formula, plain, least in ((NATION, _NATION, 6), (MOTTO, _MOTTO, 5)):
        for first in range(len(tokens) - len(formula) + 1):
            now = mended[first : first + len(formula)]
            if sum(map(eq, bare[first : first + len(formula)], plain)) >= least and now != formula:
                for (start, end), have, want in zip(tokens[first : first + len(formula)], now, formula, strict=True):
                    if have is not None and have != want and len(have) < len(want) + 4:
                        yield Edit(number, start, end, want, FORMULA)
                return


def _bare(word: str | None) -> str:
    return strip_marks(word or "").lower().strip(".,:;'")


_CAPITALS = re.compile(r"(?<![^\W_])[A-Z]{7,20}(?![^\W_])")
_LONG_TITLE = 9
_TITLES = [(strip_marks(title).upper().replace(" ", ""), title) for title in TITLES]
_NATION, _MOTTO = [_bare(word) for word in NATION], [_bare(word) for word in MOTTO]


def _mended(line: str, start: int, end: int, edits: list[Edit]) -> str | None:
    """A token with its edits made; None where an edit reaches beyond it."""
    text, at = "", start
    for edit in edits:
        if edit.end <= start or edit.start >= end:
            continue
        if edit.start < start or edit.end > end:
            return None
        text += line[at : edit.start] + edit.after
        at = edit.end
    return text + line[at:end]
