"""Who issued the letter: the bodies of the letterhead with their parents, or, where none is printed, who it must be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.document_type import kind_of_notation, type_of_line
from extractors.folding import fold
from extractors.inference import inferred_issuer, issuer_code, registered
from extractors.naming import expanded, heads_in, is_name, normal_name, organisation_heads
from extractors.places import units_named
from schemas.fields import Field, found, missing
from schemas.letter import Letter, ZonedLine
from schemas.record import Agency, Signer


@dataclass(frozen=True, slots=True)
class Body:
    """A body of the letterhead: its lines' characters [start, end) and its name as printed, lines joined.

    `beside` says that it stands on one line with the body before it: "SỞ A - SỞ B".
    """

    printed: str
    start: int
    end: int
    head: str
    beside: bool = False


def issuers(
    letter: Letter, *, notation: str | None, place: str | None, issued_on: str | None, signers: Sequence[Signer]
) -> tuple[Agency, ...]:
    """The issuing bodies, the first first; a joint letter has several. () if nothing tells.

    Printed bodies have their parent from the page. Where the letterhead is missing, the body follows from notation,
    place, text and signers, and is marked `inferred`.
    """
    bodies = _letterhead(letter)
    if not bodies:
        named = _named_in_title(letter)
        if named:
            return named
        return inferred_issuer(letter, notation=notation, place=place, issued_on=issued_on, signers=signers)
    if _lacks_department(bodies, notation, issued_on):
        return inferred_issuer(letter, notation=notation, place=place, issued_on=issued_on, signers=signers)
    joint = _joint(bodies, notation)
    above = bodies[:-joint]
    return tuple(
        _agency(letter, [*above, body], _code(letter, notation, i), place, issued_on) for i, body in enumerate(bodies[-joint:])
    )


def _lacks_department(bodies: Sequence[Body], notation: str | None, date: str | None) -> bool:
    """A letterhead of which only "UBND TỈNH X" was read, in a letter numbered by a department ("SYT-NVY")."""
    code = issuer_code(notation)
    if code is None or len(bodies) != 1 or heads_in(bodies[0].printed) not in ("ubnd", "ủy ban nhân dân"):
        return False
    row = registered(code, date)
    return row is not None and row["level"] == "provincial_department" and code.startswith("S")


_TOGETHER = {("sở", "công đoàn"), ("tòa án", "viện kiểm sát"), ("bộ", "ngân hàng nhà nước"), ("bộ", "ủy ban trung ương")} | {
    ("ủy ban nhân dân", "ủy ban"),
    ("hội đồng nhân dân", "ủy ban nhân dân"),
}
_INCOMPLETE = {"tổng cục", "cục", "bộ", "sở", "viện", "vụ", "ban", "trung tâm", "trường", "chi cục", "phòng", "học viện"} | {
    "công ty",
    "tổng công ty",
    "tập đoàn",
    "hội",
    "quỹ",
    "đài",
}
_CODE = re.compile(r"[/⁄] ?[A-ZĐÐ]{1,6}[A-Za-z]? ?[-–] ?[A-ZĐÐ]")  # a number line that was not recognised
_DASH_END, _DASH_BEGIN = re.compile(r"\w ?[-–] ?$"), re.compile(r" ?[-–] ?\w")
_BRACKET = re.compile(r"\s*\([^()]*\)?[\W_]*$")
"""What a letterhead adds in brackets to a body's name: a project, a former name."""
_LONGEST = 400
"""No body's name has so many characters: what has is looked at no further, so that the cost stays linear."""
_JUNK = re.compile(r"^[\W\d_]*$")
_TORN = re.compile(r"(?:dich|nhiem|phuc) vu\b")
"""A word of two syllables that the line's end parts: "VÀ DỊCH" / "VỤ TÀI CHÍNH" is no Vụ Tài chính."""
_OPEN_END = re.compile(r"(?:\b(?:va|cac|cua|ve|thuoc|hoc|nha nuoc|lien hiep)|[,\-–])$")


def _letterhead(letter: Letter) -> list[Body]:
    """The bodies of the left column, parent above issuer."""
    lines = [line for line in letter.zone("head_left") if _is_name(line)]
    bodies: list[Body] = []
    dashed = ""
    for line in lines:
        bare = re.sub(r"^[\W_]+", "", line.text).rstrip()
        text = re.sub(r"[\W_]+$", "", _BRACKET.sub("", bare) if heads_in(bare) else bare)
        if bodies and _goes_on(bodies[-1], text, letter):
            last = bodies[-1]
            dash = " -" if _DASH_END.search(dashed) or _DASH_BEGIN.match(line.text) else ""
            bodies[-1] = replace(last, printed=f"{last.printed}{dash} {text}", end=line.end)
        else:
            bodies += _parts(text, line.start + line.text.index(text[:1] or line.text[:1]))
        dashed = line.text
    return [body for body in bodies if body.head or len(bodies) == 1]


