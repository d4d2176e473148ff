"""A second look at the signature block: titles and names that a seal's rings hide from the line detector.

Where a page has a round seal, its rings are taken out and a window slides down the block, read at every place. What the
windows show is believed where it is a title of the closed list, or a name with a known surname: nothing else is added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from pipeline.read.ocr.pair import ReadLine
from pipeline.read.ocr.prepare import Sheet
from pipeline.read.ocr.readers import second_lines
from pipeline.read.ocr.seals import Seal, find_seals, without_rings
from pipeline.read.ocr.signed import named
from pipeline.read.ocr.titles import MARKS, deputies, length, letters, mark_before, scores, titles
from pipeline.read.ocr.tokens import Gray, PixelBox, Token
from pipeline.read.ocr.windows import (
    GOOD,
    LEFT,
    LETTER,
    RIGHT,
    SAME_LINE,
    box_of,
    covers,
    laid,
    of_text,
    read_once,
    text_of,
    windows,
    within,
)

INWARD, LOWER = 0.36, 0.35
"""Seals further left than this share of the page, and higher than that, stand beside the number: nobody signs there."""
ABOVE, TITLES_END = 2.2, -0.2
"""Titles stand from so many radii above the seal's middle to this place below it (negative: above)."""
FIT, SURE_FIT, LEAD = 0.5, 0.62, 0.75
"""A window shows a title where this share of it fits; a line is one with this share; rivals stay so many letters behind."""
SAME_TITLE, CROWDED = 0.9, 0.75
"""Windows that show the same title may be so many heights apart and show one line; no two lines are nearer than the second."""
COHERENT = 2.0
"""Letters' worth of belief for a deputy's title under the title it is of."""
SURE = 0.9
"""Titles read as surely as this, and letter for letter, are not looked for again."""
TWICE = 2
"""A mark of authority before a title is believed where so many different readings show it."""
MARK_WIDE, CLOSER, CLOSER_BY = 4.3, (1.05, 1.3), (-0.35, -0.2, -0.05, 0.1)
"""The mark is looked for so far before the title, in rows so high and so far from the title's middle (line heights)."""


@dataclass(frozen=True, slots=True)
class _View:
    """A window's print: its box, what it was read as and how surely, and how well each title fits (letters)."""

    box: PixelBox
    text: str
    sure: float
    scores: tuple[float, ...]

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.box[1] + self.box[3]) / 2

    @property
    def best(self) -> int:
        """The title that fits best."""
        return max(range(len(self.scores)), key=self.scores.__getitem__)

    @property
    def fit(self) -> float:
        """The share of that title that fits."""
        return self.scores[self.best] / length(self.best)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line found by its windows, the best of them first; `title` is its place in the list."""

    views: tuple[_View, ...]
    title: int

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return self.views[0].middle

    def belief(self, title: int) -> float:
        """What the windows say for a title, in letters: the best and half the second."""
        found = sorted((view.scores[title] for view in self.views), reverse=True)
        return found[0] + 0.5 * max(found[1], 0.0) if len(found) > 1 else found[0]


def second_look(sheet: Sheet, lines: Sequence[ReadLine]) -> list[ReadLine]:
    """The page's lines with those of the signature block that only a second look shows."""
    seals = [seal for seal in find_seals(sheet) if _signed(seal, sheet.size)]
    if not seals or not lines:
        return list(lines)
    high = median(box_of(line)[3] - box_of(line)[1] for line in lines)
    looks = [without_rings(sheet.clear, seals), sheet.clear]
    if sheet.red is not None:
        looks.append(without_rings(sheet.gray, seals))
    out = list(lines)
    for seal in seals:
        found = [_read_line(line, high) for line in _title_lines(looks, seal, high, out, sheet.clear)]
        out = _merged(out, found)
        out = named(out, looks, seal, high)
    return out


def _signed(seal: Seal, size: tuple[int, int]) -> bool:
    """Whether somebody may sign there; on agreements the first party does so at the left."""
    return seal.x > INWARD * size[0] or seal.y > LOWER * size[1]


