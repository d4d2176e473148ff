"""The parts that stand around a number: date, issuer and subject to its right, issuer and date to its left.

Everything looks at a bounded window, so that the cost of a text is linear in its length.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from extractors.date_grammar import FoundDate, iso_date
from extractors.folding import fold
from extractors.references.lexicon import head_pattern, is_word, kind_pattern, words
from extractors.references.model import Part
from extractors.references.text import Running

_SUBJECT = re.compile(rf"[ ,:;]{{0,2}}(?P<lead>{words('subject-lead')})(?!/)")
_LOWER_HEAD = re.compile(r"(?:uy ban nhan dan|hoi dong nhan dan|thuong truc|van phong|ban chi dao|ban thuong vu|tong cuc) ")
_OF = re.compile(r"[ ,]{0,2}(?P<of>cua|ctia|cia|cta|do|thuoc|cua:) ")
_ISSUER_STOP = re.compile(rf"[;.:()\n\"“”]|,|(?<![a-z0-9]){words('issuer-stop')}")
_CARRIES_ON = re.compile(rf", {words('carries-on')}")
_DATE_LEAD = re.compile(
    r"[ ,;(.:]{0,3}(?:(?:hoi )?[0-9]{1,2} ?(?:gio|h)[ 0-9]{0,4})?"
    r"(?:(?:duoc )?(?:quoc hoi |cung )?(?:ky|ban hanh|de|lap|vao|ngay|phat hanh|gui|thong qua|cung) ?){0,2}[ ,]{0,2}"
)
_YEAR = re.compile(r"[ ,(]{0,2}(?:ban hanh )?nam (?P<y>(?:19|20)[0-9]{2})(?![0-9])")
_LAW_YEAR = re.compile(r" (?P<y>(?:19|20)[0-9]{2})(?![0-9/\-])")
_BLANK_DAY = re.compile(r"[ ,]{0,2}ngay[ .…_]{0,12}/ ?(?P<m>[0-9]{1,2}) ?/ ?(?P<y>(?:19|20)[0-9]{2})(?![0-9])")
_MISREAD_YEAR = re.compile(r"[ ,]{0,2}n[^ \n]{1,2} ?(?P<y>[0-9a-z]{4})(?![0-9a-z])")
_PRINTED_YEAR = re.compile("(?:19|20)[0-9]{2}")
_DAMAGED = re.compile(r"[ ,]{0,2}ngay ?(?P<all>[0-9oil]{1,2}[0-9oil/. ]{2,6}(?:19|20)[0-9]{2})(?![0-9])")
_WORDS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
    "muoi mot": 11, "muoi hai": 12, "gieng": 1, "chap": 12,
}  # fmt: skip
_IN_WORDS = re.compile(
    r"[ ,]{0,2}ngay (?:mung |mong )?(?P<d>[a-z]{2,5}(?: [a-z]{3,5})?) thang (?P<m>[a-z]{2,5}(?: [a-z]{3})?) "
    r"nam (?P<y>(?:19|20)[0-9]{2})"
)
_CLOSED = re.compile(r"(?:thu tuong chinh phu|thu tuong|chinh phu|quoc hoi|bo chinh tri|ban bi thu|chu tich nuoc)(?![a-z0-9])")
"""Bodies of which there is one, whose names nothing prolongs."""
_NO_HEADS = frozenset(
    {
        "số",
        "bố",
        "bổ",
        "bó",
        "bỏ",
        "viên",
        "tờ",
        "tố",
        "tổ",
        "bao",
        "bảo",
        "bạn",
        "bàn",
        "bản",
        "quý",
        "quy",
        "khóa",
        "đài",
        "can",
    }
)
"""Everyday words that fold like a body's first word."""
_REACH = 160
_SIGNS = re.compile(r"[^a-z0-9]+")
_AND_BODY = re.compile(r" ?, ?| va ")
_TO_SUPERIOR = re.compile(r" ?, ?| ?\((?=nay la|thuoc|bo |so |ubnd)")
_AFTER_SUPERIOR = re.compile(r" ?(?:[;.(\n]|ngay |tai )")


