"""The plain Python twin of engine.c: the same steps in the same order, with the same answers, for machines without a
compiler and for the test that holds the two equal."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.repair.align import align
from pipeline.repair.model import Array, RepairModel
from pipeline.repair.native import APART, FAR, Alphabet, Breadth, DocumentWords, Lattice
from pipeline.repair.tables import NEVER, SearchTables

LONGEST, PART = 24, 8
TOKEN, GAP = 64, 15000
Column = dict[int, int]
Context = tuple[int, int, int]


@dataclass(slots=True)
class _Search:
    """One token's columns: cost by node at every place, and the cheapest of each column."""

    tables: SearchTables
    text: bytes
    mode: int
    width: int
    columns: list[Column]
    least: list[int]

    def relax(self, at: int, node: int, cost: int) -> bool:
        if cost > self.least[at] + self.width or cost >= self.columns[at].get(node, FAR * 10):
            return False
        self.columns[at][node] = cost
        self.least[at] = min(self.least[at], cost)
        return True

    def kids(self, node: int) -> list[int]:
        trie = self.tables.trie
        return [int(k) for k in trie.kid[trie.kids[node] : trie.kids[node + 1]]]

    def table(self, at: int, begin: int) -> int:
        return 2 if self.mode == 1 else 1 if at == begin else 0

    def vanish(self, at: int, node: int, table: int) -> None:
        cost, child = self.columns[at][node], self.tables.trie.child[node]
        single = self.tables.single[table, 0]
        for letter in self.kids(node):
            if single[letter] != NEVER and self.relax(at, int(child[letter]), cost + int(single[letter])):
                self.vanish(at, int(child[letter]), table)

    def expand(self, at: int, end: int, node: int, table: int) -> None:
        t, cost, segment = self.tables, self.columns[at][node], 0
        child = t.trie.child[node]
        for size in range(1, min(3, end - at) + 1):
            segment = int(t.next[segment, self.text[at + size - 1]])
            if not segment:
                break
            single = t.single[table, segment]
            for letter in self.kids(node):
                if single[letter] != NEVER:
                    self.relax(at + size, int(child[letter]), cost + int(single[letter]))
            for p in range(
                int(t.pairs[table * (len(t.next) + 1) + segment]), int(t.pairs[table * (len(t.next) + 1) + segment + 1])
            ):
                middle = int(child[t.first[p]])
                last = int(t.trie.child[middle, t.second[p]]) if middle else 0
                if last:
                    self.relax(at + size, last, cost + int(t.pair_cost[p]))
        if at < end:
            self.relax(at + 1, node, cost + int(t.extra[self.text[at]]))

    def run(self, begin: int, end: int) -> None:
        self.columns = [{} for _ in range(end + 1)]
        self.least = [FAR] * (end + 1)
        self.relax(begin, 0, 0)
        for at in range(begin, end + 1):
            limit, table = self.least[at] + self.width, self.table(at, begin)
            for node in [n for n, cost in self.columns[at].items() if cost <= limit]:
                self.vanish(at, node, table)
            if at < end:
                for node in [n for n, cost in self.columns[at].items() if cost <= limit]:
                    self.expand(at, end, node, table)

    def best(self, end: int, most: int) -> list[tuple[int, int]]:
        """(word, cost) of the column's best words by cost and rank, then word."""
        word, rank, limit = self.tables.trie.word, self.tables.rank, self.least[end] + self.width
        found = [
            (cost + int(rank[word[n]]), int(word[n]), cost)
            for n, cost in self.columns[end].items()
            if word[n] >= 0 and cost <= limit
        ]
        return [(number, cost) for _, number, cost in sorted(found)[:most]]


