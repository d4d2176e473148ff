"""One letter in a child process: limits on memory, and every failure named.

The parent never parses a letter itself. A worker answers with a record or a coded error; if it dies, hangs or
outgrows its memory, the parent gives that a code (see `pipeline.batch`).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.read import ReadOptions
from schemas.errors import CongvanError
from schemas.reading import Source

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Done:
    """A letter's record, encoded; `seconds` of CPU it took; its reading, packed, where enough of it was repaired."""

    id: str
    record: bytes
    seconds: float
    reading: bytes | None = None


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


def work(source: Source, options: ReadOptions) -> Done | Failed:
    """The record of one source, or the coded reason why not."""
    return guarded(lambda: _first(source, options), source.id, source.name)


def rework(id: str, data: bytes, known: tuple[str, ...]) -> Done | Failed:
    """The record of a packed reading, repaired with what related letters know; its source's bytes are not needed."""
    return guarded(lambda: _again(data, known), id, id)


def _again(data: bytes, known: tuple[str, ...]) -> Done:
    import msgspec

    from pipeline.as_read import unpacked
    from pipeline.process import record_of
    from pipeline.record import encode

    reading, size = unpacked(data)
    made = record_of(reading, known)
    source = msgspec.structs.replace(made.source, bytes=size)
    return Done(made.id, encode(msgspec.structs.replace(made, source=source)), 0.0)


def _first(source: Source, options: ReadOptions) -> Done:
    import time

    from pipeline.as_read import packed, worth_keeping
    from pipeline.process import record_of
    from pipeline.read import read
    from pipeline.record import encode

    start = time.process_time()
    reading = read(source, options)
    made = record_of(reading)
    kept = packed(reading) if worth_keeping(made) else None
    return Done(source.id, encode(made), time.process_time() - start, kept)


def guarded(job: Callable[[], Done], id: str, name: str) -> Done | Failed:
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
