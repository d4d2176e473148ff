"""Black borders of scans: found, painted over, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from pipeline.read.ocr.borders import borders, without_borders
from pipeline.read.ocr.tokens import Gray
from tests.test_ocr_page import page

pytest.importorskip("cv2")

HIGH, WIDE = 900, 1240
Y, X = np.mgrid[:HIGH, :WIDE]


def with_band(band: Callable[[], np.ndarray]) -> tuple[Gray, np.ndarray]:
    gray = np.asarray(page().convert("L")).copy()
    mask = band()
    gray[mask] = 25
    return gray, mask


@pytest.mark.parametrize(
    "band",
    [
        lambda: X < 40,
        lambda: X < 4,
        lambda: Y < 20 + 0.02 * X,  # a wedge: the sheet lay askew
        lambda: (X < 25) | (X > WIDE - 25) | (Y < 18) | (Y > HIGH - 22),
        lambda: (X > WIDE - 60) & (Y > 500),
    ],
)
def test_border_becomes_paper_and_print_stays(band: Callable[[], np.ndarray]) -> None:
    gray, mask = with_band(band)
    found = borders(gray)
    assert found is not None
    clean = without_borders(gray, found)
    assert (clean[mask] > 200).mean() > 0.99
    inside = np.s_[100:-100, 120:-120]
    assert (clean[inside] == gray[inside]).all()


@pytest.mark.parametrize(
    "band",
    [
        lambda: X < 0,
        lambda: (X > 300) & (X < 340),  # a bar within the page
        lambda: (X < 500) & (Y < 400),  # a dark picture in the corner
        lambda: (X < 60) & (Y > 300) & (Y < 340),  # a punched hole's shadow, a thumb index
    ],
)
def test_what_is_no_border_stays(band: Callable[[], np.ndarray]) -> None:
    gray, _ = with_band(band)
    assert borders(gray) is None
    assert without_borders(gray, None) is gray
