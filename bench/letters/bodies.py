"""The body of each kind of letter that has running text: letters, decisions, plans, reports, regulations."""

from __future__ import annotations

from dataclasses import dataclass

from bench.letters import contacts, directives
from bench.letters.addressing import above
from bench.letters.citations import (
    OPENERS,
    Citer,
    Mention,
    amendment,
    basis,
    full,
    individual,
    normative,
    party_opener,
    pinpoint,
    proposal,
)
from bench.letters.deadlines import deadline
from bench.letters.lexicon import capital, draw, fill, words
from bench.letters.model import Order, Para, Sheet, Table

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be written: the citer knows who and when, `recipients` whom to."""

    c: Citer
    kind: str
    subject: str
    recipients: tuple[str, ...]
    annex: str | None = None

    @property
    def actors(self) -> str:
        """How the text calls those it addresses."""
        if len(self.recipients) == 1:
            name = self.recipients[0]
            return name[:1].lower() + name[1:] if name.startswith(("Các ", "Hiệu trưởng", "Trưởng ")) else name
        return self.c.rng.choice(("các cơ quan, đơn vị", "các đơn vị", "các cơ quan, đơn vị, địa phương"))


def opening(job: Job, sheet: Sheet) -> Mention:
    """A citing clause that opens the text; its documents go into the truth."""
    c = job.c
    mention = party_opener(c) if c.body.party else c.rng.choice(OPENERS)(c)
    sheet.cite(*mention.refs)
    return mention


def fact(c: Citer) -> str:
    """A sentence of background, without its full stop."""
    pool = c.domain.facts if c.rng.random() < 0.6 else words("facts")
    return fill(c.rng, c.fresh(pool), topic=c.topic)


def mention_annex(job: Job, sheet: Sheet) -> None:
    """The line that says what is enclosed."""
    if job.annex:
        form = job.c.rng.choice(("(Gửi kèm theo {a})", "(Có {a} kèm theo)", "({a} kèm theo)"))
        sheet.para(form.format(a=job.annex), italic=True)


def closing(job: Job, sheet: Sheet) -> None:
    """The last paragraph, with the end mark."""
    c, text = job.c, job.c.rng.choice(words("ends"))
    if c.rng.random() < 0.5:
        text = c.rng.choice(words("closings")).format(issuer=c.body.short)
    sheet.para(text + "./.")
    if "đề nghị" in text:
        sheet.order(Order("các cơ quan, đơn vị", text, "request"))


def letter(job: Job, sheet: Sheet) -> None:
    """A công văn: citation, background, what is asked, closing."""
    c = job.c
    _lead_in(job, sheet)
    if len(job.recipients) == 1 and job.recipients[0] in above(c.on, c.domain, c.body):
        upward(job, sheet)
        return
    style = c.rng.random()
    if style < 0.35:
        directives.framed(c, sheet, job.actors)
    elif style < 0.55:
        directives.numbered(c, sheet, list(job.recipients) if len(job.recipients) > 1 else draw(c.rng, c.domain.bodies, 3))
    elif style < 0.72:
        directives.paragraph(c, sheet, job.actors)
    elif style < 0.86:
        sheet.para(f"Để triển khai {c.topic} đạt hiệu quả, {c.body.short} có ý kiến như sau:")
        directives.medley(c, sheet, job.actors)
    else:
        answer(job, sheet)
    if c.rng.random() < 0.5:
        directives.closing_report(c, sheet, job.actors)
    mention_annex(job, sheet)
    if c.rng.random() < 0.15:
        contacts.sentence(c.rng, c.body, sheet)
    closing(job, sheet)


def upward(job: Job, sheet: Sheet) -> None:
    """What a body asks of the one above it."""
    c, to = job.c, job.recipients[0]
    for _ in range(c.rng.randint(1, 2)):
        lead = c.rng.choice(("Đề nghị", "Kính đề nghị", "Kính mong"))
        text = f"{lead} {to} {c.fresh(words('petitions')).format(topic=c.topic)}"
        sheet.para(f"{text}.")
        sheet.order(Order(to, text, "request"))
    mention_annex(job, sheet)
    text = f"{c.body.short} kính đề nghị {to} xem xét, {c.rng.choice(('quyết định', 'cho ý kiến', 'chấp thuận'))}"
    sheet.para(f"{text}./.")
    sheet.order(Order(to, text, "request"))


def _lead_in(job: Job, sheet: Sheet) -> None:
    c, mention = job.c, opening(job, sheet)
    tail = (
        ""
        if mention.pattern in (4, 5, 8)
        else c.rng.choice(
            (
                f", {c.body.short} thông báo như sau",
                f"; sau khi xem xét, {c.body.short} có ý kiến như sau",
                f"; để thực hiện tốt {c.topic}, {c.body.short} thông tin đến các đơn vị như sau",
            )
        )
    )
    sheet.para(mention.text + tail + (":" if "như sau" in tail else "."))
    if c.rng.random() < 0.3:
        later = next(iter(sheet.refs.values()))
        if later.number and later.issuer:
            lead = c.rng.choice((f"Theo {later.document_type} số {later.number} nêu trên", f"Theo {later.document_type} này"))
            sheet.para(f"{lead}, {c.topic} được xác định là nhiệm vụ trọng tâm trong năm {c.on.year}.")
    if c.rng.random() < 0.6:
        sheet.para(fact(c) + ".")


def answer(job: Job, sheet: Sheet) -> None:
    """An opinion with a citation of an article and no instruction but one."""
    c, where = job.c, pinpoint(job.c)
    sheet.cite(*where.refs)
    sheet.para(f"1. {c.body.short} cơ bản thống nhất với nội dung đề nghị, bảo đảm phù hợp với {where.text}.")
    text, orders = directives.single(c, job.actors, "request")
    sheet.para(f"2. {text}.")
    sheet.order(*orders)


def bases(job: Job, sheet: Sheet, with_proposal: bool = True) -> None:
    """The Căn cứ lines in italics, each ended by a semicolon, the last by a full stop or comma."""
    c = job.c
    lines = basis(c)
    if with_proposal and not c.body.party:
        lines.append(proposal(c))
    end = c.rng.choice((".", ".", ","))
    for n, mention in enumerate(lines):
        sheet.para(mention.text + (end if n == len(lines) - 1 else ";"), italic=True)
        sheet.cite(*mention.refs)


def decision(job: Job, sheet: Sheet) -> None:
    """Quyết định and nghị quyết: who decides, bases, articles."""
    c, noun = job.c, job.kind
    sheet.blocks.append(Para(_authority(job), "title", "center", 13.5, bold=True, before=14))
    bases(job, sheet)
    verb = "QUYẾT NGHỊ:" if noun == "nghị quyết" else "QUYẾT ĐỊNH:"
    sheet.blocks.append(Para(verb, "title", "center", 14, bold=True, before=12))
    what = (
        f"Ban hành kèm theo {capital(noun)} này {job.annex}"
        if job.annex
        else f"{capital(job.subject)}, với các nội dung chủ yếu sau đây"
    )
    _article(sheet, 1, what + ("." if job.annex else ":"))
    if not job.annex:
        for n, line in enumerate(_contents(c), 1):
            sheet.para(f"{n}. {line}.")
    _article(sheet, 2, _second(job, sheet))
    if c.rng.random() < 0.4:
        mention = amendment(c)
        sheet.cite(*mention.refs)
        _article(sheet, 3, f"{capital(noun)} này có hiệu lực kể từ ngày ký và {mention.text}.")
    else:
        _article(sheet, 3, f"{capital(noun)} này có hiệu lực thi hành kể từ ngày ký.")
    _final_article(job, sheet)


def _contents(c: Citer) -> list[str]:
    """What a decision approves: aim, time, money, who carries it out."""
    money = f"{c.rng.randint(2, 990)}.{c.rng.randint(0, 999):03d}.000 đồng"
    lines = (
        f"Mục tiêu: {_aim(c)}",
        f"Thời gian thực hiện: từ năm {c.on.year} đến năm {c.on.year + c.rng.randint(1, 5)}",
        f"Tổng kinh phí: {money}, từ nguồn {c.rng.choice(('ngân sách tỉnh', 'sự nghiệp', 'đầu tư công', 'xã hội hóa'))}",
        f"Cơ quan chủ trì: {c.rng.choice(c.domain.bodies)}",
        f"Địa điểm: {c.body.region.full}",
    )
    return draw(c.rng, lines, c.rng.randint(2, 4))


def _aim(c: Citer) -> str:
    text = fill(c.rng, c.fresh(words("aims")), topic=c.topic)
    return text[:1].lower() + text[1:]


def _authority(job: Job) -> str:
    c = job.c
    if c.body.level == "hdnd" or job.kind == "nghị quyết":
        term = f"KHÓA {c.rng.choice(('IX', 'X', 'XVII', 'XVIII'))}, KỲ HỌP THỨ {c.rng.randint(2, 30)}"
        return f"{c.body.name.upper()} {term}" if c.body.level == "hdnd" else c.body.name.upper()
    if c.body.collective and c.rng.random() < 0.4:
        return c.body.name.upper()
    if c.body.level == "pm":
        return "THỦ TƯỚNG CHÍNH PHỦ"
    return f"{c.body.head} {c.body.name}".upper()


def _article(sheet: Sheet, number: int, text: str) -> None:
    sheet.para(f"Điều {number}. {text}", lead=len(f"Điều {number}."))


def _second(job: Job, sheet: Sheet) -> str:
    text, orders = directives.single(job.c, job.c.rng.choice(job.c.domain.bodies), "assign")
    sheet.order(*orders)
    return text + "."


def _final_article(job: Job, sheet: Sheet) -> None:
    c = job.c
    office = c.body.office if c.body.level != "hdnd" else "Thường trực Hội đồng nhân dân"
    others = ", ".join(_low(b) for b in draw(c.rng, c.domain.bodies, 2))
    who = f"{office}, {c.rng.choice(('Thủ trưởng', 'Giám đốc'))} {others} và các tổ chức, cá nhân có liên quan"
    text = f"{who} chịu trách nhiệm thi hành {capital(job.kind)} này"
    _article(sheet, 4, text + "./.")
    sheet.order(Order(who, text, "must"))


def _low(name: str) -> str:
    return name[:1].lower() + name[1:] if name.startswith("Các ") else name


def _aims(c: Citer, count: int) -> list[str]:
    return [fill(c.rng, t, topic=c.topic) for t in draw(c.rng, words("aims"), count)]


def instruction(job: Job, sheet: Sheet) -> None:
    """Chỉ thị: background, then one body after another is told what to do."""
    c = job.c
    sheet.para(fact(c) + ".")
    mention = opening(job, sheet)
    end = "." if mention.pattern in (4, 5, 8) else ","
    who = c.body.short if c.body.collective else c.body.head
    sheet.para(f"{mention.text}{end} {who} yêu cầu các cơ quan, đơn vị thực hiện nghiêm các nội dung sau:")
    for n, actor in enumerate(draw(c.rng, c.domain.bodies, c.rng.randint(2, 4)), 1):
        head = f"{n}. {capital(actor)}:"
        sheet.para(head, lead=len(head))
        directives.bullets(c, sheet, (actor, "require"), c.rng.randint(2, 4), c.rng.choice(("- ", "{a}) ")))
    text, orders = directives.single(c, c.body.office, "assign")
    sheet.para(f"{text}.")
    sheet.order(*orders)
    closing_must(job, sheet)


def closing_must(job: Job, sheet: Sheet) -> None:
    """The closing duty of a chỉ thị or quy chế."""
    text = f"Thủ trưởng các cơ quan, đơn vị chịu trách nhiệm thi hành {capital(job.kind)} này"
    sheet.para(text + "./.")
    sheet.order(Order("Thủ trưởng các cơ quan, đơn vị", text, "must"))


def _heading(sheet: Sheet, number: str, text: str) -> None:
    sheet.para(f"{number}. {text}", bold=True, before=8)


def plan(job: Job, sheet: Sheet) -> None:
    """Kế hoạch, chương trình, phương án, đề án, dự án: bases, aims, contents, who does what."""
    c = job.c
    if c.rng.random() < 0.6:
        bases(job, sheet, with_proposal=False)
        sheet.para(f"{c.body.short} ban hành {capital(job.kind)} {job.subject}, cụ thể như sau:")
    else:
        mention = opening(job, sheet)
        tail = "." if mention.pattern in (4, 5, 8) else ","
        sheet.para(f"{mention.text}{tail} {c.body.short} xây dựng {capital(job.kind)} {job.subject} như sau:")
    _heading(sheet, "I", "MỤC ĐÍCH, YÊU CẦU")
    for n, aim in enumerate(_aims(c, c.rng.randint(2, 4)), 1):
        sheet.para(f"{n}. {aim}.")
    _heading(sheet, "II", c.rng.choice(("NỘI DUNG", "NHIỆM VỤ, GIẢI PHÁP", "NỘI DUNG THỰC HIỆN")))
    for n in range(1, c.rng.randint(2, 4)):
        sheet.para(f"{n}. {capital(c.rng.choice(c.domain.topics))}", bold=True)
        directives.bullets(c, sheet, ("các cơ quan, đơn vị", "must"), c.rng.randint(1, 3))
    if c.rng.random() < 0.4:
        _heading(sheet, "III", "KINH PHÍ THỰC HIỆN")
        sheet.para(f"Kinh phí thực hiện được bố trí từ nguồn ngân sách nhà nước năm {c.on.year} và các nguồn hợp pháp khác.")
    _heading(
        sheet,
        ROMAN[3] if any(isinstance(b, Para) and b.text.startswith("III.") for b in sheet.blocks) else "III",
        "TỔ CHỨC THỰC HIỆN",
    )
    if c.rng.random() < 0.4:
        assignments(c, sheet, c.rng.randint(3, 6))
    else:
        for n, actor in enumerate(draw(c.rng, c.domain.bodies, c.rng.randint(2, 4)), 1):
            sheet.para(f"{n}. {capital(actor)}", bold=True)
            directives.bullets(c, sheet, (actor, "assign"), c.rng.randint(1, 3))
    mention_annex(job, sheet)
    end = c.rng.choice(words("closings")).format(issuer=c.body.short)
    sheet.para(f"Trên đây là {capital(job.kind)} {job.subject}. {end}./.")
    sheet.order(Order("các cơ quan, đơn vị", end, "request"))


def assignments(c: Citer, sheet: Sheet, count: int, zone: str = "body") -> None:
    """A table of tasks: Nội dung, Đơn vị chủ trì, Đơn vị phối hợp, Thời hạn; each row a directive."""
    rows = [
        ("STT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", c.rng.choice(("Thời hạn", "Thời gian hoàn thành")))
    ]
    for n in range(1, count + 1):
        text = capital(directives.task(c, 0).words)
        lead, helper = draw(c.rng, c.domain.bodies, 2)
        due = deadline(c.rng, c.on, c.style)
        words_ = capital(due.words)
        rows.append((str(n), text, lead, helper, words_))
        sheet.order(Order(lead, text, "assign", due.value if due.value[:2] == "20" and due.value.count("-") == 2 else words_))
    sheet.blocks.append(Table(tuple(rows), (0.07, 0.37, 0.2, 0.2, 0.16), zone))


def figures(c: Citer, sheet: Sheet, zone: str = "body") -> None:
    """A table of figures by place, without directives."""
    unit = c.rng.choice(("Số lượng", "Kinh phí (triệu đồng)", "Tỷ lệ (%)"))
    rows = [("STT", "Đơn vị", unit, "Ghi chú")]
    rows += [
        (str(n), body, f"{c.rng.randint(12, 980)}", c.rng.choice(("", "", "Đạt", "Chưa đạt")))
        for n, body in enumerate(c.domain.bodies, 1)
    ]
    sheet.blocks.append(Table(tuple(rows), (0.1, 0.5, 0.22, 0.18), zone))


def notice(job: Job, sheet: Sheet) -> None:
    """Thông báo, thông cáo, kết luận, hướng dẫn: a citation and numbered points."""
    c = job.c
    _lead_in(job, sheet)
    for n in range(1, c.rng.randint(3, 5)):
        if c.rng.random() < 0.4:
            sheet.para(f"{n}. {fact(c)}.")
            continue
        text, orders = directives.single(c, c.rng.choice(c.domain.bodies), c.rng.choice(directives.MODALITIES))
        sheet.para(f"{n}. {text}.")
        sheet.order(*orders)
    mention_annex(job, sheet)
    sheet.para(f"{c.body.short} thông báo để các cơ quan, đơn vị biết, thực hiện./.")


def report(job: Job, sheet: Sheet) -> None:
    """Báo cáo: results, shortcomings, what comes next, and a table now and then."""
    c, mention = job.c, opening(job, sheet)
    joint = ". " if mention.pattern in (4, 5, 8) else ", "
    sheet.para(f"{mention.text}{joint}{c.body.short} báo cáo như sau:")
    _heading(sheet, "I", "KẾT QUẢ THỰC HIỆN")
    for n in range(1, c.rng.randint(3, 5)):
        sheet.para(f"{n}. {fact(c)}.")
    if c.rng.random() < 0.5:
        figures(c, sheet)
    _heading(sheet, "II", "TỒN TẠI, HẠN CHẾ")
    sheet.para(f"{fact(c)}.")
    _heading(sheet, "III", "ĐỀ XUẤT, KIẾN NGHỊ")
    to = job.recipients[0] if job.recipients else "cấp có thẩm quyền"
    text = f"{c.rng.choice(('Đề nghị', 'Kính đề nghị', 'Kiến nghị'))} {to} {c.fresh(words('petitions')).format(topic=c.topic)}"
    sheet.para(f"{text}.")
    sheet.order(Order(to, text, "request"))
    mention_annex(job, sheet)
    sheet.para(f"Trên đây là Báo cáo {job.subject} của {c.body.short}./.")


def proposal_letter(job: Job, sheet: Sheet) -> None:
    """Tờ trình: why, what, and the request to decide."""
    c, to = job.c, job.recipients[0]
    bases(job, sheet, with_proposal=False)
    _heading(sheet, "I", "SỰ CẦN THIẾT")
    sheet.para(f"{fact(c)}. Do đó, việc {job.subject} là cần thiết.")
    _heading(sheet, "II", "NỘI DUNG")
    for n, aim in enumerate(_aims(c, 2), 1):
        sheet.para(f"{n}. {aim}.")
    text = f"Kính trình {to} xem xét, quyết định"
    sheet.para(f"{text}./.")
    sheet.order(Order(to, text, "request"))


def regulation(job: Job, sheet: Sheet) -> None:
    """Quy chế, quy định: chapters and articles."""
    c = job.c
    articles(c, sheet, job.kind)
    closing_must(job, sheet)


def articles(c: Citer, sheet: Sheet, kind: str) -> None:
    """Three chapters of articles about scope, duties and carrying out."""
    center = {"align": "center", "bold": True, "indent": 0}
    sheet.para("Chương I", **center)
    sheet.para("QUY ĐỊNH CHUNG", **center)
    _article(sheet, 1, "Phạm vi điều chỉnh")
    sheet.para(f"{capital(kind)} này quy định về nguyên tắc, nội dung và trách nhiệm của các cơ quan, đơn vị trong {c.topic}.")
    _article(sheet, 2, "Đối tượng áp dụng")
    text, ref = full(c, normative(c), about=False)
    sheet.cite(ref)
    sheet.para(f"{capital(kind)} này áp dụng đối với các cơ quan, đơn vị, cá nhân có liên quan theo {text}.")
    sheet.para("Chương II", **center)
    sheet.para("QUY ĐỊNH CỤ THỂ", **center)
    for n, actor in enumerate(draw(c.rng, c.domain.bodies, c.rng.randint(1, 3)), 3):
        _article(sheet, n, f"Trách nhiệm của {actor}")
        directives.bullets(c, sheet, (actor, "must"), c.rng.randint(2, 3), "{n}. ")


def telegram(job: Job, sheet: Sheet) -> None:
    """Công điện: what happened, who must do what at once."""
    c = job.c
    sheet.para(fact(c) + ".")
    doc, ref = full(c, individual(c))
    sheet.cite(ref)
    sheet.para(f"Để chủ động ứng phó, thực hiện {doc}, {c.body.short} yêu cầu:")
    for n, actor in enumerate(job.recipients, 1):
        text, orders = directives.single(c, actor, c.rng.choice(("must", "must", "require", "assign")))
        sheet.para(f"{n}. {text}.")
        sheet.order(*orders)
    text, orders = directives.single(c, job.actors, "must_not")
    sheet.para(f"{text}./.")
    sheet.order(*orders)
