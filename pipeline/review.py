"""A sheet of all that wants a look: pictures of doubtful values beside what was read, cut from the letters' own files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.crops import Doubt, crops, doubts
from pipeline.read import ReadOptions
from schemas.errors import CongvanError
from schemas.reading import Source
from schemas.record import Record

if TYPE_CHECKING:
    from corpus import Corpus

COLUMNS = ("id", "file", "field", "value", "reason", "candidates", "confidence", "picture")
_TOP = """<!doctype html><html lang="vi"><meta charset="utf-8"><title>congvan: to be checked</title>
<style>body{font:16px sans-serif;margin:2em}td,th{padding:.4em .8em;border-bottom:1px solid #ccc;text-align:left}
img{max-height:6em;max-width:40em;border:1px solid #999}</style>
<table><tr><th>picture<th>field<th>read<th>perhaps<th>confidence<th>file<th>letter</tr>
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A doubtful value of a letter and the name of its picture, which is safe as a file's name."""

    record: Record
    doubt: Doubt

    @property
    def picture(self) -> str:
        """Made of the record's id and the field's path alone."""
        return f"{self.record.id}-{self.doubt.field}.png"

    def cells(self) -> dict[str, object]:
        """What a table shows of it."""
        doubt = self.doubt
        said = (self.record.id, self.record.source.name, doubt.field, doubt.value, doubt.reason)
        return dict(zip(COLUMNS, (*said, ", ".join(doubt.candidates), round(doubt.confidence, 2), self.picture), strict=True))


def review(corpus: Corpus, paths: Iterable[Path], folder: Path, below: float) -> list[Row]:
    """Cut the pictures of all doubtful values of letters of the corpus whose files are found, and write them with a page
    that shows them, `index.html`. Raises CongvanError C204 where the folder cannot be written."""
    rows: list[Row] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for row, png in _cut(corpus, paths, below):
            (folder / row.picture).write_bytes(png)
            rows.append(row)
        (folder / "index.html").write_text(_TOP + "".join(map(_line, rows)) + "</table></html>\n", "utf-8")
    except OSError as error:
        raise CongvanError("C204", str(error)) from error
    return rows


def _cut(corpus: Corpus, paths: Iterable[Path], below: float) -> Iterator[tuple[Row, bytes]]:
    """Each picture, cut in a process of its own; a file that fails or shows no page gives none."""
    from pipeline.pool import BatchOptions, pool_of, result

    options = BatchOptions(workers=1)
    with pool_of(options.workers, options.max_memory) as pool:
        for source, record in _held(corpus, paths):
            found = doubts(record, below)
            job = partial(_guarded, source, record, found, options.read)
            cut = result(pool.schedule(job, timeout=options.timeout)) if found else []
            if isinstance(cut, list):
                yield from ((Row(record, doubt), png) for doubt, png in zip(found, cut, strict=False) if png)


def _held(corpus: Corpus, paths: Iterable[Path]) -> Iterator[tuple[Source, Record]]:
    from pipeline.ingest import Limits, Rejected, sources

    for path in paths:
        for one in sources(path, Limits()):
            if not isinstance(one, Rejected) and corpus.has(one.id):
                yield one, corpus.get(one.id)


def _guarded(source: Source, record: Record, found: list[Doubt], options: ReadOptions) -> list[bytes | None]:
    try:
        return crops(source, record, found, options)
    except CongvanError:  # it was read once; what has no picture any more is left out of the sheet
        return []


def _line(row: Row) -> str:
    """A row of the page; nothing of a letter stands in it unescaped."""
    said = {key: escape("" if value is None else str(value)) for key, value in row.cells().items()}
    return (
        f'<tr><td><img src="{said["picture"]}" alt="{said["field"]}"><td>{said["field"]}<td>{said["value"] or said["reason"]}'
        f"<td>{said['candidates']}<td>{said['confidence']}<td>{said['file']}<td>{said['id']}</tr>\n"
    )
