"""Questions to the graph of documents: who cites whom, what follows from what, what is missing, what was not answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.analysis import compact
from schemas.errors import CongvanError

if TYPE_CHECKING:
    from corpus.corpus import Corpus


@dataclass(frozen=True, slots=True)
class Document:
    """A node: `ids` are the letters (files) it is held in; empty where it is only cited."""

    key: str
    number: str | None
    date: str | None
    issuer: str | None
    document_type: str | None
    subject: str | None
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """One letter's citation. `cited` is None where it is open, `candidates` then the keys it could be."""

    letter: str
    relation: str
    text: str | None
    article: str | None
    cited: Document | None
    confidence: float | None
    rule: str | None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One document of a chain: `depth` from the start, cited through `relation` by or from `via`."""

    depth: int
    document: Document
    relation: str | None
    via: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """One document replaced, amended or repealed another, as `letter` says."""

    relation: str
    by: Document
    of: Document
    letter: str
    article: str | None


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A letter that asked a body for a report or an answer, and no letter of that body that replies to it is held."""

    letter: str
    number: str | None
    issuer: str | None
    asked: str
    deadline: str | None
    text: str | None


_NODE = "d.n, d.key, d.number, d.date, d.issuer, d.document_type, d.subject"
_OF_DOCUMENT = "r.form IN (SELECT g.n FROM forms g JOIN documents e ON e.n = g.document WHERE e.key = ?)"
_REFERENCES = '"references" r JOIN letters l ON l.n = r.letter JOIN forms f ON f.n = r.form'


