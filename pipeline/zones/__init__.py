"""Reading → Letter: every line gets its zone in the decree's layout.

`columns` parts lines that run through both columns, `head` zones what stands before the body, `foot` what stands after
it; all of them know pages with boxes and plain text.
"""

from __future__ import annotations

from pipeline.zones.columns import split_columns
from pipeline.zones.foot import zone_foot
from pipeline.zones.head import late_stamps, zone_head
from pipeline.zones.placed import place_lines
from schemas.letter import Letter, Zone
from schemas.reading import Reading

__all__ = ["zone"]


def zone(reading: Reading) -> Letter:
    """The reading with a zone for every line; lines that hold both columns are cut, offsets into the text stay."""
    reading = split_columns(reading)
    lines = place_lines(reading)
    head = zone_head(lines)
    zones: list[Zone] = [*head, *zone_foot(lines, len(head))]
    for at, late in late_stamps(lines, len(head)):
        zones[at] = late
    return Letter(reading, tuple(zones))
