"""The signer's name under a seal, put in its place among the lines of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.read.ocr.crossed import greedy, rows
from pipeline.read.ocr.names import Guess, Row, guess, heard_in, is_name, judge
from pipeline.read.ocr.pair import ReadLine
from pipeline.read.ocr.seals import Seal
from pipeline.read.ocr.titles import is_office
from pipeline.read.ocr.tokens import Gray, PixelBox, Token
from pipeline.read.ocr.windows import (
    GOOD,
    LEFT,
    RIGHT,
    box_of,
    covers,
    laid,
    leant,
    of_text,
    read_once,
    text_of,
    windows,
    within,
)

NAME_FROM, NAME_TO = 0.35, 1.9
"""Names stand between so many radii below the seal's middle."""
LEANS = (-6.0, -3.0, 2.0)
"""Degrees by which the block is turned where no name shows surely: hand stamps rise to the right."""
UNDOUBTED = 0.9
"""A name that is read surely and that the reader of crossed print finds as likely as this stays as it is."""
WHOLE_SURE = 0.8
"""A whole name as likely as this is looked for no further."""
SHOWN = 0.2
"""A name less likely than this is none."""


def named(lines: list[ReadLine], looks: Sequence[Gray], seal: Seal, high: float) -> list[ReadLine]:
    """The lines with the signer's name under the seal, as the reader of crossed print has it."""
    area = (
        seal.x - LEFT * seal.radius,
        seal.y + NAME_FROM * seal.radius,
        seal.x + RIGHT * seal.radius,
        seal.y + NAME_TO * seal.radius,
    )
    taken = [*of_text(lines), *(box_of(line) for line in lines if is_office(text_of(line.tokens)))]
    inside = [line for line in lines if within(box_of(line), area) and box_of(line) not in taken]
    sure = [line for line in inside if line.confidence >= GOOD and is_name(text_of(line.tokens))]
    if sure:
        return [_judged(line, looks) if line in sure else line for line in lines]
    found = _guessed(looks, area, high, inside, taken)
    if found is None or found.chance < SHOWN or any(_fuller(line, found) for line in inside):
        return lines
    return _with_name(lines, inside, found, high)


def _judged(line: ReadLine, looks: Sequence[Gray]) -> ReadLine:
    """A name read surely, spelt and believed as the reader of crossed print has it: seals and pens make marks of their own."""
    box, words = box_of(line), heard_in(line.tokens)
    name = " ".join(word for word, _ in words)
    seen = [Row(box, logs, *greedy(logs)) for logs in read_once(looks, [[box]] * len(looks), rows)]
    found = judge(seen, name)
    if found is None or len(words) > len(line.tokens) or (found.name == name and found.chance >= UNDOUBTED):
        return line
    mended = dict(zip(name.split(), found.name.split(), strict=True))
    return replace(line, tokens=tuple(_spelt(token, mended, found.chance) for token in line.tokens))


def _spelt(token: Token, mended: Mapping[str, str], sure: float) -> Token:
    """A word of a name as mended; what it was read as becomes its rival."""
    word = next((word for word in mended if token.text.endswith(word)), None)
    if word is None:
        return token
    text = token.text.removesuffix(word) + mended[word]
    rivals = (token.text, *token.rivals) if text != token.text else token.rivals
    return replace(token, text=text, confidence=min(round(sure, 3), token.confidence), rivals=rivals, how="")


def _guessed(
    looks: Sequence[Gray], area: PixelBox, high: float, inside: Sequence[ReadLine], taken: Sequence[PixelBox]
) -> Guess | None:
    """The name in an area; where it is not surely a whole one, by rows of the area turned a little, too: stamps lean."""
    heard = [heard_in(line.tokens) for line in inside]
    seen = _name_rows(looks, area, high, inside, taken)
    found = guess(seen, heard)
    if found and found.chance >= WHOLE_SURE and is_name(found.name):
        return found
    for by in LEANS:
        seen += _name_rows([leant(look, area, by) for look in looks], area, high, inside, taken)
    guesses = [one for one in (found, guess(seen, heard)) if one]
    return max(guesses, key=lambda one: (is_name(one.name), one.chance), default=None)


def _fuller(line: ReadLine, found: Guess) -> bool:
    """Whether a line holds the name found and more of it."""
    text = text_of(line.tokens)
    return is_name(text) and text.endswith(" " + found.name)


def _name_rows(
    looks: Sequence[Gray], area: PixelBox, high: float, inside: Sequence[ReadLine], taken: Sequence[PixelBox]
) -> list[Row]:
    """The windows of an area on every look, and its lines as they were found, read."""
    drawn = [box_of(line) for line in inside]
    places = [[*windows(look, area, high, taken), *drawn] for look in looks]
    logs = read_once(looks, places, rows)
    boxes = [box for each in places for box in each]
    return [Row(box, one, *greedy(one)) for box, one in zip(boxes, logs, strict=True)]


def _with_name(lines: list[ReadLine], inside: Sequence[ReadLine], found: Guess, high: float) -> list[ReadLine]:
    """The lines with the name found; doubtful readings of its place make room, a sure one that is fuller stays."""
    words = found.name.split()
    said = [other.split() for other in found.others]
    rivals = [tuple(dict.fromkeys(o[k] for o in said if len(o) == len(words) and o[k] != word)) for k, word in enumerate(words)]
    sure = round(found.chance, 3)
    new = ReadLine(laid(words, [sure] * len(words), found.box, high))
    new = replace(new, tokens=tuple(replace(t, rivals=r) for t, r in zip(new.tokens, rivals, strict=True)))
    same = [line for line in inside if _same_place(line, new)]
    read = next((line for line in same if text_of(line.tokens[-len(words) :]) == found.name), None)
    if read:  # an academic title before the name stays
        new = replace(read, tokens=tuple(replace(t, confidence=sure, how="") for t in read.tokens))
    return [line for line in lines if line not in same] + [new]


def _same_place(line: ReadLine, new: ReadLine) -> bool:
    """Whether a line is the name's as it was read at first, slanting ones too; a sure one that shares no word with it is not."""
    one, two = box_of(line), box_of(new)
    slanting = one[1] < (two[1] + two[3]) / 2 < one[3] and min(one[2], two[2]) > max(one[0], two[0])
    shared = {token.text for token in new.tokens} & {word for word, _ in heard_in(line.tokens)}
    return (covers(one, two) or slanting) and (line.confidence < GOOD or bool(shared))
