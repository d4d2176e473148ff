"""The words letters are made of, read once from `data/`."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

DATA = Path(__file__).parent / "data"
MERGED = date(2025, 7, 1)
"""From this day 34 provinces and no districts."""
REFORM = date(2025, 3, 1)
"""From this day fewer ministries and departments."""
REFORM_PARTY = date(2025, 2, 1)
"""From this day the Party's commissions are fewer."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Named:
    """An abbreviation of notations and the name behind it."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Domain:
    """A field of administration. `so` and `bo` hold the body before and after the reform of 2025."""

    key: str
    so: tuple[Named, ...]
    bo: tuple[Named, ...]
    units: tuple[Named, ...]
    bodies: tuple[str, ...]
    sub: tuple[Named, ...]
    topics: tuple[str, ...]
    tasks: tuple[str, ...]
    bans: tuple[str, ...]
    facts: tuple[str, ...]
    laws: tuple[str, ...]


def _lines(name: str) -> list[str]:
    text = (DATA / name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _sections(name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    key = ""
    for line in _lines(name):
        if line.startswith("["):
            key = line.strip("[]")
            found[key] = []
        else:
            found[key].append(line)
    return found


def _items(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(";") if item.strip())


def _named(text: str, separator: str) -> tuple[Named, ...]:
    return tuple(Named(*part.strip().split("|")) for part in text.split(separator))


@cache
def words(kind: str) -> tuple[str, ...]:
    """Phrases that suit any field: "tasks", "facts", "closings", …"""
    return _items(" ".join(_sections("generic.txt")[kind]))


@cache
def names(kind: str) -> tuple[str, ...]:
    """Parts of invented names: "family", "given_m", "place_first", …"""
    return _items(" ".join(_sections("names.txt")[kind]))


@cache
def domains() -> tuple[Domain, ...]:
    """All fields; the Party's is last."""
    made = []
    for key, lines in _sections("domains.txt").items():
        d = dict(line.split(": ", 1) for line in lines)
        lists = {k: _items(d[k]) for k in ("bodies", "topics", "tasks", "bans", "facts", "laws")}
        so, bo = _named(d["so"], ">"), _named(d["bo"], ">")
        made.append(Domain(key, so, bo, _named(d["units"], ";"), sub=_named(d["sub"], ";"), **lists))
    return tuple(made)


@cache
def provinces(merged: bool) -> tuple[tuple[str, str], ...]:
    """(kind, name) of the 63 provinces, or with `merged` of the 34."""
    rows = [line.split("|") for line in _lines("provinces.txt")]
    return tuple(dict.fromkeys((r[2], r[3]) if merged else (r[0], r[1]) for r in rows))


def at(versions: tuple[Named, ...], on: date) -> Named:
    """The body as it was called on that day."""
    return versions[-1] if on >= REFORM else versions[0]


def fill(rng: random.Random, template: str, **slots: str) -> str:
    """A template with its slots filled; numbers are drawn, except `topic` and what `slots` gives."""
    if "{" not in template:
        return template
    numbers = {"n": f"{rng.randint(11, 98)}", "m": f"{rng.randint(2, 9):02d}", "k": f"{rng.randint(104, 987)}"}
    numbers |= {"n2": f"{rng.randint(10, 14)}", "pct": f"{rng.randint(31, 98)},{rng.randint(1, 9)}"}
    return template.format(**numbers, **slots)


def draw(rng: random.Random, pool: tuple[T, ...], count: int) -> list[T]:
    """That many different items, or all of them where there are fewer."""
    return rng.sample(pool, min(count, len(pool)))


def capital(text: str) -> str:
    """The same with a capital at the start."""
    return text[:1].upper() + text[1:]
