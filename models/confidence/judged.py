"""Each value of a record against its letter's gold: right or not, by the rules of the scorer.

The scorer's file (`score.py`) is given by its path; its normalisation and its matching of list items are used as they are.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from schemas.fields import Field
from schemas.record import Record, Reference

Judged = tuple[str, Field[str], bool]
"""A field's name, the value or null given, and whether it is right."""
SCALARS = (
    ("kind", "kind"),
    ("document_type", "document_type"),
    ("number", "number"),
    ("notation", "notation"),
    ("issued_on", "date"),
    ("place", "place"),
    ("subject", "subject"),
    ("archive", "archive"),
    ("urgency", "urgency"),
    ("secrecy", "secrecy"),
)


def scorer(path: Path) -> Any:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("congvan_score", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    made: ModuleType = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


class Judge:
    """Compares records with gold. `score` is the scorer's module."""

    def __init__(self, score: Any) -> None:
        self.score = score

    def judged(self, made: Record, gold: dict[str, Any]) -> Iterator[Judged]:
        """Every value and, of scalars, every null that says the letter has none. Unlabelled fields are left out."""
        only = gold.get("only")
        for name, field, right in self._all(made, gold):
            if not only or name in only or (name == "issued_on" and "date" in only):
                yield name, field, right

    def _all(self, made: Record, gold: dict[str, Any]) -> Iterator[Judged]:
        for name, key in SCALARS:
            yield from self._scalar(name, getattr(made, name), gold.get(key))
        yield from self._issuers(made, gold)
        yield from self._signer(made, gold)
        yield from self._names("recipients", [one.name for one in made.recipients], gold.get("recipients") or [])
        yield from self._copies(made, gold)
        yield from self._references(made.references, gold)
        yield from self._directives(made, gold)

    def _norm(self, value: Any) -> str:
        return str(self.score.norm(self.score.bare_subject(value)))

    def _scalar(self, name: str, field: Field[str], gold: Any) -> Iterator[Judged]:
        if field.value is not None:
            yield name, field, gold not in (None, "") and self._norm(field.value) == self._norm(gold)
        elif field.reason in ("component_absent", "blank_in_source"):
            yield name, field, gold in (None, "")

    def _issuers(self, made: Record, gold: dict[str, Any]) -> Iterator[Judged]:
        if not made.issuers:
            return
        first = made.issuers[0]
        for name, body in (("issuer", first), ("issuer_parent", first.parent)):
            if body is not None and body.name.value is not None:
                names = [one for one in (body.name.value, body.printed.value) if one]
                right = gold.get(name) is not None and self._norm(gold[name]) in [
                    self._norm(one) for one in self.score.issuer_hit(gold[name], names)
                ]
                yield name, body.name, right

    def _signer(self, made: Record, gold: dict[str, Any]) -> Iterator[Judged]:
        truth = (gold.get("signers") or [{}])[0]
        for one in made.signers[:1]:
            yield from self._scalar("signer", one.name, truth.get("name"))
            yield from self._scalar("signer_position", one.position, truth.get("position"))
            yield from self._scalar("signer_authority", one.authority, truth.get("authority"))
            if one.for_.value is not None and truth.get("for"):
                yield from self._scalar("signer_for", one.for_, truth["for"])

    def _names(self, name: str, fields: Sequence[Field[str]], gold: Sequence[Any]) -> Iterator[Judged]:
        left = [self._norm(one) for one in gold if one]
        for field in fields:
            if field.value is None:
                continue
            key = self._norm(field.value)
            right = key in left
            if right:
                left.remove(key)
            yield name, field, right

    def _copies(self, made: Record, gold: dict[str, Any]) -> Iterator[Judged]:
        truth = gold.get("copies") or []
        yield from self._names("copies", [one.name for one in made.copies], [one["name"] for one in truth])
        purposes = {self._norm(one["name"]): one.get("purpose") for one in truth}
        for one in made.copies:
            key = self._norm(one.name.value or "")
            if key in purposes and one.purpose.value is not None:
                told = self._norm(purposes[key] or "").removeprefix("để ")
                yield "purpose", one.purpose, told == self._norm(one.purpose.value).removeprefix("để ")

    def _references(self, cited: Sequence[Reference], gold: dict[str, Any]) -> Iterator[Judged]:
        truth = gold.get("references") or []
        plain = [self._plain(one) for one in cited]
        left = list(truth)
        for one, said in zip(cited, plain, strict=True):
            if self.score.nested(said, plain) or self.score.nested(said, [*truth, said]):
                continue
            if gold.get("references_scope") and not any(self.score.same_ref(g, said) for g in truth):
                continue
            hit = next((g for g in left if self.score.same_ref(g, said)), None)
            if hit is not None:
                left.remove(hit)
            yield "references", one.number if one.number.value else one.text, hit is not None
            if hit is not None and one.date.value is not None:
                yield "reference_dates", one.date, bool(hit.get("date")) and self._norm(hit["date"]) == self._norm(one.date.value)

    def _plain(self, one: Reference) -> dict[str, Any]:
        names = ("document_type", "number", "date", "issuer", "subject", "text")
        return {name: getattr(one, name).value for name in names}

    def _directives(self, made: Record, gold: dict[str, Any]) -> Iterator[Judged]:
        truth = gold.get("directives") or []
        left = list(truth)
        for one in made.directives:
            said = one.text.value
            labelled = any(self.score.close_text(g.get("text"), said, 0.4) for g in truth)
            if gold.get("directives_complete") is False and not labelled:
                continue
            hit = next((g for g in left if self.score.close_text(g.get("text"), said, 0.6)), None)
            if hit is not None:
                left.remove(hit)
            yield "directives", one.text, hit is not None
            due = one.deadline if one.deadline.value else one.deadline_text
            if hit is not None and due.value is not None:
                told = [self._norm(f.value) for f in (one.deadline, one.deadline_text) if f.value]
                yield "deadlines", due, bool(hit.get("deadline")) and self._norm(hit["deadline"]) in told
