"""To whom the letter is addressed: the items of 'Kính gửi', or of a công điện's '… điện:'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from extractors.folding import fold
from extractors.people import distance
from extractors.phrases import keep_abbreviations, mend_phrases, read_by_ocr
from schemas.fields import Candidate, Field, Origin, Span, found
from schemas.letter import Letter, ZonedLine
from schemas.record import Recipient

_LEAD = re.compile(r"[\W_]*(k\w{1,4} ?g\w{1,4})\s*[:;.,]?")
_WIRE = re.compile(r"\bdien\s*:")
_BULLET = re.compile(r"\s*[.·]\s+(?=[^\W\d_])|[\s.:;,]*(?:[-~*+•·–—−‐¬]+|[o○●▪](?=\s)|\d{1,2}[.)](?=\s))[\s._-]*")
_INLINE = re.compile(r"[;.]\s*(?=[-–—~+]\s?[^\W\d_])")
_CLOSING = re.compile(r"[\W_]*(?:sau day|goi chung|goi tat|duoi day goi|sau goi)")
_OPENING = re.compile(
    r"(?:can cu|thuc hien|theo|tiep theo|phuc dap|tra loi|ngay|trong|nham|de |xet|thuc hien|trien khai|hien nay"
    r"|vua qua|qua |sau khi|tai |nhan duoc"
    r"|so [a-z ]{2,40} nhan duoc|v/v|ve viec)\b"
)
_AGENCY = re.compile(
    r"(?:cac|bo|so|ubnd|uy ban|ban|cuc|vu|chi cuc|tong cuc|truong|benh vien|trung tam|cong ty|tong cong ty|tap doan"
    r"|van phong|hoi|lien|ong|ba|dong chi|d/c|hdnd|hoi dong"
    r"|thuong truc|tinh uy|thanh uy|huyen uy|dang uy|chu tich|giam doc|thu truong|hieu truong|vien|toa an|phong"
    r"|don vi|thu tuong|chinh phu|quoc hoi|doan|cong an|ngan hang|bao|dai|kho bac|nha|xi nghiep|doanh nghiep|hiep hoi"
    r"|chi nhanh|mat tran|thanh tra|co quan|quy)\b"
)


_COMMA = re.compile(r"(?<=[^\W\d_]{2})\. (?=[a-zà-ỹđ]{2})")
_LEGIBLE = 0.25
"""A name written by hand on a dotted line that is read less surely than this is a candidate only."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters [start, end) of the letter's text that belong to one item."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.start + len(self.text)


def recipients(letter: Letter) -> tuple[Recipient, ...]:
    """The addressees, one an item; () where the letter has none (decisions, notices, invitations without 'Kính gửi')."""
    lines = _to_the_end(letter) or _without_lead(letter)
    items: list[list[_Piece]] = []
    bulleted = any(_BULLET.match(line.text[_lead_end(line.text) :]) for line in lines)
    for line in lines:
        for piece, bullet in _pieces(line, split=not bulleted):
            if items and not bullet and _continues(items[-1], piece, bulleted=bulleted):
                items[-1].append(piece)
            else:
                items.append([piece])
    return tuple(
        _recipient(letter, item) for item in items if not _CLOSING.match(fold(item[0].text)) and not item[0].text.startswith("(")
    )


def _to_the_end(letter: Letter) -> tuple[ZonedLine, ...]:
    """The lines zoned as addressees, and those of the same list behind a stamp that stands across it."""
    lines = list(letter.zone("addressees"))
    if not lines:
        return ()
    behind = next(i for i, line in enumerate(letter.lines) if line.start == lines[-1].start) + 1
    for line in letter.lines[behind : behind + 12]:
        if line.zone in ("stamp", "mark") or (line.line.confidence < 0.6 and len(line.text) < 20):
            continue
        bullet = _BULLET.match(line.text)
        item = bullet is not None and _AGENCY.match(fold(line.text[bullet.end() :]))
        if lines[-1].text.rstrip().endswith((".", ":")) or not (item or _begun(lines[-1], line)):
            break
        lines.append(line)
    return tuple(lines)


def _begun(last: ZonedLine, line: ZonedLine) -> bool:
    """Whether the item of the last line goes on: it has no end mark and the next line begins with a small letter."""
    return last.text.rstrip()[-1:] not in ";.,:)" and line.text[:1].islower() and len(line.text) < 60


