"""Head and foot of a letter: issuer and motto, number and date, who gets it, who signs it."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from datetime import date

from bench.letters.agencies import Body
from bench.letters.citations import Citer
from bench.letters.lexicon import MERGED, at, draw
from bench.letters.model import Block, Columns, Gap, Para, Signing
from bench.letters.people import person

BLANKS = (" " * 8, " " * 8, " " * 8, "........", "……", "_____")
"""What stands where a number is still to come."""
FULL = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTOS = ("Độc lập - Tự do - Hạnh phúc",) * 6 + ("Độc lập – Tự do – Hạnh phúc", "Độc lập - Tự do - Hạnh Phúc")


WIDTHS = (0.43, 0.57)


@dataclass(frozen=True, slots=True)
class Habits:
    """How a registry writes: by hand or not, "Số:" how, a space before the slash, days and months without a 0."""

    hand_number: bool
    hand_day: bool
    lead: str = "Số: "
    gap: str = ""
    bare_days: bool = False
    motto: str = MOTTOS[0]
    blank: str = BLANKS[0]


@dataclass(frozen=True, slots=True)
class Registry:
    """Number, notation and date. `number` None and `day` False are blanks still to be filled."""

    number: str | None
    notation: str
    on: date
    day: bool
    place: str
    party: bool
    habits: Habits = Habits(False, False)

    @property
    def line(self) -> str:
        """ "Số: 22/TTr-UBND", with white space where the number is still to come."""
        mark = "-" if self.party else "/"
        return f"{self.habits.lead}{self.number or self.habits.blank}{self.habits.gap}{mark}{self.notation}"

    @property
    def number_hand(self) -> tuple[tuple[int, int], ...]:
        """Characters of the line written by hand."""
        start = len(self.habits.lead)
        return ((start, start + len(self.number)),) if self.habits.hand_number and self.number else ()

    @property
    def _day(self) -> str:
        return f"{self.on.day}" if self.habits.bare_days else f"{self.on.day:02d}"

    @property
    def dated(self) -> str:
        """ "Quảng Ngãi, ngày 05 tháng 02 năm 2025"."""
        month = f"{self.on.month:02d}" if self.on.month < 3 and not self.habits.bare_days else str(self.on.month)
        return f"{self.place}, ngày {self._day if self.day else self.habits.blank[:5]} tháng {month} năm {self.on.year}"

    @property
    def day_hand(self) -> tuple[tuple[int, int], ...]:
        """Characters of the date line written by hand."""
        start = len(self.place) + 7
        return ((start, start + len(self._day)),) if self.habits.hand_day and self.day else ()

    @property
    def iso(self) -> str:
        """The date as far as printed."""
        return self.on.isoformat() if self.day else f"{self.on.year}-{self.on.month:02d}"


@dataclass(frozen=True, slots=True)
class Below:
    """What stands below the number: the công văn's subject and the stamps of secrecy and urgency."""

    subject: str | None
    marks: tuple[str, ...] = ()


def top(body: Body, others: tuple[Body, ...] = (), motto: str = MOTTOS[0]) -> list[Block]:
    """Issuer on the left, motto (or the Party's name) on the right."""
    right: tuple[Para | Gap, ...] = (
        Para(FULL, "head_right", "center", 12.5, bold=True),
        Para(motto, "head_right", "center", 13.5, bold=True, rule=1.0),
    )
    if body.party:
        right = (Para("ĐẢNG CỘNG SẢN VIỆT NAM", "head_right", "center", 15, bold=True, rule=1.0),)
    return [Columns((tuple(_issuer_lines(body, others)), right), WIDTHS)]


def head(body: Body, reg: Registry, below: Below, others: tuple[Body, ...] = ()) -> list[Block]:
    """The two-column head: issuer and motto, number and date, and what stands below the number."""
    left: list[Para | Gap] = [Para(reg.line, "number", "center", 13, hand=reg.number_hand)] if reg.notation else []
    if below.subject:
        left.append(Para(below.subject, "title", "center", 12, italic=body.party, before=4))
    left += [Para(mark, "mark", "center", 13, bold=True, boxed=True, before=8) for mark in below.marks]
    right = (Para(reg.dated, "place_date", "center", 13.5, italic=True, hand=reg.day_hand),)
    return [*top(body, others, reg.habits.motto), Columns((tuple(left), right), WIDTHS, before=4)]


def _issuer_lines(body: Body, others: tuple[Body, ...]) -> list[Para | Gap]:
    lines: list[Para | Gap] = []
    if body.parent:
        lines.append(Para(body.parent.upper(), "head_left", "center", 12.5))
    printed = list(body.printed) or [body.name.upper()]
    for other in others:
        printed[-1] += " -"
        printed += list(other.printed) or [other.name.upper()]
    for n, text in enumerate(printed):
        last = n == len(printed) - 1
        lines.append(Para(text, "head_left", "center", 12.5, bold=True, rule=0.42 if last and not body.party else 0))
    if body.party:
        lines.append(Para("*", "head_left", "center", 13))
    return lines


