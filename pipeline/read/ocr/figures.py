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
BLANK, BEAM, STEP = 10, 12, 4
"""The class of no figure; how many texts the search keeps; pixels of the strip to a column."""
LOST, LIKELY = "?", 0.15
"""What figures that do not explain all ink lose goes to LOST; looked at are those with a probability above LIKELY."""
DARK, NEAR = 0.35, 0.12
"""Ink is what is darker than DARK; a figure's middle lies on its ink or NEAR line heights beside it."""
Strip = npt.NDArray[np.float32]


WINDOWS = ((0.2, 0.2, 1.0), (0.4, 0.4, 1.0), (0.6, 0.6, 1.15), (0.8, 0.8, 1.15), (0.3, 0.6, 1.3), (0.6, 0.3, 1.3))
"""How far beyond the blank, in line heights to the left and right, the looks at it reach, and how much wider they are drawn
(figures crowded together need the columns): their mean is steadier than one."""


def look(gray: Gray, line: PixelBox, left: float, right: float) -> list[tuple[str, float]]:
    """What is written between two places of a line: figures with their probabilities, best first, "" for nothing.

    Figures that leave ink of the blank unexplained lose half of their probability to LOST: one of them may be missing.
    """
    height = line[3] - line[1]
    strips = [strip(gray, line, left - a * height, right + b * height, stretch) for a, b, stretch in WINDOWS]
    logs = _logs(strips)
    mean: dict[str, float] = defaultdict(float)
    for one in logs:
        for text, chance in search(np.exp(one)):
            mean[text] += chance / len(strips)
    pieces = _pieces(gray, line, left, right)
    for text in [text for text, chance in mean.items() if text and chance > LIKELY] if pieces else []:
        if _left_over(pieces, middles(logs[0], text), left - WINDOWS[0][0] * height, height):
            mean[text] /= 2
            mean[LOST] += mean[text]
    return sorted(mean.items(), key=lambda item: -item[1])


def _pieces(gray: Gray, line: PixelBox, left: float, right: float) -> list[tuple[float, float]]:
    """Where connected ink in the blank begins and ends that is as tall as half the line and lies mostly in it."""
    import cv2

    height = line[3] - line[1]
    x0 = int(max(0, left - 0.4 * height))
    part = gray[int(max(0, line[1] - 0.15 * height)) : int(line[3] + 0.15 * height), x0 : int(right + 0.4 * height)]
    if min(part.shape) < 2:
        return []
    stats = cv2.connectedComponentsWithStats((inked(part) > DARK).astype(np.uint8), connectivity=8)[2][1:]
    tall = [(float(x0 + x), float(x0 + x + wide)) for x, _, wide, high, _ in stats.tolist() if high >= height / 2]
    return [(a, b) for a, b in tall if min(b, right) - max(a, left) >= 0.6 * (b - a)]


def _left_over(pieces: Sequence[tuple[float, float]], columns: Sequence[float], start: float, height: float) -> bool:
    """Whether a piece holds the middle of none of the figures, the strip beginning at `start`."""
    places = [start + (column + 0.5) * STEP * height * TALL / HEIGHT for column in columns]
    return any(not any(a - NEAR * height <= at <= b + NEAR * height for at in places) for a, b in pieces)


def middles(logs: npt.NDArray[np.float32], text: str) -> list[float]:
    """The middle column of each figure on the likeliest way to spell the text in columns x 11 log chances (CTC)."""
    states = [BLANK, *(code for figure in text for code in (int(figure), BLANK))]
    skips = np.array([s > 1 and s % 2 == 1 and states[s] != states[s - 2] for s in range(len(states))])
    best, came = np.full(len(states), -1e9), []
    best[:2] = logs[0, states[:2]]
    for column in logs[1:]:
        one, two = np.roll(best, 1), np.where(skips, np.roll(best, 2), -1e9)
        one[0] = -1e9
        came.append(np.argmax([best, one, two], axis=0))
        best = np.max([best, one, two], axis=0) + column[states]
    at = len(states) - (1 if best[-1] > best[-2] else 2)
    path = [at]
    for step in reversed(came):
        path.append(path[-1] - int(step[path[-1]]))
    path.reverse()
    return [float(np.mean([t for t, s in enumerate(path) if s == 2 * i + 1])) for i in range(len(text))]


def strip(gray: Gray, line: PixelBox, left: float, right: float, stretch: float = 1.0) -> Strip:
    """The part of a line between two places, HEIGHT x WIDTH, ink 0..1; made narrower where it is too long."""
    import cv2

    middle, tall = (line[1] + line[3]) / 2, (line[3] - line[1]) * TALL
    top = int(max(0, middle - tall / 2))
    part = gray[top : int(middle + tall / 2) + 1, max(0, int(left)) : max(int(left) + 2, int(right))]
    out = np.zeros((HEIGHT, WIDTH), np.float32)
    if min(part.shape) < 2:
        return out
    wide = min(WIDTH, max(2, round(part.shape[1] * HEIGHT / part.shape[0] * stretch)))
    out[:, :wide] = cv2.resize(inked(part), (wide, HEIGHT), interpolation=cv2.INTER_AREA)
    return out


def inked(part: Gray) -> Strip:
    """Ink 0..1 of a part of a page, whatever its paper's tone."""
    paper = float(np.percentile(part, 85))
    dark = max(paper - float(np.percentile(part, 1)) - 12, 40.0)
    return np.asarray(np.clip((paper - part.astype(np.float32) - 12) / dark, 0, 1), np.float32)


def read_figures(strips: Sequence[Strip]) -> list[list[tuple[str, float]]]:
    """For each strip the likeliest figures ("" for an empty blank) with their probabilities, best first, at most five."""
    return [search(np.exp(one)) for one in _logs(strips)] if strips else []


def _logs(strips: Sequence[Strip]) -> npt.NDArray[np.float32]:
    """Of each strip the log chances of the figures and of none, columns x 11."""
    (logs,) = _network().run(None, {"ink": np.stack(strips)[:, None]})
    return np.asarray(logs, np.float32)


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
