"""The journal of a corpus: what is being written, named before it is begun and forgotten when all of it lasts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import store


@dataclass(frozen=True, slots=True)
class Journal:
    """A file that is there only while something is written. Raises CongvanError C204 if the disk refuses."""

    path: Path

    def begin(self, ids: Sequence[str]) -> None:
        """These letters are about to be written."""
        store.write_whole(self.path, json.dumps({"ids": list(ids)}).encode())

    def begin_rebuild(self) -> None:
        """Tables and index are about to be made anew."""
        store.write_whole(self.path, b'{"rebuild": true}')

    def end(self) -> None:
        """All that was begun lasts."""
        self.path.unlink(missing_ok=True)

    @property
    def there(self) -> bool:
        """Whether something was begun and did not come to its end."""
        return self.path.exists()

    @property
    def rebuild(self) -> bool:
        """Whether it was tables and index as a whole."""
        return bool(self._read().get("rebuild"))

    @property
    def ids(self) -> list[str]:
        """The letters that were being written."""
        return [str(id) for id in self._read().get("ids", [])]

    def _read(self) -> dict[str, Any]:
        try:
            found: dict[str, Any] = json.loads(self.path.read_bytes())
        except FileNotFoundError:
            return {}
        return found
