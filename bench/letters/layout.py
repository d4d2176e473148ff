"""From blocks to pages: every line of print with its page, box and words; rules, frames, and room for seals."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from bench.letters.fonts import face, width
from bench.letters.model import Block, Columns, Gap, Letter, PageBreak, Para, Table
from schemas.fields import Box

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
TOP, BOTTOM, LEFT, RIGHT = 56.7, 56.7, 82.0, 48.0
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
LEADING = 1.22
Side = Literal["left", "right", "full"]


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word at its place; `x` is its left edge, `hand` says it is (partly) written by hand: [start, end) of the word."""

    x: float
    text: str
    font: str
    hand: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of print. `y` is its baseline from the page's top; `box` as in the record, in points."""

    page: int
    text: str
    box: Box
    y: float
    size: float
    zone: str
    side: Side
    words: tuple[PlacedWord, ...]
    red: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight ruled line or, with `frame`, a rectangle, from (x0, y0) to (x1, y1)."""

    page: int
    box: Box
    frame: bool = False
    red: bool = False


@dataclass(frozen=True, slots=True)
class SignRoom:
    """Where a signature and perhaps a seal go."""

    page: int
    box: Box
    seal: str | None


@dataclass(slots=True)
class Pages:
    """A laid-out letter. `stamp` is free room on page 1 for an arrival stamp, None where there is none."""

    count: int = 1
    lines: list[PlacedLine] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    rooms: list[SignRoom] = field(default_factory=list)
    stamp: Box | None = None


@dataclass(frozen=True, slots=True)
class _Broken:
    words: tuple[tuple[str, str, int], ...]  # text, face, offset in the paragraph
    natural: float
    last: bool


@dataclass(frozen=True, slots=True)
class _Slot:
    x: float
    room: float
    first: bool
    side: Side


def _break(p: Para, family: str, room: float) -> list[_Broken]:
    """Greedy breaking; the empty words of runs of spaces keep blank fields wide."""
    plain, bold = face(family, p.bold, p.italic), face(family, True, p.italic)
    space = width(" ", plain, p.size)
    lines: list[_Broken] = []
    line: list[tuple[str, str, int]] = []
    used, at, limit = 0.0, 0, room - p.indent
    for word in p.text.split(" "):
        name = bold if at < p.lead else plain
        w = width(word, name, p.size)
        if line and used + space + w > limit:
            lines.append(_Broken(tuple(line), used, False))
            line, used, limit = [], 0.0, room
        used += w + (space if line else 0)
        line.append((word, name, at))
        at += len(word) + 1
    lines.append(_Broken(tuple(line), used, True))
    return lines


class _Flow:
    """The cursor: where the next line goes."""

    def __init__(self, letter: Letter) -> None:
        self.letter, self.out, self.y, self.page = letter, Pages(), TOP, 1

    def run(self) -> Pages:
        for block in self.letter.blocks:
            self.block(block)
        self.out.count = self.page
        self.page_numbers()
        self.caption()
        self.footer()
        if self.letter.arrival:
            self.out.stamp = _free_room([line.box for line in self.out.lines if line.page == 1])
        return self.out

    def block(self, block: Block) -> None:
        if isinstance(block, PageBreak):
            self.new_page()
        elif isinstance(block, Para):
            self.flow_para(block)
        elif isinstance(block, Columns):
            self.columns(block)
        elif isinstance(block, Table):
            self.table(block)
        else:
            self.y += block.height

    def new_page(self) -> None:
        self.page += 1
        self.y = TOP

    def fits(self, height: float) -> bool:
        return self.y + height <= PAGE_HEIGHT - BOTTOM

    def flow_para(self, p: Para) -> None:
        broken = _break(p, self.letter.font, TEXT_WIDTH - p.left)
        step = p.size * LEADING
        self.y += p.before
        if (p.zone == "title" or p.bold or p.lead == len(p.text)) and not self.fits(step * (len(broken) + 2)):
            self.new_page()
        for n, line in enumerate(broken):
            if not self.fits(step):
                self.new_page()
            self.place(p, line, _Slot(LEFT, TEXT_WIDTH, n == 0, "full"), self.y)
            self.y += step
        if p.rule:
            self.rule(p, broken[-1], LEFT, TEXT_WIDTH)

    def place(self, p: Para, line: _Broken, at_: _Slot, y: float) -> None:
        x, room, first, side = at_.x, at_.room, at_.first, at_.side
        left = x + p.left + (p.indent if first else 0)
        space = width(" ", face(self.letter.font, p.bold, p.italic), p.size)
        slack = room - p.left - (p.indent if first else 0) - line.natural
        if p.align == "center":
            left += slack / 2
        elif p.align == "right":
            left += slack
        elif p.align == "justify" and not line.last and len(line.words) > 1:
            space += slack / (len(line.words) - 1)
        words: list[PlacedWord] = []
        at = left
        for text, name, offset in line.words:
            if not text and words:
                words[-1] = replace(words[-1], text=words[-1].text + " ")
            if text:
                words.append(PlacedWord(at, text, name, _hand(p, offset, len(text))))
            at += width(text, name, p.size) + space
        base = y + p.size * 0.95
        box = (round(left, 2), round(base - p.size * 0.9, 2), round(at - space, 2), round(base + p.size * 0.25, 2))
        text = " ".join(w[0] for w in line.words)
        self.out.lines.append(PlacedLine(self.page, text, box, base, p.size, p.zone, side, tuple(words), p.boxed))
        if p.boxed:
            self.out.strokes.append(Stroke(self.page, (box[0] - 6, box[1] - 2, box[2] + 6, box[3] + 2), True, True))

    def rule(self, p: Para, line: _Broken, x: float, room: float) -> None:
        half = max(line.natural * p.rule, 54 if p.zone == "title" else 0) / 2
        middle = x + room / 2
        self.out.strokes.append(Stroke(self.page, (middle - half, self.y + 3.5, middle + half, self.y + 3.5)))
        self.y += 8

    def columns(self, block: Columns) -> None:
        heights = [self.cell_height(cell, _room_of(block, n)) for n, cell in enumerate(block.cells)]
        self.y += block.before
        if not self.fits(max(heights)):
            self.new_page()
        top, x, bottom = self.y, LEFT - _shift(block), self.y
        for n, cell in enumerate(block.cells):
            room = _room_of(block, n)
            self.y = top
            self.cell(cell, x, room, "left" if n == 0 else "right")
            bottom = max(bottom, self.y)
            x += room
        self.y = bottom

    def cell_height(self, cell: tuple[Para | Gap, ...], room: float) -> float:
        total = 0.0
        for item in cell:
            if isinstance(item, Gap):
                total += item.height
            else:
                total += (
                    item.before + len(_break(item, self.letter.font, room - 6)) * item.size * LEADING + (8 if item.rule else 0)
                )
        return total

    def cell(self, cell: tuple[Para | Gap, ...], x: float, room: float, side: Side) -> None:
        for item in cell:
            if isinstance(item, Gap):
                self.out.rooms.append(SignRoom(self.page, (x, self.y, x + room, self.y + item.height), item.seal))
                self.y += item.height
                continue
            self.y += item.before
            broken = _break(item, self.letter.font, room - 6)
            for n, line in enumerate(broken):
                self.place(item, line, _Slot(x + 3, room - 6, n == 0, side), self.y)
                self.y += item.size * LEADING
            if item.rule:
                self.rule(item, broken[-1], x, room)

    def table(self, block: Table) -> None:
        self.y += 8
        for n, row in enumerate(block.rows):
            cells = [
                Para(text, block.zone, "center" if n == 0 or w < 0.12 else "left", 12, bold=n == 0)
                for text, w in zip(row, block.widths, strict=True)
            ]
            rooms = [w * TEXT_WIDTH for w in block.widths]
            broken = [_break(p, self.letter.font, room - 8) for p, room in zip(cells, rooms, strict=True)]
            height = max(len(b) for b in broken) * 12 * LEADING + 6
            if not self.fits(height):
                self.new_page()
            x = LEFT
            for p, lines, room in zip(cells, broken, rooms, strict=True):
                self.out.strokes.append(Stroke(self.page, (x, self.y, x + room, self.y + height), True))
                for k, line in enumerate(lines if p.text else ()):
                    self.place(p, line, _Slot(x + 4, room - 8, k == 0, "full"), self.y + 2 + k * 12 * LEADING)
                x += room
            self.y += height
        self.y += 8

    def page_numbers(self) -> None:
        numbered = []
        for page in range(2, self.page + 1):
            name = face(self.letter.font, False, False)
            x = PAGE_WIDTH - RIGHT - 8 if self.letter.foot_numbers else PAGE_WIDTH / 2
            y = PAGE_HEIGHT - 32 if self.letter.foot_numbers else 40.0
            text = str(page)
            w = width(text, name, 13)
            box = (x - w / 2, y - 11.7, x + w / 2, y + 3)
            numbered.append(PlacedLine(page, text, box, y, 13, "page_number", "full", (PlacedWord(x - w / 2, text, name),)))
        for line in numbered:
            index = next((n for n, other in enumerate(self.out.lines) if other.page >= line.page), len(self.out.lines))
            self.out.lines.insert(index, line)

    def caption(self) -> None:
        name = face(self.letter.font, False, False)
        for n, text in enumerate(self.letter.caption):
            y, x = 22 + n * 9.0, PAGE_WIDTH - 210
            words, at = [], x
            for word in text.split(" "):
                words.append(PlacedWord(at, word, name))
                at += width(word, name, 8) + width(" ", name, 8)
            self.out.lines.insert(n, PlacedLine(1, text, (x, y - 7.2, at, y + 2), y, 8, "stamp", "full", tuple(words)))

    def footer(self) -> None:
        if not self.letter.footer:
            return
        name = face(self.letter.font, False, False)
        top = PAGE_HEIGHT - 44.0
        self.out.strokes.append(Stroke(1, (LEFT, top - 4, PAGE_WIDTH - RIGHT, top - 4)))
        placed = []
        for n, text in enumerate(self.letter.footer.lines):
            y, x = top + 8 + n * 12.0, LEFT
            words = []
            for word in text.split(" "):
                words.append(PlacedWord(x, word, name))
                x += width(word + " ", name, 10)
            placed.append(PlacedLine(1, text, (LEFT, y - 9, x, y + 2.5), y, 10, "footer", "full", tuple(words)))
        index = next((n for n, line in enumerate(self.out.lines) if line.page > 1), len(self.out.lines))
        self.out.lines[index:index] = placed


def _room_of(block: Columns, n: int) -> float:
    """Width of one column; the head's columns reach a little into the margins, as in Word's templates."""
    return (TEXT_WIDTH + 2 * _shift(block)) * block.widths[n]


def _shift(block: Columns) -> float:
    """How far columns reach into the margins."""
    return 14.0


def _hand(p: Para, offset: int, length: int) -> tuple[int, int] | None:
    for start, end in p.hand:
        low, high = max(start - offset, 0), min(end - offset, length)
        if low < high:
            return low, high
    return None


def _free_room(boxes: list[Box], size: tuple[float, float] = (128, 54)) -> Box | None:
    for top in range(96, 330, 6):
        for left in (34.0, 430.0, 330.0, 240.0):
            room = (left, float(top), left + size[0], top + size[1])
            if not any(b[0] < room[2] + 4 and b[2] > room[0] - 4 and b[1] < room[3] + 3 and b[3] > room[1] - 3 for b in boxes):
                return room
    return None


def lay_out(letter: Letter) -> Pages:
    """The letter on A4 pages."""
    return _Flow(letter).run()
