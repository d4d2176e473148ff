"""What the judge sees of a clause: its first words, markers, place in the letter, and the frames above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.directives.clauses import Clause
from extractors.directives.deadlines import deadline
from extractors.directives.frames import BODIES, Frame, actor, subject_actor
from extractors.directives.modality import Trigger, imperative, trigger
from extractors.folding import fold
from schemas.letter import Letter

_TYPES = (
    "quyet dinh|chi thi|thong bao|ke hoach|huong dan|bao cao|to trinh|cong dien|giay moi|nghi quyet|nghi dinh|thong tu|quy che"
    "|quy dinh|quy trinh|phu luc|bien ban|chuong trinh|sac lenh"
)
_TYPE = re.compile(rf"\b(?:{_TYPES})\b")
_PAST = re.compile(r"\b(?:da|dat|duoc|dang|con|gom|la)\b")
# "(Sở Y tế) đề nghị các đơn vị …": the issuer speaks to a body. A noun ("theo đề nghị của") is not this.
_ORDERED = re.compile(
    r"(?:[^,.;:]{0,60}? )?(?<!theo )(?<!ho so )(?<!xet )(?:de nghi|yeu cau|giao(?: cho)?(?! vien| duc)"
    r"|kinh (?:trinh|de nghi|mong)|chi dao|rat mong) "
    rf"(?:{BODIES}|quy|khoi|lanh dao)\b"
)
_TOPIC = re.compile(
    r"\b(?:muc dich|pham vi|doi tuong|quy dinh chung|noi dung|ket qua|danh gia|tinh hinh|to chuc thuc hien|nhiem vu|trach nhiem"
    r"|quyen|ho so|trinh tu|thu tuc|dieu kien|tieu chuan|kinh phi|thoi gian|thanh phan|dia diem|phan cong|giai phap|phuong huong"
    r"|luu y|ton tai|han che|kho khan|co cau|nguyen tac|giai thich|thi hanh|sau day|nhu sau)\b"
)
# What is never an order of this letter, whatever its words: bases, effect and repeal, whom to call, what another
# asked, and the lead-in of a list by itself.
_NEVER = re.compile(
    r"(?:can cu (?!tinh hinh|chuc nang|nhiem vu|ke hoach|dieu kien)[^,]{3,200}(?:[;.,]$|$)|theo de nghi cua\b|xet de nghi cua\b"
    r"|moi (?:thong tin|thac mac|chi tiet|y kien|vuong mac)\b[^.;]{0,120}\blien he\b)"
    r"|[^.;]{0,300}\b(?:co hieu luc (?:thi hanh )?(?:ke )?tu|theo (?:van ban|cong van) nay,)"
    r"|[^,.;:]{0,80}\bda (?:de nghi|yeu cau|chi dao|khuyen nghi|giao)\b"
    r"|.{0,400}\b(?:noi dung|nhiem vu|viec|giai phap|van de|bien phap)(?: [a-z]+){0,3} (?:sau|sau day)(?: day)? ?:$"
)
_REPORT_KINDS = ("bao cao", "to trinh")
_QUOTED = re.compile(r"^[\"“”'‘]")
_FIGURE = re.compile(r"\d[\d.,]{2,}")


@dataclass(frozen=True, slots=True)
class Seen:
    """A clause with what the rules say of it, read once."""

    clause: Clause
    folded: str
    said: Trigger | None
    bare: bool
    subject: bool
    addressed: bool
    due: bool
    ordered: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a clause stands: the letter's type, its place in [0, 1], its neighbours and the frames above it."""

    kind: str
    place: float
    before: Seen | None
    after: Seen | None
    frames: Sequence[Frame]


def see(clause: Clause) -> Seen:
    """Read the clause's markers."""
    folded = fold(clause.text)
    return Seen(
        clause,
        folded,
        trigger(clause.text),
        imperative(clause.text),
        subject_actor(clause) is not None,
        actor(clause) is not None,
        deadline(clause.text, 2000) is not None,
        _ORDERED.match(folded) is not None,
    )


