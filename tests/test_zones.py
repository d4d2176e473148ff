"""The head's zones on pages with boxes and in plain text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.zones import zone
from pipeline.zones.columns import split_columns
from schemas.letter import Letter, Zone
from schemas.reading import Line, Page, Reading
from tests.footletters import SOURCE, from_text, placed, scanned

BODY = "Thực hiện kế hoạch năm 2021, Sở đề nghị các đơn vị kiểm kê thiết bị đang dùng và báo cáo về Sở."


def _zones(letter: Letter) -> dict[str, Zone]:
    return {line.text.strip(): line.zone for line in letter.lines if line.text.strip()}


def _texts(letter: Letter, *zones: Zone) -> list[str]:
    return [line.text.strip() for line in letter.zone(*zones) if line.text.strip()]


MERGED = """UBND TỈNH A CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ KHOA HỌC Độc lập - Tự do - Hạnh phúc
Số: 12/SKH-VP Hà Nội, ngày 02 tháng 3 năm 2021
V/v kiểm kê thiết bị
Kính gửi:
- Sở B;
- Sở C.
"""
STRIPPED = """UY BAN NHAN DAN CONG HOA XA HQI CHU NGHIA VIET NAM
THANH PHO CAM PHA Poc lap - Tu do - Hanh phic
Sb: 12 /UBND-VP Cam Pha, ngay 02 thang 3 nam 2021
Véviéc kiém ké thiét bi
Kinh gtri:
- So B;
"""
ROWS = """UBND TỈNH A
SỞ KHOA HỌC
Số: 12/SKH-VP
V/v kiểm kê thiết bị
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 02 tháng 3 năm 2021
Kính gửi:
- Sở B;
- Sở C.
"""


@pytest.mark.parametrize("head", [MERGED, ROWS])
def test_plain_text(head: str) -> None:
    letter = from_text(head + BODY)
    assert _texts(letter, "head_left") == ["UBND TỈNH A", "SỞ KHOA HỌC"]
    assert _texts(letter, "head_right") == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert _texts(letter, "number", "place_date") == ["Số: 12/SKH-VP", "Hà Nội, ngày 02 tháng 3 năm 2021"]
    assert _texts(letter, "title") == ["V/v kiểm kê thiết bị"]
    assert _texts(letter, "addressees") == ["Kính gửi:", "- Sở B;", "- Sở C."]
    assert _texts(letter, "body") == [BODY]


def test_lost_diacritics() -> None:
    letter = from_text(STRIPPED + BODY)
    assert _texts(letter, "head_left") == ["UY BAN NHAN DAN", "THANH PHO CAM PHA"]
    assert _texts(letter, "number", "place_date") == ["Sb: 12 /UBND-VP", "Cam Pha, ngay 02 thang 3 nam 2021"]
    assert _texts(letter, "title") == ["Véviéc kiém ké thiét bi"]
    assert _texts(letter, "addressees") == ["Kinh gtri:", "- So B;"]


DECISION = """UBND TỈNH A
Số: 1/QĐ-UBND
A, ngày 2 tháng 3 năm 2021
QUYẾT ĐỊNH
Về việc thành lập Tổ công tác
CHỦ TỊCH UBND TỈNH A
Căn cứ Luật B;
Theo đề nghị của Giám đốc Sở C,
QUYẾT ĐỊNH:
Điều 1. Thành lập Tổ công tác.
"""


def test_decision_in_plain_text() -> None:
    letter = from_text(DECISION)
    assert _texts(letter, "title") == ["QUYẾT ĐỊNH", "Về việc thành lập Tổ công tác"]
    assert _texts(letter, "body")[0] == "CHỦ TỊCH UBND TỈNH A"


def test_cut_keeps_every_offset() -> None:
    reading = Reading(SOURCE, (Page(1, tuple(Line(ln) for ln in (MERGED + BODY).splitlines()), "text_layer", "text"),))
    cut = split_columns(reading)
    assert cut.pages[0].text.replace("\n", " ") == reading.pages[0].text.replace("\n", " ")


@given(st.lists(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), max_size=60), max_size=30))
@settings(max_examples=60, deadline=None)
def test_any_text_has_a_zone_for_every_line(lines: list[str]) -> None:
    letter = zone(Reading(SOURCE, (Page(1, tuple(Line(ln) for ln in lines), "text_layer", "text"),)))
    assert len(letter.zones) == len(letter.lines) == sum(len(page.lines) for page in letter.reading.pages)
    assert letter.text.replace("\n", " ") == "\n".join(lines).replace("\n", " ")


def _row(text: str, x0: float, x1: float, y: float, confidence: float = 0.97) -> Line:
    return placed(text, (x0, y, x1, y + 12), confidence)


TOP = (
    _row("ỦY BAN NHÂN DÂN", 90, 230, 60),
    _row("TỈNH QUẢNG NGÃI", 95, 225, 76),
    _row("Số: 8/CT-UBND", 100, 210, 100),
    _row("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 270, 540, 60),
    _row("Độc lập - Tự do - Hạnh phúc", 310, 500, 76),
    _row("Quảng Ngãi, ngày 3 tháng 4 năm 2018", 300, 520, 100),
)
TEXT = tuple(_row(BODY[:80], 85, 540, 240 + 18 * i) for i in range(8))


def test_title_on_a_page_ends_at_the_gap() -> None:
    title = (
        _row("CHỈ THỊ", 280, 340, 130),
        _row("Về việc tăng cường quản lý", 210, 410, 148),
        _row("đất đai năm 2018", 250, 370, 166),
    )
    letter = scanned(*TOP, *title, *TEXT)
    assert _texts(letter, "title") == ["CHỈ THỊ", "Về việc tăng cường quản lý", "đất đai năm 2018"]
    assert letter.zone("body")[0].text == BODY[:80]


@pytest.mark.parametrize("printed", ["CÔNG VĂN ĐẾN", "CÔNG,VĂN ĐẾN"])
def test_stamp_beside_the_title_is_passed_over(printed: str) -> None:
    title = (
        _row("CHỈ THỊ", 280, 340, 130),
        _row("Về việc tăng cường quản lý", 210, 410, 148),
        _row("đất đai năm 2018", 250, 370, 166),
    )
    stamp = (_row(printed, 20, 120, 140), _row("Số:......", 20, 90, 156), _row("Ngày: 5/4/2018", 20, 110, 170, 0.5))
    letter = scanned(*TOP, title[0], stamp[0], title[1], stamp[1], title[2], stamp[2], *TEXT)
    assert _texts(letter, "title") == ["CHỈ THỊ", "Về việc tăng cường quản lý", "đất đai năm 2018"]
    assert _texts(letter, "number") == ["Số: 8/CT-UBND"]
    assert _zones(letter)[printed] == "stamp"


def test_blank_number_of_a_stamp_is_not_the_letters() -> None:
    number = next(k for k, line in enumerate(TOP) if line.text.startswith("Số:")) + 1
    title = (_row("CHỈ THỊ", 280, 340, 130), _row("Về việc quản lý đất đai", 210, 410, 148))
    letter = scanned(
        *TOP[:number],
        _row("CÔNG VĂN ĐẾN", 20, 120, 100),
        *TOP[number:],
        *title[:1],
        _row("Số: ...", 20, 60, 140),
        title[1],
        *TEXT,
    )
    assert _texts(letter, "number") == ["Số: 8/CT-UBND"]


def test_left_column_read_before_the_right() -> None:
    left = (*TOP[:3], _row("V/v kiểm kê thiết bị", 90, 230, 118), _row("Kính gửi:", 150, 210, 150))
    letter = scanned(*left, *TOP[3:], _row("- Sở B;", 220, 300, 168), _row("- Sở C.", 220, 300, 184), *TEXT)
    assert _texts(letter, "addressees") == ["Kính gửi:", "- Sở B;", "- Sở C."]
    assert _texts(letter, "place_date") == ["Quảng Ngãi, ngày 3 tháng 4 năm 2018"]


def test_line_through_both_columns_is_cut() -> None:
    merged = _row("TỈNH QUẢNG NGÃI Độc lập - Tự do - Hạnh phúc", 95, 500, 76)
    letter = scanned(TOP[0], TOP[3], merged, TOP[2], TOP[5], _row("CHỈ THỊ", 280, 340, 130), *TEXT)
    zones = _zones(letter)
    assert zones["TỈNH QUẢNG NGÃI"] == "head_left"
    assert zones["Độc lập - Tự do - Hạnh phúc"] == "head_right"


def test_what_a_blank_parted_is_made_one() -> None:
    number = (_row("Số:", 100, 120, 100), _row("/SXD-QHKT", 150, 215, 100))
    date = (_row("Quảng Ngãi, ngày", 300, 400, 100), _row("tháng 5 năm 2021", 420, 520, 100))
    letter = scanned(*TOP[:2], *number, *TOP[3:5], *date, _row("CHỈ THỊ", 280, 340, 130), *TEXT)
    assert _texts(letter, "number", "place_date") == ["Số: /SXD-QHKT", "Quảng Ngãi, ngày tháng 5 năm 2021"]


def test_year_on_a_line_of_its_own() -> None:
    date = (_row("Thành phố Hồ Chí Minh, ngày 30 tháng 12 năm", 290, 540, 100), _row("2022", 400, 430, 114))
    letter = scanned(*TOP[:5], *date, _row("CHỈ THỊ", 280, 340, 140), *TEXT)
    assert _texts(letter, "place_date") == ["Thành phố Hồ Chí Minh, ngày 30 tháng 12 năm 2022"]


def test_paragraph_is_no_subject() -> None:
    title = (_row("GIẤY MỜI", 280, 340, 130), _row("Dự hội nghị về đất đai", 230, 390, 148))
    text = (_row("Ủy ban nhân dân tỉnh mong các cơ quan dự họp đông đủ để", 107, 540, 166), _row("bàn việc chung.", 85, 200, 184))
    letter = scanned(*TOP, *title, *text, *TEXT)
    assert _texts(letter, "title") == ["GIẤY MỜI", "Dự hội nghị về đất đai"]


def test_invitation_in_plain_text() -> None:
    text = "Số: 1/GM-SA\nA, ngày 2 tháng 3 năm 2021\nGIẤY MỜI\nDự hội nghị về đất đai\nSở A trân trọng kính mời: Sở B.\n"
    assert _texts(from_text(text + BODY), "title") == ["GIẤY MỜI", "Dự hội nghị về đất đai"]


def test_caption_of_a_signature_above_the_head() -> None:
    caption = (_row("Người ký: Văn phòng A", 300, 420, 10), _row("VĂN PHÒNG", 300, 360, 22))
    letter = scanned(*caption, *TOP, _row("CHỈ THỊ", 280, 340, 130), *TEXT)
    assert _texts(letter, "head_left") == ["ỦY BAN NHÂN DÂN", "TỈNH QUẢNG NGÃI"]


@pytest.mark.parametrize("text", ["", "\n\n\n", "A", "Kính gửi:", "QUYẾT ĐỊNH", "Số:"])
def test_little_text(text: str) -> None:
    assert isinstance(from_text(text), Letter)


COPIED = """UBND TỈNH NGHỆ AN
SỞ A
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: _____/GM-SA
Nghệ An, ngày _____ tháng 4 năm 2019
GIẤY MỜI
Dự họp
Sở A trân trọng kính mời: Công ty B.
Thời gian: 13h30, ngày 6-5-2019./.
Nơi nhận:
- Lưu: VT.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
ỦY BAN NHÂN DÂN
XÃ C
SỐ: 75/TS-UBND
TRÍCH SAO
C, ngày 30 tháng 4 năm 2019
"""


def test_number_and_date_of_the_copy_are_not_the_letters() -> None:
    letter = from_text(COPIED)
    assert _texts(letter, "number") == ["Số: _____/GM-SA"]
    assert _texts(letter, "place_date") == ["Nghệ An, ngày _____ tháng 4 năm 2019"]


def test_the_line_of_a_telegram_is_no_subject() -> None:
    letter = from_text(
        "Số: 42/CĐ-UBND\nA, ngày 02 tháng 12 năm 2021\nCÔNG ĐIỆN\nTăng cường bảo vệ đê\nUBND tỉnh A điện:\n- Công an tỉnh.\n"
    )
    assert _texts(letter, "title") == ["CÔNG ĐIỆN", "Tăng cường bảo vệ đê"]


def test_the_republics_name_in_a_subject_is_no_motto() -> None:
    text = "Số: 1/A-B\nV/v đẩy mạnh Ngày Pháp luật nước Cộng\nhòa xã hội chủ nghĩa Việt Nam năm 2021\nKính gửi: Sở C.\n"
    assert len(_texts(from_text(text), "title")) == 2
