"""Titles of office and marks of authority, as the signature block prints them.

A title is found by its letters alone, blanks and tone marks aside, and, failing that, with as many wrong letters as
its length bears; its value is then the table's own spelling.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from extractors.folding import fold
from extractors.people import distance
from extractors.register import table

Mark = Literal["KT.", "TM.", "TL.", "TUQ.", "Q.", "TUN."]

_MARK = re.compile(
    r"(?<![a-z&/.])(t\.?/?\s?u\.?/?q|t/?un|k/?t|t/?m|t/?l|q)(?:\s*[./,:;]+\s*|(?:(?<!q)|(?<=uq))\s+(?=[a-z]{2}))(?=[a-z])"
)
_MARKS: dict[str, Mark] = {"tuq": "TUQ.", "tun": "TUN.", "kt": "KT.", "tm": "TM.", "tl": "TL.", "q": "Q."}
_KINDS_OF_BODY = frozenset(("phòng", "ban", "sở", "vụ", "cục", "bộ", "viện", "trường", "hội", "tòa", "toà", "khoa"))
_BEGINNERS = frozenset(("-", "–", "và", ","))
_VOWEL = re.compile(r"[aeiouy]|[^\w]")
_ABBREVIATIONS = frozenset(("UBND", "HĐND", "UBMTTQ", "KHCN", "CNTT", "HCM", "TNHH"))


@dataclass(frozen=True, slots=True)
class Title:
    """A title at characters [start, end) of the text searched. `wrong` letters were mended; `rest` is what follows it."""

    value: str
    start: int
    end: int
    wrong: int = 0


@dataclass(frozen=True, slots=True)
class Authority:
    """A mark of authority ("KT.") at characters [start, end)."""

    mark: Mark
    start: int
    end: int


_WORD_START = re.compile(r"(?<![^\W_])[^\W_]")
_LINE = 400
"""No line of a signature block has so many characters: what stands behind them is not looked at."""
_LONGEST = 120
"""Characters of a line that are looked through for a title's letters at once."""


def _letters(folded: str) -> str:
    return "".join(filter(str.isalnum, folded))


@cache
def _heads() -> tuple[tuple[str, str], ...]:
    """(letters, title) of every title, the longest first; where two have the same letters, the first of the table."""
    heads: dict[str, str] = {}
    for title in _spellings():
        heads.setdefault(_letters(fold(title)), title)
    return tuple(sorted(heads.items(), key=lambda item: -len(item[0])))


@cache
def _heads_by_initial() -> dict[str, tuple[tuple[str, str], ...]]:
    initials = {letters[0] for letters, _ in _heads()}
    return {one: tuple(head for head in _heads() if head[0][0] == one) for one in initials}


@cache
def _spellings() -> tuple[str, ...]:
    return tuple(row["position"] for row in table("positions.tsv"))


def _spelt(printed: str, title: str) -> str:
    """The title of the table that is spelt as printed ("Thủ trưởng", not "Thứ trưởng"); `title` if none is."""
    words = "".join(printed.casefold().split())
    return next((one for one in _spellings() if "".join(one.casefold().split()) == words), title)


@cache
def _collectives() -> tuple[tuple[str, str], ...]:
    bodies = {_letters(fold(row["body"])): row["body"] for row in table("collectives.tsv")}
    return tuple(sorted(bodies.items(), key=lambda item: -len(item[0])))


def find_marks(text: str) -> tuple[Authority, ...]:
    """The marks of authority printed in capitals in a line of a signature block: "KT.", "T/M", "TL,", "TUQ."."""
    return _marks_of(text[:_LINE])


@lru_cache(maxsize=256)
def _marks_of(text: str) -> tuple[Authority, ...]:
    found = []
    for one in _MARK.finditer(fold(text)):
        letters = text[one.start(1) : one.end(1)]
        if letters.upper() == letters:
            found.append(Authority(_MARKS[_letters(one.group(1))], one.start(), one.end()))
    return tuple(found)


def find_title(text: str, *, fuzzy: bool = True) -> Title | None:
    """The first title of office in a line of a signature block, with the name of the office it is of; None if none is there."""
    return _title_of(text[:_LINE], fuzzy)


