"""The record of one letter: the contract that archivists, analysts and other systems read.

Names never change within a major version of `SCHEMA_VERSION`; new ones come with a minor version.
"""

from __future__ import annotations

from typing import Literal

from schemas.fields import Box, Field, Frozen, Span

SCHEMA_VERSION = "1.1.0"

Kind = Literal["official_document", "news_report", "appendix_only", "form", "other"]
Precision = Literal["day", "month", "year"]
Grade = Literal["high", "review", "low"]
TextSource = Literal["text_layer", "ocr", "repaired", "converted"]
Relation = Literal["basis", "implements", "replies_to", "amends", "replaces", "repeals", "attached", "mentions"]
Modality = Literal["must_not", "must", "require", "assign", "request", "should", "should_not", "recommend", "may"]
Authority = Literal["KT.", "TM.", "TL.", "TUQ.", "Q.", "TUN."]


class SourceInfo(Frozen, frozen=True):
    """The file as it arrived. `bytes` is its size; `pages` the number of pages read."""

    name: str
    sha256: str
    media_type: str
    bytes: int
    pages: int


class DocumentType(Field[str], frozen=True):
    """Lower-case name of the kind ("quyết định"); `code` is the decree's abbreviation ("QĐ") where it gives one."""

    code: str | None = None


class DateField(Field[str], frozen=True):
    """ISO date as far as printed: "2020-05-14", "2020-05", "2020"."""

    precision: Precision | None = None


class Agency(Frozen, frozen=True):
    """A body: `name` canonical, `printed` as on the page, `code` as in notations ("SYT"), `parent` the same again."""

    name: Field[str]
    printed: Field[str]
    code: Field[str]
    parent: Agency | None = None


class Recipient(Frozen, frozen=True):
    """One item under 'Kính gửi'."""

    name: Field[str]


class Copy(Frozen, frozen=True):
    """One item under 'Nơi nhận', with the purpose in brackets ("b/c")."""

    name: Field[str]
    purpose: Field[str]


class Signer(Frozen, frozen=True, rename={"for_": "for"}):
    """Who signed: `authority` is the outermost mark but TM. ("KT."), `for_` (JSON `for`) the title signed for."""

    name: Field[str]
    position: Field[str]
    authority: Field[str]
    for_: Field[str]


class Reference(Frozen, frozen=True):
    """Another document cited. Appears once a letter; `mentions` are its further places."""

    document_type: Field[str]
    number: Field[str]
    date: DateField
    issuer: Field[str]
    subject: Field[str]
    relation: Relation
    article: Field[str]
    text: Field[str]
    resolved: str | None = None
    key: str | None = None
    mentions: tuple[Span, ...] = ()


class Directive(Frozen, frozen=True):
    """An instruction. `text` is the verbatim clause; `deadline` an ISO date or a recurrence ("monthly:25").

    `report_to` is the body that receives the report, `via` the one through which it goes ("qua Sở Nội vụ"). `reported`
    marks what the letter only tells that another body asked.
    """

    actors: tuple[Field[str], ...]
    text: Field[str]
    action: Field[str]
    modality: Modality
    deadline: Field[str]
    deadline_text: Field[str]
    report_to: Field[str]
    condition: Field[str]
    reported: bool = False
    via: Field[str] = Field(None, 0.8, "component_absent")


class Contact(Frozen, frozen=True):
    """A phone, fax, e-mail, site or address, with the normalised form in `value`."""

    kind: Literal["phone", "fax", "email", "site", "address"]
    value: Field[str]


class Attachment(Frozen, frozen=True):
    """An annex or enclosed document: its title."""

    title: Field[str]


class Entity(Frozen, frozen=True):
    """A person, organisation or software named in the text."""

    kind: Literal["person", "organisation", "software", "place"]
    name: Field[str]


class SignatureInfo(Frozen, frozen=True):
    """Digital signatures in the file and the printed signing line ("Người ký … Thời gian ký …")."""

    digital: tuple[dict[str, str], ...] = ()
    printed: Field[str] = Field(None, 0.9, "component_absent")
    signed_at: Field[str] = Field(None, 0.9, "component_absent")


class ArrivalStamp(Frozen, frozen=True):
    """The registry's ĐẾN stamp: number and date of arrival."""

    number: Field[str]
    date: Field[str]


class DoubtfulWord(Frozen, frozen=True):
    """Characters [start, end) of a line's text that may well be read wrongly; `rivals` are other readings of them."""

    start: int
    end: int
    confidence: float
    rivals: tuple[str, ...] = ()


class RecordLine(Frozen, frozen=True, omit_defaults=True):
    """One line of a page: its text, box, reading confidence and zone of the decree's layout.

    `doubtful` words are only written where there are any.
    """

    text: str
    box: Box | None
    confidence: float
    zone: str
    doubtful: tuple[DoubtfulWord, ...] = ()


class Repair(Frozen, frozen=True):
    """Characters [start, end) of the page's text read `after`; the source had `before`."""

    start: int
    end: int
    before: str
    after: str
    confidence: float


class RecordPage(Frozen, frozen=True):
    """One page: `text` is NFC and is the `lines` joined by newlines; `raw` the source's own where repairs changed it.

    `width` and `height` are in PDF points, None for sources without pages.
    """

    number: int
    text: str
    lines: tuple[RecordLine, ...]
    raw: str | None = None
    repairs: tuple[Repair, ...] = ()
    width: float | None = None
    height: float | None = None


class Text(Frozen, frozen=True):
    """All that was read."""

    pages: tuple[RecordPage, ...]


class Notice(Frozen, frozen=True):
    """Something a reader of the record should know: a code of `schemas.errors` and a sentence."""

    code: str
    message: str


class PageQuality(Frozen, frozen=True):
    """How a page was read, how sure the reading is (mean and worst twentieth of its words), and by what engine."""

    number: int
    text_source: TextSource
    engine: str
    confidence: float
    low_confidence: float


class Quality(Frozen, frozen=True):
    """`grade` is derived from the fields' confidences: high needs no second look."""

    grade: Grade
    pages: tuple[PageQuality, ...]
    warnings: tuple[Notice, ...] = ()


class Record(Frozen, frozen=True):
    """One letter."""

    schema_version: str
    id: str
    source: SourceInfo
    kind: Field[str]
    document_type: DocumentType
    number: Field[str]
    notation: Field[str]
    issued_on: DateField
    place: Field[str]
    issuers: tuple[Agency, ...]
    subject: Field[str]
    recipients: tuple[Recipient, ...]
    copies: tuple[Copy, ...]
    archive: Field[str]
    signers: tuple[Signer, ...]
    urgency: Field[str]
    secrecy: Field[str]
    circulation: Field[str]
    references: tuple[Reference, ...]
    directives: tuple[Directive, ...]
    contacts: tuple[Contact, ...]
    attachments: tuple[Attachment, ...]
    entities: tuple[Entity, ...]
    signature: SignatureInfo
    arrival_stamp: ArrivalStamp | None
    text: Text
    quality: Quality
