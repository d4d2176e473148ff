"""Plain text, Markdown and HTML."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.html import read_html
from pipeline.read.text import read_text
from schemas.errors import CongvanError
from schemas.reading import Reading, Source
from tests.test_encodings import TEXT, cp1258, encoded


def source(data: bytes, media_type: str = "text/plain") -> Source:
    return Source("thu.txt", hashlib.sha256(data).hexdigest(), media_type, data)


def lines(reading: Reading) -> list[str]:
    return [line.text for page in reading.pages for line in page.lines]


def test_lines_stand_as_they_stand() -> None:
    reading = read_text(source("Số: 12/SNV\r\n\r\n     Kính gửi: Sở Y tế \n- Phòng A;\x0cTrang hai".encode()))
    assert lines(reading) == ["Số: 12/SNV", "", "     Kính gửi: Sở Y tế", "- Phòng A;", "Trang hai"]
    assert [page.number for page in reading.pages] == [1, 2]
    assert reading.pages[0].source == "text_layer"
    assert reading.pages[0].raw is None


@pytest.mark.parametrize("name", ["tcvn3", "vni", "viscii", "vps"])
def test_legacy_files(name: str) -> None:
    """A file in a dead encoding is read, says so, and keeps its own characters."""
    letter = f"{TEXT}\nKính gửi: các phòng, các huyện, thị xã\n{TEXT}"
    reading = read_text(source(encoded(letter, name).encode("latin-1")))
    page = reading.pages[0]
    assert page.text == letter
    assert page.raw == encoded(letter, name)
    assert [notice.code for notice in reading.warnings] == ["W105"]


def test_raw_leads_back() -> None:
    reading = read_text(source("Số:\u00a05/QÐ-UBND\nNgày\u00a01\u00a0tháng\u00a02".encode()))
    page = reading.pages[0]
    raw = page.text
    for repair in reversed(page.repairs):
        assert raw[repair.start : repair.end] == repair.after
        raw = raw[: repair.start] + repair.before + raw[repair.end :]
    assert raw == page.raw == "Số:\u00a05/QÐ-UBND\nNgày\u00a01\u00a0tháng\u00a02"


def test_cp1258_file() -> None:
    assert lines(read_text(source(cp1258(TEXT)))) == [TEXT]


@pytest.mark.parametrize("data", [b"", b" \n\t", b"\xef\xbb\xbf"])
def test_no_text(data: bytes) -> None:
    with pytest.raises(CongvanError) as error:
        read_text(source(data))
    assert error.value.code == "E004"


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    for media_type, reader in (("text/plain", read_text), ("text/markdown", read_text), ("text/html", read_html)):
        try:
            reader(source(data, media_type))
        except CongvanError as error:
            assert error.code in ("E004", "E006")


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("**Số:** 12/QĐ-UBND", "Số: 12/QĐ-UBND"),
        ("# QUYẾT ĐỊNH #", "QUYẾT ĐỊNH"),
        ("Xem [Nghị định 30](https://vd.vn/a_b)", "Xem Nghị định 30"),
        ("Địa chỉ <https://vd.vn/x>", "Địa chỉ https://vd.vn/x"),
        ("Thư <so@vd.gov.vn>", "Thư so@vd.gov.vn"),
        ("1\\. Mục một", "1. Mục một"),
        ("* Phòng A;", "- Phòng A;"),
        ("- _Như trên_;", "- Như trên;"),
        ("ten_tep_dai.pdf và 2*3*4", "ten_tep_dai.pdf và 2*3*4"),
        ("`a_b` &amp; c", "a_b & c"),
        ("> Trích", "Trích"),
        ("***", ""),
        ("-----", "-----"),
        ("![dấu](x.png)", "dấu"),
    ],
)
def test_markdown(marked: str, plain: str) -> None:
    reading = read_text(source(f"{marked}\nhết".encode(), "text/markdown"))
    assert lines(reading) == [plain, "hết"]


def test_markdown_table_and_style() -> None:
    text = "| **UBND TỈNH A** | CỘNG HÒA |\n|---|---|\n| Số: 1 | Độc lập |\n\n**QUYẾT ĐỊNH**\n\n*nghiêng*"
    page = read_text(source(text.encode(), "text/markdown")).pages[0]
    assert [(line.text, line.cell) for line in page.lines[:4]] == [
        ("UBND TỈNH A", (0, 0, 0)),
        ("CỘNG HÒA", (0, 0, 1)),
        ("Số: 1", (0, 1, 0)),
        ("Độc lập", (0, 1, 1)),
    ]
    styles = {line.text: line.style for line in page.lines}
    assert styles["QUYẾT ĐỊNH"].bold
    assert styles["nghiêng"].italic


HTML = """<!DOCTYPE html><html><head><title>x</title><style>p.old{font-family:".VnTime";font-size:14pt}</style></head><body>
<table><tr><td><p><b>UBND TỈNH A</b></p><p>Số: 12/UBND</p></td><td><b>CỘNG HÒA</b><br>Độc
  lập</td></tr></table>
<script>var x;</script><p>Kính   gửi:&nbsp;<b>Sở</b> Y tế</p><ol><li>Một</li><li>Hai</li></ol>
<p class="old">C¨n cø NghÞ ®Þnh cña ChÝnh phñ</p><div style="display:none">ẩn</div><!-- lời bàn -->
<p style="text-transform:uppercase">quyết định</p><p style="page-break-before:always">Phụ lục</p></body></html>"""


def test_html() -> None:
    reading = read_html(source(HTML.encode(), "text/html"))
    assert lines(reading) == [
        "UBND TỈNH A", "Số: 12/UBND", "CỘNG HÒA", "Độc lập", "Kính gửi: Sở Y tế", "1. Một", "2. Hai",
        "Căn cứ Nghị định của Chính phủ", "QUYẾT ĐỊNH", "Phụ lục",
    ]  # fmt: skip
    first = reading.pages[0].lines
    assert [line.cell for line in first[:5]] == [(0, 0, 0), (0, 0, 0), (0, 0, 1), (0, 0, 1), None]
    assert first[0].style.bold
    assert first[7].style.size == 14
    assert len(reading.pages) == 2


def test_html_grid() -> None:
    rows = "<tr><td colspan=2>a</td><td>b</td></tr><tr><td>c</td><td>d</td><td>e</td></tr>"
    page = read_html(source(f"<html><table>{rows}</table></html>".encode(), "text/html")).pages[0]
    assert [line.cell for line in page.lines] == [(0, 0, 0), (0, 0, 2), (0, 1, 0), (0, 1, 1), (0, 1, 2)]


@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_html_charsets(charset: str) -> None:
    text = f'<?xml version="1.0" encoding="{charset}"?><html><body><p>{TEXT}</p></body></html>'
    assert lines(read_html(source(text.encode(charset), "text/html"))) == [TEXT]


def test_web_archive() -> None:
    """A page as Word saves it in a single file."""
    page = '<html><body><p style=3D"x">K=C3=ADnh g=E1=BB=ADi=\r\n: S=E1=BB=9F Y t=E1=BA=BF</p></body></html>'
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
    head += 'Content-Type: text/html; charset="utf-8"'
    data = f"{head}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{page}\r\n--b--\r\n".encode()
    assert lines(read_html(source(data, "text/html"))) == ["Kính gửi: Sở Y tế"]


def test_deep_html() -> None:
    deep = "<div>" * 3000 + "sâu" + "</div>" * 3000
    try:
        assert lines(read_html(source(deep.encode(), "text/html"))) == ["sâu"]
    except CongvanError as error:
        assert error.code == "E004"
