"""What a line is by its form alone: motto, number, place and date, type name, subject lead, stamp, mark.

Every pattern runs on folded text (see `extractors.folding`), so lost diacritics do not matter; repeats are bounded.
"""

from __future__ import annotations

import re

from extractors.document_type import type_of_line
from extractors.folding import fold
from extractors.needles import needled

_MOTTO = needled(
    r"cong h\w{1,3} x\w{1,2} h|xa h\w{1,2} ch\w{1,2} ngh\w{1,2} v|chu nghia viet nam|\b\w{0,2}oc l[aeo]p\b.{0,6}tu\w? ?d"
    r"|\bdoc lap\b.{0,20}ha\w{1,3} p|tu ?d[oa]? ?.{0,6}hanh ph|dang cong san viet"
    r"|^\W{0,3}doan (?:tncs|thanh nien cong san) ho chi minh\W{0,3}$"
)
_MOTTO_OPENS = re.compile(r"^[^a-z]{0,3}c\w{1,2}ng h|d[oe]c l|l[aeo]p\b|\btu ?d|hanh p|hanh$")
_NUMBER_LEAD = re.compile(
    r"^[^a-z0-9]{0,4}(?:(?:luat|nghi quyet|phap lenh|sac lenh) )?s[oe6bdiu0]z?(?![a-z])[^a-z0-9/]{0,3}"
    r"(?=[ :.;,/0-9({]|[a-z\W]{0,6}/|$)"
)
_NOTATION = re.compile(r"[/⁄\-–|]\s?(?:(?:19|20)\d\d\s?/\s?)?[A-ZĐÐ][A-Za-zĐÐđ&.]{0,12}(?:\s?[-–/]\s?[A-ZĐÐ]|\b)")
_HALF_LEAD = re.compile(r"^[^a-z]{0,3}o? ?: ?.{0,10}/ ?[a-z]{2,4} ?- ?[a-z]{2,}")
_BARE_NUMBER = re.compile(
    r"^\W{0,3}[0-9]{1,6}[a-z]?\s{0,3}[/-]\s?(?:[A-ZĐÐ]|(?:19|20)\d\d/)|^[\W_]{0,3}/ ?[A-ZĐÐ]{1,6}[a-z]{0,2} ?[-–] ?[A-ZĐÐ]"
)
_DATE = re.compile(
    r"n\w?[gq]a\w{0,3}?\W{0,12}.{0,14}?t\w?h?an\w?.{0,14}?(?:na?m?|ham)\W{0,3}(?:19|20|\d{2}|[a-z]?\d)"
    r"|^\W{0,3}[a-z][a-z .\-]{2,40}[, ].{0,20}t?hang\b.{1,10}na?m\W{0,2}(?:19|20)\d\d\W{0,3}$"
)
_NO_DATE = re.compile(r"^\W{0,3}(?:cua|so|kem theo|can cu|chieu|theo|ban hanh|thuc hien|ngay)\b")
_CITED = re.compile(r"\bso \d|\d ?/|\b(?:quyet dinh|nghi dinh|thong tu|cong van|chi thi|van ban|ke hoach|to trinh) ")
"""What stands before the date of another document, in a subject of two lines or more."""
_SLASH_DATE = re.compile(r"^[a-z .\-]{2,40}, ?ngay \d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}\.?$")
_SUBJECT = re.compile(
    r"^[^a-z0-9]{0,4}(?:v ?[/\\|il1#] ?[vw4u]|v/|v[iln]v|w/v|v[ea][ -]v[il]\w{0,3}c|vevi\w{1,4}c|v/c)\b|^[^a-z]{0,3}v\s?/\s?v"
)
_ADDRESSEES = needled(r"^[^a-z0-9]{0,5}k[il1]n\w{0,2} ?g[^\Wi]\w{0,3}\b|\bkinh gui ?:")
_STAMP = needled(
    r"cong van den|cong[,.] ?van den|van ban den|^\W{0,4}(?:c\W?v\W{0,2})?den\W{0,3}$|^\W{0,3}den\b.{0,6}(?:so|ngay|gio)"
    r"|cong thong \w{1,4} ?d\w{0,2}en t|trung tam cong bao|kinh chuy|^\W{0,3}(?:chuyen|luu ho so)( so)?\W{0,3}[.…:]"
    r"|(?:nguoi ky|ky boi|thoi gian ky|ngay ky|signature|signed by|email) ?:|vpcp@|co quan ?: .{0,40}thoi gian"
    r"|^\W{0,3}gio ?:|\.gov\.vn.{0,5}$|\+0?7[:.]?00"
)
_MARK = re.compile(
    r"^\W{0,3}(?:hoa toc(?: hen gio)?|thuong khan|khan|tuyet mat|toi mat|mat|du thao(?: lan.{0,6})?|luu hanh noi bo"
    r"|xem xong tra lai|tai lieu thu hoi|khong pho bien|toc)\W{0,3}$"
)
_BASIS = re.compile(
    r"^\W{0,3}(?:can cu|thuc hien|theo |xet |thi hanh|de nghi|nham |de |nay |trong |ngay \d|tiep theo|phuc dap|hien nay|sau khi"
    r"|dieu \d|qua |vua qua|thoi gian|chuong|phan|muc|i+ ?[-.]|[1a] ?[.)/]|tai |nhan duoc|thuong truc|quan triet)"
)
_SURE_BASIS = re.compile(
    r"^\W{0,3}(?:can cu|xet (?:de nghi|to trinh|don|theo)|thuc hien (?:\w+ ){1,4}so|theo de nghi|phuc dap|thi hanh"
    r"|ngay \d.{0,30},|dieu 1\b|i\.|1\.)"
)
_HEADING = re.compile(r"^\W{0,3}(?:chuong|phan (?:thu|i|mo dau)|muc \d|dieu \d|i+ ?[-./]|[1a] ?[.)/])")
_ATTACHED = re.compile(r"^\W{0,3}(?:ban hanh )?(?:kem|dinh kem) theo\b")
_BLANKS = re.compile(r" {3,}")
_OVERSTAMPED = re.compile(r"[\W_]*cong\W{1,2}van den?[a-z]{2}[a-z ]")
_AUTHORITY = re.compile(
    r"\W{0,3}(?:chu tich|giam doc|thu tuong|bo truong|hieu truong|tong giam doc|vien truong|cuc truong|tong cuc truong"
    r"|truong (?:ban|phong)|chanh|uy ban|hoi dong|chinh phu|thong doc|tong (?:bi thu|kiem toan|thanh tra)"
    r"|ban (?:thuong vu|chap hanh)|quoc hoi|bo chinh tri)"
)


