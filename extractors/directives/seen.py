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
# "(Sở Y tế) đề nghị các đơn vị …": the issuer speaks to a body. A noun ("theo đề nghị của") is not this.
_ORDERED = re.compile(
    r"(?:[^,.;:]{0,60}? )?(?<!theo )(?<!ho so )(?<!xet )(?:de nghi|yeu cau|giao(?: cho)?(?! vien| duc)"
    r"|kinh (?:trinh|de nghi|mong)|chi dao|rat mong) "
    rf"(?:{BODIES}|quy|khoi|lanh dao)\b"
)
_ASKS = frozenset(("nghi", "cau", "giao", "kinh", "dao", "mong", "cao"))
# What is never an order of this letter, whatever its words: bases, effect and repeal, whom to call, what another
# asked, and the lead-in of a list by itself.
_NEVER = re.compile(
    r"(?:can cu (?!tinh hinh|chuc nang|nhiem vu|ke hoach|dieu kien)[^,]{3,200}(?:[;.,]$|$)|theo de nghi cua\b|xet de nghi cua\b"
    r"|moi (?:thong tin|thac mac|chi tiet|y kien|vuong mac)\b[^.;]{0,120}\blien he\b)"
    r"|[^.;]{0,300}\b(?:co hieu luc (?:thi hanh )?(?:ke )?tu|theo (?:van ban|cong van) nay,)"
    r"|[^,.;:]{0,80}\bda (?:de nghi|yeu cau|chi dao|khuyen nghi|giao)\b"
    r"|(?:neu|khi)\b[^.;,]{0,60}\b(?:thong tin|chi tiet|thac mac|vuong mac)\b[^.;]{0,30}"
    r"\b(?:xin|vui long)\b[^.;]{0,20}\blien he\b"
    r"|(?:don vi|nguoi|ca nhan|co quan|tap the) nao (?:khong|vi pham|de xay|con)|thong tin chi tiet\b"
    r"|(?:to chuc|trien khai|phan cong|ke hoach)(?: to chuc| trien khai)? thuc hien\W{0,3}$"
)
# A lead-in by its last words, of which so many are looked at.
_LEADS = re.compile(
    r"\b(?:noi dung|nhiem vu|viec|giai phap|van de|bien phap)\b[a-z ]{0,40} sau(?: day)? ?:$"
    r"|\bco (?:trach nhiem|nhiem vu)(?: (?:sau|nhu sau|cu the))? ?:$"
)
_LAST = 80
REPORT_KINDS = ("bao cao", "to trinh")
_ASKED = re.compile(r"(?!chi dao).{0,300}?\b(?:de nghi|kinh (?:trinh|mong)|yeu cau|kien nghi|rat mong)\b")
_OTHERS = re.compile(
    rf"[^;:]{{5,160}} (?:da )?(?:co (?:van ban|cong van) )?(?:de nghi|yeu cau|khuyen nghi|chi dao) (?:{BODIES})\b"
)
_REST = re.compile(r"\([^)]*\)|\W")
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
        subject_actor(folded),
        actor(folded, spoken),
        deadline_in(clause.text, folded, spoken, year),
        asks and _ORDERED.match(folded) is not None,
        speaker(folded, issuer) if asks else "none",
        tuple(cut),
        folded.count(" ") + 1,
    )


def kind(letter: Letter) -> str:
    """The type printed in the title, folded; "cong van" where none is (what follows "V/v" is the subject)."""
    title = " ".join(line.text for line in letter.zone("title"))[:80]
    found = _TYPE.match(fold(title))
    return found["type"] if found and title[found.start("type") : found.end()].isupper() else "cong van"


def possible(one: Seen, setting: Setting) -> bool:
    """Whether a clause may be an order at all.

    A report or a submission tells what was done, and orders only where it says so. (Annexes, which hold drafts, forms and
    procedures, are not cut into clauses; their tables of tasks are read by `rows`.)
    """
    if _NEVER.match(one.folded) or _told_only(one) or (one.folded[-1] == ":" and _leads_in(one.folded)):
        return False
    if _quiet(one) and (one.count < _FEW or not any(frame.tasks for frame in setting.frames)):
        return False
    return setting.kind not in REPORT_KINDS or _ASKED.match(one.folded) is not None


_FEW = 5
"""Words too few for an order that no marker, verb or body tells."""


def _quiet(one: Seen) -> bool:
    """Whether nothing in a clause tells an order: no marker, bare verb, body or deadline."""
    return not (one.said or one.bare or one.subject or one.told or one.due)


def _leads_in(folded: str) -> bool:
    """Whether a clause that ends with a colon is a lead-in alone ("… các nội dung sau:", "Về dự án X:")."""
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
