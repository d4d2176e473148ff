"""Names of people as they stand under signatures and in running text.

A name is two to six capitalised words of which the first is a Vietnamese surname; titles and ranks before it are not
part of it. A surname that reading damaged (its tone mark or first letter lost) is mended when the list of surnames
leaves one choice; the value is then marked as corrected.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.folding import fold
from extractors.register import table

UPPER = "A-ZĐÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
"""Capital letters of Vietnamese, for a class in a pattern: in Unicode they stand among the small ones, so no range has them."""

_TOKEN = re.compile(rf"[^\W\d_]+?(?:['’][^\W\d_]+)?(?=$|[\W\d_]|(?<=[^\W\d_{UPPER}])(?=[{UPPER}][^\W\d_{UPPER}]))")
_WIDESPREAD = 35  # in capitals only these count: titles and places are printed in capitals too
_COMMON = 14  # the first surnames of the list cover nine names in ten; only these mend a lost letter
_FORBIDDEN = frozenset(
    [
        "tịch",
        "đốc",
        "phòng",
        "trưởng",
        "sở",
        "ủy",
        "uỷ",
        "ubnd",
        "hđnd",
        "chánh",
        "phó",
        "nhận",
        "tỉnh",
        "huyện",
        "xã",
        "phố",
        "bộ",
        "cục",
        "ban",
        "kính",
        "trên",
        "tướng",
        "tế",
        "hội",
    ]
)
_FORBIDDEN_PAIRS = re.compile(
    r"\b(?:trung (?:tâm|ương)|việt nam|quyết định|nội vụ"
    r"|cao đẳng|chính phủ|hà nội|thông tin|đại học|thanh tra"
    r"|nhà nước|kiên giang|hồ chí minh"
    r"|nhân dân|đào tạo|tài chính|xây dựng|công thương|văn thư|nghiệp vụ|quân sự|giám hiệu|hành chính|kế toán"
    r"|an giang|bắc giang)\b"
)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name at characters [start, end) of the text searched; `certainty` in 0..1 is of its being a name, as written."""

    value: str
    start: int
    end: int
    certainty: float
    corrected: bool = False


@cache
def _column(name: str) -> tuple[str, ...]:
    """The first column of a table of names."""
    return tuple(next(iter(row.values())) for row in table(name))


@cache
def _surnames() -> dict[str, tuple[str, ...]]:
    """Folded surname → its spellings."""
    spellings: dict[str, tuple[str, ...]] = {}
    for name in _column("surnames.tsv"):
        key = fold(name)
        spellings[key] = (*spellings.get(key, ()), name)
    return spellings


@cache
def _honorific() -> re.Pattern[str]:
    words = sorted((re.escape(fold(one)) for one in _column("honorifics.tsv")), key=len, reverse=True)
    return re.compile(r"[\W_]*(?:\d?(?:" + "|".join(words) + r")(?:[.,:]\s*|\s+|(?=[\s.]))\s*)+")


def strip_honorifics(text: str) -> int:
    """Characters of titles, ranks and forms of address (and signs before them) that `text` begins with."""
    found = _honorific().match(fold(text))
    return found.end() if found else 0


_MIDDLE = {
    **dict.fromkeys(("Vấn", "Vãn", "Vắn", "Vẳn", "Vằn", "Vặn", "Vẫn"), "Văn"),
    **dict.fromkeys(("Thí", "Thỉ", "Thĩ", "Thì"), "Thị"),
}
"""What a scanner makes of the commonest middle names; none of them is one."""


@lru_cache(maxsize=4096)
def mend_surname(word: str) -> tuple[str, float] | None:
    """The surname `word` is or was before reading damaged it, with how sure that is; None where there is no one choice."""
    spellings = _surnames().get(fold(word))
    proper = word.capitalize()
    if spellings:
        if proper in spellings:
            return proper, 0.95
        return (spellings[0], 0.85) if len(spellings) == 1 else (proper, 0.6)
    if len(word) < 3:
        return None
    key = fold(word)
    near = [name for name in _column("surnames.tsv")[:_COMMON] if _damaged(key, fold(name))]
    return (near[0], 0.7) if len(near) == 1 else None


