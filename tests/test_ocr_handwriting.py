"""Figures written by hand into a letter's head."""

from __future__ import annotations

import pytest

from pipeline.read.ocr.handwriting import settle
from pipeline.read.ocr.tokens import Token, joined


def words(text: str, confidence: float) -> tuple[Token, ...]:
    return tuple(Token(w, (20.0 * k, 0, 20.0 * k + 18, 14), confidence) for k, w in enumerate(text.split()))


def settled(first: str, second: str, sure: float = 0.4) -> tuple[str, tuple[int, ...], float]:
    """The line, the handwritten tokens, and the least confidence of these, given what both readers read."""
    look = (words(first, 0.6), words(second, sure))
    tokens, hand = settle(look[0], [look])
    return joined(tokens), hand, min((tokens[k].confidence for k in hand), default=1.0)


@pytest.mark.parametrize(
    ("first", "second", "line"),
    [
        ("Só:{/8J/SYT-NVY", "Số:/987/SYT-NVY", "Số: 1987/SYT-NVY"),
        ("Số:2/93/TB-SYT", "Số:2/93/TB-SYT", "Số: 2193/TB-SYT"),
        ("Số:€4(/QĐ-SYT", "Số:169G/QĐ-SYT", "Số: 1696/QĐ-SYT"),
        ("Số: Ôs$ /2010/TT-BCT", "Số: O2 /2010/TT-BCT", "Số: 02 /2010/TT-BCT"),
        ("Số:2 ?19 /SYT-NVY", "Số:2.242/SYT-NVY", "Số: 2242/SYT-NVY"),
        ("Số 6O-CV/TU", "Số 6I-CV/TU", "Số: 61-CV/TU"),
        ("/QĐ-SYT", "S6:5O66 /QĐ-SYT", "Số: 5066 /QĐ-SYT"),
        ("S6:8 BC-UBND", "S6:84BC-UBND", "Số: 84/BC-UBND"),  # the slash is lost
        ("Số:18122019/QĐ-UBND", "Số:17122019/QĐ-UBND", "Số: 1712/2019/QĐ-UBND"),
        (".Số: 2O4.5/SYT-NVY", "Số:2O45/SYT-NVY", "Số: 2045/SYT-NVY"),
        ("S&:4T/CĐ-ĐHYD", "S5:47/CĐ-ĐHYD", "Số: 47/CĐ-ĐHYD"),
    ],
)
def test_number(first: str, second: str, line: str) -> None:
    text, hand, sure = settled(first, second)
    assert text == line
    assert hand == (1,)
    assert sure < 0.8


@pytest.mark.parametrize(
    ("first", "second", "line"),
    [
        ("Hà Nội, ngày 2 £ tháng 3 năm 2018", "Hà Nội,ngày 26tháng 3 năm 2018", "Hà Nội, ngày 26 tháng 3 năm 2018"),
        ("Hà Nội, ngày O7 tháng 01 năm 2010", "Hà Nội,ngày O7 tháng 01 năm 2010", "Hà Nội, ngày 07 tháng 01 năm 2010"),
        ("Hà Nội, ngày 32 tháng 10 năm 2017", "Hà Nội, ngày25 tháng 10 năm 2017", "Hà Nội, ngày 25 tháng 10 năm 2017"),
    ],
)
def test_date(first: str, second: str, line: str) -> None:
    assert settled(first, second)[0] == line


def test_print_is_left_alone() -> None:
    for line in (
        "Số: 129/QĐ-TTg",
        "Số 60-TB/BTGTU",
        "Hà Nội, ngày 18 tháng 01 năm 2010",
        "Số: /SYT-NVY",
        "Số lượng thuốc/đơn vị cần mua",
        "Số: 122017/CT-TTHT",
    ):
        assert settled(line, line, sure=0.99) == (line, (), 1.0)


def test_a_misread_so_before_print_is_put_right() -> None:
    assert settled("S6.955/QĐ-SVHTT", "S6.955/QĐ-SVHTT", sure=0.99) == ("Số:955/QĐ-SVHTT", (), 1.0)


