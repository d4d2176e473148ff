"""Where a thing of a PDF page stands on the page as it is shown."""

from __future__ import annotations

from typing import Any

from schemas.fields import Box


def placer(page: Any) -> Any:
    """A function from user space (origin bottom left) to the page as shown (origin top left), by crop and rotation."""
    left, bottom, right, top = page.get_bbox()
    turn = page.get_rotation()

    def place(box: Box) -> Box:
        x0, y0, x1, y1 = box
        if turn == 90:
            return (y0 - bottom, x0 - left, y1 - bottom, x1 - left)
        if turn == 180:
            return (right - x1, y0 - bottom, right - x0, y1 - bottom)
        if turn == 270:
            return (top - y1, right - x1, top - y0, right - x0)
        return (x0 - left, top - y1, x1 - left, top - y0)

    return place
