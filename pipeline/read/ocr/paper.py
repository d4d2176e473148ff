"""Photographs of a sheet: its four edges found, its perspective undone, its light evened.

A scan fills its image with paper; a photograph shows what the sheet lies on. Only where that is seen on at least three
sides, and the sheet is one bright patch with four straight edges, is anything done; other images pass untouched.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from pipeline.read.ocr.tokens import Gray

SIDE = 480
"""Edges are looked for on the image shrunk to this many pixels at its long side."""
HALFTONES = 0.12
"""A photograph has at least this share of pixels neither black nor white; 1-bit scans have none."""
LEAST_SHEET, MOST_SHEET = 0.25, 0.94
"""The share of the image that the sheet covers."""
CONTRAST = 30.0
"""The sheet is so much brighter than what it lies on."""
STRAIGHT = 0.955
"""The share of its own outline's area that a four-sided sheet fills, and the other way round."""
SQUARE = 32.0
"""Corners stand off a right angle by no more than so many degrees."""
OPEN_SIDES, BACKGROUND = 3, 0.6
"""The background shows on so many sides: there this share of the image's edge is no paper."""
A4_RATIO = math.sqrt(2)
NEAR_A4 = 0.12
"""Sheets whose sides are so nearly in A4's ratio are taken for A4: perspective shortens one side."""
PAPER = 245.0
Corners = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Flat:
    """A sheet made flat: its image, and the corners in the photograph it was taken from (4 x 2, clockwise, pixels)."""

    image: Image.Image
    corners: Corners


def flatten(image: Image.Image) -> Flat | None:
    """The sheet that a photograph shows, seen from straight above; None where the image is no such photograph."""
    if image.mode not in ("L", "RGB"):
        return None
    corners = sheet_corners(image)
    return Flat(_evened(_straight(image, corners)), corners) if corners is not None else None


def sheet_corners(image: Image.Image) -> Corners | None:
    """The sheet's corners, clockwise from the upper left; None where the image is no photograph of one sheet."""
    import cv2

    scale = SIDE / max(image.size)
    small = np.asarray(image.convert("L").resize((max(1, round(image.width * scale)), max(1, round(image.height * scale)))))
    if ((small > 40) & (small < 215)).mean() < HALFTONES:
        return None
    smooth = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 7)
    _, bright = cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    patch = _largest(np.asarray(bright > 0))
    if patch is None or not LEAST_SHEET < patch.mean() < MOST_SHEET or not _on_background(patch):
        return None
    if float(smooth[patch].mean()) - float(smooth[~patch].mean()) < CONTRAST:
        return None
    corners = _corners(patch)
    return corners / scale if corners is not None else None


def _largest(bright: Mask) -> Mask | None:
    """The largest bright patch, holes filled."""
    import cv2

    opened = cv2.morphologyEx(bright.astype(np.uint8), cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    outlines, _ = cv2.findContours(opened, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not outlines:
        return None
    filled = np.zeros(bright.shape, np.uint8)
    cv2.drawContours(filled, [max(outlines, key=cv2.contourArea)], -1, 1, cv2.FILLED)
    return np.asarray(filled > 0)


def _on_background(patch: Mask) -> bool:
    sides = (patch[:3], patch[-3:], patch[:, :3], patch[:, -3:])
    return sum(float((~side).mean()) >= BACKGROUND for side in sides) >= OPEN_SIDES


def _corners(patch: Mask) -> Corners | None:
    """The four corners of a patch that is a sheet, by fewest and straightest edges around it."""
    import cv2

    outlines, _ = cv2.findContours(patch.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    hull = cv2.convexHull(outlines[0])
    around = cv2.arcLength(hull, closed=True)
    for tolerance in (0.01, 0.02, 0.03, 0.045, 0.06):
        found = cv2.approxPolyDP(hull, tolerance * around, closed=True).reshape(-1, 2).astype(np.float32)
        if len(found) <= 4:
            break
    if len(found) != 4:
        return None
    inside = float(patch.sum())
    area = float(cv2.contourArea(found))
    if area < STRAIGHT * inside or inside < STRAIGHT * area:
        return None
    corners = _clockwise(found)
    return corners if all(abs(angle - 90) < SQUARE for angle in _angles(corners)) else None


def _clockwise(points: Corners) -> Corners:
    """Clockwise on the image, the upper left first."""
    middle = points.mean(0)
    turn = np.arctan2(points[:, 1] - middle[1], points[:, 0] - middle[0])
    ordered = points[np.argsort(turn)]
    return np.roll(ordered, -int(ordered.sum(1).argmin()), axis=0)


def _angles(corners: Corners) -> list[float]:
    found = []
    for k in range(4):
        one, two = corners[k - 1] - corners[k], corners[(k + 1) % 4] - corners[k]
        cosine = float(one @ two) / max(float(np.linalg.norm(one) * np.linalg.norm(two)), 1e-6)
        found.append(math.degrees(math.acos(max(-1.0, min(1.0, cosine)))))
    return found


def _straight(image: Image.Image, corners: Corners) -> Image.Image:
    """The sheet seen from above, as large as its longest edges."""
    import cv2

    top, right, bottom, left = (float(np.linalg.norm(corners[(k + 1) % 4] - corners[k])) for k in range(4))
    wide, high = max(top, bottom), max(left, right)
    ratio = high / wide
    if abs(math.log(ratio / A4_RATIO)) < NEAR_A4:
        high = wide * A4_RATIO
    elif abs(math.log(ratio * A4_RATIO)) < NEAR_A4:
        wide = high * A4_RATIO
    size = (round(wide), round(high))
    aim = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, aim)
    flat = cv2.warpPerspective(np.asarray(image), matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return Image.fromarray(np.asarray(flat, np.uint8))


def _evened(image: Image.Image) -> Image.Image:
    """The image with its paper equally bright all over: each channel divided by the paper's light around."""
    import cv2

    pixels = np.asarray(image)
    channels = [_even(np.ascontiguousarray(pixels[..., k])) for k in range(3)] if pixels.ndim == 3 else [_even(pixels)]
    return Image.fromarray(cv2.merge(channels) if len(channels) > 1 else channels[0])


def _even(channel: Gray) -> Gray:
    import cv2

    scale = min(1.0, SIDE / max(channel.shape))
    small = cv2.resize(channel, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    paper = cv2.GaussianBlur(cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 21), (0, 0), 6)
    light = cv2.resize(paper, (channel.shape[1], channel.shape[0]), interpolation=cv2.INTER_LINEAR).astype(np.float32)
    return np.asarray(np.clip(channel * (PAPER / np.maximum(light, 40.0)), 0, 255), np.uint8)
