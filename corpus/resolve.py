"""Citations resolved across the corpus, batch by batch: what a batch touches is settled anew, nothing else.

A number that a batch brings (a new letter's, or a new way of citing) is settled with all letters and all ways of
citing of that number, so a document that arrives late finds the citations that waited for it.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from corpus.matching import Form, Held, Node, Settled, cluster, keys_of
from corpus.scopes import transaction
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


_HELD_COLUMNS = """ l.number_key, l.n, l.id, l.number || CASE WHEN l.notation IS NULL THEN '' ELSE '/' || l.notation END,
  coalesce(l.issued_on, ''), coalesce(l.issuer, ''), coalesce(l.issuer_key, ''), coalesce(l.province, ''),
  coalesce(l.document_type, ''), coalesce(l.subject, '')"""
_HELD = f"SELECT {_HELD_COLUMNS} FROM now JOIN letters l ON l.number_key = now.key"
_FORM_COLUMNS = """f.number_key, f.n, coalesce(f.number, ''), f.date, coalesce(f.issuer, ''), f.issuer_key, f.province, f.until,
  coalesce(f.document_type, ''), coalesce(f.subject, '')"""
_FORMS = f"SELECT {_FORM_COLUMNS} FROM now JOIN forms f ON f.number_key = now.key"
_KNOWN = "SELECT d.number_key, d.key, d.n, coalesce(d.date, '') FROM now JOIN documents d ON d.number_key = now.key"
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
    known = {(number_key, key): (n, date) for number_key, key, n, date in connection.execute(_KNOWN)}
    settled = {key: cluster(key, letters[key], forms[key]) for key in {*letters, *forms}}
    _write(connection, settled, known)


def _write(connection: sqlite3.Connection, settled: dict[str, Settled], known: dict[tuple[str, str], tuple[int, str]]) -> None:
    free, other = _next(connection), list[int]()
    documents: list[tuple[Any, ...]] = []
    held: list[tuple[int, int]] = []
    cited: list[tuple[Any, ...]] = []
    for number_key, one in settled.items():
        keys = keys_of(one.nodes)
        for key, node in zip(keys, one.nodes, strict=True):
            n, date = known.pop((number_key, key), (0, ""))
            if not n:
                n, free = free, free + 1
            elif date != node.date:  # the key has gone over to another document
                other.append(n)
            documents.append(_row(n, key, number_key, node))
            held += [(n, letter.n) for letter in node.letters]
            cited += [(n, confidence, rule, None, form.n) for form, confidence, rule in node.forms]
        names = {id(node): key for key, node in zip(keys, one.nodes, strict=True)}
        for form, several in one.ambiguous:
            cited.append((None, None, "graph.ambiguous", "\n".join(names[id(node)] for node in several), form.n))
    connection.executemany("DELETE FROM documents WHERE n = ?", ((n,) for n, _ in known.values()))
    connection.executemany(_PUT, documents)
    connection.executemany("UPDATE letters SET document = ? WHERE n = ?", held)
    connection.executemany("UPDATE forms SET document = ?, confidence = ?, rule = ?, candidates = ? WHERE n = ?", cited)
    # unnumbered citations of a document that is no more, or is another now, look again
    connection.executemany(
        "UPDATE forms SET document = NULL, rule = NULL WHERE number_key = '' AND document = ?",
        ((n,) for n in (*other, *(n for n, _ in known.values()))),
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


class _Places:
    """What each letter and each way of citing was settled to, by their numbers: written row after row in the end, for in the
    order in which they are settled every row would be on another page."""

    def __init__(self, letters: int, forms: int) -> None:
        self.letters = array("q", bytes(8 * (letters + 1)))
        self.forms = array("q", bytes(8 * (forms + 1)))
        self.confidence = array("f", bytes(4 * (forms + 1)))
        self.rule = array("b", bytes(forms + 1))
        self.rules: list[str] = []
        self.ambiguous: list[tuple[str, int]] = []

    def add(self, n: int, node: Node) -> None:
        """Letters and forms of a node that is document `n`."""
        for letter in node.letters:
            self.letters[letter.n] = n
        for form, confidence, rule in node.forms:
            if rule not in self.rules:
                self.rules.append(rule)
            self.forms[form.n], self.confidence[form.n], self.rule[form.n] = n, confidence, self.rules.index(rule)

    def write(self, connection: sqlite3.Connection) -> None:
        """Everything into its row."""
        execute = connection.executemany
        execute("UPDATE letters SET document = ? WHERE n = ?", ((d, n) for n, d in enumerate(self.letters) if d))
        settled = ((d, round(self.confidence[n], 4), self.rules[self.rule[n]], n) for n, d in enumerate(self.forms) if d)
        execute("UPDATE forms SET document = ?, confidence = ?, rule = ? WHERE n = ?", settled)
        execute("UPDATE forms SET rule = 'graph.ambiguous', candidates = ? WHERE n = ?", self.ambiguous)


def settle_all(connection: sqlite3.Connection, letters: int, forms: int) -> None:
    """Settle every number of tables that were filled anew: letters 1 to `letters`, ways of citing 1 to `forms`, no documents."""
    places = _Places(letters, forms)
    with transaction(connection):
        connection.executemany(_NEW, _documents(connection, places))
    with transaction(connection):
        places.write(connection)


_NEW = "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def _documents(connection: sqlite3.Connection, places: _Places) -> Iterator[tuple[Any, ...]]:
    """The rows of all documents; what letters and forms are settled to goes into `places` on the way."""
    n = 0
    for number_key, held, cited in _by_number(connection):
        one = cluster(number_key, held, cited)
        keys = keys_of(one.nodes)
        for key, node in zip(keys, one.nodes, strict=True):
            n += 1
            places.add(n, node)
            yield _row(n, key, number_key, node)
        names = {id(node): key for key, node in zip(keys, one.nodes, strict=True)}
        places.ambiguous += [("\n".join(names[id(node)] for node in some), form.n) for form, some in one.ambiguous]
    for text_print, rows in groupby(connection.execute(_UNNUMBERED), key=lambda row: row[0]):
        n += 1
        same = list(rows)
        for row in same:
            places.letters[row[1]] = n
        yield (n, f"text|{text_print:016x}", None, None, *same[-1][2:], 1)


_UNNUMBERED = """SELECT text_print, n, issued_on, issuer, issuer_key, document_type, subject FROM letters
  WHERE number_key IS NULL ORDER BY text_print, n"""


def _by_number(connection: sqlite3.Connection) -> Iterator[tuple[str, list[Held], list[Form]]]:
    """All letters and ways of citing of each number, in the order of the numbers."""
    held = _groups(connection, f"SELECT {_HELD_COLUMNS} FROM letters l WHERE number_key > '' ORDER BY number_key", Held)
    cited = _groups(connection, f"SELECT {_FORM_COLUMNS} FROM forms f WHERE number_key > '' ORDER BY number_key", Form)
    one, other = next(held, None), next(cited, None)
    while one or other:
        key = min(group[0] for group in (one, other) if group)
        letters: list[Held] = []
        forms: list[Form] = []
        if one and one[0] == key:
            letters, one = one[1], next(held, None)
        if other and other[0] == key:
            forms, other = other[1], next(cited, None)
        yield key, letters, forms


def _groups(connection: sqlite3.Connection, query: str, kind: Any) -> Iterator[tuple[str, list[Any]]]:
    for key, rows in groupby(connection.execute(query), key=lambda row: row[0]):
        yield key, [kind(*row[1:]) for row in rows]
