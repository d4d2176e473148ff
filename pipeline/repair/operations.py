"""What the sure words of a document say of its reader: how often each operation was used, and each letter met."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from pipeline.repair.model import Array, RepairModel
from pipeline.repair.native import Alphabet, engine
from pipeline.repair.syllables import strip_marks

USABLE = 12000


@dataclass(frozen=True, slots=True, eq=False)
class _Index:
    """A model's operations: by what they read and mean, and which letters each is for (a place in `rights`)."""

    own: RepairModel
    numbers: dict[tuple[str, str], int]
    rights: list[str]
    right: Array
    alphabet: Alphabet


_INDEXES: dict[int, _Index] = {}


def index(own: RepairModel) -> _Index:
    """The index of a model, made once."""
    found = _INDEXES.get(id(own))
    if found is None or found.own is not own:
        rights = {t: i for i, t in enumerate(dict.fromkeys(t for _, t in own.ops))}
        numbers = {op: i for i, op in enumerate(own.ops)}
        right = np.array([rights[t] for _, t in own.ops])
        found = _INDEXES[id(own)] = _Index(own, numbers, list(rights), right, Alphabet(own.ops))
    return found


def forget() -> None:
    """Drop what is remembered of models (for tests that exchange them)."""
    _INDEXES.clear()


def counted(own: RepairModel, general: Array, pairs: Counter[tuple[str, str]]) -> tuple[Array, Array]:
    """Per operation of the model, over (read, right) pairs with how often each was met: how often it was used, and how
    often the letters it is for were there. `general` are the costs by which pairs are laid against each other."""
    found = index(own)
    costs = np.where(general < USABLE, general / 1000, -1.0)
    apart: list[tuple[str, str]] = []
    plain: Counter[tuple[str, str]] = Counter()
    for pair, times in pairs.items():
        bad, right = pair
        if len(bad) == len(right) and strip_marks(bad) == strip_marks(right):
            for op in zip(bad, right, strict=True):
                plain[op] += times
        else:
            apart.append(pair)
    counts: Array = engine().learn(found.alphabet, costs, apart, [pairs[pair] for pair in apart])
    for op, times in plain.items():
        if op in found.numbers:
            counts[found.numbers[op]] += times
    return counts, met(found.rights, pairs)[found.right]


def met(rights: list[str], pairs: Counter[tuple[str, str]]) -> Array:
    """How often each of these strings of up to two letters stands in the right words; the empty one between any two."""
    seen: Counter[str] = Counter()
    for (_, right), times in pairs.items():
        for i in range(len(right)):
            seen[right[i]] += times
            seen[right[i : i + 2]] += times if i + 1 < len(right) else 0
        seen[""] += (len(right) + 1) * times
    return np.array([seen.get(t, 0) for t in rights], float)
