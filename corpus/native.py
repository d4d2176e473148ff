"""The streams of a text by the C of `streams.c`: compiled once a machine by the system's compiler, without a word.

Without a compiler, or with `CONGVAN_NATIVE=0`, `streams` gives None, and the caller's plain Python does the same.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from array import array
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from extractors.folding import fold

SOURCE = Path(__file__).with_name("streams.c")
_LIMIT = 0x2800
"""Characters the tables hold: Latin, Greek, Cyrillic, punctuation, arrows; a text with others goes by Python."""
_MOST = 200_000
"""UTF-16 units of one text at most; beyond, the buffers would cost more than they save."""


def _cache_folder() -> Path:
    own, base = os.environ.get("CONGVAN_CACHE"), os.environ.get("XDG_CACHE_HOME")
    return Path(own) if own else (Path(base) if base else Path.home() / ".cache") / "congvan"


@cache
def library() -> ctypes.CDLL | None:
    """The compiled functions, or None."""
    if os.environ.get("CONGVAN_NATIVE") == "0":
        return None
    name = f"streams-{hashlib.sha256(SOURCE.read_bytes() + sys.version.encode()).hexdigest()[:16]}.so"
    kept = _cache_folder() / name
    try:
        return ctypes.CDLL(str(kept)) if kept.exists() else _compiled(kept)
    except OSError:
        return None


def _compiled(kept: Path) -> ctypes.CDLL | None:
    """Compile, load, and keep for the next process where the cache folder can be written; None without a compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        return None
    folder = Path(tempfile.mkdtemp(prefix="congvan-"))
    made = folder / kept.name
    try:
        subprocess.run(
            [compiler, "-O3", "-march=native", "-shared", "-fPIC", "-o", str(made), str(SOURCE)],
            check=True,
            capture_output=True,
            timeout=120,
        )
        loaded = ctypes.CDLL(str(made))
        _keep(made, kept)
        return loaded
    except (OSError, subprocess.SubprocessError):
        return None
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # what is loaded stays loaded


def _keep(made: Path, kept: Path) -> None:
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        own = kept.with_name(f".{os.getpid()}-{kept.name}")
        shutil.copy(made, own)
        own.replace(kept)
    except OSError:  # nowhere to keep it: compiled again next time
        return


class _Tables(ctypes.Structure):
    _fields_ = [
        ("limit", ctypes.c_int32),
        ("kind", ctypes.c_void_p),
        ("bare", ctypes.c_void_p),
        ("slots", ctypes.c_int32),
        *((name, ctypes.c_void_p) for name in ("slot", "bytes", "begin", "first", "forms", "form")),
    ]


@cache
def _tables() -> tuple[_Tables, int, tuple[str, ...], list[Any]]:
    """The tables, lower case, the concepts in the order of their places in `named`, and what keeps the tables' memory."""
    from corpus.names import concepts

    ordered = sorted(concepts())
    syllables = sorted({s for c in ordered for form in c.forms for s in form})
    place = {s: i for i, s in enumerate(syllables)}
    data = [s.encode() for s in syllables]
    form, starts = array("i"), list[list[int]]([] for _ in syllables)
    for number, concept in enumerate(ordered):
        for one in concept.forms:
            starts[place[one[0]]].append(len(form))
            form.extend([len(one), *(place[s] for s in one), number])
    arrays: list[Any] = [
        array("B", (chr(c).isalnum() | chr(c).isspace() << 1 for c in range(_LIMIT))),
        array("H", (ord(fold(chr(c))) for c in range(_LIMIT))),
        _slots(data),
        array("B", b"".join(data)),
        array("i", _running(map(len, data))),
        array("i", _running(map(len, starts))),
        array("i", (at for some in starts for at in some)),
        form,
        array("H", (_lower(chr(c)) for c in range(_LIMIT))),
    ]
    kind, bare, slot, *rest, lower = (a.buffer_info()[0] for a in arrays)
    tables = _Tables(_LIMIT, kind, bare, len(arrays[2]), slot, *rest)
    return tables, lower, tuple(c.term for c in ordered), arrays


def _lower(char: str) -> int:
    """A character in lower case as in any text; 0 where that is not one of the table, or hangs on its neighbours."""
    low = char.lower()
    return ord(low) if len(low) == 1 and ord(low) < _LIMIT and char != "Σ" else 0


def _running(sizes: Any) -> list[int]:
    out = [0]
    for size in sizes:
        out.append(out[-1] + size)
    return out


def _slots(data: list[bytes]) -> Any:
    """An open hash table (FNV-1a) of places in `data`, counted from 1."""
    size = 1 << max(4, (4 * len(data)).bit_length())
    table = array("i", bytes(4 * size))
    for number, one in enumerate(data, 1):
        h = 2166136261
        for byte in one:
            h = (h ^ byte) * 16777619 & 0xFFFFFFFF
        while table[h & (size - 1)]:
            h += 1
        table[h & (size - 1)] = number
    return table


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


class Streams(NamedTuple):
    """The syllables of a text in their order, folded; each once as typed and folded; each pair of neighbours once; those that
    stand often; the concepts named. All but the last parted by blanks."""

    running: str
    exact: str
    folded: str
    pairs: str
    often: str
    concepts: list[str]


def streams(text: str) -> Streams | None:
    """The streams of a text; None where Python has to make them."""
    found = library()
    if found is None or len(text) > _MOST:
        return None
    data = text.encode("utf-16-le", "surrogatepass")
    room = _ROOM
    room.fit(len(data) // 2)
    tables, lower, terms, _ = _tables()
    named = bytearray(len(terms) + 1)
    flags = (ctypes.c_uint8 * len(named)).from_buffer(named)
    count = found.streams(
        ctypes.byref(tables), ctypes.c_void_p(lower), data, len(data) // 2, room.pointers, room.sizes, room.numbers, flags
    )  # fmt: skip
    if count < 0:
        return None
    buffers = (*room.out[:4], room.out[5])
    running, exact, folded, pairs, often = (
        ctypes.string_at(buffer, n).decode() for buffer, n in zip(buffers, room.sizes, strict=True)
    )
    concepts = [term for term, flag in zip(terms, named, strict=False) if flag] if any(named) else []
    return Streams(running, exact, folded, pairs, often, concepts)


def running(text: str) -> bytes | None:
    """The syllables of a text in their order, folded, parted by blanks; None where Python has to make them."""
    found = library()
    if found is None or len(text) > _MOST:
        return None
    data = text.encode("utf-16-le", "surrogatepass")
    room = _ROOM
    room.fit(len(data) // 2)
    tables, lower, _, _ = _tables()
    out = room.out[0]
    size = found.running(ctypes.byref(tables), ctypes.c_void_p(lower), data, len(data) // 2, out)
    return ctypes.string_at(out, size) if size >= 0 else None


def joined_words(text: str) -> list[str] | None:
    """The words, parted by blanks, that hold "/", "-" or an en dash; None where Python has to find them."""
    found = library()
    if found is None or len(text) > _MOST:
        return None
    data = text.encode("utf-16-le", "surrogatepass")
    room = _ROOM
    room.fit(len(data) // 2)
    count = found.joined(ctypes.byref(_tables()[0]), data, len(data) // 2, room.numbers, room.size)
    if count < 0:
        return None
    return [text[room.numbers[2 * i] : room.numbers[2 * i + 1]] for i in range(count)]
