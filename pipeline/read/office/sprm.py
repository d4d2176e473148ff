"""Formatting of the Word binary format: lists of property modifiers ("sprm") → what a run or paragraph looks like.

Source: [MS-DOC] §2.6 (Word 97 and later) and the Word 6 file format's table of one-byte codes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

Sprm = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Character:
    """A run's look. Fonts are indices of the font table: of ASCII letters, and of the others; `size` in half points."""

    latin: int = 0
    font: int = 0
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    hidden: bool = False
    deleted: bool = False
    special: bool = False
    size: int = 20
    symbol: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A paragraph's place: in a table's cell, at a row's end, in a list, before a page break."""

    in_table: bool = False
    row_end: bool = False
    depth: int = 0
    page_break: bool = False
    list_id: int = 0
    level: int = 0


_TOGGLES = {
    0x0835: "bold",
    0x0836: "italic",
    0x083A: "capitals",  # small capitals print as capitals
    0x083B: "capitals",
    0x083C: "hidden",
}
_FIXED = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
CHARACTER_STYLE = 0x4A30
_LAST_SIZE = 3276


def sprms(data: bytes) -> Iterator[Sprm]:
    """The modifiers of a Word 97 list: (code, operand). Stops where the list is cut off."""
    at = 0
    while at + 2 <= len(data):
        code = int.from_bytes(data[at : at + 2], "little")
        size = _operand(code, data, at + 2)
        if at + 2 + size > len(data):
            return
        yield code, data[at + 2 : at + 2 + size]
        at += 2 + size


def _operand(code: int, data: bytes, at: int) -> int:
    """The size in bytes of the operand at `at`."""
    kind = code >> 13
    if kind != 6:
        return _FIXED[kind]
    if code in (0xD608, 0xD606):  # table definitions count in two bytes
        return max(int.from_bytes(data[at : at + 2], "little") + 1, 2)
    first = data[at] if at < len(data) else 0
    if code == 0xC615 and first == 255:  # a long list of tab stops
        cleared = data[at + 1] if at + 1 < len(data) else 0
        then = at + 2 + 4 * cleared
        return 3 + 4 * cleared + 3 * (data[then] if then < len(data) else 0)
    return 1 + first


def character(base: Character, found: Iterator[Sprm]) -> Character:
    """`base` changed by modifiers. Character styles are applied by the caller, who has the style sheet."""
    made = base
    for code, operand in found:
        made = _character_one(made, base, code, operand)
    return made


def _character_one(now: Character, base: Character, code: int, operand: bytes) -> Character:
    if code in _TOGGLES:
        return _toggled(now, base, _TOGGLES[code], operand[0])
    value = int.from_bytes(operand[:2], "little")
    if code == 0x4A4F:
        return replace(now, latin=value)
    if code == 0x4A51:
        return replace(now, font=value)
    if code == 0x4A3D:  # one font for all
        return replace(now, latin=value, font=value)
    if code == 0x4A43:
        return replace(now, size=value) if 0 < value < _LAST_SIZE else now
    if code == 0x0800:
        return replace(now, deleted=bool(operand[0]))
    if code == 0x0855:
        return replace(now, special=bool(operand[0]))
    if code == 0x6A09:
        return replace(now, symbol=(value, int.from_bytes(operand[2:4], "little")), special=True)
    return now


def _toggled(now: Character, base: Character, name: str, value: int) -> Character:
    """A toggle is on, off, as in the style, or the other way round than in the style."""
    style = bool(getattr(base, name))
    on = {0: False, 1: True, 0x80: style, 0x81: not style}.get(value, bool(value))
    changes: dict[str, bool] = {name: on}
    return replace(now, **changes)  # type: ignore[arg-type]


def layout(base: Layout, found: Iterator[Sprm]) -> Layout:
    """`base` changed by paragraph modifiers."""
    made = base
    for code, operand in found:
        made = _layout_one(made, code, int.from_bytes(operand[:4], "little"))
    return made


def _layout_one(now: Layout, code: int, value: int) -> Layout:
    if code == 0x2416:
        return replace(now, in_table=bool(value))
    if code in (0x2417, 0x244C):
        return replace(now, row_end=bool(value))
    if code == 0x6649:
        return replace(now, depth=value, in_table=now.in_table or value > 0)
    if code == 0x2407:
        return replace(now, page_break=bool(value))
    if code == 0x460B:
        return replace(now, list_id=value if value < 0xF801 else 0)
    if code == 0x260A:
        return replace(now, level=value)
    return now
