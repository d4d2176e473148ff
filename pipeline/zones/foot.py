"""The foot of a letter: recipients of copies on the left, signature on the right, and what follows them."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.zones.placed import PlacedLine
from schemas.letter import Zone

_MARKS = ("tm.", "kt.", "tl.", "tuq.", "q.", "t/m", "k/t", "t/l")


def zone_foot(lines: Sequence[PlacedLine], start: int) -> tuple[Zone, ...]:
    """The zones of lines[start:], where `start` is the first line of the body.

    Everything up to the first line of the foot is "body".
    """
    foot = next((i for i in range(start, len(lines)) if lines[i].folded.startswith("noi nhan")), len(lines))
    zones: list[Zone] = ["body"] * (foot - start)
    for placed in lines[foot:]:
        right = placed.x0 is not None and placed.x0 > 0.45
        zones.append("signature" if right or placed.folded.startswith(_MARKS) else "copies")
    return tuple(zones)