class Graph:
    """Reads the catalogue of one corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus

    def _all(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        return self.corpus.connection.execute(query, values).fetchall()

    def _document(self, row: tuple[Any, ...]) -> Document:
        ids = tuple(r[0] for r in self._all("SELECT id FROM letters WHERE document = ? ORDER BY n", row[0]))
        key, number, date, issuer, kind, subject = row[1:7]
        return Document(key, number, date, issuer, kind, subject, ids)

    def find(self, what: str) -> list[Document]:
        """The documents of a letter's id (or its beginning), a key, or a number ("250/CATTT-VNCERT/CC").

        Raises CongvanError C201 if there is none.
        """
        rows = [row for row in self._found(what) if row]
        if not rows:
            raise CongvanError("C201", what)
        return [self._document(row) for row in rows]

    def _found(self, what: str) -> list[tuple[Any, ...]]:
        for condition, value in (("d.key = ?", what), ("d.number_key = ?", compact(what))):
            if rows := self._all(f"SELECT {_NODE} FROM documents d WHERE {condition} ORDER BY d.n", value):
                return rows
        if len(what) < 4 or not all(c in "0123456789abcdef" for c in what.lower()):
            return []
        id = self.corpus.full_id(what.lower())
        return self._all(f"SELECT {_NODE} FROM documents d JOIN letters l ON l.document = d.n WHERE l.id = ?", id)

    def cites(self, what: str) -> list[Citation]:
        """What a document cites, in the order of its text; of all its files."""
        ids = [id for document in self.find(what) for id in document.ids]
        return [citation for id in ids for citation in self._citations("l.id = ?", id)]

    def cited_by(self, what: str) -> list[Citation]:
        """The citations of a document, by letter."""
        found: list[Citation] = []
        for key in [document.key for document in self.find(what)]:
            found += self._citations(
                "r.form IN (SELECT f2.n FROM forms f2 JOIN documents d2 ON d2.n = f2.document WHERE d2.key = ?)",
                key,
                "INDEXED BY letters_name",  # reads ids alone, not the letters' rows
            )
        return found

    def _citations(self, condition: str, value: str, by: str = "") -> Iterator[Citation]:
        rows = self._all(
            f"SELECT l.id, r.relation, r.text, r.article, f.confidence, f.rule, f.candidates, {_NODE}"
            f' FROM "references" r JOIN letters l {by} ON l.n = r.letter LEFT JOIN forms f ON f.n = r.form'
            f" LEFT JOIN documents d ON d.n = f.document WHERE {condition} ORDER BY l.n, r.ordinal",
            value,
        )
        known: dict[int | None, Document | None] = {None: None}
        for letter, relation, text, article, confidence, rule, candidates, *node in rows:
            if node[0] not in known:
                known[node[0]] = self._document(tuple(node))
            cited = known[node[0]]
            others = tuple(candidates.split("\n")) if candidates else ()
            yield Citation(letter, relation, text, article, cited, confidence, rule, others)

    def resolved(self, id: str) -> list[str | None]:
        """For each reference of a letter, the id of the letter it is resolved to, or None: the record's `resolved`."""
        rows = self._all(
            "SELECT (SELECT h.id FROM letters h WHERE h.document = f.document ORDER BY h.n LIMIT 1) FROM letters l"
            ' JOIN "references" r ON r.letter = l.n LEFT JOIN forms f ON f.n = r.form WHERE l.id = ? ORDER BY r.ordinal',
            id,
        )
        return [row[0] for row in rows]

    def chain(self, what: str, *, up: bool = False, depth: int = 6, most: int = 1000) -> list[Step]:
        """From a document down to all that follow from it (cite it), level by level; `up`: to all it rests on.

        Each document comes once, at its least depth.
        """
        starts = self.find(what)
        steps = [Step(0, document, None, None) for document in starts]
        seen = {document.key for document in starts}
        at = 0
        while at < len(steps) and len(steps) < most:
            step = steps[at]
            at += 1
            if step.depth >= depth:
                continue
            for relation, document in self._next(step.document.key, up):
                if document.key not in seen and len(steps) < most:
                    seen.add(document.key)
                    steps.append(Step(step.depth + 1, document, relation, step.document.key))
        return steps

    def _next(self, key: str, up: bool) -> list[tuple[str, Document]]:
        start, end = ("l.document", "f.document") if up else ("f.document", "l.document")
        rows = self._all(
            f"SELECT DISTINCT r.relation, {_NODE} FROM {_REFERENCES} JOIN documents s ON s.n = {start}"
            f" JOIN documents d ON d.n = {end} WHERE s.key = ? ORDER BY d.date, d.n",
            key,
        )
        return [(row[0], self._document(row[1:])) for row in rows]

    def missing(self, limit: int = 20) -> list[tuple[Document, int]]:
        """The documents cited most often that the corpus lacks, with how many letters cite each."""
        rows = self._all(
            f"SELECT {_NODE}, count(DISTINCT r.letter) AS times FROM {_REFERENCES} JOIN documents d ON d.n = f.document"
            " WHERE d.held = 0 GROUP BY d.n ORDER BY times DESC, d.n LIMIT ?",
            limit,
        )
        return [(self._document(row[:7]), row[7]) for row in rows]

    def changes(self, limit: int = 100) -> list[Change]:
        """Which documents replaced, amended or repealed which, newest first."""
        by, of = _NODE, _NODE.replace("d.", "e.")
        rows = self._all(
            f"SELECT r.relation, l.id, r.article, {by}, {of} FROM {_REFERENCES} JOIN documents d ON d.n = l.document"
            " JOIN documents e ON e.n = f.document"
            " WHERE r.relation IN ('replaces', 'amends', 'repeals') ORDER BY l.issued_on DESC, l.n LIMIT ?",
            limit,
        )
        return [Change(r[0], self._document(r[3:10]), self._document(r[10:17]), r[1], r[2]) for r in rows]

    def duplicates(self) -> list[Document]:
        """Documents held in several files: scan, copy, born digital."""
        rows = self._all(
            f"SELECT {_NODE} FROM documents d JOIN letters l ON l.document = d.n GROUP BY d.n HAVING count(*) > 1 ORDER BY d.n"
        )
        return [self._document(row) for row in rows]

    def unanswered(self, on: str | None = None) -> list[Unanswered]:
        """Letters that ask for a report or an answer, and which no held letter of the body asked cites.

        `on` is an ISO day: only what was due before it.
        """
        rows = self._all(
            "SELECT l.id, l.number || coalesce('/' || l.notation, ''), l.issuer, l.document, d.actors, d.deadline, d.text, l.n"
            " FROM directives d JOIN letters l ON l.n = d.letter WHERE d.report_to IS NOT NULL AND d.reported = 0"
            " AND (? IS NULL OR d.deadline < ?) ORDER BY d.deadline, l.n, d.ordinal",
            on,
            on,
        )
        found = (Unanswered(r[0], r[1], r[2], asked, r[5], r[6]) for r in rows for asked in self._silent(r[3], r[4], r[7]))
        return list(dict.fromkeys(found))

    def _silent(self, document: int | None, actors: str | None, letter: int) -> list[str]:
        """Those asked of whom no answer is held; a letter to "all" whom nobody answered counts as one."""
        from corpus.matching import issuers_fit
        from corpus.names import issuer_key

        answers = self._all(
            'SELECT DISTINCT l.issuer_key FROM forms f JOIN "references" r ON r.form = f.n JOIN letters l ON l.n = r.letter'
            " WHERE f.document = ? AND l.document <> f.document",
            document,
        )
        everyone = "SELECT name FROM recipients WHERE letter = ? AND name IS NOT NULL ORDER BY ordinal"
        asked = [a for a in (actors or "").split("; ") if a] or [row[0] for row in self._all(everyone, letter)]
        return [a for a in asked if not any(key and issuers_fit(issuer_key(a), key) for (key,) in answers)]
