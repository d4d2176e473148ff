"""Filling a corpus: who takes the records apart, and how their files become safe many at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from types import TracebackType
from typing import Protocol

import msgspec

from corpus import store
from corpus.layout import Layout
from corpus.parts import Writer
from corpus.pool import Answer, Pool
from schemas.errors import CongvanError

_TOGETHER = 8192
"""Files made safe with one sync of the disk."""
ALONE = 2000
"""Up to so many letters no process is started."""


HEAP_BYTES = 480_000_000
"""Memory of the index's writers together: fewer and larger segments, so that less is merged."""


class Workers(Protocol):
    """Who answers for blocks of records or ids, and enters them in the index."""

    def map(self, blocks: Iterable[list[bytes]] | Iterable[list[str]]) -> Iterator[Answer]:
        """The answers in the order of the blocks."""

    def commit(self) -> None:
        """Make the index lasting and seen."""


class _Here:
    """This process itself."""

    def __init__(self, layout: Layout) -> None:
        self.layout, self.writer = layout, Writer(layout.index)

    def map(self, blocks: Iterable[list[bytes]] | Iterable[list[str]]) -> Iterator[Answer]:
        """See `Workers`."""
        from corpus.worker import derived

        start = 0
        for block in blocks:
            try:
                found = list(derived(self.layout, start, block))
            except OSError as error:
                raise store.disk_error(error) from error
            except msgspec.DecodeError as error:
                raise CongvanError("C208", str(error)) from error
            for one in found:
                if one:
                    self.writer.add(one[0].id, one[0].fields)
            yield [(one[0].entry, one[1]) if one else None for one in found]
            start += len(block)

    def commit(self) -> None:
        """See `Workers`."""
        self.writer.commit()


@contextmanager
def pooled(layout: Layout, count: int) -> Iterator[Workers]:
    """Workers for so many letters, whose index is empty."""
    if count >= ALONE:
        with Pool(layout, HEAP_BYTES) as pool:
            yield pool
        return
    here = _Here(layout)
    try:
        yield here
    finally:
        here.writer.close()


class Files:
    """Makes the temporary files of letters theirs, thousands with one sync, beside other work; all are safe when it ends."""

    def __init__(self, layout: Layout) -> None:
        self.layout, self.count = layout, 0
        self._waiting: list[tuple[str, str]] = []
        self._aside = ThreadPoolExecutor(1)
        self._last: Future[None] | None = None

    def put(self, names: list[tuple[str, str]]) -> None:
        """Ids and the temporary files that hold their records, in the order they came. Raises CongvanError C204."""
        self._waiting += names
        self.count += len(names)
        if len(self._waiting) >= _TOGETHER:
            self._settle()

    def _settle(self) -> None:
        if self._last:
            self._last.result()
        self._last = self._aside.submit(store.settle, self.layout, self._waiting)
        self._waiting = []

    def __enter__(self) -> Files:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if self._waiting and kind is None:
                self._settle()
            if self._last:
                self._last.result()
        finally:
            self._aside.shutdown()