def _title_lines(looks: Sequence[Gray], seal: Seal, high: float, lines: Sequence[ReadLine], sheet: Gray) -> list[_Line]:
    """The titles over the seal that its windows show; none are looked for where a deputy's is read under the head's."""
    left, right = seal.x - LEFT * seal.radius, seal.x + RIGHT * seal.radius
    area = (left, seal.y - ABOVE * seal.radius, right, seal.y + TITLES_END * seal.radius)
    if _is_whole([line for line in lines if within(box_of(line), area)]):
        return []
    taken = of_text(lines)
    places = [windows(look, area, high, taken) for look in looks]
    read = read_once(looks, places, _second)
    boxes = [box for each in places for box in each]
    views = [view for box, tokens in zip(boxes, read, strict=True) if tokens and (view := _view(box, tokens)).fit >= FIT]
    return _looked_at_closer(_lines(views, high), sheet, seal, high)


def _looked_at_closer(seen: Sequence[_Line], sheet: Gray, seal: Seal, high: float) -> list[_Line]:
    """The lines with their titles decided; a closer look may decide for what an undecided line showed best, or show a mark."""
    decided = _coherent(seen)
    titled = {line.middle: line.title for line in decided}
    doubtful = {line.middle for line in seen} - titled.keys() | {*_unmarked(decided, seal)}
    if not doubtful:
        return decided
    again = _coherent([_closer(sheet, line, high) if line.middle in doubtful else line for line in seen])
    first = {line.middle: titled.get(line.middle, line.title) for line in seen}
    kept = {line.middle: line for line in decided} | {line.middle: line for line in again if line.title == first[line.middle]}
    return [kept[middle] for middle in sorted(kept)]


def _unmarked(decided: Sequence[_Line], seal: Seal) -> list[float]:
    """The place of a head's title that stands alone and without a mark, where the seal runs through it."""
    alone = len(decided) == 1 and deputies()[decided[0].title] is not None and not _mark_of(decided[0])
    return [line.middle for line in decided if alone and abs(line.middle - seal.y) < seal.radius]


def _closer(look: Gray, line: _Line, high: float) -> _Line:
    """The line with what rows of several heights and places show of it, the mark before it too.

    The page is taken with its rings: they may be thicker than letters, and letters went out with them.
    """
    best = line.views[0]
    left = max(0.0, best.box[2] - LETTER * high * len(titles()[line.title]) - MARK_WIDE * high)
    rows = [(line.middle + by * high, tall * high / 2) for tall in CLOSER for by in CLOSER_BY]
    boxes = [(left, middle - half, best.box[2], middle + half) for middle, half in rows]
    seen = [_view(box, tokens) for box, tokens in zip(boxes, _second(look, boxes), strict=True) if tokens]
    return replace(line, views=(*line.views, *(view for view in seen if view.fit >= FIT)))


def _is_whole(lines: Sequence[ReadLine]) -> bool:
    """Whether a deputy's title is among the lines, and the title it is of, both read surely."""
    fits = [(int(one.argmax()), one.max()) for line in lines if line.confidence >= SURE for one in [scores(text_of(line.tokens))]]
    sure = {title for title, fit in fits if fit > SURE * length(title)}
    return any(deputies()[title] in sure for title in sure)


def _second(look: Gray, boxes: Sequence[PixelBox]) -> list[list[Token]]:
    return second_lines(look, np.asarray(boxes, np.float32).reshape(-1, 4))


def _view(box: PixelBox, tokens: Sequence[Token]) -> _View:
    text = text_of(tokens)
    sure = sum(len(t.text) * t.confidence for t in tokens) / max(sum(len(t.text) for t in tokens), 1)
    return _View(box, text, sure, tuple(scores(text).tolist()))


def _lines(views: Sequence[_View], high: float) -> list[_Line]:
    """The windows gathered to lines, the best window first and then all that show the same place."""
    left = sorted(views, key=lambda view: -view.scores[view.best] * view.fit)
    lines: list[_Line] = []
    while left:
        first = left[0]
        near = [view for view in left if abs(view.middle - first.middle) < _reach(view, first) * high]
        left = [view for view in left if view not in near]
        alone = all(abs(line.middle - first.middle) >= CROWDED * high for line in lines)
        if alone and (first.fit >= SURE_FIT or len(near) > 1):
            lines.append(_Line((first, *(view for view in near if view is not first)), first.best))
    return sorted(lines, key=lambda line: line.middle)


def _reach(one: _View, two: _View) -> float:
    return SAME_TITLE if one.best == two.best else SAME_LINE


