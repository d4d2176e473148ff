"""The pages of one file in parts: read up to a page or for a time, and joined again as if they were read in one go."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from schemas.reading import Page, Reading
from schemas.record import Notice


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pages of a file, counted from 1: from `first` to `last`, and no new one begun after `seconds` of CPU."""

    first: int = 1
    last: int | None = None
    seconds: float | None = None

    def numbers(self, total: int) -> range:
        """The stretch's pages in a file of so many."""
        return range(self.first, min(total, self.last or total) + 1)


WHOLE = Stretch()
PageReader = Callable[[int], tuple[Page, list[Notice]]]
"""Reads the page of a number, and says what there is to say about it."""


@dataclass(frozen=True, slots=True)
class Part:
    """What was read of a file's pages, without notices that need all of them; `rest` are the file's pages after it."""

    reading: Reading
    rest: range = field(default=range(0))


def pages_of(numbers: range, total: int, read: PageReader, seconds: float | None) -> tuple[list[Page], list[Notice], range]:
    """The pages of these numbers, their notices, and the file's pages that are left; at least one page is read."""
    pages: list[Page] = []
    notices: list[Notice] = []
    for number in _in_time(numbers, seconds):
        page, said = read(number)
        pages.append(page)
        notices.extend(said)
    return pages, notices, range(numbers.start + len(pages), total + 1)


def _in_time(numbers: range, seconds: float | None) -> Iterator[int]:
    begun = time.process_time()
    for number in numbers:
        if seconds is not None and number > numbers.start and time.process_time() - begun > seconds:
            return
        yield number


def joined(parts: Sequence[Reading]) -> Reading:
    """One reading of a file's parts in the order of their pages; pages that say the same are told (W115)."""
    from pipeline.read.repeats import repeated

    pages = tuple(page for part in parts for page in part.pages)
    notices = tuple(notice for part in parts for notice in part.warnings)
    signed = tuple(one for part in parts for one in part.digital_signatures)
    return Reading(parts[0].source, pages, (*notices, *repeated(pages)), signed)
