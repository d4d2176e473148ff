"""Tesseract's Vietnamese network, run by itself over lines that are cut already.

The weights are those of `tessdata_fast` (card in `models/tesseract`). What the program does around them on a page (finding
lines, thresholds, a PNG of every line) costs more than the network does; here lines of like width are read together.
How a line is scaled and how sure a word is follows Tesseract 5 (`lstmrecognizer.cpp`, `recodebeam.cpp`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from pipeline.read.ocr.engines import first_reader
from pipeline.read.ocr.language import MARGINS, available, known
from pipeline.read.ocr.tokens import Gray, PixelBox, Token

HIGH, STEP = 36, 3
"""The network reads lines so many pixels high, and gives a character's probabilities every so many pixels."""
PAD_X, PAD_Y, AROUND = 0.3, 0.17, 0.11
"""Shares of the line's height taken from the page beside it, above and below, and left around its ink."""
TOGETHER = 4
"""So many lines are read at once: more are slower, the caches being small."""
COARSE, SOFT, SHARP, ENLARGED = 0.7, 0.2, 0.4, 1.4
"""Lines made smaller than COARSE of their size are sharpened by SOFT, others by SHARP, those enlarged more not at all."""
OFFSET, UNKNOWN, SCALE = 0.085, 2.25, 0.35
"""A character's log probability is lowered by OFFSET, and counts UNKNOWN times in words that are none; times SCALE it is what
the confidence lacks."""
LEAST = 0.02
"""No word is less sure: what Tesseract would leave out may be right, and is for the other reader and the language to judge."""
BEFORE, AFTER = 1.0, 2.5
"""A word reaches so many steps before its first one and behind the beginning of its last."""
WIDTH, LEAST_DOUBT = 12, -0.1
"""So many spellings of a word that is none are kept, where a character of it is less likely than this logarithm says."""
ETH = {"Ð": "Đ", "ð": "đ"}
Floats = npt.NDArray[np.float32]
Codes = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Char:
    """A character as read: its code, first and last step, and the logarithm of its probability with the blanks before it."""

    code: int
    start: int
    end: int
    sure: float


@dataclass(frozen=True, slots=True)
class _Strip:
    """A line as the network takes it, the page's x at its left edge, and the page's pixels one step is wide."""

    image: Floats
    left: float
    step: float


def network_lines(gray: Gray, boxes: Sequence[PixelBox]) -> list[list[Token]]:
    """The words Tesseract's network reads in each box of a page. Word boxes in pixels of the page."""
    strips = [_strip(gray, box) for box in boxes]
    lines: list[list[Token]] = [[] for _ in boxes]
    order = sorted(range(len(strips)), key=lambda k: strips[k].image.shape[1])
    for start in range(0, len(order), TOGETHER):
        chosen = order[start : start + TOGETHER]
        for k, codes, logs in zip(chosen, *_probabilities([strips[k].image for k in chosen]), strict=True):
            lines[k] = _words(codes, logs, strips[k], boxes[k])
    return lines


