"""Which record files may say something else of their citations than the graph does."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

_ALL = 'SELECT DISTINCT l.id FROM letters l JOIN "references" r ON r.letter = l.n ORDER BY l.n'
_OWN = "SELECT id, document, number_key FROM letters WHERE id = ?"
_CITERS = """SELECT DISTINCT l.id FROM forms f JOIN "references" r ON r.form = f.n JOIN letters l ON l.n = r.letter WHERE """


def concerned(connection: sqlite3.Connection, entered: Sequence[str] | None = None) -> list[str]:
    """Ids of letters with citations: all, or those that the letters `entered` are, and those that cite (or may cite) them.

    One that may is told by the number it cites: what was one letter's number yesterday may be two letters' today.
    """
    if entered is None:
        return [row[0] for row in connection.execute(_ALL)]
    found: dict[str, None] = {}
    for id in entered:
        for own, document, number_key in connection.execute(_OWN, (id,)).fetchall():
            found[own] = None
            found |= dict.fromkeys(_citers(connection, "f.document = ?", document))
            found |= dict.fromkeys(_citers(connection, "f.number_key = ?", number_key))
    return list(found)


def _citers(connection: sqlite3.Connection, which: str, value: object) -> list[str]:
    if not value:
        return []
    return [row[0] for row in connection.execute(_CITERS + which, (value,))]
