"""Section 4 of the domain notes, sentence by sentence: patterns, dates, lists, short forms, relations. Contents are invented."""

from __future__ import annotations

import pytest

from tests.test_references import cited

Want = tuple[str | None, ...]
DATED = [
    ("day, month and year in words", "ngày 14 tháng 4 năm 2020", "2020-04-14", "day"),
    ("slashes, leading zeros", "ngày 14/04/2020", "2020-04-14", "day"),
    ("slashes, bare", "ngày 14/4/2020", "2020-04-14", "day"),
    ("dots", "ngày 14.5.2020", "2020-05-14", "day"),
    ("dots, leading zero", "ngày 13.05.2020", "2020-05-13", "day"),
    ("hyphens", "ngày 14-4-2020", "2020-04-14", "day"),
    ("month precision", "tháng 5/2020", "2020-05", "month"),
    ("no year: the letter's", "ngày 17/4", "2021-04-17", "day"),
    ("passed by the Assembly", "được Quốc hội thông qua ngày 14/4/2020", "2020-04-14", "day"),
    ("same day", "cùng ngày 14/4/2020", "2020-04-14", "day"),
]


@pytest.mark.parametrize(("printed", "date", "precision"), [row[1:] for row in DATED], ids=[row[0] for row in DATED])
def test_date_forms(printed: str, date: str, precision: str) -> None:
    (one,) = cited(f"Căn cứ Quyết định số 5/QĐ-BYT {printed} của Bộ Y tế về tiêm chủng.")
    assert (one.date.value, one.date.precision) == (date, precision)


def test_a_day_and_night_service_is_no_date() -> None:
    (one,) = cited("Trực 24/7 theo Công văn số 8/SYT-NV, đường dây nóng 24/7 của Sở Y tế.")
    assert one.date.value is None


