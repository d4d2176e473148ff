"""Words for damaged tokens: searched once a document, kept in one pool that lattices are cut from.

Costs are thousandths of a nat throughout.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

import numpy as np

from pipeline.repair.model import Array, RepairModel
from pipeline.repair.native import APART, Breadth, engine
from pipeline.repair.tables import SearchTables

Seen = dict[str, dict[int, float]]
"""By token read: the words it surely stood for, each with the share of that word's places read so."""
Key = tuple[str, int]
"""A token and how it is read: 0 in small letters or with a capital first, 1 in capitals."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How wide the search is and what liberties cost (thousandths of a nat; `weight` of 1024 is the model's own)."""

    most: int = 50
    parts: int = 5
    width: int = 12000
    poor: int = 1600
    beam: int = 16
    weight: int = 1024
    split: int = 2500
    merge: int = 3000
    absorb: int = 1000
    doubt: int = 3000
    figure: int = 6000
    unknown: int = 13000
    abbreviation: int = 5000
    unknown_letter: int = 2300


class Found(NamedTuple):
    """Where the pool has the words for a token: [start, whole) for all of it, best first, [whole, end) for its parts."""

    start: int
    whole: int
    end: int


NOTHING = Found(0, 0, 0)


@dataclass(slots=True)
class Pool:
    """Words with their costs, and for parts of tokens where each begins and ends. The first place holds nothing."""

    word: Array
    cost: Array
    begin: Array
    end: Array


def empty_pool() -> Pool:
    """A pool with nothing found yet."""
    none = np.zeros(1, np.int32)
    return Pool(none, none, none, none)


class WordFinder(Protocol):
    """Words for tokens, remembered for the document."""

    @property
    def settings(self) -> Settings:
        """How wide to search."""

    @property
    def pool(self) -> Pool:
        """All that was found."""

    @property
    def spelt(self) -> frozenset[str]:
        """Words the model does not know that stand where they were read so."""

    @property
    def known(self) -> dict[Key, Found]:
        """What was found for a token in a mode."""

    def prepare(self, words: list[Key], others: list[Key]) -> None:
        """Find the words of tokens (and of their parts), and of other strings that may be one word."""


@dataclass(slots=True)
class Finder:
    """Words for tokens under one set of tables, remembered for the document."""

    own: RepairModel
    tables: SearchTables
    settings: Settings
    seen: Seen = field(default_factory=dict)
    spelt: frozenset[str] = frozenset()
    known: dict[Key, Found] = field(default_factory=dict)
    pool: Pool = field(default_factory=empty_pool)

    def prepare(self, words: list[Key], others: list[Key]) -> None:
        """Search all tokens not yet known. Those that begin alike go side by side: the engine shares their beginnings."""
        wanted = dict.fromkeys(others, 0) | dict.fromkeys(words, APART)
        encode, known = self.tables.encode, self.known
        fresh = sorted((key[1], encode(key[0]), apart, key) for key, apart in wanted.items() if key not in known)
        if not fresh:
            return
        s = self.settings
        starts, begin, end, word, cost = engine().search(
            self.tables, [code for _, code, _, _ in fresh], [mode + apart for mode, _, apart, _ in fresh],
            Breadth(s.most, s.parts, s.width, s.poor),
        )  # fmt: skip
        base, places = len(self.pool.word), starts.tolist()
        lengths = np.repeat(np.array([len(code) for _, code, _, _ in fresh]), np.diff(starts))
        inner = np.concatenate([[0], np.cumsum((begin > 0) | (end < lengths))])[starts].tolist()
        for i, (_, _, _, key) in enumerate(fresh):
            start, after = places[i], places[i + 1]
            whole = after - (inner[i + 1] - inner[i])
            known[key] = Found(base + start, base + whole, base + after)
            if key[0] in self.seen:
                cost[start:whole] = recalled(word[start:whole], cost[start:whole], self.seen[key[0]])
        old = self.pool
        self.pool = Pool(
            np.concatenate([old.word, word]), np.concatenate([old.cost, cost]),
            np.concatenate([old.begin, begin]), np.concatenate([old.end, end]),
        )  # fmt: skip


def recalled(words: Array, costs: Array, shares: dict[int, float]) -> Array:
    """Costs of a token's words mixed half and half with how often the document read this word as this very token."""
    mixed = costs.copy()
    for i, word in enumerate(words.tolist()):
        if word in shares:
            mixed[i] = round(-1000 * math.log(0.5 * math.exp(-int(costs[i]) / 1000) + 0.5 * shares[word]))
    return mixed
