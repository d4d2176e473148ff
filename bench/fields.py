"""Every field by kind of document (or format, or level of scan), and how often values of each confidence are right.

python -m bench.fields --gold OWN/gold --pred OUT [--by document_type|format|level] [--score ../shared/score/score.py]

F1 in per cent is the scorer's own, run once a group; groups of fewer than --least letters go together as "other". The
reliability table counts the values of the records as they were written.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from models.confidence.judged import Judge, scorer
from models.confidence.train import heading, row_of_bands

Scores = Mapping[str, Mapping[str, Any]]


def groups(gold: Path, by: str, least: int) -> dict[str, list[Path]]:
    """Gold files by what they say under `by`; small groups together."""
    found: dict[str, list[Path]] = defaultdict(list)
    for file in sorted(gold.glob("*.json")):
        found[str(json.loads(file.read_text("utf-8")).get(by) or "none")].append(file)
    made: dict[str, list[Path]] = {"all": [file for files in found.values() for file in files]}
    for name, files in sorted(found.items(), key=lambda item: -len(item[1])):
        made.setdefault(name if len(files) >= least else "other", []).extend(files)
    return made


def scores(score: Path, files: Sequence[Path], pred: Path) -> tuple[Scores, Mapping[str, Any]]:
    """The scorer's table and summary for these letters."""
    with tempfile.TemporaryDirectory() as folder:
        for file in files:
            shutil.copy(file, folder)
        out = Path(folder) / "scores.out"
        command = [sys.executable, str(score), "--gold", folder, "--pred", str(pred), "--json", str(out)]
        subprocess.run(command, check=True, capture_output=True)
        read = json.loads(out.read_text("utf-8"))
    return read["fields"], read["summary"]


def table(found: Mapping[str, tuple[Scores, Mapping[str, Any]]], sizes: Mapping[str, int]) -> Iterator[str]:
    """Lines of Markdown: one row a field, one column a group; "–" where the gold has no such value."""
    names = list(found)
    yield "| field | " + " | ".join(f"{name} ({sizes[name]})" for name in names) + " |"
    yield "|---" * (len(names) + 1) + "|"
    for field in next(iter(found.values()))[0]:
        cells = [_cell(fields[field]) for fields, _ in found.values()]
        yield f"| {field} | " + " | ".join(cells) + " |"
    yield "| **scalar micro-F1** | " + " | ".join(f"**{100 * s['micro_f1']:.1f}**" for _, s in found.values()) + " |"
    yield "| all seven key fields right | " + " | ".join(f"{100 * s['records']:.0f} %" for _, s in found.values()) + " |"


def _cell(row: Mapping[str, Any]) -> str:
    return "–" if not row["support"] else f"{100 * (row['f1'] or 0.0):.1f}"


def reliability(judge: Judge, files: Sequence[Path], pred: Path) -> Iterator[str]:
    """Lines of Markdown: one row a field, "right of given" in each band of confidence."""
    seen: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for name, sure, right in _values(judge, files, pred):
        seen[name].append((sure, right))
        seen["all"].append((sure, right))
    yield heading()
    for name, values in seen.items():
        yield row_of_bands(name, values)


def _values(judge: Judge, files: Sequence[Path], pred: Path) -> Iterator[tuple[str, float, bool]]:
    from pipeline.record import decode

    records = {Path(made.source.name).stem: made for made in (decode(f.read_bytes()) for f in pred.rglob("*.json"))}
    for file in files:
        made, truth = records.get(file.stem), json.loads(file.read_text("utf-8"))
        if made is None or truth.get("skip"):
            continue
        for name, field, right in judge.judged(made, truth):
            if field.value is not None:
                yield name, field.confidence, right


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description="Fields by kind, and reliability")
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--pred", type=Path, required=True)
    parser.add_argument("--score", type=Path, default=Path("../shared/score/score.py"))
    parser.add_argument("--by", choices=("document_type", "format", "level"), default="document_type")
    parser.add_argument("--least", type=int, default=20)
    args = parser.parse_args()
    found = groups(args.gold, args.by, args.least)
    made = {name: scores(args.score, files, args.pred) for name, files in found.items()}
    print("\n".join(table(made, {name: len(files) for name, files in found.items()})), "\n")
    print("\n".join(reliability(Judge(scorer(args.score)), found["all"], args.pred)))


if __name__ == "__main__":
    main()
