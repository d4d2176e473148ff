"""The C of `streams.c`: compiled once a machine by the system's compiler, without a word; and how a text is handed to it.

Without a compiler, or with `CONGVAN_NATIVE=0`, its callers get None, and plain Python does the same.
"""

from __future__ import annotations

import ctypes
import threading
from array import array
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from extractors.folding import fold
from pipeline import made_once

SOURCE = Path(__file__).with_name("streams.c")
_FLAGS = ("-O3", "-shared", "-fPIC")  # nothing of this very processor: a cache folder may be shared
LIMIT = 0x2800
"""Characters the tables hold: Latin, Greek, Cyrillic, punctuation, arrows; a text with others goes by Python."""
_MOST = 200_000
"""UTF-16 units of one text at most; beyond, the buffers would cost more than they save."""


@cache
def library() -> ctypes.CDLL | None:
    """The compiled functions, or None."""
    return made_once.library(SOURCE, _FLAGS)


class Tables(ctypes.Structure):
    """What `streams.c` calls Tables: kinds and bare forms of characters, and the syllables of the names of concepts."""

    _fields_ = [
        ("limit", ctypes.c_int32),
        ("kind", ctypes.c_void_p),
        ("bare", ctypes.c_void_p),
        ("slots", ctypes.c_int32),
        *((name, ctypes.c_void_p) for name in ("slot", "bytes", "begin", "first", "forms", "form")),
    ]


class Characters(NamedTuple):
    """Tables by character, below LIMIT: its kind (1 a letter or figure, 2 a blank), its bare form, its lower case."""

    kind: Any
    bare: Any
    lower: Any


@cache
def characters() -> Characters:
    """The tables, made once."""
    return Characters(
        array("B", (chr(c).isalnum() | chr(c).isspace() << 1 for c in range(LIMIT))),
        array("H", (ord(fold(chr(c))) for c in range(LIMIT))),
        array("H", (_lower(chr(c)) for c in range(LIMIT))),
    )


def _lower(char: str) -> int:
    """A character in lower case as in any text; 0 where that is not one of the table, or hangs on its neighbours."""
    low = char.lower()
    return ord(low) if len(low) == 1 and ord(low) < LIMIT and char != "Σ" else 0


class _Room(threading.local):
    """Buffers of one thread, grown as texts need."""

    size = 0

    def fit(self, n: int) -> None:
        if n > self.size:
            self.size = max(n + n // 4, 1 << 14)
            size = self.size
            self.out = [ctypes.create_string_buffer(8 * size + 64) for _ in range(6)]
            self.pointers = (ctypes.c_void_p * 6)(*map(ctypes.addressof, self.out))
            self.numbers, self.sizes = (ctypes.c_int32 * (16 * (size + 8)))(), (ctypes.c_int32 * 5)()


_ROOM = _Room()


class Handed(NamedTuple):
    """A text in the hands of C: the functions, its UTF-16 units and how many, and this thread's buffers."""

    library: ctypes.CDLL
    data: bytes
    units: int
    room: _Room


def handed(text: str) -> Handed | None:
    """Hand over a text; None where Python has to do the work."""
    found = library()
    if found is None or len(text) > _MOST:
        return None
    data = text.encode("utf-16-le", "surrogatepass")
    _ROOM.fit(len(data) // 2)
    return Handed(found, data, len(data) // 2, _ROOM)


def joined_words(text: str) -> list[str] | None:
    """The words, parted by blanks, that hold "/", "-" or an en dash; None where Python has to find them."""
    given = handed(text)
    if given is None:
        return None
    tables, numbers = Tables(LIMIT, characters().kind.buffer_info()[0]), given.room.numbers
    count = given.library.joined(ctypes.byref(tables), given.data, given.units, numbers, given.room.size)
    return None if count < 0 else [text[numbers[2 * i] : numbers[2 * i + 1]] for i in range(count)]
