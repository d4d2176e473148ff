"""Telling good text layers from those of scanners that knew no Vietnamese."""

from __future__ import annotations

import pytest

from pipeline.read.layer import judge, syllables

GOOD = (
    "Thực hiện Quyết định số 12/QĐ-UBND của Ủy ban nhân dân tỉnh về việc tổ"
    " chức kiểm tra công tác phòng chống dịch, Sở Y tế đề nghị các đơn vị"
)
UNMARKED = (
    "Thuc hien Quyet dinh so 12/QD-UBND cua Uy ban nhan dan tinh ve viec to"
    " chuc kiem tra cong tac phong chong dich, So Y te de nghi cac don vi"
)
BAD_OCR = (
    "Thuc hiQn Quy6t dinh s5 12/QD-UBND cria Uy ban nh6n ddn tinh vA viQc t"
    "6 chric ki6m tra c6ng tfc phdng ch6ng dich, So Y t6 dA nghi c6c don vi"
)
TCVN3 = (
    "Thùc hiÖn QuyÕt ®Þnh sè 12/Q§-UBND cña Uû ban nh©n d©n tØnh vÒ viÖc tæ"
    " chøc kiÓm tra c«ng t¸c phßng chèng dÞch, Së Y tÕ ®Ò nghÞ c¸c ®¬n vÞ"
)
ENGLISH = (
    "The Department of Health requests all hospitals to report the number o"
    "f patients treated during the last month without delay or exception"
)


@pytest.mark.parametrize(
    ("text", "good"), [(GOOD, True), (UNMARKED, False), (BAD_OCR, False), (TCVN3, False), (ENGLISH, False), (GOOD.upper(), True)]
)
def test_good(text: str, good: bool) -> None:
    assert judge(text).good() is good
    assert judge(text).good(over_scan=True) is good


@pytest.mark.parametrize(
    ("text", "english"),
    [(ENGLISH, True), (ENGLISH.upper(), True), (GOOD, False), (UNMARKED, False), (BAD_OCR, False), (TCVN3, False)],
)
def test_english_is_told_from_vietnamese_that_lost_its_marks(text: str, english: bool) -> None:
    assert judge(text).in_english is english


@pytest.mark.parametrize("text", ["", "12/2024", "Ký bởi: Sở Y tế", "....", "\n\n"])
def test_too_short(text: str) -> None:
    assert judge(text).too_short


def test_decomposed_text_counts_as_marked() -> None:
    import unicodedata

    assert judge(unicodedata.normalize("NFD", GOOD)) == judge(GOOD)


def test_syllables_are_lower_case_and_ordered_by_frequency() -> None:
    counts = list(syllables().values())
    assert counts == sorted(counts, reverse=True)
    assert all(s == s.lower() for s in syllables())
