"""All that tables and index need of one record, as plain values, so that another process may make it."""

from __future__ import annotations

from typing import NamedTuple

from corpus.index import Fields, fields
from corpus.prepared import prepare
from corpus.rows import FormRow, Row, rows
from schemas.record import Record


class Entry(NamedTuple):
    """What the tables hold of one letter: its row, its child rows and ways of citing (see `corpus.rows.Rows`), its file."""

    id: str
    letter: Row
    children: tuple[list[Row], ...]
    forms: list[FormRow]
    file_bytes: int = 0
    file_time: int = 0

    @property
    def row(self) -> Row:
        """The row of `letters`, without its number."""
        return (*self.letter, self.file_bytes, self.file_time)


class Digest(NamedTuple):
    """One letter for the tables and for the index."""

    entry: Entry
    fields: Fields

    @property
    def id(self) -> str:
        """The letter's id."""
        return self.entry.id


def digest(record: Record, file_bytes: int = 0, file_time: int = 0) -> Digest:
    """The digest of a record whose file has so many bytes and that time of change (ns). Cost: linear in its text."""
    prepared = prepare(record)
    made = rows(prepared)
    return Digest(Entry(record.id, made.letter, made.children, made.forms, file_bytes, file_time), fields(prepared))
