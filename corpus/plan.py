"""A parsed query as queries of the index.

Each part of a query is planned in tiers: the words with their accents as typed; folded; with names of before and after;
with words one letter off; without some of
the words. A tier is only tried when those before gave too few. Whatever the tier, what *matches* is
kept apart from what *scores*: scoring is a plain union of terms, which the index can prune by blocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal

from corpus.analysis import compact, folded, looks_like_notation, pairs, syllables
from corpus.combine import all_of, any_of, everything, most_of
from corpus.filters import Filters
from corpus.highlight import Wanted
from corpus.index import schema
from corpus.names import concept_at, concepts, related_names
from corpus.query import Everything, Filter, Group, Node, Not, Phrase, Word
from extractors.folding import fold

if TYPE_CHECKING:
    from corpus.reader import Reader

Tier = Literal["exact", "folded", "related", "fuzzy", "partial"]
TIERS: tuple[Tier, ...] = ("exact", "folded", "related", "fuzzy", "partial")
_MOST_EXPANSIONS = 200
Score = tuple[str, str, float]
"""Field, term, weight."""


@dataclass(slots=True)
class Plan:
    """`match` decides, `scores` says what is asked for and `ranks` what ranks; `rows` are phrases of three
    syllables and more (each with its other forms), for which the pairs alone cannot vouch; `wanted` is to be marked."""

    match: Any
    scores: list[Score] = field(default_factory=list)
    ranks: list[Score] = field(default_factory=list)
    """Without the syllables that every match holds, each once: they would tell no match from another."""
    rows: tuple[tuple[str, ...], ...] = ()
    wanted: Wanted = field(default_factory=Wanted)
    single: bool = False
    """Every letter that scores matches: one word, or one pair, and nothing else was asked for."""
    needed: list[tuple[str, str]] | None = None
    """Field and term of everything that must be there; None where other conditions than words narrow the match."""


class Planner:
    """Plans one query at a time against one state of the index."""

    def __init__(self, reader: Reader, filters: Filters) -> None:
        self.reader, self.filters = reader, filters

    def plan(self, node: Node, tier: Tier) -> Plan:
        """The plan of a tree in one tier."""
        made = _Tier(self, tier)
        match = made.match(node)
        wanted = Wanted(tuple(made.runs), tuple(made.whole), tuple(made.numbers), tuple(made.prefixes))
        scores = list(dict.fromkeys(made.scores))
        ranks = scores if made.either else [score for score in scores if score[:2] not in made.required]
        terms = {(name.removeprefix("title_"), term) for name, term, _ in scores if name != "often"}
        single = len(terms) == 1 and not made.more and not made.rows
        needed = None if made.more else made.needed
        return Plan(match, scores, ranks, () if made.either else tuple(made.rows), wanted, single, needed)


def score_query(scores: Iterable[Score]) -> Any:
    """The union of terms that ranks."""
    return any_of([weighted(*score) for score in scores])


def weighted(name: str, term: str, weight: float) -> Any:
    """One term with a weight."""
    import tantivy

    query = tantivy.Query.term_query(schema(), name, term, index_option="freq")
    return query if weight == 1.0 else tantivy.Query.boost_query(query, weight)


def has_accents(node: Node) -> bool:
    """Whether a query's words carry diacritics, so that the exact tier is not the folded one."""
    match node:
        case Word(text=text) | Phrase(text=text):
            return fold(text) != text.lower()
        case Group(nodes=nodes):
            return any(map(has_accents, nodes))
        case Not(node=inner):
            return has_accents(inner)
    return False


