"""What a citation is while it is being put together: offsets of the running text, nothing of the record yet."""

from __future__ import annotations

from typing import Literal

import msgspec

from extractors.references.numbers import Number
from schemas.record import Precision, Relation

Shape = Literal["numbered", "law", "named", "short"]


class Part(msgspec.Struct, frozen=True, gc=False):
    """A value with its characters [start, end) of the running text and the rule that found it."""

    start: int
    end: int
    value: str
    rule: str
    precision: Precision | None = None
    sure: float = 0.97


class Citation(msgspec.Struct, frozen=True, gc=False):
    """One place where another document is cited. `start`, `end` enclose all its parts."""

    start: int
    end: int
    shape: Shape
    rule: str
    kind: Part | None = None
    number: Number | None = None
    date: Part | None = None
    issuer: Part | None = None
    subject: Part | None = None
    article: Part | None = None
    relation: Relation = "mentions"
    name: str = ""
    """A law's folded name, or the folded words by which an unnumbered act is known."""
    head: int = -1
    """Where the kind or, without one, the number begins: what stands before it decides relation and pinpoint."""

    @property
    def weight(self) -> tuple[bool, int, int]:
        """How full the citation is: a number, other parts, then length."""
        numbered = self.number is not None and self.number.value is not None
        return (
            numbered,
            sum(part is not None for part in (self.date, self.issuer, self.subject, self.kind)),
            self.end - self.start,
        )
