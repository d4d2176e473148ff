"""The query language: words, phrases, fields, ranges, and, or, not; and what to write where a query does not parse.

công văn hỏa tốc            all of the words, best first; accents may be left out
"an toàn thông tin"         the phrase
thông*   zom~               a beginning; a word one letter off
250/CATTT   CATTT-VNCERT    a number or part of one
issuer:"Sở Y tế"  date:2017-10..2018-03  due:<2018-01-01  type:"công văn"  cites:05/2016/TT-BYT
A OR B   -word   NOT (…)   ( … )
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Literal

from schemas.errors import CongvanError

NAME_FIELDS = ("issuer", "recipient", "signer", "copy", "actor", "report_to", "entity", "place", "subject")
VALUE_FIELDS = ("type", "kind", "grade", "province", "urgency", "secrecy", "read_as", "modality", "relation")
NUMBER_FIELDS = ("number", "cites", "mentions")
DATE_FIELDS = ("date", "due", "year")
FIELDS = (*NAME_FIELDS, *VALUE_FIELDS, *NUMBER_FIELDS, *DATE_FIELDS, "id")
"""What may stand before a colon."""

ALIASES = {"to": "recipient", "from": "issuer", "cc": "copy", "title": "subject", "so": "number", "ngay": "date", "han": "due"}


class QueryError(CongvanError):
    """A query that does not parse (C202): `at` is the character, from 0; `hint` says what to write."""

    def __init__(self, query: str, at: int, what: str, hint: str) -> None:
        self.query, self.at, self.hint = query, at, hint
        near = query[at : at + 24] or "the end"
        super().__init__("C202", f"at character {at + 1}, near “{near}”: {what}; {hint}")

    def __reduce__(self) -> tuple[type[CongvanError], tuple[str, str]]:
        return (CongvanError, (self.code, self.detail))


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text; `prefix`: its beginning only; `fuzzy`: or one letter off."""

    text: str
    prefix: bool = False
    fuzzy: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row."""

    text: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A field's condition: equal to `low` (whole name with `exact`), or for dates between `low` and `high`, inclusive.

    Bounds of dates are ISO dates as far as given; "" leaves a side open.
    """

    field: str
    low: str
    high: str = ""
    exact: bool = False
    open_low: bool = False
    open_high: bool = False


@dataclass(frozen=True, slots=True)
class Everything:
    """`*`: all letters."""


@dataclass(frozen=True, slots=True)
class Not:
    """Letters that do not match."""

    node: Node


@dataclass(frozen=True, slots=True)
class Group:
    """All or any of the parts."""

    kind: Literal["and", "or"]
    nodes: tuple[Node, ...]


Node = Word | Phrase | Filter | Everything | Not | Group

_LEX = re.compile(
    r"""(?P<blank>\s+)|(?P<open>\()|(?P<close>\))|(?P<field>[A-Za-z_]+):(?!//)|"(?P<phrase>[^"]*)"|“(?P<curly>[^”]*)”"""
    r"""|(?P<minus>-)(?=\S)|(?P<word>[^\s()"“”]+)"""
)
_VALUE = re.compile(r'\s*(?P<op><=|>=|<|>|=)?(?:"(?P<phrase>[^"]*)"|“(?P<curly>[^”]*)”|(?P<word>[^\s()"“”]+))')
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?|(\d{1,2})[/.](\d{1,2})[/.](\d{4})|(\d{1,2})[/.](\d{4})")


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int
    node: Node | None = None


def parse(query: str) -> Node:
    """The tree of a query. Raises QueryError."""
    tokens = _tokens(query)
    if not tokens:
        return Everything()
    parser = _Parser(query, tokens)
    node = parser.any()
    if parser.rest():
        raise QueryError(query, parser.here, "a closing bracket without an opening one", "remove it or open one before")
    return node


def _tokens(query: str) -> list[_Token]:
    tokens: list[_Token] = []
    at = 0
    while at < len(query):
        found = _LEX.match(query, at)
        if found is None:
            raise QueryError(query, at, "a quotation mark that is not closed", 'close it: "an toàn thông tin"')
        kind = found.lastgroup or ""
        if kind == "field":
            token, at = _filter(query, found.group("field"), at, found.end())
            tokens.append(token)
            continue
        if kind != "blank":
            tokens.append(_Token("phrase" if kind == "curly" else kind, found.group(kind), at))
        at = found.end()
    return tokens


def _filter(query: str, name: str, at: int, value_at: int) -> tuple[_Token, int]:
    field = ALIASES.get(name.lower(), name.lower())
    if field not in FIELDS:
        near = difflib.get_close_matches(field, FIELDS, 1)
        raise QueryError(query, at, f"no field “{name}”", f"write {near[0]}:" if near else f"the fields are {', '.join(FIELDS)}")
    found = _VALUE.match(query, value_at)
    if found is None:
        raise QueryError(query, value_at, f"“{name}:” without a value", f'write for example {name}:"…"')
    value = next(v for v in (found.group("phrase"), found.group("curly"), found.group("word")) if v is not None)
    node = _condition(query, value_at, field, found.group("op") or "", value)
    return _Token("node", found.group(), at, node), found.end()


