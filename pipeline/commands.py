"""What each command of `congvan` does. Kept apart from the parser, which must answer at once."""

from __future__ import annotations

import argparse
import difflib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.output import write_rows
from schemas.errors import ENTRIES, CongvanError

if TYPE_CHECKING:
    from pipeline.batch import Outcome
    from pipeline.pool import BatchOptions
    from schemas.record import Record

OUTCOME_COLUMNS = ("file", "status", "id", "detail")


def run(args: argparse.Namespace) -> int:
    """`congvan run`: a batch with a progress bar, then what became of each file."""
    from pipeline.progress import follow

    if [str(p) for p in args.paths] == ["-"]:
        from pipeline.lookup import find

        sys.stdout.buffer.write(_encoded(find("-", args.out)))
        return 0
    for path in args.paths:
        if not path.exists():
            raise CongvanError("E009", str(path))
    outcomes = follow(args.paths, args.out, _batch_options(args), quiet=args.format != "table")
    if args.format != "table":
        write_rows((_outcome_row(o) for o in outcomes), OUTCOME_COLUMNS, args.format)
    else:
        _summary(outcomes, args.out)
    return 1 if any(o.status == "quarantined" for o in outcomes) else 0


def _batch_options(args: argparse.Namespace) -> BatchOptions:
    from dataclasses import replace

    from pipeline.ingest import Limits
    from pipeline.pool import BatchOptions
    from pipeline.read import ReadOptions

    def given(*names: str) -> dict[str, Any]:
        return {n: getattr(args, n) for n in names if getattr(args, n) is not None}

    return BatchOptions(
        workers=max(1, args.workers),
        timeout=args.timeout,
        max_memory=args.max_memory << 20,
        again=args.again,
        limits=replace(Limits(), **given("max_bytes")),
        read=replace(ReadOptions(), **given("max_pages", "max_pixels")),
    )


def _outcome_row(outcome: Outcome) -> dict[str, object]:
    detail = outcome.error.message if outcome.error else None
    return {"file": outcome.name, "status": outcome.status, "id": outcome.id, "detail": detail}


def _summary(outcomes: list[Outcome], out: Path) -> None:
    """The letters, what was read, what needs review, and where everything is."""
    counts = Counter(o.status for o in outcomes)
    fresh = [o for o in outcomes if o.status in ("read", "withheld", "quarantined")]
    if not outcomes:
        print("No letters were found there (hidden files, README files and links out of the folder are passed over).")
        return
    if not fresh:
        print(f"Nothing to do: all {len(outcomes)} files were read before.")
    write_rows(_letter_rows(outcomes, out), ("file", "grade", "number", "date", "issuer", "subject", "id"), "table")
    print()
    print("Files: " + ", ".join(f"{n} {status}" for status, n in sorted(counts.items())))
    print(f"Records: {out / 'letters'}   Corpus: {out}   Quarantine: {out / 'quarantine'}")
    if counts["withheld"]:
        print(f"Withheld for a mark of secrecy (W111), in no search or export: {out / 'withheld'}")
    print(f'Look: congvan show ID --out {out}   Find: congvan search "…" --out {out}')


def _letter_rows(outcomes: list[Outcome], out: Path, most: int = 60) -> Iterator[dict[str, object]]:
    from pipeline.record import decode

    for outcome in outcomes[:most]:
        row: dict[str, object] = {"file": outcome.name, "id": (outcome.id or "")[:8], "grade": outcome.status}
        if outcome.error:
            row["subject"] = outcome.error.message
        elif outcome.status == "withheld":
            row["subject"] = ENTRIES["W111"].meaning
        file = out / "letters" / f"{outcome.id}.json"
        if outcome.status != "quarantined" and file.exists():
            row |= _brief(decode(file.read_bytes()))
        yield row
    if len(outcomes) > most:
        yield {"file": f"… and {len(outcomes) - most} more"}


def _brief(record: Record) -> dict[str, object]:
    issuer = record.issuers[0].name.value if record.issuers else None
    number = "/".join(part for part in (record.number.value or "…", record.notation.value) if part)
    return {
        "grade": record.quality.grade,
        "number": number if record.notation.value or record.number.value else None,
        "date": record.issued_on.value,
        "issuer": _short(issuer, 30),
        "subject": _short(record.subject.value, 60),
    }


