"""What comes with the letter: annexes that follow it, and papers that it says are enclosed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from extractors.folding import fold
from extractors.needles import needled
from schemas.fields import found
from schemas.letter import Letter, ZonedLine
from schemas.record import Attachment

_ANNEX = re.compile(r"[\W_]*(phu luc|danh muc|danh sach|bieu mau|mau so|bieu so|ban khai)\b")
_NUMBERED = re.compile(r"[\W_]*(?:phu luc|mau so|bieu so)(?:\s+(?:so\s*)?(?:\d{1,2}|[ivx]{1,5}))?[\W_]*$")
_PAPER = (
    r"(?:du thao|ban (?:sao|tong hop|thuyet minh|khai|do|ve|cam ket|ke|dang ky|goc)|bieu|danh|phu luc|mau|ho so"
    r"|de cuong|ke hoach|bao cao|to trinh|tai lieu|quy che|quy dinh|quy trinh|noi dung)\b"
)
_BRACKET = re.compile(r"\(\s*([^()]{0,150})\)")
_SENDS = needled(
    r"\b(?:(?:xin )?gui kem(?: theo)?|kem theo|dinh kem(?: theo)?)\s+"
    r"(?:(?:cong van|van ban|quyet dinh|to trinh|thong bao|ke hoach)\s+nay\s*|day\s*)?:?\s*"
    rf"({_PAPER}[^.;()\n]{{3,160}})"
)
_ISSUED_WITH = needled(
    r"\bkem theo (?:quyet dinh|thong tu|nghi quyet|nghi dinh|van ban|cong van|chi thi|ke hoach) nay:?\s+"
    r"(?:la\s+)?(?:ban\s+(?=quy))?"
    rf"((?:\d{{1,2}} )?{_PAPER}[^.;()]{{6,300}})"
)
_LIST_LEAD = re.compile(r"\b(?:kem theo|dinh kem|gui kem)[^\n]{0,60}:\s*$", re.MULTILINE)
_LISTED = re.compile(r"\n?[\s]*[-–+•]\s*([^\n;]{4,200})[;.)]")

_COMPARED = 300
"""Attachments with which a further one is compared; no letter has so many."""


def attachments(letter: Letter) -> tuple[Attachment, ...]:
    """Annexes by their titles, and enclosed papers by the words that name them; each once."""
    kept: dict[str, Attachment] = {}
    for title, start, end, rule, sure in [*_annexes(letter), *_named(letter)]:
        key = "".join(c for c in fold(title) if c.isalnum()).lstrip("0123456789")
        if len(key) > 3 and key not in kept and not _known(key, kept):
            kept[key] = Attachment(found(title, letter.span(start, end), sure, rule))
    return tuple(kept.values())


def _known(key: str, kept: dict[str, Attachment]) -> bool:
    """Whether a title says what one of those kept says: one is within the other, or they begin alike."""
    among = islice(kept, _COMPARED)
    return any(key in old or old in key or (len(key) > 14 and key[:14] == old[:14]) for old in among)


def _annexes(letter: Letter) -> Iterator[tuple[str, int, int, str, float]]:
    """(title, start, end, rule, confidence) of each annex behind the signature."""
    lines = letter.zone("annex")
    i = 0
    while i < len(lines):
        folded = fold(lines[i].text)
        if _NUMBERED.match(folded) or (_ANNEX.match(folded) and lines[i].line.cell is None and _heading(lines[i].text)):
            last = _title_end(lines, i)
            title = " ".join(line.text.strip() for line in lines[i : last + 1])
            yield title, lines[i].start, lines[last].end, "attachments.annex", 0.8
            i = last
        i += 1


def _heading(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and (sum(c.isupper() for c in letters) * 2 > len(letters) or len(text) < 24)


def _title_end(lines: tuple[ZonedLine, ...], i: int) -> int:
    """The last line of the title that begins at line i: at most three more in capitals, before a bracket or a table."""
    last = i
    while last + 1 < len(lines) and last - i < 3:
        text = lines[last + 1].text.strip()
        if (
            not text
            or not text.isupper()
            or lines[last + 1].line.cell is not None
            or text.startswith(("(", "STT", "TT "))
            or (_ANNEX.match(fold(text)) and last > i)
        ):
            break
        last += 1
    return last


def _named(letter: Letter) -> Iterator[tuple[str, int, int, str, float]]:
    """Papers that the body says are enclosed or issued with it."""
    annex = letter.zone("annex")
    body = letter.flow[: annex[0].start] if annex else letter.flow
    folded = fold(body)
    for pattern, rule in ((_ISSUED_WITH, "attachments.issued-with"), (_SENDS, "attachments.sends")):
        for one in pattern.finditer(folded):
            text = " ".join(body[one.start(1) : one.end(1)].split())
            yield text.rstrip(" ,.:"), one.start(1), one.end(1), rule, 0.7
    yield from _listed(letter)
    for one in _BRACKET.finditer(folded):
        name = _enclosed(one.group(1))
        if name is not None:
            start, end = one.start(1) + name[0], one.start(1) + name[1]
            yield " ".join(body[start:end].split()), start, end, "attachments.bracket", 0.6


def _enclosed(inside: str) -> tuple[int, int] | None:
    """Where in a bracket's text the enclosed paper is named: "(có danh sách đính kèm)" names "danh sách"."""
    if not re.search(r"\b(?:dinh kem|kem theo|gui kem)\b", inside):
        return None
    paper = re.search(rf"\b{_PAPER}(?:(?! dinh kem| kem theo| gui kem).){{0,120}}", inside)
    return (paper.start(), paper.end()) if paper else None


def _listed(letter: Letter) -> Iterator[tuple[str, int, int, str, float]]:
    """The bulleted papers below a line that ends with "kèm theo …:"."""
    text = letter.view(("body",))
    for lead in _LIST_LEAD.finditer(fold(text)):
        at = lead.end()
        while one := _LISTED.match(text, at):
            yield one.group(1).strip(" );.:"), one.start(1), one.end(1), "attachments.listed", 0.75
            at = one.end()
