"""Directives in every modality, with actors, deadlines and duties to report, and the truth about each."""

from __future__ import annotations

from dataclasses import dataclass

from bench.letters.citations import Citer
from bench.letters.deadlines import Deadline, deadline, for_report
from bench.letters.lexicon import capital, draw, fill, words
from bench.letters.model import Order, Sheet

FRAMES = {
    "request": ("đề nghị", "trân trọng đề nghị"),
    "require": ("yêu cầu", "yêu cầu", "chỉ đạo"),
}


@dataclass(frozen=True, slots=True)
class Task:
    """A verb phrase, in the lower case, and the deadline inside it if any."""

    words: str
    deadline: Deadline | None


def task(c: Citer, chance: float = 0.3) -> Task:
    """Something to do; with that chance it has a deadline."""
    pool = c.domain.tasks if c.rng.random() < 0.65 else words("tasks")
    text = fill(c.rng, c.fresh(pool), topic=c.topic)
    if c.rng.random() > chance:
        return Task(text, None)
    due = deadline(c.rng, c.on, c.style)
    if due.form in ("periodic", "within") and c.rng.random() < 0.4:
        return Task(f"{due.words}, {text}", due)
    if due.words.startswith("xong"):
        return Task(f"{text}, hoàn thành {due.words}", due)
    joint = c.rng.choice((" ", " ", ", hoàn thành ", "; thời gian hoàn thành: ")) if due.form != "span" else ", thời gian "
    return Task(f"{text}{joint}{due.words}", due)


def report(c: Citer) -> Task:
    """A duty to report, with its day as a rule."""
    via, template = c.rng.choice(c.body.units).name, c.rng.choice(words("reports"))
    to = c.body.short
    if "{via}" not in template and c.rng.random() < 0.25:
        to = f"{to} (qua {via})"
    text = template.format(to=to, via=via)
    if c.rng.random() < 0.12:
        return Task(text, None)
    due = for_report(c.rng, c.on, c.style)
    tail = "" if "để tổng hợp" in text or c.rng.random() < 0.5 else " để tổng hợp"
    if due.words.startswith("xong"):
        due = Deadline(due.words.removeprefix("xong "), due.value, due.form)
    return Task(f"{text} {due.words}{tail}", due)


def _order(actor: str | None, text: str, modality: str, due: Deadline | None = None) -> Order:
    return Order(actor, text, modality, due.value if due else None)


def single(c: Citer, actor: str, modality: str) -> tuple[str, tuple[Order, ...]]:
    """A whole sentence, without its full stop, that tells the actor to do (or not to do) something."""
    rng, name = c.rng, actor[:1].lower() + actor[1:] if actor.startswith(("Các ", "Hiệu trưởng", "Trưởng ")) else actor
    if modality in ("must_not", "should_not"):
        return _negative(c, name, modality)
    if modality in ("recommend", "should", "may"):
        return _soft(c, name, modality)
    t = task(c)
    lead = {
        "request": (f"Đề nghị {name} ", f"{c.body.short} đề nghị {name} "),
        "require": (f"Yêu cầu {name} ", f"{c.body.short} yêu cầu {name} "),
        "assign": (f"Giao {name} ", f"Giao {name} chủ trì, phối hợp với các cơ quan, đơn vị liên quan "),
        "must": (f"{capital(name)} phải ", f"{capital(name)} có trách nhiệm ", f"{capital(name)} chịu trách nhiệm "),
    }[modality]
    text = rng.choice(lead) + t.words
    return text, (_order(actor, text, modality, t.deadline),)


def _negative(c: Citer, name: str, modality: str) -> tuple[str, tuple[Order, ...]]:
    rng = c.rng
    if modality == "must_not":
        act = c.fresh(c.domain.bans if rng.random() < 0.7 else words("bans"))
        text = rng.choice(("Không {a}", "Tuyệt đối không {a}", "Nghiêm cấm {a}", "{n} không được {a}", "Không được {a}")).format(
            a=act, n=capital(name)
        )
    else:
        act = c.fresh(words("avoid"))
        text = rng.choice(("Không nên {a}", "Hạn chế {a}", "Tránh {a}", "{n} không nên {a}")).format(a=act, n=capital(name))
    return text, (_order(name, text, modality),)


def _soft(c: Citer, name: str, modality: str) -> tuple[str, tuple[Order, ...]]:
    rng, act = c.rng, c.fresh(words("advice"))
    choices: dict[str, tuple[str, ...]] = {
        "recommend": ("Khuyến nghị {n} {a}", "Khuyến khích {n} {a}", "Ưu tiên {a}"),
        "should": ("{N} cần {a}", "Cần {a}", "Nên {a}"),
        "may": ("{N} có thể {a}", "Nếu cần thiết, {n} có thể {a}", "Khi có nhu cầu, {n} có thể tham khảo, {a}"),
    }
    forms = choices[modality]
    if modality == "recommend" and "ưu tiên" in act:
        forms = forms[:2]
    text = rng.choice(forms).format(n=name, N=capital(name), a=act)
    return text, (_order(name, text, modality),)


