"""The truth of a rendered letter: its gold record, and every line with page and box."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file shows of the paper: handwriting, seals, the arrival stamp, the printed signing caption, the page's footer."""

    handwriting: bool
    sealed: bool
    stamped: bool
    caption: bool
    footer: bool


def gold(letter: Letter, pages: Pages, seen: Seen) -> Gold:
    """The gold of one file; what it does not show is not true of it."""
    made: dict[str, Any] = dict(letter.gold)
    digital = letter.gold["signature"]["digital_text"] if seen.caption else None
    made["signature"] = {"digital_text": digital, "stamp": seen.sealed}
    if not seen.handwriting:
        made["handwritten"] = []
    if not seen.stamped:
        made["arrival_stamp"] = None
    if seen.footer and letter.footer:
        made["contacts"] = [*letter.gold["contacts"], *letter.footer.contacts]
    shown = [line for line in pages.lines if seen.footer or line.zone != "footer"]
    made["page1_lines"], made["seed"] = page1_lines(shown), letter.seed
    return made


def lines(pages: Pages) -> list[dict[str, Any]]:
    """Every printed line: page, text, box in points from the top left, zone."""
    return [
        {"page": line.page, "text": line.text, "box": [round(v, 1) for v in line.box], "zone": line.zone} for line in pages.lines
    ]
