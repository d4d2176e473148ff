"""The subject from "V/v", from under the type's name, from neither."""

from __future__ import annotations

import pytest

from extractors.subject import subject
from tests.footletters import from_text, zoned

LEADS = [
    ("V/v kiểm kê thiết bị", "kiểm kê thiết bị"),
    ("V/v: kiểm kê thiết bị.", "kiểm kê thiết bị"),
    ("V/V kiểm kê thiết bị", "kiểm kê thiết bị"),
    ("Về việc kiểm kê thiết bị", "kiểm kê thiết bị"),
    ("Về kiểm kê thiết bị", "kiểm kê thiết bị"),
    ("Véviée kiểm kê thiết bị", "kiểm kê thiết bị"),
    ("--V/v- kiểm kê thiết bị ¬", "kiểm kê thiết bị"),
    ("V/w kiểm kê thiết bị", "kiểm kê thiết bị"),
    ("kiểm kê thiết bị", "kiểm kê thiết bị"),
]


@pytest.mark.parametrize(("line", "value"), LEADS)
def test_lead(line: str, value: str) -> None:
    assert subject(zoned(("title", line))).value == value


def test_lines_are_joined() -> None:
    letter = zoned(("title", "V/v kiểm kê"), ("place_date", "A, ngày 2 tháng 3 năm 2021"), ("title", "thiết bị năm 2021"))
    assert subject(letter).value == "kiểm kê thiết bị năm 2021"


def test_under_the_title() -> None:
    letter = zoned(("title", "QUYẾT ĐỊNH"), ("title", "Về việc thành lập Tổ công tác"), ("title", "năm 2021."))
    assert subject(letter).value == "thành lập Tổ công tác năm 2021"


def test_bracket_of_an_annex_is_no_subject() -> None:
    letter = zoned(("title", "PHỤ LỤC"), ("title", "Danh mục thiết bị"), ("title", "(Kèm theo Quyết định số 1/QĐ-A)"))
    assert subject(letter).value == "Danh mục thiết bị"


def test_database_title() -> None:
    letter = zoned(("title", "THÔNG TƯ"), ("title", "CỦA BỘ A SỐ 12/1999/TT-BA NGÀY 3 THÁNG 4 NĂM 1999 HƯỚNG DẪN VIỆC B"))
    assert subject(letter).value == "HƯỚNG DẪN VIỆC B"


def test_no_subject() -> None:
    found = subject(zoned(("number", "Số: 1/A-B"), ("body", "Xin chào")))
    assert (found.value, found.reason) == (None, "component_absent")


def test_cited_numbers_stay() -> None:
    letter = zoned(("title", "QUYẾT ĐỊNH"), ("title", "Đính chính Quyết định số 9/QĐ-BA"), ("title", "ngày 31 tháng 12 năm 2013"))
    assert subject(letter).value == "Đính chính Quyết định số 9/QĐ-BA ngày 31 tháng 12 năm 2013"


TEXTS = [
    "Số: 1/SA-B\nV/v kiểm kê\nthiết bị\n\nA, ngày 2 tháng 3 năm 2021\n\nKính gửi: Sở B\n",
    "Số: 1/SA-B\nA, ngày 2 tháng 3 năm 2021\nV/v kiểm kê\nthiết bị\nKính gửi: Sở B\n",
    "SỞ A CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 1/SA-B Hà Nội, ngày 2/3/2021\nV/v kiểm kê\nthiết bị\nKính gửi: Sở B\n",
]


@pytest.mark.parametrize("text", TEXTS)
def test_plain_text_orders(text: str) -> None:
    assert subject(from_text(text + "Đề nghị các đơn vị thực hiện.\n")).value == "kiểm kê thiết bị"


def test_stamp_before_the_lead() -> None:
    letter = zoned(("title", "QUYẾT ĐỊNH"), ("title", "Kmn chuYển: Về việc kiểm kê thiết bị"), source="ocr")
    assert subject(letter).value == "kiểm kê thiết bị"


def test_torn_year_is_made_whole() -> None:
    assert subject(zoned(("title", "V/v kiểm kê năm 201 8"), source="ocr")).value == "kiểm kê năm 2018"
    assert subject(zoned(("title", "V/v kiểm kê năm 2018 2"), source="ocr")).value == "kiểm kê năm 2018 2"


def test_cited_date_is_of_the_subject_not_of_the_letter() -> None:
    text = """THỦ TƯỚNG CHÍNH PHỦ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 25/QĐ-TTg
Hà Nội, ngày 07 tháng 01 năm 2010
QUYẾT ĐỊNH
Sửa đổi Quyết định số 622/QĐ-TTg ngày 17 tháng 5 năm 2009
của Thủ tướng Chính phủ
"""
    assert subject(from_text(text)).value == "Sửa đổi Quyết định số 622/QĐ-TTg ngày 17 tháng 5 năm 2009 của Thủ tướng Chính phủ"


def test_line_of_the_body_that_resolves_is_no_subject() -> None:
    letter = zoned(("title", "NGHỊ QUYẾT"), ("title", "CỦA BAN CHẤP HÀNH ĐẢNG BỘ TỈNH"), ("title", "về phát triển kinh tế biển"))
    assert subject(letter).value == "phát triển kinh tế biển"