def _probabilities(images: Sequence[Floats]) -> tuple[list[Codes], list[Floats]]:
    """The three likeliest codes of each step of each line, and the logarithms of their probabilities."""
    lengths = np.array([image.shape[1] // STEP for image in images], np.int32)
    lines = np.ones((len(images), 1, HIGH, int(lengths.max()) * STEP), np.float32)
    for line, image, length in zip(lines, images, lengths.tolist(), strict=True):
        line[0, :, : length * STEP] = image[:, : length * STEP]
    codes, logs = first_reader().session.run(["codes", "logs"], {"lines": lines, "lengths": lengths})
    codes = _one_letter()[codes]
    return [codes[:n, k] for k, n in enumerate(lengths)], [logs[:n, k] for k, n in enumerate(lengths)]


@cache
def _one_letter() -> Codes:
    """Each code, but that of the Vietnamese letter for one that only looks like it: the eth of Iceland."""
    chars = first_reader().chars
    return np.array([chars.index(ETH.get(char, char)) for char in chars] + [len(chars)], np.int64)


def _strip(gray: Gray, box: PixelBox) -> _Strip:
    """The line with its margins, trimmed to its ink at both ends."""
    high = box[3] - box[1]
    x0, x1 = int(max(0, box[0] - PAD_X * high)), int(min(gray.shape[1], box[2] + PAD_X * high) + 1)
    y0, y1 = int(max(0, box[1] - PAD_Y * high)), int(min(gray.shape[0], box[3] + PAD_Y * high) + 1)
    part = gray[y0:y1, x0:x1]
    if min(part.shape) < STEP:  # a box off the page holds nothing
        return _Strip(np.ones((HIGH, STEP), np.float32), float(x0), 1.0)
    start, end = _inked(gray[int(max(0, box[1])) : int(box[3]) + 1, x0:x1])
    around = round(AROUND * high)
    start, end = max(0, start - around), min(part.shape[1], end + around)
    image = _level(_scaled(np.ascontiguousarray(part[:, start:end])))
    return _Strip(image, float(x0 + start), STEP * (end - start) / image.shape[1])


def _inked(band: Gray) -> tuple[int, int]:
    """Where a line's ink begins and ends; columns with a single dark point are dust."""
    import cv2

    limit, _ = cv2.threshold(band, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    columns = np.flatnonzero((band <= limit).sum(0) >= 2)
    return (int(columns[0]), int(columns[-1]) + 1) if len(columns) else (0, band.shape[1])


def _scaled(part: Gray) -> Gray:
    """The line at the network's height, its strokes sharpened as Tesseract's image library does when it scales."""
    import cv2

    factor = HIGH / part.shape[0]
    size = (max(STEP, round(part.shape[1] * factor)), HIGH)
    small = cv2.resize(part, size, interpolation=cv2.INTER_AREA if factor < COARSE else cv2.INTER_LINEAR)
    if factor >= ENLARGED:
        return np.asarray(small, np.uint8)
    more, reach = (SOFT, 3) if factor < COARSE else (SHARP, 5)
    blurred = cv2.blur(small, (reach, reach), borderType=cv2.BORDER_REPLICATE)
    return np.asarray(cv2.addWeighted(small, 1 + more, blurred, -more, 0), np.uint8)


def _level(line: Gray) -> Floats:
    """Ink at -1 and paper at 1, by the dark and light turning points along the line's middle row."""
    row = line[HIGH // 2].astype(np.int16)
    before, here, after = row[:-2], row[1:-1], row[2:]
    dark = here[((here < before) & (here <= after)) | ((here <= before) & (here < after))]
    light = here[((here > before) & (here >= after)) | ((here >= before) & (here > after))]
    ink = float(np.sort(dark)[dark.size // 4]) if dark.size else 0.0
    paper = float(np.sort(light)[3 * light.size // 4]) if light.size else 255.0
    half = (paper - ink) / 2 if paper > ink else 1.0
    values = ((np.arange(256, dtype=np.float32) - ink) / half - 1.0).clip(-1.0, 1.0)
    return np.asarray(values[line], np.float32)


def _words(codes: Codes, logs: Floats, strip: _Strip, box: PixelBox) -> list[Token]:
    """The line's words: the likeliest code of each step, cut at blanks; words that are none spelt anew."""
    tokens = []
    for word, blank in _cut(_path(codes, logs)):
        text, sure = _spelt(word, codes, logs)
        text = unicodedata.normalize("NFC", text)
        confidence = 1.0 + SCALE * (min(sure, blank) - OFFSET) * (1.0 if _is_word(text) else UNKNOWN)
        left, right = strip.left + strip.step * (word[0].start - BEFORE), strip.left + strip.step * (word[-1].end + AFTER)
        tokens.append(Token(text, (left, box[1], right, box[3]), max(confidence, LEAST)))
    return tokens


def _path(codes: Codes, logs: Floats) -> list[Char]:
    """The likeliest code of each step, equal ones in a row as one character, those that are none left out.

    A step between a character and none counts for both together, as in Tesseract's search.
    """
    none, best = first_reader().none, codes[:, 0]
    fresh = np.flatnonzero((best != none) & np.concatenate(([True], best[1:] != best[:-1])))
    if not len(fresh):
        return []
    at = np.searchsorted(fresh, np.arange(len(best)), "right") - 1
    read = best[fresh]
    near = np.where((codes[:, :2] == none).any(1), codes[:, :2].sum(1) - none, -1)
    shared = (near == read[at.clip(0)]) | (near == read[(at + 1).clip(0, len(read) - 1)])
    sure = np.where(shared, np.minimum(np.logaddexp(logs[:, 0], logs[:, 1]), 0.0), logs[:, 0])
    own = np.flatnonzero((at >= 0) & (best == read[at.clip(0)]))
    ends = own[np.searchsorted(at[own], np.arange(len(read)), "right") - 1]
    worst = np.minimum.reduceat(sure, np.concatenate(([0], ends[:-1] + 1)))
    found = zip(read.tolist(), fresh.tolist(), ends.tolist(), worst.tolist(), strict=True)
    return [Char(code, start, end, log) for code, start, end, log in found]


def _cut(path: Sequence[Char]) -> Iterator[tuple[list[Char], float]]:
    """The words of a path, each with how sure the blanks around it are."""
    chars = first_reader().chars
    blanks = [k for k, char in enumerate(path) if chars[char.code] == " "]
    for start, end in pairwise([-1, *blanks, len(path)]):
        if end - start > 1:
            around = [path[k].sure for k in (start, end) if 0 <= k < len(path)]
            yield list(path[start + 1 : end]), min(around, default=0.0)


def _is_word(text: str) -> bool:
    """Whether a word is one of the language, or a number."""
    core = text.strip(MARGINS)
    return core.isdigit() or (core.isalpha() and available() and known(core))


def _spelt(word: Sequence[Char], codes: Codes, logs: Floats) -> tuple[str, float]:
    """A word's characters, and the worst of their logarithms; of a word that is none the likeliest spelling that is one."""
    chars = first_reader().chars
    text, sure = "".join(chars[char.code] for char in word), min(char.sure for char in word)
    if sure > LEAST_DOUBT or not text.strip(MARGINS).isalpha() or _is_word(text):
        return text, sure
    steps = slice(word[0].start, word[-1].end + 1)
    read = float(logs[steps, 0].sum()) - OFFSET * (steps.stop - steps.start)
    others = (("".join(chars[c] for c in spelt), total, worst) for spelt, total, worst in _spellings(codes[steps], logs[steps]))
    found = next(((spelt, total, worst) for spelt, total, worst in others if " " not in spelt and _is_word(spelt)), None)
    if found and found[1] - OFFSET * (steps.stop - steps.start) > UNKNOWN * read:
        return found[0], found[2]
    return text, sure


def _spellings(codes: Codes, logs: Floats) -> list[tuple[tuple[int, ...], float, float]]:
    """The likeliest rows of characters, best first, with the sum and the worst of their steps' logarithms."""
    none = first_reader().none
    beam: dict[tuple[tuple[int, ...], int], tuple[float, float]] = {((), none): (0.0, 0.0)}
    for row, values in zip(codes.tolist(), logs.tolist(), strict=True):
        grown: dict[tuple[tuple[int, ...], int], tuple[float, float]] = {}
        for (spelt, last), (total, worst) in beam.items():
            for code, log in zip(row, values, strict=True):
                key = (spelt if code in (none, last) else (*spelt, code), code)
                grown[key] = max(grown.get(key, (-np.inf, 0.0)), (total + log, min(worst, log)))
        beam = dict(sorted(grown.items(), key=lambda item: -item[1][0])[:WIDTH])
    return [(spelt, *value) for (spelt, _), value in beam.items()]
