"""Words as an engine read them, in pixels, and how letters compare."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
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
    """A word as read. `box` in pixels of the straightened page, `confidence` 0..1, `rivals` other readings.

    `glued`: no blank stands before it. `letters`: x of each character's middle and its confidence, where the reader says.
    `how` names the way it was decided on (`mix`): a confidence is worth more where two readers agree.
    """

    text: str
    box: PixelBox
    confidence: float
    rivals: tuple[str, ...] = ()
    glued: bool = False
    letters: tuple[tuple[float, float], ...] = ()
    how: str = ""

    def placed(self, factor: float, x: float = 0.0, y: float = 0.0) -> Token:
        """The word on a page `factor` times as large, then moved."""
        x0, y0, x1, y1 = self.box
        box = (x0 * factor + x, y0 * factor + y, x1 * factor + x, y1 * factor + y)
        return replace(self, box=box, letters=tuple((at * factor + x, sure) for at, sure in self.letters))


def joined(tokens: Sequence[Token]) -> str:
    """The words as a line of text."""
    return "".join(t.text if t.glued or not k else " " + t.text for k, t in enumerate(tokens))


@lru_cache(maxsize=65536)
def base(word: str) -> str:
    """The word's letters without marks, in lower case: what two readers must share to have read the same word."""
    parts = unicodedata.normalize("NFD", word.replace("Đ", "D").replace("đ", "d"))
    return "".join(c for c in parts if not unicodedata.combining(c)).casefold()
