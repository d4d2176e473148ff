"""Our own pages at three levels, our reader and plain Tesseract side by side.

    OMP_THREAD_LIMIT=1 python -m bench.ocr_levels --level clean,office,fax --count 67 --out FOLDER [--errors] [--keep]

Levels are those of `bench.letters.degrade`: clean 300 dpi, office 200 dpi, bad fax 150 dpi (1 bit, seals black). Whole letters
are made until there are COUNT pages a level; every page is scored against its own lines as `bench.ocr` scores first pages.
Tesseract is the installed program, psm 3, on the same pages at the level's resolution. What was made and read is kept in
FOLDER under the hash of the code that made it, so that a run goes on where one stopped; --keep takes the last reading as it is.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import os
import pickle
import resource
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.ocr import Score, cpu_seconds, flat, score_lines
from bench.ocr_confidence import show, table
from bench.ocr_truth import LetterTruth, PageTruth, load
from schemas.reading import Reading, Source

ROOT = Path(__file__).resolve().parent.parent
DPI = {"clean": 300, "office": 200, "fax": 150}
WORST = 8


@dataclass(frozen=True, slots=True)
class Read:
    """One engine's work on one letter: the text of its pages, CPU seconds and peak memory (MB) of the process so far."""

    pages: tuple[str, ...]
    seconds: float
    peak: float
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """Signers' printed names: how many, how many read exactly, and what extraction gave for them."""

    names: int = 0
    read: int = 0
    given: int = 0
    wrong: int = 0


@dataclass(slots=True)
class Total:
    """What one engine gave on one level."""

    every: list[tuple[str, Score]] = field(default_factory=list)
    printed: list[Score] = field(default_factory=list)
    hand: list[Score] = field(default_factory=list)
    seconds: float = 0.0
    peak: float = 0.0


def main() -> int:
    """Make, read, compare, print."""
    ap = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    ap.add_argument("--level", default="clean,office,fax")
    ap.add_argument("--count", type=int, default=67, help="pages a level")
    ap.add_argument("--seed", type=int, default=9000, help="the first letter's")
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--errors", action="store_true", help="show every line that was not read exactly")
    ap.add_argument("--keep", action="store_true", help="take readings as they are, though the code has changed since")
    args = ap.parse_args()
    for level in args.level.split(","):
        _level(level, args.count, args.seed, args.out, errors=args.errors, keep=args.keep)
    return 0


def _level(level: str, count: int, seed: int, out: Path, *, errors: bool, keep: bool) -> None:
    made = out / f"made-{_hash('bench/letters')}"
    letters = _made(made, f"{level}-pdf", count, seed)
    documents = [made / "docs" / f"{letter.stem}.pdf" for letter in letters]
    folder = max(out.glob("read-*"), key=os.path.getmtime) if keep else out / f"read-{_hash('pipeline/read')}-{made.name}"
    ours = [_kept(folder / f"{d.stem}.pickle", d, level) for d in documents]
    plain = [_kept(out / f"tesseract-{made.name}" / f"{d.stem}.pickle", d, level, tesseract=True) for d in documents]
    print(f"\n## {level}, {DPI[level]} dpi: {len(letters)} letters, {sum(len(x.pages) for x in letters)} pages")
    for name, reads in (("this reader", ours), ("tesseract", plain)):
        _show(name, _total(letters, reads), _names(letters, reads), errors and name == "this reader")
    _figures(letters, ours)
    show(table(letters, [read.reading for read in ours]))


def _hash(folder: str) -> str:
    """Eight hex digits of the code (and data) of a folder."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / folder).rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


def _made(out: Path, form: str, count: int, seed: int) -> list[LetterTruth]:
    """The letters that make up COUNT pages. They are made in processes of their own, which leave no memory here."""
    letters: list[LetterTruth] = []
    while sum(len(letter.pages) for letter in letters) < count:
        wanted = range(seed + len(letters), seed + len(letters) + 10)
        if not all((out / "truth" / f"letter-{n:06d}-{form}.json").exists() for n in wanted):
            maker = multiprocessing.get_context("spawn").Process(target=_make, args=(wanted, form, out))
            maker.start()
            maker.join()
        for n in wanted:
            letter = load(out / "truth" / f"letter-{n:06d}-{form}.json")
            if sum(len(x.pages) for x in letters) < count:
                letters.append(letter)
    return letters


def _make(seeds: Sequence[int], form: str, out: Path) -> None:
    from bench.ocr_letters import make

    make(seeds, form, out)


def _kept(path: Path, document: Path, level: str, *, tesseract: bool = False) -> Read:
    """A letter as it was read before, or read now."""
    if path.exists():
        kept: Read = pickle.loads(path.read_bytes())
        return kept
    read = _apart(document, level) if tesseract else _ours(document)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pickle.dumps(read))
    return read


def _ours(document: Path) -> Read:
    from pipeline.read import read

    data = document.read_bytes()
    source = Source(document.name, hashlib.sha256(data).hexdigest(), "application/pdf", data)
    start = cpu_seconds()
    reading = read(source)
    seconds = cpu_seconds() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Read(tuple(page.text for page in reading.pages), seconds, peak, reading)


def _apart(document: Path, level: str) -> Read:
    """Tesseract started from a small process: a program's peak counts that of the process it was started from."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_tesseract, (document, level))