def split(c: Citer, actor: str) -> tuple[str, tuple[Order, ...]]:
    """One sentence in which the modality changes: two directives."""
    first, ban = task(c, 0), c.rng.choice(c.domain.bans)
    one = f"{capital(actor)} phải {first.words}"
    two = f"không được {ban}" if not ban.startswith("để") else f"tuyệt đối không {ban}"
    return f"{one}, {two}", (_order(actor, one, "must"), _order(actor, two, "must_not"))


def conditional(c: Citer, actor: str) -> tuple[str, tuple[Order, ...]]:
    """A directive under a condition that leads the sentence."""
    t = task(c, 0)
    lead = c.rng.choice(
        (
            "Trường hợp phát hiện sai phạm",
            "Khi có sự cố xảy ra",
            "Nếu phát sinh tình huống phức tạp",
            "Trong quá trình triển khai",
        )
    )
    text = f"{lead}, {c.rng.choice(('yêu cầu', 'đề nghị'))} {actor} {t.words}"
    return text, (_order(actor, text, "require" if "yêu cầu" in text else "request"),)


def bullets(c: Citer, sheet: Sheet, told: tuple[str, str], count: int, mark: str = "- ") -> None:
    """Bare imperatives under a frame: its actor and modality (`told`) come down, markers in the sentence override."""
    actor, modality = told
    for number in range(count):
        text, orders = _bullet(c, actor, modality, last=number == count - 1)
        lead = mark.format(n=number + 1, a="abcdđeghiklm"[number % 12])
        sheet.para(f"{lead}{text}{'.' if mark != '- ' or number == count - 1 else ';'}")
        sheet.order(*orders)


def _bullet(c: Citer, actor: str, modality: str, last: bool) -> tuple[str, tuple[Order, ...]]:
    roll = c.rng.random()
    if last and roll < 0.4:
        t = report(c)
    elif roll < 0.1:
        return single(c, actor, c.rng.choice(("must_not", "should_not", "should", "may", "recommend")))
    elif roll < 0.14:
        return split(c, actor)
    else:
        t = task(c, 0.25)
    text = capital(t.words)
    return text, (_order(actor, text, modality, t.deadline),)


def closing_report(c: Citer, sheet: Sheet, actor: str) -> None:
    """A last paragraph that asks for a report by a day."""
    t = report(c)
    text = f"Đề nghị {actor} {t.words}"
    sheet.para(text + ".")
    sheet.order(_order(actor, text, "request", t.deadline))


def numbered(c: Citer, sheet: Sheet, actors: list[str]) -> None:
    """ "1. Đề nghị X:" and dashes below, one section for each actor."""
    for number, actor in enumerate(actors, 1):
        modality = c.rng.choice(("request", "require", "assign", "require"))
        verb = {"request": "Đề nghị", "require": "Yêu cầu", "assign": "Giao"}[modality]
        if c.rng.random() < 0.35:
            text, orders = single(c, actor, modality)
            sheet.para(f"{number}. {text}.", lead=len(str(number)) + 1 if c.rng.random() < 0.3 else 0)
            sheet.order(*orders)
            continue
        head = f"{number}. {verb} {actor}:"
        sheet.para(head, lead=len(head) if c.rng.random() < 0.6 else 0)
        bullets(c, sheet, (actor, modality), c.rng.randint(2, 4), c.rng.choice(("- ", "{a}) ")))


def framed(c: Citer, sheet: Sheet, actor: str, lead: str = "") -> None:
    """ "… đề nghị các đơn vị thực hiện các nội dung sau:" and numbered items of many modalities."""
    modality = c.rng.choice(("request", "request", "require"))
    verb = c.rng.choice(FRAMES[modality])
    what = c.rng.choice(
        (
            "thực hiện một số nội dung sau",
            "tập trung triển khai các nhiệm vụ sau",
            "khẩn trương thực hiện các nội dung sau",
            "triển khai thực hiện tốt một số nội dung như sau",
        )
    )
    sheet.para(f"{lead}{c.body.short} {verb} {actor} {what}:")
    count = c.rng.randint(2, 6)
    bullets(c, sheet, (actor, modality), count, c.rng.choice(("{n}. ", "{n}. ", "- ")))


def paragraph(c: Citer, sheet: Sheet, actor: str, lead: str = "") -> None:
    """One sentence: X đề nghị Y làm Z và báo cáo trước ngày D."""
    one, two = task(c, 0), report(c)
    text = f"{c.body.short} {c.rng.choice(('đề nghị', 'yêu cầu'))} {actor} {one.words}; {two.words}"
    sheet.para(f"{lead}{text}.")
    sheet.order(_order(actor, text, "require" if " yêu cầu " in text else "request", two.deadline))


MODALITIES = ("must_not", "must", "require", "assign", "request", "should", "should_not", "recommend", "may")


def medley(c: Citer, sheet: Sheet, actor: str) -> None:
    """Numbered sentences, each with a marker of its own."""
    for number, modality in enumerate(draw(c.rng, MODALITIES, c.rng.randint(3, 5)), 1):
        text, orders = single(c, actor, modality)
        sheet.para(f"{number}. {text}.")
        sheet.order(*orders)
    text, orders = conditional(c, actor)
    sheet.para(f"{text}.")
    sheet.order(*orders)
