"""Tables of tasks (Nội dung | Đơn vị thực hiện | Thời gian): one directive a row (SPEC §5, assignments in annexes)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.folding import fold
from schemas.letter import Letter, ZonedLine

Cell = tuple[ZonedLine, ...]
_Lines = dict[int, dict[int, list[ZonedLine]]]

_TASK = re.compile(r"^\W*(?:noi dung|nhiem vu|cong viec|hoat dong|cong tac|ten van ban|hang muc|san pham|viec)\b")
_UNIT = re.compile(
    r"^\W*(?:don vi|co quan|bo phan|to chuc|phong|nguoi|ca nhan)\b.{0,30}"
    r"(?:thuc hien|chu tri|phu trach|trach nhiem|chiu)|^\W*chu tri"
    r"|^\W*phan cong|^\W*trach nhiem"
)
_LEAD = re.compile(r"^\W*(?:(?:don vi|co quan|bo phan|to chuc) )?(?:chu tri|dau moi)\b|^\W*phan cong")
_WITH = re.compile(r"^\W*(?:(?:don vi|co quan|bo phan|to chuc) )?phoi hop\b")
_TIME = re.compile(r"^\W*(?:thoi (?:gian|han)|tien do|han|ngay) ?(?:thuc hien|hoan thanh|trinh|ban hanh|bao cao|xong|nop)?\b")
_DUE = re.compile(
    r"\d{1,2}[/.-]\d{1,2}|\bthang \d|\bquy [iv1-4]|\btruoc\b"
    r"|\bsau\b|\bthuong xuyen|\bhang (?:thang|quy|nam)|\bdinh ky|\btheo\b"
)
_PART = re.compile(r"(?:\d{1,2}[.)]|[-–+•])[ ]*")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table of tasks; each a run [start, end) of the letter's text with its words, or None."""

    task: tuple[int, int]
    unit: tuple[int, int] | None
    time: tuple[int, int] | None
    helpers: tuple[int, int] | None
    words: str
    unit_words: str
    time_words: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Columns:
    task: int
    unit: int | None
    time: int | None
    helpers: int | None


def rows(letter: Letter) -> tuple[Row, ...]:
    """The rows of every table of tasks; a table without head on the next page goes on with the columns before."""
    columns: _Columns | None = None
    found: list[Row] = []
    for table in _tables(letter):
        at, head = _head(table)
        body = table[at:]
        columns = head or columns
        if columns is not None and body:
            found += _read(letter, body, columns)
    return tuple(found)


def _tables(letter: Letter) -> Iterator[list[dict[int, Cell]]]:
    """Tables in order, each a list of rows, each row its cells by column."""
    tables: dict[tuple[int, int], _Lines] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for line in letter.zone("body", "annex"):
        if line.line.cell is not None:
            table, row, column = line.line.cell
            tables[line.page, table][row][column].append(line)
    for read in tables.values():
        yield [{c: tuple(lines) for c, lines in read[r].items()} for r in sorted(read)]


_HEADS = 3
"""Rows in which a table's head may stand: a title or an upper head may go before it."""


def _head(table: Sequence[dict[int, Cell]]) -> tuple[int, _Columns | None]:
    """How many rows the head takes, and the columns that it names."""
    for at, row in enumerate(table[:_HEADS], 1):
        columns = _columns(row)
        if columns is not None:
            return at, columns
    return 0, None


def _columns(row: dict[int, Cell]) -> _Columns | None:
    """Which columns hold task, unit, helpers and time, told by the head; None without a task and a time or lead column."""
    head = {column: fold(_words(cell)) for column, cell in row.items()}
    task = next((c for c, said in head.items() if _TASK.match(said) and not _TIME.match(said)), None)
    time = next((c for c, said in head.items() if _TIME.match(said) and len(said) < 40 and "giai quyet" not in said), None)
    helpers = next((c for c, said in head.items() if c not in (task, time) and _WITH.match(said)), None)
    unit = next((c for c, said in head.items() if c not in (task, time, helpers) and _UNIT.match(said)), None)
    leads = unit is not None and _LEAD.match(head[unit]) is not None
    if task is None or (time is None and not leads):
        return None
    return _Columns(task, unit, time, helpers)


def _read(letter: Letter, body: Sequence[dict[int, Cell]], columns: _Columns) -> list[Row]:
    """Rows of the body; none unless most of the times read as a deadline, or, without times, most name their unit."""
    made = [_row(row, columns) for row in body if columns.task in row]
    if columns.time is None:
        named = sum(bool(one.unit_words) for one in made if one is not None)
        return [one for one in made if one is not None and one.unit_words] if named * 2 > len(made) else []
    due = sum(bool(_DUE.search(fold(one.time_words))) for one in made if one is not None)
    return [one for one in made if one is not None] if due * 2 > len(made) else []


def _row(row: dict[int, Cell], columns: _Columns) -> Row | None:
    task = row[columns.task]
    time, unit, helpers = (row.get(c) if c is not None else None for c in (columns.time, columns.unit, columns.helpers))
    skip = _PART.match(task[0].text)
    start = task[0].start + (skip.end() if skip else 0)
    words = _words(task)[skip.end() if skip else 0 :]
    if len(words.split()) < 3:
        return None
    lines = tuple(line.start for cell in row.values() for line in cell)
    return Row((start, task[-1].end), _run(unit), _run(time), _run(helpers), words, _words(unit), _words(time), lines)


def _run(cell: Cell | None) -> tuple[int, int] | None:
    return (cell[0].start, cell[-1].end) if cell else None


def _words(cell: Cell | None) -> str:
    return " ".join(" ".join(line.text.split()) for line in cell or ()).strip(" |")
