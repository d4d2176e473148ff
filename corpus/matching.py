"""Which citations and which letters are one document: pure decisions over those of one number.

A node of the graph is built from letters first and then from citations, the fullest first, so that the outcome does not
hang on the order in which letters arrived.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from corpus.analysis import folded, syllables
from corpus.names import is_central, province_after, year_in


class Held(NamedTuple):
    """A letter that is held. Texts are "" where the record has no value."""

    n: int
    id: str
    number: str
    date: str
    issuer: str
    issuer_key: str
    province: str
    document_type: str
    subject: str


class Form(NamedTuple):
    """A way of citing. `until`: the citing letter's year, where neither the citation nor the number has one."""

    n: int
    number: str
    date: str
    issuer: str
    issuer_key: str
    province: str
    until: str
    document_type: str
    subject: str


@dataclass(slots=True)
class Node:
    """A document: what its letters, else its citations, say of it."""

    number: str = ""
    date: str = ""
    issuer: str = ""
    issuer_key: str = ""
    province: str = ""
    document_type: str = ""
    subject: str = ""
    letters: list[Held] = field(default_factory=list)
    forms: list[tuple[Form, float, str]] = field(default_factory=list)

    def learn(self, one: Held | Form) -> None:
        """Fill what is not known yet; a fuller date or issuer takes the place of a shorter."""
        self.number = self.number or one.number
        self.document_type = self.document_type or one.document_type
        self.subject = self.subject or one.subject
        self.province = self.province or one.province
        if len(one.date) > len(self.date):
            self.date = one.date
        if len(one.issuer_key) > len(self.issuer_key):
            self.issuer, self.issuer_key = one.issuer, one.issuer_key


@dataclass(slots=True)
class Settled:
    """The documents of one number, and the forms that fit more than one of them."""

    nodes: list[Node]
    ambiguous: list[tuple[Form, list[Node]]]


def cluster(number_key: str, letters: Iterable[Held], forms: Iterable[Form]) -> Settled:
    """Group the letters and citations of one number into documents."""
    letters, forms = list(letters), list(forms)
    if len(letters) + len(forms) == 1:  # most numbers
        return _alone(letters, forms)
    central = is_central(number_key)
    nodes = _Nodes()
    for letter in sorted(letters, key=lambda h: (-len(h.date), h.id)):
        _join_letter(nodes, [node for node in nodes.near(letter.date) if _same(node, letter, central)], letter)
    settled = Settled(nodes.all, [])
    dated_by_number = year_in(number_key)
    for form in sorted(forms, key=lambda f: (-len(f.date), f.issuer_key == "", f.province == "", f.until == "", f.n)):
        fitting = [node for node in nodes.near(form.date) if _fits(node, form, central)]
        if len(fitting) > 1:
            fitting = _nearest(fitting, form)
        if not fitting and not form.issuer_key:
            fitting = _elsewhere(nodes.near(form.date), form)
        if len(fitting) > 1:
            settled.ambiguous.append((form, fitting))
            continue
        node = fitting[0] if fitting else nodes.new()
        confidence, rule = _confidence(node, form, central, dated_by_number) if fitting else (1.0, "graph.cited-only")
        node.forms.append((form, confidence, rule))
        if not node.letters:
            nodes.learn(node, form)
    return settled


class _Nodes:
    """The documents of one number found so far. Many share a number, few a day."""

    def __init__(self) -> None:
        self.all: list[Node] = []
        self._places: dict[int, int] = {}
        self._by_date: dict[str, list[int]] = {}
        """Places in `all` by the day; under "" those without one."""

    def new(self) -> Node:
        """A document of which nothing is known yet."""
        node = Node()
        self._places[id(node)] = len(self.all)
        self._by_date.setdefault("", []).append(len(self.all))
        self.all.append(node)
        return node

    def learn(self, node: Node, one: Held | Form) -> None:
        """See `Node.learn`."""
        before, place = _day(node.date), self._places[id(node)]
        node.learn(one)
        if (day := _day(node.date)) != before:
            self._by_date[before].remove(place)
            self._by_date.setdefault(day, []).append(place)

    def near(self, date: str) -> list[Node]:
        """Those that may be of a date, in the order they were found."""
        if not _day(date):
            return self.all
        return [self.all[place] for place in sorted((*self._by_date.get(date, ()), *self._by_date.get("", ())))]


def _day(date: str) -> str:
    return date if len(date) == 10 else ""


def _alone(letters: list[Held], forms: list[Form]) -> Settled:
    one = Node(letters=letters, forms=[(form, 1.0, "graph.cited-only") for form in forms])
    one.learn(letters[0] if letters else forms[0])
    return Settled([one], [])


def _join_letter(nodes: _Nodes, same: list[Node], letter: Held) -> None:
    node = same[0] if len(same) == 1 else nodes.new()
    node.letters.append(letter)
    nodes.learn(node, letter)


def _same(node: Node, letter: Held, central: bool) -> bool:
    """Whether two held letters are one document: scan, copy and born-digital file of it."""
    if not (node.date and letter.date and dates_fit(node.date, letter.date)):
        return False
    return provinces_fit(node.province, letter.province) and (central or issuers_fit(node.issuer_key, letter.issuer_key))


