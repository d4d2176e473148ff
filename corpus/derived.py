"""What is derived from the records and can be made again at any time: the tables and the index, changed together."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus import store
from corpus.bulk import Bulk
from corpus.catalogue import Catalogue, connect, create, outdated
from corpus.digest import Digest
from corpus.layout import Layout
from corpus.parts import Writer, exists
from corpus.scopes import transaction
from schemas.errors import CongvanError


class Derived:
    """The tables, always open, and the index's writer, open from its first use until `release`.

    To be changed only under the corpus's lock; `connection` of a reader cannot write.
    """

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._writer: Writer | None = None
        self.connection: sqlite3.Connection

    def open(self, *, write: bool, damaged: bool = False) -> None:
        """Open the tables. With `damaged`, or where they are no database, they and the index begin anew. Raises C204."""
        if damaged:
            self.discard()
        try:
            self._connect(write)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError) or not write:
                raise CongvanError("C204", f"{self.layout.catalogue}: {error}") from error
            self.discard()
            self._connect(write)

    def _connect(self, write: bool) -> None:
        self.connection = connect(self.layout.catalogue, write=write)
        if write:
            create(self.connection)

    @property
    def stale(self) -> bool:
        """Whether there is no index, or the tables are an older version's."""
        return not exists(self.layout.index) or outdated(self.connection)

    @property
    def writer(self) -> Writer:
        """The index's writer."""
        if self._writer is None:
            self._writer = Writer(self.layout.index)
        return self._writer

    def release(self) -> None:
        """Close the index's writer."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def put(self, letters: Sequence[Digest], gone: Sequence[str]) -> None:
        """Tables in one transaction, then the index. The index's own thread works while the tables are written."""
        writer = self.writer
        for id in gone:
            writer.remove(id)
        for letter in letters:
            writer.put(letter.id, letter.fields)
        try:
            self._put_tables(letters, gone)
        except BaseException:
            writer.rollback()
            raise
        writer.commit()

    def _put_tables(self, letters: Sequence[Digest], gone: Sequence[str]) -> None:
        from corpus.resolve import forsake, settle

        catalogue = Catalogue(self.connection)
        with transaction(self.connection):
            ids = [*gone, *(one.id for one in letters)]
            touched, before = catalogue.touched(ids), catalogue.unnumbered(ids)
            catalogue.remove(gone)
            numbers = catalogue.put([one.entry for one in letters])
            forsake(self.connection, before)
            settle(self.connection, numbers, touched)

    def make_anew(self) -> None:
        """Tables and index from nothing, of all the records there are."""
        from corpus.fill import pooled

        self.release()
        self.connection.close()
        self.open(write=True, damaged=True)
        ids = sorted(id for id, _, _ in store.listing(self.layout))
        with pooled(self.layout, len(ids)) as workers:
            bulk = Bulk(self.connection, unique=True)
            for answer in workers.map(store.chunks(ids)):
                bulk.put([one[0] for one in answer if one])
            bulk.finish(workers.commit)

    def discard(self) -> None:
        """Delete tables and index."""
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.layout.catalogue}{suffix}").unlink(missing_ok=True)
        _cleared(self.layout.index)

    def settled(self) -> None:
        """The tables say what the record files say as they are now."""
        catalogue = Catalogue(self.connection)
        with transaction(self.connection):
            catalogue.set_meta("letters_time", self._letters_time())

    def touched(self) -> bool:
        """Whether a record file came, went or changed in its folder since the tables were settled."""
        return Catalogue(self.connection).get_meta("letters_time") != str(self._letters_time())

    def differing(self) -> Iterator[str]:
        """Ids whose file is new, gone or changed since the tables were written."""
        held = {id: (size, time) for id, size, time in self.connection.execute("SELECT id, file_bytes, file_time FROM letters")}
        for id, size, time in store.listing(self.layout):
            if held.pop(id, None) != (size, time):
                yield id
        yield from held

    def _letters_time(self) -> int:
        return self.layout.letters.stat().st_mtime_ns


def _cleared(folder: Path) -> None:
    """Delete a folder; under another name first, so that what is written into it meanwhile goes with it."""
    aside = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(aside, ignore_errors=True)
    if folder.is_dir():
        folder.rename(aside)
        shutil.rmtree(aside, ignore_errors=True)
