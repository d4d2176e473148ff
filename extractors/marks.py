"""Marks of urgency, secrecy and circulation: stamped or printed by themselves, never words of running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extractors.folding import fold
from extractors.people import distance
from schemas.fields import Field, found, missing
from schemas.letter import Letter, ZonedLine

_URGENCY = (
    ("hoatochengio", "hỏa tốc hẹn giờ"),
    ("hoatoc", "hỏa tốc"),
    ("thuongkhan", "thượng khẩn"),
    ("rtkhan", "khẩn"),
    ("khan", "khẩn"),
)
_SECRECY = (("tuyetmat", "tuyệt mật"), ("toimat", "tối mật"), ("mat", "mật"))
_CIRCULATION = (
    ("luuhanhnoibo", "lưu hành nội bộ"),
    ("xemxongtralai", "xem xong trả lại"),
    ("tailieuthuhoi", "tài liệu thu hồi"),
    ("khongphobien", "không phổ biến"),
    ("khongsaochup", "không sao chụp"),
    ("dungdeluuhanhnoibo", "lưu hành nội bộ"),
    ("duthao", "dự thảo"),
    ("bandduthao", "dự thảo"),
    ("banduthao", "dự thảo"),
)
_OPEN = ("head_left", "head_right", "number", "place_date", "mark", "stamp", "title")
_TAIL = re.compile(r"(?:lan\d{1,2}|ngay[\d./-]{4,10}|\d{1,2}h(?:\d\d)?[\d./-]{0,10})$")
_EMBEDDED = re.compile(r"(?<![^\W_])(?:hoa\s?toc(?:\s+hen\s+gio)?|thuong\s+khan)(?![^\W_])")


def marks(letter: Letter) -> tuple[Field[str], Field[str], Field[str]]:
    """Urgency ("hỏa tốc"), secrecy ("mật") and circulation ("dự thảo") as lower-case names."""
    lines = tuple(_candidates(letter))
    return (
        _whole(letter, lines, _URGENCY, "marks.urgency")
        or _embedded(letter)
        or missing("component_absent", 0.93, "marks.urgency"),
        _whole(letter, lines, _SECRECY, "marks.secrecy") or missing("component_absent", 0.98, "marks.secrecy"),
        _whole(letter, lines, _CIRCULATION, "marks.circulation") or missing("component_absent", 0.95, "marks.circulation"),
    )


def _candidates(letter: Letter) -> Iterator[ZonedLine]:
    """Short lines of the first page that stand outside the body, and lines zoned as marks anywhere."""
    if not letter.reading.pages:
        return
    first = letter.reading.pages[0].number
    body = 0
    for line in letter.lines:
        body += line.zone == "body"
        alone = line.page == first and (line.zone in _OPEN or (line.zone in ("body", "addressees") and body <= 6))
        if (line.zone == "mark" or alone) and len(line.text) <= 45:
            yield line


def _whole(letter: Letter, lines: tuple[ZonedLine, ...], names: tuple[tuple[str, str], ...], rule: str) -> Field[str] | None:
    """The mark that a line is, and nothing but: in capitals, brackets and frames aside."""
    known = dict(names)
    for line in lines:
        bare = _letters(line.text)
        value = known.get(bare) if len(bare) <= 20 else None
        if value is None and 5 <= len(bare) <= 20 and line.zone != "title" and line.text.strip().isupper():
            value = _nearly_one(bare, names)
        if value is None:
            continue
        capitals = sum(c.isupper() for c in line.text) * 2 > sum(c.isalpha() for c in line.text)
        if capitals or line.zone == "mark" or value == "dự thảo":
            return found(value, letter.span(line.start, line.end), 0.5 + 0.45 * line.line.confidence, rule)
    return None


@lru_cache(maxsize=4096)
def _letters(text: str) -> str:
    """The line's bare letters, without "lần 2" or an hour behind the mark."""
    return _TAIL.sub("", "".join(filter(str.isalnum, fold(text))))


@lru_cache(maxsize=4096)
def _nearly_one(letters: str, names: tuple[tuple[str, str], ...]) -> str | None:
    """The mark of which a line's letters have one wrong."""
    return next((value for key, value in names if _nearly(letters, key)), None)


def _nearly(letters: str, key: str) -> bool:
    """One letter wrong in a stamp of six letters or more."""
    return len(key) >= 6 and abs(len(key) - len(letters)) < 2 and distance(letters, key, 1) == 1


def _embedded(letter: Letter) -> Field[str] | None:
    """A stamp of urgency that the reader joined to a line of the head."""
    first = letter.reading.pages[0].number if letter.reading.pages else 0
    for line in letter.lines:
        if line.page != first or line.zone not in _OPEN:
            continue
        hit = _EMBEDDED.search(fold(line.text))
        if hit and line.text[hit.start() : hit.end()].isupper():
            key = "".join(c for c in hit.group() if c.isalnum())
            value = next(value for name, value in _URGENCY if key.startswith(name))
            return found(value, letter.span(line.start + hit.start(), line.start + hit.end()), 0.8, "marks.urgency-joined")
    return None