def _fits(node: Node, form: Form, central: bool) -> bool:
    if not dates_fit(node.date, form.date):
        return False
    if form.until and node.date and not 0 <= int(form.until) - int(node.date[:4]) <= 1:
        return False
    if not provinces_fit(node.province, form.province):
        return False
    sure_day = len(form.date) == 10 and len(node.date) == 10
    # one number of one day in the country: a central body's name is often cited loosely ("của Chính phủ")
    return (central and sure_day) or issuers_fit(node.issuer_key, form.issuer_key)


def _elsewhere(nodes: list[Node], form: Form) -> list[Node]:
    """The one letter of this number and day, in another province than the citing letter's.

    Where a citation names no body, its own province is only the likeliest.
    """
    same = [node for node in nodes if node.letters and len(form.date) == 10 and node.date == form.date]
    return [n for n in same if (likeness := alike(form.subject, n.subject)) is None or likeness > 0.5] if len(same) == 1 else []


def _nearest(fitting: list[Node], form: Form) -> list[Node]:
    """Of several, the one whose issuer is named in the same words, or whose date is as full."""
    for test in (
        lambda node: form.issuer_key != "" and node.issuer_key == form.issuer_key,
        lambda node: form.date != "" and node.date == form.date,
        lambda node: bool(node.letters),
    ):
        some = [node for node in fitting if test(node)]
        if len(some) == 1 and (form.date or form.until):
            return some
        fitting = some or fitting
    return fitting


def _confidence(node: Node, form: Form, central: bool, dated_by_number: bool) -> tuple[float, str]:
    """How sure a citation that fits exactly one document is of that document."""
    named = bool(form.issuer_key and node.issuer_key) or central
    local = bool(form.province and node.province)
    if not provinces_fit(node.province, form.province):
        return 0.9, "graph.number-date-elsewhere"
    if len(form.date) == 10 and len(node.date) == 10:
        return (0.99, "graph.number-date-issuer") if named else (0.97 if local else 0.93, "graph.number-date")
    if dated_by_number or (form.date and node.date):
        return (0.97, "graph.number-year-issuer") if named else (0.9, "graph.number-year")
    return (0.85, "graph.number-issuer") if named else (0.7, "graph.number")


def dates_fit(one: str, other: str) -> bool:
    """Whether two dates as far as given agree: "2020-04" and "2020-04-14" do; an unknown one agrees with any."""
    return one.startswith(other) or other.startswith(one)


def provinces_fit(one: str, other: str) -> bool:
    """Whether two provinces are one, or became one in July 2025; an unknown one fits any."""
    if not one or not other or one == other:
        return True
    after = province_after()
    return after.get(one) == other or after.get(other) == one


def alike(one: str, other: str) -> float | None:
    """How much of the shorter subject's word pairs stand in the longer, 0..1; None where one says nothing."""
    a, b = sorted((_pairs_of(one), _pairs_of(other)), key=len)
    return len(a & b) / len(a) if a else None


def beginning(key: str) -> str:
    """The first word that two issuer keys must share to fit; "" fits any."""
    core = _core(key) if key else ()
    return core[0] if core else ""


def _pairs(text: str) -> set[str]:
    tokens = folded(syllables(text))
    return {f"{x} {y}" for x, y in pairwise(tokens)}


_LOOSE = frozenset(("tinh", "thanh", "pho", "tp", "cac"))
_HEADS = ("chu tich ", "thuong truc ", "giam doc ", "bo truong ")


def issuers_fit(one: str, other: str) -> bool:
    """Whether two names (as issuer keys) can be one body: one begins with the other, kinds of place aside.

    "so y te" fits "so y te tinh kien giang", "chu tich uy ban …" its committee; "chinh phu" does not fit
    "thu tuong chinh phu". An unknown one fits any.
    """
    if not one or not other or one == other:
        return True
    a, b = sorted((_core(one), _core(other)), key=len)
    return b[: len(a)] == a


@lru_cache(50_000)
def _pairs_of(text: str) -> frozenset[str]:
    return frozenset(_pairs(text))


@lru_cache(100_000)
def _core(key: str) -> tuple[str, ...]:
    for head in _HEADS:
        key = key.removeprefix(head)
    return tuple(token for token in key.split() if token not in _LOOSE)


def _key(node: Node) -> str:
    from extractors.references.keys import document_key

    rest = document_key(node.number, None, node.date)
    if rest is None:
        return f"{node.issuer_key.replace(' ', '-')}|{node.date[:4]}|{node.number}|"
    return _body(node.issuer) + rest


@lru_cache(50_000)
def _body(issuer: str) -> str:
    """A body's part of the key."""
    from extractors.references.keys import document_key

    return (document_key("1/X", issuer, None) or "").split("|", 1)[0]


def keys_of(nodes: Sequence[Node]) -> list[str]:
    """A key for each document of one number, `issuer|year|number|NOTATION`, told apart by date where it is not enough."""
    keys: list[str] = []
    for node in nodes:
        key = _key(node)
        if key in keys:
            key = f"{key}|{node.date}|{node.province}"
        while key in keys:
            key += "+"
        keys.append(key)
    return keys