# (pattern of the notes, text, (kind, number, date, issuer, subject, relation, article) of each; "*" for what is not asked)
PATTERNS: list[tuple[str, str, list[Want]]] = [
    (
        "1 nhận được, with the parent body",
        "Sở Xây dựng nhận được Công văn số 31/CHTKT-PT ngày 04/02/2021 của Cục Hạ tầng kỹ thuật, Bộ Xây dựng về việc rà soát cây"
        " xanh.",
        [("công văn", "31/CHTKT-PT", "2021-02-04", "Cục Hạ tầng kỹ thuật", "rà soát cây xanh", "replies_to", None)],
    ),
    (
        "2 theo hướng dẫn của X đã nêu tại",
        "Theo hướng dẫn của Cục Thú y đã nêu tại Công văn số 31/TY-DT ngày 04/02/2021, các trạm tiêm phòng.",
        [("công văn", "31/TY-DT", "2021-02-04", "Cục Thú y", None, "implements", None)],
    ),
    (
        "2 tham khảo hướng dẫn của X tại",
        "Tham khảo hướng dẫn của Bộ Y tế tại Quyết định số 5/QĐ-BYT ngày 04/02/2021.",
        [("quyết định", "5/QĐ-BYT", "2021-02-04", "Bộ Y tế", None, "mentions", None)],
    ),
    (
        "3 two documents, one subject",
        "Thực hiện Công văn số 12/UBND-VX ngày 02/3/2021 của UBND tỉnh và Công văn số 9/SYT-NVY ngày 05/3/2021 của Sở Y tế về"
        " việc trực dịch.",
        [
            ("công văn", "12/UBND-VX", "2021-03-02", "UBND tỉnh", "trực dịch", "implements", None),
            ("công văn", "9/SYT-NVY", "2021-03-05", "Sở Y tế", "trực dịch", "implements", None),
        ],
    ),
    (
        "4 date and issuer with parent first",
        "Ngày 16/4/2020, Sở Xây dựng, UBND tỉnh đã có Công văn số 42/SXD-QH về việc quản lý quy hoạch.",
        [("công văn", "42/SXD-QH", "2020-04-16", "Sở Xây dựng", "quản lý quy hoạch", "replies_to", None)],
    ),
    (
        "5 own earlier letter, twenty words between",
        "Ngày 21/01/2021, trên cơ sở đề xuất của các phòng, ban, đơn vị và tình hình thực tế trên địa bàn thành phố, UBND thành"
        " phố đã ban hành văn bản số 158/UBND-NN về việc chống rét.",
        [("văn bản", "158/UBND-NN", "2021-01-21", "UBND thành phố", "chống rét", "mentions", None)],
    ),
    (
        "6 later mention without date",
        "Đăng tải nội dung Công văn số 45/TT-CLT của Cục Trồng trọt.",
        [("công văn", "45/TT-CLT", None, "Cục Trồng trọt", None, "mentions", None)],
    ),
    (
        "8 announced, no number",
        "Vừa qua, ngày 17/4/2020, Bộ Công an đã có cảnh báo về nguy cơ cháy nổ.",
        [("cảnh báo", None, "2020-04-17", "Bộ Công an", "nguy cơ cháy nổ", "mentions", None)],
    ),
    (
        "8 announced as thông báo",
        "Ngày 14/02/2021, Cục An toàn thông tin đã có thông báo về lỗ hổng bảo mật.",
        [("thông báo", None, "2021-02-14", "Cục An toàn thông tin", "lỗ hổng bảo mật", "mentions", None)],
    ),
    (
        "9 recommendation of a body, no number, no date",
        "Các đơn vị thực hiện khuyến nghị của Bộ Y tế về việc phòng dịch.",
        [("khuyến nghị", None, None, "Bộ Y tế", "phòng dịch", "implements", None)],
    ),
    (
        "9 guidance of a body, no number, no date",
        "Các đơn vị thực hiện hướng dẫn của Bộ Y tế về việc phòng dịch.",
        [("hướng dẫn", None, None, "Bộ Y tế", "phòng dịch", "implements", None)],
    ),
    (
        "10 the reported letter",
        "Trong văn bản chỉ đạo mới gửi tới các sở, ngành, lãnh đạo UBND tỉnh yêu cầu rà soát.",
        [(None, None, None, None, None, "mentions", None)],
    ),
    (
        "11 căn cứ: a law with its day, one with its number, a decree",
        "Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;\nCăn cứ Luật Nhà ở số 27/2023/QH15;\n"
        "Căn cứ Nghị định số 15/2019/NĐ-CP ngày 01 tháng 02 năm 2019 của Chính phủ về công tác văn thư;",
        [
            ("luật", None, "2015-06-19", None, None, "basis", None),
            ("luật", "27/2023/QH15", None, None, None, "basis", None),
            ("nghị định", "15/2019/NĐ-CP", "2019-02-01", "Chính phủ", "công tác văn thư", "basis", None),
        ],
    ),
    ("11 a proposal without a paper", "Theo đề nghị của Giám đốc Sở Nội vụ,", []),
    (
        "11 the constitution, a code, an ordinance, a charter",
        "Căn cứ Hiến pháp; Bộ luật Lao động; Pháp lệnh Ưu đãi người có công với cách mạng; Điều lệ Đảng Cộng sản Việt Nam;",
        [
            ("hiến pháp", None, None, None, None, "basis", None),
            ("bộ luật", None, None, None, None, "*", None),
            ("pháp lệnh", None, None, None, None, "*", None),
            ("điều lệ", None, None, None, None, "*", None),
        ],
    ),
    (
        "12 triển khai, tiếp theo, phúc đáp",
        "Triển khai Kế hoạch số 7/KH-UBND ngày 01/02/2021 của UBND tỉnh; Tiếp theo Công văn số 8/UBND-VX ngày 02/02/2021; Phúc"
        " đáp Công văn số 9/SNV-CCVC ngày 03/02/2021 của Sở Nội vụ.",
        [
            ("kế hoạch", "7/KH-UBND", "2021-02-01", "UBND tỉnh", None, "implements", None),
            ("công văn", "8/UBND-VX", "2021-02-02", None, None, "mentions", None),
            ("công văn", "9/SNV-CCVC", "2021-02-03", "Sở Nội vụ", None, "replies_to", None),
        ],
    ),
    (
        "12 xét đề nghị của X tại Tờ trình",
        "Xét đề nghị của Sở Tài chính tại Tờ trình số 88/TTr-STC ngày 01/3/2021,",
        [("tờ trình", "88/TTr-STC", "2021-03-01", "Sở Tài chính", None, "replies_to", None)],
    ),
    *(
        (
            f"13 {lead.lower()}",
            f"{lead} Quyết định số 7/QĐ-UBND ngày 01/02/2020 của UBND huyện.",
            [("quyết định", "7/QĐ-UBND", "2020-02-01", "UBND huyện", None, relation, None)],
        )
        for lead, relation in (
            ("Quyết định này thay thế", "replaces"),
            ("Bãi bỏ", "repeals"),
            ("Sửa đổi, bổ sung", "amends"),
            ("Đính chính", "amends"),
            ("Hướng dẫn thi hành", "mentions"),
            ("Quy định chi tiết một số điều của", "mentions"),
            ("Đình chỉ thi hành", "repeals"),
            ("Tạm ngưng hiệu lực của", "repeals"),
            ("Hợp nhất", "mentions"),
            ("Bổ sung", "amends"),
            ("Hủy bỏ", "repeals"),
            ("Thu hồi", "repeals"),
            ("Tạm ngưng", "repeals"),
            ("Công bố", "mentions"),
            ("Giải thích", "mentions"),
            ("(được thay thế bởi", "mentions"),
            ("(bị thay thế bởi", "mentions"),
            ("(bị bãi bỏ bởi", "mentions"),
            ("(được sửa đổi, bổ sung bởi", "mentions"),
            ("(được đính chính tại", "mentions"),
            ("(được hướng dẫn thi hành bởi", "mentions"),
        )
    ),
    (
        "14 the longest path",
        "theo điểm a khoản 2 Điều 103 Mục 5 Chương XII Phần I của Bộ luật Hình sự năm 2015",
        [("bộ luật", None, "2015", None, None, "implements", "điểm a khoản 2 Điều 103 Mục 5 Chương XII Phần I")],
    ),
    (
        "14 several points, without của",
        "tại điểm a, điểm b khoản 2 Điều 5 và Điều 7 Nghị định số 30/2020/NĐ-CP",
        [("nghị định", "30/2020/NĐ-CP", None, "Chính phủ", None, "mentions", "điểm a, điểm b khoản 2 Điều 5 và Điều 7")],
    ),
    (
        "15 attached, in the body",
        "Gửi kèm theo Quyết định số 17/QĐ-UBND ngày 29/01/2021 của UBND tỉnh.",
        [("quyết định", "17/QĐ-UBND", "2021-01-29", "UBND tỉnh", None, "attached", None)],
    ),
    (
        "15 có văn bản kèm theo",
        "Sở Y tế nhận được Công văn số 12/UBND-VX ngày 02/3/2021 (có văn bản kèm theo).",
        [("công văn", "12/UBND-VX", "2021-03-02", None, None, "replies_to", None)],
    ),
    (
        "generic kind as written",
        "Văn bản số 12/UBND-VX ngày 02/3/2021 của UBND tỉnh",
        [("văn bản", "12/UBND-VX", "2021-03-02", "UBND tỉnh", None, "mentions", None)],
    ),
    (
        "list with a shared notation",
        "Thực hiện các Công văn số 12, 15 và 20/UBND-VX ngày 02/3/2021 của UBND tỉnh về phòng dịch.",
        [
            ("công văn", "12/UBND-VX", "2021-03-02", "UBND tỉnh", "phòng dịch", "implements", None),
            ("công văn", "15/UBND-VX", "2021-03-02", "UBND tỉnh", "phòng dịch", "implements", None),
            ("công văn", "20/UBND-VX", "2021-03-02", "UBND tỉnh", "phòng dịch", "implements", None),
        ],
    ),
    (
        "list, each with its notation",
        "các Nghị định của Chính phủ: số 30/2020/NĐ-CP ngày 05/3/2020, số 34/2016/NĐ-CP ngày 14/5/2016",
        [
            ("nghị định", "30/2020/NĐ-CP", "2020-03-05", "Chính phủ", None, "mentions", None),
            ("nghị định", "34/2016/NĐ-CP", "2016-05-14", "Chính phủ", None, "mentions", None),
        ],
    ),
    (
        "list of one day",
        "Căn cứ Quyết định số 12/QĐ-UBND và Quyết định số 13/QĐ-UBND cùng ngày 02/3/2021 của UBND tỉnh",
        [
            ("quyết định", "12/QĐ-UBND", "2021-03-02", "UBND tỉnh", None, "basis", None),
            ("quyết định", "13/QĐ-UBND", "2021-03-02", "UBND tỉnh", None, "basis", None),
        ],
    ),
    (
        "list parted by semicolons: no member is another's subject",
        "Hướng dẫn số 12/HD-BTCTW; Quy định số 22-QĐ/TW; Kết luận 12-KL/TW",
        [
            ("hướng dẫn", "12/HD-BTCTW", None, None, None, "mentions", None),
            ("quy định", "22-QĐ/TW", None, None, None, "mentions", None),
            ("kết luận", "12-KL/TW", None, None, None, "mentions", None),
        ],
    ),
    (
        "joint issuers",
        "Thông tư liên tịch số 11/2005/TTLT-BNV-BTC-UBDT ngày 05/01/2005 của Bộ trưởng Bộ Nội vụ, Bộ trưởng Bộ Tài chính và Bộ"
        " trưởng, Chủ nhiệm Ủy ban Dân tộc hướng dẫn phụ cấp.",
        [
            (
                "thông tư liên tịch",
                "11/2005/TTLT-BNV-BTC-UBDT",
                "2005-01-05",
                "Bộ trưởng Bộ Nội vụ, Bộ trưởng Bộ Tài chính và Bộ trưởng, Chủ nhiệm Ủy ban Dân tộc",
                "hướng dẫn phụ cấp",
                "mentions",
                None,
            )
        ],
    ),
    (
        "law passed on a day",
        "Luật số 12/1998/QH10 thông qua ngày 12 tháng 6 năm 1999 của Quốc hội",
        [("luật", "12/1998/QH10", "1999-06-12", "*", None, "mentions", None)],
    ),
    (
        "list that goes on with a letter",
        "Thực hiện Chỉ thị số 16/CT-TTg và số 99/UBND-NC ngày 03/3/2021 của UBND tỉnh",
        [
            ("chỉ thị", "16/CT-TTg", None, "Thủ tướng Chính phủ", None, "implements", None),
            ("công văn", "99/UBND-NC", "2021-03-03", "UBND tỉnh", None, "implements", None),
        ],
    ),
    ("jurists are no law", "Hội Luật gia tỉnh phối hợp với Đoàn Luật sư; Luật sư Trần Văn A sinh năm 1980.", []),
    (
        "the sentence's date is not that of what the subject cites",
        "Ngày 17/02/2021 Cục Thú y ban hành Công văn số 19/TY-DT về việc đánh giá việc thực hiện Thông tư số 02/2019/TT-BYT.",
        [
            ("công văn", "19/TY-DT", "2021-02-17", "Cục Thú y", "*", "*", None),
            ("thông tư", "02/2019/TT-BYT", None, "Bộ Y tế", None, "mentions", None),
        ],
    ),
    (
        "a verb behind a semicolon opens a clause of its own",
        "Căn cứ Công văn số 20/UBND-TC của UBND tỉnh; thực hiện ý kiến của Chủ tịch UBND tỉnh tại Công văn số 55/UBND-TH ngày"
        " 28/02/2021, Sở báo cáo.",
        [
            ("công văn", "20/UBND-TC", None, "UBND tỉnh", None, "basis", None),
            ("công văn", "55/UBND-TH", "2021-02-28", "Chủ tịch UBND tỉnh", None, "implements", None),
        ],
    ),
    (
        "a body whose name holds giáo",
        "Thực hiện Hướng dẫn số 12-HD/BTGTW, ngày 05/02/2021 của Ban Tuyên giáo Trung ương về việc tuyên truyền.",
        [("hướng dẫn", "12-HD/BTGTW", "2021-02-05", "Ban Tuyên giáo Trung ương", "tuyên truyền", "implements", None)],
    ),
    (
        "two units in a notation",
        "Theo văn bản số 31/EVNX-KT+AT ngày 05/02/2021 của Tổng công ty Điện lực về việc cấp điện.",
        [("văn bản", "31/EVNX-KT+AT", "2021-02-05", "Tổng công ty Điện lực", "cấp điện", "*", None)],
    ),
    (
        "5 with the hour",
        "Hồi 09 giờ ngày 31/01/2021 Bộ Y tế ban hành Công điện số 55/CĐ-BYT về việc ứng phó với mưa lũ.",
        [("công điện", "55/CĐ-BYT", "2021-01-31", "Bộ Y tế", "ứng phó với mưa lũ", "*", None)],
    ),
    (
        "5 then, on the day",
        "Tiếp đến ngày 14/02/2021 Sở Y tế ban hành Công văn số 66/SYT-VP v/v cung cấp thông tin học viên.",
        [("công văn", "66/SYT-VP", "2021-02-14", "Sở Y tế", "cung cấp thông tin học viên", "*", None)],
    ),
    (
        "month misspelt",
        "Căn cứ Luật Tổ chức Chính phủ ngày 25 thánh 12 năm 2001;",
        [("luật", None, "2001-12-25", None, None, "basis", None)],
    ),
    (
        "tone marks that a scanner gave an abbreviation",
        "Thực hiện Chương trình số 34-CTr/TỦ ngày 29/01/2021 của Tỉnh ủy.",
        [("chương trình", "34-CTr/TU", "2021-01-29", "Tỉnh ủy", None, "implements", None)],
    ),
    (
        "a law in initials with its year; the same law in initials and written out",
        "Theo Luật thuế GTGT 2008; khoản 2 Điều 9 Luật Thuế TNDN số 67/2025/QH15; Luật Thuế thu nhập doanh nghiệp quy định thêm.",
        [
            ("luật", None, "2008", None, None, "*", None),
            ("luật", "67/2025/QH15", "*", None, None, "*", "khoản 2 Điều 9"),
        ],
    ),
    ("this letter itself", "Thực hiện Điều 3 Quyết định này và công văn này.", []),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in PATTERNS], ids=[row[0] for row in PATTERNS])
