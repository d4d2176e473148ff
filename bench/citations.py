"""Citations a second: this project's scanner, and eyecite and refex on texts of their own languages of equal length.

    python -m bench.citations                # letters and the comparison
    python -m bench.citations --adversarial  # two million characters of near-citations, one form after another

eyecite (American) and refex (German, `legal-reference-extraction`) are no dependencies: what is not installed is left out
and said so. The texts are invented; each has four citations in about 620 characters, and its numbers change from one
repetition to the next.
"""

from __future__ import annotations

import argparse
import importlib.util
import time
from collections.abc import Callable
from dataclasses import dataclass

from extractors.references import references
from schemas.letter import Letter, Zone
from schemas.reading import Line, Page, Reading, Source

VIETNAMESE = (
    "Căn cứ Nghị định số {a}/2019/NĐ-CP ngày 01 tháng 02 năm 2019 của Chính phủ quy định chi tiết một số điều của Luật Giáo dục;",
    "Thực hiện Công văn số {b}/UBND-VX ngày 02/3/2021 của Ủy ban nhân dân tỉnh Hà Nam về việc tăng cường phòng cháy "
    "tại chợ, Sở Công Thương đề nghị các đơn vị rà soát phương án, kiểm tra thiết bị và báo cáo kết quả trước ngày "
    "25 của tháng.",
    "Các nội dung khác giữ nguyên theo khoản 2 Điều {c} Quyết định số {a}/QĐ-SCT ngày 05/3/2021 của Sở Công Thương; "
    "Luật Đấu thầu năm 2013 được áp dụng cho phần mua sắm. Trong quá trình thực hiện nếu có vướng mắc, các đơn vị "
    "phản ánh kịp thời để được hướng dẫn.",
)
AMERICAN = (
    "The court in Rowan v. Lake, {a} U.S. {b}, 117 (1983), held that notice must be given before the hearing, and "
    "later courts agreed.",
    "Under {c} U.S.C. § 1983 the claimant bears the burden of showing that the officer acted under colour of state "
    "law, a burden that is not met by mere allegation; the record must show what was done, by whom, and when it was "
    "known to the party concerned.",
    "See also Hale v. Moor, {b} F.3d {a} (9th Cir. 2004), which followed the older rule without discussion. Id. at "
    "12. In the present matter the parties dispute only the extent of the damage, and the question of notice does "
    "not arise on the facts as found here.",
)
GERMAN = (
    "Nach § {c} Abs. 1 BGB hat der Schuldner den Schaden zu ersetzen, der aus der Verletzung einer Pflicht "
    "entsteht, soweit er sie kennt.",
    "Der Bundesgerichtshof hat dies bestätigt (BGH, Urteil vom 12.03.2014 - VIII ZR {c}/13) und zugleich darauf "
    "hingewiesen, dass die Beweislast beim Gläubiger liegt; dieser muss darlegen, was geschehen ist, durch wen und "
    "wann es dem anderen bekannt geworden war.",
    "Daneben gilt § {d} ZPO, der die freie Beweiswürdigung anordnet, sowie Art. {e} GG. Im vorliegenden Fall "
    "streiten die Parteien nur über die Höhe des Schadens, so dass es auf die Frage der Kenntnis nach den "
    "getroffenen Feststellungen nicht mehr ankommen kann.",
)
NEAR = (
    "số 1/QĐ-",
    "12/12/12/",
    "Quyết định số 1/QĐ-UBND ngày ",
    "Luật ",
    "khoản 1, điểm a, ",
    "của Sở ",
    "số 1, 2, 3, ",
    "về việc (",
    "cảnh báo của Sở ",
    "Căn cứ Kế hoạch ",
    "Nghị định nêu trên ",
    "Luật sửa đổi, bổ sung một số điều của ",
    "ngày 1/1/2020, Bộ đã có thông báo về ",
)
LINE = 90


