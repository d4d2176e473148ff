"""The pages of a long letter read side by side: the record is that of one go, and a fault in a part costs one letter."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL.TiffImagePlugin import TiffImageFile

from pipeline.batch import Outcome, run
from pipeline.pool import BatchOptions
from pipeline.read import ReadOptions, Stretch, joined, read, read_part
from pipeline.record import decode, encode
from pipeline.worker import Begun, Done, Read, finish, go_on, patient
from schemas.reading import Source
from tests.faults import hurried, tired
from tests.test_ocr_page import LINES, needs_pair, page
from tests.test_read_pdf import FONT, source

PLAIN = ReadOptions(engine="tesseract")


def digital(pages: int) -> bytes:
    """A born-digital letter of so many pages, each with lines of its own."""
    pytest.importorskip("reportlab")
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    if FONT is None:
        pytest.skip("no font with Vietnamese letters is installed")
    pdfmetrics.registerFont(TTFont("vn", str(FONT)))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    for number in range(1, pages + 1):
        canvas.setFont("vn", 12)
        for k, text in enumerate((f"Điều {number}. Hiệu lực thi hành", *LINES)):
            canvas.drawString(85, 700 - 18 * k, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def tiff(pages: int, damaged: int | None = None) -> bytes:
    """A scan of at most three sheets, one of them damaged."""
    out = io.BytesIO()
    sheets = [page(angle) for angle in (0.0, 0.4, -0.4)[:pages]]
    sheets[0].save(out, "TIFF", compression="tiff_deflate", dpi=(150, 150), save_all=True, append_images=sheets[1:])
    data = bytearray(out.getvalue())
    if damaged:
        file = TiffImageFile(io.BytesIO(bytes(data)))
        file.seek(damaged - 1)
        at = file.tag_v2[273][0]  # StripOffsets
        data[at : at + 64] = b"\0" * 64
    return bytes(data)


def parts(one: Source, options: ReadOptions, step: int) -> list[Stretch]:
    total = len(read(one, options).pages)
    return [Stretch(first, first + step - 1) for first in range(1, total + 1, step)]


@pytest.mark.parametrize("step", [1, 2, 3, 7])
def test_parts_of_a_digital_letter_are_the_whole(step: int) -> None:
    one = source(digital(7))
    read_in_parts = [read_part(one, ReadOptions(), stretch).reading for stretch in parts(one, ReadOptions(), step)]
    assert joined(read_in_parts) == read(one)


@needs_pair
@pytest.mark.parametrize("damaged", [None, 2])
def test_parts_of_a_scan_are_the_whole(damaged: int | None) -> None:
    one = source(tiff(3, damaged), "image/tiff")
    whole = read(one, PLAIN)
    assert [p.number for p in whole.pages] == [1, 2, 3]
    assert [n.code for n in whole.warnings if n.code == "W103"] == (["W103"] if damaged else [])
    assert joined([read_part(one, PLAIN, stretch).reading for stretch in parts(one, PLAIN, 2)]) == whole


def test_the_first_worker_stops_in_time_and_says_what_is_left() -> None:
    one = source(digital(7))
    begun = patient(one, ReadOptions(), 0.0)
    assert isinstance(begun, Begun)
    assert begun.rest == range(2, 8)
    assert isinstance(patient(one, ReadOptions(), None), Done)


@pytest.mark.parametrize(
    ("seconds", "rest", "workers", "shared"),
    [
        (2.0, range(2, 8), 2, [(2, 2), (3, 3), (4, 4), (5, 5), (6, 6), (7, 7)]),  # a page takes as long as a part should
        (0.5, range(2, 8), 1, [(2, 5), (6, 7)]),
        (0.5, range(2, 8), 3, [(2, 3), (4, 5), (6, 7)]),  # no worker idle
        (0.0, range(2, 4), 2, [(2, 2), (3, 3)]),
        (60.0, range(5, 6), 2, [(5, 5)]),
    ],
)
def test_pages_left_are_shared_out(seconds: float, rest: range, workers: int, shared: list[tuple[int, int]]) -> None:
    begun = Begun(Read(1, rest.start - 1, b"", seconds), rest)
    assert [(s.first, s.last) for s in begun.stretches(workers)] == shared


def test_the_record_of_parts_is_that_of_one_go() -> None:
    one = source(digital(5))
    begun, whole = patient(one, ReadOptions(), 0.0), patient(one, ReadOptions(), None)
    assert isinstance(begun, Begun)
    assert isinstance(whole, Done)
    further = [go_on(one, ReadOptions(), stretch) for stretch in begun.stretches(2)]
    done = finish(one.id, one.name, [begun.read, *(part for part in further if isinstance(part, Read))])
    assert isinstance(done, Done)
    assert done.record == whole.record
    assert encode(decode(done.record)) == done.record


def told(folder: Path, out: Path, timeout: float = 60.0) -> dict[str, Outcome]:
    found: list[Outcome] = []
    run([folder], out, BatchOptions(workers=2, timeout=timeout, work=hurried, go_on=tired), found.append)
    return {one.name: one for one in found}


@pytest.mark.parametrize(("name", "code"), [("crash.pdf", "E022"), ("hang.pdf", "E020")])
def test_a_fault_in_a_part_costs_its_letter_alone(tmp_path: Path, name: str, code: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(digital(4))
    (folder / name).write_bytes(digital(5))
    (folder / "z.pdf").write_bytes(digital(6))
    found = told(folder, tmp_path / "out", timeout=8.0)
    assert found["a.pdf"].status == found["z.pdf"].status == "read"
    error = found[name].error
    assert error is not None
    assert (error.code, error.detail[:12]) == (code, "pages 2 to 3")


def test_a_long_letter_is_watched_page_by_page(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(digital(6))
    seen: list[tuple[str, int, int]] = []
    options = BatchOptions(workers=2, work=hurried, go_on=tired)
    run([tmp_path / "a.pdf"], tmp_path / "out", options, lambda _: None, lambda *said: seen.append(said))
    assert seen[0] == ("a.pdf", 1, 6) and seen[-1] == ("a.pdf", 6, 6)
    assert [read for _, read, _ in seen] == sorted({read for _, read, _ in seen})


def test_a_batch_of_long_letters_gives_what_one_go_gives(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(digital(9))
    id = told(folder, tmp_path / "out")["a.pdf"].id
    whole = patient(source(digital(9)), ReadOptions(), None)
    assert isinstance(whole, Done)
    made = decode((tmp_path / "out" / "letters" / f"{id}.json").read_bytes())
    assert made.text == decode(whole.record).text
    assert made.references == decode(whole.record).references
