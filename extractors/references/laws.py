"""Laws, codes and ordinances cited by name, with or without number and date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.needles import needled
from extractors.references.lexicon import law_names, law_openings
from extractors.references.model import Citation, Part
from extractors.references.text import Running

_LAW = needled(r"(?<![a-z0-9])(?<!phap )(?P<kind>bo luat|luat|phap lenh|hien phap|dieu le)(?![a-z0-9])")
_AMENDING = re.compile(
    r" (?:ve )?sua doi(?:[,.]? ?bo sung)?(?:[,.]? thay the)? (?:mot so|cac|mot s6|nhung)? ?dieu (?:cua )?(?:cac )?"
    r"(?=bo luat|luat|phap lenh|hien phap)"
)
_ALSO = re.compile(r" ?(?:,|va\.?|;) ?(?=bo luat |luat |phap lenh )")
_WORD_END = re.compile(r"(?=[ ,.;:()\n\"”]|$)")
_REVISED = re.compile(r" ?\((?:sua doi|nam (?:19|20)[0-9]{2})\)| sua doi(?= ngay| so| nam)")
_NAME_END = re.compile(r" (?=so [0-9]|ngay [0-9]|nam (?:19|20)|\(so |(?P<year>(?:19|20)[0-9]{2}(?![0-9/.-])))")
_BREAK = re.compile(r"[.;:\n\"“”]| (?:quy dinh|co hieu luc|duoc|nay|va cac|theo|hien hanh|tai|ban hanh|ve viec)(?![a-z])")
_OTHER = re.compile(
    r" (?:luat|bo luat|phap lenh|nghi dinh|thong tu|quyet dinh|nghi quyet|cong van|chi thi|van ban so|to trinh)(?![a-z0-9])"
)
_LONGEST = 120
_MOST_WORDS = 5
"""Words of an unknown law's name that a bare year may close ("Luật Cảnh vệ 2017")."""
_ABBREVIATED = re.compile(r"[A-ZĐ]{3,8}(?= |$)")
_NO_LAW = ("Luật gia", "Luật sư")
"""A jurist and a lawyer, as in "Hội Luật gia": the law on prices is "Luật Giá"."""


def laws(run: Running) -> list[Citation]:
    """Every law named in the text, in order, without overlaps; the citation ends with its name."""
    found: list[Citation] = []
    for one in _laws(run):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found


def _laws(run: Running) -> Iterator[Citation]:
    for match in _LAW.finditer(run.folded):
        start = match.start()
        if not run.text[start].isupper() or run.text.startswith(_NO_LAW, start):
            continue
        if amending := _AMENDING.match(run.folded, match.end(), match.end() + 60):
            end = _amended(run, amending.end())
            rule = "reference.law-amending"
        else:
            end = name_end(run.folded, start)
            if end is None and match["kind"] != "dieu le":
                end = _printed_end(run, match.end())
            rule = "reference.law-by-name"
        if end is None:
            continue
        name = re.sub(r"[^a-z0-9]+", " ", run.folded[start:end]).strip()
        revised = _REVISED.match(run.folded, end)
        end = revised.end() if revised and revised.group().startswith(" (") else end
        kind = Part(start, match.end(), run.text[start : match.end()].lower(), rule)
        yield Citation(start, end, "law", rule, kind=kind, name=name, head=start)


def name_end(folded: str, start: int) -> int | None:
    """The end of the longest known name of a law at `start`."""
    chunk = folded[start : start + _LONGEST]
    longest = None
    for border in _WORD_END.finditer(chunk, 4):
        name = chunk[: border.start()].replace(",", "")
        if name not in law_openings():
            break
        if name in law_names() and chunk[border.start() - 1] != ",":
            longest = start + border.start()
    return longest


def _amended(run: Running, at: int) -> int | None:
    """The end of the laws that an amending law amends ("… của Luật A và Luật B")."""
    end = None
    while True:
        next_end = name_end(run.folded, at) or _printed_end(run, at + 4)
        if next_end is None:
            return end
        end = next_end
        also = _ALSO.match(run.folded, end, end + 16)
        if also is None or not run.text[also.end()].isupper():
            return end
        at = also.end()


def _printed_end(run: Running, at: int) -> int | None:
    """The end of an unknown law's name, where a number, date or year closes it."""
    if run.text[at : at + 1] != " " or not run.text[at + 1 : at + 2].isalpha():
        return None
    close = _NAME_END.search(run.folded, at + 2, at + _LONGEST)
    if close is None:
        return None
    words = run.folded.count(" ", at, close.start())
    if (
        close["year"]
        and (words > _MOST_WORDS or not run.text[at + 1].isupper())
        and not _ABBREVIATED.search(run.text, at, close.start())
    ):
        return None
    stop = _BREAK.search(run.folded, at, close.start())
    return None if stop or _OTHER.search(run.folded, at, close.start()) else close.start()
