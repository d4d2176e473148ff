"""Letterheads of every field of the state, the Party, the Front and of enterprises: issuer and parent as they should be."""

from __future__ import annotations

import pytest

from extractors.inference import registered
from extractors.issuers import issuers
from schemas.letter import Zone
from tests.footletters import zoned

Lines = tuple[str, ...]
HEADS: list[tuple[Lines, str, str | None]] = [
    # the Party
    (("TỈNH ỦY QUẢNG NINH", "*"), "Tỉnh ủy Quảng Ninh", None),
    (("TỈNH ỦY QUẢNG NINH", "BAN TUYÊN GIÁO", "*"), "Ban Tuyên giáo", "Tỉnh ủy Quảng Ninh"),
    (("HUYỆN ỦY ĐÔNG ANH", "VĂN PHÒNG", "*"), "Văn phòng", "Huyện ủy Đông Anh"),
    (("THÀNH ỦY HÀ NỘI", "ĐẢNG ỦY KHỐI CÁC CƠ QUAN", "*"), "Đảng ủy Khối các cơ quan", "Thành ủy Hà Nội"),
    (("BAN CHẤP HÀNH TRUNG ƯƠNG", "ỦY BAN KIỂM TRA"), "Ủy ban Kiểm tra", "Ban Chấp hành Trung ương"),
    (("ĐẢNG ỦY UBND TỈNH", "ĐẢNG ỦY SỞ Y TẾ", "*"), "Đảng ủy Sở Y tế", "Đảng ủy Ủy ban nhân dân tỉnh"),
    # councils and their offices
    (("HỘI ĐỒNG NHÂN DÂN", "TỈNH BÌNH DƯƠNG"), "Hội đồng nhân dân tỉnh Bình Dương", None),
    (("HỘI ĐỒNG NHÂN DÂN TỈNH BÌNH DƯƠNG", "BAN PHÁP CHẾ"), "Ban Pháp chế", "Hội đồng nhân dân tỉnh Bình Dương"),
    (("THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN", "TỈNH HÀ GIANG"), "Thường trực Hội đồng nhân dân tỉnh Hà Giang", None),
    (
        ("VĂN PHÒNG ĐOÀN ĐẠI BIỂU QUỐC HỘI", "VÀ HỘI ĐỒNG NHÂN DÂN", "TỈNH BẮC KẠN"),
        "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh Bắc Kạn",
        None,
    ),
    # the Front and its members
    (("ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM", "THÀNH PHỐ ĐÀ NẴNG"), "Ủy ban Mặt trận Tổ quốc Việt Nam thành phố Đà Nẵng", None),
    (
        ("ỦY BAN MTTQ VIỆT NAM", "TỈNH THÁI BÌNH", "BAN THƯỜNG TRỰC"),
        "Ban Thường trực",
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Thái Bình",
    ),
    (
        ("TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM", "LIÊN ĐOÀN LAO ĐỘNG TỈNH AN GIANG"),
        "Liên đoàn Lao động tỉnh An Giang",
        "Tổng Liên đoàn Lao động Việt Nam",
    ),
    (("HỘI LIÊN HIỆP PHỤ NỮ VIỆT NAM", "TỈNH ĐIỆN BIÊN"), "Hội Liên hiệp Phụ nữ Việt Nam tỉnh Điện Biên", None),
    (("HỘI NÔNG DÂN VIỆT NAM", "TỈNH HẢI DƯƠNG"), "Hội Nông dân Việt Nam tỉnh Hải Dương", None),
    (("TỈNH ĐOÀN NGHỆ AN", "HUYỆN ĐOÀN NAM ĐÀN"), "Huyện đoàn Nam Đàn", "Tỉnh đoàn Nghệ An"),
    (("LIÊN HIỆP CÁC HỘI", "KHOA HỌC VÀ KỸ THUẬT VIỆT NAM"), "Liên hiệp các hội Khoa học và Kỹ thuật Việt Nam", None),
    # health and schools
    (("SỞ Y TẾ TỈNH LONG AN", "BỆNH VIỆN ĐA KHOA LONG AN"), "Bệnh viện đa khoa Long An", "Sở Y tế tỉnh Long An"),
    (("BỘ Y TẾ", "BỆNH VIỆN BẠCH MAI"), "Bệnh viện Bạch Mai", "Bộ Y tế"),
    (("BỘ GIÁO DỤC VÀ ĐÀO TẠO", "TRƯỜNG ĐẠI HỌC CẦN THƠ"), "Trường Đại học Cần Thơ", "Bộ Giáo dục và Đào tạo"),
    (("ĐẠI HỌC QUỐC GIA HÀ NỘI", "TRƯỜNG ĐẠI HỌC KINH TẾ"), "Trường Đại học Kinh tế", "Đại học Quốc gia Hà Nội"),
    (
        ("PHÒNG GD&ĐT HUYỆN CỦ CHI", "TRƯỜNG TIỂU HỌC LÊ VĂN TÁM"),
        "Trường Tiểu học Lê Văn Tám",
        "Phòng Giáo dục và Đào tạo huyện Củ Chi",
    ),
    (
        ("UBND HUYỆN CỦ CHI", "TRƯỜNG THCS", "TÂN PHÚ TRUNG"),
        "Trường Trung học cơ sở Tân Phú Trung",
        "Ủy ban nhân dân huyện Củ Chi",
    ),
    (("SỞ TÀI CHÍNH", "TRUNG TÂM TƯ VẤN VÀ DỊCH", "VỤ TÀI CHÍNH"), "Trung tâm Tư vấn và Dịch vụ Tài chính", "Sở Tài chính"),
    # enterprises
    (("TẬP ĐOÀN CÔNG NGHIỆP", "THAN - KHOÁNG SẢN VIỆT NAM"), "Tập đoàn Công nghiệp Than - Khoáng sản Việt Nam", None),
    (("TẬP ĐOÀN BƯU CHÍNH", "VIỄN THÔNG VIỆT NAM"), "Tập đoàn Bưu chính Viễn thông Việt Nam", None),
    (("TỔNG CÔNG TY", "ĐƯỜNG SẮT VIỆT NAM"), "Tổng công ty Đường sắt Việt Nam", None),
    (("BỘ CÔNG THƯƠNG", "TẬP ĐOÀN ĐIỆN LỰC VIỆT NAM"), "Tập đoàn Điện lực Việt Nam", "Bộ Công Thương"),
    # finance
    (("BỘ TÀI CHÍNH", "CỤC QUẢN LÝ GIÁ"), "Cục Quản lý giá", "Bộ Tài chính"),
    (("TỔNG CỤC THUẾ", "CỤC THUẾ TỈNH LÂM ĐỒNG"), "Cục Thuế tỉnh Lâm Đồng", "Tổng cục Thuế"),
    (("CỤC THUẾ", "THUẾ TỈNH LÂM ĐỒNG"), "Thuế tỉnh Lâm Đồng", "Cục Thuế"),
    (("TỔNG CỤC HẢI QUAN", "CỤC HẢI QUAN TP. HẢI PHÒNG"), "Cục Hải quan thành phố Hải Phòng", "Tổng cục Hải quan"),
    (("CỤC HẢI QUAN", "CHI CỤC HẢI QUAN KHU VỰC III"), "Chi cục Hải quan khu vực III", "Cục Hải quan"),
    (("KHO BẠC NHÀ NƯỚC", "KHO BẠC NHÀ NƯỚC LÀO CAI"), "Kho bạc Nhà nước Lào Cai", "Kho bạc Nhà nước"),
    (("BHXH TỈNH BẮC NINH", "BHXH HUYỆN GIA BÌNH"), "Bảo hiểm xã hội huyện Gia Bình", "Bảo hiểm xã hội tỉnh Bắc Ninh"),
    (("NGÂN HÀNG NHÀ NƯỚC VIỆT NAM", "CHI NHÁNH TỈNH ĐỒNG THÁP"), "Chi nhánh tỉnh Đồng Tháp", "Ngân hàng Nhà nước Việt Nam"),
    (("KIỂM TOÁN NHÀ NƯỚC", "KIỂM TOÁN NHÀ NƯỚC KHU VỰC VII"), "Kiểm toán nhà nước khu vực VII", "Kiểm toán nhà nước"),
    # justice, police, army
    (("TÒA ÁN NHÂN DÂN", "TỈNH SÓC TRĂNG"), "Tòa án nhân dân tỉnh Sóc Trăng", None),
    (("VIỆN KIỂM SÁT NHÂN DÂN", "TỐI CAO"), "Viện kiểm sát nhân dân tối cao", None),
    (
        ("CỤC THI HÀNH ÁN DÂN SỰ TỈNH HÀ NAM", "CHI CỤC THADS HUYỆN BÌNH LỤC"),
        "Chi cục Thi hành án dân sự huyện Bình Lục",
        "Cục Thi hành án dân sự tỉnh Hà Nam",
    ),
    (("BỘ CÔNG AN", "CÔNG AN TỈNH YÊN BÁI"), "Công an tỉnh Yên Bái", "Bộ Công an"),
    (("CÔNG AN TỈNH YÊN BÁI", "CÔNG AN HUYỆN VĂN CHẤN"), "Công an huyện Văn Chấn", "Công an tỉnh Yên Bái"),
    (("QUÂN KHU 4", "BỘ CHỈ HUY QUÂN SỰ TỈNH HÀ TĨNH"), "Bộ Chỉ huy quân sự tỉnh Hà Tĩnh", "Quân khu 4"),
    (("BỘ QUỐC PHÒNG", "TỔNG CỤC CHÍNH TRỊ"), "Tổng cục Chính trị", "Bộ Quốc phòng"),
    # ministries whose names break, sub-offices, communes
    (("BỘ LAO ĐỘNG -", "THƯƠNG BINH VÀ XÃ HỘI"), "Bộ Lao động - Thương binh và Xã hội", None),
    (("BỘ LAO ĐỘNG", "- THƯƠNG BINH VÀ XÃ HỘI"), "Bộ Lao động - Thương binh và Xã hội", None),
    (
        ("UBND TỈNH NGHỆ AN", "SỞ LAO ĐỘNG - TB&XH"),
        "Sở Lao động - Thương binh và Xã hội tỉnh Nghệ An",
        "Ủy ban nhân dân tỉnh Nghệ An",
    ),
    (("BỘ XÂY DỰNG", "CỤC ĐƯỜNG BỘ VIỆT NAM", "KHU QUẢN LÝ ĐƯỜNG BỘ II"), "Khu quản lý Đường bộ II", "Cục Đường bộ Việt Nam"),
    (("SỞ NÔNG NGHIỆP VÀ PTNT", "CHI CỤC KIỂM LÂM"), "Chi cục Kiểm lâm", "Sở Nông nghiệp và Phát triển nông thôn"),
    (
        ("UBND TP HÀ NỘI", "SỞ QUY HOẠCH - KIẾN TRÚC"),
        "Sở Quy hoạch - Kiến trúc thành phố Hà Nội",
        "Ủy ban nhân dân thành phố Hà Nội",
    ),
    (("UBND QUẬN 1", "ỦY BAN NHÂN DÂN", "PHƯỜNG BẾN NGHÉ"), "Ủy ban nhân dân phường Bến Nghé", "Ủy ban nhân dân quận 1"),
    (("UBND XÃ TÂN AN HỘI", "PHÒNG KINH TẾ"), "Phòng Kinh tế xã Tân An Hội", "Ủy ban nhân dân xã Tân An Hội"),
    (("UBND TỈNH NGHỆ AN", "BCĐ PHÒNG, CHỐNG COVID-19"), "Ban Chỉ đạo Phòng, Chống COVID-19", "Ủy ban nhân dân tỉnh Nghệ An"),
]


