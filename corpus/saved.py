"""Queries kept under a name, in one small file of the corpus."""

from __future__ import annotations

import json
from pathlib import Path

from corpus.layout import Layout
from corpus.query import parse
from corpus.store import write_whole
from schemas.errors import CongvanError


class Saved:
    """The kept queries of the corpus in a folder."""

    def __init__(self, root: Path) -> None:
        self.path = Layout(root).saved

    def all(self) -> dict[str, str]:
        """Name to query."""
        try:
            found: dict[str, str] = json.loads(self.path.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        return found

    def get(self, name: str) -> str:
        """The query of a name. Raises CongvanError C202."""
        kept = self.all()
        if name not in kept:
            raise CongvanError("C202", f"no query is kept as “{name}”; kept are: {', '.join(sorted(kept)) or 'none'}")
        return kept[name]

    def put(self, name: str, query: str) -> None:
        """Keep a query that parses. Raises CongvanError C202 where it does not."""
        parse(query)
        write_whole(self.path, json.dumps(self.all() | {name: query}, ensure_ascii=False, indent=1).encode())

    def remove(self, name: str) -> None:
        """Forget a query. Raises CongvanError C202 if there is none of the name."""
        self.get(name)
        write_whole(self.path, json.dumps({n: q for n, q in self.all().items() if n != name}, ensure_ascii=False).encode())
