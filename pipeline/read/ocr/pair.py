"""A page read by two readers over the same lines, doubtful lines several times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

import numpy as np

from pipeline.read.ocr.detect import line_boxes
from pipeline.read.ocr.figures import look
from pipeline.read.ocr.handwriting import Eye, settle
from pipeline.read.ocr.lists import ended
from pipeline.read.ocr.mix import mix
from pipeline.read.ocr.network import network_lines
from pipeline.read.ocr.prepare import Sheet
from pipeline.read.ocr.readers import second_lines
from pipeline.read.ocr.tokens import Gray, PixelBox, Token
from pipeline.read.tables import cell_of, find_tables, split

RED_LINE = 0.02
"""A line is read a second time, with its red ink, where the red covers this share of its box."""
INK, RED_TOO = 128, 188
BLACK_LEAST = 0.3
"""Print is red where less than this share of its ink is left without the red."""
SMALL, ENLARGED = 20.0, 30.0
"""Pages whose middle line is lower than SMALL pixels are read enlarged, to lines of ENLARGED pixels."""
HOPELESS, DOUBTFUL = 0.6, 0.86
"""A line read with a confidence between these is read again, its strokes thickened."""
LONG, MOST_AGAIN = 2.5, 14
"""Only lines longer than so many heights are read again, and no more than so many a page."""


@dataclass(frozen=True, slots=True)
class Version:
    """One look at a line: what Tesseract and the second reader read. `red` where red ink was left in, and is most of it."""

    first: tuple[Token, ...]
    second: tuple[Token, ...]
    red: bool = False


@dataclass(frozen=True, slots=True)
class Readings:
    """A line's box, its cell of a ruled table, and all looks at it: without red ink, with it, thickened."""

    box: PixelBox
    cell: tuple[int, int, int] | None
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line's words as decided; `red` where the ink that was read is red; `cell` of a ruled table.

    `handwritten` are the indices of the tokens that hold handwriting.
    """

    tokens: tuple[Token, ...]
    red: bool = False
    cell: tuple[int, int, int] | None = None
    handwritten: tuple[int, ...] = ()

    @property
    def weight(self) -> float:
        """How much was read, and how surely: letters times confidence above one half."""
        return sum(len(t.text) * (t.confidence - 0.5) for t in self.tokens)

    @property
    def confidence(self) -> float:
        """Mean confidence by letters; 0 for nothing."""
        return sum(len(t.text) * t.confidence for t in self.tokens) / max(sum(len(t.text) for t in self.tokens), 1)


def read_sheet(sheet: Sheet) -> list[ReadLine]:
    """The page's lines, in no order. Lines of which nothing was read are left out."""
    decided = (decide(line, partial(look, sheet.clear, line.box)) for line in readings(sheet))
    lines = [line for line in decided if line.tokens]
    tokens = ended([line.tokens for line in lines])
    return [replace(line, tokens=own) for line, own in zip(lines, tokens, strict=True)]


def readings(sheet: Sheet) -> list[Readings]:
    """Both readers' words of every line."""
    tables = find_tables(sheet.clear)
    boxes = [piece for box in line_boxes(sheet).tolist() for piece in split((box[0], box[1], box[2], box[3]), tables)]
    stained = [box for box in boxes if _red_share(sheet, box) >= RED_LINE]
    plain = dict(zip(boxes, _read(sheet.clear, boxes), strict=True))
    inked = dict(zip(stained, _read(sheet.gray, stained), strict=True))
    lines = []
    for box in boxes:
        versions = [Version(*plain[box])] + ([Version(*inked[box], _mostly_red(sheet, box))] if box in inked else [])
        lines.append(Readings(box, cell_of(box, tables), tuple(versions)))
    return _again(sheet, lines)


def _again(sheet: Sheet, lines: list[Readings]) -> list[Readings]:
    """Doubtful lines looked at again, with thicker strokes: faded and broken print comes together."""
    doubtful = [k for k, line in enumerate(lines) if _doubtful(line)]
    doubtful = sorted(doubtful, key=lambda k: lines[k].box[0] - lines[k].box[2])[:MOST_AGAIN]
    for k in doubtful:
        part, box = _thickened(sheet.clear, lines[k].box)
        first, second = _read(part, [box])[0]
        x, y = lines[k].box[0] - box[0], lines[k].box[1] - box[1]
        again = Version(tuple(t.placed(1, x, y) for t in first), tuple(t.placed(1, x, y) for t in second))
        lines[k] = replace(lines[k], versions=(*lines[k].versions, again))
    return lines


def _doubtful(line: Readings) -> bool:
    x0, y0, x1, y1 = line.box
    return y1 - y0 >= SMALL and x1 - x0 > LONG * (y1 - y0) and HOPELESS < decide(line).confidence < DOUBTFUL


def _thickened(gray: Gray, box: PixelBox) -> tuple[Gray, PixelBox]:
    """The line cut out with strokes made thicker by a twentieth of its height and softened; its box in the cut-out."""
    import cv2

    height = box[3] - box[1]
    x, y = max(0, int(box[0] - height)), max(0, int(box[1] - height / 2))
    part = gray[y : int(box[3] + height / 2) + 1, x : int(box[2] + height) + 1]
    more = max(2, round(height / 19))
    soft = cv2.GaussianBlur(cv2.erode(part, np.ones((more, more), np.uint8)), (0, 0), height / 40)
    return np.asarray(soft, np.uint8), (box[0] - x, box[1] - y, box[2] - x, box[3] - y)


def decide(line: Readings, eye: Eye | None = None) -> ReadLine:
    """One reading of a line: of the looks at it the one that says more, more surely; handwriting seen by the `eye`."""
    looks = [ReadLine(_mixed(v), v.red, line.cell) for v in line.versions]
    read = [look for look in looks if look.tokens] or looks[:1]
    best = max(read, key=lambda look: look.weight)
    tokens, handwritten = settle(best.tokens, [(v.first, v.second) for v in line.versions], eye)
    return replace(best, tokens=tokens, handwritten=handwritten)


@lru_cache(maxsize=512)
def _mixed(version: Version) -> tuple[Token, ...]:
    """A look's words as decided; asked for when doubtful lines are sought, and again at the end."""
    return tuple(mix(version.first, version.second))


def _read(gray: Gray, boxes: Sequence[PixelBox]) -> list[tuple[tuple[Token, ...], tuple[Token, ...]]]:
    if not boxes:
        return []
    height = float(np.median([b[3] - b[1] for b in boxes]))
    if height < SMALL:
        return _enlarged(gray, boxes, ENLARGED / max(height, 4.0))
    second = second_lines(gray, np.asarray(boxes, np.float32))
    first = network_lines(gray, boxes)
    return [(tuple(one), tuple(two)) for one, two in zip(first, second, strict=True)]


def _enlarged(gray: Gray, boxes: Sequence[PixelBox], factor: float) -> list[tuple[tuple[Token, ...], tuple[Token, ...]]]:
    """The lines read on the enlarged page; the words' boxes are those of the page as it is."""
    import cv2

    large: Gray = cv2.resize(gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)  # type: ignore[assignment]
    read = _read(large, [_scaled(box, factor) for box in boxes])

    def back(tokens: Sequence[Token]) -> tuple[Token, ...]:
        return tuple(t.placed(1 / factor) for t in tokens)

    return [(back(first), back(second)) for first, second in read]


def _scaled(box: PixelBox, factor: float) -> PixelBox:
    return (box[0] * factor, box[1] * factor, box[2] * factor, box[3] * factor)


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
