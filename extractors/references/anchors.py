"""Where citations stand: numbers joined with the kind before them, lists, laws by name, short forms."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from extractors.references.laws import laws
from extractors.references.lexicon import Kind, codes, kind_pattern, kinds, words
from extractors.references.model import Citation, Part
from extractors.references.numbers import Number, bare, scan
from extractors.references.text import Running

_NO = r"(?:so|s0|s6|sb|sd|se|sa|s¢|s6:|so:|trso|s)"
_TO_NUMBER = re.compile(
    rf"[ ,:;(.\-]{{0,3}}(?:(?:mat|khan|hoa toc|thuong khan|lien tich|rieng) )?(?:{_NO}(?: hieu)?)?[ :.,(]{{0,3}}"
)
_NO_BEFORE = re.compile(rf"(?<![a-z0-9])(?:{_NO})[ :.,]{{0,3}}$")
_JOINT = re.compile(rf"(?:[,;:+(/\-]|(?<![a-z0-9])(?:va|hoac|cung|den))[ ]?(?:(?:cac )?{_NO}[ :.,]{{0,2}})?$")
_BARE_BEFORE = re.compile(r"(?P<n>[0-9]{1,5}[a-z]?) ?(?:,|;|va|&) ?$")
_BETWEEN = re.compile(r" (?:cua|do) [^;.:()\n]{2,90} (?:so|s6|sé)[ :.]{0,2}$")
_NOT_A_DOCUMENT = re.compile(rf"(?<![a-z0-9]){words('no-document')}(?: (?:so|s6))?[ :.]{{0,3}}$")
_TO_BARE = re.compile(r" (?:so |s6 )?(?=[0-9])")
_DATED = re.compile(r"[ ,]{0,2}(?:ngay|cua) ")
_ANAPHOR = re.compile(r" (?:nay|neu tren|noi tren|da neu|dan tren|tren day|vua neu|da dan|tren)(?![a-z0-9])")
_HEADED = re.compile(r"[\s(]*S[ốôoóòỏõọ6éb]?\s*[:.]?\s*")


@dataclass(frozen=True, slots=True)
class Named:
    """A kind of document named in the text."""

    start: int
    end: int
    kind: Kind


def named_kinds(run: Running) -> list[Named]:
    """Every kind named in the text, in order."""
    known = kinds()
    return [Named(m.start(), m.end(), known[m.group()]) for m in kind_pattern().finditer(run.folded)]


def anchors(run: Running, named: Sequence[Named]) -> list[Citation]:
    """Every citation with its kind and number or name, in order, without overlaps. Ends are those of number or name."""
    by_name = laws(run)
    numbered = _numbered(run, named, by_name)
    taken = [(one.start, one.end) for one in numbered]
    rest = [one for one in by_name if not _overlaps(taken, one.start, one.end)]
    taken = sorted([*taken, *((one.start, one.end) for one in rest)])
    short = [one for one in _short(run, named) if not _overlaps(taken, one.start, one.end)]
    return sorted([*numbered, *rest, *short], key=lambda one: (one.start, one.end))


def _overlaps(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    index = bisect_right(taken, (start, 1 << 60)) - 1
    return any(a < end and b > start for a, b in taken[max(index, 0) : index + 2])


def _numbered(run: Running, named: Sequence[Named], by_name: Sequence[Citation]) -> list[Citation]:
    found: list[Citation] = []
    ends, law_ends = [one.end for one in named], [one.end for one in by_name]
    for number in scan(run.text):
        law = bisect_right(law_ends, number.start) - 1
        before = found[-1] if found else None
        bares = _bares(run, number)
        first = replace(number, start=bares[0][0]) if bares else number
        kind = bisect_right(ends, first.start) - 1
        last = named[kind] if kind >= 0 else None
        if (
            bares
            and not (last and _joins(run, last.end, first.start))
            and not _NO_BEFORE.search(run.folded, max(0, first.start - 6), first.start)
        ):
            bares, first = [], number
        one = _anchor(run, first, last, by_name[law] if law >= 0 else None, before)
        if one is not None:
            found += [*_spread(one, bares)] if bares else []
            found.append(replace(one, start=number.start, head=number.start, number=number) if bares else one)
    return found


def _anchor(run: Running, number: Number, kind: Named | None, law: Citation | None, before: Citation | None) -> Citation | None:
    """The citation of this number, None if it is none."""
    if _NOT_A_DOCUMENT.search(run.folded, max(0, number.start - 40), number.start):
        return None
    if law is not None and number.form == "state" and _joins(run, law.end, number.start):
        return replace(law, end=number.end, shape="numbered", number=number, rule="reference.law-number")
    if kind is not None and _joins(run, kind.end, number.start):
        return _of(run, kind, number, "reference.kind-number")
    if number.form in ("old", "blank"):
        return None
    listed = before is not None and _continues(run, before, number)
    said = _NO_BEFORE.search(run.folded, max(0, number.start - 6), number.start)
    if kind is not None and said and number.start - kind.end < 120 and _BETWEEN.fullmatch(run.folded, kind.end, number.start):
        return _of(run, kind, number, "reference.kind-issuer-number")
    dated = said and _DATED.match(run.folded, number.end)
    if not (number.strong or dated or listed) or (not listed and _own_line(run, number)):
        return None
    part = _inferred(number, before if listed else None)
    start = said.start() if said else number.start
    rule = "reference.list" if listed else "reference.number-alone"
    return Citation(start, number.end, "numbered", rule, kind=part, number=number, head=start)


def _joins(run: Running, end: int, start: int) -> bool:
    return start - end < 22 and bool(_TO_NUMBER.fullmatch(run.folded, end, start))


def _of(run: Running, kind: Named, number: Number, rule: str) -> Citation:
    name = kind.kind.name
    part = Part(kind.start, kind.end, name, rule)
    return Citation(kind.start, number.end, "numbered", rule, kind=part, number=number, head=kind.start)


def _continues(run: Running, before: Citation, number: Number) -> bool:
    """Whether a number goes on a list: behind a comma or "và", in the same paragraph as the citation before."""
    assert before.number is not None
    gap = number.start - before.number.end
    if gap > 500 or not _JOINT.search(run.folded, max(before.number.end, number.start - 12), number.start):
        return False
    return not re.search(r"\n|\. [A-ZĐÂÊÔƠƯ]", run.text[before.number.end : number.start])


def _inferred(number: Number, before: Citation | None) -> Part | None:
    """The kind that the notation names, else that of the list.

    A notation of issuer and unit is a công văn's, whatever documents with their kinds' codes stand before it.
    """
    by_code = codes().get(number.code)
    letter = number.strong and not number.code and before is not None and before.number is not None and before.number.code
    if before is not None and before.kind is not None and by_code in (None, before.kind.value) and not letter:
        return replace(before.kind, rule="reference.kind-of-list", sure=0.9)
    if by_code:
        return Part(number.start, number.end, by_code, "reference.kind-of-notation", sure=0.9)
    if number.strong:
        return Part(number.start, number.end, "công văn", "reference.kind-letter", sure=0.8)
    return None


def _own_line(run: Running, number: Number) -> bool:
    """Whether the number stands behind "Số:" at the start of a printed line: the head of this or an attached paper."""
    line = run.letter.line_at(run.at(number.start))
    head = _HEADED.fullmatch(line.text, 0, run.at(number.start) - line.start)
    return head is not None and (":" in head.group() or "." in head.group())


def _bares(run: Running, number: Number) -> list[tuple[int, int, str]]:
    """The bare numbers right before a number that shares its notation with them, "12" and "15" of "số 12, 15 và 20/UBND-VX"."""
    made: list[tuple[int, int, str]] = []
    at = number.start
    while number.form == "state" and len(made) < 12 and (match := _BARE_BEFORE.search(run.folded, max(0, at - 12), at)):
        made.append((match.start("n"), match.end("n"), match["n"]))
        at = match.start("n")
    return made[::-1]


def _spread(last: Citation, bares: Sequence[tuple[int, int, str]]) -> Iterator[Citation]:
    """A citation for each bare number, with the notation of the last."""
    assert last.number is not None and last.number.value is not None
    notation = last.number.value.partition("/")[2]
    for index, (start, end, digits) in enumerate(bares):
        number = replace(last.number, start=start, end=end, value=f"{digits}/{notation}")
        first = min(last.head, start) if index == 0 else start
        yield replace(last, start=first, end=end, number=number, head=first, rule="reference.list-shared-notation")


def _short(run: Running, named: Sequence[Named]) -> Iterator[Citation]:
    """Short forms: "Công văn 250", "Nghị định nêu trên", "Văn bản này"."""
    for one in named:
        part = Part(one.start, one.end, one.kind.name, "reference.short")
        if match := _TO_BARE.match(run.folded, one.end):
            number = bare(run.text, match.end())
            if number is not None:
                yield Citation(one.start, number.end, "short", "reference.short-number", kind=part, number=number, head=one.start)
        elif match := _ANAPHOR.match(run.folded, one.end):
            yield Citation(
                one.start, match.end(), "short", "reference.anaphor", kind=part, head=one.start, name=match.group().strip()
            )


def between(starts: Sequence[int], low: int, high: int) -> bool:
    """Whether any of the ordered `starts` lies in [low, high)."""
    index = bisect_left(starts, low)
    return index < len(starts) and starts[index] < high
