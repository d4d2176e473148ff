"""Which paragraphs are new: little of their six-word runs stands in the training text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from models.corpus import words

Array = np.ndarray[Any, Any]
RUN, SHARE = 6, 0.35
PRIME = np.uint64(0x9E3779B97F4A7C15)


def runs(ids: Array) -> Array:
    """A 64-bit hash of every run of six words."""
    if len(ids) < RUN:
        return np.zeros(0, np.uint64)
    wide = ids.astype(np.uint64)
    mixed = np.zeros(max(0, len(wide) - RUN + 1), np.uint64)
    for i in range(RUN):
        mixed = (mixed ^ wide[i : len(wide) - RUN + 1 + i]) * PRIME
        mixed ^= mixed >> np.uint64(29)
    return mixed


def novel_paragraphs(paragraphs: list[str], work: Path) -> list[str]:
    """Those of at least ten words with under 35 % of their runs in training."""
    vocabulary = json.loads((work / "tables.json").read_text("utf-8"))["vocabulary"]
    numbers = {word: i for i, word in enumerate(vocabulary)}
    seen = np.unique(runs(np.load(work / "ids.npy")))
    kept = []
    for paragraph in paragraphs:
        own = runs(np.array([numbers.get(key, 0) for key, _ in words(paragraph)], np.uint16))
        if len(own) < 5:
            continue
        places = np.minimum(np.searchsorted(seen, own), len(seen) - 1)
        if float(np.mean(seen[places] == own)) < SHARE:
            kept.append(paragraph)
    return kept
