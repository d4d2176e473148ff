"""Folding: text without diacritics and case, character for character, so that offsets stay.

`fold` serves every match that must survive lost or misread tone marks; the value itself is always taken from the
text as printed.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache


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
    return _fold_line(text) if len(text) <= _LINE else _fold_text(text)


_LINE = 400
"""Lines up to this length are remembered once folded: every extractor asks for the same ones."""


@lru_cache(maxsize=8)
def _fold_text(text: str) -> str:
    """A whole letter's text and its views, which several extractors fold in turn."""
    return text.translate(_TABLE)


@lru_cache(maxsize=1 << 14)
def _fold_line(text: str) -> str:
    return text.translate(_TABLE)
