"""Many letters into tables that are empty: filled without indexes, the graph settled once at the end.

Entering a batch into a corpus that stands costs lookups: is the letter known, is the way of citing, which documents does a
number touch. A corpus made anew needs none of them. Nothing here is safe from a crash before `finish`: the
journal says that tables and index have to be made again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from corpus.catalogue import PUT_FORM, Catalogue, FormKey, add_indexes, drop_indexes
from corpus.digest import Entry
from corpus.index import uid
from corpus.resolve import settle_all
from corpus.scopes import transaction
from corpus.unnumbered import settle_unnumbered


class Bulk:
    """Fills empty tables. Letters must come in the order of their files."""

    def __init__(self, connection: sqlite3.Connection, *, unique: bool) -> None:
        """`unique`: no id comes twice."""
        self.connection, self.catalogue = connection, Catalogue(connection)
        self.last = self.last_form = 0
        self.again: dict[str, None] = {}
        """Ids that came more than once: only the first is entered, and the file holds the last."""
        self._forms: dict[int, int] = {}
        self._seen: set[int] | None = None if unique else set()
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA temp_store = FILE")
        drop_indexes(connection)

    def put(self, letters: Sequence[Entry]) -> None:
        """Enter letters; those met before are only noted."""
        fresh = [one for one in letters if self._is_new(one.id)]
        numbered = list(enumerate(fresh, self.last + 1))
        self.last += len(fresh)
        with transaction(self.connection):
            self.catalogue.put_rows(numbered, self._enter_forms(fresh))

    def _is_new(self, id: str) -> bool:
        if self._seen is None:
            return True
        key = uid(id)
        if key in self._seen:
            self.again[id] = None
            return False
        self._seen.add(key)
        return True

    def _enter_forms(self, letters: Sequence[Entry]) -> dict[FormKey, int]:
        """The numbers of the letters' ways of citing, told apart by 64 bits of hash."""
        numbers: dict[FormKey, int] = {}
        known, rows = self._forms, []
        for one in letters:
            for form in one.forms:
                key = form[:6]
                if key in numbers:
                    continue
                print = hash(key)
                number = known.get(print)
                if number is None:
                    self.last_form = number = self.last_form + 1
                    known[print] = number
                    rows.append(form)
                numbers[key] = number
        self.connection.executemany(PUT_FORM, rows)
        return numbers

    def finish(self, commit: Callable[[], None]) -> None:
        """Settle the graph, make the indexes; `commit`, of the index of words, is done meanwhile."""
        self._forms.clear()
        self._seen = None
        with ThreadPoolExecutor(1) as aside:
            committed = aside.submit(commit)
            add_indexes(self.connection, "keys.sql")
            settle_all(self.connection, self.last, self.last_form)
            add_indexes(self.connection, "indexes.sql")
            with transaction(self.connection):
                last = self.connection.execute("SELECT coalesce(max(n), 0) FROM documents").fetchone()[0]
                settle_unnumbered(self.connection, last + 1)
            committed.result()
        self.connection.execute("PRAGMA temp_store = MEMORY")
        self.connection.execute("PRAGMA synchronous = FULL")
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.connection.execute("PRAGMA synchronous = NORMAL")
