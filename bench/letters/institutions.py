"""Ministries, their bodies, mass organisations, universities, the Government and the Party; and which body writes."""

from __future__ import annotations

import random
from datetime import date

from bench.letters.agencies import (
    CAPITAL,
    Body,
    Region,
    department,
    district_room,
    office,
    people_committee,
    region,
    subordinate,
)
from bench.letters.lexicon import REFORM_PARTY, Domain, Named, at
from bench.letters.people import place


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


def party_body(rng: random.Random, on: date, *, committee: bool = False) -> Body:
    """A provincial or district Party committee, one of its commissions, or a commune's Party committee."""
    level = rng.choice(("tu", "hu", "xa") if committee else ("tu", "ban", "hu", "xa"))
    where = region(rng, on, {"tu": "province", "ban": "province", "hu": "district"}.get(level, "commune"))
    units = (Named("VP", "Văn phòng"), Named("TH", "Phòng Tổng hợp"))
    top = where
    while top.above:
        top = top.above
    provincial = "Thành ủy" if top.kind == "thành phố" else "Tỉnh ủy"
    if level == "tu":
        return Body(
            "party",
            f"{provincial} {where.name}",
            "TU",
            "Đảng bộ " + where.full if rng.random() < 0.3 else None,
            "Bí thư",
            "Phó Bí thư",
            where,
            units,
            "Ban Thường vụ",
            short=f"Ban Thường vụ {provincial}",
            party=True,
        )
    if level == "ban":
        return _party_commission(rng, on, where, provincial, units)
    if where.kind in ("huyện", "thị xã", "thành phố"):
        name, code = {"huyện": ("Huyện ủy", "HU"), "thị xã": ("Thị ủy", "ThU"), "thành phố": ("Thành ủy", "ThU")}[where.kind]
        return Body(
            "party",
            f"{name} {where.name}",
            code,
            f"{provincial} {top.name}",
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


def _party_commission(rng: random.Random, on: date, where: Region, provincial: str, units: tuple[Named, ...]) -> Body:
    """One of the commissions of a provincial Party committee, under the name of the day."""
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
        f"{provincial} {where.name}",
        head,
        f"Phó {head}",
        where,
        units,
        short=f"{named.name} {provincial}",
        party=True,
    )


def _party_of(where: Region | None) -> str:
    names = {"tỉnh": "Tỉnh ủy", "huyện": "Huyện ủy", "thị xã": "Thị ủy"}
    return "" if where is None else f"{names.get(where.kind, 'Thành ủy')} {where.name}"


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
