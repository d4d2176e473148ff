"""The figures of docs/REPAIR.md, one command each.

    python -m bench.repair ROW... --text TEXT_DIR --work WORK_DIR --pairs PAIRS_DIR [--real REAL_DIR]

ROW: stripped, novel, english, letters, cut, pages, noisy, real, clean, numbers, speed. TEXT_DIR holds the corpora, WORK_DIR
what models.ids wrote (test.txt, ids.npy, tables.json), PAIRS_DIR the files of models.damage (test_eng.tsv, test_vie.tsv) and
of bench.repair_letters (letters_page_eng.tsv; letters_eng.tsv with --cut; pages_eng.tsv with --text), REAL_DIR pairs of other
scanners. Words are compared after NFC and tone placement, aligned by edit distance. Every test line comes from documents that
no training step saw.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from models.pairs import rows
from pipeline.repair import judge, repair_text
from pipeline.repair.syllables import split_tone, strip_marks
from pipeline.repair.text import Repaired

Pair = tuple[str, str]
OFFICIAL = ("vbpl", "congbao", "diepxuan", "underthesea", "tthc_nhdandz")
PAGE = 30


@dataclass
class Score:
    """Counts over words of the right text."""

    words: int = 0
    before: int = 0
    after: int = 0
    harmed: int = 0
    numbers: int = 0
    numbers_harmed: int = 0
    seconds: float = 0.0

    def line(self, name: str) -> str:
        """One row of figures."""
        right, now = 100 * self.before / max(1, self.words), 100 * self.after / max(1, self.words)
        cut = 100 * (self.after - self.before) / max(1, self.words - self.before)
        return (
            f"{name:28} words {self.words:7d}  right {right:6.2f} % -> {now:6.2f} %  errors cut {cut:6.2f} %"
            f"  harmed {self.harmed}"
            f"  numbers {self.numbers} harmed {self.numbers_harmed}  {self.words / max(0.001, self.seconds):8.0f} words/CPU s"
        )


def key(word: str) -> str:
    """A word for comparison: one placement of the tone mark, one dash."""
    body, tone = split_tone(word)
    return body.replace("–", "-") + tone


def right_places(have: list[str], want: list[str]) -> set[int]:
    """Places of `want` that stand unchanged in `have` under the best alignment."""
    same = (op for op in Levenshtein.opcodes(have, want) if op.tag == "equal")
    return {i for op in same for i in range(op.dest_start, op.dest_end)}


def score(pages: Iterable[list[Pair]], mend: Callable[[str], Repaired] = repair_text) -> Score:
    """Repair every page as one text and compare line by line."""
    total = Score()
    for page in pages:
        start = time.process_time()
        mended = mend("\n".join(bad for bad, _ in page)).text.split("\n")
        total.seconds += time.process_time() - start
        for (bad, good), new in zip(page, mended, strict=True):
            want = [key(w) for w in good.split()]
            was = right_places([key(w) for w in bad.split()], want)
            now = right_places([key(w) for w in new.split()], want)
            figures = {i for i in was if any(c.isdigit() for c in want[i])}
            total.words += len(want)
            total.before += len(was)
            total.after += len(now)
            total.harmed += len(was - now)
            total.numbers += len(figures)
            total.numbers_harmed += len(figures - now)
    return total


def pages_of(pairs: list[Pair], size: int = PAGE) -> list[list[Pair]]:
    """The pairs in pages of so many lines."""
    return [pairs[i : i + size] for i in range(0, len(pairs), size)]


def test_documents(work: Path, kinds: tuple[str, ...]) -> list[tuple[str, list[str]]]:
    """Held-out documents of those sources: name, paragraphs."""
    blocks = (work / "test.txt").read_text("utf-8").split("\x1e")[1:]
    parted = (block.split("\n") for block in blocks)
    return [(lines[0], [line for line in lines[1:] if line]) for lines in parted if lines[0].startswith(kinds)]


def official_pages(work: Path, words: int, seed: int = 1, most: int = 20) -> list[list[str]]:
    """Stretches of `most` paragraphs out of held-out official documents, about so many words."""
    documents = test_documents(work, OFFICIAL)
    random.Random(seed).shuffle(documents)
    found: list[list[str]] = []
    count = 0
    for _, paragraphs in documents:
        page = [p for p in paragraphs[10 : 10 + most] if len(p.split()) > 3 and strip_marks(p) != p]
        if page and count < words:
            found.append(page)
            count += sum(len(p.split()) for p in page)
    return found


def stripped(options: argparse.Namespace) -> None:
    """Official text of held-out documents without its marks."""
    pages = official_pages(options.work, options.words)
    print(score([[(strip_marks(p), p) for p in page] for page in pages]).line("stripped, held-out"))


def novel(options: argparse.Namespace) -> None:
    """The same, only paragraphs of whose six-word runs under 35 % stand in training."""
    from bench.repair_novel import novel_paragraphs

    pages = official_pages(options.work, options.words * 3, seed=2, most=60)
    kept = novel_paragraphs([p for page in pages for p in page], options.work)
    print(
        score([[(strip_marks(p), p) for p in kept[i : i + 20]] for i in range(0, len(kept), 20)]).line(
            "stripped, formulas left out"
        )
    )


def english(options: argparse.Namespace) -> None:
    """Held-out official text, office quality, read by Tesseract without Vietnamese."""
    print(score(pages_of(rows(options.pairs / "test_eng.tsv"))).line("held-out text, OCR eng"))


def blocks_of(path: Path) -> list[list[Pair]]:
    """The pairs of a file whose letters or pages end with a blank line."""
    blocks = path.read_text("utf-8").split("\n\n")
    pages = [[(a, b) for a, _, b in (line.partition("\t") for line in block.split("\n") if line)] for block in blocks]
    return [page for page in pages if page]


def letters(options: argparse.Namespace) -> None:
    """Whole letters of our own, scanned as an office does, their pages read without Vietnamese."""
    print(score(blocks_of(options.pairs / "letters_page_eng.tsv")).line("own letters, OCR eng"))


def cut(options: argparse.Namespace) -> None:
    """The same letters, every line and every cell of a table cut out and read alone."""
    print(score(blocks_of(options.pairs / "letters_eng.tsv")).line("own letters, cut into lines"))


def pages(options: argparse.Namespace) -> None:
    """Held-out official text as pages in one font, scanned as those letters are, read without Vietnamese."""
    print(score(blocks_of(options.pairs / "pages_eng.tsv")).line("held-out pages, OCR eng"))


def noisy(options: argparse.Namespace) -> None:
    """Held-out text as bad scans (90-150 dpi), read with Vietnamese."""
    whole = pages_of(rows(options.pairs / "test_vie.tsv"))
    print(score(whole).line("bad scans, OCR vie"))
    for band, result in bands(whole).items():
        print(result.line(f"  letters wrong {band}0-{band + 1}0 %"))


def bands(whole: list[list[Pair]]) -> dict[int, Score]:
    """The scores of lines by how many of their letters were read wrong, marks left aside: under 10 in 100, 20, …"""
    found: dict[int, Score] = {}
    for page in whole:
        mended = repair_text("\n".join(bad for bad, _ in page)).text.split("\n")
        for (bad, good), new in zip(page, mended, strict=True):
            wrong = Levenshtein.normalized_distance(strip_marks(bad).lower(), strip_marks(good).lower())
            one = score([[(bad, good)]], lambda _, new=new: Repaired(new, (), judge("")))  # type: ignore[misc]
            total = found.setdefault(min(int(wrong * 10), 5), Score())
            for field in ("words", "before", "after", "harmed"):
                setattr(total, field, getattr(total, field) + getattr(one, field))
    return dict(sorted(found.items()))


def real(options: argparse.Namespace) -> None:
    """Text layers of real scanners, each with a channel learned without it."""
    from bench.repair_real import leave_one_out

    for name, result in leave_one_out(options.real, options.pairs, score):
        print(result.line(name), flush=True)


def clean(options: argparse.Namespace) -> None:
    """Right text of many kinds: how many right words are changed."""
    total = Score()
    for kind in ("vbpl", "congbao", "diepxuan", "underthesea", "tthc", "vnlegal", "johnpa02", "news", "viwiki"):
        pages = [p[i : i + PAGE] for _, p in test_documents(options.work, (kind,)) for i in range(0, len(p), PAGE)]
        random.Random(3).shuffle(pages)
        result = score([[(line, line) for line in page] for page in pages[: options.words // 2000]])
        verdicts = Counter(repair_text("\n".join(page)).judgement.verdict for page in pages[: options.words // 2000])
        print(result.line(kind), dict(verdicts), flush=True)
        for field in ("words", "before", "after", "harmed", "numbers", "numbers_harmed", "seconds"):
            setattr(total, field, getattr(total, field) + getattr(result, field))
    print(total.line("clean, all"), f"changed per 10,000: {1e4 * total.harmed / max(1, total.words):.2f}")


def numbers(options: argparse.Namespace) -> None:
    """Right numbers, codes, dates and addresses in stripped and in misread text."""
    pages = [[(strip_marks(p), p) for p in page] for page in official_pages(options.work, options.words * 3, seed=4, most=90)]
    pages = [[(bad, good) for bad, good in page if any(c.isdigit() for c in good)] for page in pages]
    print(score([page for page in pages if page]).line("numbers in stripped text"))
    print(score(pages_of(rows(options.pairs / "test_eng.tsv"))).line("numbers in misread text"))
    print(score(pages_of(rows(options.pairs / "test_vie.tsv"))).line("numbers in bad scans"))


def speed(options: argparse.Namespace) -> None:
    """Words a CPU second of one core, nothing remembered from before; load time and memory."""
    import resource

    from pipeline.repair.mend import general
    from pipeline.repair.model import model
    from pipeline.repair.tables import shape

    start = time.perf_counter()
    model(), shape(), general("damaged")
    print(f"load {time.perf_counter() - start:.2f} s (unpacked before)")
    english(options)
    stripped(options)
    text = "\n".join(p for page in official_pages(options.work, 300_000, seed=5) for p in page)
    start = time.process_time()
    repair_text(text)
    print(f"clean text: {len(text.split()) / (time.process_time() - start):.0f} words/CPU s")
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")


ROWS = {f.__name__: f for f in (stripped, novel, english, letters, cut, pages, noisy, real, clean, numbers, speed)}


def main() -> None:
    """Run the rows asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="+", choices=[*ROWS, "all"])
    parser.add_argument("--text", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--real", type=Path)
    parser.add_argument("--words", type=int, default=40_000)
    options = parser.parse_args()
    for name in ROWS if "all" in options.rows else options.rows:
        ROWS[name](options)


if __name__ == "__main__":
    main()
