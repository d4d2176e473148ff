"""Letters that are forms: invitations, introductions, leave, authority, minutes, contracts, slips, open letters."""

from __future__ import annotations

from datetime import timedelta

from bench.letters import directives
from bench.letters.bodies import Job, fact, opening
from bench.letters.dates import after, before, printed
from bench.letters.lexicon import capital, draw, fill, words
from bench.letters.model import Order, Sheet, Signing
from bench.letters.people import address, person, phone


def invitation(job: Job, sheet: Sheet) -> None:
    """Giấy mời (Mẫu 1.7): who is invited to what, who presides, when, where."""
    c = job.c
    when = after(c.rng, c.on, 20)
    guests = "; ".join(draw(c.rng, c.domain.bodies, c.rng.randint(1, 3)))
    lead = f"{c.body.short} trân trọng kính mời"
    what = f"{c.rng.choice(('cuộc họp về', 'hội nghị triển khai', 'buổi làm việc về'))} {c.topic}"
    if job.recipients:
        text = f"{lead} {c.rng.choice(('đại diện lãnh đạo Quý cơ quan', 'Quý cơ quan cử đại diện'))} tới dự {what}"
        sheet.para(text + ".")
    else:
        text = f"{lead}: {guests}"
        sheet.para(text + ".")
        sheet.para(f"Tới dự {what}.")
    sheet.order(Order(guests if not job.recipients else "Quý cơ quan", text, "request"))
    sheet.para(f"Chủ trì: Đồng chí {person(c.rng)}, {c.body.deputy} {c.body.name}.")
    clock = c.rng.choice(("08 giờ 00", "8h00", "14 giờ 00", "13h30", "07 giờ 30 phút"))
    sheet.para(f"Thời gian: {clock}, ngày {printed(when, c.style)}.")
    sheet.para(f"Địa điểm: Phòng họp số {c.rng.randint(1, 5)}, trụ sở {c.body.name}, {address(c.rng)}.")
    wishes = ("đến dự đúng thành phần, thời gian", "chuẩn bị ý kiến phát biểu tại cuộc họp", "sắp xếp công việc, tham dự đầy đủ")
    text = f"{c.rng.choice(('Đề nghị', 'Đề nghị', 'Rất mong'))} các đại biểu {c.rng.choice(wishes)}"
    sheet.order(Order("các đại biểu", text, "request"))
    sheet.para(f"{text}./.")


def introduction(job: Job, sheet: Sheet) -> None:
    """Giấy giới thiệu (Mẫu 1.8)."""
    c = job.c
    sheet.para(f"{c.body.short} trân trọng giới thiệu:")
    sheet.para(f"Ông (bà): {person(c.rng)}")
    sheet.para(f"Chức vụ: {c.rng.choice(('Chuyên viên', 'Phó Trưởng phòng', 'Trưởng phòng', 'Kế toán trưởng'))}")
    sheet.para(f"Được cử đến: {c.rng.choice(c.domain.bodies)}")
    sheet.para(f"Về việc: liên hệ công tác về {c.topic}.")
    text = "Đề nghị Quý cơ quan tạo điều kiện để ông (bà) có tên ở trên hoàn thành nhiệm vụ"
    sheet.order(Order("Quý cơ quan", text, "request"))
    sheet.para(text + ".")
    sheet.para(f"Giấy này có giá trị đến hết ngày {printed(after(c.rng, c.on, 30), c.style)}./.")


def leave(job: Job, sheet: Sheet) -> None:
    """Giấy nghỉ phép (Mẫu 1.10)."""
    c = job.c
    first = after(c.rng, c.on, 20)
    last = first + timedelta(c.rng.randint(2, 12))
    who = person(c.rng)
    days = f"kể từ ngày {printed(first, c.style)} đến hết ngày {printed(last, c.style)}"
    sheet.para(f"Xét Đơn đề nghị nghỉ phép ngày {printed(before(c.rng, c.on, 10), c.style)} của ông (bà) {who},")
    sheet.para(f"{c.body.short} cấp cho:")
    sheet.para(f"Ông (bà): {who}")
    sheet.para(f"Chức vụ: {c.rng.choice(('Chuyên viên', 'Chuyên viên chính', 'Văn thư'))}, {c.rng.choice(c.body.units).name}")
    sheet.para(f"Được nghỉ phép trong thời gian {(last - first).days + 1:02d} ngày {days} tại {c.body.region.full}.")
    sheet.para(f"Số ngày nghỉ phép nêu trên được tính vào thời gian nghỉ phép năm {c.on.year}./.")


def authority(job: Job, sheet: Sheet) -> None:
    """Giấy ủy quyền: who may do what until when."""
    c = job.c
    sheet.para("1. Bên ủy quyền:", lead=16)
    sheet.para(f"Ông (bà): {person(c.rng)}, chức vụ: {c.body.head}.")
    sheet.para("2. Bên được ủy quyền:", lead=22)
    sheet.para(f"Ông (bà): {person(c.rng)}, chức vụ: {c.body.deputy}.")
    sheet.para(f"3. Nội dung ủy quyền: thay mặt {c.body.short} giải quyết các công việc về {c.topic}.")
    sheet.para(
        f"4. Thời hạn ủy quyền: từ ngày {printed(c.on, c.style)} đến hết ngày {printed(after(c.rng, c.on, 200), c.style)}."
    )
    text = (
        "Người được ủy quyền chịu trách nhiệm trước pháp luật về nội dung được ủy quyền, không được ủy quyền lại cho người khác"
    )
    sheet.order(
        Order("Người được ủy quyền", text.split(", không", maxsplit=1)[0], "must"),
        Order("Người được ủy quyền", "không được ủy quyền lại cho người khác", "must_not"),
    )
    sheet.para(f"{text}./.")


