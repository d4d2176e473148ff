"""One letter, or some pages of a long one, in a child process: limits on memory, and every failure named.

The parent never parses a letter itself. A worker answers with a record or a coded error; if it dies, hangs or
outgrows its memory, the parent gives that a code (see `pipeline.batch`).
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from pipeline.read import Part, ReadOptions, Stretch, joined, paged, read, read_part
from schemas.errors import CongvanError
from schemas.reading import Reading, Source

if TYPE_CHECKING:
    from schemas.record import Record

T = TypeVar("T")

MEGABYTE = 1 << 20
PATIENCE = 2.0
"""Seconds of CPU for which one worker reads a letter before its other pages are shared out; most letters are done by then."""


@dataclass(frozen=True, slots=True)
class Done:
    """A letter's record, encoded; `seconds` of CPU it took; its reading, packed, where enough of it was repaired."""

    id: str
    record: bytes
    seconds: float
    reading: bytes | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """So many `pages` of a letter from `first` on, packed, and the `seconds` of CPU that they took."""

    first: int
    pages: int
    reading: bytes
    seconds: float


@dataclass(frozen=True, slots=True)
class Begun:
    """The first pages of a letter too long for one job, and the pages that are left."""

    read: Read
    rest: range

    def stretches(self, workers: int) -> list[Stretch]:
        """The pages left, in parts of `PATIENCE` seconds if they are as those read; no fewer parts than workers."""
        pace = self.read.seconds / (self.rest.start - 1)
        size = max(1, min(round(PATIENCE / max(pace, 1e-3)), -(-len(self.rest) // workers)))
        return [Stretch(first, min(first + size, self.rest.stop) - 1) for first in self.rest[::size]]


@dataclass(frozen=True, slots=True)
class Failed:
    """Why there is no record."""

    id: str
    error: CongvanError


def prepare(max_memory: int) -> None:
    """Once a process: one thread a process (parallelism is by letters), and a ceiling on memory, in bytes."""
    one_thread()
    if sys.platform != "linux":  # elsewhere RLIMIT_AS is refused or counts what is merely mapped
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (max_memory, hard))


def one_thread() -> None:
    """No threads inside numpy and the readers, unless the caller's environment says otherwise: to be called before they are
    imported. Small matrices are multiplied more slowly by many threads than by one."""
    for name in ("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def work(source: Source, options: ReadOptions) -> Done | Begun | Failed:
    """The record of one source, the beginning of a long one, or the coded reason why neither."""
    return patient(source, options, PATIENCE)


def patient(source: Source, options: ReadOptions, seconds: float | None) -> Done | Begun | Failed:
    """As `work`, with so many seconds of CPU until the letter is a long one; None for as long as it takes."""
    return guarded(lambda: _first(source, options, seconds), source.id, source.name)


def go_on(source: Source, options: ReadOptions, stretch: Stretch) -> Read | Failed:
    """Some pages of a long letter."""
    return guarded(lambda: _pages(source, options, stretch), source.id, source.name)


def finish(id: str, name: str, parts: Sequence[Read]) -> Done | Failed:
    """The record of a long letter from all its parts, in their order."""
    return guarded(lambda: _last(parts), id, name)


def rework(id: str, data: bytes, known: tuple[str, ...]) -> Done | Failed:
    """The record of a packed reading, repaired with what related letters know; its source's bytes are not needed."""
    return guarded(lambda: _again(data, known), id, id)


def _first(source: Source, options: ReadOptions, seconds: float | None) -> Done | Begun:
    start = time.process_time()
    if not paged(source):
        return _done(read(source, options), len(source.data), start)
    part = read_part(source, options, Stretch(seconds=seconds))
    if part.rest:
        return Begun(_part(1, part, start), part.rest)
    return _done(joined([part.reading]), len(source.data), start)


def _pages(source: Source, options: ReadOptions, stretch: Stretch) -> Read:
    start = time.process_time()
    part = read_part(source, options, stretch)
    return _part(stretch.first, part, start)


def _part(first: int, part: Part, start: float) -> Read:
    from pipeline.as_read import packed

    return Read(first, len(part.reading.pages), packed(part.reading), time.process_time() - start)


def _last(parts: Sequence[Read]) -> Done:
    from pipeline.as_read import unpacked

    start = time.process_time() - sum(part.seconds for part in parts)
    readings = [unpacked(part.reading) for part in parts]
    return _done(joined([reading for reading, _ in readings]), readings[0][1], start)


def _again(data: bytes, known: tuple[str, ...]) -> Done:
    from pipeline.as_read import unpacked

    reading, size = unpacked(data)
    return Done(reading.source.id, _record(reading, size, known)[1], 0.0)


def _done(reading: Reading, size: int, start: float) -> Done:
    """`size` of the source in bytes; `start` on the clock of CPU that counts the letter's seconds."""
    from pipeline.as_read import packed, worth_keeping

    made, encoded = _record(reading, size)
    kept = packed(reading, size) if worth_keeping(made) else None
    return Done(made.id, encoded, time.process_time() - start, kept)


def _record(reading: Reading, size: int, known: tuple[str, ...] = ()) -> tuple[Record, bytes]:
    """The record, and encoded; a reading that was packed lacks its source's bytes, but not how many they were."""
    import msgspec

    from pipeline.process import record_of
    from pipeline.record import encode

    made = record_of(reading, known)
    made = msgspec.structs.replace(made, source=msgspec.structs.replace(made.source, bytes=size))
    return made, encode(made)


def guarded(job: Callable[[], T], id: str, name: str) -> T | Failed:
    """What a job gives, or the coded reason why it failed.

    This is the declared boundary: a bug in a stage (an exception that is none of ours) costs one letter, never the
    batch, and says which stage it was, as E023.
    """
    try:
        return job()
    except CongvanError as error:
        return Failed(id, error)
    except MemoryError:
        return Failed(id, CongvanError("E021", name))
    except Exception as error:
        return Failed(id, CongvanError("E023", _where(error)))


def _where(error: Exception) -> str:
    import traceback
    from pathlib import Path

    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} at {Path(frame.filename).name}:{frame.lineno}"
