"""The search tables made from a model: the trie of words and the operations of a mixture of channels.

Letters are the lower-case letters of the vocabulary; symbols are the characters that were read; a segment is one to three
symbols that some operation knows. Three tables of operations: 0 small letters, 1 a word's first letter (small or
capital), 2 capitals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from pipeline.repair.model import RepairModel, model

Array = np.ndarray[Any, Any]
NEVER = 65535
RANK_SHARE = 0.6
MOST = 12000
FLOOR, VOWEL_FLOOR, SIGN_FLOOR = 4000, 5000, 6500
VOWELS = "aeiouy"
EXTRA = 6500
MOST_SYMBOLS = 253
OTHER_CASE = 1800


@dataclass(frozen=True, slots=True, eq=False)
class Trie:
    """The words as a trie over letters; node 0 is the root."""

    letters: dict[str, int]
    child: Array
    kids: Array
    kid: Array
    kid_node: Array
    mask: Array
    word: Array


@dataclass(frozen=True, slots=True, eq=False)
class SearchTables:
    """What `search` needs, besides the token: see engine.c for each array."""

    trie: Trie
    symbols: dict[str, int]
    next: Array
    single: Array
    pairs: Array
    first: Array
    second: Array
    pair_cost: Array
    extra: Array
    rank: Array

    def encode(self, text: str) -> bytes:
        """A token as symbols; 1 for a character no operation knows."""
        symbols = self.symbols
        return bytes([symbols.get(c, 1) for c in text])


PAD, MISSING = -1, -2


def numbered(texts: Sequence[str], numbers: dict[str, int], width: int) -> Array:
    """Rows of numbers for the characters of texts: `PAD` beyond their end, `MISSING` for a character without a number."""
    points = np.frombuffer("".join(text.ljust(width, "\0") for text in texts).encode("utf-32-le"), np.uint32)
    known = np.array(sorted(map(ord, numbers)), np.uint32)
    values = np.array([numbers[chr(point)] for point in known.tolist()])
    at = np.minimum(np.searchsorted(known, points), len(known) - 1)
    rows: Array = np.where(points == 0, PAD, np.where(known[at] == points, values[at], MISSING)).reshape(len(texts), width)
    return rows


def branches(rows: Array) -> tuple[Array, Array, Array]:
    """A tree of number sequences, each row one (`PAD` after its end): for every node but the root its parent and its number
    there, and the node each row ends at. Nodes are numbered by level, then parent, then number."""
    at = np.zeros(len(rows), np.int64)
    parents, numbers, size = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], 1
    for column in rows.T:
        longer = np.flatnonzero(column != PAD)
        made, place = np.unique(at[longer] << 8 | column[longer], return_inverse=True)
        at[longer] = size + place
        parents.append(made >> 8)
        numbers.append(made & 255)
        size += len(made)
    return np.concatenate(parents), np.concatenate(numbers), at


def build_trie(words: tuple[str, ...]) -> Trie:
    """A trie over all words of letters (the fixed ones, with brackets, left out)."""
    usable = [i for i, word in enumerate(words) if word.isalpha()]
    own = [words[i] for i in usable]
    letters = {c: i for i, c in enumerate(sorted(set().union(*own)))}
    parent, kid, ends = branches(numbered(own, letters, max(map(len, own))))
    nodes = len(parent) + 1
    node = np.arange(1, nodes)
    child = np.zeros((nodes, len(letters)), np.uint16)
    child[parent, kid] = node
    mask = np.zeros((nodes, 2), np.uint64)
    np.bitwise_or.at(mask, (parent, kid >> 6 & 1), np.uint64(1) << (kid & 63).astype(np.uint64))
    word = np.full(nodes, -1, np.int32)
    word[ends] = usable
    kids = np.searchsorted(parent, np.arange(nodes + 1)).astype(np.int32)
    return Trie(letters, child, kids, kid.astype(np.uint8), node.astype(np.uint16), mask, word)


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """What does not depend on costs: segments of the operations, and where each operation's cost goes."""

    trie: Trie
    symbols: dict[str, int]
    next: Array
    segment: Array
    first: Array
    second: Array
    small: Array
    initial: Array
    capital: Array
    floor: Array


@cache
def shape() -> Shape:
    """The shape of this installation's model."""
    return shape_of(model())


def shape_of(own: RepairModel) -> Shape:
    """Segments and places for the operations of a model."""
    trie = build_trie(own.words)
    read, right = [o for o, _ in own.ops], [t for _, t in own.ops]
    capitals = {c.upper() for c in trie.letters if len(c.upper()) == 1}
    every = sorted(set().union(*read) | set(trie.letters) | capitals)
    symbols = {c: i for i, c in enumerate(every[:MOST_SYMBOLS], 2)}
    codes = numbered(read, symbols, max(3, *map(len, read)))
    low = numbered([t.lower() for t in right], trie.letters, max(2, *(len(t.lower()) for t in right)))
    usable = (codes != MISSING).all(axis=1) & (low != MISSING).all(axis=1) & (low[:, 2:] == PAD).all(axis=1)
    following, segment = segments(codes, usable & (low[:, 0] != PAD), len(symbols) + 2)
    alone = np.where((codes[:, 1] == PAD) & (codes[:, 0] != PAD), codes[:, 0], 0)
    segment = np.where(usable, np.where(low[:, 0] == PAD, -2 - alone, segment), -1)
    first, second = (np.where(usable, low[:, i], -1) for i in (0, 1))
    served = [
        np.array([serves(t) for t in right]) & usable
        for serves in (lambda t: not t or t.islower(), lambda t: t[:1].isupper() and not t[1:].isupper(), str.isupper)
    ]
    floor = _floor(trie, symbols, following)
    return Shape(trie, symbols, following, segment, first, second, served[0], served[1], served[2], floor)


