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
    _ORDER + r"|(?:và )?(?:không (?:để|tái|sử dụng|chia sẻ|tự ý|tùy tiện|tải|được)|tuyệt đối|tránh|thường xuyên|đồng thời)"
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
_SEMICOLON = re.compile(r";(?=[ ])")
_SPLIT = (re.compile(_CUT), re.compile(fold(_CUT)))
_LEAD = (
    r"(?:để|nhằm|căn cứ|thực hiện|nhận được|trên đây|do đó|vì vậy|theo|trên cơ sở|trong khuôn khổ|do|với|tiếp theo|hưởng ứng"
    r"|được sự|ngày|ngay sau)\b[^:]{3,900}?(,[ ]+)(?=[^,:;]{0,70}?\b(?:đề nghị|yêu cầu|kính (?:mời|đề nghị|trình)|giao)\b)"
    r"|(?:đối với|riêng)\b[^:]{3,300}(:[ ]+)(?=(?:phải|cần|đề nghị|yêu cầu)\b)"
    r"|về\b[^:;]{5,500}(:[ ]+)(?=\w)"
)
_BEHIND = (re.compile(_LEAD, re.S), re.compile(fold(_LEAD), re.S))
# A sentence with none of these, spelt or folded, is one order.
_JOINTS = (
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


def cuts(sentence: str) -> Iterator[tuple[int, int]]:
    """The orders of a sentence as [start, end).

    One with two markers behind semicolons lists its orders: every semicolon ends one.
    """
    spelt, said = _said(sentence)
    if not any(joint in said for joint in _JOINTS):
        if sentence:
            yield 0, len(sentence)
        return
    at = 0
    listed = len((_LISTED[0] if spelt else _LISTED[1]).findall(said)) > 1
    for match in (_SEMICOLON if listed else _SPLIT[0] if spelt else _SPLIT[1]).finditer(said):
        held = not listed and match.group(1) is not None and _OPENS[not spelt].match(said, at)
        if match.start() - at > 12 and not held:
            yield at, match.start() + 1
            at = match.start() + 1
    if at < len(sentence):
        yield at, len(sentence)


def lead(sentence: str) -> int:
    """Characters of the reasons in front of an order ("Để …, Sở Y tế yêu cầu …"); 0 if it has none."""
    spelt, said = _said(sentence)
    if not any(mark in said for mark in _MARKS):
        return 0
    match = (_BEHIND[0] if spelt else _BEHIND[1]).match(said)
    return match.end() if match else 0


def _said(sentence: str) -> tuple[bool, str]:
    """Whether the sentence has its diacritics, and its words as they are matched: in small letters, or folded."""
    low = sentence.lower()
    spelt = has_marks(sentence) and len(low) == len(sentence)
    return spelt, low if spelt else fold(sentence)
