"""Stamps set at a slant: HỎA TỐC in an arrow, KHẨN and MẬT in a frame.

The line detector sees level lines only. Long straight strokes that lean, as an arrow's or a frame's edges do, and slanting
patches of red ink tell where such a stamp is and how it leans; the page is turned there by that angle and windows above
and below the stroke are read. What is read counts only where it is a name of the closed list.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pipeline.read.ocr.pair import ReadLine
from pipeline.read.ocr.prepare import Sheet
from pipeline.read.ocr.readers import second_lines
from pipeline.read.ocr.seals import FINE, Mask, millimetre
from pipeline.read.ocr.titles import letters
from pipeline.read.ocr.tokens import Gray, PixelBox, Token

MARKS = {
    "hoatochengio": "HỎA TỐC HẸN GIỜ",
    "hoatoc": "HỎA TỐC",
    "thuongkhan": "THƯỢNG KHẨN",
    "khan": "KHẨN",
    "tuyetmat": "TUYỆT MẬT",
    "toimat": "TỐI MẬT",
    "mat": "MẬT",
}
"""What such a stamp says, by its letters."""
SHORT, SURE_SHORT, SURE = 4, 0.8, 0.45
"""Names of so few letters must be all that was read, and surely; longer ones may have strokes about them."""
ENDING, TIMES, ENDS_SURE = "atoc", 3, 0.6
"""HỎA TỐC with its beginning lost is believed where so many windows show its end."""
UPPER = 0.62
"""Stamps of urgency and secrecy stand in the upper part of the page."""
LEAST_LEAN, MOST_LEAN = 3.0, 75.0
STROKE_MM, GAP_MM, FIGURE_MM = 12.0, 1.4, 15.0
"""The shortest edge looked for, the widest break in it, and the least size of what it belongs to."""
STROKES = 6
"""No more than so many slanting edges are looked beside."""
WIDE_MM, REACH_MM, STEP_MM = 62.0, 12.0, 1.0
HIGH_MM = (5.0, 7.5)
"""The turned patch is so wide; windows of these heights slide by a step to so far from the edge."""
BEYOND_MM = 2.0
"""A stamp's name reaches so far beyond its edge."""
RED_MM = (14.0, 70.0)
"""Length of a slanting patch of red ink that may be a stamp."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A slanting stroke: its middle and length in millimetres, and its angle in degrees, rising strokes positive."""

    x: float
    y: float
    long: float
    angle: float


def slanted_stamps(sheet: Sheet) -> list[ReadLine]:
    """The slanting stamps of a first page, each a line of its name, one of each name."""
    unit = millimetre(sheet.gray.shape)
    found: dict[str, ReadLine] = {}
    for edge in _edges(sheet, unit)[:STROKES]:
        line = _beside(sheet.gray, edge, unit)
        if line:
            name = " ".join(token.text for token in line.tokens)
            found.setdefault(name, line)
    return list(found.values())


def _edges(sheet: Sheet, unit: float) -> list[Edge]:
    """Slanting strokes and red patches, the longest first; of those on one line one."""
    edges = [*_strokes(sheet.gray, unit), *(_patches(sheet.red, unit) if sheet.red is not None else ())]
    kept: list[Edge] = []
    for edge in sorted(edges, key=lambda one: -one.long):
        if not any(_same(edge, other) for other in kept):
            kept.append(edge)
    return kept


def _same(one: Edge, two: Edge) -> bool:
    """Whether two edges lie on one line next to each other."""
    angle = math.radians(two.angle)
    along = (one.x - two.x) * math.cos(angle) - (one.y - two.y) * math.sin(angle)
    off = (one.x - two.x) * math.sin(angle) + (one.y - two.y) * math.cos(angle)
    return abs(one.angle - two.angle) < 6 and abs(off) < 3 and abs(along) < 20


def _strokes(gray: Gray, unit: float) -> Iterator[Edge]:
    import cv2

    scale = FINE / unit
    upper = gray[: int(UPPER * gray.shape[0])]
    small = cv2.resize(upper, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = (small < np.minimum(cv2.blur(small, (31, 31)).astype(np.int16) - 20, 190)).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    large = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) > FIGURE_MM * FINE
    large[0] = False
    figures = large[labels].astype(np.uint8) * 255
    least, gap = STROKE_MM * FINE, GAP_MM * FINE
    lines = cv2.HoughLinesP(figures, 1, np.pi / 360, 30, minLineLength=least, maxLineGap=gap)
    for x0, y0, x1, y1 in [] if lines is None else np.asarray(lines).reshape(-1, 4).tolist():
        angle = (math.degrees(math.atan2(y0 - y1, x1 - x0)) + 90) % 180 - 90
        if LEAST_LEAN < abs(angle) < MOST_LEAN:
            yield Edge((x0 + x1) / 2 / FINE, (y0 + y1) / 2 / FINE, math.hypot(x1 - x0, y1 - y0) / FINE, angle)


