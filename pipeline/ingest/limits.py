"""How much one file, and one archive, may ask for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what is taken in.

    `max_bytes` bounds one file or one member of an archive. Of an archive: `max_expansion` bounds the bytes all its
    members unpack to (nested archives included), `max_ratio` how many times a member may be larger than packed (only
    asked of members above `min_ratio_bytes`), `max_members` their number, `max_depth` archives within archives.
    `max_pages` and `max_pixels` are for the readers.
    """

    max_bytes: int = 500_000_000
    max_expansion: int = 2_000_000_000
    max_ratio: int = 200
    min_ratio_bytes: int = 20_000_000
    max_members: int = 20_000
    max_depth: int = 3
    max_pages: int = 2000
    max_pixels: int = 60_000_000
