"""'Nơi nhận': items, purposes, and what follows 'Lưu'."""

from __future__ import annotations

import pytest

from extractors.copies import archive_value, copies, split_purpose
from extractors.phrases import mend_phrases
from schemas.letter import Letter
from schemas.reading import Line, Page, Reading
from schemas.record import Repair
from tests.footletters import SOURCE, from_text, with_foot


def read(foot: str) -> tuple[list[tuple[str | None, str | None]], str | None]:
    items, archive = copies(with_foot(foot))
    return [(item.name.value, item.purpose.value) for item in items], archive.value


@pytest.mark.parametrize(
    ("item", "name", "purpose"),
    [
        ("Giám đốc Sở (b/c)", "Giám đốc Sở", "b/c"),
        ("Chủ tịch UBND tỉnh (để báo cáo)", "Chủ tịch UBND tỉnh", "để báo cáo"),
        ("Thứ trưởng Lê Văn Tám (đề b/c)", "Thứ trưởng Lê Văn Tám", "đề b/c"),
        ("VNPT tỉnh: (để p/h)", "VNPT tỉnh", "để p/h"),
        ("Khoa: Lý, Hóa (t/h)", "Khoa: Lý, Hóa", "t/h"),
        ("Cục Kiểm soát TTHC-VPCP (bản điện tử)", "Cục Kiểm soát TTHC-VPCP", "bản điện tử"),
        ("Như trên “Để thực hiện”", "Như trên", "Để thực hiện"),
        ("BTV Đảng ủy Sở } để báo cáo", "BTV Đảng ủy Sở", "để báo cáo"),
        ("B/c Chủ tịch, các PCT (b/c)", "Chủ tịch, các PCT", "b/c"),
        ("VPUB: CVP, PCVP (KTTH)", "VPUB: CVP, PCVP (KTTH)", None),
        ("Cục Kiểm tra văn bản (Bộ Tư pháp)", "Cục Kiểm tra văn bản (Bộ Tư pháp)", None),
        ("Như trên", "Như trên", None),
        ("Ban Quản lý dự án để BC", "Ban Quản lý dự án", "để BC"),
        ("UBND các huyện để phối hợp chỉ đạo", "UBND các huyện", "để phối hợp chỉ đạo"),
        ("Đài Truyền hình để biết, theo dõi", "Đài Truyền hình", "để biết, theo dõi"),
    ],
)
def test_purpose(item: str, name: str, purpose: str | None) -> None:
    assert split_purpose(item) == (name, purpose)


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("VT, KGVX (2).", "VT, KGVX (2)"),
        ("VT.", "VT"),
        ("VT-VHTT", "VT, VHTT"),
        ("VT, KTTH(3) 21", "VT, KTTH(3)"),
        ("Văn thư, NC (5b).A 45”", "Văn thư, NC (5b).A"),
        ("VT, NVX (Th.H,05b)", "VT, NVX (Th.H,05b)"),
        ("VT; KHTC.", "VT; KHTC"),
    ],
)
def test_archive_value(printed: str, value: str) -> None:
    assert archive_value(printed) == value


@pytest.mark.parametrize(
    ("scanned", "value"),
    [
        ("Văn thư, NC (4b). ệ0", "Văn thư, NC (4b)"),
        ("Văn thư, NC(4b)M J05", "Văn thư, NC(4b)M"),
        ("Văn thư, NC (5b). 4Ô", "Văn thư, NC (5b)"),
        ("Văn thư, NC (5b). TR 290", "Văn thư, NC (5b). TR"),
        ("VT, NC (5b). Hà", "VT, NC (5b). Hà"),
        ("VT, CS ( Cb)", "VT, CS"),
        ("VT, CS ( Cb).Ả/", "VT, CS"),
        ("VT, NC (5b). Hà e", "VT, NC (5b). Hà"),
        ("VT, KTTHh5", "VT, KTTHh5"),
        ("VT, TH (Vi16)", "VT, TH (Vi16)"),
    ],
)
def test_handwritten_counts_behind_the_archive_are_left_out(scanned: str, value: str) -> None:
    assert archive_value(scanned, scanned=True) == value


def test_an_abbreviation_behind_a_semicolon_is_no_signature() -> None:
    foot = "Nơi nhận:\n- GĐ và các PGĐ SNV; VP ÐU\n- Các phòng;\n- Lưu: VT.\nGIÁM ĐỐC\nLê Văn Tám\n"
    assert read(foot)[0][0] == ("GĐ và các PGĐ SNV; VP ÐU", None)


@pytest.mark.parametrize("text", ["Hội Đông y tỉnh", "Vùng V Hải quân", "Công an các phố"])
def test_right_words_that_only_look_like_set_phrases_stay(text: str) -> None:
    assert mend_phrases(text) == text


def test_a_party_office_closes_items_with_commas() -> None:
    foot = "Nơi nhận:\n- Như trên,\n- Thường trực Tỉnh ủy (để báo cáo),\n- Lưu Văn phòng Ban.\nTRƯỞNG BAN\nLê Văn Tám\n"
    assert read(foot) == ([("Như trên", None), ("Thường trực Tỉnh ủy", "để báo cáo")], "Văn phòng Ban")


def test_a_title_behind_strokes_in_the_archive_line() -> None:
    foot = "Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- Như trên; KT. CHỦ TỊCH\n- Lưu: VT-VHTT _—PHÓ CHỦ TỊCH\n"
    assert read(foot) == ([("Như trên", None)], "VT, VHTT")


