"""Bytes of a text file → characters, whatever it was saved as.

Unicode first (byte order mark, UTF-8, UTF-16 by its zero bytes), then cp1258 if its words are Vietnamese, else Latin-1
characters for `detect` to find a dead encoding in, or cp1252 if there is none.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from pipeline.read.encodings.detect import CANDIDATES, Votes, votes
from pipeline.read.encodings.syllables import is_syllable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 200_000
_WORDS = re.compile(r"[^\W\d_]+")
_BROKEN_SHARE = 0.05
_HOLES = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}


def decode(data: bytes) -> tuple[str, str]:
    """(text, name of the charset). Every input has an answer; legacy text comes as Latin-1 ("latin-1")."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace"), name
    if wide := _utf16(data[:_SAMPLE]):
        return data.decode(wide, "replace"), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _not_utf8(data)


def _utf16(sample: bytes) -> str | None:
    """UTF-16 without a mark: ASCII letters leave a zero in every second byte."""
    half = len(sample) // 2
    low, high = sample[1::2].count(0), sample[0::2].count(0)
    if half and max(low, high) > 0.3 * half and min(low, high) < 0.05 * half:
        return "utf-16-le" if low > high else "utf-16-be"
    return None


def _not_utf8(data: bytes) -> tuple[str, str]:
    loose = data[:_SAMPLE].decode("utf-8", "replace")
    broken, good = loose.count("\ufffd"), sum(char > "\x7f" for char in loose)
    if broken <= _BROKEN_SHARE * good:
        return data.decode("utf-8", "replace"), "utf-8"
    sample = data[:_SAMPLE]
    surface = sample.decode("latin-1")
    legacy = max((votes(surface, name) for name in CANDIDATES), key=lambda v: v.legacy - v.neither)
    combining = _vietnamese(unicodedata.normalize("NFC", sample.decode("cp1258", "replace")))
    if combining.legacy > max(legacy.legacy, combining.neither):
        return data.decode("cp1258", "replace"), "cp1258"
    if legacy.convincing:
        return data.decode("latin-1"), "latin-1"
    return data.decode("latin-1").translate(_HOLES), "cp1252"


def _vietnamese(text: str) -> Votes:
    """How many words with a letter above ASCII are Vietnamese syllables, and how many are none."""
    words = [word for word in _WORDS.findall(text) if not word.isascii()]
    good = sum(map(is_syllable, words))
    return Votes(legacy=good, neither=len(words) - good)
