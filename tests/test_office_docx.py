"""DOCX."""

from __future__ import annotations

import base64
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.read.office import read_docx
from pipeline.read.options import ReadOptions
from schemas.errors import CongvanError
from schemas.reading import Line, Page, Reading, Source
from tests.officefiles import code, docx, lines, source


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def test_docx_table_and_look() -> None:
    head = table((paragraph(run("UBND TỈNH A", "<w:b/>")) + paragraph(run("Số: 1")), paragraph(run("CỘNG HÒA"))))
    reading = read_docx(source(docx(head + paragraph(run("Kính ", '<w:sz w:val="28"/>'), run("gửi", '<w:i w:val="0"/>')))))
    assert [(line.text, line.cell) for line in reading.pages[0].lines] == [
        ("UBND TỈNH A", (0, 0, 0)),
        ("Số: 1", (0, 0, 0)),
        ("CỘNG HÒA", (0, 0, 1)),
        ("Kính gửi", None),
    ]
    assert reading.pages[0].lines[0].style.bold
    assert reading.pages[0].lines[3].style.size == 14.0


def test_docx_grid() -> None:
    """A cell's column is that of the table's grid, whatever the cells before it span."""
    wide = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    body = table(
        (wide + paragraph(run("a")), paragraph(run("b"))), (paragraph(run("c")), paragraph(run("d")), paragraph(run("e")))
    )
    cells = [line.cell for line in read_docx(source(docx(body))).pages[0].lines]
    assert cells == [(0, 0, 0), (0, 0, 2), (0, 1, 0), (0, 1, 1), (0, 1, 2)]


def test_docx_revisions_fields_symbols() -> None:
    body = paragraph(
        f"<w:del>{run('bỏ')}</w:del><w:ins>{run('thêm')}</w:ins>",
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run(" 5") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        '<w:r><w:tab/><w:t>a</w:t><w:br/><w:t>b</w:t><w:noBreakHyphen/><w:sym w:font="Symbol" w:char="F0B7"/></w:r>',
        f"<w:hyperlink>{run(' liên kết')}</w:hyperlink>",
        run("ẩn", "<w:vanish/>"),
        run(" hoa", "<w:caps/>"),
    )
    assert lines(read_docx(source(docx(body)))) == ["thêm 5\ta", "b-• liên kết HOA"]


def test_docx_fonts_by_style() -> None:
    """A legacy font set by a style, inherited, and overruled by a run's own."""
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="n"><w:rPr>'
        '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="h"><w:basedOn w:val="n"/><w:rPr><w:b/>'
        '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/></w:rPr></w:style>'
    )
    times = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>'
    body = paragraph(run("bé tµi chÝnh"), properties='<w:pStyle w:val="h"/>')
    body += paragraph(run("Thñ t\xadíng "), run("Đỗ Mười", times))
    reading = read_docx(source(docx(body, styles=styles)))
    assert lines(reading) == ["BỘ TÀI CHÍNH", "Thủ tướng Đỗ Mười"]
    assert reading.pages[0].lines[0].style.bold


