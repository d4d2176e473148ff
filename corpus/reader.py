"""The parts of the search index read as one: asked by a thread each, answers put together."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from heapq import merge
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from corpus.parts import committing, folders

T = TypeVar("T")
_SMALL = 10_000
"""Letters of an index up to which a thread costs more than it saves."""
_PATIENCE_S = 2.0
"""How long a first look waits for a batch to be committed in all parts."""


class Place(NamedTuple):
    """Where a letter stands: its part, the segment of it, the document of that."""

    part: int
    segment: int
    document: int


Scored = tuple[float, Place]


@cache
def _threads(process: int) -> ThreadPoolExecutor:  # a forked process has no threads of its parent's
    return ThreadPoolExecutor(8, thread_name_prefix="search")


class Reader:
    """One state of the index, whose parts are in the folders given."""

    def __init__(self, paths: Sequence[Path]) -> None:
        import tantivy

        self.searchers: list[Any] = [tantivy.Index.open(str(path)).searcher() for path in paths]
        self.num_docs = sum(searcher.num_docs for searcher in self.searchers)

    def each(self, ask: Callable[[int, Any], T]) -> list[T]:
        """What each part answers; `ask` is given the part's number and its searcher."""
        first, *others = enumerate(self.searchers)
        if not others or self.num_docs < _SMALL:
            return [ask(n, searcher) for n, searcher in enumerate(self.searchers)]
        waiting = [_threads(os.getpid()).submit(ask, n, searcher) for n, searcher in others]
        return [ask(*first), *(one.result() for one in waiting)]

    def search(self, query: Any, limit: int) -> list[Scored]:
        """The best `limit`, best first."""
        return self.best(self.each(lambda n, searcher: hits(n, searcher, query, limit)), limit)

    def best(self, found: Sequence[list[Scored]], limit: int) -> list[Scored]:
        """The best of what each part found."""
        return list(islice(merge(*found, key=lambda one: -one[0]), limit))

    def by(self, field: str, query: Any, limit: int, *, falling: bool) -> list[Place]:
        """The first `limit` in the order of a field of numbers; letters without it come as if it were 0."""
        import tantivy

        order = tantivy.Order.Desc if falling else tantivy.Order.Asc

        def ask(n: int, searcher: Any) -> list[Scored]:
            result = searcher.search(query, limit=max(limit, 1), count=False, order_by_field=field, order=order)
            return [(value or 0, Place(n, at.segment_ord, at.doc)) for value, at in result.hits]

        sign = -1 if falling else 1
        return [place for _, place in islice(merge(*self.each(ask), key=lambda one: sign * one[0]), limit)]

    def count(self, query: Any) -> int:
        """How many letters match."""
        return sum(self.each(lambda _, searcher: int(searcher.search(query, limit=1).count)))

    def everything(self) -> list[Place]:
        """The places of all letters."""
        import tantivy

        return [place for _, place in self.search(tantivy.Query.all_query(), max(self.num_docs, 1))]

    def doc_freq(self, field: str, term: str) -> int:
        """How many letters hold a term."""
        return sum(searcher.doc_freq(field, term) for searcher in self.searchers)

    def terms_with_prefix(self, field: str, start: str, limit: int | None = None) -> list[tuple[str, int]]:
        """Terms that begin so with how many letters hold each, the commonest first."""
        limited = {} if limit is None else {"limit": limit}
        counts: Counter[str] = Counter()
        for searcher in self.searchers:
            for term, count in searcher.terms_with_prefix(field, start, **limited):
                counts[term] += count
        return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]

    def tallies(self, query: Any, fields: Sequence[str], size: int) -> dict[str, list[tuple[str, int]]]:
        """The commonest values of fields among the letters that match, with how many letters have each."""
        # as among segments, the rarer values of a part may be among the commonest of all
        asked = {field: {"terms": {"field": field, "size": 10 * size}} for field in fields}
        counts: dict[str, Counter[str]] = {field: Counter() for field in fields}
        for answer in self.each(lambda _, searcher: searcher.aggregate(query, asked)):
            for field in fields:
                for bucket in answer[field]["buckets"]:
                    counts[field][str(bucket["key"]).removesuffix(".0")] += bucket["doc_count"]
        return {field: sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:size] for field, counted in counts.items()}

    def stored(self, place: Place) -> bytes:
        """What a hit shows of the letter at a place."""
        import tantivy

        data: Any = self.searchers[place.part].doc(tantivy.DocAddress(place.segment, place.document)).get_first("shown")
        return bytes(data)


def hits(part: int, searcher: Any, query: Any, limit: int) -> list[Scored]:
    """The best `limit` of one part."""
    found = searcher.search(query, limit=limit, count=False).hits
    return [(score, Place(part, at.segment_ord, at.doc)) for score, at in found]


State = tuple[tuple[int, int], ...]


def state(paths: Sequence[Path]) -> State:
    """What tells one committed state of an index in these folders from another. Raises FileNotFoundError."""
    stats = [os.stat(path / "meta.json") for path in paths]  # noqa: PTH116  # with every query
    return tuple((stat.st_ino, stat.st_mtime_ns) for stat in stats)


class Latest:
    """The index as last committed in all its parts."""

    def __init__(self, index: Path) -> None:
        self.index = index
        self._paths: list[Path] = []
        self._state: State = ()
        self._reader: Reader | None = None

    def reader(self) -> Reader:
        """A reader of the last commit: the same one until there is another. Raises FileNotFoundError where there is no index."""
        try:
            if self._reader and (state(self._paths) == self._state or committing(self.index)):
                return self._reader
        except FileNotFoundError:  # made anew
            self._reader = None
        until = time.monotonic() + _PATIENCE_S
        while not self._open() and time.monotonic() < until:
            time.sleep(0.005)
        assert self._reader
        return self._reader

    def _open(self) -> bool:
        """Open all parts; whether they are of one state."""
        busy = committing(self.index)
        self._paths = folders(self.index)
        if not self._paths:
            raise FileNotFoundError(self.index)
        self._state = state(self._paths)
        self._reader = Reader(self._paths)
        return not busy and not committing(self.index) and state(self._paths) == self._state
