"""Searching: tiers of a plan run one after the other, ranked hits with passages, facets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from corpus.combine import all_of, ranked
from corpus.filters import Filters
from corpus.highlight import Marks, Passage, holds, marks, passage
from corpus.index import FACETS, Shown, schema, shown, uid
from corpus.layout import Layout
from corpus.plan import TIERS, Plan, Planner, Tier, has_accents, score_query
from corpus.query import Node, parse
from corpus.reader import Latest, Place, Reader, Scored, hits
from schemas.errors import CongvanError

Sort = Literal["relevance", "newest", "oldest"]
_FIRST = 40
"""Candidates of the pruned union looked at before the whole conjunction is run."""
_COMMON = 40_000
"""Letters a conjunction may visit without more ado."""


_REMEMBERED = 500
"""Letters read lately that are kept: a hit is read to check a phrase in it, and again to show it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A letter that matches. `passage` is where; `marks` are places in the subject; `how` is the tier that found it."""

    id: str
    number: str | None
    issued_on: str | None
    document_type: str | None
    issuer: str | None
    subject: str | None
    grade: str
    score: float
    how: Tier
    passage: Passage
    subject_marks: Marks = ()


@dataclass(frozen=True, slots=True)
class Results:
    """`total` counts the letters that match, accents aside; None where it was not asked for."""

    query: str
    hits: tuple[Hit, ...]
    total: int | None
    facets: dict[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __len__(self) -> int:
        return len(self.hits)


@dataclass(frozen=True, slots=True)
class _Found:
    place: Place
    score: float
    tier: Tier


class Searching:
    """Reads the index; sees each batch once it is committed."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._latest = Latest(layout.index)
        self._read: dict[Place, Shown] = {}
        self._reader: Reader | None = None

    def _refresh(self) -> None:
        """Open the index, or see what was committed since the last query."""
        try:
            reader = self._latest.reader()
        except FileNotFoundError as error:
            raise CongvanError("C203", str(self.layout.root)) from error
        if reader is self._reader:
            return
        self._reader = self.reader = reader
        self._read.clear()
        self.planner = Planner(reader, Filters(reader))

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        offset: int = 0,
        sort: Sort = "relevance",
        facets: Sequence[str] = (),
        total: bool = True,
        width: int = 220,
    ) -> Results:
        """Letters that match `query` (see `corpus.query`), best first.

        `facets` names fields whose values are counted over all matches; `width` is the passage's length in
        characters. Raises CongvanError C202 (QueryError) with the place of the mistake, C203 where there is no index.
        """
        node = parse(query)
        self._refresh()
        everything = self.planner.plan(node, "folded")
        found, plan = self._ranked(node, everything, limit + offset, sort)
        hits = [self._hit(f, plan, width) for f in found[offset : offset + limit]]
        count = self.reader.count(everything.match) if total else None
        return Results(query, tuple(hits), count, self._facets(everything.match, facets))

    def ids(self, query: str, limit: int = 1_000_000) -> list[str]:
        """The ids of all letters that match, accents aside, newest first."""
        self._refresh()
        plan = self.planner.plan(parse(query), "folded")
        return [self.read(f.place).id for f in self._by_date(plan, limit, "newest")]

    def _ranked(self, node: Node, folded: Plan, need: int, sort: Sort) -> tuple[list[_Found], Plan]:
        if sort != "relevance" or not folded.scores:
            return self._by_date(folded, need, "oldest" if sort == "oldest" else "newest"), folded
        found: dict[Place, _Found] = {}
        for tier in TIERS if has_accents(node) else TIERS[1:]:
            plan = folded if tier == "folded" else self.planner.plan(node, tier)
            for one in self._tier(plan, tier, need):
                found.setdefault(one.place, one)
            if len(found) >= need:
                break
        return list(found.values()), folded

    def _by_date(self, plan: Plan, need: int, sort: Sort) -> list[_Found]:
        return [_Found(place, 0.0, "folded") for place in self.reader.by("date", plan.match, need, falling=sort != "oldest")]

    def _tier(self, plan: Plan, tier: Tier, need: int) -> list[_Found]:
        """The best `need` of one tier.

        Where some word is rare, the conjunction is run as it is. Where all are common it would visit most letters:
        ranking is by the union of terms alone, which the index prunes, so the best of the union that match are
        the best that match, and only if too few of its first candidates do, the conjunction is run after all.
        """
        ranking = score_query(plan.ranks)
        if plan.single or self._common(plan):
            wide = _FIRST + need
            parts = self.reader.each(lambda n, searcher: _candidates(n, searcher, plan, ranking, wide))
            some = self._vouched(self.reader.best([found for _, found in parts], 2 * wide), plan, need)
            if len(some) >= need or all(seen < wide for seen, _ in parts):
                return [_Found(place, score, tier) for score, place in some[:need]]
        whole = ranked(_silent(plan.match), ranking)
        for limit in (2 * need, 20 * need) if plan.rows else (need,):
            found = self.reader.search(whole, limit)
            some = self._vouched(found, plan, need)
            if len(some) >= need or len(found) < limit:
                break
        return [_Found(place, score, tier) for score, place in some[:need]]

    def _common(self, plan: Plan) -> bool:
        """Whether even the rarest of what is asked for stands in so many letters that going through them is slow."""
        needed = plan.needed
        return bool(needed) and all(self.reader.doc_freq(name, term) > _COMMON for name, term in needed or ())

    def _vouched(self, found: list[Scored], plan: Plan, need: int) -> list[Scored]:
        """Those whose text holds the phrases in a row, which pairs alone cannot tell."""
        if not plan.rows:
            return found
        kept: list[Scored] = []
        for one in found:
            if len(kept) >= need:
                break
            text = self.read(one[1]).text
            if all(any(holds(text, form) for form in forms) for forms in plan.rows):
                kept.append(one)
        return kept

    def current(self) -> Reader:
        """The index as of the last commit."""
        self._refresh()
        return self.reader

    def find(self, id: str) -> Place | None:
        """Where a letter stands in the index, or None."""
        import tantivy

        query = tantivy.Query.term_query(schema(), "uid", uid(id), index_option="basic")
        found = self.current().search(query, 1)
        return found[0][1] if found else None

    def letter(self, id: str) -> Shown | None:
        """What is shown of a letter, or None."""
        place = self.find(id)
        return self.read(place) if place else None

    def read(self, place: Place) -> Shown:
        """What is shown of the letter at a place of the index."""
        if (known := self._read.get(place)) is not None:
            return known
        if len(self._read) >= _REMEMBERED:
            self._read.clear()
        return self._read.setdefault(place, shown(self.reader.stored(place)))

    def _hit(self, found: _Found, plan: Plan, width: int) -> Hit:
        letter = self.read(found.place)
        return Hit(
            letter.id,
            letter.number,
            letter.issued_on,
            letter.document_type,
            letter.issuer,
            letter.subject,
            letter.grade,
            round(found.score, 4),
            found.tier,
            passage(letter.text, plan.wanted, width),
            marks(letter.subject or "", plan.wanted),
        )

    def _facets(self, match: Any, names: Sequence[str], size: int = 20) -> dict[str, tuple[tuple[str, int], ...]]:
        if not names:
            return {}
        wanted = {name: facet_field(name) for name in names}
        tallies = self.reader.tallies(match, list(dict.fromkeys(wanted.values())), size)
        return {name: tuple(tallies[field]) for name, field in wanted.items()}


def _candidates(part: int, searcher: Any, plan: Plan, ranking: Any, wide: int) -> tuple[int, list[Scored]]:
    """Of the first `wide` of a part's union, how many there are and those that match."""
    found = hits(part, searcher, ranking, wide)
    if plan.single or not found:
        return len(found), found
    import tantivy

    uids = searcher.fast_field_values("uid", [tantivy.DocAddress(at.segment, at.document) for _, at in found])
    terms = (tantivy.Query.term_query(schema(), "uid", number, index_option="basic") for number in uids)
    among = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
    passing = {place for _, place in hits(part, searcher, all_of([_silent(among), plan.match]), len(found))}
    return len(found), [one for one in found if one[1] in passing]


def facet_field(name: str) -> str:
    """The index's field of a facet. Raises CongvanError C202."""
    known = {"issuer": "issuer_name", "year": "year"} | {f: f for f in FACETS}
    if name not in known:
        raise CongvanError("C202", f"no facet “{name}”; the facets are {', '.join(sorted(known))}")
    return known[name]


def _silent(query: Any) -> Any:
    import tantivy

    return tantivy.Query.const_score_query(query, 0.0)
