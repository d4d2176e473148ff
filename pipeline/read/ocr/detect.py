"""Where the lines are."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pipeline.read.ocr.engines import second_reader
from pipeline.read.ocr.prepare import Sheet
from pipeline.read.ocr.tokens import Boxes, Gray

COVERED = 0.5
"""A line found with the red ink is new where less than this share of it is covered by lines found without."""
RED_LINE, FEW_RED, ROOM = 0.02, 3, 0.02
"""Such a line has at least this share of red in its box. Rows with more red pixels than FEW_RED are red; around them this share
of the page's height is looked at too."""
SMALL, AIM, MOST_SIDE = 9.0, 12.0, 2048
"""Where the middle line is lower than SMALL pixels for the detector, it looks again with lines of AIM pixels."""
SURE_CORE = 1.75
"""The logit from which a core is sure."""
BRIDGE, BRIDGE_RUN, ALL_ALONG = 1.9, 1.5, 0.35
"""A core higher than this many times the usual is two lines grown together, as under a stamp; they are cut where the
core is thicker than so many times the usual, or along their seam where that is so over more than this share of it."""
Maps = npt.NDArray[np.float32]


def line_boxes(sheet: Sheet) -> Boxes:
    """The boxes of the page's lines, N x 4 pixels of the straightened page.

    Found without the red ink, so that a seal cuts no line; lines that only exist in red ink (stamped names,
    urgency marks) are added, looked for where red ink is.
    """
    boxes, scale = detect(sheet.clear)
    if sheet.red is None:
        return boxes
    extra: list[Boxes] = []
    for part in red_parts(sheet.red):
        found = _on_page(*_look(sheet.gray[part], round(scale * max(sheet.gray[part].shape))), sheet.gray[part])
        moved = found + np.array([part[1].start, part[0].start] * 2, np.float32)
        extra += [box for box in moved if _covered(box, boxes) < COVERED and _red_share(sheet.red, box) >= RED_LINE]
    return np.concatenate([boxes, np.asarray(extra, np.float32).reshape(-1, 4)])


def red_parts(red: npt.NDArray[np.bool_]) -> list[tuple[slice, slice]]:
    """The parts of a page that hold its red ink, with room around: rows and columns, from the top."""
    height, width = red.shape
    room = round(ROOM * height)
    rows = np.flatnonzero(red.sum(1) > FEW_RED)
    parts = []
    for run in np.split(rows, np.flatnonzero(np.diff(rows) > 2 * room) + 1) if len(rows) else []:
        across = np.flatnonzero(red[run[0] : run[-1] + 1].any(0))
        down = slice(max(0, int(run[0]) - room), min(height, int(run[-1]) + room))
        parts.append((down, slice(max(0, int(across[0]) - room), min(width, int(across[-1]) + room))))
    return parts


def _red_share(red: npt.NDArray[np.bool_], box: Boxes) -> float:
    x0, y0, x1, y1 = (int(v) for v in box)
    return float(red[y0:y1, x0:x1].mean())


def detect(gray: Gray) -> tuple[Boxes, float]:
    """Lines of one grey page, and the scale at which they were looked for."""
    side = int(second_reader().page.long_side)
    boxes, scale = _look(gray, side)
    if len(boxes) >= 8:
        middle = float(np.median(boxes[:, 3] - boxes[:, 1]))
        closer = int(min(MOST_SIDE, side * AIM / max(middle, 1.0))) // 32 * 32
        if middle < SMALL and closer > side:
            boxes, scale = _look(gray, closer)
    return _on_page(boxes, scale, gray), scale


def _on_page(boxes: Boxes, scale: float, gray: Gray) -> Boxes:
    """The detector's boxes in pixels of the page, without the tiniest."""
    boxes = boxes / scale
    boxes[:, [0, 2]] = boxes[:, [0, 2]].clip(0, gray.shape[1])
    boxes[:, [1, 3]] = boxes[:, [1, 3]].clip(0, gray.shape[0])
    return boxes[(boxes[:, 2] - boxes[:, 0] >= 4) & (boxes[:, 3] - boxes[:, 1] >= 4)]


