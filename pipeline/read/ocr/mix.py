"""One reading out of two: Tesseract is strong in marks, the second reader in letters, digits and crossed print."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from pipeline.read.ocr.language import MARGINS, Option, Slot, available, choose, known, with_other_marks
from pipeline.read.ocr.tokens import Token, base

SURE = 0.90
"""From this confidence on Tesseract's word stands against the second reader's, where language has no say."""
ALONE = 0.50
"""A word that only the second reader saw is kept from this confidence on."""
SECOND_COST, MARKS_COST, LETTERS_COST, LEAST_CONFIDENCE = 0.0, 4.0, 1.0, 0.02
"""In nats: the second reader's word, other marks than were read, those on the second reader's letters."""
AGREED_COST, FAIRLY_SURE = 5.0, 0.95
"""Other marks than both readers read: for words that are none; for words, twice that, and only where Tesseract is less
sure than so."""
DOUBT_WEIGHT, ODD_COST = 1.0, 4.0
STRAY, CLEAR_STROKE = re.compile(r"[|_`'~°\\\[\]{}<>^]+"), 0.99
"""What readers make of a rule or a speck; it is left out unless it is read with this confidence."""
NO_DASH = re.compile(r"[;:.,~'¬_=]")
ROMAN = {"H.": "II.", "HI.": "III.", "IH.": "III.", "HH.": "III.", "lI.": "II.", "Il.": "II.", "IIL.": "III.", "IV,": "IV."}
ORDERLY = re.compile(r"@|www|https?|\.(?:vn|com|gov)|^\d+(?:h|g|đ|km|m|kg|tr|[a-zđ])?\d*$|^[A-ZĐ][\w&.\-/]*$|[/\-]")
"""What may have small letters and figures in one word: addresses, hours, sums, codes."""


def mix(first: Sequence[Token], second: Sequence[Token]) -> list[Token]:
    """Tesseract's line and the second reader's line, decided word by word."""
    if not first or not second:
        return [t for t in first if t.confidence >= SURE] if first else [t for t in second if t.confidence >= ALONE]
    slots = [slot(a, b) for a, b in _pairs(first, second)]
    words = choose(slots) if available() else [t for options in slots for t in options[0].tokens]
    return _closed([t for t in words if not STRAY.fullmatch(t.text) or t.confidence >= CLEAR_STROKE])


def _closed(words: list[Token]) -> list[Token]:
    """The line with the signs that readers lose at its ends made good.

    The mark of closure "./." keeps its last point; a sign alone at the start is a list's dash; H and HI are II and III.
    """
    if not words:
        return words
    if words[-1].text.endswith("./"):
        words[-1] = replace(words[-1], text=words[-1].text + ".")
    first = words[0]
    if len(words) > 1 and NO_DASH.fullmatch(first.text):
        words[0] = replace(first, text="-", rivals=(*first.rivals, first.text))
    elif len(words) > 1 and first.text in ROMAN and words[1].text.isupper():
        words[0] = replace(first, text=ROMAN[first.text], rivals=(*first.rivals, first.text))
    return words


def _pairs(first: Sequence[Token], second: Sequence[Token]) -> Iterator[tuple[Sequence[Token], Sequence[Token]]]:
    """Words that belong together: equal letters one to one, else runs of words between equal ones."""
    matcher = SequenceMatcher(None, [base(t.text) for t in first], [base(t.text) for t in second], autojunk=False)
    for tag, i0, i1, j0, j1 in matcher.get_opcodes():
        if tag == "equal" or (tag == "replace" and i1 - i0 == j1 - j0):
            yield from (((first[i],), (second[j],)) for i, j in zip(range(i0, i1), range(j0, j1), strict=True))
        else:
            yield first[i0:i1], second[j0:j1]


def slot(first: Sequence[Token], second: Sequence[Token]) -> Slot:
    """The options for words that belong together, first the one to take where there is no language model."""
    if not second or not first:
        rule = [t for t in first if t.confidence >= SURE] or [t for t in second if t.confidence >= ALONE]
        return (Option(tuple(rule), 0.0),)
    if len(first) == len(second) == 1:
        return _word(first[0], second[0])
    a = Option(_less(first, second), _cost(first))
    b = Option(_less(second, first), _cost(second) + SECOND_COST)
    return (a, b) if min(t.confidence for t in first) >= SURE else (b, a)


def _cost(tokens: Sequence[Token]) -> float:
    doubt = sum(-math.log(max(t.confidence, LEAST_CONFIDENCE)) for t in tokens)
    return DOUBT_WEIGHT * doubt + ODD_COST * sum(_odd(t.text) for t in tokens)


def _odd(text: str) -> bool:
    """Whether letters and figures are mixed as no code, date or address mixes them."""
    core = _core(text)
    figures = sum(c.isdigit() for c in core)
    return bool(figures > 0 and any(c.islower() for c in core) and not ORDERLY.search(core))


def _less(tokens: Sequence[Token], rivals: Sequence[Token]) -> tuple[Token, ...]:
    other = " ".join(t.text for t in rivals)
    return tuple(Token(t.text, t.box, t.confidence * 0.8, (other,)) for t in tokens)


def _word(first: Token, second: Token) -> Slot:
    if first.text == second.text:
        agreed = Token(first.text, first.box, 1 - (1 - first.confidence) * (1 - second.confidence) * 0.5)
        if known(first.text) and first.confidence >= FAIRLY_SURE:
            return (Option((agreed,), 0.0),)
        return (Option((agreed,), 0.0), *_marked(agreed, (2 if known(first.text) else 1) * AGREED_COST))
    same = base(first.text) == base(second.text)
    a = Option((Token(first.text, first.box, first.confidence * (0.95 if same else 0.8), (second.text,)),), _cost([first]))
    b = Option((Token(second.text, first.box, second.confidence * 0.8, (first.text,)),), _cost([second]) + SECOND_COST)
    if _core(first.text) == _core(second.text) or not (_core(first.text).isalpha() or _core(second.text).isalpha()):
        return (a if same or first.confidence >= SURE else b,)
    options = (a, b) if same or first.confidence >= SURE else (b, a)
    marked = _marked(first, a.cost + MARKS_COST) if same else _marked(second, b.cost + MARKS_COST + LETTERS_COST)
    return options + marked


def _marked(token: Token, cost: float) -> Slot:
    return tuple(Option((Token(w, token.box, 0.6, (token.text,)),), cost) for w in with_other_marks(token.text))


def _core(text: str) -> str:
    return text.strip(MARGINS)
