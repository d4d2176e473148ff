"""Formatting of Word 6 and 95 files: one-byte codes, given as the two-byte codes of Word 97 that mean the same."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.read.office.sprm import Sprm

_SAME = {2: 0x4600, 24: 0x2416, 25: 0x2417, 9: 0x2407, 65: 0x0800, 85: 0x0835, 86: 0x0836, 90: 0x083A, 91: 0x083B, 92: 0x083C,
         93: 0x4A3D, 99: 0x4A43, 117: 0x0855}  # fmt: skip
_TWO = {2, 16, 17, 18, 19, 21, 22, 26, 27, 28, 30, 31, 32, 33, 34, 35, 36, 38, 39, 40, 41, 42, 43, 45, 46, 47, 48, 49, 69, 72, 80,
        93, 96, 97, 99, 101, 105, 106, 107, 109, 110, 121, 122, 123, 124, 140, 141, 144, 145, 148, 149, 154, 155, 156, 157, 160,
        161, 164, 165, 166, 167, 168, 169, 170, 171, 182, 183, 184, 189, 195, 197, 198}  # fmt: skip
_COUNTED = {3, 12, 15, 81, 103, 108, 188, 190, 191}
_OTHER = {
    20: 4,
    70: 4,
    74: 4,
    192: 4,
    194: 4,
    196: 4,
    200: 4,
    68: 5,
    193: 5,
    199: 5,
    73: 3,
    95: 3,
    136: 3,
    137: 3,
    120: 12,
    187: 12,
}


def sprms6(data: bytes) -> Iterator[Sprm]:
    """The modifiers of a Word 6 list that matter here. Stops where the list is cut off."""
    at = 0
    while at < len(data):
        code = data[at]
        size = _operand(code, data, at + 1)
        operand = data[at + 1 : at + 1 + size]
        if len(operand) < size:
            return
        if code in _SAME:
            yield _SAME[code], operand
        at += 1 + size


def _operand(code: int, data: bytes, at: int) -> int:
    if code in _TWO:
        return 2
    if code in _COUNTED:
        return 1 + (data[at] if at < len(data) else 0)
    if code == 23:  # tab stops: long lists count in another way
        return 1 + (data[at] if at < len(data) else 0)
    return _OTHER.get(code, 1)
