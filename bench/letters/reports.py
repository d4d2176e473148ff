"""The body of plans, notices, reports and proposals."""

from __future__ import annotations

from bench.letters import directives
from bench.letters.bodies import Job, aims, bases, fact, heading, lead_in, mention_annex, opening
from bench.letters.citations import (
    Citer,
)
from bench.letters.deadlines import deadline
from bench.letters.lexicon import capital, draw, words
from bench.letters.model import Order, Para, Sheet, Table

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")


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
    heading(sheet, "I", "MỤC ĐÍCH, YÊU CẦU")
    for n, aim in enumerate(aims(c, c.rng.randint(2, 4)), 1):
        sheet.para(f"{n}. {aim}.")
    heading(sheet, "II", c.rng.choice(("NỘI DUNG", "NHIỆM VỤ, GIẢI PHÁP", "NỘI DUNG THỰC HIỆN")))
    for n in range(1, c.rng.randint(2, 4)):
        sheet.para(f"{n}. {capital(c.rng.choice(c.domain.topics))}", bold=True)
        directives.bullets(c, sheet, ("các cơ quan, đơn vị", "must"), c.rng.randint(1, 3))
    if c.rng.random() < 0.4:
        heading(sheet, "III", "KINH PHÍ THỰC HIỆN")
        sheet.para(f"Kinh phí thực hiện được bố trí từ nguồn ngân sách nhà nước năm {c.on.year} và các nguồn hợp pháp khác.")
    heading(
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
    lead_in(job, sheet)
    for n in range(1, c.rng.randint(3, 5)):
        if c.rng.random() < 0.4:
            sheet.para(f"{n}. {fact(c)}.")
            continue
        text, orders = directives.single(c, c.rng.choice(c.domain.bodies), c.rng.choice(directives.MODALITIES))
        sheet.para(f"{n}. {text}.")
        sheet.order(*orders)
    mention_annex(job, sheet)
    made_known = f"{c.body.short} thông báo để các cơ quan, đơn vị biết, thực hiện"
    sheet.para(f"{made_known}./.")
    sheet.order(Order("các cơ quan, đơn vị", made_known, "require"))


def report(job: Job, sheet: Sheet) -> None:
    """Báo cáo: results, shortcomings, what comes next, and a table now and then."""
    c, mention = job.c, opening(job, sheet)
    joint = ". " if mention.pattern in (4, 5, 8) else ", "
    sheet.para(f"{mention.text}{joint}{c.body.short} báo cáo như sau:")
    heading(sheet, "I", "KẾT QUẢ THỰC HIỆN")
    for n in range(1, c.rng.randint(3, 5)):
        sheet.para(f"{n}. {fact(c)}.")
    if c.rng.random() < 0.5:
        figures(c, sheet)
    heading(sheet, "II", "TỒN TẠI, HẠN CHẾ")
    sheet.para(f"{fact(c)}.")
    heading(sheet, "III", "ĐỀ XUẤT, KIẾN NGHỊ")
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
    heading(sheet, "I", "SỰ CẦN THIẾT")
    sheet.para(f"{fact(c)}. Do đó, việc {job.subject} là cần thiết.")
    heading(sheet, "II", "NỘI DUNG")
    for n, aim in enumerate(aims(c, 2), 1):
        sheet.para(f"{n}. {aim}.")
    text = f"Kính trình {to} xem xét, quyết định"
    sheet.para(f"{text}./.")
    sheet.order(Order(to, text, "request"))