def _without_lead(letter: Letter) -> tuple[ZonedLine, ...]:
    """The list of addressees of which 'Kính gửi' was not read: two or more items with bullets that open the text."""
    body = letter.zone("title", "body")[:30]
    lead = next((i for i, line in enumerate(body) if _WIRE.search(fold(line.text)) and line.text.rstrip().endswith(":")), None)
    if lead is not None:
        return _list_of(body[lead], body[lead + 1 :])
    bullets = []
    for line in letter.zone("body")[:12]:
        bullet = _BULLET.match(line.text)
        if bullet is not None and _AGENCY.match(fold(line.text[bullet.end() :])):
            bullets.append(line)
        elif bullets or (line.line.confidence >= 0.8 and len(line.text) > 6):
            break  # what a stamp leaves above the list is short or doubtful
    return tuple(bullets) if len(bullets) > 1 else ()


def _list_of(lead: ZonedLine, lines: tuple[ZonedLine, ...]) -> tuple[ZonedLine, ...]:
    """A công điện's "… điện:" with the bulleted lines below it."""
    listed = [lead]
    for line in lines:
        if not line.text.strip():
            continue
        if not _BULLET.match(line.text) and (len(listed) == 1 or listed[-1].text.rstrip().endswith((".", ";"))):
            break
        listed.append(line)
        if line.text.rstrip().endswith("."):
            break
    return tuple(listed) if len(listed) > 1 else ()


def _lead_end(text: str) -> int:
    """Where 'Kính gửi:' (three letters may be wrong) or '… điện:' of a line ends; 0 if it has neither."""
    folded = fold(text)
    lead = _LEAD.match(folded)
    if lead and distance(lead.group(1).replace(" ", ""), "kinhgui", 3) <= 3:
        return lead.end()
    wire = _WIRE.search(folded)
    return wire.end() if wire else 0


def _pieces(line: ZonedLine, *, split: bool) -> Iterator[tuple[_Piece, bool]]:
    """(piece, begins an item) of the line: an item's bullet, or ";" where the list has no bullets, begins a new one."""
    begin = _lead_end(line.text)
    folded = fold(line.text)
    marks = [m.end() for m in (re.finditer(r";\s*", folded[:]) if split else _INLINE.finditer(folded)) if m.end() > begin]
    cuts = [begin, *marks, len(line.text)]
    for i, (lo, hi) in enumerate(pairwise(cuts)):
        bullet = _BULLET.match(line.text, lo, hi)
        at = bullet.end() if bullet else lo
        text = line.text[at:hi]
        at += len(text) - len(text.lstrip())
        if sum(c.isalpha() for c in text) >= 2:
            yield _Piece(text.strip(), line.start + at), bullet is not None or i > 0


def _continues(item: list[_Piece], piece: _Piece, *, bulleted: bool) -> bool:
    """Whether the piece goes on with the item before it."""
    last, folded = item[-1].text, fold(piece.text)
    if _CLOSING.match(folded):
        return False
    if bulleted:
        return not last.endswith((";", ".")) or not piece.text[:1].isupper()
    if last.endswith((";", ".")):
        return False
    if piece.text[:1].islower() or piece.text[:1] in "(&" or last.endswith((",", "-", "–", "và")):
        return True
    return not _AGENCY.match(folded)


def _recipient(letter: Letter, item: list[_Piece]) -> Recipient:
    spans: tuple[Span, ...] = tuple(span for piece in item for span in letter.span(piece.start, piece.end))
    printed = clean(keep_abbreviations(letter, " ".join(piece.text for piece in item), spans))
    value = mend_phrases(_COMMA.sub(", ", printed)) if read_by_ocr(letter) else printed
    origin: Origin = "printed" if value == printed else "corrected"
    sure = min(letter.confidence(piece.start, piece.end) for piece in item)
    if sure < _LEGIBLE and read_by_ocr(letter):
        return Recipient(Field(None, 0.8, "illegible", "handwritten", spans, (Candidate(value, sure, spans),), "addressees.item"))
    return Recipient(found(value, spans, 0.55 + 0.43 * sure, "addressees.item", origin))


def clean(text: str) -> str:
    """An item without its end mark, a closing bracket that names the addressees together, and strokes behind it."""
    folded = fold(text)
    closing = re.search(r"[\s;.,]*[(\['&][^()]{0,6}(?:sau day|goi chung|goi tat|sau goi)", folded)
    text = text[: closing.start()] if closing else text
    text = re.sub(r"([;.)])\s+[^\w(]*\w?[\W_]*$", r"\1", text)
    return text.strip(" ;.,:'`ˆ\"*|_-–—")
