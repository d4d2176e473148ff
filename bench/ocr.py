"""How well and how dearly pages are read: `python -m bench.ocr --gold DIR --docs DIR [--engine pair] [--errors]`.

The gold's `page1_lines` are looked for anywhere in the first page's text (infix edit distance), so the character error
rate measures recognition; `order` is the share of neighbouring lines that come out in the same order. CPU seconds are
this process's and those of the programs it runs; run it with OMP_THREAD_LIMIT=1.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import resource
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import cast

from pipeline.read import ReadOptions, read
from pipeline.read.options import OcrEngine
from schemas.reading import Reading, Source

TONES = "\u0300\u0301\u0303\u0309\u0323"
MEDIA = {".pdf": "application/pdf", ".png": "image/png", ".jpg": "image/jpeg", ".tif": "image/tiff", ".tiff": "image/tiff"}


@dataclass(frozen=True, slots=True)
class Miss:
    """A line of the gold and the text that was read in its place."""

    gold: str
    read: str
    errors: int


@dataclass(frozen=True, slots=True)
class Score:
    """Errors of `chars` characters; `kept` of `pairs` neighbouring lines in order."""

    errors: int
    chars: int
    kept: int
    pairs: int
    misses: tuple[Miss, ...] = ()


def flat(text: str) -> str:
    """Text as it is compared: NFC, one kind of dash and quote, no fill dots, tone marks at the syllable's end."""
    text = unicodedata.normalize("NFC", text).replace("–", "-").replace("—", "-").replace("Ð", "Đ")
    text = re.sub(r"[‘’]", "'", re.sub(r"[“”]", '"', text))
    return " ".join(_tone_last(w) for w in re.sub(r"[.…_]{3,}", " ", text).split())


def _tone_last(word: str) -> str:
    parts = unicodedata.normalize("NFD", word)
    tone = "".join(c for c in parts if c in TONES)
    return unicodedata.normalize("NFC", "".join(c for c in parts if c not in TONES)) + tone


def find(line: str, text: str) -> tuple[int, int, int]:
    """The least edit distance of a line to any part of the text, and that part's first and last character."""
    import edlib

    if not text:
        return len(line), 0, 0
    found = edlib.align(line, text, mode="HW", task="locations")
    start, end = found["locations"][0]
    return int(found["editDistance"]), start or 0, end or 0


def score_lines(gold_lines: Sequence[str], text: str) -> Score:
    """The errors of the gold's lines in a page's text, as the shared scorer counts them."""
    text, errors, chars, ends, misses = flat(text), 0, 0, [], []
    for line in map(flat, gold_lines):
        if len(line) < 4 or line.startswith("<<"):
            continue
        chars += len(line)
        distance, start, end = find(line, text)
        errors += min(distance, len(line))
        if distance <= len(line) * 0.3:
            ends.append(end)
        if distance:
            misses.append(Miss(line, text[start : end + 1], distance))
    kept = sum(a < b for a, b in pairwise(ends))
    return Score(errors, chars, kept, max(len(ends) - 1, 0), tuple(misses))


def _golds(gold: Path, docs: Path, only: str) -> Iterator[tuple[Path, list[str]]]:
    for file in sorted(gold.glob("*.json")):
        truth = json.loads(file.read_text("utf-8"))
        path = next((p for p in docs.glob(f"{truth['id']}.*") if p.suffix.lower() in MEDIA), None)
        if truth.get("page1_lines") and path is not None and only in truth["id"]:
            yield path, truth["page1_lines"]


def _read(path: Path, options: ReadOptions) -> tuple[Reading, float]:
    data = path.read_bytes()
    source = Source(path.name, hashlib.sha256(data).hexdigest(), MEDIA[path.suffix.lower()], data)
    start = cpu_seconds()
    return read(source, options), cpu_seconds() - start


def cpu_seconds() -> float:
    """CPU seconds of this process and of the programs it ran."""
    mine, theirs = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return mine.ru_utime + mine.ru_stime + theirs.ru_utime + theirs.ru_stime


def main() -> int:
    """Read, compare, print."""
    ap = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    ap.add_argument("--gold", required=True, type=Path)
    ap.add_argument("--docs", required=True, type=Path)
    ap.add_argument("--engine", default="auto", choices=("auto", "pair", "tesseract"))
    ap.add_argument("--only", default="", help="documents whose name contains this")
    ap.add_argument("--errors", action="store_true", help="show every line that was not read exactly")
    ap.add_argument("--part", default="0/1", help="i/n: every n-th document, from the i-th")
    args = ap.parse_args()
    options = ReadOptions(engine=cast(OcrEngine, args.engine), first_pages=1)
    part, parts = map(int, args.part.split("/"))
    scores: list[tuple[Score, str, float, bool]] = []
    for i, (path, lines) in enumerate(_golds(args.gold, args.docs, args.only)):
        if i % parts == part:
            reading, seconds = _read(path, options)
            score = score_lines(lines, reading.pages[0].text)
            scores.append((score, path.stem, seconds, reading.pages[0].source == "ocr"))
            _show(score, path.stem, seconds, args.errors)
    _summary(scores)
    return 0


def _show(score: Score, name: str, seconds: float, errors: bool) -> None:
    rate = 100 * score.errors / max(score.chars, 1)
    print(f"{name}\t{score.errors}\t{score.chars}\t{rate:.2f} %\torder {score.kept}/{score.pairs}\t{seconds:.2f} s", flush=True)
    for miss in score.misses if errors else ():
        print(f"   {miss.errors:3d} gold {miss.gold}\n       read {miss.read}")


def _summary(scores: Sequence[tuple[Score, str, float, bool]]) -> None:
    errors, chars = sum(s.errors for s, *_ in scores), sum(s.chars for s, *_ in scores)
    kept, pairs = sum(s.kept for s, *_ in scores), sum(s.pairs for s, *_ in scores)
    cpu = [seconds for _, _, seconds, ocr in scores if ocr]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"pages={len(scores)} errors={errors} chars={chars} cer={errors / max(chars, 1):.4f} order={kept / max(pairs, 1):.4f}")
    print(f"ocr_pages={len(cpu)} cpu_s_a_page={sum(cpu) / max(len(cpu), 1):.2f} peak_mb={peak}")


if __name__ == "__main__":
    raise SystemExit(main())
