"""Word binary files, made byte by byte."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.read.office import read_doc, read_docx, read_rtf
from pipeline.read.office.pictures import embedded
from schemas.errors import CongvanError
from tests.officefiles import Stretch, Word97, code, compound, lines, source

IN_TABLE = struct.pack("<HB", 0x2416, 1)
ROW_END = IN_TABLE + struct.pack("<HB", 0x2417, 1)
BOLD = struct.pack("<HB", 0x0835, 1)
DELETED = struct.pack("<HB", 0x0800, 1)
HIDDEN = struct.pack("<HB", 0x083C, 1)
SIZE13 = struct.pack("<HH", 0x4A43, 26)


def letterhead() -> Word97:
    made = Word97()
    made.add(Stretch("UBND TỈNH A", 0, BOLD), modifiers=IN_TABLE)
    made.add("Số: 12/UBND", modifiers=IN_TABLE, mark="\x07")
    made.add(Stretch("CỘNG HÒA", 0, BOLD + SIZE13), modifiers=IN_TABLE, mark="\x07")
    made.add(modifiers=ROW_END, mark="\x07")
    return made.add("Kính gửi: Sở Y tế")


def test_doc_table() -> None:
    reading = read_doc(source(letterhead().bytes()))
    assert [(line.text, line.cell) for line in reading.pages[0].lines] == [
        ("UBND TỈNH A", (0, 0, 0)),
        ("Số: 12/UBND", (0, 0, 0)),
        ("CỘNG HÒA", (0, 0, 1)),
        ("Kính gửi: Sở Y tế", None),
    ]
    first, second, third, _ = reading.pages[0].lines
    assert (first.style.bold, second.style.bold, third.style.size) == (True, False, 13.0)
    assert reading.pages[0].source == "converted"
    assert reading.pages[0].raw is None


@pytest.mark.parametrize("compressed", [True, False])
def test_doc_fonts_run_by_run(compressed: bool) -> None:
    """TCVN3 with its capitals' font, VNI, and Unicode in one document."""
    made = Word97((".VnTime", ".VnTimeH", "VNI-Times", "Arial"), compressed=compressed)
    made.add(Stretch("bé tµi chÝnh", 1))
    made.add(Stretch("Thñ t\xadíng ChÝnh phñ", 0), Stretch(" 12", 3))
    made.add(Stretch("Uyû ban nhaân daân ", 2), Stretch("Hồng" if not compressed else "Hoa", 3))
    reading = read_doc(source(made.bytes()))
    assert lines(reading)[:2] == ["BỘ TÀI CHÍNH", "Thủ tướng Chính phủ 12"]
    assert lines(reading)[2] == "Uỷ ban nhân dân " + ("Hoa" if compressed else "Hồng")
    assert [notice.code for notice in reading.warnings] == ["W105", "W105"]
    assert reading.pages[0].raw is not None
    assert reading.pages[0].raw.startswith("bé tµi chÝnh\nThñ t\xadíng")


def test_doc_fields_marks_and_pages() -> None:
    made = Word97()
    made.add("Xem \x13 HYPERLINK http://vd.vn \x14Nghị định 30\x15 và \x13 PAGE \x15trang\x0bdòng hai", mark="\x0c")
    made.add(Stretch("còn"), Stretch(" bỏ", 0, DELETED), Stretch(" ẩn", 0, HIDDEN), "\x01\x08 lại 1\x1e2")
    reading = read_doc(source(made.bytes()))
    assert lines(reading) == ["Xem Nghị định 30 và trang", "dòng hai", "còn lại 1-2"]
    assert [len(page.lines) for page in reading.pages] == [2, 1]


def test_doc_symbol_field() -> None:
    made = Word97((".VnTime",))
    made.add('§iÒu kiÖn N \x13 SYMBOL 163 \\f "Symbol" \\s 12 \x14\x15 0')
    assert lines(read_doc(source(made.bytes()))) == ["Điều kiện N ≤ 0"]


def test_doc_huge_modifiers() -> None:
    """The marks of a wide row are kept in a stream of their own."""
    data = b"\0" * 16 + struct.pack("<H", len(ROW_END)) + ROW_END
    far = struct.pack("<HI", 0x6646, 16)
    made = Word97(data=data).add("a", modifiers=IN_TABLE, mark="\x07").add("b", modifiers=IN_TABLE, mark="\x07")
    made.add(modifiers=far, mark="\x07").add("c", modifiers=IN_TABLE, mark="\x07").add("sau")
    cells = [line.cell for line in read_doc(source(made.bytes())).pages[0].lines]
    assert cells == [(0, 0, 0), (0, 0, 1), (0, 1, 0), None]


def test_doc_numbers() -> None:
    """A bold run split by the text's own format change is still one line, and numbers in the text stay."""
    made = Word97().add(Stretch("Điều 1. ", 0, BOLD), "Phê duyệt")
    line = read_doc(source(made.bytes())).pages[0].lines[0]
    assert (line.text, line.style.bold) == ("Điều 1. Phê duyệt", False)


def test_pictures_in_a_stream() -> None:
    png, jpeg = b"\x89PNG\r\n\x1a\n..IEND\xaeB`\x82", b"\xff\xd8\xff..\xff\xd9..\xff\xd9"
    assert list(embedded(b"ab" + png + b"cd" + jpeg)) == [png, jpeg]
    assert list(embedded(b"nothing")) == []


def test_doc_refused() -> None:
    assert code(read_doc, Word97(flags=0x0300).add("x").bytes()) == "E003"
    assert code(read_doc, compound({"EncryptedPackage": b"x"})) == "E003"
    assert code(read_doc, compound({"Workbook": b"x"})) == "E002"
    assert code(read_doc, compound({"WordDocument": struct.pack("<HH", 0xA59B, 45) + b"\0" * 200})) == "E002"
    assert code(read_doc, compound({"WordDocument": b"\xec\xa5"})) == "E004"
    assert code(read_doc, b"") == "E004"
    assert code(read_doc, Word97().add("").bytes()) == "E004"


def test_word6() -> None:
    """A Word 6 file: text in one piece from the head, one byte a character, no table stream."""
    text = "Céng hoµ x· héi chñ nghÜa ViÖt Nam\r§éc lËp - Tù do - H¹nh phóc\r".encode("latin-1")
    main = bytearray(0x300) + text
    struct.pack_into("<HH", main, 0, 0xA5DC, 0x65)
    struct.pack_into("<ii", main, 0x18, 0x300, 0x300 + len(text))
    struct.pack_into("<i", main, 0x34, len(text))
    reading = read_doc(source(compound({"WordDocument": bytes(main)})))
    assert lines(reading) == ["Cộng hoà xã hội chủ nghĩa Việt Nam", "Độc lập - Tự do - Hạnh phúc"]
    assert reading.pages[0].engine == "word6"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_doc_damaged(data: st.DataObject) -> None:
    """A file cut off or changed anywhere gives a reading or a coded error."""
    whole = letterhead().bytes()
    broken = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for _ in range(data.draw(st.integers(0, 8))):
        if broken:
            broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_doc(source(bytes(broken)))
    except CongvanError as error:
        assert error.code in ("E002", "E003", "E004")


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    for reader in (read_doc, read_docx, read_rtf):
        try:
            reader(source(data))
        except CongvanError as error:
            assert error.code in ("E002", "E003", "E004", "E006")
