"""What holds for a stretch of work: a transaction, no cycle collection, the disk's errors under their code."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from schemas.errors import CongvanError


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


@contextmanager
def disk_errors() -> Iterator[None]:
    """A full or unwritable disk as CongvanError C204, whichever part met it; other errors as they are."""
    try:
        yield
    except (sqlite3.OperationalError, ValueError) as error:  # the index gives all its errors as ValueError
        if any(words in str(error) for words in ("is full", "No space left", "readonly", "Read-only", "disk I/O")):
            raise CongvanError("C204", str(error)) from error
        raise
