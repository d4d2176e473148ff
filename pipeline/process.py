"""The whole way of one letter, from its bytes to its record."""

from __future__ import annotations

from pipeline.read import ReadOptions
from schemas.reading import Source
from schemas.record import Record


def process(source: Source, options: ReadOptions | None = None) -> Record:
    """Read, repair, zone, extract, record. Raises CongvanError if nothing could be read."""
    from pipeline.extract import extract
    from pipeline.read import read
    from pipeline.record import record
    from pipeline.repair import repair
    from pipeline.zones import zone

    letter = zone(repair(read(source, options or ReadOptions())))
    return record(letter, extract(letter))
