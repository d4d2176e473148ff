"""Lists of a DOCX (numbering.xml). Source: ECMA-376 part 1, §17.9."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field, replace

from lxml.etree import _Element

from pipeline.read.office.docxstyles import child, local, number, value
from pipeline.read.office.numbering import LEVELS, Level


@dataclass(frozen=True, slots=True)
class Lists:
    """By numId: a key of the sequence its numbers belong to, and its levels."""

    numbered: dict[str, tuple[Hashable, tuple[Level, ...]]] = field(default_factory=dict)


def lists(root: _Element | None) -> Lists:
    """The lists of numbering.xml; none where there is none."""
    if root is None:
        return Lists()
    abstract = {value(one, "abstractNumId"): _levels(one) for one in root if local(one) == "abstractNum"}
    made: dict[str, tuple[Hashable, tuple[Level, ...]]] = {}
    for one in root:
        name = value(one, "numId") if local(one) == "num" else None
        if name is not None:
            base = value(child(one, "abstractNumId"))
            levels, changed = _overridden(one, abstract.get(base, {}))
            made[name] = ((base, name if changed else None), levels)
    return Lists(made)


def _levels(element: _Element) -> dict[int, Level]:
    return {number(value(one, "ilvl")) or 0: _level(one) for one in element if local(one) == "lvl"}


def _level(element: _Element) -> Level:
    start = number(value(child(element, "start")))
    return Level(
        value(child(element, "numFmt")) or "decimal",
        value(child(element, "lvlText")) or "",
        1 if start is None else start,
    )


def _overridden(element: _Element, levels: dict[int, Level]) -> tuple[tuple[Level, ...], bool]:
    """The levels with a list's own changes, and whether it has any."""
    made, changed = dict(levels), False
    for one in element:
        if local(one) != "lvlOverride":
            continue
        index, changed = number(value(one, "ilvl")) or 0, True
        own, start = child(one, "lvl"), number(value(child(one, "startOverride")))
        if own is not None:
            made[index] = _level(own)
        if start is not None:
            made[index] = replace(made.get(index, Level()), start=start)
    return tuple(made.get(index, Level("none", "")) for index in range(LEVELS)), changed