class _Tier:
    """One walk over a tree; gathers scores and what to mark on its way."""

    def __init__(self, planner: Planner, tier: Tier) -> None:
        self.planner, self.tier = planner, tier
        self.exact = tier == "exact"
        self.scores: list[Score] = []
        self.rows: list[tuple[str, ...]] = []
        self.needed: list[tuple[str, str]] = []
        self.required: set[tuple[str, str]] = set()
        self.either = False
        self.more = False
        self.runs: list[str] = []
        self.whole: list[str] = []
        self.numbers: list[str] = []
        self.prefixes: list[str] = []

    def match(self, node: Node) -> Any:
        import tantivy

        match node:
            case Everything():
                return tantivy.Query.all_query()
            case Filter():
                self.more = True
                return self.planner.filters.query(node)
            case Not(node=inner):
                return all_of([tantivy.Query.all_query()], without=[self.silently(inner)])
            case Group(kind="and", nodes=nodes):
                return self.both(nodes)
            case Group(nodes=nodes):
                self.either = self.more = True
                return any_of([self.match(n) for n in nodes])
            case Phrase(text=text):
                return self.phrase(text)
            case Word():
                return self.word(node)

    def silently(self, node: Node) -> Any:
        """The match of a part that is left out: it neither ranks nor is marked, and is folded in no tier but the exact."""
        self.more = True
        other = _Tier(self.planner, "folded")
        return other.match(node)

    def both(self, nodes: tuple[Node, ...]) -> Any:
        """All of the parts; words side by side are one run, for their pairs rank and their abbreviations count."""
        must, without = [], []
        for plain, group in groupby(nodes, key=_plain):
            if plain:
                must.append(self.run(" ".join(n.text for n in group if isinstance(n, Word))))
                continue
            for node in group:
                if isinstance(node, Not):
                    without.append(self.silently(node.node))
                else:
                    must.append(self.match(node))
        return all_of(must or [everything()], without)

    def word(self, word: Word) -> Any:
        if word.prefix:
            return self.beginning(word.text)
        if word.fuzzy:
            return all_of([self.near(t) for t in folded(syllables(word.text))])
        if not _plain(word):
            return self.number(word.text)
        return self.run(word.text)

    def number(self, text: str) -> Any:
        key = compact(text)
        self.scores += [("numbers", key, 1.0), ("own", key, 6.0)]
        self.numbers.append(text)
        return weighted("numbers", key, 1.0)

    def beginning(self, text: str) -> Any:
        """Words that begin so; in a run of several syllables only the last is open."""
        self.more = True
        *before, last = syllables(text) or [""]
        start = folded([last])[0]
        terms = self.planner.reader.terms_with_prefix("folded", start, limit=_MOST_EXPANSIONS) if start else []
        self.prefixes.append(last)
        must = [self.run(" ".join(before))] if before else []
        return all_of([*must, any_of([weighted("folded", term, 1.0) for term, _ in terms])])

    def near(self, token: str) -> Any:
        import tantivy

        self.more = True
        if len(token) < 3:
            return weighted("folded", token, 1.0)
        self.runs.append(token)
        # every syllable is one letter from another: only where the reading is doubtful does a slip explain it
        return any_of([weighted("folded", token, 1.0), tantivy.Query.fuzzy_term_query(schema(), "low", token)])

    def run(self, text: str) -> Any:
        """Words side by side: each must be there, in any order; neighbours in order rank higher."""
        if self.tier == "related":
            return any_of([self.plain_run(name) for name in (text, *related_names(text))])
        return self.plain_run(text)

    def plain_run(self, text: str) -> Any:
        tokens = syllables(text)
        if not tokens:
            return everything()
        self.runs.append(text)
        self.add_scores(tokens)
        parts = [self.unit(tokens, *place) for place in units(tuple(folded(tokens)))]
        return most_of(parts) if self.tier == "partial" else all_of(parts)

    def unit(self, tokens: list[str], start: int, width: int, concept: str | None) -> Any:
        if concept:
            self.scores.append(("concepts", concept, 1.5))
            self.needed.append(("concepts", concept))
            self.whole += next(c.printed for c in concepts() if c.term == concept)
            return weighted("concepts", concept, 1.0)
        token = tokens[start] if self.exact else folded(tokens[start : start + 1])[0]
        if self.tier == "fuzzy" and len(token) >= 3:
            return self.near(token)
        term = ("exact" if self.exact else "folded", token)
        self.needed.append(term)
        if self.tier in ("exact", "folded"):
            self.required.add(term)
        return weighted(*term, 1.0)

    def add_scores(self, tokens: list[str]) -> None:
        bare = folded(tokens)
        body, title = ("exact", "title_exact") if self.exact else ("folded", "title_folded")
        for token in tokens if self.exact else bare:
            often = token if self.exact else f"~{token}"
            self.scores += [(body, token, 1.0), (title, token, 1.5), ("often", often, 0.7)]
        self.add_pairs(bare)

    def add_pairs(self, bare: list[str]) -> None:
        for pair in pairs(bare):
            self.scores += [("pairs", pair, 1.6), ("title_pairs", pair, 2.5)]

    def phrase(self, text: str) -> Any:
        if len(syllables(text)) == 0:
            return everything()
        forms = [text, *_other_forms(text)]
        if self.tier == "related":
            forms += related_names(text)
        if self.exact and len(forms) == 1:
            self.required.update(("exact", token) for token in syllables(text))
        if any(len(syllables(form)) > 2 for form in forms):
            self.rows.append(tuple(forms))
        self.more |= len(forms) > 1
        return any_of([self.row(form) for form in forms])

    def row(self, text: str) -> Any:
        """Syllables in a row, by their pairs; with their accents in the exact tier."""
        tokens = syllables(text)
        bare = folded(tokens)
        self.whole.append(text)
        self.add_scores(tokens) if self.exact or len(bare) == 1 else self.add_pairs(bare)
        typed = [weighted("exact", token, 1.0) for token in dict.fromkeys(tokens)] if self.exact else []
        if len(bare) == 1:
            return typed[0] if typed else weighted("folded", bare[0], 1.0)
        self.needed += [("pairs", pair) for pair in pairs(bare)]
        return all_of([*(weighted("pairs", pair, 1.0) for pair in dict.fromkeys(pairs(bare))), *typed])


def _other_forms(text: str) -> list[str]:
    """A phrase with its abbreviations written out, and the other way round, one concept at a time."""
    tokens = syllables(text)
    out = []
    for start, width, concept in units(tuple(folded(tokens))):
        if concept:
            forms = next(c.printed for c in concepts() if c.term == concept)
            out += [" ".join([*tokens[:start], form, *tokens[start + width :]]) for form in forms]
    return [o for o in dict.fromkeys(out) if syllables(o) != tokens]


def units(bare: tuple[str, ...]) -> Iterator[tuple[int, int, str | None]]:
    """Start, width and concept of each piece of folded syllables: concepts where they stand, else single syllables."""
    at = 0
    while at < len(bare):
        concept = concept_at(bare, at)
        width = concept[1] if concept else 1
        yield at, width, concept[0] if concept else None
        at += width


def _plain(node: Node) -> bool:
    """Whether a node is a word of the text, not a number, a beginning or a fuzzy word."""
    if not isinstance(node, Word) or node.prefix or node.fuzzy:
        return False
    bare = tuple(folded(syllables(node.text)))
    known = concept_at(bare, 0)
    return not looks_like_notation(node.text) or (known is not None and known[1] == len(bare))