def date_after(run: Running, at: int, law: bool = False) -> Part | None:
    """A date that begins right behind `at`, as exact as printed; behind a law's name a bare year too ("Luật Đất đai 2024")."""
    if law and (match := _LAW_YEAR.match(run.folded, at)):
        return Part(match.start("y"), match.end(), match["y"], "reference.year", "year")
    if run.text[at : at + 1] == "\n" and run.letter.line_at(run.at(at - 1)).line.cell:
        at += 1  # the next cell of a table of documents
    lead = _DATE_LEAD.match(run.folded, at, at + 30)
    reach = lead.end() if lead else at
    index = bisect_left(run.date_starts, at)
    if index < len(run.dates):
        one = run.dates[index]
        if one.start <= reach and one.yearless:
            return _odd_date(run.folded, at) or _with_year(run, one)
        if one.start <= reach:
            return Part(one.start, one.end, one.iso, "reference.date", one.precision)
    return _odd_date(run.folded, at)


def _with_year(run: Running, one: FoundDate) -> Part | None:
    """A day and month: with the year behind a misread "năm", without a date if that year is misread too, else the letter's."""
    behind = _MISREAD_YEAR.match(run.folded, one.end, one.end + 14)
    if behind is None:
        return Part(one.start, one.end, one.iso, "reference.date-yearless", one.precision, 0.8)
    year = _PRINTED_YEAR.fullmatch(behind["y"])
    made = iso_date(int(year.group()), int(one.iso[5:7]), int(one.iso[8:10])) if year else None
    return Part(one.start, behind.end(), made[0], "reference.damaged-date", made[1], 0.85) if made else None


def _odd_date(folded: str, at: int) -> Part | None:
    """Dates outside the common grammar: a bare year, a blank day, numbers in words, separators that the reader lost."""
    if match := _YEAR.match(folded, at):
        return Part(match.start("y") - 4, match.end(), match["y"], "reference.year", "year")
    if match := _BLANK_DAY.match(folded, at):
        made = iso_date(int(match["y"]), int(match["m"]), None)
        return Part(match.start(), match.end(), made[0], "reference.blank-day", made[1]) if made else None
    if match := _IN_WORDS.match(folded, at):
        made = iso_date(int(match["y"]), _WORDS.get(match["m"]) or 13, _WORDS.get(match["d"]) or 32)
        return Part(match.start(), match.end(), made[0], "reference.date-in-words", made[1]) if made else None
    if match := _DAMAGED.match(folded, at):
        value = _only_reading(match["all"])
        return Part(match.start(), match.end(), value, "reference.damaged-date", "day", 0.75) if value else None
    return None


def _only_reading(printed: str) -> str | None:
    """The one calendar date that day and month can be cut into when separators were lost; None if several fit."""
    digits = re.sub(r"[/. ]", "", printed.translate(str.maketrans("oil", "011")))
    year, rest = int(digits[-4:]), digits[:-4]
    kept = printed[:-4].strip(" /.").translate(str.maketrans("oil", "011"))
    if "/" in kept and kept.count("/") == 1:  # "29/1 1": a blank within; "12/5": the last separator lost
        cuts = [tuple(kept.replace(" ", "").replace(".", "").split("/"))]
    else:
        cuts = [(rest[:i], rest[i:]) for i in (2,) if len(rest) == 4] or [(rest[:i], rest[i:]) for i in (1, 2)]
    read = {made[0] for d, m in cuts if d and m and len(d) < 3 and len(m) < 3 and (made := iso_date(year, int(m), int(d)))}
    return read.pop() if len(read) == 1 else None


def issuer_after(run: Running, at: int) -> Part | None:
    """The issuer right behind `at`, with "của" or without; the superior body behind a comma is left out of the value."""
    of = _OF.match(run.folded, at, at + 12)
    start = of.end() if of else at + len(run.text[at : at + 3]) - len(run.text[at : at + 3].lstrip(" ,"))
    if start >= len(run.text):
        return None
    if not of and run.text[at:start].strip():
        return None  # behind a comma and without "của" begins a new clause
    if not is_head(run, start) and not (of and (run.text[start].isupper() or _LOWER_HEAD.match(run.folded, start))):
        return None
    if kind_pattern().match(run.folded, start) and not is_head(run, start):
        return None
    end = issuer_end(run, start)
    name = run.text[start:end]
    if len(name) < 2 or not name[0].isalpha():
        return None
    return Part(start, end, name, "reference.issuer-after" if of else "reference.issuer-beside", sure=0.93 if of else 0.85)


