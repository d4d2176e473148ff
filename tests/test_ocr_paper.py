"""Photographed sheets made flat; scans left as they are."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from bench.letters.degrade import _photo
from pipeline.read.ocr import read_image
from pipeline.read.ocr.paper import flatten, sheet_corners
from tests.test_ocr_page import LINES, needs_pair, page

pytest.importorskip("cv2")


def photo(seed: int) -> Image.Image:
    return _photo(page(), np.random.default_rng(seed)).image


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_photographed_sheet_is_made_flat(seed: int) -> None:
    flat = flatten(photo(seed))
    assert flat is not None
    pixels = np.asarray(flat.image.convert("L"))
    edges = np.concatenate([pixels[5:15].ravel(), pixels[-15:-5].ravel()])
    assert np.median(edges) > 225  # paper to its edges, no desk
    wide, high = flat.image.size
    assert abs(wide / high - 1240 / 900) < 0.2


@needs_pair
def test_photographed_page_is_read() -> None:
    text = " ".join(line.text for line in read_image(photo(2), 1, 200).lines)
    assert sum(line in text for line in LINES) >= len(LINES) - 1


def bordered(side: int) -> Image.Image:
    """A scan with a black edge on one or two sides."""
    pixels = np.asarray(page()).copy()
    pixels[:, :side] = 0
    pixels[:side] = 0
    return Image.fromarray(pixels)


@pytest.mark.parametrize(
    "image", [page(), page(2.0), bordered(60), Image.new("RGB", (1200, 1700), "white"), Image.new("L", (900, 1300), 128)]
)
def test_other_images_are_left_alone(image: Image.Image) -> None:
    assert sheet_corners(image) is None
