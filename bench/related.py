"""What related letters give to a repair, in words right (docs/REPAIR.md).

    python -m bench.related letters PAIRS.tsv [--seed 7000]
    python -m bench.related one REAL_DIR NAME TEXT...

letters: letters of our own as bench.repair_letters wrote them, each with the text of a letter that cites it: another body's,
of any field or of the same, with one sentence that names this letter. one: a file of other scanners' pairs, repaired with
a channel learned from the other files, and with the right texts of letters that say something alike.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import fields
from functools import partial
from pathlib import Path

from bench.letters import compose
from bench.letters.render_text import plain
from bench.repair import Pair, Score, blocks_of, score
from models.pairs import rows
from pipeline.repair import repair_text

FAR, TRIES = 60_000, 400


def citing(seed: int, alike: bool) -> str:
    """A letter that cites the letter of a seed: the plain text of another, of the same topic if `alike`, with a sentence
    that names it as letters do."""
    own = compose.letter(seed)
    topics = own.gold["subject"] or ""
    others = (compose.letter(seed + FAR + n) for n in range(1, TRIES))
    other = next((o for o in others if alike and _alike(topics, o.gold["subject"] or "")), compose.letter(seed + FAR))
    lines = plain(other).split("\n")
    at = next((i + 1 for i, line in enumerate(lines) if line.startswith("Kính gửi")), len(lines) // 2)
    return "\n".join([*lines[:at], *named(own.gold), *lines[at:]])


def _alike(one: str, other: str) -> bool:
    """Whether two subjects end with the same four words: their field's topic."""
    return len(one.split()) > 4 and one.split()[-4:] == other.split()[-4:]


def named(gold: dict[str, object]) -> Iterator[str]:
    """The sentence that names a letter."""
    if not gold["number"] or not gold["date"] or not gold["issuer"]:
        return
    year, month, day = str(gold["date"]).split("-")
    kind = str(gold["document_type"] or "văn bản").capitalize()
    number = "/".join(str(part) for part in (gold["number"], gold["notation"]) if part)
    about = f" về việc {gold['subject']}" if gold["subject"] else ""
    yield f"Thực hiện {kind} số {number} ngày {day}/{month}/{year} của {gold['issuer']}{about}, đề nghị các đơn vị thực hiện."


def total(parts: Sequence[Score]) -> Score:
    """Scores of several letters as one."""
    return Score(**{field.name: sum(getattr(part, field.name) for part in parts) for field in fields(Score)})


def letters(options: argparse.Namespace) -> None:
    """Each letter alone, and with one that cites it."""
    blocks = blocks_of(options.pairs)
    seeds = [options.seed + n for n in range(len(blocks))]
    held = [(page, seed) for page, seed in zip(blocks, seeds, strict=True) if _is(page, seed)]
    print(f"{len(held)} of {len(blocks)} letters are those of their seeds")
    print(total([score([page]) for page, _ in held]).line("alone"))
    for name, alike in (("a letter of any field cites it", False), ("one of its field", True)):
        helped = [score([page], partial(repair_text, known=[citing(seed, alike)])) for page, seed in held]
        print(total(helped).line(name))


def _is(page: list[Pair], seed: int) -> bool:
    gold, text = compose.letter(seed).gold, " ".join(right for _, right in page)
    return str(gold["number"] or "") in text and " ".join(str(gold["subject"] or "").split()[-3:]).lower() in text.lower()


def one(options: argparse.Namespace) -> None:
    """One scanner's letter alone and with each text, and with all."""
    from bench.repair_real import leave_one_out

    known = [path.read_text("utf-8") for path in options.texts]
    ways = [("alone", [])] + [(path.stem, [text]) for path, text in zip(options.texts, known, strict=True)] + [("all", known)]

    wanted = [rows(options.real / f"{options.name}.tsv")]

    def scored(pages: list[list[Pair]], _: object) -> list[Score]:
        return [score(pages, partial(repair_text, known=texts)) for _, texts in ways] if pages == wanted else []

    for _, scores in leave_one_out(options.real, options.real, scored):
        for (way, _), result in zip(ways, scores, strict=bool(scores)):
            print(result.line(way))


def main() -> None:
    """Run the row asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    rows = parser.add_subparsers(required=True)
    first = rows.add_parser("letters")
    first.add_argument("pairs", type=Path)
    first.add_argument("--seed", type=int, default=7000)
    first.set_defaults(run=letters)
    second = rows.add_parser("one")
    second.add_argument("real", type=Path)
    second.add_argument("name")
    second.add_argument("texts", type=Path, nargs="+")
    second.set_defaults(run=one)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
