"""Seals found and their rings taken out; titles, names and slanting stamps that a page's lines do not show."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.read.ocr import block, crossed, read_image, signed
from pipeline.read.ocr.names import Row, guess, is_name, judge, name_of
from pipeline.read.ocr.pair import ReadLine
from pipeline.read.ocr.people import chance, near
from pipeline.read.ocr.prepare import Sheet
from pipeline.read.ocr.seals import find_seals, millimetre, without_rings
from pipeline.read.ocr.skew import Lean
from pipeline.read.ocr.titles import mark_before, scores, titles
from pipeline.read.ocr.tokens import PixelBox, Token
from pipeline.read.ocr.windows import read_once
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


def signed_page(ink: tuple[int, int, int] | None) -> Image.Image:
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
    (found,) = find_seals(sheet(signed_page((20, 20, 20))))
    assert math.hypot(found.x - 1090, found.y - 1195) < 8
    assert abs(found.radius / MM - 17) < 1


def test_page_without_a_seal_has_none() -> None:
    assert find_seals(sheet(signed_page(None))) == ()


def test_rings_go_and_print_stays() -> None:
    stamped, bare = sheet(signed_page((20, 20, 20))), np.asarray(signed_page(None).convert("L"))
    cleared = without_rings(stamped.gray, find_seals(stamped))
    ink = stamped.gray < 128
    assert (cleared[ink & (bare > 128)] > 128).mean() > 0.7  # most of the seal
    assert (cleared[bare < 128] > 128).mean() < 0.03  # hardly any print


@needs_pair
@pytest.mark.parametrize("ink", [(20, 20, 20), (210, 30, 40)])
def test_title_and_name_under_a_seal_are_read(ink: tuple[int, int, int]) -> None:
    lines = [line.text for line in read_image(signed_page(ink), 1, DPI).lines]
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
    page = signed_page(None)
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


def test_words_heard_elsewhere_in_the_line_count(spelt: Callable[..., Row]) -> None:
    rows = [spelt("Đặng Trác Khoa", {7: ("ú", 0.3)})]
    heard = ((("ặng", 0.7), ("Trúc", 0.9), ("Khoa", 0.9)),)
    without, found = guess(rows, ()), guess(rows, heard)
    assert without is not None and without.name == "Đặng Trác Khoa"
    assert found is not None and found.name == "Đặng Trúc Khoa"


def test_a_word_that_nobody_bears_is_mended(spelt: Callable[..., Row]) -> None:
    found = guess([spelt("Lê Hoing Nam", {5: ("à", 0.2)})], ())
    assert found is not None
    assert found.name == "Lê Hoàng Nam"


@pytest.mark.parametrize("text", ["Giám Đốc", "Trương Phòng", "Nguvx Hrmg Nam"])
def test_titles_and_what_is_no_word_are_no_names(spelt: Callable[..., Row], text: str) -> None:
    assert guess([spelt(text)], ()) is None


def test_a_sure_name_is_weighed_against_a_commoner_one(spelt: Callable[..., Row]) -> None:
    doubtful = judge([spelt("Lưu Thị Điệu", {8: ("D", 0.45)})], "Lưu Thị Điệu")
    clear = judge([spelt("Lưu Thị Điệu")], "Lưu Thị Điệu")
    assert doubtful is not None and doubtful.name == "Lưu Thị Diệu"
    assert clear is not None and clear.name == "Lưu Thị Điệu" and clear.chance > 0.95


def test_names_of_which_none_alike_is_commoner_are_not_weighed(spelt: Callable[..., Row]) -> None:
    assert judge([spelt("Lưu Thị Hoa")], "Lưu Thị Hoa") is None


@pytest.mark.parametrize(
    ("read", "title", "mark"),
    [
        ("P.KT.SO TRUONG", "BỘ TRƯỞNG", "KT."),
        ("KTRỐ TRƯỞNG", "BỘ TRƯỞNG", "KT."),
        ("TL,GIÁMĐỐC", "GIÁM ĐỐC", "TL."),
        ("T1 _GIÁM ĐÓC", "GIÁM ĐỐC", None),
        ("TUQ. CHỦ TỊCH", "CHỦ TỊCH", "TUQ."),
        ("GIÁM ĐỐC", "GIÁM ĐỐC", None),
        ("PHÓ GIÁM ĐỐC", "GIÁM ĐỐC", None),
        ("KT. VIỆN HÀN LÂM", "GIÁM ĐỐC", None),
    ],
)
def test_mark_of_authority_before_a_title(read: str, title: str, mark: str | None) -> None:
    assert mark_before(read, titles().index(title)) == mark


@pytest.mark.parametrize(
    ("read", "mark"), [("T1 _GIÁM ĐÓC", "TL."), ("KỊ.GIAM DOC", "KT."), ("KT. GIÁM ĐỐC", "KT."), ("NG GIÁM ĐỐC", None)]
)
def test_damaged_mark_before_a_title(read: str, mark: str | None) -> None:
    assert mark_before(read, titles().index("GIÁM ĐỐC"), damaged=True) == mark


def line(text: str, confidence: float, box: tuple[float, float, float, float], *rivals: str) -> ReadLine:
    words = text.split()
    step = (box[2] - box[0]) / len(words)
    places = [(box[0] + k * step, box[1], box[0] + (k + 1) * step, box[3]) for k in range(len(words))]
    return ReadLine(tuple(Token(word, place, confidence, rivals) for word, place in zip(words, places, strict=True)))


@pytest.mark.parametrize(
    ("old", "new", "left"),
    [
        (line("T1 _GIÁM ĐÓG", 0.4, (500, 100, 700, 130)), "GIÁM ĐỐC", "TL. GIÁM ĐỐC"),
        (line("V^, GLÁM ĐÓG", 0.5, (500, 100, 700, 130), "KT,GIÁMĐỐC"), "GIÁM ĐỐC", "KT. GIÁM ĐỐC"),
        (line("IÁM ĐỐC", 0.6, (560, 100, 700, 130)), "KT. GIÁM ĐỐC", "KT. GIÁM ĐỐC"),
        (line("KT. GIÁM ĐỐC", 0.97, (500, 100, 700, 130)), "KT. GIÁM ĐỐC", "KT. GIÁM ĐỐC"),
        (line("GIÁM ĐỐC", 0.97, (500, 100, 700, 130)), "KT. GIÁM ĐỐC", "GIÁM ĐỐC"),  # read surely: stays
    ],
)
def test_a_title_keeps_its_mark(old: ReadLine, new: str, left: str) -> None:
    (kept,) = block._merged([old], [line(new, 0.9, (500, 102, 700, 132))])
    assert " ".join(token.text for token in kept.tokens) == left
    assert old.confidence < 0.9 or kept is old


def test_a_leaning_line_makes_room_for_its_name_and_a_sure_other_one_does_not() -> None:
    box = (500.0, 116.0, 720.0, 148.0)
    name = line("Đỗ Thị Lệ Hảo", 0.8, box)
    assert signed._same_place(line("pã Thị Lệ Bảo", 0.5, (490, 80, 720, 156)), name)
    assert signed._same_place(line("Lệ Hảo", 0.99, (600, 114, 720, 146)), name)
    assert not signed._same_place(line("Lưu: VT, KT", 0.99, (480, 114, 560, 146)), name)


@pytest.mark.parametrize(
    ("wide", "high", "short"),
    [(1654, 2339, 1654), (2339, 1654, 1654), (1719, 1343, 1719), (1654, 1100, 1654)],  # upright, lying, cropped twice
)
def test_a_millimetre_is_of_the_sheet_as_it_stands(wide: int, high: int, short: int) -> None:
    assert millimetre((high, wide)) == pytest.approx(short / 210)


def test_what_is_the_same_on_two_looks_is_read_once() -> None:
    one = np.full((200, 300), 255, np.uint8)
    two = one.copy()
    two[150:160, 100:200] = 0
    boxes = [(20.0, 20.0, 120.0, 50.0), (90.0, 140.0, 210.0, 170.0)]
    read: list[int] = []

    def reader(look: np.ndarray, places: Sequence[PixelBox]) -> list[int]:
        read.extend([len(places)])
        return [int(look[int(y0) : int(y1), int(x0) : int(x1)].min()) for x0, y0, x1, y1 in places]

    assert read_once([one, two], [boxes, boxes], reader) == [255, 255, 255, 0]
    assert read == [2, 1]


def test_words_one_letter_off() -> None:
    assert "Hoàng" in near("Hoing", 1)
    assert "Hà" in near("A", 0)
    assert "Lê" in near("L", 0)
    assert near("Xyzw", 2) == ()


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
