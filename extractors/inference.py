"""The issuer of a letter whose letterhead is lost: from notation, place, text and signers, marked `inferred`.

The strongest evidence is a body named in the text whose initials are the notation's: "Cục Công nghệ thông tin đề nghị"
in a letter …/CNTT-…; the register of abbreviations comes second, the place line says which province's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from extractors.document_type import kind_of_notation
from extractors.folding import fold
from extractors.places import Unit, units_named
from extractors.register import table
from schemas.fields import Field, found, missing
from schemas.letter import Letter
from schemas.record import Agency, Signer

_HEADS = (
    "Tổng cục|Tổng công ty|Cục|Sở|Bộ|Vụ|Viện|Học viện|Trường|Đại học|Ban|Phòng|Trung tâm|Chi cục|Công ty|Bệnh viện|Văn phòng"
    "|Thanh tra|Ủy ban|Uỷ ban|Tập đoàn|Hội|Liên đoàn|Ngân hàng|Kho bạc|Bảo hiểm|Nhà xuất bản|Đài|Công đoàn"
)
_HEAD = re.compile(rf"\b(?:{_HEADS}) ")
_LONGEST = 110  # characters of a body's name
_MOST_WORDS = 14


def inferred_issuer(
    letter: Letter, *, notation: str | None, place: str | None, issued_on: str | None, signers: Sequence[Signer]
) -> tuple[Agency, ...]:
    """The issuer that follows from the evidence; () if it does not."""
    code = issuer_code(notation)
    if code is None:
        return ()
    unit = _unit(place, issued_on)
    if fold(code) in ("ubnd", "hdnd"):
        return _council(letter, code, unit, signers)
    named = _named_by_initials(letter, code)
    row = registered(code, issued_on, local=unit is not None and (named or "").startswith("Sở"))
    name = named or (row["name"] if row else None)
    if name is None:
        return ()
    return (_agency(letter, name, code, row=row, unit=unit, date=issued_on),)


def issuer_code(notation: str | None) -> str | None:
    """The group of a notation that stands for the issuer ("STT&TT" of "STT&TT-CNTT", "UBND" of "QĐ-UBND")."""
    if notation is None:
        return None
    groups = [g for g in re.split(r"[-/]", re.sub(r"^[0-9]{2,4}/", "", notation)) if g]
    kind = kind_of_notation(notation)
    groups = groups[1:] if kind and len(groups) > 1 else groups
    return groups[0] if groups else None


def _key(code: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(code))


@cache
def _codes() -> dict[str, tuple[dict[str, str], ...]]:
    codes: dict[str, list[dict[str, str]]] = {}
    for row in table("agencies.tsv"):
        for code in {row["code"], *row["aliases"].split()}:
            codes.setdefault(_key(code), []).append(row)
    return {code: tuple(rows) for code, rows in codes.items()}


@lru_cache(maxsize=4096)
def is_code(group: str) -> bool:
    """Whether a group of a notation is a kind's or a registered body's abbreviation, as printed."""
    return kind_of_notation(group) is not None or any(
        group in (row["code"], *row["aliases"].split()) for row in _codes().get(_key(group), ())
    )


def registered(code: str, date: str | None, local: bool = False) -> dict[str, str] | None:
    """The register's row of a code at a date: the one that fits; None if none or several fit equally."""
    rows = [row for row in _codes().get(_key(code), ()) if _valid(row, date)]
    if local:
        rows = [row for row in rows if row["level"].startswith("provincial")] or rows
    exact = [row for row in rows if _key(row["code"]) == _key(code)]
    rows = exact or rows
    return rows[0] if len({row["name"] for row in rows}) == 1 else None


def _valid(row: dict[str, str], date: str | None) -> bool:
    if date is None:
        return True
    return row["valid_from"][: len(date)] <= date and (not row["valid_to"] or date <= row["valid_to"][: len(date)])


def initials(name: str) -> str:
    """First letters of the words that count, folded ("Sở Thông tin và Truyền thông": "stttt")."""
    words = [w for w in re.split(r"[\s\-–&,]+", fold(name)) if w and w not in ("va", "cac", "ve", "cua")]
    return "".join(w[0] for w in words)


def _named_by_initials(letter: Letter, code: str) -> str | None:
    """The body named in the text whose initials, with or without the first, are the code; the most frequent one."""
    wanted = _key(code)
    names: Counter[str] = Counter()
    for name in _prefixes(letter, wanted):
        names[name] += 1
    return names.most_common(1)[0][0] if names else None


