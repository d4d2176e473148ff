"""People, organisations and software that the text names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from extractors.folding import fold
from extractors.needles import any_of, needled
from extractors.people import UPPER, find_name
from extractors.register import table
from schemas.fields import found
from schemas.letter import Letter, Zone
from schemas.record import Entity

_WORD = rf"[{UPPER}][^\W\d_]*(?:&[A-ZĐ]+)?"
_LOWER = r"(?:cổ phần|trách nhiệm hữu hạn|một thành viên|đa khoa|khu vực|quốc tế|tỉnh|huyện|thành phố|và)"
_NAMED = needled(
    r"\b((?:Công ty|Tổng công ty|Tập đoàn|Ngân hàng|Bệnh viện"
    r"|Trường (?:Đại học|Cao đẳng|Trung học|Tiểu học|THPT|THCS|Chính trị|Mầm non)"
    rf"|Học viện|Hiệp hội|Liên đoàn|Hợp tác xã|Quỹ)(?: {_LOWER}){{0,2}}(?: {_WORD}(?: {_LOWER}(?= {_WORD}))?){{1,7}})"
)
_PLACE = re.compile(rf" (?:tỉnh|thành phố|huyện|quận|thị xã|TP\.?)(?: {_WORD}){{1,3}}")
_UNIT = needled(
    r"\b((?:UBND|HĐND|Ủy ban nhân dân|Hội đồng nhân dân|Tỉnh ủy|Thành ủy|Công an) (?:tỉnh|thành phố|huyện|quận|thị xã"
    r"|xã|phường|thị trấn|TP\.?)(?: " + _WORD + r"){1,4})"
)
_ADDRESSED = needled(
    r"\b(Ông|ông|Bà|bà|Đồng chí|đồng chí|Đ/c|đ/c|Chị|chị|Anh|anh|Bác s[ĩỹ]|bác s[ĩỹ]|B[Ss]\.?|TS\.|Ts\.|ThS\."
    r"|Chuyên viên|chuyên viên"
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
    for entity, key in chain(_people(letter, flat), _organisations(letter, flat), _software(letter, flat)):
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


@cache
def _register() -> re.Pattern[str]:
    """Finds the names of the register of agencies in folded text, the longest that fits."""
    return re.compile(any_of((fold(row["name"]) for row in table("agencies.tsv")), inside=r"^\W_"))


def _organisations(letter: Letter, text: str) -> Iterator[tuple[Entity, str]]:
    folded = fold(text)
    at = 0
    while one := _register().search(folded, at):
        start, end = one.span()
        if not text[start].isupper():
            at = start + 1  # "tỉnh ỦY BAN": a name may begin inside of what only looks like one
            continue
        place = _PLACE.match(text, end)
        at = place.end() if place else end
        yield _organisation(letter, text, start, at, 0.9)
    for pattern in (_UNIT, _NAMED):
        for one in pattern.finditer(text):
            yield _organisation(letter, text, one.start(1), one.end(1), 0.75)


def _organisation(letter: Letter, text: str, start: int, end: int, sure: float) -> tuple[Entity, str]:
    value = " ".join(text[start:end].split()).rstrip(" -–")
    return Entity("organisation", found(value, letter.span(start, end), sure, "entities.organisation")), fold(value)


@cache
def _names() -> re.Pattern[str]:
    return re.compile(any_of((row["name"] for row in table("software.tsv")), inside=r"\w.@/-", behind=r"\w@"))


def _software(letter: Letter, text: str) -> Iterator[tuple[Entity, str]]:
    for one in _names().finditer(text):
        yield (
            Entity("software", found(one.group(), letter.span(one.start(), one.end()), 0.9, "entities.software")),
            fold(one.group()),
        )
