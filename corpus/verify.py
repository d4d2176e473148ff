"""Whether store, tables and index agree, letter by letter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from corpus import store
from corpus.index import shown
from corpus.parts import folders
from corpus.reader import Reader

if TYPE_CHECKING:
    from corpus.corpus import Corpus


@dataclass(frozen=True, slots=True)
class Finding:
    """One letter on which they disagree, and how."""

    id: str
    what: str


def verify(corpus: Corpus, *, deep: bool = True) -> list[Finding]:
    """All disagreements; empty when there are none. `deep` reads every record file as well."""
    files = {id: (size, time) for id, size, time in store.listing(corpus.layout)}
    held = dict(corpus.connection.execute("SELECT id, file_bytes FROM letters"))
    indexed = _indexed(corpus)
    findings = [Finding(id, "has a file and is not in the tables") for id in files.keys() - held.keys()]
    findings += [Finding(id, "is in the tables and has no file") for id in held.keys() - files.keys()]
    findings += [Finding(id, "is in the tables and not in the index") for id in held.keys() - indexed.keys()]
    findings += [Finding(id, "is in the index and not in the tables") for id in indexed.keys() - held.keys()]
    findings += [Finding(id, "is in the index twice") for id, n in indexed.items() if n > 1]
    changed = (id for id, size in held.items() if id in files and files[id][0] != size)
    findings += [Finding(id, "has a file that changed since it was entered") for id in changed]
    if deep:
        findings += [Finding(id, what) for id in files if (what := _broken(corpus, id))]
    return sorted(findings, key=lambda f: (f.id, f.what))


def _indexed(corpus: Corpus) -> dict[str, int]:
    """How often each id stands in the index."""
    counts: dict[str, int] = {}
    for path in folders(corpus.layout.index):
        reader = Reader([path])
        for place in reader.everything():
            id = shown(reader.stored(place)).id
            counts[id] = counts.get(id, 0) + 1
    return counts


def _broken(corpus: Corpus, id: str) -> str | None:
    try:
        record = store.read(corpus.layout, id)
    except msgspec.DecodeError as error:
        return f"has a file that is no record: {error}"
    if record is not None and record.id != id:
        return f"has a file that holds the record {record.id}"
    return None