NUMBERING = (
    '<w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="2">'
    '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="1"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def test_docx_numbering() -> None:
    def item(text: str, number: int, level: int = 0) -> str:
        return paragraph(run(text), properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')

    body = item("một", 1) + item("con", 1, 1) + item("con", 1, 1) + item("hai", 1) + item("con", 1, 1)
    body += item("gạch", 2) + item("năm", 3)
    reading = read_docx(source(docx(body, numbering=NUMBERING)))
    assert lines(reading) == ["1. một", "a) con", "b) con", "2. hai", "a) con", "- gạch", "5. năm"]


def test_docx_boxes_pages_margins() -> None:
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>"
        + paragraph(run("DỰ THẢO"))
        + "</w:txbxContent></w:drawing>"
        "</mc:Choice><mc:Fallback><w:pict><w:txbxContent>" + paragraph(run("DỰ THẢO")) + "</w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    section = '<w:sectPr><w:headerReference r:id="rheader"/><w:footerReference r:id="rfooter"/></w:sectPr>'
    body = paragraph(run("một"), box) + paragraph('<w:r><w:br w:type="page"/></w:r>', run("hai")) + section
    head = paragraph(run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
    reading = read_docx(source(docx(body, header=head, footer=paragraph(run("2")) + paragraph(run("Cổng thông tin")))))
    assert [[line.text for line in page.lines] for page in reading.pages] == [
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "một", "DỰ THẢO"],
        ["hai", "Cổng thông tin"],
    ]


def test_docx_sections() -> None:
    after = '<w:sectPr><w:type w:val="continuous"/></w:sectPr>'
    body = paragraph(run("một"), properties="<w:sectPr/>") + paragraph(run("hai")) + after
    assert len(read_docx(source(docx(body))).pages) == 1
    assert len(read_docx(source(docx(body.replace("continuous", "nextPage")))).pages) == 2


def with_parts(data: bytes, parts: dict[str, bytes]) -> bytes:
    buffer = BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def test_docx_of_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that holds scans and no text is read from them; a small picture is no page."""
    from PIL import Image

    from pipeline.read import image

    def read_image_file(one: Source, options: ReadOptions) -> Reading:
        return Reading(one, (Page(1, (Line(one.media_type),), "ocr", "x"),))

    monkeypatch.setattr(image, "read_image_file", read_image_file)
    pictures = {}
    for name, side in (("word/a.png", 800), ("word/b.png", 50)):
        buffer = BytesIO()
        Image.new("L", (side, side)).save(buffer, "PNG")
        pictures[name] = buffer.getvalue()
    blips = "".join(paragraph(f'<w:r><w:drawing><w:blip r:embed="r{name}"/></w:drawing></w:r>') for name in "aab")
    data = docx(blips + paragraph(run("Trang 1")), a="", b="")
    names = {"word/a.xml": "word/a.png", "word/b.xml": "word/b.png"}
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(b"a.xml", b"a.png").replace(b"b.xml", b"b.png")
            new.writestr(names.get(name, name), pictures.get(names.get(name, ""), content))
    reading = read_docx(source(buffer.getvalue()))
    assert lines(reading) == ["image/png"]
    assert reading.source.data == buffer.getvalue()
    assert lines(read_docx(source(buffer.getvalue()), ReadOptions(ocr="never"))) == ["Trang 1"]


def test_docx_signatures() -> None:
    def name(text: str) -> bytes:
        return b"\x06\x03\x55\x04\x03\x0c" + bytes([len(text.encode())]) + text.encode()

    certificate = base64.b64encode(b"\x30" + name("CA phục vụ") + name("Nguyễn Văn A")).decode()
    signature = (
        f"<S><X509Certificate>{certificate}</X509Certificate>"
        "<SignatureTime><Value>2024-01-02T03:04:05Z</Value></SignatureTime></S>"
    )
    data = with_parts(docx(paragraph(run("x"))), {"_xmlsignatures/sig1.xml": signature.encode(), "_xmlsignatures/sig2.xml": b"<"})
    assert read_docx(source(data)).digital_signatures == (
        {"signer": "Nguyễn Văn A", "time": "2024-01-02T03:04:05Z", "format": "xmldsig"},
    )


def test_docx_refused() -> None:
    assert code(read_docx, b"PK\x03\x04") == "E004"
    assert code(read_docx, docx("")) == "E004"
    assert code(read_docx, docx("<w:p>")) == "E004"
    bomb = docx("<w:p>" + "<w:r><w:t>" + "a" * 70_000_000 + "</w:t></w:r></w:p>")
    assert len(bomb) < 200_000
    assert code(read_docx, bomb) == "E008"


def test_docx_entities() -> None:
    """No entity is expanded, from inside or outside."""
    buffer = BytesIO()
    document = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    body = "<w:p><w:r><w:t>x&a;&f;</w:t></w:r></w:p>"
    with zipfile.ZipFile(BytesIO(docx(body.replace("&a;&f;", "")))) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            text = document + text.replace("<w:t>x", "<w:t>x&a;&f;") if name == "word/document.xml" else text
            new.writestr(name, text)
    assert lines(read_docx(source(buffer.getvalue()))) == ["x"]


def test_docx_deep() -> None:
    deep = table((paragraph(run("sâu")),))
    for _ in range(70):
        deep = table((deep,))
    try:
        assert lines(read_docx(source(docx(deep)))) == ["sâu"]
    except CongvanError as error:
        assert error.code == "E004"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_docx_damaged(data: st.DataObject) -> None:
    whole = docx(paragraph(run("Kính gửi")), numbering=NUMBERING)
    broken = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for _ in range(data.draw(st.integers(0, 4))):
        if broken:
            broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_docx(source(bytes(broken)))
    except CongvanError as error:
        assert error.code in ("E003", "E004", "E008")
