"""Citations completed: date, issuer and subject from around the number, relation and pinpoint from before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import cast

from msgspec.structs import replace

from extractors.references.lexicon import bodies, head_pattern, relation_pattern, relations
from extractors.references.model import Citation, Part
from extractors.references.parts import date_after, is_head, issuer_after, issuer_end, joint_end, subject_start, superior_after
from extractors.references.pinpoints import pinpoint
from extractors.references.subjects import subject_end
from extractors.references.text import Running
from schemas.record import Relation

_AT = re.compile(
    r" ?(?:da |duoc )?(?:neu|noi|chi dao|co y kien|cho y kien|phe duyet|ban hanh|quy dinh|thong bao|tham dinh|giao|cho phep|"
    r"cong bo|tra loi|huong dan|chap thuan|thong nhat)? ?(?:tai|trong) (?:cac |mot so |noi dung )?$"
)
_HAS = re.compile(
    r" (?:cung |moi |vua )?(?:da |di |vua |moi )?(?:co|ban hanh|gui|ra|phat hanh|thong qua|ky ban hanh|ky) (?:cac |mot so )?$"
)
_AT_ENDS = ("tai ", "trong ", "cac ", "so ", "dung ")
_HAS_ENDS = ("co ", "hanh ", "gui ", "ra ", "qua ", "ky ", "cac ", "so ")
"""What `_AT` and `_HAS` can end with: looked at first, as they are asked for each citation."""
_LAWS = frozenset({"luật", "bộ luật", "pháp lệnh", "hiến pháp", "điều lệ"})
_JOINT_CODES = frozenset({"TTLT", "NQLT", "HDLT", "KHLT", "CTPH", "QCPH"})
_SUBORDINATE = re.compile(r"(?:cuc|chi cuc|tong cuc|vu|vien|trung tam|phong|so|thanh tra|van phong|truong|benh vien)(?![a-z0-9])")
"""What stands below the body named behind it ("Cục Trồng trọt, Bộ Nông nghiệp đã có …")."""
_CHANGES = frozenset({"amends", "replaces", "repeals"})
_PASSIVE = re.compile(r"(?:duoc|bi|da) $")
_OBJECT = frozenset(
    [
        "mot",
        "so",
        "cac",
        "toan",
        "bo",
        "noi",
        "dung",
        "quy",
        "dinh",
        "cua",
        "tai",
        "cho",
        "theo",
        "va",
        "dieu",
        "khoan",
        "diem",
        "muc",
        "chuong",
        "phan",
        "tiet",
        "phu",
        "luc",
        "cum",
        "tu",
        "ten",
        "ban",
        "hanh",
        "kem",
    ]
)
"""What stands between "bãi bỏ" and the document that is repealed, in whole or in part; with numbers and letters of units."""
_UNIT_NAME = re.compile(r"[0-9]{1,3}[a-zđ]?|[a-z]|[ivx]{1,4}|")
_UNIT = re.compile(r" (?:tinh|huyen|thanh pho|tp|thi xa|xa|phuong)(?=,? ngay )")
"""What some writers put between a notation and its date ("số 1967/CĐ-UBND tỉnh ngày …")."""
_SAME_DAY = re.compile(r"(?:deu |cung )(?:ban hanh |ky )?ngay")
"""What gives the members of a list one date ("… và Quyết định số 13 cùng ngày D")."""
_JOINT = re.compile(r",? va (?:cac )?(?:theo )?|, ")
_CLAUSE = re.compile(r"[.;\n](?: |$)")
_REACH = 240
_SHORTEST = 3
"""Characters of the shortest lead of a relation ("xet")."""
_LEAST = 6
"""Characters of the shortest date with what stands before it ("ngay 1")."""
_SIGN = re.compile(r" ?[,(\-] ?")
_DATE_OPENS = re.compile(
    r"(?:[^,;.\n]{0,40}, ?)?(?:(?:tiep (?:den|theo|do)|sau do|den),? )?(?:vao |trong )?"
    r"(?:(?:hoi |luc )?[0-9]{1,2} ?(?:gio|h) ?(?:[0-9]{1,2} ?(?:phut)?)?,? ?)?(?=ngay)"
)
_GOES_ON = re.compile(r" ?,| [a-z]")
_LISTS = re.compile("[,;] ?")
_LISTED = re.compile(r"[\s,;]*(?:(?:va|hoac|cung|voi)[\s,;]*)?(?:cac )?")
_SENTENCE = re.compile(r"\. (?=[A-ZĐÂÊÔƠƯ])|[;\n]")


def complete(run: Running, found: Sequence[Citation]) -> list[Citation]:
    """The citations with all their parts, in order. Worked from the last to the first: a title may enclose later ones."""
    made: list[Citation] = list(found)
    inside: list[bool] = [False] * len(made)
    for index in range(len(made) - 1, -1, -1):
        if made[index].number is None and made[index].shape == "short":
            continue
        made[index], count = _right(run, made, index)
        for nested in range(index + 1, index + 1 + count):
            inside[nested] = True
    outer: Citation | None = None
    for index, one in enumerate(made):
        before = made[index - 1] if index else None
        made[index] = _left(run, one, before, outer if outer and outer.end <= one.head else before, inside[index])
        if not inside[index] and one.shape != "short":
            outer = made[index]
    return _shared(run, made)


def _right(run: Running, made: Sequence[Citation], index: int) -> tuple[Citation, int]:
    """The citation with what stands to its right, and how many of the following citations its title encloses."""
    one, at, count = made[index], made[index].end, 0
    limit = made[index + 1].start if index + 1 < len(made) else len(run.text)
    if 0 <= limit - at < 3 and run.text[limit : limit + 1].isdigit() and not run.text[at:limit].strip(" ,;"):
        return one, 0  # the next member of a list of numbers
    if unit := _UNIT.match(run.folded, at):
        at = unit.end()
    for _ in range(5):
        if one.date is None and (date := date_after(run, at, law=one.shape == "law")) and date.start < limit:
            one, at = replace(one, date=date, end=date.end), date.end
            if run.text[at : at + 1] == ")":
                at += 1
        elif one.issuer is None and one.shape != "law" and (issuer := issuer_after(run, at)) and issuer.start < limit:
            issuer = _cut(run, issuer, limit)
            if one.number and one.number.code in _JOINT_CODES:
                at = joint_end(run, issuer.end)
                issuer = replace(issuer, end=at, value=run.text[issuer.start : at])
            at = superior_after(run, issuer.end)
            one = replace(one, issuer=issuer, end=at)
        elif lead := subject_start(run, at):
            if one.shape == "law" or lead[1] >= len(run.text) or lead[0] == limit:
                break
            end, count = subject_end(run, lead[1], made, index + 1)
            if end > lead[1]:
                subject = Part(lead[1], end, run.text[lead[1] : end], "reference.subject", sure=0.85)
                one = replace(one, subject=subject, end=max(end, one.end))
            break
        else:
            break
    return one, count


def _cut(run: Running, issuer: Part, limit: int) -> Part:
    if issuer.end <= limit:
        return issuer
    value = re.sub(r"[ ,;]*(?:và|va)?[ ,;]*$", "", run.text[issuer.start : limit])
    return replace(issuer, end=issuer.start + len(value), value=value)


def _left(run: Running, one: Citation, before: Citation | None, outer: Citation | None, inside: bool) -> Citation:
    if one.shape == "short":
        return one
    if before and outer is before and _follows(run, before, one):
        relation: Relation = "mentions" if inside else before.relation  # the next member of a list of numbers
        return one if relation == one.relation else replace(one, relation=relation)
    floor = before.head if before else 0
    article = pinpoint(run, one.head, floor)
    issuer, date, first = one.issuer, one.date, one.start
    if issuer is None and one.shape == "numbered":
        issuer = issuer_before(run, one.head)
    if date is None and one.shape == "numbered" and not inside:  # the sentence's date is that of the document it is about
        date = date_before(run, issuer.start if issuer and issuer.start < one.head else one.head, before)
    first = min([one.start, *(part.start for part in (article, issuer, date) if part and part.start < one.head)])
    relation = "mentions" if inside else relation_of(run, one.head, outer)
    return replace(one, start=first, article=article, issuer=issuer, date=date, relation=relation)


def _follows(run: Running, before: Citation, one: Citation) -> bool:
    """Whether nothing but a comma parts a citation from the number before it: there is nothing to its left that it could have."""
    ends = before.shape == "numbered" and before.number is not None and before.number.end == before.end < one.head
    return ends and _LISTS.fullmatch(run.folded, before.end, one.head) is not None


def issuer_before(run: Running, head: int) -> Part | None:
    """The issuer in "của X tại Công văn số N" or "X đã ban hành Công văn số N"."""
    low = max(0, head - _REACH)
    has = None
    end = head - 1 if run.folded[head - 1 : head] == "\n" else head  # "$" stands before a last line end too
    tail = _AT.search(run.folded, low, head) if run.folded.endswith(_AT_ENDS, low, end) else None
    if tail is None and run.folded.endswith(_HAS_ENDS, low, end):
        tail = has = _HAS.search(run.folded, low, head)
    if tail is None:
        return None
    clause = _last_end(_CLAUSE, run.folded, low, tail.start())
    for match in head_pattern().finditer(run.folded, clause, tail.start()):
        start = match.start()
        if not is_head(run, start) or (has and run.folded.endswith((" cua ", " ctia "), low, start)):
            continue
        end = issuer_end(run, start)
        above = tail.start() - 1 <= superior_after(run, end) or _next_body(run, end, tail.start())
        if end >= tail.start() - 1 or (above and (not has or _SUBORDINATE.match(run.folded, start))):
            return Part(start, end, run.text[start:end], "reference.issuer-before", sure=0.9)
    return None


def _next_body(run: Running, end: int, tail: int) -> bool:
    """Whether only a superior body stands between the end of a name and the verb ("Cục …, Ban Cơ yếu … đã có")."""
    match = _SIGN.match(run.folded, end)
    return bool(match and is_head(run, match.end()) and issuer_end(run, match.end()) >= tail - 1)


def _last_end(pattern: re.Pattern[str], text: str, low: int, high: int) -> int:
    """Where the last match in [low, high) ends; `low` if there is none."""
    end = low
    for match in pattern.finditer(text, low, high):
        end = match.end()
    return end


def date_before(run: Running, at: int, before: Citation | None) -> Part | None:
    """The date in "Ngày D, X đã ban hành văn bản số N": at the start of the same sentence."""
    low = max(at - _REACH, before.end if before and before.end < at else 0)
    if at - low < _LEAST:
        return None
    clause = _last_end(_SENTENCE, run.text, low, at)
    clause = max(clause, run.text.rfind("Ngày ", clause, at))  # a capital begins a sentence, behind a heading too
    lead = _DATE_OPENS.match(run.folded, clause)
    if lead is None or lead.end() >= at:
        return None
    date = date_after(run, lead.end())
    if date is None or date.start != lead.end() or date.end > at:
        return None
    follows = _GOES_ON.match(run.folded, date.end)
    return replace(date, rule="reference.date-before", sure=0.85) if follows else None


def relation_of(run: Running, at: int, before: Citation | None) -> Relation:
    """The relation that the nearest lead in the same clause gives; a list goes on with that of its first member."""
    low = max(0, at - 140)
    behind = before.end if before and before.end <= at else low
    clause = _last_end(_CLAUSE, run.folded, max(low, behind - 2), at)
    floor = max(clause, behind)
    for lead in reversed(list(relation_pattern().finditer(run.folded, floor, at))) if at - floor >= _SHORTEST else ():
        relation = cast(Relation, relations()[lead.group()])
        if relation not in _CHANGES:
            return relation
        if _PASSIVE.search(run.folded, max(0, lead.start() - 8), lead.start()):
            return "mentions"
        between = re.split(r"[ ,]", run.folded[lead.end() : at])
        if all(word in _OBJECT or _UNIT_NAME.fullmatch(word) for word in between):
            return relation
    joint = _LISTED.fullmatch(run.folded, before.end, at) if before and before.end <= at else None
    return before.relation if joint and before and before.relation else "mentions"


def _shared(run: Running, found: list[Citation]) -> list[Citation]:
    """Lists share what is said once: the issuer before all or behind the last, the relation of the first."""
    for i in range(len(found) - 2, -1, -1):
        one, after = found[i], found[i + 1]
        joined = _JOINT.fullmatch(run.folded, one.end, after.start)
        listed = after.rule.startswith("reference.list") or joined
        if listed and one.issuer is None and after.issuer and after.issuer.start > after.head and _same_body(one, after):
            found[i] = replace(one, issuer=replace(after.issuer, rule="reference.issuer-shared", sure=0.85))
        if one.date is None and after.date and _one_day(run, one, after):
            found[i] = replace(found[i], date=replace(after.date, rule="reference.date-shared", sure=0.85))
        if joined and one.subject is None and after.subject and one.shape == "numbered":
            found[i] = replace(found[i], subject=replace(after.subject, rule="reference.subject-shared", sure=0.7))
    for i in range(1, len(found)):
        one, before = found[i], found[i - 1]
        if not one.rule.startswith("reference.list"):
            continue
        if one.issuer is None and before.issuer is not None and _same_body(one, before):
            one = replace(one, issuer=replace(before.issuer, rule="reference.issuer-shared", sure=0.85))
        if one.relation == "mentions" != before.relation:
            one = replace(one, relation=before.relation)
        found[i] = one
    return [_inferred(one) for one in found]


def _one_day(run: Running, one: Citation, after: Citation) -> bool:
    """Whether the date behind `after` is of both: said so, or printed behind the notation that both share."""
    if after.date is None:
        return False
    shared = one.rule == "reference.list-shared-notation" and after.rule.startswith("reference.")
    alike = shared and _notation(one) == _notation(after) and after.date.start > after.head
    return bool(alike or _SAME_DAY.search(run.folded, after.head, after.date.end))


def _notation(one: Citation) -> str:
    return one.number.value.partition("/")[2] if one.number and one.number.value else ""


def _inferred(one: Citation) -> Citation:
    """The issuer that the notation names, where none is said: of codes that one central body has."""
    number = one.number
    if one.issuer is not None or number is None or number.value is None or (one.kind and one.kind.value in _LAWS):
        return one
    printed = number.value.lstrip("0123456789")  # all numbers of one notation are one question
    name = _body_of(printed if printed == number.value else "0" + printed, bool(number.code))
    if name is None:
        return one
    return replace(one, issuer=Part(number.start, number.end, name, "reference.issuer-of-notation", sure=0.85))


@lru_cache(maxsize=1 << 10)
def _body_of(number: str, coded: bool) -> str | None:
    """The central body that a notation names, behind its number and, if `coded`, a kind's code."""
    segments = re.split(r"[/\-]", number)
    at = next((i for i, segment in enumerate(segments) if not segment[:1].isdigit()), len(segments))
    code = segments[at + 1 : at + 2] if coded else segments[at : at + 1]
    return bodies().get(code[0]) if code else None


def _same_body(one: Citation, two: Citation) -> bool:
    """Whether two notations name the same body, as far as they say."""
    a, b = _notation(one), _notation(two)
    if a == b:
        return True
    index = 1 if one.number and one.number.code else 0
    first, second = (re.sub(r"^[0-9/]+", "", notation).split("-") for notation in (a, b))
    return first[index:][:1] == second[index:][:1]
