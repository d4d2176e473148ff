"""How a page leans, and making it straight: turned as a whole, then band by band.

A sheet that slipped in the feeder leans differently at its top and its foot, so after the turn of the whole page the
lean that is left is measured in bands and undone by shifting columns up or down.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.read.ocr.tokens import Gray
from pipeline.read.shrink import shrunk

SIDE = 1200
"""Leans are measured on a page shrunk to about this many pixels at its long side."""
MARGIN = 0.04
"""The outermost share of the page, where scanners leave black edges, is not looked at."""
WIDEST = 20.0
LEAST = 0.12
"""Leans below this many degrees are left alone."""
BANDS = 6
MOST_IN_BAND = 2.5
POINTS = 40_000
Points = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lean:
    """`degrees` counter-clockwise that straighten the page; then `bands`, the degrees left from top to bottom."""

    degrees: float = 0.0
    bands: tuple[float, ...] = ()

    @property
    def straight(self) -> bool:
        """Whether there is nothing to undo."""
        return not self.degrees and not self.bands


def lean(gray: Gray) -> Lean:
    """Measure a page that stands upright, but for its lean."""
    points, size = ink_points(gray)
    if len(points) < 200:
        return Lean()
    degrees = _best(points, np.arange(-WIDEST, WIDEST + 0.1, 0.5), 0.1)
    degrees = degrees if abs(degrees) >= LEAST else 0.0
    return Lean(degrees, _bands(points, size, degrees))


def _bands(points: Points, size: tuple[int, int], degrees: float) -> tuple[float, ...]:
    """The lean of each band against the whole, smoothed; () where all are straight."""
    rotated = points.copy()
    rotated[:, 0] = points[:, 0] - (points[:, 1] - size[0] / 2) * np.tan(np.radians(degrees))
    found: list[float | None] = []
    for k in range(BANDS):
        inside = (rotated[:, 0] >= size[1] * (k - 0.25) / BANDS) & (rotated[:, 0] < size[1] * (k + 1.25) / BANDS)
        part = rotated[inside]
        found.append(_sure_best(part) if len(part) > 400 else None)
    known = [(k, a) for k, a in enumerate(found) if a is not None]
    if not known:
        return ()
    angles = np.interp(range(BANDS), [k for k, _ in known], [a for _, a in known])
    middle = [float(np.median(angles[max(0, k - 1) : k + 2])) for k in range(BANDS)]
    return tuple(middle) if max(map(abs, middle)) >= LEAST * 1.5 else ()


def _sure_best(points: Points) -> float | None:
    """The band's best lean, None where it is no clear improvement (a band of pictures, of one short line)."""
    best = _best(points, np.arange(-MOST_IN_BAND, MOST_IN_BAND + 0.01, 0.25), 0.05)
    before, after = (_sharpness(points, a) for a in (0.0, best))
    return best if after > 1.15 * before else 0.0 if after < 1.02 * before or abs(best) < LEAST else None


def ink_points(gray: Gray) -> tuple[Points, tuple[int, int]]:
    """Row and column of the ink of a shrunk page without its edges and large dark areas; its width and height."""
    import cv2

    small, _ = shrunk(gray, SIDE)
    _, ink = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    edge_y, edge_x = (round(MARGIN * n) for n in ink.shape)
    ink[:edge_y], ink[-edge_y:], ink[:, :edge_x], ink[:, -edge_x:] = 0, 0, 0, 0
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    big = (
        (stats[:, cv2.CC_STAT_HEIGHT] > 0.025 * SIDE)
        | (stats[:, cv2.CC_STAT_WIDTH] > 0.3 * SIDE)
        | (stats[:, cv2.CC_STAT_AREA] < 4)
    )
    big[0] = True
    points = np.asfortranarray(np.argwhere(~big[labels]), np.float64)  # rows and columns are asked for apart
    if len(points) > POINTS:
        points = points[:: -(-len(points) // POINTS)]
    return points, (small.shape[1], small.shape[0])


def _best(points: Points, angles: npt.NDArray[np.float64], step: float) -> float:
    """The angle whose row profile is the sharpest, refined to `step` and then between steps."""
    first = max(angles, key=lambda a: _sharpness(points, a))
    wide = angles[1] - angles[0]
    fine = np.arange(first - wide, first + wide + step / 2, step)
    return round(float(max(fine, key=lambda a: _sharpness(points, a))), 3)


def _sharpness(points: Points, degrees: float) -> float:
    """How unevenly the rows are filled once the page is turned by `degrees`: highest with level lines."""
    rows = points[:, 0] - points[:, 1] * np.tan(np.radians(degrees))
    steps = np.diff(np.bincount((rows - rows.min()).astype(np.int64)))
    return float(steps @ steps)


def straighten(page: Gray, found: Lean) -> Gray:
    """The page turned and its bands levelled (same size, edges repeated)."""
    import cv2

    if found.straight:
        return page
    height, width = page.shape
    if found.degrees:
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), found.degrees, 1.0)
        page = np.asarray(
            cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.uint8
        )
    if found.bands:
        slope = np.tan(np.radians(band_angles(found, np.arange(height), height))).astype(np.float32)
        x = np.arange(width, dtype=np.float32)
        y = np.arange(height, dtype=np.float32)[:, None] + slope[:, None] * (x - width / 2)[None, :]
        page = np.asarray(
            cv2.remap(page, np.broadcast_to(x, (height, width)).copy(), y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE),
            np.uint8,
        )
    return page


def band_angles(found: Lean, rows: npt.NDArray[np.int64] | Points, height: float) -> Points:
    """The bands' lean at some rows, between the bands' middles."""
    middles = (np.arange(BANDS) + 0.5) * height / BANDS
    return np.interp(rows, middles, found.bands)
