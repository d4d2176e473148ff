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
from pipeline.read.ocr.tokens import PixelBox

WORD = re.compile(r"[^\W\d_]+")
FEWEST, MOST = 2, 5
"""A name has so many words."""
ROWS, SEARCHED, FEW, NEAR = 6, 3, 10, 0.5
"""So many rows decide together, of which so many are searched for names, and so many names are looked at more closely;
rows further from the best than NEAR of its height show something else."""
EVIDENCE, CUSTOM, HEARD = 0.8, 0.5, 4.0
"""Weights of what the rows say (median log probability), of how people are named, of what all lines' readers read (nats)."""


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


def guess(seen: Sequence[Row], heard: Mapping[str, float]) -> Guess | None:
    """The name that stands in a place of the page, from rows over it; None where no row shows one.

    `heard` are the texts that the readers of all lines read there, with their confidence.
    """
    best = max(seen, key=lambda row: row.worth, default=None)
    if best is None or best.worth <= 0:
        return None
    near = [row for row in seen if abs(row.middle - best.middle) < NEAR * (best.box[3] - best.box[1])]
    near = sorted(near, key=lambda row: -row.worth)[:ROWS]
    told = {name: sure for text, sure in heard.items() if (name := name_of(text))}
    thought = [name for row in near[:SEARCHED] for text in texts(row.logs) if (name := name_of(text))]
    names = list(dict.fromkeys([*thought, *told]))
    if not names:
        return None
    first = _scores(near, names, told)
    names = sorted(names, key=lambda name: -first[name])[:FEW]
    scored = _scores(near, list(dict.fromkeys([*names, *(other for name in names[:2] for other in _alike(name))])), told)
    order = sorted(scored, key=lambda name: -scored[name])
    seen_alone = {name: value - CUSTOM * chance(name.split()) for name, value in scored.items()}
    sure = (2 * _share(scored, order[0]) + _share(seen_alone, order[0])) / 3  # custom alone makes no name sure
    return Guess(order[0], sure, tuple(order[1:4]), best.box)


def _share(scored: Mapping[str, float], name: str) -> float:
    """How likely a name is among all that were thought of."""
    most = max(scored.values())
    return math.exp(scored[name] - most) / sum(math.exp(value - most) for value in scored.values())


def words_of(text: str) -> list[str]:
    """The words of a reading that may be a name's: capitalised, parted where they were run together, no titles before a point."""
    parts = [part for word in WORD.findall(text.rsplit(".", 1)[-1]) for part in _apart(word)]
    return [word for word in parts if word[0].isupper()]


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


def _scores(seen: Sequence[Row], names: Sequence[str], told: Mapping[str, float]) -> dict[str, float]:
    """What rows, custom and the other readers say for each name, in nats."""
    each = np.median([likelihoods(row.logs, names) for row in seen], axis=0)
    return {
        name: EVIDENCE * float(value) + CUSTOM * chance(name.split()) + HEARD * told.get(name, 0.0)
        for name, value in zip(names, each, strict=True)
    }


def _alike(name: str) -> list[str]:
    """The name with each of its words in turn spelt with other marks."""
    words = name.split()
    places = [0, *[1] * (len(words) - 2), 2]
    return [
        " ".join([*words[:k], other, *words[k + 1 :]])
        for k, (word, place) in enumerate(zip(words, places, strict=True))
        for other in like(word, place)
        if other != word
    ]
