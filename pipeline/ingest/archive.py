"""ZIP archives: their members, within the limits, archives within archives included."""

from __future__ import annotations

import io
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.ingest.limits import Limits
from schemas.errors import CongvanError

_ENCRYPTED = 1
_UTF8_NAME = 0x800
_CHUNK = 1 << 20
_NO_LETTERS = ("thumbs.db", "desktop.ini", "readme", "readme.md", "readme.txt")
"""Files that are about a folder, not of it."""


@dataclass(frozen=True, slots=True)
class Member:
    """One member: its path in the archive, and its bytes or the reason there are none."""

    path: str
    data: bytes
    error: CongvanError | None = None


@dataclass(slots=True)
class Budget:
    """What an archive and all within it may still unpack to, in bytes and in members."""

    bytes: int
    members: int


def members(data: bytes, limits: Limits, budget: Budget) -> Iterator[Member]:
    """The members in the order of their names. Raises E004 for a broken archive, E008 past a limit, E001 without any."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise CongvanError("E004", f"archive: {error}") from error
    with archive:
        found = sorted((entry for entry in archive.infolist() if _wanted(entry)), key=lambda entry: entry.filename)
        if not found:
            raise CongvanError("E001", "an archive without files")
        budget.members -= len(found)
        if budget.members < 0:
            raise CongvanError("E008", f"more than {limits.max_members} files")
        for entry in found:
            yield _member(archive, entry, limits, budget)


def _wanted(entry: zipfile.ZipInfo) -> bool:
    """Files; no folders, links, hidden files or leavings of a file manager."""
    parts = entry.filename.replace("\\", "/").split("/")
    link = stat.S_ISLNK(entry.external_attr >> 16)
    return not (entry.is_dir() or link or skipped(parts[-1]) or any(p.startswith(".") or p == "__MACOSX" for p in parts))


def skipped(name: str) -> bool:
    """Whether a file's name marks it as hidden, partial, or about its folder."""
    lower = name.lower()
    return (
        not name
        or name.startswith((".", "~$"))
        or lower.endswith((".part", ".partial", ".crdownload", ".tmp", "~"))
        or lower in _NO_LETTERS
    )


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits, budget: Budget) -> Member:
    path = _name(entry)
    if entry.flag_bits & _ENCRYPTED:
        return Member(path, b"", CongvanError("E003", path))
    _check(entry, limits, budget)
    if entry.file_size > limits.max_bytes:
        return Member(path, b"", CongvanError("E005", path))
    try:
        return Member(path, _unpacked(archive, entry, limits, budget))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError) as error:
        # how zipfile answers a broken or strangely packed member
        return Member(path, b"", CongvanError("E004", f"{path}: {error}"))


def _check(entry: zipfile.ZipInfo, limits: Limits, budget: Budget) -> None:
    """Refuse the whole archive at the first member that is a bomb by its own account."""
    ratio = entry.file_size > limits.max_ratio * max(entry.compress_size, 1)
    if entry.file_size > budget.bytes or (ratio and entry.file_size > limits.min_ratio_bytes):
        raise CongvanError("E008", f"{entry.filename}: {entry.file_size} bytes from {entry.compress_size}")


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits, budget: Budget) -> bytes:
    """The member's bytes, counted as they come: what an archive says of itself may be false."""
    parts, size = [], 0
    with archive.open(entry) as file:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            budget.bytes -= len(chunk)
            if budget.bytes < 0 or size > limits.max_bytes:
                raise CongvanError("E008", entry.filename)
            parts.append(chunk)
    return b"".join(parts)


def _name(entry: zipfile.ZipInfo) -> str:
    """The member's path. Names without the UTF-8 flag are nevertheless often UTF-8."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAME and not name.isascii():
        try:
            name = name.encode("cp437").decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            name = entry.filename
    return unicodedata.normalize("NFC", name.replace("\\", "/").lstrip("/"))
