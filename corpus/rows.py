"""A record as rows of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.analysis import compact
from corpus.names import is_central, issuer_key, year_in
from corpus.places import is_central_name, province_in
from corpus.prepared import Prepared
from schemas.fields import Field
from schemas.record import Agency, Record, Reference

Row = tuple[object, ...]
FormRow = tuple[str, str, str, str, str, str, str | None, str | None, str | None, str | None]
"""A way of citing: number_key, date, issuer_key, province, until, about ("" for what is not said); number, issuer,
subject and document_type as first written so."""

REFERENCES = '"references"'
CHILDREN = (
    "issuers",
    "recipients",
    "copies",
    "signers",
    REFERENCES,
    "directives",
    "entities",
    "contacts",
    "attachments",
    "corrections",
    "warnings",
)
"""The tables whose rows belong to one letter."""


COLUMNS = (
    "id",
    "kind",
    "document_type",
    "type_code",
    "number",
    "notation",
    "number_key",
    "issued_on",
    "precision",
    "place",
    "province",
    "issuer",
    "issuer_key",
    "parent",
    "subject",
    "signer",
    "archive",
    "urgency",
    "secrecy",
    "circulation",
    "grade",
    "text_source",
    "confidence",
    "pages",
    "characters",
    "source_name",
    "media_type",
    "sha256",
    "text_print",
)
"""The columns of `letters` that a record fills; `n`, the file and the document are known later."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Everything the catalogue holds of a letter: its row by `COLUMNS`, its rows in each of `CHILDREN` (without `letter` and
    `ordinal`), its ways of citing."""

    letter: Row
    children: tuple[list[Row], ...]
    forms: list[FormRow]


def rows(prepared: Prepared) -> Rows:
    """The rows of one record. Cost: linear in the record."""
    record = prepared.record
    children: dict[str, list[Row]] = {
        "issuers": [_issuer(a) for a in record.issuers],
        "recipients": [(r.name.value, r.name.confidence) for r in record.recipients],
        "copies": [(c.name.value, c.purpose.value, c.name.confidence) for c in record.copies],
        "signers": [(s.name.value, s.position.value, s.authority.value, s.for_.value, s.name.confidence) for s in record.signers],
        REFERENCES: _references(record),
        "directives": _directives(record),
        "entities": [(e.kind, e.name.value, e.name.confidence) for e in record.entities],
        "contacts": [(c.kind, c.value.value) for c in record.contacts],
        "attachments": [(a.title.value,) for a in record.attachments],
        "corrections": list(_corrections(record)),
        "warnings": [(w.code, w.message) for w in record.quality.warnings],
    }
    letter = _letter(prepared)
    return Rows(
        tuple(letter[name] for name in COLUMNS),
        tuple(children[table] for table in CHILDREN),
        [_form(r, prepared) for r in record.references],
    )


def _issuer(agency: Agency) -> Row:
    parent = agency.parent.name.value if agency.parent else None
    name = agency.name
    return (name.value, agency.printed.value, agency.code.value, parent, name.confidence, name.origin)


def _references(record: Record) -> list[Row]:
    return [
        (
            r.document_type.value,
            r.number.value,
            r.date.value,
            r.issuer.value,
            r.subject.value,
            r.relation,
            r.article.value,
            r.text.value,
            r.text.confidence,
        )
        for r in record.references
    ]


def _directives(record: Record) -> list[Row]:
    return [
        (
            "; ".join(a.value for a in d.actors if a.value),
            d.text.value,
            d.action.value,
            d.modality,
            d.deadline.value,
            d.deadline_text.value,
            d.report_to.value,
            d.condition.value,
            int(d.reported),
            d.text.confidence,
        )
        for d in record.directives
    ]


def _form(reference: Reference, letter: Prepared) -> FormRow:
    number, date, issuer = reference.number.value, reference.date.value or "", reference.issuer.value
    key = compact(number) if number else ""
    subject = reference.subject.value
    until, about = "", ""
    if not key:
        about = subject or _about(reference, letter)
        until = "" if date else (letter.record.issued_on.value or "")
    elif not date and not year_in(key):
        until = (letter.record.issued_on.value or "")[:4]
    here = _province(reference, key, issuer or "", letter)
    return (key, date, issuer_key(issuer or ""), here, until, about, number, issuer, subject, reference.document_type.value)


LAWS = ("luật", "bộ luật", "pháp lệnh", "hiến pháp")
"""What is cited by its name."""
_NAME_ENDS = re.compile(r",? (?:ngày|số \d|năm [12]|được|\d{1,2}[/.-]\d)")


def _about(reference: Reference, letter: Prepared) -> str:
    """What a citation without number and subject is about: a law's name; else, undated, what the letter is about."""
    if reference.document_type.value in LAWS:
        text = reference.text.value or ""
        end = _NAME_ENDS.search(text)
        return (text[: end.start()] if end else text).rstrip(" ,;.")
    if reference.date.value or not reference.issuer.value:
        return ""
    return letter.record.subject.value or ""


def _province(reference: Reference, key: str, issuer: str, letter: Prepared) -> str:
    """The province a local body is looked for in: its own name's, else the citing letter's; "" for central bodies."""
    if is_central(key) or (issuer and is_central_name(issuer)):
        return ""
    return (province_in(issuer) if issuer else None) or letter.province or ""


def _letter(prepared: Prepared) -> dict[str, object]:
    record = prepared.record
    first = record.issuers[0] if record.issuers else None
    pages = record.quality.pages
    return {
        "id": record.id,
        "kind": record.kind.value,
        "document_type": record.document_type.value,
        "type_code": record.document_type.code,
        "number": record.number.value,
        "notation": record.notation.value,
        "number_key": prepared.number_key,
        "issued_on": record.issued_on.value,
        "precision": record.issued_on.precision,
        "place": record.place.value,
        "province": prepared.province,
        "issuer": prepared.issuer,
        "issuer_key": prepared.issuer_key,
        "parent": first.parent.name.value if first and first.parent else None,
        "subject": record.subject.value,
        "signer": record.signers[0].name.value if record.signers else None,
        "archive": record.archive.value,
        "urgency": record.urgency.value,
        "secrecy": record.secrecy.value,
        "circulation": record.circulation.value,
        "grade": record.quality.grade,
        "text_source": pages[0].text_source if pages else None,
        "confidence": min((p.confidence for p in pages), default=None),
        "pages": record.source.pages,
        "characters": len(prepared.text),
        "source_name": record.source.name,
        "media_type": record.source.media_type,
        "sha256": record.source.sha256,
        "text_print": prepared.text_print,
    }


def _corrections(record: Record) -> Iterator[Row]:
    """Fields set by a person, and words the repair changed."""
    for name in ("number", "notation", "issued_on", "place", "subject", "document_type", "urgency", "secrecy", "circulation"):
        value: Field[str] = getattr(record, name)
        if value.origin == "corrected":
            before = value.candidates[0].value if value.candidates else None
            yield ("field", name, before, value.value, value.confidence)
    for page in record.text.pages:
        for repair in page.repairs:
            yield ("repair", f"page {page.number}", repair.before, repair.after, repair.confidence)
