"""Every rule that the code can name in a record has an example here that makes the record name it. Contents are invented."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.extract import extract
from pipeline.read import read
from pipeline.record import encode, record
from pipeline.zones import zone
from schemas.reading import Line, Reading, Source

ROOT = Path(__file__).resolve().parents[1]
FIELDS = (
    "number|date|place|type|subject|issuer|addressees|copies|signers|signature|marks|kind|contacts|attachments|entities|"
    "reference|directive|deadline"
)
RULE = re.compile(rf"(?:{FIELDS})\.[a-z]+(?:-[a-z]+)*")
OPEN = re.compile(rf"(?:{FIELDS})\.")
"""The beginning of a rule's id that the code completes."""
UNSEEN = {
    "deadline.row-words": "the record calls what a table's cell says deadline.row, with or without a day",
    "reference.anaphor": "an anaphor only adds a mention to the document that it means",
}
"""Rules that no field of a record can name, and why."""

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
HEAD = (
    f"ỦY BAN NHÂN DÂN TỈNH HÀ NAM\nSỞ Y TẾ\n{MOTTO}Số: 31/SYT-NVY\nHà Nam, ngày 10 tháng 3 năm 2021\nV/v phòng dịch\n"
    "Kính gửi: Các bệnh viện.\n"
)
FOOT = "\nNơi nhận:\n- Như trên;\n- UBND tỉnh (để b/c);\n- Lưu: VT, NVY.\nGIÁM ĐỐC\nNguyễn Văn Minh\n"

