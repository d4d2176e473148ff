"""One letter in one format as files: docs/STEM.EXT, gold/STEM.json, and lines/STEM.json on request."""

from __future__ import annotations

import json
import math
import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.letters import compose, degrade, legacy, news, render_office, render_text, truth
from bench.letters.layout import PAGE_HEIGHT, PAGE_WIDTH, Pages, lay_out
from bench.letters.model import Letter
from bench.letters.render_pdf import pdf, seals


@dataclass(frozen=True, slots=True)
class Made:
    """A document's bytes and, for scans, the angle each page was turned by."""

    data: bytes
    angles: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """How a format is made. `level` is a scan's condition; `paged` says whether lines have boxes; `single` allows one page."""

    extension: str
    make: Callable[[Letter, Pages], Made]
    level: str | None = None
    paged: bool = True
    single: bool = False


def _scanned(level: str, saver: str, *, black: bool = False) -> Callable[[Letter, Pages], Made]:
    def make(letter: Letter, pages: Pages) -> Made:
        paper = pdf(letter, pages, paper=True, black_seal=black or level == "fax")
        images = degrade.scan(paper, level, letter.seed)
        return Made(degrade.SAVERS[saver](images, level), tuple(page.angle for page in images))

    return make


def _text(render: Callable[[Letter], bytes | str]) -> Callable[[Letter, Pages], Made]:
    def make(letter: Letter, pages: Pages) -> Made:
        data = render(letter)
        return Made(data.encode("utf-8") if isinstance(data, str) else data)

    return make


def _mangled(letter: Letter) -> str:
    return render_text.mangled(render_text.plain(letter), random.Random(letter.seed * 23))


def _vni_text(letter: Letter) -> bytes:
    return legacy.vni(render_text.plain(letter)).encode("cp1252", "replace")


FORMATS: dict[str, Format] = {
    "pdf": Format("pdf", lambda letter, pages: Made(pdf(letter, pages))),
    "docx": Format("docx", _text(render_office.docx), paged=False),
    "rtf": Format("rtf", _text(render_office.rtf), paged=False),
    "rtf-tcvn3": Format("rtf", _text(render_office.rtf_tcvn3), paged=False),
    "rtf-vni": Format("rtf", _text(render_office.rtf_vni), paged=False),
    "html": Format("html", _text(render_text.hypertext), paged=False),
    "txt": Format("txt", _text(render_text.plain), paged=False),
    "txt-stripped": Format("txt", _text(lambda letter: render_text.stripped(render_text.plain(letter))), paged=False),
    "txt-mangled": Format("txt", _text(_mangled), paged=False),
    "txt-nfd": Format("txt", _text(lambda letter: unicodedata.normalize("NFD", render_text.plain(letter))), paged=False),
    "txt-utf16": Format("txt", _text(lambda letter: render_text.plain(letter).encode("utf-16")), paged=False),
    "news-txt": Format("txt", _text(render_text.plain), paged=False),
    "news-html": Format("html", _text(render_text.hypertext), paged=False),
    "md": Format("md", _text(render_text.markdown), paged=False),
    "txt-tcvn3": Format("txt", _text(lambda letter: legacy.tcvn3(render_text.plain(letter))), paged=False),
    "txt-vni": Format("txt", _text(_vni_text), paged=False),
    **{
        f"{level}-{saver}": Format(saver, _scanned(level, saver), level, single=saver in ("png", "jpg", "bmp", "webp"))
        for level in degrade.LEVELS
        for saver in degrade.SAVERS
    },
    "office-pdf-black": Format("pdf", _scanned("office", "pdf", black=True), "office"),
}


def laid_out(seed: int, form: str, kind: str | None = None) -> tuple[Letter, Pages]:
    """The letter for that format; formats of one page take the next seed whose letter has one page."""
    step, news_only = len(compose.cycle()), form.startswith("news-")
    while True:
        letter = news.report(seed) if news_only else compose.letter(seed, kind)
        pages = lay_out(letter)
        if pages.count == 1 or not FORMATS[form].single:
            return letter, pages
        seed += step


def write(seed: int, form: str, out: Path, *, kind: str | None = None, with_lines: bool = False, stem: str | None = None) -> Path:
    """Write one letter; returns the path of its document. The stem says seed and format unless given."""
    made, (letter, pages) = FORMATS[form], laid_out(seed, form, kind)
    stem = stem or f"letter-{seed:06d}-{form}"
    path = out / "docs" / f"{stem}.{made.extension}"
    document = made.make(letter, pages)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(document.data)
    _json(out / "gold" / f"{stem}.json", _gold(letter, pages, made, form, stem))
    if with_lines and made.paged:
        _json(out / "lines" / f"{stem}.json", turned(truth.lines(pages), document.angles))
    return path


def _gold(letter: Letter, pages: Pages, made: Format, form: str, stem: str) -> dict[str, Any]:
    scanned = made.level is not None
    sealed = any(room.seal for room in pages.rooms) and (scanned or (form == "pdf" and seals(letter)))
    seen = truth.Seen(scanned, sealed, scanned and pages.stamp is not None, scanned or form == "pdf", made.paged)
    gold = truth.gold(letter, pages, seen)
    return {**gold, "id": stem, "format": form, "level": made.level, "pages": pages.count if made.paged else None}


def turned(lines: list[dict[str, Any]], angles: tuple[float, ...]) -> list[dict[str, Any]]:
    """The lines' boxes on pages that were turned about their middle."""
    return [{**line, "box": _turned(line["box"], angles[line["page"] - 1])} for line in lines] if angles else lines


def _turned(box: list[float], angle: float) -> list[float]:
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    points = [(x - PAGE_WIDTH / 2, y - PAGE_HEIGHT / 2) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs = [x * cos + y * sin + PAGE_WIDTH / 2 for x, y in points]
    ys = [-x * sin + y * cos + PAGE_HEIGHT / 2 for x, y in points]
    return [round(v, 1) for v in (min(xs), min(ys), max(xs), max(ys))]


def _json(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8")
