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
    return max(at)[2] if at else _district_in(padded)


@cache
def _districts() -> dict[str, str]:
    """Folded names of districts, with their kind before them, to the province where that is only one."""
    from extractors.register import table

    found: dict[str, set[str]] = {}
    for row in table("districts.tsv"):
        name = " ".join(bare(row["name"]))
        kinds = [" ".join(bare(row["kind"]))] + (["tp"] if "thanh pho" in " ".join(bare(row["kind"])) else [])
        for form in [f"{kind} {name}" for kind in kinds] + [name]:
            found.setdefault(form, set()).add(row["province"])
    return {name: min(where) for name, where in found.items() if len(where) == 1}


def _district_in(padded: str) -> str | None:
    """The province of a district named whole ("cam pha") or with its kind ("… thanh pho cam pha")."""
    tokens = padded.split()
    if found := _districts().get(" ".join(tokens)):
        return found
    for width in range(min(5, len(tokens)), 1, -1):
        tail = tokens[-width:]
        if (
            len(tail) == width
            and tail[0] in ("huyen", "quan", "thi", "thanh", "tp")
            and (found := _districts().get(" ".join(tail)))
        ):
            return found
    return None


def province_of(record: Record) -> str | None:
    """The province of the letter's issuer: from its name or parent's, else from the place for a body not central."""
    for agency in record.issuers:
        for name in _names(agency):
            found = province_in(name)
            if found:
                return found
    if record.issuers and any(is_central_name(name) for name in _names(record.issuers[0])):
        return None
    return province_in(record.place.value) if record.place.value else None


def _names(agency: Agency) -> list[str]:
    own = [agency.name.value, agency.printed.value]
    parent = _names(agency.parent) if agency.parent else []
    return [n for n in own if n] + parent


_CENTRAL = ("bo", "chinh phu", "thu tuong", "quoc hoi", "tong cuc", "van phong chinh phu", "chu tich nuoc", "thanh tra chinh phu")


def is_central_name(name: str) -> bool:
    """Whether a name is of a central body ("Bộ Y tế"), judged by how it begins."""
    start = " ".join(bare(name))
    return any(start.startswith(f"{word} ") or start == word for word in _CENTRAL) and province_in(name) is None
