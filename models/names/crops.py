"""Training crops: a signer's name in print with a seal and a signature over it, degraded as scans and faxes are.

A crop is what the reader is given at run time: a row of the page around the name, three lines high, with whatever of
the seal stands in it. Its label is the name alone; a tenth of the crops hold none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from models.names.ink import Ink, seal, signature

HEIGHT, WIDTH = 96, 448
"""A crop's height (three lines of 32) and the width it is padded to."""
PAD_Y, PAD_X = 0.2, 0.3
BOLD = (
    *["liberation2/LiberationSerif-Bold.ttf"] * 3,
    *["freefont/FreeSerifBold.ttf"] * 2,
    "dejavu/DejaVuSerifCondensed-Bold.ttf",
    "liberation2/LiberationSans-Bold.ttf",
    "liberation2/LiberationSerif-Regular.ttf",
    "liberation2/LiberationSerif-BoldItalic.ttf",
)
"""The faces names are printed in, the commonest several times."""
HONORIFICS = ("TS. ", "ThS. ", "PGS.TS. ", "BS. ", "Đại tá ", "Ths.Bs ")
Crop = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Sample:
    """Ink of HEIGHT x width (0 paper to 255) and the name in it, "" for none."""

    ink: Crop
    name: str


class Names:
    """Draws names: as often as they are borne, any of them alike, or of any syllables at all."""

    def __init__(
        self, surnames: dict[str, int], middles: dict[str, int], givens: dict[str, int], syllables: Sequence[str]
    ) -> None:
        self.parts = [(list(t), np.array(list(t.values()), np.float64) ** 0.75) for t in (surnames, middles, givens)]
        self.syllables = list(syllables)

    def draw(self, random: np.random.Generator) -> str:
        """One name of two to five words."""
        kind, count = random.random(), int(random.choice([0, 1, 2, 3], p=[0.05, 0.73, 0.20, 0.02]))
        places = [0, *[1] * count, 2]
        words = [self._word(random, place, kind) for place in places]
        return " ".join(words)

    def _word(self, random: np.random.Generator, place: int, kind: float) -> str:
        words, weights = self.parts[place]
        if kind < 0.45 or (place == 0 and kind < 0.9):
            return words[int(random.choice(len(words), p=weights / weights.sum()))]
        if kind < 0.75:
            return words[int(random.integers(len(words)))]
        return self.syllables[int(random.integers(len(self.syllables)))].capitalize()


