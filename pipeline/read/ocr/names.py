"""A signer's name under a seal: what the reader of crossed print sees in many rows over it, weighed by how people are named."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pipeline.read.layer import syllables
from pipeline.read.ocr import people
from pipeline.read.ocr.crossed import Logs, likelihoods, texts
from pipeline.read.ocr.people import chance, like
from pipeline.read.ocr.titles import is_office
from pipeline.read.ocr.tokens import PixelBox, Token

WORD = re.compile(r"[^\W\d_]+")
FEWEST, MOST = 2, 5
"""A name has so many words."""
ROWS, SEARCHED, FEW, NEAR = 6, 3, 10, 0.5
"""So many rows decide together, of which so many are searched for names, and so many names are looked at more closely;
rows further from the best than NEAR of its height show something else."""
EVIDENCE, CUSTOM, HEARD = 0.65, 0.65, 2.0
"""Weights of what the rows say (median log probability), of how people are named, of each word that all lines' readers
read alike (nats where they are sure of it)."""
Heard = Sequence[tuple[tuple[str, float], ...]]
"""Lines as the readers of all lines read them: words that may be a name's, and how surely each was read."""
MENDED = 4
"""So many names that hold a word which is none are tried with words that are, in its place."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the page, what the recogniser sees in it at each step, the likeliest text and its letters' mean chance."""

    box: PixelBox
    logs: Logs
    text: str
    sure: float

    @property
    def worth(self) -> float:
        """How much of a name is read here, and how surely: letters times the confidence above one half."""
        words = words_of(self.text)
        return sum(map(len, words)) * (self.sure - 0.5) if len(words) >= FEWEST else -1.0

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.box[1] + self.box[3]) / 2


@dataclass(frozen=True, slots=True)
class Guess:
    """The likeliest name, how likely it is among all that were thought of, the next ones, and where it was read best."""

    name: str
    chance: float
    others: tuple[str, ...]
    box: PixelBox


def guess(seen: Sequence[Row], heard: Heard) -> Guess | None:
    """The name that stands in a place of the page, from rows over it; None where no row shows one.

    `heard` are the lines that the readers of all lines read there.
    """
    best = max(seen, key=lambda row: row.worth, default=None)
    if best is None or best.worth <= 0:
        return None
    near = [row for row in seen if abs(row.middle - best.middle) < NEAR * (best.box[3] - best.box[1])]
    near = sorted(near, key=lambda row: -row.worth)[:ROWS]
    scored = _scored(near, heard)
    order = sorted((name for name in scored if _borne(name)), key=lambda name: -scored[name])
    if not order or is_office(max(scored, key=lambda name: scored[name])):
        return None
    seen_alone = {name: value - CUSTOM * chance(name.split()) for name, value in scored.items()}
    sure = (2 * _share(scored, order[0]) + _share(seen_alone, order[0])) / 3  # custom alone makes no name sure
    return Guess(order[0], sure, tuple(order[1:4]), best.box)


def judge(seen: Sequence[Row], name: str) -> Guess | None:
    """A name that was read surely, weighed against those with other marks that are borne more often; None where none is.

    What the recogniser of crossed print sees decides, with how people are named.
    """
    usual = [other for other in _alike(name) if chance(other.split()) > chance(name.split())]
    if not usual or not seen:
        return None
    names = [name, *usual]
    each = np.median([likelihoods(row.logs, names) for row in seen], axis=0)
    scored = {one: float(value) + chance(one.split()) for one, value in zip(names, each, strict=True)}
    order = sorted(scored, key=lambda one: -scored[one])
    return Guess(order[0], _share(scored, order[0]), tuple(order[1:4]), seen[0].box)


def _scored(near: Sequence[Row], heard: Heard) -> dict[str, float]:
    """The names that may stand in the rows, each with what speaks for it in nats."""
    told = [name for line in heard if (name := name_of(" ".join(word for word, _ in line)))]
    thought = [name for row in near[:SEARCHED] for text in texts(row.logs) if (name := name_of(text))]
    names = list(dict.fromkeys([*thought, *told]))
    if not names:
        return {}
    first = _scores(near, names, heard)
    names = sorted(names, key=lambda name: -first[name])[:FEW]
    others = [other for name in names[:2] for other in _alike(name)]
    others += [other for name in names[:MENDED] for other in _mended(name)]
    return _scores(near, list(dict.fromkeys([*names, *others])), heard)