def kind(letter: Letter) -> str:
    """The type printed in the title, folded; "cong van" where none is."""
    title = fold(" ".join(line.text for line in letter.zone("title")))[:80]
    found = _TYPE.search(title)
    return found.group() if found and found.start() < 12 else "cong van"


def possible(one: Seen, setting: Setting) -> bool:
    """Whether a clause may be an order at all.

    A report or a submission tells what was done, and orders only where it says so. (Annexes, which hold drafts, forms and
    procedures, are not cut into clauses; their tables of tasks are read by `rows`.)
    """
    if _NEVER.match(one.folded):
        return False
    return setting.kind not in _REPORT_KINDS or one.ordered or one.said is not None


def features(one: Seen, setting: Setting) -> Iterator[str]:
    """Names of the features that hold, bias included."""
    yield "bias"
    yield from _own(one)
    yield from _words(one)
    yield from _around(one, setting)
    yield from _framed(one, setting)


def _own(one: Seen) -> Iterator[str]:
    clause, words = one.clause, one.folded.split()
    yield f"level={clause.level}"
    yield f"first={clause.first},only={clause.only}"
    yield f"length={min(9, len(words) // 6)}"
    yield f"end={clause.text[-1]}"
    yield f"upper={clause.text[0].isupper()},level={clause.level == 9}"
    rule = one.said.rule if one.said else "none"
    yield f"said={rule}"
    yield f"said={rule},place={min(4, len(one.folded[: one.said.start].split()) // 3) if one.said else 0}"
    yield f"said={rule},bare={one.bare},subject={one.subject}"
    yield f"bare={one.bare},subject={one.subject},addressed={one.addressed}"
    yield f"due={one.due},bare={one.bare}"
    yield f"ordered={one.ordered},colon={clause.text[-1] == ':'}"
    for name, pattern in (("past", _PAST), ("quoted", _QUOTED), ("figure", _FIGURE)):
        if pattern.search(one.folded):
            yield name
    if clause.cell:
        yield "cell"


def _words(one: Seen) -> Iterator[str]:
    words = re.findall(r"\w+|[:;]", one.folded)
    for size in (1, 2, 3):
        yield f"begin={' '.join(words[:size])}"
    yield f"last={' '.join(words[-2:])}"
    for word in set(words):
        if not word.isdigit():
            yield f"word={word}"
    for pair in {*pairwise(words)}:
        yield f"pair={' '.join(pair)}"


def _around(one: Seen, setting: Setting) -> Iterator[str]:
    yield f"kind={setting.kind}"
    yield f"kind={setting.kind},place={int(setting.place * 3.99)}"
    yield f"kind={setting.kind},said={one.said.modality if one.said else None}"
    yield f"kind={setting.kind},bare={one.bare},subject={one.subject}"
    yield f"place={int(setting.place * 5.99)}"
    yield f"report={setting.kind in _REPORT_KINDS},ordered={one.ordered}"
    for name, other in (("before", setting.before), ("after", setting.after)):
        if other is None:
            yield f"{name}=none"
            continue
        yield f"{name}:bare={other.bare},same={other.clause.level == one.clause.level},own={one.bare}"
        yield f"{name}:said={other.said.modality if other.said else None}"
        yield f"{name}:subject={other.subject},own={one.subject}"
        yield f"{name}:colon={other.clause.text.endswith(':')}"


def _framed(one: Seen, setting: Setting) -> Iterator[str]:
    top = setting.frames[-1] if setting.frames else None
    said = (top.modality, top.actor is not None, top.tasks) if top else None
    yield f"top={said}"
    yield f"top={said},bare={one.bare}"
    yield f"top={said},subject={one.subject}"
    yield f"top={said},said={one.said.modality if one.said else None}"
    yield f"frames={min(3, len(setting.frames))}"
    for frame in setting.frames[-3:]:
        yield f"frame:tasks={frame.tasks}"
        yield f"frame:modality={frame.modality}"
        for topic in set(_TOPIC.findall(frame.words)):
            yield f"frame:topic={topic}"
    for topic in set(_TOPIC.findall(top.words)) if top else ():
        yield f"top:topic={topic},bare={one.bare}"
