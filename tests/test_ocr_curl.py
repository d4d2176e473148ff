"""Bent lines are made level; straight pages are left as they are."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PIL import Image

from pipeline.read.ocr.curl import level
from tests.test_ocr_page import LINES, needs_pair, page

pytest.importorskip("cv2")


def sheet() -> Image.Image:
    tall = Image.new("RGB", (1240, 1754), "white")
    tall.paste(page(), (0, 0))
    tall.paste(page(), (0, 700))
    return tall


def bent(depth: float) -> Image.Image:
    """The sheet with its middle lower than its edges by so many pixels."""
    import cv2

    pixels = np.asarray(sheet())
    high, wide = pixels.shape[:2]
    bow = depth * np.sin(np.linspace(0, math.pi, wide))
    rows = (np.arange(high)[:, None] - bow[None, :]).astype(np.float32)
    columns = np.broadcast_to(np.arange(wide, dtype=np.float32), (high, wide)).copy()
    return Image.fromarray(cv2.remap(pixels, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))


def sharpness(image: Image.Image) -> float:
    """How clearly rows of print stand apart."""
    rows = (255 - np.asarray(image.convert("L"), np.float64)).sum(1)
    return float((np.diff(rows) ** 2).sum())


@pytest.mark.parametrize("depth", [12.0, -20.0, 35.0])
def test_bent_lines_become_level(depth: float) -> None:
    image = bent(depth)
    assert sharpness(level(image)) > max(2.5 * sharpness(image), 0.35 * sharpness(sheet()))


@pytest.mark.parametrize("image", [sheet(), Image.new("RGB", (1240, 1754), "white"), Image.new("L", (300, 200), 40)])
def test_straight_pages_stay(image: Image.Image) -> None:
    assert level(image) is image


@needs_pair
def test_bent_page_is_read() -> None:
    from pipeline.read.ocr import read_image

    assert sum(line in LINES for line in read_image(level(bent(25.0)), 1, 150).text.split("\n")) >= 2 * len(LINES) - 1
