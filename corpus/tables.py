"""The catalogue for analysts: data frames, Parquet with a data dictionary, CSV and JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.dictionary import COLUMNS, TABLES
from corpus.store import disk_error
from schemas.errors import CongvanError

if TYPE_CHECKING:
    from corpus.corpus import Corpus

VIEWS = (
    "letters_with_their_issuers",
    "letters_and_whom_they_address",
    "who_cites_what",
    "what_the_corpus_lacks",
    "who_must_do_what_by_when",
    "documents_in_several_files",
    "letters_that_need_review",
)


def names() -> tuple[str, ...]:
    """The tables and views there are."""
    return (*TABLES, *VIEWS)


_DERIVED = ("letter", "cited_id", "cited_key", "link_confidence", "document_key")


def query(name: str) -> str:
    """The SQL of a table with the letter's id in place of its number. Raises CongvanError C202 for an unknown name."""
    if name in VIEWS:
        return f"SELECT * FROM {name}"
    if name not in TABLES:
        raise CongvanError("C202", f"no table “{name}”; the tables are {', '.join(names())}")
    picked = ", ".join(f"t.{column}" for column, _, _ in COLUMNS[name] if column not in _DERIVED)
    if name == "letters":
        return f"SELECT {picked}, d.key AS document_key FROM letters t LEFT JOIN documents d ON d.n = t.document ORDER BY t.n"
    if name == "documents":
        return f"SELECT {picked} FROM documents t ORDER BY t.n"
    if name == "references":
        return (
            f"SELECT l.id AS letter, {picked}, d.key AS cited_key, f.confidence AS link_confidence,"
            " (SELECT h.id FROM letters h WHERE h.document = d.n ORDER BY h.n LIMIT 1) AS cited_id"
            ' FROM "references" t JOIN letters l ON l.n = t.letter LEFT JOIN forms f ON f.n = t.form'
            " LEFT JOIN documents d ON d.n = f.document ORDER BY t.letter, t.ordinal"
        )
    return f"SELECT l.id AS letter, {picked} FROM {name} t JOIN letters l ON l.n = t.letter ORDER BY t.letter, t.ordinal"


def frame(corpus: Corpus, name: str, kind: str = "pandas") -> Any:
    """A table or view as a pandas or polars data frame."""
    cursor = corpus.connection.execute(query(name))
    columns = [column[0] for column in cursor.description]
    rows = cursor.fetchall()
    if kind == "polars":
        import polars

        return polars.DataFrame(rows, schema=columns, orient="row", infer_schema_length=None)
    import pandas

    return pandas.DataFrame.from_records(rows, columns=columns)


_CHUNK = 50_000


def export(corpus: Corpus, folder: Path, kind: str, wanted: Sequence[str] = ()) -> list[tuple[str, int]]:
    """Write tables to a folder as "parquet", "csv" or "jsonl", a data dictionary beside them; returns rows of each.

    Raises CongvanError C202 for an unknown table, C204 where the folder cannot be written.
    """
    writers = {"parquet": _parquet, "csv": _csv, "jsonl": _jsonl}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        done = [(name, writers[kind](corpus, name, folder / f"{name}.{kind}")) for name in wanted or TABLES]
        (folder / "dictionary.md").write_text(dictionary(), "utf-8")
    except OSError as error:
        raise disk_error(error) from error
    return done


def dictionary() -> str:
    """The data dictionary: each table, and each column's type and meaning."""
    lines = ["# Data dictionary", ""]
    for name, meaning in TABLES.items():
        lines += [f"## {name}", "", meaning, "", "| column | type | meaning |", "|---|---|---|"]
        lines += [f"| `{column}` | {kind} | {means} |" for column, kind, means in COLUMNS[name]] + [""]
    return "\n".join(lines)


def _batches(corpus: Corpus, name: str) -> tuple[list[str], Iterable[list[tuple[Any, ...]]]]:
    cursor = corpus.connection.execute(query(name))
    return [c[0] for c in cursor.description], iter(lambda: cursor.fetchmany(_CHUNK), [])


def _parquet(corpus: Corpus, name: str, path: Path) -> int:
    """One file; types from the dictionary, so that a column of nulls has its type, and the meanings as metadata."""
    import pyarrow
    from pyarrow import parquet

    columns, batches = _batches(corpus, name)
    about = {column: (kind, means) for column, kind, means in COLUMNS.get(name, ())}
    types = {"text": pyarrow.string(), "integer": pyarrow.int64(), "number": pyarrow.float64()}
    fields = [_arrow_field(pyarrow, types, column, about.get(column, ("text", ""))) for column in columns]
    schema, count = pyarrow.schema(fields), 0
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for rows in batches:
            arrays = [pyarrow.array(values, type=f.type) for values, f in zip(zip(*rows, strict=True), fields, strict=True)]
            writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))
            count += len(rows)
    return count


def _arrow_field(pyarrow: Any, types: dict[str, Any], column: str, about: tuple[str, str]) -> Any:
    return pyarrow.field(column, types[about[0]], metadata={"description": about[1]})


def _csv(corpus: Corpus, name: str, path: Path) -> int:
    import csv

    from pipeline.output import inert

    columns, batches = _batches(corpus, name)
    count = 0
    with path.open("w", newline="", encoding="utf-8-sig") as file:  # the mark makes spreadsheets read it as UTF-8
        writer = csv.writer(file)
        writer.writerow(columns)
        for rows in batches:
            writer.writerows([inert(value) for value in row] for row in rows)
            count += len(rows)
    return count


def _jsonl(corpus: Corpus, name: str, path: Path) -> int:
    columns, batches = _batches(corpus, name)
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for rows in batches:
            file.writelines(json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) + "\n" for row in rows)
            count += len(rows)
    return count
