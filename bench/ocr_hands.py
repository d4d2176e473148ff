"""Numbers and days written by hand, on heads of our own letters: how many are read right, and how sure of them.

    OMP_THREAD_LIMIT=1 python -m bench.ocr_hands --level office --count 100

Only the heads are made and read, so that hundreds cost little. The hands are those of `bench.letters.handwriting` (splines),
which the figures' network, trained on digits, pens and real heads of its own (`models/figures`), has never seen.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bench.letters import degrade
from bench.letters.files import laid_out
from bench.letters.render_pdf import pdf
from schemas.reading import Line, Page

HEAD = 0.34
NUMBER = re.compile(r"S\S\s*:?\s*(\d+)\s*[-/]")
DATE = re.compile(r"ngày\s*(\d+)\s*tháng\s*\d+\s*năm\s*\d{4}")
SURE, HALF = 0.9, 0.5


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands in a blank and what was read there (None: no such line, or no figures), with its confidence."""

    what: str
    true: str
    read: str | None
    confidence: float

    @property
    def right(self) -> bool:
        """Whether the figures are those written; a day's leading 0 does not count."""
        return self.read is not None and self.read.lstrip("0") == self.true.lstrip("0")


def heads(level: str, count: int, seed: int) -> Iterator[Seen]:
    """The blanks of `count` letters that have some filled by hand."""
    from pipeline.read.ocr import read_image

    found = 0
    while found < count:
        letter, pages = laid_out(seed, f"{level}-pdf")
        hands = {line.zone: line for line in pages.lines if line.page == 1 and any(w.hand for w in line.words)}
        if hands:
            found += 1
            paper = pdf(letter, pages, paper=True, black_seal=level == "fax")
            image = degrade.scan(paper, level, seed)[0].image
            head = image.crop((0, 0, image.width, round(HEAD * image.height)))
            page = read_image(head.convert("RGB"), 1, degrade.DPI[level])
            for what, form in (("number", NUMBER), ("date", DATE)):
                line = next((n for n in hands.values() if form.search(n.text)), None)
                match = form.search(line.text) if line else None
                if match:
                    yield _seen("day" if what == "date" else what, match[1], page, form)
        seed += 1


def _seen(what: str, true: str, page: Page, form: re.Pattern[str]) -> Seen:
    for line in page.lines:
        match = form.search(line.text)
        if match:
            return Seen(what, true, match[1], _sure(line, match.start(1), match.end(1)))
    return Seen(what, true, None, 0.0)


def _sure(line: Line, start: int, end: int) -> float:
    return min((w.confidence for w in line.words if w.start < end and w.end > start), default=0.0)


def main() -> int:
    """Make, read, count."""
    ap = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    ap.add_argument("--level", default="office", choices=degrade.LEVELS)
    ap.add_argument("--count", type=int, default=100)
    ap.add_argument("--seed", type=int, default=30_000)
    args = ap.parse_args()
    seen = list(heads(args.level, args.count, args.seed))
    for what in ("number", "day"):
        own = [s for s in seen if s.what == what]
        sure, half = [s for s in own if s.confidence >= SURE], [s for s in own if s.confidence >= HALF]
        right = (sum(s.right for s in group) for group in (own, half, sure))
        print(f"{what}: right {next(right)} of {len(own)}; from {HALF} on {next(right)} of {len(half)}", end="")
        print(f"; from {SURE} on {next(right)} of {len(sure)}", [(s.true, s.read) for s in sure if not s.right])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
