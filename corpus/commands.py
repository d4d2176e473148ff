"""What each command of the corpus does."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from corpus.corpus import Corpus
from corpus.corpus import open as open_corpus
from corpus.questions import (
    chain,
    changes,
    cited_by,
    cites,
    directives,
    duplicates,
    export,
    missing,
    similar,
    stats,
    unanswered,
)
from pipeline.output import write_rows

if TYPE_CHECKING:
    from corpus.search import Hit, Results

__all__ = [
    "chain",
    "changes",
    "cited_by",
    "cites",
    "directives",
    "duplicates",
    "export",
    "links",
    "mend",
    "missing",
    "rebuild",
    "search",
    "similar",
    "stats",
    "unanswered",
    "verify",
]

Row = Mapping[str, object]


def _open(args: argparse.Namespace) -> Corpus:
    return open_corpus(args.out, create=False)


def _write(args: argparse.Namespace, rows: Iterable[Row], columns: Sequence[str]) -> None:
    write_rows(rows, columns, args.format)


def search(args: argparse.Namespace) -> int:
    """`congvan search`."""
    from corpus.saved import Saved

    saved = Saved(args.out)
    if args.list_saved:
        _write(args, ({"name": n, "query": q} for n, q in saved.all().items()), ("name", "query"))
        return 0
    query = " ".join(args.query)
    if args.saved:
        query = f"{saved.get(args.saved)} {query}".strip()
    with _open(args) as corpus:
        found = corpus.search(query, limit=args.limit, offset=args.offset, sort=args.sort, facets=args.facet)
    if args.save:
        saved.put(args.save, query)
    if args.format != "table":
        _write(args, map(_hit_row, found), HIT_COLUMNS)
    else:
        _show(found)
    return 0 if found.hits else 1


HIT_COLUMNS = ("id", "number", "issued_on", "document_type", "issuer", "subject", "grade", "score", "how", "passage", "marks")


def _hit_row(hit: Hit) -> Row:
    return {c: getattr(hit, c) for c in HIT_COLUMNS[:-2]} | {"passage": hit.passage.text, "marks": hit.passage.marks}


def _show(found: Results) -> None:
    """Hits for people: a line of what it is, a line of its subject, the passage with what matches in bold."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
    console.print(f"{found.total} letters" + (f" match: {found.query}" if found.query else ""))
    for hit in found:
        head = "  ".join(v for v in (hit.id[:8], hit.number, hit.issued_on, hit.document_type, hit.issuer) if v)
        console.print()
        console.print(Text(head, style="cyan"))
        for text, marks in ((hit.subject or "", hit.subject_marks), (hit.passage.text, hit.passage.marks)):
            line = Text(text)
            for start, end in marks:
                line.stylize("bold yellow", start, end)
            if text:
                console.print(line)
    for name, values in found.facets.items():
        console.print(f"\n{name}: " + ", ".join(f"{value} ({count})" for value, count in values))


def verify(args: argparse.Namespace) -> int:
    """`congvan corpus verify`: exit code 1 where something disagrees."""
    with _open(args) as corpus:
        findings = corpus.verify()
        count = len(corpus)
    _write(args, ({"id": f.id, "what": f.what} for f in findings), ("id", "what"))
    if args.format == "table":
        print(f"{count} letters; records, tables and index " + ("disagree." if findings else "agree."))
    return 1 if findings else 0


def rebuild(args: argparse.Namespace) -> int:
    """`congvan corpus rebuild`."""
    with _open(args) as corpus:
        count = corpus.rebuild()
    _write(args, [{"letters": count}], ("letters",))
    return 0


def mend(args: argparse.Namespace) -> int:
    """`congvan corpus mend`."""
    from pipeline.as_read import AsRead
    from pipeline.pool import BatchOptions, pool_of, rework_in
    from pipeline.relate import relate

    options = BatchOptions(workers=args.workers)
    with _open(args) as corpus, pool_of(options.workers, options.max_memory) as pool:
        kept = AsRead(corpus.layout.root / "as_read")
        ids = list(kept.ids())
        changed = relate(corpus, kept, ids, rework_in(pool, options.timeout))
    _write(args, [{"letters repaired": len(ids), "records changed": len(changed)}], ("letters repaired", "records changed"))
    return 0


def links(args: argparse.Namespace) -> int:
    """`congvan corpus links`."""
    with _open(args) as corpus:
        count = corpus.write_links()
    _write(args, [{"records changed": count}], ("records changed",))
    return 0
