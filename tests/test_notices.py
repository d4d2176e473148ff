"""Every warning code of the contract has a case that emits it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

import pipeline
from pipeline.extract import extract
from pipeline.read import ReadOptions, pdf
from pipeline.read.ocr import page_notices
from pipeline.record import record
from pipeline.repair import repair
from pipeline.repair.model import available
from pipeline.repair.pages import notices as repair_notices
from pipeline.zones import zone
from schemas.errors import ENTRIES
from schemas.letter import Letter
from schemas.reading import Line, Page, Reading
from tests.footletters import HEAD, SOURCE, from_text, zoned

FOOT = "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nGIÁM ĐỐC\nNguyễn Văn An\n"
SIGNED = "Người ký: Sở A\nThời gian ký: 05.03.2021 09:13:11 +07:00\n"
SECOND = """UBND TỈNH A
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 77/QĐ-UBND
Hà Giang, ngày 01 tháng 02 năm 2021
QUYẾT ĐỊNH
Về việc thành lập Tổ công tác
"""
OPEN = """Thực hiện Quyết định số 250/QĐ-UBND ngày 12/01/2021 của UBND tỉnh A và Quyết định số 250/QĐ-SNV ngày 20/02/2021 của Sở
Nội vụ, Sở đề nghị các đơn vị thực hiện Quyết định số 250 nghiêm túc.
"""


def _codes(letter: Letter) -> list[str]:
    return [one.code for one in record(letter, extract(letter)).quality.warnings]


def _pages(*texts: str) -> Letter:
    pages = (Page(n, tuple(Line(ln) for ln in text.splitlines()), "text_layer", "text") for n, text in enumerate(texts, 1))
    return zone(Reading(SOURCE, tuple(pages)))


def _by_hand() -> Letter:
    return zoned(("number", "Số: Ễ /CT-BCT"), ("addressees", "Kính gửi: Sở A"), ("body", "Đề nghị."), source="ocr")


LETTERS: list[tuple[str, Callable[[], Letter]]] = [
    ("W110", lambda: _pages(HEAD + FOOT + SIGNED)),
    ("W111", lambda: zoned(("mark", "MẬT"), ("number", "Số: 1/A-B"), ("body", "Đề nghị."))),
    ("W112", _by_hand),
    ("W113", lambda: _pages(HEAD + FOOT, SECOND)),
    ("W114", lambda: from_text(HEAD + OPEN)),
]


@pytest.mark.parametrize(("code", "make"), LETTERS, ids=[code for code, _ in LETTERS])
def test_warning_of_a_field(code: str, make: Callable[[], Letter]) -> None:
    assert code in _codes(make())


def test_a_plain_letter_has_no_warning() -> None:
    assert _codes(from_text(HEAD + FOOT)) == []
    assert _codes(_pages(HEAD + FOOT + SIGNED.replace("05.03", "02.03"))) == []


def test_the_attached_papers_signing_time_is_not_the_letters() -> None:
    assert "W110" not in _codes(_pages(HEAD + FOOT, SECOND + SIGNED))


def test_a_blank_form_is_no_second_letter() -> None:
    form = SECOND.replace("77", "      ").replace("ngày 01 tháng 02", "ngày    tháng   ")
    assert "W113" not in _codes(_pages(HEAD + FOOT, form))


def test_a_second_letter_whose_number_was_not_read() -> None:
    unread = "\n".join(line for line in SECOND.splitlines() if "77" not in line)
    assert "W113" in _codes(_pages(HEAD + FOOT, unread + "\nQUYẾT ĐỊNH\nVề việc lập Tổ công tác\n"))


def test_a_dated_form_without_number_and_kind_is_no_second_letter() -> None:
    form = (
        "SỞ Y TẾ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nNam Định, ngày 25 tháng 10 năm 2021\n"
        "DANH SÁCH ĐẠI BIỂU ĐĂNG KÝ THAM DỰ\n"
    )
    assert "W113" not in _codes(_pages(HEAD + FOOT, form))


@pytest.mark.parametrize(
    "body",
    [
        "thực hiện Quyết định số 250/QĐ-SNV nghiêm túc.",
        "thực hiện các Quyết định nêu trên.",
        "thực hiện Kế hoạch số 250.",
    ],
)
def test_a_citation_that_says_which_is_not_open(body: str) -> None:
    assert "W114" not in _codes(from_text(HEAD + OPEN.replace("thực hiện Quyết định số 250 nghiêm túc.", body)))


STRIPPED = "Can cu Luat To chuc chinh quyen dia phuong ngay 19 thang 6 nam 2015, Uy ban nhan dan huyen yeu cau cac phong bao cao."


class _Sheet:
    """A PDF's page as far as the reader of layers asks: its size."""

    def get_size(self) -> tuple[float, float]:
        return 595.0, 842.0


def _layer_codes(lines: list[Line]) -> list[str]:
    return [one.code for one in pdf._layer(_Sheet(), 1, lines, good=False)[1]]


def test_damaged_and_empty_layers() -> None:
    assert _layer_codes([Line("C\u00e9ng hoµ x· héi", (10, 10, 90, 20))]) == ["W102"]
    assert _layer_codes([]) == ["W104"]
    assert [one.code for one in pdf._converted(_Sheet(), 1, [Line("Cộng hòa")], [Line("Céng hoµ")])[1]] == ["W105"]


def test_bad_layer_is_read_from_the_image() -> None:
    read = Page(1, (Line("Thực hiện kế hoạch năm 2021", None, 0.97),), "ocr", "test")
    lines = [Line("Thuc hien ke hoach nam 2021 cua cac don vi truc thuoc So va cac phong ban", (10, 10, 90, 20))]
    assert [one.code for one in pdf._scan(_Sheet(), 1, lines, lambda: read, True)[1]] == ["W101"]


def test_page_that_cannot_be_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    import pypdfium2

    def broken(*_: object) -> None:
        raise pypdfium2.PdfiumError("broken")

    monkeypatch.setattr(pdf, "with_annotations", broken)
    assert [one.code for one in pdf._page(None, 1, ReadOptions(), {})[1]] == ["W103"]


def test_blank_and_doubtful_pages() -> None:
    assert [one.code for one in page_notices(Page(1, (), "ocr", "test"))] == ["W104"]
    assert [one.code for one in page_notices(Page(1, (Line("mờ", None, 0.3),), "ocr", "test"))] == ["W108"]


@pytest.mark.skipif(not available(), reason="the trained artefact models/repair.xz is not in this tree")
def test_repaired_words() -> None:
    page = Page(1, (Line(STRIPPED),), "text_layer", "text")
    assert "W106" in [one.code for one in repair(Reading(SOURCE, (page,))).warnings]


def test_words_left_as_they_stood() -> None:
    page = Page(1, (Line(STRIPPED),), "text_layer", "text")
    assert [one.code for one in repair_notices((page,), {}, Counter({0: 3}))] == ["W107"]


EMITTED = re.compile(r'"(W1\d\d)"')


def test_every_code_is_emitted_somewhere_and_every_emitted_code_is_known() -> None:
    sources = "\n".join(file.read_text("utf-8") for file in Path(pipeline.__file__).parent.rglob("*.py"))
    assert set(EMITTED.findall(sources)) == {code for code in ENTRIES if code.startswith("W")}
