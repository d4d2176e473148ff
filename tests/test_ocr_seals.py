"""Seals found and their rings taken out; titles, names and slanting stamps that a page's lines do not show."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.read.ocr import read_image
from pipeline.read.ocr.names import Reading, is_name, vote
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


def test_name_is_voted_word_by_word() -> None:
    seen = [
        Reading("4,Tiàn Lku Quang", 0.6),
        Reading("Tràn Lưu Quang", 0.7),
        Reading("ửu Quang", 0.7),
        Reading("Trân bu Quang", 0.5),
    ]
    name = vote(seen)
    assert name is not None
    assert " ".join(name.words) == "Trần Lưu Quang"


@pytest.mark.parametrize("seen", [[], ["Hoàng Anh"], ["xin ý kiến"], ["Vũ Aanh Bbinh", "Lê Cc Dung"]])
def test_no_name_without_a_majority(seen: list[str]) -> None:
    assert vote([Reading(text, 0.5) for text in seen]) is None


@pytest.mark.parametrize(
    ("words", "whole"),
    [("TS. Huỳnh Ngọc Thọ", True), ("Lê Hoàng Anh", True), ("Hoàng Anh", False), ("Sở Y tế", False), ("“Lê Hoàng Anh", True)],
)
def test_whole_names(words: str, whole: bool) -> None:
    assert is_name(words.split()) is whole
