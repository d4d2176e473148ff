"""Broken Vietnamese made whole again: marks put back, the damage of readers without Vietnamese undone.

    repair(reading, known) -> reading   pages repaired where they need it; good text is returned as the same object
    repair_text(text, known) -> Repaired    the same for plain text, line by line; `known`: right texts of related letters
    judge(text) -> Judgement        the gate: good, stripped, damaged, other, figures

For choosing between rival readings (`pipeline.repair.score`):

    log_probability(words) -> float     natural log of P(words) under the model of official Vietnamese; words as
                                        printed, any case; higher is better, compare only equal word counts or divide
    known_syllable(word) -> bool        whether the word is a syllable or word the model knows (any case, NFC)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.repair.gate import Judgement, judge

if TYPE_CHECKING:
    from pipeline.repair.text import Repaired
    from schemas.reading import Reading

__all__ = ["Judgement", "judge", "repair", "repair_text"]


def repair(reading: Reading, known: Sequence[str] = ()) -> Reading:
    """The reading with its damaged pages repaired; the same object where nothing needed it.

    `known` are right texts of letters that cite this one or are cited by it: their words, phrases and codes are expected.
    """
    from pipeline.repair.pages import repair as repair_pages

    return repair_pages(reading, known)


def repair_text(text: str, known: Sequence[str] = ()) -> Repaired:
    """Plain text (one document) repaired line by line; as many lines come back, good text as it is; `known` as for `repair`."""
    from pipeline.repair.text import repair_text as repair_lines

    return repair_lines(text, known)
