"""Set phrases of recipients' lists whose tone marks an OCR reading lost or mixed up ("thành phó", "Công TTĐT").

Only marks over letters are put back, never letters: a phrase is mended where its bare letters are those of one set
phrase, and keeps the print's own capitals. Nothing is mended in text that was not read by OCR: there the spelling is
the writer's.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from extractors.folding import fold
from extractors.register import table
from schemas.fields import Span
from schemas.letter import Letter

_ABBREVIATION = re.compile(r"[A-Z]{2,8}")
_JOINED = re.compile(r"(?<=[A-ZĐ]{2})(?=(?:tỉnh|huyện|thành phố|các|và)(?:\s|$|[,;.]))")


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    """Bare letters → the spellings they may have."""
    spellings: dict[str, tuple[str, ...]] = {}
    for row in table("agency_phrases.tsv"):
        key = fold(row["phrase"])
        spellings[key] = (*spellings.get(key, ()), row["phrase"])
    return spellings


@cache
def _pattern() -> re.Pattern[str]:
    keys = sorted(_phrases(), key=len, reverse=True)
    return re.compile(r"(?<![^\W_])(?:" + "|".join(re.escape(key) for key in keys) + r")(?![^\W_])")


def read_by_ocr(letter: Letter) -> bool:
    """Whether any page of the letter was read from an image."""
    return any(page.source in ("ocr", "repaired") for page in letter.reading.pages)


def mend_phrases(text: str) -> str:
    """`text` with the tone marks of set phrases put right; only parted words change its length."""
    text = _JOINED.sub(" ", text)
    out, at = [], 0
    for hit in _pattern().finditer(fold(text)):
        out += [text[at : hit.start()], _mended(text[hit.start() : hit.end()])]
        at = hit.end()
    return "".join([*out, text[at:]])


def _marks(text: str) -> list[list[str]]:
    """The letters and marks of each word, in any order: "Uỷ" and "Ủy" are one spelling."""
    return [sorted(unicodedata.normalize("NFD", word)) for word in text.casefold().split()]


def _mended(printed: str) -> str:
    """The phrase in its right spelling with the capitals as printed; as printed if that is one of its spellings."""
    spellings = _phrases()[fold(printed)]
    if any(_marks(printed) == _marks(one) for one in spellings):
        return printed
    return "".join(right.upper() if own.isupper() else right.lower() for own, right in zip(printed, spellings[0], strict=True))


def keep_abbreviations(letter: Letter, text: str, spans: tuple[Span, ...]) -> str:
    """`text`, which stands at `spans`, with abbreviations as the source had them where repair gave them other letters.

    A word of bare capitals ("PCT", "UBNDTP") is an abbreviation, not a damaged word; only its marks may be wrong.
    """
    repairs = {page.number: page.repairs for page in letter.reading.pages if page.repairs}
    for span in spans:
        for repair in repairs.get(span.page, ()):
            within = span.start <= repair.start and repair.end <= span.end
            if within and _ABBREVIATION.fullmatch(repair.before) and fold(repair.after) != repair.before.lower():
                text = re.sub(rf"(?<!\w){re.escape(repair.after)}(?!\w)", repair.before, text, count=1)
    return text
