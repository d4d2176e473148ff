"""Bodies that issue letters: their names, heads, notations and places, as they were on a day."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

from bench.letters.lexicon import MERGED, Domain, Named, at, draw, provinces
from bench.letters.people import place


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
    return Body(
        "so", named.name, named.code, parent, "Giám đốc", "Phó Giám đốc", where, domain.units, short=named.name, office=office
    )


def _tax(named: Named, where: Region, domain: Domain) -> Body:
    name = f"{named.name.removesuffix(' tỉnh')} {where.full}"
    before = named.code == "CTT"
    head = "Cục trưởng" if before else "Trưởng Thuế"
    parent = "Tổng cục Thuế" if before else "Cục Thuế"
    code = f"CT{_initials(where.name)}" if before else named.code
    return Body(
        "tax", name, code, parent, head, f"Phó {head}", where, domain.units, short=name.split(" tỉnh")[0].split(" thành phố")[0]
    )


def _initials(name: str) -> str:
    return "".join(w[0] for w in name.replace("-", " ").split()).upper()[:3]


def ministry(rng: random.Random, on: date, domain: Domain) -> Body:
    """A ministry in Hanoi."""
    named = at(domain.bo, on)
    units = (
        Named("VP", "Văn phòng"),
        Named("PC", "Vụ Pháp chế"),
        Named("KHTC", "Vụ Kế hoạch - Tài chính"),
        Named("TCCB", "Vụ Tổ chức cán bộ"),
        *domain.units[:1],
    )
    return Body("bo", named.name, named.code, None, "Bộ trưởng", "Thứ trưởng", CAPITAL, units, short=named.name)


def sub_ministry(rng: random.Random, on: date, domain: Domain) -> Body:
    """A Cục of a ministry, named after the field."""
    field = {
        "health": "Y tế dự phòng|YTDP",
        "education": "Quản lý chất lượng|QLCL",
        "it": "Chuyển đổi số quốc gia|CĐSQG",
        "justice": "Trợ giúp pháp lý|TGPL",
        "culture": "Di sản văn hóa|DSVH",
        "agriculture": "Chăn nuôi và Thú y|CNTY",
        "industry": "Xuất nhập khẩu|XNK",
        "transport": "Đường bộ Việt Nam|ĐBVN",
        "construction": "Kinh tế xây dựng|KTXD",
        "labour": "Việc làm|VL",
        "environment": "Kiểm soát ô nhiễm môi trường|KSONMT",
        "finance": "Quản lý công sản|QLCS",
        "homeaffairs": "Văn thư và Lưu trữ nhà nước|VTLTNN",
        "tax": "Quản lý giá|QLG",
    }
    name, code = field[domain.key].split("|")
    return Body(
        "cuc",
        f"Cục {name}",
        code,
        at(domain.bo, on).name,
        "Cục trưởng",
        "Phó Cục trưởng",
        CAPITAL,
        domain.units,
        short=f"Cục {name}",
    )


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


def mass_organisation(rng: random.Random, on: date) -> Body:
    """A provincial trade union, women's union, youth union or chamber."""
    where = region(rng, on, "province")
    name, code, parent, head = rng.choice(
        (
            ("Liên đoàn Lao động", "LĐLĐ", "Tổng Liên đoàn Lao động Việt Nam", "Chủ tịch"),
            ("Hội Liên hiệp Phụ nữ", "LHPN", "Hội Liên hiệp Phụ nữ Việt Nam", "Chủ tịch"),
            ("Hội Nông dân", "HND", "Hội Nông dân Việt Nam", "Chủ tịch"),
        )
    )
    units = (Named("VP", "Văn phòng"), Named("TG", "Ban Tuyên giáo"), Named("CSPL", "Ban Chính sách pháp luật"))
    body = "Ban Thường vụ" if name != "Hội Nông dân" else "Ban Chấp hành"
    return Body(
        "mass",
        f"{name} {where.full}",
        code,
        parent,
        head,
        f"Phó {head}",
        where,
        units,
        body,
        (name.upper(), where.full.upper()),
        name,
    )


