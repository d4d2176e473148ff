"""The letter itself is no reference: its own number, and the "Kèm theo" lines of its annexes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.references.model import Citation
from extractors.references.numbers import Number, scan
from extractors.references.text import Running
from schemas.letter import Letter

_TOP = 600
"""Characters from the start within which an annex that comes alone says what it belongs to."""
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
    blank = re.search(r"/ ?((?:[0-9]{4} ?/ ?)?[A-ZĐ][\w&.]*(?:-[\w&.]+)+)", head)
    if value is None and blank is None:
        value = _in_title(letter)
    return Own(value, _behind_number(value) if value else (blank[1] if blank else ""), issued_on)


def _in_title(letter: Letter) -> str | None:
    """A number that stands in the title, in capitals ("THÔNG TƯ … SỐ 176/1998/TTLT-… NGÀY …"), as older prints have it."""
    for line in letter.zone("title", "body")[:12]:
        found = scan(line.text) if "SỐ" in line.text else []
        before = line.text[: found[0].start] if found else ""
        if re.search(r"(?:^|\s)SỐ[\s:]*$", before) and not re.search(
            "SỬA ĐỔI|BỔ SUNG|THEO|THAY THẾ|BÃI BỎ|THỰC HIỆN|THI HÀNH", before
        ):
            return found[0].value
    return None


def foreign(run: Running, found: Sequence[Citation], mine: Own) -> list[Citation]:
    """The citations that are of other documents."""
    return [one for one in found if not _is_own(run, one, mine)]


def _is_own(run: Running, one: Citation, mine: Own) -> bool:
    number = one.number
    if one.shape == "named":
        capitals = one.kind is not None and run.text[one.kind.start : one.kind.end].isupper()
        if capitals and run.letter.line_at(run.at(one.head)).zone == "title":
            return True
        # a title that says kind and date of the letter itself
        return one.date is not None and one.date.value == mine.issued_on and one.start < 60
    if number is None or one.shape != "numbered":
        return False
    if number.value is not None and number.value == mine.value:
        return True
    same = bool(mine.notation) and _notation(number) == mine.notation
    if same and number.value is None:
        return True
    unsaid = one.kind is None or one.kind.rule in ("reference.kind-of-notation", "reference.kind-letter")
    if same and unsaid and one.date is not None and one.date.value == mine.issued_on:
        return True
    if not _heads_annex(run, one.head):
        return False
    unknown = mine.value is None and not mine.notation
    return same or number.value is None or (unknown and one.start < _TOP)


def _notation(number: Number) -> str:
    return number.notation or _behind_number(number.value or "")


def _behind_number(value: str) -> str:
    """What stands behind the first slash, or in a Party number behind the first hyphen."""
    return re.split(r"[/\-]", value, maxsplit=1)[-1]


def _heads_annex(run: Running, head: int) -> bool:
    """Whether "(Kèm theo" or "Ban hành kèm theo" stands before, opening a bracket or a line."""
    low = max(0, head - 26)
    match = _BEGINS.search(run.folded, low, head) if run.folded.find("kem theo", low, head) >= 0 else None
    if match is None:
        return False
    before = run.folded[max(0, match.start() - 2) : match.start()].rstrip(" ")
    if not before or before[-1] in "(\n[{":
        return True
    line = run.letter.line_at(run.at(match.start()))
    return run.at(match.start()) - line.start <= 2 and run.text[match.start()].isupper()
