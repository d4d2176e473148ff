"""Which scanned pages say what an earlier page of the file says."""

from __future__ import annotations

import pytest

from pipeline.read.repeats import repeated
from schemas.reading import Line, Page, Word

SHEET = [f"Điều {k}. Các đơn vị trực thuộc báo cáo kết quả thực hiện trước ngày {k + 3} tháng 4 năm 2024." for k in range(1, 8)]


def page(number: int, lines: list[str], doubtful: str = "", source: str = "ocr") -> Page:
    """A page whose words are read with 0.95, the doubtful one with 0.5."""
    return Page(number, tuple(_line(text, doubtful) for text in lines), "ocr" if source == "ocr" else "text_layer", "test")


def _line(text: str, doubtful: str) -> Line:
    words, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        words.append(Word(at, at + len(word), None, 0.5 if word == doubtful else 0.95))
        at += len(word)
    return Line(text, None, 0.9, tuple(words))


def changed(old: str, new: str) -> list[str]:
    return [SHEET[0].replace(old, new), *SHEET[1:]]


@pytest.mark.parametrize(
    ("second", "told"),
    [
        (page(2, SHEET), True),
        (page(2, changed("thuộc", "thuôc")), True),  # one word of a hundred read otherwise
        (page(2, changed("2024.", "2029."), "2029."), True),
        (page(2, changed(" 4 ", " 1 "), "1"), True),  # a figure read with doubt
        (page(2, changed("2024", "2025")), False),  # forms that differ in a figure
        (page(2, [line.replace("đơn vị", "địa phương") for line in SHEET]), False),
        (page(2, SHEET[:4]), False),
        (page(2, SHEET, source="text_layer"), False),
    ],
)
def test_second_scan_is_told_from_other_pages(second: Page, told: bool) -> None:
    assert [n.message for n in repeated([page(1, SHEET), second])] == (["page 2 as page 1"] if told else [])


def test_short_pages_are_not_compared() -> None:
    assert repeated([page(1, SHEET[:1]), page(2, SHEET[:1])]) == []


def test_third_page_repeats_the_first() -> None:
    other = [line.replace("báo cáo", "thẩm định") for line in SHEET]
    assert [n.message for n in repeated([page(1, SHEET), page(2, other), page(3, SHEET)])] == ["page 3 as page 1"]