def _parts(text: str, start: int) -> list[Body]:
    """The line's body, or both of "BỘ TÀI CHÍNH - BỘ NỘI VỤ"."""
    for match in re.finditer(r"\s*[-–]\s*", text):
        one, two = text[: match.start()], text[match.end() :]
        heads = (heads_in(one), heads_in(two))
        if None not in heads and (heads[0] == heads[1] or heads in _TOGETHER) and len(two.split()) > 1:
            first, *others = _parts(two, start + match.end())
            return [*_parts(one, start), replace(first, beside=True), *others]
    return [Body(text, start, start + len(text), heads_in(text) or "")]


def _is_name(line: ZonedLine) -> bool:
    if len(line.text) > _LONGEST:
        return False
    letters = [c for c in line.text if c.isalpha()]
    least = 2 if line.line.confidence > 0.9 and line.text.strip().isalpha() else 4
    if _JUNK.match(line.text) or _CODE.search(line.text):
        return False
    return len(letters) >= least and sum(c.isupper() for c in letters) >= 0.6 * len(letters)


def _goes_on(last: Body, text: str, letter: Letter) -> bool:
    """Whether a line continues the name above: it begins like no body's name, or the line above is not at its end."""
    if len(last.printed) > _LONGEST:
        return False
    head = heads_in(text)
    if head is not None and fold(text).startswith(f"{fold(last.printed)} "):  # "KHO BẠC NHÀ NƯỚC" / "KHO BẠC NHÀ NƯỚC X"
        return False
    torn = _TORN.match(fold(f"{last.printed.split()[-1]} {text}")) is not None
    if head is None or torn or _OPEN_END.search(fold(last.printed)):
        return True
    if heads_in(f"{last.printed} {text}") not in (None, last.head):  # "VĂN PHÒNG" / "CHÍNH PHỦ"
        return True
    if fold(last.printed) == fold(last.head) and (head == "đại học" or last.head in _INCOMPLETE):
        return True
    if is_name(f"{last.printed} {text}"):
        return True
    if " " in text:
        return False
    running = " ".join(re.split(r"\W+", fold(letter.flow[:20000])))
    seam = " ".join([*re.split(r"\W+", fold(last.printed))[-2:], *re.split(r"\W+", fold(text))[:1]])
    return seam in running  # "CỤC … MÔI" / "TRƯỜNG"


def _joint(bodies: Sequence[Body], notation: str | None) -> int:
    """How many of the last bodies issued together: those of one rank, none of them another's parent."""
    groups = re.split(r"[-/]", notation or "")
    told = re.search(r"LT|PH|LN", fold(groups[0] if not groups[0].isdigit() else "".join(groups[1:2])).upper()) is not None
    beside = next((i for i, body in enumerate(reversed(bodies)) if not body.beside), 0)
    if beside:
        return beside + 1
    rank = _rank(bodies[-1])
    count = next((i for i, body in enumerate(reversed(bodies)) if _rank(body) != rank), len(bodies))
    same = len({body.head for body in bodies[-count:]}) == 1
    return count if told or (same and bodies[-1].head in ("sở", "bộ") and len(groups) > 2) else 1


def _rank(body: Body) -> int:
    return organisation_heads().get(body.head, (9, False))[0]


def _code(letter: Letter, notation: str | None, index: int) -> str | None:
    """The issuer's abbreviation in the notation: behind the kind's, else the first group.

    A letter without a title has no kind's abbreviation: CT-CS is then of Cục Thuế, not a chỉ thị.
    """
    if notation is None:
        return None
    groups = re.split(r"[-/]", re.sub(r"^[0-9]{2,4}/", "", notation))
    kind = kind_of_notation(notation)
    untitled = bool(letter.zone("addressees")) and not any(type_of_line(line.text) for line in letter.zone("title"))
    of_kind = kind is not None and (kind.name == "công văn" or not untitled)
    groups = groups[1:] if of_kind and len(groups) > 1 else groups[:1]
    return groups[index] if index < len(groups) else None


