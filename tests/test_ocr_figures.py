"""The reader of handwritten figures: the search against brute force, the network on print, blanks, and odd boxes."""

from __future__ import annotations

import itertools
from collections import defaultdict

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from models.figures.cut import apart
from pipeline.read.ocr.figures import BLANK, HEIGHT, LOST, WIDTH, _left_over, look, middles, search, strip
from pipeline.read.ocr.handwriting import settle
from pipeline.read.ocr.tokens import Token


def brute_force(chances: np.ndarray) -> dict[str, float]:
    """Every path through the columns, spelt out."""
    total: dict[str, float] = defaultdict(float)
    for path in itertools.product(range(11), repeat=len(chances)):
        kept = [c for i, c in enumerate(path) if c != BLANK and (i == 0 or path[i - 1] != c)]
        total["".join(map(str, kept))] += float(np.prod([chances[i, c] for i, c in enumerate(path)]))
    return total


@pytest.mark.parametrize("seed", range(5))
def test_search_sums_all_spellings(seed: int) -> None:
    chances = np.random.default_rng(seed).dirichlet([0.05] * 11, size=4).astype(np.float32)
    exact = brute_force(chances)
    text, chance = search(chances)[0]
    assert text == max(exact, key=lambda t: exact[t])
    assert chance == pytest.approx(exact[text], abs=0.1)


def test_figures_are_found_where_they_are() -> None:
    logs = np.full((12, 11), -9.0, np.float32)
    logs[:, BLANK] = -0.1
    for column, figure in ((2, 1), (3, 1), (8, 1)):
        logs[column, figure], logs[column, BLANK] = -0.05, -5.0
    assert middles(logs, "11") == [2.5, 8.0]


def test_ink_beside_the_figures_is_left_over() -> None:
    # columns are 4 x 1.4 / 40 line heights wide: of a line of 50 pixels seven
    assert not _left_over([(0, 20), (30, 50)], [1.0, 5.0], 0, 50)
    assert _left_over([(0, 20), (30, 50)], [5.0], 0, 50)


def printed(text: str) -> np.ndarray:
    # the font that Pillow carries, so that the test needs none of the system's
    canvas = Image.new("L", (600, 100), 255)
    ImageDraw.Draw(canvas).text((120, 30), text, fill=0, font=ImageFont.load_default(size=40))
    return np.asarray(canvas)


def test_an_empty_blank_is_empty() -> None:
    assert look(printed(""), (100, 30, 300, 75), 110, 260)[0][0] == ""


@pytest.mark.parametrize("text", ["27", "135"])
def test_clear_figures_are_read(text: str) -> None:
    seen = look(printed(text), (100, 30, 300, 75), 115, 130 + 24 * len(text))
    assert text in [figures for figures, _ in seen[:3]]
    assert LOST not in [figures for figures, _ in seen[:1]]


@pytest.mark.parametrize("places", [(0, 0), (500, 100), (-50, 2000)])
def test_odd_places_give_a_strip_all_the_same(places: tuple[int, int]) -> None:
    assert strip(printed("27"), (100, 30, 300, 75), *places).shape == (HEIGHT, WIDTH)


def tokens(text: str, confidence: float) -> tuple[Token, ...]:
    return tuple(Token(word, (100.0 * i, 0, 100.0 * i + 90, 30), confidence) for i, word in enumerate(text.split()))


def test_what_the_eye_surely_sees_outweighs_misread_words() -> None:
    line = tokens("Số: 406 /SYT-NVY", 0.5)
    settled, written = settle(line, [(line, line)], lambda left, right: [("106", 0.97), ("406", 0.03)])
    assert settled[1].text == "106"
    assert settled[1].confidence >= 0.9
    assert written == (1,)


def test_a_day_that_no_month_has_is_passed_over() -> None:
    line = tokens("An Phú, ngày 4S tháng 3 năm 2021", 0.5)
    settled, _ = settle(line, [(line, line)], lambda left, right: [("45", 0.5), ("15", 0.5)])
    assert [t.text for t in settled][3] == "15"


def test_figures_are_cut_apart_where_they_stand() -> None:
    page, places = printed("27"), [130.0, 155.0]
    cut = apart(page, (100, 30, 300, 75), places, "27")
    assert [figure for figure, _, _ in cut] == ["2", "7"]
    (left, right), (start, _) = cut[0][1], cut[1][1]
    assert left < places[0] < right < start + 2
    assert all(ink.max() > 0.9 for _, _, ink in cut)


def test_a_colon_is_no_part_of_a_figure() -> None:
    page = printed("7").copy()
    page[45:50, 108:112] = page[60:65, 108:112] = 0
    ((figure, (left, _), _),) = apart(page, (100, 30, 300, 75), [132.0], "7")
    assert figure == "7"
    assert left > 113
