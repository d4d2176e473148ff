"""Signers under seals: `python -m bench.ocr_seals --count 60 --seed 910000 [--black] [--level office]`.

Letters of our own of one page, scanned, their seal red or black over title and name; counted are names and titles that
come out exact, empty or wrong, and stamps of urgency that are found.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter

from bench.letters import compose, degrade, truth
from bench.letters.layout import lay_out
from bench.letters.render_pdf import pdf
from pipeline.extract import extract
from pipeline.read.ocr import read_image
from pipeline.zones import zone
from schemas.fields import Field
from schemas.reading import Reading, Source

SURE = 0.9


def main(arguments: list[str] | None = None) -> int:
    """Print the counts."""
    parser = argparse.ArgumentParser(prog="bench.ocr_seals", description=__doc__)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=910000)
    parser.add_argument("--level", choices=degrade.LEVELS, default="office")
    parser.add_argument("--black", action="store_true")
    parser.add_argument("--wrong", action="store_true", help="show what is wrong")
    options = parser.parse_args(arguments)
    count: Counter[str] = Counter()
    seed, start = options.seed, time.process_time()
    while count["letters"] < options.count:
        _letter(seed, options.level, options.black, count, options.wrong)
        seed += 1
    seconds = (time.process_time() - start) / max(count["letters"], 1)
    print(f"next seed {seed}, CPU s a letter {seconds:.2f}, {dict(sorted(count.items()))}")
    return 0


def _letter(seed: int, level: str, black: bool, count: Counter[str], show: bool) -> None:
    """Read one letter, if it has one page and a seal, and count what comes out."""
    letter = compose.letter(seed, None)
    pages = lay_out(letter)
    if pages.count != 1 or not any(room.seal for room in pages.rooms):
        return
    gold = truth.gold(letter, pages, truth.Seen(True, True, pages.stamp is not None, True, True))
    image = degrade.scan(pdf(letter, pages, paper=True, black_seal=black), level, seed)[0].image
    page = read_image(image, 1, degrade.DPI[level])
    data = extract(zone(Reading(Source("own.pdf", f"{seed:064d}", "application/pdf", b""), (page,))))
    count["letters"] += 1
    signed, found = gold["signers"][0], data.foot.signers[0] if data.foot.signers else None
    for name, wanted, field in (
        ("name", signed["name"], found.name if found else None),
        ("title", signed["position"], found.position if found else None),
        ("urgency", gold["urgency"], data.head.urgency),
    ):
        verdict = _verdict(wanted, field)
        count[f"{name} {verdict}"] += verdict != "neither"
        count[f"{name} wrong and sure"] += verdict == "wrong" and field is not None and field.confidence >= SURE
        if show and verdict in ("wrong", "null"):
            print(seed, name, verdict, wanted, field.value if field else None, field.confidence if field else "")


def _verdict(wanted: str | None, field: Field[str] | None) -> str:
    value = field.value if field else None
    if wanted is None:
        return "neither" if value is None else "wrong"
    return "null" if value is None else "exact" if value.casefold() == wanted.casefold() else "wrong"


if __name__ == "__main__":
    sys.exit(main())
