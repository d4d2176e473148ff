"""Needled patterns find what the bare patterns find, in every text, from every place."""

from __future__ import annotations

import importlib
import pkgutil
import random
import re

import pytest

import extractors
import pipeline.zones
from extractors.needles import Needled, needled

PATTERNS = [
    r"cong van den|van ban den|^\W{0,3}den$",
    r"(?<![a-z0-9])(?:da|vua) (?:co|ra) (?P<what>thong bao|canh bao)(?= (?:ve|v/v))",
    r"\bngay[ \n]{1,3}(?P<d>[0-9]{1,2})(?![0-9])",
    r"(?:x|)yab+c{2}",
    r"(?P<q>x)y(?P=q)zzz",
    r"^so ?:|\bso hieu\b",
    r"^so",
    r"[a-c]{2,}",
    r"a(?:bc|bd)?e$",
    r"(?:lan )?thu \d{1,2}\b|ky hop",
]


@pytest.mark.parametrize("source", PATTERNS)
def test_found_alike(source: str) -> None:
    _alike(needled(source), random.Random(source))


def _every() -> dict[str, Needled]:
    found: dict[str, Needled] = {}
    for package in (extractors, pipeline.zones):
        for info in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            module = importlib.import_module(info.name)
            found |= {f"{info.name}.{name}": one for name, one in vars(module).items() if isinstance(one, Needled)}
    return found


EVERY = _every()


@pytest.mark.parametrize("name", sorted(EVERY))
def test_every_pattern_in_use_finds_what_it_would_alone(name: str) -> None:
    _alike(EVERY[name], random.Random(name))


def _alike(one: Needled, rng: random.Random) -> None:
    pieces = [*one.texts, *re.findall(r"[a-zà-ỹđ]+|[A-ZĐ]+", one.pattern.pattern), *"  \n.,:;()/-0123456789aebđX", "12/3/2020"]
    for length in [*range(0, 40, 3), *[60] * 12, *[300] * 6]:
        text = "".join(rng.choice(pieces) + rng.choice(("", "", " ")) for _ in range(length))
        pos = rng.choice((0, 0, rng.randrange(len(text) + 1)))
        end = rng.choice((None, None, rng.randrange(pos, len(text) + 1)))
        stop = len(text) if end is None else end
        assert [m.span() for m in one.finditer(text, pos, end)] == [m.span() for m in one.pattern.finditer(text, pos, stop)]
        here, there = one.search(text, pos, end), one.pattern.search(text, pos, stop)
        assert (here and here.regs) == (there and there.regs)


def test_needles_are_the_longest_strings_that_every_match_has() -> None:
    one = needled(r"(?:can cu|theo) (?P<what>quyet dinh|nghi quyet) so")
    assert one.texts == ("quyet dinh", "nghi quyet")
    assert [(n.before_least, n.before_most) for n in one.needles] == [(5, 7)] * 2
    assert needled("(?i)abc").texts == ("",)
    assert needled("a*|b").texts == ("",)
    assert needled("^abc").texts == ()
