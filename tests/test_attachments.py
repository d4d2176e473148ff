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
    ],
)
def test_named_in_the_body(body: str, titles: list[str]) -> None:
    assert [one.title.value for one in attachments(zoned(("body", body)))] == titles
