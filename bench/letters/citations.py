"""Citations of other documents, in every pattern the letters have, and the truth about each."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from bench.letters.agencies import Body
from bench.letters.dates import before, between, printed
from bench.letters.lexicon import Domain, at, words
from bench.letters.model import Ref


@dataclass(frozen=True, slots=True)
class Cited:
    """A document as its citer knows it. `kind` as written ("Công văn"), `of` the issuer as written."""

    kind: str
    number: str | None
    on: date | None
    of: str | None
    about: str

    def ref(self, text: str, dated: bool = True) -> Ref:
        """Its entry in the truth, for this verbatim mention."""
        return Ref(
            self.kind[:1].lower() + self.kind[1:], self.number, self.on.isoformat() if self.on and dated else None, self.of, text
        )


@dataclass(frozen=True, slots=True)
class Citer:
    """Who cites, when, about what, and how they write dates."""

    rng: random.Random
    body: Body
    domain: Domain
    on: date
    topic: str
    style: str
    said: set[str] = field(default_factory=set, compare=False)

    def fresh(self, pool: tuple[str, ...]) -> str:
        """A phrase of the pool that this letter has not used yet, as far as there are any."""
        left = [phrase for phrase in pool if phrase not in self.said] or list(pool)
        phrase = self.rng.choice(left)
        self.said.add(phrase)
        return phrase

    def date(self, on: date) -> str:
        """The date in this letter's writing, with "ngày"."""
        return f"ngày {printed(on, self.style)}"

    def number(self, top: int = 4000) -> str:
        """A registry number, with a leading 0 below ten."""
        return f"{self.rng.randint(1, top):02d}"


@dataclass(frozen=True, slots=True)
class Mention:
    """A clause that cites, and its truth; `pattern` is the number of the pattern in the domain notes."""

    text: str
    refs: tuple[Ref, ...]
    pattern: int


def normative(c: Citer) -> Cited:
    """A decree, circular, prime-ministerial or council act, with the year in its number."""
    rng, day = c.rng, between(c.rng, date(2012, 1, 10), c.on)
    bo = at(c.domain.bo, day)
    about = rng.choice(("quy định chi tiết một số điều của", "hướng dẫn thi hành", "quy định một số nội dung về")) + " "
    about += rng.choice(c.domain.laws) if about[0] in "h" else c.topic
    if about.startswith("quy định chi tiết"):
        about = "quy định chi tiết một số điều của " + rng.choice(c.domain.laws)
    where = c.body.region.full if c.body.region.above is None else c.body.region.kind
    so = c.body.name if c.body.level == "so" else at(c.domain.so, day).name
    forms = [
        Cited("Nghị định", f"{c.number(180)}/{day.year}/NĐ-CP", day, "Chính phủ", about),
        Cited("Thông tư", f"{c.number(60)}/{day.year}/TT-{bo.code}", day, rng.choice((bo.name, f"Bộ trưởng {bo.name}")), about),
        Cited(
            "Quyết định",
            f"{c.number(50)}/{day.year}/QĐ-TTg",
            day,
            "Thủ tướng Chính phủ",
            f"ban hành Quy chế phối hợp trong {c.topic}",
        ),
        Cited(
            "Thông tư liên tịch",
            f"{c.number(30)}/{min(day.year, 2016)}/TTLT-{bo.code}-BTC",
            day.replace(year=min(day.year, 2016), day=min(day.day, 28)),
            f"{bo.name}, Bộ Tài chính",
            about,
        ),
    ]
    if c.body.region.above is None and c.body.level not in ("bo", "cuc", "pm", "vpcp"):
        forms.append(
            Cited(
                "Quyết định",
                f"{c.number(60)}/{day.year}/QĐ-UBND",
                day,
                f"Ủy ban nhân dân {where}",
                f"quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của {so}",
            )
        )
        forms.append(
            Cited(
                "Nghị quyết",
                f"{c.number(40)}/{day.year}/NQ-HĐND",
                day,
                f"Hội đồng nhân dân {where}",
                f"quy định mức chi cho {c.topic}",
            )
        )
    return rng.choice(forms)


