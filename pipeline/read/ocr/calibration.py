"""How likely a word is right: by the way it was decided on, what the readers said of it, and the line it stands in.

A logistic regression on 53,500 words of scans whose truth is known (own office pages and faxes of 67 pages each, 45 first
pages of real letters): `python -m bench.ocr_confidence` says how it holds on pages that it was not learned on.
"""

from __future__ import annotations

import math

from pipeline.read.ocr.tokens import Token

WEIGHTS: dict[str, tuple[float, float, float]] = {
    "both": (-1.13, 0.674, 0.512),
    "first, same letters": (-0.841, 0.523, 1.386),
    "first": (-1.083, 1.455, 0.562),
    "second": (-0.204, 0.817, 0.802),
    "language": (0.515, 0.709, 0.647),
    "cut otherwise": (-0.889, 1.74, 0.453),
    "first alone": (-1.173, 0.796, 0.0),
    "second alone": (-1.173, 0.796, 0.0),
}
"""For each way of deciding (`mix`): a constant, and the weights of the log odds of the word's and of its line's confidence."""
FIGURE, SIGN = -0.466, 0.243
"""For words that hold a figure, and for those that end in a sign."""
LEAST, MOST = 0.01, 0.9995


def likelihood(token: Token, line: float) -> float:
    """The probability that a word is right, in a line of that mean confidence before calibration.

    It grows with either confidence. Words that were not decided on between the readers (handwriting, what a seal hides,
    slanting stamps) keep the confidence that they were given.
    """
    if token.how not in WEIGHTS:
        return token.confidence
    constant, own, around = WEIGHTS[token.how]
    figure = FIGURE * any(map(str.isdigit, token.text)) + SIGN * (not token.text[-1:].isalnum())
    return 1 / (1 + math.exp(-(constant + own * _odds(token.confidence) + around * _odds(line) + figure)))


def _odds(confidence: float) -> float:
    bounded = min(max(confidence, LEAST), MOST)
    return math.log(bounded / (1 - bounded))
