"""Directives: modalities, frames, splits, tables of tasks, and what is no directive. Contents are invented."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.directives import directives
from extractors.directives.clauses import clauses
from extractors.directives.modality import trigger
from extractors.directives.seen import plain
from extractors.directives.walk import walk
from schemas.letter import Letter, Zone
from schemas.reading import Line, Page, Reading, Source
from schemas.record import Directive

Cell = tuple[int, int, int]


def letter(*body: str, title: str = "", annex: tuple[str, ...] = (), cells: tuple[tuple[Cell, str], ...] = ()) -> Letter:
    """A letter of one page with these body lines, title, annex lines and table cells."""
    lines = [Line(title)] * bool(title) + [Line(b) for b in body] + [Line(t, cell=c) for c, t in cells] + [Line(a) for a in annex]
    zones: list[Zone] = ["title"] * bool(title)
    zones += ["body"] * (len(body) + len(cells))
    zones += ["annex"] * len(annex)
    reading = Reading(Source("a.txt", "0" * 64, "text/plain", b""), (Page(1, tuple(lines), "text_layer", "test"),))
    return Letter(reading, tuple(zones))


def told(*body: str, **more: object) -> tuple[Directive, ...]:
    """The directives of such a letter, written in 2025."""
    made = letter(*body, **more)  # type: ignore[arg-type]
    return directives(made, issued_on="2025-03-02", issuer="Sở Y tế", recipients=(), references=())


@pytest.mark.parametrize(
    ("said", "modality"),
    [
        ("Các đơn vị không được chia sẻ mật khẩu.", "must_not"),
        ("Nghiêm cấm việc sử dụng phần mềm lạ.", "must_not"),
        ("Các đơn vị tuyệt đối không dùng thư riêng.", "must_not"),
        ("Các đơn vị phải nộp hồ sơ.", "must"),
        ("Bắt buộc cài đặt phần mềm.", "must"),
        ("Phòng Kế hoạch có trách nhiệm tổng hợp.", "must"),
        ("Chánh Văn phòng chịu trách nhiệm thi hành Quyết định này.", "must"),
        ("Sở Y tế yêu cầu các đơn vị báo cáo.", "require"),
        ("Giao Văn phòng Sở theo dõi.", "assign"),
        ("Đề nghị các đơn vị phối hợp.", "request"),
        ("Kính mời đồng chí tham dự.", "request"),
        ("Các đơn vị cần rà soát.", "should"),
        ("Các đơn vị không nên dùng phần mềm này.", "should_not"),
        ("Khuyến khích các đơn vị tham gia.", "recommend"),
        ("Các đơn vị có thể tham khảo hướng dẫn.", "may"),
        ("So Y te yeu cau cac don vi bao cao.", "require"),
    ],
)
def test_modality(said: str, modality: str) -> None:
    found = trigger(said)
    assert found is not None
    assert found.modality == modality


def test_marks_tell_words_apart() -> None:
    assert trigger("Cử cán bộ tham dự tập huấn đúng thành phần") is None


FRAMED = (
    "Để bảo đảm an toàn thông tin, Sở Y tế đề nghị các đơn vị trực thuộc thực hiện một số nội dung sau:",
    "1. Tổ chức rà soát toàn bộ máy tính tại đơn vị.",
    "2. Báo cáo kết quả về Sở Y tế trước ngày 15/4/2025 để tổng hợp.",
    "3. Giao Văn phòng Sở theo dõi, đôn đốc việc thực hiện.",
)


def test_frame_hands_down_actor_and_modality() -> None:
    first, second, third = told(*FRAMED)
    assert first.text.value == "Tổ chức rà soát toàn bộ máy tính tại đơn vị."
    assert first.modality == "request"
    assert [a.value for a in first.actors] == ["các đơn vị trực thuộc"]
    assert second.deadline.value == "2025-04-15"
    assert second.report_to.value == "Sở Y tế"
    assert (third.modality, third.actors[0].value) == ("assign", "Văn phòng Sở")


def test_a_marker_in_the_sentence_overrides_the_frame() -> None:
    made = told(*FRAMED[:2], "2. Các đơn vị phải hoàn thành việc cài đặt phần mềm trước ngày 15/4/2025.")
    assert [one.modality for one in made] == ["request", "must"]


def test_spans_point_at_the_clause() -> None:
    made = letter(*FRAMED)
    for one in directives(made, issued_on="2025-03-02", issuer=None, recipients=(), references=()):
        (span,) = one.text.spans
        assert made.text[span.start : span.end] == one.text.value


def test_condition() -> None:
    made = told(*FRAMED[:2], "2. Khi có sự cố, các đơn vị phải báo cáo ngay về Sở Y tế.")
    assert made[-1].condition.value == "Khi có sự cố"


@pytest.mark.parametrize(
    "said",
    [
        "Căn cứ Quyết định số 12/QĐ-UBND ngày 03/02/2025 của Ủy ban nhân dân tỉnh;",
        "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 5/TTr-SNV ngày 02/3/2025.",
        "Quyết định này có hiệu lực thi hành kể từ ngày ký.",
        "Mọi thông tin chi tiết xin liên hệ đồng chí Nguyễn Văn Mẫu, điện thoại 0900000000.",
        "Trân trọng cảm ơn sự phối hợp của quý cơ quan./.",
    ],
)
def test_no_directive(said: str) -> None:
    assert told(said) == ()


def test_annexes_give_none_but_their_tables_of_tasks() -> None:
    assert told("Trân trọng./.", annex=("Điều 5. Các đơn vị phải nộp hồ sơ theo mẫu.",)) == ()


def test_duties_of_what_a_decision_enacts() -> None:
    annex = (
        "Phối hợp phòng, chống dịch",
        "(Ban hành kèm theo Quyết định số 12/QĐ-SYT ngày 02/3/2025)",
        "Điều 1. Phạm vi điều chỉnh",
        "Quy chế này quy định việc phối hợp giữa các đơn vị.",
        "Điều 2. Trách nhiệm của Phòng Nghiệp vụ Y",
        "1. Theo dõi tình hình dịch và tổng hợp số liệu của các đơn vị.",
        "2. Gửi báo cáo về Sở Y tế trước ngày 25/3/2025.",
    )
    said = [one.text.value for one in told("Điều 1. Ban hành kèm theo Quyết định này Quy chế.", title="QUYẾT ĐỊNH", annex=annex)]
    assert "Gửi báo cáo về Sở Y tế trước ngày 25/3/2025." in said
    assert not any(one and one.startswith("Quy chế này quy định") for one in said)
    lists = tuple(line.replace("Phối hợp phòng, chống dịch", "DANH MỤC THỦ TỤC HÀNH CHÍNH") for line in annex)
    assert not told("Nội dung như sau.", title="QUYẾT ĐỊNH", annex=lists)
    assert not told("Nội dung như sau.", title="CÔNG VĂN", annex=annex)


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("THÔNG BÁO", "Sở Y tế thông báo để các cơ quan, đơn vị biết, thực hiện./."),
        ("BÁO CÁO", "Đề nghị cấp có thẩm quyền cho phép kéo dài thời gian thực hiện nhiệm vụ."),
        ("BÁO CÁO", "Kiến nghị Thủ tướng Chính phủ xem xét, cho ý kiến chỉ đạo về phòng, chống dịch."),
        ("THÔNG BÁO", "Khuyến nghị các đơn vị trên địa bàn nghiên cứu kinh nghiệm của các địa phương."),
    ],
)
def test_little_doubt(title: str, said: str) -> None:
    assert [one.text.value for one in told(said, title=title)] == [said]


@pytest.mark.parametrize(
    ("title", "said", "little"),
    [
        ("THÔNG TƯ", "Thuốc nhập khẩu không được bán ngoài cơ sở đã đăng ký.", True),
        ("KẾ HOẠCH", "Thuốc nhập khẩu không được bán ngoài cơ sở đã đăng ký.", False),
        ("THÔNG BÁO", "Tuyệt đối không khai thác cát, sỏi ngoài phạm vi được cấp phép.", True),
        ("THÔNG BÁO", "Không nên dồn công việc vào cuối kỳ.", True),
        ("THÔNG BÁO", "Đến nay còn 03 đơn vị chưa gửi báo cáo theo quy định.", False),
    ],
)
def test_norms_and_prohibitions_need_little_certainty(title: str, said: str, little: bool) -> None:
    assert [plain(one, setting) for one, setting in walk(letter(said, title=title), ())] == [little]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Phụ lục", ("Trường hợp phải thẩm định thực tế tại cơ sở: 60 ngày kể từ ngày nhận đủ hồ sơ.",)),
        ("KẾ HOẠCH", ("ĐỀ XUẤT, KIẾN NGHỊ",)),
        (
            "KẾ HOẠCH",
            ("Trong quá trình triển khai nếu có vướng mắc, kế hoạch có thể được điều chỉnh cho phù hợp với tình hình thực tế.",),
        ),
    ],
)
def test_nobody_is_told(title: str, body: tuple[str, ...]) -> None:
    assert not told(*body, title=title)


def test_reports_tell_what_was_done() -> None:
    assert told("- Tăng cường giám sát, phát hiện các ổ dịch trong tháng.", title="BÁO CÁO Công tác y tế tháng 3") == ()


TABLE: tuple[tuple[Cell, str], ...] = (
    ((0, 0, 0), "TT"),
    ((0, 0, 1), "Nội dung công việc"),
    ((0, 0, 2), "Đơn vị chủ trì"),
    ((0, 0, 3), "Thời gian hoàn thành"),
    ((0, 1, 0), "1"),
    ((0, 1, 1), "Xây dựng kế hoạch triển khai"),
    ((0, 1, 1), "tại các xã"),
    ((0, 1, 2), "Phòng Nghiệp vụ Y"),
    ((0, 1, 3), "Trước ngày 15/4/2025"),
    ((0, 2, 0), "2"),
    ((0, 2, 1), "Tổ chức tập huấn cho cán bộ"),
    ((0, 2, 2), "Văn phòng Sở"),
    ((0, 2, 3), "Từ ngày 20/4/2025 đến ngày 25/4/2025"),
    ((0, 3, 1), "Tổng hợp số liệu, gửi báo cáo"),
    ((0, 3, 2), "Văn phòng Sở"),
    ((0, 3, 3), "Quý II năm 2025"),
)


def test_rows_of_tasks() -> None:
    first, second, third = told(cells=TABLE)
    assert first.text.value == "Xây dựng kế hoạch triển khai tại các xã"
    assert first.actors[0].value == "Phòng Nghiệp vụ Y"
    assert first.deadline.value == "2025-04-15"
    assert second.deadline_text.value == "Từ ngày 20/4/2025 đến ngày 25/4/2025"
    assert (third.deadline.value, third.deadline_text.value) == (None, "Quý II năm 2025")


def test_a_schedule_is_no_table_of_tasks() -> None:
    head = (((0, 0, 0), "Ngày tháng"), ((0, 0, 1), "Tên đơn vị"), ((0, 0, 2), "Thời gian"))
    assert told(cells=(*head, ((0, 1, 0), "Sáng 21/4/2025"), ((0, 1, 1), "Trung tâm Y tế Mẫu"), ((0, 1, 2), "8h00"))) == ()


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        (("1. Rà soát máy tính. Gỡ phần mềm lạ.",), ["Rà soát máy tính.", "Gỡ phần mềm lạ."]),
        (("- Rà soát", "máy tính;", "- Gỡ phần mềm."), ["Rà soát máy tính;", "Gỡ phần mềm."]),
        (
            ("Sở Nội vụ kiểm tra hồ sơ; chịu trách nhiệm trước Chủ tịch tỉnh; có trách nhiệm báo cáo.",),
            ["Sở Nội vụ kiểm tra hồ sơ;", "chịu trách nhiệm trước Chủ tịch tỉnh;", "có trách nhiệm báo cáo."],
        ),
        (("Nộp trước ngày 12/3/2025. Các đơn vị gửi bản giấy.",), ["Nộp trước ngày 12/3/2025.", "Các đơn vị gửi bản giấy."]),
        (
            ("Giao Sở Nội vụ rà soát. Hoàn thành trước ngày 12/3/2025.",),
            ["Giao Sở Nội vụ rà soát. Hoàn thành trước ngày 12/3/2025."],
        ),
        (
            ("Để kịp tiến độ, Sở Y tế yêu cầu các đơn vị nộp hồ sơ.",),
            ["Để kịp tiến độ,", "Sở Y tế yêu cầu các đơn vị nộp hồ sơ."],
        ),
        (("Tập huấn từ ngày", "12. Các đơn vị cử người."), ["Tập huấn từ ngày 12. Các đơn vị cử người."]),
    ],
)
def test_clauses(body: tuple[str, ...], texts: list[str]) -> None:
    assert [one.text for one in clauses(letter(*body))] == texts


@given(st.text(alphabet="đề nghịyêucầu;:,. ab1-\n", max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read(text: str) -> None:
    made = letter(*text.split("\n"))
    for one in directives(made, issued_on=None, issuer=None, recipients=(), references=()):
        assert one.text.spans


def test_cost_is_linear() -> None:
    body = ["- Đề nghị các đơn vị, để kịp tiến độ, yêu cầu, giao, trước ngày, định kỳ hàng tháng, quý, năm;"] * 4000
    start = time.process_time()
    told(*body)
    assert time.process_time() - start < 30
