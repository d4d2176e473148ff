"""Number and notation: "542/STT&TT-CNTT", the parts before and after the first slash.

The grammar is that of Decree 30/2020 and of the Party's rules, with what scanners make of it: "s6", "Sb:", a slash
read as J or I, blanks inside. Only the number zone is read, so that no citation can be taken for it; annexes that
stand alone take the number of the decision they came with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.document_type import kind_of_notation, kinds
from extractors.folding import fold, toneless
from extractors.inference import is_code
from extractors.rivals import LEAST, is_handwritten, merged_digits, other_hands, readings
from schemas.fields import Candidate, Field, Origin, Reason, found, missing
from schemas.letter import Letter

_CODES = {"hdnd": "HĐND", "ttg": "TTg", "du": "ĐU", "duk": "ĐUK", "dubnd": "ĐUBND", "tldld": "TLĐLĐ", "ldld": "LĐLĐ"}
_SEGMENT = r"[A-ZĐÐ][0-9A-Za-zĐđÐÀ-ỹ]{0,20}(?:[&.+][A-ZĐÐ0-9][0-9A-Za-zĐđÐ]{0,12}){0,4}"
_GROUPS = (
    _SEGMENT
    + r"(?:[ ][A-ZĐ]{2,6}(?=-[A-ZĐ]))?(?:[ ]?[-–—][ ]?[-–—]?[ ]?"
    + _SEGMENT
    + r"|[ ]?/[ ]?[0-9A-ZĐÐ][0-9A-Za-zĐđÐ&]{0,12}){0,6}"
)
_YEAR = r"(?:[0-9]{2,4}[ ]?[/⁄][ ]?)?"
_LOOKS = str.maketrans({"o": "0", "l": "1", "i": "1", "|": "1", "s": "5", "g": "6", "£": "6", "&": "8", "x": "8"})
_LEAD = re.compile(
    r"[^a-z0-9]{0,4}(?:(?:luat|nghi quyet|phap lenh|lenh|sac lenh) )?(?:s[oe6bdiu0]z?(?![a-z])|s(?= ?:))[\s.:;,'`\"·*]{0,4}"
)
_STATE = re.compile(
    r"(?P<number>[0-9](?:[ ]?[0-9]){0,5}(?:\.[0-9]{3})?(?:[a-eA-EđĐ]|bis)?)[ ._]{0,9}[/⁄][ ]{0,3}(?P<notation>"
    + _YEAR
    + _GROUPS
    + r")"
)
_PARTY = re.compile(
    r"(?P<number>[0-9]{1,6}(?:\.[0-9]{3})?[a-eA-E]?)[ ]{0,3}[-–][ ]{0,3}(?P<notation>" + _SEGMENT + r"[ ]?/[ ]?" + _GROUPS + r")"
)
_PRINTED_YEAR = r"(?:(?:19|20)[0-9]{2}[ ]?[/⁄][ ]?)?"
_BLANK = re.compile(
    r"[\s.…_,]{0,60}(?:[/⁄-]|[JIl|](?=[A-ZĐÐ][A-ZĐÐa-z]{0,3}[-–]))[ ]{0,3}(?P<notation>" + _PRINTED_YEAR + _GROUPS + r")"
)
_OLD = re.compile(r"(?P<number>[0-9]{1,6}[a-z]?)[ ]{1,4}(?P<notation>" + _SEGMENT + r"[ ]?[-–/][ ]?" + _GROUPS + r")")
_MISREAD = re.compile(r"(?P<number>[0-9]{1,6})[ ]{0,2}[JI|l!⁄][ ]{0,2}(?P<notation>[A-ZĐÐ]" + r"{1,4}[-–]" + _GROUPS + r")")
_DAMAGED = re.compile(
    r"(?P<number>.{1,24}?)[ ]{0,3}[/⁄J|][ ]{0,3}(?P<notation>" + _PRINTED_YEAR + _GROUPS + r")[\W_]{0,6}[A-Z]?$"
)
_TAIL = re.compile(r"(?P<number>.{0,24}?[^A-ZĐÐa-z ])(?P<notation>[A-ZĐÐ][A-ZĐÐa-z]{0,7}[ ]?[-–][ ]?" + _GROUPS + r")[\W_]{0,6}$")
_ALONE = re.compile(r"(?P<number>[0-9]{1,6})(?=[\W_]{0,6}$| ng[aà]y\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a number line says: the number's and the notation's characters (start, end); None where there is none.

    `legible` is false where something stands in the number's place that is no number.
    """

    number: tuple[int, int] | None
    notation: tuple[int, int] | None
    legible: bool
    rule: str


