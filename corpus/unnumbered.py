"""Citations without a number ("cảnh báo của Cục An toàn thông tin ngày 14/4/2020"): matched by issuer, date and subject."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.analysis import folded, syllables
from corpus.matching import alike, beginning, dates_fit, issuers_fit
from corpus.rows import LAWS

WINDOW_DAYS = 180
"""How long before its citer an undated document is looked for."""
SURE = 0.6
"""A citation is linked from this confidence on."""
_MARGIN = 0.1
"""By how much the best document must be ahead of the next."""
_MOST = 3000
"""Documents compared with one citation at most; one that fits more is left open."""
_LEGAL = (*LAWS, "nghị định", "thông tư", "nghị quyết", "quyết định", "chỉ thị")


@dataclass(frozen=True, slots=True)
class _Cited:
    n: int
    date: str
    issuer_key: str
    province: str
    until: str
    about: str
    document_type: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    n: int
    key: str
    date: str
    issuer_key: str
    document_type: str
    subject: str


def settle_unnumbered(connection: sqlite3.Connection, before: int) -> None:
    """Link the new unnumbered citations, and those that a document of this batch (from number `before` on) may answer."""
    day = _Day(connection)
    for cited in sorted(_waiting(connection, before), key=lambda c: c.date):
        found = sorted(_scored(connection, cited, day), key=lambda s: (-s[0], s[1].key))
        _enter(connection, cited, found)


_FORM = "f.n, f.date, f.issuer_key, f.province, f.until, f.about, coalesce(f.document_type, '')"
_NEW = "SELECT DISTINCT date, issuer_key, held FROM documents WHERE n >= ?"


def _waiting(connection: sqlite3.Connection, before: int) -> Iterator[_Cited]:
    """New forms; those of a day that a new document has; and open undated ones whose issuer it has."""
    rows = connection.execute(f"SELECT {_FORM} FROM forms f WHERE f.rule IS NULL AND f.number_key = ''").fetchall()
    dated = f"WITH c AS ({_NEW}) SELECT {_FORM} FROM c CROSS JOIN forms f ON f.number_key = '' AND f.date = c.date{_MAY_FIT}"
    rows += connection.execute(dated, (before,)).fetchall()
    rows += _undated(connection, before)
    yield from (_Cited(*row) for row in dict.fromkeys(rows))


def _undated(connection: sqlite3.Connection, before: int) -> Iterator[tuple[object, ...]]:
    """Open undated forms that a new document's issuer may answer, written after it and within the window."""
    spans = connection.execute(
        "SELECT issuer_key, min(date), max(date) FROM documents WHERE n >= ? AND issuer_key <> '' AND length(date) = 10"
        " GROUP BY issuer_key",
        (before,),
    ).fetchall()
    for key, first, last in spans:
        for low, high in _key_ranges(key):
            yield from connection.execute(
                f"SELECT {_FORM} FROM forms f WHERE f.number_key = '' AND f.date = '' AND f.issuer_key BETWEEN ? AND ?"
                " AND f.document IS NULL AND f.until BETWEEN ? AND ?",
                (low, high, first, _shifted(last, WINDOW_DAYS)),
            )


def _key_ranges(key: str) -> Iterator[tuple[str, str]]:
    """The ranges of issuer keys that can be the same body: the key, its beginnings of three words and more, and what goes on."""
    words = key.split()
    for count in range(3, len(words)):
        yield (start := " ".join(words[:count])), start
    yield key, key
    yield f"{key} ", f"{key} ~"


# the names' beginnings, so that not every citation of a day is compared anew with every document of it
_MAY_FIT = (
    " WHERE c.date <> '' AND (f.document IS NULL OR c.held = 1) AND (f.issuer_key = '' OR coalesce(c.issuer_key, '') = ''"
    " OR substr(f.issuer_key, 1, 5) = substr(c.issuer_key, 1, 5))"
)


def _scored(connection: sqlite3.Connection, cited: _Cited, day: _Day) -> Iterator[tuple[float, _Candidate]]:
    for candidate in day.candidates(cited) if len(cited.date) == 10 else _candidates(connection, cited):
        confidence = _confidence(cited, candidate)
        if confidence >= SURE - _MARGIN:
            yield confidence, candidate


_COLUMNS = """n, key, coalesce(date, ''), coalesce(issuer_key, ''), coalesce(document_type, ''), coalesce(subject, '')"""


