"""Numbers and dates stamped as pictures on pages of text."""

from __future__ import annotations

import hashlib
import io

import pytest
from PIL import Image, ImageDraw

from pipeline.read import read
from schemas.reading import Source
from tests.test_ocr_page import font, needs_pair

reportlab = pytest.importorskip("reportlab")

BODY = (
    "Thực hiện Kế hoạch của Ủy ban nhân dân tỉnh về công tác phòng chống thiên tai,",
    "Sở Xây dựng đề nghị các đơn vị trực thuộc khẩn trương báo cáo kết quả thực hiện",
    "trước ngày 20 tháng 4 năm 2024 theo quy định, gửi về Sở Xây dựng để tổng hợp.",
)


def stamped(text: str) -> Image.Image:
    image = Image.new("RGB", (40 + 22 * len(text), 60), "white")
    ImageDraw.Draw(image).text((10, 8), text, fill=(10, 10, 10), font=font(36))
    return image


def letter(number: str, date: str, pictures: dict[str, tuple[float, float, float, float]]) -> Source:
    """A page of text with pictures at x, y, width, height (points from the lower left)."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    registerFont(TTFont("serif", str(font(20).path)))
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(595, 842), invariant=1)
    canvas.setFont("serif", 13)
    canvas.drawString(70, 780, "SỞ XÂY DỰNG")
    canvas.drawString(290, 780, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    canvas.drawString(70, 740, number)
    canvas.drawString(300, 740, date)
    for k, text in enumerate(BODY):
        canvas.drawString(70, 660 - 20 * k, text)
    for text, (x, y, wide, high) in pictures.items():
        canvas.drawImage(ImageReader(stamped(text)), x, y, wide, high)
    canvas.save()
    return Source("a.pdf", hashlib.sha256(data.getvalue()).hexdigest(), "application/pdf", data.getvalue())


def texts(source: Source) -> list[str]:
    return [line.text for line in read(source).pages[0].lines]


@needs_pair
def test_number_in_a_picture_over_a_blank_is_read() -> None:
    source = letter("Số:            /SXD-QLXD", "Hà Nội, ngày 12 tháng 3 năm 2024", {"1245": (92, 737, 30, 14)})
    lines = texts(source)
    assert any(line.replace(" ", "") == "Số:1245/SXD-QLXD" for line in lines)
    assert BODY[0] in lines


@needs_pair
def test_number_and_date_only_in_pictures_are_added() -> None:
    source = letter("", "", {"Số: 1245/SXD-QLXD": (70, 735, 130, 17), "Hà Nội, ngày 12 tháng 3 năm 2024": (300, 735, 210, 17)})
    lines = texts(source)
    assert any(line.replace(" ", "").startswith("Số:1245/SXD") for line in lines)
    assert any("ngày 12 tháng 3 năm 2024" in line for line in lines)


def test_pictures_beside_a_whole_head_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    source = letter("Số: 7/SXD-QLXD", "Hà Nội, ngày 12 tháng 3 năm 2024", {"Logo": (20, 790, 40, 40)})
    monkeypatch.setattr("pipeline.read.ocr.read_image", lambda *_: pytest.fail("no picture needs reading"))
    assert "Số: 7/SXD-QLXD" in texts(source)
