"""Section 5 of the domain notes, point by point: what makes a directive, of which force, by when and to whom. Invented."""

from __future__ import annotations

import pytest

from tests.test_directives import told

REQUESTED = "Sở Y tế đề nghị các đơn vị trực thuộc thực hiện các nội dung sau:"
REQUIRED = "Giám đốc Sở yêu cầu thủ trưởng các đơn vị thực hiện các nội dung sau:"
ADVISED = "Cục khuyến nghị các đơn vị thực hiện các biện pháp sau:"

MODALITIES = [
    ("prohibit: không with a verb under a frame", REQUIRED, "- Không chia sẻ mật khẩu với người khác.", "must_not"),
    ("prohibit: không được", REQUESTED, "- Các đơn vị không được chia sẻ mật khẩu.", "must_not"),
    ("prohibit: nghiêm cấm", REQUESTED, "- Nghiêm cấm cài đặt phần mềm không rõ nguồn gốc.", "must_not"),
    ("prohibit: tuyệt đối không", REQUESTED, "- Tuyệt đối không dùng thư điện tử cá nhân cho công việc.", "must_not"),
    ("prohibit: không under khuyến nghị", ADVISED, "- Không chia sẻ thông tin phòng họp lên mạng xã hội.", "must_not"),
    ("must: phải", REQUESTED, "- Các đơn vị phải lập sổ theo dõi.", "must"),
    ("must: bắt buộc", REQUESTED, "- Bắt buộc cài đặt phần mềm phòng chống mã độc.", "must"),
    ("must: có trách nhiệm", REQUESTED, "- Phòng Kế hoạch có trách nhiệm tổng hợp kết quả.", "must"),
    ("must: chịu trách nhiệm", REQUESTED, "- Thủ trưởng đơn vị chịu trách nhiệm tổ chức thực hiện Công văn này.", "must"),
    ("require: yêu cầu", "", "Sở Y tế yêu cầu các bệnh viện lập kế hoạch tiếp nhận người bệnh.", "require"),
    ("require: bare imperative under yêu cầu", REQUIRED, "- Rà soát toàn bộ máy tính tại đơn vị.", "require"),
    ("assign: giao", REQUESTED, "- Giao Văn phòng Sở theo dõi, đôn đốc việc thực hiện.", "assign"),
    ("request: đề nghị", "", "Đề nghị các đơn vị báo cáo kết quả về Sở Y tế.", "request"),
    ("request: bare imperative under đề nghị", REQUESTED, "- Rà soát toàn bộ máy tính tại đơn vị.", "request"),
    ("should: cần", REQUESTED, "- Các đơn vị cần rà soát lại danh sách.", "should"),
    ("should: nên", ADVISED, "- Người dùng nên đặt mật khẩu cho phòng họp.", "should"),
    ("should_not: không nên", ADVISED, "- Không nên dùng chung mật khẩu.", "should_not"),
    ("should_not: hạn chế", ADVISED, "- Hạn chế sử dụng phần mềm miễn phí.", "should_not"),
    ("should_not: tránh", ADVISED, "- Tránh dùng chung mật khẩu cho nhiều tài khoản.", "should_not"),
    ("recommend: khuyến khích", REQUESTED, "- Khuyến khích các đơn vị sử dụng phần mềm trong nước.", "recommend"),
    ("recommend: bare imperative under khuyến nghị", ADVISED, "- Rà soát toàn bộ máy tính tại đơn vị.", "recommend"),
    ("require: chỉ đạo", "", "Giám đốc Sở chỉ đạo các bệnh viện lập kế hoạch tiếp nhận người bệnh.", "require"),
    ("require: được yêu cầu", "", "Các đơn vị được yêu cầu rà soát toàn bộ máy tính và báo cáo Sở Y tế.", "require"),
    ("should_not: cần tránh", ADVISED, "- Các đơn vị cần tránh dùng chung mật khẩu.", "should_not"),
    ("recommend: khuyến nghị", "", "Sở Y tế khuyến nghị các đơn vị cài đặt phần mềm phòng chống mã độc.", "recommend"),
    ("recommend: ưu tiên", REQUESTED, "- Ưu tiên sử dụng phần mềm trong nước.", "recommend"),
    ("recommend: cân nhắc", REQUESTED, "- Cân nhắc sử dụng phần mềm trong nước.", "recommend"),
    ("may: nếu cần", REQUESTED, "- Nếu cần, các đơn vị liên hệ Văn phòng Sở để được hướng dẫn.", "may"),
    ("may: có thể", REQUESTED, "- Các đơn vị có thể tham khảo hướng dẫn trên trang thông tin của Sở.", "may"),
]


