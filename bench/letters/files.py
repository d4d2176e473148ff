"""One letter in one format as files: docs/STEM.EXT, gold/STEM.json, and lines/STEM.json on request."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.letters import compose, truth
from bench.letters.layout import Pages, lay_out
from bench.letters.model import Letter
from bench.letters.render_pdf import pdf, seals


@dataclass(frozen=True, slots=True)
class Format:
    """How a format is made; `level` is the scan's condition."""

    extension: str
    make: Callable[[Letter, Pages], bytes]
    scanned: bool = False
    level: str | None = None


def _born_digital(letter: Letter, pages: Pages) -> bytes:
    return pdf(letter, pages)


FORMATS: dict[str, Format] = {"pdf": Format("pdf", _born_digital)}


def write(seed: int, form: str, out: Path, *, kind: str | None = None, with_lines: bool = False, stem: str | None = None) -> Path:
    """Write one letter; returns the path of its document. The stem says seed and format unless given."""
    letter, made = compose.letter(seed, kind), FORMATS[form]
    pages = lay_out(letter)
    stem = stem or f"letter-{seed:06d}-{form}"
    path = out / "docs" / f"{stem}.{made.extension}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(made.make(letter, pages))
    sealed = bool(pages.rooms) and (made.scanned or (form == "pdf" and seals(letter)))
    gold = truth.gold(letter, pages, scanned=made.scanned, sealed=sealed, stamped=made.scanned and pages.stamp is not None, stem=stem, form=form, level=made.level)
    _json(out / "gold" / f"{stem}.json", gold)
    if with_lines:
        _json(out / "lines" / f"{stem}.json", truth.lines(pages))
    return path


def _json(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")