class Twin:
    """The engine in Python, behind the `Engine` protocol of native.py."""

    def search(
        self, tables: SearchTables, tokens: list[bytes], modes: list[int], breadth: Breadth
    ) -> tuple[Array, Array, Array, Array, Array]:
        """See `Engine`."""
        starts, rows = [0], list[tuple[int, int, int, int]]()
        for text, mode in zip(tokens, modes, strict=True):
            if 1 <= len(text) <= LONGEST:
                rows.extend(self._token(_Search(tables, text, mode % APART, breadth.width, [], []), breadth, mode >= APART))
            starts.append(len(rows))
        columns = np.array(rows, np.int32).reshape(-1, 4)
        return np.array(starts, np.int32), columns[:, 0], columns[:, 1], columns[:, 2], columns[:, 3]

    def _token(self, search: _Search, breadth: Breadth, apart: bool) -> list[tuple[int, int, int, int]]:
        n = len(search.text)
        search.run(0, n)
        whole = search.best(n, breadth.most)
        rows = [(0, n, word, cost) for word, cost in whole]
        if not apart or n < 4 or (whole and whole[0][1] <= breadth.poor * n):
            return rows
        for begin in range(n):
            reach = begin + PART if begin and n - begin > PART else n
            if begin:
                search.width = breadth.width * 5 // 8
                search.run(begin, reach)
            for end in range(reach, begin, -1):
                if begin or end < n:
                    rows.extend((begin, end, word, cost) for word, cost in search.best(end, breadth.parts))
        return rows

    def learn(self, alphabet: Alphabet, costs: Array, pairs: list[tuple[str, str]], times: list[int]) -> Array:
        """See `Engine`."""
        table = {op: cost for op, cost in zip(alphabet.ops, costs.tolist(), strict=True) if cost >= 0}
        numbers = {op: i for i, op in enumerate(alphabet.ops)}
        counts = np.zeros(len(alphabet.ops))
        for (bad, right), often in zip(pairs, times, strict=True):
            for op in align(bad, right, table) if max(len(bad), len(right)) <= TOKEN else ():
                if op in numbers:
                    counts[numbers[op]] += often
        return counts

    def score(self, own: RepairModel, words: list[int]) -> int:
        """See `Engine`."""
        context, total = (1, -1, -1), 0
        for word in words:
            cost, context = lm_step(own.arrays, context, word)
            total += cost
        return total

    def decode(
        self, own: RepairModel, document: DocumentWords, lattice: Lattice, beam: int, weight: int
    ) -> tuple[Array, Array, Array]:
        """See `Engine`."""
        return _Decoder(own.arrays, document, lattice, beam, weight).path()


def child_of(words: Array, start: Array, parent: int, word: int) -> int:
    """Place of a word below a parent, -1 for none."""
    if parent < 0:
        return -1
    low, high = int(start[parent]), int(start[parent + 1])
    at = low + int(np.searchsorted(words[low:high], word))
    return at if at < high and int(words[at]) == word else -1


def lm_step(a: dict[str, Array], context: Context, word: int) -> tuple[int, Context]:
    """Cost of a word after a context, and the context after it."""
    last, pair, triple = context
    new_pair = child_of(a["word2"], a["start1"], last, word)
    new_triple = child_of(a["word3"], a["start2"], pair, word)
    four = child_of(a["word4"], a["start3"], triple, word)
    after = (word, new_pair, new_triple)
    if four >= 0:
        return int(a["costs4"][a["cost4"][four]]), after
    cost = int(a["bows3"][a["bow3"][triple]]) if triple >= 0 else 0
    if new_triple >= 0:
        return cost + int(a["costs3"][a["cost3"][new_triple]]), after
    cost += int(a["bows2"][a["bow2"][pair]]) if pair >= 0 else 0
    if new_pair >= 0:
        return cost + int(a["costs2"][a["cost2"][new_pair]]), after
    return cost + int(a["bow1"][last]) + int(a["cost1"][word]), after


def with_document(d: DocumentWords, first: int | None, before: int, word: int, cost: int) -> int:
    """A cost of the language model mixed with the document's own words; `first` and `before` are the words before."""
    if not len(d.cost):
        return cost
    at = place(d.keys, before << 16 | word)
    own = int(d.cost[at]) if at >= 0 else int(d.single[word])
    if first is not None and (at := place(d.phrases, first << 32 | before << 16 | word)) >= 0:
        own = min(own, int(d.phrase_cost[at]))
    cost += d.keep
    if own >= FAR:
        return cost
    gap, least = abs(cost - own), min(cost, own)
    return least if gap > 8000 else least - int(d.add[gap])


