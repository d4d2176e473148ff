"""The date grammar: every printed form, what is no date, and that the cost is linear."""

from __future__ import annotations

import datetime
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.date_grammar import find_dates, iso_date

FORMS = [
    ("ngày 14 tháng 4 năm 2020", "2020-04-14", "day"),
    ("ngày 03 tháng 02 năm 2025", "2025-02-03", "day"),
    ("Ngày 9 tháng 10 năm 1999", "1999-10-09", "day"),
    ("14 tháng 4 năm 2020", "2020-04-14", "day"),
    ("ngày 14/04/2020", "2020-04-14", "day"),
    ("14/4/2020", "2020-04-14", "day"),
    ("14.5.2020", "2020-05-14", "day"),
    ("13.05.2020", "2020-05-13", "day"),
    ("14-4-2020", "2020-04-14", "day"),
    ("ngày 14/4/98", "1998-04-14", "day"),
    ("ngày 14/4/20", "2020-04-14", "day"),
    ("tháng 5/2020", "2020-05", "month"),
    ("tháng 12 năm 2017", "2017-12", "month"),
    ("ngày tháng 5 năm 2020", "2020-05", "month"),
    ("ngày … tháng 12 năm 2020", "2020-12", "month"),
    ("ngày ..... tháng ..... năm 2020", "2020", "year"),
    ("ngày      /02/2025", "2025-02", "month"),
    ("ngay 14 thang 05 nam 2020", "2020-05-14", "day"),
    ("ngày l4 tháng O5 năm 2020", "2020-05-14", "day"),
    ("ngày 14 tháng5 năm 2008", "2008-05-14", "day"),
    ("ngày 5\ntháng 10 năm 2019", "2019-10-05", "day"),
]


@pytest.mark.parametrize(("text", "iso", "precision"), FORMS)
def test_form(text: str, iso: str, precision: str) -> None:
    found = find_dates(f"Căn cứ văn bản {text}, cơ quan đã họp")
    assert [(one.iso, one.precision) for one in found] == [(iso, precision)]


def test_span_is_the_date() -> None:
    text = "số 7/KH-A ngày 20/03/2021 và số 8/KH-A ngày 2 tháng 4 năm 2021."
    assert [text[one.start : one.end] for one in find_dates(text)] == ["ngày 20/03/2021", "ngày 2 tháng 4 năm 2021"]


@pytest.mark.parametrize(
    "text",
    ["hỗ trợ 24/7", "ngày 31/02/2020", "số 20/11/2020/QĐ-A", "Nghị định số 11/2020/NĐ-CP", "ngày 45 tháng 1 năm 2010", "1/2 số"],
)
def test_no_date(text: str) -> None:
    assert find_dates(text) == ()


def test_without_year_only_when_given() -> None:
    assert find_dates("trước ngày 17/4 và ngày 18 tháng 5") == ()
    found = find_dates("trước ngày 17/4 và ngày 18 tháng 5", 2020)
    assert [(one.iso, one.yearless) for one in found] == [("2020-04-17", True), ("2020-05-18", True)]


@given(st.dates(min_value=datetime.date(1945, 9, 2), max_value=datetime.date(2099, 12, 31)))
def test_every_day_in_every_form(day: object) -> None:
    d, m, y = (int(part) for part in f"{day:%d %m %Y}".split())
    for text in (f"ngày {d} tháng {m} năm {y}", f"{d:02d}/{m:02d}/{y}", f"{d}.{m}.{y}", f"ngày {d:02d} tháng {m} năm {y}"):
        assert [one.iso for one in find_dates(text)] == [f"{y}-{m:02d}-{d:02d}"]


@given(st.text(max_size=200))
def test_any_text_gives_ordered_spans(text: str) -> None:
    found = find_dates(text, 2020)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= two.start for one, two in pairwise(found))


def test_calendar() -> None:
    assert iso_date(2020, 2, 29) == ("2020-02-29", "day")
    assert iso_date(2021, 2, 29) is None
    assert iso_date(2021, 13, None) is None


@pytest.mark.parametrize("unit", [" ", "ngày ", "ngày 1 tháng ", "1", "1/", "tháng 5 năm ", "ngày" + "." * 50])
def test_cost_is_linear(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    start = time.process_time()
    find_dates(text, 2020)
    assert time.process_time() - start < 2.0