LETTERS = {
    "citations": HEAD
    + "Thực hiện các Công văn số 12, 15 và 20/UBND-VX ngày 02/3/2021 của UBND tỉnh; Quyết định số 1/QĐ-UBND và Quyết định số"
    " 2/QĐ-UBND cùng ngày 02/3/2021 của UBND tỉnh về việc trực dịch.\n"
    "Theo Công văn số 31/BYT-DP ngày 17/4; Nghị định số 30/2020/NĐ-CP; Chỉ thị số 16/CT-TTg Thủ tướng Chính phủ.\n"
    "Đã nhận số 99/UBND-NC ngày 03/3/2021 và 98/KH-UBND ngày 03/3/2021.\n"
    "Thực hiện Công văn số 40/UBND-VX, số 41/UBND-VX; văn bản của Bộ Y tế số 55/BYT-KCB ngày 04/3/2021.\n"
    "Quyết định 281 của Thủ tướng Chính phủ ngày 05/3/2020. Theo Quyết định số     /QĐ-SYT ngày    /12/2020 của Sở Y tế.\n"
    "Căn cứ kế hoạch năm học 2020-2021 của Trường Đại học Hà Nam đã được phê duyệt;\n"
    "Thực hiện Chương trình phòng lao của tỉnh đã được Ủy ban nhân dân tỉnh phê duyệt.\n"
    "Chiếu theo quyết nghị của Hội đồng Chính phủ ngày mùng ba tháng chín năm 1945; theo Quyết định số 9/QĐ-UBND ngày"
    " 29/1 1/2020.\n"
    "Quán triệt Nghị quyết Đại hội XIII của Đảng; theo Công ước Khung về Kiểm soát rác thải nhựa.\n"
    "Đề án “Nâng cao năng lực y tế cơ sở” đã ban hành. Báo cáo thẩm tra của Ban Pháp chế.\n"
    "Trong văn bản chỉ đạo mới gửi tới các sở, ngành, lãnh đạo UBND tỉnh yêu cầu rà soát.\n"
    "Hướng dẫn cài đặt phần mềm tại địa chỉ https://moh.gov.vn/cai-dat.\n"
    "Chiến lược phát triển y tế tỉnh Hà Nam giai đoạn 2021 - 2030 được triển khai.\n"
    "Ngày 17/02/2021, Bộ Công an đã có thông báo về nguy cơ cháy nổ. Thực hiện khuyến nghị của Cục Viễn thông.\n"
    "Ngày 21/01/2021, UBND huyện đã ban hành văn bản số 158/UBND-NN về việc chống rét cho trâu bò.\n"
    "Theo hướng dẫn của Cục Thú y tại Công văn số 31/TY-DT ngày 04/02/2021; Luật Đất đai năm 2013; Luật Nhà ở số 27/2023/QH15;"
    " khoản 2 Điều 5 Luật sửa đổi, bổ sung một số điều của Luật Giáo dục." + FOOT,
    "orders": HEAD
    + "Sở Y tế đề nghị các bệnh viện:\n1. Rà soát kế hoạch, báo cáo về Sở Y tế (qua Phòng Nghiệp vụ) trước ngày 25/3/2021.\n"
    "2. Giao Bệnh viện Đa khoa tỉnh chủ trì, phối hợp với các trung tâm y tế tổ chức tập huấn trong Quý II/2021.\n"
    "3. Các bệnh viện phải thực hiện nghiêm; không được từ chối bệnh nhân; cần kiểm tra định kỳ hằng tháng, trước ngày 25.\n"
    "4. Yêu cầu Trung tâm Kiểm soát bệnh tật hoàn thành việc lấy mẫu đúng thời hạn quy định.\n"
    "5. Khuyến khích các phòng khám tư nhân tham gia. Tránh tập trung đông người.\n"
    "6. Trường hợp có vướng mắc, đề nghị phản ánh về Sở Y tế trong vòng 05 ngày làm việc kể từ ngày nhận được Công văn này,"
    " điện thoại: 0226.3852765, email: soyte@hanam.gov.vn, website: https://soyte.hanam.gov.vn.\n"
    "7. Có thể tham khảo phần mềm VNPT iOffice. Liên hệ ông Nguyễn Văn Hùng. Đề nghị gửi danh sách từ ngày 01/4/2021 đến ngày"
    " 15/4/2021.\n"
    "Gửi kèm theo:\n- Danh sách cơ sở tiêm chủng;\n- Mẫu báo cáo tuần;\n" + FOOT,
    "enclosures": HEAD
    + "Sở Y tế gửi kèm theo dự thảo Kế hoạch phòng dịch năm 2021. Các đơn vị báo cáo (theo mẫu đính kèm). Ban hành kèm theo Công"
    " văn này quy trình tiếp nhận bệnh nhân của tỉnh." + FOOT + "PHỤ LỤC I\nDANH SÁCH CƠ SỞ TIÊM CHỦNG\n",
    "more orders": HEAD
    + "Sở Y tế kính đề nghị Ủy ban nhân dân tỉnh xem xét, phê duyệt kế hoạch.\nGiám đốc Sở chỉ đạo các bệnh viện lập kế hoạch"
    " tiếp nhận người bệnh.\nSở Y tế yêu cầu các bệnh viện:\n"
    "1. Nghiêm cấm thu phí ngoài quy định.\n"
    "2. Không nên tập trung đông người; hạn chế hội họp.\n3. Giao Phòng Nghiệp vụ tổng hợp, báo cáo chậm nhất ngày 15/01 năm"
    " sau.\n4. Báo cáo ngay sau khi kết thúc đợt kiểm tra.\n5. Sở Y tế giao Trung tâm Y tế huyện triển khai tiêm chủng.\n"
    "Theo Quyết định số 5/QĐ-BYT ngày/12/2020 của Bộ Y tế (theo mẫu danh sách đính kèm)." + FOOT,
    "an annex alone": "PHỤ LỤC\nDANH SÁCH CƠ SỞ\n(Kèm theo Quyết định số 250/QĐ-UBND"
    " ngày 10/3/2021 của Ủy ban nhân dân tỉnh Hà Nam)\n"
    "Trạm y tế xã.\n",
    "an annex with a blank day": "Số: 250/QĐ-UBND\nThời gian ký: 2021-03-10T16:21:30+07:00\nPHỤ LỤC\nDANH SÁCH CƠ SỞ\n"
    "(Kèm theo Quyết định số:      /QĐ-UBND ngày     /03/2021 của Ủy ban nhân dân tỉnh Hà Nam)\nTrạm y tế xã.\n",
    "a form": "Mẫu số 02\nĐƠN ĐỀ NGHỊ\nTôi tên là: ..........\nSinh ngày: ..........\nĐịa chỉ: ..........\n",
    "news": "Sáng nay, phóng viên ghi nhận tại chợ, người dân cho biết giá rau đã giảm. Theo đó, lãnh đạo chợ chia sẻ rằng nguồn"
    " hàng về nhiều hơn trước. "
    + "Hàng hóa ở các quầy được bày bán đầy đủ và giá cả ổn định hơn tuần trước nhiều lần. " * 4
    + "\n",
    "a note": "Ghi chép lúc rảnh.\n",
    "a foot alone": "Các đơn vị triển khai thực hiện.\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nGIÁM ĐỐC\nNguyễn Văn Minh\n",
    "a title alone": "THÔNG BÁO\nVề việc nghỉ lễ\nNhà trường thông báo lịch nghỉ lễ cho học sinh toàn trường.\n",
    "minutes": f"{MOTTO}BIÊN BẢN\nHọp giao ban\nThời gian bắt đầu: 08 giờ ngày 14/5/2020, tại hội trường.\n",
    "a law": f"QUỐC HỘI\n{MOTTO}Luật số: 80/2015/QH13\nCăn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;\n",
    "a decision without its title": f"SỞ Y TẾ\n{MOTTO}Số: 12/QĐ-SYT\nHà Nam, ngày 14 tháng 5 năm 2020\n"
    "Căn cứ Luật Khám bệnh, chữa bệnh;\nĐiều 1. Thành lập Tổ công tác.\n",
    "no letterhead": "Số: 542/SYT-NVY\nHà Nam, ngày 16 tháng 4 năm 2020\nV/v phòng dịch\nKính gửi: Các bệnh viện.\n"
    "Sở Y tế đề nghị các bệnh viện thực hiện." + FOOT,
    "no letterhead, a council": "Số: 1981/UBND-VHTT\nCẩm Phả, ngày 14 tháng 5 năm 2020\nV/v phòng dịch\n"
    "Kính gửi: Các trường học.\n"
    "Thực hiện chỉ đạo của cấp trên, đề nghị các trường thực hiện.\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\n"
    "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nTrần Văn Bình\n",
    "blank number, urgent": f"SỞ Y TẾ\n{MOTTO}Số:\nHà Nam, ngày 10 tháng 3 năm 2021 HỎA TỐC\nV/v phòng dịch\n"
    "Kính gửi: Các bệnh viện.\n"
    "Các bệnh viện thực hiện.\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nKT. GIÁM ĐỐC\nNguyễn Văn Minh\n",
    "signed and arrived": "Người ký: Sở Y tế\nEmail: soyte@hanam.gov.vn\nCơ quan: Tỉnh Hà Nam\n"
    "Thời gian ký: 13.05.2021 09:13:11 +07:00\n"
    "CÔNG VĂN ĐẾN\nSố: 123\nNgày: 12/3/2021\n" + HEAD + "Các bệnh viện thực hiện.\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
    "GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nNguyễn Văn Minh\n",
    "decision of a city": f"ỦY BAN NHÂN DÂN\nTHÀNH PHỐ CẨM PHẢ\n{MOTTO}Số: 12/QĐ-UBND\nCẩm Phả, ngày 14 tháng 5 năm 2020\n"
    "QUYẾT ĐỊNH\nVề việc thành lập Tổ công tác\nCăn cứ Luật Tổ chức chính quyền địa phương;\nQUYẾT ĐỊNH:\n"
    "Điều 1. Thành lập Tổ công tác.\nNơi nhận:\n- Như Điều 3;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n"
    "Trần Văn Bình\n",
}

