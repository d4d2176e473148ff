"""The language model: interpolated modified Kneser-Ney of order 4 over folded words, pruned, as a sorted-array trie.

    python -m models.lm WORK_DIR TRIGRAMS FOURGRAMS        (how many n-grams of each order to keep)

Pruning keeps the n-grams whose loss costs most (count x log ratio to the backed-off value, Seymore and Rosenfeld 1996)
and the prefixes they need; backoff weights are then made anew, so that every context sums to one. Discounts after Chen
and Goodman 1998. Costs are -ln p in thousandths of a nat; those of orders 2-4 are one of 24 values each: on held-out text
20 did as well as 256, and pack into half the room.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from models.phrases import phrase_ids

Array = np.ndarray[Any, Any]
ORDER, SHIFT = 4, np.uint64(16)
MASK = np.uint64(0xFFFF)
STEPS = 24


@dataclass
class Level:
    """The n-grams of one order, sorted: packed words, raw counts, adjusted counts, probability, what stays."""

    keys: Array
    raw: Array
    adjusted: Array
    p: Array
    lower: Array
    gamma: Array
    keep: Array
    bow: Array


def pack(ids: Array, order: int) -> Array:
    """Every n-gram of the stream in one unsigned 64-bit number, first word highest."""
    wide = ids.astype(np.uint64)
    packed = wide[: len(wide) - order + 1].copy()
    for i in range(1, order):
        packed = (packed << SHIFT) | wide[i : len(wide) - order + 1 + i]
    return packed


def discounts(adjusted: Array) -> Array:
    """Discount for counts 0, 1, 2 and 3 or more."""
    n = [float((adjusted == k).sum()) for k in range(1, 5)]
    y = n[0] / (n[0] + 2 * n[1])
    return np.array([0.0, *(max(0.1, k - (k + 1) * y * n[k] / n[k - 1]) for k in (1, 2, 3))])


def find(keys: Array, wanted: Array) -> Array:
    """Places of `wanted` in sorted `keys`; all must be there."""
    return np.searchsorted(keys, wanted)


def prefix(keys: Array) -> Array:
    """The n-grams without their last word."""
    return keys >> SHIFT


def suffix(keys: Array, order: int) -> Array:
    """The n-grams without their first word."""
    return keys & np.uint64((1 << (16 * (order - 1))) - 1)


def levels_of(ids: Array) -> list[Level]:
    """Orders 1 to 4, with adjusted counts (distinct left neighbours; raw at the top order)."""
    made: list[Level] = []
    above: Array | None = None
    for order in range(ORDER, 0, -1):
        keys, raw = np.unique(pack(ids, order), return_counts=True)
        adjusted = raw.copy()
        if above is not None:
            seen = np.bincount(find(keys, suffix(above, order + 1)), minlength=len(keys))
            adjusted = np.maximum(seen, 1)
        above = keys
        nothing = np.zeros(len(keys))
        made.append(Level(keys, raw, adjusted, nothing, nothing, nothing, np.ones(len(keys), bool), nothing))
        print("order", order, len(keys), flush=True)
    return made[::-1]


def estimate(levels: list[Level], vocabulary: int) -> None:
    """Interpolated probabilities of every n-gram seen, and each context's weight for what is below it."""
    for order, level in enumerate(levels, 1):
        discount = discounts(level.adjusted)[np.minimum(level.adjusted, 3)]
        if order == 1:
            context = np.zeros(len(level.keys), dtype=np.int64)
            lower = np.full(len(level.keys), 1 / vocabulary)
        else:
            context = find(levels[order - 2].keys, prefix(level.keys))
            lower = levels[order - 2].p[find(levels[order - 2].keys, suffix(level.keys, order))]
        total = np.bincount(context, weights=level.adjusted)
        level.gamma = (np.bincount(context, weights=discount) / np.maximum(total, 1))[context]
        level.lower = lower
        level.p = (level.adjusted - discount) / total[context] + level.gamma * lower