def university(rng: random.Random, on: date) -> Body:
    """An invented university of a ministry."""
    where = region(rng, on, "province")
    name, code = rng.choice(
        (
            ("Trường Đại học Kinh tế - Kỹ thuật", "ĐHKTKT"),
            ("Trường Đại học Công nghệ", "ĐHCN"),
            ("Trường Đại học Sư phạm", "ĐHSP"),
            ("Trường Đại học Y Dược", "ĐHYD"),
        )
    )
    town = place(rng)
    units = (
        Named("ĐT", "Phòng Đào tạo"),
        Named("CTSV", "Phòng Công tác sinh viên"),
        Named("TCHC", "Phòng Tổ chức - Hành chính"),
        Named("KT&ĐBCLGD", "Phòng Khảo thí và Đảm bảo chất lượng giáo dục"),
    )
    return Body(
        "university",
        f"{name} {town}",
        code,
        "Bộ Giáo dục và Đào tạo",
        "Hiệu trưởng",
        "Phó Hiệu trưởng",
        where,
        units,
        short="Nhà trường",
        office="Trưởng phòng Đào tạo",
    )


def government(rng: random.Random, on: date) -> Body:
    """The Prime Minister or the Government Office."""
    units = (
        Named("KTTH", "Vụ Kinh tế tổng hợp"),
        Named("CN", "Vụ Công nghiệp"),
        Named("NN", "Vụ Nông nghiệp"),
        Named("KGVX", "Vụ Khoa giáo - Văn xã"),
    )
    if rng.random() < 0.45:
        return Body(
            "pm", "Thủ tướng Chính phủ", "TTg", None, "Thủ tướng", "Phó Thủ tướng", CAPITAL, units, short="Thủ tướng Chính phủ"
        )
    return Body(
        "vpcp",
        "Văn phòng Chính phủ",
        "VPCP",
        None,
        "Bộ trưởng, Chủ nhiệm",
        "Phó Chủ nhiệm",
        CAPITAL,
        units,
        short="Văn phòng Chính phủ",
    )


def party_body(rng: random.Random, on: date) -> Body:
    """A provincial or district Party committee, one of its commissions, or a commune's Party committee."""
    level = rng.choice(("tu", "ban", "hu", "xa"))
    where = region(rng, on, {"tu": "province", "ban": "province", "hu": "district"}.get(level, "commune"))
    units = (Named("VP", "Văn phòng"), Named("TH", "Phòng Tổng hợp"))
    top = where
    while top.above:
        top = top.above
    committee = "Thành ủy" if top.kind == "thành phố" else "Tỉnh ủy"
    if level == "tu":
        return Body(
            "party",
            f"{committee} {where.name}",
            "TU",
            "Đảng bộ " + where.full if rng.random() < 0.3 else None,
            "Bí thư",
            "Phó Bí thư",
            where,
            units,
            "Ban Thường vụ",
            short=f"Ban Thường vụ {committee}",
            party=True,
        )
    if level == "ban":
        named = rng.choice(
            (
                Named("BTCTU", "Ban Tổ chức"),
                Named("UBKTTU", "Ủy ban Kiểm tra"),
                Named("BNCTU", "Ban Nội chính"),
                Named("VPTU", "Văn phòng"),
                Named(
                    "BTGTU" if on < REFORM_PARTY else "BTGDVTU",
                    "Ban Tuyên giáo" if on < REFORM_PARTY else "Ban Tuyên giáo và Dân vận",
                ),
            )
        )
        head = {"VPTU": "Chánh Văn phòng", "UBKTTU": "Chủ nhiệm"}.get(named.code, "Trưởng ban")
        return Body(
            "party_ban",
            named.name,
            named.code,
            f"{committee} {where.name}",
            head,
            f"Phó {head}",
            where,
            units,
            short=f"{named.name} {committee}",
            party=True,
        )
    if where.kind in ("huyện", "thị xã", "thành phố"):
        name, code = {"huyện": ("Huyện ủy", "HU"), "thị xã": ("Thị ủy", "ThU"), "thành phố": ("Thành ủy", "ThU")}[where.kind]
        return Body(
            "party",
            f"{name} {where.name}",
            code,
            f"{committee} {top.name}",
            "Bí thư",
            "Phó Bí thư",
            where,
            units,
            "Ban Thường vụ",
            short=f"Ban Thường vụ {name}",
            party=True,
        )
    return Body(
        "party",
        f"Đảng ủy {where.full}",
        "ĐU",
        f"{_party_of(where.above)}",
        "Bí thư",
        "Phó Bí thư",
        where,
        units,
        "Đảng ủy",
        short=f"Đảng ủy {where.kind}",
        party=True,
    )


