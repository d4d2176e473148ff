"""Learning how sure a value is: per field a logistic regression on its traits, then a rising table (isotonic).

python -m models.confidence.train --score SCORE.PY --set READINGS GOLD WEIGHT [--set …] [--out CALIBRATION.json]

READINGS holds pickled `schemas.reading.Reading`s as <id>.pickle, GOLD the labels as <id>.json; a letter counts WEIGHT
times. What is printed is held out: every letter's values have the confidence of a model that never saw the letter.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from extractors.confidence import Witness, between, name_of, traits_of
from models.confidence.judged import Judge, scorer

FOLDS = 5
PENALTY = 2.0
"""Weight of half the sum of squares against the summed log loss; the constant is free."""
LEAST_BLOCK = 12.0
"""Weight of the letters a step of the table stands on."""
LIMIT = 0.995
"""No value is surer than this: nothing was counted that finely."""
BANDS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)
"""Where the bands of a reliability table begin and end."""
Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Row:
    """One value of one letter: its traits, whether it is right, how much it counts; `own` says the letter is made by us."""

    letter: int
    traits: Mapping[str, float]
    right: bool
    weight: float
    group: str


Rows = Sequence[Row]


def rows_of(at: int, reading: Path, gold: Path, weight: float, judge: Judge) -> Iterator[tuple[str, Row]]:
    """The values of one letter with the confidences that the rules gave."""
    from pipeline.extract import extract
    from pipeline.record import assembled
    from pipeline.zones import zone

    truth = json.loads(gold.read_text("utf-8"))
    if truth.get("skip"):
        return
    letter = zone(pickle.loads(reading.read_bytes()))
    made, witness = assembled(letter, extract(letter)), Witness(letter)
    for name, field, right in judge.judged(made, truth):
        key = name_of(name, field)
        if key is not None:
            found = traits_of(field, witness.evidence(field.spans))
            yield key, Row(at, found, right, weight, gold.parent.parent.name)


def regression(rows: Rows) -> dict[str, float]:
    """Weights by trait, by Newton's method."""
    names = ["one", *sorted({name for row in rows for name in row.traits} - {"one"})]
    index = {name: at for at, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)))
    for at, row in enumerate(rows):
        for name, value in row.traits.items():
            matrix[at, index[name]] = value
    right = np.array([row.right for row in rows], np.float64)
    counts = np.array([row.weight for row in rows])
    ridge = np.full(len(names), PENALTY)
    ridge[0] = 1e-3
    weights = np.zeros(len(names))
    for _ in range(25):
        chance = 1 / (1 + np.exp(-np.clip(matrix @ weights, -30, 30)))
        slope = matrix.T @ (counts * (right - chance)) - ridge * weights
        bend = (matrix.T * (counts * np.maximum(chance * (1 - chance), 1e-5))) @ matrix + np.diag(ridge)
        weights = weights + np.clip(np.linalg.solve(bend, slope), -2, 2)
    return {name: round(float(weights[at]), 4) for name, at in index.items() if abs(weights[at]) > 5e-4}


def outputs(weights: Mapping[str, float], rows: Rows) -> Floats:
    """The regression's output for each value, in 0..1."""
    score = [sum(weights.get(name, 0.0) * value for name, value in row.traits.items()) for row in rows]
    return np.asarray(1 / (1 + np.exp(-np.clip(np.array(score), -30, 30))), np.float64)


def table(seen: Floats, rows: Rows) -> list[tuple[float, float]]:
    """Knots (output, share right) of the rising table, by pooling neighbours that do not rise or are too few."""
    order = np.argsort(seen, kind="stable")
    blocks: list[list[float]] = []  # weight, right, output summed
    for at in order:
        row = rows[int(at)]
        blocks.append([row.weight, row.weight * row.right, row.weight * float(seen[at])])
        while len(blocks) > 1 and (blocks[-2][0] < LEAST_BLOCK or _share(blocks[-2]) >= _share(blocks[-1])):
            last = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    if len(blocks) > 1 and blocks[-1][0] < LEAST_BLOCK:
        last = blocks.pop()
        blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    knots, top = [], 0.0
    for block in blocks:
        top = max(top, min(LIMIT, (block[1] + 0.5) / (block[0] + 1)))
        knots.append((round(block[2] / block[0], 5), round(top, 4)))
    return [knot for at, knot in enumerate(knots) if at == 0 or knot[0] > knots[at - 1][0]]