_COPY = re.compile(r"\W{0,3}(?:sao y|sao luc|trich sao)\b")
_WORDS = re.compile(r"[^\w/]{0,3}[a-z]{1,12}\b[ a-z\-]{2,40}$|[^\w/]{0,3}[a-z]{1,12} [a-z]{2,12} ")
_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"[ :.]{0,4}\d{1,5}\b")


def is_motto(folded: str) -> bool:
    """The Republic's or the Party's name, or the motto."""
    return len(folded) <= 62 and _MOTTO.search(folded) is not None


def is_prose(text: str, folded: str) -> bool:
    """Words of the motto inside other words: "… Ngày Pháp luật nước Cộng hòa xã hội chủ nghĩa Việt Nam"."""
    return not is_capitals(text) and _MOTTO_OPENS.search(folded) is None


def is_number(text: str, folded: str) -> bool:
    """The letter's own "Số: 12/QĐ-UBND", damaged or blank."""
    if len(text) > 70 and len(" ".join(text.split()).rstrip("-_*= ")) > 70:
        return False
    lead = _NUMBER_LEAD.match(folded)
    if lead is None:
        return _BARE_NUMBER.match(text) is not None or _HALF_LEAD.match(folded) is not None
    rest = folded[lead.end() :]
    if text.lstrip()[:1] == "s" and ":" not in text[:8]:  # "số 12/2020/NĐ-CP" in running text or a table
        return False
    if _WORDS.match(rest):  # "SỞ Y TẾ"
        return False
    return _NOTATION.search(text) is not None or not rest.strip(" .…_:") or _DIGITS.match(rest) is not None


