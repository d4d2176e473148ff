"""What another copy of the same letter says of a number that could not be read by hand: its candidates are put in order.

The number stays null: letters made of one form on one day (decisions about one person each) are as like each other as two
scans of one letter, so that a copy tells a person where to look first, and never decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from msgspec.structs import replace

from corpus.analysis import folded, pairs, syllables
from schemas.fields import Candidate
from schemas.record import Record

if TYPE_CHECKING:
    from corpus import Corpus

LIKE = 0.8
"""Share of word pairs two readings have in common, of all either has, from which they may be of one letter."""
TOLD = 0.7
"""The confidence of a candidate that another copy bears. Set by judgement: no labelled letter has a second copy."""
SURE = 0.9
_MOST = 20
_PEERS = "SELECT id FROM letters WHERE issued_on = ? AND notation = ? AND id != ? ORDER BY n"


def told(corpus: Corpus, entered: Iterable[Record]) -> list[Record]:
    """The records whose candidates change, of those entered and of letters held that are copies of them."""
    changed: dict[str, Record] = {}
    for record in entered:
        for other in islice(_peers(corpus, record), _MOST):
            for unread, known in ((record, other), (other, record)):
                if better := _ordered(changed.get(unread.id, unread), known):
                    changed[unread.id] = better
    return list(changed.values())


def _peers(corpus: Corpus, record: Record) -> Iterator[Record]:
    """Letters of the same day and notation."""
    if record.issued_on.value and record.issued_on.precision == "day" and record.notation.value:
        key = (record.issued_on.value, record.notation.value, record.id)
        yield from (corpus.get(row[0]) for row in corpus.connection.execute(_PEERS, key).fetchmany(_MOST))


def _ordered(unread: Record, known: Record) -> Record | None:
    """The record with the other copy's number first among its candidates, None where nothing changes."""
    number, sure = unread.number, known.number
    if number.value is not None or number.reason != "illegible" or sure.value is None or sure.confidence < SURE:
        return None
    there = next((one for one in number.candidates if one.value == sure.value), None)
    if there is None or there.confidence >= TOLD or not _alike(unread, known):
        return None
    first: Candidate[str] = replace(there, confidence=TOLD)
    rest = tuple(one for one in number.candidates if one is not there)
    return replace(unread, number=replace(number, candidates=(first, *rest)))


def _alike(one: Record, other: Record) -> bool:
    mine, theirs = _pairs(one), _pairs(other)
    return len(mine & theirs) >= LIKE * max(len(mine | theirs), 1)


def _pairs(record: Record) -> set[str]:
    return set(pairs(folded(syllables("\n".join(page.text for page in record.text.pages)))))