@pytest.mark.parametrize(("frame", "clause", "modality"), [row[1:] for row in MODALITIES], ids=[row[0] for row in MODALITIES])
def test_modality(frame: str, clause: str, modality: str) -> None:
    made = told(*([frame] if frame else []), clause)
    assert [one.modality for one in made] == [modality]


def test_a_the_frames_actor_and_modality_come_down_to_each_dash() -> None:
    made = told(REQUESTED, "- Rà soát toàn bộ máy tính tại đơn vị.", "- Báo cáo kết quả về Sở Y tế trước ngày 15/4/2025.")
    assert [(one.modality, [a.value for a in one.actors]) for one in made] == [("request", ["các đơn vị trực thuộc"])] * 2


def test_a_headings_with_their_own_body() -> None:
    made = told(
        "1. Đề nghị các bệnh viện:",
        "- Rà soát toàn bộ máy tính, báo cáo kết quả về Sở Y tế.",
        "2. Giao Văn phòng Sở:",
        "- Tổng hợp báo cáo của các đơn vị.",
    )
    assert [(one.modality, one.actors[0].value) for one in made] == [("request", "các bệnh viện"), ("assign", "Văn phòng Sở")]


def test_b_a_marker_in_the_sentence_overrides_the_frame() -> None:
    made = told(ADVISED, "- Các đơn vị phải cài đặt mật khẩu cho phòng họp.")
    assert [one.modality for one in made] == ["must"]


def test_c_one_sentence_with_two_orders() -> None:
    made = told("Sở Y tế yêu cầu các đơn vị rà soát thiết bị; đề nghị Công an tỉnh phối hợp kiểm tra.")
    assert [one.modality for one in made] == ["require", "request"]


def test_c_a_comma_between_verbs_of_two_forces() -> None:
    made = told("Đối với các nhà mạng: phải bảo đảm an toàn thông tin, không được chia sẻ dữ liệu của khách hàng.")
    assert [one.modality for one in made] == ["must", "must_not"]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Sở Y tế đề nghị các đơn vị trực thuộc thực hiện các nội dung sau:", id="kind frame"),
        pytest.param("Đơn vị nào để xảy ra sai phạm phải chịu hoàn toàn trách nhiệm trước Giám đốc Sở.", id="kind sanction"),
        pytest.param("Mọi thông tin chi tiết xin liên hệ ông Nguyễn Văn A, điện thoại 0903 000 111.", id="kind contact"),
        pytest.param("Hiện nay, một số đơn vị đang sử dụng phần mềm không rõ nguồn gốc.", id="background"),
        pytest.param("(Danh sách các đơn vị phải báo cáo kèm theo)", id="what is attached"),
        pytest.param("(Thông tin liên hệ: bà Trần Thị B, Văn phòng Sở, điện thoại 0903 000 222)", id="contact in brackets"),
        pytest.param("Sở Xây dựng nhất trí với đề nghị của Ủy ban nhân dân huyện về việc cấp phép.", id="consent"),
        pytest.param("Đơn vị yêu cầu báo giá: Bệnh viện đa khoa tỉnh Mẫu.", id="form for quotations"),
        pytest.param("Lưu ý:", id="label"),
    ],
)
def test_only_instructions_count(line: str) -> None:
    assert told(line) == ()


