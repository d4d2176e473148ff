"""Training the judge of directives, and measuring it on letters held out.

python -m models.directives.train --set READINGS GOLD … [--more READINGS LABELS …] [--by letter|agency] [--out FILE]

READINGS holds pickled `schemas.reading.Reading`s as <id>.pickle, GOLD and LABELS the labels as <id>.json. The figures
printed are of the letters of the sets, each judged by weights that never saw its fold (eight folds by letter, or one
for each agency, which is what stands before the hyphen of the id), for the clauses that segmentation gives; directives
that no clause matches count as missed. Letters given by `--more` are trained on alone.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from extractors.directives.features import features, name, words
from extractors.directives.judge import ADDRESSED
from extractors.directives.rows import rows
from extractors.directives.seen import Seen, Setting, plain, possible
from extractors.directives.walk import walk
from pipeline.zones import zone

PENALTY = 14.0
"""Weight of half the sum of squares against the summed log loss."""
LEAST = 3
"""A feature must hold for this many clauses."""
FOLDS = 8
Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Example:
    """A letter: the features and label of each clause, and the gold directives; `complete` if all are labelled."""

    name: str
    features: tuple[tuple[str, ...], ...]
    labels: tuple[bool, ...]
    gold: int
    rows: tuple[int, int]
    ordered: tuple[bool, ...]
    complete: bool


def close(one: str, two: str) -> bool:
    """Whether two texts share at least 0.6 of their words (Dice over word counts)."""
    x, y = Counter(one.casefold().split()), Counter(two.casefold().split())
    return 2 * (x & y).total() >= 0.6 * (x.total() + y.total())


def example(reading: Path, gold: Path) -> Example:
    """One letter's clauses, labelled by the gold directives, each of which labels at most one clause."""
    truth = json.loads(gold.read_text("utf-8"))
    letter = zone(pickle.loads(reading.read_bytes()))
    tasks = rows(letter)
    left = [one["text"] for one in truth.get("directives") or []]
    hit = sum(_take(left, row.words) for row in tasks)
    year = int(truth["date"][:4]) if truth.get("date") else None
    issuer = " ".join(filter(None, (truth.get("issuer"), truth.get("issuer_parent"))))
    kept = [(one, setting) for one, setting in walk(letter, tasks, year=year, issuer=issuer) if possible(one, setting)]
    labels = tuple(_take(left, one.clause.text) for one, _ in kept)
    names = tuple(_names(one, setting) for one, setting in kept)
    ordered = tuple(plain(one, setting) for one, setting in kept)
    complete = truth.get("directives_complete") is not False
    return Example(reading.stem, names, labels, len(truth.get("directives") or []), (hit, len(tasks)), ordered, complete)


def _names(one: Seen, setting: Setting) -> tuple[str, ...]:
    """Names of a clause's features and words."""
    return (*map(name, features(one, setting)), *(f"word={word}" for word in words(one)))


def _take(left: list[str], text: str) -> bool:
    found = next((one for one in left if close(one, text)), None)
    if found is not None:
        left.remove(found)
    return found is not None


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """Weights of a logistic regression with a ridge, by Newton's method on the samples' side (kernel form)."""
    clauses = [(set(f), y) for e in examples if e.complete for f, y in zip(e.features, e.labels, strict=True)]
    count = Counter(name for names, _ in clauses for name in names)
    index = {name: at for at, name in enumerate(sorted(n for n, c in count.items() if c >= LEAST))}
    matrix = np.zeros((len(clauses), len(index)), np.float32)
    for row, (names, _) in enumerate(clauses):
        matrix[row, [index[n] for n in names if n in index]] = 1
    kernel = (matrix @ matrix.T).astype(np.float64) / PENALTY
    weights = matrix.T @ _dual(kernel, np.array([y for _, y in clauses], np.float64)) / PENALTY
    return {name: round(float(weights[at]), 3) for name, at in index.items() if abs(weights[at]) >= 0.012}