def individual(c: Citer) -> Cited:
    """A decision, plan, report or letter of some other body, without the year in its number."""
    rng, day = c.rng, before(c.rng, c.on, 300)
    bo, so = at(c.domain.bo, day), at(c.domain.so, day)
    top = c.body.region.kind if c.body.region.above is None else "tỉnh"
    ubnd = rng.choice((f"UBND {top}", f"Ủy ban nhân dân {top}", f"Chủ tịch UBND {top}"))
    unit = rng.choice(c.domain.units)
    return rng.choice(
        (
            Cited("Công văn", f"{c.number()}/{bo.code}-{unit.code}", day, bo.name, f"{rng.choice(words('verbs'))} {c.topic}"),
            Cited("Công văn", f"{c.number()}/{so.code}-{unit.code}", day, so.name, f"{rng.choice(words('verbs'))} {c.topic}"),
            Cited(
                "Công văn",
                f"{c.number(9800)}/UBND-{rng.choice(('KT', 'VX', 'NC', 'TH', 'XD6', 'VHTT'))}",
                day,
                ubnd,
                f"{rng.choice(words('verbs'))} {c.topic}",
            ),
            Cited("Kế hoạch", f"{c.number(350)}/KH-UBND", day, ubnd, f"triển khai {c.topic} năm {day.year}"),
            Cited("Quyết định", f"{c.number(3900)}/QĐ-UBND", day, ubnd, f"phê duyệt Kế hoạch thực hiện {c.topic}"),
            Cited("Chỉ thị", f"{c.number(30)}/CT-TTg", day, "Thủ tướng Chính phủ", f"tăng cường {c.topic}"),
            Cited("Công điện", f"{c.number(130)}/CĐ-TTg", day, "Thủ tướng Chính phủ", f"tập trung thực hiện {c.topic}"),
            Cited("Quyết định", f"{c.number(2200)}/QĐ-TTg", day, "Thủ tướng Chính phủ", f"phê duyệt Đề án về {c.topic}"),
            Cited(
                "Thông báo",
                f"{c.number(480)}/TB-VPCP",
                day,
                "Văn phòng Chính phủ",
                f"kết luận của Phó Thủ tướng Chính phủ tại cuộc họp về {c.topic}",
            ),
            Cited("Nghị quyết", f"{c.number(180)}/NQ-CP", day, "Chính phủ", "phiên họp Chính phủ thường kỳ"),
            Cited("Tờ trình", f"{c.number(400)}/TTr-{so.code}", day, so.name, f"đề nghị phê duyệt {c.topic}"),
            Cited("Báo cáo", f"{c.number(500)}/BC-{so.code}", day, so.name, f"kết quả thực hiện {c.topic}"),
            Cited("Hướng dẫn", f"{c.number(900)}/HD-{so.code}", day, so.name, f"thực hiện {c.topic}"),
            Cited("Văn bản", f"{c.number(5000)}/{bo.code}-{unit.code}", day, bo.name, f"hướng dẫn {c.topic}"),
        )
    )


def party_document(c: Citer) -> Cited:
    """A document of the Party, whose number has a hyphen."""
    rng, day = c.rng, before(c.rng, c.on, 900)
    return rng.choice(
        (
            Cited("Nghị quyết", f"{c.number(70)}-NQ/TW", day, "Bộ Chính trị", f"một số chủ trương về {c.topic}"),
            Cited("Chỉ thị", f"{c.number(50)}-CT/TW", day, "Ban Bí thư", f"tăng cường sự lãnh đạo của Đảng đối với {c.topic}"),
            Cited("Kết luận", f"{c.number(120)}-KL/TW", day, "Ban Bí thư", f"tiếp tục thực hiện {c.topic}"),
            Cited("Hướng dẫn", f"{c.number(60)}-HD/BTCTW", day, "Ban Tổ chức Trung ương", f"một số nội dung về {c.topic}"),
            Cited("Công văn", f"{c.number(900)}-CV/TU", day, "Ban Thường vụ Tỉnh ủy", f"lãnh đạo thực hiện {c.topic}"),
            Cited("Kế hoạch", f"{c.number(200)}-KH/TU", day, "Ban Thường vụ Tỉnh ủy", f"thực hiện {c.topic}"),
            Cited("Quyết định", f"{c.number(400)}-QĐ/TU", day, "Tỉnh ủy", f"ban hành Quy chế về {c.topic}"),
        )
    )


def law(c: Citer) -> Mention:
    """Pattern 11: a law by its name, with its day, its year or its number, or none of them."""
    rng = c.rng
    if rng.random() < 0.4:
        name, day = rng.choice(words("laws_general")).split("|")
        on: date | None = date.fromisoformat(day)
    else:
        name, on = rng.choice(c.domain.laws), between(rng, date(2010, 6, 15), min(date(2024, 11, 30), c.on))
    if "Điều lệ" in name:
        return Mention(name, (Ref("điều lệ", None, None, None, name),), 11)
    form = rng.choice(("day", "day", "day", "year", "bare", "number")) if on and on < c.on else "bare"
    kind = "bộ luật" if name.startswith("Bộ") else "luật"
    if form == "day" and on:
        text = f"{name} {c.date(on)}"
        return Mention(text, (Ref(kind, None, on.isoformat(), None, text),), 11)
    if form == "year" and on:
        text = f"{name} năm {on.year}"
        return Mention(text, (Ref(kind, None, str(on.year), None, text),), 11)
    if form == "number" and on and " sửa đổi" not in name:
        number = f"{rng.randint(8, 95)}/{on.year}/QH{13 if on.year < 2016 else 14 if on.year < 2021 else 15}"
        text = f"{name} số {number}"
        return Mention(text, (Ref(kind, number, None, None, text),), 11)
    return Mention(name, (Ref(kind, None, None, None, name),), 11)


