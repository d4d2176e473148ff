"""A page read by two readers over the same lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.read.ocr.detect import line_boxes
from pipeline.read.ocr.mix import mix
from pipeline.read.ocr.prepare import Sheet
from pipeline.read.ocr.readers import second_lines, tesseract_line
from pipeline.read.ocr.tokens import Boxes, Gray, Token
from pipeline.read.tables import cell_of, find_tables, split

RED_LINE = 0.02
"""A line is read a second time, with its red ink, where the red covers this share of its box."""
INK = 128


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line's words; `red` where the ink that was read is red."""

    tokens: tuple[Token, ...]
    red: bool = False
    cell: tuple[int, int, int] | None = None

    @property
    def weight(self) -> float:
        """How much was read, and how surely: letters times confidence above one half."""
        return sum(len(t.text) * (t.confidence - 0.5) for t in self.tokens)


def read_sheet(sheet: Sheet) -> list[ReadLine]:
    """The page's lines, in no order. Lines of which nothing was read are left out."""
    tables = find_tables(sheet.clear)
    boxes = np.asarray([b for box in line_boxes(sheet).tolist() for b in split(tuple(box), tables)], np.float32).reshape(-1, 4)
    cells = [cell_of(tuple(box), tables) for box in boxes.tolist()]
    lines = [ReadLine(tuple(t), cell=cell) for t, cell in zip(_read(sheet.clear, boxes), cells, strict=True)]
    if sheet.red is not None:
        stained = [i for i, box in enumerate(boxes) if _red_share(sheet, box) >= RED_LINE]
        for i, tokens in zip(stained, _read(sheet.gray, boxes[stained]), strict=True):
            rival = ReadLine(tuple(tokens), _mostly_red(sheet, boxes[i]), cells[i])
            if rival.weight > lines[i].weight:
                lines[i] = rival
    return [line for line in lines if line.tokens]


def _read(gray: Gray, boxes: Boxes) -> list[list[Token]]:
    if not len(boxes):
        return []
    second: Sequence[list[Token]] = second_lines(gray, boxes)
    return [mix(tesseract_line(gray, (b[0], b[1], b[2], b[3])), s) for b, s in zip(boxes.tolist(), second, strict=True)]


def _red_share(sheet: Sheet, box: Boxes) -> float:
    x0, y0, x1, y1 = (int(v) for v in box)
    part = sheet.red[y0:y1, x0:x1] if sheet.red is not None else np.zeros((0, 0), bool)
    return float(part.mean()) if part.size else 0.0


def _mostly_red(sheet: Sheet, box: Boxes) -> bool:
    x0, y0, x1, y1 = (int(v) for v in box)
    ink = sheet.gray[y0:y1, x0:x1] < INK + 60
    black = sheet.clear[y0:y1, x0:x1] < INK
    return bool(black.sum() < 0.3 * max(int(ink.sum()), 1))
