"""Bodies of provinces, districts and communes that issue letters: names, heads, notations, places, as on a day."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date

from bench.letters.lexicon import MERGED, Domain, Named, at, provinces
from bench.letters.people import place
from bench.letters.variants import code


@dataclass(frozen=True, slots=True)
class Region:
    """Where a body sits. `kind` is "tỉnh", "huyện", "xã"…; `above` the region it belongs to."""

    kind: str
    name: str
    above: Region | None = None

    @property
    def full(self) -> str:
        """Kind and name; towns and cities that are named by their kind keep its capital."""
        return f"{'Thành phố' if self.name == 'Hồ Chí Minh' else self.kind} {self.name}"

    @property
    def printed(self) -> str:
        """As the place line of a letter prints it."""
        return self.full if self.name == "Hồ Chí Minh" else self.name


@dataclass(frozen=True, slots=True)
class Body:
    """An issuing body.

    `head` and `deputy` are titles; `collective` the name after TM. where a collective signs; `short` how its own
    letters call it; `printed` its name over several lines where the break is fixed.
    """

    level: str
    name: str
    code: str
    parent: str | None
    head: str
    deputy: str
    region: Region
    units: tuple[Named, ...]
    collective: str | None = None
    printed: tuple[str, ...] = ()
    short: str = ""
    party: bool = False
    office: str = "Chánh Văn phòng"

    @property
    def full(self) -> str:
        """The name that is unique in the country."""
        if self.level in ("so", "party_ban"):
            return f"{self.name} {self.region.full}" if self.level == "so" else self.name
        return f"{self.name}, {self.parent}" if self.level == "sub" else self.name


OFFICE_UNITS = (
    Named("TH", "Tổng hợp"),
    Named("KT", "Kinh tế"),
    Named("NC", "Nội chính"),
    Named("VX", "Văn xã"),
    Named("KSTTHC", "Kiểm soát thủ tục hành chính"),
)
DISTRICT_UNITS = (
    Named("VP", "Văn phòng"),
    Named("VHTT", "Văn hóa và Thông tin"),
    Named("TCKH", "Tài chính - Kế hoạch"),
    Named("NV", "Nội vụ"),
)
COMMUNE_UNITS = (Named("VP", "Văn phòng"), Named("KT", "Kinh tế"), Named("VHXH", "Văn hóa - Xã hội"))
CAPITAL = Region("thành phố", "Hà Nội")


def region(rng: random.Random, on: date, level: str) -> Region:
    """A province, or an invented district or commune of one."""
    kind, name = rng.choice(provinces(on >= MERGED))
    top = Region(kind, name)
    if level == "province":
        return top
    district = Region(rng.choice(("huyện", "huyện", "huyện", "thị xã", "thành phố")), place(rng), top)
    if level == "district" and on < MERGED:
        return district
    above = top if on >= MERGED else district
    return Region(rng.choice(("xã", "xã", "phường") if on >= MERGED else ("xã", "xã", "thị trấn")), place(rng), above)


def people_committee(rng: random.Random, on: date, level: str) -> Body:
    """Ủy ban nhân dân of a province, district or commune (districts only before July 2025)."""
    where = region(rng, on, level)
    units = {"province": OFFICE_UNITS, "district": DISTRICT_UNITS}.get(level, COMMUNE_UNITS)
    name = f"Ủy ban nhân dân {where.full}"
    lines = ("ỦY BAN NHÂN DÂN", where.full.upper())
    short = f"UBND {where.kind}" if rng.random() < 0.6 else f"Ủy ban nhân dân {where.kind}"
    return Body("ubnd", name, "UBND", None, "Chủ tịch", "Phó Chủ tịch", where, units, "Ủy ban nhân dân", lines, short)


def people_council(rng: random.Random, on: date, level: str) -> Body:
    """Hội đồng nhân dân of a province or commune."""
    where = region(rng, on, level)
    lines = ("HỘI ĐỒNG NHÂN DÂN", where.full.upper())
    short = f"HĐND {where.kind}"
    units = (Named("VP", "Văn phòng"), Named("KTNS", "Ban Kinh tế - Ngân sách"), Named("PC", "Ban Pháp chế"))
    return Body(
        "hdnd",
        f"Hội đồng nhân dân {where.full}",
        "HĐND",
        None,
        "Chủ tịch",
        "Phó Chủ tịch",
        where,
        units,
        "Thường trực Hội đồng nhân dân",
        lines,
        short,
    )


def department(rng: random.Random, on: date, domain: Domain) -> Body:
    """A Sở (or the province's tax body) under its people's committee."""
    named, where = at(domain.so, on), region(rng, on, "province")
    if domain.key == "tax":
        return _tax(named, where, domain)
    parent = f"{'UBND' if rng.random() < 0.55 else 'Ủy ban nhân dân'} {where.full}"
    office = rng.choice(("Chánh Văn phòng", "Trưởng phòng Tổ chức - Hành chính"))
    bureau = Body("so", named.name, code(rng, named.code), parent, "Giám đốc", "Phó Giám đốc", where, domain.units)
    return replace(bureau, short=named.name, office=office)


def _tax(named: Named, where: Region, domain: Domain) -> Body:
    name = f"{named.name.removesuffix(' tỉnh')} {where.full}"
    before = named.code == "CTT"
    head = "Cục trưởng" if before else "Trưởng Thuế"
    parent = "Tổng cục Thuế" if before else "Cục Thuế"
    code_ = f"CT{_initials(where.name)}" if before else named.code
    short = name.split(f" {where.kind}", maxsplit=1)[0]
    return Body("tax", name, code_, parent, head, f"Phó {head}", where, domain.units, short=short)


def _initials(name: str) -> str:
    return "".join(w[0] for w in name.replace("-", " ").split()).upper()[:3]


def subordinate(rng: random.Random, on: date, domain: Domain) -> Body:
    """A centre, school, hospital or branch under a Sở."""
    named, where = rng.choice(domain.sub), region(rng, on, "province")
    parent = f"{at(domain.so, on).name} {where.full}" if domain.key not in ("tax", "party") else f"Cục Thuế {where.full}"
    head = "Giám đốc"
    if named.name.startswith("Trường"):
        head = "Hiệu trưởng"
    elif named.name.startswith("Chi cục"):
        head = "Chi cục trưởng"
    name = named.name.removesuffix(" tỉnh")
    units = (
        Named("TCHC", "Phòng Tổ chức - Hành chính"),
        Named("KHTC", "Phòng Kế hoạch - Tài chính"),
        Named("CM", "Phòng Chuyên môn"),
    )
    return Body("sub", name, named.code, parent, head, f"Phó {head}", where, units, short=name)


def office(rng: random.Random, on: date) -> Body:
    """The office of a provincial people's committee."""
    where = region(rng, on, "province")
    parent = f"{'UBND' if rng.random() < 0.4 else 'Ủy ban nhân dân'} {where.full}"
    return Body(
        "office",
        "Văn phòng",
        rng.choice(("VP", "VPUBND")),
        parent,
        "Chánh Văn phòng",
        "Phó Chánh Văn phòng",
        where,
        OFFICE_UNITS,
        short="Văn phòng UBND " + where.kind,
        office="Trưởng phòng Hành chính - Tổ chức",
    )


def district_room(rng: random.Random, on: date, domain: Domain) -> Body:
    """A Phòng of a district, or after July 2025 of a commune."""
    where = region(rng, on, "district")
    if on >= MERGED:
        named = rng.choice((Named("PKT", "Phòng Kinh tế"), Named("PVHXH", "Phòng Văn hóa - Xã hội")))
    else:
        named = rng.choice(
            (
                Named("PGDĐT", "Phòng Giáo dục và Đào tạo"),
                Named("TCKH", "Phòng Tài chính - Kế hoạch"),
                Named("VHTT", "Phòng Văn hóa và Thông tin"),
                Named("PNV", "Phòng Nội vụ"),
                Named("TNMT", "Phòng Tài nguyên và Môi trường"),
            )
        )
    units = (Named("TH", "Bộ phận Tổng hợp"), Named("CM", "Bộ phận Chuyên môn"))
    return Body(
        "phong", named.name, named.code, f"UBND {where.full}", "Trưởng phòng", "Phó Trưởng phòng", where, units, short=named.name
    )
