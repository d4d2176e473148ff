"""Sheets that bow: lines of print that rise and fall together, made level.

A sheet taken from a folder or held in the hand does not lie flat on a photograph. Its lines are bent alike at their place
across the page, so the bend is measured from strip to strip by how far one strip's rows must be moved to meet those of the
next, in the upper and the lower half by themselves.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt
from PIL import Image

from pipeline.read.ocr.tokens import Gray
from pipeline.read.shrink import shrunk

SIDE = 1200
"""Bends are measured on the page shrunk to about this many pixels at its long side."""
STRIPS, OVERLAP = 24, 2.0
"""So many strips across the page, each so many times as wide as they are apart."""
MOST = 8
"""From strip to strip a line rises or falls by no more than so many of those pixels."""
LEAST = 2.0
"""Bends by less than so many are left alone."""
HALVES, PASSES, AGREED = 2, 3, 0.6
Shifts = npt.NDArray[np.float64]
Places = npt.NDArray[np.float32]


def level(image: Image.Image) -> Image.Image:
    """The sheet with its bent lines made level; the same image where they are straight. Modes L and RGB."""
    import cv2

    small, scale = shrunk(np.asarray(image.convert("L")), SIDE)
    bends = np.zeros((HALVES, STRIPS))
    for _ in range(PASSES):
        bends += _bends(_moved(small, bends))
    if np.ptp(bends, axis=1).max() < LEAST:
        return image
    pixels = np.asarray(image)
    rows, columns = _places(pixels.shape[0], pixels.shape[1], bends / scale)
    flat = cv2.remap(pixels, columns, rows, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return Image.fromarray(np.asarray(flat, np.uint8))


def _moved(small: Gray, bends: Shifts) -> Gray:
    import cv2

    rows, columns = _places(small.shape[0], small.shape[1], bends)
    return np.asarray(cv2.remap(small, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.uint8)


def _places(height: int, width: int, bends: Shifts) -> tuple[Places, Places]:
    """Row and column on the bent page of each point of the level one; between the halves' middles the bends pass over."""
    across = np.linspace(0, STRIPS - 1, width)
    upper, lower = (np.interp(across, np.arange(STRIPS), bend) for bend in bends)
    part = np.clip((np.arange(height) / height - 0.25) * HALVES, 0, 1)[:, None]
    rows = np.arange(height)[:, None] + (1 - part) * upper[None, :] + part * lower[None, :]
    return rows.astype(np.float32), np.broadcast_to(np.arange(width, dtype=np.float32), (height, width)).copy()


def _bends(small: Gray) -> Shifts:
    """How far down each half's lines stand at each strip, in pixels, their mean 0; a half of few lines goes with the other."""
    found = [_bend(part) for part in np.array_split(small, HALVES)]
    surest = max(found, key=lambda one: one[1])[0]
    return np.array([bend if agreed >= AGREED else surest for bend, agreed in found])


def _bend(part: Gray) -> tuple[Shifts, float]:
    """The bend of a part of the page, and the share of its strips whose lines meet those of the next."""
    ink = np.clip(np.median(part) - 30 - part.astype(np.float64), 0, 60)
    wide = part.shape[1] / STRIPS
    profiles = [_profile(ink, (k + 0.5) * wide, OVERLAP * wide / 2) for k in range(STRIPS)]
    steps = [_step(one, two) for one, two in pairwise(profiles)]
    bend = np.concatenate(([0.0], np.cumsum([step or 0.0 for step in steps])))
    smooth = np.poly1d(np.polyfit(np.arange(STRIPS), bend, 5))(np.arange(STRIPS))
    return np.asarray(smooth - smooth.mean()), sum(step is not None for step in steps) / len(steps)


def _profile(ink: Shifts, middle: float, reach: float) -> Shifts:
    rows = ink[:, int(max(0, middle - reach)) : int(middle + reach) + 1].sum(1)
    return np.asarray(np.convolve(rows, np.ones(3) / 3, "same"))


def _step(one: Shifts, two: Shifts) -> float | None:
    """By how much the second strip's lines stand lower than the first's; None where either is blank or they do not agree."""
    shifts = np.arange(-MOST, MOST + 1)
    one, two = one - one.mean(), two - two.mean()
    norm = float(np.sqrt((one @ one) * (two @ two)))
    if norm <= 0:
        return None
    fits = np.array([np.roll(two, -k) @ one for k in shifts]) / norm
    best = int(fits.argmax())
    if fits[best] < 0.3 or best in (0, len(shifts) - 1):
        return None
    below, at, above = fits[best - 1 : best + 2]
    return float(shifts[best] + 0.5 * (below - above) / min(below - 2 * at + above, -1e-9))
