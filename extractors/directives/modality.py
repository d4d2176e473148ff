"""How strongly a clause tells somebody to do something, read from its words."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import msgspec

from extractors.directives.wording import words
from extractors.folding import fold
from schemas.record import Modality

# Strongest first (SPEC §5): an id, the folded words one of which it must hold, its words as they are spelt, and what they
# mean. A clause that has its diacritics is matched with them ("cần" is not "cán"); one that lost them on folded words.
_TABLE: tuple[tuple[str, tuple[str, ...], str, Modality], ...] = (
    (
        "directive.forbid",
        ("khong", "cam", "nghiem"),
        r"không được(?! phép chuyển)|nghiêm cấm|tuyệt đối không|không được phép|cấm (?:việc|các|mọi)",
        "must_not",
    ),
    (
        "directive.must",
        ("phai", "buoc", "nhiem"),
        r"phải|bắt buộc|có trách nhiệm|chịu (?:hoàn toàn )?trách nhiệm|có nhiệm vụ",
        "must",
    ),
    ("directive.require", ("cau",), r"yêu cầu(?! báo giá)", "require"),
    (
        "directive.assign",
        ("giao", "quyen", "cong"),
        r"(?:giao(?: cho)?|ủy quyền cho|phân công) (?=sở|phòng|ban|ủy|văn|chánh|các|chi|trung|vụ|cục"
        r"|bộ|giám|thủ|ubnd|công|tổ|đoàn|khoa|phó|thường trực|đồng chí|ông|bà|hội|trường|viện|tòa|kho bạc|bảo hiểm|ngân hàng"
        r"|tổng|liên đoàn|mặt trận|đài|hđnd)",
        "assign",
    ),
    ("directive.invite", ("kinh",), r"(?:trân trọng )?kính (?:mời|trình|đề nghị|mong)", "request"),
    ("directive.request", ("nghi", "mong"), r"đề nghị|rất mong", "request"),
    ("directive.avoid", ("nen", "tranh", "che"), r"không nên|cần tránh|hạn chế", "should_not"),
    ("directive.should", ("can", "nen"), r"(?<!nếu )cần(?! thiết)|nên", "should"),
    ("directive.recommend", ("khuyen", "tien", "nhac"), r"khuyến nghị|khuyến khích|ưu tiên|cân nhắc", "recommend"),
    ("directive.may", ("the", "can"), r"có thể|nếu cần", "may"),
)
_RULES = tuple(
    (rule, frozenset(hints), re.compile(rf"\b(?:{words})\b"), re.compile(rf"\b(?:{fold(words)})\b"), modality)
    for rule, hints, words, modality in _TABLE
)
_STRONG: frozenset[Modality] = frozenset({"must_not", "must", "require", "assign", "request"})


@cache
def verbs() -> frozenset[str]:
    """Folded verbs that begin an instruction (data/directive_verbs.tsv)."""
    file = files("extractors") / "data" / "directive_verbs.tsv"
    return frozenset(line for line in file.read_text("utf-8").splitlines() if line and not line.startswith("#"))


class Trigger(msgspec.Struct, frozen=True, gc=False):
    """A modality, the folded clause's characters [start, end) that say it, and the rule's id."""

    modality: Modality
    start: int
    end: int
    rule: str


def trigger(text: str) -> Trigger | None:
    """The strongest marker in a clause."""
    folded = fold(text)
    return trigger_in(text, folded, frozenset(words(folded)))


def trigger_in(text: str, folded: str, spoken: frozenset[str]) -> Trigger | None:
    """`trigger` of a clause whose folded words are `spoken`: each marker is sought only where one of its words stands."""
    marked: str | None = None
    for rule, hints, spelt, plain, modality in _RULES:
        if spoken.isdisjoint(hints):
            continue
        if marked is None:
            marked = text.lower() if has_marks(text) else ""
        match = spelt.search(marked) if marked else plain.search(folded)
        if match:
            return Trigger(modality, match.start(), match.end(), rule)
    return None


def has_marks(text: str) -> bool:
    """Whether the text has its diacritics: at least one word in six, as no Vietnamese sentence has fewer."""
    head = text[:300]
    marked = len(head) - len(head.encode("ascii", "ignore"))
    return marked * 6 >= head.count(" ") + 1


def strong(found: Trigger) -> bool:
    """Whether the marker makes a directive by itself, without a frame above it."""
    return found.modality in _STRONG


# What joins an order to the one before it.
_JOINED = re.compile(r"(?:dong thoi|mat khac|ngoai ra|ben canh do|dac biet|sau do|va)\b,? ?")
# One-word verbs that are bodies with another mark ("Bộ", "Tổ", "Thủ trưởng", "Chi cục"), as they are spelt.
_SPELT = {"bo": "bỏ", "to": "tô", "thu": "thu", "chi": "chỉ"}


def imperative(text: str, folded: str) -> bool:
    """Whether a clause begins with a bare verb ("Tổ chức …", "Không sử dụng …")."""
    lead = _JOINED.match(folded)
    at = lead.end() if lead else 0
    first = folded[at : at + 60].replace(",", " ").replace("/", " ").split(None, 2)[:2]
    if not first or first == ["cu", "tri"]:  # "Cử tri" is nobody's order
        return False
    if " ".join(first) in verbs():
        return True
    spelt = _SPELT.get(first[0])
    return first[0] in verbs() and (spelt is None or text[at:].split(maxsplit=1)[0].lower() == spelt)
