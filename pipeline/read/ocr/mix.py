"""One reading out of two: Tesseract is strong in marks, the second reader in letters, digits and crossed print."""

from __future__ import annotations

import math
import re
import unicodedata
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
AGREED_COST, FAIRLY_SURE, NOT_SURE = 5.0, 0.95, 0.75
"""Other marks than both readers read: for words that are none, or that the second reader is less sure of than NOT_SURE; else
twice that, and only where Tesseract is less than FAIRLY_SURE."""
TONE_COST, BLURRED = 6.0, "\u0301\u0309\u0303"
"""Another of these tones (acute, hook, tilde), which blur into each other, than both readers read surely."""
DOUBT_WEIGHT, ODD_COST, NO_WORD_COST = 1.0, 4.0, 5.0
MERGED_COST, BLANK_COST, LEAST_PARTED = 3.0, 2.0, 5
"""In nats: the second reader runs words together; where it does and Tesseract does not, this is against it. What a blank costs
that neither saw, within a word of so many letters."""
DOT_SURE, LABEL_SURE, LENIENT = 0.85, 0.6, 0.15
"""A full stop that the other reader takes for a comma stands from this confidence on, that of a list's number from the next.
One that the other reader did not see stands from LENIENT less than the first, where that reader is itself less sure."""
SPECKS = "'`_|~"
"""What specks before a word look like."""
STRAY, CLEAR_STROKE = re.compile(r"[|_`'~°\\\[\]{}<>^]+"), 0.99
"""What readers make of a rule or a speck; it is left out unless it is read with this confidence."""
NO_DASH = re.compile(r"[;:.,~'¬_=]")
ROMAN = {
    "H.": "II.",
    "HI.": "III.",
    "IH.": "III.",
    "HH.": "III.",
    "lI.": "II.",
    "Il.": "II.",
    "IIL.": "III.",
    "IV,": "IV.",
    "L": "I.",
    "L.": "I.",
    "II": "II.",
    "III": "III.",
}
NUMERAL, LABEL = re.compile(r"[IVX]{1,5}[.,]?"), re.compile(r"\d{1,2}[.,]")
AUTHORITY = re.compile(r"(?:Q|KT|TM|TL|TUQ)[-:,;]")
ODD_TO = {"/€": "/c", "(b/C)": "(b/c)", "(Uh)": "(t/h)", "(đế": "(để", "Ø": "0", "⁄": "/"}
ODD_FORMS = re.compile(r"/€|\(b/C\)|\(Uh\)|\(đế|Ø(?=\d)|(?<=\d)Ø|⁄")
ORDERLY = re.compile(r"@|www|https?|\.(?:vn|com|gov)|^\d+(?:h|g|đ|km|m|kg|tr|[a-zđ])?\d*$|^[A-ZĐ][\w&.\-/]*$|[/\-]")
"""What may have small letters and figures in one word: addresses, hours, sums, codes."""


def mix(first: Sequence[Token], second: Sequence[Token]) -> list[Token]:
    """Tesseract's line and the second reader's line, decided word by word."""
    if not first or not second:
        return _alone(first, second)
    slots = [slot(a, b) for a, b in _pairs(first, second)]
    words = choose(slots) if available() else [t for options in slots for t in options[0].tokens]
    return _closed([t for t in words if not STRAY.fullmatch(t.text) or t.confidence >= CLEAR_STROKE])


def _closed(words: list[Token]) -> list[Token]:
    """The line with the signs that readers lose at its ends made good.

    The mark of closure "./." keeps its last point; a sign alone at the start is a list's dash; H and HI are II and III; a
    mark of authority ("Q.", "TM.") ends in a point. "(đế" is always "(để".
    """
    if not words:
        return words
    words = [_comma(t, following) for t, following in zip(words, [*words[1:], None], strict=True)]
    words = [replace(t, text=ODD_FORMS.sub(lambda m: ODD_TO[m[0]], t.text)) if ODD_FORMS.search(t.text) else t for t in words]
    if words[-1].text.endswith("./"):
        words[-1] = replace(words[-1], text=words[-1].text + ".")
    first = words[0]
    if len(words) > 1 and NO_DASH.fullmatch(first.text):
        words[0] = replace(first, text="-", rivals=(*first.rivals, first.text))
    elif len(words) > 1 and first.text in ROMAN and words[1].text.isupper():
        words[0] = replace(first, text=ROMAN[first.text], rivals=(*first.rivals, first.text))
    elif len(words) > 1 and _lost_its_point(first.text, words[1].text):
        words[0] = replace(first, text=first.text[:-1] + ".", rivals=(*first.rivals, first.text))
    return words