def _dual(kernel: Floats, labels: Floats) -> Floats:
    """The residuals y - p at the optimum, by iteratively reweighted least squares in the dual."""
    residual = np.zeros_like(labels)
    score = np.zeros_like(labels)
    for _ in range(12):
        chance = 1 / (1 + np.exp(-score))
        spread = np.maximum(chance * (1 - chance), 1e-4)
        residual = np.asarray(np.linalg.solve(kernel + np.diag(1 / spread), score + (labels - chance) / spread), np.float64)
        score = kernel @ residual
    return residual


def chances(weights: dict[str, float], one: Example) -> Floats:
    """Probability of each clause of a letter."""
    score = np.array([sum(weights.get(n, 0.0) for n in names) for names in one.features])
    return np.asarray(1 / (1 + np.exp(-score)), np.float64)


def f1(examples: Sequence[Example], judged: dict[str, Floats], least: float) -> float:
    """F1 over letters; in those labelled in part, only what is labelled counts."""
    right = wrong = 0
    for one in examples:
        yes = judged[one.name] >= np.where(one.ordered, min(ADDRESSED, least), least)
        labels = np.array(one.labels, bool)
        right += int((yes & labels).sum()) + one.rows[0]
        wrong += int((yes & ~labels).sum()) + one.rows[1] - one.rows[0] if one.complete else 0
    return 2 * right / (right + wrong + sum(one.gold for one in examples))


def held_out(examples: Sequence[Example], more: Sequence[Example], by: str) -> dict[str, Floats]:
    """Each letter judged by weights trained without its fold, nor (`by` agency) any letter of its agency."""
    judged: dict[str, Floats] = {}
    for out in _folds([one.name for one in examples], by):
        agencies = {_agency(name) for name in out} if by == "agency" else frozenset()
        kept = [one for one in (*examples, *more) if one.name not in out and _agency(one.name) not in agencies]
        weights = fit(kept)
        judged |= {one.name: chances(weights, one) for one in examples if one.name in out}
    return judged


def _folds(names: Sequence[str], by: str) -> list[frozenset[str]]:
    if by == "agency":
        return [frozenset(n for n in names if _agency(n) == agency) for agency in sorted({_agency(n) for n in names})]
    order = np.random.default_rng(0).permutation(len(names))
    return [frozenset(names[int(at)] for at in order[fold::FOLDS]) for fold in range(FOLDS)]


def _agency(name: str) -> str:
    return name.partition("-")[0]


def _read(readings: Path, gold: Path) -> list[Example]:
    """The letters of a folder of readings that have labels."""
    pairs = [(path, gold / f"{path.stem}.json") for path in sorted(readings.glob("*.pickle"))]
    return [example(path, labels) for path, labels in pairs if labels.exists()]


def main() -> None:
    """Read the sets, print the held-out figures, write the weights of all letters."""
    parser = argparse.ArgumentParser(description="Train the judge of directives")
    parser.add_argument("--set", nargs=2, type=Path, action="append", required=True, metavar=("READINGS", "GOLD"))
    parser.add_argument("--more", nargs=2, type=Path, action="append", default=[], metavar=("READINGS", "LABELS"))
    parser.add_argument("--by", choices=("letter", "agency"), default="letter")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    sets = [_read(readings, gold) for readings, gold in args.set]
    every = [one for group in sets for one in group]
    more = [one for readings, labels in args.more for one in _read(readings, labels)]
    judged = held_out(every, more, args.by)
    for least in (0.3, 0.35, 0.4, 0.45):
        print(least, *(f"{f1(group, judged, least):.3f}" for group in (*sets, every)))
    if args.out:
        source = "models/directives/train.py on features of extractors/directives/features.py; see models/directives/CARD.md"
        body = {"source": source, "weights": fit([*every, *more])}
        args.out.write_text(json.dumps(body, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
