"""Kinds of documents from titles and notations."""

from __future__ import annotations

import pytest

from extractors.document_type import document_type, kind_of_notation, kinds, type_of_line
from tests.footletters import zoned

TITLES = [
    ("QUYẾT ĐỊNH", "quyết định"),
    ("QUYÉT ĐỊNH", "quyết định"),
    ("KÉ HOẠCH", "kế hoạch"),
    (": THÔNG BÁO", "thông báo"),
    ("THÔNG BÁO (Lần 2)", "thông báo"),
    ("NGHỊQUYẾT", "nghị quyết"),
    ("CHỈ THỊ", "chỉ thị"),
    ("NGHỊ ĐỊNH CỦA CHÍNH PHỦ", "nghị định"),
    ("THÔNG TƯ LIÊN TỊCH", "thông tư liên tịch"),
    ("PHỤ LỤC II", "phụ lục"),
    ("SắC LệNH", "sắc lệnh"),
]


@pytest.mark.parametrize(("title", "name"), TITLES)
def test_title(title: str, name: str) -> None:
    found = type_of_line(title)
    assert found is not None
    assert found[0].name == name


@pytest.mark.parametrize(
    "line", ["Thông tư số 20/2017/TT-BYT.", "kế hoạch năm 2020", "Quyết định này có hiệu lực", "", "SỞ Y TẾ", "A" * 500]
)
def test_no_title(line: str) -> None:
    assert type_of_line(line) is None


def test_every_kind_is_known_by_its_name() -> None:
    for kind in kinds():
        found = type_of_line(kind.name.upper())
        assert found is not None and found[0].name == kind.name, kind


NOTATIONS = [
    ("QĐ-UBND", "quyết định"),
    ("2010/TT-BCT", "thông tư"),
    ("TTr-UBND", "tờ trình"),
    ("HD/VPTW", "hướng dẫn"),
    ("1998/TTLT-BTC-BNV", "thông tư liên tịch"),
    ("TTr.STNMT", "tờ trình"),
    ("BC.UBND", "báo cáo"),
    ("CV.MTTW-BTT", "công văn"),
    ("HĐ/2021", "hợp đồng"),
    ("HD-SYT", "hướng dẫn"),
    ("L-CTN", "lệnh"),
    ("STTTT-CNTT", None),
    ("UBND-VX", None),
    ("CATTT-VNCERT/CC", None),
]


@pytest.mark.parametrize(("notation", "name"), NOTATIONS)
def test_notation(notation: str, name: str | None) -> None:
    kind = kind_of_notation(notation)
    assert (kind.name if kind else None) == name


def test_letter_without_title_is_a_cong_van() -> None:
    letter = zoned(("number", "Số: 1/STC-NS"), ("addressees", "Kính gửi: Sở A"), ("body", "Đề nghị."))
    found = document_type(letter, "STC-NS")
    assert (found.value, found.code, found.origin) == ("công văn", None, "inferred")


def test_party_letter_is_a_cong_van_too() -> None:
    assert document_type(zoned(("addressees", "Kính gửi: Đảng ủy A")), "CV/TU").value == "công văn"


def test_title_gives_the_code() -> None:
    found = document_type(zoned(("title", "KẾ HOẠCH"), ("title", "Kiểm tra năm 2021")), "KH-SYT")
    assert (found.value, found.code) == ("kế hoạch", "KH")


def test_title_in_two_lines_and_before_the_number() -> None:
    joint = zoned(("title", "THÔNG TƯ"), ("title", "LIÊN TỊCH CỦA BỘ A - BỘ B"))
    assert document_type(joint, None).value == "thông tư liên tịch"
    assert document_type(zoned(("number", "Pháp lệnh số: 09/2025/UBTVQH15")), "2025/UBTVQH15").value == "pháp lệnh"


def test_nothing_known() -> None:
    assert document_type(zoned(("body", "Xin chào")), None).reason == "component_absent"
