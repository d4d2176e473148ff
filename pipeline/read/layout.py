"""Reading order of a page's lines: columns of head and foot whole, left before right; tables row by row.

Lines come with boxes (points or pixels, one unit for all) on a straight page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from schemas.fields import Box
from schemas.reading import Line, Word

LEVEL_SHARE = 0.7
NEXT, ALIGNED = 1.6, 0.08
"""A line alone in its row goes on with a column above it where it follows within so many line heights; it is centred
with it where their middles differ by less than this share of the column's width."""
CLOSE, FAR = 1.0, 4.0
COLUMN_GAP, HEAD_GAP = 1.5, 0.45
"""A line is two where its words stand further apart than this many line heights; half of that in front of the motto."""
LABEL = re.compile(r"\(?(?:\d{1,3}|[IVXLivx]{1,5}|[A-Za-zđĐ])[.)/]?|[-+*•–]|(?:\d{1,2}\.){2,4}(?:\d{1,2})?")
"""What stands before a paragraph with a wide gap: a list's number, letter or dash."""
UNFILLED, REST = re.compile(r"(?:\bngày|\btháng|^S[ốo]\s?:)$"), re.compile(r"tháng\b.*\bnăm\b|năm\s*\d{4}|/\s?[A-ZĐ]{2}")
BLANK = 5.0
"""What ends and begins at a form's unfilled blank, which is no wider than so many line heights."""
RIGHT_HEAD = re.compile(r"(?:CỘNG H[OÒ][AÀ] X[AÃ]|ĐẢNG CỘNG SẢN|Độc lập\W+Tự do)")


def in_order(lines: Sequence[Line], width: float, height: float) -> list[Line]:
    """The lines in reading order; lines without a box come last, as they came. A ruled table is one block."""
    lines = _rejoined([part for line in lines for part in split_columns(line)])
    bare = [line for line in lines if line.box is None]
    blocks = _blocks([line for line in lines if line.box is not None])
    boxes = [_around([line.box for line in block if line.box is not None]) for block in blocks]
    return [line for i in order(boxes) for line in blocks[i]] + bare


def split_columns(line: Line) -> list[Line]:
    """The line cut where it runs over the gap between two columns; offsets start anew in each part."""
    words, cuts = line.words, []
    if line.box is None or line.cell is not None or len(words) < 2:
        return [line]
    height = line.box[3] - line.box[1]
    for k, (a, b) in enumerate(pairwise(words), 1):
        gap = (b.box[0] - a.box[2]) / max(height, 1.0) if a.box and b.box else 0.0
        if (gap > COLUMN_GAP and not LABEL.fullmatch(line.text[: a.end].strip())) or (
            gap > HEAD_GAP and RIGHT_HEAD.match(line.text, b.start)
        ):
            cuts.append(k)
    edges = [0, *cuts, len(words)]
    return [line] if not cuts else [_part(line, words[i:j]) for i, j in pairwise(edges)]


def _rejoined(lines: list[Line]) -> list[Line]:
    """The lines, those of one form put together again where a blank for the day or the number has parted them."""
    for left in [line for line in lines if line.box and UNFILLED.search(line.text)]:
        rights = [line for line in lines if line.box and REST.match(line.text) and _continues(left, line)]
        if len(rights) == 1:
            lines = [_joined(left, rights[0]) if line is left else line for line in lines if line is not rights[0]]
    return lines


def _continues(left: Line, right: Line) -> bool:
    a, b = left.box or (0.0, 0.0, 0.0, 0.0), right.box or (0.0, 0.0, 0.0, 0.0)
    number = left.text[:1] in "Ss"
    return _level(a, b) and 0 <= b[0] - a[2] < BLANK * (a[3] - a[1]) and number == right.text.startswith("/")


def _joined(left: Line, right: Line) -> Line:
    at = len(left.text) + 1
    words = left.words + tuple(replace(w, start=w.start + at, end=w.end + at) for w in right.words)
    sure = (left.confidence * len(left.text) + right.confidence * len(right.text)) / (len(left.text) + len(right.text))
    written = left.handwritten + tuple((a + at, b + at) for a, b in right.handwritten)
    box = _around([box for box in (left.box, right.box) if box])
    return replace(left, text=f"{left.text} {right.text}", words=words, box=box, confidence=sure, handwritten=written)


def _part(line: Line, words: tuple[Word, ...]) -> Line:
    start, end = words[0].start, words[-1].end
    moved = tuple(replace(w, start=w.start - start, end=w.end - start) for w in words)
    sure = sum((w.end - w.start) * w.confidence for w in words) / max(sum(w.end - w.start for w in words), 1)
    return replace(line, text=line.text[start:end], words=moved, box=_around([w.box for w in words if w.box]), confidence=sure)


def _blocks(lines: Sequence[Line]) -> list[list[Line]]:
    """Each line by itself, and each ruled table's lines cell by cell."""
    tables: dict[int, list[Line]] = {}
    for line in lines:
        if line.cell is not None:
            tables.setdefault(line.cell[0], []).append(line)
    blocks = [[line] for line in lines if line.cell is None]
    return blocks + [_in_table(table) for table in tables.values()]


