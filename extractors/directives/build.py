"""Clauses and frames → directives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.directives.clauses import Clause
from extractors.directives.deadlines import Deadline, row_deadline
from extractors.directives.frames import Run
from extractors.directives.judge import ADDRESSED, THRESHOLD, probability
from extractors.directives.particulars import condition, report
from extractors.directives.rows import Row, rows
from extractors.directives.seen import Seen, Setting, plain, possible, reported
from extractors.directives.walk import walk
from extractors.folding import fold
from schemas.fields import Field, found, missing
from schemas.letter import Letter
from schemas.record import Directive, Modality, Recipient, Reference


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
    return tuple(_Reader(letter, year, issuer).read())


_NEGATED = re.compile(r"[\W\d_]*(?:[a-z]\) )?(?P<verb>khong|tranh) (?!nen\b|chi\b|nhung\b)[a-z]")
"""An order that forbids by its first word."""
_SPEAKS = re.compile(
    r"\b(?:de nghi|yeu cau|chi dao|khuyen (?:nghi|cao)|kinh (?:moi|trinh|de nghi|mong)|huong dan|thong bao|co nhu cau"
    r"|co y kien|tra loi)\b[^,;]{0,90}$|\bdien$"
)
"""The end of a lead-in whose body asks, and is not the one told."""
# Where one body's name ends and the next begins: "Sở Y tế, Sở Nội vụ và Ủy ban nhân dân các huyện"; "HĐND và UBND" is one.
_NEXT = re.compile(
    r"(?:[,;]\s+(?:và\s+)?|(?<!HĐND)(?<!nhân dân)(?<!Quốc hội)\s+và\s+)(?=(?:Sở|Bộ|UBND|Ủy ban|Uỷ ban|HĐND|Phòng|Văn phòng|Cục"
    r"|Chi cục|Tổng cục|Công an|Thanh tra|Trung tâm|Kho bạc|Bảo hiểm|Bệnh viện|Trường|Viện|Hội|Đoàn|Ban|Thủ trưởng|Giám đốc"
    r"|Chủ tịch|Chánh|Trưởng|Tòa án|Ngân hàng|Liên đoàn|Mặt trận|Tổng công ty|Tập đoàn|Đài|Báo)\s"
    r"|[Cc]ác\s+(?:đơn vị|cơ quan|sở|phòng|ban))"
)
_ASIDE = re.compile(r", (?:theo|tren co so|can cu|trong pham vi)\b")
"""What stands between a body and what it is to do: "Sở Y tế, theo chức năng, nhiệm vụ được giao, …"."""
_DIRECTS = re.compile(r"[^,.;:]{3,80} chi dao ")
"""The issuer directs a body ("Giám đốc Sở chỉ đạo các bệnh viện …")."""
_TOLD = 0.75
"""What others asked is told by its words, not by the judge."""


class _Reader:
    """One pass over the clauses, with the frames that are open, and over the tables of tasks."""

    def __init__(self, letter: Letter, year: int | None, issuer: str | None) -> None:
        self.letter, self.year, self.issuer = letter, year, issuer

    def read(self) -> Iterator[Directive]:
        """Directives in the order of the text."""
        tasks = rows(self.letter)
        made = [(row.task[0], self._row(row)) for row in tasks]
        for one, setting in walk(self.letter, tasks, year=self.year, issuer=self.issuer):
            told = reported(one)
            sure = _TOLD if told else self._chance(one, setting)
            if told or sure >= (ADDRESSED if plain(one, setting) else THRESHOLD):
                made.append((one.clause.start, self._make(one, setting, sure, told)))
        yield from (directive for _, directive in sorted(made, key=lambda pair: pair[0]))

    def _chance(self, one: Seen, setting: Setting) -> float:
        """The judge's probability that the clause is an order; 0 where it is never asked."""
        return probability(one, setting) if possible(one, setting) else 0.0

    def _row(self, row: Row) -> Directive:
        text = self._field(*row.task, 0.85, "directive.row")
        due = row_deadline(row.time_words, self.year)
        none: Field[str] = missing("component_absent", 0.8)
        value = due.value if due else None
        return Directive(
            actors=tuple(
                self._field(*run, 0.8, rule)
                for run, rule in ((row.unit, "directive.row-unit"), (row.helpers, "directive.row-helpers"))
                if run
            ),
            text=text,
            action=text,
            modality="assign",
            deadline=found(value, self.letter.span(*row.time), 0.85, "deadline.row") if value and row.time else none,
            deadline_text=found(row.time_words, self.letter.span(*row.time), 0.85, "deadline.row") if due and row.time else none,
            report_to=none,
            condition=none,
        )

    def _modality(self, one: Seen, setting: Setting) -> tuple[Modality, str]:
        """The clause's own marker, else the nearest frame's, else what an order without either means."""
        if one.said is not None:
            return one.said.modality, one.said.rule
        if one.ordered and _DIRECTS.match(one.folded):
            return "require", "directive.direct"
        if negated := _NEGATED.match(one.folded):  # "Không chia sẻ …" forbids whatever the frame asks for
            return ("should_not", "directive.avoid") if negated["verb"] == "tranh" else ("must_not", "directive.forbid")
        above = [frame for frame in reversed(setting.frames) if frame.tasks]
        for frame in above:  # a heading that names a body alone hands down what the sentence above it asks
            if frame.modality is not None:
                return frame.modality, "directive.frame"
        if above:
            return ("assign" if above[0].actor else "require"), "directive.frame"
        return ("assign" if one.subject else "require"), "directive.bare"

    def _make(self, one: Seen, setting: Setting, sure: float, told: bool = False) -> Directive:
        clause, sent = one.clause, report(one.folded)
        modality, rule = self._modality(one, setting)
        due = one.due
        text = self._field(clause.start, clause.end, round(sure, 3), rule)
        return Directive(
            actors=self._actors(one, setting),
            text=text,
            action=text,
            modality=modality,
            deadline=self._due(clause, due),
            deadline_text=self._due_text(clause, due),
            report_to=self._part(clause, sent.to if sent else None, 0.75, "directive.report-to"),
            condition=self._part(clause, condition(one.folded, one.said), 0.8, "directive.condition"),
            reported=told,
            via=self._part(clause, sent.via if sent else None, 0.75, "directive.via"),
        )

    def _actors(self, one: Seen, setting: Setting) -> tuple[Field[str], ...]:
        own = one.told or one.subject
        if own is not None:
            return self._named(*one.clause.locate(self.letter, *own), 0.7, "directive.actor")
        for above in reversed(setting.frames):
            if above.actor is not None and not _SPEAKS.search(fold(self.letter.flow[slice(*above.actor)])):
                return self._named(*above.actor, 0.65, "directive.frame-actor")
        return ()

    def _named(self, start: int, end: int, confidence: float, rule: str) -> tuple[Field[str], ...]:
        """The bodies named one after another in [start, end), each a field of its own."""
        said = self.letter.flow[start:end]
        aside = _ASIDE.search(fold(said))
        end = start + (aside.start() if aside else len(said.rstrip(" \n:,")))
        cuts = [m for m in _NEXT.finditer(said) if start + m.end() < end]
        begins, ends = [start, *(start + m.end() for m in cuts)], [*(start + m.start() for m in cuts), end]
        return tuple(self._field(a, b, confidence, rule) for a, b in zip(begins, ends, strict=True))

    def _due(self, clause: Clause, due: Deadline | None) -> Field[str]:
        if due is None or due.value is None:
            return missing("component_absent", 0.8, "deadline.none")
        start, end = clause.locate(self.letter, due.start, due.end)
        return found(due.value, self.letter.span(start, end), 0.85, due.rule)

    def _due_text(self, clause: Clause, due: Deadline | None) -> Field[str]:
        if due is None:
            return missing("component_absent", 0.8, "deadline.none")
        start, end = clause.locate(self.letter, due.start, due.end)
        return found(clause.text[due.start : due.end].strip(), self.letter.span(start, end), 0.85, due.rule)

    def _part(self, clause: Clause, run: Run | None, confidence: float, rule: str) -> Field[str]:
        """A run of the clause as a field."""
        if run is None:
            return missing("component_absent", 0.8)
        start, end = clause.locate(self.letter, *run)
        return found(clause.text[run[0] : run[1]], self.letter.span(start, end), confidence, rule)

    def _field(self, start: int, end: int, confidence: float, rule: str) -> Field[str]:
        said = " ".join(self.letter.flow[start:end].split())
        return found(said, self.letter.span(start, end), confidence, rule)


def modalities(made: Sequence[Directive]) -> tuple[Modality, ...]:
    """The modalities in order; for tests and statistics."""
    return tuple(one.modality for one in made)
