"""Which text is really in a dead encoding: the font's name asks, the words answer.

Every word with a letter above ASCII votes. If it is a Vietnamese syllable only after conversion it votes for the
encoding; if it is one as it stands it votes for Unicode. Clean Unicode under an old font's name is therefore never
touched, and old bytes under a new font's name are still found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pipeline.read.encodings.charmaps import Encoding, charmap
from pipeline.read.encodings.fonts import UNICODE, Face
from pipeline.read.encodings.syllables import is_syllable

CANDIDATES: tuple[Encoding, ...] = ("tcvn3", "vni", "viscii", "vps", "utf8")

_TOKEN = re.compile(r"[^ \t\r\n\v!-@\[-`{-~]+")  # control characters and U+0085 are letters of VISCII and VPS
_LETTERS = re.compile(r"[^\W\d_]+")
_QUOTES = "“”‘’„…–—•«»\u00a0\u00ad"
_UNICODE_ONLY = re.compile("[ĂăĐđĨĩŨũƠơƯư\u0300-\u0323\u1ea0-\u1ef9]")
_FEWEST, _SHARE, _ALONE = 3, 0.8, 5
_LONGEST = 40  # no word that is longer is looked at, or kept

Segment = tuple[str, Face]
"""A stretch of text in one font."""


@dataclass(frozen=True, slots=True)
class Votes:
    """Words that are Vietnamese only when converted, only as they stand, and in neither way."""

    legacy: int = 0
    unicode: int = 0
    neither: int = 0

    def __add__(self, other: Votes) -> Votes:
        return Votes(self.legacy + other.legacy, self.unicode + other.unicode, self.neither + other.neither)

    @property
    def foreign(self) -> bool:
        """Mostly words that are Vietnamese in no way."""
        return self.neither >= _FEWEST and self.neither > 2 * self.legacy

    @property
    def convincing(self) -> bool:
        """Enough words to convert text whose font says nothing."""
        odd = self.legacy + self.neither
        return self.legacy >= _FEWEST and self.legacy >= _SHARE * odd

    @property
    def strong(self) -> bool:
        """Convincing by itself, in a document that is otherwise Unicode."""
        return self.convincing and self.legacy >= _ALONE and not self.unicode


def votes(text: str, encoding: Encoding) -> Votes:
    """How the words of `text` vote on `encoding`. Words that are Vietnamese both ways abstain."""
    return Votes() if text.isascii() else _tally(Counter(_words(text)), encoding)


def _tally(words: Mapping[str, int], encoding: Encoding) -> Votes:
    counts = [0, 0, 0, 0]
    for word, times in words.items():
        counts[_vote(word, encoding) if len(word) <= _LONGEST else 3] += times
    return Votes(*counts[1:])


@lru_cache(maxsize=65536)
def _vote(word: str, encoding: Encoding) -> int:
    """0: abstains, 1: for the encoding, 2: for Unicode, 3: neither reads as Vietnamese."""
    decoded = charmap(encoding).decode(word)
    after, before = _reads(decoded) and not _rises(decoded, encoding), _reads(word)
    if before:
        return 2 if not after or _UNICODE_ONLY.search(word) else 0
    abbreviation = decoded.isupper() and decoded.isalpha()
    return 1 if after else 0 if abbreviation else 3


def _rises(word: str, encoding: Encoding) -> bool:
    """Whether a capital follows a small letter: nobody writes so, but a wrong conversion does ("vẠ" of OCR's "v€").

    TCVN3 has no accented capitals: in its words of capitals the accented letters are small.
    """
    return any(one.islower() and two.isupper() and (encoding != "tcvn3" or one.isascii()) for one, two in pairwise(word))


def _words(text: str) -> Iterator[str]:
    """The words with a character above ASCII that is more than a quotation mark."""
    return (word for word in _TOKEN.findall(text) if not word.isascii() and word.strip(_QUOTES))


def _reads(word: str) -> bool:
    """Whether a word is made of Vietnamese syllables, at least one of them beyond ASCII, and nothing strange."""
    bare = word.strip(_QUOTES)
    parts = _LETTERS.findall(bare)
    if not parts or sum(map(len, parts)) != sum(not c.isascii() or c.isalpha() for c in bare):
        return False
    return not bare.isascii() and all(len(part) <= _LONGEST and is_syllable(part) for part in parts)


def settle(paragraphs: Sequence[Sequence[Segment]]) -> list[list[Face]]:
    """The true face of every segment: its font's, Unicode where the font lies, or one found by the words alone."""
    plain = _found_in_plain(paragraphs)
    named = _named(paragraphs)
    return [_settle_one(segments, plain, named) for segments in paragraphs]


def _named(paragraphs: Iterable[Iterable[Segment]]) -> dict[Encoding, Votes]:
    """The votes of all text under fonts of each encoding."""
    totals: dict[Encoding, Votes] = {}
    for segments in paragraphs:
        for text, face in segments:
            if face.encoding:
                totals[face.encoding] = totals.get(face.encoding, Votes()) + votes(text, face.encoding)
    return totals


def _found_in_plain(paragraphs: Sequence[Sequence[Segment]]) -> tuple[Encoding, Votes] | None:
    """The encoding of the text whose font names none, if its words are convincing."""
    words = Counter(word for segments in paragraphs for text, face in segments if not face.encoding for word in _words(text))
    odd = sum(times for word, times in words.items() if not _UNICODE_ONLY.search(word) and not _reads(word))
    if odd < _FEWEST:
        return None  # every word stands as it is
    found = [(total, name) for name in CANDIDATES if (total := _tally(words, name)).convincing and _varied(words, name)]
    found = found or [(total, name) for name in CANDIDATES if (total := _strong(paragraphs, name)).legacy]
    return max(((name, total) for total, name in found), key=lambda one: one[1].legacy, default=None)


def _varied(words: Mapping[str, int], encoding: Encoding) -> bool:
    """Whether several different words vote for the encoding, not one again and again."""
    return sum(_vote(word, encoding) == 1 for word in words) >= _FEWEST


def _strong(paragraphs: Sequence[Sequence[Segment]], encoding: Encoding) -> Votes:
    """The votes of those paragraphs that are convincing each by itself."""
    each = (votes(_plain(segments), encoding) for segments in paragraphs)
    return sum((one for one in each if one.strong), Votes())


def _plain(segments: Sequence[Segment]) -> str:
    return " ".join(text for text, face in segments if not face.encoding)


def _settle_one(segments: Sequence[Segment], plain: tuple[Encoding, Votes] | None, named: dict[Encoding, Votes]) -> list[Face]:
    here = _plain_face(_plain(segments), plain)
    return [_true_face(text, face, named[face.encoding]) if face.encoding else here for text, face in segments]


def _plain_face(text: str, found: tuple[Encoding, Votes] | None) -> Face:
    if found is None or text.isascii():
        return UNICODE
    encoding, total = found
    own = votes(text, encoding)
    if total.legacy > 9 * total.unicode:  # all of the document is: what abstains goes with it
        return UNICODE if own.unicode > own.legacy or own.foreign else Face(encoding)
    return Face(encoding) if own.legacy > own.unicode and own.legacy >= own.neither else UNICODE


def _true_face(text: str, face: Face, total: Votes) -> Face:
    assert face.encoding is not None
    own = votes(text, face.encoding)
    if own.legacy == own.unicode:
        own = own + total
    return UNICODE if own.unicode > own.legacy or own.foreign else face