def place(keys: Array, key: int) -> int:
    """Where a key stands among sorted ones, -1 for nowhere."""
    at = int(np.searchsorted(keys, keys.dtype.type(key)))
    return at if at < len(keys) and int(keys[at]) == key else -1


@dataclass(slots=True)
class _State:
    context: Context
    cost: int
    edge: int
    before: tuple[int, int] | None


@dataclass(slots=True)
class _Decoder:
    arrays: dict[str, Array]
    document: DocumentWords
    lattice: Lattice
    beam: int
    weight: int

    def path(self) -> tuple[Array, Array, Array]:
        lattice = self.lattice
        nodes, to, words = len(lattice.starts), lattice.to.tolist(), lattice.word.tolist()
        states: list[list[_State]] = [[] for _ in range(nodes)]
        states[0].append(_State((1, -1, -1), 0, -1, None))
        ends = [*lattice.starts[1:].tolist(), len(to)]
        ends[-1] = int(lattice.starts[-1]) if nodes else 0
        steps: list[tuple[tuple[int, int], tuple[int, int], int, int]] = []
        step_at = [0]
        for v in range(nodes):
            order = sorted(range(len(states[v])), key=lambda s: states[v][s].cost)
            for s in order:
                here = states[v][s]
                if here.cost > states[v][order[0]].cost + GAP:
                    break
                for e in range(int(lattice.starts[v]), ends[v]):
                    if here.cost + int(lattice.cost[e]) >= self._dearest(states[to[e]]):
                        continue
                    first = states[here.before[0]][here.before[1]].context[0] if here.before else None
                    cost, context = self._step(first, here.context, e)
                    at = self._add(states[to[e]], _State(context, here.cost + cost, e, (v, s)))
                    if at >= 0:
                        steps.append(((v, s), (to[e], at), e, cost))
            step_at.append(len(steps))
        if not nodes or not states[-1]:
            return (np.empty(0, np.int32),) * 3
        return self._best(states, steps, step_at, to, words)

    def _dearest(self, states: list[_State]) -> float:
        """What a state must cost less than to be looked at."""
        return max(state.cost for state in states) if len(states) == self.beam else math.inf

    def _step(self, first: int | None, context: Context, e: int) -> tuple[int, Context]:
        word, cost = int(self.lattice.word[e]), int(self.lattice.cost[e])
        if word < 0:
            return cost, context
        lm, after = lm_step(self.arrays, context, word)
        return cost + with_document(self.document, first, context[0], word, lm) * self.weight // 1024, after

    def _add(self, states: list[_State], new: _State) -> int:
        for i, old in enumerate(states):
            if old.context == new.context:
                if new.cost < old.cost:
                    states[i] = new
                return i
        if len(states) < self.beam:
            states.append(new)
            return len(states) - 1
        worst = max(range(len(states)), key=lambda i: (states[i].cost, -i))
        if states[worst].cost <= new.cost:
            return -1
        states[worst] = new
        return worst

    def _best(
        self, states: list[list[_State]], steps: list[Any], step_at: list[int], to: list[int], words: list[int]
    ) -> tuple[Array, Array, Array]:
        last = states[-1]
        best = min(range(len(last)), key=lambda s: (last[s].cost, s))
        ahead = [[FAR * 1000] * len(group) for group in states]
        ahead[-1] = [0] * len(last)
        for (v, s), (u, t), _, cost in reversed(steps):
            ahead[v][s] = min(ahead[v][s], ahead[u][t] + cost)
        path: list[int] = []
        at: tuple[int, int] = (len(states) - 1, best)
        while (state := states[at[0]][at[1]]).before is not None:
            path.append(state.edge)
            at = state.before
        path.reverse()
        margins, rivals, node = [], [], 0
        for e in path:
            low, other = FAR * 1000, -1
            for (v, s), (u, t), x, cost in steps[step_at[node] : step_at[to[e]]]:
                if x == e or (to[x] == to[e] and words[x] == words[e] and v == node):
                    continue
                total = states[v][s].cost + cost + ahead[u][t]
                if total < low:
                    low, other = total, x
            margins.append(FAR if low >= FAR * 1000 else low - last[best].cost)
            rivals.append(other)
            node = to[e]
        return np.array(path, np.int32), np.array(margins, np.int32), np.array(rivals, np.int32)
