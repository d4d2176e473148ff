"""The damage channels of the product: one per source of damage, learned from files of pairs.

    python -m models.profiles WORK_DIR OUT.json NAME=FILE[,FILE...] ...

Writes every operation with its cost (thousandths of a nat, null for never) under each named channel.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from models.channel import learn
from models.pairs import word_pairs
from pipeline.repair.align import Op

MOST = 11000
NEVER = 60000


def table(channels: dict[str, list[Path]]) -> dict[str, Any]:
    """Operations and their cost under each channel, as plain lists."""
    return merged({name: learned(files) for name, files in channels.items()})


def learned(files: list[Path]) -> dict[Op, float]:
    """Operation costs (nats) from files of pairs."""
    return learn([pair for file in files for pair in word_pairs(file)])[0]


def merged(learned: dict[str, dict[Op, float]]) -> dict[str, Any]:
    """Channels over one list of operations."""
    every = sorted({op for costs in learned.values() for op in costs if costs[op] < MOST / 1000 and fitting(op)})
    return {
        "ops": [list(op) for op in every],
        "costs": {
            name: [min(MOST, round(costs[op] * 1000)) if op in costs else NEVER for op in every]
            for name, costs in learned.items()
        },
    }


def fitting(op: Op) -> bool:
    """Operations on letters, small, capital, or a capital and a small one; what was read has no space."""
    o, t = op
    return len(o) <= 3 and not any(c.isspace() for c in o) and (not t or t.isalpha())


def main(out: Path, groups: list[str]) -> None:
    """Learn and write."""
    channels = {name: [Path(p) for p in files.split(",")] for name, _, files in (group.partition("=") for group in groups)}
    out.write_text(json.dumps(table(channels), ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
