"""Command line: `python -m bench.letters --count 200 --seed 1 --formats pdf,docx --out DIR` writes DIR/docs and DIR/gold."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bench.letters.files import FORMATS, write


def main(arguments: list[str] | None = None) -> int:
    """Write letters seed, seed+1, …, the formats in turn (or every format of each with --all)."""
    parser = argparse.ArgumentParser(prog="bench.letters", description=__doc__)
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--formats", default="pdf", help="of: " + ", ".join(FORMATS))
    parser.add_argument("--all", action="store_true", help="every format of every letter, not one in turn")
    parser.add_argument("--kind", help="only letters of this kind, such as 'công văn'")
    parser.add_argument("--lines", action="store_true", help="also write lines/ID.json: every line with page and box")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    formats = options.formats.split(",")
    unknown = [f for f in formats if f not in FORMATS]
    if unknown:
        parser.error(f"unknown format: {', '.join(unknown)}")
    for n in range(options.count):
        for form in formats if options.all else [formats[n % len(formats)]]:
            write(options.seed + n, form, options.out, kind=options.kind, with_lines=options.lines)
    print(f"{options.count} letters in {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
