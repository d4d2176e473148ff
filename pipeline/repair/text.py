"""Repairing plain text, line by line: as many lines come back as went in."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.repair.gate import Judgement, judge
from pipeline.repair.mend import Edit, mend
from pipeline.repair.model import available


@dataclass(frozen=True, slots=True)
class Repaired:
    """The text after repair, what was changed (offsets into the original lines), and what the gate said."""

    text: str
    edits: tuple[Edit, ...]
    judgement: Judgement


def repair_text(text: str) -> Repaired:
    """Repair a text (one document); good text comes back as it is."""
    judgement = judge(text)
    if judgement.verdict not in ("damaged", "stripped") or not available():
        return Repaired(text, (), judgement)
    lines = text.split("\n")
    made = tuple(mend(lines))
    return Repaired("\n".join(applied(lines, made)), made, judgement)


def applied(lines: list[str], edits: tuple[Edit, ...]) -> list[str]:
    """The lines with the edits made; edits in order and apart from each other."""
    whole = list(lines)
    for edit in reversed(edits):
        line = whole[edit.line]
        whole[edit.line] = line[: edit.start] + edit.after + line[edit.end :]
    return whole
