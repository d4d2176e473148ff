"""What it costs to make fields of clean text: letters a second, stage by stage, by length, and texts made to be slow.

    python -m bench.extraction                     # letters of our own, as text
    python -m bench.extraction --readings FOLDER   # real letters: `pipeline.read.read`'s readings, pickled, one a file
    python -m bench.extraction --stages            # what each extractor takes of it
    python -m bench.extraction --growth            # one letter's body again and again: cost against length
    python -m bench.extraction --adversarial       # two million characters of what is nearly a citation, date, body, order

One process, one thread, CPU seconds, every letter met once: nothing remembered from an earlier round helps. Reading the
file is not counted; zones, every extractor and the record are.
"""

from __future__ import annotations

import argparse
import importlib
import pickle
import time
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

from pipeline.extract import extract
from pipeline.record import record
from pipeline.zones import zone
from schemas.reading import Line, Page, Reading, Source

STAGES = (
    ("extractors.addressees", "recipients"),
    ("extractors.copies", "copies"),
    ("extractors.signature", "arrival_stamp"),
    ("extractors.signature", "signature"),
    ("extractors.signers", "signers"),
    ("extractors.dates", "issued_on"),
    ("extractors.dates", "place"),
    ("extractors.document_type", "document_type"),
    ("extractors.issuers", "issuers"),
    ("extractors.marks", "marks"),
    ("extractors.number", "number"),
    ("extractors.subject", "subject"),
    ("extractors.attachments", "attachments"),
    ("extractors.contacts", "contacts"),
    ("extractors.directives", "directives"),
    ("extractors.entities", "entities"),
    ("extractors.references", "references"),
    ("extractors.kind", "kind"),
)
"""Every extractor, as `pipeline.extract` asks for it."""

