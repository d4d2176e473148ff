"""A page made smaller, fast."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

NEAR = 0.15
"""A whole factor is taken where it is so near to the factor asked for: it costs a fiftieth of another."""


def shrunk(gray: npt.NDArray[np.uint8], side: int) -> tuple[npt.NDArray[np.uint8], float]:
    """The page with about so many pixels at its long side, each the mean of its area, and the scale; never enlarged."""
    import cv2

    factor = max(gray.shape) / side
    if factor <= 1.0:
        return gray, 1.0
    whole = round(factor)
    if abs(factor / whole - 1) > NEAR:
        size = (max(1, round(gray.shape[1] / factor)), max(1, round(gray.shape[0] / factor)))
        return np.asarray(cv2.resize(gray, size, interpolation=cv2.INTER_AREA), np.uint8), 1 / factor
    part = np.ascontiguousarray(gray[: gray.shape[0] // whole * whole, : gray.shape[1] // whole * whole])
    size = (part.shape[1] // whole, part.shape[0] // whole)
    return np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_AREA), np.uint8), 1 / whole
