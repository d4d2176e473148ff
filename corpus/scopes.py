"""What holds for a stretch of work: a transaction, or no cycle collection."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType


class transaction:  # noqa: N801  # reads as a statement
    """A write transaction: all of it or nothing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __enter__(self) -> None:
        self.connection.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.connection.execute("ROLLBACK" if kind else "COMMIT")


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the cycle collector: records hold no cycles, and going through a batch of them costs a tenth of the time."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()
