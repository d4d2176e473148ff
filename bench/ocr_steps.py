"""What each step of deciding buys, by leaving it out in turn: `python -m bench.ocr_steps --gold DIR --docs DIR [--part I/N]`.

Every first page with transcribed lines is cut and read once; what the readers said is kept, and the line is decided again
with one step replaced by nothing. The second look at signature blocks is not in it, as it reads anew.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench.ocr import _golds, score_lines
from pipeline.read import ReadOptions
from pipeline.read.layout import in_order
from pipeline.read.ocr.figures import look
from pipeline.read.ocr.junk import junk
from pipeline.read.ocr.pair import Readings, ReadLine

# by name, since the package's own names are those of its functions
OCR, PAIR, MIX, LISTS = (import_module("pipeline.read.ocr" + part) for part in ("", ".pair", ".mix", ".lists"))


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """A page as its readers saw it: lines, the page without red ink, its size in pixels, points a pixel, the gold's lines."""

    readings: tuple[Readings, ...]
    clear: Any
    size: tuple[int, int]
    scale: float
    gold: tuple[str, ...]


def nothing(*_: object) -> tuple[()]:
    """No further options."""
    return ()


def surer(a: Any, b: Any, first: Any, _: Any) -> Any:
    """The surer of two words, whatever the signs around them."""
    return MIX._surer(a, b, first)


STEPS: tuple[tuple[str, tuple[tuple[Any, str, Any], ...]], ...] = (
    ("nothing", ()),
    ("second look at doubtful lines", ((PAIR, "decide", lambda line, eye=None, own=PAIR.decide: own(without(line, 1), eye)),)),
    ("reading with the red ink", ((PAIR, "decide", lambda line, eye=None, own=PAIR.decide: own(without(line, 0), eye)),)),
    ("the network that reads figures", ((PAIR, "decide", lambda line, eye=None, own=PAIR.decide: own(line, None)),)),
    ("all that is done about handwriting", ((PAIR, "settle", lambda tokens, looks, eye=None: (tokens, ())),)),
    ("tones that coarse scans blur", ((MIX, "_other_tone", nothing),)),
    ("all other marks than either reader's", ((MIX, "_other_tone", nothing), (MIX, "_marked", nothing))),
    (
        "what each reader mistakes among signs",
        ((MIX, "_truer_signs", surer), (MIX, "_numeral", surer), (MIX, "_closed", lambda words: words)),
    ),
    ("semicolons of lists", ((LISTS, "ended", lambda lines: lines),)),
    (
        "blanks of the other reader, words parted",
        ((MIX, "_parted", nothing), (MIX, "_cut_as", nothing), (MIX, "MERGED_COST", 0.0)),
    ),
    ("language model", ((MIX, "available", lambda: False),)),
    ("Tesseract alone on the cut lines", ((PAIR, "decide", lambda line, _=None: ReadLine(line.versions[0].first)),)),
    ("second reader alone on the cut lines", ((PAIR, "decide", lambda line, _=None: ReadLine(line.versions[0].second)),)),
)


def without(line: Readings, which: int) -> Readings:
    """The line without its look in red ink (0) or its second look (1), where it had one."""
    looks = line.versions
    if len(looks) < 2:
        return line
    again = PAIR._doubtful(replace(line, versions=looks[:1])) and not looks[1].red
    kinds = (0, 1)[: len(looks) - 1] if len(looks) > 2 else ((1,) if again else (0,))
    return replace(line, versions=(looks[0], *(v for v, kind in zip(looks[1:], kinds, strict=True) if kind != which)))


def pages(gold: Path, docs: Path, part: int, parts: int) -> Iterator[Kept]:
    """The scanned first pages, each read once."""
    from bench.ocr import _read

    for number, (path, lines) in enumerate(_golds(gold, docs, "")):
        if number % parts == part:
            with kept() as seen:
                reading, _ = _read(path, ReadOptions(first_pages=1))
            page = reading.pages[0]
            if seen and page.source == "ocr" and page.width:
                sheet, found = seen[-1]
                yield Kept(tuple(found), sheet.clear, sheet.size, page.width / sheet.size[0], tuple(lines))


@contextmanager
def kept() -> Iterator[list[tuple[Any, list[Readings]]]]:
    """What the readers say of each sheet meanwhile."""
    seen: list[tuple[Any, list[Readings]]] = []
    own = PAIR.readings

    def asked(sheet: Any) -> list[Readings]:
        found: list[Readings] = own(sheet)
        seen.append((sheet, found))
        return found

    with patch.object(PAIR, "readings", asked):
        yield seen


def errors(page: Kept) -> tuple[int, int]:
    """Errors and characters of a page as it is decided now."""
    decided = [PAIR.decide(line, partial(look, page.clear, line.box)) for line in page.readings]
    lines = [line for line in decided if line.tokens]
    ended = LISTS.ended([line.tokens for line in lines])
    made = [OCR._line(tokens, line, page.scale) for line, tokens in zip(lines, ended, strict=True) if not junk(tokens)]
    width, height = (side * page.scale for side in page.size)
    score = score_lines(page.gold, "\n".join(line.text for line in in_order(made, width, height)))
    return score.errors, score.chars


def table(held: Sequence[Kept]) -> Iterator[tuple[str, int, int]]:
    """Each step left out: its name, errors, characters."""
    for name, replaced in STEPS:
        with ExitStack() as stack:
            for place, attribute, other in replaced:
                stack.enter_context(patch.object(place, attribute, other))
            PAIR._mixed.cache_clear()
            found = [errors(page) for page in held]
        PAIR._mixed.cache_clear()
        yield name, sum(e for e, _ in found), sum(c for _, c in found)


def main() -> int:
    """Read once, decide often, print."""
    ap = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    ap.add_argument("--gold", required=True, type=Path)
    ap.add_argument("--docs", required=True, type=Path)
    ap.add_argument("--part", default="0/1", help="i/n: every n-th document, from the i-th")
    args = ap.parse_args()
    part, parts = map(int, args.part.split("/"))
    held = list(pages(args.gold, args.docs, part, parts))
    print(f"{len(held)} scanned first pages\n| left out | errors | characters | CER % |\n|---|---|---|---|")
    for name, wrong, chars in table(held):
        print(f"| {name} | {wrong} | {chars} | {100 * wrong / max(chars, 1):.3f} |", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
