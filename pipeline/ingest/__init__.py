"""From paths to sources: `sources`. Files are known by their bytes, hashed before anything else."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.ingest.archive import Budget, members
from pipeline.ingest.limits import Limits
from pipeline.ingest.recognise import ZIP, recognise
from pipeline.ingest.walk import files
from schemas.errors import CongvanError
from schemas.reading import Source

__all__ = ["Limits", "Rejected", "recognise", "sources", "sources_of"]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file that cannot be read, and why. `sha256` is None where not even its bytes could be had."""

    name: str
    path: str
    sha256: str | None
    bytes: int
    error: CongvanError


@dataclass(frozen=True, slots=True)
class _File:
    """A file's bytes on their way: `path` as shown, through archives ("a.zip/b/c.pdf"); `depth` of archives."""

    path: str
    data: bytes
    container: str | None = None
    depth: int = 0

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


def sources(path: Path, limits: Limits) -> Iterator[Source | Rejected]:
    """The letters at a path: of a file, of all files under a folder, of the members of archives; in a fixed order.

    Nothing is raised for a file: what cannot be read comes as `Rejected`, with E001-E005, E008 or E009.
    """
    for found in files(path):
        if isinstance(found, OSError):
            where = _shown(found.filename or str(path))
            yield Rejected(where.rpartition("/")[2], where, None, 0, CongvanError("E009", f"{where}: {found.strerror}"))
        else:
            yield from _of_file(found, limits)


def sources_of(data: bytes, name: str, limits: Limits) -> Iterator[Source | Rejected]:
    """The same for bytes in memory: a letter, or the letters of an archive."""
    budget = Budget(limits.max_expansion, limits.max_members)
    yield from _of(_File(_shown(name), data), limits, budget)


def _of_file(path: Path, limits: Limits) -> Iterator[Source | Rejected]:
    shown = _shown(str(path))
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise OSError(0, "not a file", str(path))
        if size > limits.max_bytes:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            yield Rejected(_shown(path.name), shown, digest, size, CongvanError("E005", f"{shown}: {size} bytes"))
            return
        data = path.read_bytes()
    except OSError as error:
        yield Rejected(_shown(path.name), shown, None, 0, CongvanError("E009", f"{shown}: {error.strerror}"))
        return
    yield from _of(_File(shown, data), limits, Budget(limits.max_expansion, limits.max_members))


def _of(file: _File, limits: Limits, budget: Budget) -> Iterator[Source | Rejected]:
    digest = hashlib.sha256(file.data).hexdigest()
    try:
        media_type = recognise(file.data)
        if media_type != ZIP:
            yield Source(file.name, digest, media_type, file.data, file.container)
            return
        if file.depth >= limits.max_depth:
            raise CongvanError("E008", f"archives {file.depth + 1} deep")
        yield from _of_archive(file, limits, budget)
    except CongvanError as error:
        named = CongvanError(error.code, f"{file.name}: {error.detail}" if error.detail else file.name)
        yield Rejected(file.name, file.path, digest, len(file.data), named)


def _of_archive(file: _File, limits: Limits, budget: Budget) -> Iterator[Source | Rejected]:
    for member in members(file.data, limits, budget):
        path = f"{file.path}/{_shown(member.path)}"
        if member.error is not None:
            yield Rejected(path.rpartition("/")[2], path, None, 0, member.error)
        else:
            yield from _of(_File(path, member.data, file.name, file.depth + 1), limits, budget)


def _shown(path: str) -> str:
    """A path as it can be written anywhere: NFC, and bytes that are no UTF-8 replaced."""
    return unicodedata.normalize("NFC", path.encode("utf-8", "surrogatepass").decode("utf-8", "replace"))
