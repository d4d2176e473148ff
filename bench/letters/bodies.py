"""Letters and telegrams, and what the bodies of all kinds have in common: opening, bases, headings, closing."""

from __future__ import annotations

from dataclasses import dataclass

from bench.letters import contacts, directives
from bench.letters.addressing import above
from bench.letters.citations import (
    OPENERS,
    Citer,
    Mention,
    basis,
    full,
    individual,
    party_opener,
    pinpoint,
    proposal,
)
from bench.letters.lexicon import capital, draw, fill, words
from bench.letters.model import Order, Sheet


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


def closing_must(job: Job, sheet: Sheet) -> None:
    """The closing duty of a chỉ thị or quy chế."""
    text = f"Thủ trưởng các cơ quan, đơn vị chịu trách nhiệm thi hành {capital(job.kind)} này"
    sheet.para(text + "./.")
    sheet.order(Order("Thủ trưởng các cơ quan, đơn vị", text, "must"))


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


def heading(sheet: Sheet, number: str, text: str) -> None:
    """A numbered heading in bold."""
    sheet.para(f"{number}. {text}", bold=True, before=8)


def article(sheet: Sheet, number: int, text: str) -> None:
    """An article with its number."""
    sheet.para(f"Điều {number}. {text}", lead=len(f"Điều {number}."))


def aims(c: Citer, count: int) -> list[str]:
    """Aims, each a sentence without its full stop."""
    return [fill(c.rng, t, topic=c.topic) for t in draw(c.rng, words("aims"), count)]


def letter(job: Job, sheet: Sheet) -> None:
    """A công văn: citation, background, what is asked, closing."""
    c = job.c
    lead_in(job, sheet)
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


def lead_in(job: Job, sheet: Sheet) -> None:
    """Citation and background."""
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
