"""Confidence as it is kept: what the rules and the reading say of a value, turned into how often such values are right.

Each field has a logistic regression over named traits of a value (the rule's own confidence, the words' confidence under
its spans, rivals, repairs, the page's source, the rule) and a rising table from its output to a share of right values.
Both are data (`data/calibration.json`), learned on letters with gold by `models/confidence`; the card there says how.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from schemas.fields import Field, Span
from schemas.letter import Letter
from schemas.reading import Page
from schemas.record import Agency, Copy, Directive, Record, Reference, Signer

F = TypeVar("F", bound=Field[Any])
_EDGE = 0.02
"""Confidences nearer to 0 or 1 than this count as this near: a logit has no end."""
_SURE = ("text_layer", "converted")
_SIZES = (8, 30, 100, 250)
_PLAIN = frozenset(" .,;:()/-–—&\"'“”‘’+%\n")


class Evidence(msgspec.Struct, frozen=True):
    """What the reading says of a value's characters: page source, least and mean confidence, other readings, repairs."""

    source: str
    least: float
    mean: float
    rivals: bool = False
    repaired: bool = False


_PRINT = {source: Evidence(source, 1.0, 1.0) for source in _SURE}


@dataclass(frozen=True, slots=True)
class Model:
    """A field's regression and the knots (output, share right) of its rising table."""

    weights: Mapping[str, float]
    outputs: tuple[float, ...]
    shares: tuple[float, ...]

    def chance(self, traits: Mapping[str, float]) -> float:
        """How often values with these traits are right, in 0..1."""
        known = self.weights
        score = sum(known.get(name, 0.0) * value for name, value in traits.items())
        return between(self.outputs, self.shares, 1 / (1 + math.exp(-max(-30.0, min(30.0, score)))))


def between(xs: Sequence[float], ys: Sequence[float], x: float) -> float:
    """The value at x of the line through the knots; level beyond the ends."""
    at = bisect_right(xs, x)
    if at == 0:
        return ys[0]
    if at == len(xs):
        return ys[-1]
    share = (x - xs[at - 1]) / (xs[at] - xs[at - 1])
    return ys[at - 1] + share * (ys[at] - ys[at - 1])


@cache
def models() -> dict[str, Model]:
    """Every field's model by the field's name; a null's by the name with "/null"."""
    read = json.loads((files("extractors") / "data" / "calibration.json").read_text("utf-8"))
    return {name: model(one) for name, one in read["fields"].items()}


def model(read: Mapping[str, Any]) -> Model:
    """A model from its entry in the data file."""
    outputs, shares = zip(*read["knots"], strict=True)
    return Model({str(k): float(v) for k, v in read["weights"].items()}, outputs, shares)


def _logit(chance: float) -> float:
    chance = min(max(chance, _EDGE), 1 - _EDGE)
    return math.log(chance / (1 - chance))


Sign = tuple[float, str | None, str, int, bool, Evidence]
"""What the traits of a value are made of: the rule's confidence, rule, origin, step of length, odd signs, evidence."""


def _traits(sign: Sign) -> dict[str, float]:
    raw, rule, origin, step, odd, evidence = sign
    named = {"one": 1.0, "raw": _logit(raw), "least": _logit(evidence.least), "mean": _logit(evidence.mean)}
    named |= {f"rule:{rule}": 1.0, f"origin:{origin}": 1.0, f"source:{evidence.source}": 1.0}
    named[f"size:{step}"] = 1.0
    for name, holds in (("odd", odd), ("rivals", evidence.rivals), ("repaired", evidence.repaired)):
        if holds:
            named[name] = 1.0
    return named


def _sign(field: Field[str], evidence: Evidence) -> Sign:
    value = field.value or ""
    odd = evidence.source not in _SURE and any(not c.isalnum() and c not in _PLAIN for c in value)
    return round(field.confidence, 2), field.rule, field.origin, bisect_right(_SIZES, len(value)), odd, evidence


def traits_of(field: Field[str], evidence: Evidence) -> dict[str, float]:
    """The named traits of one field's value or null."""
    return _traits(_sign(field, evidence))


@lru_cache(maxsize=1 << 15)
def _chance(name: str, sign: Sign) -> float | None:
    """How often such values are right; None of fields of which nothing was learned."""
    known = models().get(name)
    return None if known is None else round(known.chance(_traits(sign)), 4)


@lru_cache(maxsize=1 << 14)
def _chance_in_print(name: str, source: str, raw: float, rule: str | None, origin: str, step: int) -> float | None:
    """`_chance` of a value in sure print, asked for with less to hash."""
    return _chance(name, (round(raw, 2), rule, origin, step, False, _PRINT[source]))


