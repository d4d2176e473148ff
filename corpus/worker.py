"""A process that takes records apart for the one that writes: `python -m corpus.worker FD FOLDER`.

It answers one message after the other on the socket it was given and ends when the other side closes it. A message is a
list of records' JSON, whose files it also writes under temporary names, or of ids, whose files it reads.
"""

from __future__ import annotations

import gc
import marshal
import os
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import msgspec

from corpus import store
from corpus.digest import Digest, digest, packed
from corpus.layout import Layout

PLAIN = 2
"""Version of the marshalled form without back references, which cost more than they save here."""


def written(layout: Layout, start: int, records: list[bytes]) -> Iterator[tuple[Digest, str]]:
    """The digests of records and the names of the temporary files that now hold them.

    Raises msgspec.DecodeError for what is no record.
    """
    for number, data in enumerate(records, start):
        record = store.decode(data)
        name = f".{store.checked(record.id)}.{number}.new"
        yield digest(record, *store.put_temporary(layout, name, data)), name


def entered(layout: Layout, ids: list[str]) -> Iterator[tuple[Digest, str]]:
    """The digests of the letters whose files hold a record of that id; the others are passed over."""
    for id in ids:
        if one := of_file(layout, id):
            yield one, ""


def of_file(layout: Layout, id: str) -> Digest | None:
    """The digest of a letter's file, or None where there is none or it is no record of that id."""
    try:
        data, size, time = store.load(layout, id)
        record = store.decode(data)
    except (FileNotFoundError, msgspec.DecodeError):  # not a record: `verify` tells of it
        return None
    return digest(record, size, time) if record.id == id else None


def derived(layout: Layout, start: int, items: list[bytes] | list[str]) -> Iterator[tuple[Digest, str]]:
    """`written` for records' JSON, `entered` for ids."""
    records = [one for one in items if isinstance(one, bytes)]
    if records:
        yield from written(layout, start, records)
    else:
        yield from entered(layout, [one for one in items if isinstance(one, str)])


def answer(layout: Layout, message: tuple[int, list[bytes] | list[str]]) -> Any:
    """The packed digests and temporary names, or the text of what was wrong with the disk or a record."""
    try:
        found = [(packed(one), name) for one, name in derived(layout, *message)]
    except OSError as error:
        return ("disk", error.errno or 0, str(error))
    except msgspec.DecodeError as error:
        return ("record", 0, str(error))
    return found


def main() -> int:
    """Answer until the other side closes."""
    channel, layout = Connection(int(sys.argv[1])), Layout(Path(sys.argv[2]))
    gc.disable()  # records hold no cycles
    while True:
        try:
            message = marshal.loads(channel.recv_bytes())
            channel.send_bytes(marshal.dumps(answer(layout, message), PLAIN))
        except (EOFError, BrokenPipeError, ConnectionResetError):  # nobody asks any more
            return 0


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)
