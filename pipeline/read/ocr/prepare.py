"""From a page image to an upright, straight grey page, with and without its red ink."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from pipeline.read.ocr.engines import second_reader
from pipeline.read.ocr.tokens import Gray, PixelBox

RED_EXCESS = 25
"""A pixel is red ink where its red exceeds green and blue by this much (measured on seals of many offices)."""
RED_SHARE = 0.0005
"""Below this share of red pixels a page has no red stamp worth a second reading."""


@dataclass(frozen=True)
class Sheet:
    """A page ready to be read.

    `gray` as scanned, `clear` with the red ink painted out (the same array where there is none), `red` the mask of
    red ink. `skew` in degrees counter-clockwise was undone about the centre after `turns` quarter turns; `size` is
    the width and height of the upright page in pixels.
    """

    gray: Gray
    clear: Gray
    red: npt.NDArray[np.bool_] | None
    turns: int
    skew: float

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.gray.shape[1], self.gray.shape[0]

    def on_page(self, box: PixelBox) -> PixelBox:
        """A box of the straightened page on the page as it was scanned: its centre is turned back, its size kept."""
        if not self.skew:
            return box
        width, height = self.size
        angle = math.radians(self.skew)
        dx, dy = (box[0] + box[2] - width) / 2, (box[1] + box[3] - height) / 2
        x = width / 2 + dx * math.cos(angle) - dy * math.sin(angle)
        y = height / 2 + dx * math.sin(angle) + dy * math.cos(angle)
        w, h = (box[2] - box[0]) / 2, (box[3] - box[1]) / 2
        return (x - w, y - h, x + w, y + h)


def prepare(image: Image.Image) -> Sheet:
    """Turn the page upright, straighten it, and take its red ink apart."""
    colour = None if image.mode in ("1", "L", "I;16") else np.asarray(image.convert("RGB"))
    gray = np.asarray(image.convert("L"))
    red = None if colour is None else red_ink(colour)
    clear = gray if red is None or colour is None else np.where(red, colour[..., 0], gray).astype(np.uint8)
    turns, skew = _pose(clear)
    gray, upright_clear = _turned(gray, turns, skew), None if red is None else _turned(clear, turns, skew)
    mask = None if red is None else _turned(red.astype(np.uint8) * 255, turns, skew) > 127
    return Sheet(gray, gray if upright_clear is None else upright_clear, mask, turns, skew)


def red_ink(colour: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_] | None:
    """The mask of red ink of an RGB page, None where there is next to none."""
    import cv2

    red, green, blue = cv2.split(colour)
    mask = cv2.subtract(red, cv2.max(green, blue)) > RED_EXCESS
    return mask if mask.mean() > RED_SHARE else None


def _pose(gray: Gray) -> tuple[int, float]:
    """Quarter turns (counter-clockwise) the page is turned by, and the degrees that straighten it."""
    from trueocr.page import VERTICAL, estimate_skew, rotate_page

    engine = second_reader().page
    skew = estimate_skew(gray)
    turns = engine.orientation(rotate_page(gray, skew) if abs(skew) >= MIN_SKEW else gray)
    turns = 0 if turns == VERTICAL else turns
    if turns in (1, 3):
        skew = estimate_skew(np.ascontiguousarray(np.rot90(gray, -turns)))
    return turns, skew if abs(skew) >= MIN_SKEW else 0.0


MIN_SKEW = 0.15


def _turned(page: Gray, turns: int, skew: float) -> Gray:
    from trueocr.page import rotate_page

    upright = np.ascontiguousarray(np.rot90(page, -turns)) if turns else page
    if not skew:
        return upright
    turned: Gray = rotate_page(upright, skew)
    return turned
