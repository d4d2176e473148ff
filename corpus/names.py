"""Names that mean the same: abbreviations, and what bodies and provinces were called before and after.

Tables in `corpus/data`, each with its source, loaded once.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from corpus.analysis import compact, folded, pairs, syllables

_PARTS = re.compile(r"[/-]")
_DATA = Path(__file__).parent / "data"


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a tab-separated table of `corpus/data`, without its comments and its line of column names."""
    lines = [ln for ln in (_DATA / name).read_text("utf-8").splitlines() if ln.strip() and not ln.startswith("#")]
    return tuple(tuple(ln.split("\t")) for ln in lines[1:])


def bare(name: str) -> tuple[str, ...]:
    """The folded syllables of a name."""
    return tuple(folded(syllables(name)))


class Concept(NamedTuple):
    """What several forms name: `term` is its one term in the index; `forms` as folded syllables."""

    term: str
    forms: tuple[tuple[str, ...], ...]
    printed: tuple[str, ...]


@cache
def concepts() -> tuple[Concept, ...]:
    """Every abbreviation with its written-out forms."""
    rows = ((f"@{term}", tuple(forms.split("|"))) for term, forms in table("abbreviations.tsv"))
    return tuple(Concept(term, tuple(bare(f) for f in forms), forms) for term, forms in rows)


class _Lookup(NamedTuple):
    """Concepts by what starts a form: one syllable that is the whole form, or the first of several."""

    words: dict[str, str]
    starts: dict[str, list[tuple[frozenset[str], str, str]]]


@cache
def _lookup() -> _Lookup:
    words: dict[str, str] = {}
    starts: dict[str, list[tuple[frozenset[str], str, str]]] = {}
    for concept in concepts():
        for form in concept.forms:
            if len(form) == 1:
                words[form[0]] = concept.term
            else:
                starts.setdefault(form[0], []).append((frozenset(form), f" {' '.join(form)} ", concept.term))
    return _Lookup(words, starts)


def concepts_in(bare_text: str) -> list[str]:
    """The concepts a text names. `bare_text`: its folded syllables parted by blanks."""
    lookup = _lookup()
    tokens = set(bare_text.split())
    found = {lookup.words[t] for t in lookup.words.keys() & tokens}
    padded = f" {bare_text} "
    for token in lookup.starts.keys() & tokens:
        found.update(term for all_of, form, term in lookup.starts[token] if all_of <= tokens and form in padded)
    return sorted(found)


@cache
def _by_first() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Forms by their first syllable, the longest first."""
    forms = sorted(((form, c.term) for c in concepts() for form in c.forms), key=lambda f: -len(f[0]))
    return {first: [f for f in forms if f[0][0] == first] for first in {form[0] for form, _ in forms}}


def concept_at(tokens: tuple[str, ...], start: int) -> tuple[str, int] | None:
    """The longest concept whose form stands at `start` of folded syllables: its term and how many syllables it takes."""
    for form, term in _by_first().get(tokens[start], ()) if start < len(tokens) else ():
        if tokens[start : start + len(form)] == form:
            return term, len(form)
    return None


@cache
def _shortest() -> dict[str, tuple[str, ...]]:
    """The written-out form (the longest) of each abbreviation of one or two syllables."""
    return {" ".join(form): max(c.forms, key=len) for c in concepts() for form in c.forms if len(form) <= 2}


@cache
def _issuer_key(name: str) -> str:
    tokens, at = bare(name), 0
    out: list[str] = []
    while at < len(tokens):
        for width in (2, 1):
            full = _shortest().get(" ".join(tokens[at : at + width])) if at + width <= len(tokens) else None
            if full:
                out.extend(full)
                at += width
                break
        else:
            out.append(tokens[at])
            at += 1
    return " ".join(out)


def issuer_key(name: str) -> str:
    """A body's name for comparing: folded, abbreviations written out; "" for none."""
    if _issuer_key.cache_info().currsize > 200_000:
        _issuer_key.cache_clear()
    return _issuer_key(name) if name else ""


class Succession(NamedTuple):
    """`new` has stood for `old` since `since` (an ISO date); names as folded syllables."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    since: str


@cache
def successions() -> tuple[Succession, ...]:
    """Bodies renamed or merged."""
    return tuple(Succession(bare(old), bare(new), since) for old, new, since in table("successions.tsv"))


PROVINCES_SINCE = "2025-07-01"


@cache
def provinces() -> dict[str, str]:
    """Every province, old and new: its folded name to the name."""
    names = {n for old, _, new, _ in table("provinces.tsv") for n in (old, new)}
    return {" ".join(bare(n)): n for n in sorted(names)}


@cache
def province_after() -> dict[str, str]:
    """The old provinces to the province that holds them since July 2025 (itself where unchanged)."""
    return {old: new for old, _, new, _ in table("provinces.tsv")}


def provinces_before(name: str) -> tuple[str, ...]:
    """The old provinces, other than itself, that a province of today was made of."""
    return tuple(old for old, new in province_after().items() if new == name and old != name)


def name_pairs(name: tuple[str, ...]) -> list[str]:
    """The terms by which a filter finds a name: its pairs, or the one syllable."""
    return pairs(list(name)) or list(name)


def related_names(text: str) -> list[str]:
    """A text with the names of bodies and provinces in it as they were before or have been since, one change at a time."""
    tokens = bare(text)
    changes = [(s.old, s.new) for s in successions()] + [(bare(o), bare(n)) for o, n in province_after().items() if o != n]
    out = []
    for old, new in (*changes, *((n, o) for o, n in changes)):
        changed = _replaced(tokens, old, new)
        if changed:
            out.append(" ".join(changed))
    return list(dict.fromkeys(out))


def _replaced(tokens: tuple[str, ...], old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...] | None:
    for at in range(len(tokens) - len(old) + 1):
        if tokens[at : at + len(old)] == old:
            return (*tokens[:at], *new, *tokens[at + len(old) :])
    return None


def name_forms(name: str) -> list[tuple[tuple[str, ...], str]]:
    """The forms under which a filter looks for a body: with abbreviations and without, and its successors' names.

    Each with the date from which on it counts ("" for always): a successor's letters only since it took over.
    """
    tokens = bare(name)
    forms = [(tokens, "")]
    for concept in concepts():
        for form in concept.forms:
            if _replaced(tokens, form, form):
                forms += [(changed, "") for other in concept.forms if (changed := _replaced(tokens, form, other))]
    full = tuple(issuer_key(name).split())
    for s in successions():
        if after := _replaced(full, s.old, s.new):
            forms.append((after, s.since))
        if before := _replaced(full, s.new, s.old):
            forms.append((before, ""))
    return list(dict.fromkeys(forms))


_YEAR = re.compile(r"/(?:19|20)\d\d/")


def year_in(number_key: str) -> bool:
    """Whether a number carries its year, "05/2016/TT-BYT": then it needs no date to be one document."""
    return _YEAR.search(number_key) is not None


@cache
def _central_codes() -> frozenset[str]:
    return frozenset(compact(code) for code, _ in table("central_codes.tsv"))


_ASSEMBLY = re.compile(r"(?:QH|UBTVQH)\d{1,2}")


def is_central(number_key: str) -> bool:
    """Whether a compact number is of a central body, of which there is one in the country ("05/2016/TT-BYT")."""
    parts = _PARTS.split(number_key)[1:]
    return any(part in _central_codes() or _ASSEMBLY.fullmatch(part) for part in parts)
