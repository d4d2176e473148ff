"""Where one sentence holds several orders, and where its order begins behind a lead of reasons (SPEC §5, rule c)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.directives.modality import has_marks
from extractors.folding import fold

# Words that say a new order by themselves behind a comma or a semicolon.
_ORDER = (
    r"(?:và |đồng thời,? |mặt khác,? |đặc biệt,? )?(?:đề nghị|yêu cầu|giao|kính (?:mời|đề nghị)|không được|nghiêm cấm"
    r"|tuyệt đối không|phải|có trách nhiệm|chịu trách nhiệm|cần)"
)
_AFTER_SEMICOLON = (
    _ORDER
    + r"|(?:và )?(?:không (?:để|tái|sử dụng|chia sẻ|tự ý|tùy tiện|tải|được)|tuyệt đối|tránh|thường xuyên|đồng thời|tải (?:và|về))"
)
_AFTER_COMMA = (
    r"đồng thời,? (?:đề nghị|yêu cầu|giao|gửi|phải|báo cáo)|(đề nghị|yêu cầu(?! và| của| về| công việc))"
    r"|không (?:được|sử dụng|chia sẻ|tự ý|tùy tiện|tải)"
)
# Whom to call stands behind an order, and is none.
_CONTACT = r"(?:nếu cần |mọi |khi cần )?(?:thông tin|chi tiết|thắc mắc)\b[^.;]{0,40}liên hệ"
_CUT = rf"(?:;[ ]+(?:{_AFTER_SEMICOLON})|,[ ]+(?:{_AFTER_COMMA})|[;,.][ ]+{_CONTACT}|[ ](?=và kính mời))\b"
# A condition or a reason in front of the first order belongs to it.
_OPENING = (
    r"\W*(?:khi|nếu|trường hợp|trong (?:trường hợp|quá trình|thời gian)|(?:trong )?quá trình|sau khi"
    r"|nhận được (?:công văn|thông báo)|những|đối với|riêng)\b"
)
_OPENS = (re.compile(_OPENING), re.compile(fold(_OPENING)))
_LIST = rf";[ ]+(?:{_ORDER})\b"
_LISTED = (re.compile(_LIST), re.compile(fold(_LIST)))
# Duties listed behind one "phải" or "cần": two of them behind commas make each an order of its own.
_DUTY = r"[,;][ ]+(?:bảo đảm|đảm bảo|xác thực|không|có (?:đội ngũ|cán bộ|phương án|biện pháp|kế hoạch))\b"
_DUTIES = (re.compile(_DUTY), re.compile(fold(_DUTY)))
_MUST = (re.compile(r"\b(?:phải|cần)\b"), re.compile(r"\b(?:phai|can)\b"))
_SEMICOLON = re.compile(r";(?=[ ])")
_SPLIT = (re.compile(_CUT), re.compile(fold(_CUT)))
_LEAD = (
    r"(?:để|nhằm|căn cứ|thực hiện|nhận được|trên đây|do đó|vì vậy|theo|trên cơ sở|trong khuôn khổ|do|với|tiếp theo|hưởng ứng"
    r"|được sự|ngày|ngay sau)\b[^:]{3,900}?([,;][ ]+)"
    r"(?=(?!xét |theo )[^,:;]{0,70}?\b(?:đề nghị|yêu cầu|kính (?:mời|đề nghị|trình)|giao)\b)"
    r"|(?:đối với|riêng)\b[^:]{3,300}(:[ ]+)(?=(?:phải|cần|đề nghị|yêu cầu)\b)"
    r"|về\b[^:;]{5,500}(:[ ]+)(?=\w)"
)
_BEHIND = (re.compile(_LEAD, re.S), re.compile(fold(_LEAD), re.S))
# A sentence with none of these, spelt or folded, is one order.
_JOINTS = (
    "phải ",
    "phai ",
    "cần ",
    "can ",
    ";",
    "đề nghị",
    "de nghi",
    "yêu cầu",
    "yeu cau",
    "không ",
    "khong ",
    "đồng thời",
    "dong thoi",
    "liên hệ",
    "lien he",
    "kính mời",
    "kinh moi",
)
_MARKS = ("đề nghị", "de nghi", "yêu cầu", "yeu cau", "kính", "kinh", "giao", ":")


def orders(sentence: str) -> Iterator[tuple[int, int]]:
    """A sentence's clauses as [start, end), the lead of its reasons taken off."""
    low = sentence.lower()
    spelt = len(low) == len(sentence) and has_marks(sentence)
    said = low if spelt else fold(sentence)
    at = _lead(said, spelt)
    if at:
        yield 0, at
    yield from _cuts(said, at, spelt)


def _cuts(said: str, at: int, spelt: bool) -> Iterator[tuple[int, int]]:
    """The orders from `at` on. A sentence with two markers behind semicolons lists them: every semicolon ends one."""
    ends = _joints(said, at, spelt) if any(joint in said for joint in _JOINTS) else ()
    for end in ends:
        yield at, end
        at = end
    if at < len(said):
        yield at, len(said)


def _joints(said: str, at: int, spelt: bool) -> Iterator[int]:
    """Where orders end behind `at`."""
    pattern = _pattern(said, at, spelt)
    for match in pattern.finditer(said, at):
        held = pattern in _SPLIT and match.group(1) is not None and _OPENS[not spelt].match(said, at)
        if match.start() - at > _SHORT and not held:
            at = match.start() + 1
            yield at


def _pattern(said: str, at: int, spelt: bool) -> re.Pattern[str]:
    """What ends an order in this sentence: every semicolon of a list, every duty of one, or a marker."""
    which = 0 if spelt else 1
    if ";" in said and len(_LISTED[which].findall(said, at)) > 1:
        return _SEMICOLON
    must = _MUST[which].search(said, at)
    if must and len(_DUTIES[which].findall(said, must.end())) > 1:
        return _DUTIES[which]
    return _SPLIT[which]


_SHORT = 12
"""Characters too few for an order."""


def _lead(said: str, spelt: bool) -> int:
    """Characters of the reasons in front of an order ("Để …, Sở Y tế yêu cầu …"); 0 if it has none."""
    if not any(mark in said for mark in _MARKS):
        return 0
    match = (_BEHIND[0] if spelt else _BEHIND[1]).match(said)
    return match.end() if match else 0
