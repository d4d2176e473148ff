"""A second look at the signature block: titles and names that a seal's rings hide from the line detector.

Where a page has a round seal, its rings are taken out and a window slides down the block, read at every place. What the
windows show is believed where it is a title of the closed list, or a name with a known surname: nothing else is added.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from pipeline.read.ocr.crossed import greedy, rows
from pipeline.read.ocr.names import Guess, Row, guess, is_name
from pipeline.read.ocr.pair import ReadLine
from pipeline.read.ocr.prepare import Sheet
from pipeline.read.ocr.readers import second_lines
from pipeline.read.ocr.seals import DARKER, Seal, find_seals, without_rings
from pipeline.read.ocr.titles import deputies, length, letters, scores, titles
from pipeline.read.ocr.tokens import Gray, PixelBox, Token

INWARD, LOWER = 0.36, 0.35
"""Seals further left than this share of the page, and higher than that, stand beside the number: nobody signs there."""
ABOVE, TITLES_END = 2.2, -0.2
"""Titles stand from so many radii above the seal's middle to this place below it (negative: above)."""
LEFT, RIGHT = 1.3, 3.2
"""The block reaches so many radii to the left and right of the seal's middle."""
STEP, HIGH = 0.25, 1.05
"""The window is so many line heights high and slides by this share of one."""
APART, FILLED, NARROW = 1.3, 0.08, 2.0
"""Print in a window ends where it is blank for so many heights; columns with less ink are blank; print is wider than so many."""
FIT, SURE_FIT, LEAD = 0.5, 0.62, 0.75
"""A window shows a title where this share of it fits; a line is one with this share; rivals stay so many letters behind."""
SAME_LINE, SAME_TITLE = 0.42, 0.9
"""Windows nearer than so many heights show one line; those that show the same title may be further apart."""
COHERENT = 2.0
"""Letters' worth of belief for a deputy's title under the title it is of."""
GOOD = 0.85
"""Lines read as surely as this stay as they are."""
NAME_FROM, NAME_TO = 0.35, 1.9
"""Names stand between so many radii below the seal's middle."""
LONG = 24
"""Lines of so many letters that are read well are of the text: nothing is looked for there."""
LEANS = (-4.0, -2.0, 2.0)
"""Degrees by which the block is turned where no name shows: hand stamps rise to the right."""
SHOWN = 0.2
"""A name less likely than this is none."""
LETTER = 0.62
"""A capital's width, in line heights."""


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
    high = median(_box(line)[3] - _box(line)[1] for line in lines)
    looks = [without_rings(sheet.clear, seals), sheet.clear]
    if sheet.red is not None:
        looks.append(without_rings(sheet.gray, seals))
    out = list(lines)
    for seal in seals:
        out = _merged(out, [_read_line(line, high) for line in _title_lines(looks, seal, high)])
        out = _named(out, looks, seal, high)
    return out


def _signed(seal: Seal, size: tuple[int, int]) -> bool:
    """Whether somebody may sign there; on agreements the first party does so at the left."""
    return seal.x > INWARD * size[0] or seal.y > LOWER * size[1]


def _title_lines(looks: Sequence[Gray], seal: Seal, high: float) -> list[_Line]:
    left, right = seal.x - LEFT * seal.radius, seal.x + RIGHT * seal.radius
    area = (left, seal.y - ABOVE * seal.radius, right, seal.y + TITLES_END * seal.radius)
    views = [view for look in looks for view in _views(look, area, high) if view.fit >= FIT]
    return _coherent(_lines(views, high))


def _views(gray: Gray, area: PixelBox, high: float, *, titled: bool = True) -> list[_View]:
    boxes = list(_windows(gray, area, high))
    read = second_lines(gray, np.asarray(boxes, np.float32).reshape(-1, 4)) if boxes else []
    views = []
    for box, tokens in zip(boxes, read, strict=True):
        text = _text(tokens)
        sure = sum(len(t.text) * t.confidence for t in tokens) / max(sum(len(t.text) for t in tokens), 1)
        if text:
            views.append(_View(box, text, sure, tuple(scores(text).tolist()) if titled else ()))
    return views


