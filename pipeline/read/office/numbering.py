"""Automatic numbering: what a word processor prints before a list paragraph, which its text does not hold."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

LEVELS = 9
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_ROMAN_SMALL = ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf076": "❖", "\uf02d": "-", "\uf0be": "-", "o": "o"}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. `template` has %1 … %9 where the numbers of the levels go; `style` is OOXML's numFmt."""

    style: str = "decimal"
    template: str = "%1."
    start: int = 1


@dataclass(slots=True)
class Counters:
    """The running numbers of every list of a document, in reading order."""

    counts: dict[Hashable, list[int | None]] = field(default_factory=dict)

    def label(self, key: Hashable, levels: Sequence[Level], level: int) -> str:
        """What stands before the next paragraph of list `key` at `level` (from 0); "" for none."""
        if level >= len(levels):
            return ""
        counts = self.counts.setdefault(key, [None] * LEVELS)
        now = counts[level]
        counts[level] = levels[level].start if now is None else now + 1
        counts[level + 1 :] = [None] * (LEVELS - level - 1)
        return _printed(levels, counts, level)


def _printed(levels: Sequence[Level], counts: Sequence[int | None], level: int) -> str:
    own = levels[level]
    if own.style == "bullet":
        return "".join(_BULLETS.get(char, "•" if "\ue000" <= char <= "\uf8ff" else char) for char in own.template)
    text = own.template
    for index in range(min(level + 1, len(levels))):
        count = counts[index]
        number = levels[index].start if count is None else count
        text = text.replace(f"%{index + 1}", "" if levels[index].style == "none" else numeral(number, levels[index].style))
    return text.strip()


def numeral(number: int, style: str) -> str:
    """A number as a list prints it: `style` as OOXML names it (decimal, lowerLetter, upperRoman, …)."""
    if style in ("lowerLetter", "upperLetter"):
        text = chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""
    elif style in ("lowerRoman", "upperRoman"):
        text = _roman(number)
    elif style == "decimalZero":
        return f"{number:02d}"
    else:
        return str(number)
    return text.upper() if style.startswith("upper") else text


def _roman(number: int) -> str:
    made: list[str] = []
    for value, letters in (*_ROMAN, *_ROMAN_SMALL):
        while number >= value and len(made) < 60:
            made.append(letters)
            number -= value
    return "".join(made)
