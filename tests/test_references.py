"""Citations: every pattern of the domain notes, the odd forms, and what is no citation. Contents are invented."""

from __future__ import annotations

import pytest

from extractors.references import references
from schemas.letter import Letter, Zone
from schemas.reading import Line, Page, Reading, Source
from schemas.record import Reference


def letter(*lines: str, zones: dict[int, Zone] | None = None) -> Letter:
    """A letter of one page whose lines are all body, but for `zones`."""
    page = Page(1, tuple(Line(line) for line in lines), "text_layer", "test")
    given = zones or {}
    every: tuple[Zone, ...] = tuple(given.get(i, "body") for i in range(len(lines)))
    return Letter(Reading(Source("a.txt", "0" * 64, "text/plain", b""), (page,)), every)


def cited(*lines: str, issued_on: str | None = "2021-03-10", zones: dict[int, Zone] | None = None) -> tuple[Reference, ...]:
    return references(letter(*lines, zones=zones), issued_on=issued_on, issuer=None)


def row(one: Reference) -> tuple[str | None, str | None, str | None, str | None, str | None, str]:
    return (one.document_type.value, one.number.value, one.date.value, one.issuer.value, one.subject.value, one.relation)


# pattern of the domain notes, text, (kind, number, date, issuer, subject, relation) of each reference
PATTERNS = [
    (
        "1 received",
        "Sở Nội vụ nhận được Công văn số 31/CATTP-NV ngày 04/02/2021 của Cục An toàn thực phẩm, Bộ Y tế về việc kiểm tra bếp ăn"
        " (có văn bản kèm theo). Theo đó, các đơn vị tự kiểm tra.",
        [("công văn", "31/CATTP-NV", "2021-02-04", "Cục An toàn thực phẩm", "kiểm tra bếp ăn", "replies_to")],
    ),
    (
        "2 issuer before the number",
        "Khi cần có thể tham khảo hướng dẫn của Sở Xây dựng tại công văn số 77/SXD-QH ngày 03/01/2021.",
        [("công văn", "77/SXD-QH", "2021-01-03", "Sở Xây dựng", None, "mentions")],
    ),
    (
        "3 two with one subject",
        "Thực hiện Văn bản số 12/UBND-VX ngày 02/3/2021 của Ủy ban nhân dân tỉnh Hà Nam và Công văn số 9/SYT-NVY ngày 05/3/2021"
        " của Sở Y tế về việc trực dịch, cụ thể như sau:",
        [
            ("văn bản", "12/UBND-VX", "2021-03-02", "Ủy ban nhân dân tỉnh Hà Nam", "trực dịch", "implements"),
            ("công văn", "9/SYT-NVY", "2021-03-05", "Sở Y tế", "trực dịch", "implements"),
        ],
    ),
    (
        "4 date and issuer first",
        "Ngày 16/02/2021, Cục Trồng trọt, Bộ Nông nghiệp đã có Công văn số 45/TT-CLT về việc gieo cấy vụ xuân. Theo Văn bản này,"
        " các địa phương xuống giống sớm.",
        [("công văn", "45/TT-CLT", "2021-02-16", "Cục Trồng trọt", "gieo cấy vụ xuân", "replies_to")],
    ),
    (
        "5 own earlier letter",
        "Ngày 21/01/2021, sau khi rà soát, UBND huyện đã ban hành văn bản số 158/UBND-NN về việc chống rét cho trâu bò, tuy nhiên"
        " còn nhiều hộ chưa làm.",
        [("văn bản", "158/UBND-NN", "2021-01-21", "UBND huyện", "chống rét cho trâu bò", "mentions")],
    ),
    (
        "6 later mention",
        "Căn cứ Công văn số 45/TT-CLT ngày 16/02/2021 của Cục Trồng trọt về vụ xuân;\n"
        "Đăng tải công văn số 45/TT-CLT của Cục Trồng trọt.",
        [("công văn", "45/TT-CLT", "2021-02-16", "Cục Trồng trọt", "vụ xuân", "basis")],
    ),
    (
        "8 announced without number",
        "Vừa qua người dân lo lắng. Ngày 17/02/2021, Bộ Công an đã có thông báo về nguy cơ cháy nổ dịp lễ hội.",
        [("thông báo", None, "2021-02-17", "Bộ Công an", None, "mentions")],
    ),
    (
        "9 warning of a body",
        "Các đơn vị thực hiện một số khuyến nghị của Cục Viễn thông như sau:",
        [("khuyến nghị", None, None, "Cục Viễn thông", None, "implements")],
    ),
    (
        "11 laws and decrees",
        "Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;\n"
        "Căn cứ Nghị định số 15/2019/NĐ-CP ngày 01 tháng 02 năm 2019 của Chính phủ quy định chi tiết"
        " một số điều của Luật Giáo dục nghề nghiệp;",
        [
            ("luật", None, "2015-06-19", None, None, "basis"),
            (
                "nghị định",
                "15/2019/NĐ-CP",
                "2019-02-01",
                "Chính phủ",
                "quy định chi tiết một số điều của Luật Giáo dục nghề nghiệp",
                "basis",
            ),
            ("luật", None, None, None, None, "mentions"),
        ],
    ),
    (
        "12 on proposal",
        "Xét đề nghị của Giám đốc Sở Tài chính tại Tờ trình số 88/TTr-STC ngày 01/3/2021,",
        [("tờ trình", "88/TTr-STC", "2021-03-01", "Giám đốc Sở Tài chính", None, "replies_to")],
    ),
    (
        "13 replaces",
        "Quyết định này thay thế Quyết định số 05/2012/QĐ-UBND ngày 10 tháng 5 năm 2012 của Ủy ban nhân dân tỉnh Hà Nam ban hành"
        " Quy chế quản lý chợ.",
        [
            (
                "quyết định",
                "05/2012/QĐ-UBND",
                "2012-05-10",
                "Ủy ban nhân dân tỉnh Hà Nam",
                "ban hành Quy chế quản lý chợ",
                "replaces",
            )
        ],
    ),
    (
        "13 repeals",
        "Bãi bỏ Thông tư số 21/2008/TT-BCT ngày 24 tháng 12 năm 2008 của Bộ Công Thương.",
        [("thông tư", "21/2008/TT-BCT", "2008-12-24", "Bộ Công Thương", None, "repeals")],
    ),
    (
        "13 amends",
        "Sửa đổi, bổ sung Quyết định số 09/QĐ-SYT ngày 02/02/2020 của Sở Y tế về việc thành lập tổ công tác như sau:",
        [("quyết định", "09/QĐ-SYT", "2020-02-02", "Sở Y tế", "thành lập tổ công tác", "amends")],
    ),
    (
        "15 attached",
        "Gửi kèm theo Kế hoạch số 17/KH-UBND ngày 29/01/2021 của Ủy ban nhân dân tỉnh.",
        [("kế hoạch", "17/KH-UBND", "2021-01-29", "Ủy ban nhân dân tỉnh", None, "attached")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [(t, e) for _, t, e in PATTERNS], ids=[n for n, _, _ in PATTERNS])
def test_patterns(text: str, expected: list[tuple[str | None, ...]]) -> None:
    found = [row(one) for one in cited(*text.split("\n"))]
    for want, got in zip(expected, found, strict=True):
        wanted = [(a, b) for a, b in zip(want, got, strict=True) if a is not None or b is None]
        assert [b for _, b in wanted] == [a for a, _ in wanted]


def test_anaphora_go_to_the_one_document_that_fits() -> None:
    (one,) = cited(
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư;",
        "Các cơ quan thực hiện đúng Nghị định nêu trên; Nghị định số 30 quy định rõ thể thức.",
    )
    assert one.number.value == "30/2020/NĐ-CP"
    assert len(one.mentions) == 2


def test_an_anaphor_that_fits_two_documents_is_left_open() -> None:
    found = cited(
        "Thực hiện Công văn số 1/SYT-NVY và Công văn số 2/SYT-NVY ngày 02/3/2021 của Sở Y tế. Công văn nêu trên có hiệu lực."
    )
    assert [one.mentions for one in found] == [(), ()]


@pytest.mark.parametrize(
    ("text", "article", "number"),
    [
        ("Theo điểm a khoản 2 Điều 5 Nghị định số 15/2019/NĐ-CP ngày 01/02/2019", "điểm a khoản 2 Điều 5", "15/2019/NĐ-CP"),
        ("quy định tại khoản 1, khoản 3 Điều 12 của Thông tư số 7/2018/TT-BCT", "khoản 1, khoản 3 Điều 12", "7/2018/TT-BCT"),
        ("theo Điều 8 Chương II Quyết định số 9/QĐ-SYT", "Điều 8 Chương II", "9/QĐ-SYT"),
        ("khoản 3 Điều 52 Luật Ngân sách nhà nước ngày 25/6/2015", "khoản 3 Điều 52", None),
    ],
)
def test_pinpoints(text: str, article: str, number: str | None) -> None:
    (one,) = cited(text)
    assert (one.article.value, one.number.value) == (article, number)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("các Công văn số 12, 15 và 20/UBND-VX", ["12/UBND-VX", "15/UBND-VX", "20/UBND-VX"]),
        ("các Quyết định số 12/QĐ-UBND, 13/QĐ-UBND ngày 01/02/2021", ["12/QĐ-UBND", "13/QĐ-UBND"]),
        (
            "UBND tỉnh đã ban hành các Quyết định: Số 418/QĐ-UBND ngày 30/5/2020 về việc giao vốn cho Sở A, số 728/QĐ-UBND ngày"
            " 13/11/2020 về việc giao vốn cho Sở B và số 734/QĐ-UBND ngày 14/11/2020 về việc giao vốn cho Sở C.",
            ["418/QĐ-UBND", "728/QĐ-UBND", "734/QĐ-UBND"],
        ),
        (
            "tại các văn bản số 4215/VPCP-KT ngày 23 tháng 6 năm 2019 và số 5441/VPCP-KT ngày 10 tháng 8 năm 2019 của"
            " Văn phòng Chính phủ",
            ["4215/VPCP-KT", "5441/VPCP-KT"],
        ),
    ],
)
def test_lists(text: str, numbers: list[str]) -> None:
    found = cited(text)
    assert [one.number.value for one in found] == numbers
    assert len({one.document_type.value for one in found}) == 1


