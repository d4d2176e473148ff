"""One letter in a child process: limits on memory, and every failure named.

The parent never parses a letter itself. A worker answers with a record or a coded error; if it dies, hangs or
outgrows its memory, the parent gives that a code (see `pipeline.batch`).
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

from pipeline.read import ReadOptions
from schemas.errors import CongvanError
from schemas.reading import Source

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Done:
    """A letter's record, encoded; `seconds` of CPU it took."""

    id: str
    record: bytes
    seconds: float


@dataclass(frozen=True, slots=True)
class Failed:
    """Why there is no record."""

    id: str
    error: CongvanError


def prepare(max_memory: int) -> None:
    """Once a process: one thread a process (parallelism is by letters), and a ceiling on memory, in bytes."""
    for name in ("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    if sys.platform != "linux":  # elsewhere RLIMIT_AS is refused or counts what is merely mapped
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (max_memory, hard))


def work(source: Source, options: ReadOptions) -> Done | Failed:
    """The record of one source, or the coded reason why not.

    This is the declared boundary: a bug in a stage (an exception that is none of ours) costs one letter, never the
    batch, and says which stage it was, as E023.
    """
    import time

    from pipeline.process import process
    from pipeline.record import encode

    start = time.process_time()
    try:
        return Done(source.id, encode(process(source, options)), time.process_time() - start)
    except CongvanError as error:
        return Failed(source.id, error)
    except MemoryError:
        return Failed(source.id, CongvanError("E021", source.name))
    except Exception as error:
        return Failed(source.id, CongvanError("E023", _where(error)))


def _where(error: Exception) -> str:
    import traceback
    from pathlib import Path

    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} at {Path(frame.filename).name}:{frame.lineno}"
