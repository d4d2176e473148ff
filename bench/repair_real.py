"""Other scanners' damage, each file repaired with a channel that never saw it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from models.pairs import rows
from models.profiles import learned, merged
from pipeline.repair import adapt, mend, tables
from pipeline.repair import model as models
from pipeline.repair.model import RepairModel
from pipeline.repair.text import repair_text


def leave_one_out(real: Path, pairs: Path, score: Callable[..., Any]) -> Iterator[tuple[str, Any]]:
    """(name, score) of every file of `real`, the channel "real" learned from the others, the rest as shipped."""
    files = sorted(real.glob("*.tsv"))
    shipped = models.model()
    kept = {name: costs for name, costs in shipped.channels.items() if name != "real"}
    for file in files:
        own = with_channel(shipped, kept, learned([f for f in files if f != file]))
        with_model(own)
        yield file.stem, score([rows(file)], repair_text)
    with_model(shipped)


def with_channel(shipped: RepairModel, kept: dict[str, Any], costs: dict[tuple[str, str], float]) -> RepairModel:
    """The model with another "real" channel; operations known only to the old one go."""
    tables_of = {name: dict(zip(shipped.ops, column.tolist(), strict=True)) for name, column in kept.items()}
    nats = {name: {op: c / 1000 for op, c in table.items() if c < 59000} for name, table in tables_of.items()}
    new = merged({**nats, "real": costs})
    return replace(
        shipped,
        ops=tuple((o, t) for o, t in new["ops"]),
        channels={name: np.array(column, np.int32) for name, column in new["costs"].items()},
    )


def with_model(own: RepairModel) -> None:
    """Make every stage use this model from now on."""
    for module in (mend, tables):
        module.model = lambda: own  # type: ignore[attr-defined]
    tables.shape.cache_clear()
    mend.general.cache_clear()
    adapt.forget()
