"""Citations: odd and damaged forms of numbers and dates, laws, issuers, what is no citation, and cost. Contents are invented."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.citations import NEAR
from extractors.references import document_key, references
from schemas.letter import Letter
from schemas.reading import Line, Page, Reading, Source
from tests.test_references import cited, letter, row


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("Công văn số 542/STT&TT-CNTT", "542/STT&TT-CNTT"),
        ("Công văn số 250/CATTT-VNCERT/CC", "250/CATTT-VNCERT/CC"),
        ("Công văn số 1981 /UBND-VHTT", "1981/UBND-VHTT"),
        ("Tờ trình số313/TTr-SNV", "313/TTr-SNV"),
        ("Quyết định số 861 JQĐ-TTg", "861/QĐ-TTg"),
        ("Nghị định số 30/2020/ND-CP", "30/2020/NĐ-CP"),
        ("Quyết định số 12/QD-TTg", "12/QĐ-TTg"),
        ("Nghị quyết số 83/NQ- -HĐND", "83/NQ-HĐND"),
        ("Công văn số 222/HĐÐĐND-KTNS", "222/HĐND-KTNS"),
        ("Quyết định số 735⁄QĐ-UBND", "735/QĐ-UBND"),
        ("Công văn số S88/BCĐ-QLTT", "588/BCĐ-QLTT"),
        ("Thông tư số 60 TC/CĐKT", "60 TC/CĐKT"),
        ("Nghị định số 43-CP", "43-CP"),
        ("Quy định số 897-QĐ/TU", "897-QĐ/TU"),
        ("Thông tư liên tịch số 55/2005/TTLT-BNV-VPCP", "55/2005/TTLT-BNV-VPCP"),
        ("Luật Đấu thầu số 43/2013/QH13", "43/2013/QH13"),
        ("Luật Khuyến khích đầu tư trong nước (sửa đổi) số 03/1998/QH 10", "03/1998/QH10"),
        ("công văn số 07/06/CV-AC/01", "07/06/CV-AC/01"),
        ("Công văn số 499/RHMTW", "499/RHMTW"),
        ("Thông tư số 12/2018/TT-\nBCT", "12/2018/TT-BCT"),
        ("Quyết định số 2760b/QĐ-ĐHSP", "2760b/QĐ-ĐHSP"),
        ("vin ban sd 1589/UBND-VHTT", "1589/UBND-VHTT"),
        ("Cong van s6 799/STTTT-CNTT", "799/STTTT-CNTT"),
    ],
)
def test_numbers(printed: str, number: str) -> None:
    (one,) = cited(*f"Thực hiện {printed} ngày 08/5/2020 của cơ quan cấp trên.".split("\n"))
    assert one.number.value == number
    assert one.date.value == "2020-05-08"


@pytest.mark.parametrize(
    ("printed", "date"),
    [
        ("ngày 14 tháng 4 năm 2020", "2020-04-14"),
        ("ngày 14/04/2020", "2020-04-14"),
        ("ngày 14.5.2020", "2020-05-14"),
        (", ngày 14-4-2020", "2020-04-14"),
        ("ngày ngày 14/4/2020", "2020-04-14"),
        ("ngày 17/4", "2021-04-17"),
        ("ngày /12/2020", "2020-12"),
        ("năm 2019", "2019"),
        ("ngày 29/1 1/2020", "2020-11-29"),
        ("của Bộ Y tế ngày 14/4/2020", "2020-04-14"),
        ("", None),
    ],
)
def test_dates(printed: str, date: str | None) -> None:
    (one,) = cited(f"Thực hiện Quyết định số 5/QĐ-BYT {printed} về việc tiêm chủng.")
    assert one.date.value == date


@pytest.mark.parametrize(
    "text",
    [
        "Điện thoại 0243.2091616, fax 024.3943/NQ, số tài khoản 3713.0.1059625 tại Kho bạc.",
        "Đơn giá 1.200.000 đồng/m2, tỷ lệ 12/15, hoàn thành 24/7, tăng 3,5%.",
        "Theo Mẫu số 02/TĐ-KT ban hành cho năm học 2020/2021.",
        "Huyết áp 120/80 mmHg, HIV/AIDS, phòng 12A/B1.",
        "Áp dụng TCVN 7303-2-24:2009 và QCVN 102:2016/BTTTT.",
        "Luật sư và Phòng Luật làm đúng pháp luật, kỷ luật.",
        "Các đơn vị gửi báo cáo về Sở Y tế trước ngày 25/12/2020.",
        "Công văn này thay cho giấy mời.",
    ],
)
def test_no_citations(text: str) -> None:
    assert cited(text) == ()


def test_the_letter_itself_is_no_reference() -> None:
    found = cited(
        "Số: 250/QĐ-UBND",
        "Căn cứ Luật Đất đai ngày 29/11/2013;",
        "Phụ lục",
        "(Kèm theo Quyết định số 250/QĐ-UBND ngày 10/3/2021 của Ủy ban nhân dân tỉnh)",
        "(Kèm theo Quyết định số      /QĐ-UBND ngày    tháng 3 năm 2021 của Ủy ban nhân dân tỉnh)",
        zones={0: "number", 2: "annex", 3: "annex", 4: "annex"},
    )
    assert [one.document_type.value for one in found] == ["luật"]


def test_an_annex_that_comes_alone_says_what_it_belongs_to() -> None:
    found = cited(
        "PHỤ LỤC", "(Kèm theo Quyết định số 250/QĐ-UBND ngày 10/3/2021 của Chủ tịch UBND tỉnh)", "Theo Quyết định số 7/QĐ-UBND."
    )
    assert [one.number.value for one in found] == ["7/QĐ-UBND"]


def test_a_blank_number_keeps_its_month() -> None:
    (one,) = cited("theo Quyết định số      /QĐ-SYT ngày    /12/2020 của Sở Y tế")
    assert (one.number.value, one.number.reason, one.date.value) == (None, "blank_in_source", "2020-12")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;", [("2015-06-19", None)]),
        ("Bộ luật Dân sự; Luật Đấu thầu năm 2013;", [(None, None), ("2013", None)]),
        ("Luật Thi đua, khen thưởng", [(None, None)]),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương ngày 22/11/2019",
            [("2019-11-22", None)],
        ),
        ("Luật Phòng, chống HIV/AIDS; Luật Thuế xuất khẩu, thuế nhập khẩu", [(None, None), (None, None)]),
        ("Luật Giáo dục năm 2005 và Luật Giáo dục 2019", [("2005", None), ("2019", None)]),
        ("Luật Khám bệnh, chữa bệnh; theo Luật Khám bệnh, chữa bệnh số 15/2023/QH15", [(None, "15/2023/QH15")]),
        ("Luật Thuế thu nhập doanh nghiệp (số 03/1997/QH9 ngày 10 tháng 5 năm 1997)", [("1997-05-10", "03/1997/QH9")]),
    ],
)
def test_laws(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert [(one.date.value, one.number.value) for one in cited(f"Căn cứ {text}")] == expected


@pytest.mark.parametrize(
    ("text", "kind", "date"),
    [
        ("Căn cứ Biên bản cuộc họp Hội đồng thi đua Sở Y tế ngày 20/12/2020;", "biên bản", "2020-12-20"),
        ("Căn cứ kế hoạch năm học 2020-2021 của Trường Đại học X đã được phê duyệt;", "kế hoạch", None),
        ("Chiểu theo quyết nghị của Hội đồng Chính phủ ngày mùng ba tháng chín năm 1945;", "quyết nghị", "1945-09-03"),
        ("Quán triệt Nghị quyết Đại hội XIII của Đảng", "nghị quyết", None),
        ("theo quy định của Công ước Khung về Kiểm soát rác thải nhựa.", "công ước", None),
    ],
)
def test_unnumbered(text: str, kind: str, date: str | None) -> None:
    (one,) = cited(text)
    assert (one.document_type.value, one.number.value, one.date.value) == (kind, None, date)


def test_same_number_of_two_years_is_two_documents() -> None:
    found = cited("Nghị quyết số 01/NQ-CP ngày 01/01/2019 của Chính phủ; Nghị quyết số 01/NQ-CP ngày 01/01/2020 của Chính phủ.")
    assert [one.date.value for one in found] == ["2019-01-01", "2020-01-01"]


def test_each_document_once_with_its_fullest_mention() -> None:
    (one,) = cited(
        "Theo Quyết định số 7/QĐ-BYT, các đơn vị báo cáo.",
        "Quyết định số 7/QĐ-BYT ngày 02/01/2020 của Bộ Y tế về việc tiêm chủng là căn cứ.",
        "(Quyết định số 7/QĐ-BYT).",
    )
    assert row(one)[1:5] == ("7/QĐ-BYT", "2020-01-02", "Bộ Y tế", "tiêm chủng là căn cứ")
    assert len(one.mentions) == 2


def test_spans_point_at_what_they_say() -> None:
    one = letter("Thực hiện Công văn số 31/CATTP-", "NV ngày 04/02/2021 của Cục An toàn", "thực phẩm về việc kiểm tra bếp ăn.")
    (found,) = references(one, issued_on=None, issuer=None)
    text = one.text
    assert [text[s.start : s.end] for s in found.number.spans] == ["31/CATTP-\nNV"]
    assert [text[s.start : s.end] for s in found.date.spans] == ["ngày 04/02/2021"]
    assert [text[s.start : s.end] for s in found.issuer.spans] == ["Cục An toàn\nthực phẩm"]
    assert [text[s.start : s.end] for s in found.subject.spans] == ["kiểm tra bếp ăn"]


def test_every_value_names_its_rule_and_every_null_its_reason() -> None:
    for one in cited("Thực hiện Công văn số 31/CATTP-NV ngày 04/02/2021; Luật Đất đai."):
        for field in (one.document_type, one.number, one.date, one.issuer, one.subject, one.article, one.text):
            assert (field.value is None) == (field.reason is not None)
            assert field.value is None or (field.rule or "").startswith("reference.")


@pytest.mark.parametrize(
    ("number", "issuer", "date", "key"),
    [
        ("542/STT&TT-CNTT", "Sở Y tế", "2020-04-16", "so-y-te|2020|542|STTTT-CNTT"),
        ("30/2020/NĐ-CP", None, None, "|2020|30|ND-CP"),
        ("05/QĐ-UBND", "UBND tỉnh Hà Nam", "2021", "uy-ban-nhan-dan-tinh-ha-nam|2021|5|QD-UBND"),
        ("897-QĐ/TU", None, "2017-12-14", "|2017|897|QD/TU"),
        (None, "Sở Y tế", None, None),
    ],
)
def test_keys(number: str | None, issuer: str | None, date: str | None, key: str | None) -> None:
    assert document_key(number, issuer, date) == key


@pytest.mark.parametrize(
    ("lines", "number", "date"),
    [
        (["Thực hiện Quyết định số 24/QĐ-UBND ngày", "05/02/2020 của UBND tỉnh"], "24/QĐ-UBND", "2020-02-05"),
        (["theo Công văn số 04/KH-GA VI ngày 25/3/2017 của dự án GAVI"], "04/KH-GAVI", "2017-03-25"),
        (["theo Thông tư số 35/2011/TT-", "| BYT ngày 15/10/2011"], "35/2011/TT-BYT", "2011-10-15"),
        (["theo Quyết định số 9/QĐ-UBND ngày 22 tháng 12 n%m 2015"], "9/QĐ-UBND", "2015-12-22"),
        (["theo Quyết định số 9/QĐ-UBND ngày 22 tháng 12 n%m 2o1S"], "9/QĐ-UBND", None),
        (["Bộ Y tế có văn bản khẩn số 2978/BYT-BMTE ngày 19/4/2021"], "2978/BYT-BMTE", "2021-04-19"),
        (["Thực hiện Nghị quyết số 66.16/2026/NQ-CP ngày 02/01/2026"], "66.16/2026/NQ-CP", "2026-01-02"),
        (["theo Công điện số 1967/CĐ-UBND tỉnh ngày 24/12/2017 của UBND tỉnh"], "1967/CĐ-UBND", "2017-12-24"),
        (["theo Công văn số 2321/SYT-KHTC hồi 08 giờ ngày 25/12/2017 của Sở Y tế"], "2321/SYT-KHTC", "2017-12-25"),
        (["Quyết định 281 của Thủ tướng Chính phủ"], "281", None),
    ],
)
def test_torn_and_damaged(lines: list[str], number: str, date: str | None) -> None:
    (one,) = cited(*lines)
    assert (one.number.value, one.date.value) == (number, date)


def test_a_page_number_does_not_come_into_a_date() -> None:
    pages = (
        Page(1, (Line("Quyết định số 2411/QĐ-UBND ngày"), Line("1")), "ocr", "test"),
        Page(2, (Line("20/11/2012 của UBND tỉnh"),), "ocr", "test"),
    )
    one = Letter(Reading(Source("a.pdf", "0" * 64, "application/pdf", b""), pages), ("body", "body", "body"))
    (found,) = references(one, issued_on=None, issuer=None)
    assert found.date.value == "2012-11-20"


@pytest.mark.parametrize(
    ("text", "issuer", "origin"),
    [
        ("Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 về công tác văn thư", "Chính phủ", "inferred"),
        ("Công văn số 85/BTNMT-QH ngày 08/01/2024", "Bộ Tài nguyên và Môi trường", "inferred"),
        (
            "Thông tư liên tịch số 92/2008/TTLT-BTC-BTP ngày 17/10/2008 của Bộ Tài chính, Bộ Tư pháp hướng dẫn lệ phí",
            "Bộ Tài chính, Bộ Tư pháp",
            "printed",
        ),
        (
            "Bộ Xây dựng nhận được công văn số 13/UBND-KT ngày 04/5/2010 của ủy ban nhân dân tỉnh Phú Thọ",
            "ủy ban nhân dân tỉnh Phú Thọ",
            "printed",
        ),
        (
            "Quy hoạch được Thủ tướng Chính phủ phê duyệt tại Quyết định số 105/QĐ-TTg ngày 21/7/2008",
            "Thủ tướng Chính phủ",
            "printed",
        ),
        (
            "Thực hiện chỉ đạo của Bộ, Sở Công Thương đã ban hành Quyết định số 44/QĐ-SCT ngày 08/9/2009",
            "Sở Công Thương",
            "printed",
        ),
        (
            "Giấy mời số 2/GM-KCB ngày 13/10/2017 của Cục Quản lý Khám, chữa bệnh về việc tập huấn",
            "Cục Quản lý Khám, chữa bệnh",
            "printed",
        ),
        ("Luật Đấu thầu số 43/2013/QH13 ngày 26/11/2013", None, "printed"),
        ("Quyết định số 4/QĐ-UBND ngày 26/11/2013", None, "printed"),
    ],
)
def test_issuers(text: str, issuer: str | None, origin: str) -> None:
    (one,) = cited(text)
    assert (one.issuer.value, one.issuer.origin) == (issuer, origin)


FRAGMENTS = [
    "số",
    "12",
    "/",
    "QĐ",
    "-",
    "UBND",
    "ngày",
    "01/02/2020",
    "tháng 3",
    "năm 2019",
    "của",
    "Sở Y tế",
    "về việc",
    "Luật",
    "Đất đai",
    "khoản 1",
    "Điều 5",
    "và",
    ",",
    ";",
    ".",
    ":",
    "(",
    ")",
    "“",
    "”",
    "Nghị định",
    "Công văn",
    "này",
    "nêu trên",
    "Căn cứ",
    "Thực hiện",
    "kèm theo",
    "TT-BTC",
    "NQ/TW",
    "H1N1",
    "đã có",
    "thông báo",
    "1.000",
    "a",
    "Kế hoạch",
    "QH13",
    "phê duyệt",
    "\n",
]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(FRAGMENTS),
        max_size=40,
    )
)
def test_whatever_is_found_stands_where_its_spans_say(parts: list[str]) -> None:
    one = letter(*" ".join(parts).split("\n"))
    for found in references(one, issued_on="2021-03-10", issuer=None):
        for field in (found.number, found.date, found.issuer, found.subject, found.article, found.text):
            for span in field.spans:
                assert 0 <= span.start < span.end <= len(one.text)
            if field.value is not None and field.spans and field in (found.subject, found.article, found.text):
                joined = " ".join(one.text[span.start : span.end] for span in field.spans)
                assert joined.split() == field.value.split()


@pytest.mark.parametrize(
    "unit",
    (*NEAR, "Công văn "),
)
def test_cost_is_linear(unit: str) -> None:
    def seconds(size: int) -> float:
        text = letter((unit * size)[: size * 8])
        start = time.process_time()
        references(text, issued_on=None, issuer=None)
        return time.process_time() - start

    seconds(200)
    small, large = (min(seconds(size) for _ in range(3)) for size in (1000, 4000))  # the least: a busy machine adds
    assert large < 12 * max(small, 0.02)