def _lost_its_point(first: str, second: str) -> bool:
    """Whether a line's first word is a mark of authority, or a list's number, with another sign for its point."""
    label = first.endswith(",") and LABEL.fullmatch(first) and second[:1].isupper()
    return bool(label or (AUTHORITY.fullmatch(first) and second.isupper()))


def _comma(word: Token, following: Token | None) -> Token:
    """A full stop before a small letter is a comma, if the word is one and no abbreviation."""
    core = word.text[:-1]
    if following is None or not word.text.endswith(".") or not following.text[:1].islower():
        return word
    if core + "," in word.rivals or (core.islower() and len(core) > 1 and core.isalpha() and known(core)):
        return replace(word, text=core + ",", rivals=(*word.rivals, word.text))
    return word


def _pairs(first: Sequence[Token], second: Sequence[Token]) -> Iterator[tuple[Sequence[Token], Sequence[Token]]]:
    """Words that belong together: equal letters one to one, else runs of words between equal ones."""
    matcher = SequenceMatcher(None, [base(t.text) for t in first], [base(t.text) for t in second], autojunk=False)
    for tag, i0, i1, j0, j1 in matcher.get_opcodes():
        if tag == "equal" or (tag == "replace" and i1 - i0 == j1 - j0):
            yield from (((first[i],), (second[j],)) for i, j in zip(range(i0, i1), range(j0, j1), strict=True))
        else:
            yield first[i0:i1], second[j0:j1]


def _alone(first: Sequence[Token], second: Sequence[Token]) -> list[Token]:
    """The words that one reader alone read, where it is sure of them."""
    if kept := [replace(t, how="first alone") for t in first if t.confidence >= SURE]:
        return kept
    return [replace(t, how="second alone") for t in second if t.confidence >= ALONE]


def slot(first: Sequence[Token], second: Sequence[Token]) -> Slot:
    """The options for words that belong together, first the one to take where there is no language model."""
    if not second or not first:
        return (Option(tuple(_alone(first, second)), 0.0),)
    if len(first) == len(second) == 1:
        return _word(first[0], second[0])
    alike = "".join(base(t.text) for t in first) == "".join(base(t.text) for t in second)
    merged = MERGED_COST if alike and len(second) < len(first) else 0.0
    a = Option(_less(first, second), _cost(first))
    b = Option(_less(second, first), _cost(second) + SECOND_COST + merged)
    both = (a, b) if min(t.confidence for t in first) >= SURE else (b, a)
    return (*both, *_cut_as(first, second)) if alike and len(second) > len(first) else both


def _cut_as(first: Sequence[Token], second: Sequence[Token]) -> Slot:
    """Tesseract's letters, which have the better marks, with the second reader's blanks."""
    letters, at, words = "".join(t.text for t in first), 0, []
    if len(letters) != sum(len(t.text) for t in second) or any(map(str.isdigit, letters)):
        return ()
    sure = min(t.confidence for t in first)
    for token in second:
        words.append(replace(token, text=letters[at : at + len(token.text)], confidence=sure, letters=()))
        at += len(token.text)
    return (Option(_less(words, second), _cost(first)),)


def _cost(tokens: Sequence[Token]) -> float:
    doubt = sum(-math.log(max(t.confidence, LEAST_CONFIDENCE)) for t in tokens)
    odd = sum(ODD_COST * _odd(t.text) + NO_WORD_COST * _no_word(t.text) for t in tokens)
    return DOUBT_WEIGHT * doubt + odd


def _odd(text: str) -> bool:
    """Whether letters and figures are mixed as no code, date or address mixes them."""
    core = _core(text)
    figures = sum(c.isdigit() for c in core)
    return bool(figures > 0 and any(c.islower() for c in core) and not ORDERLY.search(core))


def _no_word(text: str) -> bool:
    """Whether letters with marks make no syllable: abbreviations, which need not be words, have none but the stroke of Đ."""
    core = _core(text)
    return core.isalpha() and base(core) != core.lower().replace("đ", "d") and available() and not known(core)


def _less(tokens: Sequence[Token], rivals: Sequence[Token]) -> tuple[Token, ...]:
    other = " ".join(t.text for t in rivals)
    return tuple(Token(t.text, t.box, t.confidence * 0.8, (other,), how="cut otherwise") for t in tokens)