def _prefixes(letter: Letter, wanted: str) -> Iterator[str]:
    flow = letter.flow[:40000]
    for match in _HEAD.finditer(flow):
        words = re.split(r"[,;.:()\n]", flow[match.start() : match.start() + _LONGEST])[0].split()
        for count in range(2, min(len(words), _MOST_WORDS) + 1):
            name = " ".join(words[:count])
            if words[count - 1].lower() not in ("và", "-", "–") and wanted in (initials(name), initials(name)[1:]):
                if not _is_cited(fold(flow[max(match.start() - 40, 0) : match.start()])):
                    yield name
                break


def _is_cited(before: str) -> bool:
    """Named as the author of another document: not by that alone the issuer."""
    return re.search(r"\d{4} cua $|kinh gui[: ]+$", before) is not None


def _unit(place: str | None, date: str | None) -> Unit | None:
    units = units_named(place, date) if place else ()
    return units[0] if units else None


def _agency(letter: Letter, name: str, code: str, *, row: dict[str, str] | None, unit: Unit | None, date: str | None) -> Agency:
    nothing: Field[str] = missing("component_absent", 0.9)
    parent: str | None = None
    if fold(name).startswith("so ") and unit:
        province = next((u for u in units_named(unit.province, date) if u.level == "province"), unit)
        if not fold(name).endswith(fold(province.name)):
            name = f"{name} {province.full}"
        parent = f"Ủy ban nhân dân {province.full}"
    else:
        parent = _parent_in_text(letter, name) or (_registered_name(row["parent"], date) if row and row["parent"] else None)
    above = Agency(found(parent, (), 0.8, "issuer.parent", "inferred"), nothing, nothing) if parent else None
    abbreviation = found(code, (), 0.9, "issuer.notation", "printed")
    return Agency(found(name, (), 0.85, "issuer.inferred", "inferred"), nothing, abbreviation, above)


def _registered_name(code: str, date: str | None) -> str | None:
    row = registered(code, date)
    return row["name"] if row and row["level"] in ("ministry", "central", "gov_agency") else None


_BELONGS = re.compile(r"(?:thuộc|của) (?P<parent>Bộ [^,;.:()\n]{3,70})")
_BEHIND = re.compile(r",? ?(?:\(|-|–|thuộc|của)? ?(?P<parent>Bộ [^,;.:()\n]{3,70})")


def _parent_in_text(letter: Letter, name: str) -> str | None:
    """The ministry whose units the letter addresses ("các đơn vị thuộc Bộ Tư pháp"), for a body below a ministry."""
    if not re.match(r"(?:Tổng cục|Cục|Vụ|Viện|Trung tâm|Văn phòng|Thanh tra|Ban|Trường|Học viện)\b", name):
        return None
    folded = fold(name)
    if folded.endswith("bo"):
        return None
    flow = letter.flow
    for match in (_BELONGS.search(letter.view(("addressees",))), _behind(flow, name), _BELONGS.search(flow)):
        ministry = next((row["name"] for row in _ministries() if match and match["parent"].startswith(row["name"])), None)
        if ministry:
            return ministry
    return None


def _behind(text: str, name: str) -> re.Match[str] | None:
    """The first ministry that stands right behind a body's name."""
    at = text.find(name)
    while at >= 0:
        if match := _BEHIND.match(text, at + len(name)):
            return match
        at = text.find(name, at + 1)
    return None


@cache
def _ministries() -> tuple[dict[str, str], ...]:
    return tuple(row for row in table("agencies.tsv") if row["level"] == "ministry")


def _council(letter: Letter, code: str, unit: Unit | None, signers: Sequence[Signer]) -> tuple[Agency, ...]:
    """UBND or HĐND: of the unit that the place line names."""
    if unit is None:
        return ()
    kind = "Ủy ban nhân dân" if fold(code) == "ubnd" else "Hội đồng nhân dân"
    nothing: Field[str] = missing("component_absent", 0.9)
    name = found(f"{kind} {unit.full}", (), 0.8, "issuer.council", "inferred")
    above = None
    if unit.level != "province":
        province = next((u for u in units_named(unit.province) if u.level == "province"), None)
        if province:
            above = Agency(found(f"{kind} {province.full}", (), 0.8, "issuer.parent", "inferred"), nothing, nothing)
    return (Agency(name, nothing, found(code, (), 0.9, "issuer.notation"), above),)