def signing(rng: random.Random, body: Body, *, personal: bool, named: bool = True, ranks: int = 3) -> Signing:
    """Who signs, and now and then without a space behind the marks ("KT.GIÁM ĐỐC"); see `_signing`."""
    made = _signing(rng, body, personal=personal, named=named, ranks=ranks)
    if rng.random() < 0.05 and not body.party:
        return replace(made, lines=tuple(re.sub(r"^(TM|KT|TL|TUQ|Q)\. ", r"\1.", line) for line in made.lines))
    return made


def _signing(rng: random.Random, body: Body, *, personal: bool, named: bool = True, ranks: int = 3) -> Signing:
    """Who signs: the head, a deputy for them, or a unit's head by order (`ranks` 2 bars these).

    `personal` bars TM.: a head's own decision.
    """
    name = person(rng) if named else None
    seal = body.name
    roll = rng.random() * (0.74 if ranks == 2 else 1)
    if body.party:
        return _party_signing(rng, body, name, roll)
    top = body.head.upper()
    over = (f"TM. {_collective(rng, body)}",) if body.collective and not personal else ()
    if roll < 0.34:
        if body.level == "hdnd" and roll < 0.2:
            return Signing(("CHỦ TỊCH",), name, "Chủ tịch", None, None, seal)
        return Signing((*over, top), name, body.head, "TM." if over else None, _named(over, body), seal)
    if roll < 0.74 or body.level in ("hdnd", "sub", "phong"):
        return Signing((*over, f"KT. {top}", body.deputy.upper()), name, body.deputy, "KT.", body.head, seal)
    if roll < 0.80 and body.level in ("so", "cuc", "university"):
        return Signing((f"Q. {top}",), name, body.head, "Q.", None, seal)
    return _by_order(rng, body, name, seal)


def _collective(rng: random.Random, body: Body) -> str:
    if body.level == "ubnd":
        return rng.choice(("ỦY BAN NHÂN DÂN", "ỦY BAN NHÂN DÂN", "ỦY BAN NHÂN DÂN", "UBND", f"UBND {body.region.kind.upper()}"))
    return (body.collective or "").upper()


def _named(over: tuple[str, ...], body: Body) -> str | None:
    if not over:
        return None
    name = over[0].removeprefix("TM. ")
    return f"UBND{name.removeprefix('UBND').lower()}" if name.startswith("UBND") else body.collective


def joint(signed: Signing, body: Body) -> Signing:
    """A joint letter's signature says which body each signer signs for."""
    lines = (f"{signed.lines[0]} {body.name.upper()}", *signed.lines[1:])
    if len(lines) == 1:
        return replace(signed, lines=lines, position=f"{signed.position} {body.name}")
    return replace(signed, lines=lines, for_=f"{signed.for_} {body.name}")


def _by_order(rng: random.Random, body: Body, name: str | None, seal: str) -> Signing:
    unit = body.office if rng.random() < 0.6 else _unit_head(rng.choice(body.units).name)
    mark = rng.choice(("TL.", "TL.", "TUQ."))
    if mark == "TL." and rng.random() < 0.45:
        lines = (f"TL. {body.head.upper()}", f"KT. {unit.upper()}", f"PHÓ {unit.upper()}")
        return Signing(lines, name, f"Phó {unit}", mark, body.head, seal)
    return Signing((f"{mark} {body.head.upper()}", unit.upper()), name, unit, mark, body.head, seal)


def _unit_head(unit: str) -> str:
    first = unit.split(maxsplit=1)[0]
    if first == "Phòng":
        return f"Trưởng phòng{unit.removeprefix('Phòng')}"
    return {"Vụ": f"Vụ trưởng {unit}", "Ban": f"Trưởng ban{unit.removeprefix('Ban')}"}.get(first, "Chánh Văn phòng")


def _party_signing(rng: random.Random, body: Body, name: str | None, roll: float) -> Signing:
    slash = rng.random() < 0.7
    tm, kt, tl = ("T/M ", "K/T ", "T/L ") if slash else ("TM. ", "KT. ", "TL. ")
    if body.collective:
        if roll < 0.75:
            title = body.head if roll < 0.25 else body.deputy
            return Signing((tm + body.collective.upper(), title.upper()), name, title, "TM.", body.collective, body.name)
        return Signing(
            (tl + body.collective.upper(), "CHÁNH VĂN PHÒNG"), name, "Chánh Văn phòng", "TL.", body.collective, body.name
        )
    if roll < 0.4:
        return Signing((body.head.upper(),), name, body.head, None, None, body.name)
    return Signing((kt + body.head.upper(), body.deputy.upper()), name, body.deputy, "KT.", body.head, body.name)


def signer_truth(signing_: Signing) -> dict[str, str | None]:
    """The signer as the gold lists them."""
    return {"name": signing_.name, "position": signing_.position, "authority": signing_.authority, "for": signing_.for_}


PURPOSES = {
    "report": ("b/c", "để b/c", "để báo cáo"),
    "do": ("t/h", "để t/h", "để thực hiện"),
    "with": ("p/h", "để p/h"),
    "know": ("để biết", "để theo dõi", "để đăng tải"),
}


