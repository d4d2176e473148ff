"""A record made ready once for tables and index alike, so that its text is taken apart only once."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

from corpus.analysis import Terms, compact, numbers_in, terms
from corpus.names import concepts_in, issuer_key
from corpus.places import province_of
from corpus.streams import streams
from schemas.record import Record


@dataclass(frozen=True, slots=True)
class Prepared:
    """`text` is all pages' text; `number` as cited ("250/CATTT-VNCERT/CC"); `text_print` the same for the same text."""

    record: Record
    text: str
    terms: Terms
    concepts: list[str]
    number: str | None
    number_key: str | None
    issuer: str | None
    issuer_key: str
    province: str | None
    text_print: int

    @property
    def numbers(self) -> set[str]:
        """The numbers and notations written in the text or found in it, compact."""
        cited = {compact(r.number.value) for r in self.record.references if r.number.value}
        own = {self.number_key} if self.number_key else set()
        return numbers_in(self.text) | cited | own


def prepare(record: Record) -> Prepared:
    """Everything derived from one record. Cost: linear in its text."""
    text = "\n".join(page.text for page in record.text.pages)
    found, concepts = analysed(text)
    number = full_number(record)
    issuer = record.issuers[0].name.value if record.issuers else None
    # 63 bits: what a column of integers holds
    digest = int.from_bytes(blake2b(found.running.encode(), digest_size=8).digest(), "big") >> 1
    return Prepared(
        record,
        text,
        found,
        concepts,
        number,
        (compact(number) or None) if number else None,
        issuer,
        issuer_key(issuer or ""),
        province_of(record),
        digest,
    )


def analysed(text: str) -> tuple[Terms, list[str]]:
    """The streams of a whole text and the concepts it names."""
    if made := streams(text):
        *some, concepts = made
        return Terms(*some), concepts
    plain = terms(text)
    return plain, concepts_in(plain.running)


def full_number(record: Record) -> str | None:
    """Number and notation as cited, "250/CATTT-VNCERT/CC" (a Party number "36-HD/VPTW"); None without the number."""
    number, notation = record.number.value, record.notation.value
    if number is None or not notation:
        return number
    return number + ("-" if _is_party(record, notation) else "/") + notation


def _is_party(record: Record, notation: str) -> bool:
    """A Party number joins with a hyphen; the record keeps only the two parts, so the text has to say."""
    if "/" not in notation:
        return False
    spans, rest = record.number.spans, record.notation.spans
    if not spans or not rest or spans[0].page != rest[0].page:
        return False
    page = next((p for p in record.text.pages if p.number == spans[0].page), None)
    return page is not None and page.text[spans[0].end : rest[0].start].strip() == "-"