def _agency(letter: Letter, bodies: Sequence[Body], code: str | None, place: str | None, date: str | None) -> Agency:
    """The last body, its parents above it."""
    body, above = bodies[-1], bodies[:-1]
    spans = letter.span(body.start, body.end)
    sure = min(letter.confidence(body.start, body.end), 0.97)
    damaged = letter.reading.pages[0].source in ("ocr", "repaired") or body.printed.isascii()
    names = [normal_name(one.printed, letter.flow, damaged) for one in bodies]
    name = canonical(names[-1], names[:-1], place, date)
    abbreviation: Field[str] = found(code, (), 0.9, "issuer.notation") if code else missing("component_absent", 0.8)
    parent = _agency(letter, above, None, place, date) if above else _parent_of_city(name, date)
    return Agency(
        found(name, spans, sure, "issuer.letterhead"), found(body.printed, spans, sure, "issuer.letterhead"), abbreviation, parent
    )


def canonical(name: str, above: Sequence[str], place: str | None, date: str | None) -> str:
    """The full name: abbreviations written out, and for departments and offices the unit they belong to."""
    name = expanded(name)
    head = heads_in(name)
    if head is None or not organisation_heads()[head][1]:
        return name
    bare = re.search(r"\b(?:tỉnh|thành phố|huyện|quận|thị xã|xã(?! hội)|phường|thị trấn|đặc khu) [A-ZĐÀ-Ỹ]", name, re.IGNORECASE)
    if bare:
        return name
    return _with_unit(name, head, [expanded(one) for one in above], place, date)


def _with_unit(name: str, head: str, above: Sequence[str], place: str | None, date: str | None) -> str:
    for parent in reversed(above):
        unit = re.search(
            r"\b((?:tỉnh|thành phố|huyện|quận|thị xã|xã(?! hội)|phường|thị trấn|đặc khu) [A-ZĐÀ-Ỹ].*)$", parent, re.IGNORECASE
        )
        if unit:
            return f"{name} {unit[1]}"
    ending = next(
        (u for n in (2, 3, 4, 1, 5) for u in units_named(" ".join(name.split(" ")[-n:]), date) if u.level == "province"), None
    )
    if head == "sở" and ending and fold(name).endswith(fold(ending.name)):
        return f"{name[: -len(ending.name)].strip()} {ending.full}"
    if head == "sở" and place:
        province = next((u for u in units_named(place, date) if u.level == "province"), None)
        return f"{name} {province.full}" if province else name
    return name


def _parent_of_city(name: str, date: str | None) -> Agency | None:
    """A city that belongs to a province is told from one that does not by its parent, which its letters omit."""
    match = re.match(r"(?:Ủy ban|Hội đồng) nhân dân (thành phố .+)$", name)
    if not match:
        return None
    units = [u for u in units_named(match[1], date) if u.kind == "thành phố"]
    if not units or any(u.level == "province" for u in units) or len({fold(u.province) for u in units}) != 1:
        return None
    province = next((u for u in units_named(units[0].province, date) if u.level == "province"), None)
    parent = f"{name.split(' thành phố', maxsplit=1)[0]} {province.full}" if province else ""
    nothing = missing("component_absent", 0.9)
    return Agency(found(parent, (), 0.85, "issuer.city", "inferred"), nothing, nothing) if parent else None


_TITLE_OF = re.compile(r"\b(?:cua|do)\s(?P<name>.{4,120}?)(?=\s(?:so\b|ngay\b|ve\b|v/v)|\)|$)")


def _named_in_title(letter: Letter) -> tuple[Agency, ...]:
    """The body named in an annex's "(Kèm theo Quyết định … của X)" or in a legal database's title."""
    view = letter.view(("title", "head_left", "number"))
    folded = fold(view).replace("\n", " ")
    attached = re.search(r"kem theo .{0,160}?\bcua\s{1,3}(?P<name>.{4,140}?)\s?\)", folded)
    match = attached or _TITLE_OF.search(re.sub(r"\s", " ", folded[:600]))
    if not match:
        return ()
    start, end = match.span("name")
    printed = re.sub(r"\s+", " ", view[start:end]).strip(" .,;")
    if heads_in(printed) is None and not fold(printed).startswith(("chu tich", "giam doc", "bo truong", "thu tuong")):
        return ()
    spans, sure = letter.span(start, end), min(letter.confidence(start, end), 0.9)
    name = found(expanded(normal_name(printed, letter.flow)), spans, sure, "issuer.title")
    return (Agency(name, found(printed, spans, sure, "issuer.title"), missing("component_absent", 0.8)),)