def _windows(gray: Gray, area: PixelBox, high: float) -> Iterator[PixelBox]:
    """The print in each window of an area of the page, cut at wide blanks."""
    left, right = int(max(0, area[0])), int(min(gray.shape[1], area[2]))
    top = max(0.0, area[1])
    paper = float(np.percentile(gray[int(top) : int(area[3]), left:right], 90)) if area[3] - top > 1 else 255.0
    while top < min(area[3], gray.shape[0] - high):
        rows = slice(int(top), int(top + HIGH * high))
        ink = (gray[rows, left:right] < paper - DARKER).mean(0) > FILLED
        for start, end in _runs(np.flatnonzero(ink), APART * high):
            if end - start > NARROW * high:
                yield (left + start - 2.0, float(rows.start), left + end + 3.0, float(rows.stop))
        top += STEP * high


def _runs(places: np.ndarray[tuple[int], np.dtype[np.int64]], gap: float) -> Iterator[tuple[int, int]]:
    """First and last of each run of places no further apart than `gap`."""
    if len(places):
        cuts = np.flatnonzero(np.diff(places) > gap)
        starts, ends = [0, *(cuts + 1).tolist()], [*cuts.tolist(), len(places) - 1]
        yield from ((int(places[a]), int(places[b])) for a, b in zip(starts, ends, strict=True))


def _lines(views: Sequence[_View], high: float) -> list[_Line]:
    """The windows gathered to lines, the best window first and then all that show the same place."""
    left = sorted(views, key=lambda view: -view.scores[view.best] * view.fit)
    lines = []
    while left:
        first = left[0]
        near = [view for view in left if abs(view.middle - first.middle) < _reach(view, first) * high]
        left = [view for view in left if view not in near]
        if first.fit >= SURE_FIT or len(near) > 1:
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
    """The title as a line of words, laid along the right end of the best window's print."""
    view = max(line.views, key=lambda one: one.scores[line.title])
    text = titles()[line.title]
    sure = min(0.95, max(0.5, view.scores[line.title] / length(line.title)))
    words = text.split()
    return ReadLine(_laid(words, [sure] * len(words), view.box, high))


def _laid(words: Sequence[str], sure: Sequence[float], box: PixelBox, high: float) -> tuple[Token, ...]:
    """Words laid along the right end of a box: what a seal leaves stands at its left."""
    total = sum(map(len, words)) + len(words) - 1
    x0, y0, x1, y1 = box
    x0 = max(x0, x1 - LETTER * high * total)
    tokens, at = [], 0
    for word, confidence in zip(words, sure, strict=True):
        left, right = x0 + (x1 - x0) * at / total, x0 + (x1 - x0) * (at + len(word)) / total
        tokens.append(Token(word, (left, y0, right, y1), round(confidence, 3)))
        at += len(word) + 1
    return tuple(tokens)


def _named(lines: list[ReadLine], looks: Sequence[Gray], seal: Seal, high: float) -> list[ReadLine]:
    """The lines with the signer's name under the seal, as the reader of crossed print has it."""
    area = (
        seal.x - LEFT * seal.radius,
        seal.y + NAME_FROM * seal.radius,
        seal.x + RIGHT * seal.radius,
        seal.y + NAME_TO * seal.radius,
    )
    taken = [_box(line) for line in lines if line.confidence >= GOOD and len(_text(line.tokens)) >= LONG]
    inside = [line for line in lines if _within(_box(line), area) and _box(line) not in taken]
    if any(line.confidence >= GOOD and is_name(_text(line.tokens)) for line in inside):
        return lines
    turned = ([_leant(look, area, by) for look in looks] for by in LEANS)
    tries = (guess(_name_rows(pages, area, high, inside, taken), _heard(inside)) for pages in (looks, *turned))
    found = next((one for one in tries if one and one.chance >= SHOWN), None)
    if found is None or any(is_name(text) and text.endswith(" " + found.name) for text in _heard(inside)):  # a part of it
        return lines
    return _with_name(lines, inside, found, high)


def _name_rows(
    looks: Sequence[Gray], area: PixelBox, high: float, inside: Sequence[ReadLine], taken: Sequence[PixelBox]
) -> list[Row]:
    """The windows of an area on every look, and its lines as they were found, read."""
    seen: list[Row] = []
    for look in looks:
        boxes = [box for box in _windows(look, area, high) if not any(_level(box, line) for line in taken)]
        boxes += [_box(line) for line in inside]
        seen += [Row(box, logs, *greedy(logs)) for box, logs in zip(boxes, rows(look, boxes), strict=True)]
    return seen


