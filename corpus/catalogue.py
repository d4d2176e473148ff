"""The tables: an SQLite file in WAL mode, so that readers see the last whole batch while the next is written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from corpus.layout import LAYOUT_VERSION
from corpus.rows import CHILDREN, Rows
from schemas.errors import CongvanError

_WIDTHS = {
    "issuers": 6,
    "recipients": 2,
    "copies": 3,
    "signers": 5,
    '"references"': 9,
    "directives": 10,
    "entities": 3,
    "contacts": 2,
    "attachments": 1,
    "corrections": 5,
    "warnings": 2,
}
"""Columns of each child table after `letter` and `ordinal`; `form` of a reference is set with the graph."""

_FIND_FORM = (
    "SELECT n FROM forms WHERE number_key = ? AND date = ? AND issuer_key = ? AND province = ? AND until = ? AND about = ?"
)
_PUT_FORM = (
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
        connection.executescript(_sql("tables.sql") + _sql("views.sql") + f"PRAGMA user_version = {LAYOUT_VERSION};")


class Catalogue:
    """Writes letters into the tables. Call within a transaction of `connection`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def put(self, letters: Sequence[Rows]) -> list[int]:
        """Insert or replace letters; returns their numbers in the same order."""
        if not letters:
            return []
        numbers = self._numbers([str(rows.letter["id"]) for rows in letters])
        columns = ["n", *letters[0].letter]
        marks = ", ".join("?" * len(columns))
        self.connection.executemany(
            f"INSERT OR REPLACE INTO letters ({', '.join(columns)}) VALUES ({marks})",
            ([n, *rows.letter.values()] for n, rows in zip(numbers, letters, strict=True)),
        )
        for table in CHILDREN:
            self._put_children(table, ((n, rows.children[table]) for n, rows in zip(numbers, letters, strict=True)))
        self._put_forms(list(zip(numbers, letters, strict=True)))
        return numbers

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

    def _put_children(self, table: str, letters: Iterable[tuple[int, list[tuple[object, ...]]]]) -> None:
        extra = ", NULL" if table == '"references"' else ""
        marks = ", ".join("?" * (2 + _WIDTHS[table])) + extra
        rows = ((n, i, *row) for n, children in letters for i, row in enumerate(children))
        self.connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)

    def _put_forms(self, letters: list[tuple[int, Rows]]) -> None:
        """Enter the ways of citing that are new, and point each reference to its own."""
        execute = self.connection.execute
        numbers: dict[tuple[object, ...], int] = {}
        for form in {form[:6]: form for _, rows in letters for form in rows.forms}.values():
            found = execute(_FIND_FORM, form[:6]).fetchone()
            numbers[form[:6]] = found[0] if found else execute(_PUT_FORM, form).lastrowid or 0
        self.connection.executemany(
            'UPDATE "references" SET form = ? WHERE letter = ? AND ordinal = ?',
            ((numbers[form[:6]], n, i) for n, rows in letters for i, form in enumerate(rows.forms)),
        )

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