def test_a_sign_for_a_figure_is_no_agreement() -> None:
    look = (words("Số: 2/ /QLG-TTHT", 0.6), words("Số: 2/ /QLG-TTHT", 0.4))
    tokens, hand = settle(look[0], [look], lambda _left, _right: [("21", 0.85), ("27", 0.15)])
    assert tokens[hand[0]].confidence < 0.9


def test_agreed_figures_that_do_not_look_printed_are_not_certain() -> None:
    text, hand, sure = settled("Số: 406/TB-ĐT", "Số: 406/TB-ĐT", sure=0.65)
    assert (text, hand) == ("Số: 406/TB-ĐT", (1,))
    assert sure <= 0.6


def test_day_beyond_the_month_is_no_candidate() -> None:
    look = (words("A, ngày 77 tháng 3 năm 2018", 0.6), words("A, ngày 17 tháng 3 năm 2018", 0.4))
    tokens, hand = settle(look[0], [look])
    assert tokens[hand[0]].text == "17"
    assert all("77" not in t.rivals for t in tokens)


@pytest.mark.parametrize(
    ("seen", "number", "certain"),
    [
        ([("2309", 0.62), ("22309", 0.3), ("209", 0.08)], "2309", True),  # hardly a number has five figures
        ([("066", 0.4), ("5066", 0.6)], "5066", True),  # nor begins one with 0
        ([("1", 0.375), ("11", 0.25), ("?", 0.375)], "1", False),  # ink that the figure does not explain
    ],
)
def test_what_is_unusual_counts_for_less(seen: list[tuple[str, float]], number: str, certain: bool) -> None:
    look = (words(f"Số: {number} /KH-SYT", 0.6), words(f"Số: {number} /KH-SYT", 0.4))
    tokens, hand = settle(look[0], [look], lambda _left, _right: seen)
    assert tokens[hand[0]].text == number
    assert (tokens[hand[0]].confidence >= 0.9) is certain


def test_rivals_are_kept_for_review() -> None:
    look = (words("Số: 552/KH-SYT", 0.6), words("Số: 359/KH-SYT", 0.4))
    tokens, hand = settle(look[0], [look])
    assert tokens[hand[0]].text == "359"
    assert tokens[hand[0]].rivals == ("552",)


@pytest.mark.parametrize(("second", "certain"), [("A, ngày 5 tháng 12 năm 2017", True), ("A, ngày -5 tháng 12 năm 2017", False)])
def test_a_stroke_beside_the_figures_makes_doubt(second: str, certain: bool) -> None:
    look = (words("A, ngày 5 tháng 12 năm 2017", 0.6), words(second, 0.4))
    tokens, hand = settle(look[0], [look], lambda _left, _right: [("5", 0.8), ("25", 0.2)])
    day = tokens[hand[0]]
    assert day.text == "5"
    assert (day.confidence >= 0.9) is certain


@pytest.mark.parametrize(
    ("first", "certain"), [("Số: 2526/QĐ-UBND", True), ("Số: 252b/QĐ-UBND", False), ("Số: 252 b/QĐ-UBND", False)]
)
def test_a_letter_behind_the_figures_makes_doubt(first: str, certain: bool) -> None:
    look = (words(first, 0.6), words("Số: 2526/QĐ-UBND", 0.4))
    tokens, hand = settle(look[0], [look], lambda _left, _right: [("2526", 0.99), ("252", 0.01)])
    number = tokens[hand[0]]
    assert number.text == "2526"
    assert (number.confidence >= 0.9) is certain


def test_the_blank_reaches_to_the_print_after_it() -> None:
    middles = (5.0, 15.0, 20.0, 30.0, 80.0, 90.0, 100.0)
    second = (Token("Số:1/KH", (0, 0, 105, 20), 0.4, letters=tuple((x, 0.4) for x in middles)),)
    seen: list[tuple[float, float]] = []

    def eye(left: float, right: float) -> list[tuple[str, float]]:
        seen.append((left, right))
        return [("11", 0.97)]

    tokens, hand = settle(words("Số: 1 /KH-SYT", 0.6), [(words("Số: 1 /KH-SYT", 0.6), second)], eye)
    assert seen == [(25.0, 73.0)]  # not half way to the slash, where a second figure would be cut in two
    assert tokens[hand[0]].text == "11"
