"""Addresses, telephones, mailboxes: a sentence of contact in the text, and the address line at the foot of page 1."""

from __future__ import annotations

import random

from bench.letters.agencies import Body
from bench.letters.model import Footer, Sheet
from bench.letters.people import address, person, phone
from bench.letters.render_text import stripped


def site(body: Body) -> str:
    """The body's part of a government domain."""
    where = stripped(body.region.name).lower().replace(" ", "").replace("-", "")
    return f"{where}.gov.vn" if body.region.name != "Hà Nội" else "hanoi.gov.vn"


def mailbox(rng: random.Random, body: Body) -> str:
    """An office mailbox."""
    code = stripped(body.code).lower().replace("&", "").replace("/", "")
    return f"{rng.choice(('vanthu', 'vanphong', 'banbientap', code))}.{code}@{site(body)}"


def footer(rng: random.Random, body: Body) -> Footer:
    """Address, telephone, fax, e-mail and site of the body."""
    street, line, fax, mail = address(rng), phone(rng), phone(rng), mailbox(rng, body)
    lines = (
        f"Địa chỉ: {street}, {body.region.full}. Điện thoại: {line}. Fax: {fax}",
        f"Email: {mail}. Website: https://{site(body)}",
    )
    kinds = (
        ("address", f"{street}, {body.region.full}"),
        ("phone", line),
        ("fax", fax),
        ("email", mail),
        ("site", f"https://{site(body)}"),
    )
    return Footer(lines, tuple({"kind": kind, "value": value} for kind, value in kinds))


def sentence(rng: random.Random, body: Body, sheet: Sheet) -> None:
    """A paragraph that says whom to call; it is no directive."""
    who, line = person(rng), phone(rng)
    mail = mailbox(rng, body)
    unit = rng.choice(body.units).name
    form = rng.choice(
        (
            "(Thông tin liên hệ: {title} {who}, {unit}, điện thoại: {line}, email: {mail}).",
            "Mọi thông tin chi tiết xin liên hệ: {unit}, điện thoại {line} ({title} {who}); thư điện tử: {mail}.",
        )
    )
    sheet.para(form.format(title=rng.choice(("ông", "bà", "đồng chí")), who=who, unit=unit, line=line, mail=mail))
    sheet.contacts.extend(({"kind": "phone", "value": line}, {"kind": "email", "value": mail}))