def _candidates(connection: sqlite3.Connection, cited: _Cited) -> list[_Candidate]:
    """Without a day: the issuer's documents of the month or year cited, or of the months before the citing letter."""
    if cited.issuer_key and (cited.date or len(cited.until) == 10):
        first, last = (cited.date, cited.date + "~") if cited.date else (_shifted(cited.until, -WINDOW_DAYS), cited.until)
        query = f"SELECT {_COLUMNS} FROM documents WHERE issuer_key BETWEEN ? AND ? AND date BETWEEN ? AND ? LIMIT {_MOST}"
        ranges = _key_ranges(cited.issuer_key)
        rows = [row for low, high in ranges for row in connection.execute(query, (low, high, first, last))]
    else:
        return []
    return [_Candidate(*row) for row in rows] if len(rows) < _MOST else []


class _Day:
    """The documents of one day, by how their issuers begin: remembered, for a day's citations come one after the other."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection, self.date = connection, ""
        self.all: list[_Candidate] = []
        self.by_start: dict[str, list[_Candidate]] = {}

    def candidates(self, cited: _Cited) -> list[_Candidate]:
        """The day's documents whose issuer can be the one cited; none where the day has too many."""
        if cited.date != self.date or cited.document_type in LAWS:  # a law may have been entered since
            self._read(cited.date)
        start = beginning(cited.issuer_key)
        return [*self.by_start.get(start, ()), *self.by_start.get("", ())] if start else self.all

    def _read(self, date: str) -> None:
        rows = self.connection.execute(f"SELECT {_COLUMNS} FROM documents WHERE date = ? LIMIT ?", (date, _MOST)).fetchall()
        self.date, self.by_start = date, {}
        self.all = [_Candidate(*row) for row in rows] if len(rows) < _MOST else []
        for one in self.all:
            self.by_start.setdefault(beginning(one.issuer_key), []).append(one)


def _shifted(iso: str, by: int) -> str:
    try:
        return (date.fromisoformat(iso) + timedelta(by)).isoformat()
    except ValueError:  # a day the calendar has not, as printed
        return iso[:4] if by < 0 else f"{iso[:4]}~"


def _confidence(cited: _Cited, candidate: _Candidate) -> float:
    """0..1: how sure the citation is of the document, from what of issuer, date and subject both have."""
    if not dates_fit(cited.date, candidate.date) or not issuers_fit(cited.issuer_key, candidate.issuer_key):
        return 0.0
    if _other_type(cited.document_type, candidate.document_type):
        return 0.0
    if cited.document_type in LAWS:  # names of laws are alike and mean it: only the whole name will do
        return 0.97 if same_words(cited.about, candidate.subject) else 0.0
    likeness = alike(cited.about, candidate.subject)
    issuer = bool(cited.issuer_key and candidate.issuer_key)
    if len(cited.date) == 10:
        if likeness is None:
            return 0.75 if issuer else 0.3
        return (0.55 if issuer else 0.35) + 0.42 * likeness
    return 0.0 if likeness is None or not issuer else 0.35 + 0.5 * likeness


def same_words(one: str, other: str) -> bool:
    """Whether two names are the same but for case and accents."""
    return bool(one) and folded(syllables(one)) == folded(syllables(other))


def _other_type(cited: str, held: str) -> bool:
    return bool(cited and held and cited != held and (cited in _LEGAL or held in _LEGAL))


def _enter(connection: sqlite3.Connection, cited: _Cited, found: list[tuple[float, _Candidate]]) -> None:
    good = [(confidence, c) for confidence, c in found if confidence >= SURE]
    document: int | None = None
    confidence: float | None = None
    rule, others = "graph.unnumbered-open", None
    if good and (len(good) == 1 or good[0][0] - good[1][0] >= _MARGIN):
        confidence, document, rule = round(good[0][0], 3), good[0][1].n, "graph.issuer-date-subject"
    elif good:
        rule, others = "graph.ambiguous", "\n".join(c.key for _, c in good[:10])
    elif cited.document_type in LAWS and cited.about:
        document, confidence, rule = _law(connection, cited), 0.95, "graph.law-by-name"
    connection.execute(
        "UPDATE forms SET document = ?, confidence = ?, rule = ?, candidates = ? WHERE n = ?",
        (document, confidence, rule, others, cited.n),
    )


def _law(connection: sqlite3.Connection, cited: _Cited) -> int:
    """The document of a law cited by its name ("Luật Ngân sách nhà nước ngày 25/6/2015"), one a name and year."""
    name = " ".join(folded(syllables(cited.about)))
    key = f"{cited.document_type}|{cited.date[:4]}|{name}"
    row = connection.execute("SELECT n FROM documents WHERE key = ?", (key,)).fetchone()
    if row:
        return int(row[0])
    done = connection.execute(
        "INSERT INTO documents (key, date, document_type, subject, held) VALUES (?, ?, ?, ?, 0)",
        (key, cited.date or None, cited.document_type, cited.about),
    )
    return int(done.lastrowid or 0)
