"""kill -9 at random moments while a corpus is written: nothing reported done may be lost, and all parts must agree.

`python -m bench.corpus_kill --times 200 --out DIR` starts a process that adds, corrects and removes letters and says on
its output what is done; kills it after a random time; reopens the corpus and checks it; and goes on with the same folder.
`--fills 20` does so many more with the filling of a new corpus by worker processes.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import corpus
from bench.corpus_letters import Act, Body, record
from corpus.corpus import MANY
from corpus.layout import Layout
from corpus.lock import WriteLock

_ISSUER = Body("Sở Y tế tỉnh Lai Châu", "SYT", "Lai Châu", True)


def letter(n: int, version: int) -> object:
    """Letter `n` in a version: the id stays, the text changes."""
    act = Act(n, str(n), "SYT-VP", "2020-01-02", _ISSUER, "công văn", f"bản {version}")
    return record(act, [f"Thư số {n}", f"phiên bản {version}"] + ["kiểm tra thử nghiệm"] * 20, f"{n:064x}"[::-1], 1.0)


def write(out: Path, start: int, seed: int) -> None:
    """The process that is killed: says "n version" for what is done, version 0 for a removal."""
    rng = random.Random(seed)
    with corpus.open(out) as held:
        known = set(held.ids())
        version = start
        while True:
            version += 1
            batch = [rng.randrange(400) for _ in range(rng.choice((1, 1, 3, 40)))]
            if rng.random() < 0.2:
                done = [n for n in dict.fromkeys(batch) if letter(n, 1).id in known]  # type: ignore[attr-defined]
                print("begin " + json.dumps([[n, 0] for n in done]), flush=True)
                held.remove(*(letter(n, 1).id for n in done))  # type: ignore[attr-defined]
                known -= {letter(n, 1).id for n in done}  # type: ignore[attr-defined]
                lines = [f"{n} 0" for n in done]
            else:
                print("begin " + json.dumps([[n, version] for n in batch]), flush=True)
                held.add_many(letter(n, version) for n in batch)  # type: ignore[misc]
                known |= {letter(n, 1).id for n in batch}  # type: ignore[attr-defined]
                lines = [f"{n} {version}" for n in batch]
            print("\n".join(lines), flush=True)


def check(out: Path, said: dict[int, int], begun: dict[int, set[int]]) -> list[str]:
    """What is wrong after reopening: lost, stale, or disagreeing letters. A batch in flight may be there or not."""
    with corpus.open(out) as held:
        wrong = [f"{f.id} {f.what}" for f in held.verify()]
        for n in sorted({*said, *begun}):
            version = said.get(n, 0)
            id = letter(n, 1).id  # type: ignore[attr-defined]
            may = {version} | begun.get(n, set())
            now = int(held.get(id).subject.value.split()[1]) if held.has(id) else 0  # type: ignore[union-attr]
            if now not in may:
                wrong.append(f"letter {n}: has {now}, may have {sorted(may)}")
            said[n] = now
        found = held.search("kiểm tra thử nghiệm").total
        if found != len(held):
            wrong.append(f"the index finds {found} of {len(held)}")
    return wrong


def once(out: Path, seed: int, said: dict[int, int]) -> tuple[list[str], int]:
    """Write, kill, check; what is wrong and how much was reported done."""
    rng = random.Random(seed)
    command = [sys.executable, "-m", "bench.corpus_kill", "--write", str(out), "--seed", str(seed), "--start", str(seed * 10_000)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(rng.uniform(0.0, 1.2))
    process.kill()
    lines = [first, *process.stdout.read().split("\n")]
    process.wait()
    begun: dict[int, set[int]] = {}
    done = 0
    for line in lines:
        if line.startswith("begin "):
            begun = {}
            for n, version in json.loads(line[6:]) if line.endswith("]") or line.endswith("]\n") else ():
                begun.setdefault(n, set()).add(version)
        elif len(parts := line.split()) == 2:
            said[int(parts[0])] = int(parts[1])
            done += 1
    return check(out, said, begun), done


FILL = 3 * MANY


def fill(out: Path) -> None:
    """The process that is killed while it fills a new corpus."""
    with corpus.open(out) as held:
        print("begin", flush=True)
        held.add_many((letter(n, 1) for n in range(FILL)), batch=MANY)  # type: ignore[misc]
        print("done", flush=True)


def once_filling(out: Path, seed: int) -> list[str]:
    """Fill, kill, check: what has a file is in tables and index, and all is there if it was said to be done."""
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-m", "bench.corpus_kill", "--fill", str(out)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    try:
        process.wait(random.Random(seed).uniform(0.0, 30.0))
    except subprocess.TimeoutExpired:
        process.kill()
    done = "done" in process.stdout.read()
    with WriteLock(Layout(out).lock):  # its workers outlive it by a moment, and hold the lock until then
        pass
    with corpus.open(out) as held:
        wrong = [f"{f.id} {f.what}" for f in held.verify()]
        found = held.search("kiểm tra thử nghiệm").total
        print(json.dumps({"fill": seed, "done": done, "letters": len(held)}), flush=True)
        if found != len(held) or (done and found != FILL):
            wrong.append(f"the index finds {found} of {len(held)}, done: {done}")
    return wrong


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line; exit code 1 if anything was wrong."""
    parser = argparse.ArgumentParser(prog="bench.corpus_kill", description=__doc__)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--fills", type=int, default=0)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--fill", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--start", type=int, default=0)
    options = parser.parse_args(arguments)
    if options.write:
        write(options.write, options.start, options.seed)
    if options.fill:
        fill(options.fill)
        return 0
    said: dict[int, int] = {}
    done = bad = interrupted = 0
    for seed in range(1, options.times + 1):
        wrong, reported = once(options.out, seed, said)
        done, bad = done + reported, bad + len(wrong)
        interrupted += 1
        for one in wrong:
            print(f"kill {seed}: {one}", flush=True)
    for seed in range(1, options.fills + 1):
        wrong = once_filling(options.out.with_name(f"{options.out.name}-fill"), seed)
        bad += len(wrong)
        for one in wrong:
            print(f"fill {seed}: {one}", flush=True)
    print(json.dumps({"fills": options.fills, "kills": interrupted, "reported_done": done, "wrong": bad}))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
