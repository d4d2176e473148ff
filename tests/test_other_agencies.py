"""Letters of agencies that no labelled letter is from, whole: courts, procuracies, audit, assembly, unions, utilities, communes
after July 2025, joint and Party letters. Invented, after the decree's and the Party's templates (`data/other_agencies.txt`)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from extractors.positions import find_title
from pipeline.ingest import Limits, sources
from pipeline.process import process
from schemas.record import Record

TEXTS = Path(__file__).parent / "data" / "other_agencies.txt"


@cache
def texts() -> dict[str, str]:
    """The letters by name."""
    parts = re.split(r"^=== (\S+)\n", TEXTS.read_text("utf-8"), flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Record]:
    """The record of each letter."""
    folder = tmp_path_factory.mktemp("letters")
    made = {}
    for name, text in texts().items():
        file = folder / f"{name}.txt"
        file.write_text(text, "utf-8")
        made[name] = process(next(iter(sources(file, Limits()))))  # type: ignore[arg-type]
    return made


# type, number, notation, date, place
HEADS = [
    ("toaan", "công văn", "1245", "TA-TCCB", "2024-11-04", "Vĩnh Long"),
    ("vks", "công văn", "316", "CV-VKS-P1", "2023-06-12", "Bến Tre"),
    ("ktnn", "công văn", "72", "KV IX-TH", "2022-02-09", "Tiền Giang"),
    ("quochoi", "công văn", "2215", "UBTCNS15", "2023-08-15", "Hà Nội"),
    ("doan", "công văn", "1502", "CV/TĐTN-TTN", "2024-02-20", "Lâm Đồng"),
    ("congdoan", "công văn", "345", "LĐLĐ-CSPL", "2024-12-02", "Hà Nam"),
    ("bqlkcn", "công văn", "2480", "KCNĐN-MT", "2022-10-28", "Đồng Nai"),
    ("khobac", "công văn", "415", "KBKV XVIII-KTNN", "2025-07-18", "Cần Thơ"),
    ("bhxh", "công văn", "1130", "BHXH-TST", "2024-05-07", "Quảng Trị"),
    ("haiquan", "công văn", "1876", "HQLS-GSQL", "2023-07-14", "Lạng Sơn"),
    ("thue", "công văn", "1021", "PTH-QLDN1", "2025-09-22", "Phú Thọ"),
    ("hangkhong", "công văn", "3325", "CHK-TCATB", "2025-08-11", "Hà Nội"),
    ("benhvien", "công văn", "89", "BVSN-KHTH", "2024-03", "Ninh Bình"),
    ("evn", "công văn", "4312", "GLPC-KT+AT", "2024-04-15", "Gia Lai"),
    ("congtycp", "công văn", "567", "HueWACO-KHVT", "2022-06-06", "Thừa Thiên Huế"),
    ("xa2025", "kế hoạch", "45", "KH-UBND", "2025-08-15", "Tân Hưng"),
    ("phuong2025", "công văn", "118", "VHXH", "2025-09-03", "Hải Châu"),
    ("liendoan", "công văn", "0982", "LĐTM-PC", "2023-04-21", "Hà Nội"),
    ("hoi", "hướng dẫn", "65", "HD-CCB", "2024-01-17", "Sơn La"),
    ("ubmt", "công văn", "3321", "MTTW-BTT", "2025-05-08", "Hà Nội"),
    ("congan", "công văn", "1212", "CAT-PC06", "2024-07-01", "Thái Bình"),
    ("vpqh", "công văn", "3345", "VPQH-TH", "2024-11-12", "Hà Nội"),
    ("tinhuy", "công văn", "1567", "CV/BTCTU", "2023-11-24", "Vị Thanh"),
    ("nqhdnd", "nghị quyết", "08", "2023/NQ-HĐND", "2023-07-12", "Đắk Lắk"),
    ("dhqg", "quyết định", "1876", "QĐ-KHTN", "2022-09-30", "TP. Hồ Chí Minh"),
    ("congdien", "công điện", "133", "CĐ-TTg", "2024-12-05", "Hà Nội"),
    ("nganhang", "công văn", "456", "KHH-TH", "2023-05-09", "Khánh Hòa"),
    ("nhieuky", "thông tư liên tịch", "12", "2014/TTLT-BTC-BNV", "2014-03-18", "Hà Nội"),
    ("hop", "thông báo", "210", "TB-VPCP", "2024-05-07", "Hà Nội"),
    ("dangcapxa", "công văn", "85", "CV/ĐU", "2025-09-19", "Năm Căn"),
    ("truongthpt", "giấy mời", "34", "GM-THPTLC", "2023-08-20", "Hải Phòng"),
    ("bctinhhinh", "báo cáo", "77", "BC-TTYT", "2024-05-03", "Ngọc Hồi"),
    ("bonhiem", "quyết định", "118", "QĐ-SNN", "2023-03-14", "Sóc Trăng"),
    ("thongtu", "thông tư", "29", "2024/TT-BGDĐT", "2024-12-30", "Hà Nội"),
    ("totrinh", "tờ trình", "156", "TTr-UBND", "2025-09-05", "Cần Thơ"),
    ("thongbaotet", "thông báo", "77", "TB-TTK", "2026-01-22", "An Giang"),
    ("traloi", "công văn", "612", "QHLĐTL-TL", "2022-07-08", "Hà Nội"),
    ("giaymoi2", "giấy mời", "501", "GM-NgVĐP", "2023-05-10", "Hà Nội"),
    ("baocaobtv", "báo cáo", "412", "BC/TU", "2022-12-15", "Đà Lạt"),
    ("hdbcqg", "kế hoạch", "15", "KH-TBANTT", "2025-11-12", "Hà Nội"),
    ("hoatoc", "công điện", "15", "CĐ-BCH", "2025-09-28", "Cao Bằng"),
    ("tct", "công văn", "1009", "HAN-ATGT", "2024-04-03", "Hà Nội"),
    ("blank", "công văn", None, "UBND-TH", "2024-07", "Lai Châu"),
    ("bovanhoa", "công văn", "233", "BQTG-QLHQ&GĐ", "2025-04-10", "Hà Nội"),
    ("thihanhan", "công văn", "890", "CTHADS-NV", "2023-05-17", "Quảng Ninh"),
    ("quandoi", "kế hoạch", "2145", "KH-BTL", "2024-06-11", "TP. Hồ Chí Minh"),
]


@pytest.mark.parametrize(("name", "kind", "number", "notation", "date", "place"), HEADS)
def test_heads(
    records: dict[str, Record], name: str, kind: str, number: str | None, notation: str, date: str, place: str
) -> None:
    one = records[name]
    assert (one.document_type.value, one.number.value, one.notation.value) == (kind, number, notation)
    assert (one.issued_on.value, one.place.value) == (date, place)
    assert one.kind.value == "official_document"


# name and parent as printed
ISSUERS = [
    ("toaan", "TÒA ÁN NHÂN DÂN TỈNH VĨNH LONG", "TÒA ÁN NHÂN DÂN TỐI CAO"),
    ("ktnn", "KIỂM TOÁN NHÀ NƯỚC KHU VỰC IX", "KIỂM TOÁN NHÀ NƯỚC"),
    ("quochoi", "ỦY BAN TÀI CHÍNH, NGÂN SÁCH", "QUỐC HỘI KHÓA XV"),
    ("doan", "BCH ĐOÀN TỈNH LÂM ĐỒNG", None),
    ("thue", "THUẾ TỈNH PHÚ THỌ", "CỤC THUẾ"),
    ("evn", "CÔNG TY ĐIỆN LỰC GIA LAI", "TỔNG CÔNG TY ĐIỆN LỰC MIỀN TRUNG"),
    ("phuong2025", "PHÒNG VĂN HÓA - XÃ HỘI", "UBND PHƯỜNG HẢI CHÂU"),
    ("xa2025", "ỦY BAN NHÂN DÂN XÃ TÂN HƯNG", None),
    ("ubmt", "BAN THƯỜNG TRỰC", "ỦY BAN TRUNG ƯƠNG MẶT TRẬN TỔ QUỐC VIỆT NAM"),
    ("tinhuy", "BAN TỔ CHỨC", "TỈNH ỦY HẬU GIANG"),
    ("hdbcqg", "TIỂU BAN AN NINH, TRẬT TỰ", "HỘI ĐỒNG BẦU CỬ QUỐC GIA"),
    ("traloi", "CỤC QUAN HỆ LAO ĐỘNG VÀ TIỀN LƯƠNG", "BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"),
    ("truongthpt", "TRƯỜNG THPT LÊ CHÂN", "SỞ GIÁO DỤC VÀ ĐÀO TẠO THÀNH PHỐ HẢI PHÒNG"),
]


@pytest.mark.parametrize(("name", "issuer", "parent"), ISSUERS)
def test_issuers(records: dict[str, Record], name: str, issuer: str, parent: str | None) -> None:
    first = records[name].issuers[0]
    assert first.printed.value == issuer
    assert (first.parent.printed.value if first.parent else None) == parent


def test_two_ministries_sign_together(records: dict[str, Record]) -> None:
    assert [one.name.value for one in records["nhieuky"].issuers] == ["Bộ Tài chính", "Bộ Nội vụ"]
    assert [one.name.value for one in records["nhieuky"].signers] == ["Nguyễn Thị Minh An", "Trần Anh Tú"]


# name, position, authority of the first signer
SIGNERS = [
    ("toaan", "Nguyễn Hữu Trọng", "Chánh án", None),
    ("ktnn", "Trần Quốc Bảo", "Kiểm toán trưởng", None),
    ("quochoi", "Vũ Thị Lưu", "Phó Chủ nhiệm", "TM."),
    ("doan", "K'Brốp Thanh", "Phó Bí thư", "TM."),
    ("congdoan", "Nguyễn Thị Mai Hoa", "Phó Chủ tịch", "KT."),
    ("bhxh", "Hoàng Đức Thiện", "Trưởng phòng Quản lý thu - Sổ, thẻ", "TUQ."),
    ("haiquan", "Vy Công Tường", "Phó Cục trưởng", "KT."),
    ("benhvien", "Trần Thị Ngát", "Giám đốc", None),
    ("congan", "Phạm Thanh Phương", "Phó Giám đốc", "KT."),
    ("tinhuy", "Nguyễn Văn Út", "Phó Trưởng ban Thường trực", "KT."),
    ("bctinhhinh", "A Nghị", "Giám đốc", "Q."),
    ("hoatoc", "Lê Hải Hòa", "Phó Trưởng ban Thường trực", "KT."),
    ("tct", "Vũ Văn Kiên", "Trưởng phòng An toàn", "TUN."),
    ("quandoi", "Nguyễn Trường Thắng", "Tư lệnh", None),
    ("thongbaotet", "Lý Minh Hùng", "Trưởng Thống kê", None),
    ("totrinh", "Nguyễn Thực Hiện", "Phó Chủ tịch", "KT."),
    ("traloi", "Tống Văn Lai", "Trưởng phòng Tiền lương", "TL."),
]


@pytest.mark.parametrize(("name", "person", "position", "authority"), SIGNERS)
def test_signers(records: dict[str, Record], name: str, person: str, position: str, authority: str | None) -> None:
    first = records[name].signers[0]
    assert (first.name.value, first.position.value, first.authority.value) == (person, position, authority)


# subject, recipients, archive
FEET = [
    ("doan", "tổ chức Tháng Thanh niên năm 2024", 1, "VP"),
    ("hangkhong", "tăng cường công tác bảo đảm an toàn bay", 4, "VT, TCATB (Hg13bn)"),
    ("khobac", "mở tài khoản giao dịch của đơn vị sử dụng ngân sách sau sắp xếp", 1, "VT, KTNN (5 bản)"),
    ("congdien", "tập trung khắc phục hậu quả mưa lũ", 2, "VT, NN (2b)"),
    ("thue", "chính sách thuế GTGT", 1, "VT, QLDN1 (2b)"),
]


@pytest.mark.parametrize(("name", "subject", "recipients", "archive"), FEET)
def test_subjects_and_feet(records: dict[str, Record], name: str, subject: str, recipients: int, archive: str) -> None:
    one = records[name]
    assert (one.subject.value, len(one.recipients), one.archive.value) == (subject, recipients, archive)


def test_purpose_of_reporting_in_someones_stead(records: dict[str, Record]) -> None:
    purposes = {copy.name.value: copy.purpose.value for copy in records["congtycp"].copies}
    assert purposes["HĐQT, BKS"] == "thay b/c"


# cited numbers
CITED = [
    ("toaan", {"88/TANDTC-TĐKT"}),
    ("vks", {"279/QĐ-VKSTC"}),
    ("doan", {"215-KH/TWĐTN-ĐKTHTN"}),
    ("khobac", {"18/2020/TT-BTC", "8856/KBNN-KTNN"}),
    ("bhxh", {"595/QĐ-BHXH", "490/QĐ-BHXH"}),
    ("haiquan", {"33/2023/TT-BTC", "38/2018/TT-BTC", "62/2019/TT-BTC"}),
    ("tinhuy", {"124-QĐ/TW", "25-HD/BTCTW"}),
    ("thue", {"15/CV-SL", "48/2024/QH15", "174/2025/NĐ-CP", "204/2025/QH15"}),
    ("vpqh", {"3288/KL-UBTVQH15"}),
    ("baocaobtv", {"18-NQ/TW", "1298-CV/TU"}),
    ("hdbcqg", {"46-CT/TW"}),
    ("thihanhan", {"12/2022/KDTM-PT", "45/QĐ-CTHADS"}),
    ("quandoi", {"21/2019/NĐ-CP", "01/ML-BTL"}),
    ("traloi", {"88/LĐLĐ", "38/2022/NĐ-CP"}),
]


@pytest.mark.parametrize(("name", "numbers"), CITED)
def test_citations(records: dict[str, Record], name: str, numbers: set[str]) -> None:
    assert {one.number.value for one in records[name].references} == numbers


def test_the_day_of_a_sentence_behind_a_heading(records: dict[str, Record]) -> None:
    dates = {one.number.value: one.date.value for one in records["totrinh"].references}
    assert dates["217/2025/QH15"] == "2025-06-26"


# actor, deadline, report to, via of the directive that holds the words
TOLD = [
    ("toaan", "Gửi báo cáo", "các đơn vị", "2024-12-10", "Tòa án nhân dân tỉnh", "Phòng Tổ chức - Cán bộ"),
    ("vks", "xây dựng báo cáo", "Viện trưởng Viện kiểm sát nhân dân các huyện, thành phố", "2023-06-20", "Văn phòng", None),
    ("quochoi", "gửi về Ủy ban", "Quý Bộ", "2023-08-25", "Ủy ban", "Vụ Tài chính, Ngân sách, Văn phòng Quốc hội"),
    ("doan", "Báo cáo kết quả", None, "2024-04-05", "Ban Thường vụ Tỉnh đoàn", "Ban Thanh thiếu nhi"),
    ("congdoan", "rà soát", "các cấp công đoàn", "2024-12-20", "LĐLĐ tỉnh", "Ban Chính sách Pháp luật"),
    ("bqlkcn", "thực hiện báo cáo", "các Công ty hạ tầng", "2023-01-15", None, None),
    ("thue", "đối chiếu", "Công ty", None, None, None),
    ("hangkhong", "rà soát phương thức", "Tổng công ty Quản lý bay Việt Nam", "2025-08-31", "Cục", None),
    ("phuong2025", "lập danh sách", "Ban điều hành các khu dân cư", "2025-09-20", "Phòng", None),
    ("congan", "thủ tục cấp căn cước", "các đồng chí", "2024-09-30", None, None),
    ("vpqh", "hoàn thiện hồ sơ", "các cơ quan", "2024-11-14", "Văn phòng Quốc hội", None),
    ("xa2025", "Bố trí kinh phí", "Phòng Kinh tế", None, None, None),
    ("congdien", "Giao Phó Thủ tướng", "Phó Thủ tướng Trần Hồng Hà", None, None, None),
    ("thongtu", "chịu trách nhiệm", "Chánh Văn phòng, Vụ trưởng Vụ Giáo dục Trung học", None, None, None),
    ("hdbcqg", "phương án bảo vệ", "Bộ Công an", "2026-01-15", None, None),
    ("giaymoi2", "cử 02 cán bộ", "Quý Sở", "2023-05-20", "Cục", None),
    ("hoatoc", "an toàn hồ đập", "Sở Nông nghiệp và Môi trường", None, None, None),
    ("hoatoc", "trực ban", None, "daily", "Ban Chỉ huy", None),
    ("quandoi", "báo cáo kết quả", "Bộ CHQS tỉnh Bình Thuận", "2024-07-15", "Bộ Tư lệnh", "Phòng Tác chiến"),
    ("hop", "hoàn thiện báo cáo", "Bộ Kế hoạch và Đầu tư", "2024-05-15", None, None),
]


@pytest.mark.parametrize(("name", "words", "actor", "due", "to", "via"), TOLD)
def test_directives(
    records: dict[str, Record], name: str, words: str, actor: str | None, due: str | None, to: str | None, via: str | None
) -> None:
    one = next(one for one in records[name].directives if words in str(one.text.value))
    assert (one.actors[0].value if one.actors else None) == actor
    assert (one.deadline.value, one.report_to.value, one.via.value) == (due, to, via)


# how many directives there are
COUNTS = [
    ("toaan", 3),
    ("quochoi", 3),
    ("hangkhong", 3),
    ("evn", 3),
    ("tinhuy", 2),
    ("benhvien", 0),
    ("truongthpt", 0),
    ("blank", 0),
    ("hoatoc", 3),
]


@pytest.mark.parametrize(("name", "count"), COUNTS)
def test_nothing_else_is_a_directive(records: dict[str, Record], name: str, count: int) -> None:
    assert len(records[name].directives) == count


def test_a_judgment_is_no_letter(records: dict[str, Record]) -> None:
    kinds = {one.number.value: one.document_type.value for one in records["thihanhan"].references}
    assert kinds["12/2022/KDTM-PT"] == "bản án"


def test_a_heading_hands_down_what_the_sentence_above_it_asks(records: dict[str, Record]) -> None:
    assert [one.modality for one in records["hangkhong"].directives] == ["require", "must_not", "require"]


def test_a_period_that_figures_are_counted_for_is_no_deadline(records: dict[str, Record]) -> None:
    assert records["toaan"].directives[0].deadline.value is None


def test_a_numbered_office_in_a_title() -> None:
    title = find_title("TRƯỞNG PHÒNG THANH TRA - KIỂM TRA SỐ 1")
    assert title is not None
    assert title.value == "Trưởng phòng Thanh tra - Kiểm tra số 1"
