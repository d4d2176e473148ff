"""What lies over a signer's name: round seals and signatures, drawn as ink masks (0 paper to 1 ink)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

Ink = npt.NDArray[np.float32]
SEAL = 480
"""Seals are drawn at this many pixels."""
OFFICES = (
    "SỞ Y TẾ", "SỞ TÀI CHÍNH", "ỦY BAN NHÂN DÂN", "TRƯỜNG ĐẠI HỌC", "CHI CỤC THUẾ", "BỘ CÔNG THƯƠNG", "VĂN PHÒNG",
    "TRUNG TÂM Y TẾ", "BAN QUẢN LÝ DỰ ÁN", "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "BỆNH VIỆN ĐA KHOA", "CỤC HẢI QUAN", "KHO BẠC",
)  # fmt: skip
ROUND = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "★ TỈNH AN BÌNH ★", "THÀNH PHỐ LONG HẢI", "C.H.X.H.C.N VIỆT NAM", "HUYỆN TÂN PHÚ",
    "ỦY BAN NHÂN DÂN TỈNH SƠN LÂM", "S.Đ.K: 0203-C.T.T.N.H.H",
)  # fmt: skip


def seal(random: np.random.Generator, fonts: Sequence[Path]) -> Ink:
    """A round seal, SEAL x SEAL: rings, letters along them, a star or lines of print in the middle; worn and turned."""
    picture = Image.new("L", (SEAL, SEAL))
    draw = ImageDraw.Draw(picture)
    rings = [(4.0, random.uniform(4, 12)), (random.uniform(18, 26), random.uniform(2, 5))]
    inner = random.uniform(95, 150)
    if random.random() < 0.9:
        rings.append((inner, random.uniform(2, 6)))
    if random.random() < 0.3:
        rings.append((inner + 9, 2.0))
    for inset, thick in rings:
        draw.ellipse((inset, inset, SEAL - inset, SEAL - inset), outline=255, width=max(2, round(thick)))
    path = str(random.choice([str(f) for f in fonts]))
    middle = (inner + 22) / 2
    _along(picture, str(random.choice(ROUND)), path, int(random.uniform(34, 56)), middle, -90, int(random.integers(150, 250)))
    if random.random() < 0.8:
        _along(
            picture, str(random.choice(ROUND))[:18], path, int(random.uniform(30, 44)), middle, 90, int(random.integers(80, 140))
        )
    _heart(draw, random, path)
    turned = picture.rotate(float(random.uniform(-20, 20)), resample=Image.Resampling.BICUBIC)
    return _worn((np.asarray(turned, np.float32) / 255).astype(np.float32), random)


def _heart(draw: ImageDraw.ImageDraw, random: np.random.Generator, path: str) -> None:
    """The middle: a star, or the office in two lines."""
    at = SEAL / 2
    if random.random() < 0.5:
        outer = random.uniform(50, 95)
        points = [
            (at + r * math.cos(a), at + r * math.sin(a))
            for n in range(10)
            for r, a in [(outer if n % 2 == 0 else 0.4 * outer, math.radians(36 * n - 90))]
        ]
        draw.polygon(points, fill=255)
        return
    words = str(random.choice(OFFICES)).split()
    font = ImageFont.truetype(path, int(random.uniform(36, 56)))
    half = (len(words) + 1) // 2
    for line, y in ((" ".join(words[:half]), at - 30), (" ".join(words[half:]), at + 30)):
        draw.text((at, y), line, fill=255, font=font, anchor="mm")


def _along(picture: Image.Image, text: str, path: str, size: int, inset: float, middle: float, spread: int) -> None:
    """Letters along a circle; `middle` in degrees clockwise from the right, below it they stand on their heads' side."""
    font, below, radius = ImageFont.truetype(path, size), middle > 0, SEAL / 2 - inset
    step = math.radians(spread) / max(len(text), 1)
    for k, sign in enumerate(text):
        turn = (k - (len(text) - 1) / 2) * step
        angle = math.radians(middle) + (-turn if below else turn)
        tile = Image.new("L", (96, 96))
        ImageDraw.Draw(tile).text((48, 48), sign, fill=255, font=font, anchor="mm")
        tile = tile.rotate(-math.degrees(angle) + (90 if below else -90), resample=Image.Resampling.BICUBIC)
        x, y = SEAL / 2 + radius * math.cos(angle), SEAL / 2 + radius * math.sin(angle)
        picture.paste(255, (round(x - 48), round(y - 48)), tile)


def _worn(ink: Ink, random: np.random.Generator) -> Ink:
    coarse = cv2.resize(random.random((24, 24)).astype(np.float32), ink.shape[::-1], interpolation=cv2.INTER_CUBIC)
    worn = ink * np.clip(random.uniform(0.5, 0.8) + random.uniform(0.2, 0.5) * coarse, 0, 1)
    worn *= random.random(ink.shape) > random.uniform(0, 0.1)
    return np.asarray(worn, np.float32)


def signature(random: np.random.Generator, wide: int, high: int) -> Ink:
    """A signature's strokes, `high` x `wide`."""
    ink = np.zeros((high, wide), np.float32)
    count = int(random.integers(5, 13))
    x = np.sort(random.uniform(0.02, 0.9, count)) * wide
    points = [(float(v + random.normal(0, 0.04 * wide)), float(random.uniform(0.05, 0.95) * high)) for v in x]
    points += [(random.uniform(0.0, 0.3) * wide, random.uniform(0.5, 1.0) * high), (0.98 * wide, random.uniform(0.2, 0.9) * high)]
    thick = max(1, round(random.uniform(0.008, 0.02) * wide))
    curve = np.array(_spline(points), np.float32)
    cv2.polylines(ink, [np.round(curve * 8).astype(np.int32)], False, (1.0,), thick, cv2.LINE_AA, 3)
    return ink


def _spline(points: Sequence[tuple[float, float]], steps: int = 12) -> list[tuple[float, float]]:
    """Catmull-Rom curve through the points."""
    ends = np.array([points[0], *points, points[-1]])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    out = [
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False)
    ]
    return [(float(x), float(y)) for x, y in np.concatenate(out)]
