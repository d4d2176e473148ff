"""Letters in the hands of workers: one job a letter; the pages of a long one are read by several workers at once.

The parent never opens a letter, so the first worker says how long it is: it reads for some seconds and, where pages are
left, hands in what it has. The others are then divided among all workers, and one of them makes the record of all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from typing import Any

from pipeline.pool import BatchOptions, result
from pipeline.worker import Begun, Done, Failed, Read, finish
from schemas.errors import CongvanError
from schemas.reading import Source

Answer = Done | Begun | Read | Failed | CongvanError
Watch = Callable[[str, int, int], None]
"""Told of a long letter while it is read: its file's name, the pages read so far, and all of them."""


def unwatched(name: str, read: int, pages: int) -> None:
    """Nobody looks."""


@dataclass(slots=True)
class _Letter:
    """A letter under way: the parts that were read of it, and the jobs that are still out with the pages they read."""

    source: Source
    pages: int = 0
    parts: list[Read] = field(default_factory=list)
    jobs: dict[Future[Any], str] = field(default_factory=dict)


class Flights:
    """Sends letters to a pool of workers and says what became of each."""

    def __init__(self, pool: Any, options: BatchOptions, watch: Watch = unwatched) -> None:
        self._pool, self._options, self._watch = pool, options, watch
        self._letters: dict[Future[Any], _Letter] = {}

    def __len__(self) -> int:
        """Jobs that are out."""
        return len(self._letters)

    def send(self, source: Source) -> None:
        """Begin a letter."""
        self._schedule(_Letter(source), "", self._options.work, source, self._options.read)

    def landed(self) -> Iterator[tuple[Source, Done | CongvanError]]:
        """Wait for a job, and give the letters that are done with by then; none where it was a part of one."""
        done, _ = wait(self._letters, return_when=FIRST_COMPLETED)
        for job in done:
            letter = self._letters.pop(job, None)
            if letter is None:  # given up with the letter a moment ago
                continue
            pages = letter.jobs.pop(job)
            answer = self._further(letter, result(job), pages)
            if answer is not None:
                yield letter.source, answer

    def until_landed(self) -> Done | CongvanError:
        """What becomes of the next letter that is done with, however many jobs it takes."""
        while True:
            for _, answer in self.landed():
                return answer

    def _schedule(self, letter: _Letter, pages: str, work: Any, *args: object) -> None:
        job = self._pool.schedule(work, args=args, timeout=self._options.timeout)
        letter.jobs[job] = pages
        self._letters[job] = letter

    def _further(self, letter: _Letter, answer: Answer, pages: str) -> Done | CongvanError | None:
        """The letter's end, or None where more is to be done for it."""
        if isinstance(answer, Begun):
            letter.pages = answer.rest.stop - 1
            self._read(letter, answer.read)
            self._share_out(letter, answer)
            return None
        if isinstance(answer, Read):
            self._read(letter, answer)
            if not letter.jobs:
                parts = sorted(letter.parts, key=lambda part: part.first)
                self._schedule(letter, "", finish, letter.source.id, letter.source.name, parts)
            return None
        self._give_up(letter)
        return answer if isinstance(answer, Done) else _with(pages, answer.error if isinstance(answer, Failed) else answer)

    def _read(self, letter: _Letter, part: Read) -> None:
        letter.parts.append(part)
        self._watch(letter.source.name, sum(one.pages for one in letter.parts), letter.pages)

    def _share_out(self, letter: _Letter, begun: Begun) -> None:
        for stretch in begun.stretches(self._options.workers):
            pages = f"pages {stretch.first} to {stretch.last}"
            self._schedule(letter, pages, self._options.go_on, letter.source, self._options.read, stretch)

    def _give_up(self, letter: _Letter) -> None:
        """What else is out for a letter that failed is not waited for."""
        for job in letter.jobs:
            del self._letters[job]
            job.cancel()
        letter.jobs.clear()


def _with(pages: str, error: CongvanError) -> CongvanError:
    return CongvanError(error.code, ": ".join(filter(None, (pages, error.detail))))