def _short(text: str | None, most: int) -> str | None:
    return text if text is None or len(text) <= most else text[: most - 1] + "…"


def show(args: argparse.Namespace) -> int:
    """`congvan show`: a letter as a page, or with --json the record."""
    from pipeline.lookup import find

    record = find(args.letter, args.out)
    if args.json:
        sys.stdout.buffer.write(_encoded(record))
        return 0
    from pipeline.show import entries

    rows = ({**asdict(e), "confidence": None if e.confidence is None else f"{e.confidence:.2f}"} for e in entries(record))
    write_rows(rows, ("label", "value", "confidence", "place"), "table")
    return 0


def text(args: argparse.Namespace) -> int:
    """`congvan text`: the pages' text, a form feed between pages."""
    from pipeline.lookup import find

    pages = find(args.letter, args.out).text.pages
    if args.zones:
        for page in pages:
            for line in page.lines:
                print(f"{page.number}\t{line.zone}\t{line.text}")
    else:
        print("\n\f\n".join(page.text for page in pages))
    return 0


def _encoded(record: Record) -> bytes:
    from pipeline.record import encode

    return encode(record)


def repair(args: argparse.Namespace) -> int:
    """`congvan repair`: plain text in, repaired text out, line by line."""
    from pipeline.worker import one_thread

    one_thread()
    from pipeline.repair import repair_text

    raw = _plain_text(args.file)
    mended = repair_text(raw).text
    if args.diff:
        _print_diff(raw, mended)
    else:
        sys.stdout.write(mended)
    return 0


def _plain_text(file: str) -> str:
    """What a file or standard input says, in whatever charset. Raises CongvanError E009."""
    from pipeline.read.encodings.charsets import decode

    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise CongvanError("E009", f"{file}: {error.strerror}") from error
    return decode(data)[0]


def _print_diff(raw: str, mended: str) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    colours = {"-": "red", "+": "green", "?": "dim"}
    for line in difflib.ndiff(raw.splitlines(), mended.splitlines()):
        console.print(Text(line.rstrip("\n"), style=colours.get(line[:1], "")))


def doctor(args: argparse.Namespace) -> int:
    """`congvan doctor`: findings; exit code 1 if something is lacking."""
    from pipeline.doctor import examine

    findings = list(examine(args.out))
    rows = ({"what": f.name, "ok": "yes" if f.ok else "NO", "found": f.detail, "remedy": f.remedy} for f in findings)
    write_rows(rows, ("what", "ok", "found", "remedy"), args.format)
    return 0 if all(f.ok for f in findings) else 1


def explain(args: argparse.Namespace) -> int:
    """`congvan explain`: one code, or all."""
    if args.code and args.code.upper() not in ENTRIES:
        raise CongvanError("C205", args.code)
    codes = [args.code.upper()] if args.code else list(ENTRIES)
    rows = [{"code": c, "meaning": ENTRIES[c].meaning, "remedy": ENTRIES[c].remedy} for c in codes]
    write_rows(rows, ("code", "meaning", "remedy"), args.format)
    return 0


def quarantine(args: argparse.Namespace) -> int:
    """`congvan quarantine`: what could not be read, and why."""
    from pipeline.quarantine import Quarantine

    rows = [
        json.loads(json.dumps({f: getattr(e, f) for f in e.__struct_fields__}))
        for e in Quarantine(args.out / "quarantine").entries()
    ]
    write_rows(rows, ("id", "name", "code", "message"), args.format)
    return 0


def crops(args: argparse.Namespace) -> int:
    """`congvan crops`: pictures of what wants a look, and a page that shows them."""
    from corpus import open as open_corpus
    from pipeline.review import COLUMNS, review

    with open_corpus(args.out, create=False) as corpus:
        rows = review(corpus, args.paths, args.to, args.below)
    shown = ("file", "field", "value", "reason", "candidates", "confidence") if args.format == "table" else COLUMNS
    write_rows((row.cells() for row in rows), shown, args.format)
    if args.format == "table":
        print(f"{len(rows)} pictures: {args.to / 'index.html'}")
    return 0
