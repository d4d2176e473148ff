"""Reading order of lines that stand in columns, tables and heads."""

from __future__ import annotations

import pytest

from pipeline.read.layout import LABEL, in_order, split_columns
from schemas.reading import Line, Word


def line(text: str, x: float, y: float, width: float | None = None, cell: tuple[int, int, int] | None = None) -> Line:
    """A line of 12 pt print at (x, y), its words spread evenly over its width."""
    width = width if width is not None else 6.0 * len(text)
    words, start = [], 0
    for word in text.split(" "):
        a, b = x + width * start / len(text), x + width * (start + len(word)) / len(text)
        words.append(Word(start, start + len(word), (a, y, b, y + 12), 1.0))
        start += len(word) + 1
    return Line(text, (x, y, x + width, y + 12), 1.0, tuple(words), cell=cell)


def ordered(lines: list[Line]) -> list[str]:
    return [one.text for one in in_order(lines, 595, 842)]


HEAD_LEFT = [line("UBND TỈNH A", 90, 60), line("SỞ Y TẾ", 110, 75), line("Số: 12/SYT-NVY", 85, 105)]
HEAD_RIGHT = [
    line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 280, 60),
    line("Độc lập - Tự do - Hạnh phúc", 310, 76),
    line("A, ngày 02 tháng 3 năm 2024", 300, 105),
]
TEXTS = [one.text for one in HEAD_LEFT + HEAD_RIGHT]


def test_head_is_read_left_column_first() -> None:
    assert ordered(HEAD_RIGHT + HEAD_LEFT) == TEXTS


def test_title_under_the_head_belongs_to_no_column() -> None:
    title = line("QUYẾT ĐỊNH", 265, 122)
    assert ordered([title, *HEAD_RIGHT, *HEAD_LEFT]) == [*TEXTS, "QUYẾT ĐỊNH"]


def test_subject_under_the_number_goes_on_with_the_left_column() -> None:
    subject = line("V/v khám sức khỏe", 75, 121)
    assert ordered([*HEAD_RIGHT, *HEAD_LEFT, subject]) == [*TEXTS[:3], subject.text, *TEXTS[3:]]


def test_foot_is_read_left_column_first_with_lines_alone_in_their_row() -> None:
    left = [line(t, 85, 600 + 13 * k) for k, t in enumerate(["Nơi nhận:", "- Như trên;", "- Ban Giám đốc;", "- Lưu: VT."])]
    right = [line("GIÁM ĐỐC", 400, 600), line("Nguyễn Văn A", 390, 690)]
    assert ordered(right + left) == [*(one.text for one in left), *(one.text for one in right)]


def test_head_read_as_one_line_is_cut_before_the_motto() -> None:
    words = (Word(0, 3, (80, 60, 110, 72), 1.0), Word(4, 8, (113, 60, 150, 72), 1.0), Word(9, 13, (160, 60, 190, 72), 1.0))
    merged = Line("SỞ Y TẾ CỘNG HÒA XÃ HỘI", (80, 60, 400, 72), 1.0, ())
    assert split_columns(merged) == [merged]
    spread = Line("UBND TỈNH CỘNG", (80, 60, 400, 72), 1.0, ())
    assert split_columns(spread) == [spread]
    text = "UBND TỈNH CỘNG HÒA XÃ"
    places = [(0, 4, 80, 110), (5, 9, 113, 150), (10, 14, 158, 190), (15, 18, 193, 220), (19, 21, 223, 240)]
    parts = split_columns(Line(text, (80, 60, 240, 72), 1.0, tuple(Word(a, b, (x, 60, z, 72), 1.0) for a, b, x, z in places)))
    assert [p.text for p in parts] == ["UBND TỈNH", "CỘNG HÒA XÃ"]
    assert parts[1].words[0].start == 0
    assert len(words) == 3


def test_ruled_table_is_read_cell_by_cell() -> None:
    cells = [
        line("1.", 80, 300, cell=(0, 0, 0)),
        line("Tổ chức cho sinh viên", 110, 300, cell=(0, 0, 1)),
        line("đăng ký", 110, 313, cell=(0, 0, 1)),
        line("Phòng Đào tạo", 300, 306, cell=(0, 0, 2)),
        line("2.", 80, 330, cell=(0, 1, 0)),
        line("Thông báo", 110, 330, cell=(0, 1, 1)),
    ]
    above, below = line("Kế hoạch như sau:", 80, 280), line("Trân trọng./.", 80, 360)
    got = ordered([below, *reversed(cells), above])
    assert got == [above.text, *(one.text for one in cells), below.text]


def test_three_columns_without_rules_are_read_by_rows() -> None:
    rows = [[f"{k}. Ông Nguyễn Văn {c}", "Phó phòng", "Thành viên"] for k, c in enumerate("ABCD", 1)]
    lines = [line(t, x, 300 + 18 * k) for k, row in enumerate(rows) for t, x in zip(row, (80, 300, 450), strict=True)]
    assert ordered(lines[::-1]) == [t for row in rows for t in row]


@pytest.mark.parametrize(
    ("text", "label"), [("1.", True), ("a)", True), ("-", True), ("1.2.", True), ("(3)", True), ("Điều", False), ("2024", False)]
)
def test_labels(text: str, label: bool) -> None:
    assert bool(LABEL.fullmatch(text)) is label


def test_every_line_comes_out_once() -> None:
    lines = [line(f"dòng {k}", 60 + 37 * (k * 7 % 11), 40 + 19 * (k * 5 % 13)) for k in range(60)]
    assert sorted(ordered(lines)) == sorted(one.text for one in lines)


def test_lines_without_boxes_come_last_as_they_came() -> None:
    assert ordered([Line("b"), line("a", 80, 60), Line("c")]) == ["a", "b", "c"]


def test_date_parted_at_its_blank_is_one_line() -> None:
    left = Line("Lai Châu, ngày", (304.0, 102.0, 420.0, 115.0), 0.9, (Word(0, 14, (304.0, 102.0, 420.0, 115.0), 0.9),))
    right = Line("tháng 11 năm 2017", (443.0, 103.0, 540.0, 116.0), 0.9, (Word(0, 17, (443.0, 103.0, 540.0, 116.0), 0.9),))
    other = Line("Số:", (110.0, 102.0, 128.0, 115.0))
    lines = in_order([other, right, left], 595.0, 842.0)
    assert [line.text for line in lines] == ["Số:", "Lai Châu, ngày tháng 11 năm 2017"]
    assert [lines[1].text[w.start : w.end] for w in lines[1].words] == ["Lai Châu, ngày", "tháng 11 năm 2017"]
