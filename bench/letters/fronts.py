"""Everything above the body: head, title and the lines that address somebody."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from bench.letters import heads
from bench.letters.agencies import Body
from bench.letters.heads import Registry
from bench.letters.model import Block, Columns, Para

UNTITLED = ("giấy giới thiệu", "giấy nghỉ phép", "giấy ủy quyền", "thư công", "hợp đồng")
"""Kinds that print no subject below their name."""


@dataclass(frozen=True, slots=True)
class Front:
    """What the front needs to know: who, what kind, the subject, whom to, the marks, and the partner of a joint letter."""

    rng: random.Random
    body: Body
    kind: str
    subject: str
    reg: Registry
    recipients: tuple[str, ...]
    marks: tuple[str, ...]
    others: tuple[Body, ...]


def blocks(f: Front) -> list[Block]:
    """The blocks from the head to the last addressee."""
    printed = printed_subject(f)
    if f.kind == "công văn":
        return [*heads.head(f.body, f.reg, heads.Below(printed, f.marks), f.others), *addressing(f)]
    made = _titled_head(f)
    made.append(Para(f.kind.upper(), "title", "center", 15 if f.body.party else 14, bold=True, before=18))
    if printed:
        made.append(Para(printed, "title", "center", 14, bold=True, rule=0 if f.body.party else 0.3))
    if f.body.party:
        made.append(Para("-----", "title", "center", 14))
    return [*made, *addressing(f)]


def _titled_head(f: Front) -> list[Block]:
    if f.kind == "biên bản":
        number = Para(f.reg.line, "number", "center", 13, hand=f.reg.number_hand)
        return [*heads.top(f.body, f.others, f.reg.habits.motto), Columns(((number,), ()), heads.WIDTHS, before=4)]
    reg = replace(f.reg, notation="") if f.kind == "thư công" else f.reg
    return heads.head(f.body, reg, heads.Below(None, f.marks), f.others)


def printed_subject(f: Front) -> str | None:
    """The subject with its lead: "V/v …" under a công văn's number, "Về việc …" or a capital under a title."""
    rng, capital = f.rng, f.subject[:1].upper() + f.subject[1:]
    if f.kind == "công văn":
        if f.body.party and rng.random() < 0.6:
            return capital
        return rng.choice(("V/v ", "V/v ", "V/v ", "V/v: ", "Về việc ")) + f.subject
    if f.kind in UNTITLED:
        return None
    if f.kind in ("quyết định", "thông báo", "tờ trình", "nghị quyết", "giấy mời", "chỉ thị") and rng.random() < 0.6:
        return f"Về việc {f.subject}"
    return capital


def addressing(f: Front) -> list[Block]:
    """Kính gửi with one body on its line, or a list; a công điện's "X điện:"."""
    if not f.recipients:
        return []
    if f.kind == "công điện":
        name = f.body.name.upper() if f.rng.random() < 0.5 else f.body.name
        return _listed(f"{name} điện:", f.recipients)
    lead = f.rng.choice(("Kính gửi:", "Kính gửi:", "Kính gửi:", "Kính gửi :"))
    if len(f.recipients) == 1:
        end = f.rng.choice((".", "", ""))
        return [Para(f"{lead} {f.recipients[0]}{end}", "addressees", "center", 14, before=16)]
    if len(f.recipients) == 2 and sum(map(len, f.recipients)) < 50 and f.rng.random() < 0.5:
        return [Para(f"{lead} {f.recipients[0]}; {f.recipients[1]}.", "addressees", "center", 14, before=16)]
    if f.rng.random() < 0.4:
        first = Para(f"{lead} - {f.recipients[0]};", "addressees", "left", 14, left=70, before=16)
        return [first, *_items(f.recipients, 132)[1:]]
    return _listed(lead, f.recipients)


def _listed(lead: str, recipients: tuple[str, ...]) -> list[Block]:
    return [Para(lead, "addressees", "left", 14, left=70, before=16), *_items(recipients, 120)]


def _items(recipients: tuple[str, ...], left: float) -> list[Para]:
    ends = [";"] * (len(recipients) - 1) + ["."]
    return [Para(f"- {r}{e}", "addressees", "left", 14, left=left, before=2) for r, e in zip(recipients, ends, strict=True)]
