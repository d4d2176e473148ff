"""How long searching takes, over mixed queries, with SQLite's FTS5 on the same letters and queries beside it.

`python -m bench.corpus_search --out DIR [--queries 1000] [--fts FILE] [--only graph|fts]`: single words, several words,
phrases of common syllables and filtered queries in equal parts, drawn from the made letters' own words; each asks for the best
ten with highlights. Then facets over all letters and over matches, and who cites a document. Prints one JSON line each.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import corpus
from bench.corpus_build import memory
from bench.corpus_letters import World
from corpus.corpus import Corpus
from corpus.index import Shown

KINDS = ("word", "words", "phrase", "filter")


def queries(held: Corpus, count: int, seed: int = 7) -> list[tuple[str, str]]:
    """So many queries with their kind."""
    rng, world = random.Random(seed), World(1)
    texts = list(_texts(held, rng, 200))
    issuers = [row[0] for row in held.connection.execute("SELECT DISTINCT issuer FROM letters WHERE n < 20000 LIMIT 500")]
    made = []
    for n in range(count):
        kind = KINDS[n % len(KINDS)]
        made.append((kind, _query(kind, rng, world, texts, issuers)))
    return made


def _texts(held: Corpus, rng: random.Random, count: int) -> Iterator[list[str]]:
    last = held.connection.execute("SELECT max(n) FROM letters").fetchone()[0]
    for n in rng.sample(range(1, last + 1), min(count, last)):
        row = held.connection.execute("SELECT id FROM letters WHERE n = ?", (n,)).fetchone()
        if row:
            place = held.searching.find(row[0])
            assert place
            yield held.searching.read(place).text.replace(",", "").replace(".", "").split()


def _query(kind: str, rng: random.Random, world: World, texts: list[list[str]], issuers: list[str]) -> str:
    if kind == "word":
        return rng.choice(world.words[:3000]).split()[0]
    if kind == "words":
        return " ".join(w for _ in range(rng.randint(1, 3)) for w in rng.choice(world.words[:2000]).split()[:2])
    run = rng.choice(texts)
    at = rng.randrange(len(run) - 6)
    phrase = " ".join(run[at : at + rng.randint(2, 5)]).replace('"', "")
    if kind == "phrase":
        return f'"{phrase}"'
    year = rng.randint(2015, 2025)
    words = rng.choice(world.words[:2000])
    return rng.choice(
        (
            f'{words} issuer:"{rng.choice(issuers)}"',
            f"{words} date:{year}-{rng.randint(1, 12):02d}..{year + 1}",
            f'{words} type:"công văn" year:{year}',
            f'{phrase.split()[0]} {words} province:"{rng.choice(issuers).split()[-1]}"',
        )
    )


def timed(name: str, asked: list[tuple[str, Callable[[], object]]]) -> dict[str, object]:
    """Percentiles in milliseconds, overall and by kind: on the clock, and of the thread's own CPU time.

    On a machine that others use as well the clock counts their turns too.
    """
    clock: dict[str, list[float]] = {}
    cpu: list[float] = []
    for kind, ask in asked:
        start, own = time.perf_counter(), time.thread_time()
        ask()
        cpu.append((time.thread_time() - own) * 1000)
        clock.setdefault(kind, []).append((time.perf_counter() - start) * 1000)
    every = [t for some in clock.values() for t in some]
    by_kind = {kind: _percentiles(some) for kind, some in clock.items()}
    return {"what": name, "n": len(every)} | _percentiles(every) | {"cpu": _percentiles(cpu), "by_kind": by_kind}


def _percentiles(times: list[float]) -> dict[str, float]:
    times = sorted(times)
    return {f"p{p}": round(times[min(len(times) - 1, len(times) * p // 100)], 2) for p in (50, 95, 99)}


def fts(held: Corpus, path: Path) -> sqlite3.Connection:
    """The same letters in FTS5, without diacritics, ranked by BM25."""
    known = path.exists()
    connection = sqlite3.connect(path)
    if known:
        return connection
    start = time.perf_counter()
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute(
        "CREATE VIRTUAL TABLE t USING fts5(text, issuer UNINDEXED, date UNINDEXED, kind UNINDEXED,"
        " tokenize = 'unicode61 remove_diacritics 2')"
    )
    rows = ((t.text, t.issuer, t.issued_on, t.document_type) for t in _all(held))
    connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?)", rows)
    connection.commit()
    seconds = time.perf_counter() - start
    print(json.dumps({"fts5_built_s": round(seconds, 1), "megabytes": path.stat().st_size >> 20}), flush=True)
    return connection


def _all(held: Corpus) -> Iterator[Shown]:
    for place in held.searching.current().everything():
        yield held.searching.read(place)


def _fts_query(connection: sqlite3.Connection, query: str) -> Callable[[], object]:
    words = [w for w in query.split() if ":" not in w]
    phrase = query if query.startswith('"') else " ".join(f'"{w.strip(chr(34))}"' for w in words)
    sql = "SELECT rowid, snippet(t, 0, '[', ']', '…', 40), bm25(t) AS b FROM t WHERE t MATCH ? ORDER BY b LIMIT 10"
    return lambda: connection.execute(sql, (f"text : {phrase}" if query.startswith('"') else phrase,)).fetchall()


def measure(held: Corpus, count: int, fts_path: Path | None) -> Iterator[dict[str, object]]:
    """Every measurement, one after the other."""
    asked = queries(held, count)
    held.search("báo cáo")  # the first query opens the index
    yield timed("top ten with highlights", [(k, lambda q=q: held.search(q, total=False)) for k, q in asked])  # type: ignore[misc]
    yield timed("the same again", [(k, lambda q=q: held.search(q, total=False)) for k, q in asked])  # type: ignore[misc]
    yield timed("with the total", [(k, lambda q=q: held.search(q)) for k, q in asked[: count // 5]])  # type: ignore[misc]
    facets = ("type", "year", "province", "issuer")
    some = [("all letters", "*"), *((k, q) for k, q in asked[:40])]
    yield timed("four facets", [(k, lambda q=q: held.search(q, facets=facets)) for k, q in some])  # type: ignore[misc]
    yield from graph(held)
    own, mapped = memory(os.getpid())
    yield {"what": "memory of this process", "mb": own >> 10, "mb_with_mapped_files": mapped >> 10}
    if fts_path:
        yield from beside(held, count, fts_path)


def beside(held: Corpus, count: int, path: Path) -> Iterator[dict[str, object]]:
    """The same queries asked of the corpus and of FTS5, one after the other, without the filtered ones."""
    connection = fts(held, path)
    asked = [(k, q) for k, q in queries(held, count) if k != "filter"]
    yield timed("beside FTS5", [(k, lambda q=q: held.search(q, total=False)) for k, q in asked])  # type: ignore[misc]
    yield timed("FTS5", [(k, _fts_query(connection, q)) for k, q in asked])


def graph(held: Corpus) -> Iterator[dict[str, object]]:
    """Who cites a document: as it comes, again, and with nothing in memory."""
    keys = _cited(held, 600)
    for name in ("cited by", "the same again"):
        yield timed(name, [("key", lambda k=k: held.graph.cited_by(k)) for k in keys[:500]])  # type: ignore[misc]
    yield cold(held, keys[500:])


def _cited(held: Corpus, count: int) -> list[str]:
    """Keys of documents that letters cite, so many at random."""
    last = held.connection.execute("SELECT max(n) FROM forms").fetchone()[0]
    places = random.Random(3).sample(range(1, last + 1), min(last, 2 * count))
    rows = (
        held.connection.execute("SELECT d.key FROM forms f JOIN documents d ON d.n = f.document WHERE f.n = ?", (n,)).fetchone()
        for n in places
    )
    return list(dict.fromkeys(row[0] for row in rows if row and row[0]))[:count]


def cold(held: Corpus, keys: list[str]) -> dict[str, object]:
    """Who cites a document, each asked of a new connection after the system let go of the tables."""
    times = []
    for key in keys:
        with held.layout.catalogue.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        with corpus.open(held.layout.root, create=False) as fresh:
            start = time.perf_counter()
            fresh.graph.cited_by(key)
            times.append((time.perf_counter() - start) * 1000)
    return {"what": "cited by, nothing of the tables in memory", "n": len(times)} | _percentiles(times)


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="bench.corpus_search", description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--queries", type=int, default=1000)
    parser.add_argument("--fts", type=Path)
    parser.add_argument("--only", choices=("graph", "fts"))
    options = parser.parse_args(arguments)
    with corpus.open(options.out, create=False) as held:
        if options.only == "fts":
            lines = beside(held, options.queries, options.fts)
        else:
            lines = graph(held) if options.only else measure(held, options.queries, options.fts)
        for line in lines:
            print(json.dumps(line, ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
