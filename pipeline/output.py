"""Rows out: as a table for people, or as JSON, JSON Lines or CSV for programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TextIO

Format = Literal["table", "json", "jsonl", "csv"]
Row = Mapping[str, object]


def write_rows(rows: Iterable[Row], columns: Sequence[str], style: Format, out: TextIO | None = None) -> None:
    """Print rows in one of the formats; `columns` names the keys and their order."""
    out = out or sys.stdout
    if style == "json":
        json.dump([{c: row.get(c) for c in columns} for row in rows], out, ensure_ascii=False, indent=1)
        out.write("\n")
    elif style == "jsonl":
        for row in rows:
            out.write(json.dumps({c: row.get(c) for c in columns}, ensure_ascii=False) + "\n")
    elif style == "csv":
        _write_csv(rows, columns, out)
    else:
        _write_table(rows, columns, out)


def inert(value: object) -> str:
    """A CSV cell that no spreadsheet takes for a formula: one that starts like a formula gets an apostrophe."""
    text = "" if value is None else str(value)
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _write_csv(rows: Iterable[Row], columns: Sequence[str], out: TextIO) -> None:
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([inert(row.get(c)) for c in columns])


def _write_table(rows: Iterable[Row], columns: Sequence[str], out: TextIO) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if row.get(c) is None else str(row.get(c))) for c in columns))
    Console(file=out, width=None if out.isatty() else 140).print(table)
