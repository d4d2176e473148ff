"""From units to words: the lattice of what each may be, the best path, and what it says of every unit.

Costs are thousandths of a nat throughout.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipeline.repair.finder import Finder, Found, Key, Pool, Seen, Settings, WordFinder
from pipeline.repair.model import FIGURE, STOP, UNKNOWN, Array, RepairModel
from pipeline.repair.native import DocumentWords, Lattice, engine, no_document
from pipeline.repair.syllables import fold
from pipeline.repair.units import SIGNS, Choice, Role, Unit, abbreviated, begun_with_figures

if TYPE_CHECKING:
    from pipeline.repair.context import Context

__all__ = ["Choice", "Finder", "Found", "Seen", "Settings", "WordFinder", "decode", "lattice_of"]

Spans = tuple[Array, Array]
STRETCH = 2500
VOWELS = frozenset("AEIOUY")
USUAL = "04695aeiouyAEIOUY¥€£¢§"  # what misread vowels end in; other figures are rather figures


@dataclass(frozen=True, slots=True)
class Frame:
    """How units may be read whatever the costs: whether each stands in a line of capitals, in which letters each is looked
    for, which may be one word with the next, which stand, and which are abbreviations."""

    units: list[Unit]
    loud: list[bool]
    ways: list[tuple[int, ...]]
    joined: frozenset[int]
    good: list[bool] | None
    short: set[int]


def frame_of(units: list[Unit], good: list[bool] | None = None) -> Frame:
    """The frame of units; `good` ones stand as they are."""
    loud = loudness(units)
    return Frame(units, loud, modes(units, loud), joins(units, good), good, abbreviated(units))


def loudness(units: list[Unit]) -> list[bool]:
    """Whether each unit's line is in capitals."""
    texts: defaultdict[int, list[str]] = defaultdict(list)
    for unit in units:
        texts[unit.line].append(unit.text)
    loud = {line: _loud("".join(own)) for line, own in texts.items()}
    return [loud[unit.line] for unit in units]


def _loud(text: str) -> bool:
    return not text.islower() and sum(map(str.isupper, text)) > 0.4 * sum(map(str.isalpha, text))


SMALL, BOTH = (0,), (0, 1)


def modes(units: list[Unit], loud: list[bool]) -> list[tuple[int, ...]]:
    """In which letters each unit is looked for: capitals too where the line or the token is in capitals."""
    return [BOTH if high or _two_capitals(unit.text) else SMALL for unit, high in zip(units, loud, strict=True)]


def _two_capitals(text: str) -> bool:
    return not text[1:].islower() and sum(map(str.isupper, text)) >= 2


def joins(units: list[Unit], good: list[bool] | None) -> frozenset[int]:
    """Units that may be one word with the next: short pieces side by side, at least one of which is no word."""
    sizes = [len(unit.text) if unit.role == "word" else 9 for unit in units]
    short = (i for i, (a, b) in enumerate(itertools.pairwise(sizes)) if a + b <= 8 and (a <= 2 or b <= 2))
    return frozenset(i for i in short if _beside(units[i], units[i + 1]) and not (good and good[i] and good[i + 1]))


def _beside(a: Unit, b: Unit) -> bool:
    return a.line == b.line and not a.stop and b.start - a.end == 1 and not a.tail


def decode(
    own: RepairModel,
    finder: WordFinder,
    units: list[Unit],
    document: DocumentWords | None,
    good: list[bool] | None = None,
    context: Context | None = None,
) -> list[Choice]:
    """The best words for the units. `good` units are taken as they stand; `context` has its say on words in doubt. Long
    texts are decoded in stretches."""
    weight = finder.settings.weight if context is None else context.trust.weight
    found: list[Choice] = []
    start = 0
    while start < len(units):
        end = stretch(units, start)
        lattice, spans = lattice_of(own, finder, units[start:end], good[start:end] if good else None)
        if context is not None:
            lattice = Lattice(lattice.starts, lattice.to, lattice.word, context.added(start, spans[0], lattice))
        path, margins, _ = engine().decode(own, document or no_document(), lattice, finder.settings.beam, weight)
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
    """All that the units may be; per edge its unit (-1 for a stop, -2 - i for unit i with the next), and whether it takes
    the marks after."""
    frame = frame_of(units, good)
    finder.prepare(*wanted(frame))
    return _Builder(own, finder, frame).build()


def wanted(frame: Frame) -> tuple[list[Key], list[Key]]:
    """The tokens to look for, and the strings that are one word or none: tokens with the marks after them, joined ones."""
    words: list[Key] = []
    others: list[Key] = []
    units, ways, good = frame.units, frame.ways, frame.good
    for i, unit in enumerate(units):
        if unit.role in ("word", "either") and not (good and good[i]):
            words += [(unit.text, mode) for mode in ways[i]]
            if takes_marks(unit):
                others += [(unit.text + unit.tail, mode) for mode in ways[i]]
    for i in sorted(frame.joined):
        others += [(units[i].text + units[i + 1].text, mode) for mode in ways[i]]
    return words, others


def takes_marks(unit: Unit) -> bool:
    """Whether the marks after a unit might be letters of it."""
    return bool(unit.tail and unit.tail.strip(".,"))


class _Block(NamedTuple):
    """Edges for one unit: `words` of the pool from `at` (-1 - word: that very word), dearer by `price`, from place
    `begin` of the unit to its place `reach` (-1: to its end)."""

    begin: int
    at: int
    words: int
    price: int
    reach: int
    absorbed: bool


Row = tuple[int, int, int, int, int, int, bool]
"""A block in the lattice: the node it leaves, its first word in the pool, how many, price, the node it reaches, its unit,
whether it takes the marks after."""


