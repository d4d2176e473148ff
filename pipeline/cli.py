"""The command `congvan`.

Exit codes: 0 done; 1 done, but something went to the quarantine or is lacking; 2 the command was not understood;
3 a letter could not be read; 4 the corpus or letter is not there; 5 the disk; 130 stopped by the user.
Everything heavy is imported by the command that needs it: `--help` answers at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from schemas.errors import CongvanError

DEFAULT_OUT = Path("data/processed")
EPILOG = "Exit codes: 0 done, 1 something needs a look, 2 usage, 3 unreadable letter, 4 not found, 5 disk, 130 stopped."


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line; returns its exit code."""
    args = parser().parse_args(argv)
    try:
        return int(args.run(args) or 0)
    except CongvanError as error:
        print(error.message, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("Stopped. What was read is kept; run the same command to go on.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of our output (head, less) went away
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def parser() -> argparse.ArgumentParser:
    """The whole command line, one sub-command a verb."""
    from corpus.cli import add_commands

    top = argparse.ArgumentParser(
        prog="congvan", description="Official letters of Vietnam in, exact searchable records out.", epilog=EPILOG
    )
    top.add_argument("--version", action="version", version=_version())
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_run(commands)
    _add_show(commands)
    _add_text(commands)
    _add_repair(commands)
    _add_schema(commands)
    _add_doctor(commands)
    _add_explain(commands)
    _add_quarantine(commands)
    _add_crops(commands)
    add_commands(commands)
    return top


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"congvan {version('congvan')}"
    except PackageNotFoundError:
        return "congvan (not installed)"


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _add_run(commands: Commands) -> None:
    run = commands.add_parser("run", help="read letters into a corpus", description="Read files and folders of letters.")
    run.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file, a folder or a ZIP; '-' reads one letter")
    run.add_argument("--out", type=Path, default=DEFAULT_OUT, metavar="DIR", help="the corpus (default data/processed)")
    run.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes (default: one a core)")
    run.add_argument("--again", action="store_true", help="read letters again that were read before")
    run.add_argument(
        "--timeout", type=float, default=600.0, metavar="S", help="seconds a letter may take, or a part of a long one"
    )
    run.add_argument("--max-memory", type=int, default=6144, metavar="MB", help="address space of a worker")
    run.add_argument("--max-bytes", type=int, metavar="N", help="largest file read")
    run.add_argument("--max-pages", type=int, metavar="N", help="most pages read of a file")
    run.add_argument("--max-pixels", type=int, metavar="N", help="largest page image read")
    _formats(run, "the outcome of each file")
    run.set_defaults(run=_run)


def _add_show(commands: Commands) -> None:
    show = commands.add_parser("show", help="a letter as a readable page: fields, confidence, where they come from")
    show.add_argument("letter", metavar="ID|FILE|-", help="a letter of the corpus (its id may be shortened), or a file")
    show.add_argument("--out", type=Path, default=DEFAULT_OUT, metavar="DIR", help="which corpus")
    show.add_argument("--json", action="store_true", help="the record itself")
    show.set_defaults(run=_show)


def _add_text(commands: Commands) -> None:
    text = commands.add_parser("text", help="the text of a letter, page by page")
    text.add_argument("letter", metavar="ID|FILE|-")
    text.add_argument("--out", type=Path, default=DEFAULT_OUT, metavar="DIR", help="which corpus")
    text.add_argument("--zones", action="store_true", help="each line behind its zone")
    text.set_defaults(run=_text)


def _add_repair(commands: Commands) -> None:
    repair = commands.add_parser("repair", help="plain text with broken diacritics made whole, line by line")
    repair.add_argument("file", metavar="FILE|-")
    repair.add_argument("--diff", action="store_true", help="show what changed, in colour")
    repair.set_defaults(run=_repair)


def _add_schema(commands: Commands) -> None:
    schema = commands.add_parser("schema", help="the JSON Schema of a record")
    schema.set_defaults(run=_schema)


def _add_doctor(commands: Commands) -> None:
    doctor = commands.add_parser("doctor", help="what this machine has and lacks, and the remedy")
    doctor.add_argument("--out", type=Path, default=DEFAULT_OUT, metavar="DIR")
    _formats(doctor, "the findings")
    doctor.set_defaults(run=_doctor)


def _add_explain(commands: Commands) -> None:
    explain = commands.add_parser("explain", help="what an error code means and what to do; without one, all codes")
    explain.add_argument("code", nargs="?", metavar="ERROR-CODE")
    _formats(explain, "the codes")
    explain.set_defaults(run=_explain)


def _add_quarantine(commands: Commands) -> None:
    quarantine = commands.add_parser("quarantine", help="what could not be read, and why")
    quarantine.add_argument("--out", type=Path, default=DEFAULT_OUT, metavar="DIR")
    _formats(quarantine, "the entries")
    quarantine.set_defaults(run=_quarantine)


def _add_crops(commands: Commands) -> None:
    crops = commands.add_parser(
        "crops", help="pictures of what was not read surely, cut from the letters' files, to check by eye"
    )
    crops.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="the letters' files, or folders of them")
    crops.add_argument("--out", type=Path, default=DEFAULT_OUT, metavar="DIR", help="which corpus")
    crops.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="where pictures and index.html go")
    crops.add_argument("--below", type=float, default=0.6, metavar="C", help="values with less confidence (default 0.6)")
    _formats(crops, "what was cut")
    crops.set_defaults(run=_crops)


def _formats(command: argparse.ArgumentParser, what: str) -> None:
    group = command.add_mutually_exclusive_group()
    group.add_argument("--json", dest="format", action="store_const", const="json", help=f"{what} as one JSON array")
    group.add_argument("--jsonl", dest="format", action="store_const", const="jsonl", help=f"{what} as JSON Lines")
    group.add_argument("--csv", dest="format", action="store_const", const="csv", help=f"{what} as CSV")
    command.set_defaults(format="table")


def _run(args: argparse.Namespace) -> int:
    from pipeline.commands import run

    return run(args)


def _show(args: argparse.Namespace) -> int:
    from pipeline.commands import show

    return show(args)


def _text(args: argparse.Namespace) -> int:
    from pipeline.commands import text

    return text(args)


def _repair(args: argparse.Namespace) -> int:
    from pipeline.commands import repair

    return repair(args)


def _schema(args: argparse.Namespace) -> int:
    from schemas.publish import schema_text

    print(schema_text(), end="")
    return 0


def _doctor(args: argparse.Namespace) -> int:
    from pipeline.commands import doctor

    return doctor(args)


def _explain(args: argparse.Namespace) -> int:
    from pipeline.commands import explain

    return explain(args)


def _quarantine(args: argparse.Namespace) -> int:
    from pipeline.commands import quarantine

    return quarantine(args)


def _crops(args: argparse.Namespace) -> int:
    from pipeline.commands import crops

    return crops(args)


if __name__ == "__main__":
    sys.exit(main())