def test_a_heading_of_many_words_orders_nothing_itself() -> None:
    made = told(
        "Sở đề nghị các đơn vị:",
        "1. Phòng Nghiệp vụ Y chủ trì, phối hợp với các phòng và đơn vị:",
        "- Rà soát toàn bộ máy tính tại đơn vị.",
    )
    assert [one.text.value for one in made] == ["Rà soát toàn bộ máy tính tại đơn vị."]


def test_g_a_heading_that_names_a_subject_gives_modality_and_no_actor() -> None:
    made = told("Cục đề nghị như sau:", "1. Các giải pháp kỹ thuật khuyến nghị", "- Rà soát toàn bộ máy tính tại đơn vị.")
    assert [(one.modality, one.actors) for one in made] == [("recommend", ())]


@pytest.mark.parametrize(
    ("clause", "condition"),
    [
        ("Khi có sự cố, các đơn vị phải báo cáo ngay về Sở Y tế.", "Khi có sự cố"),
        ("Nếu phát hiện mã độc, các đơn vị phải ngắt kết nối máy tính.", "Nếu phát hiện mã độc"),
        ("Trong quá trình thực hiện nếu có vướng mắc, đề nghị các đơn vị phản ánh về Sở Y tế.", "Trong quá trình thực hiện"),
        ("Trường hợp cần hỗ trợ, đề nghị các đơn vị liên hệ Sở Y tế để được hướng dẫn.", "Trường hợp cần hỗ trợ"),
    ],
)
def test_d_condition(clause: str, condition: str) -> None:
    made = told(REQUESTED, "1. Rà soát toàn bộ máy tính tại đơn vị.", f"2. {clause}")
    assert made[-1].condition.value is not None and made[-1].condition.value.startswith(condition)


@pytest.mark.parametrize("words", ["thường xuyên", "khẩn trương", "kịp thời"])
def test_e_words_of_haste_and_custom_are_no_day(words: str) -> None:
    (one,) = told(f"Đề nghị các đơn vị {words} rà soát toàn bộ máy tính.")
    assert one.deadline.value is None


def test_f_what_a_cited_body_asked_is_reported() -> None:
    made = told("Theo văn bản này, Bộ Công an yêu cầu các tỉnh rà soát hệ thống thông tin.")
    assert all(one.reported for one in made)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("trước ngày 25/7/2026", "2026-07-25"),
        ("trước 16h ngày 22/7/2026", "2026-07-22"),
        ("chậm nhất ngày 25/7/2026", "2026-07-25"),
        ("hoàn thành xong trước ngày 25/7/2026", "2026-07-25"),
        ("ngay sau khi phê duyệt", None),
        ("chậm nhất 15 ngày trước ngày khai mạc", None),
        ("định kỳ 6 tháng", "every:6m"),
        ("trong tháng 5/2025", None),
        ("trong Quý II/2025", None),
        ("trong thời hạn 05 ngày làm việc kể từ ngày nhận được Công văn này", None),
        ("trong vòng mười lăm ngày kể từ ngày nhận được Công văn này", None),
        ("định kỳ hằng tháng, trước ngày 25", "monthly:25"),
    ],
)
def test_deadlines(words: str, value: str | None) -> None:
    (one,) = told(f"Đề nghị các đơn vị gửi báo cáo về Sở Y tế {words}.")
    assert one.deadline.value == value
    assert one.deadline_text.value is not None and one.deadline_text.value in words


def test_the_body_that_only_receives_reports_is_no_actor() -> None:
    (one,) = told("Đề nghị các đơn vị báo cáo kết quả về Sở Y tế (qua Phòng Nghiệp vụ Y) để tổng hợp.")
    assert (one.report_to.value, [a.value for a in one.actors]) == ("Sở Y tế", ["các đơn vị"])
