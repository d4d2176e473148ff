"""Words for text without marks: every syllable of the vocabulary that has the same letters."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from pipeline.repair.decode import Edge, Settings
from pipeline.repair.model import RepairModel, model
from pipeline.repair.syllables import strip_marks


@cache
def marked_forms() -> dict[str, list[tuple[int, int]]]:
    """Words of this installation's model (with cost 0) by their letters without marks."""
    forms: dict[str, list[tuple[int, int]]] = {}
    for number, word in enumerate(model().words):
        if word.isalpha():
            forms.setdefault(strip_marks(word), []).append((number, 0))
    return forms


@dataclass(slots=True)
class BareFinder:
    """Finds words by their letters; what has none stays as it is."""

    own: RepairModel
    settings: Settings
    known: dict[tuple[str, int], list[Edge]] = field(default_factory=dict)

    def prepare(self, wanted: list[tuple[str, int]], parts: bool = True) -> None:
        """Look up all tokens not yet known."""
        forms, known = marked_forms(), self.known
        for key in wanted:
            if key not in known:
                text = key[0]
                known[key] = [(0, len(text), word, cost) for word, cost in forms.get(text.lower(), ())] if parts else []
