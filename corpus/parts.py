"""The search index in parts, each an index of its own: letters are dealt out by id, one part a processor.

Parts are filled by a process each and searched by a thread each (`corpus.reader`). A folder that holds an index itself, as
before there were parts, is one part.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.index import Fields, document, schema, uid

HEAP_BYTES = 192_000_000
"""Memory of all writers together before they write a segment."""
_MOST = 8
_COMMITTING = "committing"


def wanted() -> int:
    """How many parts a new index gets: two at least, so that a search is two threads' work."""
    return max(2, min(_MOST, len(os.sched_getaffinity(0))))


def part_of(id: str, count: int) -> int:
    """The part of so many that a letter is in."""
    return uid(id) % count


def folders(index: Path) -> list[Path]:
    """The folders of an index's parts in their order; empty where there is none, or not all of them."""
    if (index / "meta.json").exists():
        return [index]
    found = [path for path in index.iterdir() if path.name.startswith("part-")] if index.is_dir() else []
    every = [_folder(index, n, len(found)) for n in range(len(found))]
    return every if set(every) == set(found) and all((path / "meta.json").exists() for path in every) else []


def _folder(index: Path, n: int, count: int) -> Path:
    return index / f"part-{n + 1}-of-{count}"


def made(index: Path) -> list[Path]:
    """The folders of an index's parts, made where there is no index."""
    import tantivy

    if found := folders(index):
        return found
    count = wanted()
    every = [_folder(index, n, count) for n in range(count)]
    for path in every:
        path.mkdir(parents=True, exist_ok=True)
        tantivy.Index(schema(), path=str(path))
    return every


def exists(index: Path) -> bool:
    """Whether there is an index of this version's fields in the folder."""
    import tantivy

    try:
        return bool(found := folders(index)) and all(tantivy.Index.open(str(path)).schema == schema() for path in found)
    except ValueError:  # the format of another tantivy, or a damaged file
        return False


def committing(index: Path) -> bool:
    """Whether some parts may show a batch that others do not show yet."""
    return (index / _COMMITTING).exists()


class Part:
    """The writer of one part. Nothing is seen by readers, or survives, before `commit`."""

    def __init__(self, path: Path, heap: int) -> None:
        import tantivy

        self._index = tantivy.Index(schema(), path=str(path))
        self._writer: Any = self._index.writer(heap_size=heap, num_threads=1)
        # what a killed writer left uncommitted stands in the way of files of the same name
        self._writer.garbage_collect_files()

    def put(self, id: str, letter: Fields) -> None:
        """Add a letter in place of the one of the same id."""
        self.remove(id)
        self.add(letter)

    def add(self, letter: Fields) -> None:
        """Add a letter whose id the part does not hold."""
        self._writer.add_document(document(letter))

    def remove(self, id: str) -> None:
        """Take a letter out, if it is there."""
        self._writer.delete_documents_by_term("id", id)

    def commit(self) -> None:
        """Make what was done lasting and seen."""
        self._writer.commit()

    def rollback(self) -> None:
        """Forget what was done since the last commit."""
        self._writer.rollback()

    def close(self) -> None:
        """Wait for merges and free the lock. The part is of no use after this."""
        self._writer.wait_merging_threads()


class Writer:
    """The one writer of the whole index, its parts opened as letters for them come."""

    def __init__(self, index: Path, heap: int = HEAP_BYTES) -> None:
        self.index, self.folders = index, made(index)
        self._heap = heap // len(self.folders)
        self._open: dict[int, Part] = {}

    def _part(self, id: str) -> Part:
        n = part_of(id, len(self.folders))
        if n not in self._open:
            self._open[n] = Part(self.folders[n], self._heap)
        return self._open[n]

    def put(self, id: str, letter: Fields) -> None:
        """Add a letter in place of the one of the same id."""
        self._part(id).put(id, letter)

    def add(self, id: str, letter: Fields) -> None:
        """Add a letter whose id the index does not hold."""
        self._part(id).add(letter)

    def remove(self, id: str) -> None:
        """Take a letter out, if it is there."""
        self._part(id).remove(id)

    def commit(self) -> None:
        """Make what was done lasting and seen, in all parts as one."""
        with as_one(self.index, len(self._open)):
            together([part.commit for part in self._open.values()])

    def rollback(self) -> None:
        """Forget what was done since the last commit."""
        for part in self._open.values():
            part.rollback()

    def close(self) -> None:
        """Wait for merges and free the locks. The writer is of no use after this."""
        for part in self._open.values():
            part.close()
        self._open.clear()


@contextmanager
def as_one(index: Path, parts: int) -> Iterator[None]:
    """While the parts are committed one after the other, readers are told to keep to what they have."""
    mark = index / _COMMITTING
    if parts > 1:
        mark.touch()
    yield  # after a crash within, the journal has the batch done again, and the mark goes then
    mark.unlink(missing_ok=True)


def together(tasks: list[Callable[[], None]]) -> None:
    """Do tasks at once, and raise the first error when all have ended."""
    if len(tasks) < 2:
        for task in tasks:
            task()
        return
    with ThreadPoolExecutor(len(tasks)) as threads:
        for done in [threads.submit(task) for task in tasks]:
            done.result()
