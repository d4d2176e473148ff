"""The damage channel: what each letter, or pair of letters, was read as, learned from pairs by Viterbi EM.

An operation says that the right letters `t` (one or two, cased) were read as `o` (nothing to three characters); its
cost is -ln P(o | t). Letters seldom seen borrow from the letters of the same base ("ẵ" from all a's), capitals from
small letters. One table is learned for every source of damage; the product mixes them, and adapts the mixture.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable

from pipeline.repair.align import Op, align
from pipeline.repair.syllables import strip_marks

Counts = Counter[Op]
BORROW, SMALL_CAPS = 6.0, 0.15


def count(pairs: Counter[tuple[str, str]], cost: dict[Op, float] | None) -> Counts:
    """How often each operation was used in the cheapest alignments."""
    counts: Counts = Counter()
    for (bad, right), times in pairs.items():
        for op in align(bad, right, cost):
            counts[op] += times
    return counts


def occurrences(pairs: Counter[tuple[str, str]]) -> Counter[str]:
    """How often each letter and pair of letters stands in the right words; "" counts the places for extras."""
    found: Counter[str] = Counter()
    for (_, right), times in pairs.items():
        found[""] += (len(right) + 1) * times
        for i in range(len(right)):
            found[right[i]] += times
            if i + 1 < len(right):
                found[right[i : i + 2]] += times
    return found


def costs(counts: Counts, seen: Counter[str], least: float = 1.0) -> dict[Op, float]:
    """-ln P(o | t), smoothed: single letters borrow from their base letter's class, pairs stand as counted."""
    joined: defaultdict[Op, float] = defaultdict(float, counts)
    total: defaultdict[str, float] = defaultdict(float, seen)
    for (o, t), times in counts.items():
        if t and t.islower() and o.upper() != o:
            joined[o.upper(), t.upper()] += SMALL_CAPS * times
    for t, times in seen.items():
        if t and t.islower():
            total[t.upper()] += SMALL_CAPS * times
    by_class: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for (o, t), weight in joined.items():
        if len(t) == 1:
            by_class[strip_marks(t)]["∅" if not o else o if strip_marks(o) != strip_marks(t) else "="] += weight
    table: dict[Op, float] = {}
    letters = {t for t in total if len(t) == 1}
    for (o, t), weight in joined.items():
        if len(t) != 1 and weight >= (2 if t else 1):
            table[o, t] = -math.log(weight / (total[t] + 2.0))
    for t in letters:
        shared, size = by_class[strip_marks(t)], sum(by_class[strip_marks(t)].values())
        own = {o for (o, u) in joined if u == t}
        for o in own | {"" if o == "∅" else o for o in shared if o != "="}:
            key = "∅" if not o else "=" if strip_marks(o) == strip_marks(t) else o
            borrowed = 0.3 * BORROW * (key == "=") if key == "=" else BORROW * shared[key] / max(1.0, size)
            mass = (joined.get((o, t), 0.0) + borrowed) / (total[t] + BORROW)
            if mass * (total[t] + BORROW) >= 0.02 * least:
                table[o, t] = -math.log(mass)
    return table


def learn(pairs: Iterable[tuple[str, str]], rounds: int = 3) -> tuple[dict[Op, float], Counts, Counter[str]]:
    """Operation costs, counts and letter occurrences after `rounds` of alignment."""
    tally = Counter(pairs)
    seen = occurrences(tally)
    cost: dict[Op, float] | None = None
    counts: Counts = Counter()
    for _ in range(rounds):
        counts = count(tally, cost)
        cost = costs(counts, seen)
    return cost or {}, counts, seen