def _look(gray: Gray, long_side: int) -> tuple[Boxes, float]:
    from trueocr.page import det_input

    ink, scale = det_input(gray, long_side)
    out: Maps = second_reader().page.det.run(None, {"x": ink[None, None]})[0][0]
    return _decode(out), float(scale)


def _decode(out: Maps) -> Boxes:
    """Boxes from the detector's maps: [core logit, distance to the line's top, to its bottom] at half resolution."""
    import cv2

    core = (out[0] > 0.0).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(core, connectivity=4)
    if count <= 1:
        return np.zeros((0, 4), np.float32)
    usual = float(np.median(stats[1:, cv2.CC_STAT_HEIGHT]))
    tall = np.flatnonzero(stats[:, cv2.CC_STAT_HEIGHT] > BRIDGE * max(usual, 2.0))
    for label in tall[tall > 0]:
        _cut_bridges(core, labels == label, out[0], usual)
    if len(tall) > 1:
        count, labels, stats, _ = cv2.connectedComponentsWithStats(core, connectivity=4)
    return _boxes(out, labels, stats, count)


def _cut_bridges(core: npt.NDArray[np.uint8], part: npt.NDArray[np.bool_], logit: Maps, usual: float) -> None:
    """Cut lines that grew together (in place): between rows where they touch all along, else where they touch.

    What is left is the surer core, without the stretches still thick enough for two.
    """
    rows, columns = np.nonzero(part)
    box = np.s_[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    own, inside = part[box], core[box]
    left = own & (logit[box] > SURE_CORE)
    run, longest = np.zeros(left.shape[1], np.int64), np.zeros(left.shape[1], np.int64)
    for row in left:
        run = np.where(row, run + 1, 0)
        longest = np.maximum(longest, run)
    joined = longest > BRIDGE_RUN * max(usual, 2.0)
    if joined.mean() > ALL_ALONG:
        strength = np.where(own, logit[box], 0.0).sum(1)
        third = len(strength) // 3
        seam = third + int(strength[third : len(strength) - third].argmin())
        inside[seam, own[seam]] = 0
        return
    inside[own & ~left] = 0
    inside[:, joined] *= ~own[:, joined]


def _boxes(out: Maps, labels: npt.NDArray[np.int32], stats: npt.NDArray[np.int32], count: int) -> Boxes:
    import cv2
    from trueocr.page import CORE_X_SHRINK, OUT_STRIDE

    rows, columns = np.nonzero(labels)
    which = labels[rows, columns]
    number = np.maximum(np.bincount(which, minlength=count), 1)
    y = (rows + 0.5) * OUT_STRIDE
    top = np.bincount(which, weights=y - out[1][rows, columns], minlength=count) / number
    bottom = np.bincount(which, weights=y + out[2][rows, columns], minlength=count) / number
    grow = CORE_X_SHRINK * (bottom - top)
    left = stats[:, cv2.CC_STAT_LEFT] * OUT_STRIDE - grow
    right = (stats[:, cv2.CC_STAT_LEFT] + stats[:, cv2.CC_STAT_WIDTH]) * OUT_STRIDE + grow
    keep = np.arange(count) > 0
    keep &= stats[:, cv2.CC_STAT_AREA] >= 2
    return np.stack([left, top, right, bottom], 1)[keep].astype(np.float32)


def _covered(box: Boxes, boxes: Boxes) -> float:
    """The share of a box's area that other boxes cover (overlaps among them counted twice)."""
    width = np.clip(np.minimum(boxes[:, 2], box[2]) - np.maximum(boxes[:, 0], box[0]), 0, None)
    height = np.clip(np.minimum(boxes[:, 3], box[3]) - np.maximum(boxes[:, 1], box[1]), 0, None)
    area = float((box[2] - box[0]) * (box[3] - box[1]))
    return float((width * height).sum()) / max(area, 1.0)
