"""Conditions on fields as queries of the index."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from corpus.analysis import compact, folded, syllables, whole_name
from corpus.combine import all_of, any_of
from corpus.index import FACETS, date_number, schema
from corpus.names import PROVINCES_SINCE, bare, name_forms, name_pairs, province_after, provinces_before
from corpus.query import DATE_FIELDS, NAME_FIELDS, Filter

if TYPE_CHECKING:
    from corpus.reader import Reader

_RUNS = {"number": "own", "cites": "cites", "mentions": "numbers"}


class Filters:
    """Makes queries of conditions, against one state of the index (whose values it looks up by their folded form)."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def query(self, node: Filter) -> Any:
        """The query of one condition; it matches, and does not rank."""
        import tantivy

        return tantivy.Query.const_score_query(self._query(node), 0.0)

    def _query(self, node: Filter) -> Any:
        if node.field in DATE_FIELDS:
            return date_range(node.field, node)
        if node.field in _RUNS:
            return _term(_RUNS[node.field], compact(node.low))
        if node.field == "province":
            return self._province(node)
        if node.field in NAME_FIELDS:
            return self._name(node)
        if node.field == "id":
            return self._values("id", [t for t, _ in self.reader.terms_with_prefix("id", node.low.lower(), limit=1000)])
        return self._values(node.field, self._known(node.field, node.low))

    def _name(self, node: Filter) -> Any:
        if node.exact:
            return _term(node.field, whole_name(node.low))
        queries = []
        for form, since in name_forms(node.low):
            terms = [_term(node.field, pair) for pair in name_pairs(form)]
            dated = [date_range("date", Filter("date", since))] if since else []
            queries.append(all_of([*terms, *dated]) if terms else _nothing())
        return any_of(queries)

    def _province(self, node: Filter) -> Any:
        """A province, with the letters of today's province for the time it includes the old one, and of those it was made of."""
        names = self._known("province", node.low) or self._named(node.low)
        queries = [self._values("province", names)]
        for name in () if node.exact else self._named(node.low) or names:
            queries.append(self._values("province", list(provinces_before(name))))
            after = province_after().get(name, name)
            if after != name:
                since = date_range("date", Filter("date", PROVINCES_SINCE))
                queries.append(all_of([self._values("province", [after]), since]))
        return any_of(queries)

    def _named(self, text: str) -> list[str]:
        from corpus.places import province_in

        found = province_in(text)
        return [found] if found else []

    def _known(self, name: str, wanted: str) -> list[str]:
        """The field's values that read the same but for case and accents; a type also by its code ("QĐ")."""
        same = bare(wanted)
        codes = {"type": _type_codes().get(wanted.upper())}
        if codes.get(name):
            same = bare(str(codes[name]))
        return [value for value, key in self._vocabulary[name] if key == same]

    @cached_property
    def _vocabulary(self) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
        return {
            name: [(term, tuple(folded(syllables(term)))) for term, _ in self.reader.terms_with_prefix(name, "")]
            for name in FACETS
            if name != "issuer_name"
        }

    def _values(self, name: str, values: list[str]) -> Any:
        return any_of([_term(name, value) for value in values])


def _type_codes() -> dict[str, str]:
    from extractors.register import table

    return {row["code"].upper(): row["name"] for row in table("document_types.tsv") if row["code"]}


def _term(name: str, value: str) -> Any:
    import tantivy

    return tantivy.Query.term_query(schema(), name, value, index_option="basic")


def _nothing() -> Any:
    import tantivy

    return tantivy.Query.empty_query()


def date_range(name: str, node: Filter) -> Any:
    """Dates between two bounds as far as they are given: 2018-03 as an upper bound is the whole of March."""
    import tantivy

    kind = tantivy.FieldType.Integer
    if name == "year":
        low, high = (int(v[:4]) if v else None for v in (node.low, node.high))
    else:
        low = date_number(node.low, "9" if node.open_low else "0") if node.low else None
        high = date_number(node.high, "0" if node.open_high else "9") if node.high else None
    low, high = low if low is not None else 0, high if high is not None else 99_999_999
    return tantivy.Query.range_query(schema(), name, kind, low, high, not node.open_low, not node.open_high)