class Witness:
    """What one letter's reading says of spans."""

    def __init__(self, letter: Letter) -> None:
        self.letter = letter
        self.places = {page.number: at for at, page in enumerate(letter.reading.pages)}
        page = letter.reading.pages[0] if letter.reading.pages else None
        nowhere = Evidence(page.source, 1.0, round(page.confidence, 2)) if page else Evidence("text_layer", 1.0, 1.0)
        self.nowhere = _PRINT[nowhere.source] if nowhere == _PRINT.get(nowhere.source) else nowhere

    def evidence(self, spans: Sequence[Span]) -> Evidence:
        """The evidence under the spans; of the first page where a value has none."""
        if not spans:
            return self.nowhere
        pages = self.letter.reading.pages
        page = pages[self.places[spans[0].page]]
        if page.source in _SURE:
            return _PRINT[page.source]
        least, total, count, rivals, repaired = 1.0, 0.0, 0, False, False
        for span in spans:
            at = self.places[span.page]
            repaired = repaired or _is_repaired(pages[at], span)
            start = self.letter.page_starts[at]
            for sure, rival in self._words(start + span.start, start + span.end):
                least, total, count, rivals = min(least, sure), total + sure, count + 1, rivals or rival
        return Evidence(page.source, round(least, 2), round(total / count, 2) if count else 1.0, rivals, repaired)

    def _words(self, start: int, end: int) -> list[tuple[float, bool]]:
        """Confidence, and whether there are rivals, of each word in [start, end) of the letter; of lines without words."""
        found: list[tuple[float, bool]] = []
        for line in self.letter.lines_between(start, end):
            words = [w for w in line.line.words if line.start + w.start < end and line.start + w.end > start]
            found += [(w.confidence, bool(w.rivals)) for w in words] or [(line.line.confidence, False)]
        return found


def _is_repaired(page: Page, span: Span) -> bool:
    return any(one.start < span.end and one.end > span.start for one in page.repairs)


NULLS = ("component_absent", "blank_in_source")


def name_of(name: str, field: Field[str]) -> str | None:
    """Under which name a field is calibrated; None for nulls that say that something stands there unread."""
    if field.value is not None:
        return name
    return f"{name}/null" if field.reason in NULLS else None


class _Calibrator:
    """Gives the fields of one letter's record their confidences."""

    def __init__(self, letter: Letter) -> None:
        self.witness = Witness(letter)

    def one(self, name: str, field: F) -> F:
        """The field with the confidence that values like it deserve; as it is where nothing was learned of them."""
        key = name_of(name, field)
        if key is None:
            return field
        evidence = self.witness.evidence(field.spans)
        if evidence is _PRINT.get(evidence.source):  # as nearly all of a file's own text is
            step = bisect_right(_SIZES, len(field.value or ""))
            chance = _chance_in_print(key, evidence.source, field.confidence, field.rule, field.origin, step)
        else:
            chance = _chance(key, _sign(field, evidence))
        return field if chance is None else replace(field, confidence=chance)

    def agency(self, name: str, body: Agency) -> Agency:
        parent = self.agency("issuer_parent", body.parent) if body.parent else None
        printed = self.one(name, body.printed) if body.printed.value else body.printed
        return replace(body, name=self.one(name, body.name), printed=printed, parent=parent)

    def copy(self, copy: Copy) -> Copy:
        return replace(copy, name=self.one("copies", copy.name), purpose=self.one("purpose", copy.purpose))

    def signer(self, signer: Signer) -> Signer:
        name, position = self.one("signer", signer.name), self.one("signer_position", signer.position)
        authority, above = self.one("signer_authority", signer.authority), self.one("signer_for", signer.for_)
        return replace(signer, name=name, position=position, authority=authority, for_=above)

    def reference(self, one: Reference) -> Reference:
        number = self.one("references", one.number) if one.number.value else one.number
        date = self.one("reference_dates", one.date) if one.date.value else one.date
        return replace(one, number=number, date=date, text=self.one("references", one.text))

    def directive(self, one: Directive) -> Directive:
        due, said = self.one("deadlines", one.deadline), self.one("deadlines", one.deadline_text)
        return replace(one, text=self.one("directives", one.text), deadline=due, deadline_text=said)


SCALARS = (
    "kind",
    "document_type",
    "number",
    "notation",
    "issued_on",
    "place",
    "subject",
    "archive",
    "urgency",
    "secrecy",
)


def calibrated(letter: Letter, made: Record) -> Record:
    """The record with every confidence as learned; nothing else changes. Linear in the number of fields."""
    own = _Calibrator(letter)
    scalars: dict[str, Any] = {name: own.one(name, getattr(made, name)) for name in SCALARS}
    return replace(
        made,
        **scalars,
        issuers=tuple(own.agency("issuer", body) for body in made.issuers),
        recipients=tuple(replace(one, name=own.one("recipients", one.name)) for one in made.recipients),
        copies=tuple(map(own.copy, made.copies)),
        signers=tuple(map(own.signer, made.signers)),
        references=tuple(map(own.reference, made.references)),
        directives=tuple(map(own.directive, made.directives)),
    )
