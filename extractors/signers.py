"""Who signed, in what office, and by what authority."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.folding import fold
from extractors.people import find_name
from extractors.phrases import read_by_ocr
from extractors.positions import (
    deputy_of,
)
from extractors.signers_gather import Block, Part, gathered
from extractors.signers_name import name_of
from schemas.fields import Candidate, Field, found, missing
from schemas.letter import Letter
from schemas.record import Signer

_SIGNED_BY = re.compile(r"[\W_]*(?:nguoi ky|ky boi|signed by)\s*:\s*")
_IN_COUNCIL = re.compile(
    r"(?:pho )?(?:chu tich (?:hoi dong|uy ban|hoi)|chu tich$|truong ban|to truong|truong doan|truong tieu ban)(?! nhan dan)"
)
_IN_AGENCY = re.compile(
    r" (?:so|bo|cuc|tong cuc|chi cuc|vu|vien|phong|ban|benh vien|trung tam|truong|ubnd|uy ban|huyen|tinh|ngan hang) "
)
_HEADS = frozenset(
    ("Chủ tịch", "Giám đốc", "Tổng Giám đốc", "Hiệu trưởng", "Viện trưởng", "Cục trưởng", "Thủ tướng", "Thống đốc")
)
_LONG_TITLE = 6
"""Words of a title that names its office at length: one that a line's end or a seal may cut."""


def signers(letter: Letter) -> tuple[Signer, ...]:
    """The signers in the order of the page; the first is the document's."""
    blocks = gathered(letter)
    named = [block for block in blocks if block.name] or blocks[:1]
    named = [block for block in named if block.parts] or named  # a name without a title beside one with it: a seal's words
    return tuple(_signer(letter, _captioned(letter, block)) for block in named)


def _captioned(letter: Letter, block: Block) -> Block:
    """The block with the name that a person's own digital signature gives, where the block itself has none."""
    if block.name is not None:
        return block
    for line in letter.lines:
        label = _SIGNED_BY.match(fold(line.text))
        name = find_name(line.text[label.end() :], strict=True) if label else None
        if label and name and name.start == 0 and len(name.value.split()) > 2:
            at = line.start + label.end()
            return replace(
                block, name=replace(name, certainty=0.8), name_at=(at + name.start, at + name.end), sure=line.line.confidence
            )
    return block


def _signer(letter: Letter, block: Block) -> Signer:
    authority, for_ = _authority(letter, block.parts)
    return Signer(name_of(letter, block), _position(letter, block.parts), authority, for_)


def _chain(parts: tuple[Part, ...]) -> tuple[list[Part], Part | None]:
    """The parts signed for, and the signer's own title (the last without a mark, or with Q.)."""
    own = next((part for part in reversed(parts) if part.mark in (None, "Q.")), None)
    above = parts[-2] if len(parts) > 1 and parts[-1] is own else None
    if above and own and above.mark in (None, "Q.") and _of_council(above, own):
        return list(parts[:-2]), above
    return [part for part in parts if part is not own], own


def _of_council(above: Part, own: Part) -> bool:
    """Whether a title in a council or committee stands over the signature, and that in the signer's agency below it.

    The decree's form for bodies that sign with another's seal: "TRƯỞNG BAN" above, "PHÓ CHỦ TỊCH UBND TỈNH" over the name.
    """
    if not _IN_COUNCIL.match(fold(above.title)) or not _IN_AGENCY.search(fold(own.title)) or _deputy(own.title, above.title):
        return False
    return above.box is None or own.box is None or own.box[1] - above.box[3] > 1.5 * (above.box[3] - above.box[1])


