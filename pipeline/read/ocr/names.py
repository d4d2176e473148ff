"""A signer's name put together from many damaged readings of it, each of which lost something to a seal."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from pipeline.read.layer import syllables
from pipeline.read.ocr.tokens import base

WORD = re.compile(r"[^\W\d_]+")
MOST_WORDS = 5
NEAR, OTHER_MARKS, UNKNOWN = 0.5, 0.6, 0.25
"""What a vote counts for a surname one letter off the list's, for a syllable with other marks, for a word that is none."""
PRIOR = 0.25
"""Of words with the same letters the commoner one is likelier: so much of the log10 of how often it is printed counts."""
LEAST_SHARE, LEAST_VOTES, FEW = 0.5, 0.6, 0.6
"""A word of the name needs this share of the votes for its place, and so many votes (one is a sure reading). A word is
believed less where there are fewer than two."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one look at the line gave, and how sure that look is."""

    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Name:
    """The words of a name, and the share of the votes each has."""

    words: tuple[str, ...]
    shares: tuple[float, ...]


@cache
def surnames() -> dict[str, tuple[str, ...]]:
    """Letters without marks → the surnames so spelt, the commonest first."""
    text = (files("pipeline.read.ocr") / "data" / "surnames.tsv").read_text("utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for name in dict.fromkeys(line for line in text.splitlines()[2:] if line):
        found[base(name)] = (*found.get(base(name), ()), name)
    return found


def is_name(words: Sequence[str]) -> bool:
    """Whether the words are a whole name as printed: a surname of the list and two to four more, titles before it."""
    bare = WORD.findall(" ".join(words))
    ends = (bare[k:] for k in range(max(0, len(bare) - MOST_WORDS), len(bare) - 2))
    return any(all(w[0].isupper() for w in end) and end[0] in surnames().get(base(end[0]), ()) for end in ends)


def vote(readings: Sequence[Reading]) -> Name | None:
    """The name that most readings agree on, word by word from the last; None where no surname or no majority is seen."""
    ends = [(_end(r.text), r.confidence) for r in readings]
    cast = [(words, sure) for words, sure in ends if len(words) > 2 and _surnames(words[0])]
    if not cast:
        return None
    lengths: dict[int, float] = defaultdict(float)
    for words, sure in cast:
        lengths[len(words)] += sure
    count = max(lengths, key=lambda n: (lengths[n], n))
    cast = [(words, sure) for words, sure in cast if len(words) == count]
    parts = [(words, sure) for words, sure in ends if 1 < len(words) < count and len(words[-1]) > 1]
    places = [
        _place([(w[k], sure) for w, sure in cast], first=True)
        if not k
        else _place([(w[k - count], sure) for w, sure in cast + parts if len(w) >= count - k])
        for k in range(count)
    ]
    if any(share < LEAST_SHARE or votes < LEAST_VOTES for _, share, votes in places):
        return None
    return Name(tuple(word for word, _, _ in places), tuple(share * min(1.0, FEW + votes / 5) for _, share, votes in places))


def _end(text: str) -> list[str]:
    """The end of a reading that may be a name: from the word that is or nearly is a surname, else its words in capitals' case."""
    words = [part for word in WORD.findall(text) for part in _apart(word)][-MOST_WORDS:]
    start = len(words)
    while start and words[start - 1][0].isupper() and len(words[start - 1]) > 1:
        start -= 1
    begins = [k for k in range(max(0, start - 1), len(words) - 2) if _surnames(words[k])]
    return words[begins[0] if begins else start :]


def _apart(word: str) -> list[str]:
    """The words that were read as one: cut before capitals ("HoàngAnh")."""
    if word.isupper() or word.islower():
        return [word]
    cuts = [0, *(k for k in range(1, len(word)) if word[k].isupper() and word[k - 1].islower()), len(word)]
    return [word[a:b] for a, b in pairwise(cuts)]


def _surnames(word: str) -> list[tuple[str, float]]:
    """The surnames a word is, or is one letter off, with the weight of its vote for each."""
    key = base(word)
    if key in surnames():
        return [(next((s for s in surnames()[key] if s.lower() == word.lower()), surnames()[key][0]), 1.0)]
    if len(key) < 4:
        return []
    near = [name for name in surnames() if abs(len(name) - len(key)) < 2 and len(name) > 3 and _one_off(key, name)]
    return [(surnames()[name][0], NEAR / len(near)) for name in near]


def _one_off(one: str, two: str) -> bool:
    """Whether one letter changed, added or left out makes the one word the other."""
    head = next((k for k, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    return one[head + 1 :] == two[head + 1 :] or one[head + 1 :] == two[head:] or one[head:] == two[head + 1 :]


def _place(votes: Sequence[tuple[str, float]], *, first: bool = False) -> tuple[str, float, float]:
    """The word that wins a place, its share of the votes by letters, and how many they are."""
    weights: dict[str, float] = defaultdict(float)
    for word, sure in votes:
        for named, weight in _surnames(word) if first else [_given(word)]:
            weights[named] += sure * weight
    by_letters: dict[str, float] = defaultdict(float)
    for word, weight in weights.items():
        by_letters[base(word)] += weight
    if not sum(by_letters.values()):  # nothing read, or nothing with any confidence
        return "", 0.0, 0.0
    best = max(by_letters, key=by_letters.__getitem__)
    word = max(
        (w for w in weights if base(w) == best), key=lambda w: weights[w] * 10 ** (PRIOR * syllables().get(w.lower(), 0.0))
    )
    return word, by_letters[best] / sum(by_letters.values()), by_letters[best]


def _given(word: str) -> tuple[str, float]:
    """A word of a name as it is spelt, and the weight of its vote: other marks are taken where it is no syllable."""
    if word == "Thi":  # between surname and given name it is Thị with its dot lost
        return "Thị", 1.0
    if word.lower() in syllables():
        return word.capitalize(), 1.0
    like = _by_letters().get(base(word))
    return (like.capitalize(), OTHER_MARKS) if like else (word.capitalize(), UNKNOWN)


@cache
def _by_letters() -> dict[str, str]:
    """Letters without marks → the commonest syllable so spelt."""
    found: dict[str, str] = {}
    for syllable in syllables():
        found.setdefault(base(syllable), syllable)
    return found
