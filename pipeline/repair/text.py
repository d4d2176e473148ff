"""Repairing plain text, line by line: as many lines come back as went in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.repair.forms import Edit
from pipeline.repair.gate import Judgement, Verdict, judge
from pipeline.repair.mend import Manner, mend
from pipeline.repair.model import available, model
from pipeline.repair.related import related


@dataclass(frozen=True, slots=True)
class Repaired:
    """The text after repair, what was changed (offsets into the original lines), and what the gate said."""

    text: str
    edits: tuple[Edit, ...]
    judgement: Judgement


def repair_text(text: str, known: Sequence[str] = ()) -> Repaired:
    """Repair a text (one document); good text comes back as it is. `known` are right texts of related letters."""
    judgement = judge(text)
    manner = manner_of(judgement)
    if manner is None or not available():
        return Repaired(text, (), judgement)
    lines = text.split("\n")
    made = mend(lines, manner, related(model(), known)).edits
    return Repaired("\n".join(applied(lines, made)), made, judgement)


def applied(lines: list[str], edits: tuple[Edit, ...]) -> list[str]:
    """The lines with the edits made; edits in order and apart from each other."""
    whole = list(lines)
    for edit in reversed(edits):
        line = whole[edit.line]
        whole[edit.line] = line[: edit.start] + edit.after + line[edit.end :]
    return whole


SINGLE = 0.01
MANNERS: dict[Verdict, Manner] = {"damaged": "damaged", "noisy": "noisy", "stripped": "stripped"}


def manner_of(judgement: Judgement) -> Manner | None:
    """How a text so judged is repaired; good text only where it has odd words enough to show a reader's hand."""
    if judgement.verdict == "good" and judgement.strange >= SINGLE:
        return "single"
    return MANNERS.get(judgement.verdict)
