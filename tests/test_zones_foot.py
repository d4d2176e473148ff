"""Where the foot of a letter begins and ends, and which column a line is of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.columns import copies_heading, is_archive
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
