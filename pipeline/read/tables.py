"""Ruled tables: their rules found in a page image, and which cell a line stands in."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.read.shrink import shrunk
from schemas.fields import Box

SIDE = 1170
"""Rules are looked for on the page shrunk to this many pixels at its long side (A4: 100 dots an inch)."""
ACROSS, DOWN = 36, 26
"""The shortest rules, in those pixels: 9 mm across, 6.5 mm down (letters are up to 4 mm high)."""
NEAR = 5
"""Rules nearer to each other than this many pixels are one rule."""
Mask = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its place `at` across its run, and the run from `start` to `end`, in the unit of the page's boxes."""

    at: float
    start: float
    end: float

    def spans(self, low: float, high: float) -> bool:
        """Whether the rule runs by the middle of a stretch."""
        return self.start - 2 <= (low + high) / 2 <= self.end + 2


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table: its box, the rules down and across, and where they stand, without doubles."""

    box: Box
    down: tuple[Rule, ...]
    across: tuple[Rule, ...]
    columns: tuple[float, ...]
    rows: tuple[float, ...]

    def holds(self, box: Box) -> bool:
        """Whether the middle of a box lies in the table."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return self.box[0] <= x <= self.box[2] and self.box[1] <= y <= self.box[3]

    def cell(self, box: Box) -> tuple[int, int]:
        """Row and column of a box, by the nearest rules above and to the left of its middle that run past it."""
        left = max((r.at for r in self.down if r.spans(box[1], box[3]) and r.at < (box[0] + box[2]) / 2), default=self.box[0])
        top = max((r.at for r in self.across if r.spans(box[0], box[2]) and r.at < (box[1] + box[3]) / 2), default=self.box[1])
        row = min(range(len(self.rows)), key=lambda k: abs(self.rows[k] - top))
        return row, min(range(len(self.columns)), key=lambda k: abs(self.columns[k] - left))


def find_tables(gray: npt.NDArray[np.uint8], unit: float = 1.0) -> tuple[Table, ...]:
    """The ruled tables of a straight page, from the top. Coordinates are pixels times `unit`."""
    import cv2

    small, scale = shrunk(gray, SIDE)
    paper = cv2.blur(small, (41, 41)).astype(np.int16)
    ink = (small < paper - 24).astype(np.uint8)
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, ACROSS), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((DOWN, 1), np.uint8))
    both = cv2.dilate(np.bitwise_or(across, down), np.ones((5, 5), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(both, connectivity=8)
    large = [k for k in range(1, count) if stats[k, 2] >= 3 * ACROSS and stats[k, 3] >= DOWN]
    found = [_table(np.where(labels == k, across, 0), np.where(labels == k, down, 0), unit / scale) for k in large]
    return tuple(sorted((t for t in found if t is not None), key=lambda t: t.box[1]))


def _table(across: Mask, down: Mask, unit: float) -> Table | None:
    """The table of one patch of connected rules."""
    return table_of(_rules(across, unit), _rules(np.ascontiguousarray(down.T), unit), NEAR * unit)


def table_of(horizontal: Sequence[Rule], vertical: Sequence[Rule], near: float) -> Table | None:
    """The table of connected rules; None where they are a frame, a lone rule or an underlined word."""
    columns, rows = _distinct([r.at for r in vertical], near), _distinct([r.at for r in horizontal], near)
    if len(columns) < 3 or len(rows) < 2:
        return None
    box = (columns[0] - near, rows[0] - near, columns[-1] + near, max(rows[-1], *(r.end for r in vertical)) + near)
    return Table(box, tuple(vertical), tuple(horizontal), columns, rows)


def _rules(mask: Mask, unit: float) -> list[Rule]:
    import cv2

    _, _, stats, centres = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    return [
        Rule(float(centres[k][1]) * unit, float(s[0]) * unit, float(s[0] + s[2]) * unit)
        for k, s in enumerate(stats)
        if k and s[2] > 2 * s[3]
    ]


def _distinct(places: Sequence[float], near: float) -> tuple[float, ...]:
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > near:
            kept.append(place)
    return tuple(kept)


def split(box: Box, tables: Sequence[Table]) -> list[Box]:
    """A line's box cut at the rules that cross it, and clipped where a rule runs along its end."""
    height = box[3] - box[1]
    cuts = sorted(
        r.at for t in tables for r in t.down if t.holds(box) and r.spans(box[1], box[3]) and box[0] - 1 < r.at < box[2] + 1
    )
    edges = [box[0], *cuts, box[2]]
    pieces = [
        (a + (0.12 * height if i else 0), b - (0.12 * height if i < len(cuts) else 0))
        for i, (a, b) in enumerate(itertools.pairwise(edges))
    ]
    return [(a, box[1], b, box[3]) for a, b in pieces if b - a > 0.4 * height] or [box]


def cell_of(box: Box, tables: Sequence[Table]) -> tuple[int, int, int] | None:
    """Table, row and column of a box, counted from 0; None outside tables."""
    for k, table in enumerate(tables):
        if table.holds(box):
            return (k, *table.cell(box))
    return None