@lru_cache(maxsize=2048)
def _title_of(text: str, fuzzy: bool) -> Title | None:
    folded = fold(text)
    starts = [m.start() for m in _WORD_START.finditer(folded)]
    for start in starts:
        if not text[start].isupper():
            continue
        read = _letters(folded[start : start + _LONGEST])
        for letters, title in _heads_by_initial().get(folded[start], ()):
            end = _match(folded, start, letters) if read.startswith(letters) or len(folded) - start > _LONGEST else None
            if end:
                begin, whole = _deputy_before(folded, start, title)
                return _with_rest(text, _spelt(text[begin:end], whole), begin, end, 0)
    return _fuzzy(text, folded, starts) if fuzzy else None


def _deputy_before(folded: str, start: int, title: str) -> tuple[int, str]:
    """The title with a "Phó" before it of which one letter was misread ("FHÓ CHỦ TỊCH")."""
    before = re.search(r"([a-z0-9]{2,4})\s*$", folded[:start])
    deputy = f"Phó {title}"
    if before and distance(before.group(1), "pho", 1) == 1 and deputy in _spellings():
        return before.start(1), deputy
    return start, title


def _match(folded: str, start: int, letters: str) -> int | None:
    """Where `letters` end if the text has them from `start`, signs and blanks between them aside; None if it has not."""
    at, i = start, 0
    while i < len(letters):
        if at >= len(folded):
            return None
        if folded[at] == letters[i]:
            i += 1
        elif folded[at].isalnum():
            return None
        at += 1
    return at if at >= len(folded) or not folded[at].isalnum() else None


def _fuzzy(text: str, folded: str, starts: list[int]) -> Title | None:
    """The title that capitals of the line nearly spell: at most one letter in six wrong."""
    best: tuple[int, int, Title] | None = None
    for start in starts[:6]:
        places = [i for i in range(start, len(folded)) if folded[i].isalnum()]
        if sum(text[i].isupper() for i in places) * 2 < len(places):
            continue
        read = "".join(folded[i] for i in places)
        for letters, title in _heads():
            limit = len(letters) // 6
            if limit == 0 or len(read) < len(letters) - limit or not _shares(read[: len(letters) + limit], letters, limit):
                continue
            wrong, length = _near(read, letters, limit)
            if wrong <= limit and (best is None or (wrong, -len(letters)) < best[:2]):
                end = places[length - 1] + 1
                best = (wrong, -len(letters), _with_rest(text, title, start, end, wrong))
    return best[2] if best else None


def _shares(part: str, letters: str, limit: int) -> bool:
    """Whether enough letters are the same at all: a quick test before the distance."""
    missing = 0
    for letter, count in _counted(letters):
        missing += max(count - part.count(letter), 0)
        if missing > limit:
            return False
    return True


@cache
def _counted(letters: str) -> tuple[tuple[str, int], ...]:
    """Each letter of a title and how often it has it, the most frequent first."""
    return tuple(Counter(letters).most_common())


def _near(read: str, letters: str, limit: int) -> tuple[int, int]:
    """The least distance of `letters` to a beginning of `read`, and how long that beginning is."""
    lengths = range(max(1, len(letters) - limit), min(len(read), len(letters) + limit) + 1)
    return (
        min((distance(read[:n], letters, limit), abs(n - len(letters)), n) for n in lengths)[::2] if lengths else (limit + 1, 0)
    )


def _with_rest(text: str, title: str, start: int, end: int, wrong: int) -> Title:
    """The title with the words behind it that are printed like it ("… SỞ Y TẾ"), in normal case."""
    rest = re.match(r"(?:[\s,–-]+(?:(?=[^\W\d_])[^\W_]+(?:[&./-][^\W_]+)*|(?<=[Ss][Ốố] )\d{1,2}\b))*", text[end:])
    words = rest.group().split() if rest else []
    capitals = text[start:end].isupper()
    kept: list[str] = []
    for word in words:
        if capitals and any(c.isalpha() for c in word) and not word.isupper() and "&" not in word:
            break
        kept.append(word)
    again = _second_title(kept)
    del kept[again:]
    while kept and not any(c.isalnum() for c in kept[-1]):
        kept.pop()
    if not kept or (len(kept) == 1 and len(kept[0]) < 3):
        return Title(title, start, end, wrong)
    stop = end
    for word in kept:
        stop = text.index(word, stop) + len(word)
    return Title(f"{title} {normal_case(' '.join(kept)) if capitals else ' '.join(kept)}", start, stop, wrong)


