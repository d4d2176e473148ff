"""Pages of one file that need no reading of their own, and pages that say the same: blank sheets, copies, second scans.

A picture that stood before in the file is not read again. A sheet that lay on the scanner twice gives two pictures that
differ in every dot; both are read, and that the later repeats the earlier is told from what was read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.read.options import ReadOptions
from schemas.reading import Page
from schemas.record import Notice

if TYPE_CHECKING:
    from PIL import Image

SURE = 0.9
"""Words read less surely than this may differ between two scans of one sheet."""
ALIKE, LEAST = 0.97, 40
"""This share of each page's sure words must stand on the other; pages with fewer words are not compared."""
AS_LONG = 0.9
"""Pages are compared where the shorter has this share of the longer's words."""


@dataclass(slots=True)
class ImageReader:
    """Reads the page images of one file; `seen` are the pages read so far, by their images' fingerprints."""

    options: ReadOptions
    seen: dict[bytes, Page] = field(default_factory=dict)

    def read(self, image: Image.Image, number: int, dpi: float) -> Page:
        """The page of an image in mode L or RGB; blank images and those read before are not read. Raises E030."""
        from pipeline.read import ocr
        from pipeline.read.ocr.blank import blank, fingerprint

        if blank(image):
            return Page(number, (), "ocr", "none", image.width * 72 / dpi, image.height * 72 / dpi)
        key = fingerprint(image)
        if key not in self.seen:
            self.seen[key] = ocr.read_image(image, number, dpi, self.options)
        return replace(self.seen[key], number=number)


def repeated(pages: Sequence[Page]) -> list[Notice]:
    """A notice for each page read from an image that says what an earlier one says."""
    read = [(page, _words(page)) for page in pages if page.source == "ocr"]
    notices = []
    for k, (page, words) in enumerate(read):
        earlier = next((one.number for one, others in read[:k] if _same(words, others)), None)
        if earlier is not None:
            notices.append(Notice("W115", f"page {page.number} as page {earlier}"))
    return notices


@dataclass(frozen=True, slots=True)
class _Words:
    """A page's words counted: all of them, the sure ones, and the sure ones that hold a figure."""

    every: Counter[str]
    sure: Counter[str]
    figures: frozenset[str]


def _words(page: Page) -> _Words:
    read = [(line.text[w.start : w.end].strip(".,;:"), w.confidence) for line in page.lines for w in line.words]
    sure = [word for word, confidence in read if confidence >= SURE]
    return _Words(Counter(w for w, _ in read), Counter(sure), frozenset(w for w in sure if any(map(str.isdigit, w))))


def _same(one: _Words, two: _Words) -> bool:
    """Whether two pages say the same: nearly every sure word of each stands on the other, and every sure figure."""
    few, many = sorted((one.every.total(), two.every.total()))
    if few < max(LEAST, AS_LONG * many):
        return False
    return _holds(one.every, two) and _holds(two.every, one)


def _holds(every: Counter[str], other: _Words) -> bool:
    return (other.sure - every).total() <= (1 - ALIKE) * other.sure.total() and other.figures <= every.keys()
