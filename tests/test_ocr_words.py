"""Deciding between two readers, and telling print from what is none."""

from __future__ import annotations

import pytest

from pipeline.read.ocr.junk import junk
from pipeline.read.ocr.language import available, known, with_other_marks
from pipeline.read.ocr.lists import ended
from pipeline.read.ocr.mix import mix, slot
from pipeline.read.ocr.tokens import Token, base

needs_model = pytest.mark.skipif(not available(), reason="the language model is not here")


def tokens(text: str, confidence: float = 0.9, odd: dict[str, float] | None = None) -> list[Token]:
    """A line's words side by side; `odd` gives single words another confidence."""
    return [Token(w, (10.0 * k, 0, 10.0 * k + 9, 12), (odd or {}).get(w, confidence)) for k, w in enumerate(text.split())]


def mixed(first: list[Token], second: list[Token]) -> str:
    return " ".join(t.text for t in mix(first, second))


@pytest.mark.parametrize(("word", "letters"), [("Độc", "doc"), ("ĐỨC,", "duc,"), ("ướng", "uong"), ("12/SYT", "12/syt")])
def test_base(word: str, letters: str) -> None:
    assert base(word) == letters


def test_agreed_words_are_kept_and_surer_than_either() -> None:
    (word,) = mix(tokens("tỉnh", 0.8), tokens("tỉnh", 0.8))
    assert word.text == "tỉnh"
    assert word.confidence > 0.8


def test_a_word_stands_where_its_reader_saw_it() -> None:
    """A speck behind a line is no place for a word that the first reader glued to the one before it."""
    speck, word = Token("'", (200, 0, 205, 12), 0.4), Token("PHỦ", (50, 0, 80, 12), 0.99)
    places = {token.text: token.box for option in slot([speck], [word]) for token in option.tokens}
    assert places["PHỦ"] == word.box


@pytest.mark.parametrize(
    ("first", "second", "right"),
    [
        ("QUYÉT ĐỊNH", "QUYET ĐỊNH", "QUYẾT ĐỊNH"),
        ("GIÁM ĐÓC SỞ Y TẾ", "GIÁM ĐỐC SỞ Y TẾ", "GIÁM ĐỐC SỞ Y TẾ"),
        ("để đây nhanh tiến độ", "để đẩy nhanh tiến độ", "để đẩy nhanh tiến độ"),
        ("của Sở Ytế về việc", "của Sở Y tế về việc", "của Sở Y tế về việc"),
    ],
)
@needs_model
def test_language_decides_between_rivals(first: str, second: str, right: str) -> None:
    assert mixed(tokens(first), tokens(second)) == right


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("nội dung cụ thế như sau", "nội dung cụ thể như sau"),
        ("CHÍ THỊ", "CHỈ THỊ"),
        ("có hiệu lực kế từ ngày ký", "có hiệu lực kể từ ngày ký"),
        ("kế hoạch bố trí vốn", "kế hoạch bố trí vốn"),
        ("thành phố Huế", "thành phố Huế"),
    ],
)
@needs_model
def test_tones_that_both_readers_take_for_each_other(line: str, right: str) -> None:
    assert mixed(tokens(line, 0.97), tokens(line, 0.97)) == right


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("theo quy định./", "theo quy định./."),
        ("; Văn phòng Sở", "- Văn phòng Sở"),
        ("H. NỘI DUNG", "II. NỘI DUNG"),
        ("H. Nam", "H. Nam"),
        ("lúc Ø7 giờ", "lúc 07 giờ"),
        ("Q- CỤC TRƯỞNG", "Q. CỤC TRƯỞNG"),
        ("Sở Tài chính (b/€);", "Sở Tài chính (b/c);"),
        ("Văn phòng (đế t/h);", "Văn phòng (để t/h);"),
        ("Văn phòng (Uh);", "Văn phòng (t/h);"),
        ("trước ngày 21⁄6", "trước ngày 21/6"),
    ],
)
def test_signs_at_the_ends_of_a_line(line: str, right: str) -> None:
    assert mixed(tokens(line, 0.99), tokens(line, 0.99)) == right


