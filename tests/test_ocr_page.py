"""Pages made straight, tables found, and whole pages read (where the engines are installed)."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.read import ReadOptions
from pipeline.read.ocr.engines import engine
from pipeline.read.tables import cell_of, find_tables, split
from schemas.errors import CongvanError
from schemas.reading import Page

cv2 = pytest.importorskip("cv2")

FONTS = ("Tinos-Regular.ttf", "LiberationSerif-Regular.ttf", "FreeSerif.ttf")
LINES = (
    "Thực hiện Kế hoạch số 45/KH-UBND ngày 12 tháng 3 năm 2024",
    "của Ủy ban nhân dân tỉnh về công tác phòng chống thiên tai,",
    "Sở Xây dựng đề nghị các đơn vị trực thuộc khẩn trương báo cáo",
    "kết quả thực hiện trước ngày 20 tháng 4 năm 2024 theo quy định.",
    "Quá thời hạn trên, đơn vị nào chưa gửi báo cáo phải giải trình.",
    "Đề nghị Thủ trưởng các đơn vị quan tâm chỉ đạo thực hiện./.",
)


def font(size: int) -> ImageFont.FreeTypeFont:
    for name in FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    pytest.skip("no font with Vietnamese letters is installed")


def page(lean: float = 0.0, ink: tuple[int, int, int] = (20, 20, 20)) -> Image.Image:
    """Half a page at 150 dpi, its lines 30 pixels apart, leaning by some degrees."""
    image = Image.new("RGB", (1240, 900), "white")
    draw = ImageDraw.Draw(image)
    for k, text in enumerate(LINES):
        draw.text((170, 150 + 48 * k), text, fill=ink, font=font(29))
    return image.rotate(lean, resample=Image.Resampling.BICUBIC, fillcolor="white")


def has_pair() -> bool:
    try:
        return engine("pair") == "pair"
    except CongvanError:
        return False


needs_pair = pytest.mark.skipif(not has_pair(), reason="trueocr is not installed")


@pytest.mark.parametrize("degrees", [-6.0, -1.3, 0.0, 0.7, 3.0])
def test_lean_is_measured_and_undone(degrees: float) -> None:
    from pipeline.read.ocr.skew import lean, straighten

    gray = np.asarray(page(degrees).convert("L"))
    found = lean(gray)
    assert abs(found.degrees + degrees) < 0.25
    left = lean(straighten(gray, found))
    assert abs(left.degrees) < 0.2


def test_blank_page_does_not_lean() -> None:
    from pipeline.read.ocr.skew import lean

    assert lean(np.full((800, 600), 255, np.uint8)).straight


def ruled() -> np.ndarray:
    """A table of 3 columns and 2 rows, 3-pixel rules."""
    gray = np.full((1170, 827), 255, np.uint8)
    for x in (100, 200, 500, 700):
        gray[300:500, x : x + 3] = 0
    for y in (300, 400, 497):
        gray[y : y + 3, 100:703] = 0
    return gray


def test_table_is_found_with_its_cells() -> None:
    (table,) = find_tables(ruled())
    assert len(table.columns) == 4
    assert cell_of((210, 320, 300, 335), (table,)) == (0, 0, 1)
    assert cell_of((510, 440, 600, 455), (table,)) == (0, 1, 2)
    assert cell_of((210, 100, 300, 115), (table,)) is None


def test_line_over_a_rule_is_cut_there() -> None:
    parts = split((110, 320, 480, 335), find_tables(ruled()))
    assert len(parts) == 2
    assert parts[0][2] < 202 < parts[1][0] + 3


def test_lone_rules_and_frames_are_no_tables() -> None:
    gray = np.full((1170, 827), 255, np.uint8)
    gray[200:203, 100:700] = 0
    gray[300:800, 100:103], gray[300:800, 700:703], gray[300:303, 100:703], gray[797:800, 100:703] = 0, 0, 0, 0
    assert find_tables(gray) == ()


@needs_pair
@pytest.mark.parametrize("lean", [0.0, 1.5])
def test_page_is_read(lean: float) -> None:
    from pipeline.read.ocr import read_image

    read = read_image(page(lean), 1, 150)
    assert read.source == "ocr"
    assert read.text.split("\n") == list(LINES)
    for one in read.lines:
        assert one.box is not None
        assert all(one.text[w.start : w.end] == one.text.split()[k] for k, w in enumerate(one.words))
        assert all(0.0 <= w.confidence <= 1.0 for w in one.words)


@needs_pair
def test_red_print_is_read_and_said_to_be_red() -> None:
    from pipeline.read.ocr import read_image

    read = read_image(page(ink=(200, 30, 40)), 1, 150)
    assert read.lines[0].text == LINES[0]
    assert read.lines[0].style.colour == "red"


@needs_pair
def test_turned_page_is_set_upright() -> None:
    from pipeline.read.ocr import read_image

    tall = Image.new("RGB", (1240, 1754), "white")
    tall.paste(page(), (0, 0))
    tall.paste(page(), (0, 700))
    read = read_image(tall.rotate(90, expand=True), 1, 150)
    assert LINES[0] in read.text


@needs_pair
def test_blank_page_has_no_lines() -> None:
    from pipeline.read.ocr import read_image

    assert read_image(Image.new("L", (600, 800), 255), 1, 72).lines == ()


def test_plain_engine_reads_too() -> None:
    from pipeline.read.ocr import read_image

    try:
        engine("tesseract")
    except CongvanError:
        pytest.skip("Tesseract is not installed")
    read = read_image(page(), 1, 150, ReadOptions(engine="tesseract"))
    assert read.engine == "tesseract"
    assert "phòng chống thiên tai" in read.text


def test_blank_is_said_of_dust_and_not_of_a_page_number() -> None:
    from pipeline.read.ocr.blank import blank

    paper = Image.new("L", (1240, 1754), 245)
    draw = ImageDraw.Draw(paper)
    for k in range(60):
        draw.rectangle((37 + 19 * k, 80 + 25 * k, 38 + 19 * k, 81 + 25 * k), fill=60)
    draw.rectangle((0, 0, 25, 1753), fill=30)  # the scanner's edge
    assert blank(paper)
    draw.text((610, 60), "12", fill=20, font=font(27))
    assert not blank(paper)


@needs_pair
@pytest.mark.parametrize(("form", "media"), [("PDF", "application/pdf"), ("TIFF", "image/tiff")])
def test_blank_and_repeated_pages_of_a_file_are_told_and_not_read_again(
    form: str, media: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    from pipeline.read import ocr, read
    from schemas.reading import Source

    pages = [page(), Image.new("RGB", (1240, 900), "white"), page()]
    data = io.BytesIO()
    pages[0].save(data, form, resolution=150, dpi=(150, 150), save_all=True, append_images=pages[1:])
    looked: list[int] = []
    once = ocr.read_image

    def counted(image: Image.Image, number: int, dpi: float, options: ReadOptions | None = None) -> Page:
        looked.append(number)
        return once(image, number, dpi, options)

    monkeypatch.setattr(ocr, "read_image", counted)
    reading = read(Source("three", "0" * 64, media, data.getvalue()))
    assert looked == [1]
    assert [len(p.lines) > 3 for p in reading.pages] == [True, False, True]
    assert [p.number for p in reading.pages] == [1, 2, 3]
    assert [(w.code, w.message) for w in reading.warnings] == [("W104", "page 2"), ("W115", "page 3 as page 1")]