def _word(first: Token, second: Token) -> Slot:
    if first.text == second.text:
        agreed = Token(first.text, first.box, 1 - (1 - first.confidence) * (1 - second.confidence) * 0.5, how="both")
        if known(first.text) and first.confidence >= FAIRLY_SURE and second.confidence >= NOT_SURE:
            return (Option((agreed,), 0.0), *_other_tone(agreed))
        doubted = not known(first.text) or second.confidence < NOT_SURE
        return (Option((agreed,), 0.0), *_marked(agreed, (1 if doubted else 2) * AGREED_COST), *_other_tone(agreed))
    same = base(first.text) == base(second.text)
    sure, how = (first.confidence * 0.95, "first, same letters") if same else (first.confidence * 0.8, "first")
    a = Option((Token(first.text, first.box, sure, (second.text,), how=how),), _cost([first]))
    place = first.box if first.box[0] < second.box[2] and second.box[0] < first.box[2] else second.box
    other = Token(second.text, place, second.confidence * 0.8, (first.text,), how="second")
    b = Option((other,), _cost([second]) + SECOND_COST)
    if NUMERAL.fullmatch(first.text) and NUMERAL.fullmatch(second.text):  # strokes are lost, none are added
        return (_numeral(a, b, first, second),)
    if _core(first.text) == _core(second.text) or not any(map(str.isalnum, first.text + second.text)):
        return (_truer_signs(a, b, first, second),)
    if not (_core(first.text).isalpha() or _core(second.text).isalpha()):
        return (a if same or first.confidence >= SURE else b,)
    options: Slot = (a, b) if same or first.confidence >= SURE else (b, a)
    options += _parted(first, a.cost + BLANK_COST)
    marked = _marked(first, a.cost + MARKS_COST) if same else _marked(second, b.cost + MARKS_COST + LETTERS_COST)
    return options + marked


def _truer_signs(a: Option, b: Option, first: Token, second: Token) -> Option:
    """Of words that differ in the signs around them only, the likelier.

    Tesseract takes ";" for ":", dots for commas, specks before a word for quotes and list dashes for "~"; the second
    reader takes dots for commas. Each reader's own signs else stand from SURE on.
    """
    one, two = first.text.strip(), second.text.strip()
    if one[-1:] != two[-1:] and one[:-1] == two[:-1]:
        last = {one[-1], two[-1]}
        if last == {":", ";"}:
            return a if one.endswith(";") else b
        dot_sure = first.confidence if one.endswith(".") else second.confidence
        if last == {".", ","} and dot_sure >= (LABEL_SURE if LABEL.fullmatch(one) else DOT_SURE):
            return a if one.endswith(".") else b
    if one == two + "." and second.confidence < DOT_SURE <= first.confidence + LENIENT:
        return a
    if second.confidence >= ALONE and ((two == "-" and not one.isalnum()) or (one[:1] in SPECKS and one[1:] == two)):
        return b
    return _surer(a, b, first)


def _numeral(a: Option, b: Option, first: Token, second: Token) -> Option:
    """Of two Roman numerals the one of more strokes, with the point that either has."""
    one, two = len(first.text.rstrip(".,")), len(second.text.rstrip(".,"))
    better = a if one > two else b if two > one else _surer(a, b, first)
    token = better.tokens[0]
    if "." in first.text + second.text and not token.text.endswith("."):
        return replace(better, tokens=(replace(token, text=token.text.rstrip(",") + "."),))
    return better


def _surer(a: Option, b: Option, first: Token) -> Option:
    return a if base(a.tokens[0].text) == base(b.tokens[0].text) or first.confidence >= SURE else b


def _parted(token: Token, cost: float) -> Slot:
    """Tesseract's word, where it is none, as two that are some."""
    text = token.text
    if len(text) < LEAST_PARTED or not text.isalpha() or not available() or known(text):
        return ()
    cuts = [k for k in range(2, len(text) - 1) if known(text[:k]) and known(text[k:])]
    x0, y0, x1, y1 = token.box
    found = []
    for k in cuts:
        middle = x0 + (x1 - x0) * k / len(text)
        left = Token(text[:k], (x0, y0, middle, y1), 0.6, (text,), how="language")
        right = Token(text[k:], (middle, y0, x1, y1), 0.6, (text,), how="language")
        found.append(Option((left, right), cost))
    return tuple(found)


def _marked(token: Token, cost: float) -> Slot:
    return tuple(Option((Token(w, token.box, 0.6, (token.text,), how="language"),), cost) for w in with_other_marks(token.text))


def _other_tone(token: Token) -> Slot:
    """The same letters with another of the tones that coarse scans blur: cụ thế, cụ thể. Both readers take one for the other."""
    if not _like_tones(token.text):
        return ()
    alike = (w for w in with_other_marks(token.text) if _like_tones(w) and _toneless(w) == _toneless(token.text))
    return tuple(Option((Token(w, token.box, 0.6, (token.text,), how="language"),), TONE_COST) for w in alike)


def _like_tones(word: str) -> bool:
    return any(c in BLURRED for c in unicodedata.normalize("NFD", word))


def _toneless(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if c not in BLURRED)


def _core(text: str) -> str:
    return text.strip(MARGINS)
