"""Round seals: where they stand, and the page without their rings.

A seal's rings run through the signer's title and name. Black seals cannot be told from print by colour, but their rings
by form: unrolled about the seal's middle they are straight rules, and are taken out as rules are taken out of music
sheets: only where the ink is no thicker than the ring, so that letters that cross it stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.read.ocr.prepare import Sheet
from pipeline.read.ocr.tokens import Gray

SHORT_MM = 210.0
"""A page's short side in millimetres: seals are looked for by their true size, whatever the scanner said of resolution."""
LYING = (1.34, 1.5)
"""A sheet that lies on its long side is so many times as wide as high; other wide ones are the upper part of an upright sheet."""
LEAST_MM, MOST_MM = 13.0, 24.0
"""Radii of official seals (16 to 21 mm), with room for copies made smaller or larger."""
FINE = 3.0
"""Seals are looked for at this many pixels a millimetre."""
CLOSED = 0.75
"""A circle is a seal where ink covers this share of it: seals of the dev pages 0.89 and more, other circles 0.56 and less."""
LOOKED_AT = 10
DARKER = 70
"""Ink is so much darker than paper."""
RING, INNER = 0.6, 0.45
"""Radii at which ink covers this share of the circle are a ring, from this share of the seal's radius on."""
SECTORS, WANDER = 16, 0.03
"""A ring is no perfect circle: in each sector it may stand off by this share of the radius."""
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal's middle and radius, pixels of the straightened page."""

    x: float
    y: float
    radius: float


def millimetre(shape: tuple[int, ...]) -> float:
    """Pixels of a millimetre on a page of so many rows and columns."""
    high, wide = shape[:2]
    return (wide if wide > high and not LYING[0] < wide / high < LYING[1] else min(high, wide)) / SHORT_MM


def find_seals(sheet: Sheet) -> tuple[Seal, ...]:
    """The round seals of a page, the best closed first."""
    seals = _closed_circles(sheet.gray)
    if not seals and sheet.red is not None:
        seals = _closed_circles(np.where(sheet.red, 0, 255).astype(np.uint8))
    return seals


def _closed_circles(gray: Gray) -> tuple[Seal, ...]:
    import cv2

    scale = FINE / millimetre(gray.shape)
    small = cv2.GaussianBlur(cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), (0, 0), 0.8)
    low, high = int(LEAST_MM * FINE), int(MOST_MM * FINE)
    circles = cv2.HoughCircles(small, cv2.HOUGH_GRADIENT, dp=1, minDist=30, param1=120, param2=28, minRadius=low, maxRadius=high)
    if circles is None:
        return ()
    paper = cv2.blur(small, (31, 31)).astype(np.int16)
    ink = (small < np.minimum(paper - 20, 190)).astype(np.float32)
    found: list[tuple[float, Seal]] = []
    for x, y, r in np.asarray(circles)[0][:LOOKED_AT].tolist():
        closed, radius = _closure(ink, x, y, r)
        if closed >= CLOSED and not any((x - o.x) ** 2 + (y - o.y) ** 2 < o.radius**2 for _, o in found):
            found.append((closed, Seal(x, y, radius)))
    found.sort(key=lambda item: -item[0])
    return tuple(Seal(s.x / scale, s.y / scale, s.radius / scale) for _, s in found)


def _closure(ink: npt.NDArray[np.float32], x: float, y: float, radius: float) -> tuple[float, float]:
    """The greatest share of a circle near this one that is covered with ink, and its radius."""
    import cv2

    most = (MOST_MM + 2) * FINE
    unrolled = cv2.warpPolar(ink, (int(most), 180), (x, y), most, cv2.WARP_POLAR_LINEAR) > 0.5
    radii = range(max(int(radius) - 4, 1), min(int(radius) + 5, int(most) - 1))
    return max((float(unrolled[:, r - 1 : r + 2].any(1).mean()), float(r)) for r in radii)


