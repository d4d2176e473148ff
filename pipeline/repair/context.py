"""Words judged by what stands on both sides: a small network over seven words before and seven after a place.

It is asked only where the search was in doubt. Input are the words of the first pass with their case; what it says of each
candidate is added to the candidate's cost in the second.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.repair.capitals import CASES, Case
from pipeline.repair.model import FIGURE, STOP, Array, RepairModel
from pipeline.repair.native import Lattice
from pipeline.repair.units import Choice, Unit

Network = dict[str, Array]
REACH = 7
NO_CASE, UPPER = 3, 2
MOST = 8000
OFFSETS = np.array([*range(-REACH, 0), *range(1, REACH + 1)])


@dataclass(frozen=True, slots=True)
class Trust:
    """How far the network is asked and believed: `margin`, the doubt from which it is asked (thousandths of a nat);
    `share`, the weight of its log odds, and `weight`, that of the language model beside it."""

    margin: int
    share: float
    weight: int


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """For units in doubt, what the network saw around them: rows of `hidden`, by unit in `row` (-1: not asked), and the case
    and the word of the first pass."""

    network: Network
    row: Array
    hidden: Array
    case: Array
    chosen: Array
    trust: Trust

    def added(self, start: int, unit: Array, lattice: Lattice) -> Array:
        """The costs of a lattice's edges with what the network says; `unit` counts from `start`, negative for edges of no
        single unit."""
        word = lattice.word
        row = np.where(unit >= 0, self.row[np.maximum(unit, 0) + start], -1)
        asked = np.flatnonzero((row >= 0) & (word > FIGURE))
        costs: Array = lattice.cost.astype(np.int64)
        if len(asked):
            at = row[asked]
            odds = self._odds(at, word[asked]) - self._odds(at, self.chosen[at])
            costs[asked] += np.clip(-1000 * self.trust.share * odds, -MOST, MOST).round().astype(np.int64)
        return costs

    def _odds(self, row: Array, word: Array) -> Array:
        network = self.network
        found: Array = np.einsum("ij,ij->i", self.hidden[row], network["out"][word]) + network["bias"][self.case[row], word]
        return found


def context(own: RepairModel, units: list[Unit], choices: list[Choice], cases: list[Case], trust: Trust) -> Context | None:
    """What the network sees around every choice in doubt; None where the model has no network."""
    network = network_of(own)
    if not network:
        return None
    words, kinds, places = sequence(units, choices, cases)
    doubtful = [
        i
        for i, c in enumerate(choices)
        if c.margin < trust.margin and c.first == c.last and len(c.words) == 1 and c.words[0] > FIGURE
    ]
    row = np.full(len(units), -1, np.int64)
    row[[choices[i].first for i in doubtful]] = np.arange(len(doubtful))
    at = np.array([places[i] for i in doubtful], np.int64)
    hidden = seen_around(network, words, kinds, at)
    return Context(network, row, hidden, np.minimum(kinds[at + REACH], UPPER), words[at + REACH], trust)


def sequence(units: list[Unit], choices: list[Choice], cases: list[Case]) -> tuple[Array, Array, list[int]]:
    """Words and cases of the whole text with full stops, `REACH` full stops at each end; where each choice begins."""
    words, kinds, places = [STOP] * REACH, [NO_CASE] * REACH, []
    numbers = {case: i for i, case in enumerate(CASES)}
    at = 0
    for choice in choices:
        places.append(len(words) - REACH)
        for word in choice.words:
            words.append(word)
            kinds.append(UPPER if word == FIGURE else numbers[cases[at]])
            at += 1
        if units[choice.last].stop:
            words.append(STOP)
            kinds.append(NO_CASE)
    return np.array(words + [STOP] * REACH), np.array(kinds + [NO_CASE] * REACH), places


_NETWORKS: dict[int, Network] = {}


def network_of(own: RepairModel) -> Network:
    """The layers of a model's network as they are used; empty where it has none. They are kept in eight bits, each row
    with its scale."""
    found = _NETWORKS.get(id(own))
    if found is None:
        names = [name[3:] for name in own.arrays if name.startswith("nn_") and not name.endswith("_scale")]
        found = _NETWORKS[id(own)] = {
            name: own.arrays[f"nn_{name}"].astype(np.float32) * own.arrays[f"nn_{name}_scale"][:, None] for name in names
        }
    return found


def seen_around(network: Network, words: Array, kinds: Array, at: Array) -> Array:
    """The network's last layer for every place."""
    places = at[:, None] + REACH + OFFSETS
    seen = network["in"][words[places]] + network["case"][kinds[places]]
    known = network["own_case"][kinds[at + REACH]]
    first = curved(seen.reshape(len(at), seen.shape[1] * seen.shape[2]) @ network["first"].T + network["first_bias"] + known)
    second = first + curved(first @ network["second"].T + network["second_bias"])
    found: Array = second @ network["third"].T + network["third_bias"]
    return found


def curved(x: Array) -> Array:
    """GELU by its tangent form (Hendrycks and Gimpel 2016)."""
    made: Array = 0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x * x * x)))
    return made
