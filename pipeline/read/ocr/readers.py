"""The second reader of a line: trueocr's recogniser, word by word."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import numpy as np

from pipeline.read.ocr.engines import second_reader
from pipeline.read.ocr.tokens import Boxes, Gray, Token

MAX_WIDTH = 1024


def second_lines(gray: Gray, boxes: Boxes, batch: int = 8) -> list[list[Token]]:
    """The words trueocr's recogniser reads in each box; their places follow from the recogniser's time steps."""
    from trueocr.preprocess import pad_batch, prepare_gray, width_batches

    reader = second_reader().recogniser
    crops = [prepare_gray(_bare(gray, box), max_width=MAX_WIDTH, pad_y=reader.pad_y, pad_x=reader.pad_x) for box in boxes]
    lines: list[list[Token]] = [[] for _ in crops]
    for chosen in width_batches([c.shape[1] for c in crops], max_batch=batch):
        tensor, widths = pad_batch([crops[i] for i in chosen])
        ids, conf, lengths = reader.session.run(["ids", "conf", "lengths"], {"x": tensor, "widths": widths})
        for row, i in enumerate(chosen):
            n = int(lengths[row])
            lines[i] = _words(ids[row, :n], conf[row, :n], reader.chars, boxes[i])
    return lines


def _bare(gray: Gray, box: Boxes) -> Gray:
    x0, y0 = np.floor(box[:2]).astype(int).clip(0)
    x1, y1 = np.ceil(box[2:4]).astype(int)
    part = gray[y0:y1, x0:x1]
    return part if part.size else np.full((8, 8), 255, np.uint8)  # a box off the page holds nothing


def _words(ids: Boxes, conf: Boxes, chars: Sequence[str], box: Boxes) -> list[Token]:
    """Greedy CTC (blank = 0), cut at spaces; a word's x range is that of its letters' time steps."""
    keep = np.flatnonzero((ids != 0) & np.concatenate(([True], ids[1:] != ids[:-1])))
    height = float(box[3] - box[1])
    x0, step = float(box[0]) - 0.3 * height, (float(box[2] - box[0]) + 0.6 * height) / max(len(ids), 1)
    words: list[Token] = []
    letters: list[int] = []
    for at in [*keep, -1]:
        if at >= 0 and chars[ids[at] - 1] != " ":
            letters.append(int(at))
        elif letters:
            text = unicodedata.normalize("NFC", "".join(chars[ids[k] - 1] for k in letters))
            place = (x0 + step * (letters[0] - 0.5), float(box[1]), x0 + step * (letters[-1] + 1.5), float(box[3]))
            each = tuple((x0 + step * (k + 0.5), float(conf[k])) for k in letters) if len(text) == len(letters) else ()
            words.append(Token(text, place, float(conf[letters].min()), letters=each))
            letters = []
    return words
