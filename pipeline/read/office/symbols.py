"""Characters of symbol fonts, given by number or by a SYMBOL field, as characters of the private use area."""

from __future__ import annotations

import re

_FIELD = re.compile(r"\s*SYMBOL\s+(\d{1,5})\b(.*)", re.IGNORECASE | re.DOTALL)
SYMBOL_FONT = "Symbol"
"""The font of characters that are in the private use area, whatever the text around is set in."""

_FONTS = re.compile(r"symbol|wingdings|webdings", re.IGNORECASE)


def symbol(code: int) -> str:
    """A character by its number in a symbol font; numbers above the byte range are Unicode already."""
    return chr(0xF000 + code) if code < 0x100 else chr(code)


def symbol_field(instruction: str) -> str:
    """What a field SYMBOL prints; "" for every other field."""
    found = _FIELD.match(instruction)
    if found is None or not 0x20 <= (code := int(found[1])) < 0xD800:
        return ""
    return symbol(code) if _FONTS.search(found[2]) else chr(code)
