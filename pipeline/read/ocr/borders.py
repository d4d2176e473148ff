"""Black borders around a scan, painted over with paper so that no reader takes them for lines; places stay what they are.

A scanner's lid left open, a sheet smaller than the glass or a copy of a copy leaves dark bands along the edges. They are
dark, thicker than any stroke of print, and reach the image's edge.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pipeline.read.ocr.tokens import Gray
from pipeline.read.shrink import shrunk

SIDE = 600
"""Borders are looked for on the page shrunk to about this many pixels at its long side."""
DARK = 0.45
"""Borders are darker than this share of the paper's light."""
THICK = 5
"""They are thicker than so many of those pixels (2.5 mm on A4)."""
LONG = 0.12
"""They run along an edge for this share of it."""
DEEP = 0.16
"""What reaches further into the page than this share of it along its whole run is a picture, no border."""
GROWN = 2
Mask = npt.NDArray[np.bool_]


def without_borders(gray: Gray, mask: Mask | None) -> Gray:
    """The page with its borders painted over with paper; the page itself where it has none."""
    if mask is None:
        return gray
    out = gray.copy()
    out[mask] = int(np.median(gray[~mask])) if not mask.all() else 255
    return out


def borders(gray: Gray) -> Mask | None:
    """The mask of the black borders of a page, None where it has none."""
    import cv2

    small, _ = shrunk(gray, SIDE)
    dark = (small < DARK * float(np.median(small))).astype(np.uint8)
    if not _edges(dark > 0).any():
        return None
    framed = cv2.copyMakeBorder(dark, THICK, THICK, THICK, THICK, cv2.BORDER_REPLICATE)
    thick = cv2.morphologyEx(framed, cv2.MORPH_OPEN, np.ones((THICK, THICK), np.uint8))[THICK:-THICK, THICK:-THICK]
    _, labels, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(thick), connectivity=8)
    kept = [k for k in range(1, len(stats)) if _is_border(labels == k)]
    if not kept:
        return None
    around = cv2.dilate(np.isin(labels, kept).astype(np.uint8), np.ones((2 * GROWN + 1, 2 * GROWN + 1), np.uint8))
    return np.asarray(cv2.resize(around, (gray.shape[1], gray.shape[0]), interpolation=cv2.INTER_NEAREST) > 0)


def _edges(mask: Mask) -> Mask:
    return np.concatenate([mask[0], mask[-1], mask[:, 0], mask[:, -1]])


def _is_border(part: Mask) -> bool:
    """Whether a dark patch runs along an edge and nowhere is deep along most of its run."""
    for turned in (part, part[::-1], part.T, part.T[::-1]):
        along = turned[0]
        if along.mean() >= LONG:
            depth = turned.sum(0)[along]
            return bool(np.median(depth) <= DEEP * len(turned))
    return False
