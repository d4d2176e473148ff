"""A line with what the zone rules look at: its page, its place on it, and its folded text."""

from __future__ import annotations

import msgspec

from extractors.folding import fold
from schemas.reading import Line, Reading


class PlacedLine(msgspec.Struct, frozen=True, gc=False):
    """A line of the reading. `folded` is the text folded and stripped; `width`, `height` are the page's, in points.

    `x0`, `x1`, `y` are fractions of the page (left, right, middle height), None where the line has no box.
    """

    line: Line
    page: int
    folded: str
    width: float | None
    height: float | None

    @property
    def text(self) -> str:
        """The line's own text."""
        return self.line.text

    @property
    def x0(self) -> float | None:
        """Left edge as a fraction of the page's width."""
        return self.line.box[0] / self.width if self.line.box and self.width else None

    @property
    def x1(self) -> float | None:
        """Right edge as a fraction of the page's width."""
        return self.line.box[2] / self.width if self.line.box and self.width else None

    @property
    def y(self) -> float | None:
        """Middle of the line as a fraction of the page's height."""
        return (self.line.box[1] + self.line.box[3]) / 2 / self.height if self.line.box and self.height else None


def place_lines(reading: Reading) -> tuple[PlacedLine, ...]:
    """Every line of the reading, in reading order."""
    return tuple(
        [
            PlacedLine(line, page.number, fold(line.text).strip(), page.width, page.height)
            for page in reading.pages
            for line in page.lines
        ]
    )
