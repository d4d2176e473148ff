"""The sample letters of data/raw and their truth: `python -m bench.letters.raw` makes them anew, byte for byte."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.letters import compose, files
from bench.letters.layout import Pages, lay_out
from bench.letters.model import Letter, Table
from bench.letters.render_text import stripped

ROOT = Path(__file__).resolve().parents[2]
Want = Callable[[Letter, Pages], bool]


@dataclass(frozen=True, slots=True)
class Sample:
    """A format, and the first letter (of seeds from 5000 on) that shows something."""

    form: str
    kind: str | None
    want: Want = lambda letter, pages: pages.count == 1


def _any(letter: Letter, pages: Pages) -> bool:
    return pages.count <= 3


def _has(key: str) -> Want:
    return lambda letter, pages: bool(letter.gold[key]) and pages.count <= 2


def _party(letter: Letter, pages: Pages) -> bool:
    return letter.party and pages.count <= 2


def _joint(letter: Letter, pages: Pages) -> bool:
    return len(letter.gold["issuers"]) > 1


def _council(letter: Letter, pages: Pages) -> bool:
    return str(letter.gold["issuer"]).startswith("Hội đồng")


def _draft(letter: Letter, pages: Pages) -> bool:
    return letter.gold["number"] is None and len(letter.gold["date"]) == 7 and pages.count == 1


def _tables(letter: Letter, pages: Pages) -> bool:
    return any(isinstance(block, Table) for block in letter.blocks) and pages.count >= 2


def _stamped(letter: Letter, pages: Pages) -> bool:
    return pages.stamp is not None and pages.count == 1


def _written(letter: Letter, pages: Pages) -> bool:
    return letter.gold["handwritten"] == ["number", "day"] and pages.count == 1


SAMPLES: tuple[Sample, ...] = (
    Sample("pdf", "công văn", _tables),
    Sample("pdf", "quyết định", _has("attachments")),
    Sample("pdf", None, _joint),
    Sample("pdf", None, _party),
    Sample("pdf", "công văn", _has("copy_block")),
    Sample("pdf", "công văn", _has("contacts")),
    Sample("clean-pdf", "kế hoạch", _tables),
    Sample("clean-png", "giấy mời"),
    Sample("clean-jpg", "công văn", _stamped),
    Sample("office-pdf", "công văn", _written),
    Sample("office-pdf", "báo cáo", _any),
    Sample("office-pdf", None, _council),
    Sample("office-tiff", "tờ trình", _any),
    Sample("office-jpg", "công điện"),
    Sample("office-webp", "công văn", _has("secrecy")),
    Sample("office-png", "giấy giới thiệu"),
    Sample("fax-pdf", "thông báo", _any),
    Sample("fax-tiff", "chỉ thị", _any),
    Sample("fax-png", "công văn", _has("urgency")),
    Sample("fax-bmp", "phiếu chuyển"),
    Sample("docx", "công văn", _draft),
    Sample("docx", "hợp đồng", _any),
    Sample("docx", "kế hoạch", _tables),
    Sample("rtf", "tờ trình", _any),
    Sample("rtf-tcvn3", "công văn", _any),
    Sample("rtf-vni", "thông báo", _any),
    Sample("html", "hướng dẫn", _any),
    Sample("md", "nghị quyết", _any),
    Sample("txt", "biên bản", _any),
    Sample("txt-stripped", "công văn", _any),
    Sample("txt-mangled", "công văn", _any),
    Sample("txt-vni", "quyết định", _any),
    Sample("txt-tcvn3", "công văn", _any),
    Sample("txt-utf16", "thư công", _any),
    Sample("news-txt", None, _any),
)


def chosen(sample: Sample, first: int) -> int:
    """The first seed from `first` on whose letter is of the kind and shows what the sample is for."""
    seed = first
    while True:
        letter = compose.letter(seed)
        if sample.kind in (None, letter.gold["document_type"]):
            pages = lay_out(letter)
            if sample.want(letter, pages) and (pages.count == 1 or not files.FORMATS[sample.form].single):
                return seed
        seed += 1


def make(out: Path) -> list[Path]:
    """Write every sample below `out`/docs, `out`/gold and `out`/lines; returns the documents."""
    made = []
    for number, sample in enumerate(SAMPLES, 1):
        seed = chosen(sample, 5000 + 300 * number)
        made_kind = files.laid_out(seed, sample.form)[0].gold["document_type"] or "tin"
        kind = stripped(made_kind).replace(" ", "-").lower()
        stem = f"{number:02d}-{kind}-{sample.form}"
        made.append(files.write(seed, sample.form, out, with_lines=True, stem=stem))
    return made


def main() -> int:
    """Make data/raw and tests/data/raw_gold, raw_lines anew."""
    work = ROOT / "build" / "raw"
    documents = make(work)
    raw, truth = ROOT / "data" / "raw", ROOT / "tests" / "data"
    for folder in (raw, truth / "raw_gold", truth / "raw_lines"):
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("[0-9][0-9]-*"):
            old.unlink()
    for document in documents:
        shutil.copy(document, raw)
    for name in ("gold", "lines"):
        for file in (work / name).glob("*.json"):
            shutil.copy(file, truth / f"raw_{name}")
    shutil.rmtree(work)
    print(f"{len(documents)} letters, {sum((raw / d.name).stat().st_size for d in documents) / 1e6:.1f} MB in {raw}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