NEAR = {
    "citations": "Quyết định số 1/QĐ-UBND ngày ",
    "numbers": "số 1, 2, 3/QĐ-",
    "dates": "ngày 1 tháng 13 năm ",
    "slashed dates": "12/12/12/",
    "days": "ngày ",
    "bodies": "của Sở ",
    "body in body": "Ủy ban nhân dân ",
    "orders": "đề nghị các đơn vị ",
    "duties": "Giao Sở chủ trì, phối hợp với ",
    "deadlines": "trước ngày ",
    "conditions": "trong trường hợp nếu ",
    "laws": "Luật sửa đổi, bổ sung một số điều của ",
    "brackets": "về việc (",
    "contacts": "điện thoại: 0",
    "addresses": "a@b.",
    "names": "Nguyễn Văn ",
    "signers": "KT. GIÁM ĐỐC PHÓ ",
    "recipients": "- Như trên; ",
    "archive": "Lưu: VT, ",
    "annexes": "Phụ lục kèm theo ",
    "blanks": " . . . ",
    "capitals": "CỘNG HÒA ",
    "directives": "Yêu cầu Sở Y tế báo cáo kết quả về Bộ trước ngày ",
    "semicolons": "phải báo cáo; đề nghị ",
    "reports": "báo cáo về Sở (qua Phòng ",
    "periods of time": "từ ngày 1/1/2020 đến ngày ",
    "months": "tháng 1 năm 2020 đến tháng ",
    "tails": "Nếu có. ",
    "leads and days": "trước khi là 1/1/2020, ",
    "this document": "Văn bản này, ",
    "likewise": "Như trên;",
    "nested items": "1.1.1. a) - + I. ",
    "sentences": "Sở Y. Bộ X. ",
    "theo": "theo ",
    "bases": "Căn cứ Luật số ",
    "pinpoints": "điểm a khoản 1 Điều 1 ",
    "short forms": "Nghị định nêu trên, Công văn 250, ",
    "amending": "Quyết định sửa đổi Quyết định ",
    "quotes": 'Đề án “Công văn "',
    "open brackets": "((",
    "links": "[Sở](http://a.b/",
    "cells": "| 1 | Sở Y tế | rà soát | ",
    "rules": "|---",
    "dashes": "- ",
    "digits": "1",
    "digits apart": "0 ",
    "decimals": "1.",
    "roman": "I.",
    "single letters": "a ",
    "one letter": "Đ",
    "small letters": "ă",
    "no blanks": "Số:12/QĐ-UBNDngày",
    "mail": "@.",
    "authorities": "TM. KT. TL. TUQ. Q. ",
    "titles": "Phó Chủ tịch Phó Giám đốc ",
    "marks": "HỎA TỐC MẬT KHẨN ",
    "mottoes": "Độc lập - Tự do - ",
    "stamps": "ĐẾN Số: Ngày: ",
    "lists": "các Công văn số 12, 15 và ",
    "people": "ông Nguyễn Văn A và bà ",
    "apart": unicodedata.normalize("NFD", "Quyết định số 1/QĐ-UBND ngày "),
    "marks alone": "\u0323\u0302",
    "other signs": "№ 一 ",
}
"""Units of text that is nearly something, repeated without end."""
COUNTED = {
    "new citations": "Công văn số {n}/UBND-KT ngày 02/3/2021 của Sở {n}, ",
    "new numbers": "{n}, ",
    "new notations": "{n}/QĐ-A{n} ",
    "new laws": "Luật Số {n} năm 2020 và ",
    "law names": "Luật {w} năm 2019, ",
    "new short forms": "Công văn {n} nêu trên, Công văn số {n}/SYT, ",
    "new bodies": "Sở {w}, ",
    "new names": "ông Nguyễn Văn {w}, ",
    "new telephones": "điện thoại 024.{n}; ",
    "new dates": "ngày {d}/3/2021 đến ",
    "new orders": "Giao Sở {w} làm việc {n} trước ngày {d}/4/2021. ",
    "new recipients": "- Sở {w} {n}; ",
    "new signers": "GIÁM ĐỐC\nNguyễn Văn {w}\n",
    "new annexes": "Phụ lục {n}\n(kèm theo Công văn số {n}/SYT)\n",
    "new tables": "| {n} | Rà soát {n} | Sở {w} | Phòng {w} | {d}/6/2021 |\n",
    "heads": "SỞ Y TẾ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: {n}/SYT\nHà Nội, ngày {d} tháng 3 năm 2021\nKính gửi: Sở {w}\n",
    "feet": "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nGIÁM ĐỐC\nNguyễn Văn {w}\n",
    "headings": "{n}. Sở {w}:\na) Rà soát;\n",
    "lead-ins": "Đề nghị các đơn vị:\n",
    "lead-ins with items": "Đề nghị các đơn vị:\n- Rà soát.\n",
    "one letter a line": "a\n",
    "one capital a line": "Đ\n",
    "one digit a line": "1\n",
    "empty lines": "\n",
}
"""The same, counted: {n} a number of its own, {w} a word of its own, {d} a day; one with line ends has lines of its own."""
SIGNS = " .,;:-–_=+*/|&'\"“”(){}[]<>#…?!%\t"
"""Each alone, without end, and a letter behind them all: what looks for the last of them must not begin at every one."""
SHAPES = ("one line", "lines", "items", "short lines")
PLACES = {
    "addressees": "Kính gửi:\n",
    "copies": "Kính gửi: Sở Y tế;\nThực hiện việc sau.\nNơi nhận:\n- Như trên;\n",
    "signature": "Kính gửi: Sở Y tế;\nThực hiện việc sau./.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n",
    "subject": "SỞ Y TẾ\nSố: 12/SYT-NV\nV/v ",
    "head": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nỦY BAN NHÂN DÂN TỈNH HÀ NAM\nSỞ Y TẾ {}\nSố: 12/SYT-NV\nKính gửi: Sở Nội vụ;\n",
    "number": "SỞ Y TẾ\nSố: 12/SYT{}\nHà Nam, ngày 05 tháng 3 năm 2021\nKính gửi: Sở Nội vụ;\n",
    "type": "SỞ Y TẾ\nSố: 12/QĐ-SYT\nHà Nam, ngày 05 tháng 3 năm 2021\nQUYẾT ĐỊNH\nVề việc {}\nGIÁM ĐỐC SỞ Y TẾ\n",
    "name": "Kính gửi: Sở Y tế;\nThực hiện việc sau./.\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nGIÁM ĐỐC {}\nNguyễn Văn An\n",
    "annex": "Kính gửi: Sở Y tế;\nThực hiện việc sau./.\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nGIÁM ĐỐC\nNguyễn Văn An\nPHỤ LỤC\n"
    "(Kèm theo Công văn số 1/SYT-NV)\n",
}
"""What stands before the units, and behind "{}", so that they fall to one zone or another."""


@dataclass(frozen=True, slots=True)
class Timed:
    """One letter: characters, and CPU seconds in all."""

    characters: int
    seconds: float