def _heard(inside: Sequence[ReadLine]) -> dict[str, float]:
    """The names among the lines already read, and how surely."""
    return {_text(line.tokens): line.confidence for line in inside}


def confidence(chance: float) -> float:
    """How often a name given with that chance is right."""
    return round(chance, 3)


def _with_name(lines: list[ReadLine], inside: Sequence[ReadLine], found: Guess, high: float) -> list[ReadLine]:
    """The lines with the name found; doubtful readings of its place make room, a sure one that is fuller stays."""
    words = found.name.split()
    said = [other.split() for other in found.others]
    rivals = [tuple(dict.fromkeys(o[k] for o in said if len(o) == len(words) and o[k] != word)) for k, word in enumerate(words)]
    sure = confidence(found.chance)
    new = ReadLine(_laid(words, [sure] * len(words), found.box, high))
    new = replace(new, tokens=tuple(replace(t, rivals=r) for t, r in zip(new.tokens, rivals, strict=True)))
    same = [line for line in inside if _covers(_box(line), _box(new))]
    read = next((line for line in same if _text(line.tokens[-len(words) :]) == found.name), None)
    if read:  # an academic title before the name stays
        new = replace(read, tokens=tuple(replace(t, confidence=max(t.confidence, sure)) for t in read.tokens))
    return [line for line in lines if line not in same] + [new]


def _level(one: PixelBox, two: PixelBox) -> bool:
    """Whether a window shows a line that is read already."""
    middle, shared = (one[1] + one[3]) / 2, min(one[2], two[2]) - max(one[0], two[0])
    return two[1] < middle < two[3] and shared > 0.3 * (one[2] - one[0])


def _leant(gray: Gray, area: PixelBox, degrees: float) -> Gray:
    """The page with an area of it turned about its middle: stamps lean where the print does not."""
    import cv2

    x0, y0 = int(max(0, area[0])), int(max(0, area[1]))
    part = gray[y0 : int(area[3]), x0 : int(area[2])]
    high, wide = part.shape
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1.0)
    turned = cv2.warpAffine(part, matrix, (wide, high), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    out = gray.copy()
    out[y0 : y0 + high, x0 : x0 + wide] = turned
    return out


def _within(box: PixelBox, area: PixelBox) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return area[0] <= x <= area[2] and area[1] <= y <= area[3]


def _text(tokens: Sequence[Token]) -> str:
    return " ".join(token.text for token in tokens)


def _merged(lines: list[ReadLine], found: Sequence[ReadLine]) -> list[ReadLine]:
    """The lines with those found; doubtful readings of the same place make room, sure ones stay."""
    for new in found:
        same = [line for line in lines if _covers(_box(line), _box(new), _reach_of(line, new))]
        if any(_stays(line, new) for line in same):
            continue
        lines = [line for line in lines if line not in same] + [new]
    return lines


def _stays(line: ReadLine, new: ReadLine) -> bool:
    """Whether a line already read says the same or more."""
    text, other = _text(line.tokens), _text(new.tokens)
    fits = scores(text)
    best = int(fits.argmax())
    whole = fits[best] / length(best) > 0.9 and (titles()[best] == other or length(best) >= len(other) - other.count(" "))
    return bool(whole or (line.confidence >= GOOD and len(text) > 1.5 * len(other)))


def _reach_of(line: ReadLine, new: ReadLine) -> float:
    """How far apart two lines may stand and be one: further where the old says a part of a title, or one with its office."""
    old, title = letters(_text(line.tokens)), letters(_text(new.tokens))
    fits = scores(old)
    whole = fits.max() > 0.9 * length(int(fits.argmax()))
    return SAME_TITLE if not whole and len(old) > 3 and (old in title or title in old) else SAME_LINE


def _covers(old: PixelBox, new: PixelBox, reach: float = SAME_LINE) -> bool:
    """Whether the middle of the old line lies in the new one's row and they share a stretch."""
    high = min(old[3] - old[1], new[3] - new[1])
    level = abs(old[1] + old[3] - new[1] - new[3]) / 2 < reach * high
    return level and min(old[2], new[2]) > max(old[0], new[0])


def _box(line: ReadLine) -> PixelBox:
    boxes = [token.box for token in line.tokens]
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