@pytest.mark.parametrize(
    ("first", "second", "right"),
    [
        ("~ Trang tin;", "- Trang tin:", "- Trang tin;"),
        ("1. Hình thức", "1, Hình thức", "1. Hình thức"),
        ("2, Hình thức", "2, Hình thức", "2. Hình thức"),
        ("L MỤC ĐÍCH", "L MỤC ĐÍCH", "I. MỤC ĐÍCH"),
        ("thực hiện.", "thực hiện,", "thực hiện."),
        ("'Căn cứ", "Căn cứ", "Căn cứ"),
        ("“Thực hành", "+Thực hành", "“Thực hành"),
        ("II. TỔ CHỨC", "III. TỔ CHỨC", "III. TỔ CHỨC"),
        ("II. TỔ CHỨC", "III TỔ CHỨC", "III. TỔ CHỨC"),
    ],
)
def test_signs_that_one_reader_mistakes(first: str, second: str, right: str) -> None:
    assert mixed(tokens(first, 0.93), tokens(second, 0.9)) == right


@pytest.mark.parametrize(
    ("first", "second", "right"),
    [
        ("TM. UBND", "TM.UBND", "TM. UBND"),
        ("ỦY BAN NHÂN DÂN TỈNHLONG AN", "ỦY BAN NHÂN DÂN TÌNH LONG AN", "ỦY BAN NHÂN DÂN TỈNH LONG AN"),
        ("Luật Thể dục, thểthao ngày", "Luật Thể dục, thếthao ngày", "Luật Thể dục, thể thao ngày"),
    ],
)
@needs_model
def test_blanks_that_one_reader_misses(first: str, second: str, right: str) -> None:
    assert mixed(tokens(first), tokens(second)) == right


def test_rivals_are_kept() -> None:
    words = mix(tokens("ngày 3 tháng"), tokens("ngày 8 tháng"))
    assert [w.rivals for w in words if w.text in "38"] in ([("3",)], [("8",)])


def test_one_empty_reader_leaves_the_sure_words_of_the_other() -> None:
    assert mixed(tokens("Nơi nhận:", 0.95), []) == "Nơi nhận:"
    assert mixed([], tokens("rác", 0.2)) == ""


@pytest.mark.parametrize(
    ("text", "confidence", "is_junk"),
    [
        ("Nơi nhận:", 0.9, False),
        ("__ | ` ~", 0.9, True),
        ("xt5aa2.3J=ul", 0.1, True),
        ("Số:/987/SYT-NVY", 0.05, False),
        ("phòng chống dịch bệnh", 0.3, False),
        ("uaul", 0.3, True),
    ],
)
def test_junk(text: str, confidence: float, is_junk: bool) -> None:
    assert junk(tokens(text, confidence)) is is_junk


@needs_model
def test_other_marks_keep_case_and_margins() -> None:
    assert "QUYẾT:" in with_other_marks("QUYÉT:")
    assert "Hòa" in with_other_marks("Hoa")
    assert with_other_marks("12/3") == []
    assert known("12/QĐ-UBND")
    assert not known("QUYÉTX")


def test_full_stop_before_a_small_letter_is_a_comma() -> None:
    line = "xem xét. quyết định. Sở"
    assert mixed(tokens(line, 0.99), tokens(line, 0.99)) == "xem xét, quyết định. Sở"


def test_item_that_another_follows_ends_in_a_semicolon() -> None:
    def item(text: str, y: float, x: float = 20.0) -> tuple[Token, ...]:
        return tuple(Token(w, (x + 30.0 * k, y, x + 30.0 * k + 25, y + 14), 0.9) for k, w in enumerate(text.split()))

    lines = [item("- Như trên:", 0), item("- Sở Y tế:", 20), item("+ Phòng Tài chính;", 40, 30.0)]
    assert [line[-1].text for line in ended(lines)] == ["trên;", "tế:", "chính;"]
