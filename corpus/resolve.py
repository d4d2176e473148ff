"""Citations resolved across the corpus, batch by batch: what a batch touches is settled anew, nothing else.

A number that a batch brings (a new letter's, or a new way of citing) is settled with all letters and all ways of
citing of that number, so a document that arrives late finds the citations that waited for it.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from corpus.matching import Form, Held, Node, Settled, cluster, keys_of
from corpus.unnumbered import settle_unnumbered


def settle(connection: sqlite3.Connection, letters: Sequence[int], touched: Iterable[str]) -> None:
    """Settle what new or changed `letters` (their numbers `n`) and the `touched` number keys concern.

    Runs within the batch's transaction.
    """
    execute = connection.execute
    execute("CREATE TEMP TABLE IF NOT EXISTS now (key TEXT PRIMARY KEY) WITHOUT ROWID")
    execute("CREATE TEMP TABLE IF NOT EXISTS fresh (n INTEGER PRIMARY KEY)")
    execute("DELETE FROM now")
    execute("DELETE FROM fresh")
    connection.executemany("INSERT OR IGNORE INTO fresh VALUES (?)", ((n,) for n in letters))
    connection.executemany("INSERT OR IGNORE INTO now VALUES (?)", ((key,) for key in touched))
    execute("INSERT OR IGNORE INTO now SELECT number_key FROM letters JOIN fresh USING (n) WHERE number_key IS NOT NULL")
    execute("INSERT OR IGNORE INTO now SELECT number_key FROM forms WHERE rule IS NULL AND number_key <> ''")
    before = _next(connection)
    _settle_numbered(connection)
    _enter_unnumbered_letters(connection)
    settle_unnumbered(connection, before)


_HELD = """SELECT l.number_key, l.n, l.id, l.number || CASE WHEN l.notation IS NULL THEN '' ELSE '/' || l.notation END,
  coalesce(l.issued_on, ''), coalesce(l.issuer, ''), coalesce(l.issuer_key, ''), coalesce(l.province, ''),
  coalesce(l.document_type, ''), coalesce(l.subject, '') FROM now JOIN letters l ON l.number_key = now.key"""
_FORMS = """SELECT f.number_key, f.n, coalesce(f.number, ''), f.date, coalesce(f.issuer, ''), f.issuer_key, f.province, f.until,
  coalesce(f.document_type, ''), coalesce(f.subject, '') FROM now JOIN forms f ON f.number_key = now.key"""
_KNOWN = "SELECT d.number_key, d.key, d.n FROM now JOIN documents d ON d.number_key = now.key"
_PUT = """INSERT INTO documents (n, key, number_key, number, date, issuer, issuer_key, document_type, subject, held)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (n) DO UPDATE SET key = excluded.key, number = excluded.number,
  date = excluded.date, issuer = excluded.issuer, issuer_key = excluded.issuer_key,
  document_type = excluded.document_type, subject = excluded.subject, held = excluded.held"""


def _settle_numbered(connection: sqlite3.Connection) -> None:
    letters: dict[str, list[Held]] = defaultdict(list)
    for key, *values in connection.execute(_HELD):
        letters[key].append(Held(*values))
    forms: dict[str, list[Form]] = defaultdict(list)
    for key, *values in connection.execute(_FORMS):
        forms[key].append(Form(*values))
    known = {(number_key, key): n for number_key, key, n in connection.execute(_KNOWN)}
    settled = {key: cluster(key, letters[key], forms[key]) for key in {*letters, *forms}}
    _write(connection, settled, known)


def _write(connection: sqlite3.Connection, settled: dict[str, Settled], known: dict[tuple[str, str], int]) -> None:
    free = _next(connection)
    documents: list[tuple[Any, ...]] = []
    held: list[tuple[int, int]] = []
    cited: list[tuple[Any, ...]] = []
    for number_key, one in settled.items():
        keys = keys_of(one.nodes)
        for key, node in zip(keys, one.nodes, strict=True):
            n = known.pop((number_key, key), None)
            if n is None:
                n, free = free, free + 1
            documents.append(_row(n, key, number_key, node))
            held += [(n, letter.n) for letter in node.letters]
            cited += [(n, confidence, rule, None, form.n) for form, confidence, rule in node.forms]
        names = {id(node): key for key, node in zip(keys, one.nodes, strict=True)}
        for form, several in one.ambiguous:
            cited.append((None, None, "graph.ambiguous", "\n".join(names[id(node)] for node in several), form.n))
    connection.executemany("DELETE FROM documents WHERE n = ?", ((n,) for n in known.values()))
    connection.executemany(_PUT, documents)
    connection.executemany("UPDATE letters SET document = ? WHERE n = ?", held)
    connection.executemany("UPDATE forms SET document = ?, confidence = ?, rule = ?, candidates = ? WHERE n = ?", cited)
    # unnumbered citations of a document that is no more look for another
    connection.executemany(
        "UPDATE forms SET document = NULL, rule = NULL WHERE number_key = '' AND document = ?", ((n,) for n in known.values())
    )


def _next(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT coalesce(max(n), 0) + 1 FROM documents").fetchone()[0])


def _row(n: int, key: str, number_key: str | None, node: Node) -> tuple[Any, ...]:
    texts = (node.number, node.date, node.issuer, node.issuer_key, node.document_type, node.subject)
    return (n, key, number_key, *(text or None for text in texts), int(bool(node.letters)))


def _enter_unnumbered_letters(connection: sqlite3.Connection) -> None:
    """A held letter without a number is a document of its own; files of the same words are one."""
    rows = connection.execute(
        "SELECT l.n, l.text_print, l.issued_on, l.issuer, l.issuer_key, l.document_type, l.subject"
        " FROM fresh JOIN letters l USING (n) WHERE l.number_key IS NULL"
    ).fetchall()
    free = _next(connection)
    for n, text_print, *values in rows:
        key = f"text|{text_print:016x}"
        known = connection.execute("SELECT n FROM documents WHERE key = ?", (key,)).fetchone()
        at = known[0] if known else free
        free += 0 if known else 1
        connection.execute(_PUT, (at, key, None, None, *values, 1))
        connection.execute("UPDATE letters SET document = ? WHERE n = ?", (at, n))


def forsake(connection: sqlite3.Connection, documents: Iterable[int]) -> None:
    """Take out those of these documents without number that no letter is of any more; their citations look again."""
    for n in documents:
        if connection.execute("SELECT 1 FROM letters WHERE document = ?", (n,)).fetchone() is None:
            connection.execute("UPDATE forms SET document = NULL, rule = NULL WHERE document = ?", (n,))
            connection.execute("DELETE FROM documents WHERE n = ? AND number_key IS NULL", (n,))
