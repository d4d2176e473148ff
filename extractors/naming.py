"""Names of bodies as they should be written: normal case, diacritics from the register, abbreviations expanded."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

from extractors.folding import fold
from extractors.places import kind_of, place_name, units_named
from extractors.register import table

_MOST_WORDS = 12  # of a phrase of the lexicon
_EASILY_MISTAKEN = {"quỹ", "tổ", "đội", "hạt", "khoa", "báo", "đài", "khối", "trạm", "vụ", "hội", "đoàn"}
_NO_BODIES = re.compile(
    r"(?:khoa hoc|phong,? chong|so huu|to chuc|bo doi|bo truong(?! bo\b)|to quoc|hoi nhap|vien tro|doan ket|quy hoach|bao ve"
    r"|bao dam)\b"
)
"""Words that begin like a body's name and are none ("LIÊN HIỆP CÁC HỘI" / "KHOA HỌC VÀ KỸ THUẬT")."""
_SYLLABLE = re.compile(r"(?:ngh?|[cgknpt]h|gi|qu|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?$")
"""What a Vietnamese syllable without its marks looks like; other words in capitals are abbreviations."""
_ROMAN = re.compile(r"[IVX]{1,5}$")
_SCHOOLS = ("Tiểu học", "Trung học cơ sở", "Trung học phổ thông", "Mầm non", "THPT", "THCS")
_NO_HEADS = {"UBND", "HĐND", "TP", "TP.", "T.P", "TX", "TX.", "TT.", "THPT", "THCS", "TW", "T.Ư"}
_PLACE_KINDS = ("thành phố", "tỉnh", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu")
_FOLDED_KINDS = {fold(kind): kind for kind in _PLACE_KINDS}
_BEFORE_PLACE = {*_FOLDED_KINDS, "tp", "tp.", "ubnd tinh"}
_EXTRA = (
    "Đại học", "Cao đẳng", "Trung học phổ thông", "Trung học cơ sở", "Tiểu học", "Mầm non", "Việt Nam", "Trung ương",
    "Quốc gia", "Hồ Chí Minh", "Thanh niên Cộng sản", "Mặt trận Tổ quốc", "Khoa học", "Công nghệ", "Kinh tế", "Sư phạm",
    "Y Dược", "Bách khoa", "TNHH", "MTV", "khu vực", "và", "các", "của", "trực thuộc", "cấp", "Quản lý", "Tổ chức cán bộ",
    "Tổ chức - Hành chính", "Khảo thí", "Đảm bảo chất lượng", "chất lượng", "cổ phần", "một thành viên", "Công nghệ thông tin",
    "miền Bắc", "miền Trung", "miền Nam", "Tây Nguyên", "Tây Bắc", "Đông Bắc", "Tây Nam Bộ", "Đông Nam Bộ", "Bắc Trung Bộ",
)  # fmt: skip


@cache
def _lexicon() -> dict[str, str]:
    """Folded phrase → as written, for the names of bodies and of their fields of work."""
    phrases = {fold(phrase): phrase for phrase in _EXTRA}
    for row in table("agencies.tsv"):
        name = row["name"]
        phrases.setdefault(fold(name), name)
        head = heads_in(name)
        if head and len(name) > len(head) + 3:
            phrases.setdefault(fold(name[len(head) + 1 :]), name[len(head) + 1 :])
    for head in organisation_heads():
        phrases.setdefault(fold(head), head if head in ("ubnd", "hđnd") else head[0].upper() + head[1:])
    phrases |= {"ubnd": "UBND", "hdnd": "HĐND"}
    for row in table("provinces.tsv"):
        phrases.setdefault(fold(row["name"]), row["name"])
    return phrases


@cache
def organisation_heads() -> dict[str, tuple[int, bool]]:
    """First words of bodies' names → rank (lower is higher) and whether the place belongs to the canonical name."""
    return {row["head"]: (int(row["rank"]), row["unit"] == "1") for row in table("organisation_heads.tsv")}


@cache
def _folded_heads() -> dict[str, str]:
    return {fold(head): head for head in organisation_heads()}


def is_name(text: str) -> bool:
    """Whether the text is, diacritics and case apart, a name of the register."""
    return fold(text) in _lexicon()


@lru_cache(maxsize=4096)
def heads_in(name: str) -> str | None:
    """The longest head ("sở", "ủy ban nhân dân") that a name begins with; None if it begins with none."""
    first, _, rest = name.strip().partition(" ")
    if first in _abbreviations() and first not in _NO_HEADS:
        name = f"{_abbreviations()[first]} {rest}"
    folded = fold(name).strip()
    if _NO_BODIES.match(folded):
        return None
    words = re.split(r"[ ]+", folded)
    for count in range(min(5, len(words)), 0, -1):
        head = _folded_heads().get(" ".join(words[:count]).strip(".,;"))
        if head and not (head in _EASILY_MISTAKEN and not name.isascii() and name.split(maxsplit=1)[0].casefold() != head):
            return head
    return None


@cache
def _abbreviations() -> dict[str, str]:
    return {row["short"]: row["long"] for row in table("abbreviations.tsv")}


def normal_name(printed: str, running_text: str = "", damaged: bool = True) -> str:
    """A letterhead's capitals as a name in normal case ("SỞ Y TẾ" → "Sở Y tế"), abbreviations as printed.

    Phrases of the register come first, then the name as the letter's own running text has it, then rules of
    capitals. Lost or misread diacritics come back where register or text know the name; those of places only if the
    text may be `damaged`.
    """
    words = re.sub(r"\s+", " ", printed).strip(" .,;:_|-–—*'`\"").split(" ")
    pieces, known = _pieces(words, damaged)
    if known or not printed.isupper():
        return _joined(pieces) if printed.isupper() or known else " ".join(words)
    said = _from_text(" ".join(words), running_text)
    return said or (_begun_in_text(words, running_text) if damaged else None) or _joined(pieces)


def _pieces(words: list[str], damaged: bool) -> tuple[list[str], bool]:
    """The words by phrases of the lexicon and of the gazetteer; whether all of them are known."""
    pieces: list[str] = []
    known, at = True, 0
    while at < len(words):
        piece, count = _phrase(words, at, pieces[-1] if pieces else "", damaged)
        if count == 0:
            known = known and words[at] in _abbreviations()
            piece, count = _unknown(words[at], pieces), 1
        pieces.append(piece)
        at += count
    return pieces, known


def _phrase(words: list[str], at: int, before: str, damaged: bool) -> tuple[str, int]:
    if fold(before) in _BEFORE_PLACE:
        rest = " ".join(words[at:])
        name = place_name(rest.title()) if damaged else rest.title()
        if fold(name) == fold(rest) and (damaged or units_named(rest)):
            return name, len(words) - at
    ending = " ".join(words[at:])
    if at and 2 <= len(words) - at <= 4 and kind_of(ending) is None and units_named(ending):
        return place_name(ending.title()) if damaged else ending.title(), len(words) - at
    for count in range(min(_MOST_WORDS, len(words) - at), 0, -1):
        key = fold(" ".join(words[at : at + count]))
        if key in _FOLDED_KINDS:
            return _FOLDED_KINDS[key], count
        if key in _lexicon() and (count > 1 or at == 0 or key in ("va", "cac", "cua", "cap", "tnhh", "mtv", "hdnd", "ubnd")):
            return _lexicon()[key], count
    return "", 0


def _unknown(word: str, before: list[str]) -> str:
    """A word that no phrase holds: capital after a head, a dash or a place's kind."""
    if word[:-1].isalpha() and word[-1] in ",;":
        return _unknown(word[:-1], before) + word[-1]
    if (
        word in _abbreviations()
        or _ROMAN.match(word)
        or not word.isalpha()
        or (word.isupper() and len(word) > 1 and not _is_syllable(word))
    ):
        return word
    after_head = not before or heads_in(before[-1]) is not None or before[-1] in ("-", "–", "và", *_PLACE_KINDS)
    proper = any(piece in _PLACE_KINDS or piece in _SCHOOLS for piece in before)
    return word.capitalize() if after_head or proper else word.lower()


def _is_syllable(word: str) -> bool:
    return _SYLLABLE.match(fold(word)) is not None


def _joined(pieces: list[str]) -> str:
    name = " ".join(piece for piece in pieces if piece)
    return name[:1].upper() + name[1:]


def _from_text(printed: str, running_text: str) -> str | None:
    """The name as the running text writes it, most often; None if it is not there in normal case."""
    words, folded = [word for word in re.split(r"[\s\-–]+", fold(printed)) if word], fold(running_text)
    if not all(word in folded for word in words):
        return None
    pattern = re.compile(r"\b" + r"[\s\-–]{1,4}".join(map(re.escape, words)) + r"\b")
    forms: Counter[str] = Counter()
    for match in pattern.finditer(folded):
        form = re.sub(r"\s+", " ", running_text[match.start() : match.end()])
        if not form.isupper():
            forms[form[:1].upper() + form[1:]] += 1
    return forms.most_common(1)[0][0] if forms else None


def _begun_in_text(words: list[str], running_text: str) -> str | None:
    """A damaged name that ends with abbreviations, its words before them as the running text has them."""
    first = next((i for i, word in enumerate(words) if word.isalpha() and i and not _is_syllable(word)), len(words))
    first = next((i for i, word in enumerate(words[:first]) if not word.isalpha()), first)
    if first == len(words) or first < 4:
        return None
    said = _from_text(" ".join(words[:first]), running_text)
    return " ".join([said, *words[first:]]) if said else None


@lru_cache(maxsize=1 << 11)
def expanded(name: str) -> str:
    """The name with its abbreviations written out ("UBND tỉnh X" → "Ủy ban nhân dân tỉnh X")."""
    words = [_abbreviations().get(word.rstrip(",;"), word) for word in re.sub(r"\bTP\.(?=\S)", "TP. ", name).split(" ")]
    text = " ".join(words)
    text = re.sub(r"\bthành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh", text)
    return text[:1].upper() + text[1:]