def _condition(query: str, at: int, field: str, op: str, value: str) -> Filter:
    if field in DATE_FIELDS:
        return _date_range(query, at, field, op, value)
    if op not in ("", "="):
        raise QueryError(query, at, f"“{op}” needs a date", f"of the fields, {', '.join(DATE_FIELDS)} can be compared")
    if not value.strip():
        raise QueryError(query, at, f"“{field}:” with an empty value", "write a name, or leave the field out")
    return Filter(field, value.strip(), exact=op == "=")


def day_range(text: str) -> tuple[str, str]:
    """A day, month, year or FROM..TO as the first and last ISO day, open ends and all. Raises QueryError (C202)."""
    span = _date_range(text, 0, "due", "", text.strip())
    return span.low or "0001", span.high if len(span.high) == 10 else span.high + "~"


def _date_range(query: str, at: int, field: str, op: str, value: str) -> Filter:
    if ".." in value:
        low, high = (_date(query, at, v) if v else "" for v in value.split("..", 1))
        if low and high and low > high + "~":
            raise QueryError(query, at, "a range that ends before it begins", f"write {field}:{high}..{low}")
        return Filter(field, low, high)
    day = _date(query, at, value)
    if op in ("<", "<="):
        return Filter(field, "", day, open_high=op == "<")
    if op in (">", ">="):
        return Filter(field, day, "", open_low=op == ">")
    return Filter(field, day, day)


def _date(query: str, at: int, text: str) -> str:
    found = _DATE.fullmatch(text.strip())
    if found is None:
        raise QueryError(query, at, f"“{text}” is no date", "write 2018, 2018-03, 2018-03-31 or 2017-10..2018-03")
    y, m, d, d2, m2, y2, m3, y3 = found.groups()
    parts = [p for p in (y or y2 or y3, m or m2 or m3, d or d2) if p]
    if len(parts) > 1 and not 1 <= int(parts[1]) <= 12:
        raise QueryError(query, at, f"“{text}” has no such month", "months are 01 to 12: write 2018-03")
    if len(parts) > 2 and not 1 <= int(parts[2]) <= 31:
        raise QueryError(query, at, f"“{text}” has no such day", "days are 01 to 31: write 2018-03-31")
    return "-".join([parts[0], *(p.zfill(2) for p in parts[1:])])


class _Parser:
    """Recursive descent; depth is bounded so that brackets cannot exhaust the stack."""

    def __init__(self, query: str, tokens: list[_Token]) -> None:
        self.query, self.tokens, self.at, self.depth = query, tokens, 0, 0

    @property
    def here(self) -> int:
        return self.tokens[self.at].at if self.rest() else len(self.query)

    def rest(self) -> bool:
        return self.at < len(self.tokens)

    def peek(self) -> _Token | None:
        return self.tokens[self.at] if self.rest() else None

    def take(self) -> _Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def any(self) -> Node:
        nodes = [self.all()]
        while (token := self.peek()) and token.kind == "word" and token.text in ("OR", "|"):
            self.take()
            nodes.append(self.all())
        return nodes[0] if len(nodes) == 1 else Group("or", tuple(nodes))

    def all(self) -> Node:
        nodes: list[Node] = []
        while (token := self.peek()) and token.kind != "close" and not (token.kind == "word" and token.text in ("OR", "|")):
            if token.kind == "word" and token.text == "AND":
                self.take()
                continue
            nodes.append(self.one())
        if not nodes:
            raise QueryError(self.query, self.here, "nothing to look for here", "write a word on both sides of OR and inside ( )")
        return nodes[0] if len(nodes) == 1 else Group("and", tuple(nodes))

    def one(self) -> Node:
        token = self.take()
        if token.node is not None:
            return token.node
        if token.kind == "open":
            return self.bracket(token)
        if token.kind == "minus" or (token.kind == "word" and token.text == "NOT"):
            if not self.rest():
                raise QueryError(self.query, token.at, "NOT without what", "write what to leave out: -Zoom")
            return Not(self.one())
        if token.kind == "phrase":
            return Phrase(token.text)
        return _word(token.text)

    def bracket(self, token: _Token) -> Node:
        self.depth += 1
        if self.depth > 50:
            raise QueryError(self.query, token.at, "too many brackets", "at most 50 may stand in one another")
        node = self.any()
        if not self.rest():
            raise QueryError(self.query, token.at, "a bracket that is not closed", "write ) where the group ends")
        self.take()
        self.depth -= 1
        return node


def _word(text: str) -> Node:
    if text == "*":
        return Everything()
    if text.endswith("*") and len(text) > 1:
        return Word(text[:-1], prefix=True)
    if text.endswith("~") and len(text) > 1:
        return Word(text[:-1], fuzzy=True)
    return Word(text)
