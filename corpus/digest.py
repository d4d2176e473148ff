"""All that tables and index need of one record, as plain values, so that another process may make it."""

from __future__ import annotations

from typing import NamedTuple

from corpus.index import Fields, fields
from corpus.prepared import prepare
from corpus.rows import FormRow, Row, rows
from schemas.record import Record


class Digest(NamedTuple):
    """One letter: its row, its child rows and ways of citing (see `corpus.rows.Rows`), its fields of the index, its file."""

    id: str
    letter: Row
    children: tuple[list[Row], ...]
    forms: list[FormRow]
    fields: Fields
    file_bytes: int = 0
    file_time: int = 0

    @property
    def row(self) -> Row:
        """The row of `letters`, without its number."""
        return (*self.letter, self.file_bytes, self.file_time)


def digest(record: Record, file_bytes: int = 0, file_time: int = 0) -> Digest:
    """The digest of a record whose file has so many bytes and that time of change (ns). Cost: linear in its text."""
    prepared = prepare(record)
    made = rows(prepared)
    return Digest(record.id, made.letter, made.children, made.forms, fields(prepared), file_bytes, file_time)


def packed(one: Digest) -> tuple[object, ...]:
    """The digest as nothing but built-in types, for `marshal`."""
    return (*one[:4], tuple(one.fields), *one[5:])


def unpacked(values: tuple[object, ...]) -> Digest:
    """The digest of what `packed` gave."""
    id, letter, children, forms, of, file_bytes, file_time = values
    return Digest(id, letter, children, forms, Fields(*of), file_bytes, file_time)  # type: ignore[arg-type,misc]