def copies(c: Citer, first: str | None) -> list[tuple[str, str | None]]:
    """The items of Nơi nhận with their purposes; `first` is "Như trên", "Như Điều 3" or None."""
    rng, kind = c.rng, c.body.region.kind
    made: list[tuple[str, str | None]] = [(first, None)] if first else []
    up = _above(c)
    short = {"report": rng.choice(PURPOSES["report"]), "do": rng.choice(PURPOSES["do"])}
    made += [(name, short["report"]) for name in draw(rng, tuple(up), rng.randint(0, 2))]
    local = (
        "Văn phòng",
        "Lãnh đạo cơ quan",
        f"Cổng thông tin điện tử {kind}",
        "Trang thông tin điện tử",
        f"Công an {kind}",
        *(u.name for u in c.body.units),
    )
    for name in draw(rng, local, rng.randint(1, 4)):
        purpose = rng.choice((None, None, None, short["do"], rng.choice(PURPOSES["know"]), rng.choice(PURPOSES["with"])))
        made.append((name, "để đăng tải" if purpose and "thông tin điện tử" in name else purpose))
    return made


def _above(c: Citer) -> list[str]:
    body, kind = c.body, c.body.region.kind
    if body.party:
        return ["Văn phòng Trung ương Đảng", at(c.domain.bo, c.on).name, "Thường trực Tỉnh ủy"]
    if body.level in ("bo", "cuc", "pm", "vpcp"):
        return ["Thủ tướng Chính phủ", "Các Phó Thủ tướng Chính phủ", "Văn phòng Quốc hội", "Bộ trưởng"]
    if body.level == "ubnd" and body.region.above is None:
        return [
            "Văn phòng Chính phủ",
            f"Thường trực {'Thành' if kind == 'thành phố' else 'Tỉnh'} ủy",
            f"Thường trực HĐND {kind}",
            f"CT, các PCT UBND {kind}",
            "Đoàn ĐBQH " + kind,
        ]
    if body.level == "ubnd":
        above = "UBND tỉnh" if c.on >= MERGED or kind in ("huyện", "thị xã") else "UBND huyện"
        return [
            above,
            f"TT. {'Đảng ủy' if kind in ('xã', 'phường', 'thị trấn') else 'Huyện ủy'}",
            f"TT. HĐND {kind}",
            "CT, các PCT UBND " + kind,
        ]
    return [
        f"UBND {kind}",
        at(c.domain.bo, c.on).name,
        "Ban Giám đốc" if body.head == "Giám đốc" else "Lãnh đạo cơ quan",
        f"Sở Nội vụ {kind}",
    ]


def archive(c: Citer) -> str:
    """What follows "Lưu:"."""
    unit = c.rng.choice(c.body.units).code
    if c.body.party:
        return c.rng.choice(("Văn phòng", f"VT, {unit}", "VP", f"Văn phòng {c.body.name.split()[0]} ủy"))
    mark = c.rng.choice((f"VT, {unit}", f"VT, {unit}", f"VT, {unit}", "VT", f"VT-{unit}", f"VT; {unit}", f"VP, {unit}"))
    return mark + (
        c.rng.choice((f"({c.rng.randint(2, 40):02d})", f" ({c.rng.randint(2, 40):02d}b)")) if c.rng.random() < 0.12 else ""
    )


def archive_truth(kept: str | None) -> str | None:
    """The truth lists "VT-NV" as "VT, NV", as the hand-made gold does."""
    return re.sub(r"^(VT|VP)-", r"\1, ", kept) if kept else None


def foot(
    c: Citer, items: list[tuple[str, str | None]], kept: str, signings: tuple[Signing, ...], typist: str | None = None
) -> list[Block]:
    """Nơi nhận on the left and the signature blocks on the right, or in a row for joint letters."""
    left = _copy_lines(c.rng, items, kept, typist) if items or kept else ()
    columns = tuple(_sign_lines(s) for s in signings)
    if len(columns) == 1:
        return [Columns((left, columns[0]), (0.45, 0.55), before=14)]
    row = Columns(columns, tuple(1 / len(columns) for _ in columns), before=14)
    return [row, Columns((left, ()), (0.5, 0.5), before=8)] if left else [row]


def _copy_lines(rng: random.Random, items: list[tuple[str, str | None]], kept: str, typist: str | None) -> tuple[Para, ...]:
    lines = [Para("Nơi nhận:", "copies", "left", 12, bold=True, italic=True)]
    for name, purpose in items:
        lines.append(Para(f"- {name}{f' ({purpose})' if purpose else ''};", "copies", "left", 11))
    colon = "Lưu: " if rng.random() < 0.93 else "Lưu "
    lines.append(Para(f"- {colon}{kept}.", "copies", "left", 11))
    if typist:
        lines.append(Para(typist, "copies", "left", 11))
    return tuple(lines)


def _sign_lines(s: Signing) -> tuple[Para | Gap, ...]:
    lines: list[Para | Gap] = [Para(line, "signature", "center", 13.5, bold=True) for line in s.lines]
    lines.append(Gap(62, sign=True, seal=s.seal))
    if s.name:
        lines.append(Para(s.name, "signature", "center", 14, bold=True))
    return tuple(lines)