def _damaged(read: str, name: str) -> bool:
    """Whether `read` is `name` with its first letters lost, or with one letter wrong (two in six)."""
    if len(name) > len(read) >= max(3, len(name) - 2) and name.endswith(read):
        return True
    return len(name) >= 4 and distance(read, name, len(name) // 3) <= len(name) // 3


@lru_cache(maxsize=16384)
def distance(one: str, two: str, limit: int) -> int:
    """Levenshtein distance of two short strings, or `limit` + 1 where it is more."""
    if abs(len(one) - len(two)) > limit:
        return limit + 1
    one, two = _unlike(one, two)
    if not one or not two or limit < 2:
        return min(max(len(one), len(two)), limit + 1)
    row = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(two, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


def _unlike(one: str, two: str) -> tuple[str, str]:
    """Two strings without the beginning and the end that they share."""
    least = min(len(one), len(two))
    start = next((i for i in range(least) if one[i] != two[i]), least)
    end = next((i for i in range(least - start) if one[-1 - i] != two[-1 - i]), least - start)
    return one[start : len(one) - end], two[start : len(two) - end]


def _runs(text: str) -> list[list[re.Match[str]]]:
    """Runs of words parted by nothing but blanks."""
    runs: list[list[re.Match[str]]] = []
    for token in _TOKEN.finditer(text):
        if runs and not text[runs[-1][-1].end() : token.start()].strip():
            runs[-1].append(token)
        else:
            runs.append([token])
    return runs


def _capital(word: str) -> bool:
    return word[0].isupper() and (word[1:].islower() or len(word) == 1 or "'" in word or "’" in word)


@lru_cache(maxsize=4096)
def find_name(text: str, *, strict: bool = False) -> PersonName | None:
    """The person's name in a line of a signature block, titles stripped; None where there is none.

    With `strict` the surname must be spelt as in the list (for running text). Names in capitals come back in proper
    case. Linear in the text.
    """
    skip = strip_honorifics(text)
    best: PersonName | None = None
    for run in _runs(text[skip:]):
        one = _in_run(run, skip, strict=strict)
        if one and (best is None or one.certainty > best.certainty):
            best = one
    return best


def _in_run(run: list[re.Match[str]], skip: int, *, strict: bool) -> PersonName | None:
    words = [token.group() for token in run]
    for at in range(len(words) - 1):
        if words[at].isupper() and len(words[at]) > 1 and (at or len(words) not in (3, 4) or not all(map(str.isupper, words))):
            continue  # in capitals a name is a line of its own, of three or four words
        end = at + 1
        while end < len(words) and end - at < 6 and (_capital(words[end]) or words[end].isupper() == words[at].isupper() is True):
            end += 1
        if end - at < 2 or _is_office(words[at:end]):
            continue
        if words[at].isupper() and len(words[at]) > 1 and words[at].capitalize() not in _column("surnames.tsv")[:_WIDESPREAD]:
            continue
        surname = mend_surname(words[at])
        if surname is None or (strict and (surname[1] < 0.95 or not words[at][0].isupper())):
            continue
        if not words[at][0].isupper() and (end - at < 3 or surname[1] > 0.7):
            continue
        end = at + _second_name(words[at:end])
        given = [_proper(word) for word in words[at + 1 : end]]
        if len(given) > 1:
            given[0] = _MIDDLE.get(given[0], given[0])
        value = " ".join([surname[0], *given])
        certainty = surname[1] - (0.15 if at or end < len(words) else 0.0)
        changed = surname[0] != words[at].capitalize() or (len(given) > 1 and given[0] != _proper(words[at + 1]))
        return PersonName(value, skip + run[at].start(), skip + run[end - 1].end(), certainty, changed)
    return None


def _second_name(words: list[str]) -> int:
    """How many of the words are the first name, where two stand next to each other ("Đỗ Hữu Hậu Quách Thị Lan")."""
    if len(words) < 6:
        return len(words)
    for i in (3, 4, 2):
        surname = mend_surname(words[i])
        if surname and surname[1] >= 0.95:
            return i
    return len(words)


def _is_office(words: list[str]) -> bool:
    """Whether the words are of an office or a place rather than of a person."""
    lower = [word.lower() for word in words]
    return any(word in _FORBIDDEN for word in lower) or _FORBIDDEN_PAIRS.search(" ".join(lower)) is not None


def _proper(word: str) -> str:
    return word.capitalize() if word.isupper() and len(word) > 1 else word


@lru_cache(maxsize=256)
def loose_name(text: str) -> PersonName | None:
    """A line that looks like a name by its form alone: two to five capitalised words and nothing else but signs."""
    skip = strip_honorifics(text)
    words = list(_TOKEN.finditer(text[skip:]))
    letters = sum(len(word.group()) for word in words)
    plain = len(words) in (2, 3, 4, 5) and letters >= len("".join(text[skip:].split())) - 2
    if not plain or not all(_capital(word.group()) and len(word.group()) > 1 for word in words):
        return None
    if _is_office([word.group() for word in words]):
        return None
    start, end = skip + words[0].start(), skip + words[-1].end()
    return PersonName(" ".join(word.group() for word in words), start, end, 0.5)
