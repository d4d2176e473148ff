"""Captions of digital signatures and arrival stamps."""

from __future__ import annotations

import pytest

from extractors.signature import arrival_stamp, signature
from tests.footletters import from_text


@pytest.mark.parametrize(
    ("text", "printed", "at"),
    [
        (
            "Người ký: Lê Văn Tám\nThời gian ký: 13.05.2020 09:13:11 +07:00",
            "Người ký: Lê Văn Tám Thời gian ký: 13.05.2020 09:13:11 +07:00",
            "2020-05-13T09:13:11+07:00",
        ),
        (
            "Ký bởi: Ủy ban nhân dân tỉnh A\nCơ quan: Tỉnh A\nThời gian ký: 04/02/2025 16:42:36",
            "Ký bởi: Ủy ban nhân dân tỉnh A Cơ quan: Tỉnh A Thời gian ký: 04/02/2025 16:42:36",
            "2025-02-04T16:42:36",
        ),
        (
            "Số: 25/QĐ-UBND\nThời gian ký: 2025-02-19T16:21:30+07:00",
            "Thời gian ký: 2025-02-19T16:21:30+07:00",
            "2025-02-19T16:21:30+07:00",
        ),
        ("Thoi gian ky: 13.05.2020 09:13:11 +07:00", "Thoi gian ky: 13.05.2020 09:13:11 +07:00", "2020-05-13T09:13:11+07:00"),
    ],
)
def test_captions(text: str, printed: str, at: str) -> None:
    info = signature(from_text(text))
    assert (info.printed.value, info.signed_at.value) == (printed, at)


def test_the_issuers_caption_before_a_portals() -> None:
    text = (
        "Người ký: CỔNG THÔNG TIN ĐIỆN TỬ CHÍNH PHỦ\nThời gian ký: 06.02.2025 10:00:00 +07:00\n"
        + "Nội dung của văn bản. " * 20
        + "\n"
        "Ký bởi: Ủy ban nhân dân tỉnh A\nThời gian ký: 04/02/2025 16:42:36\n"
    )
    assert signature(from_text(text)).signed_at.value == "2025-02-04T16:42:36"


def test_a_time_in_the_text_is_no_signature() -> None:
    info = signature(from_text("Cuộc họp lúc 13/05/2020 09:00:00 tại hội trường.\n"))
    assert info.printed.value is None and info.printed.reason == "component_absent"


def test_arrival_stamp() -> None:
    stamp = arrival_stamp(from_text("SỞ NỘI VỤ\nCÔNG VĂN ĐẾN\nSố: 350\nNgày 13 tháng 1 năm 2010\nKính chuyển:\n"))
    assert stamp and (stamp.number.value, stamp.date.value) == ("350", "2010-01-13")
    assert stamp.number.origin == "handwritten"


def test_arrival_stamp_with_blanks() -> None:
    stamp = arrival_stamp(from_text("ĐẾN\nGiờ: S\nNgày: 12/4/2024\n"))
    assert stamp and stamp.number.value is None and stamp.number.reason == "illegible" and stamp.date.value == "2024-04-12"


def test_no_stamp_in_running_text() -> None:
    assert arrival_stamp(from_text("Từ ngày 1 đến ngày 5 các đơn vị gửi báo cáo.\n")) is None
