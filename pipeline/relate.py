"""Letters that cite one another inform each other: a repaired letter is repaired once more with its neighbours' right texts.

Neighbours are the letters of the corpus that it cites and those that cite it. What they say right (agencies, subjects,
numbers of documents) helps where the reading left a choice. Fields are extracted anew where the text has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.as_read import FEW, AsRead
from pipeline.pool import Schedule, result
from pipeline.worker import Done, Failed
from schemas.record import Record

if TYPE_CHECKING:
    from corpus import Corpus

MOST_NEIGHBOURS = 8
MOST_TEXT = 40_000
"""Characters of a neighbour that are looked at."""
AHEAD = 8
"""Letters at work at once."""

_CITERS = (
    'SELECT DISTINCT l.id FROM letters own JOIN forms f ON f.document = own.document JOIN "references" r ON r.form = f.n'
    " JOIN letters l ON l.n = r.letter WHERE own.id = ? ORDER BY l.n"
)


def neighbours(corpus: Corpus, id: str) -> list[str]:
    """The letters held that this one cites, then those that cite it."""
    cited = (other for other in corpus.graph.resolved(id) if other)
    citing = (row[0] for row in corpus.connection.execute(_CITERS, (id,)))
    return [other for other in dict.fromkeys((*cited, *citing)) if other != id]


def concerned(corpus: Corpus, kept: AsRead, entered: Iterable[str]) -> list[str]:
    """Letters whose reading is kept among those entered and their neighbours: what they know of each other is new."""
    found: dict[str, None] = {}
    for id in entered:
        for other in (id, *neighbours(corpus, id)):
            if other not in found and kept.has(other):
                found[other] = None
    return list(found)


def known_texts(corpus: Corpus, id: str) -> tuple[str, ...]:
    """The texts of its neighbours that were read right: pages with hardly a repair."""
    records = (corpus.get(other) for other in islice(neighbours(corpus, id), MOST_NEIGHBOURS))
    texts = ("\n".join(page.text for page in record.text.pages if len(page.repairs) < FEW) for record in records)
    return tuple(text[:MOST_TEXT] for text in texts if text)


def relate(corpus: Corpus, kept: AsRead, ids: Iterable[str], schedule: Schedule) -> list[str]:
    """Repair these letters again with what their neighbours know; returns the ids of those whose record changed.

    A letter that fails now, or that a person has corrected, keeps the record it has. Readings of letters that the corpus
    no longer holds are thrown away.
    """
    changed: list[str] = []
    work = _tasks(corpus, kept, ids)
    while some := [(id, schedule(id, reading, known)) for id, reading, known in islice(work, AHEAD)]:
        fresh = [record for id, future in some if (record := _better(corpus.get(id), future))]
        corpus.add_many(fresh)
        changed += [record.id for record in fresh]
    if changed:
        corpus.write_links(changed)
    return changed


def _tasks(corpus: Corpus, kept: AsRead, ids: Iterable[str]) -> Iterator[tuple[str, bytes, tuple[str, ...]]]:
    for id in ids:
        if not corpus.has(id):
            kept.release(id)
        elif (known := known_texts(corpus, id)) and (reading := kept.get(id)):
            yield id, reading, known


def _better(old: Record, future: Future[Done | Failed]) -> Record | None:
    """The new record where it reads otherwise than the old one and no person has corrected that."""
    from pipeline.record import decode

    answer = result(future)
    if not isinstance(answer, Done) or corrected(old):
        return None
    new = decode(answer.record)
    same = [page.text for page in new.text.pages] == [page.text for page in old.text.pages]
    return None if same else new


def corrected(record: Record) -> bool:
    """Whether a person has corrected a value of the record."""
    from pipeline.record import encode

    return b'"origin": "corrected"' in encode(record)
