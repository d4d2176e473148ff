"""Ink: digits drawn by hand as jittered splines, signatures, round seals and arrival stamps, as RGBA pictures."""

from __future__ import annotations

import math
import random
from itertools import pairwise
from typing import TYPE_CHECKING

from bench.letters.fonts import paths
from bench.letters.model import ArrivalStamp

if TYPE_CHECKING:
    from PIL.Image import Image

Point = tuple[float, float]
Colour = tuple[int, int, int]
INK: tuple[Colour, ...] = ((28, 42, 138), (36, 60, 160), (20, 30, 90), (24, 36, 120), (30, 30, 38))
SEAL_RED: Colour = (206, 32, 38)
# Strokes of each character in a unit box, y downwards; several shapes where hands differ.
SHAPES: dict[str, tuple[tuple[tuple[Point, ...], ...], ...]] = {
    "0": ((((0.5, 0.05), (0.15, 0.35), (0.2, 0.8), (0.5, 0.97), (0.82, 0.75), (0.85, 0.3), (0.55, 0.05), (0.42, 0.1)),),),
    "1": (
        (((0.3, 0.3), (0.55, 0.05), (0.5, 0.5), (0.45, 0.98)),),
        (((0.15, 0.42), (0.6, 0.04)), ((0.6, 0.04), (0.52, 0.98))),
        (((0.52, 0.04), (0.48, 0.98)),),
    ),
    "2": ((((0.2, 0.25), (0.45, 0.04), (0.78, 0.22), (0.6, 0.55), (0.15, 0.93), (0.4, 0.88), (0.88, 0.95)),),),
    "3": ((((0.2, 0.15), (0.6, 0.04), (0.75, 0.25), (0.42, 0.47), (0.8, 0.65), (0.6, 0.95), (0.15, 0.88)),),),
    "4": (
        (((0.55, 0.05), (0.15, 0.62), (0.9, 0.6)), ((0.68, 0.35), (0.6, 1.0))),
        (((0.3, 0.08), (0.2, 0.55), (0.85, 0.5)), ((0.72, 0.08), (0.65, 1.0))),
    ),
    "5": ((((0.35, 0.08), (0.28, 0.45), (0.6, 0.4), (0.8, 0.65), (0.6, 0.95), (0.15, 0.9)), ((0.35, 0.08), (0.85, 0.06))),),
    "6": ((((0.7, 0.04), (0.3, 0.4), (0.2, 0.78), (0.48, 0.97), (0.78, 0.75), (0.55, 0.5), (0.25, 0.65)),),),
    "7": (
        (((0.15, 0.1), (0.5, 0.12), (0.85, 0.06), (0.55, 0.5), (0.4, 0.98)),),
        (((0.15, 0.1), (0.85, 0.06), (0.45, 0.98)), ((0.3, 0.5), (0.75, 0.47))),
    ),
    "8": (
        (
            (
                (0.7, 0.12),
                (0.35, 0.08),
                (0.25, 0.3),
                (0.68, 0.62),
                (0.62, 0.94),
                (0.28, 0.92),
                (0.25, 0.65),
                (0.7, 0.3),
                (0.72, 0.12),
            ),
        ),
    ),
    "9": ((((0.75, 0.2), (0.42, 0.05), (0.2, 0.3), (0.45, 0.48), (0.75, 0.25), (0.72, 0.6), (0.55, 0.98)),),),
    "/": ((((0.8, 0.0), (0.2, 1.05)),),),
    "-": ((((0.2, 0.55), (0.8, 0.52)),),),
    ".": ((((0.45, 0.93), (0.52, 0.97)),),),
    "a": ((((0.75, 0.5), (0.35, 0.45), (0.2, 0.75), (0.45, 0.97), (0.75, 0.7), (0.76, 0.5), (0.8, 0.97)),),),
    "b": ((((0.3, 0.0), (0.28, 0.95), (0.65, 0.9), (0.75, 0.6), (0.35, 0.6)),),),
}


