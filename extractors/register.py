"""Reading the knowledge tables in `extractors/data`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a tab-separated table as dictionaries by column name.

    Lines that begin with "#" say where the knowledge is from; the first other line names the columns. Missing cells
    are "".
    """
    lines = [ln for ln in (_DATA / name).read_text("utf-8").splitlines() if ln.strip() and not ln.startswith("#")]
    columns = lines[0].split("\t")
    rows = (ln.split("\t") for ln in lines[1:])
    return tuple(dict(zip(columns, [*row, *[""] * (len(columns) - len(row))], strict=True)) for row in rows)
