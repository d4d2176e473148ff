"""The corpus: records, tables and index in one folder, kept in step.

A batch goes through four steps, each lasting before the next: the journal names its ids; the record files are
written; the tables are changed in one transaction; the index is committed. Then the journal is removed. A crash anywhere
leaves the journal, and the next open does the batch's ids again from the record files, which are always whole.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import msgspec

from corpus import store
from corpus.bulk import Bulk
from corpus.derived import Derived
from corpus.digest import digest
from corpus.journal import Journal
from corpus.layout import Layout
from corpus.lock import WriteLock
from corpus.scopes import disk_errors, uncollected
from schemas.errors import CongvanError
from schemas.record import Record

if TYPE_CHECKING:
    from corpus.graph import Graph
    from corpus.register import Register
    from corpus.search import Results, Searching
    from corpus.verify import Finding

BATCH = 512
"""Records written at once by default: what a crash can make unsaid at most."""
MANY = 4096
"""From so many letters on worker processes are worth their start."""


def open(path: Path | str, *, create: bool = True) -> Corpus:
    """Open the corpus in a folder, made if it is not there (unless `create` is False); repairs what a crash left.

    Raises CongvanError C203 where there is none, C206 if it is of a newer version.
    """
    return Corpus(Layout(Path(path)), create=create)


class Corpus:
    """A folder of letters to search and ask. One process writes at a time; any number read meanwhile."""

    def __init__(self, layout: Layout, *, create: bool) -> None:
        self.layout = layout
        self.lock, self.journal, self.derived = WriteLock(layout.lock), Journal(layout.journal), Derived(layout)
        if create:
            try:
                layout.letters.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise store.disk_error(error) from error
        elif not layout.catalogue.exists() and not layout.letters.is_dir():
            raise CongvanError("C203", str(layout.root))
        self._open()

    def _open(self) -> None:
        if self.lock.acquire(wait=not self.layout.catalogue.exists()):
            try:
                self.derived.open(write=True, damaged=self.journal.rebuild)  # what was being made then may be damaged
                self._mend()
            finally:
                self._release()
        else:  # another process writes: what it last finished is there to be read
            self.derived.open(write=False)

    @property
    def connection(self) -> sqlite3.Connection:
        """The tables."""
        return self.derived.connection

    def __enter__(self) -> Corpus:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Free what is held. Everything said to be done is already safe."""
        self._release()
        self.derived.connection.close()

    # writing

    def add(self, record: Record | bytes) -> None:
        """Add a letter, or put it in place of the one of the same id (a correction)."""
        self.add_many([record])

    def add_many(self, records: Iterable[Record | bytes], batch: int = BATCH) -> int:
        """Add letters in batches, as records or as their JSON; returns how many. When it returns, all of them survive a crash.

        A first batch of `MANY` letters and more for an empty corpus is the beginning of a fill: worker processes take part, and
        tables and index are seen when all is done. Raises CongvanError C204 if the disk is full, C208 for JSON that is
        no record; whole batches before are kept.
        """
        count, stream = 0, iter(records)
        with self._writing():
            some = list(islice(stream, batch))
            if len(some) >= MANY and len(self) == 0:
                return self._fill(chain(some, stream))
            while some:
                found = list(map(_record, some))
                self._write(list({record.id: record for record in found}.values()))
                count += len(some)
                some = list(islice(stream, batch))
        return count

    def _fill(self, records: Iterable[Record | bytes]) -> int:
        """Add letters to a corpus that has none: files first, as ever, but tables and index only count when all are in."""
        from corpus.fill import Files, pooled

        self.journal.begin_rebuild()
        self.derived.release()
        with pooled(self.layout, MANY) as workers:
            bulk = Bulk(self.connection, unique=False)
            with Files(self.layout) as files:
                for answer in workers.map(store.chunks(map(store.encoded, records))):
                    found = [one for one in answer if one]
                    files.put([(one.id, name) for one, name in found])
                    bulk.put([one for one, _ in found])
            bulk.finish(workers.commit)
        self._redo_all(list(bulk.again))
        self._end()
        return files.count

    def remove(self, *ids: str) -> None:
        """Remove letters. Raises CongvanError C201 for an id that is not held."""
        for id in ids:
            if not self.has(id):
                raise CongvanError("C201", id)
        with self._writing():
            self.journal.begin(ids)
            store.remove(self.layout, ids)
            self._redo(ids)
            self._end()

    def _write(self, records: list[Record]) -> None:
        files = [(record.id, store.encode(record)) for record in records]
        self.journal.begin([id for id, _ in files])
        store.write(self.layout, files)
        self.derived.put([digest(record, *store.status(self.layout, record.id)) for record in records], [])
        self._end()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """The right to write; freed with the index's writer, whatever happens."""
        with disk_errors(), uncollected():
            self.lock.acquire()
            try:
                if self.journal.there:  # something before did not come to its end
                    self._mend()
                yield
            finally:
                self._release()

    def _release(self) -> None:
        self.derived.release()
        self.lock.release()

    def _end(self) -> None:
        self.derived.settled()
        self.journal.end()

    # mending

    def _mend(self) -> None:
        """Bring tables and index to what the record files say, if a crash or a hand on the files left them apart."""
        if self.journal.rebuild or self.derived.stale:
            self._make_anew()
        elif self.derived.touched():
            self._redo_all(sorted({*self.derived.differing(), *self.journal.ids}))
            self._end()
        elif self.journal.there:
            self._redo_all(self.journal.ids)
            self._end()

    def _redo_all(self, ids: Sequence[str]) -> None:
        for start in range(0, len(ids), BATCH):
            self._redo(ids[start : start + BATCH])

    def _redo(self, ids: Sequence[str]) -> None:
        """Derive these letters again from their files; those without a (readable) file leave tables and index."""
        from corpus.worker import of_file

        found = [one for id in ids if (one := of_file(self.layout, id))]
        here = {one.id for one in found}
        gone = [id for id in ids if id not in here]
        self.derived.put(found, gone)
        store.release(self.layout, gone)

    def rebuild(self) -> int:
        """Make tables and index anew from the records; returns how many letters there are."""
        with self._writing():
            self._make_anew()
        return len(self)

    def _make_anew(self) -> None:
        self.journal.begin_rebuild()
        self.derived.make_anew()
        self.__dict__.pop("searching", None)
        self._end()

    def verify(self) -> list[Finding]:
        """Where store, tables and index disagree; empty when they agree."""
        from corpus.verify import verify

        return verify(self)

    # reading

    def __len__(self) -> int:
        return int(self.connection.execute("SELECT count(*) FROM letters").fetchone()[0])

    def has(self, id: str) -> bool:
        """Whether the letter of this id is held."""
        return self.connection.execute("SELECT 1 FROM letters WHERE id = ?", (id,)).fetchone() is not None

    def ids(self) -> Iterator[str]:
        """The ids of all letters, in the order they came."""
        yield from (row[0] for row in self.connection.execute("SELECT id FROM letters ORDER BY n"))

    def full_id(self, start: str) -> str:
        """The one id that begins so. Raises CongvanError C201 if there is none, or several."""
        query = "SELECT id FROM letters WHERE id >= ? AND id < ? || 'g' ORDER BY id LIMIT 3"
        found = [row[0] for row in self.connection.execute(query, (start, start))]
        if len(found) != 1 or not start:
            raise CongvanError("C201", f"{start}: {len(found)} letters begin so" if found else start)
        return str(found[0])

    def get(self, id: str) -> Record:
        """The record of an id, or of its beginning where that is unique, each reference with what it is resolved to now.

        Raises CongvanError C201.
        """
        full = self.full_id(id)
        record = store.read(self.layout, full)
        if record is None:
            raise CongvanError("C207", f"{full} is in the tables and has no file")
        return _linked(record, self.graph.resolved(full))

    def write_links(self, entered: Sequence[str] | None = None) -> int:
        """Write what references are resolved to into the record files too; returns how many files changed.

        A letter that arrives late resolves citations in letters entered long before, whose files are not touched then.
        With `entered`, only the files that the arrival of those letters may concern are looked at.
        """
        from corpus.linking import concerned

        changed = 0
        ids = iter(concerned(self.connection, entered))
        with self._writing():
            while some := list(islice(ids, BATCH)):
                pairs = [(store.read(self.layout, id), self.get(id)) for id in some]
                fresh = [now for old, now in pairs if old != now]
                if fresh:
                    self._write(fresh)
                changed += len(fresh)
        return changed

    def search(self, query: str, **options: Any) -> Results:
        """Letters that match a query, best first; see `corpus.search.Searching.search` for the options."""
        return self.searching.search(query, **options)

    @cached_property
    def searching(self) -> Searching:
        """The search side of the corpus."""
        from corpus.search import Searching

        return Searching(self.layout)

    @cached_property
    def graph(self) -> Graph:
        """The citations between documents."""
        from corpus.graph import Graph

        return Graph(self)

    @cached_property
    def register(self) -> Register:
        """The register of directives."""
        from corpus.register import Register

        return Register(self)

    def table(self, name: str, kind: str = "pandas") -> Any:
        """A table or view as a pandas (or polars) data frame; the names are those of `corpus.tables.names`."""
        from corpus.tables import frame

        return frame(self, name, kind)


def _record(one: Record | bytes) -> Record:
    try:
        return store.decode(one) if isinstance(one, bytes) else one
    except msgspec.DecodeError as error:
        raise CongvanError("C208", str(error)) from error


def _linked(record: Record, resolved: Sequence[str | None]) -> Record:
    if len(resolved) != len(record.references) or all(
        r.resolved == to for r, to in zip(record.references, resolved, strict=True)
    ):
        return record
    references = (msgspec.structs.replace(r, resolved=to) for r, to in zip(record.references, resolved, strict=True))
    return msgspec.structs.replace(record, references=tuple(references))
