"""Each cited document once: its fullest mention, and all the others as further places."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from msgspec.structs import replace

from extractors.references.model import Citation, Part
from extractors.references.parts import folded_name

_BACK = 200
"""How many documents back a short form is looked for."""
_MOST_LAWS = 1000
"""Laws whose names are compared with those before them; a letter cites tens."""
_ANY = "văn bản"
"""The kind that stands for any numbered document."""
_AFTER_HEAD = re.compile("[/-]")
_JUST = 200
"""Characters behind a document within which "văn bản này" means it."""
_COMPARED = 8
"""Mentions, and documents of one number, that a further mention is compared with."""
_NAMES = frozenset({"đề án", "chương trình", "dự án", "kế hoạch", "phương án", "luật", "quy hoạch", "điện"})
"""Kinds whose bare number is a name or a year ("Đề án 30", "Kế hoạch 2021")."""
_ALIKE = 0.9
"""Names of laws this alike differ by the reader's slips only."""


@dataclass(frozen=True, slots=True)
class Document:
    """A cited document: its fullest citation, completed from the others, and where else it is mentioned."""

    citation: Citation
    others: tuple[tuple[int, int], ...]


def documents(found: Sequence[Citation]) -> list[Document]:
    """The documents cited, in the order of their first mention. Short forms go to the one document that fits, or nowhere."""
    filed = _Filed()
    for one in found:
        home = filed.short_home(one) if one.shape == "short" else filed.home(one)
        if home is not None:
            filed.groups[home].append(one)
        elif one.shape != "short" or filed.stands_alone(one):
            filed.add(one)
    return [_document(group) for group in _laws_joined(_torn_joined(filed.groups))]


class _Filed:
    """The groups of mentions so far, and by what each is found again: keys, bare number, kind."""

    def __init__(self) -> None:
        self.groups: list[list[Citation]] = []
        self.keys: dict[str, list[int]] = {}
        self.heads: dict[str, list[int]] = {}
        self.kinds: dict[str, list[int]] = {}

    def add(self, one: Citation) -> None:
        """A group of its own."""
        at = len(self.groups)
        for key in _keys(one):
            self.keys.setdefault(key, []).append(at)
        if one.number is not None and (sign := _AFTER_HEAD.search(one.number.value or "")):
            self.heads.setdefault(sign.string[: sign.start()], []).append(at)
        kind = one.kind.value if one.kind else ""
        for name in (kind, _ANY) if one.shape == "numbered" and kind != _ANY else (kind,):
            self.kinds.setdefault(name, []).append(at)
        self.groups.append([one])

    def home(self, one: Citation) -> int | None:
        """Which group of the same number this is: one whose date and issuer do not speak against it."""
        for key in _keys(one):
            for home in self.keys.get(key, ())[:_COMPARED]:
                if _says_nothing(one) or all(_agree(one, other) for other in self.groups[home][:_COMPARED]):
                    return home
        return None

    def short_home(self, one: Citation) -> int | None:
        """The one earlier document that a short form can mean; None if none or several can."""
        kind = one.kind.value if one.kind else ""
        if one.number is not None:
            fits = [i for i in self._reached(self.heads, one.number.value or "") if _kind(self.groups[i]) == kind]
        elif one.name != "nay":
            fits = self._reached(self.kinds, kind)
        elif kind == _ANY:  # "Nghị định này" is the letter itself; "Văn bản này" is the document just cited
            numbered = [i for i in self._reached(self.kinds, kind) if self.groups[i][0].shape == "numbered"]
            fits = [i for i in numbered if 0 <= one.start - self.groups[i][-1].end < _JUST]
        else:
            return None
        return fits[0] if len(fits) == 1 else None

    def stands_alone(self, one: Citation) -> bool:
        """Whether a bare number ("Quyết định 281 của Thủ tướng") is a document's first mention, told by its date or issuer."""
        if one.number is None or (one.date is None and one.issuer is None) or (one.kind and one.kind.value in _NAMES):
            return False
        return not self._reached(self.heads, one.number.value or "")

    def _reached(self, places: dict[str, list[int]], name: str) -> list[int]:
        """The groups filed under a name, as far back as a short form is looked for."""
        some = places.get(name, [])
        return some[bisect_left(some, len(self.groups) - _BACK) :]


def _keys(one: Citation) -> list[str]:
    """What a citation is filed under: number and notation, and with the year of its date where the notation has none."""
    if one.number is None or one.number.value is None:
        return [one.name or f"@{one.start}"]
    head, _, notation = one.number.value.casefold().replace("đ", "d").replace(" ", "").partition("/")
    keys = [f"{head}/{notation}"]
    if one.number.form == "state" and one.number.year is None and one.date is not None:
        keys.append(f"{head}/{one.date.value[:4]}/{notation}")
    return keys


def _says_nothing(one: Citation) -> bool:
    """Whether a citation agrees with every other of its number: it has no date, or its notation holds the year."""
    return one.date is None or bool(one.number and one.number.year) or "yearless" in one.date.rule


def _agree(one: Citation, two: Citation) -> bool:
    """The same number of another year is another document, unless the notation holds the year."""
    if one.date is None or two.date is None or _says_nothing(one) or _says_nothing(two):
        return True
    if one.date.value[:4] != two.date.value[:4]:
        return False
    if one.issuer is None or two.issuer is None or one.date.value == two.date.value:
        return True
    a, b = set(folded_name(one.issuer.value).split()), set(folded_name(two.issuer.value).split())
    return bool(a & b)


def _kind(group: Sequence[Citation]) -> str:
    return group[0].kind.value if group[0].kind else ""


