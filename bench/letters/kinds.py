"""The 29 kinds of the decree and the Party's, how each is written, and the order in which seeds draw them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from bench.letters import acts, bodies, forms, reports
from bench.letters.bodies import Job
from bench.letters.model import Sheet

Writer = Callable[[Job, Sheet], None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: its abbreviation in notations, how it is written, whether it is addressed (Kính gửi)."""

    name: str
    code: str | None
    write: Writer
    addressed: float = 0.0
    weight: int = 1


KINDS: tuple[Kind, ...] = (
    Kind("công văn", None, bodies.letter, 1.0, 40),
    Kind("quyết định", "QĐ", acts.decision, 0.0, 12),
    Kind("nghị quyết", "NQ", acts.decision, 0.0, 3),
    Kind("chỉ thị", "CT", acts.instruction, 0.0, 4),
    Kind("quy chế", "QC", acts.regulation),
    Kind("quy định", "QyĐ", acts.regulation),
    Kind("thông cáo", "TC", reports.notice),
    Kind("thông báo", "TB", reports.notice, 0.15, 6),
    Kind("hướng dẫn", "HD", reports.notice, 0.3, 2),
    Kind("chương trình", "CTr", reports.plan),
    Kind("kế hoạch", "KH", reports.plan, 0.0, 7),
    Kind("phương án", "PA", reports.plan),
    Kind("đề án", "ĐA", reports.plan),
    Kind("dự án", "DA", reports.plan),
    Kind("báo cáo", "BC", reports.report, 0.5, 5),
    Kind("biên bản", "BB", forms.minutes),
    Kind("tờ trình", "TTr", reports.proposal_letter, 1.0, 4),
    Kind("hợp đồng", "HĐ", forms.contract),
    Kind("công điện", "CĐ", bodies.telegram, 1.0, 2),
    Kind("bản ghi nhớ", "BGN", forms.contract),
    Kind("bản thỏa thuận", "BTT", forms.contract),
    Kind("giấy ủy quyền", "GUQ", forms.authority),
    Kind("giấy mời", "GM", forms.invitation, 0.3, 3),
    Kind("giấy giới thiệu", "GGT", forms.introduction),
    Kind("giấy nghỉ phép", "GNP", forms.leave),
    Kind("phiếu gửi", "PG", forms.slip, 1.0),
    Kind("phiếu chuyển", "PC", forms.slip, 1.0),
    Kind("phiếu báo", "PB", forms.slip, 1.0),
    Kind("thư công", None, forms.open_letter, 0.5),
)
PARTY_KINDS: tuple[Kind, ...] = (
    Kind("công văn", "CV", bodies.letter, 1.0, 4),
    Kind("quyết định", "QĐ", acts.decision, 0.0, 2),
    Kind("nghị quyết", "NQ", reports.plan),
    Kind("chỉ thị", "CT", acts.instruction),
    Kind("kết luận", "KL", reports.notice),
    Kind("thông báo", "TB", reports.notice),
    Kind("hướng dẫn", "HD", reports.notice),
    Kind("kế hoạch", "KH", reports.plan, 0.0, 2),
    Kind("chương trình", "CTr", reports.plan),
    Kind("báo cáo", "BC", reports.report),
    Kind("tờ trình", "TTr", reports.proposal_letter, 1.0),
    Kind("thông tri", "TT", acts.instruction),
)
NAMES = tuple(kind.name for kind in KINDS)


@cache
def cycle() -> tuple[tuple[str, Kind], ...]:
    """Every kind as often as its weight, in a fixed mixed order; a run of seeds this long has them all."""
    plan = [("state", kind) for kind in KINDS for _ in range(kind.weight)]
    plan += [("party", kind) for kind in PARTY_KINDS for _ in range(kind.weight)]
    plan += [("council", KINDS[2]), ("council", KINDS[2]), ("council", KINDS[7]), ("council", KINDS[0])]
    plan += [("joint", KINDS[10]), ("joint", KINDS[8]), ("joint", KINDS[2]), ("joint", KINDS[9])]
    random.Random(30).shuffle(plan)
    return tuple(plan)
