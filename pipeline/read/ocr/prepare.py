"""From a page image to an upright, straight grey page, with and without its red ink."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from pipeline.read.ocr.borders import borders, without_borders
from pipeline.read.ocr.engines import second_reader
from pipeline.read.ocr.showthrough import shining_through
from pipeline.read.ocr.skew import Lean, band_angles, lean, straighten
from pipeline.read.ocr.tokens import Gray, PixelBox

RED_EXCESS = 25
"""A pixel is red ink where its red exceeds green and blue by this much (measured on seals of many offices)."""
RED_SHARE = 0.0005
"""Below this share of red pixels a page has no red stamp worth a second reading."""


@dataclass(frozen=True)
class Sheet:
    """A page ready to be read.

    `gray` as scanned but for black borders, `clear` with the red ink painted out (the same array where there is none),
    `red` the mask of red ink. `lean` was undone after `turns` quarter turns counter-clockwise.
    """

    gray: Gray
    clear: Gray
    red: npt.NDArray[np.bool_] | None
    turns: int
    lean: Lean

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the upright page in pixels."""
        return self.gray.shape[1], self.gray.shape[0]

    def on_page(self, box: PixelBox) -> PixelBox:
        """A box of the straight page on the upright page as scanned: its middle is moved back, its size kept."""
        if self.lean.straight:
            return box
        width, height = self.size
        x, y = (box[0] + box[2]) / 2 - width / 2, (box[1] + box[3]) / 2
        if self.lean.bands:
            y += x * math.tan(math.radians(float(band_angles(self.lean, np.array([y]), height)[0])))
        angle, y = math.radians(self.lean.degrees), y - height / 2
        back_x = width / 2 + x * math.cos(angle) - y * math.sin(angle)
        back_y = height / 2 + x * math.sin(angle) + y * math.cos(angle)
        w, h = (box[2] - box[0]) / 2, (box[3] - box[1]) / 2
        return (back_x - w, back_y - h, back_x + w, back_y + h)


def prepare(image: Image.Image) -> Sheet:
    """Paint over black borders, turn the page upright, straighten it, take its red ink apart and off what shines through."""
    colour = None if image.mode in ("1", "L", "I;16") else np.asarray(image.convert("RGB"))
    gray = np.asarray(image.convert("L"))
    red = None if colour is None else red_ink(colour)
    clear = gray if red is None or colour is None else np.where(red, colour[..., 0], gray).astype(np.uint8)
    del colour
    edge = borders(gray)
    gray, clear = without_borders(gray, edge), without_borders(clear, edge)
    turns = quarter_turns(clear)
    found = lean(_turned(clear, turns))
    straight = straighten(_turned(gray, turns), found)
    if red is None:
        through = shining_through(straight)
        straight = through.off(straight) if through else straight
        return Sheet(straight, straight, None, turns, found)
    mask = straighten(_turned(red.astype(np.uint8) * 255, turns), found) > 127
    clear = straighten(_turned(clear, turns), found)
    if through := shining_through(clear):
        straight, clear = through.off(straight, mask), through.off(clear)
    return Sheet(straight, clear, mask, turns, found)


def red_ink(colour: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_] | None:
    """The mask of red ink of an RGB page, None where there is next to none."""
    import cv2

    red, green, blue = cv2.split(colour)
    mask = cv2.subtract(red, cv2.max(green, blue)) > RED_EXCESS
    return mask if mask.mean() > RED_SHARE else None


def quarter_turns(gray: Gray) -> int:
    """Quarter turns (counter-clockwise) the page is turned by; 0 unless the model is nearly sure."""
    from trueocr.page import VERTICAL

    turns = int(second_reader().page.orientation(gray))
    return 0 if turns == VERTICAL else turns


def _turned(page: Gray, turns: int) -> Gray:
    return np.ascontiguousarray(np.rot90(page, -turns)) if turns else page