def test_a_list_shares_the_issuer_said_last() -> None:
    found = cited("văn bản số 42/VPCP-KT ngày 23/6/2019 và số 54/VPCP-KT ngày 10/8/2019 của Văn phòng Chính phủ về việc tạm nhập")
    assert [one.issuer.value for one in found] == ["Văn phòng Chính phủ"] * 2


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Bãi bỏ khoản 2 Điều 3 và Điều 5 Quyết định số 7/QĐ-SYT ngày 01/02/2020.", "repeals"),
        ("Thay thế cụm từ tại khoản 1 Điều 2 của Thông tư số 7/2018/TT-BCT.", "replaces"),
        ("nội dung đã được sửa đổi, bổ sung theo Nghị định số 7/2018/NĐ-CP.", "implements"),
        ("(được thay thế bởi Nghị định số 7/2018/NĐ-CP)", "mentions"),
        ("UBND tỉnh đã ban hành Quyết định số 7/QĐ-UBND ngày 01/02/2020.", "mentions"),
        ("Điều chỉnh dự toán chi ngân sách năm 2020 của Sở A để chi cho Sở B trong Quyết định số 7/QĐ-UBND.", "mentions"),
        ("Phúc đáp Công văn số 7/SYT-NV ngày 01/02/2020.", "replies_to"),
        ("Triển khai Kế hoạch số 7/KH-UBND ngày 01/02/2020.", "implements"),
        ("theo mẫu ban hành kèm theo Thông tư số 7/2018/TT-BCT.", "mentions"),
        ("Sao gửi Công văn số 7/SYT-NV ngày 01/02/2020.", "attached"),
    ],
)
def test_relations(text: str, relation: str) -> None:
    assert [one.relation for one in cited(text)] == [relation]
