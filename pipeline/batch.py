"""Many letters: a pool of worker processes, results into the corpus as they come.

What is done stays done: a letter whose record is in the corpus (or whose bytes are in quarantine) is not read again,
so a batch that was stopped, or killed, goes on where it was.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.as_read import AsRead
from pipeline.flights import Flights, Watch, unwatched
from pipeline.ingest import Rejected, sources
from pipeline.pool import BatchOptions, pool_of, rework_in
from pipeline.quarantine import Quarantine
from pipeline.withheld import Withheld, secret
from pipeline.worker import Done
from schemas.errors import CongvanError
from schemas.reading import Source

if TYPE_CHECKING:
    from corpus import Corpus
    from schemas.record import Record

FLUSH_EVERY = 64
"""Records written to the corpus in one transaction; at most this many are read again after a crash."""
FLUSH_SECONDS = 2.0
"""How long a record waits to be written at most, while others arrive."""
TASKS_AHEAD = 3
"""Letters queued a worker: enough to keep it busy, few enough that their bytes fit in memory."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: `status` is read, known, duplicate, withheld, or quarantined (then with its error).

    A letter that bears a mark of secrecy is withheld: its record is kept apart, out of the corpus that is searched and
    published. `id` is None where not even the bytes could be read.
    """

    name: str
    status: str
    id: str | None
    error: CongvanError | None = None
    seconds: float = 0.0


Listener = Callable[[Outcome], None]


def run(paths: Iterable[Path], out: Path, options: BatchOptions, tell: Listener, watch: Watch = unwatched) -> None:
    """Read every letter under `paths` into the corpus at `out`, telling each outcome as it is known, and `watch` of long letters.

    Raises CongvanError C204 if the corpus cannot be written; what was told as read is safe by then.
    """
    from corpus import open as open_corpus

    with open_corpus(out) as corpus:
        batch = _Batch(corpus, Quarantine(out / "quarantine"), options, tell, watch)
        batch.run(found for path in paths for found in sources(path, options.limits))


class _Batch:
    """One run: what is in flight, and what waits to be written."""

    def __init__(self, corpus: Corpus, quarantine: Quarantine, options: BatchOptions, tell: Listener, watch: Watch) -> None:
        self.corpus, self.quarantine, self.options, self.tell, self.watch = corpus, quarantine, options, tell, watch
        self.withheld = Withheld(corpus.layout.root / "withheld")
        self.kept = AsRead(corpus.layout.root / "as_read")
        self.related: dict[str, None] = {}
        self.waiting: list[tuple[Source, Done]] = []
        self.seen: set[str] = set()
        self.flushed = time.monotonic()

    def run(self, found: Iterable[Source | Rejected]) -> None:
        with pool_of(self.options.workers, self.options.max_memory) as pool:
            flights = Flights(pool, self.options, self.watch)
            for source in self._new(found):
                flights.send(source)
                self._collect(flights, self.options.workers * TASKS_AHEAD)
            self._collect(flights, 0)
            self._flush()
            self._relate(pool)

    def _new(self, found: Iterable[Source | Rejected]) -> Iterator[Source]:
        """Those still to be read; the others are told at once."""
        for one in found:
            if isinstance(one, Rejected):
                self._reject(one)
            elif one.id in self.seen:
                self.tell(Outcome(one.name, "duplicate", one.id))
            else:
                self.seen.add(one.id)
                if self._known(one):
                    self.tell(Outcome(one.name, "known", one.id))
                else:
                    yield one

    def _known(self, source: Source) -> bool:
        places = (self.corpus, self.quarantine, self.withheld)
        return not self.options.again and any(place.has(source.id) for place in places)

    def _reject(self, one: Rejected) -> None:
        entry = self.quarantine.put(one.name, one.path, one.sha256, one.error)
        self.tell(Outcome(one.name, "quarantined", entry.id, one.error))

    def _collect(self, flights: Flights, most: int) -> None:
        """Take results until at most `most` jobs are out."""
        while len(flights) > most:
            for source, answer in flights.landed():
                self._take(source, answer)

    def _take(self, source: Source, answer: Done | CongvanError) -> None:
        if isinstance(answer, CongvanError):
            self.quarantine.put(source.name, source.container or source.name, source.sha256, answer)
            self.tell(Outcome(source.name, "quarantined", source.id, answer))
            return
        self.waiting.append((source, answer))
        if len(self.waiting) >= FLUSH_EVERY or time.monotonic() - self.flushed > FLUSH_SECONDS:
            self._flush()

    def _flush(self) -> None:
        """Write what waits, and only then say that it is read."""
        from pipeline.other_copies import told
        from pipeline.record import decode
        from pipeline.relate import concerned

        written, self.waiting = self.waiting, []
        self.flushed = time.monotonic()
        records = [decode(done.record) for _, done in written]
        open_ones = [record for record in records if not secret(record)]
        self.corpus.add_many(open_ones)
        self.corpus.add_many(told(self.corpus, open_ones))
        self.corpus.write_links([record.id for record in open_ones])
        for record, (source, done) in zip(records, written, strict=True):
            status = self._keep_apart(record, done) if secret(record) else self._publish(record, done)
            self.quarantine.release(source.id)
            self.tell(Outcome(source.name, status, source.id, None, done.seconds))
        self.related |= dict.fromkeys(concerned(self.corpus, self.kept, [record.id for record in open_ones]))

    def _relate(self, pool: Any) -> None:
        """Repaired letters that were entered, or whose neighbours were, are repaired with what they know of each other."""
        from pipeline.relate import relate

        relate(self.corpus, self.kept, self.related, rework_in(pool, self.options.timeout))

    def _keep_apart(self, record: Record, done: Done) -> str:
        """A secret letter's record goes where only its keeper looks; what the corpus held of it goes."""
        self.withheld.put(record.id, done.record)
        self.kept.release(record.id)
        if self.corpus.has(record.id):
            self.corpus.remove(record.id)
        return "withheld"

    def _publish(self, record: Record, done: Done) -> str:
        """The record is in the corpus; what was kept apart of an earlier reading goes."""
        self.withheld.release(record.id)
        if done.reading is None:
            self.kept.release(record.id)
        else:
            self.kept.put(record.id, done.reading)
        return "read"
