"""PDF and image files: layers, scans, damage, limits, signatures."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from PIL import Image

from pipeline.read import ReadOptions, read
from pipeline.read.pdf_signatures import iso_time, signer
from schemas.errors import CongvanError
from schemas.reading import Reading, Source

from .test_ocr_page import FONTS, LINES, needs_pair, page

FOLDERS = ("croscore", "liberation2", "liberation", "freefont")
FONT = next((p for d in FOLDERS for n in FONTS if (p := Path("/usr/share/fonts/truetype") / d / n).is_file()), None)


def source(data: bytes, media_type: str = "application/pdf") -> Source:
    return Source("thu.pdf", hashlib.sha256(data).hexdigest(), media_type, data)


def born_digital(password: str | None = None, draw: bool = True) -> bytes:
    """A page with a head of two columns and a body, as a word processor writes it."""
    reportlab = pytest.importorskip("reportlab")
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    if FONT is None:
        pytest.skip("no font with Vietnamese letters is installed")
    assert reportlab
    pdfmetrics.registerFont(TTFont("vn", str(FONT)))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), encrypt=password)
    if draw:
        canvas.setFont("vn", 12)
        for k, (left, right) in enumerate(
            [("UBND TỈNH A", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("SỞ XÂY DỰNG", "Độc lập - Tự do - Hạnh phúc")]
        ):
            canvas.drawString(90, 780 - 15 * k, left)
            canvas.drawString(300, 780 - 15 * k, right)
        for k, text in enumerate(LINES):
            canvas.drawString(85, 700 - 18 * k, text)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def scanned(image: Image.Image, kind: str = "PDF", pages: int = 1) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, resolution=150, dpi=(150, 150), save_all=pages > 1, append_images=[image] * (pages - 1))
    return out.getvalue()


def texts(reading: Reading) -> list[str]:
    return [line.text for line in reading.pages[0].lines]


def test_text_layer_is_taken_column_by_column() -> None:
    reading = read(source(born_digital()))
    assert reading.pages[0].source == "text_layer"
    assert texts(reading) == [
        "UBND TỈNH A",
        "SỞ XÂY DỰNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        *LINES,
    ]
    first = reading.pages[0].lines[0]
    assert first.box is not None
    assert abs(first.box[0] - 90) < 2
    assert first.style.size == 12
    assert [first.text[w.start : w.end] for w in first.words] == ["UBND", "TỈNH", "A"]


def test_blank_page_is_said_to_be_blank() -> None:
    reading = read(source(born_digital(draw=False)))
    assert reading.pages[0].lines == ()
    assert [n.code for n in reading.warnings] == ["W104"]


@pytest.mark.parametrize(("data", "code"), [(b"%PDF-1.4 nothing", "E004"), (b"", "E004")])
def test_damaged_pdf(data: bytes, code: str) -> None:
    with pytest.raises(CongvanError) as error:
        read(source(data))
    assert error.value.code == code


def test_locked_pdf() -> None:
    with pytest.raises(CongvanError) as error:
        read(source(born_digital(password="secret")))
    assert error.value.code == "E003"


def test_limits() -> None:
    with pytest.raises(CongvanError) as error:
        read(source(scanned(Image.new("L", (100, 100), 255), "TIFF", 3), "image/tiff"), ReadOptions(max_pages=2))
    assert error.value.code == "E006"
    with pytest.raises(CongvanError) as error:
        read(source(scanned(Image.new("L", (300, 300), 255), "PNG"), "image/png"), ReadOptions(max_pixels=1000))
    assert error.value.code == "E007"


def test_damaged_image() -> None:
    data = scanned(Image.new("L", (300, 300), 255), "PNG")
    for broken in (b"no image", data[:60]):
        with pytest.raises(CongvanError) as error:
            read(source(broken, "image/png"))
        assert error.value.code == "E004"


@needs_pair
@pytest.mark.parametrize(("kind", "media_type"), [("PDF", "application/pdf"), ("JPEG", "image/jpeg"), ("WEBP", "image/webp")])
def test_scan_is_read(kind: str, media_type: str) -> None:
    reading = read(source(scanned(page(), kind), media_type))
    assert reading.pages[0].source == "ocr"
    assert texts(reading) == list(LINES)


@needs_pair
def test_every_page_of_a_tiff_is_read() -> None:
    reading = read(source(scanned(page().convert("1"), "TIFF", 2), "image/tiff"))
    assert [p.number for p in reading.pages] == [1, 2]
    assert all(LINES[2] in p.text for p in reading.pages)


def test_unknown_media_type() -> None:
    with pytest.raises(CongvanError) as error:
        read(source(b"x", "application/x-unknown"))
    assert error.value.code == "E002"


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("D:20250107100957+07'00'", "2025-01-07T10:09:57+07:00"),
        ("D:20250107100957Z", "2025-01-07T10:09:57Z"),
        ("D:20250107100957", "2025-01-07T10:09:57"),
        ("2025", ""),
    ],
)
def test_signing_time(value: str, iso: str) -> None:
    assert iso_time(value) == iso


def der_name(name: str) -> bytes:
    raw = name.encode()
    return b"\x30\x09" + b"\x06\x03\x55\x04\x03\x0c" + bytes([len(raw)]) + raw


def test_signer_is_neither_authority_nor_time_stamp() -> None:
    chain = [
        ("CA phục vụ cơ quan", "Sở Xây dựng"),
        ("Root CA", "CA phục vụ cơ quan"),
        ("CA phục vụ cơ quan", "Máy chủ cấp dấu thời gian 01"),
    ]
    contents = b"".join(der_name(a) + der_name(b) for a, b in chain)
    assert signer(contents) == "Sở Xây dựng"
    assert signer(b"") == ""


def test_a_caption_over_a_scan_is_no_reading_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.read import pdf
    from schemas.reading import Line, Page

    caption = [Line("Thời gian ký: 08.04.2026 17:35 tại Hà Nội, Việt Nam, của Cục Thuế", (300, 10, 500, 20))]
    seen = Line("Thơi gian ky: 08.04.2028 17:35", (302, 11, 498, 19), 0.6)
    body = Line("BỘ TÀI CHÍNH", (80, 40, 200, 52), 0.97)

    class Sheet:
        def get_size(self) -> tuple[float, float]:
            return 595.0, 842.0

    monkeypatch.setattr(pdf, "drawn", lambda _: ([], []))
    monkeypatch.setattr(pdf, "picture", lambda *_: type("Shown", (), {"scan": True})())
    monkeypatch.setattr(pdf, "text_lines", lambda *_, **__: caption)
    monkeypatch.setattr(pdf, "_image_read", lambda *_: Page(1, (seen, body), "ocr", "test", 595.0, 842.0))
    page, _ = pdf._read(Sheet(), 1, ReadOptions(), {})
    assert page.source == "ocr"
    assert [line.text for line in page.lines] == [caption[0].text, "BỘ TÀI CHÍNH"]
