"""Citations that carry neither number nor day ("công văn về … của Sở Y tế"): how many are linked, and how many wrongly.

`python -m bench.corpus_undated --count 10000 --out DIR` makes the letters of `bench.corpus_letters` with one citation in ten
so: the issuer and the subject alone, in half of them only two thirds of the subject's words. Prints `bench.corpus_links`'s
figures for all citations, and for these alone.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path

from msgspec import structs

import corpus
from bench.corpus_letters import Act, Letters, _date, value
from corpus.corpus import Corpus
from schemas.record import Reference


class Undated(Letters):
    """Letters of which one citation in ten has neither number nor day."""

    def __init__(self, count: int, seed: int = 1) -> None:
        super().__init__(count, seed, paragraphs=4)
        self.bare: set[tuple[int, int]] = set()
        self.other = random.Random(seed + 9)

    def _reference(self, citing: Act, act: Act) -> Reference:
        full = super()._reference(citing, act)
        if act.index < 0 or self.other.random() >= 0.1:
            return full
        words = act.subject.split()
        kept = words[: max(2, 2 * len(words) // 3)] if self.other.random() < 0.5 else words
        self.bare.add((citing.index, act.index))
        return structs.replace(
            full, number=value(None), date=_date(None), issuer=value(act.body.name), subject=value(" ".join(kept))
        )


def judge(held: Corpus, made: list[tuple[int, str, tuple[int, ...]]], bare: set[tuple[int, int]]) -> dict[str, object]:
    """Counts over the citations without number and day."""
    ids = {index: id for index, id, _ in made}
    right = wrong = open_ones = 0
    for index, id, meant in made:
        for link, target in zip(held.graph.resolved(id), meant, strict=True):
            if (index, target) not in bare:
                continue
            right += link == ids[target]
            wrong += link is not None and link != ids[target]
            open_ones += link is None
    linked = right + wrong
    return {
        "undated": linked + open_ones,
        "linked": linked,
        "wrong": wrong,
        "precision": round(right / max(1, linked), 4),
        "recall": round(right / max(1, linked + open_ones), 4),
    }


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="bench.corpus_undated", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    letters = Undated(options.count)
    made = list(letters)
    with corpus.open(options.out) as held:
        held.add_many((one.record for one in made), batch=4096)
        truth = [(one.index, one.record.id, one.truth) for one in made]
        print(json.dumps(judge(held, truth, letters.bare)))
        rules = "SELECT rule, count(*) FROM forms WHERE number_key = '' GROUP BY rule ORDER BY 2 DESC"
        print(json.dumps(dict(held.connection.execute(rules).fetchall())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