class CropMaker:
    """Makes crops by a seeded generator. `fonts` is the folder of the TrueType fonts."""

    def __init__(self, names: Names, fonts: Path, seed: int, seals: int = 80) -> None:
        self.random = np.random.default_rng(seed)
        self.names = names
        self.fonts = [fonts / name for name in BOLD]
        self.seals = [seal(self.random, self.fonts[:5]) for _ in range(seals)]

    def crop(self) -> Sample:
        """One crop."""
        r = self.random
        level = str(r.choice(["office", "fax", "clear"], p=[0.4, 0.42, 0.18]))
        dpi = int(r.choice([140, 150, 150, 170, 200])) if level == "fax" else int(r.choice([150, 200, 200, 220]))
        ink, box, name = self._block(dpi, 0.75 if level != "clear" else 0.25)
        leant = _turned(ink, float(r.normal(0, 0.5)))
        page = self._fax(leant) if level == "fax" else self._office(leant)
        return Sample(_line(page, self._window(box, r)), name)

    def _window(self, box: tuple[float, float, float, float], r: np.random.Generator) -> tuple[float, float, float, float]:
        """The row a sliding window would cut: a little off in height and place, further out on the seal's side."""
        x0, y0, x1, y1 = box
        high = (y1 - y0) * r.uniform(0.9, 1.2)
        middle = (y0 + y1) / 2 + r.normal(0, 0.1) * high
        left = x0 - abs(r.normal(0, 1.2)) * high * (r.random() < 0.6)
        right = x1 + abs(r.normal(0, 0.8)) * high * (r.random() < 0.4)
        return (left - 2, middle - high / 2, right + 3, middle + high / 2)

    def _block(self, dpi: int, dark: float) -> tuple[Ink, tuple[float, float, float, float], str]:
        """A signature block's lower part (ink), the box of its name's line, the name. `dark`: how black its seal may be."""
        r = self.random
        name = self.names.draw(r) if r.random() < 0.9 else ""
        text = name
        if name and r.random() < 0.08:
            text = str(r.choice(HONORIFICS)) + name
        if name and r.random() < 0.04:
            text = name = name.upper()
        size = round(r.uniform(12.5, 14.5) * dpi / 72)
        font = ImageFont.truetype(str(r.choice([str(f) for f in self.fonts])), size)
        wide = int(font.getlength(text)) if text else int(size * r.uniform(4, 9))
        shape = (int(7 * size), wide + int(9 * size))
        picture = Image.new("L", (shape[1], shape[0]))
        x, y = 5 * size, int(3 * size)
        ImageDraw.Draw(picture).text((x, y), text, fill=255, font=font)
        ink = (np.asarray(picture, np.float32) / 255 * r.uniform(0.8, 1.0)).astype(np.float32)
        if r.random() < 0.88:
            self._stamp(ink, (x + wide / 2, y + size / 2), dpi, r.uniform(0.75, 0.95) if dark > 0.5 else r.uniform(0, dark))
        if r.random() < 0.6:
            self._sign(ink, (x + wide / 2, float(y)), dpi, r.uniform(0.5, 0.9))
        return ink, (float(x), y + 0.10 * size, float(x + wide), y + 1.14 * size), name

    def _stamp(self, ink: Ink, name: tuple[float, float], dpi: int, dark: float) -> None:
        """A seal left of the name's middle and mostly above it."""
        r = self.random
        side = int(r.uniform(31, 38) / 25.4 * dpi)
        mark = cv2.resize(self.seals[int(r.integers(len(self.seals)))], (side, side), interpolation=cv2.INTER_AREA)
        x = int(name[0] - r.uniform(0.05, 0.75) * side - side / 2)
        y = int(name[1] - r.uniform(0.1, 0.75) * side - side / 2)
        _lay(ink, mark * dark, x, y)

    def _sign(self, ink: Ink, name: tuple[float, float], dpi: int, dark: float) -> None:
        r = self.random
        wide, high = int(r.uniform(25, 45) / 25.4 * dpi), int(r.uniform(15, 32) / 25.4 * dpi)
        x, y = int(name[0] - wide * r.uniform(0.2, 0.7)), int(name[1] - high * r.uniform(0.6, 1.1))
        _lay(ink, signature(r, wide, high) * dark, x, y)

    def _office(self, ink: Ink) -> Crop:
        r = self.random
        soft = cv2.GaussianBlur(ink, (0, 0), float(r.uniform(0.45, 0.95)))
        paper = r.uniform(225, 255)
        page = paper * (1 - soft * r.uniform(0.75, 0.96)) + r.normal(0, r.uniform(1, 5), ink.shape)
        _, data = cv2.imencode(
            ".jpg", np.clip(page, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, int(r.integers(50, 92))]
        )
        return np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), np.uint8)

    def _fax(self, ink: Ink) -> Crop:
        r = self.random
        soft = cv2.GaussianBlur(ink, (0, 0), float(r.uniform(0.4, 0.75)))
        page = 255 - 255 * soft * r.uniform(0.68, 1.0) + r.normal(0, r.uniform(8, 18), ink.shape)
        bits = page > r.uniform(145, 188)
        flips = r.random(ink.shape)
        bits = (bits | (flips < r.uniform(0, 0.006))) & ~(flips > 1 - r.uniform(0, 0.0015))
        if r.random() < 0.15:
            bits[int(r.integers(len(bits)))] |= r.random(ink.shape[1]) < 0.8
        return bits.astype(np.uint8) * 255


def _lay(ink: Ink, mark: Ink, x: int, y: int) -> None:
    """Ink over ink, in place; what falls off the page is cut."""
    x0, y0, x1, y1 = max(x, 0), max(y, 0), min(x + mark.shape[1], ink.shape[1]), min(y + mark.shape[0], ink.shape[0])
    if x1 > x0 and y1 > y0:
        part = ink[y0:y1, x0:x1]
        part[:] = 1 - (1 - part) * (1 - mark[y0 - y : y1 - y, x0 - x : x1 - x])


def _turned(ink: Ink, degrees: float) -> Ink:
    high, wide = ink.shape
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(ink, matrix, (wide, high)), np.float32)


def _line(page: Crop, box: tuple[float, float, float, float]) -> Crop:
    """The row of the page as the reader takes it: three lines high, HEIGHT x at most WIDTH, ink bright."""
    x0, y0, x1, y1 = box
    high = y1 - y0
    reach = (3 * (1 + 2 * PAD_Y) - 1) / 2 * high
    rows = (int(max(0, y0 - reach)), int(min(page.shape[0], y1 + reach)))
    columns = (int(max(0, x0 - PAD_X * high)), int(min(page.shape[1], x1 + PAD_X * high)))
    want = (int(np.ceil(y1 + reach)) - int(np.floor(y0 - reach)), columns[1] - columns[0])
    part = np.full(want, 255, np.uint8)
    top = rows[0] - int(np.floor(y0 - reach))
    part[top : top + rows[1] - rows[0]] = page[rows[0] : rows[1], columns[0] : columns[1]]
    wide = int(min(WIDTH, max(8, round(part.shape[1] * HEIGHT / part.shape[0]))))
    shrunk = cv2.resize(part, (wide, HEIGHT), interpolation=cv2.INTER_AREA if part.shape[0] > HEIGHT else cv2.INTER_LINEAR)
    return np.asarray(255 - shrunk, np.uint8)
