"""A clause as the rules read it, where it stands, and whether it may be an order at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from extractors.directives.clauses import Clause
from extractors.directives.deadlines import Deadline, deadline_in
from extractors.directives.frames import BODIES, Frame, Run, actor, subject_actor
from extractors.directives.modality import Trigger, imperative, trigger_in
from extractors.directives.voice import Speaker, speaker
from extractors.directives.wording import words
from extractors.folding import fold
from schemas.letter import Letter

_TYPES = (
    "quyet dinh|chi thi|thong bao|ke hoach|huong dan|bao cao|to trinh|cong dien|giay moi|nghi quyet|nghi dinh|thong tu|quy che"
    "|quy dinh|quy trinh|phu luc|bien ban|chuong trinh|sac lenh|thu moi|dieu le|phuong an|de an|ket luan"
)
_TYPE = re.compile(rf"\W*(?P<type>{_TYPES})\b")
ANNEX = "phu luc"
_ANNEX = re.compile(r"\W*phu luc(?: so)? ?(?:[ivx]{1,5}|\d{1,2})?\W*")
# "(Sở Y tế) đề nghị các đơn vị …": the issuer speaks to a body. A noun ("theo đề nghị của") is not this.
_ORDERED = re.compile(
    r"(?:[^,.;:]{0,60}? )?(?<!theo )(?<!ho so )(?<!xet )(?:de nghi|yeu cau|giao(?: cho)?(?! vien| duc)"
    r"|kinh (?:trinh|de nghi|mong)|chi dao|rat mong|kien nghi|khuyen (?:nghi|cao)) "
    rf"(?:{BODIES}|quy|khoi|lanh dao|cap (?:co tham quyen|tren)|chinh phu|thu tuong|quoc hoi|trung uong|ban bi thu|tinh)\b"
)
_ASKS = frozenset(("nghi", "cau", "giao", "kinh", "dao", "mong", "cao"))
# What is never an order of this letter, whatever its words: bases, effect and repeal, whom to call, what another
# asked, and the lead-in of a list by itself.
_NEVER = re.compile(
    r"(?:can cu (?!tinh hinh|chuc nang|nhiem vu|ke hoach|dieu kien)[^,]{3,200}(?:[;.,]$|$)|theo de nghi cua\b|xet de nghi cua\b"
    r"|moi (?:thong tin|thac mac|chi tiet|y kien|vuong mac)\b[^.;]{0,120}\blien he\b)"
    r"|[^.;]{0,300}\b(?:co hieu luc (?:thi hanh )?(?:ke )?tu|theo (?:van ban|cong van) nay,)"
    r"|[^,.;:]{0,80}\bda (?:de nghi|yeu cau|chi dao|khuyen nghi|giao)\b"
    r"|[^.;]{0,160}\b(?:ke hoach|lich|noi dung|chuong trinh|thoi gian)[^,.;]{0,30} co the (?:duoc )?(?:dieu chinh|thay doi)\b"
    r"|(?:neu|khi)\b[^.;,]{0,60}\b(?:thong tin|chi tiet|thac mac|vuong mac)\b[^.;]{0,30}"
    r"\b(?:xin|vui long)\b[^.;]{0,20}\blien he\b"
    r"|(?:thong tin|don vi|cach thuc|thoi han|noi dung)\b[^.;,]{0,60} bao gia\b"
    r"|(?:hien nay|thoi gian qua|trong thoi gian (?:qua|vua qua)|vua qua),? (?:mot so|nhieu|tinh hinh|cac)\b"
    r"[^.;]{0,200}(?:dang|da|con)\b"
    r"|\W*\((?:co|xem) [^.;]{3,160}\b(?:kem theo|dinh kem)\W*$"
    r"|[^,.;:]{3,80}\b(?:nhat tri|thong nhat|dong y) (?:doi )?voi (?:noi dung |chu truong |cac )?(?:de nghi|de xuat|kien nghi)\b"
    r"|(?:co quan|don vi)(?: chu tri| phoi hop| thuc hien| thuong truc){1,3} ?:"
    r"|\W*\([^()]{3,200}\b(?:kem theo|dinh kem)\)\W*$|\W*\((?:gui )?kem theo\b[^()]*\)\W*$|\W*\(?thong tin lien he\b"
    r"|[^.;]{0,40}\b(?:rat|kinh) mong (?:(?:nhan duoc )?su (?:quan tam|phoi hop|hop tac|ung ho|ho tro|giup do)"
    r"|[^.;,]{3,60} den du)\b"
    r"|[^.;]{3,300}\bla (?:rat |het suc )?can thiet\W*$|tran trong cam on\b"
    r"|(?:don vi|nguoi|ca nhan|co quan|tap the) nao (?:khong|vi pham|de xay|con)|thong tin chi tiet\b"
    r"|(?:to chuc|trien khai|phan cong|ke hoach)(?: to chuc| trien khai)? thuc hien\W{0,3}$"
)
# A lead-in by its last words, of which so many are looked at.
_LEADS = re.compile(
    r"\b(?:noi dung|nhiem vu|viec|giai phap|van de|bien phap|yeu cau|khuyen nghi)\b[a-z ]{0,60} sau(?: day)? ?:$"
    r"|\bco y kien nhu sau ?:$"
    r"|\bco (?:trach nhiem|nhiem vu)(?: (?:sau|nhu sau|cu the))? ?:$"
)
_LAST = 80
# "(Sở Y tế) thông báo … để các đơn vị triển khai thực hiện": what is made known is to be done.
_MADE_KNOWN = re.compile(
    rf"\bthong bao\b[^;]{{0,240}}? (?:de|den|toi) (?:{BODIES})\b[^.;]{{0,120}}?"
    r"\b(?:biet|thuc hien|trien khai|tham (?:du|gia)|dang ky)\b"
)
_REASON = re.compile(
    r"\W*(?:(?:de|nham|tren co so|can cu|theo|xet|nhan duoc|tren day|tiep theo|huong ung|do do|vi vay|trong khuon kho)\b"
    r"|thuc hien (?:cong van|cong dien|huong dan|ket luan|menh lenh|de an"
    r"|quyet dinh|ke hoach|chi thi|nghi quyet|thong bao|y kien|chi dao|luat|nghi dinh|thong tu|chuong trinh"
    r"|van ban)\b)"
)
NORMS = frozenset(("thong tu", "nghi dinh", "quy dinh", "quy che", "sac lenh", "dieu le"))
"""Documents that bind whom they concern: what "phải" says there is an order, whoever stands in the sentence."""
REPORT_KINDS = ("bao cao", "to trinh")
_ASKED = re.compile(r"(?!chi dao).{0,300}?\b(?:de nghi|kinh (?:trinh|mong)|yeu cau|kien nghi|rat mong)\b")
_OTHERS = re.compile(
    rf"[^;:]{{5,160}} (?:da )?(?:co (?:van ban|cong van) )?(?:de nghi|yeu cau|khuyen nghi|chi dao) (?:{BODIES})\b"
)
_REST = re.compile(r"\([^)]{0,400}\)|\W")
_NAME = 16
"""Words of the longest lead-in that may be a name alone."""


class Seen(msgspec.Struct, frozen=True, gc=False):
    """A clause with what the rules say of it, read once: its runs are offsets in the clause's text."""

    clause: Clause
    folded: str
    said: Trigger | None
    bare: bool
    subject: Run | None
    told: Run | None
    due: Deadline | None
    ordered: bool
    voice: Speaker
    words: tuple[str, ...]
    count: int


