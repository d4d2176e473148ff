"""Windows over the signature block: the print of a place of the page, row by row, and how lines of words lie there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import numpy as np

from pipeline.read.ocr.pair import ReadLine
from pipeline.read.ocr.seals import DARKER
from pipeline.read.ocr.tokens import Gray, PixelBox, Token

T = TypeVar("T")

LEFT, RIGHT = 1.3, 3.2
"""The block reaches so many radii to the left and right of the seal's middle."""
GOOD = 0.85
"""Lines read as surely as this stay as they are."""
LONG = 24
"""Lines of so many letters that are read well are of the text: nothing is looked for there."""
LETTER = 0.62
"""A capital's width, in line heights."""
STEP, HIGH = 0.25, 1.05
"""The window is so many line heights high and slides by this share of one."""
APART, FILLED, NARROW = 1.3, 0.08, 2.0
"""Print in a window ends where it is blank for so many heights; columns with less ink are blank; print is wider than so many."""
SAME_LINE = 0.42
"""Windows nearer than so many heights show one line."""


def windows(gray: Gray, area: PixelBox, high: float, taken: Sequence[PixelBox] = ()) -> list[PixelBox]:
    """The print in each window of an area of the page, cut at wide blanks; not what is level with lines `taken`."""
    return [box for box in _sliding(gray, area, high) if not any(level(box, line) for line in taken)]


def _sliding(gray: Gray, area: PixelBox, high: float) -> Iterator[PixelBox]:
    left, right = int(max(0, area[0])), int(min(gray.shape[1], area[2]))
    top = max(0.0, area[1])
    paper = float(np.percentile(gray[int(top) : int(area[3]), left:right], 90)) if area[3] - top > 1 else 255.0
    while top < min(area[3], gray.shape[0] - high):
        rows = slice(int(top), int(top + HIGH * high))
        ink = (gray[rows, left:right] < paper - DARKER).mean(0) > FILLED
        for start, end in _runs(np.flatnonzero(ink), APART * high):
            if end - start > NARROW * high:
                yield (left + start - 2.0, float(rows.start), left + end + 3.0, float(rows.stop))
        top += STEP * high


def _runs(places: np.ndarray[tuple[int], np.dtype[np.int64]], gap: float) -> Iterator[tuple[int, int]]:
    """First and last of each run of places no further apart than `gap`."""
    if len(places):
        cuts = np.flatnonzero(np.diff(places) > gap)
        starts, ends = [0, *(cuts + 1).tolist()], [*cuts.tolist(), len(places) - 1]
        yield from ((int(places[a]), int(places[b])) for a, b in zip(starts, ends, strict=True))


def read_once(
    looks: Sequence[Gray], places: Sequence[Sequence[PixelBox]], read: Callable[[Gray, Sequence[PixelBox]], Sequence[T]]
) -> list[T]:
    """What is read in places of each look, one after the other; a place that is the same on two looks is read once.

    `read` reads places of one look; it may see a line's height of the page around each.
    """
    known: dict[tuple[PixelBox, bytes], T] = {}
    keys = [[(box, _around(look, box)) for box in boxes] for look, boxes in zip(looks, places, strict=True)]
    for look, wanted in zip(looks, keys, strict=True):
        new = [key for key in dict.fromkeys(wanted) if key not in known]
        known.update(zip(new, read(look, [box for box, _ in new]) if new else (), strict=True))
    return [known[key] for wanted in keys for key in wanted]


def _around(look: Gray, box: PixelBox) -> bytes:
    """The pixels of a place and a line's height around it."""
    high = box[3] - box[1] + 2
    rows = slice(max(0, int(box[1] - high)), int(box[3] + high))
    return look[rows, max(0, int(box[0] - high)) : int(box[2] + high)].tobytes()


def of_text(lines: Sequence[ReadLine]) -> list[PixelBox]:
    """The boxes of the lines that are surely of the text: nothing is looked for there."""
    return [box_of(line) for line in lines if line.confidence >= GOOD and len(text_of(line.tokens)) >= LONG]


def level(one: PixelBox, two: PixelBox) -> bool:
    """Whether a window shows a line that is read already."""
    middle, shared = (one[1] + one[3]) / 2, min(one[2], two[2]) - max(one[0], two[0])
    return two[1] < middle < two[3] and shared > 0.3 * (one[2] - one[0])


def leant(gray: Gray, area: PixelBox, degrees: float) -> Gray:
    """The page with an area of it turned about its middle: stamps lean where the print does not."""
    import cv2

    x0, y0 = int(max(0, area[0])), int(max(0, area[1]))
    part = gray[y0 : int(area[3]), x0 : int(area[2])]
    high, wide = part.shape
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1.0)
    turned = cv2.warpAffine(part, matrix, (wide, high), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    out = gray.copy()
    out[y0 : y0 + high, x0 : x0 + wide] = turned
    return out


def within(box: PixelBox, area: PixelBox) -> bool:
    """Whether a box's middle lies in an area."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return area[0] <= x <= area[2] and area[1] <= y <= area[3]


def text_of(tokens: Sequence[Token]) -> str:
    """The words with a blank between each two."""
    return " ".join(token.text for token in tokens)


def covers(old: PixelBox, new: PixelBox, reach: float = SAME_LINE) -> bool:
    """Whether the middle of the old line lies in the new one's row and they share a stretch."""
    high = min(old[3] - old[1], new[3] - new[1])
    level = abs(old[1] + old[3] - new[1] - new[3]) / 2 < reach * high
    return level and min(old[2], new[2]) > max(old[0], new[0])


def laid(words: Sequence[str], sure: Sequence[float], box: PixelBox, high: float) -> tuple[Token, ...]:
    """Words laid along the right end of a box: what a seal leaves stands at its left."""
    total = sum(map(len, words)) + len(words) - 1
    x0, y0, x1, y1 = box
    x0 = max(x0, x1 - LETTER * high * total)
    tokens, at = [], 0
    for word, confidence in zip(words, sure, strict=True):
        left, right = x0 + (x1 - x0) * at / total, x0 + (x1 - x0) * (at + len(word)) / total
        tokens.append(Token(word, (left, y0, right, y1), round(confidence, 3)))
        at += len(word) + 1
    return tuple(tokens)


def box_of(line: ReadLine) -> PixelBox:
    """The box around a line's words."""
    boxes = [token.box for token in line.tokens]
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
