"""Real blanks: the number, day and month in the heads of scanned letters, with what is known to stand in them.

    python -m models.figures.heads --docs FOLDER --gold FOLDER --out blanks.pickle

`docs` are PDF scans, `gold` a JSON file a letter of the same stem with `number` and `date`, and with `handwritten` where it is
known which of number, day and month are. The readers find the lines; the network that is in use says where each figure is
(forced alignment), so that the figures can be cut apart. What it aligns badly is kept whole only.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from models.figures.cut import alignment, apart
from pipeline.read.ocr.handwriting import DATE, NUMBER, OWN_NUMBER, Ballot, _ballots, _place_of, _printed
from pipeline.read.ocr.tokens import Gray as Bytes
from pipeline.read.ocr.tokens import PixelBox

HEAD = 0.42
"""So much of the page is read."""
SLOTS = {"number": (NUMBER, 2, ""), "day": (DATE, 2, "31"), "month": (DATE, 4, "12")}
AROUND, ABOVE = 3.5, 1.2
"""Line heights of the page kept beside and above a blank."""
BADLY = -2.0
"""Log probability of the true figures, all looks together, below which the figures are not cut apart."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank of one letter: its figures, whether they are written by hand, and the page around it.

    `box` is the line, `left` and `right` the blank as the readers have it, `inked` from the first figure's ink to the
    last one's, all in pixels of `page`. `digits` are the figures cut apart, ink 0..1.
    """

    letter: str
    figures: str
    written: bool
    page: Bytes
    box: PixelBox
    left: float
    right: float
    inked: tuple[float, float]
    digits: tuple[tuple[str, npt.NDArray[np.float32]], ...]


def blanks(docs: Path, gold: Path) -> Iterator[Blank]:
    """The blanks of all letters that have a scan and gold."""
    for path in sorted(docs.glob("*.pdf")):
        known = gold / f"{path.stem}.json"
        if known.exists():
            yield from _of_letter(path, json.loads(known.read_text("utf-8")))


def _of_letter(path: Path, gold: dict[str, Any]) -> Iterator[Blank]:
    import pypdfium2
    from PIL import Image

    from pipeline.read.ocr.pair import readings
    from pipeline.read.ocr.prepare import prepare
    from pipeline.read.options import ReadOptions
    from pipeline.read.pdf_image import drawn, page_image, picture

    document = pypdfium2.PdfDocument(path)
    page = document[0]
    seen = picture(page, drawn(page)[0])
    if not seen.scan:
        return
    image: Image.Image = page_image(page, seen, ReadOptions())[0]
    sheet = prepare(image.crop((0, 0, image.width, int(image.height * HEAD))))
    date = gold.get("date") or ""
    wanted = {"number": gold.get("number") or "", "day": date[8:10], "month": date[5:7]}
    for line in readings(sheet):
        looks = [(v.first, v.second) for v in line.versions]
        for what, (form, group, _) in SLOTS.items():
            ballots = _ballots(form, looks)
            if ballots and wanted[what].isdigit() and (form is DATE or OWN_NUMBER.match(ballots[0].match.string)):
                hands = gold.get("handwritten")
                printed = _printed(ballots[0].match, group, ballots) if hands is None else what not in hands
                yield _blank(path.stem, wanted.pop(what), what, not printed, sheet.clear, line.box, ballots, group)
                wanted[what] = ""


def _blank(
    letter: str, true: str, what: str, written: bool, page: Bytes, box: PixelBox, ballots: Sequence[Ballot], group: int
) -> Blank:
    ballot = next((b for b in ballots if b.second), ballots[0])
    start, end = ballot.match.span(group)
    left, right, high = _place_of(ballot.words, start), _place_of(ballot.words, end), box[3] - box[1]
    x0, y0 = max(0, int(left - AROUND * high)), max(0, int(box[1] - ABOVE * high))
    part = page[y0 : int(box[3] + ABOVE * high), x0 : int(right + AROUND * high)].copy()
    inside: PixelBox = (box[0] - x0, box[1] - y0, box[2] - x0, box[3] - y0)
    options = [true] if what == "number" else sorted({true, true.lstrip("0")})  # which of 4 and 04 was written
    figures, middles, sure = max((alignment(part, inside, left - x0, right - x0, o) for o in options), key=lambda a: a[2])
    digits = apart(part, inside, middles, figures)
    ends = (min([middles[0], *(d[1][0] for d in digits)]), max([middles[-1], *(d[1][1] for d in digits)]))
    kept = tuple((figure, glyph) for figure, _, glyph in digits) if sure > BADLY else ()
    return Blank(letter, figures, written, part, inside, left - x0, right - x0, ends, kept)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Find the blanks of real letters' heads.")
    parser.add_argument("--docs", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    found = list(blanks(args.docs, args.gold))
    args.out.write_bytes(pickle.dumps(found))
    print(f"{len(found)} blanks of {len({b.letter for b in found})} letters, {sum(b.written for b in found)} by hand")


if __name__ == "__main__":
    main()
