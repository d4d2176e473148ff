"""The ruled tables of a drawn PDF page, from its paths: no picture of the page is needed.

Lines and thin filled boxes (as word processors draw borders) are rules; an outlined box gives its four sides. A page
that draws its rules in one path of many strokes is left to `pipeline.read.tables`, which looks at the picture.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2.raw as pdfium

from pipeline.read.tables import Rule, Table, table_of
from schemas.fields import Box

THIN, LEAST_ACROSS, LEAST_DOWN = 2.5, 22.0, 15.0
TOUCH = 2.5
"""Rules whose ends come this near to one another, in points, are connected."""
MANY_PATHS = 4000
SIDES = 5
"""Segments of an outlined box at the most; a path with more is a drawing, or a grid in one stroke."""


class Drawing(Exception):  # noqa: N818  # not an error: the page must be looked at
    """The page has paths that are not simple rules."""


def ruled_tables(paths: Sequence[Any], place: Any) -> tuple[Table, ...]:
    """The tables that path objects draw, from the top, in points as `place` puts them.

    Raises Drawing where the paths do not tell.
    """
    across: list[Rule] = []
    down: list[Rule] = []
    for box in _boxes(paths, place):
        _sort(box, across, down)
    across, down = _merged(across, LEAST_ACROSS), _merged(down, LEAST_DOWN)
    if len(down) < 3 or len(across) < 2:
        return ()
    found = (table_of(h, v, TOUCH) for h, v in _connected(across, down))
    return tuple(sorted((t for t in found if t is not None), key=lambda t: t.box[1]))


def _boxes(paths: Sequence[Any], place: Any) -> Iterator[Box]:
    if len(paths) > MANY_PATHS:
        raise Drawing
    for path in paths:
        box = place(path.get_bounds())
        wide, tall = box[2] - box[0], box[3] - box[1]
        if min(wide, tall) > THIN:
            if not _stroked(path):  # a background, or nothing that is seen
                continue
            if wide > LEAST_ACROSS and tall > LEAST_DOWN and pdfium.FPDFPath_CountSegments(path.raw) > SIDES:
                raise Drawing
        yield box


def _stroked(path: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path.raw, fill, stroke)
    return bool(stroke.value)


def _sort(box: Box, across: list[Rule], down: list[Rule]) -> None:
    x0, y0, x1, y1 = box
    wide, tall = x1 - x0, y1 - y0
    if tall <= THIN:
        across.append(Rule((y0 + y1) / 2, x0, x1))
    elif wide <= THIN:
        down.append(Rule((x0 + x1) / 2, y0, y1))
    else:
        across += [Rule(y0, x0, x1), Rule(y1, x0, x1)]
        down += [Rule(x0, y0, y1), Rule(x1, y0, y1)]


def _merged(rules: Sequence[Rule], least: float) -> list[Rule]:
    """Rules along one line that touch, as one; those too short for a table's are dropped."""
    merged: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (round(r.at), r.start)):
        last = merged[-1] if merged else None
        if last is not None and abs(last.at - rule.at) <= 1.5 and rule.start <= last.end + TOUCH:
            merged[-1] = Rule(last.at, last.start, max(last.end, rule.end))
        else:
            merged.append(rule)
    return [r for r in merged if r.end - r.start >= least]


def _connected(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Groups of rules that touch: the vertical ones from the top take the horizontal ones they meet."""
    groups: list[tuple[list[Rule], list[Rule]]] = []
    for rule in sorted(down, key=lambda r: r.start):
        met = [h for h in across if _meet(h, rule)]
        mine = next((g for g in groups if any(h in g[0] for h in met)), None)
        if mine is None:
            groups.append((met, [rule]))
        else:
            mine[0].extend(h for h in met if h not in mine[0])
            mine[1].append(rule)
    yield from groups


def _meet(across: Rule, down: Rule) -> bool:
    return across.start - TOUCH <= down.at <= across.end + TOUCH and down.start - TOUCH <= across.at <= down.end + TOUCH