def full(c: Citer, doc: Cited, about: bool = True) -> tuple[str, Ref]:
    """ "Công văn số N ngày D của X về việc S"; normative subjects follow without "về việc"."""
    tail = ""
    if about:
        verb = (
            ""
            if doc.about.startswith(("quy định", "hướng dẫn thi hành", "ban hành", "phê duyệt"))
            else c.rng.choice(("về việc ", "về việc ", "về "))
        )
        tail = f" {verb}{doc.about}"
    so = "số " if c.rng.random() < 0.97 else ""
    when = f" {c.date(doc.on)}" if doc.on else ""
    text = f"{doc.kind} {so}{doc.number}{when} của {doc.of}{tail}"
    return text, doc.ref(text)


def received(c: Citer) -> Mention:
    """Pattern 1: nhận được TYPE số N ngày D của ISSUER về việc S."""
    doc = individual(c)
    text, ref = full(c, doc)
    return Mention(f"{c.body.short} nhận được {text}", (ref,), 1)


def guidance(c: Citer) -> Mention:
    """Pattern 2: the issuer stands before the number."""
    doc = individual(c)
    cite = f"{doc.kind[:1].lower() + doc.kind[1:]} số {doc.number} {c.date(doc.on or c.on)}"
    lead = c.rng.choice(("Theo hướng dẫn của", "Theo ý kiến chỉ đạo của", "Thực hiện ý kiến chỉ đạo của"))
    return Mention(f"{lead} {doc.of} tại {cite}", (doc.ref(f"{doc.of} tại {cite}"),), 2)


def shared_subject(c: Citer) -> Mention:
    """Pattern 3: two documents with one subject."""
    first, second = individual(c), individual(c)
    while second.number == first.number:
        second = individual(c)
    one, ref1 = full(c, first, about=False)
    two, ref2 = full(c, second)
    return Mention(f"Thực hiện {one} và {two}", (ref1, ref2), 3)


def dated_first(c: Citer) -> Mention:
    """Pattern 4: Ngày D, ISSUER đã có TYPE số N về việc S."""
    doc = individual(c)
    when = c.date(doc.on or c.on)
    verb = c.rng.choice(("có", "ban hành"))
    text = f"{when[0].upper()}{when[1:]}, {doc.of} đã {verb} {doc.kind} số {doc.number} về việc {doc.about}"
    return Mention(text, (doc.ref(text),), 4)


def own_earlier(c: Citer) -> Mention:
    """Pattern 5: a date, many words, then the body's own earlier document."""
    day = before(c.rng, c.on, 200)
    unit = c.rng.choice(c.body.units)
    number = f"{c.number(900)}-CV/{c.body.code}" if c.body.party else f"{c.number()}/{c.body.code}-{unit.code}"
    doc = Cited("Văn bản", number, day, c.body.short, f"{c.rng.choice(words('verbs'))} {c.topic}")
    when = c.date(day)
    lead = f"{when[0].upper()}{when[1:]}, trên cơ sở đề xuất của các cơ quan, đơn vị và tình hình thực tế"
    text = f"{lead}, {c.body.short} đã ban hành văn bản số {number} về việc {doc.about}"
    return Mention(text, (doc.ref(text),), 5)


def undated(c: Citer) -> Mention:
    """Pattern 6: TYPE số N của ISSUER, without a date."""
    doc = individual(c)
    text = f"{doc.kind} số {doc.number} của {doc.of}"
    return Mention(f"{c.rng.choice(('Thực hiện', 'Căn cứ', 'Triển khai'))} {text}", (doc.ref(text, dated=False),), 6)


def warning(c: Citer) -> Mention:
    """Pattern 8: ngày D, ISSUER đã có thông báo về S, without a number."""
    day, bo = before(c.rng, c.on, 90), at(c.domain.bo, c.on)
    kind = c.rng.choice(("thông báo", "cảnh báo"))
    when = c.date(day)
    text = f"{when[0].upper()}{when[1:]}, {bo.name} đã có {kind} về {c.topic}"
    return Mention(text, (Ref(kind, None, day.isoformat(), bo.name, text),), 8)


