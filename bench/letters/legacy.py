"""Text in the byte encodings of before Unicode: TCVN3 (ABC, the .VnTime fonts) and VNI-Windows."""

from __future__ import annotations

import unicodedata

# TCVN 5712:1993, table VN3: the letters at 0xA1-0xAE, then vowel by vowel.
_LETTERS = dict(zip("ĂÂÊÔƠƯĐăâêôơưđ", range(0xA1, 0xAF), strict=True))
_VOWELS = {
    **dict(zip("àảãáạ", range(0xB5, 0xBA), strict=True)),
    **dict(zip("ằẳẵắ", range(0xBB, 0xBF), strict=True)),
    **dict(zip("ặầẩẫấậè", range(0xC6, 0xCD), strict=True)),
    **dict(zip("ẻẽéẹềểễếệìỉ", range(0xCE, 0xD9), strict=True)),
    **dict(zip("ĩíịò", range(0xDC, 0xE0), strict=True)),
    **dict(zip("ỏõóọồổỗốộờởỡớợù", range(0xE1, 0xF0), strict=True)),
    **dict(zip("ủũúụừửữứựỳỷỹýỵ", range(0xF1, 0xFF), strict=True)),
}
TCVN3: dict[str, int] = {**_LETTERS, **_VOWELS}

_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_BREVE = {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
_HAT = {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
_ALONE = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ"}


def tcvn3(text: str) -> bytes:
    """The text in TCVN3. Capitals with a tone have no code: they come out small, as the capital font shows them."""
    made = bytearray()
    for char in unicodedata.normalize("NFC", text):
        code = TCVN3.get(char) or TCVN3.get(char.lower())
        made += bytes([code]) if code else char.encode("cp1252", "replace")
    return bytes(made)


def vni(text: str) -> str:
    """The text in VNI-Windows, as the cp1252 characters its bytes stand for."""
    return "".join(_vni(char) for char in unicodedata.normalize("NFC", text))


def _vni(char: str) -> str:
    small = char.lower()
    if small in _ALONE:
        made = _ALONE[small]
        return made if small == char else made.upper()
    parts = unicodedata.normalize("NFD", small)
    base, marks = parts[0], parts[1:]
    if not marks or not char.isalpha():
        return char
    tone = next((m for m in marks if m in _TONES), "")
    if "\u0306" in marks:
        made = base + _BREVE[tone]
    elif "\u0302" in marks:
        made = base + _HAT[tone]
    else:
        horn = {"o": "ô", "u": "ö"}[base] if "\u031b" in marks else base
        made = horn + (_TONES[tone] if tone else "")
    return made if small == char else made.upper()
