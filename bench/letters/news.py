"""News reports about letters: no head, no number, no signer; what was asked is told in the third person."""

from __future__ import annotations

import random
from datetime import date

from bench.letters import addressing, agencies
from bench.letters.citations import Citer, warning
from bench.letters.dates import between
from bench.letters.deadlines import for_report
from bench.letters.directives import task
from bench.letters.lexicon import capital, domains, fill, words
from bench.letters.model import Gold, Letter, Order, Ref, Sheet

BLANK = (
    "document_type",
    "number",
    "notation",
    "date",
    "place",
    "issuer",
    "issuer_parent",
    "subject",
    "archive",
    "urgency",
    "secrecy",
)


def report(seed: int) -> Letter:
    """A report of that seed, always the same; its directives are reported ones."""
    rng = random.Random(seed * 6007 + 5)
    on = between(rng, date(2018, 1, 5), date(2026, 6, 25))
    body = agencies.people_committee(rng, on, "province")
    domain = addressing.suited(rng.choice(domains()[:-1]), body, on)
    c = Citer(rng, body, domain, on, rng.choice(domain.topics), "slash")
    sheet = Sheet(on)
    place = body.region.full
    background = fill(rng, c.fresh(domain.facts), topic=c.topic)
    sheet.para(f"UBND {place} cho biết, {background[:1].lower()}{background[1:]}.")
    mention = warning(c)
    sheet.cite(*mention.refs)
    sheet.para(f"{mention.text}.")
    _told(c, sheet, place)
    return Letter(seed, tuple(sheet.blocks), _gold(seed, sheet), "LiberationSerif")


def _told(c: Citer, sheet: Sheet, place: str) -> None:
    told = f"trong {c.rng.choice(('chỉ đạo mới', 'văn bản vừa'))} gửi tới các sở, ban, ngành và địa phương trên địa bàn"
    sheet.cite(Ref("văn bản", None, None, c.body.name, told))
    sheet.para(
        f"Để khắc phục, {told}, lãnh đạo UBND {place} đã yêu cầu các cơ quan, đơn vị thực hiện nhiều nội dung về {c.topic}."
    )
    who = "các cơ quan, đơn vị"
    first = f"{who} được yêu cầu {task(c, 0).words}"
    sheet.para(f"Cụ thể, {first}.")
    second = f"{who} được khuyến nghị {c.fresh(words('advice'))}"
    ban = f"không được {c.fresh(c.domain.bans)}"
    sheet.para(f"Cùng với đó, {second}; {ban}.")
    due = for_report(c.rng, c.on, c.style)
    last = f"{capital(who)} báo cáo kết quả về UBND {c.body.region.kind} {due.words}"
    sheet.para(f"{last}.")
    sheet.order(Order(who, first, "require"), Order(who, second, "recommend"))
    sheet.order(Order(who, ban, "must_not"), Order(who, last, "require", due.value))


def _gold(seed: int, sheet: Sheet) -> Gold:
    nobody = {"name": None, "position": None, "authority": None, "for": None}
    return {
        **dict.fromkeys(BLANK),
        "id": f"news-{seed:07d}",
        "kind": "news_report",
        "issuers": [],
        "recipients": [],
        "copies": [],
        "signers": [nobody],
        "references": [ref.truth() for ref in sheet.refs.values()],
        "directives": [order.truth() for order in sheet.orders],
        "attachments": [],
        "signature": {"digital_text": None, "stamp": False},
        "handwritten": [],
        "arrival_stamp": None,
        "copy_block": None,
        "contacts": [],
        "notes": "",
    }
