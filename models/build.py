"""Putting the artefact together: language model, lexicon, channels, capitals and codes in one compressed file.

python -m models.build WORK_DIR CHANNELS.json OUT
"""

from __future__ import annotations

import json
import lzma
import sys
from pathlib import Path
from typing import Any

import numpy as np

from models.abbreviations import names, with_known
from models.ids import FIXED

Array = np.ndarray[Any, Any]
STRETCH, LEAST, TRUST = 6_000_000, 5, 0.3


def capitals(work: Path, size: int) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Per word -ln P(case | word) for l, T, U; and -ln P(case | case before) with the classes start, l, T, U, n."""
    ids, cases = np.load(work / "ids.npy"), np.load(work / "cases.npy")
    kind = np.select([cases == ord(c) for c in "lTU"], [0, 1, 2], 3).astype(np.int64)
    word_ids = ids.astype(np.int64)
    real = (kind < 3) & (word_ids >= len(FIXED))
    own = np.bincount(word_ids[real] * 3 + kind[real], minlength=size * 3).reshape(size, 3) + 0.0
    overall = own.sum(0) / own.sum()
    own = (own + 3 * overall) / (own + 3 * overall).sum(1, keepdims=True)
    before = np.select([word_ids == 1, kind < 3], [0, kind + 1], 4)[:-1]
    moves = np.bincount((before * 3 + kind[1:])[real[1:]], minlength=15).reshape(5, 3) + 1.0
    moves = moves / moves.sum(1, keepdims=True)
    return np.round(-np.log(own) * 1000).astype(np.uint16), np.round(-np.log(moves) * 1000).astype(np.int32)


def beside(work: Path, arrays: dict[str, Array], capital: Array) -> tuple[Array, Array]:
    """Per pair of words: how much the first speaks for a capital in the second, and the second for one in the first
    (tenths of a nat over the word's own habit, 0 where fewer than `LEAST` such places were seen)."""
    ids, cases = np.load(work / "ids.npy").astype(np.uint32), np.load(work / "cases.npy")
    first = np.repeat(np.arange(len(arrays["children1"]), dtype=np.uint32), arrays["children1"])
    keys = (first << np.uint32(16)) | arrays["word2"]
    habit = (capital[:, 0].astype(float) - capital[:, 1]) / 1000
    counts = np.zeros((2, 2, len(keys)))
    for start in range(0, len(ids), STRETCH):
        own, kind = ids[start : start + STRETCH + 1], cases[start : start + STRETCH + 1]
        wanted = (own[:-1] << np.uint32(16)) | own[1:]
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        known = keys[at] == wanted
        for side, beside_it in enumerate((kind[1:], kind[:-1])):
            for c, letter in enumerate("lT"):
                counts[side, c] += np.bincount(at[known & (beside_it == ord(letter))], minlength=len(keys))
    found = []
    for side, word in enumerate((arrays["word2"], first)):
        small, title = counts[side]
        odds = np.log((title + 0.5) / (small + 0.5)) - habit[word]
        found.append(np.where(small + title >= LEAST, np.clip(np.round(odds * TRUST * 10), -60, 60), 0).astype(np.int8))
    return found[0], found[1]


def stepped(arrays: dict[str, Array]) -> dict[str, Array]:
    """The arrays with the words of each context as steps from one to the next, which pack better."""
    made = {}
    for name, array in arrays.items():
        order = name[4:] if name.startswith("word") else ""
        if not order:
            made[name] = array
            continue
        steps = np.diff(array.astype(np.int64), prepend=0)
        sizes = arrays[f"children{int(order) - 1}"].astype(np.int64)
        starts = (np.cumsum(sizes) - sizes)[sizes > 0]
        steps[starts] = array[starts]
        made[f"step{order}"] = steps.astype(np.uint16)
    return made


def main(work: Path, channels: Path, out: Path) -> None:
    """Write the artefact."""
    tables = json.loads((work / "tables.json").read_text("utf-8"))
    with np.load(work / "lm.npz") as lm:
        arrays = {name: lm[name] for name in lm.files}
    arrays["capital"], arrays["capital_moves"] = capitals(work, len(tables["vocabulary"]))
    arrays["case_after"], arrays["case_before"] = beside(work, arrays, arrays["capital"])
    arrays = stepped(arrays)
    if (work / "context.npz").exists():
        with np.load(work / "context.npz") as network:
            arrays |= {name: network[name] for name in network.files}
    header = {
        "vocabulary": tables["vocabulary"],
        "codes": with_known(json.loads((work / "codes.json").read_text("utf-8"))),
        "names": names(),
        **json.loads(channels.read_text("utf-8")),
        "arrays": [[name, str(array.dtype), list(array.shape)] for name, array in arrays.items()],
    }
    head = json.dumps(header, ensure_ascii=False).encode()
    streams = [stream(len(head).to_bytes(8, "little") + head, 1), *(stream(a.tobytes(), a.itemsize) for a in arrays.values())]
    out.write_bytes(b"".join(streams))
    print(f"{out}: {out.stat().st_size / 1e6:.1f} MB")


def stream(data: bytes, size: int) -> bytes:
    """One .xz stream of items of so many bytes; streams after one another are one file."""
    align = 1 if size > 1 else 0
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 6, "lc": 0 if align else 2, "lp": align, "pb": align, "dict_size": 1 << 23}]
    return lzma.compress(data, format=lzma.FORMAT_XZ, filters=filters)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
