"""Whether a clause is a directive: the learned judge (models/directives) over `features`.

A logistic regression whose weights are data; no library is needed to apply it.
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib.resources import files
from itertools import repeat

from extractors.directives.features import Feature, features, name, words
from extractors.directives.seen import Seen, Setting

THRESHOLD = 0.45
"""Least probability of a directive; chosen on documents held out (models/directives/CARD.md)."""

ADDRESSED = 0.2
"""The same for a clause in which the issuer asks or tells a named body ("Sở Y tế đề nghị các đơn vị …")."""

_WORD = "word="
_MEMORY = 1 << 16


class _Weights(dict[Feature, float]):
    """Weight of each feature met so far, so that names are made once."""

    def __init__(self, named: dict[str, float]) -> None:
        super().__init__()
        self._named = named

    def __missing__(self, feature: Feature) -> float:
        weight = self._named.get(name(feature), 0.0)
        if len(self) < _MEMORY:
            self[feature] = weight
        return weight


@cache
def _weights() -> tuple[_Weights, dict[str, float]]:
    """Weights of features, and of words (data/directive_weights.json)."""
    read = json.loads((files("extractors") / "data" / "directive_weights.json").read_text("utf-8"))
    named = {str(one): float(weight) for one, weight in read["weights"].items()}
    return _Weights(named), {one.removeprefix(_WORD): weight for one, weight in named.items() if one.startswith(_WORD)}


def probability(one: Seen, setting: Setting) -> float:
    """Probability in [0, 1] that the clause is a directive."""
    known, spoken = _weights()
    total = sum(map(known.__getitem__, features(one, setting)))
    total += sum(map(spoken.get, words(one), repeat(0.0)))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
