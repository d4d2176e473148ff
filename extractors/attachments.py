"""What comes with the letter: annexes that follow it, and papers that it says are enclosed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.folding import fold
from schemas.fields import found
from schemas.letter import Letter, ZonedLine
from schemas.record import Attachment

_ANNEX = re.compile(r"[\W_]*(phu luc|danh muc|danh sach|bieu mau|mau so|bieu so)\b")
_BRACKET = re.compile(
    r"\(\s*((?:co |xin )?(?:gui )?(?:(?:van ban|tai lieu|danh sach|phu luc|mau|bieu mau|de cuong"
    r"|du thao)[^()]{0,80})?(?:dinh kem|kem theo)[^()]{0,120})\)"
)
_SENDS = re.compile(
    r"\b(?:gui kem theo|xin gui kem|kem theo|dinh kem theo|gui kem|co kem theo)\s+(?:cong van nay|van ban nay"
    r"|day)?\s*:?\s*((?:du thao|ban|bieu|danh|phu luc|mau|ho so|de cuong|ke hoach|bao cao|to trinh|quyet dinh"
    r"|cong van|tai lieu)[^.;()\n]{3,160})"
)
_ISSUED_WITH = re.compile(
    r"\bban hanh kem theo (?:quyet dinh|thong tu|nghi quyet|nghi dinh|van ban|cong van|chi thi)\s+nay\s+(?:ban\s+)?([^.;]{6,300})"
)
_DOCUMENT = re.compile(r"\b(?:cong van|quyet dinh|nghi dinh|thong tu|van ban)\s+so\b")


def attachments(letter: Letter) -> tuple[Attachment, ...]:
    """Annexes by their titles, and enclosed papers by the words that name them; each once."""
    found_ones: dict[str, Attachment] = {}
    for title, start, end, rule, sure in [*_annexes(letter), *_named(letter)]:
        key = "".join(c for c in fold(title) if c.isalnum())
        if key and not any(key in old or old in key for old in found_ones):
            found_ones[key] = Attachment(found(title, letter.span(start, end), sure, rule))
    return tuple(found_ones.values())


def _annexes(letter: Letter) -> Iterator[tuple[str, int, int, str, float]]:
    """(title, start, end, rule, confidence) of each annex behind the signature."""
    lines = letter.zone("annex")
    i = 0
    while i < len(lines):
        if _ANNEX.match(fold(lines[i].text)) and lines[i].line.cell is None and _heading(lines[i].text):
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
            if len(text) > 3:
                yield text.rstrip(" ,.:"), one.start(1), one.end(1), rule, 0.7
    for one in _BRACKET.finditer(folded):
        if not _DOCUMENT.search(one.group(1)):
            yield " ".join(body[one.start(1) : one.end(1)].split()), one.start(1), one.end(1), "attachments.bracket", 0.5
