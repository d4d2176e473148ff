"""Queries of the index put together: all of them, one of them, most of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def everything() -> Any:
    """All letters."""
    import tantivy

    return tantivy.Query.all_query()


def all_of(must: list[Any], without: Iterable[Any] = ()) -> Any:
    """Letters that match all of `must` and none of `without`."""
    import tantivy

    barred = [(tantivy.Occur.MustNot, q) for q in without]
    if len(must) == 1 and not barred:
        return must[0]
    return tantivy.Query.boolean_query([*((tantivy.Occur.Must, q) for q in must), *barred])


def ranked(match: Any, ranking: Any) -> Any:
    """Letters that match, ranked by what they hold of `ranking`, be it nothing."""
    import tantivy

    return tantivy.Query.boolean_query([(tantivy.Occur.Must, match), (tantivy.Occur.Should, ranking)])


def most_of(queries: list[Any]) -> Any:
    """Letters that match two thirds of the queries at least, but never fewer than two of them."""
    import tantivy

    least = max(2, -(-2 * len(queries) // 3))
    if least >= len(queries):
        return all_of(queries)
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, q) for q in queries], least)


def any_of(queries: list[Any]) -> Any:
    """Letters that match one at least; none where there is nothing to match."""
    import tantivy

    if len(queries) == 1:
        return queries[0]
    if not queries:
        return tantivy.Query.empty_query()
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, q) for q in queries])