def segments(codes: Array, wanted: Array, symbols: int) -> tuple[Array, Array]:
    """The segment longer by one symbol, by segment and symbol (0 for none), and the segment of each wanted row. Every symbol
    alone is a segment."""
    single = np.full((symbols - 2, codes.shape[1]), PAD)
    single[:, 0] = np.arange(2, symbols)
    parent, symbol, ends = branches(np.concatenate([single, codes[wanted]]))
    following = np.zeros((len(parent) + 1, symbols), np.int32)
    following[parent, symbol] = np.arange(1, len(parent) + 1)
    own = np.zeros(len(codes), np.int64)
    own[wanted] = ends[len(single) :]
    return following, own


def mixed(weights: dict[str, float], own: RepairModel | None = None) -> Array:
    """Operation costs of a mixture of channels: -ln of the weighted mean of their probabilities."""
    own = own or model()
    total = sum(weights.values())
    p = np.zeros(len(own.ops))
    for name, weight in weights.items():
        p += weight / total * np.exp(-own.channels[name] / 1000.0)
    return as_costs(p)


def as_costs(p: Array) -> Array:
    """Probabilities as whole thousandths of a nat, at most 59999."""
    costs: Array = np.minimum(-np.log(np.maximum(p, 1e-26)) * 1000, 59999).round().astype(np.int64)
    return costs


def tables(costs: Array, form: Shape | None = None, own: RepairModel | None = None) -> SearchTables:
    """Search tables for operation costs (thousandths of a nat, one per operation of the model)."""
    form, own = form or shape(), own or model()
    trie, segments = form.trie, len(form.next)
    single = np.full((3, segments, len(trie.letters)), NEVER, np.uint16)
    usable = (costs < MOST) & (form.segment >= 0)
    one, two = usable & (form.second < 0), usable & (form.second >= 0)
    served = (form.small, form.small | form.initial, form.capital)
    pair_starts: list[Array] = []
    pair_ops: list[Array] = []
    for number, serves in enumerate(served):
        at = np.flatnonzero(one & serves)
        np.minimum.at(single[number], (form.segment[at], form.first[at]), costs[at].astype(np.uint16))
        at = np.flatnonzero(two & serves)
        at = at[np.lexsort((costs[at], form.segment[at]))]
        pair_starts.append(sum(len(x) for x in pair_ops) + np.searchsorted(form.segment[at], np.arange(segments + 1)))
        pair_ops.append(at)
    pairs = np.concatenate(pair_ops)
    np.minimum(single, form.floor, out=single)
    _across(single)
    extra = np.full(len(form.symbols) + 2, EXTRA, np.uint16)
    lone = (form.segment < -2) & (costs < EXTRA)
    extra[-2 - form.segment[lone]] = costs[lone]
    rank = np.minimum(own.arrays["cost1"] * RANK_SHARE, 12000).astype(np.uint16)
    return SearchTables(
        trie, form.symbols, form.next, single, np.concatenate(pair_starts).astype(np.int32),
        form.first[pairs].astype(np.uint8), form.second[pairs].astype(np.uint8),
        costs[pairs].astype(np.uint16), extra, rank,
    )  # fmt: skip


def _across(single: Array) -> None:
    """Small letters read as capitals do, and the other way about, at a price: readers mix the two within a word."""
    offers = []
    for table, other, price in ((0, 2, OTHER_CASE + 1000), (1, 2, OTHER_CASE + 1000), (2, 0, OTHER_CASE)):
        near = single[other] < MOST - price
        offers.append((table, np.where(near, single[other] + np.uint16(price), np.uint16(NEVER))))
    for table, offered in offers:
        np.minimum(single[table], offered, out=single[table])


def _floor(trie: Trie, symbols: dict[str, int], following: Array) -> Array:
    """The most that a reading can cost, by segment and letter: a letter read as itself or its base, a vowel as another
    vowel or as any sign. Only segments of one symbol have one."""
    from pipeline.repair.syllables import strip_marks

    floor = np.full((len(following), len(trie.letters)), NEVER, np.uint16)
    bases = [(number, letter, strip_marks(letter)) for letter, number in trie.letters.items()]
    for c, symbol in symbols.items():
        low, sign = strip_marks(c.lower()), not c.isalpha()
        row = floor[following[0, symbol]]
        for number, letter, base in bases:
            vowel = base in VOWELS
            if low == base:
                row[number] = FLOOR
            elif vowel and (low in VOWELS or (letter != base and sign)):
                row[number] = VOWEL_FLOOR
            elif vowel and letter != base:
                row[number] = SIGN_FLOOR
    return floor
