"""Seals found and their rings taken out; titles, names and slanting stamps that a page's lines do not show."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.read.ocr import crossed, read_image
from pipeline.read.ocr.names import Row, guess, is_name, name_of
from pipeline.read.ocr.people import chance
from pipeline.read.ocr.prepare import Sheet
from pipeline.read.ocr.seals import find_seals, without_rings
from pipeline.read.ocr.skew import Lean
from pipeline.read.ocr.titles import scores, titles
from tests.test_ocr_page import needs_pair

pytest.importorskip("cv2")

FONTS = ("Tinos-Bold.ttf", "LiberationSerif-Bold.ttf", "FreeSerifBold.ttf")
DPI, SIZE = 200, (1654, 2339)
MM = DPI / 25.4


def bold(points: float) -> ImageFont.FreeTypeFont:
    for name in FONTS:
        try:
            return ImageFont.truetype(name, round(points * DPI / 72))
        except OSError:
            continue
    pytest.skip("no bold font with Vietnamese letters is installed")


def seal(draw: ImageDraw.ImageDraw, x: float, y: float, ink: tuple[int, int, int]) -> None:
    for radius, wide in ((17.0, 0.9), (15.8, 0.3), (10.5, 0.3)):
        r = radius * MM
        draw.ellipse((x - r, y - r, x + r, y + r), outline=ink, width=max(2, round(wide * MM)))
    draw.text((x, y), "SỞ Y TẾ", font=bold(12), fill=ink, anchor="mm")


def signed(ink: tuple[int, int, int] | None) -> Image.Image:
    """A page whose signer's title and name a seal runs through."""
    image = Image.new("RGB", SIZE, "white")
    draw = ImageDraw.Draw(image)
    for k in range(6):
        text = "Đề nghị các đơn vị báo cáo kết quả thực hiện trước ngày 20 tháng 4 năm 2024"
        draw.text((250, 500 + 60 * k), text, font=bold(13), fill="black")
    for y, text in ((1000, "KT. GIÁM ĐỐC"), (1060, "PHÓ GIÁM ĐỐC"), (1340, "Trần Quốc Hưng")):
        draw.text((1200, y), text, font=bold(13), fill="black", anchor="mm")
    if ink:
        seal(draw, 1090, 1195, ink)
    return image


def sheet(image: Image.Image) -> Sheet:
    gray = np.asarray(image.convert("L"))
    return Sheet(gray, gray, None, 0, Lean())


def test_seal_is_found_where_it_stands() -> None:
    (found,) = find_seals(sheet(signed((20, 20, 20))))
    assert math.hypot(found.x - 1090, found.y - 1195) < 8
    assert abs(found.radius / MM - 17) < 1


def test_page_without_a_seal_has_none() -> None:
    assert find_seals(sheet(signed(None))) == ()


def test_rings_go_and_print_stays() -> None:
    stamped, bare = sheet(signed((20, 20, 20))), np.asarray(signed(None).convert("L"))
    cleared = without_rings(stamped.gray, find_seals(stamped))
    ink = stamped.gray < 128
    assert (cleared[ink & (bare > 128)] > 128).mean() > 0.7  # most of the seal
    assert (cleared[bare < 128] > 128).mean() < 0.03  # hardly any print


@needs_pair
@pytest.mark.parametrize("ink", [(20, 20, 20), (210, 30, 40)])
def test_title_and_name_under_a_seal_are_read(ink: tuple[int, int, int]) -> None:
    lines = [line.text for line in read_image(signed(ink), 1, DPI).lines]
    assert any("GIÁM ĐỐC" in line and "PHÓ" not in line for line in lines)
    assert "PHÓ GIÁM ĐỐC" in lines
    assert any("Trần Quốc Hưng" in line for line in lines)


def arrow(text: str, degrees: float) -> Image.Image:
    image = Image.new("L", (520, 130), 255)
    draw = ImageDraw.Draw(image)
    outline = [(4, 36), (400, 36), (400, 6), (514, 65), (400, 124), (400, 94), (4, 94), (4, 36)]
    draw.line(outline, fill=0, width=4)
    draw.text((200, 65), text, font=bold(15), fill=0, anchor="mm")
    return image.rotate(degrees, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)


@needs_pair
@pytest.mark.parametrize(("text", "degrees"), [("HỎA TỐC", 30.0), ("THƯỢNG KHẨN", 12.0), ("HỎA TỐC", -15.0)])
def test_slanting_stamp_is_read(text: str, degrees: float) -> None:
    page = signed(None)
    page.paste(arrow(text, degrees), (180, 60))
    assert text in [line.text for line in read_image(page, 1, DPI).lines]


@pytest.mark.parametrize(
    ("read", "title"),
    [
        ("PHGGAMDOC", "PHÓ GIÁM ĐỐC"),
        ("-KT.CHŨ TICH", "CHỦ TỊCH"),
        ("GILÁM DỐC", "GIÁM ĐỐC"),
        ("2MI BO TRƯỞNG", "BỘ TRƯỞNG"),
        ("TM. UY BAN NHAN DAN", "TM. ỦY BAN NHÂN DÂN"),
    ],
)
def test_title_is_found_in_a_damaged_reading(read: str, title: str) -> None:
    assert titles()[int(scores(read).argmax())] == title


