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
from typing import Any

from extractors.folding import fold

SOURCE = Path(__file__).with_name("streams.c")
_LIMIT = 0x2800
"""Characters the tables hold: Latin, Greek, Cyrillic, punctuation, arrows; a text with others goes by Python."""
_MOST = 4_000_000
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
def _tables() -> tuple[_Tables, tuple[str, ...], list[Any]]:
    """The tables, the concepts in the order of their places in `named`, and what keeps the tables' memory."""
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
    ]
    kind, bare, slot, *rest = (a.buffer_info()[0] for a in arrays)
    tables = _Tables(_LIMIT, kind, bare, len(arrays[2]), slot, *rest)
    return tables, tuple(c.term for c in ordered), arrays


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
            self.size = max(2 * n, 1 << 14)
            size = self.size
            self.exact, self.folded = ctypes.create_string_buffer(3 * size + 8), ctypes.create_string_buffer(3 * size + 8)
            self.pairs = ctypes.create_string_buffer(6 * size + 16)
            self.place, self.table = (ctypes.c_int32 * (2 * size + 2))(), (ctypes.c_int32 * (4 * size + 16))()
            self.ids, self.hash = (ctypes.c_int32 * (size + 1))(), (ctypes.c_int32 * (size + 1))()
            self.sizes = (ctypes.c_int32 * 3)()


_ROOM = _Room()


def streams(low: str) -> tuple[str, str, str, list[str]] | None:
    """Syllables as typed, folded, pairs, and the concepts named, of a text in lower case; None where Python has to do it."""
    found = library()
    if found is None or len(low) > _MOST:
        return None
    text = low.encode("utf-16-le", "surrogatepass")
    size = len(text) // 2
    room = _ROOM
    room.fit(size)
    tables, terms, _ = _tables()
    named = ctypes.create_string_buffer(len(terms) + 1)
    count = found.streams(
        ctypes.byref(tables), text, size, room.exact, room.folded, room.pairs, room.place, room.ids,
        room.hash, room.table, named, room.sizes,
    )  # fmt: skip
    if count < 0:
        return None
    exact, folded, pairs = (
        ctypes.string_at(b, n).decode() for b, n in zip((room.exact, room.folded, room.pairs), room.sizes, strict=True)
    )
    flags = named.raw
    return exact, folded, pairs, [terms[i] for i, flag in enumerate(flags[: len(terms)]) if flag] if any(flags) else []


def joined_words(text: str) -> list[str] | None:
    """The words, parted by blanks, that hold "/", "-" or an en dash; None where Python has to find them."""
    found = library()
    if found is None or len(text) > _MOST:
        return None
    data = text.encode("utf-16-le", "surrogatepass")
    room = _ROOM
    room.fit(len(data) // 2)
    count = found.joined(ctypes.byref(_tables()[0]), data, len(data) // 2, room.place, room.size)
    if count < 0:
        return None
    return [text[room.place[2 * i] : room.place[2 * i + 1]] for i in range(count)]