def test_strokes_for_the_bullet_of_the_archive_line() -> None:
    foot = "Nơi nhận:\n- Như trên;\n- Sở Xây dựng;\nt« Lưu: VT, lvtam.\nGIÁM ĐỐC\nLê Văn Tám\n"
    assert read(foot) == ([("Như trên", None), ("Sở Xây dựng", None)], "VT, lvtam")


@pytest.mark.parametrize(
    ("foot", "items", "archive"),
    [
        (
            "Nơi nhận:\n- Như trên;\n- UBND tỉnh (b/c);\n- Lưu: VT, CNTT.\n",
            [("Như trên", None), ("UBND tỉnh", "b/c")],
            "VT, CNTT",
        ),
        (
            "Nơi nhận:\n- Các sở, ban, ngành;\n- Văn phòng Đoàn đại biểu\nvà HĐND tỉnh;\n- Lưu VT.\n",
            [("Các sở, ban, ngành", None), ("Văn phòng Đoàn đại biểu và HĐND tỉnh", None)],
            "VT",
        ),
        ("Nơi nhận:\nNhư trên;\nSở Nội vụ;\nLưu: VP, TH.\n", [("Như trên", None), ("Sở Nội vụ", None)], "VP, TH"),
        ("Nơi nhận: Như trên; Lưu: VT.\n", [("Như trên", None)], "VT"),
        ("Nơi nhận:\n- TT Tỉnh ủy; TT HĐND tỉnh;\n- Lưu: VT.\n", [("TT Tỉnh ủy; TT HĐND tỉnh", None)], "VT"),
        ("Noi nhin:\n- Nhu tren;\n- Luu: VT, VX\n", [("Nhu tren", None)], "VT, VX"),
        ("Nơi nhận:\n- Như Điều 3;\n- Lưu: VT, KT.\nPL.(300)\n", [("Như Điều 3", None)], "VT, KT"),
        (
            "Nơi nhận:\n- Thủ tướng Chính phủ,\n- Các Bộ, cơ quan ngang Bộ,\ncơ quan thuộc Chính phủ,\n- Công báo,\n- Lưu: VT.\n",
            [("Thủ tướng Chính phủ", None), ("Các Bộ, cơ quan ngang Bộ, cơ quan thuộc Chính phủ", None), ("Công báo", None)],
            "VT",
        ),
        (
            "Nơi nhận:                              TM. ỦY BAN NHÂN DÂN\n- Như trên;                             KT. CHỦ TỊCH\n"
            "- Lưu: VT, NC.                         PHÓ CHỦ TỊCH\n\n                                      Lê Thị Bưởi\n",
            [("Như trên", None)],
            "VT, NC",
        ),
        (
            "Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- Sở Nội vụ (b/c); KT. CHỦ TỊCH\n- Lưu: VT, NC. PHÓ CHỦ TỊCH\nLê Thị Bưởi\n",
            [("Sở Nội vụ", "b/c")],
            "VT, NC",
        ),
    ],
)
def test_lists(foot: str, items: list[tuple[str, str | None]], archive: str) -> None:
    assert read(foot) == (items, archive)


def test_no_foot_gives_reasons() -> None:
    items, archive = copies(from_text("Tin vắn trong ngày\nHôm nay trời mưa to ở nhiều nơi trong tỉnh.\n"))
    assert items == () and archive.value is None and archive.reason == "component_absent"


def test_spans_point_at_the_print() -> None:
    letter = with_foot("Nơi nhận:\n- Như trên;\n- Sở Nội vụ (b/c);\n- Lưu: VT.\n")
    items, _ = copies(letter)
    span = items[1].name.spans[0]
    assert letter.reading.pages[0].text[span.start : span.end] == "Sở Nội vụ (b/c);"


@pytest.mark.parametrize(
    ("read", "value"),
    [
        ("VT, TCCV (5b).Hà", "VT, TCCV (5b).Hà"),
        ("VI, NVY.", "VT, NVY"),
        ("VT: KHTC.", "VT; KHTC"),
        ("ĐPVvàKTDA", "ĐPV và KTDA"),
        ("HCTH+SĐH", "HCTH + SĐH"),
        ("VT, KTTH(3). #4", "VT, KTTH(3)"),
        ("VT, CS (5b).Ả⁄", "VT, CS (5b)"),
    ],
)
def test_archive_read_from_a_scan(read: str, value: str) -> None:
    assert archive_value(read, scanned=True) == value


@pytest.mark.parametrize(
    ("read", "mended"),
    [
        ("Công TTĐT tỉnh", "Cổng TTĐT tỉnh"),
        ("UBND các huyện, thị xã, thành phó", "UBND các huyện, thị xã, thành phố"),
        ("Uỷ ban nhân dân tỉnh", "Uỷ ban nhân dân tỉnh"),
        ("Sở Y tê", "Sở Y tế"),
        ("SỞ Y TÊ", "SỞ Y TẾ"),
        ("Cổng TTĐTtỉnh", "Cổng TTĐT tỉnh"),
        ("Bệnh biện đa khoa", "Bệnh biện đa khoa"),
    ],
)
def test_set_phrases_get_their_marks_back(read: str, mended: str) -> None:
    assert mend_phrases(read) == mended


def test_abbreviations_survive_the_repair() -> None:
    repairs = (Repair(6, 8, "PCT", "PC", 0.6), Repair(9, 16, "UBNDTP", "UBND TP", 0.9))
    page = Page(1, (Line("- Các PC UBND TP;"),), "repaired", "test", repairs=repairs)
    letter = Letter(Reading(SOURCE, (page,)), ("copies",))
    items, _ = copies(letter)
    assert [item.name.value for item in items] == ["Các PCT UBNDTP"]