def is_head(run: Running, at: int) -> bool:
    """Whether a body's name begins at `at`: its first words, and capital letters somewhere in them or behind."""
    match = head_pattern().match(run.folded, at)
    if match is None or (at and run.folded[at - 1].isalnum()):
        return False
    first = run.text[at : match.end()]
    if first.lower() in _NO_HEADS:
        return False
    return first[0].isupper() or run.text[match.end() : match.end() + 2].strip()[:1].isupper()


def issuer_end(run: Running, start: int) -> int:
    """Where the name of a body that begins at `start` ends."""
    limit = min(len(run.text), start + _REACH)
    if closed := _CLOSED.match(run.folded, start):
        return closed.end()
    at = start + 1
    while stop := _ISSUER_STOP.search(run.folded, at, limit):
        if not _goes_on(run, stop):
            return _without_joint(run, start, stop.start())
        at = stop.end()
    return limit if limit == len(run.text) else run.text.rfind(" ", start, limit)


def _without_joint(run: Running, start: int, end: int) -> int:
    """`end` moved before blanks, signs and a dangling "và"."""
    while end > start and run.text[end - 1] in " ,;-":
        end -= 1
    return _without_joint(run, start, end - 3) if run.folded.endswith(" va", start, end) else end


def _goes_on(run: Running, stop: re.Match[str]) -> bool:
    """Whether what looks like the end of a name is part of it: "phòng, chống", "Tài chính", "đa khoa"."""
    if stop.group() == ",":
        return bool(_CARRIES_ON.match(run.folded, stop.start()))
    word = run.text[stop.start() : stop.end()]
    return word[:1].isalpha() and (
        not is_word("issuer-stop", stop.group(), word) or (word[0].isupper() and word[:2] not in ("Về", "V/"))
    )


def superior_after(run: Running, at: int) -> int:
    """The end of a superior body that follows an issuer behind a comma or in brackets; `at` where there is none."""
    match = _TO_SUPERIOR.match(run.folded, at)
    if match is None:
        return at
    if run.text[match.end() - 1] == "(":
        close = run.text.find(")", match.end(), match.end() + 80)
        return close + 1 if close > 0 else at
    if not is_head(run, match.end()):
        return at
    end = issuer_end(run, match.end())
    follows = _SUBJECT.match(run.folded, end) or _AFTER_SUPERIOR.match(run.folded, end)
    return end if follows else at


def joint_end(run: Running, at: int) -> int:
    """The end of all the bodies that issued a document together and are named behind the first, parted by commas or "và"."""
    while (match := _AND_BODY.match(run.folded, at)) and is_head(run, match.end()):
        at = issuer_end(run, match.end())
    return at


def subject_start(run: Running, at: int) -> tuple[int, int] | None:
    """Where a subject's lead and the subject itself begin behind `at`, None if no lead stands there."""
    match = _SUBJECT.match(run.folded, at, at + 24)
    if match is None:
        return None
    lead = match["lead"]
    bare = lead in {"ve viec", "ve", "v/v", "vv"} or lead.startswith("v")
    if not bare and ";" in run.text[match.start() : match.start("lead")]:
        return None  # a verb behind a semicolon opens the next clause
    start = match.end() if bare else match.start("lead")
    while start < len(run.text) and run.text[start] in " :":
        start += 1
    return match.start("lead"), start


@lru_cache(maxsize=1 << 12)
def folded_name(name: str) -> str:
    """A body's name for comparison: folded, abbreviations of common bodies written out."""
    plain = " " + _SIGNS.sub(" ", fold(name)) + " "
    for short, full in (
        (" ubnd ", " uy ban nhan dan "),
        (" hdnd ", " hoi dong nhan dan "),
        (" tp ", " thanh pho "),
        (" tt tt ", " thong tin va truyen thong "),
    ):
        plain = plain.replace(short, full)
    return plain.strip()
