"""The commands that ask the graph, the register and the tables."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from corpus.corpus import Corpus
from corpus.corpus import open as open_corpus
from pipeline.output import write_rows
from schemas.errors import CongvanError

if TYPE_CHECKING:
    from corpus.graph import Citation, Document

Row = Mapping[str, object]


def _open(args: argparse.Namespace) -> Corpus:
    return open_corpus(args.out, create=False)


def _write(args: argparse.Namespace, rows: Iterable[Row], columns: Sequence[str]) -> int:
    listed = [_short(row) for row in rows] if args.format == "table" else list(rows)
    write_rows(listed, columns, args.format)
    return 0 if listed else 1


def _short(row: Row) -> Row:
    """For people: ids by their first digits, which every command takes."""
    ids = {name: str(row[name])[:8] for name in ("id", "letter", "like") if row.get(name)}
    return {**row, **ids}


CITATION = (
    "letter",
    "relation",
    "number",
    "date",
    "issuer",
    "subject",
    "article",
    "held_as",
    "confidence",
    "rule",
    "candidates",
    "text",
)


def cites(args: argparse.Namespace) -> int:
    """`congvan cites`."""
    with _open(args) as corpus:
        rows = [_citation(c) for c in corpus.graph.cites(args.document)]
    return _write(args, rows, CITATION[1:] if args.format == "table" else CITATION)


def _citation(citation: Citation) -> Row:
    row: dict[str, object] = {name: getattr(citation, name, None) for name in CITATION}
    cited = citation.cited
    row["candidates"] = " ".join(citation.candidates) or None
    if cited:
        row |= {"number": cited.number, "date": cited.date, "issuer": cited.issuer, "subject": cited.subject}
        row["held_as"] = " ".join(id[:8] for id in cited.ids) or "not held"
    return row


def cited_by(args: argparse.Namespace) -> int:
    """`congvan cited-by`."""
    with _open(args) as corpus:
        citations = corpus.graph.cited_by(args.document)
        rows = [
            _letter(corpus, c.letter) | {"relation": c.relation, "confidence": c.confidence, "text": c.text} for c in citations
        ]
    return _write(args, rows, ("id", "number", "issued_on", "issuer", "relation", "confidence", "text"))


def _letter(corpus: Corpus, id: str) -> dict[str, object]:
    query = "SELECT id, number || coalesce('/' || notation, ''), issued_on, issuer, subject FROM letters WHERE id = ?"
    row = corpus.connection.execute(query, (id,)).fetchone()
    return dict(zip(("id", "number", "issued_on", "issuer", "subject"), row, strict=True))


def _document(document: Document) -> dict[str, object]:
    return asdict(document) | {"held_as": " ".join(id[:8] for id in document.ids) or "not held"}


def chain(args: argparse.Namespace) -> int:
    """`congvan chain`."""
    with _open(args) as corpus:
        steps = corpus.graph.chain(args.document, up=args.up, depth=args.depth)
    rows = [_document(s.document) | {"depth": s.depth, "relation": s.relation, "via": s.via} for s in steps]
    if args.format == "table":
        for row in rows:
            row["number"] = "  " * int(str(row["depth"])) + str(row["number"] or row["document_type"] or "–")
    return _write(args, rows, ("depth", "number", "date", "issuer", "relation", "subject", "held_as", "via"))


def missing(args: argparse.Namespace) -> int:
    """`congvan missing`."""
    with _open(args) as corpus:
        rows = [_document(d) | {"cited_by": n} for d, n in corpus.graph.missing(args.limit)]
    return _write(args, rows, ("cited_by", "number", "date", "document_type", "issuer", "subject", "key"))


def changes(args: argparse.Namespace) -> int:
    """`congvan changes`."""
    with _open(args) as corpus:
        found = corpus.graph.changes(args.limit)
    rows = [
        {
            "by": c.by.number or c.by.subject,
            "relation": c.relation,
            "of": c.of.number or c.of.subject,
            "article": c.article,
            "letter": c.letter,
        }
        for c in found
    ]
    return _write(args, rows, ("by", "relation", "of", "article", "letter"))


def unanswered(args: argparse.Namespace) -> int:
    """`congvan unanswered`."""
    with _open(args) as corpus:
        rows = [asdict(u) for u in corpus.graph.unanswered(args.on)]
    return _write(args, rows, ("letter", "number", "issuer", "asked", "deadline", "text"))


def duplicates(args: argparse.Namespace) -> int:
    """`congvan duplicates`."""
    with _open(args) as corpus:
        if args.near:
            return _near(args, corpus)
        rows = [asdict(d) | {"files": len(d.ids), "ids": " ".join(d.ids)} for d in corpus.graph.duplicates()]
    return _write(args, rows, ("key", "number", "date", "issuer", "files", "ids"))


def _near(args: argparse.Namespace, corpus: Corpus) -> int:
    """Letters with the earlier one they are like; with --diff what differs, each pair in turn."""
    from corpus.alike import near_duplicates
    from corpus.similar import difference
    from pipeline.progress import counted

    with counted("letters compared", len(corpus), quiet=args.format != "table") as tell:
        twins = list(near_duplicates(corpus, args.least, tell))
    rows = [asdict(twin) | {"letter": twin.id} for twin in twins]
    for row, twin in zip(rows, twins, strict=True):
        row["difference"] = "\n".join(difference(corpus, twin.like, twin.id)) if args.diff else None
    if args.diff and args.format == "table":
        print("\n\n".join(str(row["difference"]) for row in rows))
    columns = ("letter", "like", "likeness", "kind")
    return _write(args, rows, columns if args.format == "table" else (*columns, "difference"))


DUTY = ("due", "deadline", "actors", "modality", "action", "text", "report_to", "issuer", "number", "issued_on", "letter")


def directives(args: argparse.Namespace) -> int:
    """`congvan directives`."""
    from corpus.query import day_range

    with _open(args) as corpus:
        duties = corpus.register.find(
            actor=args.actor,
            issuer=args.issuer,
            report_to=args.report_to,
            modality=args.modality,
            due=day_range(args.due) if args.due else None,
            overdue_at=_day(args.overdue_at) if args.overdue_at else None,
            limit=args.limit,
        )
    columns = ("due", "deadline", "actors", "modality", "text", "issuer", "number") if args.format == "table" else DUTY
    return _write(args, map(asdict, duties), columns)


def _day(text: str) -> str:
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise CongvanError("C202", f"“{text}” is no day; write 2018-03-31") from error


def stats(args: argparse.Namespace) -> int:
    """`congvan stats`."""
    from corpus.statistics import by, overview

    with _open(args) as corpus:
        rows = by(corpus, args.by) if args.by else overview(corpus)
    return _write(args, rows, ("value", "letters") if args.by else ("what", "count"))


def export(args: argparse.Namespace) -> int:
    """`congvan export`."""
    from corpus.tables import export

    with _open(args) as corpus:
        done = export(corpus, args.to, args.kind, args.table)
    rows = [{"table": name, "rows": count, "file": str(args.to / f"{name}.{args.kind}")} for name, count in done]
    return _write(args, rows, ("table", "rows", "file"))


def similar(args: argparse.Namespace) -> int:
    """`congvan similar`."""
    from corpus.similar import difference, similar

    with _open(args) as corpus:
        found = similar(corpus, args.letter, args.limit)
        lines = difference(corpus, args.letter, found[0].id) if args.diff and found else []
    code = _write(args, map(asdict, found), ("id", "likeness", "kind", "number", "issued_on", "issuer", "subject"))
    if args.diff and args.format == "table":
        print("\n".join(lines))
    return code
