"""The head of a letter: issuer, motto, number, place and date, title or subject, addressees."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.zones.placed import PlacedLine
from schemas.letter import Zone


def zone_head(lines: Sequence[PlacedLine]) -> tuple[Zone, ...]:
    """The zones of the lines before the body; as many as there are such lines."""
    at = next((i for i, one in enumerate(lines[:40]) if "kinh gui" in one.folded), -1)
    return tuple("number" if one.folded.startswith("so") else "head_left" for one in lines[: at + 1])