def read_number(text: str) -> Reading | None:
    """Parses "Số: 12/QĐ-UBND" in all its forms; None if the text holds neither number nor notation."""
    lead = _LEAD.match(fold(text), len(text) - len(text.lstrip()))
    start = lead.end() if lead else 0
    start += len(text[start:]) - len(text[start:].lstrip())
    for pattern, rule in ((_STATE, "state"), (_PARTY, "party"), (_MISREAD, "misread"), (_BLANK, "blank"), (_OLD, "old")):
        match = pattern.match(text, start)
        if match:
            return _reading(match, rule)
    match = _DAMAGED.match(text, start) or _TAIL.match(text, start)
    if match and match["number"].strip(" ."):
        return _reading(match, "damaged", legible=False)
    match = _ALONE.match(text, start)
    return Reading(match.span("number"), None, True, "alone") if match else None


def _reading(match: re.Match[str], rule: str, legible: bool = True) -> Reading:
    number = match.span("number") if "number" in match.groupdict() else None
    return Reading(number, match.span("notation"), legible, rule)


@lru_cache(maxsize=4096)
def clean_notation(text: str) -> str:
    """The notation without the blanks, the Ð and the dashes that typists and scanners put in."""
    text = toneless(text.replace("Ð", "Đ").replace("⁄", "/"))
    text = re.sub(r"\s*[-–—]+\s*[-–—]*\s*", "-", text)
    return _recoded(re.sub(r"\s*/\s*", "/", text).strip(" .,;:-"))


def _recoded(notation: str) -> str:
    """Abbreviations that lost the stroke of Đ get it back: "QD-HDND" is "QĐ-HĐND"."""
    groups = re.split(r"([-/])", notation)
    return "".join(_stroked(group) if "D" in group else group for group in groups)


@cache
def _stroked(group: str) -> str:
    if any(group in kind.codes for kind in kinds()):
        return group
    return next((code for kind in kinds() for code in kind.codes if fold(code) == fold(group)), _CODES.get(fold(group), group))


def number(letter: Letter) -> tuple[Field[str], Field[str]]:
    """The letter's number and notation. Where the page's readers differ, the digits must agree with both."""
    for line in letter.zone("number"):
        texts = readings(line)
        reads = [(text, read) for text in texts if (read := read_number(text)) is not None]
        if reads:
            return _fields(letter, line.start, line.text, reads)
    blank = next((line for line in letter.zone("number") if line.text.strip()), None)
    if blank is not None:
        spans = letter.span(blank.start, blank.end)
        return missing("blank_in_source", 0.8, "number.line", spans), missing("component_absent", 0.7, "number.line")
    return _without_line(letter)


Reads = list[tuple[str, Reading]]


def _fields(letter: Letter, at: int, text: str, reads: Reads) -> tuple[Field[str], Field[str]]:
    notation = _notation(letter, at, text, reads)
    same = [(t, r) for t, r in reads if r.notation and clean_notation(t[slice(*r.notation)]) == notation.value]
    return _number(letter, at, text, same or reads), notation


def _digits(printed: str) -> str:
    """The number without dots and blanks; led by "?" if letters were taken for the digits they look like, or stay."""
    bare = re.sub(r"[.,\s_]", "", printed)
    if re.fullmatch(r"[0-9]+(?:[a-eA-EđĐ]|bis)?", bare):
        return bare
    looks = fold(bare).translate(_LOOKS)
    return f"?{looks if looks.isdigit() else bare}"


def _where(at: int, text: str, reads: Reads, part: str) -> tuple[int, int]:
    """Where a part stands in the line; the whole line if only a rival reading has it."""
    span: tuple[int, int] | None = getattr(reads[0][1], part)
    return (at + span[0], at + span[1]) if span and reads[0][0] == text else (at, at + len(text))


