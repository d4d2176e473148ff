"""Marks of urgency, secrecy and circulation."""

from __future__ import annotations

import pytest

from extractors.marks import marks
from schemas.letter import Zone
from tests.footletters import zoned


def read(zone: Zone, text: str) -> tuple[str | None, str | None, str | None]:
    urgency, secrecy, circulation = marks(zoned(("head_left", "SỞ NỘI VỤ"), (zone, text), ("body", "Thực hiện kế hoạch,")))
    return urgency.value, secrecy.value, circulation.value


@pytest.mark.parametrize(
    ("zone", "text", "expected"),
    [
        ("mark", "KHẨN", ("khẩn", None, None)),
        ("mark", "THƯỢNG KHẨN", ("thượng khẩn", None, None)),
        ("mark", "HỎA TỐC", ("hỏa tốc", None, None)),
        ("head_left", "HOẢ TỐC", ("hỏa tốc", None, None)),
        ("mark", "HỎA TỐC HẸN GIỜ", ("hỏa tốc hẹn giờ", None, None)),
        ("body", "HOÀ TỐI", ("hỏa tốc", None, None)),
        ("mark", "MẬT", (None, "mật", None)),
        ("mark", "TỐI MẬT", (None, "tối mật", None)),
        ("mark", "TUYỆT MẬT", (None, "tuyệt mật", None)),
        ("mark", "LƯU HÀNH NỘI BỘ", (None, None, "lưu hành nội bộ")),
        ("mark", "XEM XONG TRẢ LẠI", (None, None, "xem xong trả lại")),
        ("mark", "TÀI LIỆU THU HỒI", (None, None, "tài liệu thu hồi")),
        ("mark", "DỰ THẢO", (None, None, "dự thảo")),
        ("mark", "DỰ THẢO LẦN 2", (None, None, "dự thảo")),
        ("head_right", "HỎA TỐC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", ("hỏa tốc", None, None)),
        ("body", "Tài liệu mật phải được bảo quản khẩn trương", (None, None, None)),
        ("body", "mật", (None, None, None)),
        ("title", "V/v bảo vệ bí mật nhà nước", (None, None, None)),
    ],
)
def test_marks(zone: Zone, text: str, expected: tuple[str | None, str | None, str | None]) -> None:
    assert read(zone, text) == expected


def test_running_text_is_never_a_mark() -> None:
    lines: list[tuple[Zone, str]] = [("body", "Thực hiện kế hoạch,")] * 8
    urgency, secrecy, _ = marks(zoned(*lines, ("body", "KHẨN"), ("body", "MẬT")))
    assert urgency.reason == secrecy.reason == "component_absent"
