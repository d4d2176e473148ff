"""Fields and text → the record: put together, checked, graded, encoded."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from pipeline.extract import Extracted
from schemas.fields import Field
from schemas.letter import Letter
from schemas.reading import Line, Page
from schemas.record import (
    SCHEMA_VERSION,
    DoubtfulWord,
    Grade,
    PageQuality,
    Quality,
    Record,
    RecordLine,
    RecordPage,
    SourceInfo,
    Text,
)

KEY_FIELDS = ("kind", "document_type", "number", "notation", "issued_on", "subject")
"""The fields that grade a record, with the first issuer's and the first signer's names."""

HIGH, REVIEW = 0.9, 0.6
DOUBTFUL_WORD = 0.8
"""Of words read with less confidence than this about half are wrong (docs/OCR.md)."""


def record(letter: Letter, fields: Extracted) -> Record:
    """The validated record of one letter, its confidences calibrated, with its grade and warnings."""
    from extractors.confidence import calibrated
    from pipeline.notices import notices

    made = calibrated(letter, assembled(letter, fields))
    warnings = (*letter.reading.warnings, *notices(letter, made))
    return msgspec.structs.replace(made, quality=msgspec.structs.replace(made.quality, grade=grade(made), warnings=warnings))


def assembled(letter: Letter, fields: Extracted) -> Record:
    """The fields and the text put together: confidences as the rules gave them, no grade, no warnings yet."""
    head, foot, content = fields.head, fields.foot, fields.content
    return Record(
        schema_version=SCHEMA_VERSION,
        id=letter.reading.source.id,
        source=_source(letter),
        kind=fields.kind,
        document_type=head.document_type,
        number=head.number,
        notation=head.notation,
        issued_on=head.issued_on,
        place=head.place,
        issuers=head.issuers,
        subject=head.subject,
        recipients=foot.recipients,
        copies=foot.copies,
        archive=foot.archive,
        signers=foot.signers,
        urgency=head.urgency,
        secrecy=head.secrecy,
        circulation=head.circulation,
        references=content.references,
        directives=content.directives,
        contacts=content.contacts,
        attachments=content.attachments,
        entities=content.entities,
        signature=msgspec.structs.replace(foot.signature, digital=letter.reading.digital_signatures),
        arrival_stamp=foot.arrival_stamp,
        text=Text(tuple(_pages(letter))),
        quality=Quality("low", tuple(_page_quality(p) for p in letter.reading.pages)),
    )


def encode(made: Record) -> bytes:
    """The record as UTF-8 JSON, indented by one space, ending with a newline."""
    return msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n"


def decode(data: bytes) -> Record:
    """The record that `encode` wrote; raises msgspec.ValidationError if it does not follow the contract."""
    return msgspec.json.decode(data, type=Record)


def grade(made: Record) -> Grade:
    """`high` if every key value is at least 0.9 sure, `low` if one is under 0.6 or illegible, else `review`."""
    values = list(_key_values(made))
    if any(f.reason in ("illegible", "ambiguous") or f.confidence < REVIEW for f in values):
        return "low"
    return "high" if all(f.confidence >= HIGH for f in values) else "review"


def _key_values(made: Record) -> Iterator[Field[str]]:
    for name in KEY_FIELDS:
        yield getattr(made, name)
    yield from (agency.name for agency in made.issuers[:1])
    yield from (signer.name for signer in made.signers[:1])


def _source(letter: Letter) -> SourceInfo:
    source = letter.reading.source
    return SourceInfo(source.name, source.sha256, source.media_type, len(source.data), len(letter.reading.pages))


def _pages(letter: Letter) -> Iterator[RecordPage]:
    zones = iter(letter.zones)
    for page in letter.reading.pages:
        lines = tuple(_line(line, next(zones)) for line in page.lines)
        yield RecordPage(page.number, page.text, lines, page.raw, page.repairs, page.width, page.height)


def _line(line: Line, zone: str) -> RecordLine:
    doubtful = tuple(
        [DoubtfulWord(w.start, w.end, round(w.confidence, 4), w.rivals) for w in line.words if w.confidence < DOUBTFUL_WORD]
    )
    return RecordLine(line.text, line.box, round(line.confidence, 4), zone, doubtful)


def _page_quality(page: Page) -> PageQuality:
    words, mean = sorted(w.confidence for line in page.lines for w in line.words), page.confidence
    least = words[len(words) // 20] if words else mean
    return PageQuality(page.number, page.source, page.engine, round(mean, 4), round(least, 4))
