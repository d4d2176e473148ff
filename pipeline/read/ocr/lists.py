"""Ends of a list's items: what is read of one is told from what follows it on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.read.ocr.tokens import PixelBox, Token

ALIGNED, NEXT = 0.6, 2.0
"""The next item begins at the same place within this share of a line's height, and so many heights below at the most."""


def ended(lines: Sequence[tuple[Token, ...]]) -> list[tuple[Token, ...]]:
    """The lines; an item "- …:" that another "- …" follows ends in ";", for what a colon announces is listed by another sign."""
    items = [_place(line) for line in lines if _item(line)]
    return [
        _semicolon(line) if _item(line) and line[-1].text.endswith(":") and _followed(line, items) else line for line in lines
    ]


def _item(line: tuple[Token, ...]) -> bool:
    return len(line) > 1 and line[0].text == "-"


def _semicolon(line: tuple[Token, ...]) -> tuple[Token, ...]:
    last = line[-1]
    return (*line[:-1], replace(last, text=last.text[:-1] + ";", rivals=(*last.rivals, last.text)))


def _place(line: tuple[Token, ...]) -> PixelBox:
    """From the dash's left to the first word's box: dashes are low, and differ in height from look to look."""
    word = line[1].box
    return (line[0].box[0], word[1], word[2], word[3])


def _followed(line: tuple[Token, ...], items: Sequence[PixelBox]) -> bool:
    x0, top, _, bottom = _place(line)
    height = bottom - top
    down = (((item[1] + item[3] - top - bottom) / 2, abs(item[0] - x0)) for item in items)
    return any(0.5 * height < below < NEXT * height and aside < ALIGNED * height for below, aside in down)
