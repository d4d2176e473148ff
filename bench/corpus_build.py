"""How fast a corpus is built, how large it gets and what memory it takes.

`python -m bench.corpus_build --count 100000 --out DIR` makes letters (`bench.corpus_letters`), adds them in batches, and
prints one JSON line. The time to make the letters is measured apart and taken off. `--rebuild` then makes
tables and index anew from the record files and times that; `--truth` writes what each citation means.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import corpus
from bench.corpus_letters import Letters
from corpus.corpus import Corpus
from corpus.layout import Layout
from corpus.prepared import prepare
from schemas.record import Record


class Derived(Corpus):
    """A corpus without record files: tables and index alone, where a million small files are not the question."""

    def _write(self, records: list[Record]) -> None:
        self._derive([prepare(record) for record in records], [])
        self._end_journal()

    def _file(self, id: str) -> tuple[int, int]:
        return 0, 0


class Source:
    """Yields records and remembers how long making them took."""

    def __init__(self, letters: Letters, truth: TextIO | None) -> None:
        self.letters, self.truth, self.seconds = letters, truth, 0.0

    def __iter__(self) -> Iterator[Record]:
        start = time.perf_counter()
        begun = time.perf_counter()
        for at, made in enumerate(self.letters, 1):
            if at % 100_000 == 0:
                net = time.perf_counter() - begun - self.seconds
                print(json.dumps({"added": at, "adding_s": round(net), "making_s": round(self.seconds)}), flush=True)
            if self.truth:
                self.truth.write(json.dumps([made.index, made.record.id, made.truth]) + "\n")
            self.seconds += time.perf_counter() - start
            yield made.record
            start = time.perf_counter()


def size(folder: Path) -> dict[str, int]:
    """Megabytes of each part."""
    parts = {"index": folder / "index", "catalogue": folder / "catalogue.sqlite"}
    return {n: sum(f.stat().st_size for f in ([p] if p.is_file() else p.iterdir())) >> 20 for n, p in parts.items()}


def build(count: int, out: Path, batch: int, truth: TextIO | None, files: bool) -> dict[str, object]:
    """Make and add; the figures."""
    source = Source(Letters(count), truth)
    start, cpu = time.perf_counter(), time.process_time()
    with corpus.open(out) if files else Derived(Layout(out), create=True) as held:
        held.add_many(source, batch=batch)
    seconds = time.perf_counter() - start
    net = seconds - source.seconds
    figures = {"letters": count, "seconds": round(seconds, 1), "making": round(source.seconds, 1), "adding": round(net, 1)}
    return figures | {
        "letters_per_s": round(count / net),
        "cpu_ms_per_letter": round((time.process_time() - cpu - source.seconds) / count * 1000, 3),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
        "megabytes": size(out),
    }


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="bench.corpus_build", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--batch", type=int, default=8192)
    parser.add_argument("--truth", type=Path)
    parser.add_argument("--no-files", action="store_true", help="tables and index only")
    parser.add_argument("--rebuild", action="store_true")
    options = parser.parse_args(arguments)
    if options.truth:
        with options.truth.open("w") as file:
            print(json.dumps(build(options.count, options.out, options.batch, file, not options.no_files)), flush=True)
    else:
        print(json.dumps(build(options.count, options.out, options.batch, None, not options.no_files)), flush=True)
    if options.rebuild and not options.no_files:
        start = time.perf_counter()
        with corpus.open(options.out) as held:
            held.rebuild()
        seconds = time.perf_counter() - start
        print(json.dumps({"rebuilt_s": round(seconds, 1), "letters_per_s": round(options.count / seconds)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
