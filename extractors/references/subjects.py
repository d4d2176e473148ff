"""Where the subject of a cited document ends: the hard part of a citation, since no sign closes it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.references.lexicon import head_pattern, kind_pattern, words
from extractors.references.model import Citation
from extractors.references.text import Running

_EVENT = re.compile(r"[;:,(\n“”\"]| (?:cu the )?nhu sau(?![a-z])|\.(?![0-9a-z])")
_ATTACHED = re.compile(r"\( ?(?:co |gui |kem |dinh |xin |ban sao|sau day|goi |viet tat|duoi day|sau goi|van ban)")
_NEW_CLAUSE = re.compile(rf"(?:,|va) ?{words('new-clause')}")
_VERB = re.compile(rf"[^,;.:\n]{{0,90}}?(?<![a-z0-9]){words('speaks')}")
_CLOSE = re.compile(r"[”\"]")
_JOINED = re.compile(r"(?:[,;:\-]|(?<![a-z0-9])(?:va|hoac|cung|va cac|cung voi|va theo))[ ]?$")
_LONGEST = 600
ABBREVIATED = re.compile(r"(?:tp|t\.p|q|p|tx|tt|h|ths|ts|bs|ong|ba)$")


def subject_end(run: Running, start: int, after: Sequence[Citation], first: int) -> tuple[int, int]:
    """End of a subject that begins at `start`, and how many of the citations `after[first:]` (in order) are inside it.

    A citation inside the title belongs to the title ("sửa đổi … của Nghị định số 61/2018/NĐ-CP ngày …") and carries it on.
    """
    at, inside = start, 0
    while first + inside < len(after) and after[first + inside].start < start:
        inside += 1
    if start < len(run.text) and run.text[start] in '“"':
        close = _CLOSE.search(run.text, start + 1, start + _LONGEST)
        if close:
            return close.end(), _until(after, first, close.start())
    limit = min(len(run.text), start + _LONGEST)
    while True:
        event = _EVENT.search(run.folded, at, limit)
        here = event.start() if event else limit
        if first + inside < len(after) and after[first + inside].start < here:
            nested = after[first + inside]
            if nested.start > start and _JOINED.search(run.folded, max(start, nested.start - 24), nested.start):
                return _before_joint(run, start, nested.start), inside
            at, inside = max(nested.end, at), inside + 1
            limit = min(len(run.text), max(limit, at + 120))
            continue
        if event is None:
            return (here if here == len(run.text) else run.text.rfind(" ", start, here)), inside
        step = _over(run, event, start)
        if step is None:
            return _trimmed(run, start, here), inside
        at = step


def _until(after: Sequence[Citation], first: int, end: int) -> int:
    count = 0
    while first + count < len(after) and after[first + count].start < end:
        count += 1
    return count


def _over(run: Running, event: re.Match[str], start: int) -> int | None:
    """Where to go on behind a sign that does not end the subject; None if it does."""
    sign, here = event.group(), event.start()
    if sign in ";\n:”" or sign.endswith("nhu sau"):
        return None
    if sign == ".":
        word = run.folded[max(start, here - 4) : here].rsplit(" ", 1)[-1]
        return event.end() if ABBREVIATED.match(word) else None
    if sign == "(":
        close = run.text.find(")", here, here + 120)
        return None if close < 0 or _ATTACHED.match(run.folded, here) else close + 1
    if sign == ",":
        new = _NEW_CLAUSE.match(run.folded, here) or _speaks(run, here + 1) or _names_another(run, here + 2)
        return None if new else event.end()
    if sign == '"' and here > start and run.text[here - 1] != " ":
        return None  # closes what was opened before the subject
    quote = _CLOSE.search(run.text, here + 1, here + 300)
    return quote.end() if quote else event.end()


def _speaks(run: Running, at: int) -> bool:
    """Whether a body begins here and does something: a new clause, no part of the title."""
    start = at + (run.text[at : at + 1] == " ")
    head = head_pattern().match(run.folded, start)
    return bool(head and run.text[start : start + 1].isupper() and _VERB.match(run.folded, head.end()))


def _names_another(run: Running, at: int) -> bool:
    """Whether the next member of a list of documents begins here, with a capital letter."""
    return run.text[at : at + 1].isupper() and kind_pattern().match(run.folded, at) is not None


def _before_joint(run: Running, start: int, end: int) -> int:
    joint = _JOINED.search(run.folded, max(start, end - 24), end)
    return _trimmed(run, start, joint.start() if joint else end)


def _trimmed(run: Running, start: int, end: int) -> int:
    while end > start and run.text[end - 1] in " ,;:.-":
        end -= 1
    return end
