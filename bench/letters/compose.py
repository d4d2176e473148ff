"""A whole letter from a seed: `letter(seed)` draws who writes what to whom, and gathers the truth."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date

from bench.letters import acts, addressing, agencies, annexes, contacts, forms, fronts, heads, institutions, variants
from bench.letters.agencies import Body
from bench.letters.bodies import Job
from bench.letters.citations import Citer
from bench.letters.dates import STYLES, after, between, printed
from bench.letters.heads import Registry
from bench.letters.kinds import KINDS, NAMES, Kind, cycle
from bench.letters.lexicon import Domain, domains, words
from bench.letters.model import ArrivalStamp, Gold, Letter, Sheet, Signing

OWN_VERBS: dict[str, tuple[str, ...]] = {
    "quyết định": (
        "phê duyệt Kế hoạch thực hiện",
        "thành lập Ban Chỉ đạo",
        "phê duyệt Đề cương nhiệm vụ",
        "thành lập Tổ công tác về",
    ),
    "nghị quyết": ("thông qua Đề án về", "quy định một số nội dung về", "lãnh đạo"),
    "quy chế": ("phối hợp trong",),
    "quy định": ("một số nội dung về",),
    "tờ trình": ("phê duyệt Kế hoạch thực hiện", "đề nghị hỗ trợ kinh phí thực hiện", "ban hành Nghị quyết về"),
    "báo cáo": ("kết quả thực hiện", "tình hình thực hiện", "sơ kết"),
    "giấy mời": ("tham dự cuộc họp về", "dự hội nghị triển khai"),
    "biên bản": ("cuộc họp về", "kiểm tra"),
    "thông báo": ("kết luận cuộc họp về", "kết quả kiểm tra", "triển khai"),
    "hợp đồng": ("hợp tác thực hiện",),
    "bản ghi nhớ": ("hợp tác thực hiện",),
    "bản thỏa thuận": ("phối hợp thực hiện",),
}
COMMITTEE_KINDS = ("nghị quyết", "chỉ thị", "kết luận", "chương trình")
"""What a Party committee issues, not its commissions."""


def letter(seed: int, kind: str | None = None) -> Letter:
    """The letter of that seed, always the same. `kind` forces one of `NAMES`; else the seed decides."""
    flavour, chosen = cycle()[seed % len(cycle())]
    if kind is not None:
        flavour, chosen = "state", next(k for k in KINDS if k.name == kind)
    author = _Author(random.Random(seed * 7919 + 13), seed, flavour, chosen)
    made = author.write()
    return variants.with_old_tones(made) if author.rng.random() < 0.07 else made


@dataclass(frozen=True, slots=True)
class _Foot:
    """Who gets copies, what is kept where, and who signs."""

    items: list[tuple[str, str | None]]
    kept: str | None
    signers: tuple[Signing, ...]


class _Author:
    """Draws the letter's circumstances in a fixed order, then puts it together."""

    def __init__(self, rng: random.Random, seed: int, flavour: str, kind: Kind) -> None:
        self.rng, self.seed, self.flavour, self.kind = rng, seed, flavour, kind
        self.on = between(rng, date(2016, 1, 5), date(2026, 6, 25))
        domain = domains()[-1] if flavour == "party" else rng.choice(domains()[:-1])
        self.body = self._body(domain)
        self.domain = addressing.suited(domain, self.body, self.on)
        self.partner = self._partner()
        self.topic = rng.choice(domain.topics)
        self.c = Citer(rng, self.body, self.domain, self.on, self.topic, rng.choice((*STYLES, "slash0", "slash", "words")))
        self.sheet = Sheet(self.on)
        self.draft = rng.random() < 0.06
        self.marks = self._marks()

    def _body(self, domain: Domain) -> Body:
        rng, on = self.rng, self.on
        if self.flavour == "party":
            return institutions.party_body(rng, on, committee=self.kind.name in COMMITTEE_KINDS)
        if self.flavour == "council":
            return agencies.people_council(rng, on, rng.choice(("province", "province", "commune")))
        if self.flavour == "joint" or self.kind.name == "giấy nghỉ phép":
            return agencies.department(rng, on, domain)
        if self.kind.name == "nghị quyết":
            return agencies.people_council(rng, on, "province")
        body = institutions.issuing(rng, on, domain)
        while body.level == "pm" and self.kind.name not in ("quyết định", "chỉ thị", "công điện", "công văn"):
            body = institutions.issuing(rng, on, domain)
        return body

    def _partner(self) -> Body:
        if self.flavour != "joint":
            return self.body
        others = [
            d for d in domains()[:-1] if d.so[0].code != self.body.code and d.key != "tax" and d.so[-1].name != self.body.name
        ]
        made = agencies.department(self.rng, self.on, self.rng.choice(others))
        return replace(made, region=self.body.region, parent=self.body.parent)

    def _marks(self) -> tuple[str | None, str | None]:
        rng, telegram = self.rng, self.kind.name == "công điện"
        if self.kind.name == "biên bản":
            return None, None
        urgent = rng.choice(("KHẨN", "THƯỢNG KHẨN", "HỎA TỐC", "HỎA TỐC")) if rng.random() < (0.6 if telegram else 0.09) else None
        secret = rng.choice(("MẬT", "MẬT", "TỐI MẬT", "TUYỆT MẬT")) if rng.random() < 0.025 else None
        return urgent, secret

    def _subject(self) -> str:
        rng, name, year = self.rng, self.kind.name, self.on.year
        tail = rng.choice(("", "", f" trên địa bàn {self.body.region.full}", f" năm {year}", f" giai đoạn {year} - {year + 4}"))
        if self.body.level in ("bo", "cuc", "pm", "vpcp", "party_ban"):
            tail = rng.choice(("", f" năm {year}"))
        usual = words("verbs") if name == "công văn" else ("triển khai", "thực hiện", "tăng cường")
        return f"{rng.choice(OWN_VERBS.get(name, usual))} {self.topic}{tail}"

    def _registry(self) -> Registry:
        rng, body = self.rng, self.body
        number = f"{rng.randint(1, rng.choice((60, 400, 3000, 9900))):02d}"
        if rng.random() < 0.012:
            number += rng.choice("ab")
        elif len(number) == 4 and rng.random() < 0.04:
            number = f"{number[0]}.{number[1:]}"
        hand = rng.random() < 0.35
        lead = rng.choice(("Số ", "Số ", "Số: ")) if body.party else rng.choice(("Số: ", "Số: ", "Số: ", "Số:", "Số : "))
        gap, bare, motto = rng.choice(("", "", "", " ")), rng.random() < 0.15, rng.choice(heads.MOTTOS)
        blank = rng.choice(heads.BLANKS)
        habits = heads.Habits(hand, hand and rng.random() < 0.8, lead, gap, bare, motto, blank)
        place = body.region.printed if body.level != "pm" else "Hà Nội"
        day = not (self.draft and rng.random() < 0.85)
        return Registry(None if self.draft else number, self._notation(), self.on, day, place, body.party, habits)

    def _notation(self) -> str:
        rng, body, kind = self.rng, self.body, self.kind
        yearly = kind.name in ("quyết định", "nghị quyết") and body.level in ("ubnd", "hdnd", "bo", "pm") and rng.random() < 0.25
        if body.party:
            return f"{kind.code}/{body.code}"
        if self.flavour == "joint":
            return f"{kind.code}LT-{body.code}-{self.partner.code}"
        if kind.code is None:
            section = rng.choice(("", "", "", str(rng.randint(1, 9)))) if body.level == "ubnd" else ""
            return f"{body.code}-{rng.choice(body.units).code}{section}"
        return f"{self.on.year}/{kind.code}-{body.code}" if yearly else f"{kind.code}-{body.code}"

    def write(self) -> Letter:
        """The blocks from head to annex, and the truth."""
        rng, body, sheet = self.rng, self.body, self.sheet
        subject, reg, recipients, annex = self._subject(), self._registry(), self._recipients(), self._annex()
        title = annexes.title(self.topic, annex) if annex else None
        job = Job(self.c, self.kind.name, subject, recipients, title)
        self.kind.write(job, sheet)
        foot = self._foot(job)
        typist = f"{rng.choice(('PL', 'NTH', 'TVA'))}.({rng.randint(20, 300)})" if rng.random() < 0.04 and foot.kept else None
        others = (self.partner,) if self.flavour == "joint" else ()
        marks = tuple(mark for mark in reversed(self.marks) if mark)
        front = fronts.blocks(fronts.Front(rng, body, self.kind.name, subject, reg, recipients, marks, others))
        back = heads.foot(self.c, foot.items, foot.kept or "", foot.signers, typist)
        middle, sheet.blocks = sheet.blocks, []
        copied = self._after(job, annex, reg)
        gold = {**self._paper(subject, reg, recipients), **self._people(foot), **self._found(copied)}
        arrival, caption = self._arrival(), self._caption(body)
        gold["arrival_stamp"] = {"text": " / ".join(arrival.all_lines)} if arrival else None
        gold["signature"] = {"digital_text": "\n".join(caption) or None, "stamp": False}
        gold["handwritten"] = [n for n, on in (("number", reg.number_hand), ("day", reg.day_hand)) if on]
        footer = contacts.footer(rng, body) if rng.random() < 0.12 and body.level not in ("pm",) else None
        gold["contacts"] = list(sheet.contacts)
        font = rng.choice(("LiberationSerif",) * 3 + ("FreeSerif",))
        old_rules = self.on < date(2020, 3, 5) and rng.random() < 0.7
        blocks = (*front, *middle, *back, *sheet.blocks)
        return Letter(self.seed, blocks, gold, font, body.party, old_rules, arrival, caption, footer)

    def _recipients(self) -> tuple[str, ...]:
        rng, body = self.rng, self.body
        if rng.random() >= self.kind.addressed:
            return ()
        if self.kind.name not in ("tờ trình", "báo cáo"):
            return tuple(addressing.addressees(rng, self.on, self.domain, body))
        if body.party:
            return ("Ban Thường vụ Tỉnh ủy" if body.code != "TU" else "Ban Bí thư Trung ương Đảng",)
        if body.level in ("bo", "cuc", "vpcp"):
            return ("Thủ tướng Chính phủ",)
        if body.level == "hdnd":
            return ("Ủy ban Thường vụ Quốc hội",)
        return (f"{'Hội đồng' if body.level == 'ubnd' else 'Ủy ban'} nhân dân {body.region.kind}",)

    def _annex(self) -> str | None:
        rng, name = self.rng, self.kind.name
        if name == "quyết định" and rng.random() < 0.3 and not self.body.party:
            return "Quy chế"
        if name in ("công văn", "kế hoạch", "thông báo", "báo cáo") and rng.random() < 0.22:
            return rng.choice(tuple(annexes.KINDS))
        return None

    def _foot(self, job: Job) -> _Foot:
        name = self.kind.name
        if name in ("hợp đồng", "bản ghi nhớ", "bản thỏa thuận"):
            return _Foot([], None, forms.contract_signers(job, self.sheet))
        signers = forms.minutes_signers(job, self.sheet) if name == "biên bản" else self._signers()
        if name in ("giấy giới thiệu", "thư công"):
            return _Foot([], None, signers)
        first = "Như trên" if self.kind.addressed == 1.0 else ("Như Điều 4" if self.kind.write is acts.decision else None)
        return _Foot(heads.copies(self.c, first), heads.archive(self.c), signers)

    def _signers(self) -> tuple[Signing, ...]:
        rng = self.rng
        personal = self.kind.name in ("quyết định", "chỉ thị", "công điện", "giấy nghỉ phép") and rng.random() < 0.6
        named = not (self.draft and rng.random() < 0.5)
        if self.flavour == "joint":
            return tuple(
                heads.joint(heads.signing(rng, body, personal=False, ranks=2), body) for body in (self.body, self.partner)
            )
        return (heads.signing(rng, self.body, personal=personal, named=named),)

    def _after(self, job: Job, annex: str | None, reg: Registry) -> dict[str, object] | None:
        rng, copied = self.rng, None
        if rng.random() < 0.03 and self.flavour == "state":
            blocks, copied = annexes.copy_block(job)
            self.sheet.blocks.extend(blocks)
        if annex == "Quy chế":
            annexes.attached(job, self.sheet, reg)
        elif annex:
            annexes.annex(job, self.sheet, annex, reg)
        if job.annex:
            self.sheet.attachments.append(job.annex)
        return copied

    def _arrival(self) -> ArrivalStamp | None:
        rng = self.rng
        if rng.random() > 0.09:
            return None
        day = after(rng, self.on, 6)
        name = rng.choice(("VĂN PHÒNG", agencies.people_committee(rng, self.on, "commune").name.upper(), "SỞ TÀI CHÍNH"))
        return ArrivalStamp((name, rng.choice(("CÔNG VĂN ĐẾN", "ĐẾN"))), str(rng.randint(10, 4000)), printed(day, "slash"))

    def _caption(self, body: Body) -> tuple[str, ...]:
        rng = self.rng
        if self.draft or rng.random() > 0.2:
            return ()
        clock = f"{rng.randint(7, 17):02d}:{rng.randint(0, 59):02d}:{rng.randint(0, 59):02d} +07:00"
        when = f"Thời gian ký: {self.on.day:02d}.{self.on.month:02d}.{self.on.year} {clock}"
        mail = (f"Email: {contacts.mailbox(rng, body)}",) if rng.random() < 0.4 else ()
        return (f"Người ký: {body.name}", *mail, f"Cơ quan: {body.parent or body.name}", when)

    def _paper(self, subject: str, reg: Registry, recipients: tuple[str, ...]) -> Gold:
        name, numbered = self.kind.name, self.kind.name != "thư công"
        placed = name != "biên bản"
        return {
            "id": f"letter-{self.seed:07d}",
            "kind": "official_document",
            "document_type": name,
            "number": reg.number.replace(".", "") if numbered and reg.number else None,
            "notation": reg.notation if numbered else None,
            "date": reg.iso if placed else self.on.isoformat(),
            "place": reg.place if placed else None,
            "issuer": self.body.name,
            "issuer_parent": self.body.parent,
            "issuers": [self.body.name] + ([self.partner.name] if self.flavour == "joint" else []),
            "subject": None if name in fronts.UNTITLED else subject,
            "recipients": list(recipients),
            "urgency": self.marks[0].lower() if self.marks[0] else None,
            "secrecy": self.marks[1].lower() if self.marks[1] else None,
        }

    def _people(self, foot: _Foot) -> Gold:
        copies = [{"name": name, "purpose": purpose} for name, purpose in foot.items]
        kept = heads.archive_truth(foot.kept)
        return {"copies": copies, "archive": kept, "signers": [heads.signer_truth(s) for s in foot.signers]}

    def _found(self, copied: dict[str, object] | None) -> Gold:
        refs, orders = self.sheet.refs.values(), self.sheet.orders
        return {
            "references": [ref.truth() for ref in refs],
            "directives": [order.truth() for order in orders],
            "attachments": list(self.sheet.attachments),
            "copy_block": copied,
            "notes": "",
        }


__all__ = ["KINDS", "NAMES", "cycle", "letter"]
