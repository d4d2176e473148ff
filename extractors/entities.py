"""People, organisations and software that the text names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.folding import fold
from extractors.people import find_name
from extractors.register import table
from schemas.fields import found
from schemas.letter import Letter, Zone
from schemas.record import Entity

_WORD = r"[A-ZĐÀ-ỸƠƯĂÂÊÔ][^\W\d_]*(?:&[A-ZĐ]+)?"
_JOIN = r"(?: (?:và|-|–) | )"
_ORGANISATION = re.compile(
    r"\b((?:Bộ|Sở|Cục|Tổng cục|Chi cục|Vụ|Ban|Phòng|Ủy ban|Uỷ ban|Trung tâm|Trường|Viện|Bệnh viện|Công ty"
    r"|Tổng công ty|Tập đoàn|Ngân hàng|Hội|Hiệp hội|Liên đoàn"
    r"|Kho bạc|Đài|Báo|Công đoàn|Học viện|Văn phòng|Thanh tra|Tòa án|Toà án|Viện Kiểm sát|Kiểm toán|Bảo hiểm)"
    rf"(?: (?:cổ phần|trách nhiệm hữu hạn|TNHH|nhân dân|đại học|đa khoa|thành phố|tỉnh|huyện|quận|thị xã"
    rf"|y tế))?(?:{_JOIN}{_WORD}){{1,8}}(?: (?:tỉnh|thành phố|huyện|quận|thị xã)(?: {_WORD}){{1,4}})?)"
)
_UNIT = re.compile(
    r"\b((?:UBND|HĐND|Ủy ban nhân dân|Hội đồng nhân dân|Tỉnh ủy|Thành ủy|Công an) (?:tỉnh|thành phố|huyện|quận|thị xã"
    r"|xã|phường|thị trấn|TP\.?)(?: " + _WORD + r"){1,4})"
)
_ADDRESSED = re.compile(
    r"\b([Ôô]ng|[Bb]à|[Đđ]ồng chí|[Đđ]/c|[Cc]hị|[Aa]nh|[Bb]ác sĩ|[Bb]ác sỹ|B[Ss]\.?|T[Ss]\.|ThS\.|[Cc]huyên viên"
    r"|(?:Phó )?Thủ tướng(?: Chính phủ)?|Thứ trưởng|Bộ trưởng"
    r"|(?:Phó )?Chủ tịch(?: UBND| HĐND)?(?: tỉnh| thành phố| huyện)?|(?:Phó )?Giám đốc(?: Sở)?|(?:Phó )?Cục trưởng"
    r"|PCN|PTTg)[:\s]{1,3}(?=[A-ZĐ])"
)
_SCOPE: tuple[Zone, ...] = ("title", "addressees", "body", "copies")


def entities(letter: Letter) -> tuple[Entity, ...]:
    """Each person, organisation and software once, at its first mention."""
    text = letter.view(_SCOPE)
    flat = text.replace("\n", " ")
    seen: dict[tuple[str, str], Entity] = {}
    for entity, key in [*_people(letter, flat), *_organisations(letter, flat), *_software(letter, flat)]:
        seen.setdefault((entity.kind, key), entity)
    return tuple(seen.values())


def _people(letter: Letter, text: str) -> Iterator[tuple[Entity, str]]:
    for one in _ADDRESSED.finditer(text):
        window = text[one.end() : one.end() + 40]
        stop = re.search(r"[,;.:()–-]|  ", window)
        name = find_name(window[: stop.start()] if stop else window, strict=True)
        if name and name.start <= 2:
            start, end = one.end() + name.start, one.end() + name.end
            yield Entity("person", found(name.value, letter.span(start, end), 0.85, "entities.person")), fold(name.value)


def _organisations(letter: Letter, text: str) -> Iterator[tuple[Entity, str]]:
    for pattern in (_UNIT, _ORGANISATION):
        for one in pattern.finditer(text):
            value = " ".join(one.group(1).split()).rstrip(" -–")
            yield (
                Entity("organisation", found(value, letter.span(one.start(1), one.end(1)), 0.75, "entities.organisation")),
                fold(value),
            )


@cache
def _names() -> re.Pattern[str]:
    names = sorted((re.escape(row["name"]) for row in table("software.tsv")), key=len, reverse=True)
    return re.compile(r"(?<![\w.@/-])(?:" + "|".join(names) + r")(?![\w@])")


def _software(letter: Letter, text: str) -> Iterator[tuple[Entity, str]]:
    for one in _names().finditer(text):
        yield (
            Entity("software", found(one.group(), letter.span(one.start(), one.end()), 0.9, "entities.software")),
            fold(one.group()),
        )
