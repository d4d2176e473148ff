"""Words as an engine read them, in pixels, and how letters compare."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Gray = npt.NDArray[np.uint8]
"""A page or a line: rows x columns, 0 ink to 255 paper."""
Boxes = npt.NDArray[np.float32]
"""N x 4: x0, y0, x1, y1 in pixels."""
PixelBox = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Token:
    """A word as read. `box` in pixels of the straightened page, `confidence` 0..1, `rivals` other readings."""

    text: str
    box: PixelBox
    confidence: float
    rivals: tuple[str, ...] = ()


@lru_cache(maxsize=65536)
def base(word: str) -> str:
    """The word's letters without marks, in lower case: what two readers must share to have read the same word."""
    parts = unicodedata.normalize("NFD", word.replace("Đ", "D").replace("đ", "d"))
    return "".join(c for c in parts if not unicodedata.combining(c)).casefold()