def has_notation(text: str) -> bool:
    """Whether a number line goes on with the letters of a notation: "/QĐ-UBND"."""
    return _NOTATION.search(text) is not None


def is_bare_number(folded: str) -> bool:
    """A number line that lost its "Số:"."""
    return _NUMBER_LEAD.match(folded) is None


def is_place_date(folded: str) -> bool:
    """ "Hà Nội, ngày 14 tháng 5 năm 2020", with blanks or damage."""
    folded = _BLANKS.sub("  ", folded) if len(folded) > 80 else folded
    if len(folded) > 80 or _DIGIT.search(folded) is None or _NO_DATE.match(folded):
        return False
    date = _DATE.search(folded)
    if date is not None and _CITED.search(folded, 0, max(folded.find("ngay"), 0)):
        return False
    return date is not None or _SLASH_DATE.match(folded) is not None


def names_place(text: str) -> bool:
    """Whether a place-date line begins with a name: a stamp's date does not."""
    return re.match(r"[\W_]{0,3}(?!Ng[aàâ]y\b)[A-ZĐÐÀ-Ỹ][^,\d]{1,40}[,.]?\s?\W{0,2}n", text) is not None


def is_subject_lead(folded: str) -> bool:
    """ "V/v …" or "Về việc …"."""
    return _SUBJECT.match(folded) is not None


def is_addressees(folded: str) -> bool:
    """ "Kính gửi: …"."""
    return _ADDRESSEES.search(folded) is not None


def is_stamp(folded: str) -> bool:
    """Part of the registry's arrival stamp or of a digital signature's caption."""
    return _STAMP.search(folded) is not None


def is_copy(folded: str) -> bool:
    """The caption of an electronic copy, top right: "SAO Y; UBND tỉnh A; 12/05/2021 …"."""
    return "sao" in folded and _COPY.match(folded) is not None


def is_mark(folded: str) -> bool:
    """Urgency, secrecy, circulation or draft mark that stands alone."""
    return len(folded) < 40 and _MARK.match(folded) is not None


def opens_body(folded: str) -> bool:
    """A line whose first words begin a letter's text."""
    return _BASIS.match(folded) is not None


def surely_opens_body(text: str, folded: str) -> bool:
    """A capital and first words that no subject's second line begins with."""
    return _SURE_BASIS.match(folded) is not None and text.lstrip(" .,'`_-")[:1] in "CXTPNĐD1I"


def is_heading(folded: str) -> bool:
    """A chapter's, part's or point's heading."""
    return _HEADING.match(folded) is not None


def is_attached(folded: str) -> bool:
    """ "(Kèm theo Quyết định số …"."""
    return _ATTACHED.match(folded) is not None


def invites(folded: str) -> bool:
    """ "… trân trọng kính mời: …", "… điện:": the text of an invitation, an introduction or a telegram begins."""
    return re.search(r"\bkinh moi\b|tran trong gioi thieu|than ai gui|\bdien ?:\W{0,3}$", folded) is not None


def completes_type(folded: str) -> bool:
    """The rest of a type line: "LIÊN TỊCH …", "CỦA CHÍNH PHỦ SỐ 3 …"."""
    return re.match(r"\W{0,3}(?:lien tich|cua|so \d)\b", folded) is not None


def is_capitals(text: str) -> bool:
    """Whether most letters are capitals (OCR errors and half converted fonts allowed)."""
    letters = sum(map(str.isalpha, text))
    return letters >= 3 and sum(map(str.isupper, text)) >= 0.6 * letters


def is_type(text: str) -> bool:
    """A line that holds the name of a kind of document and nothing else of weight."""
    return type_of_line(text) is not None


def is_overstamped(folded: str) -> bool:
    """A line of the letter over whose beginning a registry stamped "CÔNG VĂN ĐẾN": a scanner reads both as one."""
    return _OVERSTAMPED.match(folded) is not None


def is_authority(text: str) -> bool:
    """The line between subject and basis that names who decides: "THỦ TƯỚNG CHÍNH PHỦ", "GIÁM ĐỐC SỞ Y TẾ"."""
    return is_capitals(text) and _AUTHORITY.match(fold(text)) is not None
