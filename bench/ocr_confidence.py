"""Whether words are as sure as they say: the share of right words by the confidence given, on our own pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.ocr import find, flat
from bench.ocr_truth import LetterTruth
from schemas.reading import Line, Reading

EDGES = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01)
LEAST, ALIKE = 12, 0.3
"""Lines shorter than this may be found anywhere; lines that differ in more than this share are in no line of the truth."""


def table(letters: Sequence[LetterTruth], readings: Sequence[Reading | None]) -> list[tuple[float, int, int]]:
    """For each step of confidence: its lower edge, its words, and how many of them are right."""
    words, right = [0] * (len(EDGES) - 1), [0] * (len(EDGES) - 1)
    for letter, reading in zip(letters, readings, strict=True):
        for truth, page in zip(letter.pages, reading.pages if reading else (), strict=False):
            text = " ".join(flat(line) for line in truth.lines if not line.startswith("<<"))
            for line in page.lines:
                for confidence, good in judged(line, text):
                    step = next(k for k in range(len(words)) if confidence < EDGES[k + 1])
                    words[step], right[step] = words[step] + 1, right[step] + good
    return [(EDGES[k], words[k], right[k]) for k in range(len(words))]


def judged(line: Line, text: str) -> Iterator[tuple[float, bool]]:
    """Each word's confidence and whether it is right; nothing for lines that the truth does not have."""
    from rapidfuzz.distance import Levenshtein

    own = [flat(line.text[word.start : word.end]) for word in line.words]
    if len(line.text) < LEAST or not all(own):
        return
    distance, start, end = find(" ".join(own), text)
    if distance > ALIKE * len(line.text):
        return
    good = [False] * len(own)
    for step in Levenshtein.opcodes(own, text[start : end + 1].split()):
        if step.tag == "equal":
            good[step.src_start : step.src_end] = [True] * (step.src_end - step.src_start)
    yield from ((word.confidence, right) for word, right in zip(line.words, good, strict=True))


def show(rows: Sequence[tuple[float, int, int]]) -> None:
    """Print the steps that hold words."""
    for (edge, words, right), upper in zip(rows, EDGES[1:], strict=True):
        if words:
            print(f"   confidence {edge:.2f}-{min(upper, 1.0):.2f}: {words} words, right {100 * right / words:.1f} %")
