"""Sheets of every size, resolution and colour mode are read, with boxes in points of the sheet."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw

from pipeline.read import read
from schemas.reading import Source
from tests.test_ocr_page import LINES, font, needs_pair

A3, A4, A5, LETTER, SLIP = (11.69, 16.54), (8.27, 11.69), (5.83, 8.27), (8.5, 11.0), (8.27, 4.0)


def sheet(inches: tuple[float, float], dpi: int, mode: str, points: float = 11.0) -> bytes:
    """A PNG of that many inches, its lines of type of so many points from one inch below the top."""
    size = (round(inches[0] * dpi), round(inches[1] * dpi))
    image = Image.new("RGB", size, (250, 248, 240))
    draw = ImageDraw.Draw(image)
    for k, text in enumerate(LINES):
        draw.text((0.5 * dpi, (1 + 0.35 * k) * dpi), text, fill=(25, 25, 30), font=font(round(points * dpi / 72)))
    data = io.BytesIO()
    converted = image if mode == "RGB" else image.quantize(16) if mode == "P" else image.convert("L")
    made = converted.point(lambda v: 255 * (v > 140)).convert("1") if mode == "1" else converted
    made.save(data, "PNG", dpi=(dpi, dpi))
    return data.getvalue()


@needs_pair
@pytest.mark.parametrize(
    ("inches", "dpi", "mode", "points"),
    [
        (A4, 200, "RGB", 11.0),
        (A4, 200, "L", 11.0),
        (A4, 200, "P", 11.0),
        (A4, 200, "1", 11.0),
        (A4, 100, "L", 11.0),
        (A4, 150, "1", 11.0),
        (A4, 300, "1", 11.0),
        (A4, 600, "L", 11.0),
        (A5, 200, "L", 9.0),
        (A3, 150, "L", 11.0),
        (LETTER, 200, "RGB", 11.0),
        (SLIP, 200, "L", 11.0),
    ],
)
def test_sheet_is_read(inches: tuple[float, float], dpi: int, mode: str, points: float) -> None:
    (page,) = read(Source("sheet.png", "0" * 64, "image/png", sheet(inches, dpi, mode, points))).pages
    lines = page.text.split("\n")
    assert sum(line in LINES for line in lines) >= len(LINES) - (dpi <= 100)
    assert page.width == pytest.approx(72 * inches[0], abs=2)
    assert page.height == pytest.approx(72 * inches[1], abs=2)
    first = page.lines[0].box
    assert first is not None
    assert first[0] == pytest.approx(36, abs=6)
    assert first[1] == pytest.approx(72, abs=12)
