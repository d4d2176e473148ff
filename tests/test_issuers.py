"""Issuers of letterheads, joint letters, lost letterheads; names in normal case."""

from __future__ import annotations

from pathlib import Path

import pytest

import extractors
from extractors.inference import initials, is_code, issuer_code, registered
from extractors.issuers import issuers
from extractors.naming import expanded, heads_in, normal_name
from extractors.places import place_name, units_named
from extractors.register import table
from schemas.letter import Letter, Zone
from schemas.reading import Line, Page, Reading
from schemas.record import Agency
from tests.footletters import SOURCE, zoned


def _of(
    letter: Letter, notation: str | None = None, place: str | None = None, date: str | None = "2020-05"
) -> tuple[Agency, ...]:
    return issuers(letter, notation=notation, place=place, issued_on=date, signers=())


def _head(*lines: str, body: str = "") -> Letter:
    zones: list[tuple[Zone, str]] = [("head_left", line) for line in lines]
    return zoned(*zones, ("body", body))


HEADS = [
    (("UBND TỈNH KIÊN GIANG", "SỞ Y TẾ"), "Sở Y tế tỉnh Kiên Giang", "Ủy ban nhân dân tỉnh Kiên Giang"),
    (("UBND TỈNH KIÊN GIANG", "SƠ Y TE"), "Sở Y tế tỉnh Kiên Giang", "Ủy ban nhân dân tỉnh Kiên Giang"),
    (("ỦY BAN NHÂN DÂN", "TỈNH LÀO CAI"), "Ủy ban nhân dân tỉnh Lào Cai", None),
    (("UY BAN NHAN DAN", "HUYEN BAO YEN"), "Ủy ban nhân dân huyện Bảo Yên", None),
    (("BỘ GIÁO DỤC", "VÀ ĐÀO TẠO"), "Bộ Giáo dục và Đào tạo", None),
    (("BỘ TÀI CHÍNH", "TỔNG CỤC HẢI QUAN"), "Tổng cục Hải quan", "Bộ Tài chính"),
    (("THỦ TƯỚNG CHÍNH PHỦ",), "Thủ tướng Chính phủ", None),
    (("VĂN PHÒNG", "CHÍNH PHỦ"), "Văn phòng Chính phủ", None),
    (("SỞ Y TẾ KIÊN GIANG", "THANH TRA"), "Thanh tra", "Sở Y tế tỉnh Kiên Giang"),
    (
        ("LIÊN ĐOÀN LAO ĐỘNG", "THÀNH PHỐ ĐÀ NẴNG", "CÔNG ĐOÀN GIÁO DỤC"),
        "Công đoàn Giáo dục",
        "Liên đoàn Lao động thành phố Đà Nẵng",
    ),
    (("ĐẢNG BỘ TỈNH LÂM ĐỒNG", "TỈNH ỦY LÂM ĐỒNG", "*"), "Tỉnh ủy Lâm Đồng", "Đảng bộ tỉnh Lâm Đồng"),
    (("ĐẠI HỌC ĐÀ NẴNG", "TRƯỜNG ĐẠI HỌC", "BÁCH KHOA"), "Trường Đại học Bách khoa", "Đại học Đà Nẵng"),
    (
        ("UBND HUYỆN GIA LÂM", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO"),
        "Phòng Giáo dục và Đào tạo huyện Gia Lâm",
        "Ủy ban nhân dân huyện Gia Lâm",
    ),
    (("NGÂN HÀNG NHÀ NƯỚC", "VIỆT NAM"), "Ngân hàng Nhà nước Việt Nam", None),
    (("TỔNG CÔNG TY NƯỚC SẠCH MIỀN TRUNG",), "Tổng công ty Nước sạch miền Trung", None),
    (("UBND TỈNH KIÊN GIANG", "SỞ Y TẾ (DỰ ÁN NƯỚC SẠCH)"), "Sở Y tế tỉnh Kiên Giang", "Ủy ban nhân dân tỉnh Kiên Giang"),
    (("UBND TỈNH KIÊN GIANG", "_SỞ Y TẾ (DỰ ÁN NƯỚC SẠCH)"), "Sở Y tế tỉnh Kiên Giang", "Ủy ban nhân dân tỉnh Kiên Giang"),
]


def test_a_damaged_name_with_abbreviations_is_as_the_text_has_it() -> None:
    page = Page(
        1, (Line("HỘI ĐỒNG ĐÂU THÂU MUA THUỐC GN&TC"), Line("Hội đồng đấu thầu mua thuốc gây nghiện kính mời:")), "ocr", "t"
    )
    (one,) = _of(Letter(Reading(SOURCE, (page,)), ("head_left", "body")))
    assert one.name.value == "Hội đồng đấu thầu mua thuốc GN&TC"


@pytest.mark.parametrize(("lines", "name", "parent"), HEADS)
def test_letterhead(lines: tuple[str, ...], name: str, parent: str | None) -> None:
    (one,) = _of(_head(*lines))
    assert one.name.value == name
    assert (one.parent.name.value if one.parent else None) == parent
    assert one.name.origin == "printed"


def test_printed_stays_as_on_the_page() -> None:
    (one,) = _of(_head("UBND TỈNH KIÊN GIANG", "SỞ Y TẾ"), "SYT-NVY")
    assert (one.printed.value, one.code.value) == ("SỞ Y TẾ", "SYT")
    assert one.printed.spans


def test_name_over_two_lines_that_begins_like_another_body() -> None:
    body = "Cục Kiểm soát ô nhiễm môi trường đề nghị các đơn vị."
    (one,) = _of(_head("BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "CỤC KIỂM SOÁT Ô NHIỄM MÔI", "TRƯỜNG", body=body))
    assert one.name.value == "Cục Kiểm soát ô nhiễm môi trường"


def test_the_letters_own_text_gives_the_case() -> None:
    body = "Trung tâm Nghiên cứu Tre nứa và Mây Việt - Lào thông báo."
    (one,) = _of(_head("TRUNG TÂM NGHIÊN CỨU TRE NỨA VÀ MÂY VIỆT - LÀO", body=body))
    assert one.name.value == "Trung tâm Nghiên cứu Tre nứa và Mây Việt - Lào"


@pytest.mark.parametrize(
    ("lines", "notation"),
    [
        (("BỘ TÀI CHÍNH - BỘ NỘI VỤ",), "2014/TTLT-BTC-BNV"),
        (("BỘ TÀI CHÍNH", "BỘ NỘI VỤ"), "2014/TTLT-BTC-BNV"),
    ],
)
def test_joint_letter(lines: tuple[str, ...], notation: str) -> None:
    found = _of(_head(*lines), notation)
    assert [(one.name.value, one.code.value) for one in found] == [("Bộ Tài chính", "BTC"), ("Bộ Nội vụ", "BNV")]


def test_joint_departments_share_their_parent() -> None:
    found = _of(_head("UBND TỈNH QUẢNG NGÃI", "SỞ TƯ PHÁP -", "SỞ XÂY DỰNG"), "NQLT-STP-SXD")
    assert [one.name.value for one in found] == ["Sở Tư pháp tỉnh Quảng Ngãi", "Sở Xây dựng tỉnh Quảng Ngãi"]
    assert all(one.parent and one.parent.name.value == "Ủy ban nhân dân tỉnh Quảng Ngãi" for one in found)


def test_city_of_a_province_has_its_parent_inferred() -> None:
    (one,) = _of(_head("ỦY BAN NHÂN DÂN", "THÀNH PHỐ CẨM PHẢ"))
    assert one.parent is not None
    assert (one.parent.name.value, one.parent.name.origin) == ("Ủy ban nhân dân tỉnh Quảng Ninh", "inferred")


INFERRED = [
    ("SYT-NVY", "Bến Tre", "Sở Y tế đề nghị các đơn vị.", "Sở Y tế tỉnh Bến Tre", "Ủy ban nhân dân tỉnh Bến Tre"),
    (
        "STT&TT-BCVT",
        "Nghệ An",
        "Đề nghị các đơn vị.",
        "Sở Thông tin và Truyền thông tỉnh Nghệ An",
        "Ủy ban nhân dân tỉnh Nghệ An",
    ),
    (
        "KHTC-NS",
        "Hà Nội",
        "Cục Kế hoạch - Tài chính yêu cầu các đơn vị thuộc Bộ Y tế báo cáo.",
        "Cục Kế hoạch - Tài chính",
        "Bộ Y tế",
    ),
    ("BTNMT-TCMT", "Hà Nội", "Đề nghị.", "Bộ Tài nguyên và Môi trường", None),
    ("UBND-VX", "Lào Cai", "Đề nghị.", "Ủy ban nhân dân tỉnh Lào Cai", None),
    ("QĐ-UBND", "Bảo Yên", "Quyết định.", "Ủy ban nhân dân huyện Bảo Yên", "Ủy ban nhân dân tỉnh Lào Cai"),
]


@pytest.mark.parametrize(("notation", "place", "body", "name", "parent"), INFERRED)
def test_lost_letterhead(notation: str, place: str, body: str, name: str, parent: str | None) -> None:
    (one,) = _of(zoned(("number", f"Số: /{notation}"), ("body", body)), notation, place)
    assert (one.name.value, one.name.origin, one.printed.value) == (name, "inferred", None)
    assert (one.parent.name.value if one.parent else None) == parent


def test_nothing_to_go_by() -> None:
    assert _of(zoned(("body", "Xin chào"))) == ()


def test_annex_names_its_issuer() -> None:
    letter = zoned(
        ("title", "PHỤ LỤC"), ("title", "(Kèm theo Quyết định số 3/QĐ-UBND ngày 1/2/2025 của Chủ tịch UBND tỉnh Nam Định)")
    )
    (one,) = _of(letter, "QĐ-UBND")
    assert one.name.value == "Chủ tịch Ủy ban nhân dân tỉnh Nam Định"


def test_register_knows_the_date() -> None:
    before, after = registered("BTTTT", "2024-12"), registered("BTTTT", "2025-06")
    assert before is not None and before["name"] == "Bộ Thông tin và Truyền thông"
    assert after is None


def test_codes() -> None:
    assert issuer_code("QĐ-UBND") == "UBND"
    assert issuer_code("STT&TT-CNTT") == "STT&TT"
    assert is_code("BTC") and is_code("QĐ") and not is_code("XYZQ")
    assert initials("Sở Thông tin và Truyền thông") == "stttt"


def test_names() -> None:
    assert normal_name("SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI") == "Sở Lao động - Thương binh và Xã hội"
    assert expanded("UBND TP. Hồ Chí Minh") == "Ủy ban nhân dân Thành phố Hồ Chí Minh"
    assert heads_in("Quy định của pháp luật") is None
    assert heads_in("UBND tỉnh A") == "ubnd"
    assert normal_name("CÔNG TY CỔ PHẦN ABC") == "Công ty cổ phần ABC"


def test_gazetteer() -> None:
    assert place_name("Cam Pha") == "Cẩm Phả"
    assert place_name("Kiên giang") == "Kiên giang"
    assert [unit.full for unit in units_named("Kiên Giang", "2020-01-01")] == ["tỉnh Kiên Giang"]
    assert units_named("tỉnh Kiên Giang", "2026-01-01") == ()
    assert {unit.level for unit in units_named("TP. Cẩm Phả", "2020")} == {"district"}


def test_register_is_whole() -> None:
    rows = table("agencies.tsv")
    codes = {code for row in rows for code in (row["code"], *row["aliases"].split())}
    assert {row["parent"] for row in rows if row["parent"]} <= codes
    assert all(not row["valid_from"] or not row["valid_to"] or row["valid_from"] < row["valid_to"] for row in rows)
    assert len({row["name"] for row in table("provinces.tsv") if not row["valid_to"]}) == 34


TABLES = ("agencies", "provinces", "districts", "communes", "document_types", "abbreviations", "organisation_heads")


@pytest.mark.parametrize("name", TABLES)
def test_every_table_says_where_it_is_from(name: str) -> None:
    first = (Path(extractors.__file__).parent / "data" / f"{name}.tsv").read_text("utf-8").splitlines()[0]
    assert first.startswith("# source: ")


def test_department_whose_line_was_lost_is_inferred_from_the_number() -> None:
    letter = zoned(("head_left", "UBND TỈNH KIÊN GIANG"), ("body", "Đề nghị."), source="ocr")
    (one,) = _of(letter, "SYT-GAVI", "Kiên Giang", "2018-02-10")
    assert (one.name.value, one.name.origin) == ("Sở Y tế tỉnh Kiên Giang", "inferred")
    assert one.parent is not None and one.parent.name.value == "Ủy ban nhân dân tỉnh Kiên Giang"
    (two,) = _of(letter, "UBND-VX", "Kiên Giang", "2018-02-10")
    assert (two.name.value, two.name.origin) == ("Ủy ban nhân dân tỉnh Kiên Giang", "printed")
