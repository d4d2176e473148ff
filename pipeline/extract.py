"""Letter → fields: every extractor in its turn, each told what the ones before it found."""

from __future__ import annotations

from dataclasses import dataclass, replace

import msgspec

from schemas.fields import Field
from schemas.letter import Letter
from schemas.record import (
    Agency,
    ArrivalStamp,
    Attachment,
    Contact,
    Copy,
    DateField,
    Directive,
    DocumentType,
    Entity,
    Recipient,
    Reference,
    SignatureInfo,
    Signer,
)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above and around the body, and who issued it."""

    number: Field[str]
    notation: Field[str]
    issued_on: DateField
    place: Field[str]
    document_type: DocumentType
    subject: Field[str]
    issuers: tuple[Agency, ...]
    urgency: Field[str]
    secrecy: Field[str]
    circulation: Field[str]


@dataclass(frozen=True, slots=True)
class Foot:
    """Who receives it and who signed it."""

    recipients: tuple[Recipient, ...]
    copies: tuple[Copy, ...]
    archive: Field[str]
    signers: tuple[Signer, ...]
    signature: SignatureInfo
    arrival_stamp: ArrivalStamp | None


@dataclass(frozen=True, slots=True)
class Content:
    """What the body says."""

    references: tuple[Reference, ...]
    directives: tuple[Directive, ...]
    contacts: tuple[Contact, ...]
    attachments: tuple[Attachment, ...]
    entities: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class Extracted:
    """All fields of one letter."""

    kind: Field[str]
    head: Head
    foot: Foot
    content: Content


def extract(letter: Letter) -> Extracted:
    """Every field of the letter. Linear in its length."""
    foot = _foot(letter)
    head = _head(letter, foot.signers)
    content = _content(letter, head, foot.recipients)
    kind = _kind(letter, head, foot)
    return Extracted(kind, head, foot, _reported(content) if kind.value == "news_report" else content)


def _foot(letter: Letter) -> Foot:
    from extractors.addressees import recipients
    from extractors.copies import copies
    from extractors.signature import arrival_stamp, signature
    from extractors.signers import signers

    items, archive = copies(letter)
    return Foot(recipients(letter), items, archive, signers(letter), signature(letter), arrival_stamp(letter))


def _head(letter: Letter, signers: tuple[Signer, ...]) -> Head:
    from extractors.dates import issued_on, place
    from extractors.document_type import document_type
    from extractors.issuers import issuers
    from extractors.marks import marks
    from extractors.number import number
    from extractors.subject import subject

    own, notation = number(letter)
    date, where = issued_on(letter), place(letter)
    by = issuers(letter, notation=notation.value, place=where.value, issued_on=date.value, signers=signers)
    return Head(own, notation, date, where, document_type(letter, notation.value), subject(letter), by, *marks(letter))


def _content(letter: Letter, head: Head, recipients: tuple[Recipient, ...]) -> Content:
    from extractors.attachments import attachments
    from extractors.contacts import contacts
    from extractors.directives import directives
    from extractors.entities import entities
    from extractors.references import references

    issuer = head.issuers[0].name.value if head.issuers else None
    cited = references(letter, issued_on=head.issued_on.value, issuer=issuer)
    tasks = directives(letter, issued_on=head.issued_on.value, issuer=issuer, recipients=recipients, references=cited)
    return Content(cited, tasks, contacts(letter), attachments(letter), entities(letter))


def _reported(content: Content) -> Content:
    """News tells what a letter asked; it asks nothing itself."""
    return replace(content, directives=tuple(msgspec.structs.replace(one, reported=True) for one in content.directives))


def _kind(letter: Letter, head: Head, foot: Foot) -> Field[str]:
    from extractors.kind import kind

    return kind(letter, number=head.number, notation=head.notation, signers=foot.signers)
