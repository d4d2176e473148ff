"""Mending a damaged, noisy or bare document: decode, learn the document's own damage and words, decode again, set capitals."""

from __future__ import annotations

import math
from collections import ChainMap, Counter
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.repair.adapt import Learning, document_costs, document_words, seen_words, taught
from pipeline.repair.bare import BareFinder
from pipeline.repair.capitals import Case, as_read, cases, written
from pipeline.repair.codes import broken, code, date, roman
from pipeline.repair.context import Trust, context
from pipeline.repair.decode import Finder, Settings, WordFinder, decode
from pipeline.repair.forms import Edit, with_forms
from pipeline.repair.gate import BARE, MARKED, ODD, kind, possible_stripped
from pipeline.repair.model import FIGURE, UNKNOWN, Array, RepairModel, model
from pipeline.repair.related import NOTHING, Related
from pipeline.repair.syllables import fold, strip_marks
from pipeline.repair.tables import SearchTables, mixed, tables
from pipeline.repair.units import Choice, Unit, abbreviated, units

Manner = Literal["damaged", "noisy", "stripped", "single"]
CHANNELS: dict[Manner, dict[str, float]] = {
    "damaged": {"eng": 0.2, "vie": 0.05, "shapes": 0.1, "latin": 0.15, "real": 0.5},
    "noisy": {"vie": 0.9, "eng": 0.05, "real": 0.05},
    "single": {"vie": 0.9, "eng": 0.05, "real": 0.05},
}
SETTINGS: dict[Manner, Settings] = {
    "damaged": Settings(),
    "noisy": Settings(width=12000, most=100, beam=20, abbreviation=3000, unknown=10000, unknown_letter=1500),
    "single": Settings(width=11000, most=30, beam=8, unknown=7000, unknown_letter=1500),
    "stripped": Settings(beam=6, unknown=9000, unknown_letter=1500),
}
TRUST: dict[Manner, Trust] = {
    "damaged": Trust(margin=5000, share=0.5, weight=850),
    "noisy": Trust(margin=5000, share=0.5, weight=850),
    "stripped": Trust(margin=3500, share=0.9, weight=800),
}
LEAST: dict[Manner, float] = {"damaged": 0.05, "noisy": 0.2, "stripped": 0.1, "single": 0.75}
CALIBRATION: dict[Manner, tuple[float, float, float]] = {
    "damaged": (-0.792, 1.459, -1.536),
    "noisy": (-0.456, 0.81, -0.533),
    "single": (-0.622, 0.854, -0.297),
    "stripped": (-2.067, 2.363, 0.0),
}
CODE, SOUND, SURE, NAME, NEVER = 0.9, 0.5, 0.7, 0.85, 0.85


@dataclass(frozen=True, slots=True)
class Mended:
    """Edits to make, in order, and those too doubtful to make: there the original stands."""

    edits: tuple[Edit, ...]
    left: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Decoded:
    """Units with what was chosen for them and the case of every chosen word."""

    found: list[Unit]
    choices: list[Choice]
    cases: list[Case]


@cache
def general(manner: Manner) -> tuple[Array, SearchTables]:
    """Operation costs and search tables for damage of unknown make."""
    costs = mixed(CHANNELS[manner])
    return costs, tables(costs)


def mend(lines: list[str], manner: Manner, known: Related = NOTHING) -> Mended:
    """Edits that make the lines whole; `known` is what related letters lend."""
    own = model()
    found = units(lines, damaged=manner in ("damaged", "noisy"))
    if not found:
        return Mended((), ())
    decoded = read_bare(own, found, known) if manner == "stripped" else read_damaged(own, found, manner, known)
    return edits(own, lines, decoded, manner, known)


def read_bare(own: RepairModel, found: list[Unit], known: Related = NOTHING) -> Decoded:
    """Two passes over text without marks, the second with the document's words; its case is what was read."""
    finder = BareFinder(own, SETTINGS["stripped"])
    first = decode(own, finder, found, document_words(own, [], Learning(), known))
    seen = context(own, found, first, [as_read(found[c.first].text) for c in first for _ in c.words], TRUST["stripped"])
    choices = decode(own, finder, found, document_words(own, first, Learning(), known), context=seen)
    return Decoded(found, choices, ["l"] * sum(len(choice.words) for choice in choices))


def read_damaged(own: RepairModel, found: list[Unit], manner: Manner, known: Related = NOTHING) -> Decoded:
    """Two passes over damaged text, the second with the document's words and damage; single bad words take one."""
    costs, general_tables = general(manner)
    settings = SETTINGS[manner]
    good = sound(found) if manner == "single" else None
    learning = Learning()
    finder: WordFinder = Finder(own, general_tables, settings, spelt=known.spelt | own.names)
    choices = decode(own, finder, found, document_words(own, [], learning, known), good)
    chosen = set_cases(own, found, choices)
    if manner == "single":
        return Decoded(found, choices, chosen)
    pairs = taught(choices, found, chosen, own, learning.margin)
    tables_here = tables(document_costs(own, costs, pairs, learning.prior))
    finder = Finder(own, tables_here, settings, seen_words(choices, found, learning.sure), known.spelt | own.names)
    seen = context(own, found, choices, chosen, TRUST[manner])
    choices = decode(own, finder, found, document_words(own, choices, learning, known), context=seen)
    return Decoded(found, choices, set_cases(own, found, choices))


def sound(found: list[Unit]) -> list[bool]:
    """Which units of good text stand: all but small words seen once that bear marks and are no syllable."""
    seen = Counter(unit.text for unit in found)
    return [seen[unit.text] > 1 or not unit.text.islower() or unit.text.isascii() or kind(unit.text) != ODD for unit in found]


