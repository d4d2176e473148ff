"""From units to words: the lattice of what each may be, the best path, and what it says of every unit.

Costs are thousandths of a nat throughout.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from pipeline.repair.gate import possible_stripped
from pipeline.repair.model import FIGURE, STOP, UNKNOWN, RepairModel
from pipeline.repair.native import FAR, Breadth, DocumentWords, Lattice, engine, no_document
from pipeline.repair.syllables import fold
from pipeline.repair.tables import SearchTables
from pipeline.repair.units import Unit

Edge = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Settings:
    """How wide the search is and what liberties cost (thousandths of a nat; `weight` of 1024 is the model's own)."""

    most: int = 40
    parts: int = 5
    width: int = 12000
    poor: int = 1600
    beam: int = 14
    weight: int = 1024
    split: int = 2500
    merge: int = 3000
    absorb: int = 1000
    doubt: int = 3000
    figure: int = 5000
    unknown: int = 10000
    abbreviation: int = 5000
    unknown_letter: int = 1500


@dataclass(frozen=True, slots=True)
class Choice:
    """Words that stand for units [first, last]; `margin` over the best other path, `rival` its words there."""

    first: int
    last: int
    words: tuple[int, ...]
    cost: int
    margin: int
    absorbed: bool = False


class WordFinder(Protocol):
    """Words for tokens, remembered for the document."""

    @property
    def settings(self) -> Settings:
        """How wide to search."""

    @property
    def known(self) -> dict[tuple[str, int], list[Edge]]:
        """Edges within a token (from, to, word, cost) by token and mode."""

    def prepare(self, wanted: list[tuple[str, int]], parts: bool = True) -> None:
        """Find the words of tokens, and with `parts` of pieces of tokens."""


@dataclass(slots=True)
class Finder:
    """Words for tokens under one set of tables, remembered for the document."""

    own: RepairModel
    tables: SearchTables
    settings: Settings
    known: dict[tuple[str, int], list[Edge]] = field(default_factory=dict)

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
        edges = list(zip(begin.tolist(), end.tolist(), word.tolist(), cost.tolist(), strict=True))
        for i, key in enumerate(fresh):
            self.known[key] = edges[starts[i] : starts[i + 1]]


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
    """The best words for the units. `good` units are taken as they stand."""
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
    builder = _Builder(own, finder, units, ways, joined, good, loud)
    lattice, spans = builder.build()
    path, margins, _ = engine().decode(own, document or no_document(), lattice, finder.settings.beam, finder.settings.weight)
    return _choices(path.tolist(), margins.tolist(), lattice, spans)


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


@dataclass(slots=True)
class _Builder:
    own: RepairModel
    finder: WordFinder
    units: list[Unit]
    ways: list[tuple[int, ...]]
    joined: set[int]
    good: list[bool] | None
    loud: list[bool]

    def build(self) -> tuple[Lattice, list[tuple[int, int, bool]]]:
        """The lattice, and per edge its unit (-1 for a stop), how many units it covers, whether it takes the tail."""
        edges: list[list[tuple[int, int, int, int, bool]]] = [[]]
        merges: dict[int, list[tuple[int, int, int]]] = {}
        base = 0
        for i, unit in enumerate(self.units):
            splits, whole, absorbed = self._words(i)
            size = len(unit.text) if splits else 1
            after = base + size
            edges.extend([] for _ in range(size))
            here = edges[base]
            here.extend((after, word, cost, i, False) for word, cost in whole)
            here.extend((after, word, cost, i, True) for word, cost in absorbed)
            for begin, end, word, cost in splits:
                edges[base + begin].append((base + end, word, cost, i, False))
            for source, word, cost in merges.pop(i, []):
                edges[source].append((after, word, cost, -2 - (i - 1), False))
            if i in self.joined:
                merges[i + 1] = [(base, word, cost) for word, cost in self._merged(i)]
            base = after
            if unit.stop:
                edges[base].append((base + 1, STOP, 0, -1, False))
                edges.append([])
                base += 1
        starts = np.cumsum([0, *(len(e) for e in edges)])[: len(edges)]
        flat = [e for group in edges for e in group]
        spans = [(u, 1, a) if u >= -1 else (-2 - u, 2, a) for _, _, _, u, a in flat]
        columns = np.array([e[:3] for e in flat], np.int32).reshape(-1, 3)
        return Lattice(starts, columns[:, 0], columns[:, 1], columns[:, 2]), spans

    def _words(self, i: int) -> tuple[list[Edge], list[tuple[int, int]], list[tuple[int, int]]]:
        unit, s = self.units[i], self.finder.settings
        if unit.role not in ("word", "either"):
            return [], [(FIGURE if unit.role == "figure" else UNKNOWN, 0)], []
        key = fold(unit.text)
        if self.good and self.good[i]:
            return [], [(self.own.ids.get(key, UNKNOWN), 0)], []
        whole: dict[int, int] = {}
        splits: dict[tuple[int, int, int], int] = {}
        for mode in self.ways[i]:
            for begin, end, word, cost in self.finder.known[unit.text, mode]:
                if begin == 0 and end == len(unit.text):
                    whole[word] = min(cost, whole.get(word, FAR))
                else:
                    price = cost + (s.split if begin else 0)
                    splits[begin, end, word] = min(price, splits.get((begin, end, word), FAR))
        absorbed: dict[int, int] = {}
        if unit.tail.strip(".,"):
            for mode in self.ways[i]:
                for _, _, word, cost in self.finder.known[unit.text + unit.tail, mode]:
                    absorbed[word] = min(cost + s.absorb, absorbed.get(word, FAR))
        whole[UNKNOWN] = s.abbreviation if self._abbreviation(i) else s.unknown + s.unknown_letter * len(unit.text)
        if unit.role == "either":
            whole[FIGURE] = s.figure if unit.text.islower() else s.figure // 2
        if unit.doubtful:
            for word, cost in whole.items():
                absorbed[word] = min(cost + s.absorb, absorbed.get(word, FAR))
            whole = {word: cost + s.doubt for word, cost in whole.items()}
        return [(*k, c) for k, c in splits.items()], list(whole.items()), list(absorbed.items())

    def _abbreviation(self, i: int) -> bool:
        """Whether a unit is capitals that spell no syllable, in a line that is not all capitals."""
        text = self.units[i].text
        return 2 <= len(text) <= 6 and text.isupper() and text.isalpha() and not self.loud[i] and not possible_stripped(text)

    def _merged(self, i: int) -> list[tuple[int, int]]:
        text, price = self.units[i].text + self.units[i + 1].text, self.finder.settings.merge
        found: dict[int, int] = {}
        for mode in self.ways[i]:
            for begin, end, word, cost in self.finder.known[text, mode]:
                if begin == 0 and end == len(text):
                    found[word] = min(cost + price, found.get(word, FAR))
        return list(found.items())


def _choices(path: list[int], margins: list[int], lattice: Lattice, spans: list[tuple[int, int, bool]]) -> list[Choice]:
    found: list[Choice] = []
    words, costs = lattice.word.tolist(), lattice.cost.tolist()
    for edge, margin in zip(path, margins, strict=True):
        unit, width, absorbed = spans[edge]
        if unit < 0:
            continue
        if found and found[-1].first == unit and width == 1:
            before = found.pop()
            found.append(
                Choice(unit, before.last, (*before.words, words[edge]), before.cost + costs[edge], min(before.margin, margin))
            )
        else:
            found.append(Choice(unit, unit + width - 1, (words[edge],), costs[edge], margin, absorbed))
    return found