@pytest.mark.parametrize("read", ["", "SĐT: 0919 311 345", "282x", "kết quả thực hiện trước ngày"])
def test_no_title_in_other_words(read: str) -> None:
    assert scores(read).max() < 5


LETTERS = " ABCDĐGHKLMNOPQTVXYabcdđeghiklmnopqrstuvxyàáâãèéêìíòóôõùúăĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹý"


@pytest.fixture
def spelt(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Row]]:
    """Makes a row in which each letter of a text is seen at one step, of other letters so much: {place: (letter, share)}."""
    monkeypatch.setattr(crossed, "letters", lambda: LETTERS)
    crossed._codes.cache_clear()

    def make(text: str, doubts: dict[int, tuple[str, float]] | None = None, y: float = 0.0) -> Row:
        chances = np.full((2 * len(text) + 1, len(LETTERS) + 1), 1e-6, np.float32)
        chances[::2, 0] = 1.0
        for k, letter in enumerate(text):
            other, share = (doubts or {}).get(k, ("", 0.0))
            chances[2 * k + 1, LETTERS.index(letter) + 1] = 1 - share
            if other:
                chances[2 * k + 1, LETTERS.index(other) + 1] = share
        logs = np.log(chances / chances.sum(1, keepdims=True)).astype(np.float32)
        return Row((0.0, y, 300.0, y + 30.0), logs, *crossed.greedy(logs))

    yield make
    crossed._codes.cache_clear()


def test_name_is_read_where_all_rows_agree(spelt: Callable[..., Row]) -> None:
    found = guess([spelt("Trần Lưu Quang"), spelt("Trần Lưu Quang", y=5.0)], ())
    assert found is not None
    assert (found.name, round(found.chance, 2)) == ("Trần Lưu Quang", 1.0)


def test_custom_decides_where_rows_doubt(spelt: Callable[..., Row]) -> None:
    found = guess([spelt("Trần Minh Đất", {11: ("ạ", 0.45)})], ())
    assert found is not None
    assert found.name == "Trần Minh Đạt"


def test_a_name_in_doubt_is_not_likely(spelt: Callable[..., Row]) -> None:
    found = guess([spelt("Lê Văn Tuân", {9: ("ấ", 0.5)}), spelt("Lê Văn Tuân", {9: ("ấ", 0.4)})], ())
    assert found is not None
    assert found.chance < 0.8
    assert found.others[0] in ("Lê Văn Tuấn", "Lê Văn Tuân")


def test_rows_of_another_line_do_not_vote(spelt: Callable[..., Row]) -> None:
    found = guess([spelt("Trần Lưu Quang"), spelt("Nông Văn Hải", y=40.0)], ())
    assert found is not None
    assert found.name == "Trần Lưu Quang"


@pytest.mark.parametrize("text", ["", "xin ý kiến", "Hoàng"])
def test_no_name_where_none_is_read(spelt: Callable[..., Row], text: str) -> None:
    assert guess([spelt(text)] if text else [], ()) is None


def brute_force(chances: np.ndarray, word: tuple[int, ...]) -> float:
    """The sum over all paths that spell the word."""
    total = 0.0
    for path in itertools.product(range(chances.shape[1]), repeat=len(chances)):
        kept = tuple(c for k, c in enumerate(path) if c and (k == 0 or path[k - 1] != c))
        total += float(np.prod([chances[k, c] for k, c in enumerate(path)])) * (kept == word)
    return total


@pytest.mark.parametrize("seed", range(4))
def test_likelihoods_sum_all_spellings(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    monkeypatch.setattr(crossed, "_codes", lambda: {"a": 1, "b": 2})
    chances = np.random.default_rng(seed).dirichlet([0.7] * 3, size=5)
    found = crossed.likelihoods(np.log(chances).astype(np.float32), ["ab", "aa", "b"])
    assert np.exp(found) == pytest.approx([brute_force(chances, w) for w in ((1, 2), (1, 1), (2,))], rel=1e-4)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("TS. Huỳnh Ngọc Thọ", "Huỳnh Ngọc Thọ"),
        ("LêHoàngAnh", "Lê Hoàng Anh"),
        ("Sở", None),
        ("ký Nguyễn Văn Bình", "Nguyễn Văn Bình"),
    ],
)
def test_names_in_readings(text: str, name: str | None) -> None:
    assert name_of(text) == name


@pytest.mark.parametrize(
    ("likelier", "other"), [("Trần Minh Đạt", "Trần Minh Đất"), ("Đào Bá Trung", "Đào Ba Trung"), ("Lê An", "An Lê")]
)
def test_names_as_people_bear_them(likelier: str, other: str) -> None:
    assert chance(likelier.split()) > chance(other.split())


@pytest.mark.parametrize(
    ("text", "whole"),
    [("TS. Huỳnh Ngọc Thọ", True), ("Lê Hoàng Anh", True), ("Hoàng Anh", False), ("Sở Y tế", False), ("Lương Qúang Lợi", False)],
)
def test_whole_names(text: str, whole: bool) -> None:
    assert is_name(text) is whole
