"""Signature blocks: names, titles, authority."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.people import find_name, mend_surname
from extractors.positions import damaged_mark, deputy_of, find_marks, find_tail, find_title
from extractors.signers import signers
from schemas.reading import Line
from tests.footletters import placed, scanned, with_foot

Row = tuple[str | None, str | None, str | None, str | None]


def read(foot: str) -> list[Row]:
    found = signers(with_foot(foot))
    return [(one.name.value, one.position.value, one.authority.value, one.for_.value) for one in found]


@pytest.mark.parametrize(
    ("read", "name"), [("Nguyễn Vấn Tám", "Nguyễn Văn Tám"), ("Lê Thí Bưởi", "Lê Thị Bưởi"), ("Lê Vấn", "Lê Vấn")]
)
def test_middle_names_that_a_scanner_spoils(read: str, name: str) -> None:
    found = find_name(read)
    assert found is not None and found.value == name


@pytest.mark.parametrize(
    ("block", "row"),
    [
        ("GIÁM ĐỐC\n(Đã ký)\nLê Văn Tám", ("Lê Văn Tám", "Giám đốc", None, None)),
        ("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nLê Văn Tám", ("Lê Văn Tám", "Phó Giám đốc", "KT.", "Giám đốc")),
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Tám", ("Lê Văn Tám", "Chủ tịch", "TM.", "Ủy ban nhân dân")),
        (
            "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nTS. Lê Thị Bưởi",
            ("Lê Thị Bưởi", "Phó Chủ tịch", "KT.", "Chủ tịch"),
        ),
        (
            "TL. BỘ TRƯỞNG\nKT. VỤ TRƯỞNG VỤ PHÁP CHẾ\nPHÓ VỤ TRƯỞNG\nPGS.TS. Đỗ Hữu Cam",
            ("Đỗ Hữu Cam", "Phó Vụ trưởng", "TL.", "Bộ trưởng"),
        ),
        ("TUQ. BỘ TRƯỞNG\nCHÁNH VĂN PHÒNG\nĐỗ Hữu Cam", ("Đỗ Hữu Cam", "Chánh Văn phòng", "TUQ.", "Bộ trưởng")),
        ("KT/BỘ TRƯỞNG BỘ TÀI CHÍNH\nThứ trưởng\nĐỗ Hữu Cam", ("Đỗ Hữu Cam", "Thứ trưởng", "KT.", "Bộ trưởng Bộ Tài chính")),
        ("T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nĐỗ Hữu Cam", ("Đỗ Hữu Cam", "Phó Bí thư", "TM.", "Ban Thường vụ")),
        ("Q. CỤC TRƯỞNG\nĐỗ Hữu Cam", ("Đỗ Hữu Cam", "Cục trưởng", "Q.", None)),
        ("TM. CHÍNH PHỦ\nTHỦ TƯỚNG\nĐỗ Hữu Cam", ("Đỗ Hữu Cam", "Thủ tướng", "TM.", "Chính phủ")),
        (
            "TRƯỞNG PHÒNG TỔ CHỨC -\nHÀNH CHÍNH\nĐỗ Hữu Cam",
            ("Đỗ Hữu Cam", "Trưởng phòng Tổ chức - Hành chính", None, None),
        ),
        ("GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nĐỗ Hữu Cam", ("Đỗ Hữu Cam", "Phó Giám đốc", "KT.", "Giám đốc")),
        (
            "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nTHƯỜNG TRỰC\nĐỗ Hữu Cam",
            ("Đỗ Hữu Cam", "Phó Chủ tịch Thường trực", "KT.", "Chủ tịch"),
        ),
        (
            "KT. TRƯỞNG PHÒNG KẾ HOẠCH - TÀI CHÍNH\nPHÓ TRƯỞNG PHÒNG KẾ HOẠCH - TÀI\nĐỗ Hữu Cam",
            ("Đỗ Hữu Cam", "Phó Trưởng phòng Kế hoạch - Tài chính", "KT.", "Trưởng phòng Kế hoạch - Tài chính"),
        ),
        (
            "KT. TRƯỞNG PHÒNG KẾ HOẠCH - TÀI CHÍNH\nPHÓ TRƯỞNG PHÒNG\nĐỗ Hữu Cam",
            ("Đỗ Hữu Cam", "Phó Trưởng phòng", "KT.", "Trưởng phòng Kế hoạch - Tài chính"),
        ),
        ("GIÁM ĐỐC\nHỢTIÁM ĐỐC\nĐỗ Hữu Cam", ("Đỗ Hữu Cam", "Phó Giám đốc", "KT.", "Giám đốc")),
        ("TUQ CHỦ TỊCH\nCHÁNH VĂN PHÒNG\nĐỗ Hữu Cam", ("Đỗ Hữu Cam", "Chánh Văn phòng", "TUQ.", "Chủ tịch")),
        ("Giám đốc\nĐỗ Hữu Cam", ("Đỗ Hữu Cam", "Giám đốc", None, None)),
        ("CHỦ TỊCH\nĐỖ HỮU CAM", ("Đỗ Hữu Cam", "Chủ tịch", None, None)),
        ("GIAM DOC\nĐỗ Hữu Cam", ("Đỗ Hữu Cam", "Giám đốc", None, None)),
        ("KT. CHfJ TỊCH\nFHÓ CHỦ TỊCH\nNguyên Văn Cam", ("Nguyễn Văn Cam", "Phó Chủ tịch", "KT.", "Chủ tịch")),
    ],
)
def test_blocks_after_the_list(block: str, row: Row) -> None:
    assert read(f"Nơi nhận:\n- Như trên;\n- Lưu: VT.\n{block}\n") == [row]


def test_titles_of_two_who_sign_minutes_parted_by_blanks() -> None:
    foot = (
        "     THƯ KÝ                                  CHỦ TỌA\n\n  Lê Thị Bưởi                            Đỗ Hữu Cam\n"
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n"
    )
    assert [row[:2] for row in read(foot)] == [("Lê Thị Bưởi", "Thư ký"), ("Đỗ Hữu Cam", "Chủ tọa")]


def test_block_before_the_list() -> None:
    assert read("GIÁM ĐỐC\n\nLê Văn Tám\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n") == [("Lê Văn Tám", "Giám đốc", None, None)]


def test_block_without_a_list() -> None:
    assert read("TM. BAN TỔ CHỨC\nTRƯỞNG BAN\n\nLê Văn Tám\n") == [("Lê Văn Tám", "Trưởng ban", "TM.", "Ban Tổ chức")]


@pytest.mark.parametrize(
    ("block", "position", "authority"),
    [
        ("PHÓ CHỦ TỊCH HỘI ĐỒNG\n\n\nPHÓ GIÁM ĐỐC SỞ Y TẾ\nLê Văn Tám", "Phó Chủ tịch Hội đồng", None),
        ("TM. BAN CHỈ ĐẠO\nTRƯỞNG BAN\n\nPHÓ CHỦ TỊCH UBND TỈNH\nLê Văn Tám", "Trưởng ban", "TM."),
        ("KT. TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\n\nGIÁM ĐỐC SỞ NỘI VỤ\nLê Văn Tám", "Phó Trưởng ban", "KT."),
    ],
)
def test_the_title_in_a_council_stands_above_that_in_the_signers_agency(block: str, position: str, authority: str | None) -> None:
    (row,) = read(f"Nơi nhận:\n- Như trên;\n- Lưu: VT.\n{block}\n")
    assert row[1:3] == (position, authority)


def _scanned_block(*lines: Line) -> Row:
    (one,) = signers(
        scanned(
            placed("Kính gửi: Các đơn vị trực thuộc Sở.", (200, 100, 420, 114)),
            placed("Thực hiện kế hoạch năm 2021, Sở đề nghị các đơn vị kiểm kê thiết bị đang dùng./.", (85, 130, 540, 144)),
            placed("Nơi nhận:", (85, 170, 140, 182)),
            placed("- Như trên;", (85, 184, 140, 195)),
            placed("- Lưu: VT.", (85, 197, 135, 208)),
            *lines,
            placed("Lê Văn Tám", (405, 250, 465, 264)),
        )
    )
    return one.name.value, one.position.value, one.authority.value, one.for_.value


def test_a_title_read_twice_in_one_place_is_one() -> None:
    twice = (
        placed("GIÁM ĐỐC", (400, 165, 470, 179)),
        placed("PHÓ GIÁM ĐỐC", (385, 180, 485, 196)),
        placed("GIÁM ĐỐC", (415, 187, 485, 203)),
    )
    assert _scanned_block(*twice) == ("Lê Văn Tám", "Phó Giám đốc", "KT.", "Giám đốc")


def test_words_of_a_seal_above_are_no_signer() -> None:
    seal = (placed("Y TẾ KHU VỰC", (291, 150, 338, 160), 0.92), placed("KT. GIÁM ĐỐC", (390, 170, 480, 184)))
    assert _scanned_block(*seal, placed("PHÓ GIÁM ĐỐC", (385, 186, 485, 200)))[:2] == ("Lê Văn Tám", "Phó Giám đốc")


def test_an_unread_mark_before_a_heads_title_leaves_the_position_open() -> None:
    assert _scanned_block(placed("V^I, GIÁM ĐỐC", (385, 170, 485, 184)))[1:3] == (None, None)


def test_an_unread_mark_and_the_end_of_the_deputys_title() -> None:
    cut = (placed("V^I, GIÁM ĐỐC", (385, 170, 485, 184)), placed("ỐC", (461, 186, 485, 200)))
    assert _scanned_block(*cut) == ("Lê Văn Tám", "Phó Giám đốc", "KT.", "Giám đốc")


def test_two_sign_side_by_side() -> None:
    foot = (
        "        GIÁM ĐỐC SỞ NỘI VỤ                    GIÁM ĐỐC SỞ TÀI CHÍNH\n"
        "             Lê Văn Tám                            Đỗ Hữu Cam\n"
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n"
    )
    assert [row[:2] for row in read(foot)] == [("Lê Văn Tám", "Giám đốc Sở Nội vụ"), ("Đỗ Hữu Cam", "Giám đốc Sở Tài chính")]


def test_the_name_not_printed_has_a_reason() -> None:
    (one,) = signers(with_foot("Nơi nhận:\n- Như trên;\n- Lưu: VT.\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n"))
    assert one.name.value is None and one.name.reason == "blank_in_source"
    assert (one.position.value, one.authority.value) == ("Phó Giám đốc", "KT.")


def test_a_caption_is_no_signer() -> None:
    caption = "Người ký: CỔNG THÔNG TIN ĐIỆN TỬ\nThời gian ký: 02.03.2021 08:00:00 +07:00\n"
    rows = read(f"Nơi nhận:\n- Lưu: VT.\nGIÁM ĐỐC\n{caption}Lê Văn Tám\n")
    assert rows == [("Lê Văn Tám", "Giám đốc", None, None)]


def test_columns_by_place_and_a_seal_over_the_title() -> None:
    letter = scanned(
        placed("Kính gửi: Các đơn vị trực thuộc Sở.", (200, 100, 420, 114)),
        placed("Thực hiện kế hoạch năm 2021, Sở đề nghị các đơn vị kiểm kê thiết bị đang dùng./.", (85, 130, 540, 144)),
        placed("Nơi nhận:", (85, 170, 140, 182)),
        placed("- Như trên;", (85, 184, 140, 195)),
        placed("- Lưu: VT.", (85, 197, 135, 208)),
        placed("KT. GIÁM ĐỐC", (390, 170, 480, 184)),
        placed("IÁM ĐỐC", (440, 186, 489, 200)),
        placed("Lê Văn Tám", (405, 250, 465, 264)),
    )
    (one,) = signers(letter)
    assert (one.name.value, one.position.value, one.authority.value) == ("Lê Văn Tám", "Phó Giám đốc", "KT.")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Lê Văn Tám", "Lê Văn Tám"),
        ("ThS. Lê Văn Tám.", "Lê Văn Tám"),
        ("Thiếu tướng Lê Văn Tám", "Lê Văn Tám"),
        ("LÊ VĂN TÁM", "Lê Văn Tám"),
        ("rần Văn Tám", "Trần Văn Tám"),
        ("“Trần VănTám", "Trần Văn Tám"),
        ("Chủ tịch", None),
        ("Văn phòng", None),
        ("ỦY BAN NHÂN DÂN", None),
        ("Giám Đốc Sở Y Tế", None),
        ("", None),
    ],
)
def test_names(text: str, value: str | None) -> None:
    found = find_name(text)
    assert (found.value if found else None) == value


def test_surnames_are_mended_only_where_one_fits() -> None:
    assert mend_surname("Nguyên") == ("Nguyễn", 0.85)
    assert mend_surname("Xyzzy") is None


def test_marks_and_titles() -> None:
    assert [mark.mark for mark in find_marks("TM. CHÍNH PHỦ KT. THỦ TƯỚNG")] == ["TM.", "KT."]
    assert find_marks("tm. nhỏ") == ()
    title = find_title("VỤ TRƯỞNG VỤ KHCN&MT")
    assert title and title.value == "Vụ trưởng Vụ KHCN&MT"
    strategy = find_title("THỨ TRƯỞNG")
    assert strategy and strategy.value == "Thứ trưởng"
    assert [one.value for one in find_tail("ÁM ĐỐC")][:1] == ["Giám đốc"]
    assert damaged_mark("ỰT,") == "KT." and damaged_mark("TỆ,") == "TL." and damaged_mark("") is None
    assert deputy_of("Bộ trưởng") == "Thứ trưởng" and deputy_of("Bí thư") is None


def test_the_name_of_a_persons_digital_signature() -> None:
    rows = read("Nơi nhận:\n- Lưu: VT.\nGIÁM ĐỐC\nNgười ký: Lê Văn Tám\nThời gian ký: 02.03.2021 08:00:00 +07:00\n")
    assert rows == [("Lê Văn Tám", "Giám đốc", None, None)]


def test_a_portals_signature_names_nobody() -> None:
    rows = read("Nơi nhận:\n- Lưu: VT.\nGIÁM ĐỐC\nNgười ký: CỔNG THÔNG TIN ĐIỆN TỬ\n")
    assert rows == [(None, "Giám đốc", None, None)]


def test_another_reading_of_the_name() -> None:
    line = placed("7Lâ Hoàng Anh", (405, 250, 485, 264))
    words = tuple(replace(word, rivals=("Lế HoàngAnh",)) for word in line.words)
    letter = scanned(
        placed("Kính gửi: Các đơn vị trực thuộc Sở.", (200, 100, 420, 114)),
        placed("Thực hiện kế hoạch năm 2021, Sở đề nghị các đơn vị kiểm kê thiết bị đang dùng./.", (85, 130, 540, 144)),
        placed("Nơi nhận:", (85, 170, 140, 182)),
        placed("- Lưu: VT.", (85, 197, 135, 208)),
        placed("GIÁM ĐỐC", (410, 170, 480, 184)),
        replace(line, words=words),
    )
    (one,) = signers(letter)
    assert (one.name.value, one.name.origin) == ("Lê Hoàng Anh", "corrected")


def test_a_name_cut_by_a_seal_is_illegible() -> None:
    letter = scanned(
        placed("Kính gửi: Các đơn vị trực thuộc Sở.", (200, 100, 420, 114)),
        placed("Thực hiện kế hoạch năm 2021, Sở đề nghị các đơn vị kiểm kê thiết bị đang dùng./.", (85, 130, 540, 144)),
        placed("Nơi nhận:", (85, 170, 140, 182)),
        placed("- Lưu: VT.", (85, 197, 135, 208)),
        placed("GIÁM ĐỐC", (410, 170, 480, 184)),
        placed("¡ Văn Phúc", (425, 250, 485, 264)),
    )
    (one,) = signers(letter)
    assert one.name.value is None and one.name.reason == "illegible"
    assert [candidate.value for candidate in one.name.candidates] == ["Văn Phúc"]


ONE_SIGNED = (
    ("SỞ KHOA HỌC TỈNH A", (80, 60, 260, 74)),
    ("QUYẾT ĐỊNH", (250, 110, 340, 124)),
    ("Về việc cử bà Lê Thị Bưởi giữ chức vụ", (200, 130, 420, 144)),
    ("Căn cứ đề nghị của Sở Khoa học tỉnh A;", (80, 160, 320, 174)),
    ("Điều 1. Cử bà Lê Thị Bưởi, chuyên viên, theo dõi việc kiểm kê thiết bị.", (80, 180, 480, 194)),
    ("Nơi nhận:", (80, 600, 140, 612)),
    ("- Như Điều 1;", (80, 614, 150, 626)),
    ("- Lưu: VT.", (80, 628, 140, 640)),
    ("GIÁM ĐỐC", (370, 600, 440, 614)),
)


@pytest.mark.parametrize(
    ("read", "sure", "name", "rule"),
    [
        ("Lê Thị Bưởi", 0.4, "Lê Thị Bưởi", "signers.name-elsewhere"),
        ("Lê Thị Bưỡi", 0.7, "Lê Thị Bưởi", "signers.name-elsewhere"),
        ("Lê Thị Bưỡi", 0.97, "Lê Thị Bưỡi", "signers.name"),  # read surely: another of the same letters may live
        ("Đỗ Hữu Cám", 0.7, "Đỗ Hữu Cám", "signers.name"),
    ],
)
def test_a_doubtful_name_is_spelt_as_in_the_rest_of_the_letter(read: str, sure: float, name: str, rule: str) -> None:
    lines = [placed(text, box) for text, box in ONE_SIGNED]
    (one,) = signers(scanned(*lines, placed(read, (360, 700, 450, 714), sure)))
    assert (one.name.value, one.name.rule) == (name, rule)


def test_a_name_spelt_in_two_ways_elsewhere_is_not_mended() -> None:
    lines = [placed(text.replace("Cử bà Lê Thị Bưởi", "Cử bà Lê Thị Bưới"), box) for text, box in ONE_SIGNED]
    (one,) = signers(scanned(*lines, placed("Lê Thị Bưỡi", (360, 700, 450, 714), 0.7)))
    assert one.name.value == "Lê Thị Bưỡi"
