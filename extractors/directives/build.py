"""Clauses and frames → directives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.directives.clauses import Clause, clauses
from extractors.directives.deadlines import Deadline, deadline
from extractors.directives.frames import Frame, actor, frame, subject_actor
from extractors.directives.modality import Trigger, imperative, strong, trigger
from extractors.folding import fold
from schemas.fields import Field, found, missing
from schemas.letter import Letter
from schemas.record import Directive, Modality, Recipient, Reference

_BACKGROUND = re.compile(
    r"(?:can cu|xet|thuc hien (?:cong van|van ban|quyet dinh|ke hoach|chi thi|nghi|thong)|nham|de |trong thoi gian"
    r"|hien nay|theo do|ngay \d)"
)
_REPORTED = re.compile(r"\b(?:da|duoc) (?:de nghi|yeu cau|chi dao|giao|khuyen nghi)\b|\btheo (?:van ban|cong van) nay\b")
_EFFECT = re.compile(r"\b(?:co hieu luc|bai bo|thay the (?:quyet dinh|thong tu|nghi dinh))\b")
_CONDITION = re.compile(r"(?:Khi|Nếu|Trường hợp|Trong trường hợp|Trong quá trình|Sau khi)\b[^,:]{3,160}(?=[,:])")
_REPORT = re.compile(
    r"\b(?:bao cao|gui)\b[^.;]{0,80}? (?:ve|cho) (?P<to>(?:so|bo|uy ban|ubnd|phong|ban|van phong|cuc|vu|chi cuc|thanh tra"
    r"|khoa|truong)\b[^,.;(]{0,60}?)(?= (?:truoc|de|qua|theo|bang|cham)\b|[,.;(]|$)"
)


def directives(
    letter: Letter,
    *,
    issued_on: str | None,
    issuer: str | None,
    recipients: tuple[Recipient, ...],
    references: tuple[Reference, ...],
) -> tuple[Directive, ...]:
    """Every instruction of the letter, in order. `issued_on` (ISO) gives the year of dates printed without one."""
    year = int(issued_on[:4]) if issued_on else None
    return tuple(_Reader(letter, year).read())


class _Reader:
    """One pass over the clauses, with the frames that are open."""

    def __init__(self, letter: Letter, year: int | None) -> None:
        self.letter, self.year = letter, year
        self.open: list[Frame] = []

    def read(self) -> Iterator[Directive]:
        for clause in clauses(self.letter):
            self._close(clause)
            opened = frame(clause)
            if opened is not None:
                self.open.append(opened)
                if clause.text.endswith(":") or not trigger(clause.text):
                    continue
            made = self._directive(clause)
            if made is not None:
                yield made

    def _close(self, clause: Clause) -> None:
        if clause.first and clause.level < 9:
            self.open = [f for f in self.open if f.level < clause.level or f.level == 9]
        elif clause.first and self.open and self.open[-1].level < 9 and clause.level == 9 and not imperative(clause.text):
            self.open = [f for f in self.open if f.tasks]

    def _directive(self, clause: Clause) -> Directive | None:
        folded = fold(clause.text)
        if clause.annex or _BACKGROUND.match(folded) or _REPORTED.search(folded) or _EFFECT.search(folded):
            return None
        said = trigger(clause.text)
        modality = self._modality(clause, said)
        return None if modality is None else self._make(clause, *modality)

    def _modality(self, clause: Clause, said: Trigger | None) -> tuple[Modality, str] | None:
        """The clause's own marker, else the frame's with a bare imperative or a named body under it."""
        above = self._framed()
        if said is not None and (strong(said) or above is not None):
            return said.modality, said.rule
        if above is not None and (imperative(clause.text) or subject_actor(clause)):
            return above, "directive.frame"
        return None

    def _framed(self) -> Modality | None:
        for one in reversed(self.open):
            if one.tasks:
                return one.modality or ("assign" if one.actor else "require")
        return None

    def _make(self, clause: Clause, modality: Modality, rule: str) -> Directive:
        due = deadline(clause.text, self.year)
        text = self._field(clause.start, clause.end, 0.75, rule)
        return Directive(
            actors=self._actors(clause),
            text=text,
            action=text,
            modality=modality,
            deadline=self._due(clause, due),
            deadline_text=self._due_text(clause, due),
            report_to=self._report_to(clause),
            condition=self._condition(clause),
        )

    def _actors(self, clause: Clause) -> tuple[Field[str], ...]:
        own = actor(clause) or subject_actor(clause)
        if own is not None:
            return (self._field(*own, 0.7, "directive.actor"),)
        for one in reversed(self.open):
            if one.actor is not None:
                return (self._field(*one.actor, 0.65, "directive.frame-actor"),)
        return ()

    def _due(self, clause: Clause, due: Deadline | None) -> Field[str]:
        if due is None or due.value is None:
            return missing("component_absent", 0.8, "deadline.none")
        start, end = _within(clause, due.start, due.end)
        return found(due.value, self.letter.span(start, end), 0.85, due.rule)

    def _due_text(self, clause: Clause, due: Deadline | None) -> Field[str]:
        if due is None:
            return missing("component_absent", 0.8, "deadline.none")
        start, end = _within(clause, due.start, due.end)
        return found(clause.text[due.start : due.end].strip(), self.letter.span(start, end), 0.85, due.rule)

    def _report_to(self, clause: Clause) -> Field[str]:
        match = _REPORT.search(fold(clause.text))
        if match is None:
            return missing("component_absent", 0.8)
        start, end = _within(clause, match.start("to"), match.end("to"))
        return found(clause.text[match.start("to") : match.end("to")], self.letter.span(start, end), 0.75, "directive.report-to")

    def _condition(self, clause: Clause) -> Field[str]:
        match = _CONDITION.match(clause.text)
        if match is None:
            return missing("component_absent", 0.8)
        return found(match.group(), self.letter.span(*_within(clause, 0, match.end())), 0.8, "directive.condition")

    def _field(self, start: int, end: int, confidence: float, rule: str) -> Field[str]:
        said = " ".join(self.letter.flow[start:end].split())
        return found(said, self.letter.span(start, end), confidence, rule)


def _within(clause: Clause, start: int, end: int) -> tuple[int, int]:
    """Offsets in the clause's tidied text → offsets in the letter's text, blanks of wrapped lines allowed for."""
    lost = (clause.end - clause.start) - len(clause.text)
    return clause.start + start, min(clause.end, clause.start + end + lost)


def modalities(made: Sequence[Directive]) -> tuple[Modality, ...]:
    """The modalities in order; for tests and statistics."""
    return tuple(one.modality for one in made)
