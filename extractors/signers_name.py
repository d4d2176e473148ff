"""The name of one who signed, as far as it is read: given, mended from the rest of the letter, or withheld."""

from __future__ import annotations

import re

from extractors.folding import fold
from extractors.people import find_name
from extractors.phrases import read_by_ocr
from extractors.signers_gather import Block
from schemas.fields import Candidate, Field, found, missing
from schemas.letter import Letter

_NAME_LEAST = 0.5
"""A name whose line was read with no more confidence than this is for a person to read: what a seal hides is no name."""
_NAME_SURE, _ELSEWHERE_SURE = 0.9, 0.9
"""A name read less surely than the first is looked for in the rest of the letter; there it must be as sure as the second."""


def name_of(letter: Letter, block: Block) -> Field[str]:
    """The signer's name; null with candidates where it was read too unsurely, or only a part of it."""
    if block.name is None:
        return missing("illegible" if read_by_ocr(letter) else "blank_in_source", 0.6, "signers.name")
    spans = letter.span(*block.name_at)
    if read_by_ocr(letter) and block.sure < _NAME_SURE and (named := _elsewhere(letter, block)):
        mended = named != block.name.value or block.name.corrected
        return found(named, spans, 0.9, "signers.name-elsewhere", "corrected" if mended else "printed")
    if read_by_ocr(letter) and block.sure <= _NAME_LEAST:
        names = (block.name.value, *(other.value for text in block.rivals if (other := find_name(text))))
        guesses = tuple(Candidate(name, min(0.45, block.sure), spans) for name in dict.fromkeys(names))
        return Field(None, 0.7, "illegible", "printed", spans, guesses, "signers.name-unsure")
    sure = min(block.name.certainty, 0.55 + 0.45 * block.sure)
    words = block.name.value.split()
    if read_by_ocr(letter) and (words[0] in ("Văn", "Thị") or (len(words) == 2 and block.cut)):
        # "Văn" goes before a given name, and a stroke before two words is what a seal left of the surname
        return Field(None, 0.7, "illegible", "printed", spans, (Candidate(block.name.value, 0.2, spans),), "signers.name-cut")
    if len(words) == 2:
        sure -= 0.15
    return found(block.name.value, spans, sure, "signers.name", "corrected" if block.name.corrected else "printed")


def _elsewhere(letter: Letter, block: Block) -> str | None:
    """The signer's name as the rest of the letter has it, marks and all: read surely, and in one spelling only.

    Signers are named in the text, in lists, and over their titles on annexes; there no seal runs through their names.
    """
    own = fold(block.name.value) if block.name else ""
    if own.count(" ") < 2:
        return None
    places = [at for at in _places(fold(letter.text), own) if not block.name_at[0] <= at < block.name_at[1]]
    sure = [letter.text[at : at + len(own)] for at in places if _sureness(letter, at, at + len(own)) >= _ELSEWHERE_SURE]
    names = {one.value for text in sure if (one := find_name(text))}
    return names.pop() if len(names) == 1 else None


def _places(folded: str, name: str) -> list[int]:
    """Where a folded text has a name, whole words only."""
    return [hit.start() for hit in re.finditer(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])", folded)]


def _sureness(letter: Letter, start: int, end: int) -> float:
    """The least confidence of the words at characters [start, end) of the letter's text."""
    line = next(line for line in letter.lines if line.start <= start < line.end)
    words = [w for w in line.line.words if line.start + w.start < end and line.start + w.end > start]
    return min((w.confidence for w in words), default=line.line.confidence)
