"""A record as a page for people: each field with its confidence and the place it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemas.fields import Field, Span

if TYPE_CHECKING:
    from schemas.record import Agency, Directive, Record, Reference

REASONS = {
    "blank_in_source": "blank in the source",
    "component_absent": "not in the letter",
    "illegible": "illegible",
    "ambiguous": "ambiguous",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the page."""

    label: str
    value: str
    confidence: float | None = None
    place: str = ""


def entries(record: Record) -> Iterator[Entry]:
    """Every field of the record that says something, in the order of a letter."""
    yield Entry("id", record.id)
    yield Entry("source", f"{record.source.name} ({record.source.media_type}, {record.source.pages} pages)")
    yield Entry("grade", record.quality.grade)
    yield from _head(record)
    yield from _foot(record)
    for number, one in enumerate(record.references, 1):
        yield _reference(number, one)
    for number, task in enumerate(record.directives, 1):
        yield _directive(number, task)
    for contact in record.contacts:
        yield _entry(contact.kind, contact.value)
    for attachment in record.attachments:
        yield _entry("attachment", attachment.title)
    for warning in record.quality.warnings:
        yield Entry("warning", f"{warning.code} {warning.message}")


def _head(record: Record) -> Iterator[Entry]:
    yield _entry("kind", record.kind)
    yield _entry("document type", record.document_type)
    yield _entry("number", record.number)
    yield _entry("notation", record.notation)
    yield _entry("issued on", record.issued_on)
    yield _entry("place", record.place)
    for issuer in record.issuers:
        yield from _agency("issuer", issuer)
    yield _entry("subject", record.subject)
    for label, mark in (("urgency", record.urgency), ("secrecy", record.secrecy), ("circulation", record.circulation)):
        if mark.value:
            yield _entry(label, mark)


def _foot(record: Record) -> Iterator[Entry]:
    for recipient in record.recipients:
        yield _entry("recipient", recipient.name)
    for copy in record.copies:
        purpose = f" ({copy.purpose.value})" if copy.purpose.value else ""
        yield _entry("copy", copy.name, purpose)
    yield _entry("archive", record.archive)
    for signer in record.signers:
        title = " ".join(f.value for f in (signer.authority, signer.position) if f.value)
        yield _entry("signer", signer.name, f" ({title})" if title else "")


def _agency(label: str, agency: Agency) -> Iterator[Entry]:
    yield _entry(label, agency.name)
    if agency.parent:
        yield from _agency("parent body", agency.parent)


def _reference(number: int, one: Reference) -> Entry:
    parts = [one.document_type.value, one.number.value, one.date.value, one.issuer.value]
    said = " · ".join(p for p in parts if p) or one.text.value or ""
    return Entry(f"reference {number}", f"{one.relation}: {said}", one.text.confidence, place(one.text.spans))


def _directive(number: int, task: Directive) -> Entry:
    who = "; ".join(a.value for a in task.actors if a.value) or "?"
    due = task.deadline.value or task.deadline_text.value
    said = f"{task.modality}: {who}: {task.text.value}{' [' + due + ']' if due else ''}"
    return Entry(f"directive {number}", said, task.text.confidence, place(task.text.spans))


def _entry(label: str, field: Field[str], more: str = "") -> Entry:
    if field.value is None:
        said = f"({REASONS.get(field.reason or '', 'none')})"
        if field.candidates:
            said += " perhaps " + ", ".join(str(c.value) for c in field.candidates)
    else:
        said = field.value + more + ("" if field.origin == "printed" else f" [{field.origin}]")
    return Entry(label, said, field.confidence, place(field.spans))


def place(spans: tuple[Span, ...]) -> str:
    """Where a value stands: page, characters and, with a box, points from the page's top left."""
    if not spans:
        return ""
    span = spans[0]
    box = f" at {span.box[0]:.0f},{span.box[1]:.0f}" if span.box else ""
    return f"p{span.page} {span.start}-{span.end}{box}"
