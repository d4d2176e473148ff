"""The record of a letter that someone names: by its id in a corpus, as a file, or on standard input."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from schemas.errors import CongvanError
from schemas.reading import Source
from schemas.record import Record

HALF_A_MEGABYTE = 1 << 19


def find(letter: str, out: Path) -> Record:
    """The record of an id (or its beginning) in the corpus at `out`, of a file read now, or of standard input ("-").

    Raises CongvanError: C201 for no such letter, C203 for no corpus, E001-E030 for a file that cannot be read.
    """
    if letter == "-":
        return _from_stdin()
    path = Path(letter)
    if path.is_file():
        return _from_file(path)
    from corpus import open as open_corpus

    with open_corpus(out, create=False) as corpus:
        return corpus.get(letter)


def _from_stdin() -> Record:
    import tempfile

    # through a file, so that a letter on standard input takes the same way, limits included, as any other
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stdin"
        path.write_bytes(sys.stdin.buffer.read())
        return _from_file(path)


def _from_file(path: Path) -> Record:
    from pipeline.ingest import Limits, Rejected, sources

    for one in sources(path, Limits()):
        if isinstance(one, Rejected):
            raise one.error
        return _read(one)
    raise CongvanError("E001", str(path))


def _read(source: Source) -> Record:
    """Read in a process of its own, with a batch's limits on time and memory: a file is hostile until it is read."""
    from pipeline.flights import Flights
    from pipeline.pool import BatchOptions, pool_of
    from pipeline.record import decode

    options = BatchOptions(workers=_workers(source))
    with pool_of(options.workers, options.max_memory) as pool:
        flights = Flights(pool, options)
        flights.send(source)
        answer = flights.until_landed()
    if isinstance(answer, CongvanError):
        raise answer
    return decode(answer.record)


def _workers(source: Source) -> int:
    """One, and one more for each half megabyte of pages: those of a long scan are read side by side."""
    from pipeline.read import paged

    return min(os.cpu_count() or 1, 1 + len(source.data) // HALF_A_MEGABYTE) if paged(source) else 1
