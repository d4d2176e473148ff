"""The corpus on the command line: search it, ask it, follow it. Only parsers here; the work is in `corpus.commands`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

DEFAULT_OUT = Path("data/processed")

SEARCH_HELP = """words          công văn hỏa tốc        all of them, accents may be left out
phrases        "an toàn thông tin"
beginnings     thông*                  one letter off: zom~
numbers        250/CATTT   CATTT-VNCERT   05/2016/TT-BYT
fields         issuer:"Sở Y tế" recipient: signer: copy: actor: report_to: entity: place: subject:
               type:"công văn" kind: grade:review province:"Kiên Giang" urgency: secrecy: read_as:ocr
               modality:must relation:replaces number:542/STTTT cites:05/2016/TT-BYT mentions:TT-BYT id:
dates          date:2018  date:2017-10..2018-03  date:>=2020-05-14  due:<2018-01-01  year:2019..
together       A OR B   -word   NOT (A B)   ( … )    = before a value asks for the whole name
"""


def add_commands(subparsers: Commands) -> None:
    """Add every command of the corpus."""
    _search(subparsers)
    _graph(subparsers)
    _register(subparsers)
    _tables(subparsers)
    _upkeep(subparsers)


def _command(subparsers: Commands, name: str, help: str, work: str, epilog: str | None = None) -> argparse.ArgumentParser:
    """A sub-command with what all have: which corpus, which format, and what it runs."""
    parser = subparsers.add_parser(name, help=help, epilog=epilog)
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT, metavar="DIR", help="which corpus (default data/processed)")
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--json", dest="format", action="store_const", const="json", help="one JSON array")
    group.add_argument("--jsonl", dest="format", action="store_const", const="jsonl", help="JSON Lines")
    group.add_argument("--csv", dest="format", action="store_const", const="csv", help="CSV, safe to open in a spreadsheet")
    parser.set_defaults(format="table", run=_lazily(work))
    return parser


def _lazily(work: str) -> Callable[[argparse.Namespace], int]:
    def run(args: argparse.Namespace) -> int:
        from corpus import commands

        function: Callable[[argparse.Namespace], int] = getattr(commands, work)
        return function(args)

    return run


def _search(subparsers: Commands) -> None:
    search = _command(subparsers, "search", "find letters", "search", SEARCH_HELP)
    search.formatter_class = argparse.RawDescriptionHelpFormatter
    search.add_argument("query", nargs="*", help="what to look for; without it, the newest letters")
    search.add_argument("--limit", type=int, default=10, metavar="N")
    search.add_argument("--offset", type=int, default=0, metavar="N")
    search.add_argument("--sort", choices=("relevance", "newest", "oldest"), default="relevance")
    search.add_argument(
        "--facet", action="append", default=[], metavar="FIELD", help="count the values of a field; may be repeated"
    )
    search.add_argument("--save", metavar="NAME", help="keep the query under a name")
    search.add_argument("--saved", metavar="NAME", help="run a kept query; words given as well are added to it")
    search.add_argument("--list-saved", action="store_true", help="show the kept queries")
    similar = _command(subparsers, "similar", "letters like one, and near duplicates with their difference", "similar")
    similar.add_argument("letter", metavar="ID")
    similar.add_argument("--limit", type=int, default=10, metavar="N")
    similar.add_argument("--diff", action="store_true", help="show what differs from the nearest")


def _graph(subparsers: Commands) -> None:
    for name, help in (
        ("cites", "what a letter cites, and what of it is held"),
        ("cited-by", "which letters cite a document"),
        ("chain", "from a document down to all that follow it"),
    ):
        one = _command(subparsers, name, help, name.replace("-", "_"))
        one.add_argument("document", metavar="ID|NUMBER", help="a letter's id, or a number such as 250/CATTT-VNCERT/CC")
        if name == "chain":
            one.add_argument("--up", action="store_true", help="up to what it rests on instead")
            one.add_argument("--depth", type=int, default=6, metavar="N")
    missing = _command(subparsers, "missing", "the most cited documents that the corpus lacks", "missing")
    missing.add_argument("--limit", type=int, default=20, metavar="N")
    changes = _command(subparsers, "changes", "which documents replaced, amended or repealed which", "changes")
    changes.add_argument("--limit", type=int, default=100, metavar="N")
    unanswered = _command(subparsers, "unanswered", "letters that asked for an answer and have none", "unanswered")
    unanswered.add_argument("--on", metavar="DATE", help="as of this day (YYYY-MM-DD); without it, whatever the deadline")
    duplicates = _command(subparsers, "duplicates", "documents held in several files, and near duplicates", "duplicates")
    duplicates.add_argument("--near", action="store_true", help="letters that say almost what an earlier one says")
    duplicates.add_argument("--least", type=float, default=0.8, metavar="SHARE", help="of word pairs in common (default 0.8)")
    duplicates.add_argument("--diff", action="store_true", help="with --near: show what differs")


def _register(subparsers: Commands) -> None:
    directives = _command(subparsers, "directives", "who must do what by when", "directives")
    directives.add_argument("--actor", metavar="NAME")
    directives.add_argument("--issuer", metavar="NAME")
    directives.add_argument("--report-to", metavar="NAME")
    directives.add_argument("--modality", metavar="M", help="must, must_not, require, assign, request, should, recommend, may …")
    directives.add_argument("--due", metavar="FROM..TO", help="deadlines in this span, recurring ones expanded")
    directives.add_argument("--overdue-at", metavar="DATE", help="deadlines before this day")
    directives.add_argument("--limit", type=int, default=100, metavar="N")


def _tables(subparsers: Commands) -> None:
    stats = _command(subparsers, "stats", "what the corpus holds", "stats")
    stats.add_argument("--by", metavar="FIELD", help="letters by year, month, type, issuer, province, grade, signer or recipient")
    export = _command(subparsers, "export", "tables for other tools", "export")
    export.add_argument("--to", type=Path, required=True, metavar="DIR", help="the folder to write to")
    export.add_argument("--as", dest="kind", choices=("parquet", "csv", "jsonl"), default="parquet")
    export.add_argument("--table", action="append", default=[], metavar="NAME", help="only this table; may be repeated")


def _upkeep(subparsers: Commands) -> None:
    upkeep = subparsers.add_parser("corpus", help="check a corpus, or make it anew from its records")
    verbs = upkeep.add_subparsers(dest="verb", required=True, metavar="VERB")
    _command(verbs, "verify", "whether records, tables and index agree", "verify")
    _command(verbs, "rebuild", "make tables and index anew from the records", "rebuild")
    mend = _command(verbs, "mend", "repair letters again with what letters that cite each other know", "mend")
    mend.add_argument("--workers", type=int, default=1, metavar="N", help="processes (default 1)")
    _command(verbs, "links", "write what citations are resolved to into the records", "links")
