"""Frames: the sentence or heading whose actor and modality come down to the clauses under it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.directives.clauses import Clause
from extractors.directives.modality import trigger
from extractors.folding import fold
from schemas.letter import Letter
from schemas.record import Modality

BODIES = (
    "so|phong|ban|uy ban|ubnd|van phong|chanh|cac|chi cuc|trung tam|vu|cuc|bo|benh vien|truong|thu truong|giam doc|chu tich"
    "|cong ty|doan|to|hoi|mat tran|cong an|thanh tra|bao hiem|kho bac|don vi|lanh dao|khoa|sinh vien|giang vien|hoi dong"
    "|vien|tong cuc|dai|bao|lien doan|tinh doan|huyen uy|dang uy|doi voi|nguoi|ca nhan|co quan|to chuc|doanh nghiep|hdnd"
    "|thuong truc|bo truong"
)
_BODY = re.compile(rf"(?:{BODIES})\b")
# Verbs and set phrases whose first word is also a body's: "Tổ chức tập huấn", "Bố trí", "Báo cáo", "Trường hợp".
_NO_BODY = re.compile(
    r"(?:to chuc(?! ca nhan|,| chu tri| tin dung| chinh tri| hanh nghe| co )|bo tri|bo sung|bao cao|bao dam|bao ve|bao gom"
    r"|thanh tra(?! so| bo| tinh| huyen| chinh phu)|truong hop|cac (?:bien phap|noi dung|van ban|quy dinh|truong hop))\b"
)
_TASKS = re.compile(
    r"\b(?:to chuc thuc hien|phan cong|nhiem vu|trach nhiem|giai phap|noi dung (?:cong viec|sau)|bien phap|thi hanh)\b"
)
_AFTER_ACTOR = (
    "to chuc|thuc hien|trien khai|chi dao|phoi hop|chu tri|xay dung|khan truong|nghiem tuc|quan tam|xem xet|bao cao|gui|cu"
    "|hoan thanh|tap trung|chu dong|tang cuong|ra soat|kiem tra|pho bien|can|phai|ho tro|don doc|phan cong|tiep tuc|lap|tham"
    "|truc tiep|bo tri|cap|co|quan triet|tap hop|lien he|huong dan|thong bao|dang|xin|tiep|nghien cuu|lua chon|chuan bi|som"
    "|cho|dong|mot so|nhu sau|dua|luu y|theo doi|tong hop|cap nhat|niem yet|cong khai|xu ly|giai quyet|dam bao|bao dam|khac phuc"
    "|nop|hoan tat|bo sung|phe duyet|xac nhan|thong ke|danh gia|tuyen truyen|khong|quan ly|su dung|bao quan|cung cap"
)
_ACTOR = re.compile(
    r"\b(?:de nghi|yeu cau|giao(?: cho)?|phan cong|rat mong|kinh moi|kinh trinh|doi voi)[ ](?P<who>.{2,200}?)"
    rf"(?=[ ](?:{_AFTER_ACTOR})\b|[:;,.]|$)"
)
_SUBJECT_VERB = re.compile(
    r" (?:chu tri|phoi hop|co trach nhiem|chiu trach nhiem|phai|can|to chuc|thuc hien|tham muu|huong dan|xay dung|chu dong"
    r"|chi dao|cap nhat|co nhiem vu|bao cao|gui|lap|tiep tuc|theo doi|don doc|trien khai|bo tri|nghiem tuc|khan truong"
    r"|dang ky|kiem tra|ra soat|tong hop)\b"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a heading or lead-in hands down. `actor` is the actor's name as [start, end) of the letter's text.

    `words` are the lead-in's own, folded.
    """

    level: int
    modality: Modality | None
    actor: tuple[int, int] | None
    tasks: bool
    words: str


def frame(letter: Letter, clause: Clause) -> Frame | None:
    """The frame that a clause opens: it ends with a colon, or is a heading that names a body or the tasks."""
    folded = fold(clause.text)
    opens = clause.text.endswith(":")
    heading = clause.first and clause.level <= 5 and len(clause.text) < 160 and not clause.text.endswith((".", ";"))
    if not opens and not heading:
        return None
    found = trigger(clause.text)
    who = actor(clause) or _heading_actor(clause, folded)
    tasks = bool(_TASKS.search(folded)) or who is not None or (opens and found is not None)
    placed = clause.locate(letter, *who) if who else None
    return Frame(clause.level, found.modality if found else None, placed, tasks, folded)


def actor(clause: Clause) -> tuple[int, int] | None:
    """The body told to act, after "đề nghị", "yêu cầu", "giao", "đối với" …: offsets in the clause's text."""
    match = _ACTOR.search(fold(clause.text))
    return match.span("who") if match else None


def _heading_actor(clause: Clause, folded: str) -> tuple[int, int] | None:
    """A heading that is a body's name ("1. Sở Y tế:", "Phòng Đào tạo")."""
    if not _BODY.match(folded) or _NO_BODY.match(folded) or len(folded) > 200:
        return None
    end = len(clause.text)
    return 0, end - 1 if clause.text.endswith((":", ".", ",")) else end


def subject_actor(clause: Clause) -> tuple[int, int] | None:
    """The body that a clause begins with and that its verb is said of ("Sở Y tế chủ trì …", "Các đơn vị phải …")."""
    folded = fold(clause.text)
    if not _BODY.match(folded) or _NO_BODY.match(folded):
        return None
    verb = _SUBJECT_VERB.search(folded)
    return (0, verb.start()) if verb and verb.start() <= 260 else None
