"""The kind of document, from its title or, where none is printed (công văn), from its notation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.folding import fold
from extractors.register import table
from schemas.letter import Letter, ZonedLine
from schemas.record import DocumentType


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: its lower-case name, its abbreviation ("" if none), and its family of rules."""

    name: str
    code: str
    family: str
    codes: tuple[str, ...]


@cache
def kinds() -> tuple[Kind, ...]:
    """All kinds, from `data/document_types.tsv`."""
    rows = table("document_types.tsv")
    return tuple(
        Kind(r["name"], r["code"], r["family"], tuple(filter(None, [r["code"], *r["other_codes"].split()]))) for r in rows
    )


@cache
def _by_folded_name() -> dict[str, Kind]:
    return {fold(kind.name): kind for kind in kinds()}


@cache
def _by_code() -> dict[str, Kind]:
    """Every abbreviation to its kind; the first kind listed with a code has it, other spellings come after."""
    codes: dict[str, Kind] = {}
    for kind in kinds():
        if kind.code and kind.family != "annex":
            codes.setdefault(fold(kind.code), kind)
    for kind in kinds():
        for code in kind.codes[1 if kind.code else 0 :]:
            codes.setdefault(fold(code), kind)
    return codes


@cache
def _exact_codes() -> dict[str, Kind]:
    """Abbreviations as the decree prints them: HĐ is hợp đồng, though HD without its stroke is hướng dẫn."""
    codes: dict[str, Kind] = {}
    for kind in kinds():
        if kind.code and kind.family != "annex":
            codes.setdefault(kind.code, kind)
    return codes


_TAIL = re.compile(r"\s*(?:\([^)]{0,40}\)?|lan \d|(?:so )?[ivx]{1,5}|(?:so )?[0-9.]{1,4})?[\W_]*$")
_TAIL_OF = re.compile(r"\s+(?:cua |so \d)[^.;:]{3,60}$")


@lru_cache(maxsize=1 << 12)
def type_of_line(text: str) -> tuple[Kind, int, int] | None:
    """The kind that a title line names, and where the name stands in it; None for any other line.

    The line must be the name alone (capitals, or the bare name), at most with marks, "(Lần 2)" or a number behind.
    """
    print_begins = len(text) - len(text.lstrip())  # a centred title of a plain text
    if len(text) - print_begins > 90 or not any(c.isupper() for c in text[print_begins : print_begins + 12]):
        return None
    folded = fold(text)
    lead = len(folded) - len(folded.lstrip(" .,:;'`~-_–*|#\"“¬‘’"))
    body = folded[lead:]
    tail_rule = _TAIL_OF if _shouted(text) else _TAIL
    words = body.split(" ", 4)
    for length in range(min(4, len(words)), 0, -1):
        name = " ".join(words[:length])
        tail = body[len(name) :]
        if not (_TAIL.match(tail) or tail_rule.match(tail)):
            continue
        name = name.rstrip(" .:;,*_-")
        kind = _by_folded_name().get(name) or _by_folded_name().get(_near(name))
        if kind and (text[lead].isupper() or len(body) == len(name)):
            return kind, lead, lead + len(name)
    run = _run_together().get(body.replace(" ", "").rstrip(" .:;,*_-")) if len(body) < 40 else None
    return (run, lead, len(folded.rstrip())) if run and text[lead].isupper() else None


def _shouted(text: str) -> bool:
    return sum(map(str.isupper, text)) > 0.5 * sum(map(str.isalpha, text))


@cache
def _run_together() -> dict[str, Kind]:
    """Folded names without blanks, for lines whose blanks a scanner lost or added ("NGHỊQUYẾT", "Q U Y Ế T")."""
    return {fold(kind.name).replace(" ", ""): kind for kind in kinds()}


@cache
def _near(name: str) -> str:
    """The kind's folded name that differs by one character from `name` (OCR), else `name`."""
    if len(name) < 6:
        return name
    return next(
        (one for one in _by_folded_name() if len(one) == len(name) and sum(a != b for a, b in zip(one, name, strict=True)) == 1),
        name,
    )


@lru_cache(maxsize=4096)
def kind_of_notation(notation: str) -> Kind | None:
    """The kind that a notation's first group stands for ("QĐ-UBND": quyết định; "2010/TT-BCT": thông tư)."""
    groups = [g.strip() for g in re.split(r"[/\-–]", re.sub(r"^(?:19|20)\d\d\s*[/-]\s*", "", notation.strip())) if g.strip()]
    if not groups:
        return None
    if groups[:2] == ["L", "CTN"]:
        return _by_folded_name()["lenh"]
    first = groups[0] if "." not in groups[0] else groups[0].partition(".")[0]  # "TTr.STNMT"
    return _exact_codes().get(first) or _by_code().get(fold(first))


def document_type(letter: Letter, notation: str | None) -> DocumentType:
    """The kind, lower case, with the decree's abbreviation as `code` (none for công văn)."""
    for line, found_kind, start, end in _titles(letter):
        joint = found_kind.name == "thông tư" and _is_joint(letter, line)
        kind = _by_folded_name()["thong tu lien tich"] if joint else found_kind
        spans = letter.span(line.start + start, line.start + end)
        return DocumentType(kind.name, 0.98, None, "printed", spans, (), "type.title", kind.code or None)
    return _from_notation(letter, notation)


def _is_joint(letter: Letter, title: ZonedLine) -> bool:
    """The line below the type's begins with "LIÊN TỊCH"."""
    after = next((line for line in letter.zone("title") if line.start > title.start), None)
    return after is not None and fold(after.text).lstrip().startswith("lien tich")


def _titles(letter: Letter) -> Iterator[tuple[ZonedLine, Kind, int, int]]:
    for line in letter.zone("title"):
        found = type_of_line(line.text)
        if found:
            yield line, *found


def _of_number_line(letter: Letter) -> DocumentType | None:
    """ "Luật số: 80/2015/QH13", "Pháp lệnh số …": the kind stands before the number."""
    for line in letter.zone("number"):
        folded = fold(line.text).strip()
        kind = next((kind for name, kind in _by_folded_name().items() if folded.startswith(f"{name} so")), None)
        if kind:
            spans = letter.span(line.start, line.start + len(kind.name))
            return DocumentType(kind.name, 0.95, None, "printed", spans, (), "type.number-line", kind.code or None)
    return None


def _from_notation(letter: Letter, notation: str | None) -> DocumentType:
    named = _of_number_line(letter)
    if named:
        return named
    kind = kind_of_notation(notation) if notation else None
    titled = kind is not None and kind.name != "công văn"
    if notation and kind and titled and not letter.zone("addressees"):
        return DocumentType(kind.name, 0.85, None, "inferred", (), (), "type.notation", kind.code or None)
    if notation or letter.zone("addressees"):
        return DocumentType("công văn", 0.93, None, "inferred", (), (), "type.untitled", None)
    return DocumentType(None, 0.8, "component_absent", "printed", (), (), "type.none", None)
