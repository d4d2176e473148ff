"""Notes of repairs: back to the source's text, and two stages' notes made one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemas.record import Repair


def original(text: str, repairs: Iterable[Repair]) -> str:
    """The text before `repairs`, which are in order, apart, and noted by their places in `text`."""
    made, at = [], 0
    for repair in repairs:
        made += [text[at : repair.start], repair.before]
        at = repair.end
    return "".join([*made, text[at:]])


@dataclass(frozen=True, slots=True)
class _Edit:
    """A repair by its place in the text between the two stages, where it covers `covered`."""

    start: int
    covered: str
    repair: Repair
    first: bool

    @property
    def end(self) -> int:
        return self.start + len(self.covered)


def composed(first: Sequence[Repair], second: Sequence[Repair]) -> tuple[Repair, ...]:
    """The repairs that lead from the text after `second` back to the text before `first`.

    `first` are places in the text that `second` changed, `second` places in the text it made. Repairs of both that
    touch the same characters become one, with the lesser confidence. O(n log n).
    """
    edits = [_Edit(one.start, one.after, one, True) for one in first]
    shift = 0
    for one in second:
        edits.append(_Edit(one.start - shift, one.before, one, False))
        shift += len(one.after) - len(one.before)
    made: list[Repair] = []
    shift = 0
    for group in _groups(sorted(edits, key=lambda edit: (edit.start, edit.end))):
        made.append(_merged(group, shift))
        shift += sum(len(edit.repair.after) - len(edit.repair.before) for edit in group if not edit.first)
    return tuple(made)


def _groups(edits: Iterable[_Edit]) -> Iterable[list[_Edit]]:
    """Runs of edits that share characters, or stand at the same place."""
    group: list[_Edit] = []
    end = 0
    for edit in edits:
        apart = edit.start > end or (edit.start == end and edit.covered and group and group[-1].covered)
        if group and apart:
            yield group
            group = []
        end = max(end, edit.end) if group else edit.end
        group.append(edit)
    if group:
        yield group


def _merged(group: Sequence[_Edit], shift: int) -> Repair:
    """One repair for a group; `shift` is how much longer the second stage made the text before it."""
    start = group[0].start
    middle = {edit.start + i: char for edit in group for i, char in enumerate(edit.covered)}
    before = _rewritten(middle, [(e.start, e.end, e.repair.before) for e in group if e.first])
    after = _rewritten(middle, [(e.start, e.end, e.repair.after) for e in group if not e.first])
    confidence = min(edit.repair.confidence for edit in group)
    return Repair(start + shift, start + shift + len(after), before, after, confidence)


def _rewritten(middle: dict[int, str], changes: Iterable[tuple[int, int, str]]) -> str:
    """The characters of `middle`, in order, with stretches [start, end) replaced."""
    parts = dict(middle)
    inserted: dict[int, str] = {}
    for start, end, text in changes:
        inserted[start] = inserted.get(start, "") + text
        for at in range(start, end):
            parts.pop(at, None)
    return "".join(inserted.get(at, "") + parts.get(at, "") for at in sorted({*parts, *inserted}))
