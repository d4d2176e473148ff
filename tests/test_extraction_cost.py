"""The cost of the whole extraction grows no faster than the text, whatever the text is nearly made of."""

from __future__ import annotations

import gc

import pytest

from bench.extraction import COUNTED, NEAR, PLACES, SIGNS, longer, near, one
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
    assert not _grows(*(near(NEAR[name], size, "one line", LEADS[place]) for size in (3_000, 6_000)))


@pytest.mark.parametrize("name", sorted(NEAR))
def test_a_long_list_costs_no_more_than_its_length(name: str) -> None:
    assert not _grows(*(near(NEAR[name], size, "items") for size in (8_000, 16_000)))


@pytest.mark.parametrize("place", ["body", "annex"])
@pytest.mark.parametrize("name", sorted(COUNTED))
def test_what_is_never_the_same_costs_no_more_than_its_length(name: str, place: str) -> None:
    assert not _grows(*(near(COUNTED[name], size, "short lines", LEADS[place]) for size in (16_000, 32_000)))


@pytest.mark.parametrize("place", sorted(LEADS))
@pytest.mark.parametrize("sign", SIGNS)
def test_one_sign_without_end_costs_no_more_than_its_length(sign: str, place: str) -> None:
    assert not _grows(*(near(sign, size, "one line", LEADS[place]) for size in (3_000, 6_000)))


def test_an_ordinary_letter_costs_no_more_than_its_length() -> None:
    assert not _grows(longer(8), longer(16))


def test_a_member_of_a_list_costs_no_more_than_its_share() -> None:
    size = 20_000
    seconds = min(one(near(NEAR["numbers"], size, "one line", LEADS["annex"])).seconds for _ in range(3))
    assert seconds < 30e-6 * size  # six times what a quiet machine takes