def own(count: int, seed: int = 5000) -> list[Reading]:
    """Letters of our own, as text files read by the pipeline's own reader."""
    from bench.letters.compose import letter
    from bench.letters.render_text import plain

    return [_read(plain(letter(seed + n)), f"letter-{seed + n}") for n in range(count)]


def _read(text: str, name: str) -> Reading:
    from pipeline.read import read

    return read(Source(f"{name}.txt", name.ljust(64, "0"), "text/plain", text.encode()))


def pickled(folder: Path) -> list[Reading]:
    """The readings pickled in a folder, one a file. Only for files of one's own: a pickle can run code."""
    return [pickle.loads(path.read_bytes()) for path in sorted(folder.glob("*.pickle"))]


def one(reading: Reading) -> Timed:
    """Zones, fields and record of one letter."""
    start = time.process_time()
    letter = zone(reading)
    record(letter, extract(letter))
    seconds = time.process_time() - start
    return Timed(sum(len(page.text) for page in reading.pages), seconds)


def stages(readings: list[Reading]) -> dict[str, float]:
    """CPU seconds of each stage over the readings. What two stages share is counted for the first that asks."""
    spent: dict[str, float] = defaultdict(float)
    with_clocks = [(importlib.import_module(module), name) for module, name in STAGES]
    kept = [getattr(module, name) for module, name in with_clocks]
    try:
        for module, name in with_clocks:
            setattr(module, name, _clocked(getattr(module, name), name, spent))
        for reading in readings:
            letter = _clocked(zone, "zones", spent)(reading)
            _clocked(record, "record", spent)(letter, extract(letter))
    finally:
        for (module, name), function in zip(with_clocks, kept, strict=True):
            setattr(module, name, function)
    return dict(spent)


