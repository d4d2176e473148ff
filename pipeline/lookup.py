"""The record of a letter that someone names: by its id in a corpus, as a file, or on standard input."""

from __future__ import annotations

import sys
from pathlib import Path

from schemas.errors import CongvanError
from schemas.reading import Source
from schemas.record import Record


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
    from pipeline.batch import BatchOptions
    from pipeline.pool import pool_of, result
    from pipeline.record import decode
    from pipeline.worker import Done, Failed

    options = BatchOptions(workers=1)
    with pool_of(options.workers, options.max_memory) as pool:
        answer = result(pool.schedule(options.work, args=[source, options.read], timeout=options.timeout))
    if isinstance(answer, Done):
        return decode(answer.record)
    raise answer.error if isinstance(answer, Failed) else answer
