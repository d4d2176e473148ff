"""'Kính gửi' and the addressees of a công điện."""

from __future__ import annotations

import pytest

from extractors.addressees import recipients
from schemas.letter import Letter, Zone
from schemas.reading import Line, Page, Reading
from tests.footletters import SOURCE, zoned

A: Zone = "addressees"


def read(*lines: str) -> list[str | None]:
    return [one.name.value for one in recipients(zoned(*((A, line) for line in lines), ("body", "Thực hiện kế hoạch,")))]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["Kính gửi: Ủy ban nhân dân tỉnh A"], ["Ủy ban nhân dân tỉnh A"]),
        (["Kính gửi:", "- Sở Nội vụ;", "- Sở Tài chính."], ["Sở Nội vụ", "Sở Tài chính"]),
        (["Kính gửi: - Sở Nội vụ;", "- Sở Tài chính."], ["Sở Nội vụ", "Sở Tài chính"]),
        (["Kính gửi: Bộ Nội vụ; Bộ Tài chính; UBND tỉnh A."], ["Bộ Nội vụ", "Bộ Tài chính", "UBND tỉnh A"]),
        (["Kính gửi: - Bộ Nội vụ; - UBND tỉnh A."], ["Bộ Nội vụ", "UBND tỉnh A"]),
        (["Kính gửi: Các phòng, ban,", "đơn vị thuộc Sở."], ["Các phòng, ban, đơn vị thuộc Sở"]),
        (
            ["Kính gửi:", "- Trung tâm Phòng chống bệnh", "xã hội, Trung tâm Pháp y;", "- Các trường (danh sách đính kèm)."],
            ["Trung tâm Phòng chống bệnh xã hội, Trung tâm Pháp y", "Các trường (danh sách đính kèm)"],
        ),
        (["Kính gửi:", "- Các bệnh viện.", "(sau đây gọi chung là đơn vị)"], ["Các bệnh viện"]),
        (["Kính gửi: Công ty TNHH A.", "(Lai Khê, tỉnh B)"], ["Công ty TNHH A"]),
        (["Kinh gtri:", "- Cac phong;", "- UBND cac xa."], ["Cac phong", "UBND cac xa"]),
        (["UBND TỈNH A điện:", "- Các sở;", "- UBND các huyện."], ["Các sở", "UBND các huyện"]),
        (
            ["Kính gửi: - Sở Y tế tỉnh Kiên Giang;", "- Sở Nội vụ tỉnh Kiên Giang."],
            ["Sở Y tế tỉnh Kiên Giang", "Sở Nội vụ tỉnh Kiên Giang"],
        ),
    ],
)
def test_forms(lines: list[str], names: list[str]) -> None:
    assert read(*lines) == names


def test_none_for_an_invitation() -> None:
    letter = zoned(("title", "GIẤY MỜI"), ("body", "Sở trân trọng kính mời:"), ("body", "Ông Lê Văn Tám dự họp."))
    assert recipients(letter) == ()


def test_a_stamp_across_the_list() -> None:
    letter = zoned(
        (A, "Kính gửi:"),
        (A, "- Giám đốc các bệnh viện công lập và ngoài công"),
        ("stamp", "ĐẾN"),
        ("body", "lập trong tỉnh;"),
        ("body", "- Giám đốc Trung tâm Pháp y."),
        ("body", "Thực hiện kế hoạch, Sở đề nghị:"),
    )
    names = [one.name.value for one in recipients(letter)]
    assert names == ["Giám đốc các bệnh viện công lập và ngoài công lập trong tỉnh", "Giám đốc Trung tâm Pháp y"]


def test_spans_cover_the_item() -> None:
    letter = zoned((A, "Kính gửi: Sở Nội vụ."))
    (one,) = recipients(letter)
    span = one.name.spans[0]
    assert letter.text[span.start : span.end] == "Sở Nội vụ."


def test_what_was_written_by_hand_and_not_read_is_illegible() -> None:
    line = Line("Kính gửi: Nhi... kak,.. bẾN", None, 0.2)
    letter = Letter(Reading(SOURCE, (Page(1, (line,), "ocr", "test"),)), ("addressees",))
    (one,) = recipients(letter)
    assert (one.name.value, one.name.reason) == (None, "illegible")
    assert one.name.candidates
