"""What an order says beside its task, and whose order it is (SPEC §5). Contents are invented."""

from __future__ import annotations

import pytest

from extractors.directives import directives
from extractors.directives.modality import trigger
from extractors.directives.particulars import condition, report
from extractors.directives.rows import rows
from extractors.directives.splits import orders
from extractors.directives.voice import issuer_words, speaker
from extractors.folding import fold
from schemas.letter import Letter, Zone
from schemas.reading import Line, Page, Reading, Source
from schemas.record import Directive

Cell = tuple[int, int, int]


def told(*body: str, issuer: str | None = "Sở Y tế tỉnh Mẫu") -> tuple[Directive, ...]:
    """The directives of a letter with these body lines, written in 2025."""
    return directives(_letter([Line(b) for b in body]), issued_on="2025-03-02", issuer=issuer, recipients=(), references=())


def _letter(lines: list[Line], zone: Zone = "body") -> Letter:
    reading = Reading(Source("a.txt", "0" * 64, "text/plain", b""), (Page(1, tuple(lines), "text_layer", "test"),))
    return Letter(reading, (zone,) * len(lines))


@pytest.mark.parametrize(
    ("clause", "to", "via"),
    [
        ("Báo cáo kết quả về Sở Y tế (qua Phòng Nghiệp vụ Y) trước ngày 5/4/2025.", "Sở Y tế", "Phòng Nghiệp vụ Y"),
        ("Gửi báo cáo về Sở Nội vụ qua Văn phòng Sở để tổng hợp.", "Sở Nội vụ", "Văn phòng Sở"),
        ("báo cáo UBND tỉnh (thông qua Sở Tài chính) theo quy định", "UBND tỉnh", "Sở Tài chính"),
        ("Kịp thời báo cáo Chủ tịch Ủy ban nhân dân tỉnh xem xét, quyết định.", "Chủ tịch Ủy ban nhân dân tỉnh", None),
        ("phản ánh về Sở Y tế tỉnh Cao Bằng để được hướng dẫn", "Sở Y tế tỉnh Cao Bằng", None),
        ("nộp hồ sơ về Ngân hàng Nhà nước bằng văn bản", "Ngân hàng Nhà nước", None),
        ("Gửi báo cáo về Sở Y tế số 01 đường Mẫu trước ngày 5/4/2025", "Sở Y tế", None),
        ("Gửi kết quả về Sở Khoa học và Công nghệ qua địa chỉ thư điện tử", "Sở Khoa học và Công nghệ", None),
    ],
)
def test_report_to_and_via(clause: str, to: str, via: str | None) -> None:
    found = report(fold(clause))
    assert found is not None
    assert clause[slice(*found.to)] == to
    assert (clause[slice(*found.via)] if found.via else None) == via


@pytest.mark.parametrize(
    "clause",
    [
        "Báo cáo về phòng, chống dịch bệnh theo mẫu.",
        "Gửi số liệu về số lượng giường bệnh.",
        "Xây dựng báo cáo tổng kết.",
        "Tổ chức lớp học cho trường hợp khó khăn.",
    ],
)
def test_no_report_to(clause: str) -> None:
    assert report(fold(clause)) is None


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        ("Khi có sự cố, các đơn vị phải báo cáo ngay.", "Khi có sự cố"),
        (
            "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, đề nghị phản ánh về Sở Y tế.",
            "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc",
        ),
        ("Trường hợp hồ sơ thiếu, hỏng thì các đơn vị phải lập biên bản.", "Trường hợp hồ sơ thiếu, hỏng"),
        ("Nếu không còn nhu cầu, báo cáo về Sở Y tế.", "Nếu không còn nhu cầu"),
        ("Khi họp cần dùng phòng riêng, có mật khẩu.", "Khi họp"),
        ("Nếu đơn vị thiếu thuốc: lập dự trù bổ sung.", "Nếu đơn vị thiếu thuốc"),
    ],
)
def test_condition(clause: str, words: str) -> None:
    found = condition(fold(clause), trigger(clause))
    assert found is not None
    assert clause[slice(*found)] == words


@pytest.mark.parametrize("clause", ["Các đơn vị phải nộp hồ sơ.", "Trong trường hợp này, các đơn vị phải nộp hồ sơ."])
def test_no_condition(clause: str) -> None:
    assert condition(fold(clause), trigger(clause)) is None


ISSUER = issuer_words("Sở Y tế tỉnh Mẫu", "UBND tỉnh Mẫu")


@pytest.mark.parametrize(
    ("clause", "who"),
    [
        ("Sở Y tế đề nghị các đơn vị báo cáo.", "issuer"),
        ("Để kịp tiến độ, Giám đốc Sở Y tế yêu cầu các đơn vị báo cáo.", "issuer"),
        ("Cục An toàn thông tin khuyến nghị các đơn vị cập nhật phần mềm.", "other"),
        ("Theo văn bản này, Cục An toàn thông tin đề nghị các đơn vị rà soát.", "other"),
        ("Ngày 02/3/2025, Bộ Công an đã yêu cầu các đơn vị rà soát.", "other"),
        ("Đề nghị các đơn vị báo cáo.", "none"),
        ("Thương nhân lập biên bản đề nghị cơ quan hải quan cho phép.", "none"),
    ],
)
def test_who_speaks(clause: str, who: str) -> None:
    assert speaker(fold(clause), ISSUER) == who


