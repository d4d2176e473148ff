"""Folding: text without diacritics and case, character for character, so that offsets stay.

`fold` serves every match that must survive lost or misread tone marks; the value itself is always taken from the
text as printed.
"""

from __future__ import annotations

import unicodedata


class _Folded(dict[int, str]):
    """Maps a code point to its base letter in lower case, one character each; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        char = unicodedata.normalize("NFD", chr(code))[0].lower()
        char = {"đ": "d", "ð": "d", "ɖ": "d", "–": "-", "—": "-", "‐": "-", "−": "-", "\u00a0": " ", "\t": " "}.get(char, char)
        self[code] = char if len(char) == 1 else chr(code)
        return self[code]


_TABLE = _Folded()


def fold(text: str) -> str:
    """`text` in lower case without diacritics (đ as d, dashes as hyphen, tab and NBSP as space); the same length.

    The text must be NFC: a combining mark that stands alone is kept as it is.
    """
    return text.translate(_TABLE)
