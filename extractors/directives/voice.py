"""Who speaks in a clause: the letter's issuer, or another body whose request it only tells (SPEC §5, rule f)."""

from __future__ import annotations

import re
from typing import Literal

from extractors.folding import fold

Speaker = Literal["none", "issuer", "other"]

_ASKS = re.compile(r"\b(?:de nghi|yeu cau|giao(?: cho)?|chi dao|khuyen (?:nghi|cao)|kinh (?:trinh|de nghi|moi|mong)|rat mong)\b")
# The speaker stands right in front of the verb, behind a comma or at the beginning.
_BODY = re.compile(
    r"\W*(?:(?:vi vay|do do|do vay|mat khac|dong thoi|ngoai ra|nay|va|ngay [\d/. ]+) )?"
    r"(?P<name>(?:so|bo(?! sung| tri)|ubnd|uy ban|hdnd|chinh phu|cuc|chi cuc|tong cuc|vu|phong(?! chong)|truong(?! hop)|vien"
    r"|trung tam|cong ty|ban(?! giao| hanh)|thanh tra|toa an|cong an|bao hiem|ngan hang|kho bac|van phong|benh vien|dai hoc"
    r"|hoi dong|tinh uy|huyen uy|thanh uy|doan|thu tuong|pho thu tuong|chu tich|giam doc|lanh dao)\b)"
)
_NAMED = re.compile(r"[a-z&]{2,}")
# Words of a speaker's title and rank, which the issuer's name does not hold.
_RANK = frozenset(
    re.findall(
        r"\w+",
        "giam doc pho chu tich thu truong lanh dao cuc vu bo tong chanh van phong hieu ban dong chi ong ba tinh thanh tp huyen xa"
        " cac nay da cung va co de the thuong truc nha hoi ubnd hdnd uy nhan dan tran trong",
    )
)
_SHORT = {"ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "tp": "thanh pho", "mttq": "mat tran to quoc"}


def issuer_words(*names: str | None) -> frozenset[str]:
    """The folded words of the issuer's names, short forms spelt out."""
    words = fold(" ".join(filter(None, names))).replace(".", " ").split()
    return frozenset(w for word in words for w in (word, *_SHORT.get(word, "").split()))


def speaker(folded: str, issuer: frozenset[str]) -> Speaker:
    """Who asks in this clause: "none" where nobody is named in front of the asking verb."""
    asks = _ASKS.search(folded, 0, 160)
    if asks is None or asks.start() < 3:
        return "none"
    lead = folded[: asks.start()]
    lead = lead[max(map(lead.rfind, ",;:(")) + 1 :]
    body = _BODY.match(lead)
    if body is None or not issuer:
        return "none"
    named = [word for word in _NAMED.findall(lead, body.start("name")) if word not in _RANK]
    return "issuer" if all(word in issuer for word in named) else "other"