def _party_of(where: Region | None) -> str:
    names = {"tỉnh": "Tỉnh ủy", "huyện": "Huyện ủy", "thị xã": "Thị ủy"}
    return "" if where is None else f"{names.get(where.kind, 'Thành ủy')} {where.name}"


REFORM_PARTY = date(2025, 2, 1)


def issuing(rng: random.Random, on: date, domain: Domain) -> Body:
    """A body that fits the field, of any level."""
    roll = rng.random()
    if roll < 0.36:
        return department(rng, on, domain)
    if roll < 0.52:
        return people_committee(rng, on, "province")
    if roll < 0.60:
        return people_committee(rng, on, "district")
    if roll < 0.66:
        return people_committee(rng, on, "commune")
    makers = (
        lambda: ministry(rng, on, domain),
        lambda: sub_ministry(rng, on, domain),
        lambda: office(rng, on),
        lambda: subordinate(rng, on, domain),
        lambda: district_room(rng, on, domain),
        lambda: mass_organisation(rng, on),
        lambda: university(rng, on),
        lambda: government(rng, on),
    )
    return rng.choices(makers, (7, 5, 4, 8, 4, 3, 3, 4))[0]()


def addressees(rng: random.Random, on: date, domain: Domain, body: Body) -> list[str]:
    """Bodies that such a body writes to, one to four of them."""
    pool = _pool(on, domain, body)
    return draw(rng, tuple(pool), rng.choice((1, 1, 1, 2, 2, 3, 4)))


def _pool(on: date, domain: Domain, body: Body) -> list[str]:
    kind = body.region.kind
    lower = "các xã, phường" if on >= MERGED else "các huyện, thị xã, thành phố"
    if body.party:
        return [
            "Các huyện ủy, thành ủy và đảng ủy trực thuộc" if on < MERGED else "Các đảng ủy trực thuộc Tỉnh ủy",
            "Các ban đảng, Văn phòng Tỉnh ủy",
            "Ban Thường vụ Tỉnh đoàn",
            "Đảng ủy Ủy ban nhân dân tỉnh",
            "Trường Chính trị tỉnh",
            "Báo và Đài Phát thanh và Truyền hình tỉnh",
        ]
    if body.level in ("bo", "cuc", "pm", "vpcp"):
        return [
            "Các Bộ, cơ quan ngang Bộ, cơ quan thuộc Chính phủ",
            "Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương",
            f"{at(domain.so, on).name.removesuffix(' tỉnh')} các tỉnh, thành phố trực thuộc Trung ương",
            "Bộ Tài chính",
            "Bộ Công an",
            "Ủy ban nhân dân thành phố Hà Nội",
            "Các Tập đoàn kinh tế, Tổng công ty nhà nước",
        ]
    if body.level in ("ubnd", "hdnd") and kind in ("tỉnh", "thành phố") and body.region.above is None:
        return [
            f"Các sở, ban, ngành {kind}",
            f"Ủy ban nhân dân {lower}",
            at(domain.so, on).name,
            "Sở Tài chính",
            f"Công an {kind}",
            f"Kho bạc Nhà nước {kind}",
            "Sở Tư pháp",
            at(domain.bo, on).name,
            f"Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam {kind}",
        ]
    if body.level == "ubnd":
        return [
            f"Các phòng, ban, ngành {kind}",
            "Ủy ban nhân dân các xã, thị trấn" if on < MERGED else "Trưởng các thôn, tổ dân phố",
            "Hiệu trưởng các trường học trên địa bàn",
            f"Công an {kind}",
            f"Ban Chỉ huy Quân sự {kind}",
            at(domain.so, on).name,
        ]
    return [
        f"UBND {lower}",
        "Các phòng, đơn vị trực thuộc",
        *domain.bodies,
        f"Ủy ban nhân dân {body.region.kind}",
        at(domain.bo, on).name,
    ]