def minutes(job: Job, sheet: Sheet) -> None:
    """Biên bản (Mẫu 1.9): when, where, who, what was said and concluded."""
    c = job.c
    sheet.para(f"Thời gian bắt đầu: {c.rng.choice(('8 giờ 00', '14 giờ 00'))}, ngày {printed(c.on, 'words')}.")
    sheet.para(f"Địa điểm: Phòng họp {c.body.name}.")
    sheet.para(f"Thành phần tham dự: {'; '.join(draw(c.rng, c.domain.bodies, 3))}.")
    chair, clerk = person(c.rng), person(c.rng)
    sheet.parties.extend((clerk, chair))
    sheet.para(f"Chủ trì (chủ tọa): {chair}, {c.body.deputy}.")
    sheet.para(f"Thư ký (người ghi biên bản): {clerk}, chuyên viên.")
    sheet.para("Nội dung (theo diễn biến cuộc họp):", bold=True)
    for n in range(1, c.rng.randint(3, 5)):
        sheet.para(f"{n}. Ông (bà) {person(c.rng)}: {fact(c)}.")
    sheet.para("Chủ trì kết luận:", bold=True)
    for actor in draw(c.rng, c.domain.bodies, 2):
        text, orders = directives.single(c, actor, "assign")
        sheet.para(f"- {text}.")
        sheet.order(*orders)
    sheet.para(f"Cuộc họp kết thúc vào {c.rng.choice(('11', '16', '17'))} giờ 30, ngày {printed(c.on, 'words')}./.")


def contract(job: Job, sheet: Sheet) -> None:
    """Hợp đồng, bản ghi nhớ, bản thỏa thuận: two sides and their duties."""
    c, noun = job.c, capital(job.kind)
    mention = opening(job, sheet)
    sheet.para(f"{mention.text}{'.' if mention.pattern in (4, 5, 8) else ';'}")
    sheet.para(f"Hôm nay, ngày {printed(c.on, 'words')}, tại {c.body.name}, chúng tôi gồm:")
    other = c.rng.choice(c.domain.bodies)
    for side, name, title in (("A", c.body.name, c.body.head), ("B", other, "Giám đốc")):
        sheet.para(f"BÊN {side}: {name.upper()}", bold=True)
        who, line = person(c.rng), phone(c.rng)
        sheet.parties.append(who)
        sheet.contacts.append({"kind": "phone", "value": line})
        sheet.para(f"Đại diện: Ông (bà) {who}. Chức vụ: {title}.")
        sheet.para(f"Địa chỉ: {address(c.rng)}. Điện thoại: {line}.")
    sheet.para(f"Điều 1. Hai bên thống nhất hợp tác thực hiện {c.topic}.", lead=7)
    for n, side in enumerate(("Bên A", "Bên B"), 2):
        sheet.para(f"Điều {n}. Trách nhiệm của {side}", lead=7)
        directives.bullets(c, sheet, (side, "must"), 2)
    count = c.rng.choice(("04 (bốn)", "06 (sáu)"))
    sheet.para(
        f"Điều 4. {noun} có hiệu lực kể từ ngày ký, được lập thành {count} bản có giá trị như nhau, mỗi bên giữ một nửa./.",
        lead=7,
    )


def slip(job: Job, sheet: Sheet) -> None:
    """Phiếu gửi, phiếu chuyển, phiếu báo: a document goes on to somebody."""
    c = job.c
    mention = opening(job, sheet)
    if job.kind == "phiếu báo":
        sheet.para(f"{mention.text}. {c.body.short} thông báo để {job.actors} biết.")
        sheet.para(f"{fact(c)}./.")
        return
    sheet.para(mention.text + ".")
    verb = "chuyển" if job.kind == "phiếu chuyển" else "gửi"
    text = f"{c.body.short} {verb} hồ sơ kèm theo và đề nghị {job.actors} xem xét, giải quyết theo thẩm quyền"
    text += c.rng.choice(("", ", trả lời cho công dân biết", " và thông báo kết quả"))
    sheet.order(Order(job.actors, text, "request"))
    sheet.para(f"{text}./.")


def open_letter(job: Job, sheet: Sheet) -> None:
    """Thư công: warm words to many."""
    c = job.c
    sheet.para(
        f"Nhân dịp tổng kết {c.topic} năm {c.on.year}, thay mặt {c.body.short}, tôi thân ái gửi tới các đồng chí "
        "cùng toàn thể nhân dân lời chúc mừng tốt đẹp nhất."
    )
    sheet.para(f"{fact(c)}.")
    sheet.para(f"{fill(c.rng, c.rng.choice(words('aims')), topic=c.topic)} là trách nhiệm chung của mỗi chúng ta.")
    sheet.para(
        c.rng.choice(("Chúc các đồng chí sức khỏe, hạnh phúc và thành công!", "Thân ái gửi lời chào đoàn kết và quyết thắng!"))
    )


def minutes_signers(job: Job, sheet: Sheet) -> tuple[Signing, Signing]:
    """Thư ký and chủ tọa, who sign side by side."""
    clerk, chair = sheet.parties
    first = Signing(("THƯ KÝ",), clerk, "Thư ký", None, None)
    return first, Signing(("CHỦ TỌA",), chair, "Chủ tọa", None, None, job.c.body.name)


def contract_signers(job: Job, sheet: Sheet) -> tuple[Signing, Signing]:
    """The two sides of a contract."""
    (one, two), head = sheet.parties, job.c.body.head
    first = Signing(("ĐẠI DIỆN BÊN A", head.upper()), one, head, None, None, job.c.body.name)
    return first, Signing(("ĐẠI DIỆN BÊN B", "GIÁM ĐỐC"), two, "Giám đốc", None, None)
