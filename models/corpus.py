"""Reading text for training: documents, their split into train, dev and test, and sequences of words.

A document begins at a letterhead ("CỘNG HÒA XÃ HỘI …", "CÔNG BÁO/Số …") or, where a file has no such heads, after
`BLOCK` paragraphs; its split is drawn from the hash of its file and place, so that it never changes. Paragraphs that
stand word for word in an earlier document are dropped from training; around a cut that is not a letterhead `GAP`
paragraphs are dropped, so that no document reaches into two splits.
"""

from __future__ import annotations

import hashlib
import lzma
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.repair.syllables import fold, possible
from pipeline.repair.tokens import ENDS, parts, tokens

Split = Literal["train", "dev", "test"]
BLOCK, GAP = 600, 15
_HEAD = re.compile(r"CỘNG H[OÒ][AÀ] XÃ HỘI CHỦ NGHĨA|^CÔNG BÁO/Số")


@dataclass(frozen=True, slots=True)
class Document:
    """A document's paragraphs in order."""

    name: str
    split: Split
    paragraphs: tuple[str, ...]


def split_of(name: str) -> Split:
    """92 in 100 documents train, 4 dev, 4 test, by the hash of the name."""
    bucket = hashlib.sha256(name.encode()).digest()[0] / 256
    return "train" if bucket < 0.92 else "dev" if bucket < 0.96 else "test"


def documents(path: Path) -> Iterator[Document]:
    """The documents of one text file (plain or .xz), one paragraph a line."""
    lines: list[str] = []
    start, headed = 0, True
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file):
            head = bool(_HEAD.search(line))
            if (head and len(lines) > 20) or len(lines) >= BLOCK:
                yield _document(path, start, lines, headed, head)
                lines, start, headed = [], number, head
            lines.append(unicodedata.normalize("NFC", line.strip()))
    yield _document(path, start, lines, headed, True)


def _document(path: Path, start: int, lines: list[str], headed: bool, closed: bool) -> Document:
    name = f"{path.name}:{start}"
    kept = lines[0 if headed else GAP : len(lines) if closed else -GAP]
    return Document(name, split_of(name), tuple(line for line in kept if line))


def readable(paragraph: str) -> bool:
    """Whether a paragraph is Vietnamese with its marks, and so worth learning from."""
    words = [w for w in paragraph.split() if w.isalpha()]
    if len(words) < 2:
        return bool(words)
    fitting = [w for w in words if possible(w)]
    return len(fitting) >= 0.6 * len(words) and (len(words) < 6 or sum(not w.isascii() for w in fitting) >= 0.25 * len(words))


def words(paragraph: str) -> Iterator[tuple[str, str]]:
    """(key, printed) of each word: key is the folded word, "<n>" for anything with digits, "<s>" for a full stop."""
    for token in tokens(paragraph):
        core = paragraph[token.core : token.core_end]
        if token.kind == "word":
            pieces = parts(core)
            slug = len(pieces) > 2 and core.isascii()  # "thong-tu-so": bare words that would teach bare spellings
            for part in pieces:
                yield (fold(part), part) if part.isalpha() and not slug else ("<u>", part)
        elif token.kind != "mark":
            yield "<n>", core
        if token.core_end > token.core and any(c in ENDS for c in paragraph[token.core_end : token.end]):
            yield "<s>", ""
