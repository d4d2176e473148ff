"""The search tables made from a model: the trie of words and the operations of a mixture of channels.

Letters are the lower-case letters of the vocabulary; symbols are the characters that were read; a segment is one to three
symbols that some operation knows. Three tables of operations: 0 small letters, 1 a word's first letter (small or
capital), 2 capitals.
"""

from __future__ import annotations

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


def build_trie(words: tuple[str, ...]) -> Trie:
    """A trie over all words of letters (the fixed ones, with brackets, left out)."""
    usable = [(word, i) for i, word in enumerate(words) if word.isalpha()]
    letters = {c: i for i, c in enumerate(sorted({c for word, _ in usable for c in word}))}
    nodes: list[dict[int, int]] = [{}]
    ends = [-1]
    for word, number in usable:
        at = 0
        for c in word:
            branch = nodes[at]
            following = branch.get(letters[c])
            if following is None:
                following = branch[letters[c]] = len(nodes)
                nodes.append({})
                ends.append(-1)
            at = following
        ends[at] = number
    child = np.zeros((len(nodes), len(letters)), np.uint16)
    mask = np.zeros((len(nodes), 2), np.uint64)
    kids, kid, kid_node = [0], [], []
    for at, branch in enumerate(nodes):
        low = high = 0
        for letter, node in sorted(branch.items()):
            child[at, letter] = node
            kid.append(letter)
            kid_node.append(node)
            bit = 1 << letter % 64
            low, high = (low, high | bit) if letter & 64 else (low | bit, high)
        kids.append(len(kid))
        mask[at] = low, high
    return Trie(
        letters, child, np.array(kids, np.int32), np.array(kid, np.uint8), np.array(kid_node, np.uint16), mask,
        np.array(ends, np.int32),
    )  # fmt: skip


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
    symbols: dict[str, int] = {}
    for c in sorted(
        {c for o, _ in own.ops for c in o} | set(trie.letters) | {c.upper() for c in trie.letters if len(c.upper()) == 1}
    ):
        if len(symbols) < 253:
            symbols[c] = len(symbols) + 2
    table: dict[tuple[int, ...], int] = {(): 0}
    for o, t in own.ops:
        if t and all(c in symbols for c in o):
            for n in range(1, len(o) + 1):
                table.setdefault(tuple(symbols[c] for c in o[:n]), len(table))
    for number in symbols.values():
        table.setdefault((number,), len(table))
    following = np.zeros((len(table), len(symbols) + 2), np.int32)
    for key, number in table.items():
        if key:
            following[table[key[:-1]], key[-1]] = number
    rows = [_place(o, t, trie, symbols, table) for o, t in own.ops]
    columns = [np.array(column) for column in zip(*rows, strict=True)]
    segment, first, second, small, initial, capital = columns
    floor = _floor(trie, symbols, following)
    return Shape(trie, symbols, following, segment, first, second, small, initial, capital, floor)


def _place(o: str, t: str, trie: Trie, symbols: dict[str, int], table: dict[tuple[int, ...], int]) -> tuple[int, ...]:
    """Segment (or -1), letters (or -1), and whether the operation serves small letters, a word's first, capitals."""
    low = t.lower()
    if not all(c in symbols for c in o) or not all(c in trie.letters for c in low) or len(low) != len(t):
        return (-1, -1, -1, 0, 0, 0)
    segment = table[tuple(symbols[c] for c in o)] if t else -2 - (symbols[o] if len(o) == 1 else 0)
    letters = [trie.letters[c] for c in low] + [-1, -1]
    return (
        segment,
        letters[0],
        letters[1],
        int(t.islower() or not t),
        int(t[:1].isupper() and not t[1:].isupper()),
        int(t.isupper()),
    )


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
    served = (form.small == 1, (form.small == 1) | (form.initial == 1), form.capital == 1)
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
    for c, symbol in symbols.items():
        low = strip_marks(c.lower())
        for letter, number in trie.letters.items():
            base = strip_marks(letter)
            costs = [FLOOR] if low == base else []
            if base in VOWELS and (low in VOWELS or (letter != base and not c.isalpha())):
                costs.append(VOWEL_FLOOR)
            elif base in VOWELS and letter != base:
                costs.append(SIGN_FLOOR)
            if costs:
                floor[following[0, symbol], number] = min(costs)
    return floor
