"""Pairs of lines from letters of our own: laid out, scanned as an office does, read by a Tesseract model page by page.

    python -m bench.repair_letters OUT.tsv LETTERS [--seed 7000] [--level office] [--language eng] [--cut] [--text WORK]

Writes damaged<TAB>right; a blank line ends a letter. Every word that was read goes to the printed line it lies on, from
left to right. With --cut each line is cut out and read alone, which is harsher: cells of tables, strokes of signatures.
With --text the pages are stretches of held-out documents (WORK/test.txt) instead, thirty lines a page, in one font.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bench.letters import degrade
from bench.letters.files import laid_out, turned
from bench.letters.render_pdf import pdf
from bench.letters.truth import lines
from models.damage import tesseract, test_lines

Pair = tuple[str, str]
Box = tuple[float, float, float, float]
PAGE_LINES, LEADING = 30, 21.0


class ReadWord(NamedTuple):
    """A word that was read and where it stands, in pixels."""

    text: str
    box: Box


PageReader = Callable[[Any], list[ReadWord]]


def page_reader(language: str) -> PageReader:
    """A reader of whole pages by Tesseract."""
    from tesserocr import PSM, RIL, PyTessBaseAPI, iterate_level

    api = PyTessBaseAPI(lang=language, psm=PSM.AUTO, path="/usr/share/tesseract-ocr/5/tessdata/")

    def read(image: Any) -> list[ReadWord]:
        api.SetImage(image)
        api.Recognize()
        found: Any = api.GetIterator()
        each: Any = iterate_level(found, RIL.WORD)
        return [
            ReadWord(w.GetUTF8Text(RIL.WORD), w.BoundingBox(RIL.WORD)) for w in (each if found else ()) if not w.Empty(RIL.WORD)
        ]

    return read


def cut_reader(language: str) -> Callable[[Any, Box], str]:
    """A reader of single lines, each cut out of its page."""
    read = tesseract(language, None)
    return lambda image, box: " ".join(read(image.crop(tuple(round(v) for v in box))).split())


def scanned(seed: int, level: str) -> tuple[list[Any], list[dict[str, Any]]]:
    """The pages of one letter as scanned, set upright, and its lines with their boxes in pixels."""
    letter, pages = laid_out(seed, f"{level}-pdf")
    scans = degrade.scan(pdf(letter, pages, paper=True), level, seed)
    upright = [scan.image.convert("L").rotate(-scan.angle, fillcolor=230) for scan in scans]
    scale = degrade.DPI[level] / 72
    printed = turned(lines(pages), (0.0,) * len(scans))
    return upright, [{**line, "box": [v * scale for v in line["box"]]} for line in printed]


def text_page(texts: list[str], level: str, seed: int) -> tuple[list[Any], list[dict[str, Any]]]:
    """One page of running text in one font and size, as scanned, and its lines with their boxes."""
    from io import BytesIO

    from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    from models.damage import FONTS, ROOT

    draw = random.Random(seed)
    name, size = draw.choice(FONTS["regular"]), draw.choice((12, 13, 13, 14))
    registerFont(TTFont(name, str(ROOT / name)))
    data = BytesIO()
    canvas = Canvas(data, pagesize=(595, 842), invariant=1)
    printed: list[dict[str, Any]] = []
    for number, text in enumerate(texts):
        base = 842 - 60 - number * LEADING
        fitting = min(size, size * 500 / max(1.0, stringWidth(text, name, size)))
        canvas.setFont(name, fitting)
        canvas.drawString(60, base, text)
        printed.append({"page": 1, "text": text, "box": [60, 842 - base - size, 560, 842 - base + 4]})
    canvas.save()
    scans = degrade.scan(data.getvalue(), level, seed)
    scale = degrade.DPI[level] / 72
    upright = [scan.image.convert("L").rotate(-scan.angle, fillcolor=230) for scan in scans]
    return upright, [{**line, "box": [v * scale for v in line["box"]]} for line in printed]


def placed(words: list[ReadWord], printed: list[dict[str, Any]]) -> dict[int, str]:
    """What was read of every printed line: words whose middle lies in the line's box, else in the nearest within reach."""
    found: defaultdict[int, list[tuple[float, str]]] = defaultdict(list)
    for text, (x0, y0, x1, y1) in words:
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        far = {n: _distance(x, y, line["box"]) for n, line in enumerate(printed)}
        nearest = min(far, key=lambda n: far[n], default=None)
        if nearest is not None and far[nearest] < 14:
            found[nearest].append((x0, text))
    return {n: " ".join(text for _, text in sorted(line)) for n, line in found.items()}


def _distance(x: float, y: float, box: Box) -> float:
    across = max(box[0] - x, 0.0, x - box[2])
    down = max(box[1] - y, 0.0, y - box[3])
    return across / 3 + down + abs(y - (box[1] + box[3]) / 2) / 10


def letter_pairs(pages: list[Any], printed: list[dict[str, Any]], read: PageReader) -> Iterator[Pair]:
    """(read, printed) of every line of one letter of which anything was read."""
    for number, image in enumerate(pages, 1):
        own = [line for line in printed if line["page"] == number]
        found = placed(read(image), own)
        for n, line in enumerate(own):
            if n in found and line["text"].strip():
                yield " ".join(found[n].split()), " ".join(line["text"].split())


def cut_pairs(pages: list[Any], printed: list[dict[str, Any]], read: Callable[[Any, Box], str]) -> Iterator[Pair]:
    """The same with every line read alone."""
    for line in printed:
        x0, y0, x1, y1 = line["box"]
        found = read(pages[line["page"] - 1], (x0 - 17, y0 - 6, x1 + 17, y1 + 6))
        if found and line["text"].strip():
            yield found, " ".join(line["text"].split())


def main() -> None:
    """Make the pairs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("letters", type=int)
    parser.add_argument("--seed", type=int, default=7000)
    parser.add_argument("--level", choices=degrade.LEVELS, default="office")
    parser.add_argument("--language", default="eng")
    parser.add_argument("--cut", action="store_true")
    parser.add_argument("--text", type=Path)
    options = parser.parse_args()
    texts = test_lines(options.text, options.letters * PAGE_LINES, random.Random(options.seed)) if options.text else []
    reader, cutter = page_reader(options.language), cut_reader(options.language) if options.cut else None
    with options.out.open("w", encoding="utf-8") as file:
        for number in range(options.letters):
            seed, own = options.seed + number, texts[number * PAGE_LINES : (number + 1) * PAGE_LINES]
            made = text_page(own, options.level, seed) if options.text else scanned(seed, options.level)
            for damaged, right in cut_pairs(*made, cutter) if cutter else letter_pairs(*made, reader):
                file.write(f"{damaged}\t{right}\n")
            file.write("\n")


if __name__ == "__main__":
    main()
