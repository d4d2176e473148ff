"""The cost of the whole extraction grows no faster than the text, whatever the text is nearly made of."""

from __future__ import annotations

import gc

import pytest

from bench.extraction import NEAR, PLACES, longer, near, one
from schemas.reading import Reading

LEADS = {"body": "", **PLACES}
MOST = 3.0
"""Twice the text may cost at most so many times as much; 2 would be exact, 4 the square, and clocks are neither."""


def _grows(small: Reading, large: Reading) -> bool:
    """Whether the large text costs more than its due; measured again while it seems to."""
    one(small)
    quick, slow = float("inf"), float("inf")
    gc.disable()
    try:
        for _ in range(16):
            quick, slow = min(quick, one(small).seconds), min(slow, one(large).seconds)
            if slow <= MOST * max(quick, 0.004):
                return False
    finally:
        gc.enable()
    return True


@pytest.mark.parametrize("place", sorted(LEADS))
@pytest.mark.parametrize("name", sorted(NEAR))
def test_one_long_line_costs_no_more_than_its_length(name: str, place: str) -> None:
    assert not _grows(*(near(NEAR[name], size, "one line", LEADS[place]) for size in (4_000, 8_000)))


@pytest.mark.parametrize("name", sorted(NEAR))
def test_a_long_list_costs_no_more_than_its_length(name: str) -> None:
    assert not _grows(*(near(NEAR[name], size, "items") for size in (10_000, 20_000)))


def test_an_ordinary_letter_costs_no_more_than_its_length() -> None:
    assert not _grows(longer(8), longer(16))
