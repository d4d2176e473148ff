"""What a letter costs: letters a second from born-digital PDF to record, CPU seconds an OCR page, peak memory.

    python -m bench.cost --count 60            # letters of our own, made anew
    python -m bench.cost --docs FOLDER         # any letters

One process, everything included: reading, repair, zones, extraction, encoding of the record.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds and pages of one letter; `scanned` if any page went through OCR."""

    seconds: float
    pages: int
    scanned: bool


def measure(folder: Path) -> Iterator[Cost]:
    """Every letter under a folder, one after the other; the first of each kind is read once more, uncounted, to warm up."""
    from pipeline.ingest import Limits, Rejected, sources

    warm: set[str] = set()
    for source in sources(folder, Limits()):
        if isinstance(source, Rejected):
            continue
        if source.media_type not in warm:
            warm.add(source.media_type)
            _one(source)
        yield _one(source)


def _one(source: object) -> Cost:
    from pipeline.process import process
    from pipeline.record import encode
    from schemas.reading import Source

    assert isinstance(source, Source)
    start = time.process_time()
    record = process(source)
    encode(record)
    scanned = any(page.text_source == "ocr" for page in record.quality.pages)
    return Cost(time.process_time() - start, record.source.pages, scanned)


def report(costs: list[Cost]) -> None:
    """Print the figures."""
    digital = [c for c in costs if not c.scanned]
    scans = [c for c in costs if c.scanned]
    if digital:
        print(f"born digital: {len(digital)} letters, {len(digital) / sum(c.seconds for c in digital):.1f} letters/s a core")
    if scans:
        pages = sum(c.pages for c in scans)
        print(f"scans: {len(scans)} letters, {pages} pages, {sum(c.seconds for c in scans) / pages:.2f} CPU s a page")
    print(f"peak memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _generate(count: int, formats: str, folder: Path) -> Path:
    words = [sys.executable, "-m", "bench.letters", "--count", str(count), "--seed", "77", "--formats", formats]
    subprocess.run([*words, "--out", str(folder)], check=True)
    return folder / "docs"


def main() -> int:
    """Command line. The process is prepared as a worker of a batch is."""
    from pipeline.pool import BatchOptions
    from pipeline.worker import prepare

    parser = argparse.ArgumentParser(description="What a letter costs.")
    parser.add_argument("--docs", type=Path, help="letters to read; without it, letters of our own")
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--formats", default="pdf", help="formats of the letters made (see python -m bench.letters --help)")
    args = parser.parse_args()
    prepare(BatchOptions().max_memory)
    with tempfile.TemporaryDirectory() as folder:
        report(list(measure(args.docs or _generate(args.count, args.formats, Path(folder)))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
