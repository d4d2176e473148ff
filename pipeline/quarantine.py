"""What could not be read, each with its coded reason: one small JSON file a source, written atomically.

An entry goes when the same bytes are read successfully later.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from schemas.errors import CongvanError


class Entry(msgspec.Struct, frozen=True):
    """One source in quarantine. `sha256` is None where the bytes could not be read."""

    id: str
    name: str
    path: str
    sha256: str | None
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Quarantine:
    """The folder `quarantine` of a corpus."""

    folder: Path

    def put(self, name: str, path: str, sha256: str | None, error: CongvanError) -> Entry:
        """Enter a source; the same source again replaces its entry."""
        key = (sha256 or hashlib.sha256(path.encode("utf-8", "surrogateescape")).hexdigest())[:32]
        entry = Entry(key, name, path, sha256, error.code, error.message)
        write_atomically(self.folder / f"{key}.json", msgspec.json.format(msgspec.json.encode(entry), indent=1) + b"\n")
        return entry

    def has(self, key: str) -> bool:
        """Whether this source is in quarantine."""
        return (self.folder / f"{key}.json").exists()

    def release(self, key: str) -> None:
        """Take a source out, if it is there."""
        (self.folder / f"{key}.json").unlink(missing_ok=True)

    def entries(self) -> Iterator[Entry]:
        """All entries, by id."""
        for file in sorted(self.folder.glob("*.json")):
            yield msgspec.json.decode(file.read_bytes(), type=Entry)


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that at any moment it is absent, old or new, never half. Raises C204 if the disk refuses."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CongvanError("C204", f"{path}: {error.strerror}") from error