@dataclass(frozen=True, slots=True)
class Measured:
    """One engine's run: citations found, characters read, CPU seconds."""

    engine: str
    found: int
    characters: int
    seconds: float


def text(paragraphs: tuple[str, ...], size: int) -> str:
    """At least `size` characters of the paragraphs, one a line, with changing numbers."""
    made: list[str] = []
    length = at = 0
    while length < size:
        for paragraph in paragraphs:
            made.append(paragraph.format(a=100 + at % 380, b=200 + at % 7000, c=1 + at % 90, d=280 + at % 20, e=1 + at % 19))
            length += len(made[-1]) + 1
        at += 1
    return "\n".join(made)


def letter(body: str) -> Letter:
    """A letter of one page, its text wrapped as print is, every line body."""
    lines = [Line(part[i : i + LINE]) for part in body.split("\n") for i in range(0, len(part), LINE)]
    page = Page(1, tuple(lines), "text_layer", "bench")
    zones: tuple[Zone, ...] = tuple("body" for _ in lines)
    return Letter(Reading(Source("bench.txt", "0" * 64, "text/plain", b""), (page,)), zones)


def ours(body: str) -> int:
    """Mentions found by this project."""
    made = references(letter(body), issued_on="2021-03-10", issuer=None)
    return sum(1 + len(one.mentions) for one in made)


def eyecite(body: str) -> int:
    """Citations found by eyecite."""
    from eyecite import get_citations  # type: ignore[import-not-found,unused-ignore]

    return len(get_citations(body))


def refex(body: str) -> int:
    """References found by refex."""
    from refex.extractor import RefExtractor  # type: ignore[import-not-found,unused-ignore]

    return len(RefExtractor().extract(body)[1])


ENGINES: dict[str, tuple[Callable[[str], int], tuple[str, ...], str]] = {
    "congvan": (ours, VIETNAMESE, "extractors"),
    "eyecite": (eyecite, AMERICAN, "eyecite"),
    "refex": (refex, GERMAN, "refex"),
}


def measure(engine: str, size: int, times: int) -> Measured | None:
    """The best of `times` runs over a text of `size` characters; None if the engine is not installed."""
    run, paragraphs, module = ENGINES[engine]
    if importlib.util.find_spec(module) is None:
        return None
    body = text(paragraphs, size)
    found, best = run(text(paragraphs, 1000)), float("inf")
    for _ in range(times):
        start = time.process_time()
        found = run(body)
        best = min(best, time.process_time() - start)
    return Measured(engine, found, len(body), best)


def adversarial(size: int) -> list[Measured]:
    """CPU seconds for `size` characters of each form of near-citation."""
    made = []
    for near in NEAR:
        body = (near * (size // len(near) + 1))[:size]
        start = time.process_time()
        found = ours(body)
        made.append(Measured(near, found, size, time.process_time() - start))
    return made


def main(arguments: list[str] | None = None) -> int:
    """Print the table asked for."""
    parser = argparse.ArgumentParser(prog="bench.citations", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--size", type=int, default=0, help="characters (default 4000, 40000 and 400000; adversarial 2000000)")
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--adversarial", action="store_true")
    options = parser.parse_args(arguments)
    if options.adversarial:
        for one in adversarial(options.size or 2_000_000):
            print(f"{one.engine!r:45} {one.characters:9d} chars {one.seconds:7.2f} s")
        return 0
    for size in [options.size] if options.size else [4_000, 40_000, 400_000]:
        for engine in ENGINES:
            measured = measure(engine, size, options.times)
            if measured is None:
                print(f"{engine:8} is not installed")
                continue
            rate, speed = measured.found / measured.seconds, measured.characters / measured.seconds / 1e6
            print(
                f"{engine:8} {measured.characters:7d} chars {measured.found:6d} citations "
                f"{rate:9.0f} citations/s {speed:6.2f} Mchar/s"
            )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
