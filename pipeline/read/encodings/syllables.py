"""Is a word a Vietnamese syllable? The test that tells a right conversion of a legacy encoding from a wrong one.

The written syllable is onset + rime + at most one tone mark; a rime that ends in a stop (c, ch, p, t, the k of Đắk Lắk)
takes only the acute or the dot below. Source: the inventory of rimes in any Vietnamese spelling primer; foreign words fail it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

TONES = "\u0300\u0301\u0303\u0309\u0323"

_ONSET = "(?:ngh|ng|nh|gh|kh|ph|th|tr|ch|gi|qu|[bcdđghklmnprstvx])?"
_SPELLED = """
a ac ach ai am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et
ê êch êm ên ênh êp êt êu êc i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu ic
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oem oen oeo oet oi om on ong ooc oong op ot oc
ô ôi ôm ôn ông ôp ôt ôc ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ up ut
uôc uôi uôm uôn uông uôt uy uya uych uyn uynh uyp uyt uyu uyên uyêt
ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu
"""
_RIMES = _SPELLED.split()
_SYLLABLE = re.compile(f"{_ONSET}({'|'.join(sorted(_RIMES, key=len, reverse=True))})")
_AFTER_GI = re.compile("gi(?:ê[nmuct]|êng)")
_STOPS = ("c", "ch", "k", "p", "t")


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether `word` (letters of any case, NFC or NFD) is spelled as one Vietnamese syllable, tone included."""
    base, tones = _split(word.lower())
    if len(tones) > 1:
        return False
    found = _SYLLABLE.fullmatch(base)
    if not found:
        return bool(_AFTER_GI.fullmatch(base))
    return not found[1].endswith(_STOPS) or tones in ("\u0301", "\u0323")


def _split(word: str) -> tuple[str, str]:
    """The word without its tones (NFC), and the tones."""
    parts = unicodedata.normalize("NFD", word)
    base = "".join(char for char in parts if char not in TONES)
    return unicodedata.normalize("NFC", base), "".join(char for char in parts if char in TONES)
