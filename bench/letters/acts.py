"""The body of decisions, resolutions, instructions and regulations."""

from __future__ import annotations

from bench.letters import directives
from bench.letters.bodies import Job, article, bases, closing_must, fact, opening
from bench.letters.citations import (
    Citer,
    amendment,
    full,
    normative,
)
from bench.letters.lexicon import capital, draw, fill, words
from bench.letters.model import Order, Para, Sheet


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
    article(sheet, 1, what + ("." if job.annex else ":"))
    if not job.annex:
        for n, line in enumerate(_contents(c), 1):
            sheet.para(f"{n}. {line}.")
    article(sheet, 2, _second(job, sheet))
    if c.rng.random() < 0.4:
        mention = amendment(c)
        sheet.cite(*mention.refs)
        article(sheet, 3, f"{capital(noun)} này có hiệu lực kể từ ngày ký và {mention.text}.")
    else:
        article(sheet, 3, f"{capital(noun)} này có hiệu lực thi hành kể từ ngày ký.")
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
    article(sheet, 4, text + "./.")
    sheet.order(Order(who, text, "must"))


def _low(name: str) -> str:
    return name[:1].lower() + name[1:] if name.startswith("Các ") else name


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
    article(sheet, 1, "Phạm vi điều chỉnh")
    sheet.para(f"{capital(kind)} này quy định về nguyên tắc, nội dung và trách nhiệm của các cơ quan, đơn vị trong {c.topic}.")
    article(sheet, 2, "Đối tượng áp dụng")
    text, ref = full(c, normative(c), about=False)
    sheet.cite(ref)
    sheet.para(f"{capital(kind)} này áp dụng đối với các cơ quan, đơn vị, cá nhân có liên quan theo {text}.")
    sheet.para("Chương II", **center)
    sheet.para("QUY ĐỊNH CỤ THỂ", **center)
    for n, actor in enumerate(draw(c.rng, c.domain.bodies, c.rng.randint(1, 3)), 3):
        article(sheet, n, f"Trách nhiệm của {actor}")
        directives.bullets(c, sheet, (actor, "must"), c.rng.randint(2, 3), "{n}. ")
