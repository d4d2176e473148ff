"""Phones, e-mail addresses and sites."""

from __future__ import annotations

import pytest

from extractors.contacts import contacts, national
from tests.footletters import from_text


@pytest.mark.parametrize(
    ("printed", "digits"),
    [
        ("0243.2091616", "02432091616"),
        ("0919.924.927", "0919924927"),
        ("+84 919 924 927", "0919924927"),
        ("(0297) 3862157", "02973862157"),
        ("1900 6789", "19006789"),
        ("0243.62739719", None),
        ("12345", None),
    ],
)
def test_numbers(printed: str, digits: str | None) -> None:
    assert national(printed) == digits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Điện thoại: 0243.2091616 – Email: Phong.TH@Example.gov.vn.",
            [("phone", "02432091616"), ("email", "phong.th@example.gov.vn")],
        ),
        ("ĐT: 0297.3863829 - Fax: 0297.3863830", [("phone", "02973863829"), ("fax", "02973863830")]),
        ("Website: http://soA.example.gov.vn/tin-tuc.", [("site", "http://soA.example.gov.vn/tin-tuc")]),
        ("trang www.example.com.vn", [("site", "www.example.com.vn")]),
        ("Điện thoại: 0243.62739719", [("phone", "0243.62739719")]),
        ("Quyết định số 0123/QĐ-UBND ngày 12/03/2020, kinh phí 1.234.567.000 đồng", []),
    ],
)
def test_kinds(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.kind, one.value.value) for one in contacts(from_text(text))] == expected


def test_a_wrong_count_has_low_confidence() -> None:
    (one,) = contacts(from_text("Điện thoại: 0243.62739719"))
    assert one.value.confidence < 0.5


def test_each_once() -> None:
    assert len(contacts(from_text("Email: a@example.vn\nThư điện tử: A@example.vn"))) == 1
