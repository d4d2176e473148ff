"""Which province a letter comes from."""

from __future__ import annotations

from functools import cache

from corpus.names import bare, provinces
from schemas.record import Agency, Record


@cache
def province_in(text: str) -> str | None:
    """The province named in a body's name or a place, the last one if there are several; None if none is.

    "Sở Y tế tỉnh Kiên Giang" gives "Kiên Giang". A central body named after no province gives None.
    """
    if province_in.cache_info().currsize > 100_000:
        province_in.cache_clear()
    padded = f" {' '.join(bare(text))} "
    at = [(padded.rfind(f" {name} "), len(name), full) for name, full in provinces().items() if f" {name} " in padded]
    return max(at)[2] if at else None


def province_of(record: Record) -> str | None:
    """The province of the letter's issuer: from its name or parent's, else from the place for a body not central."""
    for agency in record.issuers:
        for name in _names(agency):
            found = province_in(name)
            if found:
                return found
    if record.issuers and any(_central(name) for name in _names(record.issuers[0])):
        return None
    return province_in(record.place.value) if record.place.value else None


def _names(agency: Agency) -> list[str]:
    own = [agency.name.value, agency.printed.value]
    parent = _names(agency.parent) if agency.parent else []
    return [n for n in own if n] + parent


_CENTRAL = ("bo", "chinh phu", "thu tuong", "quoc hoi", "tong cuc", "van phong chinh phu", "chu tich nuoc", "thanh tra chinh phu")


def _central(name: str) -> bool:
    start = " ".join(bare(name))
    return any(start.startswith(f"{word} ") or start == word for word in _CENTRAL)
