"""The letter itself is no reference: its own number, and the "Kèm theo" lines of its annexes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.references.model import Citation
from extractors.references.numbers import Number, scan
from extractors.references.text import Running
from schemas.letter import Letter

_ATTACHED = re.compile(r"(?:^|[(\n\"]|\. ) ?(?:\(? ?(?:ban hanh )?(?:kem|dinh kem) (?:theo|cong van|voi)?(?: cac)? ?)$")
_BEGINS = re.compile(r"(?:ban hanh )?kem theo ?(?:cac )?$")


@dataclass(frozen=True, slots=True)
class Own:
    """The letter's own number as printed (None if blank, lost or handwritten), its notation's code, and its date."""

    value: str | None
    notation: str
    issued_on: str | None


def own(letter: Letter, issued_on: str | None) -> Own:
    """What the head says of the letter itself."""
    head = "\n".join(line.text for line in letter.zone("number"))
    found = scan(head)
    value = found[0].value if found else None
    blank = re.search(r"/ ?([A-ZĐ][\w&.]*(?:-[\w&.]+)+)", head)
    notation = value.partition("/")[2] if value else (blank[1] if blank else "")
    return Own(value, notation, issued_on)


def foreign(run: Running, found: Sequence[Citation], mine: Own) -> list[Citation]:
    """The citations that are of other documents."""
    return [one for one in found if not _is_own(run, one, mine)]


def _is_own(run: Running, one: Citation, mine: Own) -> bool:
    number = one.number
    if number is None or one.shape != "numbered":
        return False
    if number.value is not None and number.value == mine.value:
        return True
    if not _heads_annex(run, one.head):
        return False
    if number.value is None or mine.value is None and not mine.notation:
        return True
    return _notation(number) == mine.notation


def _notation(number: Number) -> str:
    return (number.value or "").partition("/")[2]


def _heads_annex(run: Running, head: int) -> bool:
    """Whether "(Kèm theo" or "Ban hành kèm theo" stands before, opening a bracket or a line."""
    match = _BEGINS.search(run.folded, max(0, head - 26), head)
    if match is None:
        return False
    before = run.folded[max(0, match.start() - 2) : match.start()].rstrip(" ")
    if not before or before[-1] in "(\n[{":
        return True
    line = run.letter.line_at(run.at(match.start()))
    return run.at(match.start()) - line.start <= 2 and run.text[match.start()].isupper()
