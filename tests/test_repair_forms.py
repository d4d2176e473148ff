"""Repair: fixed forms of a letter, figures that are letters, the case of short words, packed arrays."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.repair.codes import code
from pipeline.repair.forms import Edit, joined, with_forms
from pipeline.repair.model import walked
from pipeline.repair.text import applied
from pipeline.repair.units import begun_with_figures, units


def mended(text: str) -> str:
    """Text with its fixed forms alone made right."""
    lines = text.split("\n")
    return "\n".join(applied(lines, tuple(with_forms(lines, []))))


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("~ Như trên;", "- Như trên;"),
        ("Trân trọng cảm ơn./,", "Trân trọng cảm ơn./."),
        ("_KT. CHỦ TỊCH", "KT. CHỦ TỊCH"),
        ("theo mẫu đính kèm_", "theo mẫu đính kèm"),
        ("‘PHÓ BÍ THƯ", "PHÓ BÍ THƯ"),
        ("“Quy chế làm việc” của", "“Quy chế làm việc” của"),
        ('thực hiện "Quy chế", "Điều lệ";', "thực hiện “Quy chế”, “Điều lệ”;"),
        ('dài 5" và 7"', 'dài 5" và 7"'),
        ('phương châm "4 tại chỗ";', 'phương châm "4 tại chỗ";'),
        ("l. MỤC ĐÍCH, YÊU CẦU\nII. NỘI DUNG", "I. MỤC ĐÍCH, YÊU CẦU\nII. NỘI DUNG"),
        ("1. MỤC ĐÍCH, YÊU CẦU\nII. NỘI DUNG", "1. MỤC ĐÍCH, YÊU CẦU\nII. NỘI DUNG"),
        ("I. MỤC ĐÍCH\nII. NỘI DUNG\nII. TỔ CHỨC THỰC HIỆN", "I. MỤC ĐÍCH\nII. NỘI DUNG\nIII. TỔ CHỨC THỰC HIỆN"),
        ("- Lưu: VT. FHOCHUTICH", "- Lưu: VT. PHÓ CHỦ TỊCH"),
        ("GIAMDOC", "GIÁM ĐỐC"),
        ("GIAMDOG CIAMDOC", "GIAMDOG CIAMDOC"),
        ("VNPTIOFFICE", "VNPTIOFFICE"),
        ("1. MỤC ĐÍCH, YÊU CẦU\n2. NỘI DUNG", "1. MỤC ĐÍCH, YÊU CẦU\n2. NỘI DUNG"),
        ("Độc lập - Tu. do - Hạnh phúc:", "Độc lập - Tự do - Hạnh phúc"),
        ("hòa xã Hội Chủ Nghĩa Việt Nam", "hòa xã Hội Chủ Nghĩa Việt Nam"),
        ("cộng hòa xã Hội Chủ Nghĩa Việt Nam", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ],
)
def test_fixed_forms(read: str, right: str) -> None:
    assert mended(read) == right


def test_forms_join_the_edits_they_touch() -> None:
    edits = [Edit(0, 1, 3, "KÍ", 0.9)]
    assert joined("_KI gửi", edits, Edit(0, 0, 1, "", 0.8)) == [Edit(0, 0, 3, "KÍ", 0.8)]
    assert joined("ab cd", [Edit(0, 0, 5, "x", 0.9)], Edit(0, 2, 3, "-", 0.8)) == [Edit(0, 0, 5, "x", 0.9)]


@given(st.lists(st.text('abK_~"“‘ .,/|I1.', max_size=20), max_size=6))
def test_forms_stay_in_order_and_apart(lines: list[str]) -> None:
    edits = with_forms(lines, [])
    for one, other in itertools.pairwise(edits):
        assert (one.line, one.end) <= (other.line, other.start) or one.line < other.line
    assert all(0 <= e.start < e.end <= len(lines[e.line]) and e.after for e in edits)


@pytest.mark.parametrize(("text", "like"), [("16i", True), ("10i", True), ("4p", True), ("1é", True), ("100ng", True)])
def test_figures_that_are_letters(text: str, like: bool) -> None:
    assert begun_with_figures(text) == like


@pytest.mark.parametrize("text", ["16a", "2b", "4m", "10ha", "100km", "5g", "14", "16"])
def test_figures_that_stay(text: str) -> None:
    assert not begun_with_figures(text)


def test_a_cell_that_goes_on_does_not_end_a_sentence() -> None:
    assert [unit.stop for unit in units(["| làm việc", "| kể từ ngày"], damaged=True)][:2] == [False, False]


@pytest.mark.parametrize(
    ("read", "right"),
    [("S6:16/HD-QLCS", "Số:16/HD-QLCS"), ("$6:2199/BYT-NVY", "Số:2199/BYT-NVY"), ("56:12", None), ("S6:12", None)],
)
def test_numbers_glued_to_their_word(read: str, right: str | None) -> None:
    assert code(read, {}, {}) == right


@given(st.lists(st.lists(st.integers(0, 60000), max_size=5, unique=True), max_size=20))
def test_packed_words_come_back(contexts: list[list[int]]) -> None:
    groups = [sorted(group) for group in contexts]
    steps = [b - a for group in groups for a, b in zip([0, *group], group, strict=False)]
    counts = np.array([len(group) for group in groups], np.uint16)
    assert walked(np.array(steps, np.uint16), counts).tolist() == [word for group in groups for word in group]
