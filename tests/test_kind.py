"""Documents told from news, annexes and forms."""

from __future__ import annotations

import pytest

from extractors.kind import kind
from extractors.number import number
from extractors.signers import signers
from tests.footletters import HEAD, from_text

NEWS = (
    "UBND tỉnh A cho biết, thời gian qua các đơn vị đã dùng nhiều phần mềm mới để làm việc từ xa trong mùa mưa bão.\n\n"
    "Ngày 17/4/2020, Sở B đã có thông báo về nguy cơ mất an toàn khi dùng các phần mềm này tại các cơ quan trong tỉnh.\n\n"
    "Do đó, trong chỉ đạo mới gửi tới các sở, ngành, lãnh đạo tỉnh yêu cầu các đơn vị cài đặt phần mềm từ nguồn tin cậy, "
    "đồng thời thường xuyên cập nhật bản vá lỗi và phổ biến cho cán bộ biết để phòng tránh những rủi ro có thể xảy ra.\n"
)
ANNEX = (
    "PHỤ LỤC I\nDANH MỤC THIẾT BỊ\n(Kèm theo Quyết định số 12/QĐ-UBND ngày 3/4/2021 của UBND tỉnh A)\n1. Máy in\n2. Máy quét\n"
)
FORM = "Mẫu số 01\nTên tôi là ...............\nĐịa chỉ .................\nĐiện thoại ...............\n"


def test_letter() -> None:
    assert kind(from_text(HEAD)).value == "official_document"


def test_news_about_a_letter() -> None:
    assert kind(from_text(NEWS)).value == "news_report"


def test_annex_alone() -> None:
    assert kind(from_text(ANNEX)).value == "appendix_only"


def test_form() -> None:
    assert kind(from_text(FORM)).value == "form"


def test_other() -> None:
    assert kind(from_text("Danh sách\nNguyễn Văn A\n")).value == "other"
    assert kind(from_text("")).value == "other"


