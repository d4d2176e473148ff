"""Whom a body writes to."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from bench.letters.agencies import Body
from bench.letters.lexicon import MERGED, Domain, at, draw


def addressees(rng: random.Random, on: date, domain: Domain, body: Body) -> list[str]:
    """Bodies that such a body writes to: now and then the one above, else one to four others."""
    up = above(on, domain, body)
    if up and rng.random() < 0.12:
        return [rng.choice(up)]
    return draw(rng, tuple(dict.fromkeys(_pool(on, domain, body))), rng.choice((1, 1, 1, 2, 2, 3, 4)))


def above(on: date, domain: Domain, body: Body) -> list[str]:
    """Bodies that stand above: they are asked, never told."""
    kind = body.region.kind
    if body.party:
        return [at(domain.bo, on).name, "Ban Thường vụ Tỉnh ủy"] if body.code != "TU" else ["Ban Bí thư Trung ương Đảng"]
    if body.level in ("bo", "vpcp", "pm"):
        return []
    if body.level == "cuc":
        return [at(domain.bo, on).name]
    if body.level in ("ubnd", "hdnd"):
        return [at(domain.bo, on).name, "Thủ tướng Chính phủ"] if body.region.above is None else [at(domain.so, on).name]
    return [f"Ủy ban nhân dân {kind}", at(domain.bo, on).name]


def suited(domain: Domain, body: Body, on: date) -> Domain:
    """The field with the bodies this writer has to do with: a city's for a city, the provinces' for the centre."""
    if body.level in ("bo", "cuc", "pm", "vpcp"):
        so = at(domain.so, on).name.removesuffix(" tỉnh")
        bodies = (
            "Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương",
            f"{so} các tỉnh, thành phố",
            f"Vụ Kế hoạch - Tài chính, {at(domain.bo, on).name}",
            "Các Vụ, Cục có liên quan",
            "Văn phòng Bộ",
        )
        return replace(domain, bodies=bodies)
    top = body.region
    while top.above:
        top = top.above
    if top.kind == "tỉnh" or domain.key == "party":
        return domain
    return replace(domain, bodies=tuple(name.replace(" tỉnh", " thành phố") for name in domain.bodies))


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
            f"Ủy ban Mặt trận Tổ quốc Việt Nam {kind}",
        ]
    if body.level == "ubnd":
        return [
            f"Các phòng, ban, ngành {kind}",
            "Ủy ban nhân dân các xã, thị trấn" if on < MERGED else "Trưởng các thôn, tổ dân phố",
            "Hiệu trưởng các trường học trên địa bàn",
            f"Công an {kind}",
            f"Ban Chỉ huy Quân sự {kind}",
        ]
    return [
        f"UBND {lower}",
        "Các phòng, đơn vị trực thuộc",
        *domain.bodies,
    ]