def _tesseract(document: Path, level: str) -> Read:
    """The installed program on each page's image; its own CPU seconds and peak."""
    import pypdfium2

    texts, seconds, peak = [], 0.0, 0.0
    pdf = pypdfium2.PdfDocument(document.read_bytes())
    with tempfile.TemporaryDirectory() as folder:
        for page in pdf:
            image, text = Path(folder) / "page.png", Path(folder) / "page"
            page.render(scale=DPI[level] / 72).to_pil().save(image)
            command = ["tesseract", str(image), str(text), "-l", "vie", "--psm", "3", "--dpi", str(DPI[level]), "quiet"]
            child = os.posix_spawnp(command[0], command, {**os.environ, "OMP_THREAD_LIMIT": "1"})
            _, status, used = os.wait4(child, 0)
            if status:
                raise RuntimeError(f"tesseract ended with {status} on {document.name}")
            texts.append(text.with_suffix(".txt").read_text("utf-8"))
            seconds, peak = seconds + used.ru_utime + used.ru_stime, max(peak, used.ru_maxrss / 1024)
    pdf.close()
    return Read(tuple(texts), seconds, peak)


def _total(letters: Sequence[LetterTruth], reads: Sequence[Read]) -> Total:
    total = Total(seconds=sum(r.seconds for r in reads), peak=max(r.peak for r in reads))
    for letter, read in zip(letters, reads, strict=True):
        for n, (page, text) in enumerate(zip(letter.pages, read.pages, strict=True), 1):
            total.every.append((f"{letter.stem} page {n}", score_lines(page.lines, text)))
            total.printed.append(score_lines(_printed(page), text))
            total.hand.append(score_lines(page.hand, text))
    return total


def _printed(page: PageTruth) -> list[str]:
    return [line for line in page.lines if line not in page.hand]


def _names(letters: Sequence[LetterTruth], reads: Sequence[Read]) -> dict[bool, Names]:
    """Names clear of seals (False) and under one (True)."""
    found = {False: Names(), True: Names()}
    for letter, read in zip(letters, reads, strict=True):
        given = set(_signers(read.reading)) if read.reading else set()
        true = {flat(name) for _, name, _ in letter.names}
        for page, name, sealed in letter.names:
            seen, old = f" {flat(name)} " in f" {flat(read.pages[page - 1])} ", found[sealed]
            right = flat(name) in given
            wrong = not right and bool(given - true)
            found[sealed] = Names(old.names + 1, old.read + seen, old.given + right, old.wrong + wrong)
    return found


def _signers(reading: Reading) -> Iterator[str]:
    from extractors.signers import signers
    from pipeline.repair import repair
    from pipeline.zones import zone

    yield from (flat(s.name.value) for s in signers(zone(repair(reading))) if s.name.value)


def _figures(letters: Sequence[LetterTruth], reads: Sequence[Read]) -> None:
    """Numbers and dates written by hand: how many are right, how many given as certain, how many of these wrong."""
    from extractors.dates import issued_on
    from extractors.number import number
    from pipeline.repair import repair
    from pipeline.zones import zone

    rows: dict[str, list[tuple[str | None, str | None, float]]] = {"number": [], "date": []}
    for letter, read in zip(letters, reads, strict=True):
        if read.reading is None or not letter.hand:
            continue
        zoned = zone(repair(read.reading))
        own, day = number(zoned)[0], issued_on(zoned)
        if "number" in letter.hand:
            rows["number"].append((letter.number, own.value, own.confidence))
        if "day" in letter.hand:
            rows["date"].append((letter.date, day.value, day.confidence))
    for name, row in rows.items():
        sure = [(true, given) for true, given, confidence in row if given is not None and confidence >= 0.9]
        right = sum(true == given for true, given, _ in row)
        wrong = [f"{true} given as {given}" for true, given in sure if true != given]
        print(f"handwritten {name}: {len(row)}, right {right}, certain {len(sure)}, of these wrong {len(wrong)} {wrong}")


def _rate(scores: Sequence[Score]) -> str:
    errors, chars = sum(s.errors for s in scores), sum(s.chars for s in scores)
    return f"{100 * errors / max(chars, 1):.3f} % ({errors} of {chars})"


def _show(name: str, total: Total, names: dict[bool, Names], errors: bool) -> None:
    every = [score for _, score in total.every]
    order = sum(s.kept for s in every) / max(sum(s.pairs for s in every), 1)
    print(f"{name}: CER all {_rate(every)}, printed {_rate(total.printed)}, with handwriting {_rate(total.hand)}")
    print(f"   order {order:.4f}, CPU {total.seconds / len(every):.2f} s a page, peak {total.peak:.0f} MB")
    for sealed, n in names.items():
        print(
            f"   names {'under a seal' if sealed else 'clear'}: {n.names}, read {n.read}, given {n.given}, given wrong {n.wrong}"
        )
    worst = sorted(total.every, key=lambda item: -item[1].errors / max(item[1].chars, 1))[:WORST]
    print("   worst pages: " + ", ".join(f"{key} {100 * s.errors / max(s.chars, 1):.1f} %" for key, s in worst if s.errors))
    for key, score in total.every if errors else ():
        for miss in score.misses:
            print(f"   {miss.errors:3d} {key}\n       gold {miss.gold}\n       read {miss.read}")


if __name__ == "__main__":
    raise SystemExit(main())
