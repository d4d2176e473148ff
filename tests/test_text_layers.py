"""PDF text layers in a dead encoding."""

from __future__ import annotations

import hashlib
import io

import pytest

from pipeline.read import ReadOptions, read
from schemas.reading import Reading, Source
from schemas.repairs import original
from tests.test_encodings import encoded

LINES = (
    "ủy ban nhân dân tỉnh thông báo kết luận của thủ tướng về công tác văn thư",
    "Căn cứ Nghị định số 30/2020/NĐ-CP của Chính phủ, tư pháp - hộ tịch",
    "đề nghị các đơn vị rà soát, tổng hợp vướng mắc và báo cáo trước ngày 15-3-2021",
)


def layer(lines: tuple[str, ...]) -> Reading:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer)
    page.setFont("Times-Roman", 11)
    for index, line in enumerate(lines):
        page.drawString(72, 700 - 20 * index, line)
    page.save()
    data = buffer.getvalue()
    return read(Source("a.pdf", hashlib.sha256(data).hexdigest(), "application/pdf", data), ReadOptions(ocr="never"))


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_converted(name: str) -> None:
    """The letters come back, the horns that became hyphens too; real hyphens stay."""
    reading = layer(tuple(encoded(line, name) for line in LINES))
    page = reading.pages[0]
    assert [line.text for line in page.lines] == list(LINES)
    assert page.source == "converted"
    assert [notice.code for notice in reading.warnings] == ["W105"]
    assert page.raw == original(page.text, page.repairs) != page.text
    assert all(line.text[word.start : word.end].strip() for line in page.lines for word in line.words)


def test_not_converted() -> None:
    """Text that lost its marks, or is foreign, is in no dead encoding."""
    page = layer(("Le conseil a été élu à l'école où siège déjà le président délégué", "uy ban nhan dan tinh thong bao")).pages[0]
    assert page.source == "text_layer"
    assert page.raw is None
