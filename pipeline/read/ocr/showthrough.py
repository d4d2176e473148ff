"""Print of the sheet's other side that shines through, taken off.

It is paler than all print of this side: the darkest points of the page's letters fall into two groups with next to nothing
between. Pale letters that can be read are print of this side (a form printed in grey), and stay.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.read.layer import syllables
from pipeline.read.ocr.language import MARGINS
from pipeline.read.ocr.tokens import Gray
from pipeline.read.shrink import shrunk

SIDE = 1200
"""Pale print is looked for on the page shrunk to about this many pixels at its long side."""
FAINT = 12
"""What is less dark against the paper than this is paper."""
PALEST_PRINT = (0.35, 0.45, 0.55)
"""Print of this side is darker, against the darkest of the page, than one of these shares; what shines through is paler."""
BETWEEN, FEW_BETWEEN = 0.2, 0.06
"""In a stretch so wide above that share there are letters no more than this share of the pale ones."""
LEAST, LEAST_PRINT = 60, 20
"""So many letters shine through where any do, over so many letters of this side."""
SPREAD = 0.012
"""The share of the page that must be pale ink away from dark ink for a closer look; other pages have half of it."""
LOW, HIGH, POINTS = 5, 40, 12
"""A letter's height, and the least number of its points, in pixels of the shrunk page."""
LOOKED_AT, READABLE = 8, 0.3
"""Of the longest pale lines so many are read; with this share of known words in them they are print of this side."""
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Through:
    """What shines through: its mask on the page, and the paper's light there."""

    mask: Mask
    paper: Gray

    def off(self, gray: Gray, but: Mask | None = None) -> Gray:
        """The page with paper in its place, `but` for some points."""
        mask = self.mask if but is None else self.mask & ~but
        return np.where(mask, self.paper, gray)


def shining_through(gray: Gray) -> Through | None:
    """What shines through a straight page; None where nothing does."""
    import cv2

    small, _ = shrunk(gray, SIDE)
    paper = _paper(small)
    depth = np.asarray(cv2.subtract(paper, small), np.uint8)
    inked = depth[depth > 40]
    if not inked.size:
        return None
    most = float(np.percentile(inked, 90))
    if _pale(depth, PALEST_PRINT[0] * most).mean() < SPREAD:
        return None
    limit = _limit(depth, most)
    if limit is None or _readable(depth, limit * most):
        return None
    size = (gray.shape[1], gray.shape[0])
    mask = cv2.resize(_pale(depth, limit * most).astype(np.uint8), size, interpolation=cv2.INTER_NEAREST) > 0
    return Through(np.asarray(mask), np.asarray(cv2.resize(paper, size), np.uint8))


def _paper(small: Gray) -> Gray:
    """The paper's light all over the page, without ink."""
    import cv2

    quarter = cv2.resize(small, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    light = cv2.medianBlur(cv2.dilate(quarter, np.ones((5, 5), np.uint8)), 15)
    return np.asarray(cv2.resize(light, (small.shape[1], small.shape[0])), np.uint8)


def _pale(depth: Gray, limit: float) -> Mask:
    """Ink paler than the limit, but for the soft edges of darker strokes."""
    import cv2

    dark = cv2.dilate((depth >= limit).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    return np.asarray((depth > FAINT) & ~dark)


def _limit(depth: Gray, most: float) -> float | None:
    """Under which share of the page's darkest ink letters are not of this side; None where there are no two kinds."""
    import cv2

    count, labels, stats, _ = cv2.connectedComponentsWithStats((depth > FAINT).astype(np.uint8), connectivity=8)
    darkest = np.zeros(count, np.uint8)
    np.maximum.at(darkest, np.asarray(labels, np.intp).ravel(), depth.ravel())
    high, points = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_AREA]
    letters = (high >= LOW) & (high <= HIGH) & (points >= POINTS)
    letters[0] = False
    shares = darkest[letters] / most
    for limit in PALEST_PRINT:
        pale, between = int((shares < limit).sum()), int(((shares >= limit) & (shares < limit + BETWEEN)).sum())
        if pale >= LEAST and between <= FEW_BETWEEN * pale and (shares >= limit + BETWEEN).sum() >= LEAST_PRINT:
            return limit
    return None


def _readable(depth: Gray, limit: float) -> bool:
    """Whether the pale print can be read as it stands: what shines through is seen from behind."""
    import cv2

    from pipeline.read.ocr.detect import detect
    from pipeline.read.ocr.readers import second_lines

    alone = np.where(_pale(depth, limit), depth.astype(np.float32) / limit, 0.0)
    page: Gray = cv2.resize((255 - 220 * alone.clip(0, 1)).astype(np.uint8), None, fx=2, fy=2)  # type: ignore[assignment]
    boxes, _ = detect(page)
    longest = boxes[np.argsort(boxes[:, 0] - boxes[:, 2])[:LOOKED_AT]]
    words = [t.text.strip(MARGINS).lower() for line in second_lines(page, longest) for t in line] if len(longest) else []
    letters = sum(map(len, words))
    known = sum(len(w) for w in words if len(w) > 2 and w in syllables())
    return letters > 0 and known > READABLE * letters