def spline(points: list[Point], steps: int = 12) -> list[Point]:
    """Catmull-Rom curve through the points."""
    if len(points) < 3:
        return points
    ends = [points[0], *points, points[-1]]
    made: list[Point] = []
    for n in range(1, len(ends) - 2):
        a, b, c, d = ends[n - 1 : n + 3]
        for k in range(steps):
            t = k / steps
            made.append((_cubic(a[0], b[0], c[0], d[0], t), _cubic(a[1], b[1], c[1], d[1], t)))
    return [*made, points[-1]]


def _cubic(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)


def _canvas(size: tuple[int, int]) -> Image:
    from PIL import Image

    return Image.new("RGBA", size, (255, 255, 255, 0))


def _pen(picture: Image, path: list[Point], colour: Colour, thick: float, rng: random.Random) -> None:
    from PIL import ImageDraw

    draw = ImageDraw.Draw(picture)
    swing = rng.uniform(0, 6)
    for n, (a, b) in enumerate(pairwise(path)):
        w = thick * (0.8 + 0.3 * math.sin(n / 5 + swing))
        draw.line((*a, *b), fill=(*colour, 235), width=max(round(w), 1))
        draw.ellipse((b[0] - w / 2, b[1] - w / 2, b[0] + w / 2, b[1] + w / 2), fill=(*colour, 235))


def written(text: str, rng: random.Random, colour: Colour | None = None) -> Image:
    """Digits (and / - . a b) by hand, 100 px high, cropped to the ink's width."""
    colour, height = colour or rng.choice(INK), 100
    slant, thick = rng.uniform(-0.05, 0.3), rng.uniform(6, 11)
    picture = _canvas((60 * len(text) + 60, height + 20))
    at = 20.0
    for char in text:
        wide = 22 if char in "1/.-" else rng.uniform(38, 46)
        lift = rng.uniform(-5, 5)
        for stroke in rng.choice(SHAPES.get(char, SHAPES["-"])):
            points = [
                (
                    at + (x + slant * (1 - y)) * wide + rng.gauss(0, 1.6),
                    8 + y * 92 * rng.uniform(0.97, 1.02) + lift + rng.gauss(0, 1.6),
                )
                for x, y in stroke
            ]
            _pen(picture, spline(points), colour, thick, rng)
        at += wide + rng.uniform(4, 12)
    box = picture.getbbox() or (0, 0, 10, 10)
    return picture.crop((box[0], 0, box[2], height + 20))


def signature(rng: random.Random) -> Image:
    """A scribbled signature: a few loops, a long stroke, a flourish."""
    colour = rng.choice(INK)
    picture = _canvas((420, 240))
    x, y = 60.0, 130.0
    points: list[Point] = [(x, y)]
    for _ in range(rng.randint(5, 10)):
        x += rng.uniform(8, 45)
        points += [(x, y - rng.uniform(20, 95)), (x + rng.uniform(2, 22), y + rng.uniform(0, 60))]
    _pen(picture, spline(points, 16), colour, rng.uniform(3.5, 6), rng)
    tail = [points[-1], (x - rng.uniform(40, 120), y + 70), (60, y + rng.uniform(10, 60)), (390, y - rng.uniform(-10, 50))]
    _pen(picture, spline(tail, 24), colour, rng.uniform(3, 5), rng)
    return picture


def seal(name: str, rng: random.Random, black: bool = False) -> Image:
    """A round seal with ring text and a star, worn and turned a little; `black` as a photocopy has it."""
    from PIL import Image, ImageDraw, ImageFont

    size, ink = 440, (40, 40, 40) if black else SEAL_RED
    picture = _canvas((size, size))
    draw = ImageDraw.Draw(picture)
    for inset, thick in ((6, 9), (22, 4), (118, 3)):
        draw.ellipse((inset, inset, size - inset, size - inset), outline=(*ink, 225), width=thick)
    font = ImageFont.truetype(str(paths("LiberationSerif")[1]), 46)
    _ring(picture, name.upper(), font, ink, -90)
    _ring(
        picture,
        "* C.H.X.H.C.N VIỆT NAM *",
        ImageFont.truetype(str(paths("LiberationSerif")[1]), 34),
        ink,
        90,
    )
    middle, points = size / 2, []
    for n in range(10):
        radius = 74 if n % 2 == 0 else 30
        angle = math.radians(-90 + 36 * n)
        points.append((middle + radius * math.cos(angle), middle + radius * math.sin(angle)))
    draw.polygon(points, fill=(*ink, 215))
    picture = picture.rotate(rng.uniform(-12, 12), resample=Image.Resampling.BICUBIC)
    return _worn(picture, rng)


