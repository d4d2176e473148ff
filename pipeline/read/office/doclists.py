"""Lists of a Word binary file: their levels, and which list a paragraph's number belongs to.

Source: [MS-DOC] §2.9.131 (LFO), §2.9.147 (LSTF), §2.9.150 (LVLF).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace

from pipeline.read.office.fib import WordFile
from pipeline.read.office.numbering import LEVELS, Level

_STYLES = {
    0: "decimal",
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
    22: "decimalZero",
    23: "bullet",
    255: "none",
}


@dataclass(frozen=True, slots=True)
class Lists:
    """Levels of each list by its id, and for each override (counted from 1) the list's id and changed levels."""

    levels: dict[int, tuple[Level, ...]]
    overrides: tuple[tuple[int, dict[int, Level]], ...]

    def of(self, number: int) -> tuple[tuple[int, int], tuple[Level, ...]] | None:
        """A key of the numbers' sequence, and the levels, of override `number` (from 1); None if there is none."""
        if not 0 < number <= len(self.overrides):
            return None
        key, changed = self.overrides[number - 1]
        levels = self.levels.get(key, ())
        return (key, number if changed else 0), tuple(changed.get(index, level) for index, level in enumerate(levels))


def lists(word: WordFile) -> Lists:
    """The lists; unreadable ones are left out: their numbers are then missing, the text is not."""
    if not word.modern or not word.part("lists"):
        return Lists({}, ())
    try:
        levels = _levels(word)
        return Lists(levels, _overrides(word.part("overrides"), levels))
    except (struct.error, IndexError):
        return Lists({}, ())


def _levels(word: WordFile) -> dict[int, tuple[Level, ...]]:
    at, size = word.places["lists"]
    (count,) = struct.unpack_from("<H", word.table, at)
    heads = [struct.unpack_from("<i22xB", word.table, at + 2 + 28 * index) for index in range(count)]
    at += max(size, 2 + 28 * count)  # the levels follow the counted part
    made = {}
    for key, flags in heads:
        levels = []
        for _ in range(1 if flags & 1 else LEVELS):
            level, at = _level(word.table, at)
            levels.append(level)
        made[key] = tuple(levels)
    return made


def _level(table: bytes, at: int) -> tuple[Level, int]:
    start, kind = struct.unpack_from("<iB", table, at)
    characters, paragraphs = struct.unpack_from("<BB", table, at + 24)
    at += 28 + characters + paragraphs
    (length,) = struct.unpack_from("<H", table, at)
    text = table[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
    template = "".join(f"%{ord(char) + 1}" if ord(char) < LEVELS else char for char in text)
    return Level(_STYLES.get(kind, "decimal"), template, start), at + 2 + 2 * length


def _overrides(table: bytes, levels: dict[int, tuple[Level, ...]]) -> tuple[tuple[int, dict[int, Level]], ...]:
    if len(table) < 4:
        return ()
    (count,) = struct.unpack_from("<I", table, 0)
    heads = [struct.unpack_from("<i8xB3x", table, 4 + 16 * index) for index in range(count)]
    at, made = 4 + 16 * count, []
    for key, changes in heads:
        changed: dict[int, Level] = {}
        at += 4  # every override has data, if only this mark
        for _ in range(changes):
            at = _override(table, at, levels.get(key, ()), changed)
        made.append((key, changed))
    return tuple(made)


def _override(table: bytes, at: int, levels: tuple[Level, ...], changed: dict[int, Level]) -> int:
    start, flags = struct.unpack_from("<iI", table, at)
    at, index = at + 8, flags & 0xF
    if flags & 0x20:
        changed[index], at = _level(table, at)
    elif flags & 0x10 and index < len(levels):
        changed[index] = replace(levels[index], start=start)
    return at
