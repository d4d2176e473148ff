"""Tables of the dead encodings: TCVN3 (ABC), VNI, VISCII, VPS → Unicode; and UTF-8 taken for cp1252.

The tables are viparse's (MIT; derived from dated public documents and the published charts), with the VNI letters its
corpus did not hold. Text of a legacy font arrives as the Latin-1 or cp1252 characters of its bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

Encoding = Literal["tcvn3", "vni", "viscii", "vps", "utf8"]
Pieces = list[tuple[str, str]]
"""Text cut into (source characters, characters they stand for); joined, each side is a whole text."""

# VNI-Windows letters that viparse's corpus did not show. Source: the VNI-Windows code chart (as in UniKey's vni-win table).
_VNI_MORE = {"aú": "ẳ", "AÚ": "Ẳ", "î": "ỵ", "Î": "Ỵ"}

# What a font of a symbol charset, cp1252 or a PDF's glyph names make of the bytes 80-9F, AD and B7.
_CP1252 = {bytes([byte]).decode("cp1252"): chr(byte) for byte in range(0x80, 0xA0) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
_GLYPH_NAMES = {"\u2212": "\xad", "\u2219": "\xb7", "\u0394": "\xc6", "\u03bc": "\xb5", "\u02c9": "\xaf"}


@dataclass(frozen=True)
class Charmap:
    """One encoding: what each sequence of surface characters stands for, and the pattern that finds them."""

    name: Encoding
    letters: dict[str, str]
    pattern: re.Pattern[str]

    def pieces(self, text: str) -> Pieces:
        """The text cut into (source, Unicode) pieces: words and the blanks between them."""
        return [(part, _decoded(self.name, part)) for part in _PARTS.findall(text)]

    def decode(self, text: str) -> str:
        """The text in Unicode."""
        return self.pattern.sub(lambda found: self.letters[found[0]], text)


# Words and blanks; control characters and U+0085, U+00A0 are letters in some encodings.
_PARTS = re.compile(r"[^ \t\v]{1,60}|[ \t\v]+")


@lru_cache(maxsize=16384)
def _decoded(name: Encoding, word: str) -> str:
    return charmap(name).decode(word)


@cache
def charmap(name: Encoding) -> Charmap:
    """The table of an encoding, built once."""
    letters = _twice_encoded() if name == "utf8" else _published(name)
    pattern = "|".join(re.escape(seq) for seq in sorted(letters, key=lambda seq: (-len(seq), seq)))
    return Charmap(name, letters, re.compile(pattern))


def _twice_encoded() -> dict[str, str]:
    """What UTF-8 looks like when its bytes were taken for cp1252 ("Cá»™ng")."""
    letters = "ĂăĐđĨĩŨũƠơƯư₫…–—‘’“”•×" + "".join(map(chr, (*range(0x1EA0, 0x1EFA), *range(0xA0, 0x100))))
    made = {letter.encode(): letter for letter in letters}
    surfaces = {byte: char for char, byte in _CP1252.items()}
    plain = {data.decode("latin-1"): letter for data, letter in made.items()}
    return {"".join(surfaces.get(char, char) for char in seq): letter for seq, letter in plain.items()} | plain


def _published(name: Encoding) -> dict[str, str]:
    """viparse's table with what it lacks, and with the forms other programs give the same bytes."""
    from viparse.normalize.encodings import CHARMAPS

    letters = dict(CHARMAPS[name].pairs)
    if name == "vni":
        letters |= _VNI_MORE
        letters |= {seq[0] + seq[1:].lower(): out for seq, out in letters.items() if len(seq) == 2 and seq[0].isupper()}
    letters |= {surface: letters[byte] for surface, byte in _CP1252.items() if byte in letters}
    if name == "tcvn3":
        letters |= {glyph: letters[byte] for glyph, byte in _GLYPH_NAMES.items() if byte in letters}
    return letters | {_private(seq): out for seq, out in letters.items() if all(0x20 < ord(c) < 0x100 for c in seq)}


def _private(sequence: str) -> str:
    """The same bytes as a symbol font shows them: high ones in the private use area, U+F000 and on."""
    return "".join(chr(0xF000 + ord(char)) if ord(char) > 0x7F else char for char in sequence)