def _torn_joined(groups: list[list[Citation]]) -> list[list[Citation]]:
    """A notation cut short at a line's end ("35/2011/TT") belongs to the one that begins like it and goes on with a hyphen."""
    values = {index: group[0].number.value or "" for index, group in enumerate(groups) if group[0].number}
    whole: dict[str, list[int]] = {}
    for index, value in values.items():
        for cut in [i for i, sign in enumerate(value) if sign == "-"]:
            whole.setdefault(value[:cut], []).append(index)
    gone = set()
    for index, value in values.items():
        homes = whole.get(value, [])
        if len(homes) == 1 and groups[index][0].date is None:
            groups[homes[0]] += groups[index]
            gone.add(index)
    return [group for index, group in enumerate(groups) if index not in gone]


def _laws_joined(groups: list[list[Citation]]) -> list[list[Citation]]:
    """A law by name alone belongs to the same law with a number or date, if there is exactly one."""
    gone: set[int] = set()
    for same in _by_name(groups):
        bare = [i for i in same if all(one.number is None and one.date is None for one in groups[i])]
        full = _years_joined(groups, [i for i in same if i not in bare], gone)
        if bare and len(full) == 1:
            groups[full[0]] += [one for i in bare for one in groups[i]]
            gone.update(bare)
        elif len(bare) > 1:
            groups[bare[0]] += [one for i in bare[1:] for one in groups[i]]
            gone.update(bare[1:])
    return [group for index, group in enumerate(groups) if index not in gone]


def _years_joined(groups: list[list[Citation]], full: list[int], gone: set[int]) -> list[int]:
    """A law with a bare year ("Luật Đất đai năm 2024") joined to the same law of that year; what is left of `full`."""
    left = []
    for i in full:
        years = {year for one in groups[i] if (year := _law_year(one))}
        vague = all(one.number is None and (one.date is None or one.date.precision == "year") for one in groups[i])
        home = next((k for k in full if k != i and k not in gone and years == {_law_year(groups[k][0])}), None)
        if home is not None and vague:
            groups[home] += groups[i]
            gone.add(i)
        else:
            left.append(i)
    return left


def _law_year(one: Citation) -> str | None:
    if one.number is not None and one.number.year:
        return str(one.number.year)
    return one.date.value[:4] if one.date else None


def _by_name(groups: Sequence[list[Citation]]) -> list[list[int]]:
    """Groups of laws with the same name, as far as reading slips let them be known."""
    named: dict[str, list[int]] = {}
    compared = 0
    for index, group in enumerate(groups):
        name = group[0].name
        if not name or group[0].kind is None or group[0].shape not in ("law", "numbered"):
            continue
        if name not in named and len(named) <= _BACK and compared < _MOST_LAWS:
            compared += 1
            name = _closest(name, list(named)) or _written_out(name, list(named)) or name
        named.setdefault(name, []).append(index)
    return list(named.values())


def _closest(name: str, others: Sequence[str]) -> str | None:
    for other in others:
        if abs(len(other) - len(name)) < 4 and other.count(" ") == name.count(" ") and _slips(name, other):
            match = SequenceMatcher(None, name, other, autojunk=False)
            if match.quick_ratio() >= _ALIKE and match.ratio() >= _ALIKE:
                return other
    return None


def _written_out(name: str, others: Sequence[str]) -> str | None:
    """The one name that this one shortens or writes out: "thue tndn" is "thue thu nhap doanh nghiep"."""
    same = [other for other in others if _shortens(name, other) or _shortens(other, name)]
    return same[0] if len(same) == 1 else None


def _shortens(short: str, long: str) -> bool:
    """Whether `short` is `long` with runs of its words written as their initials."""
    words, at, cut = long.split(), 0, False
    if len(short) >= len(long):
        return False
    for word in short.split():
        if words[at : at + 1] == [word]:
            at += 1
        elif len(word) > 1 and "".join(one[0] for one in words[at : at + len(word)]) == word:
            at, cut = at + len(word), True
        else:
            return False
    return cut and at == len(words)


def _slips(one: str, two: str) -> bool:
    """Whether two names differ in one word only, and there by a letter or two."""
    pairs = [(a, b) for a, b in zip(one.split(), two.split(), strict=True) if a != b]
    return len(pairs) == 1 and len(set(pairs[0][0]) ^ set(pairs[0][1])) <= 2 and pairs[0][0][0] == pairs[0][1][0]


def _document(group: Sequence[Citation]) -> Document:
    whole = [one for one in group if one.shape != "short"] or [group[0]]
    best = max(whole, key=lambda one: one.weight)
    printed = next((one.date for one in whole if one.date and "yearless" not in one.date.rule), None)
    printed = printed or next((one.date for one in whole if one.date), None)
    strongest = next((one.relation for one in group if one.relation != "mentions"), best.relation)
    best = replace(
        best,
        date=_better(best, printed) or best.date,
        issuer=best.issuer or next((one.issuer for one in whole if one.issuer), None),
        subject=best.subject or next((one.subject for one in whole if one.subject), None),
        kind=best.kind or next((one.kind for one in whole if one.kind), None),
        relation=best.relation if best.relation != "mentions" else strongest,
    )
    others = tuple((one.start, one.end) for one in group if one.start != best.start)
    return Document(best, others)


def _better(one: Citation, other: Part | None) -> Part | None:
    """A date of another mention where the fullest has none, or only one whose year is not printed."""
    if one.date is not None and "yearless" not in one.date.rule:
        return None
    vague = other is not None and other.precision == "year" and one.number is not None
    return None if vague else other
