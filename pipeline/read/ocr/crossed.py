"""Names that a seal or a signature runs through, read by a recogniser trained on such print (models/names).

It gives for each step along a row of the page the chance of every letter; `names` decides by those chances in several rows
together, and by how people are named, which name stands there.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.read.ocr.engines import second_reader
from pipeline.read.ocr.tokens import Gray, PixelBox

Logs = npt.NDArray[np.float32]
"""Steps x classes: log probabilities, class 0 nothing."""
WIDTH = 448
LIKELY, BEAM, BEST = math.log(3e-3), 16, 8
"""Letters less likely than this are not tried; so many beginnings are followed, and so many texts kept."""


def rows(gray: Gray, boxes: Sequence[PixelBox], batch: int = 32) -> list[Logs]:
    """What the recogniser sees in each row of the page."""
    from trueocr.preprocess import crop_line, pad_batch, width_batches

    reader = second_reader().recogniser
    crops = [crop_line(gray, box, window=3, pad_y=reader.pad_y, pad_x=reader.pad_x, max_width=WIDTH) for box in boxes]
    out: list[Logs] = [np.zeros((0, 0), np.float32)] * len(crops)
    for chosen in width_batches([crop.shape[1] for crop in crops], max_batch=batch):
        ink, widths = pad_batch([crops[k] for k in chosen])
        (logs,) = _network().run(None, {"ink": ink, "widths": widths})
        for k, row, wide in zip(chosen, logs, widths.tolist(), strict=True):
            out[k] = row[: (wide + 3) // 4]
    return out


def greedy(logs: Logs) -> tuple[str, float]:
    """The likeliest text and the mean chance of its letters."""
    best = logs.argmax(1)
    kept = np.flatnonzero((best != 0) & np.concatenate(([True], best[1:] != best[:-1])))
    chars = letters()
    sure = float(np.exp(logs[kept, best[kept]]).mean()) if len(kept) else 0.0
    return " ".join("".join(chars[k - 1] for k in best[kept]).split()), sure


def texts(logs: Logs) -> list[str]:
    """The likeliest texts of a row, by CTC prefix search."""
    chars = letters()
    beams: dict[tuple[int, ...], tuple[float, float]] = {(): (0.0, -math.inf)}
    for column in logs:
        likely = [int(k) for k in np.flatnonzero(column > LIKELY) if k]
        if not likely:
            beams = {
                text: (_sum(p) + float(column[0]), p[1] + float(column[text[-1]]) if text else -math.inf)
                for text, p in beams.items()
            }
            continue
        grown: dict[tuple[int, ...], list[float]] = defaultdict(lambda: [-math.inf, -math.inf])
        for text, p in beams.items():
            total = _sum(p)
            own = grown[text]
            own[0] = _more(own[0], total + float(column[0]))
            if text:
                own[1] = _more(own[1], p[1] + float(column[text[-1]]))
            for new in likely:
                start = p[0] if text and text[-1] == new else total
                other = grown[(*text, new)]
                other[1] = _more(other[1], start + float(column[new]))
        kept = sorted(grown.items(), key=lambda item: -_sum((item[1][0], item[1][1])))[:BEAM]
        beams = {text: (p[0], p[1]) for text, p in kept}
    best = sorted(beams, key=lambda text: -_sum(beams[text]))[:BEST]
    return [" ".join("".join(chars[k - 1] for k in text).split()) for text in best]


def _more(one: float, two: float) -> float:
    low, high = (one, two) if one < two else (two, one)
    return high if low == -math.inf else high + math.log1p(math.exp(low - high))


def _sum(p: tuple[float, float]) -> float:
    return _more(p[0], p[1])


def likelihoods(logs: Logs, names: Sequence[str]) -> npt.NDArray[np.float64]:
    """The log probability that each name is what stands in the row, by CTC's forward sums."""
    codes = _codes()
    spelt = [[codes[c] for c in name if c in codes] for name in names]
    longest = max(map(len, spelt))
    states = np.zeros((len(spelt), 2 * longest + 1), np.int64)
    for row, word in zip(states, spelt, strict=True):
        row[1 : 2 * len(word) : 2] = word
    skip = np.zeros(states.shape, np.bool_)
    skip[:, 3::2] = states[:, 3::2] != states[:, 1:-2:2]
    low = np.full((len(spelt), 1), -1e30)
    at = np.full(states.shape, -1e30)
    at[:, 0], at[:, 1] = logs[0, 0], logs[0, states[:, 1]]
    for column in logs[1:]:
        one = np.concatenate([low, at[:, :-1]], axis=1)
        two = np.where(skip, np.concatenate([low, low, at[:, :-2]], axis=1), -1e30)
        at = np.logaddexp(np.logaddexp(at, one), two) + column[states]
    ends = np.array([2 * len(word) for word in spelt])
    index = np.arange(len(spelt))
    return np.asarray(np.logaddexp(at[index, ends], at[index, np.maximum(ends - 1, 0)]))


@cache
def letters() -> str:
    """The recogniser's letters; class k + 1 is letter k."""
    return "".join(second_reader().recogniser.chars)


@cache
def _codes() -> dict[str, int]:
    return {letter: k + 1 for k, letter in enumerate(letters())}


@cache
def _network() -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    model = files("pipeline.read.ocr") / "data" / "names.onnx"
    return onnxruntime.InferenceSession(model.read_bytes(), options, providers=["CPUExecutionProvider"])
