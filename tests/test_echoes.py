"""Headings of scans put right after what the letter says below. Contents are invented."""

from __future__ import annotations

import pytest

from extractors.echoes import echoed, is_stamped
from extractors.subject import subject
from pipeline.zones import zone
from schemas.letter import Letter
from schemas.reading import Line, Page, Reading, Source
from schemas.record import TextSource
from tests.footletters import from_text, zoned


def said(*body: str, source: TextSource = "ocr") -> Letter:
    return zoned(*(("body", line) for line in body), source=source)


@pytest.mark.parametrize(
    ("read", "body", "value"),
    [
        ("cơ câu tô chức của Chi cục", "Cơ cấu tổ chức của Chi cục gồm ba phòng.", "cơ cấu tổ chức của Chi cục"),
        ("hỗ trợ thực hiện đự án nước sạch", "Việc thực hiện dự án nước sạch do Sở chủ trì.", "hỗ trợ thực hiện dự án nước sạch"),
        (
            "gạo có xuất xứ từ nsớwh gwốc Lào theo hạn ngạch",
            "lúa xuất xứ từ Vương quốc Lào theo Phụ lục",
            "gạo có xuất xứ từ Vương quốc Lào theo hạn ngạch",
        ),
        (
            "khu đô thị mới \\gã Ba tại phường Ba Đình",
            "dự án khu đô thị mới Ngã Ba tại phường",
            "khu đô thị mới Ngã Ba tại phường Ba Đình",
        ),
        ("uy định việc nhập khẩu muối", "Thông tư này quy định việc nhập khẩu muối.", "Quy định việc nhập khẩu muối"),
        (
            "bầu Thành viên v072TgBLNT600anhan dân tỉnh Hà Nam",
            "Phó Chủ tịch Ủy ban nhân dân tỉnh Hà Nam",
            "bầu Thành viên Ủy ban nhân dân tỉnh Hà Nam",
        ),
        (
            "lập phường Lê Lợi CÔNG VĂN ĐẾNhuộc thành phố Nam Định",
            "Lập phường Lê Lợi thuộc thành phố Nam Định. Lê Lợi, thành phố",
            "lập phường Lê Lợi thuộc thành phố Nam Định",
        ),
        ("cổne THÔNG TIN ĐIỆN TỬ chívvii. h thành lập phường Lê Lợi", "Thành lập phường Lê Lợi.", "thành lập phường Lê Lợi"),
    ],
)
def test_a_heading_is_put_right(read: str, body: str, value: str) -> None:
    assert echoed(said(body), read) == value


@pytest.mark.parametrize(
    ("read", "body"),
    [
        ("phòng chống dịch tả lợn", "Công tác phòng chông dịch ta lợn; phòng chống dịch tả lợn."),
        ("cơ câu tổ chức của Chi cục", "Cơ cấu tổ chức của Chi cục; cơ cẩu tổ chức của Chi cục."),
        ("tại huyện Krông Pắc và Buôn Hồ", "huyện A và Buôn Hồ"),
        ("làm việc với Ban QLDA GAVI TW về việc đánh giá", "Ban Quản lý dự án về việc đánh giá"),
        ("lập kế hoạch nsớwh cuối năm", "lập kế hoạch tuần cuối năm; lập kế hoạch tháng cuối năm"),
    ],
)
def test_what_the_text_does_not_settle_stays(read: str, body: str) -> None:
    assert echoed(said(body), read) == read


def test_the_writers_own_spelling_stays_where_no_scanner_read() -> None:
    assert echoed(said("Cơ cấu tổ chức của Chi cục.", source="text_layer"), "cơ câu tô chức của") == "cơ câu tô chức của"


@pytest.mark.parametrize(
    ("text", "stamped"),
    [
        ("Thành viên [CỔNG TRÔNG TIN ĐIỆN TỪ CN BN[tân dân tỉnh Hà Nam", True),
        ("làm việc với Ban QLDA GAVI TW về việc đánh giá", False),
        ("tại huyện Đắk Lắk, Krông Pắc", False),
    ],
)
def test_a_stamp_in_a_heading(text: str, stamped: bool) -> None:
    assert is_stamped(text) is stamped


def _scan(*lines: str) -> Letter:
    page = Page(1, tuple(Line(line) for line in lines), "ocr", "test")
    return zone(Reading(Source("a.pdf", "0" * 64, "application/pdf", b""), (page,)))


HEAD = ("SỞ Y TẾ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 12/QĐ-SYT", "QUYẾT ĐỊNH")


def test_a_subject_under_a_stamp_that_the_text_does_not_say_again_is_left_open() -> None:
    read = subject(
        _scan(*HEAD, "Về việc lập Tổ công tác của Sở", "[CỔNG TRÔNG TIN ĐIỆN TỪ CN BN[tân phòng dịch", "Căn cứ Luật Y tế;")
    )
    assert (read.value, read.reason) == (None, "illegible") and read.candidates


def test_a_range_of_days_whose_dash_was_not_read() -> None:
    read = subject(_scan(*HEAD, "Về việc kỷ niệm 63 năm (27/02/1955 27/02/2018)", "Căn cứ Luật Y tế;", "QUYẾT ĐỊNH:"))
    assert (read.value, read.origin) == ("kỷ niệm 63 năm (27/02/1955 - 27/02/2018)", "corrected")


def test_a_partys_body_between_type_and_subject_is_no_part_of_it() -> None:
    page = (
        "HUYỆN ỦY ĐẠI LỘC\n*\nSố 56-NQ/HU\n          NGHỊ QUYẾT\n     CỦA BAN CHẤP HÀNH ĐẢNG BỘ HUYỆN\n"
        "  về xây dựng nông thôn mới\n"
    )
    assert subject(from_text(page + "          -----\nI. TÌNH HÌNH\n")).value == "xây dựng nông thôn mới"


def test_a_misread_lead() -> None:
    read = subject(_scan(*HEAD, "Về xiệq lập Tổ công tác phòng dịch", "Căn cứ Luật Y tế;", "QUYẾT ĐỊNH:"))
    assert read.value == "lập Tổ công tác phòng dịch"
