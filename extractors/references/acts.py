"""Documents cited without a number: by issuer and date, by title, by what was announced."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from extractors.date_grammar import FoundDate
from extractors.needles import needled
from extractors.references.anchors import Named, between
from extractors.references.announced import announced
from extractors.references.complete import relation_of
from extractors.references.model import Citation, Part
from extractors.references.parts import date_after, is_head, issuer_after, issuer_end, subject_start, superior_after
from extractors.references.subjects import subject_end
from extractors.references.text import Running

_BEFORE_BASIS = re.compile(r"[.;:\n\"(] ?$|^")
_QUOTED = re.compile(r" ?(?:ve )?[“\"](?P<title>[^”\"\n]{6,220})[”\"]")
_CONGRESS = re.compile(
    r" (?:(?:cua )?(?:dai hoi|hoi nghi|trung uong)(?![a-z])[^.;:\n,]{0,90}|"
    r"lan thu [^.;:\n,]{3,60} (?:ban chap hanh|dai hoi)[^.;:\n,]{0,60})"
)
_TREATY = needled(r"(?:cong uoc|hiep dinh|nghi dinh thu|tuyen bo chung|ban thoa thuan|ban ghi nho)(?![a-z0-9])")
_TITLE_END = re.compile(r"[;.:\n]| (?:va|de|nham|duoc|da duoc|tai|theo|co hieu luc|quy dinh|ky ngay|ngay)(?![a-z0-9])|, ")
_DATE_WITHIN = re.compile(r"(?<![a-z0-9])ngay(?= ?[0-9]| (?:mung|mong|thang))")
_NO_DATE_OF = re.compile(
    r"(?<![a-z0-9])(?:truoc|den|tu|cham nhat|vao|hang|het|trong|ke tu|sau|qua|moi|xong|cuoi|gui|ve so|hoan thanh|nop)(?![a-z0-9])"
)
_CLAUSE = 150
"""How far behind a kind, in characters, its date is looked for."""
_SITE = re.compile(r"[^.;\n]{5,200}? tai (?:dia chi|website|trang)[: ]{1,3}<?(?:https?://|www\.)[^ \n]{3,80}")
_TITLED = frozenset({"đề án", "chiến lược", "chương trình", "quy hoạch", "quy chế", "điều lệ"})
_SHORT_NAME = re.compile(
    r"(?P<title> [^.;:\n()]{10,220}?) ?\((?:sau day |duoc |duoi day )?(?:goi|viet) (?:tat|chung )?(?:la )?[^)\n]{2,60}\)"
)
_YEARS = re.compile(r"(?P<title> [^.;:\n()]{10,160}?(?:19|20)[0-9]{2} ?(?:- ?|den (?:nam )?)(?:19|20)[0-9]{2})")
_PLANS = frozenset(["kế hoạch", "chương trình", "đề án", "quy hoạch", "chiến lược", "phương án", "dự án", "quy chế", "điều lệ"])
_OF = re.compile(r" (?:cua|ctia) (?=[a-z])")
_AT_NUMBER = re.compile(r" (?:da neu |neu )?(?:tai|so) ")
_BASIS = re.compile(r"can cu (?:vao )?(?:cac |noi dung )?$")
_BASIS_END = re.compile(r"[;.:\n]| va (?=can cu)|, (?=[A-ZĐ][a-zà-ỹ]{1,6} [A-ZĐ])")
_ANAPHOR = re.compile(r" (?:nay|neu tren|tren|noi tren|da neu|o tren)(?![a-z])")
_STOP = re.compile(r"[;:.\n]")
_PARTING = re.compile(r"[;:.\n()]")
_OF_BODY = re.compile(r" (?:cua|ctia) ")
_REVIEW = re.compile(r" tham (?:tra|dinh) (?:cua|ctia) ")
_CONGRESS_END = re.compile(r" (?:de|ve|da|duoc|trong|nham|gan|va (?:cac|nghi)|phan|cung)(?![a-z])")
_APPROVED = needled(r"(?: da| duoc| da duoc)(?: [^;.:,\n]{0,80})? (?:phe duyet|thong qua)(?! tai| theo)")
_APPROVED_LEAD = re.compile(r"(?:can cu|thuc hien|theo|va) (?:vao )?$")
_APPROVED_BASIS = re.compile(r"can cu (?:vao )?$")


def acts(run: Running, named: Sequence[Named], found: Sequence[Citation]) -> list[Citation]:
    """Unnumbered documents, in order, none of them inside a citation of `found` (complete, in order)."""
    made: list[Citation] = []
    busy = sorted((one.head, one.end) for one in found if one.shape != "short")
    for one in sorted(_all(run, named, found), key=lambda one: (one.start, -one.end)):
        clear = not (made and one.start < made[-1].end) and not _inside(busy, one)
        if clear:
            told = one.rule in ("reference.announced", "reference.reported-document")
            made.append(one if told else replace(one, relation=relation_of(run, one.head, None)))
    return made


def _inside(busy: Sequence[tuple[int, int]], one: Citation) -> bool:
    index = bisect_left(busy, (one.head, 0))
    return any(a < one.end and b > one.head for a, b in busy[max(0, index - 3) : index + 1])


def _all(run: Running, named: Sequence[Named], found: Sequence[Citation]) -> Iterator[Citation]:
    starts = sorted(one.head for one in found if one.shape != "short")
    numbers = sorted(one.number.start for one in found if one.number)
    yield from announced(run, found)
    for one in named:
        if between(numbers, one.start, one.end + 12):
            continue
        for rule in (_basis, _dated, _congress, _quoted, _approved, _review, _site, _titled):
            made = rule(run, one, starts)
            if made is not None:
                yield made
                break
    yield from _treaties(run)


def _kind(one: Named, rule: str) -> Part:
    return Part(one.start, one.end, one.kind.name, rule)


def _basis(run: Running, one: Named, starts: Sequence[int]) -> Citation | None:
    """A kind right behind "Căn cứ", without a number: the clause names a document."""
    lead = _BASIS.search(run.folded, max(0, one.start - 26), one.start)
    if lead is None or not _BEFORE_BASIS.search(run.folded, max(0, lead.start() - 2), lead.start()):
        return None
    stop = _BASIS_END.search(run.text, one.end, one.end + 320)
    end = stop.start() if stop else min(len(run.text), one.end + 320)
    if between(starts, one.end, end) or end - one.end < 12:
        return None
    if _ANAPHOR.match(run.folded, one.end):
        return None
    return _with_parts(run, one, end, "reference.basis-without-number", "basis")


def _dated(run: Running, one: Named, starts: Sequence[int]) -> Citation | None:
    """A kind with its date in the same clause: "Biên bản cuộc họp … ngày D", "thông báo của X ngày D"."""
    if not one.kind.dated:
        return None
    of = _OF_BODY.match(run.folded, one.end)
    if not (run.text[one.start].isupper() or (of and is_head(run, of.end()))):
        return None
    index = bisect_left(run.date_starts, one.end)
    if index < len(run.dates) and _is_its_date(run, one, run.dates[index], starts):
        return _carried_on(run, _with_parts(run, one, run.dates[index].end, "reference.kind-date", None))
    ngay = _DATE_WITHIN.search(run.folded, one.end, one.end + 90)
    if ngay and of and (words := date_after(run, ngay.start())) and words.rule == "reference.date-in-words":
        return _with_parts(run, one, words.end, "reference.kind-date", None)
    return None


def _carried_on(run: Running, made: Citation) -> Citation:
    """The citation with the issuer and subject that stand behind its date."""
    issuer = issuer_after(run, made.end) if made.issuer is None else None
    if issuer is not None and issuer.rule == "reference.issuer-after":
        made = replace(made, issuer=issuer, end=superior_after(run, issuer.end))
    lead = subject_start(run, made.end)
    end, _ = subject_end(run, lead[1], (), 0) if lead else (0, 0)
    if lead is None or end <= lead[1]:
        return made
    return replace(made, subject=Part(lead[1], end, run.text[lead[1] : end], made.rule, sure=0.8), end=end)


def _is_its_date(run: Running, one: Named, date: FoundDate, starts: Sequence[int]) -> bool:
    """Whether a date behind a kind is that of the document, not of what it is about or a deadline."""
    if date.precision != "day" or date.yearless or date.start - one.end > _CLAUSE:
        return False
    gap = run.folded[one.end : date.start]
    if _PARTING.search(gap) or _NO_DATE_OF.search(gap):
        return False
    return run.folded.startswith("ngay", date.start) and not between(starts, one.end, date.end)


def _congress(run: Running, one: Named, starts: Sequence[int]) -> Citation | None:
    """Resolutions of congresses and plenums: "Nghị quyết Đại hội XIII của Đảng"."""
    match = _CONGRESS.match(run.folded, one.end) if one.kind.name in ("nghị quyết", "kết luận") else None
    if match is None or not run.text[one.start].isupper():
        return None
    stop = _CONGRESS_END.search(run.folded, one.end + 8, match.end())
    return Citation(
        one.start,
        stop.start() if stop else match.end(),
        "named",
        "reference.congress",
        kind=_kind(one, "reference.congress"),
        head=one.start,
    )


def _quoted(run: Running, one: Named, starts: Sequence[int]) -> Citation | None:
    """A kind with its title in quotation marks."""
    match = _QUOTED.match(run.text, one.end)
    if match is None or not run.text[one.start].isupper() or one.kind.name == "dự án":
        return None
    return Citation(
        one.start, match.end(), "named", "reference.quoted-title", kind=_kind(one, "reference.quoted-title"), head=one.start
    )


def _approved(run: Running, one: Named, starts: Sequence[int]) -> Citation | None:
    """A plan or programme that is said to have been approved."""
    if one.kind.name not in _PLANS:
        return None
    leads = _APPROVED_LEAD if run.text[one.start].isupper() else _APPROVED_BASIS
    lead = leads.search(run.folded, max(0, one.start - 16), one.start)
    stop = _STOP.search(run.text, one.end, one.end + 240)
    end = stop.start() if stop else one.end
    match = _APPROVED.search(run.folded, one.end, end)
    if lead is None or match is None or between(starts, one.end, match.end()):
        return None
    return _with_parts(run, one, match.end(), "reference.approved", None)


def _review(run: Running, one: Named, starts: Sequence[int]) -> Citation | None:
    """A report of appraisal, known by the body that made it: "Báo cáo thẩm tra của X"."""
    match = _REVIEW.match(run.folded, one.end) if one.kind.name == "báo cáo" else None
    if match is None or not is_head(run, match.end()):
        return None
    return _with_parts(run, one, issuer_end(run, match.end()), "reference.review", None)


def _site(run: Running, one: Named, starts: Sequence[int]) -> Citation | None:
    """A guide that is to be had at an address."""
    match = _SITE.match(run.folded, one.end) if one.kind.name == "hướng dẫn" else None
    if match is None:
        return None
    return Citation(
        one.start, match.end(), "named", "reference.at-address", kind=_kind(one, "reference.at-address"), head=one.start
    )


def _titled(run: Running, one: Named, starts: Sequence[int]) -> Citation | None:
    """A plan known by its title: one that a short name is given to, or that says for which years it is."""
    if one.kind.name not in _TITLED or not run.text[one.start].isupper():
        return None
    match = _SHORT_NAME.match(run.folded, one.end) or (
        _YEARS.match(run.folded, one.end) if one.kind.name == "chiến lược" else None
    )
    if match is None or between(starts, one.end, match.end("title")) or match.end("title") - one.end < 16:
        return None
    return _with_parts(run, one, match.end("title"), "reference.title", None)


def _treaties(run: Running) -> Iterator[Citation]:
    for match in _TREATY.finditer(run.folded):
        if not run.text[match.start()].isupper() or not run.text[match.end() + 1 : match.end() + 2].isalpha():
            continue
        stop = _TITLE_END.search(run.folded, match.end() + 1, match.end() + 200)
        end = stop.start() if stop else match.end()
        if end - match.end() > 8 and re.search(r"[A-ZĐ]|“", run.text[match.end() : end]):
            kind = Part(match.start(), match.end(), run.text[match.start() : match.end()].lower(), "reference.treaty")
            name = re.sub(r"[^a-z]+", " ", run.folded[match.start() : end])[:60]
            date = date_after(run, end)
            made = Citation(match.start(), end, "named", "reference.treaty", kind=kind, head=match.start(), name=name)
            yield replace(made, date=date, end=date.end) if date else made


def _with_parts(run: Running, one: Named, end: int, rule: str, relation: str | None) -> Citation:
    """The citation of `one` up to `end` with the issuer and date that stand in it."""
    made = Citation(one.start, end, "named", rule, kind=_kind(one, rule), head=one.start)
    of = _OF.search(run.folded, one.end, end)
    while of and not is_head(run, of.end()):
        of = _OF.search(run.folded, of.end(), end)
    if of:
        stop = min(end, issuer_end(run, of.end()))
        made = replace(made, issuer=Part(of.end(), stop, run.text[of.end() : stop], rule, sure=0.85))
    index = bisect_left(run.date_starts, one.end)
    date = run.dates[index] if index < len(run.dates) else None
    if date and date.end <= end and not _NO_DATE_OF.search(run.folded, max(one.end, date.start - 12), date.start):
        made = replace(made, date=Part(date.start, date.end, date.iso, rule, date.precision))
    elif (ngay := _DATE_WITHIN.search(run.folded, one.end, end)) and (words := date_after(run, ngay.start())):
        made = replace(made, date=words) if words.rule == "reference.date-in-words" else made
    return made
