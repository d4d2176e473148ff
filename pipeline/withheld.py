"""Letters that bear a mark of secrecy: their records are kept apart from the corpus, readable by their keeper alone.

A mark read with little confidence keeps a letter apart as well: letting a secret out cannot be undone, letting a
letter in can wait for the one who looks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.quarantine import write_atomically
from schemas.record import Record


def secret(record: Record) -> bool:
    """Whether the record warns that it may not be published (W111)."""
    return any(notice.code == "W111" for notice in record.quality.warnings)


@dataclass(frozen=True, slots=True)
class Withheld:
    """The folder `withheld` of a corpus; never searched, exported or served."""

    folder: Path

    def put(self, id: str, record: bytes) -> Path:
        """Keep a record, readable by the folder's owner only. Raises C204 if the disk refuses."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_atomically(self._file(id), record)
        self._file(id).chmod(0o600)
        return self._file(id)

    def has(self, id: str) -> bool:
        """Whether a letter is kept apart."""
        return self._file(id).exists()

    def release(self, id: str) -> None:
        """Take a record out, if it is there."""
        self._file(id).unlink(missing_ok=True)

    def ids(self) -> Iterator[str]:
        """The ids of all letters kept apart."""
        yield from (file.stem for file in sorted(self.folder.glob("[0-9a-f]*.json")))

    def _file(self, id: str) -> Path:
        return self.folder / f"{id}.json"