@pytest.mark.parametrize(("lines", "name", "parent"), HEADS)
def test_letterhead(lines: Lines, name: str, parent: str | None) -> None:
    zones: list[tuple[Zone, str]] = [("head_left", line) for line in lines]
    (one,) = issuers(zoned(*zones, ("body", "")), notation=None, place=None, issued_on="2021-03", signers=())
    assert one.name.value == name
    assert (one.parent.name.value if one.parent else None) == parent


DATED = [
    ("BTM", "2006-05", "Bộ Thương mại"),
    ("BTM", "2010", None),
    ("BKHĐT", "2024-12", "Bộ Kế hoạch và Đầu tư"),
    ("BKHĐT", "2025-03", None),
    ("BNNMT", "2025-03", "Bộ Nông nghiệp và Môi trường"),
    ("BNNMT", "2024", None),
    ("BNN&PTNT", "2020", "Bộ Nông nghiệp và Phát triển nông thôn"),
    ("TCT", "2024-06", "Tổng cục Thuế"),
    ("TCT", "2025-06", None),
    ("CTK", "2025-06", "Cục Thống kê"),
    ("SNNMT", "2025-04", "Sở Nông nghiệp và Môi trường"),
    ("SNNMT", "2023-04", None),
    ("HU", "2025-08", None),
    ("PGDĐT", "2021-01", "Phòng Giáo dục và Đào tạo"),
    ("PGDĐT", "2025-09", None),
    ("ĐUCP", "2025-06", "Đảng ủy Chính phủ"),
    ("ĐUCP", "2024-06", None),
]


@pytest.mark.parametrize(("code", "date", "name"), DATED)
def test_a_code_means_what_it_meant_on_the_day(code: str, date: str, name: str | None) -> None:
    row = registered(code, date)
    assert (row["name"] if row else None) == name