class Setting(msgspec.Struct, frozen=True, gc=False):
    """Where a clause stands: the letter's type, its place in [0, 1], its neighbours and the frames above it.

    `head` is the first clause of its item, `peers` the share of its item's neighbours in the list that are bare orders.
    """

    kind: str
    place: float
    before: Seen | None
    after: Seen | None
    frames: Sequence[Frame]
    head: Seen | None
    peers: float


def see(clause: Clause, year: int | None, issuer: frozenset[str]) -> Seen:
    """Read the clause's markers."""
    folded = fold(clause.text)
    cut = words(folded)
    spoken = frozenset(cut)
    asks = not spoken.isdisjoint(_ASKS)
    return Seen(
        clause,
        folded,
        trigger_in(clause.text, folded, spoken),
        imperative(clause.text, folded),
        subject_actor(folded, clause.text),
        actor(folded, spoken, clause.text),
        deadline_in(clause.text, folded, spoken, year),
        (asks and _ORDERED.match(folded) is not None) or ("bao" in spoken and _MADE_KNOWN.search(folded) is not None),
        speaker(folded, issuer) if asks else "none",
        tuple(cut),
        folded.count(" ") + 1,
    )


def kind(letter: Letter) -> str:
    """The type printed in the title, folded; "cong van" where none is (what follows "V/v" is the subject)."""
    title = " ".join(line.text for line in letter.zone("title"))[:80]
    found = _TYPE.match(fold(title))
    if found and title[found.start("type") : found.end()].isupper():
        return found["type"]
    first = next(iter(letter.zone("title")), None)
    return ANNEX if first is not None and _ANNEX.fullmatch(fold(first.text)) else "cong van"


