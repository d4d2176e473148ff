"""Letters of our own written with their truth, for `bench.ocr_levels`."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from bench.letters.files import laid_out, write
from bench.letters.layout import Pages, PlacedLine, SignRoom
from bench.letters.model import Letter
from bench.letters.truth import page1_lines
from bench.ocr_truth import LetterTruth, PageTruth


def make(seeds: Sequence[int], form: str, out: Path) -> None:
    """Write documents and truths of letters; what is there stays."""
    for seed in seeds:
        stem = f"letter-{seed:06d}-{form}"
        path = out / "truth" / f"{stem}.json"
        if path.exists():
            continue
        write(seed, form, out)
        letter, pages = laid_out(seed, form)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(_truth(stem, letter, pages)), ensure_ascii=False), "utf-8")


def _truth(stem: str, letter: Letter, pages: Pages) -> LetterTruth:
    gold: dict[str, Any] = letter.gold
    found = [_page(pages, number) for number in range(1, pages.count + 1)]
    names = tuple(_names(letter, pages))
    return LetterTruth(stem, tuple(found), names, gold["number"], gold["date"], tuple(gold["handwritten"]))


def _page(pages: Pages, number: int) -> PageTruth:
    own = [replace(line, page=1) for line in pages.lines if line.page == number]
    hand = [line.text for line in own if any(word.hand for word in line.words)]
    listed = [line for line in page1_lines(own) if any(map(str.isalnum, line))]  # "-----" is an ornament, as a drawn rule is
    return PageTruth(tuple(listed), tuple(hand))


def _names(letter: Letter, pages: Pages) -> list[tuple[int, str, bool]]:
    """The printed name of each signer: the last line of its block that ends with the name."""
    found = []
    for signer in letter.gold["signers"]:
        name = signer["name"]
        lines = [line for line in pages.lines if name and line.zone == "signature" and line.text.endswith(name)]
        if lines:
            sealed = any(_touched(lines[-1], room, letter.seed) for room in pages.rooms if room.page == lines[-1].page)
            found.append((lines[-1].page, str(name), sealed))
    return found


def _touched(line: PlacedLine, room: SignRoom, seed: int) -> bool:
    """Whether the seal drawn in a room reaches the line (the same draws as `render_pdf._sign`)."""
    if not room.seal:
        return False
    rng = random.Random(seed * 17 + int(room.box[0]))
    side, middle = 98 + rng.uniform(-6, 8), (room.box[0] + room.box[2]) / 2
    x = middle - side * rng.uniform(0.8, 1.0) + side / 2
    y = (room.box[1] + room.box[3]) / 2 + rng.uniform(-8, 6)
    near_x, near_y = min(max(x, line.box[0]), line.box[2]), min(max(y, line.box[1] + 2), line.box[3] - 3)
    return (near_x - x) ** 2 + (near_y - y) ** 2 < (side / 2) ** 2
