"""Whether a clause is a directive: the learned judge (models/directives) over `features`.

A logistic regression whose few hundred weights are data; no library is needed to apply it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

THRESHOLD = 0.4
"""Least probability of a directive; chosen on documents held out (models/directives/CARD.md)."""

ADDRESSED = 0.2
"""The same for a clause in which the issuer asks or tells a named body ("Sở Y tế đề nghị các đơn vị …")."""


@cache
def weights() -> dict[str, float]:
    """Weight of each feature by name (data/directive_weights.json)."""
    read = json.loads((files("extractors") / "data" / "directive_weights.json").read_text("utf-8"))
    return {str(name): float(weight) for name, weight in read["weights"].items()}


def probability(names: Iterable[str]) -> float:
    """Probability in [0, 1] that a clause with these features is a directive."""
    known = weights()
    total = sum(known.get(name, 0.0) for name in names)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