def advice(c: Citer) -> Mention:
    """Pattern 9: khuyến nghị, hướng dẫn của ISSUER, neither number nor date."""
    kind, bo = c.rng.choice(("khuyến nghị", "hướng dẫn")), at(c.domain.bo, c.on)
    text = f"{kind} của {bo.name} về {c.topic}"
    return Mention(f"Thực hiện {text}", (Ref(kind, None, None, bo.name, text),), 9)


def following(c: Citer) -> Mention:
    """Pattern 12: Tiếp theo, Phúc đáp, Triển khai; and a proposal in a Tờ trình."""
    doc = individual(c)
    text, ref = full(c, doc)
    lead = c.rng.choice(("Tiếp theo", "Phúc đáp", "Triển khai", "Trả lời", "Theo đề nghị tại", "Thực hiện", "Căn cứ"))
    return Mention(f"{lead} {text}", (ref,), 12)


def proposal(c: Citer) -> Mention:
    """Pattern 12 as the last căn cứ of a decision: Theo đề nghị của X tại Tờ trình số N ngày D."""
    day = before(c.rng, c.on, 40)
    if c.body.level in ("ubnd", "pm", "hdnd", "bo"):
        named = at(c.domain.so if c.body.level not in ("pm", "bo") else c.domain.bo, c.on)
        of = f"{'Bộ trưởng' if named.name.startswith('Bộ') else 'Giám đốc'} {named.name}"
        number = f"{c.number(420)}/TTr-{named.code}"
        text = f"{of} tại Tờ trình số {number} {c.date(day)}"
        return Mention(f"Theo đề nghị của {text}", (Ref("tờ trình", number, day.isoformat(), of, text),), 12)
    return Mention(f"Theo đề nghị của Trưởng phòng {c.rng.choice(c.body.units).name.removeprefix('Phòng ')}", (), 11)


def amendment(c: Citer) -> Mention:
    """Pattern 13: sửa đổi, thay thế, bãi bỏ TYPE số N."""
    doc = replace(individual(c), kind="Quyết định")
    doc = replace(doc, number=f"{c.number(3000)}/QĐ-{c.body.code}", of=c.body.name)
    if c.body.party:
        doc = replace(doc, number=f"{c.number(500)}-QĐ/{c.body.code}")
    text, ref = full(c, doc)
    lead = c.rng.choice(("thay thế", "bãi bỏ", "sửa đổi, bổ sung một số nội dung của", "đính chính"))
    return Mention(f"{lead} {text}", (ref,), 13)


def pinpoint(c: Citer) -> Mention:
    """Pattern 14: điểm a khoản 2 Điều 5 of a normative document."""
    doc = normative(c)
    text, ref = full(c, doc)
    where = c.rng.choice(
        ("điểm {p} khoản {k} Điều {a}", "khoản {k} Điều {a}", "Điều {a}", "điểm {p} khoản {k} Điều {a} Chương II")
    ).format(p=c.rng.choice("abcdđeg"), k=c.rng.randint(1, 6), a=c.rng.randint(2, 40))
    return Mention(f"quy định tại {where} {text}", (ref,), 14)


OPENERS: tuple[Callable[[Citer], Mention], ...] = (
    received,
    guidance,
    shared_subject,
    dated_first,
    own_earlier,
    undated,
    warning,
    advice,
    following,
    following,
    shared_subject,
)


def party_opener(c: Citer) -> Mention:
    """A Party letter's opening: Thực hiện or Căn cứ a Party document."""
    doc = party_document(c)
    text, ref = full(c, doc)
    return Mention(f"{c.rng.choice(('Thực hiện', 'Căn cứ', 'Tiếp tục thực hiện'))} {text}", (ref,), 3)


def basis(c: Citer) -> list[Mention]:
    """The Căn cứ lines of a decision or plan: laws, normative and individual documents."""
    rng = c.rng
    if c.body.party:
        made = [
            Mention(
                "Căn cứ Điều lệ Đảng Cộng sản Việt Nam", (Ref("điều lệ", None, None, None, "Điều lệ Đảng Cộng sản Việt Nam"),), 11
            )
        ]
        return made + [
            Mention(f"Căn cứ {t}", (r,), 11) for t, r in (full(c, party_document(c)) for _ in range(rng.randint(1, 3)))
        ]
    made = [_based(law(c)) for _ in range(rng.randint(1, 2))]
    for _ in range(rng.randint(1, 3)):
        text, ref = full(c, normative(c))
        made.append(Mention(f"Căn cứ {text}", (ref,), 11))
    if rng.random() < 0.6:
        text, ref = full(c, individual(c))
        made.append(Mention(f"{rng.choice(('Căn cứ', 'Thực hiện'))} {text}", (ref,), 11))
    return made


def _based(mention: Mention) -> Mention:
    return replace(mention, text=f"Căn cứ {mention.text}")