def _number(letter: Letter, at: int, text: str, reads: Reads) -> Field[str]:
    rule = f"number.{reads[0][1].rule}"
    start, end = _where(at, text, reads, "number")
    spans, sure = letter.span(start, end), letter.confidence(start, end)
    seen = [_digits(t[slice(*r.number)]) for t, r in reads if r.number]
    if not seen:  # without its "Số:" a line has lost more than a blank
        led = _LEAD.match(fold(text)) or "so" in fold(letter.text[max(at - 6, 0) : at])
        reason: Reason = "blank_in_source" if led else "illegible"
        return missing(reason, 0.9, rule, letter.span(at, at + len(text)))
    clean = [one for one in seen if one.isalnum()] or [one.strip("?") for one in seen if one.strip("?").isdigit()]
    value = merged_digits(clean[0], clean[-1]) if clean else None
    origin = _origin(letter, start, end)
    if value is None or (origin == "handwritten" and sure < LEAST):
        guesses = tuple(Candidate(one.strip("?"), sure / 2, spans) for one in _guesses(letter, at, seen))
        return Field(None, 0.8, "illegible", origin, spans, guesses, rule)
    agreed = len(seen) == len(reads) and set(seen) == {value}
    return found(value, spans, min(sure, 0.99 if agreed else 0.6), rule, origin)


def _guesses(letter: Letter, at: int, seen: list[str]) -> list[str]:
    """What an illegible number may be: as read, then as its handwriting may be read; what the file's name has comes first."""
    texts = other_hands(letter.line_at(at))
    others = [(text, read) for text in texts if (read := read_number(text)) is not None]
    reads = dict.fromkeys([*seen, *(_digits(text[slice(*read.number)]) for text, read in others if read.number)])
    named = {part.lstrip("0") for part in re.findall(r"[0-9]+", letter.reading.source.name)}
    return sorted(reads, key=lambda one: one.strip("?").lstrip("0") not in named)


def _notation(letter: Letter, at: int, text: str, reads: Reads) -> Field[str]:
    rule = f"number.{reads[0][1].rule}"
    start, end = _where(at, text, reads, "notation")
    values = [clean_notation(t[slice(*r.notation)]) for t, r in reads if r.notation]
    if not values:
        return missing("component_absent", 0.8, rule)
    value = max(values, key=lambda one: (_known_groups(one), values[0].startswith(one) - one.startswith(values[0])))
    value = next((one for one in values if one != value and one.startswith(value)), value)
    sure = letter.confidence(start, end)
    if _known_groups(value) == 1.0:  # the register vouches for what the reader doubted
        sure = max(sure, 0.9 if sure < 0.7 else 0.95)
    return found(value, letter.span(start, end), min(sure, 0.98), rule)


@lru_cache(maxsize=4096)
def _known_groups(notation: str) -> float:
    """The share of a notation's groups that stand in the registers of kinds and bodies."""
    groups = [group for group in re.split(r"[-/]", notation) if group and not group.isdigit()]
    return sum(is_code(group) for group in groups) / max(len(groups), 1)


def _origin(letter: Letter, start: int, end: int) -> Origin:
    line = letter.line_at(start)
    return "handwritten" if is_handwritten(line, start - line.start, end - line.start) else "printed"


_TITLED = re.compile(r"\bso ?:? {0,3}(?=[0-9])")
_ATTACHED = re.compile(r"kem theo [^0-9/]{0,60}?\bso ?:? ?")
_OVERLAY = re.compile(r"^\W{0,3}(?:so ?:? ?)?[0-9]{1,5} ?/ ?[a-z]")


def _without_line(letter: Letter) -> tuple[Field[str], Field[str]]:
    """No number line: titles of legal databases ("THÔNG TƯ … SỐ 155/1998/TT/BTC"), annexes, signing overlays."""
    for line in letter.zone("stamp"):
        if _OVERLAY.match(fold(line.text)) and (read := read_number(line.text)) and _is_administrative(line.text, read):
            return _fields(letter, line.start, line.text, [(line.text, read)])
    view = letter.view(("title", "head_left"))
    for pattern in (_ATTACHED, _TITLED):
        match = pattern.search(fold(view).replace("\n", " "))
        if match:
            text = view[match.end() : match.end() + 60].replace("\n", " ")
            read = read_number(text)
            if read and (pattern is _ATTACHED or not re.match(r"\s{4,}", text)):
                return _fields(letter, match.end(), text, [(text, read)])
    return missing("component_absent", 0.8, "number.none"), missing("component_absent", 0.8, "number.none")


def _is_administrative(text: str, read: Reading) -> bool:
    return read.notation is not None and (kind_of_notation(text[slice(*read.notation)]) is not None)
