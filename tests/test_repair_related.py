"""Right texts of related letters help a repair, and never change what is right."""

from __future__ import annotations

import pytest

from pipeline.repair import repair, repair_text
from pipeline.repair.model import available, model
from pipeline.repair.related import MOST, NOTHING, abbreviations, endings, related
from schemas.reading import Line, Page, Reading, Source

pytestmark = pytest.mark.skipif(not available(), reason="the trained artefact models/repair.xz is not in this tree")
NEIGHBOUR = (
    "Căn cứ Công văn số 358/CBVĐ-HTQX/KT ngày 14/4/2020 của Trung tâm Quan trắc Hồ Đầm, Sở Tài nguyên đề nghị các đơn vị\n"
    "gỡ phần mềm Kalimba Viewer khỏi máy tính, báo cáo Trung tâm Quan trắc Hồ Đầm trước ngày 15 tháng 5 năm 2020."
)
DAMAGED = (
    "Thuc hién Cong van s6 358/CBVD-HTQX/KT ngay 14/4/2020 cua Trung tam Quan tric H6 Dam, Uy ban nhan dan yéu cau\n"
    "cac phong, ban go phin mém Kalimba Viewer khoi may tinh truéc ngay 15 thang 5 nam 2020."
)


def page(text: str) -> Reading:
    lines = tuple(Line(line, None, 0.9) for line in text.split("\n"))
    return Reading(Source("x.pdf", "0" * 64, "application/pdf", b""), (Page(1, lines, "text_layer", "test"),))


def test_words_codes_and_phrases_of_a_neighbour_win() -> None:
    alone, helped = repair_text(DAMAGED).text, repair_text(DAMAGED, known=[NEIGHBOUR]).text
    assert "358/CBVĐ-HTQX/KT" not in alone
    assert "358/CBVĐ-HTQX/KT" in helped
    assert "Trung tâm Quan trắc Hồ Đầm" in helped
    assert "gỡ phần mềm Kalimba Viewer khỏi" in helped


def test_readings_are_helped_as_texts_are() -> None:
    assert repair(page(DAMAGED), known=[NEIGHBOUR]).pages[0].text == repair_text(DAMAGED, known=[NEIGHBOUR]).text


def test_right_text_stands_whatever_is_known() -> None:
    original = page(NEIGHBOUR)
    assert repair(original, known=[NEIGHBOUR.replace("358", "388")]) is original


def test_numbers_are_never_a_neighbours() -> None:
    other = NEIGHBOUR.replace("358", "388").replace("14/4/2020", "24/4/2020")
    helped = repair_text(DAMAGED, known=[other]).text
    assert "358/CBVĐ-HTQX/KT" in helped
    assert "14/4/2020" in helped


def test_only_good_texts_lend() -> None:
    assert related(model(), [DAMAGED, "", "12 34"]) is NOTHING
    assert related(model(), []) is NOTHING


def test_a_word_counts_three_times_at_most() -> None:
    lent = related(model(), [NEIGHBOUR] * 9)
    assert set(lent.single.values()) == {MOST}
    assert "Kalimba" in lent.spelt


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ({"358/CBVĐ-HTQX/KT"}, {"CBVD-HTQXIKT": "CBVĐ-HTQX/KT"}),
        ({"12/2019/QĐ-ABC"}, {"QD-ABC": "QĐ-ABC"}),
        ({"1/AB-XlY", "2/AB-XIY"}, {}),
        ({"439/HĐ-SYT", "7/CTĐ-SYT"}, {}),
        ({"2019", "a/b"}, {}),
    ],
)
def test_endings(words: set[str], wanted: dict[str, str]) -> None:
    assert endings(model(), words) == wanted


def test_abbreviations_with_d() -> None:
    assert abbreviations({"12/HĐ-HĐXK", "LĐKT", "LDKT"}) == {"HDXK": "HĐXK"}
