"""One pass over a letter's clauses with the frames that are open above each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.directives.clauses import Clause, clauses
from extractors.directives.features import Seen, Setting, kind, see
from extractors.directives.frames import Frame, frame
from extractors.directives.modality import imperative
from extractors.directives.rows import Row
from schemas.letter import Letter


def walk(letter: Letter, rows: Sequence[Row]) -> Iterator[tuple[Seen, Setting]]:
    """Every clause outside the tables of tasks, with its setting."""
    skip = frozenset(start for row in rows for start in row.lines)
    seen = [see(clause) for clause in clauses(letter, skip)]
    said = kind(letter)
    open_frames: list[Frame] = []
    for at, one in enumerate(seen):
        open_frames = _still_open(open_frames, one.clause)
        before = seen[at - 1] if at else None
        after = seen[at + 1] if at + 1 < len(seen) else None
        yield one, Setting(said, at / len(seen), before, after, tuple(open_frames))
        opened = frame(letter, one.clause)
        if opened is not None:
            open_frames.append(opened)


def _still_open(frames: list[Frame], clause: Clause) -> list[Frame]:
    """An item closes the frames of its own depth and below; a paragraph that gives no order closes the headings."""
    if clause.first and clause.level < 9:
        return [f for f in frames if f.level < clause.level or f.level == 9]
    if clause.first and frames and frames[-1].level < 9 and not imperative(clause.text):
        return [f for f in frames if f.tasks]
    return frames
