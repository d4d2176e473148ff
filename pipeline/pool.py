"""The processes that read letters: how they are started, how a letter is sent to one, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from pipeline.worker import Done, Failed, prepare, rework
from schemas.errors import CongvanError

T = TypeVar("T")
Schedule = Callable[[str, bytes, tuple[str, ...]], "Future[Done | Failed]"]
"""Sends an id, a packed reading and known texts to a worker that runs `pipeline.worker.rework`."""


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
