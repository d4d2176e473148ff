"""The knowledge that citations are read with: the tables of `extractors/data`, made into what the scan asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors.folding import fold
from extractors.needles import any_of
from extractors.register import table


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: its name, and whether its date is enough to know one without a number by."""

    name: str
    dated: bool


@cache
def kinds() -> dict[str, Kind]:
    """Every folded way of writing a kind, damaged ones too."""
    made: dict[str, Kind] = {}
    for row in table("citation_types.tsv"):
        kind = Kind(row["name"], row["dated"] == "1")
        for form in [fold(row["name"]), *(fold(one) for one in row["damaged"].split("|") if one)]:
            made.setdefault(form, kind)
    return made


@cache
def kind_pattern() -> re.Pattern[str]:
    """Finds the kinds in folded text, longest first, at word borders."""
    return re.compile(any_of(kinds()))


@cache
def codes() -> dict[str, str]:
    """The code of a notation's first part → the kind's name ("QĐ" → "quyết định"); the first to claim a code has it."""
    made: dict[str, str] = {}
    for row in table("citation_types.tsv"):
        for code in filter(None, row["codes"].split("|")):
            made.setdefault(code, row["name"])
    return made


@cache
def folded_codes() -> dict[str, str]:
    """Folded code → code as it should be written, for codes whose letters lost their marks ("qd" → "QĐ")."""
    made: dict[str, str] = {}
    for code in [*codes(), "UBND", "HĐND", "CP", "TTg", "TW", "TU", "VPCP", "BCĐ", "HĐ", "ĐU"]:
        made.setdefault(fold(code), code)
    for row in table("agencies.tsv"):  # a longer code is one body's: its stroke is lost, not left out
        if "Đ" in row["code"] and len(row["code"]) > 3 and row["code"].isalpha():
            made.setdefault(fold(row["code"]), row["code"])
    return made


@cache
def law_names() -> frozenset[str]:
    """Folded names of laws without commas ("luat thi dua khen thuong")."""
    return frozenset(fold(row["name"]).replace(",", "") for row in table("law_names.tsv"))


@cache
def law_openings() -> frozenset[str]:
    """Every opening of a law's name that ends with a word ("luat thi", "luat thi dua"): where none fits, no name does."""
    words = (name.split() for name in law_names())
    return frozenset(" ".join(name[:end]) for name in words for end in range(1, len(name) + 1))


@cache
def issuer_heads() -> tuple[str, ...]:
    """Folded first words of bodies that issue documents."""
    return tuple(row["head"] for row in table("citation_issuers.tsv"))


@cache
def head_pattern() -> re.Pattern[str]:
    """Finds a body's first words in folded text."""
    return re.compile(any_of(issuer_heads()))


@cache
def words(use: str) -> str:
    """The alternatives of one use in `citation_words.tsv`, longest first, as one group; whole words only."""
    own = sorted((row["words"] for row in table("citation_words.tsv") if row["use"] == use), key=len, reverse=True)
    return "(?:" + "|".join(own) + r")(?![a-z0-9])"


@cache
def printed(use: str) -> dict[str, str]:
    """Folded word → the word with its marks, for the words of one use that others fold alike ("tại" and "tài")."""
    return {row["words"]: row["printed"] for row in table("citation_words.tsv") if row["use"] == use and row["printed"]}


def is_word(use: str, folded: str, text: str) -> bool:
    """Whether `text` as printed is the word meant and not another that folds alike; text that lost all marks passes."""
    meant = printed(use).get(folded)
    if meant is None or text.lower() == meant.rstrip("!"):
        return True
    return text.isascii() and text.islower() and not meant.endswith("!")


@cache
def relation_pattern() -> re.Pattern[str]:
    """Finds the leads of relations in folded text, longest first."""
    return re.compile(any_of(row["lead"] for row in table("relations.tsv")))


@cache
def relations() -> dict[str, str]:
    """Folded lead → relation of the contract."""
    return {row["lead"]: row["relation"] for row in table("relations.tsv")}


@cache
def bodies() -> dict[str, str]:
    """The code of a central body → its name, for codes that one body alone has; "UBND" and "SYT" are every province's."""
    rows = [row for row in table("agencies.tsv") if row["level"] in ("central", "ministry", "gov_agency", "sub_ministry")]
    return {row["code"]: row["name"] for row in rows if row["code"] not in codes()}