def _second_title(words: list[str]) -> int:
    """Index of the word with which another signer's title begins, printed next to the first; how many words there are if none."""
    for i, word in enumerate(words[:-1]):
        if word.casefold() in ("giám", "chủ", "phó", "hiệu", "cục", "vụ", "bí") and find_title(
            " ".join(words[i : i + 3]), fuzzy=False
        ):
            return i
    return len(words)


def normal_case(words: str) -> str:
    """Words printed in capitals in the case they have in running text; abbreviations stay in capitals.

    The first word and the one that follows a kind of body ("Sở", "phòng"), "và" or a dash begin with a capital.
    """
    out: list[str] = []
    begins = True
    for word in words.split():
        small = word.lower()
        begun = begins
        begins = small in _BEGINNERS or (small in _KINDS_OF_BODY and (begun or out[-1] == "Văn" or out[-1].islower()))
        keep = word in _ABBREVIATIONS or "&" in word or "." in word or not _VOWEL.search(fold(word))
        out.append(word if keep else word.capitalize() if begun else small)
    return " ".join(out)


def find_tail(text: str) -> tuple[Title, ...]:
    """The titles that the line may be the end of, their beginning hidden by a seal ("IÁM ĐỐC"), the shortest first.

    The line must be at least four letters, all capitals; the first, at the seal's edge, may be misread.
    """
    words = text.split()
    while words and sum(c.isalpha() for c in words[0]) < 2:
        words.pop(0)
    read = "".join(c for c in fold("".join(words)) if c.isalpha())
    if len(read) < 4 or "".join(words).upper() != "".join(words):
        return ()
    ends = [title for letters, title in _heads() if letters.endswith(read) and len(letters) > len(read)]
    ends = ends or [title for letters, title in _heads() if letters.endswith(read[1:]) and len(letters) >= len(read)]
    start = len(text) - len(text.lstrip())
    return tuple(Title(title, start, len(text.rstrip()), 1) for title in sorted(ends, key=len))


def damaged_mark(before: str) -> Mark | None:
    """The mark that a bit of print before a title was: two letters of which one is still read ("ỰT," is KT.).

    Before a title of office a mark that begins with T is TL. (TM. goes before a body, TUQ. is longer).
    """
    read = before.strip(" \"'“”‘’`*_|-–")
    letters = _letters(fold(read))
    if not 2 <= len(letters) <= 3 or not (read[-1:] in ".,:;" or read.isupper()):
        return None
    if letters.startswith("t") and letters[1] not in "mu":
        return "TL."
    return "KT." if letters.endswith("t") or letters.startswith("k") else None


def find_body(text: str) -> str | None:
    """The collective body that a line begins with, in the table's spelling with what follows it ("Ủy ban nhân dân tỉnh")."""
    folded = fold(text)
    start = next((i for i, c in enumerate(folded) if c.isalnum()), None)
    if start is None:
        return None
    for letters, body in _collectives():
        end = _match(folded, start, letters)
        if end:
            rest = " ".join(w for w in text[end:].split() if w.isupper() and len(w) > 1)
            return f"{body} {normal_case(rest).lower() if rest else ''}".strip()
    return None


_LED_BY_DEPUTIES = (
    "Chủ tịch",
    "Giám đốc",
    "Tổng Giám đốc",
    "Hiệu trưởng",
    "Viện trưởng",
    "Tổng cục trưởng",
    "Cục trưởng",
    "Chi cục trưởng",
    "Vụ trưởng",
    "Thủ tướng",
    "Thống đốc",
    "Trưởng phòng",
    "Trưởng ban",
    "Chánh Văn phòng",
    "Chánh Thanh tra",
    "Chủ nhiệm",
)


def deputy_of(title: str) -> str | None:
    """The title of one who signs KT. for `title`: the deputy's, as the decree names it; None where it is not certain."""
    if title.startswith("Bộ trưởng") and "Chủ nhiệm" not in title:
        return "Thứ trưởng"
    return f"Phó {title}" if title in _LED_BY_DEPUTIES else None
