"""How text becomes terms of the search index, and how a query becomes the same terms.

A Vietnamese word is one to four syllables written apart, and single syllables are so common that a posting list of one
holds most letters. So three streams are indexed: the syllables as typed (case and tone placement evened out), the
syllables folded (without diacritics), and every folded pair of neighbours ("thong_tin"), once a letter: a phrase is
in letters that hold all its pairs, nearly always in a row, and the few hits shown are checked. (Pairs as typed would
cost as much again as all the rest, and rank no better: a pair whose syllables are both there as typed is the pair as
typed but for chance.)
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from corpus.native import joined_words
from extractors.folding import fold

TOKEN = re.compile(r"[^\W_]+")

_NUMBERED = re.compile(r"[^\W_][\w&.]*(?: ?[/–-] ?[^\W_][\w&.]*)+")
_LOOSE = re.compile(r"[\s&.]")
_LEADING = re.compile(r"^0+(?=\d)")
_BREAK = re.compile(r"[/-]")
_MOST_PARTS = 8

_SHORT = 120
_SIGNS = ".,;:-/()\"'?!%&+*–…“”[]_"

_MISPLACED = dict(
    zip(
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"],
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"],
        strict=True,
    )
)
_ALONE_Y = re.compile(r"(?:[hklmst]|qu)y")


class _Exact(dict[str, str]):
    """A lower-case syllable with its tone mark in the older place: "hoà" as "hòa"; "quý" and "hoàn" stay."""

    def __missing__(self, token: str) -> str:
        moved = _MISPLACED.get(token[-2:])
        value = token if moved is None or token[-3:-2] == "q" else token[:-2] + moved
        return self.setdefault(token, value)


class _Folded(dict[str, str]):
    """A lower-case syllable without diacritics; a lone y after a consonant is i ("kỹ" and "kĩ" are one)."""

    def __missing__(self, token: str) -> str:
        bare = fold(token)
        return self.setdefault(token, bare[:-1] + "i" if _ALONE_Y.fullmatch(bare) else bare)


_EXACT = _Exact()
_FOLDED = _Folded()
_MEMORY = 500_000
"""Syllables kept in the two tables; damaged text would let them grow without end."""


OFTEN = 3
"""So often a syllable stands in a letter that is about it, rather than mentions it."""


class Terms(NamedTuple):
    """The streams of one text, terms parted by blanks, ready for the index's fields, and all its syllables folded.

    A term comes once: how often is only told by `often`, which has the syllables that stand `OFTEN` times and more, as typed,
    and folded with "~" before them.
    """

    running: str
    exact: str
    folded: str
    pairs: str
    often: str


def syllables(text: str) -> list[str]:
    """The syllables, words and numbers of NFC text in lower case, tone marks in one place."""
    if len(_EXACT) > _MEMORY:
        _EXACT.clear()
        _FOLDED.clear()
    return list(map(_EXACT.__getitem__, _tokens(text.lower())))


def _tokens(text: str) -> list[str]:
    # three times faster than the pattern, which says what is meant and serves where a rare sign stands
    if len(text) < _SHORT and "".join(found := text.split()).isalnum():  # a name
        return found
    plain = text
    for sign in _SIGNS:
        plain = plain.replace(sign, " ")
    found = plain.split()
    return found if "".join(found).isalnum() or not found else TOKEN.findall(text)


def folded(tokens: list[str]) -> list[str]:
    """The same syllables without diacritics."""
    return list(map(_FOLDED.__getitem__, tokens))


def terms(text: str) -> Terms:
    """All streams of a text. Linear in its length."""
    exact = syllables(text)
    bare = folded(exact)
    typed, plain = Counter(exact), Counter(bare)
    often = [t for t, n in typed.items() if n >= OFTEN] + [f"~{t}" for t, n in plain.items() if n >= OFTEN]
    return Terms(" ".join(bare), " ".join(typed), " ".join(plain), distinct_pairs(bare), " ".join(often))


def distinct_pairs(tokens: list[str]) -> str:
    """Every pair of neighbours once: "a b a b" gives "a_b b_a"."""
    return " ".join(dict.fromkeys(pairs(tokens)))


def pairs(tokens: list[str]) -> list[str]:
    """Every pair of neighbours, in order."""
    return list(map("_".join, pairwise(tokens)))


@lru_cache(50_000)
def compact(notation: str) -> str:
    """A number or notation in one spelling: upper case, no diacritics, blanks, "&", dots or leading zeros; dashes as "-"."""
    return _LEADING.sub("", _LOOSE.sub("", fold(notation)).upper())


@lru_cache(20_000)
def notation_runs(notation: str) -> tuple[str, ...]:
    """Every run of neighbouring parts of a number: "250/CATTT-VNCERT/CC" holds "250/CATTT" and "CATTT-VNCERT"."""
    whole = compact(notation)
    parts = [p for p in _BREAK.split(whole) if p]
    if len(parts) > _MOST_PARTS:
        return (whole, *parts)
    marks = [m.end() for m in _BREAK.finditer(whole)]
    starts, ends = [0, *marks], [*(m - 1 for m in marks), len(whole)]
    return tuple(whole[s:e] for i, s in enumerate(starts) for e in ends[i:] if e > s)


def numbers_in(text: str) -> set[str]:
    """The numbers and notations written in a text, compact: runs joined by "/" or "-" that hold capitals."""
    tight = text.replace(" /", "/").replace("/ ", "/")
    words = joined_words(tight)
    if words is None:
        words = [word for word in tight.split() if "/" in word or "-" in word or "–" in word]
    return {compact(run) for word in words for run in _NUMBERED.findall(word) if _is_notation(run)}


def _is_notation(run: str) -> bool:
    capitals = sum(map(str.isupper, run))
    return capitals >= 2 and ("/" in run or not any(map(str.islower, run))) and len(run) <= 60


def looks_like_notation(word: str) -> bool:
    """Whether a word of a query is to be looked up as a number or notation: "250/CATTT", "CATTT-VNCERT", "05/2016/tt-byt"."""
    if not _NUMBERED.fullmatch(word):
        return False
    return ("/" in word and any(c.isdigit() for c in word)) or _is_notation(word)


def name_terms(*names: str) -> str:
    """Terms of short names: folded syllables, pairs and each whole name, for filters."""
    return " ".join(map(_name_terms, names))


@lru_cache(50_000)
def _name_terms(name: str) -> str:
    bare = folded(syllables(name))
    return " ".join([*bare, *pairs(bare), whole_name(name)])


def whole_name(name: str) -> str:
    """A name as one term: its folded syllables joined, with a mark before them."""
    return "=" + "_".join(folded(syllables(name)))
