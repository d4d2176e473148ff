"""One pass over a letter's clauses with the frames that are open above each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.directives.clauses import BODY, clauses
from extractors.directives.frames import Frame, frame
from extractors.directives.rows import Row
from extractors.directives.seen import Seen, Setting, kind, see
from extractors.directives.voice import issuer_words
from extractors.folding import fold
from schemas.letter import Letter, Zone

_MOST_OPEN = 100
"""Headings and lead-ins that stand open over a clause at the most; no letter has a dozen."""


def walk(
    letter: Letter, rows: Sequence[Row], *, year: int | None = None, issuer: str | None = None
) -> Iterator[tuple[Seen, Setting]]:
    """Every clause outside the tables of tasks, with its setting.

    `year` completes dates printed without one, `issuer` tells what the letter asks from what it reports of others.
    """
    skip = frozenset(start for row in rows for start in row.lines)
    names = issuer_words(issuer)
    said = kind(letter)
    seen = [see(clause, year, names) for clause in clauses(letter, skip, _zones(letter, said))]
    body, peers = sum(not one.clause.annex for one in seen), _peers(seen)
    open_frames: list[Frame] = []
    head: Seen | None = None
    for at, one in enumerate(seen):
        open_frames = _still_open(open_frames, one) if at != body else []  # an annex begins anew
        head = one if one.clause.first else head
        before = seen[at - 1] if at else None
        after = seen[at + 1] if at + 1 < len(seen) else None
        over = None if one.clause.first else head
        yield one, Setting(said, min(at / max(body, 1), 1.0), before, after, tuple(open_frames), over, peers[at])
        opened = frame(letter, one.clause, one.folded, one.said, one.told)
        if opened is not None:
            open_frames = [*open_frames, opened][-_MOST_OPEN:]


# "(Ban hành kèm theo Quyết định số 12/QĐ-SYT …)": a regulation or plan of the decision itself.
_OWN_ANNEX = re.compile(r"\b(?:kem theo|ban hanh theo)\b.{0,40}?\b(?:quyet dinh|qd)\b")
# What has no addressee: lists, procedures, forms.
_LISTS = re.compile(r"\b(?:danh muc|danh sach|thu tuc|quy trinh|bieu mau|mau so|phu luc)\b")
_HEADS = 16
"""Lines of an annex in which its title stands."""


def _zones(letter: Letter, kind: str) -> tuple[Zone, ...]:
    """Where orders are looked for: in a decision also in what it enacts; other annexes are drafts, forms and lists."""
    if kind != "quyet dinh":
        return BODY
    heads = [fold(line.text) for line in letter.zone("annex")[:_HEADS]]
    enacted = any(map(_OWN_ANNEX.search, heads)) and not any(map(_LISTS.search, heads))
    return ("body", "annex") if enacted else BODY


_NEAR = 3


def _peers(seen: Sequence[Seen]) -> list[float]:
    """For the first clause of each item, the share of the three items on either side, of its own depth, that are bare
    orders; 0 for one without such neighbours and for all other clauses."""
    shares = [0.0] * len(seen)
    run: list[int] = []
    for at in (*(i for i, one in enumerate(seen) if one.clause.first), None):
        if at is not None and (not run or seen[run[-1]].clause.level == seen[at].clause.level):
            run.append(at)
            continue
        for place, index in enumerate(run):
            near = [i for i in run[max(0, place - _NEAR) : place + _NEAR + 1] if i != index]
            shares[index] = sum(seen[i].bare for i in near) / len(near) if near else 0.0
        run = [] if at is None else [at]
    return shares


def _still_open(frames: list[Frame], one: Seen) -> list[Frame]:
    """An item closes the frames of its own depth and below; a paragraph that gives no order closes the headings."""
    clause = one.clause
    if clause.first and clause.level < 9:
        return [f for f in frames if f.level < clause.level or f.level == 9]
    if clause.first and frames and frames[-1].level < 9 and not one.bare:
        return [f for f in frames if f.tasks]
    return frames
