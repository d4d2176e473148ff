"""A process that takes the records of one part apart, for the one that writes: `python -m corpus.worker FD FOLDER PART HEAP`.

It answers one message after the other on the socket it was given and ends when the other side closes it. A message is a
list of records' JSON, whose files it also writes under temporary names, or of ids, whose files it reads; what the index
holds of them goes into the part, what the tables hold is the answer. The message `None` has the part committed.
"""

from __future__ import annotations

import ctypes
import gc
import marshal
import os
import signal
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import msgspec

from corpus import store
from corpus.digest import Digest, Entry, digest
from corpus.layout import Layout
from corpus.parts import Part

PLAIN = 2
"""Version of the marshalled form without back references, which cost more than they save here."""
Entered = tuple[Entry, str] | None
"""A letter for the tables and the temporary name of its file; None where there is no record."""


def written(layout: Layout, start: int, records: list[bytes]) -> Iterator[tuple[Digest, str]]:
    """The digests of records and the names of the temporary files that now hold them.

    Raises msgspec.DecodeError for what is no record.
    """
    for number, data in enumerate(records, start):
        record = store.decode(data)
        name = f".{store.checked(record.id)}.{number}.new"
        yield digest(record, *store.put_temporary(layout, name, data)), name


def of_file(layout: Layout, id: str) -> Digest | None:
    """The digest of a letter's file, or None where there is none or it is no record of that id."""
    try:
        data, size, time = store.load(layout, id)
        record = store.decode(data)
    except (FileNotFoundError, msgspec.DecodeError):  # not a record: `verify` tells of it
        return None
    return digest(record, size, time) if record.id == id else None


def derived(layout: Layout, start: int, items: list[bytes] | list[str]) -> Iterator[tuple[Digest, str] | None]:
    """The digests of records' JSON, whose files are written, or of ids, whose files are read; as many as `items`."""
    records = [one for one in items if isinstance(one, bytes)]
    if records:
        yield from written(layout, start, records)
    else:
        found = (of_file(layout, one) for one in items if isinstance(one, str))
        yield from ((one, "") if one else None for one in found)


def answer(layout: Layout, part: Part, message: tuple[int, list[bytes] | list[str]]) -> Any:
    """What the tables hold of each letter, with its temporary name, or the text of what was wrong with the disk or a record."""
    out: list[object] = []
    try:
        for found in derived(layout, *message):
            if found:
                part.add(found[0].fields)
            out.append((tuple(found[0].entry), found[1]) if found else None)
    except OSError as error:
        return ("disk", error.errno or 0, str(error))
    except ValueError as error:
        if isinstance(error, msgspec.DecodeError):
            return ("record", 0, str(error))
        return ("index", 0, str(error))
    return out


def committed(part: Part) -> Any:
    """An empty answer when the part is committed and its segments are merged, or the text of what was wrong."""
    try:
        part.commit()
        part.close()
    except ValueError as error:  # the index gives all its errors so
        return ("index", 0, str(error))
    return []


def _end_with_parent() -> None:
    """Be killed when the one that writes is: nobody else may write into the folder then."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def main() -> int:
    """Answer until the other side closes."""
    _end_with_parent()
    channel, layout = Connection(int(sys.argv[1])), Layout(Path(sys.argv[2]))
    part = Part(Path(sys.argv[3]), int(sys.argv[4]))
    gc.disable()  # records hold no cycles
    while True:
        try:
            message = marshal.loads(channel.recv_bytes())
            given = committed(part) if message is None else answer(layout, part, message)
            channel.send_bytes(marshal.dumps(given, PLAIN))
        except (EOFError, BrokenPipeError, ConnectionResetError):  # nobody asks any more
            return 0


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)
