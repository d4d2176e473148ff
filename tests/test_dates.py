"""The letter's own date and place, printed, blank, damaged, or read in two ways."""

from __future__ import annotations

import pytest

from extractors.dates import issued_on, place, read_place_date
from extractors.rivals import merged_digits
from schemas.letter import Letter
from schemas.reading import Line, Page, Reading, Word
from tests.footletters import SOURCE, zoned

LINES = [
    ("Hà Nội, ngày 14 tháng 5 năm 2020", "2020-05-14", "day", "Hà Nội"),
    ("Đồng Tháp, ngày      tháng 12 năm 2021", "2021-12", "month", "Đồng Tháp"),
    ("Đồng Tháp, ngày …… tháng …… năm 2021", "2021", "year", "Đồng Tháp"),
    ("Lào Cai ngày 20 tháng02 năm 2025", "2025-02-20", "day", "Lào Cai"),
    ("TP. Hồ Chí Minh, ngày 11 tháng 5 năm 2017", "2017-05-11", "day", "TP. Hồ Chí Minh"),
    ("Quảng Ngãi,ngày2Otháng 01 năm 2025", "2025-01-20", "day", "Quảng Ngãi"),
    ("Kien Giang, ngay l6 thang 01 nam 2018", "2018-01-16", "day", "Kiên Giang"),
    ("Thành phố Hô Chí Minh, ngày 05 tháng 5 năm 2017", "2017-05-05", "day", "Thành phố Hồ Chí Minh"),
    ("Nghệ An, ngày 03/04/2020", "2020-04-03", "day", "Nghệ An"),
    ("Rà Nội, ngày 04 tháng 6 năm 2001", "2001-06-04", "day", "Hà Nội"),
    ("Ngãi Giao, ngày 7 tháng 7 năm 2022", "2022-07-07", "day", "Ngãi Giao"),
    ("Hà Nội, ngày 04 tháng 6 năm 2001", "2001-06-04", "day", "Hà Nội"),
    ("Hà Nội, ngày …/3/2021", "2021-03", "month", "Hà Nội"),
    ("Hà Nội, ngày    /…/2021", "2021", "year", "Hà Nội"),
    ("Hà Nội, ngày 03 tháng ba năm 2021", "2021-03-03", "day", "Hà Nội"),
    ("Quận 1, ngày 3 tháng 3 năm 2021", "2021-03-03", "day", "Quận 1"),
    ("Phường 5, ngày 03 tháng 3 năm 2021", "2021-03-03", "day", "Phường 5"),
]


@pytest.mark.parametrize(
    ("signed", "attached", "iso"),
    [
        ("2021-03-10T16:21:30+07:00", "ngày     /03/2021", "2021-03-10"),
        ("2021-04-01T08:00:00+07:00", "ngày     /03/2021", "2021-03"),
        ("2021-03-10T16:21:30+07:00", "ngày 08/03/2021", "2021-03-08"),
    ],
)
def test_the_blank_day_of_an_annex_is_that_of_the_signing_printed_over_it(signed: str, attached: str, iso: str) -> None:
    letter = zoned(
        ("number", "Số: 250/QĐ-UBND"),
        ("stamp", f"Thời gian ký: {signed}"),
        ("title", "PHỤ LỤC"),
        ("title", "DANH SÁCH CƠ SỞ"),
        ("title", f"(Kèm theo Quyết định số:      /QĐ-UBND {attached} của UBND tỉnh A)"),
    )
    assert issued_on(letter).value == iso


@pytest.mark.parametrize(("line", "iso", "precision", "name"), LINES)
def test_line(line: str, iso: str, precision: str, name: str) -> None:
    letter = zoned(("place_date", line), source="ocr")
    date = issued_on(letter)
    assert (date.value, date.precision) == (iso, precision)
    assert place(letter).value == name


@pytest.mark.parametrize(
    "line", ["Hà Nội, ngày Aộ tháng 01 năm 2010", "Hà Nội, ngày 4# tháng 1 năm 2010", "A, ngày 45 tháng 1 năm 2010"]
)
def test_unreadable_day_is_no_month(line: str) -> None:
    date = issued_on(zoned(("place_date", line)))
    assert (date.value, date.reason) == (None, "illegible")
    assert date.candidates


def test_no_line() -> None:
    letter = zoned(("body", "Ngày 14 tháng 5 năm 2020, cơ quan họp."))
    assert issued_on(letter).reason == "component_absent"
    assert place(letter).reason == "component_absent"


def test_title_of_a_database() -> None:
    letter = zoned(("title", "THÔNG TƯ"), ("title", "CỦA BỘ A SỐ 12/1999/TT-BA NGÀY 3 THÁNG 4 NĂM 1999 HƯỚNG DẪN VIỆC B"))
    assert issued_on(letter).value == "1999-04-03"


def test_minutes_have_the_meetings_date() -> None:
    letter = zoned(("title", "BIÊN BẢN"), ("body", "Thời gian: 14 giờ 00, ngày 22 tháng 6 năm 2017."))
    assert issued_on(letter).value == "2017-06-22"


def _twice_read(text: str, word: str, rival: str) -> Letter:
    start = text.index(word)
    line = Line(text, None, 0.8, (Word(start, start + len(word), None, 0.5, (rival,)),))
    return Letter(Reading(SOURCE, (Page(1, (line,), "ocr", "test"),)), ("place_date",))


@pytest.mark.parametrize(
    ("word", "rival", "iso"),
    [
        ("0B", "05", "2021-03-05"),
        ("2", "12", "2021-03-12"),
        ("21", "24", None),
        ("È", "29", "2021-03-29"),
        ("0S", "08", "2021-03-08"),
    ],
)
def test_two_readings_must_agree(word: str, rival: str, iso: str | None) -> None:
    assert issued_on(_twice_read(f"Hà Nội, ngày {word} tháng 3 năm 2021", word, rival)).value == iso


def test_merged_digits() -> None:
    assert merged_digits("12", "12") == "12"
    assert merged_digits("2", "12") == "12"
    assert merged_digits("12", "21") is None
    assert merged_digits(None, "3") == "3"


def test_no_year_is_no_date() -> None:
    assert read_place_date("Hà Nội, ngày 5 tháng 6") is None


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("........Ắ. Kiên Giang, ngày 01 tháng 02 năm 2018", "Kiên Giang"),
        ("TP. Rạch Giá, ngày 01 tháng 02 năm 2018", "TP. Rạch Giá"),
        ("Q. Bình Thạnh, ngày 01 tháng 02 năm 2018", "Q. Bình Thạnh"),
    ],
)
def test_specks_in_front_of_a_known_place(printed: str, name: str) -> None:
    assert place(zoned(("place_date", printed))).value == name