def _patches(red: Mask, unit: float) -> Iterator[Edge]:
    """Slanting red patches, each as the line along its middle."""
    import cv2

    scale = FINE / unit
    upper = red[: int(UPPER * red.shape[0])].astype(np.uint8) * 255
    small = cv2.resize(upper, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) > 60
    closed = cv2.morphologyEx(small.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    outlines, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for outline in outlines:
        (x, y), (wide, high), degrees = cv2.minAreaRect(outline)
        long, short, turn = (wide, high, -degrees) if wide >= high else (high, wide, 90 - degrees)
        angle = (turn + 90) % 180 - 90
        if RED_MM[0] < long / FINE < RED_MM[1] and 1.8 < long / max(short, 1) < 9 and LEAST_LEAN < abs(angle) < MOST_LEAN:
            yield Edge(x / FINE, y / FINE, long / FINE, angle)


def _beside(gray: Gray, edge: Edge, unit: float) -> ReadLine | None:
    """The stamp read beside an edge, None where none is there."""
    import cv2

    size = (int(WIDE_MM * unit), int((2 * REACH_MM + max(HIGH_MM)) * unit))
    matrix = cv2.getRotationMatrix2D((edge.x * unit, edge.y * unit), -edge.angle, 1.0)
    matrix[:, 2] += np.array([size[0] / 2 - edge.x * unit, size[1] / 2 - edge.y * unit])
    patch = np.asarray(cv2.warpAffine(gray, matrix, size, flags=cv2.INTER_LINEAR, borderValue=255), np.uint8)
    boxes = list(_windows(_bare(patch, unit), unit, edge.long))
    read = second_lines(patch, np.asarray(boxes, np.float32).reshape(-1, 4)) if boxes else []
    named = [(mark, tokens) for tokens in read if (mark := _mark(tokens))]
    if not named and sum(_ends(tokens) for tokens in read) >= TIMES:
        return _line(MARKS["hoatoc"], ENDS_SURE, edge, unit)
    if not named:
        return None
    mark = max(named, key=lambda item: (len(item[0]), _sure(item[1])))[0]
    sure = max(_sure(tokens) for name, tokens in named if name == mark)
    return _line(mark, sure, edge, unit)


def _bare(patch: Gray, unit: float) -> Mask:
    """The ink of a patch without its long level strokes, which are the stamp's frame."""
    import cv2

    ink = (patch < float(np.percentile(patch, 90)) - 50).astype(np.uint8)
    frame = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, max(3, int(7 * unit))), np.uint8))
    return np.asarray((ink > 0) & (cv2.dilate(frame, np.ones((3, 3), np.uint8)) == 0))


def _windows(ink: Mask, unit: float, long: float) -> Iterator[PixelBox]:
    """Windows over the patch, trimmed to the ink about its middle; those longer than the edge once more, cut to it."""
    middle, half = ink.shape[1] / 2, (long / 2 + BEYOND_MM) * unit
    for high in HIGH_MM:
        top = 0.0
        while top + high * unit <= ink.shape[0]:
            columns = np.flatnonzero(ink[int(top) : int(top + high * unit)].mean(0) > 0.08)
            cuts = np.split(columns, np.flatnonzero(np.diff(columns) > 0.9 * high * unit) + 1) if len(columns) else []
            for run in cuts:
                if 1.2 * high * unit < run[-1] - run[0] and abs(run[0] + run[-1] - 2 * middle) < ink.shape[1] / 1.5:
                    left, right = float(run[0]) - 3, float(run[-1]) + 4
                    yield (left, top, right, top + high * unit)
                    if left < middle - half or right > middle + half:
                        yield (max(left, middle - half), top, min(right, middle + half), top + high * unit)
            top += STEP_MM * unit


def _mark(tokens: list[Token]) -> str | None:
    """The stamp's name that was read, None where it is none."""
    read, sure = letters("".join(token.text for token in tokens)), _sure(tokens)
    for key, name in MARKS.items():
        if len(key) <= SHORT:
            if read == key and sure >= SURE_SHORT:
                return name
        elif (key in read and len(read) <= len(key) + 3 and sure >= SURE) or (read == key[1:] and sure >= SURE_SHORT - 0.15):
            return name
    return None


def _ends(tokens: list[Token]) -> bool:
    """Whether the end of HỎA TỐC was read, which no other name has."""
    read = letters("".join(token.text for token in tokens))
    return read.endswith(ENDING) and len(read) <= len(ENDING) + 3 and _sure(tokens) >= 0.4


def _sure(tokens: list[Token]) -> float:
    return sum(len(t.text) * t.confidence for t in tokens) / max(sum(len(t.text) for t in tokens), 1)


def _line(name: str, sure: float, edge: Edge, unit: float) -> ReadLine:
    """The stamp as a line of words in the upright box around the edge."""
    angle = math.radians(abs(edge.angle))
    wide, high = edge.long * math.cos(angle) / 2, max(edge.long * math.sin(angle) / 2, 4.0)
    x0, x1 = max(edge.x - wide, 0.0) * unit, (edge.x + wide) * unit
    words, tokens, at = name.split(), [], 0
    for word in words:
        left, right = x0 + (x1 - x0) * at / len(name), x0 + (x1 - x0) * (at + len(word)) / len(name)
        tokens.append(Token(word, (left, max(edge.y - high, 0.0) * unit, right, (edge.y + high) * unit), round(sure, 3)))
        at += len(word) + 1
    return ReadLine(tuple(tokens))
