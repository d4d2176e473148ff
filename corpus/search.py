"""Searching: tiers of a plan run one after the other, ranked hits with passages, facets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from corpus.filters import Filters
from corpus.highlight import Marks, Passage, holds, marks, passage
from corpus.index import FACETS, Shown, schema, shown, uid
from corpus.layout import Layout
from corpus.plan import TIERS, Plan, Planner, Tier, all_of, has_accents, score_query
from corpus.query import Node, parse
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
    address: Any
    score: float
    tier: Tier


class Searching:
    """Reads the index; sees each batch once it is committed."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._read: dict[tuple[int, int], Shown] = {}
        self._stamp: tuple[int, int] | None = None

    def _refresh(self) -> None:
        """Open the index, or see what was committed since the last query."""
        import tantivy

        meta = self.layout.index / "meta.json"
        try:
            stat = meta.stat()
        except FileNotFoundError as error:
            raise CongvanError("C203", str(self.layout.root)) from error
        stamp = (stat.st_ino, stat.st_mtime_ns)
        if stamp == self._stamp:
            return
        self.index = tantivy.Index.open(str(self.layout.index))
        self.searcher = self.index.searcher()
        self._read.clear()
        self.planner = Planner(self.searcher, Filters(self.searcher))
        self._stamp = stamp

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
        count = self._count(everything) if total else None
        return Results(query, tuple(hits), count, self._facets(everything.match, facets))

    def ids(self, query: str, limit: int = 1_000_000) -> list[str]:
        """The ids of all letters that match, accents aside, newest first."""
        self._refresh()
        plan = self.planner.plan(parse(query), "folded")
        return [self.read(f.address).id for f in self._by_date(plan, limit, "newest")]

    def _ranked(self, node: Node, folded: Plan, need: int, sort: Sort) -> tuple[list[_Found], Plan]:
        if sort != "relevance" or not folded.scores:
            return self._by_date(folded, need, "oldest" if sort == "oldest" else "newest"), folded
        found: dict[tuple[int, int], _Found] = {}
        for tier in TIERS if has_accents(node) else TIERS[1:]:
            plan = folded if tier == "folded" else self.planner.plan(node, tier)
            for one in self._tier(plan, tier, need):
                found.setdefault((one.address.segment_ord, one.address.doc), one)
            if len(found) >= need:
                break
        return list(found.values()), folded

    def _by_date(self, plan: Plan, need: int, sort: Sort) -> list[_Found]:
        import tantivy

        order = tantivy.Order.Asc if sort == "oldest" else tantivy.Order.Desc
        result = self.searcher.search(plan.match, limit=max(need, 1), count=False, order_by_field="date", order=order)
        return [_Found(address, 0.0, "folded") for _, address in result.hits][:need]

    def _tier(self, plan: Plan, tier: Tier, need: int) -> list[_Found]:
        """The best `need` of one tier.

        Where some word is rare, the conjunction is run as it is. Where all are common it would visit most letters:
        ranking is by the union of terms alone, which the index prunes, so the best of the union that match are
        the best that match, and only if too few of its first candidates do, the conjunction is run after all.
        """
        ranking = score_query(plan.scores)
        if plan.single or self._common(plan):
            candidates = self.searcher.search(ranking, limit=_FIRST + need, count=False).hits
            some = [_Found(a, s, tier) for s, a in candidates]
            if not plan.single:
                passing = self._passing(plan.match, [one.address for one in some])
                some = [one for one in some if (one.address.segment_ord, one.address.doc) in passing]
            some = self._vouched(some, plan, need)
            if len(some) >= need or len(candidates) < _FIRST + need:
                return some[:need]
        whole = all_of([_silent(plan.match), ranking])
        for limit in (2 * need, 20 * need) if plan.rows else (need,):
            hits = self.searcher.search(whole, limit=limit, count=False).hits
            some = self._vouched([_Found(a, s, tier) for s, a in hits], plan, need)
            if len(some) >= need or len(hits) < limit:
                break
        return some[:need]

    def _common(self, plan: Plan) -> bool:
        """Whether even the rarest of what is asked for stands in so many letters that going through them is slow."""
        needed = plan.needed
        return bool(needed) and all(self.searcher.doc_freq(name, term) > _COMMON for name, term in needed or ())

    def _passing(self, match: Any, addresses: list[Any]) -> set[tuple[int, int]]:
        import tantivy

        uids = self.searcher.fast_field_values("uid", addresses)
        terms = (tantivy.Query.term_query(schema(), "uid", number, index_option="basic") for number in uids)
        among = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        hits = self.searcher.search(all_of([_silent(among), match]), limit=max(len(addresses), 1), count=False).hits
        return {(address.segment_ord, address.doc) for _, address in hits}

    def _vouched(self, found: list[_Found], plan: Plan, need: int) -> list[_Found]:
        """Those whose text holds the phrases in a row, which pairs alone cannot tell."""
        if not plan.rows:
            return found
        kept: list[_Found] = []
        for one in found:
            if len(kept) >= need:
                break
            text = self.read(one.address).text
            if all(any(holds(text, form) for form in forms) for forms in plan.rows):
                kept.append(one)
        return kept

    def _count(self, plan: Plan) -> int:
        result: Any = self.searcher.search(plan.match, limit=1)
        return int(result.count)

    def current(self) -> Any:
        """The searcher of the last commit."""
        self._refresh()
        return self.searcher

    def find(self, id: str) -> Any:
        """The address of a letter in the index, or None."""
        import tantivy

        query = tantivy.Query.term_query(schema(), "uid", uid(id), index_option="basic")
        hits = self.current().search(query, limit=1, count=False).hits
        return hits[0][1] if hits else None

    def letter(self, id: str) -> Shown | None:
        """What is shown of a letter, or None."""
        address = self.find(id)
        return self.read(address) if address else None

    def read(self, address: Any) -> Shown:
        """What is shown of the letter at an address of the index."""
        at = (address.segment_ord, address.doc)
        if (known := self._read.get(at)) is not None:
            return known
        if len(self._read) >= _REMEMBERED:
            self._read.clear()
        data: Any = self.searcher.doc(address).get_first("shown")
        return self._read.setdefault(at, shown(bytes(data)))

    def _hit(self, found: _Found, plan: Plan, width: int) -> Hit:
        letter = self.read(found.address)
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
        asked = {name: {"terms": {"field": of, "size": size}} for name, of in wanted.items()}
        answer = self.searcher.aggregate(match, asked)
        return {
            name: tuple((str(b["key"]).removesuffix(".0"), b["doc_count"]) for b in answer[name]["buckets"]) for name in wanted
        }


def _value(key: object) -> str:
    return str(int(key)) if isinstance(key, float) else str(key)


def facet_field(name: str) -> str:
    """The index's field of a facet. Raises CongvanError C202."""
    known = {"issuer": "issuer_name", "year": "year"} | {f: f for f in FACETS}
    if name not in known:
        raise CongvanError("C202", f"no facet “{name}”; the facets are {', '.join(sorted(known))}")
    return known[name]


def _silent(query: Any) -> Any:
    import tantivy

    return tantivy.Query.const_score_query(query, 0.0)
