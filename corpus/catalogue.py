"""The tables: an SQLite file in WAL mode, so that readers see the last whole batch while the next is written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from corpus.digest import Entry
from corpus.layout import LAYOUT_VERSION
from corpus.rows import CHILDREN, COLUMNS, REFERENCES
from schemas.errors import CongvanError

_PUT_LETTER = (
    f"INSERT OR REPLACE INTO letters (n, {', '.join(COLUMNS)}, file_bytes, file_time)"
    f" VALUES ({', '.join('?' * (len(COLUMNS) + 3))})"
)
_WIDTHS = {
    "issuers": 6,
    "recipients": 2,
    "copies": 3,
    "signers": 5,
    "directives": 10,
    "entities": 3,
    "contacts": 2,
    "attachments": 1,
    "corrections": 5,
    "warnings": 2,
}
"""Columns of each child table after `letter` and `ordinal`; those of the references are ten, the last their form."""
FormKey = tuple[object, ...]
"""What makes two ways of citing the same: the first six of a `FormRow`."""

_FIND_FORM = (
    "SELECT n FROM forms WHERE number_key = ? AND date = ? AND issuer_key = ? AND province = ? AND until = ? AND about = ?"
)
PUT_FORM = (
    "INSERT INTO forms (number_key, date, issuer_key, province, until, about, number, issuer, subject, document_type)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


@cache
def _sql(name: str) -> str:
    return (files("corpus") / "sql" / name).read_text("utf-8")


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """Open the catalogue; with `write` it is made where it is not. Raises CongvanError C203, C206."""
    if not write and not path.exists():
        raise CongvanError("C203", str(path.parent))
    connection = sqlite3.connect(path, timeout=30.0, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("PRAGMA temp_store = MEMORY")
    if write:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA wal_autocheckpoint = 4000")
    _check_version(connection)
    return connection


def _check_version(connection: sqlite3.Connection) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > LAYOUT_VERSION:
        raise CongvanError("C206", f"version {version}, this program knows {LAYOUT_VERSION}")


def create(connection: sqlite3.Connection) -> None:
    """Make tables and views where they are not."""
    if connection.execute("PRAGMA user_version").fetchone()[0] != LAYOUT_VERSION:
        scripts = "".join(map(_sql, ("tables.sql", *INDEXES, "views.sql")))
        connection.executescript(f"{scripts} PRAGMA user_version = {LAYOUT_VERSION};")


INDEXES = ("keys.sql", "indexes.sql")


def add_indexes(connection: sqlite3.Connection, name: str) -> None:
    """Make the indexes of one of `INDEXES` where they are not."""
    connection.executescript(_sql(name))


def drop_indexes(connection: sqlite3.Connection) -> None:
    """Take all indexes away."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
    for (name,) in names:
        connection.execute(f"DROP INDEX {name}")


def outdated(connection: sqlite3.Connection) -> bool:
    """Whether the tables are of an older version."""
    return 0 < int(connection.execute("PRAGMA user_version").fetchone()[0]) < LAYOUT_VERSION


class Catalogue:
    """Writes letters into the tables. Call within a transaction of `connection`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def put(self, letters: Sequence[Entry]) -> list[int]:
        """Insert or replace letters; returns their numbers in the same order."""
        if not letters:
            return []
        numbers = self._numbers([one.id for one in letters])
        forms = self._forms(letters)
        self.put_rows(list(zip(numbers, letters, strict=True)), forms)
        return numbers

    def put_rows(self, letters: Sequence[tuple[int, Entry]], forms: Mapping[FormKey, int]) -> None:
        """Insert the rows of letters under their numbers; `forms` has the number of each way of citing (its first six)."""
        self.connection.executemany(_PUT_LETTER, ((n, *one.row) for n, one in letters))
        for place, table in enumerate(CHILDREN):
            if table == REFERENCES:
                rows = (
                    (n, i, *row, forms[form[:6]])
                    for n, one in letters
                    for i, (row, form) in enumerate(zip(one.children[place], one.forms, strict=True))
                )
                self._put_children(table, 10, rows)
            else:
                self._put_children(
                    table, _WIDTHS[table], ((n, i, *row) for n, one in letters for i, row in enumerate(one.children[place]))
                )

    def _numbers(self, ids: list[str]) -> list[int]:
        """The numbers of letters: those known keep theirs (and lose their rows), new ones take the next."""
        known = self.numbers(ids)
        self._clear(known.values())
        free = (self.connection.execute("SELECT max(n) FROM letters").fetchone()[0] or 0) + 1
        out = []
        for id in ids:
            if id not in known:
                known[id], free = free, free + 1
            out.append(known[id])
        return out

    def numbers(self, ids: Iterable[str]) -> dict[str, int]:
        """The numbers of those of the ids that are held."""
        query = "SELECT n FROM letters WHERE id = ?"
        found = ((id, self.connection.execute(query, (id,)).fetchone()) for id in ids)
        return {id: row[0] for id, row in found if row}

    def _clear(self, numbers: Iterable[int]) -> None:
        for table in CHILDREN:
            self.connection.executemany(f"DELETE FROM {table} WHERE letter = ?", ((n,) for n in numbers))

    def _put_children(self, table: str, width: int, rows: Iterable[tuple[object, ...]]) -> None:
        self.connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * (2 + width))})", rows)

    def _forms(self, letters: Sequence[Entry]) -> dict[FormKey, int]:
        """The numbers of the letters' ways of citing; those that are new are entered."""
        execute = self.connection.execute
        numbers: dict[FormKey, int] = {}
        for form in {form[:6]: form for one in letters for form in one.forms}.values():
            found = execute(_FIND_FORM, form[:6]).fetchone()
            numbers[form[:6]] = found[0] if found else execute(PUT_FORM, form).lastrowid or 0
        return numbers

    def touched(self, ids: Iterable[str]) -> set[str]:
        """Number keys of those of the letters that are held now: what cites them has to be settled again."""
        query = "SELECT number_key FROM letters WHERE id = ?"
        found = (self.connection.execute(query, (id,)).fetchone() for id in ids)
        return {row[0] for row in found if row and row[0]}

    def unnumbered(self, ids: Iterable[str]) -> list[int]:
        """The documents of those of the letters that have no number."""
        query = "SELECT document FROM letters WHERE id = ? AND number_key IS NULL AND document IS NOT NULL"
        found = (self.connection.execute(query, (id,)).fetchone() for id in ids)
        return [row[0] for row in found if row]

    def remove(self, ids: Iterable[str]) -> None:
        """Take letters and their rows out; ids that are not held are passed over."""
        numbers = self.numbers(ids)
        self._clear(numbers.values())
        self.connection.executemany("DELETE FROM letters WHERE n = ?", ((n,) for n in numbers.values()))

    def get_meta(self, name: str) -> str | None:
        """A remembered value."""
        row = self.connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_meta(self, name: str, value: Any) -> None:
        """Remember a value."""
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, str(value)))
