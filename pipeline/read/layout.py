"""Reading order of a page's lines: columns of head and foot whole, left before right; tables row by row.

Lines come with boxes (points or pixels, one unit for all) on a straight page.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from schemas.fields import Box
from schemas.reading import Line

LEVEL_SHARE = 0.7


def in_order(lines: Sequence[Line], width: float, height: float) -> list[Line]:
    """The lines in reading order; lines without a box come last, as they came. A ruled table is one block."""
    bare = [line for line in lines if line.box is None]
    blocks = _blocks([line for line in lines if line.box is not None])
    boxes = [_around([line.box for line in block if line.box is not None]) for block in blocks]
    return [line for i in order(boxes, width, height) for line in blocks[i]] + bare


def _blocks(lines: Sequence[Line]) -> list[list[Line]]:
    """Each line by itself, and each ruled table's lines cell by cell."""
    tables: dict[int, list[Line]] = {}
    for line in lines:
        if line.cell is not None:
            tables.setdefault(line.cell[0], []).append(line)
    blocks = [[line] for line in lines if line.cell is None]
    return blocks + [sorted(table, key=_in_table) for table in tables.values()]


def _in_table(line: Line) -> tuple[int, int, float, float]:
    box, cell = line.box or (0, 0, 0, 0), line.cell or (0, 0, 0)
    row_height = max(box[3] - box[1], 1.0)
    return cell[1], cell[2], round((box[1] + box[3]) / 2 / row_height * 1.5), box[0]


def _around(boxes: Sequence[Box]) -> Box:
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


def order(boxes: Sequence[Box], width: float, height: float) -> list[int]:
    """Indices of the boxes in reading order."""
    if not boxes:
        return []
    size = median(b[3] - b[1] for b in boxes)
    return _cut(list(range(len(boxes))), boxes, size, width)


def _cut(ids: list[int], boxes: Sequence[Box], size: float, width: float) -> list[int]:
    """Cut at rows that one line fills alone, then each band of side-by-side lines into its columns."""
    out: list[int] = []
    for band in _bands(ids, boxes):
        columns = _columns(band, boxes, size)
        if len(columns) == 1 or _in_rows(columns, boxes):
            out.extend(_rows(band, boxes))
        else:
            out.extend(i for column in columns for i in _cut(column, boxes, size, width))
    return out


def _bands(ids: list[int], boxes: Sequence[Box]) -> list[list[int]]:
    """Runs of lines, from the top: each line alone in its row is a band; lines beside each other share one."""
    bands: list[list[int]] = []
    beside = {i: any(_beside(boxes[i], boxes[j]) for j in ids if j != i) for i in ids}
    open_band: list[int] = []
    for i in sorted(ids, key=lambda k: (boxes[k][1] + boxes[k][3]) / 2):
        if beside[i] or (open_band and _inside(boxes[i], [boxes[j] for j in open_band if beside[j]])):
            open_band.append(i)
        else:
            if open_band:
                bands.append(open_band)
                open_band = []
            bands.append([i])
    return [*bands, open_band] if open_band else bands


def _inside(box: Box, band: Sequence[Box]) -> bool:
    """Whether a lone line continues one column of the band above it: it crosses no gap between the columns."""
    if not band:
        return False
    gaps = _gaps(band)
    height = box[3] - box[1]
    near = box[1] - max(b[3] for b in band) < 1.2 * height
    return near and bool(gaps) and not any(box[0] < g0 and box[2] > g1 for g0, g1 in gaps)


def _gaps(band: Sequence[Box]) -> list[tuple[float, float]]:
    spans = sorted((b[0], b[2]) for b in band)
    gaps, end = [], spans[0][1]
    for x0, x1 in spans[1:]:
        if x0 > end:
            gaps.append((end, x0))
        end = max(end, x1)
    return gaps


def _beside(a: Box, b: Box) -> bool:
    """Whether two lines share a row without covering each other."""
    overlap = min(a[3], b[3]) - max(a[1], b[1])
    return overlap > 0.35 * min(a[3] - a[1], b[3] - b[1]) and (a[2] <= b[0] + 3 or b[2] <= a[0] + 3)


def _columns(ids: list[int], boxes: Sequence[Box], size: float) -> list[list[int]]:
    """The band's columns from left to right: groups of lines between gaps no line crosses."""
    columns: list[list[int]] = []
    end = float("-inf")
    for i in sorted(ids, key=lambda k: boxes[k][0]):
        if not columns or boxes[i][0] > end - 0.2 * size:
            columns.append([i])
        else:
            columns[-1].append(i)
        end = max(end, boxes[i][2])
    return columns


def _in_rows(columns: Sequence[Sequence[int]], boxes: Sequence[Box]) -> bool:
    """Whether three or more columns are a table without rules: most lines have partners on their own level."""
    if len(columns) < 3:
        return False
    lines = [(k, i) for k, column in enumerate(columns) for i in column]
    level = sum(any(m != k and _level(boxes[i], boxes[j]) for m, j in lines) for k, i in lines)
    return level >= LEVEL_SHARE * len(lines)


def _level(a: Box, b: Box) -> bool:
    return abs(a[1] + a[3] - b[1] - b[3]) / 2 < 0.4 * min(a[3] - a[1], b[3] - b[1])


def _rows(ids: list[int], boxes: Sequence[Box]) -> list[int]:
    """Row by row, left to right; lines whose middles lie within each other's height share a row."""
    rows: list[list[int]] = []
    for i in sorted(ids, key=lambda k: (boxes[k][1] + boxes[k][3]) / 2):
        middle = (boxes[i][1] + boxes[i][3]) / 2
        if rows and middle < boxes[rows[-1][0]][3] - 0.25 * (boxes[rows[-1][0]][3] - boxes[rows[-1][0]][1]):
            rows[-1].append(i)
        else:
            rows.append([i])
    return [i for row in rows for i in sorted(row, key=lambda k: boxes[k][0])]
