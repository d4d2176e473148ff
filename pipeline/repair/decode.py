"""From units to words: the lattice of what each may be, the best path, and what it says of every unit.

Costs are thousandths of a nat throughout.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Protocol

import numpy as np

from pipeline.repair.gate import possible_stripped
from pipeline.repair.model import FIGURE, STOP, UNKNOWN, Array, RepairModel
from pipeline.repair.native import Breadth, DocumentWords, Lattice, engine, no_document
from pipeline.repair.syllables import fold
from pipeline.repair.tables import SearchTables
from pipeline.repair.units import Role, Unit

Spans = tuple[Array, Array]
STRETCH = 2500
VOWELS = frozenset("AEIOUY")
Seen = dict[str, dict[int, float]]
"""By token read: the words it surely stood for, each with the share of that word's places read so."""
USUAL = "04695aeiouyAEIOUY¥€£¢§"  # what misread vowels end in; other figures are rather figures


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


@dataclass(frozen=True, slots=True)
class Choice:
    """Words that stand for units [first, last]; `margin` over the best other path, `rival` its words there."""

    first: int
    last: int
    words: tuple[int, ...]
    cost: int
    margin: int
    absorbed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Words for a token: `whole` of them (best first), then those for its parts; where each begins and ends, its cost."""

    whole: int
    begin: Array
    end: Array
    word: Array
    cost: Array


class WordFinder(Protocol):
    """Words for tokens, remembered for the document."""

    @property
    def settings(self) -> Settings:
        """How wide to search."""

    @property
    def known(self) -> dict[tuple[str, int], Found]:
        """What was found for a token in a mode."""

    def prepare(self, wanted: list[tuple[str, int]], parts: bool = True) -> None:
        """Find the words of tokens, and with `parts` of pieces of tokens."""


@dataclass(slots=True)
class Finder:
    """Words for tokens under one set of tables, remembered for the document."""

    own: RepairModel
    tables: SearchTables
    settings: Settings
    seen: Seen = field(default_factory=dict)
    known: dict[tuple[str, int], Found] = field(default_factory=dict)

    def prepare(self, wanted: list[tuple[str, int]], parts: bool = True) -> None:
        """Search all tokens not yet known; mode 0 small letters, 1 capitals."""
        fresh = [key for key in dict.fromkeys(wanted) if key not in self.known]
        if not fresh:
            return
        s = self.settings
        encoded = [self.tables.encode(text) for text, _ in fresh]
        starts, begin, end, word, cost = engine().search(
            self.tables, encoded, [mode for _, mode in fresh], Breadth(s.most, s.parts, s.width, s.poor if parts else -1)
        )
        places = starts.tolist()
        for i, key in enumerate(fresh):
            at = slice(places[i], places[i + 1])
            whole = int(np.count_nonzero((begin[at] == 0) & (end[at] == len(key[0]))))
            words, costs = word[at], cost[at]
            if key[0] in self.seen:
                costs = recalled(words, costs, whole, self.seen[key[0]])
            self.known[key] = Found(whole, begin[at], end[at], words, costs)


def recalled(words: Array, costs: Array, whole: int, shares: dict[int, float]) -> Array:
    """Costs of a token's words mixed half and half with how often the document read this word as this very token."""
    mixed = costs.copy()
    for i, word in enumerate(words[:whole].tolist()):
        if word in shares:
            mixed[i] = round(-1000 * math.log(0.5 * math.exp(-int(costs[i]) / 1000) + 0.5 * shares[word]))
    return mixed


def loudness(units: list[Unit]) -> list[bool]:
    """Whether each unit's line is in capitals."""
    upper: Counter[int] = Counter()
    letters: Counter[int] = Counter()
    for unit in units:
        upper[unit.line] += sum(c.isupper() for c in unit.text)
        letters[unit.line] += sum(c.isalpha() for c in unit.text)
    return [upper[unit.line] > 0.4 * letters[unit.line] for unit in units]


def modes(units: list[Unit], loud: list[bool]) -> list[tuple[int, ...]]:
    """In which letters each unit is looked for: capitals too where the line or the token is in capitals."""
    return [(0, 1) if loud[i] or sum(c.isupper() for c in unit.text) >= 2 else (0,) for i, unit in enumerate(units)]


def decode(
    own: RepairModel, finder: WordFinder, units: list[Unit], document: DocumentWords | None, good: list[bool] | None = None
) -> list[Choice]:
    """The best words for the units. `good` units are taken as they stand. Long texts are decoded in stretches."""
    found: list[Choice] = []
    start = 0
    while start < len(units):
        end = stretch(units, start)
        lattice, spans = lattice_of(own, finder, units[start:end], good[start:end] if good else None)
        path, margins, _ = engine().decode(own, document or no_document(), lattice, finder.settings.beam, finder.settings.weight)
        made = _choices(path.tolist(), margins.tolist(), lattice, spans)
        found += [replace(c, first=c.first + start, last=c.last + start) for c in made] if start else made
        start = end
    return found


