"""Print that shines through is taken off; print of this side stays, pale or not."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from pipeline.read.ocr.showthrough import shining_through
from pipeline.read.ocr.tokens import Gray
from tests.test_ocr_page import LINES, font, needs_pair, page

pytest.importorskip("cv2")


def sheet(strength: float, *, mirrored: bool = True) -> Gray:
    """A page with other lines between its own, paler by `strength`, as seen through paper or printed on this side."""
    back = Image.new("L", (1240, 900), 255)
    draw = ImageDraw.Draw(back)
    for k, text in enumerate(LINES):
        draw.text((150, 174 + 48 * k), text, fill=20, font=font(27))
    back = (ImageOps.mirror(back) if mirrored else back).filter(ImageFilter.GaussianBlur(1))
    front, behind = (np.asarray(image.convert("L"), np.float32) for image in (page(), back))
    return np.asarray(front * (1 - strength * (1 - behind / 255)), np.uint8)


@needs_pair
@pytest.mark.parametrize("strength", [0.12, 0.2, 0.3])
def test_what_shines_through_is_taken_off(strength: float) -> None:
    gray = sheet(strength)
    through = shining_through(gray)
    assert through is not None
    clean, front = through.off(gray), np.asarray(page().convert("L"))
    assert (clean[front > 250] < 225).mean() < 0.002
    assert np.abs(clean[front < 60].astype(int) - front[front < 60]).max() < 40


@needs_pair
@pytest.mark.parametrize("gray", [sheet(0.0), sheet(0.3, mirrored=False), np.full((900, 700), 250, np.uint8)])
def test_print_of_this_side_stays(gray: Gray) -> None:
    assert shining_through(gray) is None
