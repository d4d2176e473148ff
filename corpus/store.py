"""The records on disk: one JSON file a letter, whole or not there at all."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

import msgspec

from corpus.layout import Layout
from schemas.errors import CongvanError
from schemas.record import Record

T = TypeVar("T")
_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Record)
_SYNC_ALL_FROM = 32
"""From this many files on, one sync of everything costs less than one a file."""


def encode(record: Record) -> bytes:
    """The record's JSON, one line."""
    return bytes(_ENCODER.encode(record)) + b"\n"


def decode(data: bytes) -> Record:
    """The record of a file's bytes. Raises msgspec.DecodeError where they are not one."""
    return _DECODER.decode(data)


def write(layout: Layout, files: Sequence[tuple[str, bytes]]) -> None:
    """Write the files of a batch so that after this call each survives a crash, and before it each old one does.

    Temporary names first, then everything to the disk, then the renames. Raises CongvanError C204.
    """
    try:
        layout.letters.mkdir(parents=True, exist_ok=True)
        temporary = [_temporary(layout, id, data, sync=len(files) < _SYNC_ALL_FROM) for id, data in files]
        if len(files) >= _SYNC_ALL_FROM:
            os.sync()
        for (id, _), path in zip(files, temporary, strict=True):
            path.replace(layout.record(id))
        sync_folder(layout.letters)
    except OSError as error:
        raise disk_error(error) from error


def _temporary(layout: Layout, id: str, data: bytes, *, sync: bool) -> Path:
    path = layout.letters / f".{id}.new"
    with path.open("wb") as file:
        file.write(data)
        if sync:
            file.flush()
            os.fsync(file.fileno())
    return path


def put_temporary(layout: Layout, name: str, data: bytes) -> tuple[int, int]:
    """Write a record under a temporary name, not yet safe from a crash; returns its size and time of change (ns)."""
    handle = os.open(layout.letters / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o644)
    try:
        os.write(handle, data)
        stat = os.fstat(handle)
    finally:
        os.close(handle)
    if stat.st_size != len(data):
        raise OSError(errno.ENOSPC, f"{name}: {stat.st_size} of {len(data)} bytes written")
    return stat.st_size, stat.st_mtime_ns


def load(layout: Layout, id: str) -> tuple[bytes, int, int]:
    """A record file's bytes, size and time of change (ns). Raises FileNotFoundError."""
    handle = os.open(layout.record(id), os.O_RDONLY | os.O_CLOEXEC)
    try:
        stat = os.fstat(handle)
        return os.read(handle, stat.st_size), stat.st_size, stat.st_mtime_ns
    finally:
        os.close(handle)


def settle(layout: Layout, names: Sequence[tuple[str, str]]) -> None:
    """Make temporary files, given with the ids they are of, the letters' files, safe from a crash. Raises CongvanError C204."""
    try:
        os.sync()
        folder = str(layout.letters)
        for id, name in names:
            os.rename(f"{folder}/{name}", f"{folder}/{id}.json")  # noqa: PTH104  # thousands at once
        sync_folder(layout.letters)
    except OSError as error:
        raise disk_error(error) from error


def status(layout: Layout, id: str) -> tuple[int, int]:
    """Size and time of change (ns) of a letter's file."""
    stat = layout.record(id).stat()
    return stat.st_size, stat.st_mtime_ns


def encoded(record: Record | bytes) -> bytes:
    """A record's JSON, one line, of the record or of JSON already."""
    if isinstance(record, bytes):
        return record if record.endswith(b"\n") else record + b"\n"
    return encode(record)


_ID = re.compile(rb'\{"schema_version":"[^"\\]*","id":"([0-9a-f]+)"')


class _Named(msgspec.Struct):
    id: str


def id_of(item: bytes | str) -> str:
    """The id that a record's JSON gives, or that is given itself. Raises CongvanError C208 for what is no record."""
    if isinstance(item, str):
        return item
    if start := _ID.match(item):  # as written here, without reading on
        return start[1].decode()
    try:
        return checked(msgspec.json.decode(item, type=_Named).id)
    except msgspec.DecodeError as error:
        raise CongvanError("C208", str(error)) from error


def chunks(items: Iterable[T], size: int = 256) -> Iterator[list[T]]:
    """Lists of so many."""
    stream = iter(items)
    while some := list(islice(stream, size)):
        yield some


_HEX = frozenset("0123456789abcdef")


def checked(id: str) -> str:
    """An id that may name a file. Raises msgspec.ValidationError."""
    if not id or not _HEX.issuperset(id):
        raise msgspec.ValidationError(f"“{id}” is no id")
    return id


def remove(layout: Layout, ids: Sequence[str]) -> None:
    """Remove the records of these ids; those that are not there are passed over."""
    for id in ids:
        layout.record(id).unlink(missing_ok=True)
    if layout.letters.is_dir():
        sync_folder(layout.letters)


def release(layout: Layout, ids: Iterable[str]) -> None:
    """Remove what was read of those of the letters that have no record."""
    for id in ids:
        if not layout.record(id).exists():
            layout.reading(id).unlink(missing_ok=True)


def read(layout: Layout, id: str) -> Record | None:
    """The record of an id, or None. Raises msgspec.DecodeError where the file is not a record."""
    try:
        return decode(layout.record(id).read_bytes())
    except FileNotFoundError:
        return None


def listing(layout: Layout) -> Iterator[tuple[str, int, int]]:
    """Id, size and time of change (ns) of each record on disk, in no order; left-over temporary files are deleted."""
    if not layout.letters.is_dir():
        return
    with os.scandir(layout.letters) as entries:
        for entry in entries:
            if entry.name.endswith(".new"):
                Path(entry.path).unlink(missing_ok=True)
            elif entry.name.endswith(".json"):
                stat = entry.stat()
                yield entry.name[:-5], stat.st_size, stat.st_mtime_ns


def write_whole(path: Path, data: bytes) -> None:
    """Replace one small file as a whole, surviving a crash. Raises CongvanError C204."""
    temporary = path.with_name(f".{path.name}.new")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise disk_error(error) from error


def sync_folder(folder: Path) -> None:
    """Make renames and removals in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EIO)
_BARRED = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR, errno.EEXIST, errno.ENAMETOOLONG)
_REFUSED = frozenset(_FULL + _BARRED)


def disk_error(error: OSError) -> CongvanError:
    """The coded error for a disk that is full or may not be written; any other OSError is raised as it is."""
    if error.errno in _REFUSED:
        return CongvanError("C204", str(error))
    raise error
