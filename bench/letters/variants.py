"""How writers differ: tone marks placed the old way, codes written with &, other dashes in the motto."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import Any

from bench.letters.model import Block, Columns, Gap, Letter, PageBreak, Para, Table

_NEW = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy"
_OLD = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ"
_PAIRS = {
    form(new): form(old)
    for new, old in zip(_NEW.split(), _OLD.split(), strict=True)
    for form in (str.lower, str.upper, str.capitalize)
}
_OPEN = re.compile(r"(?<![qQ])(" + "|".join(_PAIRS) + r")(?!\w)")

AMPERSAND = {
    "STTTT": "STT&TT",
    "SGDĐT": "SGD&ĐT",
    "SNNPTNT": "SNN&PTNT",
    "SVHTTDL": "SVHTT&DL",
    "STNMT": "STN&MT",
    "SLĐTBXH": "SLĐTB&XH",
    "SKHCN": "SKH&CN",
    "SNNMT": "SNN&MT",
    "BGDĐT": "BGD&ĐT",
}
SHORTER = {"SGDĐT": "GDĐT", "SYT": "YT", "STC": "TC", "STP": "TP", "STTTT": "TTTT"}


def code(rng: random.Random, usual: str) -> str:
    """The abbreviation as one of the bodies that bear it writes it: with &, without S, or as usual."""
    roll = rng.random()
    if roll < 0.12:
        return AMPERSAND.get(usual, usual)
    return SHORTER.get(usual, usual) if roll < 0.16 else usual


def old_tones(text: str) -> str:
    """The text with "hoà", "uỷ", "thuý" for "hòa", "ủy", "thúy"; its length stays."""
    return _OPEN.sub(lambda match: _PAIRS[match.group(1)], text)


def with_old_tones(letter: Letter) -> Letter:
    """The whole letter, its truth included, with the old placing of tone marks."""
    caption = tuple(old_tones(line) for line in letter.caption)
    return replace(letter, blocks=tuple(_block(b) for b in letter.blocks), gold=_deep(letter.gold), caption=caption)


def _block(block: Block) -> Block:
    if isinstance(block, Para):
        return replace(block, text=old_tones(block.text))
    if isinstance(block, Columns):
        return replace(block, cells=tuple(tuple(_item(item) for item in cell) for cell in block.cells))
    if isinstance(block, Table):
        return replace(block, rows=tuple(tuple(old_tones(text) for text in row) for row in block.rows))
    assert isinstance(block, Gap | PageBreak)
    return block


def _item(item: Para | Gap) -> Para | Gap:
    return replace(item, text=old_tones(item.text)) if isinstance(item, Para) else item


def _deep(value: Any) -> Any:
    if isinstance(value, str):
        return old_tones(value)
    if isinstance(value, dict):
        return {key: _deep(item) for key, item in value.items()}
    return [_deep(item) for item in value] if isinstance(value, list) else value
