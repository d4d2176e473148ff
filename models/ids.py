"""Text to numbers: vocabulary, word sequences as 16-bit ids, capitals and abbreviations counted; dev and test kept as text.

python -m models.ids TEXT_DIR WORK_DIR
"""

from __future__ import annotations

import hashlib
import json
import sys
from array import array
from collections import Counter
from pathlib import Path

from models.corpus import documents, readable, words
from pipeline.repair.syllables import possible

FIXED = ("<u>", "<s>", "<n>")
SYLLABLE_MIN, OTHER_MIN, MOST = 4, 40, 20000


def case_of(printed: str) -> str:
    """ "l" lower, "T" first letter upper, "U" all upper ("Đ" alone counts as T), "m" mixed."""
    if printed.islower():
        return "l"
    if printed[:1].isupper() and (len(printed) == 1 or printed[1:].islower()):
        return "T"
    return "U" if printed.isupper() else "m"


def main(text_dir: Path, work: Path) -> None:
    """Read every .xz and .txt of `text_dir`; write ids.npy-like raw arrays and JSON tables into `work`."""
    work.mkdir(parents=True, exist_ok=True)
    index: dict[str, int] = {}
    names: list[str] = []
    stream = array("I")
    cases = bytearray()
    seen: set[bytes] = set()
    codes: Counter[str] = Counter()
    held = {split: (work / f"{split}.txt").open("w", encoding="utf-8") for split in ("dev", "test")}
    for path in sorted(text_dir.glob("*.txt*")):
        for document in documents(path):
            if document.split != "train":
                held[document.split].write(f"\x1e{document.name}\n" + "\n".join(document.paragraphs) + "\n")
                continue
            for paragraph in document.paragraphs:
                key = hashlib.blake2b(paragraph.encode(), digest_size=8).digest()
                if key in seen or not readable(paragraph):
                    continue
                seen.add(key)
                last = ""
                for word, printed in words(paragraph):
                    if word == "<s>" and last == "<s>":
                        continue
                    number = index.setdefault(word, len(names))
                    if number == len(names):
                        names.append(word)
                    stream.append(number)
                    cases.append(ord(case_of(printed)) if printed else 0)
                    if word == "<n>" and printed[:1] and any(c.isupper() for c in printed):
                        codes[printed] += 1
                    last = word
                if last != "<s>":
                    stream.append(index.setdefault("<s>", index.get("<s>", len(names))))
                    if len(names) < len(index):
                        names.append("<s>")
                    cases.append(0)
        print(path.name, len(stream), len(names), flush=True)
    for file in held.values():
        file.close()
    _save(work, names, stream, cases, codes)


def _save(work: Path, names: list[str], stream: array[int], cases: bytearray, codes: Counter[str]) -> None:
    import numpy as np

    raw = np.frombuffer(stream, dtype=np.uint32)
    counts = np.bincount(raw, minlength=len(names))
    kept = [
        (int(-counts[i]), word)
        for i, word in enumerate(names)
        if word not in FIXED
        and word.isalpha()
        and len(word) < 12
        and counts[i] >= (SYLLABLE_MIN if possible(word) else OTHER_MIN)
    ]
    vocabulary = [*FIXED, *(word for _, word in sorted(kept)[:MOST])]
    number = {word: i for i, word in enumerate(vocabulary)}
    table = np.array([number.get(word, 0) for word in names], dtype=np.uint16)
    np.save(work / "ids.npy", table[raw])
    np.save(work / "cases.npy", np.frombuffer(bytes(cases), dtype=np.uint8))
    tables = {"vocabulary": vocabulary, "codes": codes.most_common(60000)}
    (work / "tables.json").write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")
    print("words", len(raw), "vocabulary", len(vocabulary), "unknown", float(np.mean(table[raw] == 0)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
