"""The Vietnamese syllable: what spellings are possible, and where its tone mark stands.

The rimes and initials follow the orthography in use since Decision 240/QĐ (1984); both placements of the tone
mark ("hòa", "hoà") are possible spellings and fold to one form for comparison.
"""

from __future__ import annotations

import unicodedata
from functools import cache

TONE_MARKS = "\u0300\u0301\u0303\u0309\u0323"
_INITIALS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RIMES = """a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây e ec em en eng eo ep et
    ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan oang
    oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ôông
    ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc ue uê uêch uên uênh uêt ui um un ung uôc uôi uôm uôn uông uôt up ut uơ uy uya
    uych uyên uyêt uynh uyt uyu uya ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu
    ynh yt uyn uyp uân uyêt êt iêu oong yn ym"""
INITIALS, RIMES = frozenset(_INITIALS.split()), frozenset(_RIMES.split())
STOPS = ("c", "ch", "p", "t")
_BASE = {ord("đ"): "d", ord("Đ"): "D"}


def split_tone(syllable: str) -> tuple[str, str]:
    """A lower-case NFC syllable without its tone mark, and the combining mark ("" for the level tone)."""
    parts = unicodedata.normalize("NFD", syllable)
    tone = "".join(c for c in parts if c in TONE_MARKS)
    return unicodedata.normalize("NFC", "".join(c for c in parts if c not in TONE_MARKS)), tone


@cache
def possible(word: str) -> bool:
    """Whether a word (any case, NFC) is spelt as a Vietnamese syllable can be; length without limit, no lexicon."""
    body, tone = split_tone(word.lower())
    if len(tone) > 1 or not body or len(body) > 7:
        return False
    return any(
        (not body[:n] or body[:n] in INITIALS) and _rime_fits(body[:n], body[n:], tone) for n in range(min(3, len(body)) + 1)
    )


def _rime_fits(initial: str, rime: str, tone: str) -> bool:
    """Whether the rime may follow the initial with that tone: stops take only the sắc and nặng tones."""
    if rime not in RIMES and not (initial == "gi" and "i" + rime in RIMES) and not (initial == "g" and "i" + rime in RIMES):
        return False
    return not rime.endswith(STOPS) or tone in ("\u0301", "\u0323")


def strip_marks(text: str) -> str:
    """The text without any Vietnamese mark, one character for one: "Độc lập" → "Doc lap"."""
    return text.translate(_strip_table())


@cache
def _strip_table() -> dict[int, str]:
    table = dict(_BASE)
    for base in "aeiouyAEIOUY":
        for mark in ("", "\u0302", "\u0306", "\u031b"):
            for tone in ("", *TONE_MARKS):
                composed = unicodedata.normalize("NFC", base + mark + tone)
                if len(composed) == 1 and composed != base:
                    table[ord(composed)] = base
    return table


@cache
def fold(word: str) -> str:
    """Lower case with the tone mark on the vowel where the older practice puts it ("hoà" → "hòa"): a key for lookup."""
    low = word.lower()
    if low.isascii():
        return low
    body, tone = split_tone(low)
    if len(tone) != 1 or not possible(low):
        return low
    return place_tone(body, tone)


def place_tone(body: str, tone: str) -> str:
    """A toneless syllable with its tone mark put by the older practice: "hoa" + huyền → "hòa", "quy" → "quý"."""
    at = _tone_seat(body)
    return unicodedata.normalize("NFC", body[: at + 1] + tone + body[at + 1 :])


def _tone_seat(body: str) -> int:
    start = 2 if body[:2] == "qu" else 2 if body[:2] == "gi" and len(body) > 2 and body[2] in _VOWELS else 0
    vowels = [i for i in range(start, len(body)) if body[i] in _VOWELS]
    if not vowels:
        return max((i for i in range(len(body)) if body[i] in _VOWELS), default=len(body) - 1)
    marked = [i for i in vowels if body[i] in "ăâêôơư"]
    if marked:
        return marked[-1]
    if len(vowels) == 1:
        return vowels[0]
    if vowels[-1] < len(body) - 1 or len(vowels) == 3:
        return vowels[1]
    return vowels[0]


_VOWELS = "aăâeêioôơuưy"
