"""How fast a corpus is built, how large it gets and what memory all its processes take together.

`python -m bench.corpus_build make --count 1000000 --letters FILE` writes letters (`bench.corpus_letters`) as JSON, one
a line, and beside them (`FILE.truth`) what each citation means. `… build --letters FILE --out DIR` adds them to a new
corpus: record files, tables, index. `… rebuild --out DIR` makes tables and index anew from the record files.
Both print one line of JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import corpus
from bench.corpus_letters import Letters
from corpus.store import encode

BATCH = 8192


def make(count: int, letters: Path) -> None:
    """Write letters and what their citations mean."""
    with letters.open("wb") as file, Path(f"{letters}.truth").open("w") as truth:
        for made in Letters(count):
            file.write(encode(made.record))
            truth.write(json.dumps([made.index, made.record.id, made.truth]) + "\n")


class Memory:
    """The most memory this process and those it started held at once, in MB: their own, and with the files they map."""

    def __init__(self, seconds: float = 2.0) -> None:
        self.own = self.mapped = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, args=(seconds,), daemon=True)

    def _watch(self, seconds: float) -> None:
        while not self._stop.wait(seconds):
            sizes = [memory(pid) for pid in (os.getpid(), *_children(os.getpid()))]
            self.own = max(self.own, sum(own for own, _ in sizes) >> 10)
            self.mapped = max(self.mapped, sum(mapped for _, mapped in sizes) >> 10)

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()


def _children(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").iterdir():
        yield from map(int, (task / "children").read_text().split())


def memory(pid: int) -> tuple[int, int]:
    """kB of a process: its own pages, and its share of all it has in memory, mapped files among it."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0, 0
    sizes = {line.split(":")[0]: int(line.split()[1]) for line in lines if line.endswith("kB")}
    return sizes.get("Pss_Anon", 0), sizes.get("Pss", 0)


def sizes(folder: Path) -> dict[str, int]:
    """Megabytes of each part."""
    parts = {"index": folder / "index", "catalogue": folder / "catalogue.sqlite"}
    return {n: sum(f.stat().st_size for f in ([p] if p.is_file() else p.rglob("*"))) >> 20 for n, p in parts.items()}


def cpu() -> float:
    """Seconds of this process and of those it waited for."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def measured(what: str, out: Path, work: Callable[[], int]) -> dict[str, object]:
    """The figures of a piece of work that returns how many letters it did."""
    start, spent = time.perf_counter(), cpu()
    with Memory() as memory:
        count = work()
    seconds = time.perf_counter() - start
    return {
        "what": what,
        "letters": count,
        "seconds": round(seconds, 1),
        "letters_per_s": round(count / seconds),
        "cpu_ms_per_letter": round((cpu() - spent) / max(1, count) * 1000, 3),
        "peak_mb": memory.own,
        "peak_mb_with_mapped_files": memory.mapped,
        "megabytes": sizes(out),
    }


def build(letters: Path, out: Path) -> int:
    """Add all letters to a new corpus, from opening it to closing it."""
    with letters.open("rb") as lines, corpus.open(out) as held:
        return held.add_many(lines, batch=BATCH)


def rebuild(out: Path) -> int:
    """Tables and index anew."""
    with corpus.open(out, create=False) as held:
        return held.rebuild()


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="bench.corpus_build", description=__doc__)
    parser.add_argument("what", choices=("make", "build", "rebuild"))
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--letters", type=Path)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args(arguments)
    if options.what == "make":
        make(options.count, options.letters)
    elif options.what == "build":
        print(json.dumps(measured("build", options.out, lambda: build(options.letters, options.out))), flush=True)
    else:
        print(json.dumps(measured("rebuild", options.out, lambda: rebuild(options.out))), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
