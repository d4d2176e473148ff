"""Figures of a handwritten number cut apart: the network says where each is, connected ink says what belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.read.ocr.figures import BLANK, DARK, HEIGHT, STEP, TALL, WINDOWS, _logs, inked, middles, strip
from pipeline.read.ocr.tokens import Gray as Bytes
from pipeline.read.ocr.tokens import PixelBox

Ink = npt.NDArray[np.float32]
Mask = npt.NDArray[np.uint8]
REACH = 0.25
"""How far above and below the line's box figures reach, in its heights."""


def alignment(page: Bytes, box: PixelBox, left: float, right: float, figures: str) -> tuple[str, list[float], float]:
    """The figures, the middle of each in pixels, and the log probability of just these figures, of all looks together."""
    high = box[3] - box[1]
    strips = [strip(page, box, left - a * high, right + b * high) for a, b, _ in WINDOWS]
    logs = _logs(strips)
    sure = float(np.logaddexp.reduce([_forward(one, figures) for one in logs]))
    pixels = high * TALL / HEIGHT * STEP
    return figures, [left - WINDOWS[1][0] * high + (c + 0.5) * pixels for c in middles(logs[1], figures)], sure


def _states(figures: str) -> list[int]:
    return [BLANK, *(code for figure in figures for code in (int(figure), BLANK))]


def _forward(logs: Ink, figures: str) -> float:
    """Log probability of the figures: the CTC forward pass."""
    states = _states(figures)
    reached = np.full(len(states), -np.inf)
    reached[:2] = logs[0, states[:2]]
    for column in logs[1:]:
        more = reached.copy()
        more[1:] = np.logaddexp(more[1:], reached[:-1])
        for s in range(3, len(states), 2):
            if states[s] != states[s - 2]:
                more[s] = np.logaddexp(more[s], reached[s - 2])
        reached = more + column[states]
    return float(np.logaddexp(reached[-1], reached[-2]))


def apart(page: Bytes, box: PixelBox, places: Sequence[float], figures: str) -> list[tuple[str, tuple[float, float], Ink]]:
    """Each figure with the ink of its own and where that begins and ends; figures of odd size are left out."""
    high = box[3] - box[1]
    apart_by = float(np.median(np.diff(places))) if len(places) > 1 else 0.5 * high
    top, left = int(max(0, box[1] - REACH * high)), int(max(0, places[0] - apart_by))
    ink = inked(page[top : int(box[3] + REACH * high), left : int(places[-1] + apart_by)])
    masks = _owned(ink, [m - left for m in places], apart_by, high)
    out = []
    for figure, mask in zip(figures, masks, strict=True):
        own = ink * cv2.dilate(_together(mask, high), np.ones((3, 3), np.uint8))
        rows, columns = np.where(own > 0.3)
        if len(rows) >= 8 and rows.max() - rows.min() >= 0.3 * high and columns.max() - columns.min() < 1.5 * high:
            glyph = own[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
            out.append((figure, (float(left + columns.min()), float(left + columns.max())), glyph))
    return out


def _owned(ink: Ink, places: Sequence[float], apart_by: float, high: float) -> list[Mask]:
    """Connected ink given to the figure it stands at; what spans several is cut where there is least of it between them."""
    count, labels, stats, centres = cv2.connectedComponentsWithStats((ink > DARK).astype(np.uint8), connectivity=8)
    masks: list[Mask] = [np.zeros(ink.shape, np.uint8) for _ in places]
    first, last = places[0] - 0.75 * apart_by, places[-1] + 0.75 * apart_by
    for k in range(1, count):
        x, _, wide, _, area = stats[k]
        inside = [i for i, m in enumerate(places) if x - 1 <= m <= x + wide + 1]
        if area < 0.005 * high * high or (not inside and not first <= centres[k][0] <= last):
            continue
        inside = inside or [int(np.argmin([abs(m - centres[k][0]) for m in places]))]
        mask = (labels == k).astype(np.uint8)
        if wide > 1.6 * max(apart_by, 0.5 * high):  # grown together with print
            mask[:, : int(max(0.0, first))] = 0
            mask[:, int(last) :] = 0
        cuts = [x, *(_gap(mask, places[i], places[j]) for i, j in pairwise(inside)), x + wide]
        for i, (start, end) in zip(inside, pairwise(cuts), strict=True):
            masks[i][:, start:end] |= mask[:, start:end]
    return masks


def _gap(mask: Mask, left: float, right: float) -> int:
    start, end = int(left + 0.25 * (right - left)), int(left + 0.75 * (right - left)) + 1
    off = np.abs(np.arange(start, end) - (start + end) / 2) * 0.15
    return start + int(np.argmin(mask[:, start:end].sum(0) + off))


def _together(mask: Mask, high: float) -> Mask:
    """The largest piece of a figure with what overlaps it sideways and lies near: no rules, colons or dots."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    if count < 3:
        return mask
    largest = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    kept = labels == largest
    for k in set(range(1, count)) - {largest}:
        kept |= (labels == k) if _belongs(stats[k], stats[largest], high) else False
    return np.asarray(kept, np.uint8)


def _belongs(piece: Any, figure: Any, high: float) -> bool:
    x, y, wide, tall, area = (int(v) for v in piece)
    fx, fy, fwide, ftall, farea = (int(v) for v in figure)
    over = min(fx + fwide, x + wide) - max(fx, x)
    gap = max(0, y - (fy + ftall), fy - (y + tall))
    rule = wide > 4 * tall and tall < 0.12 * high and gap > 0.05 * ftall and y < fy
    near = over >= 0.6 * wide and gap < 0.15 * ftall and tall <= ftall
    return near and not rule and wide < 1.3 * max(fwide, 0.4 * high) and area >= 0.02 * farea
