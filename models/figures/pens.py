"""Figures drawn by pens of our own, in shapes Vietnamese hands give them, and handwritten samples bent out of shape.

The digits of the MNIST sample are American: few ones have a flag or a foot, hardly a seven has its bar. The shapes here
are centre lines in a unit box, y downwards, moved point by point before they are inked.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Gray = npt.NDArray[np.float32]
Stroke = tuple[tuple[float, float], ...]
# ruff: noqa: E501 - one shape a line
FIGURES: dict[str, tuple[tuple[Stroke, ...], ...]] = {
    "0": (
        (((0.55, 0.0), (0.2, 0.15), (0.05, 0.55), (0.25, 0.95), (0.6, 0.98), (0.92, 0.6), (0.85, 0.15), (0.5, 0.0), (0.35, 0.08)),),
        (((0.75, 0.1), (0.4, 0.02), (0.08, 0.4), (0.2, 0.9), (0.6, 1.0), (0.9, 0.65), (0.85, 0.2), (0.6, 0.05)),),
    ),
    "1": (
        (((0.1, 0.38), (0.35, 0.2), (0.55, 0.0)), ((0.55, 0.0), (0.5, 0.5), (0.48, 1.0))),
        (((0.05, 0.45), (0.6, 0.0), (0.55, 0.5), (0.5, 1.0)),),
        (((0.2, 0.3), (0.55, 0.0), (0.52, 1.0)), ((0.25, 1.0), (0.8, 0.98))),
        (((0.5, 0.0), (0.45, 0.5), (0.42, 1.0)),),
        (((0.0, 0.8), (0.3, 0.4), (0.65, 0.0)), ((0.65, 0.0), (0.55, 0.5), (0.5, 1.0))),  # its flag as long as its stem
        (((0.05, 0.65), (0.6, 0.0), (0.52, 1.0)),),
        (((0.0, 0.6), (0.35, 0.3), (0.7, 0.0), (0.6, 0.5), (0.5, 1.0)),),
    ),
    "2": (
        (((0.1, 0.25), (0.4, 0.0), (0.8, 0.15), (0.7, 0.5), (0.1, 1.0), (0.5, 0.95), (0.95, 0.98)),),
        (((0.15, 0.2), (0.5, 0.0), (0.82, 0.22), (0.55, 0.62), (0.15, 0.95), (0.05, 0.8), (0.3, 0.75), (0.6, 0.98), (0.98, 0.88)),),
        (((0.1, 0.3), (0.35, 0.02), (0.75, 0.12), (0.6, 0.55), (0.12, 0.98), (0.4, 0.85), (0.7, 1.0), (1.05, 0.9)),),
    ),
    "3": (
        (((0.12, 0.12), (0.5, 0.0), (0.82, 0.2), (0.4, 0.45), (0.85, 0.65), (0.6, 0.98), (0.08, 0.9)),),
        (((0.15, 0.04), (0.85, 0.02), (0.4, 0.42), (0.85, 0.62), (0.65, 0.97), (0.1, 0.88)),),
    ),
    "4": (
        (((0.6, 0.0), (0.05, 0.68), (0.95, 0.66)), ((0.7, 0.4), (0.62, 1.0))),
        (((0.3, 0.0), (0.1, 0.55), (0.9, 0.55)), ((0.75, 0.0), (0.65, 1.0))),
        (((0.65, 0.0), (0.08, 0.65), (0.95, 0.62)), ((0.68, 0.0), (0.64, 1.0))),
        (((0.0, 0.9), (0.3, 0.45), (0.65, 0.0), (0.62, 1.0)), ((0.1, 0.68), (0.95, 0.6))),  # as a capital A
        (((0.05, 0.95), (0.35, 0.4), (0.6, 0.02), (0.6, 0.5), (0.57, 1.0)), ((0.12, 0.7), (0.5, 0.66), (0.9, 0.6))),
        (((0.5, 0.0), (0.05, 0.7), (0.95, 0.6)), ((0.55, 0.05), (0.6, 0.5), (0.58, 1.0))),
    ),
    "5": (
        (((0.25, 0.02), (0.18, 0.45), (0.6, 0.38), (0.88, 0.68), (0.55, 1.0), (0.08, 0.9)), ((0.25, 0.03), (0.92, 0.0))),
        (((0.9, 0.02), (0.3, 0.05), (0.22, 0.45), (0.7, 0.42), (0.85, 0.75), (0.5, 1.0), (0.08, 0.92)),),
    ),
    "6": (
        (((0.75, 0.0), (0.25, 0.35), (0.08, 0.75), (0.4, 1.0), (0.8, 0.8), (0.6, 0.52), (0.15, 0.68)),),
        (((0.6, 0.0), (0.15, 0.5), (0.15, 0.9), (0.55, 1.0), (0.85, 0.72), (0.5, 0.55), (0.12, 0.75)),),
    ),
    "7": (
        (((0.05, 0.05), (0.5, 0.08), (0.92, 0.02), (0.6, 0.5), (0.4, 1.0)), ((0.25, 0.5), (0.85, 0.46))),
        (((0.08, 0.15), (0.1, 0.02), (0.92, 0.04), (0.6, 0.45), (0.45, 1.0)),),
        (((0.05, 0.06), (0.9, 0.02), (0.5, 1.0)), ((0.3, 0.55), (0.9, 0.4))),
        (((0.05, 0.12), (0.3, 0.03), (0.6, 0.1), (0.9, 0.0), (0.55, 0.55), (0.45, 1.0)),),
        (((0.1, 0.2), (0.15, 0.05), (0.55, 0.08), (0.92, 0.0), (0.6, 0.5), (0.42, 1.0)), ((0.2, 0.52), (0.8, 0.45))),
    ),
    "8": (
        (((0.8, 0.12), (0.45, 0.0), (0.18, 0.22), (0.75, 0.65), (0.6, 0.98), (0.2, 0.92), (0.2, 0.65), (0.75, 0.3), (0.75, 0.08)),),
        (((0.5, 0.45), (0.2, 0.2), (0.5, 0.0), (0.8, 0.2), (0.5, 0.45), (0.15, 0.75), (0.5, 1.0), (0.85, 0.75), (0.5, 0.45)),),
    ),
    "9": (
        (((0.8, 0.15), (0.45, 0.0), (0.12, 0.28), (0.4, 0.5), (0.78, 0.2), (0.75, 0.6), (0.6, 1.0)),),
        (((0.75, 0.22), (0.4, 0.02), (0.15, 0.3), (0.5, 0.5), (0.8, 0.15), (0.8, 0.65), (0.55, 0.98), (0.1, 0.92)),),
    ),
}  # fmt: skip
SIZE = 64


def drawn(figure: str, random: np.random.Generator, thick: float) -> Gray:
    """A figure by pen, ink 0..1, SIZE high and as wide as its shape."""
    shapes = FIGURES[figure]
    strokes = shapes[int(random.integers(len(shapes)))]
    wide = SIZE * (random.uniform(0.25, 0.6) if figure == "1" else random.uniform(0.5, 0.9))
    off, shear = random.uniform(0.02, 0.075), random.normal(0, 0.06)
    bend = np.array([[1 + random.normal(0, 0.08), shear], [random.normal(0, 0.05), 1 + random.normal(0, 0.05)]])
    ink = np.zeros((SIZE + 24, int(wide) + 32), np.float32)
    for stroke in strokes:
        points = (np.array(stroke) + random.normal(0, off, (len(stroke), 2)) - 0.5) @ bend.T + 0.5
        curve = _spline(points) * (wide, SIZE) + (16, 12)
        cv2.polylines(ink, [np.round(curve * 8).astype(np.int32)], False, (1.0,), max(1, round(thick)), cv2.LINE_AA, 3)
    return ink


def bent(glyph: Gray, random: np.random.Generator) -> Gray:
    """A sample with its lines moved smoothly, by up to a tenth of its height."""
    high, wide = glyph.shape
    field = cv2.resize(random.normal(0, 1, (4, 4, 2)).astype(np.float32), (wide, high), interpolation=cv2.INTER_CUBIC)
    rows, columns = np.mgrid[:high, :wide].astype(np.float32)
    reach = random.uniform(0, 0.06) * high
    moved: Any = cv2.remap(glyph, columns + reach * field[..., 0], rows + reach * field[..., 1], cv2.INTER_LINEAR)
    return np.asarray(moved, np.float32)


def barred(glyph: Gray, random: np.random.Generator) -> Gray:
    """A seven with a bar through its stem."""
    high, wide = glyph.shape
    out = glyph.copy()
    y = int(high * random.uniform(0.42, 0.62))
    x = float(np.average(np.arange(wide), weights=glyph[y] + 1e-3))
    reach = wide * random.uniform(0.2, 0.4)
    ends = (int(x - reach), y + int(random.integers(0, 3))), (int(x + reach), y - int(random.integers(0, 3)))
    cv2.line(out, ends[0], ends[1], (1.0,), int(random.integers(1, 3)), cv2.LINE_AA)
    return out


def _spline(points: npt.NDArray[np.float64], steps: int = 10) -> npt.NDArray[np.float64]:
    """Catmull-Rom curve through the points; two points are a line."""
    if len(points) < 3:
        return points
    ends = np.concatenate([points[:1], points, points[-1:]])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    parts = [
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False)
    ]
    return np.concatenate([*parts, points[-1:]])
