"""The gazetteer: provinces before and after July 2025, districts until then, communes since."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from extractors.folding import fold
from extractors.register import table

Level = Literal["province", "district", "commune"]

DISTRICTS_END = "2025-06-30"
"""The last day of the district level, and of 63 provinces."""


@dataclass(frozen=True, slots=True)
class Unit:
    """An administrative unit: `name` without its kind ("Kiên Giang"), `kind` in small letters ("tỉnh")."""

    name: str
    kind: str
    level: Level
    province: str
    valid_from: str
    valid_to: str

    @property
    def full(self) -> str:
        """Kind and name as a phrase: "tỉnh Kiên Giang", "Thành phố Hồ Chí Minh"."""
        kind = "Thành phố" if self.name == "Hồ Chí Minh" else self.kind
        return f"{kind} {self.name}"

    def valid(self, date: str | None) -> bool:
        """Whether the unit existed on the ISO date (of any precision); true if no date is known."""
        if date is None:
            return True
        return (not self.valid_from or date >= self.valid_from[: len(date)]) and (
            not self.valid_to or date <= self.valid_to[: len(date)]
        )


@cache
def _units() -> dict[str, tuple[Unit, ...]]:
    """Folded name (blanks and hyphens as one blank) → units of that name, provinces first."""
    units: dict[str, list[Unit]] = {}
    for row in table("provinces.tsv"):
        unit = Unit(row["name"], row["kind"], "province", row["name"], row["valid_from"], row["valid_to"])
        units.setdefault(_key(unit.name), []).append(unit)
    for row in table("districts.tsv"):
        unit = Unit(row["name"], row["kind"], "district", row["province"], "", DISTRICTS_END)
        units.setdefault(_key(unit.name), []).append(unit)
    for row in table("communes.tsv"):
        unit = Unit(row["name"], row["kind"], "commune", row["province"], "2025-07-01", "")
        units.setdefault(_key(unit.name), []).append(unit)
    return {key: tuple(found) for key, found in units.items()}


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    return re.sub(r"[\s\-–.]+", " ", fold(name)).strip()


_KIND = re.compile(r"^(?:(?:thanh pho|t\.?p\.?|tinh|huyen|quan|thi xa|t\.?x\.?|xa|phuong|thi tran|dac khu)[ .]+)+")
_KINDS = {"thanh pho": "thành phố", "tp": "thành phố", "tinh": "tỉnh", "huyen": "huyện", "quan": "quận", "thi xa": "thị xã"} | {
    "tx": "thị xã",
    "xa": "xã",
    "phuong": "phường",
    "thi tran": "thị trấn",
    "dac khu": "đặc khu",
}


def kind_of(printed: str) -> str | None:
    """The kind of unit printed before a place name ("TP. Rạch Giá": "thành phố"); None if it stands bare."""
    match = re.match(r"(thanh pho|t\.?p|tinh|huyen|quan|thi xa|t\.?x|xa|phuong|thi tran|dac khu)[ .]", fold(printed).strip())
    return _KINDS[match[1].replace(".", "")] if match else None


@lru_cache(maxsize=4096)
def units_named(printed: str, date: str | None = None) -> tuple[Unit, ...]:
    """The units a printed place name can mean on a date, of the printed kind if one is printed, provinces first."""
    folded = fold(printed).strip(" .,;")
    bare = _KIND.sub("", folded) or folded
    units = [u for u in _units().get(_key(bare), ()) if u.valid(date)]
    kind = kind_of(printed)
    return tuple(u for u in units if u.kind == kind) if kind and any(u.kind == kind for u in units) else tuple(units)


def place_name(printed: str) -> str:
    """The printed place with the gazetteer's diacritics and capitals where only those differ; else as printed."""
    folded = fold(printed)
    lead = _KIND.match(folded)
    at = lead.end() if lead else 0
    units = _units().get(_key(folded[at:]), ())
    names = {unit.name for unit in units}
    if len(names) > 1 and printed.isascii():  # all diacritics lost: the province is meant
        names = {unit.name for unit in units if unit.level == "province"}
    bare = printed[at:]
    if len(names) != 1 or bare.casefold() in {name.casefold() for name in names}:
        return printed
    name = names.pop()
    return printed[:at] + (name if _same_tones(bare, name) is False else bare)


def near_province(printed: str) -> str | None:
    """The one province whose name differs from a misread one by a single letter; None if there is none or several."""
    key = _key(printed)
    if len(key) < 6:
        return None
    names = {row["name"] for row in table("provinces.tsv")}
    near = {name for name in names if _one_off(_key(name), key)}
    return near.pop() if len(near) == 1 else None


def _one_off(one: str, two: str) -> bool:
    return len(one) == len(two) and sum(a != b for a, b in zip(one, two, strict=True)) == 1


def _same_tones(one: str, two: str) -> bool:
    """Equal but for where the tone mark stands (hoà, hòa)."""
    import unicodedata

    def marks(text: str) -> list[str]:
        return ["".join(sorted(unicodedata.normalize("NFD", word.casefold()))) for word in re.split(r"[\s\-–]+", text)]

    return marks(one) == marks(two)