SCANS = {
    "a deputy alone": HEAD + "Các bệnh viện thực hiện.\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nPHÓ GIÁM ĐỐC\nNguyễn Văn Minh\n",
    "a name cut by a seal": HEAD + "Các bệnh viện thực hiện.\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nGIÁM ĐỐC\nVăn Minh Hùng\n",
    "a stamp over the subject": f"SỞ Y TẾ\n{MOTTO}Số: 12/QĐ-SYT\nHà Nam, ngày 14 tháng 5 năm 2020\nQUYẾT ĐỊNH\n"
    "Về việc thành lập Tổ công tác của Sở\n[CỔNG TRÔNG TIN ĐIỆN TỪ CN BN[tân phòng dịch năm 2020\nCăn cứ Luật Dược;\n"
    "QUYẾT ĐỊNH:\nĐiều 1. Giao Phòng Nghiệp vụ thực hiện.\n",
    "an office cut by a seal": HEAD + "Các bệnh viện thực hiện.\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
    "KT. TRƯỞNG PHÒNG KẾ HOẠCH - TÀI CHÍNH\nPHÓ TRƯỞNG PHÒNG KẾ HOẠCH - TÀI\nNguyễn Văn Minh\n",
    "a name that the text has": HEAD + "Giao ông Nguyễn Văn Minh theo dõi.\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
    "GIÁM ĐỐC\nNguyễn Văn Minh\n",
    "a mark not read": HEAD + "Các bệnh viện thực hiện.\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nV^I, GIÁM ĐỐC\nNguyễn Văn Minh\n",
}
TABLE = (
    ("STT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn hoàn thành"),
    ("1", "Xây dựng kế hoạch phòng dịch", "Phòng Nghiệp vụ", "Các bệnh viện", "15/4/2021"),
    ("2", "Tổ chức tập huấn cho cán bộ", "Phòng Tổ chức", "Trung tâm Y tế", "Thường xuyên"),
)
"""Tasks in a table behind the letter."""


