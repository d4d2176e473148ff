"""Records made by hand, for tests of what comes after extraction. Invented bodies, names and contents."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from schemas import SCHEMA_VERSION
from schemas.fields import Field, found, missing
from schemas.record import (
    Agency,
    Copy,
    DateField,
    Directive,
    DocumentType,
    Entity,
    PageQuality,
    Quality,
    Recipient,
    Record,
    RecordLine,
    RecordPage,
    Reference,
    SignatureInfo,
    Signer,
    SourceInfo,
    Text,
)


def value(text: str | None, confidence: float = 0.95) -> Field[str]:
    """A field with a value, or an absent one."""
    return found(text, (), confidence, "test") if text is not None else missing("component_absent")  # type: ignore[return-value]


def date(iso: str | None) -> DateField:
    """A date as far as given."""
    if iso is None:
        return DateField(None, 0.9, "component_absent")
    precision: Any = {4: "year", 7: "month", 10: "day"}[len(iso)]
    return DateField(iso, 0.95, precision=precision)


def agency(name: str | None, parent: str | None = None, code: str | None = None) -> Agency:
    """A body."""
    return Agency(value(name), value(name), value(code), agency(parent) if parent else None)


def cite(
    number: str | None = None,
    day: str | None = None,
    issuer: str | None = None,
    *,
    kind: str = "công văn",
    subject: str | None = None,
    relation: Any = "mentions",
    text: str = "…",
) -> Reference:
    """A citation."""
    return Reference(value(kind), value(number), date(day), value(issuer), value(subject), relation, value(None), value(text))


def directive(
    text: str,
    actors: Sequence[str] = (),
    *,
    modality: Any = "request",
    deadline: str | None = None,
    report_to: str | None = None,
    action: str | None = None,
) -> Directive:
    """An instruction."""
    return Directive(
        tuple(value(a) for a in actors),
        value(text),
        value(action),
        modality,
        value(deadline),
        value(deadline),
        value(report_to),
        value(None),
    )


def letter(
    text: str,
    *,
    number: str | None = None,
    notation: str | None = None,
    day: str | None = None,
    kind: str = "công văn",
    code: str | None = None,
    issuer: str | None = None,
    parent: str | None = None,
    place: str | None = None,
    subject: str | None = None,
    to: Sequence[str] = (),
    copies: Sequence[tuple[str, str | None]] = (),
    signer: str | None = None,
    cites: Sequence[Reference] = (),
    directives: Sequence[Directive] = (),
    entities: Sequence[tuple[Any, str]] = (),
    grade: Any = "high",
    urgency: str | None = None,
    confidence: float = 1.0,
    source: Any = "text_layer",
    name: str | None = None,
    salt: str = "",
) -> Record:
    """A record with these fields; its id is made of its contents, `salt` makes another file of the same letter."""
    sha = hashlib.sha256(f"{text}{number}{notation}{day}{issuer}{subject}{salt}".encode()).hexdigest()
    lines = tuple(RecordLine(ln, None, confidence, "body") for ln in text.split("\n"))
    signers = (Signer(value(signer), value("Giám đốc"), value(None), value(None)),) if signer else ()
    return Record(
        schema_version=SCHEMA_VERSION,
        id=sha[:32],
        source=SourceInfo(name or f"{sha[:6]}.pdf", sha, "application/pdf", 1000, 1),
        kind=value("official_document"),
        document_type=DocumentType(kind, 0.95, code=code),
        number=value(number),
        notation=value(notation),
        issued_on=date(day),
        place=value(place),
        issuers=(agency(issuer, parent),) if issuer else (),
        subject=value(subject),
        recipients=tuple(Recipient(value(t)) for t in to),
        copies=tuple(Copy(value(n), value(p)) for n, p in copies),
        archive=value("VT"),
        signers=signers,
        urgency=value(urgency),
        secrecy=value(None),
        circulation=value(None),
        references=tuple(cites),
        directives=tuple(directives),
        contacts=(),
        attachments=(),
        entities=tuple(Entity(k, value(n)) for k, n in entities),
        signature=SignatureInfo(),
        arrival_stamp=None,
        text=Text((RecordPage(1, text, lines),)),
        quality=Quality(grade, (PageQuality(1, source, "test", confidence, confidence),)),
    )
