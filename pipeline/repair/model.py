"""The trained artefact in memory: opened once a process, unpacked once a machine.

`models/repair.xz` is unpacked into the user's cache folder on first use and mapped from there; where no folder may be
written it is unpacked in memory. `CONGVAN_REPAIR_MODEL` names another artefact, `CONGVAN_CACHE` another cache folder.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import mmap
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.made_once import cache_folder, keep

Array = np.ndarray[Any, Any]
UNKNOWN, STOP, FIGURE = 0, 1, 2
ARTEFACT = Path(__file__).parents[2] / "models" / "repair.xz"


@dataclass(frozen=True, slots=True, eq=False)
class RepairModel:
    """Words, language model arrays, damage operations with their costs by channel, capitals and codes.

    `words` are folded (lower case, tone mark by the older practice); ids 0-2 are unknown, full stop, figure.
    `names` are words of other languages that stand as they are.
    """

    words: tuple[str, ...]
    ids: dict[str, int]
    parts: dict[str, str]
    tails: dict[str, str]
    ops: tuple[tuple[str, str], ...]
    channels: dict[str, Array]
    arrays: dict[str, Array]
    names: frozenset[str] = frozenset()


@cache
def model() -> RepairModel:
    """The artefact of this installation."""
    return load(Path(os.environ.get("CONGVAN_REPAIR_MODEL", ARTEFACT)))


def available() -> bool:
    """Whether the artefact is there (a source tree may be without it)."""
    return Path(os.environ.get("CONGVAN_REPAIR_MODEL", ARTEFACT)).exists()


def load(path: Path) -> RepairModel:
    """Open an artefact through the cache."""
    stat = path.stat()
    mark = hashlib.sha256(f"{path.resolve()}:{stat.st_size}:{stat.st_mtime_ns}".encode()).hexdigest()[:16]
    unpacked = cache_folder() / f"repair-{mark}.bin"
    if not unpacked.exists():
        data = widened(lzma.decompress(path.read_bytes(), format=lzma.FORMAT_XZ))
        if not keep(unpacked, data):
            return parsed(memoryview(data))
        sweep(unpacked.parent)
    with unpacked.open("rb") as file:
        return parsed(memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)))


def sweep(folder: Path) -> None:
    """Remove unpacked artefacts of earlier versions, all but the two newest; one that is in use may stay."""
    found = sorted(folder.glob("repair-*.bin"), key=lambda path: path.stat().st_mtime)
    for path in found[:-2]:
        try:
            path.unlink()
        except OSError:
            continue


def widened(packed: bytes) -> bytes:
    """The artefact with the trie's child counts summed to places, each array on an 8-byte boundary."""
    size = int.from_bytes(packed[:8], "little")
    header = json.loads(packed[8 : 8 + size])
    at, arrays = 8 + size, {}
    for name, kind, shape in header["arrays"]:
        dtype = np.dtype(kind)
        count = int(np.prod(shape))
        arrays[name] = np.frombuffer(packed, dtype, count, at).reshape(shape)
        at += count * dtype.itemsize
    for order in (1, 2, 3):
        counts = arrays.pop(f"children{order}")
        arrays[f"start{order}"] = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]).astype(np.uint32)
        if f"step{order + 1}" in arrays:
            arrays[f"word{order + 1}"] = walked(arrays.pop(f"step{order + 1}"), counts)
    header["arrays"] = [[name, str(array.dtype), list(array.shape)] for name, array in arrays.items()]
    head = json.dumps(header, ensure_ascii=False).encode()
    head += b" " * (-len(head) % 8)
    return b"".join([len(head).to_bytes(8, "little"), head, *(padded(array.tobytes()) for array in arrays.values())])


def walked(steps: Array, counts: Array) -> Array:
    """Words of every context from the steps between them; the first step of a context is from nothing."""
    whole = np.cumsum(steps.astype(np.int64))
    sizes = counts[counts > 0].astype(np.int64)
    starts = np.cumsum(sizes) - sizes
    words: Array = (whole - np.repeat(whole[starts] - steps[starts], sizes)).astype(np.uint16)
    return words


def padded(data: bytes) -> bytes:
    """Filled with zeros to a multiple of eight."""
    return data + bytes(-len(data) % 8)


def parsed(data: memoryview) -> RepairModel:
    """The model over unpacked bytes, without copying the arrays."""
    size = int.from_bytes(data[:8], "little")
    header = json.loads(bytes(data[8 : 8 + size]))
    at, arrays = 8 + size, {}
    for name, kind, shape in header["arrays"]:
        dtype = np.dtype(kind)
        count = int(np.prod(shape))
        arrays[name] = np.frombuffer(data, dtype, count, at).reshape(shape)
        at += count * dtype.itemsize + (-count * dtype.itemsize) % 8
    words = tuple(header["vocabulary"])
    return RepairModel(
        words=words,
        ids={word: i for i, word in enumerate(words)},
        parts=header["codes"]["parts"],
        tails=header["codes"]["tails"],
        ops=tuple((o, t) for o, t in header["ops"]),
        channels={name: np.array(costs, dtype=np.int32) for name, costs in header["costs"].items()},
        arrays=arrays,
        names=frozenset(header.get("names", ())),
    )