def _ring(picture: Image, text: str, font: object, ink: Colour, middle_angle: float) -> None:
    """Text along the ring, its middle at that angle (degrees, clockwise from the right); below it runs the other way."""
    from PIL import Image, ImageDraw

    below, size, radius = middle_angle > 0, picture.width, 160.0
    widths = [max(font.getlength(ch), 8) + 3 for ch in text]  # type: ignore[attr-defined]
    limit = math.radians(190 if not below else 120) * radius
    scale = min(1.0, limit / sum(widths))
    at = -sum(widths) * scale / 2
    for char, wide in zip(text, widths, strict=True):
        turn = (at + wide * scale / 2) / radius
        at += wide * scale
        angle = math.radians(middle_angle) + (-turn if below else turn)
        tile = Image.new("RGBA", (80, 80), (*ink, 0))
        ImageDraw.Draw(tile).text((40, 40), char, font=font, fill=(*ink, 230), anchor="mm")  # type: ignore[arg-type]
        if scale < 1:
            tile = tile.resize((max(round(80 * scale), 8), 80))
        tile = tile.rotate(-math.degrees(angle) + (90 if below else -90), resample=Image.Resampling.BICUBIC, expand=True)
        x, y = size / 2 + radius * math.cos(angle), size / 2 + radius * math.sin(angle)
        picture.alpha_composite(tile, (round(x - tile.width / 2), round(y - tile.height / 2)))


def _worn(picture: Image, rng: random.Random) -> Image:
    import numpy as np
    from PIL import Image

    noise = np.random.default_rng(rng.randrange(2**32))
    pixels = np.array(picture)
    coarse = Image.fromarray((noise.random((28, 28)) * 255).astype("uint8")).resize(picture.size, Image.Resampling.BICUBIC)
    fade = 0.62 + 0.38 * np.asarray(coarse, dtype="float32") / 255
    fade *= noise.random(fade.shape) > 0.06
    pixels[..., 3] = (pixels[..., 3] * fade).astype("uint8")
    return Image.fromarray(pixels)


def arrival(stamp: ArrivalStamp, rng: random.Random) -> Image:
    """The registry's stamp: a frame, its lines, number and date written by hand, a little askew."""
    from PIL import Image, ImageDraw, ImageFont

    ink = rng.choice((SEAL_RED, (40, 40, 120)))
    picture = _canvas((640, 270))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((6, 6, 634, 264), outline=(*ink, 220), width=5)
    bold = str(paths("LiberationSerif")[1])
    for n, line in enumerate(stamp.lines):
        size = 44
        while ImageFont.truetype(bold, size).getlength(line) > 600:
            size -= 2
        draw.text((320, 42 + 54 * n), line, font=ImageFont.truetype(bold, size), fill=(*ink, 220), anchor="mm")
    plain = ImageFont.truetype(str(paths("LiberationSerif")[0]), 40)
    for y, label, value in ((158, "Số:", stamp.number), (222, "Ngày:", stamp.date)):
        draw.text((30, y), label, font=plain, fill=(*ink, 220), anchor="lm")
        ink_picture = written(value, rng)
        high = 56
        wide = min(round(ink_picture.width * high / ink_picture.height), 440)
        picture.alpha_composite(ink_picture.resize((wide, high)), (170, y - high // 2))
    return picture.rotate(rng.uniform(-2.5, 2.5), resample=Image.Resampling.BICUBIC)
