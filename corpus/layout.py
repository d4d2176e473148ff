"""Where a corpus keeps what: one folder, no server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

LAYOUT_VERSION = 2
"""Version of the tables and the index. A corpus of an older one is rebuilt from its records."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of the corpus at `root`. Only `letters` is the truth; the rest is made again from it."""

    root: Path

    @property
    def letters(self) -> Path:
        """The records, `ID.json`."""
        return self.root / "letters"

    def record(self, id: str) -> Path:
        """The record of one letter."""
        return self.letters / f"{id}.json"

    @property
    def catalogue(self) -> Path:
        """The tables (SQLite)."""
        return self.root / "catalogue.sqlite"

    @property
    def index(self) -> Path:
        """The search index (tantivy)."""
        return self.root / "index"

    def reading(self, id: str) -> Path:
        """What was read of a letter that is to be repaired again; goes with its record."""
        return self.root / "as_read" / f"{id}.bin"

    @property
    def journal(self) -> Path:
        """The ids of the batch being written; gone when store, tables and index agree."""
        return self.root / "journal.json"

    @property
    def lock(self) -> Path:
        """Held by the one process that writes."""
        return self.root / ".lock"

    @property
    def saved(self) -> Path:
        """The saved queries."""
        return self.root / "queries.json"
