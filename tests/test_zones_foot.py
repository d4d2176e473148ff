"""Where the foot of a letter begins and ends, and which column a line is of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.columns import copies_heading, is_archive
from pipeline.zones import zone
from pipeline.zones.foot import zone_foot
from pipeline.zones.placed import place_lines
from schemas.reading import Line, Page, Reading
from tests.footletters import SOURCE, from_text, with_foot


def zones(foot: str) -> list[str]:
    letter = with_foot(foot)
    return [line.zone for line in letter.lines[-len(foot.splitlines()) :]]


@pytest.mark.parametrize(
    ("text", "is_heading"),
    [
        ("Nơi nhận:", True),
        ("Nơi nhận", True),
        ("Nơi nhận :   TM. ỦY BAN NHÂN DÂN", True),
        ("Noi nhin: TM. UY BAN", True),
        ("Nơinhận:", True),
        ("Nơi nhận hồ sơ là Bộ phận Một cửa", False),
        ("nơi nhận được công văn", False),
        ("Như trên;", False),
    ],
)
def test_heading(text: str, is_heading: bool) -> None:
    assert (copies_heading(text) is not None) == is_heading


@pytest.mark.parametrize(
    ("text", "kept"),
    [("- Lưu: VT, TH.", True), ("- Lưu VT", True), ("Luu: VP", True), ("-LưuHCTH", True), ("- Lưu ý các đơn vị", False)],
)
def test_archive_line(text: str, kept: bool) -> None:
    assert is_archive(text) == kept


def test_columns_in_a_row() -> None:
    foot = "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nGIÁM ĐỐC\nLê Văn Tám\n"
    assert zones(foot) == ["copies"] * 3 + ["signature"] * 2


def test_signature_first() -> None:
    assert zones("GIÁM ĐỐC\nLê Văn Tám\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n") == ["signature"] * 2 + ["copies"] * 3


def test_annex_behind() -> None:
    foot = "Nơi nhận:\n- Lưu: VT.\nGIÁM ĐỐC\nLê Văn Tám\nPHỤ LỤC I\nDanh sách các đơn vị\n"
    assert zones(foot) == ["copies"] * 2 + ["signature"] * 2 + ["annex"] * 2


def test_a_copy_of_the_letter() -> None:
    foot = "Nơi nhận:\n- Lưu: VT.\nGIÁM ĐỐC\nLê Văn Tám\nSAO Y\nSố: 12/SY-UBND\n"
    assert zones(foot)[-2:] == ["copy"] * 2


def test_no_foot_is_all_body() -> None:
    letter = from_text("Tin trong ngày\nTrời mưa to ở nhiều nơi trong tỉnh, các đơn vị chú ý theo dõi.\n")
    assert not letter.zone("copies", "signature")


@given(st.lists(st.text(max_size=60), max_size=30), st.integers(0, 5))
def test_one_zone_a_line(texts: list[str], start: int) -> None:
    page = Page(1, tuple(Line(" ".join(text.split())) for text in texts), "ocr", "test")
    lines = place_lines(Reading(SOURCE, (page,)))
    start = min(start, len(lines))
    assert len(zone_foot(lines, start)) == len(lines) - start


def in_tables(*rows: tuple[str, tuple[int, int, int] | None]) -> list[tuple[str, str]]:
    """Zones of lines of which some stand in cells (table, row, column)."""
    lines = tuple(Line(text, cell=cell) for text, cell in rows)
    letter = zone(Reading(SOURCE, (Page(1, lines, "text_layer", "text"),)))
    return [(line.zone, line.text) for line in letter.lines]


BODY: tuple[tuple[str, None], ...] = (
    ("SỞ Y TẾ TỈNH A", None),
    ("Số: 12/SYT-VP", None),
    ("V/v kiểm kê thiết bị", None),
    ("A, ngày 02 tháng 3 năm 2021", None),
    ("Kính gửi: Các đơn vị trực thuộc Sở.", None),
    ("Thực hiện kế hoạch năm 2021, Sở đề nghị các đơn vị kiểm kê thiết bị đang dùng và báo cáo trước ngày 15/3/2021./.", None),
)


def test_a_portal_among_the_copies_of_a_short_letter_is_no_stamp() -> None:
    foot = "Nơi nhận:\n- Như trên;\n- Cổng thông tin điện tử tỉnh;\n- Lưu: VT.\nGIÁM ĐỐC\nNguyễn Văn Minh"
    assert zones(foot)[2] == "copies"


def test_two_who_sign_in_a_table_above_the_copies() -> None:
    found = in_tables(
        *BODY,
        ("GIÁM ĐỐC SỞ Y TẾ", (1, 0, 0)),
        ("Nguyễn Văn Minh", (1, 1, 0)),
        ("GIÁM ĐỐC SỞ TÀI CHÍNH", (1, 0, 1)),
        ("Trần Thị Lan", (1, 1, 1)),
        ("Nơi nhận:", None),
        ("- Như trên;", None),
        ("- Lưu: VT.", None),
    )
    assert [place for place, _ in found[6:10]] == ["signature"] * 4


def test_a_table_of_names_above_the_copies_is_no_signature() -> None:
    found = in_tables(
        *BODY,
        ("Họ và tên", (1, 0, 0)),
        ("Đơn vị công tác", (1, 0, 1)),
        ("Nguyễn Văn Minh", (1, 1, 0)),
        ("Phòng Tổ chức cán bộ", (1, 1, 1)),
        ("Nơi nhận:", None),
        ("- Như trên;", None),
        ("- Lưu: VT.", None),
    )
    assert "signature" not in [place for place, _ in found[6:10]]


def test_the_block_of_a_copy_in_the_same_table_is_the_copys() -> None:
    found = in_tables(
        *BODY,
        ("Nơi nhận:", (1, 0, 0)),
        ("- Như trên;", (1, 0, 0)),
        ("- Lưu: VT.", (1, 0, 0)),
        ("GIÁM ĐỐC", (1, 0, 1)),
        ("Nguyễn Văn Minh", (1, 0, 1)),
        ("ỦY BAN NHÂN DÂN XÃ B", (1, 1, 0)),
        ("Số: 217/SY-UBND", (1, 1, 0)),
        ("SAO Y", (1, 1, 1)),
        ("Nơi nhận:", (1, 2, 0)),
        ("- Như trên;", (1, 2, 0)),
        ("CHỦ TỊCH", (1, 2, 1)),
    )
    places = [place for place, _ in found]
    assert places[6:11] == ["copies", "copies", "copies", "signature", "signature"]
    assert set(places[12:]) == {"copy"}
