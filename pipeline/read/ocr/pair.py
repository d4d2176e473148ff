"""A page read by two readers over the same lines."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.read.ocr.detect import line_boxes
from pipeline.read.ocr.mix import mix
from pipeline.read.ocr.prepare import Sheet
from pipeline.read.ocr.readers import second_lines, tesseract_line
from pipeline.read.ocr.tokens import Gray, PixelBox, Token
from pipeline.read.tables import cell_of, find_tables, split

RED_LINE = 0.02
"""A line is read a second time, with its red ink, where the red covers this share of its box."""
INK, RED_TOO = 128, 188
BLACK_LEAST = 0.3
"""Print is red where less than this share of its ink is left without the red."""


@dataclass(frozen=True, slots=True)
class Readings:
    """What the two readers read in one line: Tesseract and the second reader.

    `first`, `second` without red ink; `first_red`, `second_red` with it, empty where the line has none. `red` where the
    ink is mostly red.
    """

    box: PixelBox
    cell: tuple[int, int, int] | None
    first: tuple[Token, ...]
    second: tuple[Token, ...]
    first_red: tuple[Token, ...] = ()
    second_red: tuple[Token, ...] = ()
    red: bool = False


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line's words as decided; `red` where the ink that was read is red; `cell` of a ruled table."""

    tokens: tuple[Token, ...]
    red: bool = False
    cell: tuple[int, int, int] | None = None

    @property
    def weight(self) -> float:
        """How much was read, and how surely: letters times confidence above one half."""
        return sum(len(t.text) * (t.confidence - 0.5) for t in self.tokens)


def read_sheet(sheet: Sheet) -> list[ReadLine]:
    """The page's lines, in no order. Lines of which nothing was read are left out."""
    return [line for line in map(decide, readings(sheet)) if line.tokens]


def readings(sheet: Sheet) -> list[Readings]:
    """Both readers' words of every line."""
    tables = find_tables(sheet.clear)
    boxes = [piece for box in line_boxes(sheet).tolist() for piece in split((box[0], box[1], box[2], box[3]), tables)]
    stained = [box for box in boxes if _red_share(sheet, box) >= RED_LINE]
    plain = dict(zip(boxes, _read(sheet.clear, boxes), strict=True))
    inked = dict(zip(stained, _read(sheet.gray, stained), strict=True))
    return [
        Readings(box, cell_of(box, tables), *plain[box], *inked.get(box, ((), ())), box in inked and _mostly_red(sheet, box))
        for box in boxes
    ]


def decide(line: Readings) -> ReadLine:
    """One reading of a line: without its red ink or with it, whichever says more, more surely."""
    clear = ReadLine(tuple(mix(line.first, line.second)), False, line.cell)
    inked = ReadLine(tuple(mix(line.first_red, line.second_red)), line.red, line.cell)
    return inked if inked.tokens and (not clear.tokens or inked.weight > clear.weight) else clear


def _read(gray: Gray, boxes: list[PixelBox]) -> list[tuple[tuple[Token, ...], tuple[Token, ...]]]:
    if not boxes:
        return []
    second = second_lines(gray, np.asarray(boxes, np.float32))
    return [(tuple(tesseract_line(gray, box)), tuple(tokens)) for box, tokens in zip(boxes, second, strict=True)]


def _red_share(sheet: Sheet, box: PixelBox) -> float:
    if sheet.red is None:
        return 0.0
    part = sheet.red[_within(box)]
    return float(part.mean()) if part.size else 0.0


def _mostly_red(sheet: Sheet, box: PixelBox) -> bool:
    ink, black = sheet.gray[_within(box)] < RED_TOO, sheet.clear[_within(box)] < INK
    return bool(black.sum() < BLACK_LEAST * max(int(ink.sum()), 1))


def _within(box: PixelBox) -> tuple[slice, slice]:
    return slice(max(int(box[1]), 0), int(box[3])), slice(max(int(box[0]), 0), int(box[2]))