def _tabled() -> Reading:
    made = _text("a table", HEAD + "Các bệnh viện thực hiện theo phụ lục." + FOOT + "PHỤ LỤC\nPHÂN CÔNG NHIỆM VỤ\n")
    cells = (Line(text, cell=(0, row, column)) for row, texts in enumerate(TABLE) for column, text in enumerate(texts))
    page = made.pages[-1]
    return made.with_pages((*made.pages[:-1], replace(page, lines=(*page.lines, *cells))))


def _text(name: str, text: str) -> Reading:
    return read(Source(f"{name}.txt", name.ljust(64, "0"), "text/plain", text.encode()))


def _scanned(name: str, text: str) -> Reading:
    """The text as a scan would have given it: words by OCR, without boxes."""
    made = _text(name, text)
    return made.with_pages(tuple(replace(page, source="ocr") for page in made.pages))


def _unsure(name: str) -> Reading:
    """A scan whose signer's name was read with little confidence."""
    made = _scanned(f"{name}, unsure", SCANS[name])
    page = made.pages[0]
    lines = tuple(replace(one, confidence=0.3) if one.text == "Nguyễn Văn Minh" else one for one in page.lines)
    return made.with_pages((replace(page, lines=lines),))


@cache
def shown() -> frozenset[str]:
    """The rules that the records of the examples name."""
    seen: set[str] = set()
    texts = [_text(name, text) for name, text in LETTERS.items()]
    for reading in [
        *texts,
        *(_scanned(name, text) for name, text in SCANS.items()),
        _unsure("a deputy alone"),
        _unsure("a name that the text has"),
        _tabled(),
    ]:
        letter = zone(reading)
        seen |= set(_rules(json.loads(encode(record(letter, extract(letter))))))
    return frozenset(seen)


def _rules(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("rule"), str):
            yield value["rule"]
        for one in value.values():
            yield from _rules(one)
    elif isinstance(value, list):
        for one in value:
            yield from _rules(one)


def emitted() -> list[str]:
    """Every rule's id in the code of the extractors."""
    found: set[str] = set()
    for path in (ROOT / "extractors").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and RULE.fullmatch(node.value):
                found.add(node.value)
    return sorted(one for one in found if not one.endswith((".tsv", ".json")))


@pytest.mark.parametrize("rule", emitted())
def test_each_rule_has_an_example(rule: str) -> None:
    assert rule in shown() or rule in UNSEEN
