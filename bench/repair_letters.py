"""Pairs of lines from letters of our own: laid out, scanned as an office does, each line read by a Tesseract model.

    python -m bench.repair_letters OUT.tsv LETTERS [--seed 7000] [--level office] [--language eng]

Writes damaged<TAB>right; a blank line ends a letter.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from bench.letters import degrade
from bench.letters.files import laid_out, turned
from bench.letters.render_pdf import pdf
from bench.letters.truth import lines
from models.damage import Reader, tesseract


def letter_pairs(seed: int, level: str, read: Reader) -> Iterator[tuple[str, str]]:
    """(read, printed) of every line of one letter that was read as anything."""
    letter, pages = laid_out(seed, f"{level}-pdf")
    scans = degrade.scan(pdf(letter, pages, paper=True), level, seed)
    upright = [scan.image.convert("L").rotate(-scan.angle, fillcolor=230) for scan in scans]
    scale = degrade.DPI[level] / 72
    for line in turned(lines(pages), (0.0,) * len(scans)):
        x0, y0, x1, y1 = line["box"]
        box = tuple(round(v * scale) for v in (x0 - 6, y0 - 2, x1 + 6, y1 + 2))
        found = " ".join(read(upright[line["page"] - 1].crop(box)).split())
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
    options = parser.parse_args()
    read = tesseract(options.language, None)
    with options.out.open("w", encoding="utf-8") as file:
        for number in range(options.letters):
            for damaged, right in letter_pairs(options.seed + number, options.level, read):
                file.write(f"{damaged}\t{right}\n")
            file.write("\n")


if __name__ == "__main__":
    main()
