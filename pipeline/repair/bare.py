"""Words for text without marks: every syllable of the vocabulary that has the same letters."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import numpy as np

from pipeline.repair.decode import Found, Settings
from pipeline.repair.model import Array, RepairModel, model
from pipeline.repair.syllables import strip_marks


@cache
def marked_forms() -> dict[str, Array]:
    """Words of this installation's model by their letters without marks."""
    forms: dict[str, list[int]] = {}
    for number, word in enumerate(model().words):
        if word.isalpha():
            forms.setdefault(strip_marks(word), []).append(number)
    return {bare: np.array(numbers, np.int32) for bare, numbers in forms.items()}


@dataclass(slots=True)
class BareFinder:
    """Finds words by their letters; what has none stays as it is."""

    own: RepairModel
    settings: Settings
    known: dict[tuple[str, int], Found] = field(default_factory=dict)

    def prepare(self, wanted: list[tuple[str, int]], parts: bool = True) -> None:
        """Look up all tokens not yet known; a token with marks around it has none."""
        forms, known = marked_forms(), self.known
        for key in wanted:
            if key not in known:
                word = forms.get(key[0].lower(), _NONE) if parts else _NONE
                known[key] = Found(len(word), _NONE, _NONE, word, np.zeros(len(word), np.int32))


_NONE = np.empty(0, np.int32)
