"""What right texts of related letters lend to a repair: their words, pairs of words and phrases, their spellings and codes.

A letter repeats what it answers or hands on: agencies, subjects, whole sentences, numbers of documents. Texts that read as
good Vietnamese serve as the document's own sure words do. Their weight is bounded, so that they help where the reading
leaves a choice and never speak against it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.repair.codes import tail_key
from pipeline.repair.gate import judge
from pipeline.repair.model import FIGURE, STOP, UNKNOWN, RepairModel
from pipeline.repair.syllables import fold, strip_marks
from pipeline.repair.units import Unit, units

MOST = 3
LONG = 4
"""Letters of an abbreviation that stands for one thing only."""
_PIECE = re.compile(r"[^\W\d_]+")
_NOTATION = re.compile(r"\d{1,5}[a-z]?(?:/\d{4})?[-/](?P<tail>[^\W\d_]\S*)")


@dataclass(frozen=True, slots=True, eq=False)
class Related:
    """What related letters have: how often a word (its number in the model), a pair (first << 16 | second) and a phrase of
    three (first << 32 | second << 16 | third); words the model does not know, as spelt; codes' endings and abbreviations
    with Đ by how they are read without marks."""

    single: Counter[int] = field(default_factory=Counter)
    pairs: Counter[int] = field(default_factory=Counter)
    phrases: Counter[int] = field(default_factory=Counter)
    spelt: frozenset[str] = frozenset()
    tails: dict[str, str] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)


NOTHING = Related()


def related(own: RepairModel, texts: Sequence[str]) -> Related:
    """What the good ones of these texts lend; a word, pair or phrase counts at most three times."""
    found = [unit for text in texts if judge(text).verdict == "good" for unit in (*units(text.split("\n"), damaged=False), None)]
    if not found:
        return NOTHING
    single, pairs, phrases = Counter[int](), Counter[int](), Counter[int]()
    for first, second, word in runs(own, found):
        single[word] += 1
        pairs[second << 16 | word] += 1
        phrases[first << 32 | second << 16 | word] += 1
    words = {unit.text for unit in found if unit}
    strange = frozenset(w for w in words if w.isalpha() and len(w) > 2 and fold(w) not in own.ids)
    return Related(at_most(single), at_most(pairs), at_most(phrases), strange, endings(own, words), abbreviations(words))


def runs(own: RepairModel, found: Sequence[Unit | None]) -> Iterator[tuple[int, int, int]]:
    """Every word with the two before it; a full stop, or None between texts, begins anew."""
    first = second = STOP
    for unit in found:
        if unit is None:
            first = second = STOP
            continue
        word = FIGURE if unit.role == "figure" else own.ids.get(fold(unit.text), UNKNOWN)
        yield first, second, word
        first, second = (STOP, STOP) if unit.stop else (second, word)


def at_most(counts: Counter[int]) -> Counter[int]:
    """Counts of `MOST` and less."""
    return Counter({key: min(times, MOST) for key, times in counts.items()})


def endings(own: RepairModel, words: set[str]) -> dict[str, str]:
    """Endings of the codes among the words, by how they may be read, where that leaves one. Two letters tell a kind of
    document: "HĐ" in one letter says nothing of "HD" in another."""
    tails = (match["tail"] for word in words if (match := _NOTATION.fullmatch(word)))
    return only((tail_key(tail), tail) for tail in tails if not any(_short(own, piece) for piece in _PIECE.findall(tail)))


def _short(own: RepairModel, piece: str) -> bool:
    return len(piece) < LONG and "Đ" in piece and own.parts.get(strip_marks(piece)) != piece


def abbreviations(words: set[str]) -> dict[str, str]:
    """Abbreviations with Đ by their form without it, where that form is not in use as well."""
    seen = {piece for word in words for piece in _PIECE.findall(word) if len(piece) >= LONG and piece.isupper()}
    found = only((strip_marks(piece), piece) for piece in seen if "Đ" in piece)
    return {bare: piece for bare, piece in found.items() if bare not in seen}


def only(pairs: Iterator[tuple[str, str]]) -> dict[str, str]:
    """By key, the one value it has; keys with several are left out."""
    found: dict[str, set[str]] = {}
    for key, value in pairs:
        found.setdefault(key, set()).add(value)
    return {key: values.pop() for key, values in found.items() if len(values) == 1}
