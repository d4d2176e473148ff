"""Where a look begins and ends: pages of 512 bytes (FKP) that say, for offsets in the file, how the text is formatted.

Source: [MS-DOC] §2.9.33 (ChpxFkp) and §2.9.174 (PapxFkp).
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from dataclasses import dataclass, replace

from pipeline.read.office.fib import WordFile

_PAGE = 512
_HUGE = (0x6645, 0x6646)


@dataclass(frozen=True, slots=True)
class Stretches:
    """Stretches of the file, by offset: `starts[i]` ≤ offset < `ends[i]` has `values[i]`."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    values: tuple[bytes, ...]

    def at(self, offset: int) -> bytes:
        """The formatting of the character at a file offset; b"" if none is noted."""
        index = bisect_right(self.starts, offset) - 1
        return self.values[index] if index >= 0 and offset < self.ends[index] else b""

    def cuts(self, start: int, end: int) -> list[int]:
        """Offsets strictly between `start` and `end` at which the formatting changes."""
        low, high = bisect_right(self.starts, start), bisect_right(self.starts, end - 1)
        return sorted({*self.starts[low:high], *(e for e in self.ends[max(low - 1, 0) : high] if start < e < end)})


def character_stretches(word: WordFile) -> Stretches:
    """The character formatting (lists of modifiers)."""
    return _stretches(word, "characters", _character_value, 1)


def paragraph_stretches(word: WordFile) -> Stretches:
    """The paragraph formatting: style index in two bytes (one in Word 6), then modifiers."""
    found = _stretches(word, "paragraphs", _paragraph_value97 if word.modern else _paragraph_value6, 13 if word.modern else 7)
    return replace(found, values=tuple(_unpacked(word, value) for value in found.values)) if word.data else found


def _unpacked(word: WordFile, value: bytes) -> bytes:
    """Modifiers too many for their page (of a table's wide row) are kept in the stream of data."""
    if int.from_bytes(value[2:4], "little") not in _HUGE or len(value) < 8:
        return value
    at = int.from_bytes(value[4:8], "little")
    size = int.from_bytes(word.data[at : at + 2], "little")
    return value[:2] + word.data[at + 2 : at + 2 + size]


def _stretches(word: WordFile, part: str, value: object, entry: int) -> Stretches:
    assert callable(value)
    found: list[tuple[int, int, bytes]] = []
    for number in _pages(word.part(part), 4 if word.modern else 2):
        page = word.main[number * _PAGE : (number + 1) * _PAGE]
        if len(page) < _PAGE:
            continue
        count = page[_PAGE - 1]
        if 4 * (count + 1) + entry * count > _PAGE:
            continue
        offsets = struct.unpack_from(f"<{count + 1}I", page, 0)
        for index in range(count):
            at = 2 * page[4 * (count + 1) + entry * index]
            found.append((offsets[index], offsets[index + 1], value(page, at) if at else b""))
    found.sort(key=lambda item: item[0])
    starts, ends, values = zip(*found, strict=True) if found else ((), (), ())
    return Stretches(starts, ends, values)


def _pages(table: bytes, width: int) -> list[int]:
    """Page numbers from a bin table: n + 1 offsets of four bytes, then n numbers of `width` bytes."""
    count = (len(table) - 4) // (4 + width)
    if count <= 0:
        return []
    numbers = struct.unpack_from(f"<{count}{'I' if width == 4 else 'H'}", table, 4 * (count + 1))
    return [number & 0x3FFFFF for number in numbers]


def _character_value(page: bytes, at: int) -> bytes:
    return page[at + 1 : at + 1 + page[at]]


def _paragraph_value97(page: bytes, at: int) -> bytes:
    if page[at]:
        return page[at + 1 : at + 2 * page[at]]
    return page[at + 2 : at + 2 + 2 * page[at + 1]] if at + 1 < _PAGE else b""


def _paragraph_value6(page: bytes, at: int) -> bytes:
    return page[at + 1 : at + 1 + 2 * page[at]]
