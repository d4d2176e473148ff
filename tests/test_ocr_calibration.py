"""Words' confidences: monotone, by how a word was decided on, and untouched where nothing was decided."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.ocr.calibration import WEIGHTS, likelihood
from pipeline.read.ocr.tokens import Token

BOX = (0.0, 0.0, 10.0, 10.0)
SHARE = st.floats(0.0, 1.0)


def token(text: str, confidence: float, how: str) -> Token:
    return Token(text, BOX, confidence, how=how)


@given(st.sampled_from(sorted(WEIGHTS)), SHARE, SHARE, SHARE)
def test_surer_readings_are_never_given_less(how: str, one: float, two: float, line: float) -> None:
    low, high = sorted((one, two))
    assert 0.0 < likelihood(token("việc", low, how), line) <= likelihood(token("việc", high, how), line) < 1.0
    assert likelihood(token("việc", line, how), low) <= likelihood(token("việc", line, how), high)


@pytest.mark.parametrize(
    ("text", "confidence", "how", "line", "low", "high"),
    [
        ("việc", 0.999, "both", 0.98, 0.99, 1.0),
        ("việc", 0.6, "language", 0.95, 0.85, 0.97),  # other marks than were read, chosen by the model of language
        ("việc", 0.76, "second", 0.95, 0.9, 0.99),
        ("xqv", 0.97, "second alone", 0.9, 0.6, 0.9),  # what one reader alone saw
        ("xqv", 0.3, "cut otherwise", 0.5, 0.0, 0.2),
        ("45", 0.88, "handwritten", 0.5, 0.88, 0.88),
        ("", 0.5, "", 0.9, 0.5, 0.5),
    ],
)
def test_confidence_says_how_many_are_right(text: str, confidence: float, how: str, line: float, low: float, high: float) -> None:
    assert low <= likelihood(token(text, confidence, how), line) <= high
