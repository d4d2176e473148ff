"""What the judge sees of a clause: its first words, markers, place in the letter, and the frames above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.directives.clauses import Clause
from extractors.directives.deadlines import Deadline, deadline
from extractors.directives.frames import BODIES, Frame, Run, actor, subject_actor
from extractors.directives.modality import Trigger, imperative, trigger
from extractors.directives.voice import Speaker, speaker
from extractors.folding import fold
from schemas.letter import Letter

_TYPES = (
    "quyet dinh|chi thi|thong bao|ke hoach|huong dan|bao cao|to trinh|cong dien|giay moi|nghi quyet|nghi dinh|thong tu|quy che"
    "|quy dinh|quy trinh|phu luc|bien ban|chuong trinh|sac lenh|thu moi|dieu le|phuong an|de an|ket luan"
)
_TYPE = re.compile(rf"\W*(?P<type>{_TYPES})\b")
_PAST = re.compile(r"\b(?:da|dat|duoc|dang|con|gom|la)\b")
# "(Sở Y tế) đề nghị các đơn vị …": the issuer speaks to a body. A noun ("theo đề nghị của") is not this.
_ORDERED = re.compile(
    r"(?:[^,.;:]{0,60}? )?(?<!theo )(?<!ho so )(?<!xet )(?:de nghi|yeu cau|giao(?: cho)?(?! vien| duc)"
    r"|kinh (?:trinh|de nghi|mong)|chi dao|rat mong) "
    rf"(?:{BODIES}|quy|khoi|lanh dao)\b"
)
# What is never an order of this letter, whatever its words: bases, effect and repeal, whom to call, what another
# asked, and the lead-in of a list by itself.
_NEVER = re.compile(
    r"(?:can cu (?!tinh hinh|chuc nang|nhiem vu|ke hoach|dieu kien)[^,]{3,200}(?:[;.,]$|$)|theo de nghi cua\b|xet de nghi cua\b"
    r"|moi (?:thong tin|thac mac|chi tiet|y kien|vuong mac)\b[^.;]{0,120}\blien he\b)"
    r"|[^.;]{0,300}\b(?:co hieu luc (?:thi hanh )?(?:ke )?tu|theo (?:van ban|cong van) nay,)"
    r"|[^,.;:]{0,80}\bda (?:de nghi|yeu cau|chi dao|khuyen nghi|giao)\b"
    r"|.{0,400}\b(?:noi dung|nhiem vu|viec|giai phap|van de|bien phap)(?: [a-z]+){0,3} (?:sau|sau day)(?: day)? ?:$"
    r"|.{0,400}\bco (?:trach nhiem|nhiem vu)(?: (?:sau|nhu sau|cu the))? ?:$"
    r"|(?:neu|khi)\b[^.;,]{0,60}\b(?:thong tin|chi tiet|thac mac|vuong mac)\b[^.;]{0,30}"
    r"\b(?:xin|vui long)\b[^.;]{0,20}\blien he\b"
    r"|(?:don vi|nguoi|ca nhan|co quan|tap the) nao (?:khong|vi pham|de xay|con)|ve [^:]{3,500}:$|thong tin chi tiet\b"
    r"|(?:to chuc|trien khai|phan cong|ke hoach)(?: to chuc| trien khai)? thuc hien\W{0,3}$"
)
_REPORT_KINDS = ("bao cao", "to trinh")
_ASKED = re.compile(r"(?!chi dao).{0,300}?\b(?:de nghi|kinh (?:trinh|mong)|yeu cau|kien nghi|rat mong)\b")
_OTHERS = re.compile(
    rf"[^;:]{{5,160}} (?:da )?(?:co (?:van ban|cong van) )?(?:de nghi|yeu cau|khuyen nghi|chi dao) (?:{BODIES})\b"
)
_REST = re.compile(r"\([^)]*\)|\W")
_NAME = 16
"""Words of the longest lead-in that may be a name alone."""
_QUOTED = re.compile(r"^[\"“”'‘]")
_FIGURE = re.compile(r"\d[\d.,]{2,}")
_NAMED = re.compile(rf"(?:{BODIES})\b")
_STEP = re.compile(r"buoc \d")
_WORDS = re.compile(r"[a-z]\w*")
_READ = 40
"""Words of a clause that the judge reads, from its beginning."""


@dataclass(frozen=True, slots=True)
class Seen:
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
    count: int


@dataclass(frozen=True, slots=True)
class Setting:
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
    return Seen(
        clause,
        folded,
        trigger(clause.text, folded),
        imperative(clause.text, folded),
        subject_actor(folded),
        actor(folded),
        deadline(clause.text, year),
        _ORDERED.match(folded) is not None,
        speaker(folded, issuer),
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
    if _NEVER.match(one.folded) or _told_only(one):
        return False
    return setting.kind not in _REPORT_KINDS or _ASKED.match(one.folded) is not None


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


def features(one: Seen, setting: Setting) -> Iterator[str]:
    """Names of the features that hold, bias included."""
    yield "bias"
    yield from _own(one)
    yield from _words(one)
    yield from _around(one, setting)
    yield from _framed(one, setting)


def _own(one: Seen) -> Iterator[str]:
    clause = one.clause
    bare, subject, due = one.bare, one.subject is not None, one.due is not None
    rule = one.said.rule[10:] if one.said else "none"
    place = min(4, one.folded.count(" ", 0, one.said.start) // 3) if one.said else 0
    yield f"level={clause.level}"
    yield f"first={clause.first},only={clause.only}"
    yield f"length={min(9, one.count // 6)}"
    yield f"end={clause.text[-1]}"
    yield f"upper={clause.text[0].isupper()},level={clause.level == 9}"
    yield f"said={rule}"
    yield f"said={rule},place={place}"
    yield f"said={rule},bare={bare},subject={subject}"
    yield f"bare={bare},subject={subject},addressed={one.told is not None}"
    yield f"due={due},bare={bare}"
    yield f"ordered={one.ordered},colon={clause.text[-1] == ':'}"
    yield f"voice={one.voice},ordered={one.ordered}"
    if _PAST.search(one.folded):
        yield "past"
        yield f"past,bare={bare}"
    if _QUOTED.match(one.folded):
        yield "quoted"
    if _FIGURE.search(one.folded):
        yield "figure"
    if _STEP.match(one.folded):
        yield "step"
    if clause.cell:
        yield "cell"
    if _NAMED.match(one.folded) and not (subject or bare or one.said):
        yield f"named,short={one.count < 14}"


def _words(one: Seen) -> Iterator[str]:
    words = _WORDS.findall(one.folded)
    for size in (1, 2, 3):
        yield f"begin={' '.join(words[:size])}"
    yield f"last={' '.join(words[-2:])}"
    for word in set(words[:_READ]):
        yield f"word={word}"


def _around(one: Seen, setting: Setting) -> Iterator[str]:
    bare, subject, level = one.bare, one.subject is not None, one.clause.level
    yield f"kind={setting.kind}"
    yield f"kind={setting.kind},place={int(setting.place * 3.99)}"
    yield f"kind={setting.kind},said={one.said.modality if one.said else None}"
    yield f"kind={setting.kind},bare={bare},subject={subject}"
    yield f"place={int(setting.place * 5.99)}"
    yield f"report={setting.kind in _REPORT_KINDS},ordered={one.ordered}"
    if setting.head is not None:
        yield f"head:bare={setting.head.bare},own={bare}"
        yield f"head:said={setting.head.said.modality if setting.head.said else None},own={one.said is not None}"
        if _STEP.match(setting.head.folded):
            yield "head:step"
    else:
        yield f"peers={int(setting.peers * 3.99)},bare={bare}"
        yield f"peers={int(setting.peers * 3.99)}"
    for name, other in (("before", setting.before), ("after", setting.after)):
        if other is None:
            yield f"{name}=none"
            continue
        yield f"{name}:bare={other.bare},same={other.clause.level == level},own={bare}"
        yield f"{name}:said={other.said.modality if other.said else None}"
        yield f"{name}:subject={other.subject is not None},own={subject}"
        yield f"{name}:colon={other.clause.text[-1] == ':'}"
        if name == "after":
            deeper = other.clause.first and other.clause.level > level
            yield f"deeper={deeper},end={one.clause.text[-1]}"
            if level < 9 and one.clause.only and one.clause.text[-1] not in ".;,":
                yield f"heading,deeper={deeper},same={other.clause.level == level},length={min(4, one.count // 5)}"
                yield f"heading,deeper={deeper},subject={subject},bare={bare}"


def _framed(one: Seen, setting: Setting) -> Iterator[str]:
    bare, subject, said = one.bare, one.subject is not None, one.said.modality if one.said else None
    top = setting.frames[-1] if setting.frames else None
    shown = (top.modality, top.actor is not None, top.tasks) if top else None
    yield f"top={shown}"
    yield f"top={shown},bare={bare}"
    yield f"top={shown},subject={subject}"
    yield f"top={shown},said={said}"
    yield f"frames={min(3, len(setting.frames))}"
    for frame in setting.frames[-3:]:
        yield f"frame:tasks={frame.tasks}"
        yield f"frame:modality={frame.modality}"
        for topic in frame.topics:
            yield f"frame:topic={topic}"
    for topic in top.topics if top else ():
        yield f"top:topic={topic},bare={bare}"
    section = next((frame.topics for frame in reversed(setting.frames) if frame.topics), ())
    for topic in section:
        yield f"section={topic},bare={bare},subject={subject}"
        yield f"section={topic},said={said is not None}"
