"""The search index: its fields, and how a letter becomes a document of it. `corpus.parts` writes it, `corpus.reader` reads it.

Derived from the records; may be deleted and made again at any time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

import msgspec

from corpus.analysis import compact, name_terms, notation_runs, terms
from corpus.prepared import Prepared, analysed
from schemas.record import Record

BODY = ("exact", "folded", "pairs", "often")
NAMES = ("issuer", "recipient", "signer", "copy", "actor", "report_to", "entity", "place")
FACETS = ("kind", "type", "grade", "province", "issuer_name", "urgency", "secrecy", "read_as", "modality", "relation")
_LOW_CONFIDENCE = 0.85
"""Lines read with less are also found by words one letter off."""


class Shown(NamedTuple):
    """What a hit shows, kept in the index so that a page of results reads nothing else."""

    id: str
    number: str | None
    issued_on: str | None
    document_type: str | None
    issuer: str | None
    subject: str | None
    grade: str
    text: str


_PACK = msgspec.msgpack.Encoder()
_UNPACK = msgspec.msgpack.Decoder(Shown)


@cache
def schema() -> Any:
    """The index's schema. Every text field holds terms made by `corpus.analysis`, parted by blanks."""
    import tantivy

    build = tantivy.SchemaBuilder()
    # the index prunes a ranking by blocks only where frequencies are kept, though a term comes once a letter
    for name in (*BODY, "title_exact", "title_folded", "title_pairs", "concepts", "numbers", "own", "cites"):
        build.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in ("low", "subject", *NAMES):
        build.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in FACETS:
        build.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("date", "due", "year", "uid"):
        build.add_integer_field(name, indexed=True, fast=True)
    build.add_text_field("id", tokenizer_name="raw", index_option="basic")
    build.add_bytes_field("shown", stored=True)
    return build.build()


class Fields(NamedTuple):
    """A letter as the index takes it: terms parted by blanks by field, numbers by field, and what a hit shows."""

    texts: list[tuple[str, str]]
    numbers: list[tuple[str, int]]
    shown: bytes


def fields(letter: Prepared) -> Fields:
    """What the index holds of a letter. Plain values, so that another process may make them."""
    record = letter.record
    texts = [*zip(BODY, letter.terms[1:], strict=True), *_title(record.subject.value or "")]
    texts += [("concepts", " ".join(letter.concepts)), *_numbers(letter)]
    texts += [(name, name_terms(*dict.fromkeys(values))) for name, values in _names(record).items()]
    texts += [("low", _low(letter)), ("id", record.id), *_facets(letter)]
    return Fields([pair for pair in texts if pair[1]], [("uid", uid(record.id)), *_dates(record)], _PACK.encode(_shown(letter)))


def document(of: Fields) -> Any:
    """A letter as a document of the index."""
    import tantivy

    doc = tantivy.Document()
    for name, text in of.texts:
        doc.add_text(name, text)
    for name, number in of.numbers:
        doc.add_integer(name, number)
    doc.add_bytes("shown", of.shown)
    return doc


def _title(subject: str) -> Iterator[tuple[str, str]]:
    title = terms(subject)
    yield "title_exact", title.exact
    yield "title_folded", title.folded
    yield "title_pairs", title.pairs
    yield "subject", name_terms(subject)


def _numbers(letter: Prepared) -> Iterator[tuple[str, str]]:
    runs = {run for number in letter.numbers for run in notation_runs(number)}
    yield "numbers", " ".join(runs)
    own = letter.number_key or compact(letter.record.notation.value or "")
    yield "own", " ".join(notation_runs(own))
    cited = (r.number.value for r in letter.record.references)
    yield "cites", " ".join(run for c in cited if c for run in notation_runs(c))


def _names(record: Record) -> dict[str, list[str]]:
    def given(values: Iterable[str | None]) -> list[str]:
        return [v for v in values if v]

    issuers = [a for agency in record.issuers for a in (agency, agency.parent) if a]
    return {
        "issuer": given(v for a in issuers for v in (a.name.value, a.printed.value)),
        "recipient": given(r.name.value for r in record.recipients),
        "signer": given(s.name.value for s in record.signers),
        "copy": given(c.name.value for c in record.copies),
        "actor": given(a.value for d in record.directives for a in d.actors),
        "report_to": given(d.report_to.value for d in record.directives),
        "entity": given(e.name.value for e in record.entities),
        "place": given([record.place.value]),
    }


def _facets(letter: Prepared) -> Iterator[tuple[str, str]]:
    record = letter.record
    yield "kind", record.kind.value or ""
    yield "type", record.document_type.value or ""
    yield "grade", record.quality.grade
    yield "province", letter.province or ""
    yield "issuer_name", letter.issuer or ""
    yield "urgency", record.urgency.value or ""
    yield "secrecy", record.secrecy.value or ""
    yield from (("read_as", one) for one in sorted({p.text_source for p in record.quality.pages}))
    yield from (("modality", one) for one in sorted({d.modality for d in record.directives}))
    yield from (("relation", one) for one in sorted({r.relation for r in record.references}))


def _dates(record: Record) -> Iterator[tuple[str, int]]:
    issued = record.issued_on.value
    if issued:
        yield "date", date_number(issued)
        yield "year", int(issued[:4])
    for directive in record.directives:
        due = directive.deadline.value
        if due and due[:4].isdigit():
            yield "due", date_number(due)


def uid(id: str) -> int:
    """The id's first 60 bits as a number: quicker to compare than its text."""
    return int(id[:15], 16)


def date_number(iso: str, pad: str = "0") -> int:
    """ "2020-05" as 20200500, so that dates compare as numbers; `pad` "9" gives the end of the span, 20200599."""
    return int(iso[:10].replace("-", "").ljust(8, pad))


def _low(letter: Prepared) -> str:
    """The folded words of the lines that were read with little confidence."""
    lines = [ln for page in letter.record.text.pages for ln in page.lines]
    low = [ln.text for ln in lines if ln.confidence < _LOW_CONFIDENCE]
    if len(low) == len(lines):
        return letter.terms.folded
    return analysed("\n".join(low))[0].folded if low else ""


def _shown(letter: Prepared) -> Shown:
    record = letter.record
    return Shown(
        record.id,
        letter.number or (f"…/{record.notation.value}" if record.notation.value else None),
        record.issued_on.value,
        record.document_type.value,
        letter.issuer,
        record.subject.value,
        record.quality.grade,
        letter.text,
    )


def shown(data: bytes) -> Shown:
    """What was stored of a hit."""
    return _UNPACK.decode(data)
