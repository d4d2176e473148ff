"""The truth of a rendered letter: its gold record, and every line with page and box."""

from __future__ import annotations

from typing import Any

from bench.letters.layout import Pages, PlacedLine
from bench.letters.model import Gold, Letter

UNLISTED = ("stamp", "mark", "page_number")


def page1_lines(lines: list[PlacedLine]) -> list[str]:
    """Printed lines of page 1, left column before right, as the hand-made gold lists them."""
    made: list[str] = []
    group: list[PlacedLine] = []
    last = ""
    page1 = [line for line in lines if line.page == 1 and line.zone not in UNLISTED]
    for line in [*page1, None]:
        if line is not None and line.side != "full":
            group.append(line)
            continue
        for side in ("left", "right"):
            texts = [g.text for g in group if g.side == side]
            if texts:
                made += [f"<<{side}>>", *texts]
                last = side
        group = []
        if line is not None:
            made += ([] if last == "full" else ["<<full>>"]) + [line.text]
            last = "full"
    return made


def gold(letter: Letter, pages: Pages, *, scanned: bool, sealed: bool, stamped: bool, stem: str, form: str, level: str | None = None) -> Gold:
    """The gold of one file. Stamps, seals and handwriting are only true of files that show them."""
    made: dict[str, Any] = dict(letter.gold)
    made["id"] = stem
    made["signature"] = {**letter.gold["signature"], "stamp": sealed}
    if not scanned:
        made["handwritten"] = []
    if not stamped:
        made["arrival_stamp"] = None
    made["page1_lines"] = page1_lines(pages.lines)
    made["format"], made["level"], made["seed"] = form, level, letter.seed
    return made


def lines(pages: Pages) -> list[dict[str, Any]]:
    """Every printed line: page, text, box in points from the top left, zone."""
    return [{"page": line.page, "text": line.text, "box": [round(v, 1) for v in line.box], "zone": line.zone} for line in pages.lines]