def _share(scored: Mapping[str, float], name: str) -> float:
    """How likely a name is among all that were thought of."""
    most = max(scored.values())
    return math.exp(scored[name] - most) / sum(math.exp(value - most) for value in scored.values())


def words_of(text: str) -> list[str]:
    """The words of a reading that may be a name's: capitalised, parted where they were run together, no titles before a point."""
    parts = [part for word in WORD.findall(text.rsplit(".", 1)[-1]) for part in _apart(word)]
    return [word for word in parts if word[0].isupper()]


def heard_in(tokens: Sequence[Token]) -> tuple[tuple[str, float], ...]:
    """The words of a line already read that may be a name's, and how surely each was read."""
    return tuple((word, token.confidence) for token in tokens for word in words_of(token.text))


def name_of(text: str) -> str | None:
    """The name a reading shows; None where it has too few words or too many."""
    words = words_of(text)
    return " ".join(words) if FEWEST <= len(words) <= MOST else None


def is_name(text: str) -> bool:
    """Whether a reading is a whole name as printed: a surname and two to four syllables more, titles before it."""
    words = words_of(text)
    known = all(word.lower() in syllables() for word in words)
    return known and FEWEST < len(words) <= MOST and words[0] in people.names().surnames


def _apart(word: str) -> list[str]:
    """The words that were read as one: cut before capitals ("HoàngAnh")."""
    if word.isupper() or word.islower():
        return [word]
    cuts = [0, *(k for k in range(1, len(word)) if word[k].isupper() and word[k - 1].islower()), len(word)]
    return [word[a:b] for a, b in pairwise(cuts)]


def _scores(seen: Sequence[Row], names: Sequence[str], heard: Heard) -> dict[str, float]:
    """What rows, custom and the other readers say for each name, in nats."""
    each = np.median([likelihoods(row.logs, names) for row in seen], axis=0)
    return {
        name: EVIDENCE * float(value) + CUSTOM * chance(name.split()) + HEARD * _agreed(name.split(), heard)
        for name, value in zip(names, each, strict=True)
    }


def _agreed(words: Sequence[str], heard: Heard) -> float:
    """How many of a name's words the other readers read in their places, each as surely as it was read; the most of any line."""
    both = [(words, line) for line in heard] + [(words[::-1], line[::-1]) for line in heard]
    pairs = [zip(own, line, strict=False) for own, line in both]
    return max((sum(sure for word, (read, sure) in each if word == read) for each in pairs), default=0.0)


def _borne(name: str) -> bool:
    """Whether every word is one that is printed, or that people bear, in one case, and all of them no title of office."""
    placed = _placed(name.split())
    alike = name.isupper() or not any(word.isupper() and len(word) > 1 for word, _ in placed)
    return alike and not is_office(name) and all(word.lower() in syllables() or _known(word, place) for word, place in placed)


def _known(word: str, place: int) -> bool:
    return people.word_chance(word, place) > people.UNHEARD


def _placed(words: Sequence[str]) -> list[tuple[str, int]]:
    """Each word with its place in a name: 0 first, 1 between, 2 last."""
    return list(zip(words, [0, *[1] * (len(words) - 2), 2], strict=True))


def _mended(name: str) -> list[str]:
    """The name with each word that nobody bears there replaced by those that differ from it by a letter."""
    words = name.split()
    return [
        " ".join([*words[:k], other, *words[k + 1 :]])
        for k, (word, place) in enumerate(_placed(words))
        if not _known(word, place)
        for other in people.near(word, place)
    ]


def _alike(name: str) -> list[str]:
    """The name with each of its words in turn spelt with other marks."""
    words = name.split()
    return [
        " ".join([*words[:k], other, *words[k + 1 :]])
        for k, (word, place) in enumerate(_placed(words))
        for other in like(word, place)
        if other != word
    ]
