"""What an order says beside its task: under what condition, to whom to report, and through whom (SPEC §5)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.directives.frames import Run
from extractors.directives.modality import Trigger

# Bodies that receive reports; a word that is none of theirs in front of another ("phòng, chống", "ban hành") is not one.
_BODY = (
    r"(?:so(?! luong| \d| lieu| tien| nguoi| hoa)|bo(?! sung| tri| cuc)|uy ban|ubnd|hdnd|phong(?!,| chong| ngua)"
    r"|ban(?! hanh| giao| dau)|van phong|cuc|vu(?! viec| an)|chi cuc|tong cuc|thanh tra|khoa(?! hoc| cu| luan| \d)"
    r"|truong(?! hop| lop)|trung tam|chinh phu|thu tuong|pho thu tuong|bo truong|chu tich|giam doc|lanh dao|thuong truc|hoi dong"
    r"|tinh uy|huyen uy|thanh uy|dang uy|cong an|kho bac|bao hiem|ngan hang|cong doan|doan|dang bo|to(?! chuc| trinh)|tap doan"
    r"|tong cong ty|benh vien|vien|bgd|quy co quan|toa an|kiem toan|mat tran|ubmttq|mttq|lien doan"
    r"|ldld|tldld|kbnn|bhxh|tand(?:tc)?|vksnd(?:tc)?|ttyt"
    r"|hiep hoi|hoi(?! nghi| thao| dong| y)|tong lien doan|trung uong|cac (?:so|bo|ban))"
)
# What follows a body's name; a word that names may hold too ("Cao Bằng", "Ngân hàng", "Tài chính") needs its second.
_END = (
    r"(?=,? (?:truoc|de|qua|thong qua|theo|cham nhat|vao|trong|dinh ky|hang (?:thang|quy|nam|tuan)|dong thoi|tong hop"
    r"|xem xet|ket qua|ve|den|tai (?:phien|(?:cac )?ky|cuoc)|bang (?:van ban|file|hinh thuc|thu|email|cach)|nham"
    r"|so \d{1,4}|khi|neu|ngay|dia chi|email|la|hoac|duoc|cho y kien|phe duyet|tinh hinh|dung (?:thoi|han|tien|quy)"
    r"|va (?:qua|gui|bao cao|dia chi|dong|tong hop|thong|to chuc|thuc hien|cap nhat|chiu))\b|[,.;:()/]|$)"
)
_NAME = rf"{_BODY}\b[^,.;:()/]{{0,70}}?"
_REPORT = re.compile(
    r"\b(?:(?:bao cao|gui|nop|phan anh)\b[^.;]{0,90}? (?:ve|cho|den|toi|voi)|bao cao|phan anh(?: kip thoi)?)"
    rf" (?P<to>{_NAME}){_END}"
)
_VIA = re.compile(rf"(?:,? ?\(|,? )(?:thong )?qua (?P<via>{_NAME}){_END}")
# In a bracket of its own the name may hold commas: "(qua Vụ Tài chính, Ngân sách, Văn phòng Quốc hội)".
_VIA_ALONE = re.compile(rf",? ?\((?:thong )?qua (?P<via>{_BODY}\b[^.;:()/0-9]{{0,90}})(?=\))")
_CONDITION = re.compile(
    r"\W*(?:(?:trong )?truong hop(?! nay)|khi|neu|trong qua trinh|qua trinh|sau khi|doi voi (?:cac )?truong hop)\b"
)
_THEN = re.compile(r" thi\b|[,:]")
_ACTS = re.compile(r",(?= (?:cac|so|bo|uy ban|ubnd|phong|ban|nguoi|co quan|don vi|thu truong|giam doc|chu tich|doanh nghiep)\b)")
_LONGEST = 240


@dataclass(frozen=True, slots=True)
class Report:
    """Runs of the folded clause: the body that receives the report, and the one it goes through."""

    to: Run
    via: Run | None


def report(folded: str) -> Report | None:
    """To whom the clause has something reported ("báo cáo về Sở Y tế (qua Phòng Nghiệp vụ Y)")."""
    match = _REPORT.search(folded)
    if match is None:
        return None
    at = _tight(folded, match.span("to"))[1]
    via = _VIA_ALONE.match(folded, at) or _VIA.match(folded, at)
    return Report(_tight(folded, match.span("to")), _tight(folded, via.span("via")) if via else None)


def _tight(folded: str, run: Run) -> Run:
    """A run without the blank in front of what follows it."""
    return run[0], run[0] + len(folded[run[0] : run[1]].rstrip())


def condition(folded: str, said: Trigger | None) -> Run | None:
    """The condition in front of an order ("Nếu có vướng mắc, đề nghị …"): up to its verb, "thì", or the first comma."""
    lead = _CONDITION.match(folded)
    if lead is None:
        return None
    start = len(folded) - len(folded.lstrip("( "))
    end = _verb(folded, lead.end(), said) or _first(folded, lead.end())
    return (start, end) if end and lead.end() + 2 < end <= start + _LONGEST else None


def _verb(folded: str, at: int, said: Trigger | None) -> int | None:
    """Where a condition ends in front of the order's marker: "thì", the comma before its body, the last comma, or itself."""
    if said is None or said.start <= at:
        return None
    then = folded.find(" thi ", at, said.start)
    body = _ACTS.search(folded, at, said.start)
    comma = folded.rfind(",", at, said.start)
    return next((end for end in (then, body.start() if body else -1, comma) if end > 0), said.start - 1)


def _first(folded: str, at: int) -> int | None:
    then = _THEN.search(folded, at)
    return then.start() if then else None
