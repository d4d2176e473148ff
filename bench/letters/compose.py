"""A whole letter from a seed: `letter(seed)` draws who writes what to whom, and gathers the truth."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from bench.letters import agencies, annexes, bodies, forms, heads
from bench.letters.agencies import Body
from bench.letters.bodies import Job
from bench.letters.citations import Citer
from bench.letters.dates import STYLES, after, between, printed
from bench.letters.heads import Registry
from bench.letters.lexicon import Domain, domains, words
from bench.letters.model import ArrivalStamp, Block, Columns, Gold, Letter, Para, Sheet, Signing
from bench.letters.people import address, phone

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
    Kind("quyết định", "QĐ", bodies.decision, 0.0, 12),
    Kind("nghị quyết", "NQ", bodies.decision, 0.0, 3),
    Kind("chỉ thị", "CT", bodies.instruction, 0.0, 4),
    Kind("quy chế", "QC", bodies.regulation),
    Kind("quy định", "QyĐ", bodies.regulation),
    Kind("thông cáo", "TC", bodies.notice),
    Kind("thông báo", "TB", bodies.notice, 0.15, 6),
    Kind("hướng dẫn", "HD", bodies.notice, 0.3, 2),
    Kind("chương trình", "CTr", bodies.plan),
    Kind("kế hoạch", "KH", bodies.plan, 0.0, 7),
    Kind("phương án", "PA", bodies.plan),
    Kind("đề án", "ĐA", bodies.plan),
    Kind("dự án", "DA", bodies.plan),
    Kind("báo cáo", "BC", bodies.report, 0.5, 5),
    Kind("biên bản", "BB", forms.minutes),
    Kind("tờ trình", "TTr", bodies.proposal_letter, 1.0, 4),
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
    Kind("quyết định", "QĐ", bodies.decision, 0.0, 2),
    Kind("nghị quyết", "NQ", bodies.plan),
    Kind("chỉ thị", "CT", bodies.instruction),
    Kind("kết luận", "KL", bodies.notice),
    Kind("thông báo", "TB", bodies.notice),
    Kind("hướng dẫn", "HD", bodies.notice),
    Kind("kế hoạch", "KH", bodies.plan, 0.0, 2),
    Kind("chương trình", "CTr", bodies.plan),
    Kind("báo cáo", "BC", bodies.report),
    Kind("tờ trình", "TTr", bodies.proposal_letter, 1.0),
    Kind("thông tri", "TT", bodies.instruction),
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


def letter(seed: int, kind: str | None = None) -> Letter:
    """The letter of that seed, always the same. `kind` forces one of `NAMES`; else the seed decides."""
    flavour, chosen = cycle()[seed % len(cycle())]
    if kind is not None:
        flavour, chosen = "state", next(k for k in KINDS if k.name == kind)
    return _Author(random.Random(seed * 7919 + 13), seed, flavour, chosen).write()


class _Author:
    """Draws the letter's circumstances in a fixed order, then puts it together."""

    def __init__(self, rng: random.Random, seed: int, flavour: str, kind: Kind) -> None:
        self.rng, self.seed, self.flavour, self.kind = rng, seed, flavour, kind
        self.on = between(rng, date(2016, 1, 5), date(2026, 6, 25))
        self.domain = domains()[-1] if flavour == "party" else rng.choice(domains()[:-1])
        self.body = self._body()
        self.topic = rng.choice(self.domain.topics)
        self.c = Citer(rng, self.body, self.domain, self.on, self.topic, rng.choice((*STYLES, "slash0", "slash", "words")))
        self.sheet = Sheet(self.on)
        self.draft = rng.random() < 0.06
        self.marks = self._marks()

    def _body(self) -> Body:
        rng, on = self.rng, self.on
        if self.flavour == "party":
            return agencies.party_body(rng, on)
        if self.flavour == "council":
            return agencies.people_council(rng, on, rng.choice(("province", "province", "commune")))
        if self.flavour == "joint" or self.kind.name == "giấy nghỉ phép":
            return agencies.department(rng, on, self.domain)
        if self.kind.name in ("nghị quyết",):
            return agencies.people_council(rng, on, "province")
        body = agencies.issuing(rng, on, self.domain)
        while body.level == "pm" and self.kind.name not in ("quyết định", "chỉ thị", "công điện", "công văn"):
            body = agencies.issuing(rng, on, self.domain)
        return body

    def _marks(self) -> tuple[str | None, str | None]:
        rng = self.rng
        urgent = (
            rng.choice(("KHẨN", "THƯỢNG KHẨN", "HỎA TỐC", "HỎA TỐC"))
            if rng.random() < (0.6 if self.kind.name == "công điện" else 0.09)
            else None
        )
        secret = rng.choice(("MẬT", "MẬT", "TỐI MẬT", "TUYỆT MẬT")) if rng.random() < 0.025 else None
        return urgent, secret

    def _subject(self) -> str:
        rng, name, year = self.rng, self.kind.name, self.on.year
        tail = rng.choice(
            ("", "", f" trên địa bàn {self.body.region.full}", f" năm {year}", f" năm {year} và những năm tiếp theo")
        )
        if self.body.level in ("bo", "cuc", "pm", "vpcp", "party_ban"):
            tail = rng.choice(("", f" năm {year}"))
        verb = {
            "quyết định": ("phê duyệt Kế hoạch thực hiện", "thành lập Ban Chỉ đạo", "phê duyệt Đề cương nhiệm vụ"),
            "nghị quyết": ("thông qua Đề án về", "quy định một số nội dung về"),
            "quy chế": ("phối hợp trong",),
            "quy định": ("một số nội dung về",),
            "tờ trình": ("phê duyệt Kế hoạch thực hiện", "đề nghị hỗ trợ kinh phí thực hiện"),
            "báo cáo": ("kết quả thực hiện", "tình hình thực hiện", "sơ kết"),
            "giấy mời": ("tham dự cuộc họp về", "dự hội nghị triển khai"),
            "biên bản": ("cuộc họp về",),
            "thông báo": ("kết luận cuộc họp về", "kết quả kiểm tra", "về việc triển khai"),
            "hợp đồng": ("hợp tác thực hiện",),
            "bản ghi nhớ": ("hợp tác thực hiện",),
            "bản thỏa thuận": ("phối hợp thực hiện",),
        }.get(name, ("triển khai", "thực hiện", "tăng cường") if name != "công văn" else words("verbs"))
        return f"{rng.choice(verb)} {self.topic}{tail}".removeprefix("về việc ")

    def _registry(self) -> Registry:
        rng, body, kind = self.rng, self.body, self.kind
        number = f"{rng.randint(1, rng.choice((60, 400, 3000, 9900))):02d}"
        if rng.random() < 0.012:
            number += rng.choice("ab")
        blank_number, blank_day = self.draft, self.draft and rng.random() < 0.85
        hand = rng.random() < 0.6
        lead = rng.choice(("Số ", "Số ", "Số: ")) if body.party else rng.choice(("Số: ", "Số: ", "Số: ", "Số:"))
        return Registry(
            None if blank_number else number,
            self._notation(),
            self.on,
            not blank_day,
            body.region.printed if body.level != "pm" else "Hà Nội",
            hand,
            hand and rng.random() < 0.8,
            body.party,
            lead,
        )

    def _notation(self) -> str:
        rng, body, kind = self.rng, self.body, self.kind
        year = (
            f"{self.on.year}/"
            if kind.name in ("quyết định", "nghị quyết") and body.level in ("ubnd", "hdnd", "bo", "pm") and rng.random() < 0.25
            else ""
        )
        if body.party:
            return f"{kind.code}/{body.code}"
        if self.flavour == "joint":
            return f"{kind.code}LT-{body.code}-{self.partner.code}"
        if kind.code is None:
            unit = rng.choice(body.units).code
            return f"{body.code}-{unit}{rng.choice(('', '', '', str(rng.randint(1, 9)))) if body.level == 'ubnd' else ''}"
        return f"{year}{kind.code}-{body.code}"

    def write(self) -> Letter:
        """The blocks from head to annex, and the truth."""
        rng, body, kind, sheet = self.rng, self.body, self.kind, self.sheet
        self.partner = self._partner()
        subject, reg = self._subject(), self._registry()
        recipients = self._recipients()
        annex = self._annex()
        job = Job(self.c, kind.name, subject, recipients, annex and annexes.title(self.topic, annex))
        if annex == "Quy chế":
            job = replace(job, annex=f"Quy chế phối hợp trong {self.topic}")
        kind.write(job, sheet)
        signers = self._signers(job)
        items, kept = self._copies()
        typist = f"{rng.choice(('PL', 'NTH', 'TVA'))}.({rng.randint(20, 300)})" if rng.random() < 0.04 and kept else None
        front = self._front(subject, reg, recipients)
        back = heads.foot(self.c, items, kept or "", signers, typist) if items or kept else heads.foot(self.c, [], "", signers)
        middle, sheet.blocks = sheet.blocks, []
        copied = self._after(job, annex, reg)
        gold = self._gold(subject, reg, recipients, items, kept, signers, copied)
        arrival, caption = self._arrival(), self._caption(body)
        gold["arrival_stamp"] = (
            {"text": " / ".join((*arrival.lines, f"Số: {arrival.number}", f"Ngày: {arrival.date}"))} if arrival else None
        )
        gold["signature"]["digital_text"] = "\n".join(caption) or None
        blocks = (*front, *middle, *back, *sheet.blocks)
        return Letter(
            self.seed,
            blocks,
            gold,
            rng.choice(("LiberationSerif",) * 3 + ("FreeSerif",)),
            body.party,
            rng.random() < 0.15,
            arrival,
            caption,
        )

    def _partner(self) -> Body:
        if self.flavour != "joint":
            return self.body
        other = self.rng.choice([d for d in domains()[:-1] if d.so[0].code != self.domain.so[0].code and d.key != "tax"])
        made = agencies.department(self.rng, self.on, other)
        return replace(made, region=self.body.region, parent=self.body.parent)

    def _recipients(self) -> tuple[str, ...]:
        rng, kind = self.rng, self.kind
        if rng.random() >= kind.addressed:
            return ()
        if kind.name in ("tờ trình", "báo cáo"):
            above = {"ubnd": "Hội đồng nhân dân", "hdnd": "Ủy ban Thường vụ Quốc hội"}
            return (
                f"{above.get(self.body.level, 'Ủy ban nhân dân')} {self.body.region.kind}".replace("Quốc hội tỉnh", "Quốc hội")
                if not self.body.party and self.body.level not in ("bo", "cuc", "vpcp")
                else ("Ban Bí thư Trung ương Đảng" if self.body.party else "Thủ tướng Chính phủ"),
            )
        return tuple(agencies.addressees(rng, self.on, self.domain, self.body))

    def _annex(self) -> str | None:
        rng, name = self.rng, self.kind.name
        if name == "quyết định" and rng.random() < 0.3 and not self.body.party:
            return "Quy chế"
        if name in ("công văn", "kế hoạch", "thông báo", "báo cáo") and rng.random() < 0.22:
            return rng.choice(tuple(annexes.KINDS))
        return None

    def _signers(self, job: Job) -> tuple[Signing, ...]:
        rng, name = self.rng, self.kind.name
        if name == "biên bản":
            return forms.minutes_signers(job)
        if name in ("hợp đồng", "bản ghi nhớ", "bản thỏa thuận"):
            return forms.contract_signers(job)
        personal = name in ("quyết định", "chỉ thị", "công điện", "giấy nghỉ phép") and rng.random() < 0.6
        named = not (self.draft and rng.random() < 0.5)
        if self.flavour == "joint":
            return tuple(_joint(heads.signing(rng, body, False), body) for body in (self.body, self.partner))
        return (heads.signing(rng, self.body, personal, named),)

    def _copies(self) -> tuple[list[tuple[str, str | None]], str | None]:
        name = self.kind.name
        if name in ("hợp đồng", "bản ghi nhớ", "bản thỏa thuận", "giấy giới thiệu", "thư công"):
            return [], None
        first = "Như trên" if self.kind.addressed == 1.0 else ("Như Điều 4" if self.kind.write is bodies.decision else None)
        return heads.copies(self.c, first), heads.archive(self.c, self._registry_for_archive)

    @property
    def _registry_for_archive(self) -> Registry:
        return Registry(None, "", self.on, True, "", False, False, self.body.party)

    def _front(self, subject: str, reg: Registry, recipients: tuple[str, ...]) -> list[Block]:
        kind, body = self.kind, self.body
        printed_ = self._printed_subject(subject)
        marks = tuple(m for m in (self.marks[1], self.marks[0]) if m)
        others = (self.partner,) if self.flavour == "joint" else ()
        self.printed_registry = kind.name != "thư công"
        if kind.name == "công văn":
            return [*heads.head(body, reg, printed_, others, marks), *self._addressing(recipients)]
        if not self.printed_registry:
            reg = replace(reg, notation="")
        self.placed = kind.name != "biên bản"
        blocks = heads.head(body, reg, None, others, marks)
        if not self.placed:
            blocks = [
                *heads.head(body, reg, None, others, (), plain=True),
                Columns(((Para(reg.line, "number", "center", 13, hand=reg.number_hand),), ()), (0.43, 0.57), before=4),
            ]
        blocks.append(Para(kind.name.upper(), "title", "center", 15 if body.party else 14, bold=True, before=18))
        if printed_:
            blocks.append(Para(printed_, "title", "center", 14, bold=True, rule=0.3))
        if body.party:
            blocks.append(Para("-----", "title", "center", 14))
        return [*blocks, *self._addressing(recipients)]

    def _printed_subject(self, subject: str) -> str | None:
        rng, name = self.rng, self.kind.name
        if name == "công văn":
            if self.body.party and rng.random() < 0.6:
                return subject[:1].upper() + subject[1:]
            return rng.choice(("V/v ", "V/v ", "V/v: ", "Về việc ")) + subject
        if name in ("giấy giới thiệu", "giấy nghỉ phép", "giấy ủy quyền", "thư công", "hợp đồng"):
            return None
        if name in ("quyết định", "thông báo", "tờ trình", "nghị quyết", "giấy mời", "chỉ thị") and rng.random() < 0.6:
            return f"Về việc {subject}"
        return subject[:1].upper() + subject[1:]

    def _addressing(self, recipients: tuple[str, ...]) -> list[Block]:
        if not recipients:
            return []
        lead = (
            "Kính gửi:"
            if self.kind.name != "công điện"
            else f"{self.body.name.upper() if self.rng.random() < 0.5 else self.body.name} điện:"
        )
        if len(recipients) == 1 and self.kind.name != "công điện":
            return [Para(f"{lead} {recipients[0]}{self.rng.choice(('.', '', ''))}", "addressees", "center", 14, before=16)]
        ends = [";"] * (len(recipients) - 1) + ["."]
        blocks: list[Block] = []
        if self.rng.random() < 0.4 and self.kind.name != "công điện":
            first = Para(f"{lead} - {recipients[0]};", "addressees", "left", 14, left=70, before=16)
            return [
                first,
                *(
                    Para(f"- {r}{e}", "addressees", "left", 14, left=132, before=2)
                    for r, e in zip(recipients[1:], ends[1:], strict=True)
                ),
            ]
        blocks.append(Para(lead, "addressees", "left", 14, left=70, before=16))
        return blocks + [
            Para(f"- {r}{e}", "addressees", "left", 14, left=120, before=2) for r, e in zip(recipients, ends, strict=True)
        ]

    def _after(self, job: Job, annex: str | None, reg: Registry) -> dict[str, object] | None:
        rng, copied = self.rng, None
        if rng.random() < 0.03 and self.flavour == "state":
            blocks, copied = annexes.copy_block(job)
            self.sheet.blocks.extend(blocks)
        if annex == "Quy chế":
            annexes.attached(job, self.sheet, reg)
        elif annex:
            annexes.annex(job, self.sheet, annex, reg, self.kind.name, blank=rng.random() < 0.3)
        if job.annex:
            self.sheet.attachments.append(job.annex)
        return copied

    def _arrival(self) -> ArrivalStamp | None:
        rng = self.rng
        if rng.random() > 0.07:
            return None
        day = after(rng, self.on, 6)
        name = rng.choice(("VĂN PHÒNG", agencies.people_committee(rng, self.on, "commune").name.upper(), "SỞ TÀI CHÍNH"))
        return ArrivalStamp((name, rng.choice(("CÔNG VĂN ĐẾN", "ĐẾN"))), str(rng.randint(10, 4000)), printed(day, "slash"))

    def _caption(self, body: Body) -> tuple[str, ...]:
        rng = self.rng
        if self.draft or rng.random() > 0.2:
            return ()
        when = f"{self.on.day:02d}.{self.on.month:02d}.{self.on.year} {rng.randint(7, 17):02d}:{rng.randint(0, 59):02d}:{rng.randint(0, 59):02d} +07:00"
        return (f"Người ký: {body.name}", f"Cơ quan: {body.parent or body.name}", f"Thời gian ký: {when}")

    def _gold(
        self,
        subject: str,
        reg: Registry,
        recipients: tuple[str, ...],
        items: list[tuple[str, str | None]],
        kept: str | None,
        signers: tuple[Signing, ...],
        copied: dict[str, object] | None,
    ) -> Gold:
        sheet, body = self.sheet, self.body
        named = self.kind.name not in ("giấy giới thiệu", "giấy nghỉ phép", "giấy ủy quyền", "thư công", "hợp đồng")
        placed = self.kind.name != "biên bản"
        has_number = self.kind.name != "thư công"
        issuers = [body.name] + ([self.partner.name] if self.flavour == "joint" else [])
        return {
            "id": f"letter-{self.seed:07d}",
            "kind": "official_document",
            "document_type": self.kind.name,
            "number": reg.number if has_number else None,
            "notation": reg.notation if has_number else None,
            "date": reg.iso if placed else self.on.isoformat(),
            "place": reg.place if placed else None,
            "issuer": body.name,
            "issuer_parent": body.parent,
            "issuers": issuers,
            "subject": subject if named else None,
            "recipients": list(recipients),
            "copies": [{"name": n, "purpose": p} for n, p in items],
            "archive": kept,
            "signers": [heads.signer_truth(s) for s in signers],
            "urgency": self.marks[0].lower() if self.marks[0] else None,
            "secrecy": self.marks[1].lower() if self.marks[1] else None,
            "references": [
                {"document_type": r.document_type, "number": r.number, "date": r.date, "issuer": r.issuer, "text": r.text}
                for r in sheet.refs.values()
            ],
            "directives": [
                {"actor": o.actor or None, "text": o.text, "modality": o.modality, "deadline": o.deadline} for o in sheet.orders
            ],
            "attachments": list(sheet.attachments),
            "signature": {"digital_text": None, "stamp": False},
            "handwritten": [n for n, on in (("number", reg.number_hand), ("day", reg.day_hand)) if on],
            "copy_block": copied,
            "notes": "",
        }


def _joint(signed: Signing, body: Body) -> Signing:
    """A joint letter's signature says which body each signer signs for."""
    lines = (f"{signed.lines[0]} {body.name.upper()}", *signed.lines[1:])
    return replace(
        signed,
        lines=lines,
        for_=f"{signed.for_} {body.name}" if signed.for_ else None,
        position=signed.position if len(lines) > 1 else f"{signed.position} {body.name}",
    )


__all__ = ["KINDS", "NAMES", "Kind", "address", "letter", "phone"]