def without_rings(gray: Gray, seals: Sequence[Seal]) -> Gray:
    """The page with the rings of its seals painted over with paper."""
    out = gray.copy()
    for seal in seals:
        part = _around(gray, seal)
        view = gray[part]
        paper = float(np.percentile(view, 90))
        mask = _rings(view, Seal(seal.x - part[1].start, seal.y - part[0].start, seal.radius), paper)
        out[part][mask] = int(paper)
    return out


def _around(gray: Gray, seal: Seal) -> tuple[slice, slice]:
    reach = 1.15 * seal.radius
    rows = slice(max(0, int(seal.y - reach)), min(gray.shape[0], int(seal.y + reach) + 1))
    return rows, slice(max(0, int(seal.x - reach)), min(gray.shape[1], int(seal.x + reach) + 1))


def _rings(part: Gray, seal: Seal, paper: float) -> Mask:
    """The strokes of a seal's rings, on the part of the page around it."""
    import cv2

    wide, turns = int(1.12 * seal.radius), int(6.28 * seal.radius) // SECTORS * SECTORS
    ink = (part < paper - DARKER).astype(np.uint8) * 255
    middle, polar = (seal.x, seal.y), cv2.WARP_POLAR_LINEAR
    unrolled = cv2.warpPolar(ink, (wide, turns), middle, float(wide), polar | cv2.WARP_FILL_OUTLIERS) > 127
    off = _wander(unrolled, seal.radius)
    columns = np.arange(wide)[None, :]
    level = np.take_along_axis(unrolled, (columns - off[:, None]).clip(0, wide - 1), 1)
    rules = _thin_ink(level, int(INNER * seal.radius))
    rules = np.take_along_axis(rules, (columns + off[:, None]).clip(0, wide - 1), 1)
    size = (part.shape[1], part.shape[0])
    rolled = cv2.warpPolar(rules.astype(np.uint8) * 255, size, middle, float(wide), polar | cv2.WARP_INVERSE_MAP)
    rows, across = np.ogrid[: part.shape[0], : part.shape[1]]
    inside = (across - seal.x) ** 2 + (rows - seal.y) ** 2 < (wide - 1) ** 2
    return np.asarray((cv2.dilate(rolled, np.ones((2, 2), np.uint8)) > 60) & inside)


def _wander(unrolled: Mask, radius: float) -> npt.NDArray[np.int64]:
    """By how many pixels each row's rings lie off the mean, from what makes the sectors' profiles most alike."""
    turns, most = len(unrolled), max(1, int(WANDER * radius))
    low = int(0.9 * radius)
    band = unrolled[:, low:].astype(np.float32)
    mean, each = band.mean(0), turns // SECTORS
    offs = []
    for k in range(SECTORS):
        rows = np.arange(k * each - each // 2, (k + 1) * each + each // 2) % turns
        profile = band[rows].mean(0)
        offs.append(max(range(-most, most + 1), key=lambda d: float((np.roll(profile, d) * mean).sum()) - 0.002 * abs(d)))
    ring = [*offs[-2:], *offs, *offs[:2]]
    middle = [float(np.median(ring[k : k + 5])) for k in range(SECTORS)]
    at = (np.arange(turns) + 0.5) / turns * SECTORS - 0.5
    places = np.arange(-1, SECTORS + 1)
    return np.interp(at, places, [middle[-1], *middle, middle[0]]).round().astype(np.int64)


def _thin_ink(level: Mask, first: int) -> Mask:
    """The ink of each ring where it is no thicker than the ring: what runs on beyond it is a letter's or a pen's."""
    rings: Mask = np.asarray(level.mean(0) > RING, np.bool_)
    rings[:first] = False
    edges = np.flatnonzero(np.diff(np.concatenate(([0], rings.astype(np.int8), [0]))))
    mask = np.zeros_like(level)
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        grown = max(2, int(0.6 * (end - start))) + 1
        low, high = max(2, start - grown), min(level.shape[1] - 2, end + grown)
        crossed = (level[:, low - 1] & level[:, low - 2]) | (level[:, high] & level[:, high + 1])
        mask[~crossed, low:high] |= level[~crossed, low:high]
    return mask