def test_patterns(text: str, expected: list[Want]) -> None:
    found = [
        (
            one.document_type.value,
            one.number.value,
            one.date.value,
            one.issuer.value,
            one.subject.value,
            one.relation,
            one.article.value,
        )
        for one in cited(*text.split("\n"))
    ]
    assert len(found) == len(expected), found
    for want, got in zip(expected, found, strict=True):
        assert tuple("*" if w == "*" else g for w, g in zip(want, got, strict=True)) == want


@pytest.mark.parametrize(
    ("text", "number", "mentions"),
    [
        ("Công văn số 45/TT-CLT ngày 16/02/2021 của Cục Trồng trọt. Theo Văn bản này, các nơi gieo sớm.", "45/TT-CLT", 1),
        ("Nghị định số 30/2020/NĐ-CP. Nghị định nêu trên có hiệu lực; Nghị định 30 quy định.", "30/2020/NĐ-CP", 2),
        ("Công văn số 250/ATTT-VN ngày 14/04/2020. Công văn 250 nêu rõ; Công văn số 250 hướng dẫn.", "250/ATTT-VN", 2),
        ("Công văn số 45/BYT-DP (gọi tắt là Công văn 45). Công văn số 45/BYT-DP của Bộ Y tế.", "45/BYT-DP", 2),
        ("Quyết định số 7/QĐ-UBND nói trên; Quyết định đã nêu; Quyết định dẫn trên.", "7/QĐ-UBND", 2),
    ],
)
def test_later_and_short_mentions_belong_to_the_one_document_that_fits(text: str, number: str, mentions: int) -> None:
    (one,) = cited(text)
    assert (one.number.value, len(one.mentions)) == (number, mentions)


def test_a_short_mention_that_fits_two_belongs_to_neither() -> None:
    found = cited(
        "Căn cứ Nghị định số 30/2020/NĐ-CP; Nghị định số 31/2020/NĐ-CP. Nghị định nêu trên quy định; Nghị định 31 cũng vậy."
    )
    assert [len(one.mentions) for one in found] == [0, 1]


def test_every_part_has_its_own_span() -> None:
    text = "Sở Y tế nhận được Công văn số 31/TY-DT ngày 04/02/2021 của Cục Thú y về việc tiêm phòng."
    (one,) = cited(text)
    for field in (one.document_type, one.number, one.date, one.issuer, one.subject, one.text):
        assert [text[span.start : span.end] for span in field.spans] == [
            {"công văn": "Công văn", "2021-02-04": "ngày 04/02/2021"}.get(str(field.value), field.value)
        ]