def stretch(units: list[Unit], start: int) -> int:
    """Where a stretch that begins at `start` ends: after a full stop if one is near the most that is decoded at once."""
    end = min(start + STRETCH, len(units))
    if end == len(units):
        return end
    return next((i + 1 for i in range(end - 1, start + STRETCH // 2, -1) if units[i].stop), end)


def lattice_of(own: RepairModel, finder: WordFinder, units: list[Unit], good: list[bool] | None = None) -> tuple[Lattice, Spans]:
    """All that the units may be; per edge its unit (-1 for a stop), how many it covers, whether it takes the marks after."""
    loud = loudness(units)
    ways = modes(units, loud)
    for part in (False, True):
        keys = [
            (text, mode)
            for i, unit in enumerate(units)
            if unit.role in ("word", "either") and not (good and good[i])
            for mode in ways[i]
            for text in ([unit.text] if part else [unit.text + unit.tail] if unit.tail.strip(".,") else [])
        ]
        finder.prepare(keys, part)
    joined = _joins(units, good)
    finder.prepare([(units[i].text + units[i + 1].text, mode) for i in joined for mode in ways[i]], False)
    return _Builder(own, finder, units, ways, joined, good, loud).build()


def _joins(units: list[Unit], good: list[bool] | None) -> set[int]:
    """Units that may be one word with the next: short pieces side by side, at least one of which is no word."""
    found = set()
    for i in range(len(units) - 1):
        a, b = units[i], units[i + 1]
        if a.role != "word" or b.role != "word" or a.line != b.line or a.stop or b.start - a.end != 1:
            continue
        if (good and good[i] and good[i + 1]) or len(a.text) + len(b.text) > 8 or a.tail:
            continue
        if min(len(a.text), len(b.text)) <= 2:
            found.add(i)
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    """What one token may be: words and costs for the whole, for the whole with the marks after it, and for its parts
    (where each begins, how far it reaches)."""

    whole: tuple[Array, Array]
    absorbed: tuple[Array, Array] | None
    parts: tuple[tuple[int, Array, Array, Array], ...]


@dataclass(slots=True)
class _Builder:
    """Puts the lattice together from blocks of edges; a block leaves one node."""

    own: RepairModel
    finder: WordFinder
    units: list[Unit]
    ways: list[tuple[int, ...]]
    joined: set[int]
    good: list[bool] | None
    loud: list[bool]
    nodes: list[int] = field(default_factory=list)
    blocks: list[tuple[Array, Array, Array | int, int, bool]] = field(default_factory=list)
    found: dict[tuple[str, str, Role, tuple[int, ...], bool, bool], _Words] = field(default_factory=dict)

    def build(self) -> tuple[Lattice, Spans]:
        """The lattice, and per edge its unit (-1 for a stop), how many units it covers, whether it takes the tail."""
        base = 0
        stop = (np.array([STOP], np.int32), np.zeros(1, np.int32))
        merged: tuple[int, Array, Array] | None = None
        for i, unit in enumerate(self.units):
            words = self._words(i)
            after = base + (len(unit.text) if words.parts else 1)
            if merged:
                self._add(merged[0], (merged[1], merged[2]), after, -1 - i, False)
            self._add(base, words.whole, after, i, False)
            if words.absorbed:
                self._add(base, words.absorbed, after, i, True)
            for begin, reach, word, cost in words.parts:
                self._add(base + begin, (word, cost), base + reach, i, False)
            merged = (base, *self._merged(i)) if i in self.joined else None
            base = after
            if unit.stop:
                self._add(base, stop, base + 1, -1, False)
                base += 1
        return self._lattice(base + 1)

    def _add(self, node: int, block: tuple[Array, Array], to: Array | int, unit: int, absorbed: bool) -> None:
        self.nodes.append(node)
        self.blocks.append((*block, to, unit, absorbed))

    def _lattice(self, size: int) -> tuple[Lattice, Spans]:
        """The blocks by the node they leave, in the order they were made."""
        order = np.argsort(np.array(self.nodes), kind="stable")
        blocks = [self.blocks[k] for k in order]
        lengths = np.array([len(block[0]) for block in blocks])
        leaving = np.bincount(np.array(self.nodes)[order], weights=lengths, minlength=size).astype(np.int64)
        starts = np.concatenate([[0], np.cumsum(leaving)])[:size]
        to = np.concatenate([np.broadcast_to(np.asarray(block[2]), len(block[0])) for block in blocks])
        unit = np.repeat(np.array([block[3] for block in blocks]), lengths)
        takes = np.repeat(np.array([block[4] for block in blocks]), lengths)
        lattice = Lattice(starts, to, np.concatenate([b[0] for b in blocks]), np.concatenate([b[1] for b in blocks]))
        return lattice, (unit, takes)

    def _words(self, i: int) -> _Words:
        unit = self.units[i]
        if unit.role not in ("word", "either"):
            return _single(FIGURE if unit.role == "figure" else UNKNOWN)
        if self.good and self.good[i]:
            return _single(self.own.ids.get(fold(unit.text), UNKNOWN))
        key = (unit.text, unit.tail, unit.role, self.ways[i], unit.doubtful, self.loud[i])
        if key not in self.found:
            self.found[key] = self._search(i)
        return self.found[key]

    def _search(self, i: int) -> _Words:
        unit, s = self.units[i], self.finder.settings
        found = [self.finder.known[unit.text, mode] for mode in self.ways[i]]
        words, costs = [f.word[: f.whole] for f in found], [f.cost[: f.whole] for f in found]
        words.append(_UNKNOWN)
        costs.append(np.array([self._unknown(i)]))
        if unit.role == "either":
            words.append(_FIGURE)
            costs.append(np.array([s.figure if unit.text[-1] in USUAL else s.figure // 2]))
        word, cost = np.concatenate(words), np.concatenate(costs).astype(np.int32)
        absorbed = self._absorbed(i, word, cost) if unit.tail.strip(".,") else None
        parts = tuple(part for f in found if len(f.word) > f.whole for part in _parts(f, s.split))
        return _Words((word, cost + s.doubt if unit.doubtful else cost), absorbed, parts)

    def _absorbed(self, i: int, word: Array, cost: Array) -> tuple[Array, Array]:
        """Words for a token with the marks after it; where those are doubtful, they may be nothing."""
        unit, price = self.units[i], self.finder.settings.absorb
        found = [self.finder.known[unit.text + unit.tail, mode] for mode in self.ways[i]]
        words, costs = [f.word[: f.whole] for f in found], [f.cost[: f.whole] + price for f in found]
        if unit.doubtful:
            words.append(word)
            costs.append(cost + price)
        return np.concatenate(words), np.concatenate(costs)

    def _unknown(self, i: int) -> int:
        """The price of leaving a unit as it is: low for capitals that spell no syllable outside a line of capitals, and
        lowest where they have no vowel."""
        text, s = self.units[i].text, self.finder.settings
        short = 2 <= len(text) <= 6 and text.isalpha() and not self.loud[i]
        if not short or not text.isupper() or possible_stripped(text):
            return s.unknown + s.unknown_letter * len(text)
        return s.abbreviation if VOWELS.intersection(text) else s.abbreviation * 3 // 10

    def _merged(self, i: int) -> tuple[Array, Array]:
        text, price = self.units[i].text + self.units[i + 1].text, self.finder.settings.merge
        found = [self.finder.known[text, mode] for mode in self.ways[i]]
        return np.concatenate([f.word[: f.whole] for f in found]), np.concatenate([f.cost[: f.whole] + price for f in found])


_UNKNOWN, _FIGURE = np.array([UNKNOWN], np.int32), np.array([FIGURE], np.int32)


def _parts(found: Found, price: int) -> list[tuple[int, Array, Array, Array]]:
    """The words for parts of a token, by where they begin; a part that is not the first costs a split."""
    begin, rest = found.begin[found.whole :], slice(found.whole, None)
    end, word, cost = found.end[rest].astype(np.int32), found.word[rest], found.cost[rest] + price * (begin > 0)
    edges = np.flatnonzero(np.diff(begin)) + 1
    cuts = [0, *edges.tolist(), len(begin)]
    return [(int(begin[a]), end[a:b], word[a:b], cost[a:b]) for a, b in itertools.pairwise(cuts)]


@cache
def _single(word: int) -> _Words:
    return _Words((np.array([word], np.int32), np.zeros(1, np.int32)), None, ())


def _choices(path: list[int], margins: list[int], lattice: Lattice, spans: Spans) -> list[Choice]:
    found: list[Choice] = []
    chosen = np.array(path, np.int64)
    columns = (lattice.word[chosen].tolist(), lattice.cost[chosen].tolist(), spans[0][chosen].tolist(), spans[1][chosen].tolist())
    for word, cost, owner, absorbed, margin in zip(*columns, margins, strict=True):
        if word == STOP and owner == -1:
            continue
        unit, width = (owner, 1) if owner >= 0 else (-2 - owner, 2)
        if found and found[-1].first == unit and width == 1:
            before = found.pop()
            found.append(Choice(unit, before.last, (*before.words, word), before.cost + cost, min(before.margin, margin)))
        else:
            found.append(Choice(unit, unit + width - 1, (word,), cost, margin, absorbed))
    return found
