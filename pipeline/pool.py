"""The processes that read letters: how they are started, how a letter is sent to one, and what came of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pipeline.ingest import Limits
from pipeline.read import ReadOptions, Stretch
from pipeline.worker import MEGABYTE, Begun, Done, Failed, Read, go_on, prepare, rework, work
from schemas.errors import CongvanError
from schemas.reading import Source

T = TypeVar("T")
Schedule = Callable[[str, bytes, tuple[str, ...]], "Future[Done | Failed]"]
"""Sends an id, a packed reading and known texts to a worker that runs `pipeline.worker.rework`."""


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How a batch is run. `timeout` in seconds a letter (a part of a long one), `max_memory` in bytes a worker."""

    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    timeout: float = 600.0
    max_memory: int = 6144 * MEGABYTE
    again: bool = False
    limits: Limits = field(default_factory=Limits)
    read: ReadOptions = field(default_factory=ReadOptions)
    work: Callable[[Source, ReadOptions], Done | Begun | Failed] = work
    go_on: Callable[[Source, ReadOptions, Stretch], Read | Failed] = go_on
    """What a worker does with a source, and with further pages of a long one; tests put faults here."""


def pool_of(workers: int, max_memory: int) -> Any:
    """Processes that read letters; `max_memory` in bytes a process."""
    import multiprocessing

    from pebble import ProcessPool

    # spawn: a fork would copy the corpus's open database into the workers
    context: Any = multiprocessing.get_context("spawn")
    return ProcessPool(workers, context=context, initializer=prepare, initargs=[max_memory])


def rework_in(pool: Any, timeout: float) -> Schedule:
    """How a pool repairs a letter again; `timeout` in seconds a letter."""

    def schedule(id: str, reading: bytes, known: tuple[str, ...]) -> Future[Done | Failed]:
        future: Future[Done | Failed] = pool.schedule(rework, args=[id, reading, known], timeout=timeout)
        return future

    return schedule


def result(future: Future[T]) -> T | CongvanError:
    """What a job in a worker gave, or the code for why there is nothing: time (E020), memory (E021), death (E022)."""
    from pebble import ProcessExpired

    try:
        return future.result()
    except TimeoutError:
        return CongvanError("E020")
    except MemoryError:
        return CongvanError("E021")
    except ProcessExpired as death:
        return CongvanError("E022", f"exit code {death.exitcode}")
