"""Where the lines are."""

from __future__ import annotations

import numpy as np

from pipeline.read.ocr.engines import second_reader
from pipeline.read.ocr.prepare import Sheet
from pipeline.read.ocr.tokens import Boxes

COVERED = 0.5
"""A line found with the red ink is new where less than this share of it is covered by lines found without."""


def line_boxes(sheet: Sheet) -> Boxes:
    """The boxes of the page's lines, N x 4 pixels of the straightened page.

    Found without the red ink, so that a seal cuts no line; lines that only exist in red ink (stamped names,
    urgency marks) are added.
    """
    boxes = _detect(sheet.clear)
    if sheet.red is None:
        return boxes
    extra = [box for box in _detect(sheet.gray) if _covered(box, boxes) < COVERED]
    return np.concatenate([boxes, np.asarray(extra, np.float32).reshape(-1, 4)])


def _detect(gray: np.ndarray[tuple[int, int], np.dtype[np.uint8]]) -> Boxes:
    found = second_reader().page.detect(gray)
    boxes: Boxes = np.asarray(found, np.float32).reshape(-1, 5)[:, :4]
    return boxes[(boxes[:, 2] - boxes[:, 0] >= 4) & (boxes[:, 3] - boxes[:, 1] >= 4)]


def _covered(box: Boxes, boxes: Boxes) -> float:
    """The share of a box's area that other boxes cover (overlaps among them counted twice)."""
    width = np.clip(np.minimum(boxes[:, 2], box[2]) - np.maximum(boxes[:, 0], box[0]), 0, None)
    height = np.clip(np.minimum(boxes[:, 3], box[3]) - np.maximum(boxes[:, 1], box[1]), 0, None)
    area = float((box[2] - box[0]) * (box[3] - box[1]))
    return float((width * height).sum()) / max(area, 1.0)
