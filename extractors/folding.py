"""Folding: text without diacritics and case, character for character, so that offsets stay.

`fold` serves every match that must survive lost or misread tone marks; the value itself is always taken from the
text as printed.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Callable

_SAME = {"đ": "d", "ð": "d", "ɖ": "d", "–": "-", "—": "-", "‐": "-", "−": "-", "\u00a0": " ", "\t": " "}


def _folded(char: str) -> str:
    """One character's base letter in lower case; itself where that is not one character."""
    base = unicodedata.normalize("NFD", char)[0].lower()
    base = _SAME.get(base, base)
    return base if len(base) == 1 else char


class _Folded(dict[int, str]):
    """Maps a code point to its folded character; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = _folded(chr(code))
        return self[code]


_TABLE = _Folded()

# A charset of our own, of one byte a character: what official letters are written with. Text that it can write is folded
# by two passes in C, twenty times as fast as `str.translate`; all other text goes by the table.
_LETTERS = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
_WRITTEN = "".join(map(chr, range(32, 127))) + "\n\t" + _LETTERS.upper() + _LETTERS + "–—‐−\u00a0…“”‘’•Ð°²§×"
_CODES = codecs.charmap_build(("\0" + _WRITTEN).ljust(256, "\ufffe"))
_BASES = "\0" + "".join(map(_folded, _WRITTEN))
_encode, _decode = codecs.charmap_encode, codecs.charmap_decode


def _fold(text: str) -> str:
    try:
        return _decode(_encode(text, "strict", _CODES)[0], "strict", _BASES)[0]
    except UnicodeEncodeError:
        return text.translate(_TABLE)


_LINE = 400
"""Lines up to this length are remembered once folded: every extractor asks for the same ones."""
_LINES = 1 << 14
_TEXTS = 8
"""So many lines, and so many longer texts (a letter's and its views), before all are forgotten."""


class _Memory(dict[str, str]):
    """Texts with what they fold to. Looking one up is a call in C, as the hundreds a letter asks for need."""

    def __init__(self) -> None:
        self.long: dict[str, str] = {}

    def __missing__(self, text: str) -> str:
        kept, most = (self, _LINES) if len(text) <= _LINE else (self.long, _TEXTS)
        folded = kept.get(text)
        if folded is None:
            if len(kept) >= most:
                kept.clear()
            folded = kept[text] = _fold(text)
        return folded


fold: Callable[[str], str] = _Memory().__getitem__
"""A text in lower case without diacritics (đ as d, dashes as hyphen, tab and NBSP as space); the same length.

The text must be NFC: a combining mark that stands alone is kept as it is.
"""


_TONED = "ÁÀẢÃẠẮẰẲẴẶẤẦẨẪẬÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ"
_TONELESS = str.maketrans(_TONED, "AAAAAĂĂĂĂĂÂÂÂÂÂEEEEEÊÊÊÊÊIIIIIOOOOOÔÔÔÔÔƠƠƠƠƠUUUUUƯƯƯƯƯYYYYY")


def toneless(code: str) -> str:
    """An abbreviation without tone marks on its capitals: initials bear none, a scanner gives them some ("TỦ" is TU)."""
    return code if code.isascii() else code.translate(_TONELESS)