def test_what_another_body_asked_is_reported() -> None:
    said = "Theo Văn bản này, Cục An toàn thông tin đề nghị các cơ quan rà soát, cập nhật ngay các máy chủ bị ảnh hưởng."
    ours = "Sở Y tế đề nghị các đơn vị trực thuộc kiểm tra, cập nhật phần mềm trước ngày 20/3/2025."
    first, second = told(said, ours)
    assert (first.reported, first.actors[0].value, first.modality) == (True, "các cơ quan", "request")
    assert (second.reported, second.deadline.value) == (False, "2025-03-20")


def test_an_order_of_a_body_under_us_is_ours() -> None:
    (one,) = told("Yêu cầu Phòng Y tế các huyện đề nghị các cơ sở hành nghề nộp hồ sơ trước ngày 20/3/2025.")
    assert not one.reported


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        (
            "Sở A kiểm tra hồ sơ; chịu trách nhiệm về số liệu; có trách nhiệm báo cáo; lưu giữ hồ sơ",
            ["Sở A kiểm tra hồ sơ;", " chịu trách nhiệm về số liệu;", " có trách nhiệm báo cáo;", " lưu giữ hồ sơ"],
        ),
        ("Rà soát hồ sơ; tổng hợp, báo cáo kết quả", ["Rà soát hồ sơ; tổng hợp, báo cáo kết quả"]),
        (
            "Các đơn vị phải khóa máy tính, không được chia sẻ mật khẩu",
            ["Các đơn vị phải khóa máy tính,", " không được chia sẻ mật khẩu"],
        ),
        (
            "Các cơ sở phải khóa cửa kho, bảo đảm an toàn cháy nổ, có phương án chữa cháy",
            ["Các cơ sở phải khóa cửa kho,", " bảo đảm an toàn cháy nổ,", " có phương án chữa cháy"],
        ),
        ("Nộp danh sách về Phòng; đồng thời gửi bản điện tử", ["Nộp danh sách về Phòng;", " đồng thời gửi bản điện tử"]),
        (
            "Trong quá trình làm có vướng mắc, đề nghị các đơn vị phản ánh",
            ["Trong quá trình làm có vướng mắc, đề nghị các đơn vị phản ánh"],
        ),
        ("Các đơn vị thực hiện đủ nhiệm vụ, yêu cầu và kế hoạch", ["Các đơn vị thực hiện đủ nhiệm vụ, yêu cầu và kế hoạch"]),
        (
            "Yêu cầu các đơn vị thực hiện; mọi chi tiết xin liên hệ Phòng Y",
            ["Yêu cầu các đơn vị thực hiện;", " mọi chi tiết xin liên hệ Phòng Y"],
        ),
    ],
)
def test_orders_joined_in_a_sentence(sentence: str, parts: list[str]) -> None:
    assert [sentence[slice(*cut)] for cut in orders(sentence)] == parts


@pytest.mark.parametrize(
    "body",
    [
        ("Đề nghị các đơn vị:", "- Rà soát máy tính tại đơn vị mình."),
        ("Phòng Nghiệp vụ Y có trách nhiệm:", "- Rà soát máy tính tại đơn vị mình."),
        ("Tổ chức thực hiện", "1. Rà soát máy tính tại đơn vị mình."),
    ],
)
def test_a_lead_in_alone_is_none(body: tuple[str, ...]) -> None:
    assert "Rà soát" not in (told(*body) or told(*body, *body))[0].text.value[:3]
    assert all(one.text.value != body[0] for one in told(*body))


def test_sanctions_are_none() -> None:
    assert told("Đơn vị nào không thực hiện phải chịu hoàn toàn trách nhiệm trước Giám đốc Sở.") == ()


def table(*texts: tuple[str, ...]) -> Letter:
    """A table of an annex, a line a cell."""
    return _letter([Line(t, cell=(0, r, c)) for r, row in enumerate(texts) for c, t in enumerate(row)], "annex")


def test_assignments_in_annexes() -> None:
    made = table(
        ("BẢNG PHÂN CÔNG",),
        ("TT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn hoàn thành"),
        ("1", "Xây dựng kế hoạch tập huấn", "Phòng Tổ chức cán bộ", "Văn phòng Sở", "15/4/2025"),
        ("2", "Tổ chức hội nghị triển khai", "Văn phòng Sở", "", "Quý II/2025"),
    )
    first, second = directives(made, issued_on="2025-03-02", issuer=None, recipients=(), references=())
    assert [a.value for a in first.actors] == ["Phòng Tổ chức cán bộ", "Văn phòng Sở"]
    assert (first.modality, first.deadline.value) == ("assign", "2025-04-15")
    assert (second.deadline.value, second.deadline_text.value) == (None, "Quý II/2025")


def test_assignments_without_times_need_a_lead() -> None:
    row = ("Xây dựng kế hoạch tập huấn", "Phòng Tổ chức cán bộ")
    assert len(rows(table(("Nội dung", "Đơn vị chủ trì"), row))) == 1
    assert rows(table(("Nội dung", "Đơn vị"), row)) == ()


def test_a_body_is_no_bracket() -> None:
    (one,) = told("Sở yêu cầu:", "- Cơ quan, đơn vị lập danh sách gửi về Sở Y tế trước ngày 13/10/2025, theo mẫu đính kèm.")
    assert one.deadline.value == "2025-10-13"
