"""What a body announced, warned of or advised, cited without number: "ngày D, X đã có thông báo về S", "cảnh báo của X"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extractors.needles import needled
from extractors.references.model import Citation, Part
from extractors.references.parts import is_head, issuer_end, subject_start
from extractors.references.subjects import subject_end
from extractors.references.text import Running

_ANNOUNCED = needled(
    r"(?:da|di|vua|moi) (?:co|ra|phat di|dua ra) "
    r"(?P<what>thong bao|canh bao|khuyen cao|khuyen nghi|cong van|van ban|huong dan)(?= (?:ve|v/v|so)|[ ,.;])"
)
_ADVICE = needled(r"(?P<what>canh bao|khuyen nghi|khuyen cao|huong dan) (?:cua|ctia) ")
_REPORTED = needled(
    r"trong (?:van ban |cong van )?(?:chi dao|thong bao|huong dan) (?:moi|vua) (?:gui|ban hanh)[^.;\n]{3,200}?"
    r"(?=, (?:lanh dao|ubnd|uy ban|bo |cuc |chu tich|so [a-z]{2,} va)| ?[.;\n])"
)
_AT_NUMBER = re.compile(r" ?(?:da )?(?:neu |ban hanh )?(?:kem theo )?(?:tai|so|trong) ")
_SENTENCE = re.compile(r"\. (?=[A-ZĐÂÊÔƠƯ])|[;\n]")
_REACH = 240


def announced(run: Running, found: Sequence[Citation]) -> Iterator[Citation]:
    """Announcements, advice and reported letters of other bodies; `found` are the numbered citations in order."""
    starts = [one.start for one in found]
    for match in _ANNOUNCED.finditer(run.folded):
        made = _announcement(run, match, found, starts)
        if made is not None:
            yield made
    for match in _ADVICE.finditer(run.folded):
        made = _advice(run, match, found, starts)
        if made is not None:
            yield made
    for match in _REPORTED.finditer(run.folded):
        yield Citation(match.start(), match.end(), "named", "reference.reported-document", head=match.start())


def _what(run: Running, match: re.Match[str], rule: str) -> Part:
    start, end = match.span("what")
    return Part(start, end, run.text[start:end].lower(), rule)


def _announcement(run: Running, match: re.Match[str], found: Sequence[Citation], starts: Sequence[int]) -> Citation | None:
    """ "ngày 17/4/2020, Bộ Công an đã có thông báo về nguy cơ …": date and body open the sentence."""
    rule = "reference.announced"
    low = max(0, match.start() - _REACH)
    sentence = max((m.end() for m in _SENTENCE.finditer(run.text, low, match.start())), default=low)
    dates = [d for d in run.dates[bisect_left(run.date_starts, sentence) :][:4] if d.end <= match.start()]
    if not dates or run.text[dates[-1].end : dates[-1].end + 2] != ", " or not is_head(run, dates[-1].end + 2):
        return None
    date, begin = dates[-1], dates[-1].end + 2
    name_end = issuer_end(run, begin)
    issuer = Part(begin, name_end, run.text[begin:name_end], rule, sure=0.9)
    end, subject = _subject(run, match.end(), found, starts, rule)
    when = Part(date.start, date.end, date.iso, rule, date.precision)
    return Citation(
        date.start, end, "named", rule, kind=_what(run, match, rule), date=when, issuer=issuer, subject=subject, head=date.start
    )


def _advice(run: Running, match: re.Match[str], found: Sequence[Citation], starts: Sequence[int]) -> Citation | None:
    """ "cảnh báo của X", "hướng dẫn của X về việc S"; a guide without a subject is too vague to be a document."""
    rule = "reference.advice"
    name_end = issuer_end(run, match.end())
    if not run.text[match.end() : match.end() + 1].isupper() or name_end - match.end() < 4:
        return None
    if _AT_NUMBER.match(run.folded, name_end):
        return None
    end, subject = _subject(run, name_end, found, starts, rule)
    if subject is None and match["what"] == "huong dan":
        return None
    issuer = Part(match.end(), name_end, run.text[match.end() : name_end], rule, sure=0.9)
    return Citation(
        match.start(), end, "named", rule, kind=_what(run, match, rule), issuer=issuer, subject=subject, head=match.start()
    )


def _subject(run: Running, at: int, found: Sequence[Citation], starts: Sequence[int], rule: str) -> tuple[int, Part | None]:
    """The subject behind "về", and where the citation ends with it."""
    lead = subject_start(run, at)
    if lead is None or not run.folded.startswith(("ve ", "v/v"), lead[0]):
        return at, None
    end, _ = subject_end(run, lead[1], found, bisect_left(starts, lead[1]))
    return (end, Part(lead[1], end, run.text[lead[1] : end], rule, sure=0.8)) if end > lead[1] else (at, None)
