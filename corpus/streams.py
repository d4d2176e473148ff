"""The streams of a text, of which search is made: syllables, pairs, the concepts it names; by C where there is some."""

from __future__ import annotations

import ctypes
from array import array
from functools import cache
from typing import Any, NamedTuple

from corpus.names import concepts
from corpus.native import LIMIT, Tables, characters, handed


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
    given = handed(text)
    if given is None:
        return None
    tables, lower, terms, _ = _tables()
    named = bytearray(len(terms) + 1)
    flags = (ctypes.c_uint8 * len(named)).from_buffer(named)
    room = given.room
    count = given.library.streams(
        ctypes.byref(tables), ctypes.c_void_p(lower), given.data, given.units, room.pointers, room.sizes, room.numbers, flags
    )  # fmt: skip
    if count < 0:
        return None
    buffers = (*room.out[:4], room.out[5])
    running, exact, folded, pairs, often = (
        ctypes.string_at(buffer, n).decode() for buffer, n in zip(buffers, room.sizes, strict=True)
    )
    found = [term for term, flag in zip(terms, named, strict=False) if flag] if any(named) else []
    return Streams(running, exact, folded, pairs, often, found)


def running(text: str) -> bytes | None:
    """The syllables of a text in their order, folded, parted by blanks; None where Python has to make them."""
    given = handed(text)
    if given is None:
        return None
    tables, lower, _, _ = _tables()
    out = given.room.out[0]
    size = given.library.running(ctypes.byref(tables), ctypes.c_void_p(lower), given.data, given.units, out)
    return ctypes.string_at(out, size) if size >= 0 else None


@cache
def _tables() -> tuple[Tables, int, tuple[str, ...], list[Any]]:
    """The tables, lower case, the concepts in the order of their places in `named`, and what keeps the tables' memory."""
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
        characters().kind,
        characters().bare,
        _slots(data),
        array("B", b"".join(data)),
        array("i", _running(map(len, data))),
        array("i", _running(map(len, starts))),
        array("i", (at for some in starts for at in some)),
        form,
    ]
    kind, bare, slot, *rest = (a.buffer_info()[0] for a in arrays)
    tables = Tables(LIMIT, kind, bare, len(arrays[2]), slot, *rest)
    return tables, characters().lower.buffer_info()[0], tuple(c.term for c in ordered), arrays


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
