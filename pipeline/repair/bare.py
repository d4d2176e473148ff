"""Words for text without marks: every syllable of the vocabulary that has the same letters."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import numpy as np

from pipeline.repair.finder import NOTHING, Found, Key, Pool, Settings
from pipeline.repair.model import RepairModel, model
from pipeline.repair.syllables import strip_marks


@cache
def marked_forms() -> tuple[dict[str, Found], Pool]:
    """Words of this installation's model by their letters without marks, and the pool they stand in."""
    forms: dict[str, list[int]] = {}
    for number, word in enumerate(model().words):
        if word.isalpha():
            forms.setdefault(strip_marks(word), []).append(number)
    places, numbers = dict[str, Found](), [0]
    for bare, own in forms.items():
        places[bare] = Found(len(numbers), len(numbers) + len(own), len(numbers) + len(own))
        numbers += own
    none = np.zeros(len(numbers), np.int32)
    return places, Pool(np.array(numbers, np.int32), none, none, none)


@dataclass(slots=True)
class BareFinder:
    """Finds words by their letters; what has none stays as it is."""

    own: RepairModel
    settings: Settings
    spelt: frozenset[str] = frozenset()
    known: dict[Key, Found] = field(default_factory=dict)
    pool: Pool = field(default_factory=lambda: marked_forms()[1])

    def prepare(self, words: list[Key], others: list[Key]) -> None:
        """Look up all tokens not yet known; strings that are no token of the text have none."""
        forms, known = marked_forms()[0], self.known
        for key in words:
            if key not in known:
                known[key] = forms.get(key[0].lower(), NOTHING)
        for key in others:
            known.setdefault(key, NOTHING)
