"""Pages that need no reading: blank ones, and those whose image was read before."""

from __future__ import annotations

import hashlib

import numpy as np
from PIL import Image

SHRINK, EDGE = 4, 0.03
"""Ink is looked for on the page shrunk by this, without this share at its edges, where scanners leave shadows."""
DARKER, FEW = 35, 12
"""A point is ink where it is so much darker than the paper. Dust makes single points; a page's one figure, twenty that touch."""


def blank(image: Image.Image) -> bool:
    """Whether next to nothing stands on a page: dust, no print. Judged on 150 to 300 dots an inch; finer is safe."""
    small = np.asarray(image.convert("L").reduce(SHRINK), dtype=np.int16)
    y, x = (round(EDGE * side) for side in small.shape)
    inside = small[y : small.shape[0] - y, x : small.shape[1] - x]
    if not inside.size:
        return False
    ink = inside < np.median(inside) - DARKER
    touching = int((ink[1:] & ink[:-1]).sum()) + int((ink[:, 1:] & ink[:, :-1]).sum())
    return touching < FEW


def fingerprint(image: Image.Image) -> bytes:
    """The same for the same picture, dot by dot."""
    digest = hashlib.sha256(f"{image.mode} {image.size}".encode())  # processors have instructions for it
    digest.update(image.tobytes())
    return digest.digest()
