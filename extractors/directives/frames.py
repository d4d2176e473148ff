"""Frames: the sentence or heading whose actor and modality come down to the clauses under it."""

from __future__ import annotations

import re

import msgspec

from extractors.directives.clauses import Clause
from extractors.directives.modality import Trigger
from schemas.letter import Letter
from schemas.record import Modality

BODIES = (
    "so|phong|ban|uy ban|ubnd|van phong|chanh|cac|chi cuc|trung tam|vu|cuc|bo|benh vien|truong|thu truong|giam doc|chu tich"
    "|cong ty|doan|to|hoi|mat tran|cong an|thanh tra|bao hiem|kho bac|don vi|lanh dao|khoa|sinh vien|giang vien|hoi dong"
    "|vien|tong cuc|dai|bao|lien doan|tinh doan|huyen uy|dang uy|doi voi|nguoi|ca nhan|co quan|to chuc|doanh nghiep|hdnd"
    "|thuong truc|bo truong|tong cong ty|tap doan|hang hang khong|cac hang|cang vu|toa an|vien kiem sat|kiem toan|ngan hang"
    "|hiep hoi"
    "|hoc vien|dien luc|xi nghiep|chanh an|vien truong|cap uy|hieu truong|cuc truong|tong giam doc|doi(?= (?:quan ly|kiem|canh))"
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
_TOPIC = re.compile(
    r"\b(?:muc dich|pham vi|doi tuong|quy dinh chung|noi dung|ket qua|danh gia|tinh hinh|to chuc thuc hien|nhiem vu|trach nhiem"
    r"|quyen|ho so|trinh tu|thu tuc|dieu kien|tieu chuan|kinh phi|thoi gian|thanh phan|dia diem|phan cong|giai phap|phuong huong"
    r"|luu y|ton tai|han che|kho khan|co cau|nguyen tac|giai thich|thi hanh|sau day|nhu sau|yeu cau|muc tieu|quan diem|chi tieu"
    r"|cach thuc|khen thuong|ky luat|phuong phap|dang ky|xu ly)\b"
)
_AFTER_ACTOR = (
    "hoan thien|can nhac|can cu|tiep thu|giam sat|nghiem chinh|de xuat|thuong xuyen|kip thoi|khac phuc|van dong"
    r"|(?<!cong )(?<!chuong )(?<!quy )(?<!lo )trinh"
    "|dang ky|doi chieu|sap xep|huy dong|bao dam|ban hanh|tham muu|tham du|tham gia|chiu trach nhiem|sua doi|thanh lap"
    "|to chuc|thuc hien|trien khai|chi dao|phoi hop|chu tri|xay dung|khan truong|nghiem tuc|quan tam|xem xet|bao cao|gui|cu"
    "|hoan thanh|tap trung|chu dong|tang cuong|ra soat|kiem tra|pho bien|can|phai|ho tro|don doc|phan cong|tiep tuc|lap|tham"
    "|truc tiep|bo tri|cap(?! xa| huyen| tinh| uy| tren| duoi)|co(?! quan| so)|quan triet|tap hop|lien he"
    "|huong dan|thong bao|dang|xin|tiep|nghien cuu|lua chon|chuan bi|som"
    "|cho|dong|mot so|nhu sau|dua|luu y|theo doi|tong hop|cap nhat|niem yet|cong khai|xu ly|giai quyet|dam bao|bao dam|khac phuc"
    "|nop|hoan tat|bo sung|phe duyet|xac nhan|thong ke|danh gia|tuyen truyen|khong|su dung|bao quan|cung cap"
    r"|(?<!ban )(?<!cuc )(?<!phong )(?<!quan )quan ly"
)
_TELLS = re.compile(
    rf"\b(?:de nghi|yeu cau(?! bao gia)|giao(?: cho)?|phan cong(?= (?:{BODIES})\b)|rat mong|kinh moi|kinh trinh|doi voi)[ ](?=..)"
    r"(?!nhu (?:sau|duoi)|(?:cac|nhung|mot so) (?:noi dung|van de|giai phap|nhiem vu)|thuc hien|trien khai)"
)
_HINTS = frozenset(("nghi", "cau", "giao", "cong", "mong", "moi", "trinh", "voi"))
_ACTOR_END = re.compile(rf"[:;,.]|[ ](?P<verb>{_AFTER_ACTOR})\b|$")
# Verbs that are other words with other marks: "các đồng chí", "khu dân cư", "các cấp công đoàn", "thành phố Cần Thơ".
_SPELT = {
    "dong": "đóng",
    "cu": "cử",
    "can": "cần",
    "cap": "cấp",
    "lap": "lập",
    "nop": "nộp",
    "lua chon": "lựa chọn",
    "dang": "đăng",
    "phai": "phải",
    "tiep": "tiếp",
    "dua": "đưa",
    "gui": "gửi",
    "co": "có",
}
_LEVELS = re.compile(r"cap (?:cong doan|hoi|doan|bo|chinh quyen|uy|nganh|truong|hoc|so)\b")
# Behind a comma a list of bodies goes on: "các huyện, thành phố", "Sở Y tế, Sở Nội vụ và Công an tỉnh".
_LISTED = re.compile(
    rf"[,;](?= (?:va )?(?:{BODIES}|thanh pho|thi xa|huyen|quan|xa|phuong|dac khu|tinh|nganh|doan the|chi nhanh|co so"
    r"|hop tac xa)\b)"
)
_LONGEST = 200
_SUBJECT_VERB = re.compile(
    r" (?:chu tri|phoi hop|co trach nhiem|chiu trach nhiem|phai|can|to chuc|thuc hien|tham muu|huong dan|xay dung|chu dong"
    r"|chi dao|cap nhat|co nhiem vu|bao cao|gui|lap|tiep tuc|theo doi|don doc|trien khai|bo tri|nghiem tuc|khan truong"
    r"|dang ky|kiem tra|ra soat|tong hop|tap trung|tien hanh|nghien cuu|cu|dong bo|dang tai|cong khai|niem yet|xem xet|giai quyet"
    r"|xu ly|thong bao|cung cap|hoan thanh|chuan bi|quan triet|trinh|de xuat|tuyen truyen|pho bien|tang cuong|quan tam|tranh thu"
    r"|trung tap|san sang|so tan|huy dong|duy tri|van hanh|ban hanh|lua chon|doi chieu|tiep nhan"
    r"|tham gia|tham du|tiep thu|hoan thien|nop|ho tro|tham dinh|phe duyet|khac phuc|danh gia|thong ke|quan ly|su dung"
    r"|bao dam|dam bao)\b"
)


Run = tuple[int, int]


class Frame(msgspec.Struct, frozen=True, gc=False):
    """What a heading or lead-in hands down. `actor` is the actor's name as [start, end) of the letter's text.

    `topics` are the subjects of sections that its words name ("muc dich", "to chuc thuc hien"), folded.
    """

    level: int
    modality: Modality | None
    actor: tuple[int, int] | None
    tasks: bool
    topics: tuple[str, ...]


def frame(letter: Letter, clause: Clause, folded: str, said: Trigger | None, told: Run | None) -> Frame | None:
    """The frame that a clause opens: it ends with a colon, or is a heading that names a body or the tasks.

    `said` is its marker, `told` the run of the body that it tells, if any.
    """
    opens = clause.text.endswith(":")
    heading = clause.first and clause.level <= 5 and len(clause.text) < 160 and not clause.text.endswith((".", ";"))
    if not opens and not heading:
        return None
    who = told or _heading_actor(clause, folded)
    tasks = bool(_TASKS.search(folded)) or who is not None or (opens and said is not None)
    placed = clause.locate(letter, *who) if who else None
    return Frame(clause.level, said.modality if said else None, placed, tasks, tuple(dict.fromkeys(_TOPIC.findall(folded[:200]))))


def actor(folded: str, spoken: frozenset[str], text: str = "") -> Run | None:
    """The body told to act, after "đề nghị", "yêu cầu", "giao", "đối với" …: offsets in the folded clause.

    `spoken` are the clause's words, `text` is the clause as it is spelt.
    """
    if spoken.isdisjoint(_HINTS):
        return None
    match = next((one for one in _TELLS.finditer(folded) if not _is_schooling(text[one.start() : one.start() + 4])), None)
    end = _actor_end(folded, text, match.end() + 2) if match else None
    return (match.end(), end) if match and end and end - match.end() <= _LONGEST else None


def _is_schooling(spelt: str) -> bool:
    """ "giáo" of "giáo dục", "tôn giáo", which folded is "giao"."""
    return spelt.lower() == "giáo"


def _actor_end(folded: str, text: str, at: int) -> int | None:
    """Where the name of the body ends that begins in front of `at`: at a stop or at what it is to do."""
    for end in _ACTOR_END.finditer(folded, at):
        verb = end["verb"]
        if verb is None and _LISTED.match(folded, end.start()):
            continue
        named = folded.endswith("cac", 0, end.start()) or _LEVELS.match(folded, end.start() + 1) is not None
        if verb and (named or not _is_verb(text[end.start() + 1 : end.end()], verb)):
            continue
        return end.start()
    return None


def _is_verb(spelt: str, verb: str) -> bool:
    """Whether the word is spelt like the verb; one with a capital is part of a name ("Phòng Quản lý Thu")."""
    if spelt[:1].isupper() and not spelt.isupper():
        return False
    return not spelt or spelt.isascii() or _SPELT.get(verb, spelt.lower()) == spelt.lower()


def _heading_actor(clause: Clause, folded: str) -> Run | None:
    """A heading that is a body's name ("1. Sở Y tế:", "Phòng Đào tạo")."""
    if not _BODY.match(folded) or _NO_BODY.match(folded) or len(folded) > 200:
        return None
    end = len(clause.text)
    return 0, end - 1 if clause.text.endswith((":", ".", ",")) else end


def subject_actor(folded: str, text: str = "") -> Run | None:
    """The body that a clause begins with and that its verb is said of ("Sở Y tế chủ trì …", "Các đơn vị phải …")."""
    if not _BODY.match(folded) or _NO_BODY.match(folded):
        return None
    for verb in _SUBJECT_VERB.finditer(folded, 0, 280):
        named = text[verb.start() + 1 : verb.start() + 2].isupper() and text[verb.start() - 1] != ":"
        if not named:  # "Tổng công ty Quản lý bay" names it, "Phòng Kinh tế: Bố trí …" tells it
            return (0, verb.start()) if verb.start() <= 260 else None
    return None