def _position(letter: Letter, parts: tuple[Part, ...]) -> Field[str]:
    chain, own = _chain(parts)
    under = next((part for part in reversed(chain) if part.mark == "KT."), None)
    if own is not None and under is not None and under.title.startswith(own.title) and deputy_of(own.title):
        deputy = deputy_of(own.title)  # a head signs KT. for nobody: the first word of the deputy's title was not read
        return found(str(deputy), letter.span(own.start, own.end), 0.75, "signers.position-kt", "corrected")
    if own is not None and under is not None and (office := _office_left(own.title, under.title)):
        return found(office, letter.span(own.start, own.end), 0.8, "signers.position-office", "corrected")
    if own is not None and own.smudged and len(parts) == 1 and (deputy := deputy_of(own.title)) and read_by_ocr(letter):
        spans = letter.span(own.start, own.end)  # a mark that was not read: the head's own title, or that of the one signed for
        either = (Candidate(deputy, 0.5, spans), Candidate(own.title, 0.4, spans))
        return Field(None, 0.6, "ambiguous", "printed", spans, either, "signers.position-smudged")
    if own is not None:
        sure = (0.95 if own.known else 0.8) * (0.6 + 0.4 * own.sure)
        return found(own.title, letter.span(own.start, own.end), sure, "signers.position")
    last = chain[-1] if chain else None
    deputy = deputy_of(last.title) if last and last.mark == "KT." else None
    if last and deputy:
        return found(deputy, letter.span(last.start, last.end), 0.8, "signers.position-kt", "inferred")
    return missing("illegible" if chain and read_by_ocr(letter) else "component_absent", 0.6, "signers.position")


def _authority(letter: Letter, parts: tuple[Part, ...]) -> tuple[Field[str], Field[str]]:
    """The outermost mark but TM., and the title it is for. A head's title over a deputy's stands for KT. not read."""
    chain, own = _chain(parts)
    marked = [part for part in parts if part.mark]
    outer = next((part for part in marked if part.mark != "TM."), marked[0] if marked else None)
    implied = next((part for part in chain if part.mark is None and own and _deputy(own.title, part.title)), None)
    if implied and (outer is None or outer.mark == "TM."):
        over = letter.span(implied.start, implied.end)
        return found("KT.", over, 0.85, "signers.kt-implied", "inferred"), found(implied.title, over, 0.85, "signers.for")
    if (outer is None or outer.mark == "TM.") and own and read_by_ocr(letter) and (head := _signed_for(own.title)):
        spans = letter.span(own.start, own.end)  # a deputy signs for the head: the line above was not read
        return found("KT.", spans, 0.75, "signers.kt-deputy", "inferred"), found(head, spans, 0.75, "signers.for-deputy")
    if outer is None or outer.mark is None:
        unread = own is None and read_by_ocr(letter)
        none = missing("illegible" if unread else "component_absent", 0.3 if unread else 0.92, "signers.authority")
        return none, none
    spans = letter.span(outer.start, outer.end)
    authority = found(outer.mark, spans, 0.95, "signers.authority")
    if outer is not own and not outer.known and own and own.title.startswith("Phó "):
        return authority, found(own.title[4:], spans, 0.8, "signers.for-deputy", "inferred")
    if outer is own or not outer.title:
        return authority, missing("component_absent", 0.8, "signers.for")
    return authority, found(outer.title, spans, 0.9, "signers.for")


def _office_left(title: str, head: str) -> str | None:
    """A deputy's whole title where the last word of his office was not read and the title that he signs for has it."""
    own, whole = title.split(), f"Phó {head}".split()
    cut = len(own) >= _LONG_TITLE and len(whole) == len(own) + 1
    return " ".join(whole) if cut and [*map(fold, own)] == [*map(fold, whole[:-1])] else None


def _signed_for(title: str) -> str | None:
    """The head for whom a deputy signs; None for deputies of units, who sign by order, and for those in charge themselves."""
    head = title[4:5].upper() + title[5:] if title.startswith("Phó ") else ""
    return head if head in _HEADS and deputy_of(head) == title else None


def _deputy(title: str, head: str) -> bool:
    own, chief = fold(title), fold(head)
    return own.startswith("pho " + chief[:8]) or (own.startswith("thu truong") and chief.startswith("bo truong"))
