"""One reading out of two: Tesseract is strong in marks, the second reader in letters, digits and crossed print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from pipeline.read.ocr.tokens import Token, base

SURE = 0.80
"""From this confidence on Tesseract's word stands against the second reader's."""
ALONE = 0.60
"""A word that only the second reader saw is kept from this confidence on."""


def mix(first: Sequence[Token], second: Sequence[Token]) -> list[Token]:
    """Tesseract's line and the second reader's line, decided word by word."""
    if not first or not second:
        return [t for t in first if t.confidence >= SURE] if first else [t for t in second if t.confidence >= ALONE]
    out: list[Token] = []
    for a, b in _pairs(first, second):
        out.extend(_decide(a, b))
    return out


def _pairs(first: Sequence[Token], second: Sequence[Token]) -> Iterator[tuple[Sequence[Token], Sequence[Token]]]:
    """Words that belong together: equal letters one to one, else runs of words between equal ones."""
    matcher = SequenceMatcher(None, [base(t.text) for t in first], [base(t.text) for t in second], autojunk=False)
    for tag, i0, i1, j0, j1 in matcher.get_opcodes():
        if tag == "equal" or (tag == "replace" and i1 - i0 == j1 - j0):
            yield from (((first[i],), (second[j],)) for i, j in zip(range(i0, i1), range(j0, j1), strict=True))
        else:
            yield first[i0:i1], second[j0:j1]


def _decide(first: Sequence[Token], second: Sequence[Token]) -> list[Token]:
    if not second:
        return [t for t in first if t.confidence >= SURE]
    if not first:
        return [t for t in second if t.confidence >= ALONE]
    if len(first) == len(second) == 1:
        return [_word(first[0], second[0])]
    sure = min(t.confidence for t in first) >= SURE
    return [Token(t.text, t.box, t.confidence * 0.8, t.rivals) for t in (first if sure else second)]


def _word(first: Token, second: Token) -> Token:
    if first.text == second.text:
        return Token(first.text, first.box, 1 - (1 - first.confidence) * (1 - second.confidence) * 0.5)
    if base(first.text) == base(second.text):
        return Token(first.text, first.box, first.confidence * 0.95, (second.text,))
    if first.confidence >= SURE:
        return Token(first.text, first.box, first.confidence * 0.8, (second.text,))
    return Token(second.text, first.box, second.confidence * 0.8, (first.text,))