PAPERS: list[tuple[str, str]] = [
    (
        "official_document",
        "QUỐC HỘI\nLuật số: 64/2025/QH15\nLUẬT\nBAN HÀNH VĂN BẢN\nCăn cứ Hiến pháp;\nĐiều 1. Phạm vi\n",
    ),
    (
        "official_document",
        "BIÊN BẢN\n"
        "Cuộc họp giao ban tháng 3\n"
        "Thời gian: 8 giờ ngày 3/3/2021\n"
        "Thành phần: Ban Giám đốc.\n"
        "Nội dung: ...\n"
        "THƯ KÝ            CHỦ TỌA\n"
        "Nguyễn Văn A      Trần Văn B\n",
    ),
    (
        "official_document",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\n"
        "GIẤY ỦY QUYỀN\n"
        "Tôi là Nguyễn Văn A ủy quyền cho ông B.\n",
    ),
    (
        "appendix_only",
        "QUY CHẾ\n"
        "Làm việc của Sở A\n"
        "(Ban hành kèm theo Quyết định số 12/QĐ-SA ngày 3/4/2021 của Giám đốc Sở A)\n"
        "Chương I\n"
        "QUY ĐỊNH CHUNG\n"
        "Điều 1. Phạm vi điều chỉnh\n",
    ),
    (
        "appendix_only",
        "PHỤ LỤC\n"
        "Danh sách đơn vị tham gia\n"
        "(Kèm theo Công văn số 12/SYT-NVY ngày 3/4/2021 của Sở Y tế)\n"
        "STT Đơn vị\n"
        "1 Bệnh viện A\n",
    ),
    (
        "appendix_only",
        "Phụ lục II\n"
        "BIỂU TỔNG HỢP SỐ LIỆU\n"
        "(Kèm theo Thông báo số     /TB-SNV ngày    /   /2021 của Sở Nội vụ)\n"
        "STT Nội dung Số lượng\n",
    ),
    (
        "appendix_only",
        "DANH SÁCH CÁN BỘ THAM GIA TẬP HUẤN\n"
        "(Kèm theo Quyết định số 45/QĐ-UBND ngày 01/02/2022 của UBND huyện A)\n"
        "STT Họ và tên Chức vụ\n"
        "1 Nguyễn Văn A\n",
    ),
    (
        "appendix_only",
        "DANH MỤC\n"
        "DỰ ÁN KÊU GỌI ĐẦU TƯ\n"
        "(Ban hành kèm theo Quyết định số 45/QĐ-UBND ngày 01/02/2022 của UBND tỉnh A)\n"
        "1. Khu công nghiệp\n",
    ),
    (
        "appendix_only",
        "Phụ lục 1C\nPHIẾU CUNG CẤP THÔNG TIN\n(Kèm theo Công văn số 1054/MT-YT)\nTên cơ sở: ......\n",
    ),
    (
        "form",
        "Mẫu số 02\n"
        "ĐƠN ĐỀ NGHỊ CẤP GIẤY PHÉP\n"
        "Kính gửi: ..............\n"
        "Tên tổ chức: ...........\n"
        "Địa chỉ: .........\n"
        "Điện thoại: ........\n",
    ),
    (
        "form",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\n"
        "ĐƠN XIN NGHỈ PHÉP\n"
        "Kính gửi: ..........................\n"
        "Tôi tên là: ........................\n"
        "Chức vụ: ............................\n"
        "Lý do: ..........................\n"
        "........, ngày ... tháng ... năm ....\n"
        "Người làm đơn\n",
    ),
    (
        "form",
        "TỜ KHAI ĐĂNG KÝ THUẾ\n"
        "[01] Tên người nộp thuế: .............\n"
        "[02] Mã số thuế: ...........\n"
        "[03] Địa chỉ: ...............\n",
    ),
    (
        "form",
        "PHIẾU ĐĂNG KÝ THAM DỰ HỘI NGHỊ\n"
        "Họ và tên: ...............\n"
        "Đơn vị: ..................\n"
        "Điện thoại: ..............\n"
        "Email: ...........\n",
    ),
    (
        "form",
        "Mẫu 3\n"
        "BÁO CÁO TÌNH HÌNH THỰC HIỆN\n"
        "Đơn vị: ..........\n"
        "Tháng ...... năm ......\n"
        "Số lượng: ..........\n"
        "Người lập biểu ..........\n",
    ),
    (
        "news_report",
        "Bộ Y tế yêu cầu các địa phương tăng cường phòng chống dịch\n"
        "(Dân trí) - Bộ Y tế vừa có công văn gửi UBND các tỉnh, thành phố về việc tăng cường phòng chống dịch.\n"
        "Theo đó, Bộ Y tế đề nghị UBND các tỉnh chỉ đạo các đơn vị thực hiện nghiêm các biện pháp phòng chống "
        "dịch. Trao đổi với phóng viên, ông A cho biết các địa phương đang tích cực triển khai. Trước đó, Thủ "
        "tướng đã ban hành Chỉ thị số 16/CT-TTg về phòng chống dịch, yêu cầu mọi người dân thực hiện giãn cách. "
        "Nhiều địa phương đã có kế hoạch cụ thể và bố trí lực lượng tại các chốt kiểm soát ra vào địa bàn.\n",
    ),
    (
        "news_report",
        "Ngày 16/4, UBND tỉnh Nghệ An đã ban hành Công văn số 2345/UBND-VX về việc tăng cường phòng chống dịch.\n"
        "Công văn nêu rõ, Chủ tịch UBND tỉnh yêu cầu các sở, ban, ngành, UBND các huyện, thành phố, thị xã tiếp "
        "tục thực hiện nghiêm túc các chỉ đạo của Trung ương. Đồng thời, Chủ tịch UBND tỉnh giao Sở Y tế chủ trì, "
        "phối hợp với các đơn vị liên quan kiểm tra việc thực hiện, báo cáo UBND tỉnh trước ngày 20/4. Trước đó, "
        "tỉnh đã ghi nhận 3 ca mắc mới trong cộng đồng.\n"
        "Báo Nghệ An\n",
    ),
    (
        "news_report",
        "TTO - Sở Giáo dục và Đào tạo TP.HCM vừa thông báo lịch nghỉ Tết cho học sinh. Theo thông báo này, học "
        "sinh được nghỉ 11 ngày. Ông Nguyễn Văn A, phó giám đốc sở, chia sẻ việc nghỉ Tết sớm giúp phụ huynh "
        "thuận lợi hơn trong việc sắp xếp công việc và về quê đón Tết cùng gia đình. Các trường được yêu cầu bố "
        "trí lịch học bù hợp lý và thông tin cho phụ huynh biết trước ngày 15/1.\n",
    ),
    (
        "other",
        "Chương 1\n"
        "TỔNG QUAN VỀ HỆ THỐNG\n"
        "1.1 Giới thiệu\n"
        "Hệ thống quản lý văn bản là phần mềm giúp các cơ quan quản lý văn bản đi, đến. Trong những năm gần đây, "
        "nhu cầu số hóa tài liệu tăng cao và nhiều đơn vị đã triển khai các giải pháp khác nhau để đáp ứng nhu "
        "cầu đó.\n",
    ),
    (
        "other",
        "The quick brown fox jumps over the lazy dog.\nInvoice No. 123\nTotal: 500 USD\n",
    ),
    (
        "other",
        "Danh sách\nNguyễn Văn A\nTrần Thị B\n",
    ),
    (
        "other",
        "HÓA ĐƠN GIÁ TRỊ GIA TĂNG\n"
        "Ký hiệu: 1C22TAA\n"
        "Số: 00000123\n"
        "Ngày 05 tháng 6 năm 2022\n"
        "Đơn vị bán hàng: Công ty A\n"
        "Mã số thuế: 0101234567\n",
    ),
]


@pytest.mark.parametrize(("name", "text"), PAPERS, ids=[text[:24] for _, text in PAPERS])
def test_kinds_told_apart(name: str, text: str) -> None:
    letter = from_text(text)
    own, notation = number(letter)
    assert kind(letter, number=own, notation=notation, signers=signers(letter)).value == name
