"""People, organisations and software named."""

from __future__ import annotations

import pytest

from extractors.entities import entities
from tests.footletters import zoned


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Phó Chủ tịch UBND tỉnh Lê Văn Tám chủ trì cuộc họp", "person", "Lê Văn Tám"),
        ("giao ông Đỗ Hữu Cam, chuyên viên", "person", "Đỗ Hữu Cam"),
        ("phần mềm họp trực tuyến Zoom bị cảnh báo", "software", "Zoom"),
        ("dùng Zoom Cloud Meeting để họp", "software", "Zoom Cloud Meeting"),
        ("theo đề nghị của Sở Nội vụ tại Tờ trình", "organisation", "Sở Nội vụ"),
        ("Sở Y tế tỉnh Quảng Ninh yêu cầu", "organisation", "Sở Y tế tỉnh Quảng Ninh"),
        ("của Công ty cổ phần Thép Việt về giá", "organisation", "Công ty cổ phần Thép Việt"),
        ("báo cáo UBND tỉnh Quảng Ninh trước ngày", "organisation", "UBND tỉnh Quảng Ninh"),
    ],
)
def test_kinds(text: str, kind: str, name: str) -> None:
    assert (kind, name) in [(one.kind, one.name.value) for one in entities(zoned(("body", text)))]


def test_each_once() -> None:
    letter = zoned(("body", "Zoom và Zoom"))
    assert [one.name.value for one in entities(letter)] == ["Zoom"]