@dataclass(slots=True)
class _Builder:
    """Puts the lattice together from blocks of edges; a block leaves one node and reaches one."""

    own: RepairModel
    finder: WordFinder
    frame: Frame
    rows: list[Row] = field(default_factory=list)
    found: dict[tuple[str, str, Role, tuple[int, ...], bool, bool], list[_Block]] = field(default_factory=dict)

    def build(self) -> tuple[Lattice, Spans]:
        """The lattice, and per edge its unit (-1 for a stop), how many units it covers, whether it takes the tail."""
        base, rows, joined = 0, self.rows, self.frame.joined
        before = -1
        for i, unit in enumerate(self.frame.units):
            blocks = self._blocks(i)
            after = base + (1 if blocks[-1].reach < 0 else len(unit.text))
            if before >= 0:
                rows += [(before, at, count, price, after, -1 - i, False) for at, count, price in self._merged(i - 1)]
            rows += [
                (base + begin, at, count, price, after if reach < 0 else base + reach, i, absorbed)
                for begin, at, count, price, reach, absorbed in blocks
            ]
            before = base if i in joined else -1
            base = after
            if unit.stop:
                rows.append((base, -1 - STOP, 1, 0, base + 1, -1, False))
                base += 1
        return self._lattice(base + 1)

    def _lattice(self, size: int) -> tuple[Lattice, Spans]:
        """The blocks by the node they leave, in the order they were made."""
        pool = self.finder.pool
        rows = np.array(sorted(self.rows, key=itemgetter(0)), np.int64)
        node, at, count, price, to, unit, takes = rows.T
        ends = np.cumsum(count)
        places = np.arange(ends[-1]) + np.repeat(at - ends + count, count)
        pooled = np.maximum(places, 0)
        word = np.where(places < 0, -1 - places, pool.word[pooled])
        starts = np.concatenate([[0], np.cumsum(np.bincount(node, weights=count, minlength=size))])[:size]
        lattice = Lattice(starts, np.repeat(to, count), word, pool.cost[pooled] + np.repeat(price, count))
        return lattice, (np.repeat(unit, count), np.repeat(takes != 0, count))

    def _blocks(self, i: int) -> list[_Block]:
        unit, good = self.frame.units[i], self.frame.good
        if unit.role not in ("word", "either"):
            return [_alone(FIGURE if unit.role == "figure" else UNKNOWN)]
        if good and good[i]:
            return [_alone(self.own.ids.get(fold(unit.text), UNKNOWN))]
        key = (unit.text, unit.tail, unit.role, self.frame.ways[i], unit.doubtful, i in self.frame.short)
        blocks = self.found.get(key)
        if blocks is None:
            blocks = self.found[key] = self._search(i)
        return blocks

    def _search(self, i: int) -> list[_Block]:
        unit, s = self.frame.units[i], self.finder.settings
        ways = self.frame.ways[i]
        found = [self.finder.known[unit.text, mode] for mode in ways]
        alone = [(-1 - UNKNOWN, 1, self._unknown(i))]
        if unit.role == "either":
            alone.append((-1 - FIGURE, 1, figure_price(unit.text, s.figure)))
        whole = [(f.start, f.whole - f.start, 0) for f in found] + alone
        doubt = s.doubt if unit.doubtful else 0
        blocks = [_Block(0, at, count, price + doubt, -1, False) for at, count, price in whole]
        if takes_marks(unit):
            more = [self.finder.known[unit.text + unit.tail, mode] for mode in ways]
            absorbed = [(f.start, f.whole - f.start, 0) for f in more] + (whole if unit.doubtful else [])
            blocks += [_Block(0, at, count, price + s.absorb, -1, True) for at, count, price in absorbed]
        for f in found:
            if f.end > f.whole:
                blocks += _parts(f, self.finder.pool, s.split)
        return blocks

    def _unknown(self, i: int) -> int:
        """The price of leaving a unit as it is: low for capitals that spell no syllable outside a line of capitals, and
        lowest where they have no vowel; nothing for a word that a related letter spells so."""
        text, s = self.frame.units[i].text, self.finder.settings
        if text in self.finder.spelt:
            return 0
        if i not in self.frame.short:
            return s.unknown + s.unknown_letter * len(text)
        return s.abbreviation if VOWELS.intersection(text) else s.abbreviation * 3 // 10

    def _merged(self, i: int) -> list[tuple[int, int, int]]:
        text, price = self.frame.units[i].text + self.frame.units[i + 1].text, self.finder.settings.merge
        found = [self.finder.known[text, mode] for mode in self.frame.ways[i]]
        return [(f.start, f.whole - f.start, price) for f in found]


def figure_price(text: str, usual: int) -> int:
    """The price of taking a token for a figure: least where letters are seldom read so, most for what is hardly one."""
    if text in SIGNS or begun_with_figures(text):
        return usual * 3 // 2
    if len(text) == 2 and text[0].islower() and text[1] in "46":
        return usual * 3 // 2
    return usual if text[-1] in USUAL else usual // 2


def _alone(word: int) -> _Block:
    return _Block(0, -1 - word, 1, 0, -1, False)


def _parts(found: Found, pool: Pool, price: int) -> list[_Block]:
    """The words for parts of a token, by where they begin and end; a part that is not the first costs a split."""
    begin, end = pool.begin[found.whole : found.end], pool.end[found.whole : found.end]
    cuts = [0, *(np.flatnonzero(np.diff(begin) | np.diff(end)) + 1).tolist(), len(begin)]
    return [
        _Block(int(begin[a]), found.whole + a, b - a, price if begin[a] else 0, int(end[a]), False)
        for a, b in itertools.pairwise(cuts)
    ]


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
