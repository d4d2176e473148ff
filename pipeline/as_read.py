"""Pages as they were read, before repair: kept for letters that were repaired, so that they can be repaired again when
letters that they cite or that cite them are there to help. Read again they need not be.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from pipeline.quarantine import write_atomically
from schemas.reading import Reading
from schemas.record import Record

FEW = 5
"""Repairs a letter has at least to be worth a second look."""


class _Packed(msgspec.Struct, frozen=True):
    """A reading without its source's bytes, and how many those were."""

    reading: Reading
    bytes: int


def worth_keeping(record: Record) -> bool:
    """Whether enough of the letter was repaired that its neighbours may better it."""
    return sum(len(page.repairs) for page in record.text.pages) >= FEW


def packed(reading: Reading, size: int | None = None) -> bytes:
    """A reading in a form that `unpacked` takes; the source's own bytes are left out, `size` of them where they were before."""
    bare = replace(reading, source=replace(reading.source, data=b""))
    return zlib.compress(msgspec.msgpack.encode(_Packed(bare, len(reading.source.data) if size is None else size)))


def unpacked(data: bytes) -> tuple[Reading, int]:
    """A reading, and the size of its source in bytes. Raises ValueError (zlib.error, msgspec errors) for anything else."""
    try:
        found = msgspec.msgpack.decode(zlib.decompress(data), type=_Packed)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    return found.reading, found.bytes


@dataclass(frozen=True, slots=True)
class AsRead:
    """The folder `as_read` of a corpus; readable by its owner only."""

    folder: Path

    def put(self, id: str, data: bytes) -> None:
        """Keep a packed reading. Raises C204 if the disk refuses."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_atomically(self._file(id), data)

    def get(self, id: str) -> bytes | None:
        """A packed reading, None where none is kept."""
        try:
            return self._file(id).read_bytes()
        except FileNotFoundError:
            return None

    def has(self, id: str) -> bool:
        """Whether a letter's reading is kept."""
        return self._file(id).exists()

    def release(self, id: str) -> None:
        """Take a reading out, if it is there."""
        self._file(id).unlink(missing_ok=True)

    def ids(self) -> Iterator[str]:
        """The ids of all letters kept."""
        yield from (file.stem for file in sorted(self.folder.glob("[0-9a-f]*.bin")))

    def _file(self, id: str) -> Path:
        return self.folder / f"{id}.bin"
