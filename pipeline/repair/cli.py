"""`congvan repair FILE|- [--diff]`: plain text in, repaired text out, as many lines as came."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline.repair.text import Repaired, repair_text

RED, GREEN, PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[0m"


def parser() -> argparse.ArgumentParser:
    """The command's arguments."""
    made = argparse.ArgumentParser("congvan repair", description="Repair Vietnamese text that lost its marks or was misread.")
    made.add_argument("file", help="a UTF-8 text file, or - for standard input")
    made.add_argument("--diff", action="store_true", help="show what changes, in colour")
    return made


def cli(argv: list[str]) -> int:
    """Run the command; 0 when done, 3 when the file could not be read."""
    args = parser().parse_args(argv)
    try:
        data = sys.stdin.buffer.read() if args.file == "-" else Path(args.file).read_bytes()
    except OSError as error:
        print(f"E009: {error}", file=sys.stderr)
        return 3
    text = data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    done = repair_text(text)
    shown = "\n".join(difference(text, done)) + "\n" if args.diff else done.text
    sys.stdout.buffer.write(shown.encode())
    return 0


def difference(text: str, done: Repaired) -> list[str]:
    """Changed lines with the old words in red and the new in green."""
    lines = text.split("\n")
    coloured = dict(enumerate(lines))
    for edit in reversed(done.edits):
        line = coloured[edit.line]
        before = line[edit.start : edit.end]
        coloured[edit.line] = f"{line[: edit.start]}{RED}{before}{PLAIN}{GREEN}{edit.after}{PLAIN}{line[edit.end :]}"
    return [coloured[n] for n in sorted({edit.line for edit in done.edits})]


if __name__ == "__main__":
    sys.exit(cli(sys.argv[1:]))