def prune(levels: list[Level], budgets: dict[int, int]) -> None:
    """Keep the `budgets[order]` most useful n-grams of orders 2 to 4, and all prefixes of what is kept."""
    for order in range(ORDER, 1, -1):
        level = levels[order - 1]
        gain = level.raw * (np.log(level.p) - np.log(level.gamma * level.lower))
        budget = budgets.get(order, len(gain))
        kept = np.zeros(len(gain), bool)
        if budget < len(gain):
            kept[np.argpartition(-gain, budget)[:budget]] = True
        else:
            kept[:] = True
        if order < ORDER:
            above = levels[order]
            kept[np.unique(find(level.keys, prefix(above.keys[above.keep])))] = True
        level.keep = kept


def backoffs(levels: list[Level]) -> None:
    """Backoff weights over what was kept: (1 - kept mass) / (1 - kept mass of the lower order)."""
    for order in range(2, ORDER + 1):
        level, below = levels[order - 1], levels[order - 2]
        context = find(below.keys, prefix(level.keys[level.keep]))
        mass = np.bincount(context, weights=level.p[level.keep], minlength=len(below.keys))
        lower = np.bincount(context, weights=level.lower[level.keep], minlength=len(below.keys))
        below.bow = np.clip(1 - mass, 1e-6, 1) / np.clip(1 - lower, 1e-6, 1)
    levels[-1].bow = np.ones(len(levels[-1].keys))


def coded(values: Array) -> tuple[Array, Array]:
    """Costs as codes and the book of `STEPS` costs that is nearest to them in the mean (Lloyd 1982)."""
    costs = np.round(-np.log(values) * 1000)
    sample = costs[:: max(1, len(costs) // 200_000)]
    book = np.quantile(sample, np.linspace(0, 1, STEPS)) / 2 + np.linspace(sample.min(), sample.max(), STEPS) / 2
    for _ in range(30):
        at = nearest(book, sample)
        sums, sizes = np.bincount(at, weights=sample, minlength=STEPS), np.bincount(at, minlength=STEPS)
        book = np.sort(np.where(sizes > 0, sums / np.maximum(1, sizes), book))
    whole = np.zeros(256, np.int32)
    whole[:STEPS] = np.round(book)
    return nearest(book, costs).astype(np.uint8), whole


def nearest(book: Array, costs: Array) -> Array:
    """Which entry of a sorted book is nearest to each cost."""
    return np.searchsorted((book[1:] + book[:-1]) / 2, costs)


def trie(levels: list[Level], vocabulary: int) -> dict[str, Array]:
    """The arrays of the artefact: words, coded costs and number of children, order by order."""
    arrays: dict[str, Array] = {}
    uni = levels[0]
    cost = np.full(vocabulary, 20000, np.int32)
    bow = np.zeros(vocabulary, np.int32)
    cost[uni.keys.astype(np.int64)] = np.round(-np.log(uni.p) * 1000)
    bow[uni.keys.astype(np.int64)] = np.round(-np.log(uni.bow) * 1000)
    arrays |= {"cost1": cost, "bow1": bow}
    kept_below = uni.keys
    for order in range(2, ORDER + 1):
        level = levels[order - 1]
        keys = level.keys[level.keep]
        parents = prefix(keys).astype(np.int64) if order == 2 else find(kept_below, prefix(keys))
        size = vocabulary if order == 2 else len(kept_below)
        arrays[f"children{order - 1}"] = np.bincount(parents, minlength=size).astype(np.uint16)
        arrays[f"word{order}"] = (keys & MASK).astype(np.uint16)
        arrays[f"cost{order}"], arrays[f"costs{order}"] = coded(level.p[level.keep])
        if order < ORDER:
            arrays[f"bow{order}"], arrays[f"bows{order}"] = coded(level.bow[level.keep])
        kept_below = keys
    return arrays


def main(work: Path, trigrams: int, fourgrams: int) -> None:
    """Train from WORK_DIR/ids.npy and the names of `models.phrases`; write WORK_DIR/lm.npz."""
    words = json.loads((work / "tables.json").read_text("utf-8"))["vocabulary"]
    ids = np.concatenate([np.load(work / "ids.npy"), phrase_ids({word: i for i, word in enumerate(words)})])
    vocabulary = len(words)
    levels = levels_of(ids)
    estimate(levels, vocabulary)
    prune(levels, {2: 1_500_000, 3: trigrams, 4: fourgrams})
    backoffs(levels)
    arrays = trie(levels, vocabulary)
    np.savez(work / "lm.npz", **arrays)  # type: ignore[arg-type]
    print({name: (array.shape, str(array.dtype)) for name, array in arrays.items()})


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
