"""What follows the signature: annexes, an attached regulation, and the copy block (SAO Y)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bench.letters.acts import articles
from bench.letters.agencies import people_committee
from bench.letters.bodies import Job
from bench.letters.heads import Registry, signer_truth, signing
from bench.letters.lexicon import capital
from bench.letters.model import Block, Columns, Gap, PageBreak, Para, Sheet, Table
from bench.letters.people import person
from bench.letters.reports import assignments, figures


def roster(job: Job, sheet: Sheet) -> None:
    """A list of people with birth year and office."""
    c = job.c
    rows = [("STT", "Họ và tên", "Năm sinh", "Chức vụ, đơn vị", "Ghi chú")]
    for n in range(1, c.rng.randint(6, 25)):
        rows.append(
            (
                str(n),
                person(c.rng),
                str(c.rng.randint(1965, 1999)),
                f"{c.rng.choice(('Chuyên viên', 'Trưởng phòng', 'Phó Giám đốc', 'Viên chức'))}, {c.rng.choice(c.domain.bodies)}",
                "",
            )
        )
    sheet.blocks.append(Table(tuple(rows), (0.08, 0.28, 0.13, 0.39, 0.12), "annex"))


REGULATED = date(2020, 3, 5)
"""From this day the decree's own names of copies."""

KINDS: dict[str, Callable[[Job, Sheet], None]] = {
    "Danh sách": roster,
    "Bảng phân công nhiệm vụ": lambda job, sheet: assignments(job.c, sheet, job.c.rng.randint(4, 9), "annex"),
    "Biểu tổng hợp số liệu": lambda job, sheet: figures(job.c, sheet, "annex"),
}


def title(job_topic: str, kind: str, roman: str = "") -> str:
    """The annex's title, as the letter's text and the truth name it."""
    return f"{kind} {job_topic}" if not roman else f"Phụ lục {roman}: {kind} {job_topic}"


def annex(job: Job, sheet: Sheet, kind: str, reg: Registry) -> None:
    """One annex on new pages; some leave the number and day of their letter open, as electronic ones may."""
    c, before, blank = job.c, len(sheet.blocks), job.c.rng.random() < 0.3
    sheet.blocks.append(PageBreak())
    center = {"align": "center", "indent": 0, "before": 2}
    sheet.para(c.rng.choice(("PHỤ LỤC", "Phụ lục", "PHỤ LỤC I")), bold=True, **center)
    sheet.para(f"{kind} {c.topic}".upper() if c.rng.random() < 0.7 else f"{kind} {c.topic}", bold=True, **center)
    sheet.para(kem_theo(reg, job.kind, c.body.name, blank), italic=True, **center)
    KINDS[kind](job, sheet)
    _rezone(sheet, before)


def kem_theo(reg: Registry, noun: str, of: str, blank: bool) -> str:
    """ "(Kèm theo Công văn số 12/SYT-NVY ngày 05 tháng 3 năm 2020 của Sở Y tế)"."""
    mark = "-" if reg.party else "/"
    number = f"{reg.habits.blank if blank or not reg.number else reg.number}{mark}{reg.notation}"
    day = f"{reg.on.day:02d}" if reg.day and not blank else reg.habits.blank[:5]
    return f"(Kèm theo {capital(noun)} số {number} ngày {day} tháng {reg.on.month:02d} năm {reg.on.year} của {of})"


def attached(job: Job, sheet: Sheet, reg: Registry) -> None:
    """A regulation issued with a decision, as an annex; its articles are directives of the decision's truth."""
    c, before = job.c, len(sheet.blocks)
    sheet.blocks.append(PageBreak())
    center = {"align": "center", "indent": 0, "before": 2}
    sheet.para("QUY CHẾ", bold=True, **center)
    sheet.para(f"Phối hợp trong {c.topic}", bold=True, **center)
    sheet.para(kem_theo(reg, job.kind, c.body.name, blank=False), italic=True, **center)
    articles(c, sheet, "quy chế")
    _rezone(sheet, before)


def _rezone(sheet: Sheet, start: int) -> None:
    for n in range(start, len(sheet.blocks)):
        block = sheet.blocks[n]
        if isinstance(block, Para):
            sheet.blocks[n] = _as(block)


def _as(p: Para) -> Para:
    return Para(p.text, "annex", p.align, p.size, p.bold, p.italic, p.indent, p.left, p.before, p.lead, p.hand, p.rule, p.boxed)


def copy_block(job: Job) -> tuple[list[Block], dict[str, object]]:
    """The second small form of a copied document: SAO Y, its own number, day and signer; not the letter's."""
    rng, c = job.c.rng, job.c
    kinds = (("SAO Y", "SY"), ("SAO Y", "SY"), ("SAO LỤC", "SL"), ("TRÍCH SAO", "TrS"))
    before = (("SAO Y BẢN CHÍNH", "SY"), ("SAO LỤC", "SL"), ("TRÍCH SAO", "TS"))
    kind, code = rng.choice(kinds if c.on >= REGULATED else before)
    body = people_committee(rng, c.on, "commune")
    reg = Registry(f"{rng.randint(1, 300):02d}", f"{code}-UBND", c.on, True, body.region.printed, False)
    signed = signing(rng, body, personal=False)
    left = (*(Para(t, "copy", "center", 12, bold=True) for t in body.printed), Para(reg.line, "copy", "center", 12))
    right = (Para(kind, "copy", "center", 13, bold=True), Para(reg.dated, "copy", "center", 12, italic=True))
    low = (
        Para("Nơi nhận:", "copy", "left", 12, bold=True, italic=True),
        Para("- Như trên;", "copy", "left", 11),
        Para("- Lưu: VT.", "copy", "left", 11),
    )
    lines: tuple[Para | Gap, ...] = (
        *(Para(t, "copy", "center", 12, bold=True) for t in signed.lines),
        Gap(50, sign=True, seal=body.name, zone="copy"),
        Para(signed.name or "", "copy", "center", 13, bold=True),
    )
    blocks: list[Block] = [Columns((left, right), (0.45, 0.55), before=16), Columns((low, lines), (0.45, 0.55), before=6)]
    return blocks, {
        "kind": kind,
        "number": reg.number,
        "notation": reg.notation,
        "issuer": body.name,
        "date": reg.iso,
        **signer_truth(signed),
    }