def _in_table(table: Sequence[Line]) -> list[Line]:
    """A table's lines cell by cell. One height serves all lines: with each line's own, the places of two would not compare."""
    height = max(median(line.box[3] - line.box[1] if line.box else 0.0 for line in table), 1.0)

    def place(line: Line) -> tuple[int, int, int, float]:
        box, cell = line.box or (0.0, 0.0, 0.0, 0.0), line.cell or (0, 0, 0)
        return cell[1], cell[2], round((box[1] + box[3]) / 2 / height * 1.5), box[0]

    return sorted(table, key=place)


def _around(boxes: Sequence[Box]) -> Box:
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


def order(boxes: Sequence[Box]) -> list[int]:
    """Indices of the boxes in reading order."""
    if not boxes:
        return []
    size = median(b[3] - b[1] for b in boxes)
    return _cut(list(range(len(boxes))), boxes, size)


def _cut(ids: list[int], boxes: Sequence[Box], size: float) -> list[int]:
    """Cut at rows that one line fills alone, then each band of side-by-side lines into its columns."""
    return [i for band in _bands(ids, boxes, size) for i in _band(band, boxes, size)]


def _band(band: list[int], boxes: Sequence[Box], size: float) -> list[int]:
    """A band's lines: column by column, or by rows where it is a table; else its parts above and below its widest gap."""
    columns = _columns(band, boxes, size)
    if _in_rows(columns, boxes):
        return _rows(band, boxes)
    if len(columns) > 1:
        return [i for column in columns for i in _cut(column, boxes, size)]
    parts = _parts(band, boxes)
    return [i for part in parts for i in _cut(part, boxes, size)] if len(parts) > 1 else _rows(band, boxes)


def _parts(band: list[int], boxes: Sequence[Box]) -> list[list[int]]:
    """The band cut in two at its widest gap from line to line that runs through; itself where there is none."""
    down = sorted(band, key=lambda k: boxes[k][1])
    bottom, best, at = boxes[down[0]][3], 0.0, 0
    for k, i in enumerate(down[1:], 1):
        if boxes[i][1] - bottom > best:
            best, at = boxes[i][1] - bottom, k
        bottom = max(bottom, boxes[i][3])
    return [down[:at], down[at:]] if at else [band]


def _bands(ids: list[int], boxes: Sequence[Box], size: float) -> list[list[int]]:
    """Runs of lines, from the top: each line alone in its row is a band; lines beside each other share one.

    Bands of columns that stand above each other and keep one gap between their columns are one: the head's names and,
    further down, its number and date.
    """
    bands: list[list[int]] = []
    for band in _close_bands(ids, boxes, size):
        above = bands[-1] if bands else []
        near = above and min(boxes[i][1] for i in band) - max(boxes[i][3] for i in above) < FAR * size
        if near and all(len(_columns(b, boxes, size)) > 1 for b in (above, band, above + band)):
            bands[-1] = above + band
        else:
            bands.append(band)
    return bands


def _close_bands(ids: list[int], boxes: Sequence[Box], size: float) -> list[list[int]]:
    """Bands whose lines follow each other within a line's height."""
    bands: list[list[int]] = []
    beside = {i: any(_beside(boxes[i], boxes[j]) for j in ids if j != i) for i in ids}
    current: list[int] = []
    for i in sorted(ids, key=lambda k: (boxes[k][1] + boxes[k][3]) / 2):
        far = bool(current) and boxes[i][1] - max(boxes[j][3] for j in current) > CLOSE * size
        if current and (far if beside[i] else not _inside(boxes[i], [boxes[j] for j in current])):
            bands.append(current)
            current = []
        if beside[i] or current:
            current.append(i)
        else:
            bands.append([i])
    return [*bands, current] if current else bands


def _inside(box: Box, band: Sequence[Box]) -> bool:
    """Whether a line alone in its row goes on with a column of the band above it.

    It must follow that column closely, keep off the others, and begin or be centred with it.
    """
    columns = _extents(band) if band else []
    if len(columns) < 2:
        return False
    height, middle = box[3] - box[1], (box[0] + box[2]) / 2
    for k, (x0, x1) in enumerate(columns):
        before = columns[k - 1][1] - _margin(columns[k - 1]) if k else float("-inf")
        after = columns[k + 1][0] + _margin(columns[k + 1]) if k + 1 < len(columns) else float("inf")
        common = min(box[2], x1) - max(box[0], x0)
        aligned = abs(box[0] - x0) < 2 * height or abs(middle - (x0 + x1) / 2) < max(height, ALIGNED * (x1 - x0))
        if before < box[0] and box[2] < after and aligned and common > 0.5 * min(x1 - x0, box[2] - box[0]):
            return box[1] - max(b[3] for b in band if x0 <= (b[0] + b[2]) / 2 <= x1) <= NEXT * height
    return False


def _margin(column: tuple[float, float]) -> float:
    """How far a line below the end of a column may reach into its range."""
    return 0.1 * (column[1] - column[0])


def _extents(band: Sequence[Box]) -> list[tuple[float, float]]:
    """The columns' ranges of x, from the left."""
    spans = sorted((b[0], b[2]) for b in band)
    columns = [spans[0]]
    for x0, x1 in spans[1:]:
        if x0 > columns[-1][1]:
            columns.append((x0, x1))
        else:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
    return columns


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
