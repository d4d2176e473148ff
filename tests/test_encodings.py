"""Dead encodings and tidying."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.encodings import UNICODE, Face, charmap, clean, clean_pieces, decoded, face, is_syllable, restore, settle
from pipeline.read.encodings.charsets import decode

TEXT = (
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư, Sở Nội vụ đề nghị các đơn vị "
    "khẩn trương rà soát, tổng hợp những vướng mắc trong quá trình thực hiện và gửi báo cáo trước ngày quy định."
)


def encoded(text: str, name: str) -> str:
    """Text as a font or program of the encoding would have held it, as Latin-1 characters."""
    letters: dict[str, str] = {}
    for legacy, letter in charmap(name).letters.items():  # type: ignore[arg-type]
        if all(ord(char) < 0x100 for char in legacy):
            letters.setdefault(letter, legacy)
    return "".join(letters.get(char, char) for char in text)


@pytest.mark.parametrize(
    "word", ["Nghị", "quyết", "NGHĨA", "giữa", "giêng", "quý", "khuỷu", "ương", "yêu", "đường", "gì", "Ðà".replace("Ð", "Đ")]
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", ["señor", "größe", "été", "niño", "nghĩah", "cuôcs", "xcơ", "háí", "tôc", "bcd", "schön", "fà"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("font", "found"),
    [
        (".VnTime", Face("tcvn3")),
        (".vntimeh", Face("tcvn3", True)),
        (".VnArial NarrowH", Face("tcvn3", True)),
        (".VnTimeH Bold", Face("tcvn3", True)),
        (".VnTimeH Tur", Face("tcvn3", True)),
        ("ABCDEF+.VnTime", Face("tcvn3")),
        ("VNI-Times", Face("vni")),
        ("vni-helve", Face("vni")),
        ("VPS Times", Face("vps")),
        ("Times New Roman", UNICODE),
        ("Vnunicode", UNICODE),
        (None, UNICODE),
    ],
)
def test_faces(font: str | None, found: Face) -> None:
    assert face(font) == found


@pytest.mark.parametrize("name", ["tcvn3", "vni", "viscii", "vps", "utf8"])
def test_found_by_words(name: str) -> None:
    """Text of each encoding is found without a font's name, and comes back whole."""
    legacy = encoded(TEXT, name)
    faces = settle([[(legacy, UNICODE)]])[0]
    assert faces == [Face(name)]  # type: ignore[arg-type]
    made = clean_pieces(decoded([(legacy, faces[0])]))
    assert made.text == TEXT
    assert made.raw == legacy


@pytest.mark.parametrize("name", ["tcvn3", "vni", "viscii", "vps"])
def test_every_letter(name: str) -> None:
    """Each letter a table knows converts to itself."""
    table = charmap(name)  # type: ignore[arg-type]
    for legacy, letter in table.letters.items():
        assert unicodedata.normalize("NFC", table.decode(legacy)) == unicodedata.normalize("NFC", letter)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        unicodedata.normalize("NFD", TEXT),
        "UBND TỈNH QUẢNG NINH",
        "El niño comió piñas mañana, señor; corazón español",
        "Die Straße ist größer für Übung, schön",
        "Le café été à l'école où l'élève était déjà",
        "Cdn cri Nghi dinh s5 276AlO, ngiy I lll0ll95l cria BO Qutic gia Gi6o duc v€ viQc thdnh lQp l€ d€",
        "Véviée canh béo nguy co mét an ninh, an toan thong tin khi str dung img dung truc tuyén",
        "",
        "1234 - 5678",
    ],
)
@pytest.mark.parametrize("font", ["Times New Roman", ".VnTime", "VNI-Times", None])
def test_what_is_not_legacy_stays(text: str, font: str | None) -> None:
    """Neither Unicode under an old font's name nor foreign or damaged text is converted."""
    if text.isascii() and font and font != "Times New Roman":
        pytest.skip("pure ASCII is the same in every encoding")
    assert all(found.encoding is None for found in settle([[(text, face(font))]])[0])


def test_mixed_document() -> None:
    """Only the header of a Unicode document is TCVN3; only one run of a VNI document is Unicode."""
    header = encoded("văn phòng ủy ban nhân dân tỉnh, cơ sở dữ liệu văn bản", "tcvn3")
    faces = settle([[(TEXT, UNICODE)], [(header, UNICODE)], [(TEXT, UNICODE)]])
    assert [one[0].encoding for one in faces] == [None, "tcvn3", None]
    vni = encoded(TEXT, "vni")
    faces = settle([[(vni, face("VNI-Times"))], [("Trương Tấn Thiệu", face("VNI-Times")), (vni, face("VNI-Times"))]])
    assert [[found.encoding for found in one] for one in faces] == [["vni"], [None, "vni"]]


