"""Documents told from news, annexes and forms."""

from __future__ import annotations

from extractors.kind import kind
from tests.footletters import HEAD, from_text

NEWS = (
    "UBND tỉnh A cho biết, thời gian qua các đơn vị đã dùng nhiều phần mềm mới để làm việc từ xa trong mùa mưa bão.\n\n"
    "Ngày 17/4/2020, Sở B đã có thông báo về nguy cơ mất an toàn khi dùng các phần mềm này tại các cơ quan trong tỉnh.\n\n"
    "Do đó, trong chỉ đạo mới gửi tới các sở, ngành, lãnh đạo tỉnh yêu cầu các đơn vị cài đặt phần mềm từ nguồn tin cậy, "
    "đồng thời thường xuyên cập nhật bản vá lỗi và phổ biến cho cán bộ biết để phòng tránh những rủi ro có thể xảy ra.\n"
)
ANNEX = (
    "PHỤ LỤC I\nDANH MỤC THIẾT BỊ\n(Kèm theo Quyết định số 12/QĐ-UBND ngày 3/4/2021 của UBND tỉnh A)\n1. Máy in\n2. Máy quét\n"
)
FORM = "Mẫu số 01\nTên tôi là ...............\nĐịa chỉ .................\nĐiện thoại ...............\n"


def test_letter() -> None:
    assert kind(from_text(HEAD)).value == "official_document"


def test_news_about_a_letter() -> None:
    assert kind(from_text(NEWS)).value == "news_report"


def test_annex_alone() -> None:
    assert kind(from_text(ANNEX)).value == "appendix_only"


def test_form() -> None:
    assert kind(from_text(FORM)).value == "form"


def test_other() -> None:
    assert kind(from_text("Danh sách\nNguyễn Văn A\n")).value == "other"
    assert kind(from_text("")).value == "other"