def _share(block: Sequence[float]) -> float:
    return block[1] / block[0]


def _folded(rows: Rows, fold: int) -> tuple[list[int], list[int]]:
    """Indices of the values of the other letters, and of this fold's."""
    inside = [at for at, row in enumerate(rows) if row.letter % FOLDS == fold]
    return [at for at, row in enumerate(rows) if row.letter % FOLDS != fold], inside


def held_out_outputs(rows: Rows) -> Floats:
    """Each value's regression output, by weights learned on other letters."""
    seen = np.zeros(len(rows))
    for fold in range(FOLDS):
        rest, inside = _folded(rows, fold)
        if inside:
            weights = regression([rows[at] for at in rest]) if rest else {}
            seen[inside] = outputs(weights, [rows[at] for at in inside])
    return seen


def held_out(rows: Rows) -> Floats:
    """Each value's confidence, by a regression and a table that never saw its letter."""
    seen, sure = held_out_outputs(rows), np.zeros(len(rows))
    for fold in range(FOLDS):
        rest, inside = _folded(rows, fold)
        if not rest:
            continue
        knots = table(seen[rest], [rows[at] for at in rest])
        xs, ys = zip(*knots, strict=True)
        sure[inside] = [between(xs, ys, float(seen[at])) for at in inside]
    return sure


def fitted(rows: Rows) -> dict[str, Any]:
    """The field's entry in the data file."""
    return {"weights": regression(rows), "knots": table(held_out_outputs(rows), rows)}


def row_of_bands(name: str, values: Sequence[tuple[float, bool]]) -> str:
    """The field's line of a reliability table: "right of given" in each band of confidence, surest first."""
    cells = []
    for low, high in reversed(list(pairwise(BANDS))):
        inside = [right for sure, right in values if low <= sure < high]
        cells.append(f"{sum(inside)} of {len(inside)}" if inside else "")
    return f"| {name} | " + " | ".join(cells) + " |"


def heading() -> str:
    """The two lines above a reliability table."""
    names = [f"{low:.2f}–{min(high, 1.0):.2f}" for low, high in reversed(list(pairwise(BANDS)))]
    return "| field | " + " | ".join(names) + " |\n" + "|---" * (len(names) + 1) + "|"


def _read(sets: Sequence[Sequence[str]], judge: Judge) -> dict[str, list[Row]]:
    gathered: dict[str, list[Row]] = defaultdict(list)
    at = 0
    for readings, gold, weight in sets:
        for path in sorted(Path(readings).glob("*.pickle")):
            truth = Path(gold) / f"{path.stem}.json"
            if truth.exists():
                for name, row in rows_of(at, path, truth, float(weight), judge):
                    gathered[name].append(row)
                at += 1
    return gathered


def main() -> None:
    """Read the sets, print the held-out reliability tables, write the models of all letters."""
    parser = argparse.ArgumentParser(description="Learn the confidence of every field")
    parser.add_argument("--score", type=Path, default=Path("../shared/score/score.py"))
    parser.add_argument("--set", nargs=3, action="append", required=True, metavar=("READINGS", "GOLD", "WEIGHT"))
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    gathered = _read(args.set, Judge(scorer(args.score)))
    groups = sorted({row.group for rows in gathered.values() for row in rows})
    sure = {name: held_out(rows) for name, rows in gathered.items()}
    for group in groups:
        print(f"\n{group}\n\n{heading()}")
        for name, rows in gathered.items():
            values = [(float(c), row.right) for c, row in zip(sure[name], rows, strict=True) if row.group == group]
            if values:
                print(row_of_bands(name, values))
        _high(group, gathered, sure)
    if args.out:
        source = "models/confidence/train.py on traits of extractors/confidence.py; see models/confidence/CARD.md"
        body = {"source": source, "fields": {name: fitted(rows) for name, rows in sorted(gathered.items())}}
        args.out.write_text(json.dumps(body, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")


def _high(group: str, gathered: Mapping[str, Rows], sure: Mapping[str, Floats]) -> None:
    """One line: the values given with a confidence of 0.9 or more, and how many of them are right."""
    given = right = 0
    for name, rows in gathered.items():
        for row, chance in zip(rows, sure[name], strict=True):
            if row.group == group and chance >= 0.9 and not name.endswith("/null"):
                given, right = given + 1, right + row.right
    print(f"\n{group}: {right} of {given} values given with 0.9 or more are right ({right / max(given, 1):.4f})")


if __name__ == "__main__":
    main()
