"""Figures written by hand in a blank of the head: a small network of our own reads the strip (models/figures).

The network sees the blank and a little of the print around it, and gives for each column of the strip the chance of each
figure or of none (CTC); the search below turns that into the likeliest figures with their probabilities.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.read.ocr.tokens import Gray, PixelBox

HEIGHT, WIDTH = 40, 200
TALL = 1.4
"""The strip is so many times as high as the line's box, as the training strips are."""
BLANK, BEAM = 10, 12
Strip = npt.NDArray[np.float32]


WINDOWS = ((0.2, 0.2), (0.4, 0.4), (0.6, 0.6), (0.8, 0.8), (0.3, 0.6), (0.6, 0.3))
"""How far beyond the blank, in line heights to the left and right, the looks at it reach: their mean is steadier than one."""


def look(gray: Gray, line: PixelBox, left: float, right: float) -> list[tuple[str, float]]:
    """What is written between two places of a line: figures with their probabilities, best first, "" for nothing."""
    height = line[3] - line[1]
    strips = [strip(gray, line, left - a * height, right + b * height) for a, b in WINDOWS]
    mean: dict[str, float] = defaultdict(float)
    for seen in read_figures(strips):
        for text, chance in seen:
            mean[text] += chance / len(strips)
    return sorted(mean.items(), key=lambda item: -item[1])


def strip(gray: Gray, line: PixelBox, left: float, right: float) -> Strip:
    """The part of a line between two places, HEIGHT x WIDTH, ink 0..1; cut at the right where it is too long."""
    import cv2

    middle, tall = (line[1] + line[3]) / 2, (line[3] - line[1]) * TALL
    top = int(max(0, middle - tall / 2))
    part = gray[top : int(middle + tall / 2) + 1, max(0, int(left)) : max(int(left) + 2, int(right))]
    out = np.zeros((HEIGHT, WIDTH), np.float32)
    if min(part.shape) < 2:
        return out
    paper = float(np.percentile(part, 85))
    ink = np.clip((paper - part.astype(np.float32) - 12) / max(paper - float(np.percentile(part, 1)) - 12, 40.0), 0, 1)
    wide = min(WIDTH, max(2, round(part.shape[1] * HEIGHT / part.shape[0])))
    out[:, :wide] = cv2.resize(ink, (wide, HEIGHT), interpolation=cv2.INTER_AREA)
    return out


def read_figures(strips: Sequence[Strip]) -> list[list[tuple[str, float]]]:
    """For each strip the likeliest figures ("" for an empty blank) with their probabilities, best first, at most five."""
    if not strips:
        return []
    (logs,) = _network().run(None, {"ink": np.stack(strips)[:, None]})
    return [search(np.exp(one)) for one in logs]


def search(chances: npt.NDArray[np.float32]) -> list[tuple[str, float]]:
    """CTC prefix search over columns x 11 chances: each text's probability sums all ways to spell it."""
    beams: dict[str, tuple[float, float]] = {"": (1.0, 0.0)}  # probability of ending in the blank, and in a figure
    for column in chances:
        grown: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        likely = [figure for figure in range(BLANK) if column[figure] > 1e-3]
        for text, (blank, figure) in beams.items():
            grown[text][0] += (blank + figure) * float(column[BLANK])
            if text:
                grown[text][1] += figure * float(column[int(text[-1])])
            for new in likely:
                start = blank if text and int(text[-1]) == new else blank + figure
                grown[text + str(new)][1] += start * float(column[new])
        best = sorted(grown.items(), key=lambda item: -sum(item[1]))[:BEAM]
        beams = {text: (p[0], p[1]) for text, p in best}
    total = sum(sum(p) for p in beams.values()) or 1.0
    return sorted(((text, sum(p) / total) for text, p in beams.items()), key=lambda item: -item[1])[:5]


@cache
def _network() -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    model = files("pipeline.read.ocr") / "data" / "figures.onnx"
    return onnxruntime.InferenceSession(model.read_bytes(), options, providers=["CPUExecutionProvider"])