@pytest.mark.parametrize(
    ("text", "font", "printed"),
    [
        ("bé tµi chÝnh", ".VnTimeH", "BỘ TÀI CHÍNH"),
        ("CéNG HßA X· HéI", ".VnTime", "CỘNG HÒA XÃ HỘI"),
        ("Bé T¦ PH¸P", ".VnTime", "BỘ TƯ PHÁP"),
        ("UBND tØnh Hµ Nam", ".VnTime", "UBND tỉnh Hà Nam"),
        ("Hµ Néi, ngµy", ".VnTime", "Hà Nội, ngày"),
        ("Thñ t­íng", ".VnTime", "Thủ tướng"),
        ("ÑAË NGAØY", "VNI-Times", "ĐẶ NGÀY"),
        ("UÛY BAN NHAÂN DAÂN", "VNI-Times", "ỦY BAN NHÂN DÂN"),
        ("Tyû leä kyõ thuaät aúnh", "VNI-Times", "Tỷ lệ kỹ thuật ẳnh"),
    ],
)
def test_capitals(text: str, font: str, printed: str) -> None:
    made = clean_pieces(decoded([(text, face(font))]))
    assert made.text == printed
    assert made.raw == text


def test_letter_over_two_runs() -> None:
    """A VNI letter whose mark stands in the next run is still one letter."""
    assert clean_pieces(decoded([("Co", face("VNI-Times")), ("äng", face("VNI-Times"))])).text == "Cộng"


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("Số:\u00a012/QÐ-UBND", "Số: 12/QĐ-UBND"),
        ("Kính gử\u0069\u200b", "Kính gửi"),
        ("hộ\u00adi nghị", "hội nghị"),
        ("ﬁle đính kèm", "file đính kèm"),
        ("Kính gửi：", "Kính gửi:"),
        ("ế", "ế"),
        ("e\u0301\u0302", "ế"),
        ("  giữa  ", "giữa"),
        ("\uf0b7 mục", "• mục"),
        ("a\u2011b", "a-b"),
        ("\ufeffSố", "Số"),
    ],
)
def test_tidy(text: str, tidy: str) -> None:
    made = clean(text)
    assert made.text == tidy
    assert made.raw in text


@given(st.text())
def test_the_way_back(text: str) -> None:
    """The clean text is NFC and leads back to the source's characters, blanks at the ends apart."""
    made = clean(text)
    assert unicodedata.is_normalized("NFC", made.text)
    assert made.raw in text
    assert all(made.text[c.start : c.end] == c.after and c.before != c.after for c in made.changes)
    assert restore(made.text, made.changes) == made.raw


@given(
    st.text(alphabet=st.characters(max_codepoint=0x1FF)), st.sampled_from([".VnTime", ".VnTimeH", "VNI-Times", "VPS Times", None])
)
def test_the_way_back_from_fonts(text: str, font: str | None) -> None:
    made = clean_pieces(decoded([(text, face(font))]))
    assert made.raw in text


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        (TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode()[:-40] + b"\xe1\xbb" + TEXT.encode()[-40:], "utf-8"),
    ],
)
def test_charsets(data: bytes, charset: str) -> None:
    text, found = decode(data)
    assert found == charset
    assert text.startswith("Căn cứ Nghị định")


@pytest.mark.parametrize("name", ["tcvn3", "vni", "viscii", "vps"])
def test_legacy_bytes(name: str) -> None:
    assert decode(encoded(TEXT, name).encode("latin-1"))[1] == "latin-1"


def test_cp1258() -> None:
    data = cp1258(TEXT)
    text, charset = decode(data)
    assert (charset, unicodedata.normalize("NFC", text)) == ("cp1258", TEXT)


def cp1258(text: str) -> bytes:
    """Windows' own Vietnamese: letters with hat or horn, tones as marks behind them."""
    made = b""
    for char in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", char)
        tones = [part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323"]
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        made += base.encode("cp1258") + "".join(tones).encode("cp1258")
    return made


@given(st.binary())
def test_any_bytes_decode(data: bytes) -> None:
    decode(data)
