"""How Vietnamese people are named: surnames, middle and given names with how often each is borne."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from pipeline.read.layer import syllables
from pipeline.read.ocr.tokens import base

ANY_WORD = 0.02
"""The share of middle and given names that no list has, spread over all syllables as they are printed."""
COUNTS = {2: 0.04, 3: 0.72, 4: 0.22, 5: 0.02}
"""Shares of names of so many words among those of the signers of public letters."""
UNHEARD = -16.0
"""The natural logarithm of the chance of a word that is no syllable at all."""


@dataclass(frozen=True, slots=True)
class Names:
    """How often each word stands first, between, and last in names of people."""

    surnames: dict[str, int]
    middles: dict[str, int]
    givens: dict[str, int]


@cache
def names() -> Names:
    """The counts of `data/names.tsv`."""
    text = (files("pipeline.read.ocr") / "data" / "names.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")][1:]
    columns = [{row[0]: int(row[place]) for row in rows if int(row[place])} for place in (1, 2, 3)]
    return Names(*columns)


def chance(words: Sequence[str]) -> float:
    """The natural logarithm of how likely it is that a person is named so."""
    if len(words) not in COUNTS:
        return UNHEARD * max(len(words), 1)
    middle = sum(word_chance(word, 1) for word in words[1:-1])
    return math.log(COUNTS[len(words)]) + word_chance(words[0], 0) + middle + word_chance(words[-1], 2)


def word_chance(word: str, place: int) -> float:
    """The natural logarithm of how likely a word is at its place in a name: 0 first, 1 between, 2 last."""
    known, total = _tables()[place]
    share = known.get(word, 0) / total
    if place:
        share = (1 - ANY_WORD) * share + ANY_WORD * _common().get(word.lower(), 0.0)
    return math.log(share) if share > 0 else UNHEARD


def like(word: str, place: int) -> tuple[str, ...]:
    """The words borne at that place of a name with the same letters and any marks, the commonest first, five at most."""
    return _by_letters()[place].get(base(word), ())


@lru_cache(maxsize=1024)
def near(word: str, place: int) -> tuple[str, ...]:
    """The words borne at that place of a name whose letters differ from the word's by one, the commonest first, eight at most."""
    read = base(word)
    found = [spelt for letters, spelt in _by_letters()[place].items() if _one_off(read, letters)]
    table = _tables()[place][0]
    return tuple(sorted((word for spelt in found for word in spelt), key=lambda word: -table[word])[:8])


def _one_off(one: str, two: str) -> bool:
    """Whether two words are alike but for one letter: another, or one more or less."""
    short, long = sorted((one, two), key=len)
    if len(long) - len(short) > 1:
        return False
    start = next((k for k, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    rest = short[start + (len(short) == len(long)) :]
    return long[start + 1 :] == rest


@cache
def _by_letters() -> tuple[dict[str, tuple[str, ...]], ...]:
    out = []
    for table in (names().surnames, names().middles, names().givens):
        found: dict[str, list[str]] = defaultdict(list)
        for word in sorted(table, key=lambda w: -table[w]):
            found[base(word)].append(word)
        out.append({letters: tuple(words[:5]) for letters, words in found.items()})
    return tuple(out)


@cache
def _tables() -> tuple[tuple[dict[str, int], int], ...]:
    held = names()
    return tuple((table, sum(table.values())) for table in (held.surnames, held.middles, held.givens))


@cache
def _common() -> dict[str, float]:
    """The share of each syllable among all, from the fourth root of how often it is printed: names are no running text."""
    weights = {word: 10 ** (count / 4) for word, count in syllables().items()}
    total = sum(weights.values())
    return {word: weight / total for word, weight in weights.items()}