def set_cases(own: RepairModel, found: list[Unit], choices: list[Choice]) -> list[Case]:
    """The case of every word chosen."""
    words = [word for choice in choices for word in choice.words]
    return cases(own, words, [found[choice.first].text for choice in choices for _ in choice.words])


def edits(own: RepairModel, lines: list[str], decoded: Decoded, manner: Manner, known: Related = NOTHING) -> Mended:
    """The choices as edits of the lines; what stays as it was read gives none."""
    made: list[Edit] = []
    left: list[Edit] = []
    calm = abbreviated(decoded.found)
    at = 0
    for choice in decoded.choices:
        chosen = decoded.cases[at : at + len(choice.words)]
        at += len(choice.words)
        if choice.words[0] in (UNKNOWN, FIGURE):
            if manner != "single":
                mended = code_edit(own, lines, decoded.found, choice.first, known)
                made.extend(mended)
                left.extend([] if mended else said(lines, decoded.found, choice.first))
            continue
        if manner == "damaged" and choice.first == choice.last and choice.first in calm:
            made.extend(code_edit(own, lines, decoded.found, choice.first, known))
            continue
        edit = word_edit(own, lines, decoded, choice, chosen, manner)
        if edit and (manner != "single" or sure(lines, edit)):
            (made if edit.confidence >= least(lines, edit, manner) else left).append(edit)
    if manner == "damaged":
        made = with_forms(lines, made)
    return Mended(tuple(made), tuple(left))


def word_edit(
    own: RepairModel, lines: list[str], decoded: Decoded, choice: Choice, chosen: list[Case], manner: Manner
) -> Edit | None:
    """The edit a choice makes, None where the line reads so already (in either placement of the tone mark)."""
    first, last = decoded.found[choice.first], decoded.found[choice.last]
    end = last.end + (len(last.tail) if choice.absorbed else 0)
    before = lines[first.line][first.start : end]
    after = " ".join(written(own.words[w], c) for w, c in zip(choice.words, chosen, strict=True))
    if manner == "stripped" and len(after) == len(before):
        after = "".join(a.upper() if b.isupper() else a.lower() for a, b in zip(after, before, strict=True))
    if after == before or (fold(before) == after.lower() and before.lower() != after.lower()):
        return None
    return Edit(first.line, first.start, end, after, likelihood(choice, len(before), manner))


def sure(lines: list[str], edit: Edit) -> bool:
    """Whether an edit of good text mends a word that is none, and where it parts two words loses no letter of them."""
    before = lines[edit.line][edit.start : edit.end]
    if kind(before) != ODD or before.isascii():
        return False
    if " " in edit.after:
        return strip_marks(edit.after.replace(" ", "")) == strip_marks(before)
    return abs(len(edit.after) - len(before)) <= 1


def least(lines: list[str], edit: Edit, manner: Manner) -> float:
    """The confidence an edit needs: in a bad scan more where what was read is a word, most where letters come or go or
    a name may stand;
    capitals that spell no syllable stand, and so does the case."""
    before = lines[edit.line][edit.start : edit.end]
    if manner != "noisy":
        return LEAST[manner]
    shout = before.isalpha() and before.isupper() and not possible_stripped(strip_marks(before))
    if shout or before.lower() == edit.after.lower():
        return NEVER
    if kind(before) == MARKED and before[:1].isupper():
        return NAME
    if " " in before or (kind(before) in (MARKED, BARE) and len(before) != len(edit.after)):
        return SURE
    return SOUND if kind(before) in (MARKED, BARE) else LEAST[manner]


def code_edit(own: RepairModel, lines: list[str], found: list[Unit], at: int, known: Related = NOTHING) -> list[Edit]:
    """The repair of a figure, code or abbreviation, if its form leaves one reading."""
    unit = found[at]
    if unit.role == "label":
        return label_edit(found, at)
    text = lines[unit.line][unit.start : unit.end]
    after = (
        roman(text, lines[unit.line][: unit.start])
        or date(text, _after_day(found, at))
        or code(text, ChainMap(own.parts, known.parts), ChainMap(own.tails, known.tails))
    )
    return [Edit(unit.line, unit.start, unit.end, after, CODE)] if after else []


def said(lines: list[str], found: list[Unit], at: int) -> list[Edit]:
    """A broken code or date that has no single reading, as an edit too doubtful to make: the original stands, and a warning."""
    unit = found[at]
    text = lines[unit.line][unit.start : unit.end]
    return [Edit(unit.line, unit.start, unit.end, text, 0.0)] if broken(text, _after_day(found, at)) else []


def _after_day(found: list[Unit], at: int) -> bool:
    """Whether the word before a unit is "ngày", as far as its letters were read."""
    if not at or found[at - 1].line != found[at].line:
        return False
    before = strip_marks(found[at - 1].text).lower()
    return before.startswith("ng") and before.endswith("y")


def label_edit(found: list[Unit], at: int) -> list[Edit]:
    """The label that follows "d)" is "đ)" where it was read as "d)" again."""
    unit = found[at]
    labels = (other for other in reversed(found[:at]) if other.role == "label")
    before = next(labels, None)
    if unit.text != "d" or before is None or before.text != "d":
        return []
    return [Edit(unit.line, unit.start, unit.end, "đ", CODE)]


def likelihood(choice: Choice, letters: int, manner: Manner) -> float:
    """How likely a choice is right: a logistic of the margin over the best other path and of the cost a letter, fitted on
    held-out pages (models card)."""
    base, by_margin, by_cost = CALIBRATION[manner]
    margin, cost = min(choice.margin, 20000) / 1000, min(choice.cost / max(1, letters), 6000) / 1000
    return round(1 / (1 + math.exp(-(base + by_margin * math.sqrt(margin) + by_cost * cost))), 4)