def _clocked(function: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    @wraps(function)
    def timed(*args: Any, **kwargs: Any) -> Any:
        start = time.process_time()
        try:
            return function(*args, **kwargs)
        finally:
            spent[name] += time.process_time() - start

    return timed


def counted(unit: str, size: int) -> str:
    """At least `size` characters of a unit, or of units that are each another by their number, word or day."""
    if "{" not in unit:
        return unit * (size // len(unit) + 1)
    made = (unit.format(n=n, w=_word(n), d=1 + n % 28) for n in range(1, 2 + size // (len(unit) - 4)))
    return "".join(made)[:size]


def _word(n: int) -> str:
    """A word that no other number has."""
    word = ""
    while n:
        n, letter = divmod(n, 22)
        word += "aăâbcdđeêghiklmnoôơpqr"[letter]
    return word.capitalize()


def near(unit: str, size: int, shape: str = "lines", lead: str = "") -> Reading:
    """At least `size` characters of a unit in `lead` (see `PLACES`): as one line, as printed lines, or as the items of a list."""
    body = counted(unit, size) + ("a" if unit in SIGNS else "")
    if "\n" in unit:
        lines = body.split("\n")
    elif shape == "one line":
        lines = [body]
    else:
        width, mark, end = {"lines": (88, "", ""), "items": (86, "- ", ";"), "short lines": (30, "", "")}[shape]
        lines = [mark + body[i : i + width].strip() + end for i in range(0, len(body), width)]
    before, behind = (part.split("\n") for part in (lead.split("{}") if "{}" in lead else (lead, "")))
    lines = [*before[:-1], before[-1] + lines[0], *lines[1:], *filter(None, behind)]
    page = Page(1, tuple(map(Line, lines)), "text_layer", "bench")
    return Reading(Source("near.txt", "0" * 64, "text/plain", b""), (page,))


def adversarial(size: int) -> Iterator[tuple[str, str, str, Timed]]:
    """What each unit costs, in the body in each shape, and on one line and as items in each other place of a letter."""
    for name, unit in (NEAR | COUNTED | {f"sign {sign}": sign for sign in SIGNS}).items():
        for shape in SHAPES if "\n" not in unit else ("lines",):
            yield name, shape, "body", one(near(unit, size, shape))
        for place, lead in PLACES.items():
            for shape in ("one line", "items") if "\n" not in unit else ("lines",):
                yield name, shape, place, one(near(unit, size, shape, lead))


def longer(times: int) -> Reading:
    """A letter whose body stands in it `times` times over, its numbers changed: as long as one likes, and ordinary."""
    head, body, foot = _PARTS
    parts = (body.format(n=100 + i, d=1 + i % 28) for i in range(times))
    return _read(head + "".join(parts) + foot, f"longer-{times}")


_PARTS = (
    "ỦY BAN NHÂN DÂN TỈNH HÀ NAM\nSỞ CÔNG THƯƠNG\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "Số: 310/SCT-QLTM\nHà Nam, ngày 05 tháng 3 năm 2021\nV/v tăng cường phòng cháy tại chợ\n"
    "Kính gửi: Ủy ban nhân dân các huyện, thành phố.\n",
    "Thực hiện Công văn số {n}/UBND-KT ngày {d:02}/02/2021 của Ủy ban nhân dân tỉnh về việc phòng cháy, chữa cháy tại chợ, "
    "Sở Công Thương đề nghị Ủy ban nhân dân các huyện, thành phố:\n"
    "{n}. Chỉ đạo các phòng chuyên môn rà soát phương án phòng cháy tại chợ hạng 2, hạng 3 trên địa bàn quản lý.\n"
    "- Kiểm tra thiết bị báo cháy; thay thế thiết bị hỏng trước ngày {d:02}/4/2021.\n"
    "- Báo cáo kết quả về Sở Công Thương (qua Phòng Quản lý thương mại) trước ngày 25 hằng tháng để tổng hợp.\n"
    "Các nội dung khác giữ nguyên theo khoản 2 Điều 5 Quyết định số {n}/QĐ-SCT ngày 05/01/2021 của Sở Công Thương.\n",
    "Trong quá trình thực hiện, nếu có vướng mắc, đề nghị phản ánh về Sở (điện thoại: 0226.3852765)./.\nNơi nhận:\n- Như trên;\n"
    "- UBND tỉnh (để b/c);\n- Lưu: VT, QLTM.\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nNguyễn Văn Minh\n",
)


def quantile(values: list[float], share: float) -> float:
    """The value under which that share of the values lies."""
    return sorted(values)[min(int(share * len(values)), len(values) - 1)]


def report(readings: list[Reading]) -> None:
    """Print letters a second, the spread, and cost by length."""
    timed = [one(reading) for reading in readings]
    spent, size = sum(t.seconds for t in timed), sum(t.characters for t in timed)
    print(f"{len(timed)} letters of {size // len(timed)} characters in the mean")
    print(f"{len(timed) / spent:.0f} letters/s a core, {size / spent / 1e3:.0f} thousand characters/s")
    every = [t.seconds * 1e3 for t in timed]
    print(f"a letter: {quantile(every, 0.5):.2f} ms median, {quantile(every, 0.95):.2f} ms at the 95th percentile")
    for low, high in ((0, 1000), (1000, 2000), (2000, 4000), (4000, 8000), (8000, 1 << 60)):
        some = [t.seconds * 1e3 for t in timed if low <= t.characters < high]
        if some:
            mean, most = sum(some) / len(some), quantile(some, 0.95)
            print(f"  {low:5d}+ characters: {len(some):4d} letters, {mean:6.2f} ms, p95 {most:6.2f}")


def main(arguments: list[str] | None = None) -> int:
    """Print the table asked for."""
    parser = argparse.ArgumentParser(prog="bench.extraction", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--count", type=int, default=300, help="letters of our own")
    parser.add_argument("--seed", type=int, default=5000)
    parser.add_argument("--readings", type=Path, help="a folder of pickled readings, instead of letters of our own")
    parser.add_argument("--stages", action="store_true", help="the cost of each stage")
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--adversarial", action="store_true")
    parser.add_argument("--size", type=int, default=2_000_000, help="characters of each adversarial text")
    options = parser.parse_args(arguments)
    warm = own(30, seed=1)
    for reading in warm:
        one(reading)
    if options.adversarial:
        for name, shape, place, timed in adversarial(options.size):
            print(f"{name:14} {shape:11} {place:10} {timed.characters:9d} chars {timed.seconds:7.2f} s", flush=True)
    elif options.growth:
        for times in (1, 4, 16, 64, 256, 1024):
            timed = one(longer(times))
            each = timed.seconds / timed.characters * 1e6
            print(f"{timed.characters:8d} characters {timed.seconds * 1e3:9.1f} ms {each:6.2f} µs each")
    else:
        readings = pickled(options.readings) if options.readings else own(options.count, options.seed)
        if options.stages:
            spent = stages(readings)
            for name, seconds in sorted(spent.items(), key=lambda item: -item[1]):
                print(f"{name:14} {seconds / len(readings) * 1e3:7.3f} ms {seconds / sum(spent.values()):6.1%}")
        else:
            report(readings)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
