"""Mending a damaged or bare document: decode, learn the document's own damage and words, decode again, set capitals."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from pipeline.repair.capitals import cases, written
from pipeline.repair.codes import code, date
from pipeline.repair.decode import Choice, Finder, Settings, decode
from pipeline.repair.model import FIGURE, UNKNOWN, RepairModel, model
from pipeline.repair.syllables import fold, strip_marks
from pipeline.repair.tables import SearchTables, mixed, tables
from pipeline.repair.units import Unit, units

CHANNELS = {"eng": 0.3, "vie": 0.1, "shapes": 0.1, "latin": 0.15, "real": 0.35}
LEAST, CODE = 0.2, 0.9


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters [start, end) of line `line` become `after`; `confidence` that this is right."""

    line: int
    start: int
    end: int
    after: str
    confidence: float


@cache
def general_tables() -> SearchTables:
    """Search tables for damage of unknown make."""
    return tables(mixed(CHANNELS))


def mend(lines: list[str]) -> list[Edit]:
    """Edits, in order, that make damaged lines whole."""
    own = model()
    found = units(lines, damaged=True)
    if not found:
        return []
    choices = decode(own, Finder(own, general_tables(), Settings()), found, None)
    return edits(own, lines, found, choices)


def edits(own: RepairModel, lines: list[str], found: list[Unit], choices: list[Choice]) -> list[Edit]:
    """The choices as edits of the lines; what stays as it was read gives none."""
    words = [word for choice in choices for word in choice.words]
    read = [found[choice.first].text for choice in choices for _ in choice.words]
    chosen = cases(own, words, read)
    made: list[Edit] = []
    at = 0
    for choice in choices:
        here = slice(at, at + len(choice.words))
        at += len(choice.words)
        if choice.words[0] in (UNKNOWN, FIGURE):
            made.extend(code_edit(own, lines, found, choice.first))
            continue
        first, last = found[choice.first], found[choice.last]
        end = last.end + (len(last.tail) if choice.absorbed else 0)
        before = lines[first.line][first.start : end]
        after = " ".join(written(own.words[w], c) for w, c in zip(choice.words, chosen[here], strict=True))
        if fold(before) == after.lower() and before.lower() != after.lower():
            continue
        confidence = likelihood(choice)
        if after != before and confidence >= LEAST:
            made.append(Edit(first.line, first.start, end, after, confidence))
    return made


def code_edit(own: RepairModel, lines: list[str], found: list[Unit], at: int) -> list[Edit]:
    """The repair of a figure, code or abbreviation, if its form leaves one reading."""
    unit = found[at]
    before = strip_marks(found[at - 1].text).lower() if at and found[at - 1].line == unit.line else ""
    text = lines[unit.line][unit.start : unit.end]
    after = date(text, before.startswith("ng") and before.endswith("y")) or code(text, own.parts, own.tails)
    return [Edit(unit.line, unit.start, unit.end, after, CODE)] if after else []


def likelihood(choice: Choice) -> float:
    """How likely a choice is right, from its margin over the best other path."""
    return round(1 / (1 + math.exp(-0.9 * min(choice.margin, 12000) / 1000)), 4)
