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

from models.ids import FIXED


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


def main(work: Path, channels: Path, out: Path) -> None:
    """Write the artefact."""
    tables = json.loads((work / "tables.json").read_text("utf-8"))
    with np.load(work / "lm.npz") as lm:
        arrays = {name: lm[name] for name in lm.files}
    arrays["capital"], arrays["capital_moves"] = capitals(work, len(tables["vocabulary"]))
    header = {
        "vocabulary": tables["vocabulary"],
        "codes": json.loads((work / "codes.json").read_text("utf-8")),
        **json.loads(channels.read_text("utf-8")),
        "arrays": [[name, str(array.dtype), list(array.shape)] for name, array in arrays.items()],
    }
    head = json.dumps(header, ensure_ascii=False).encode()
    body = b"".join(array.tobytes() for array in arrays.values())
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 6, "lc": 0, "lp": 1, "pb": 1, "dict_size": 1 << 25}]
    packed = lzma.compress(len(head).to_bytes(8, "little") + head + body, format=lzma.FORMAT_XZ, filters=filters)
    out.write_bytes(packed)
    print(f"{out}: {len(packed) / 1e6:.1f} MB from {(len(head) + len(body)) / 1e6:.1f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