def _coherent(lines: Sequence[_Line]) -> list[_Line]:
    """The lines with their titles decided, each by its windows and by the line above or below; the undecided left out."""
    decided = []
    for k, line in enumerate(lines):
        above, below = lines[k - 1] if k else None, lines[k + 1] if k + 1 < len(lines) else None
        beliefs = [line.belief(title) + _company(title, above, below) for title in range(len(titles()))]
        first, second = sorted(range(len(beliefs)), key=lambda title: -beliefs[title])[:2]
        if beliefs[first] - beliefs[second] >= LEAD and line.belief(first) > 0.5 * length(first):
            decided.append(replace(line, title=first))
    return decided


def _company(title: int, above: _Line | None, below: _Line | None) -> float:
    """What its neighbours say for a title: a deputy's goes with the one it is of, and nobody signs for himself."""
    if above is not None and above.title == title and deputies()[title] is not None:
        return -float(length(title))
    over = above is not None and deputies()[above.title] == title
    under = below is not None and deputies()[title] == below.title
    return COHERENT * (over or under)


def _read_line(line: _Line, high: float) -> ReadLine:
    """The title, with the mark of authority that its windows show, laid along the right end of the best window's print."""
    view = max(line.views, key=lambda one: one.scores[line.title])
    sure = min(0.95, max(0.5, view.scores[line.title] / length(line.title)))
    words = [*_mark_of(line), *titles()[line.title].split()]
    return ReadLine(laid(words, [sure] * len(words), view.box, high))


def _mark_of(line: _Line) -> list[str]:
    """The mark of authority that two readings at least show before the title."""
    return _voted({view.text for view in line.views}, line.title)


def _voted(texts: Iterable[str], title: int) -> list[str]:
    marks = Counter(mark for text in texts if (mark := mark_before(text, title)))
    return [mark for mark, times in marks.most_common(1) if times >= TWICE]


def _merged(lines: list[ReadLine], found: Sequence[ReadLine]) -> list[ReadLine]:
    """The lines with those found; doubtful readings of the same place make room but for their mark, sure ones stay."""
    for new in found:
        near = [line for line in lines if covers(box_of(line), box_of(new), SAME_TITLE)]
        same = [line for line in near if covers(box_of(line), box_of(new), _reach_of(line, new))]
        if any(_stays(line, new) for line in same):
            continue
        lines = [line for line in lines if line not in same] + [_marked(new, same)]
    return lines


def _marked(new: ReadLine, same: Sequence[ReadLine]) -> ReadLine:
    """A title with the mark of authority that the lines it takes the place of, or their other readings, have before it."""
    text = text_of(new.tokens)
    title = titles().index(text) if text in titles() else None
    readings = [reading for line in same for reading in (text_of(line.tokens), *(r for t in line.tokens for r in t.rivals))]
    mark = next((mark for reading in readings if title is not None and (mark := mark_before(reading, title, damaged=True))), None)
    return _with_mark(new, mark) if mark else new


def _with_mark(new: ReadLine, mark: str) -> ReadLine:
    first = new.tokens[0]
    x0, y0, x1, y1 = first.box
    wide = (x1 - x0) * (len(mark) + 1) / len(first.text)
    return replace(new, tokens=(Token(mark, (max(x0 - wide, 0.0), y0, x0, y1), first.confidence), *new.tokens))


def _stays(line: ReadLine, new: ReadLine) -> bool:
    """Whether a line already read says the same or more."""
    text, other = text_of(line.tokens), text_of(new.tokens)
    fits = scores(text)
    best = int(fits.argmax())
    mark = next((mark for mark in MARKS.values() if other.startswith(mark + " ") and other not in titles()), "")
    bare = other.removeprefix(mark).strip()
    whole = fits[best] / length(best) > 0.9 and (titles()[best] == bare or length(best) >= len(bare) - bare.count(" "))
    whole = whole and (line.confidence >= GOOD or letters(mark) in letters(text))
    return bool(whole or (line.confidence >= GOOD and len(text) > 1.5 * len(other)))


def _reach_of(line: ReadLine, new: ReadLine) -> float:
    """How far apart two lines may stand and be one: further where the old says a part of a title, or one with its office."""
    old, title = letters(text_of(line.tokens)), letters(text_of(new.tokens))
    fits = scores(old)
    whole = fits.max() > 0.9 * length(int(fits.argmax()))
    return SAME_TITLE if not whole and len(old) > 3 and (old in title or title in old) else SAME_LINE
