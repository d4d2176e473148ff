"""The head of a Word binary file (FIB), and where its text lies: the piece table. Source: [MS-DOC] §2.5, §2.8.35, §2.9.38."""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace

from pipeline.read.office.ole import word_streams
from schemas.errors import CongvanError

WORD97, WORD6 = 0xA5EC, 0xA5DC
_ENCRYPTED, _TABLE1, _COMPLEX = 0x0100, 0x0200, 0x0004
_FIRST_PAIR = 0x9A
_COMPRESSED = 0x40000000
_MOST = 2  # characters of text a byte of the file: pieces share no bytes, as a rule
_CP1252 = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters [start, start + len(text)) of the document; they lie at `offset`, `width` bytes each. `prm` as stored."""

    start: int
    text: str
    offset: int
    width: int
    extra: bytes = b""


@dataclass(frozen=True, slots=True)
class WordFile:
    """A Word binary file taken apart: `main` is the stream of the text, `table` that of the structures.

    `counts` are the characters of the parts in their order: body, footnotes, headers, macros, annotations, endnotes,
    text boxes, text boxes of headers. `places` are (offset, size) pairs of the structures in `table`.
    """

    main: bytes
    table: bytes
    modern: bool
    counts: tuple[int, ...]
    places: dict[str, tuple[int, int]]
    pieces: tuple[Piece, ...]
    data: bytes = b""
    """The stream of what is too large for the others."""

    def part(self, name: str) -> bytes:
        """A structure's bytes, b"" where there is none."""
        at, size = self.places.get(name, (0, 0))
        return self.table[at : at + size] if size else b""


_PAIRS97 = {"styles": 1, "sections": 6, "stories": 11, "characters": 12, "paragraphs": 13, "fonts": 15, "pieces": 33,
            "shapes": 40, "boxes": 56, "lists": 73, "overrides": 74}  # fmt: skip
_PLACES6 = {
    "styles": 0x60,
    "sections": 0x88,
    "stories": 0xB0,
    "characters": 0xB8,
    "paragraphs": 0xC0,
    "fonts": 0xD0,
    "pieces": 0x160,
}


def open_word(data: bytes, name: str) -> WordFile:
    """Take a Word file apart. Raises CongvanError: E002 other Office files, E003 encrypted, E004 damaged."""
    streams = word_streams(data, name)
    main = streams.get("WordDocument", b"")
    try:
        return _opened(main, streams, name)
    except struct.error as error:
        raise CongvanError("E004", f"{name}: {error}") from error


def _opened(main: bytes, streams: dict[str, bytes], name: str) -> WordFile:
    magic, version = struct.unpack_from("<HH", main, 0)
    (flags,) = struct.unpack_from("<H", main, 0x0A)
    if flags & _ENCRYPTED:
        raise CongvanError("E003", name)
    if magic == WORD97 and version > 105:
        table = streams.get("1Table" if flags & _TABLE1 else "0Table")
        if table is None:
            raise CongvanError("E004", f"{name}: no table stream")
        return replace(_opened97(main, table, name), data=streams.get("Data", b""))
    if magic in (WORD6, WORD97):
        return _opened6(main, flags, name)
    raise CongvanError("E002", f"{name}: a Word file of a version before 6")


def _opened97(main: bytes, table: bytes, name: str) -> WordFile:
    counts = struct.unpack_from("<8i", main, 0x4C)
    places = {key: struct.unpack_from("<ii", main, _FIRST_PAIR + 8 * index) for key, index in _PAIRS97.items()}
    pieces = _pieces(main, WordFile(main, table, True, counts, places, ()).part("pieces"))
    if not pieces:
        raise CongvanError("E004", f"{name}: no text table")
    return WordFile(main, table, True, counts, places, pieces)


def _opened6(main: bytes, flags: int, name: str) -> WordFile:
    counts = struct.unpack_from("<8i", main, 0x34)
    places = {key: struct.unpack_from("<ii", main, at) for key, at in _PLACES6.items()}
    bare = WordFile(main, main, False, counts, places, ())
    pieces = _pieces(main, bare.part("pieces"), old=True) if flags & _COMPLEX else ()
    if not pieces:
        start, end = struct.unpack_from("<ii", main, 0x18)
        if not 0 < start < end <= len(main):
            raise CongvanError("E004", f"{name}: no text")
        pieces = (Piece(0, single_byte(main[start:end]), start, 1),)
    return WordFile(main, main, False, counts, places, pieces)


def single_byte(data: bytes) -> str:
    """cp1252 with its five holes kept as they are."""
    return data.decode("latin-1").translate(_CP1252)


def _pieces(main: bytes, clx: bytes, old: bool = False) -> tuple[Piece, ...]:
    """The pieces of the text, in order, from the complex part of the file."""
    at, extras = 0, []
    while at + 3 <= len(clx) and clx[at] == 1:
        (size,) = struct.unpack_from("<H", clx, at + 1)
        extras.append(clx[at + 3 : at + 3 + size])
        at += 3 + size
    if at + 5 > len(clx) or clx[at] != 2:
        return ()
    (size,) = struct.unpack_from("<I", clx, at + 1)
    body = clx[at + 5 : at + 5 + size]
    count = (len(body) - 4) // 12
    starts = struct.unpack_from(f"<{count + 1}I", body, 0)
    made, total = [], 0
    for index in range(count):
        _, place, prm = struct.unpack_from("<HIH", body, 4 * (count + 1) + 8 * index)
        extra = extras[prm >> 1] if prm & 1 and prm >> 1 < len(extras) else b""
        total += max(starts[index + 1] - starts[index], 0)
        if total > _MOST * len(main):
            raise struct.error("pieces longer than the file")
        made.append(_piece(main, (starts[index], starts[index + 1]), place, extra, old))
    return tuple(piece for piece in made if piece.text)


def _piece(main: bytes, extent: tuple[int, int], place: int, extra: bytes, old: bool) -> Piece:
    start, length = extent[0], max(extent[1] - extent[0], 0)
    if old:
        return Piece(start, single_byte(main[place : place + length]), place, 1, extra)
    if place & _COMPRESSED:
        offset = (place & ~_COMPRESSED) // 2
        return Piece(start, single_byte(main[offset : offset + length]), offset, 1, extra)
    text = main[place : place + 2 * length].decode("utf-16-le", "replace")
    return Piece(start, text if len(text) == length else _units(main[place : place + 2 * length]), place, 2, extra)


def _units(data: bytes) -> str:
    """UTF-16 with one character a unit, so that offsets hold; halves of pairs become U+FFFD."""
    units = struct.unpack(f"<{len(data) // 2}H", data[: len(data) // 2 * 2])
    return "".join("\ufffd" if 0xD800 <= unit < 0xE000 else chr(unit) for unit in units)