def possible(one: Seen, setting: Setting) -> bool:
    """Whether a clause may be an order at all.

    A report or a submission tells what was done, and orders only where it says so; so does a paper that is an annex alone,
    whose procedures have no addressee. What a decision enacts gives orders under its headings of duties. (Other annexes,
    which hold drafts, forms and procedures, are not cut into clauses; their tables of tasks are read by `rows`.)
    """
    if one.clause.text.isupper() or _NEVER.match(one.folded) or _told_only(one) or _leads_in(one.folded):
        return False
    if _quiet(one) and (one.count < _FEW or not any(frame.tasks for frame in setting.frames)):
        return False
    if setting.kind == ANNEX:
        return one.ordered
    if one.count <= _LABEL and one.folded[-1] == ":":
        return False
    if _heads_items(one, setting.after) or (one.folded[-1] == "," and not one.ordered and _REASON.match(one.folded)):
        return False
    if one.clause.annex and not _duty(one, setting):
        return False
    return setting.kind not in REPORT_KINDS or _ASKED.match(one.folded) is not None


_AVOIDS = re.compile(r"[\W\d_]*(?:[a-z]\) )?(?:tranh|khong (?!nen|chi|nhung|co|phai|con|qua|dap|ai|it|the|bao|du|thay)) ?[a-z]")
"""A clause that forbids by its first word."""
_INVITED = 6
"""Words with which an invitation names whom it invites."""


def plain(one: Seen, setting: Setting) -> bool:
    """Whether a clause is an order unless much speaks against it: the issuer asks or tells a named body, a norm binds, or the
    clause opens with what is not to be done; an invitation, if it names whom it invites."""
    if one.said is None:
        return one.ordered or _AVOIDS.match(one.folded) is not None
    if setting.kind == "giay moi" and one.said.rule == "directive.invite":
        return one.count > _INVITED
    binds = setting.kind in NORMS and one.said.modality in ("must", "must_not")
    forbids = one.said.start < 2 and one.said.modality in ("must_not", "should_not")
    return one.ordered or binds or forbids


def _heads_items(one: Seen, after: Seen | None) -> bool:
    """A short item that ends with a colon and has items of its own below it heads them, and tells nothing itself."""
    clause = one.clause
    if clause.text[-1] != ":" or not clause.only or one.count > _HEADING or one.said or one.told or one.due or after is None:
        return False
    return after.clause.first and after.clause.level > clause.level


_HEADING = 18
"""Words of the longest heading."""
_LABEL = 3
"""Words of the longest label that stands in front of what it says ("Lưu ý:")."""
_DUTIES = frozenset(("trach nhiem", "nhiem vu", "phan cong", "to chuc thuc hien"))


def _duty(one: Seen, setting: Setting) -> bool:
    """Whether a clause of what a decision enacts stands under a heading of duties, or says itself whom it obliges."""
    if any(frame.actor or not _DUTIES.isdisjoint(frame.topics) for frame in setting.frames):
        return True
    return one.subject is not None and one.said is not None and one.said.modality in ("must", "must_not")


_FEW = 5
"""Words too few for an order that no marker, verb or body tells."""


def _quiet(one: Seen) -> bool:
    """Whether nothing in a clause tells an order: no marker, bare verb, body or deadline."""
    return not (one.said or one.bare or one.subject or one.told or one.due or one.ordered)


def _leads_in(folded: str) -> bool:
    """Whether a clause ends with a colon and is a lead-in alone ("… các nội dung sau:", "Về dự án X:")."""
    if folded[-1] != ":":
        return False
    return folded.startswith(("ve ", "doi voi ", "rieng ")) or _LEADS.search(folded, max(len(folded) - _LAST, 0)) is not None


def _told_only(one: Seen) -> bool:
    """A lead-in that names whom it tells, and nothing to do ("Đề nghị các đơn vị:", "Giao Sở Y tế (Văn phòng)")."""
    if one.told is None or not one.ordered or one.count > _NAME or one.clause.text[-1] in ".;":
        return False
    return not _REST.sub("", one.folded[one.told[1] :])


def reported(one: Seen) -> bool:
    """Whether a clause only tells what another body asked of somebody ("Ban Cơ yếu đề nghị các đơn vị …").

    A lead-in that names nothing to do is none; nor is what a body is told to ask ("Sở Y tế yêu cầu các đơn vị …" under a
    frame is its own order, and its speaker the issuer's).
    """
    if one.voice != "other" or one.told is None or _told_only(one):
        return False
    return _OTHERS.match(one.folded) is not None and len(one.folded) - one.told[1] > _NAME
