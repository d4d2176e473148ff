"""Annexes and enclosed papers."""

from __future__ import annotations

import pytest

from extractors.attachments import attachments
from tests.footletters import zoned


def test_annex_titles() -> None:
    letter = zoned(
        ("body", "Thực hiện kế hoạch./."),
        ("annex", "PHỤ LỤC I"),
        ("annex", "DANH SÁCH ĐƠN VỊ"),
        ("annex", "(Kèm theo Công văn số 1/A)"),
        ("annex", "PHỤ LỤC II"),
    )
    assert [one.title.value for one in attachments(letter)] == ["PHỤ LỤC I DANH SÁCH ĐƠN VỊ", "PHỤ LỤC II"]


@pytest.mark.parametrize(
    ("body", "titles"),
    [
        ("Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc của Sở.", ["Quy chế làm việc của Sở"]),
        ("Xin gửi kèm theo văn bản này dự thảo Nghị quyết về giá đất.", ["dự thảo Nghị quyết về giá đất"]),
        ("Các đơn vị báo cáo (theo mẫu).", []),
        ("Các đơn vị báo cáo (có biểu mẫu đính kèm).", ["biểu mẫu"]),
        ("Thực hiện Quy chế ban hành kèm theo Quyết định số 12/QĐ-A ngày 2/3/2020.", []),
        ("Công bố kèm theo Quyết định này Danh mục thủ tục.", ["Danh mục thủ tục"]),
    ],
)
def test_named_in_the_body(body: str, titles: list[str]) -> None:
    assert [one.title.value for one in attachments(zoned(("body", body)))] == titles


def test_a_list_of_enclosed_papers() -> None:
    letter = zoned(
        ("body", "(Xin gửi kèm theo:"),
        ("body", "- Dự thảo Nghị quyết;"),
        ("body", "- Báo cáo thẩm định)."),
        ("body", "Sở trình UBND tỉnh."),
    )
    assert [one.title.value for one in attachments(letter)] == ["Dự thảo Nghị quyết", "Báo cáo thẩm định"]


def test_numbered_annexes_are_two() -> None:
    letter = zoned(("body", "./."), ("annex", "Phụ lục số 1"), ("annex", "Nội dung"), ("annex", "Phụ lục số 2"))
    assert [one.title.value for one in attachments(letter)] == ["Phụ lục số 1", "Phụ lục số 2"]
