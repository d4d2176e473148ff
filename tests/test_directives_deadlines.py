"""Deadlines of directives: every form of SPEC §5. Contents are invented."""

from __future__ import annotations

import pytest

from extractors.directives.deadlines import deadline, row_deadline


@pytest.mark.parametrize(
    ("clause", "value", "words"),
    [
        ("Gửi báo cáo trước ngày 25/7/2026 để tổng hợp", "2026-07-25", "trước ngày 25/7/2026"),
        ("Gửi báo cáo trước 16h ngày 22/7/2026", "2026-07-22", "trước 16h ngày 22/7/2026"),
        ("Gửi báo cáo trước 15 giờ 30 phút, ngày 22 tháng 7 năm 2026", "2026-07-22", None),
        ("Gửi chậm nhất ngày 25/7/2026.", "2026-07-25", "chậm nhất ngày 25/7/2026"),
        ("hoàn thành xong trước ngày 05/8/2026", "2026-08-05", "trước ngày 05/8/2026"),
        ("gửi về Sở đến hết ngày 22/01/2018", "2018-01-22", "đến hết ngày 22/01/2018"),
        ("gửi về Sở, hạn chót 13/10/2017, theo mẫu", "2017-10-13", "hạn chót 13/10/2017"),
        ("gửi trước ngày 17/4", "2025-04-17", "trước ngày 17/4"),
        ("truoc ngay 25/7/2026 gui bao cao", "2026-07-25", "truoc ngay 25/7/2026"),
        ("thực hiện từ ngày 30/5/2022 đến ngày 31/7/2022.", "2022-07-31", "từ ngày 30/5/2022 đến ngày 31/7/2022"),
        ("hoàn thành trong tháng 5/2020", None, "hoàn thành trong tháng 5/2020"),
        ("báo cáo cấp trên trong Quý II năm 2025", None, "trong Quý II năm 2025"),
        (
            "trả lời trong thời hạn 05 ngày làm việc kể từ ngày nhận được hồ sơ.",
            None,
            "trong thời hạn 05 ngày làm việc kể từ ngày nhận được hồ sơ",
        ),
        (
            "chậm nhất 03 ngày làm việc kể từ ngày ban hành Quyết định",
            None,
            "chậm nhất 03 ngày làm việc kể từ ngày ban hành Quyết định",
        ),
        ("trong vòng mười lăm ngày kể từ ngày ký, các đơn vị phải nộp", None, "trong vòng mười lăm ngày kể từ ngày ký"),
        ("nộp hồ sơ trước khi bảo vệ (05 bản)", None, "trước khi bảo vệ"),
        ("công khai kết quả ngay sau khi phê duyệt.", None, "ngay sau khi phê duyệt"),
        ("tổ chức đánh giá trước ngày bảo vệ tối thiểu là 01 tuần", None, "trước ngày bảo vệ tối thiểu là 01 tuần"),
        ("báo cáo định kỳ hằng tháng, trước ngày 25", "monthly:25", "định kỳ hằng tháng, trước ngày 25"),
        ("báo cáo về Sở trước ngày 20 hàng tháng để tổng hợp", "monthly:20", "trước ngày 20 hàng tháng"),
        ("báo cáo định kỳ 6 tháng, hàng năm hoặc đột xuất", "every:6m", "định kỳ 6 tháng, hàng năm hoặc đột xuất"),
        ("gửi báo cáo hàng quý", "quarterly", "hàng quý"),
        ("Hằng tháng vào tuần cuối tháng, các đơn vị gửi báo cáo", "monthly", "Hằng tháng vào tuần cuối tháng"),
        ("báo cáo 06 tháng một lần về Sở", "every:6m", "06 tháng một lần"),
        ("báo cáo kết quả về Sở 3 tháng/1 lần", "every:3m", "3 tháng/1 lần"),
        ("gửi danh sách từ nay đến hết ngày 30/6/2025", "2025-06-30", "từ nay đến hết ngày 30/6/2025"),
        ("xong trước 17h00 ngày 05/6/2025", "2025-06-05", "trước 17h00 ngày 05/6/2025"),
        ("nộp trước 16h30, thứ Sáu, ngày 06/6/2025", "2025-06-06", None),
        ("chậm nhất là trước ngày 5/6/2025 gửi về Sở", "2025-06-05", None),
        ("hoàn thành trong tháng 6", None, "hoàn thành trong tháng 6"),
        ("hoàn thành việc rà soát trước tháng 9/2025", None, "trước tháng 9/2025"),
        ("giải ngân hết trong quý IV/2025", None, "trong quý IV/2025"),
        ("duy trì đến hết năm 2025", None, "đến hết năm 2025"),
        ("xử lý xong cuối năm 2025", None, "cuối năm 2025"),
        ("trả lời trong vòng 24 giờ kể từ khi nhận được phản ánh.", None, "trong vòng 24 giờ kể từ khi nhận được phản ánh"),
        ("giải quyết tối đa 05 ngày làm việc", None, "tối đa 05 ngày làm việc"),
        ("báo cáo ngay khi có ca bệnh, các đơn vị phải khoanh vùng", None, "ngay khi có ca bệnh"),
        ("nộp đúng thời gian quy định.", None, "đúng thời gian quy định"),
        ("chậm nhất đến ngày 31 tháng 3 năm sau, doanh nghiệp phải nộp", None, "chậm nhất đến ngày 31 tháng 3 năm sau"),
    ],
)
def test_forms(clause: str, value: str | None, words: str | None) -> None:
    found = deadline(clause, 2025)
    assert found is not None
    assert found.value == value
    assert words is None or clause[found.start : found.end].strip() == words


@pytest.mark.parametrize(
    "clause",
    [
        "khẩn trương, kịp thời triển khai thực hiện",
        "thực hiện Công văn số 12/SYT-VP ngày 03/4/2025 của Sở Y tế",
        "tập huấn vào ngày 12/5/2025 tại hội trường",
        "duy trì hoạt động hàng ngày của đơn vị",
        "thực hiện các nhiệm vụ trong năm 2025",
        "lập hồ sơ trước khi bị hủy",
        "thường xuyên kiểm tra, giám sát",
    ],
)
def test_no_deadline(clause: str) -> None:
    assert deadline(clause, 2025) is None


def test_row_cell() -> None:
    bare = row_deadline("15/4/2025", None)
    assert bare is not None
    assert bare.value == "2025-04-15"
    assert row_deadline("", None) is None


@pytest.mark.parametrize(
    ("clause", "value", "words"),
    [
        ("gửi hồ sơ chậm nhất 10 ngày trước ngày công bố kết quả.", None, "chậm nhất 10 ngày trước ngày công bố kết quả"),
        ("Trước ngày 15 của tháng cuối quý, biên soạn tài liệu", None, "Trước ngày 15 của tháng cuối quý"),
        (
            "gửi định kỳ hằng quý, chậm nhất ngày 10 tháng cuối quý",
            "quarterly:10",
            "định kỳ hằng quý, chậm nhất ngày 10 tháng cuối quý",
        ),
        (
            "Trong thời hạn 07 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ, thành lập tổ tư vấn",
            None,
            "Trong thời hạn 07 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ",
        ),
    ],
)
def test_days_before_an_event_and_of_a_quarters_month(clause: str, value: str | None, words: str) -> None:
    found = deadline(clause, 2025)
    assert found is not None
    assert (found.value, clause[found.start : found.end]) == (value, words)


def test_a_period_over_the_end_of_a_past_year_is_what_figures_are_counted_for() -> None:
    assert deadline("Thống kê số liệu từ 01/12/2023 đến 30/11/2024", 2024) is None
