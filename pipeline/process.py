"""The whole way of one letter, from its bytes to its record."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.read import ReadOptions
from schemas.reading import Reading, Source
from schemas.record import Record


def process(source: Source, options: ReadOptions | None = None) -> Record:
    """Read, repair, zone, extract, record. Raises CongvanError if nothing could be read."""
    from pipeline.read import read

    return record_of(read(source, options or ReadOptions()))


def record_of(reading: Reading, known: Sequence[str] = ()) -> Record:
    """The record of what was read; `known` are right texts of letters that cite this one or are cited by it."""
    from pipeline.extract import extract
    from pipeline.record import record
    from pipeline.repair import repair
    from pipeline.zones import zone

    letter = zone(repair(reading, known))
    return record(letter, extract(letter))
