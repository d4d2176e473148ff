"""Words of a scanned heading put right after the letter's own text, which says the same again.

A scanner loses the hat of one letter in a title ("cơ câu tổ chức") and reads it rightly in the text below: marks are put
back where the same three words stand in the text, always with the same other marks. What it could not read at all
("xuất xứ từ nsớwh gwốc Lào") is filled from the text where the two words before and behind stand there, with one thing
between them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from extractors.folding import fold
from extractors.phrases import read_by_ocr
from schemas.letter import Letter

_WORD = re.compile(r"[^\W\d_]+")
_RUN = 3
_OFTENER = 3
_MOST_GAPS = 3
_STAMP = 3
"""So many words in a row that the heading does not print are a stamp's."""
_LONE = re.compile(r"[b-df-hj-np-tv-xz]", re.IGNORECASE)
_GROWN = re.compile(r"[^\W\d_a-zà-ỹđ]{2,}[a-zà-ỹđ]{2,}$")
"""A stamp's capitals grown into the word behind them: "ĐỀNhuộc"."""
_HEADS = {"uy ban": "Ủy ban", "hoi dong": "Hội đồng", "toa an": "Tòa án", "vien kiem sat": "Viện Kiểm sát"}
_PEOPLES = "|".join(_HEADS)
_MOST_WORDS = 5
_LONGEST_GAP = 60
_SENTENCE_END = re.compile(r"[.;:()]")
_SYLLABLE = re.compile(r"(?:ngh?|[cgknpt]h|gi|qu|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?")


def echoed(letter: Letter, text: str) -> str:
    """`text`, a heading's, with the marks that the letter's body gives the same words; as it is if no scanner read it."""
    if not read_by_ocr(letter) or text.count(" ") < _RUN:
        return text
    text = _filled(letter, text)
    words = list(_WORD.finditer(text))
    keys = [fold(word.group()) for word in words]
    forms = _forms(letter, {tuple(keys[i : i + _RUN]) for i in range(len(keys) - _RUN + 1)})
    out, at = [], 0
    for i, word in enumerate(words):
        said: Counter[str] = Counter()
        for start in _starts(i, len(keys)):
            said |= forms.get((tuple(keys[start : start + _RUN]), i - start), Counter())
        out += [text[at : word.start()], _marked(word.group(), said)]
        at = word.end()
    return "".join([*out, text[at:]])


def _filled(letter: Letter, text: str) -> str:
    """`text` with runs of what is no word, or of a stamp's words, replaced by what the body has in their place."""
    words = text.split(" ")
    gaps = list(_gaps(words))
    if len(gaps) > _MOST_GAPS or not (gaps or text[:1].islower()):
        return text
    body = " ".join(line.text for line in letter.zone("body"))
    words[0] = _begun(body, words)
    for low, high in reversed(gaps):
        said = _said(body, words[:low], words[low:high], words[high:])
        if said is not None:
            words[low:high] = said.split()
    return " ".join(words)


def _begun(body: str, words: Sequence[str]) -> str:
    """The first word, with the letters before it that the page's edge or a stroke took ("uy định" is "Quy định")."""
    whole = re.escape(" ".join(fold(word) for word in words[:3]))
    longer = {hit.group(1) for hit in re.finditer(rf"(?<![a-z])([a-z]{{1,2}}){whole}(?![a-z])", fold(body))}
    if len(longer) != 1 or re.search(rf"(?<![a-z]){whole}", fold(body)):
        return words[0]
    return longer.pop().capitalize() + words[0]


def is_stamped(text: str) -> bool:
    """Whether a registry's stamp was read into the heading: a run of its capitals among small letters."""
    words = text.split(" ")
    return any(sum(word.isupper() and len(word) > 1 for word in words[low:high]) > 1 for low, high in _gaps(words))


def _gaps(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The runs [low, high) of words that the heading does not print."""
    small = sum(word.islower() for word in words) > 2
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and (_is_junk(words[end]) or (small and _is_shouted(words, at, end))):
            end += 1
        kept = any(_is_junk(word) for word in words[at:end]) or sum(not word.isascii() for word in words[at:end]) > 2
        if kept and end > at:
            while end < len(words) and _LONE.fullmatch(words[end]):
                end += 1
            yield at, end
        at = max(end, at + 1)


def _is_shouted(words: Sequence[str], low: int, at: int) -> bool:
    """Whether a word in capitals belongs to a stamp's line, which began at `low`, or begins one."""
    loud = [word.isupper() and sum(c.isalpha() for c in word) > 1 for word in words[at : at + 3]]
    marked = any(not word.isascii() for word in words[at : at + 2])
    return loud[:1] == [True] and (at > low or (loud[1:2] == [True] and marked))


def _is_junk(word: str) -> bool:
    """Whether a word is none that a letter prints: signs or figures among its letters, or no syllable in small letters."""
    bare = word.strip(".,;:()“”\"'!?-–")
    letters = sum(c.isalpha() for c in bare)
    if letters < 2 or bare.isupper() or "/" in bare or "-" in bare or "&" in bare or "." in bare or bare[:1].isdigit():
        return False
    if letters < len(bare):
        return True
    return not bare.isascii() and (_SYLLABLE.fullmatch(fold(bare)) is None or _GROWN.match(bare) is not None)


def _said(body: str, before: Sequence[str], gap: Sequence[str], behind: Sequence[str]) -> str | None:
    """What the body has for the gap; None unless it is one thing. A stamp over the first words hides their lead alone."""
    if len(behind) < 2:
        return None
    folded = fold(body)
    if not before:
        return "" if len(gap) >= _STAMP and f"{fold(behind[0])} {fold(behind[1])}" in folded else None
    if fold(behind[0]) == "dan":
        heads = set(re.findall(rf"({_PEOPLES}) nhan dan {re.escape(fold(' '.join(behind[1:3])))}", folded))
        head = next(iter(heads)) if len(heads) == 1 else ""
        return f"{_HEADS[head]} nhân" if head else None
    found = _between(body, folded, fold(" ".join(before[-2:])), fold(" ".join(behind[:2]))) if len(before) > 1 else set[str]()
    tail = re.search(r"[^\W\d_A-ZĐ]{3,}$", gap[-1])
    if tail and len(found) > 1:
        found = {one for one in found if fold(one).endswith(fold(tail.group()))}
    return next(iter(found)) if len(found) == 1 else None


def _between(body: str, folded: str, first: str, last: str) -> set[str]:
    """What stands in the body between two pairs of words, five words at the most."""
    found: dict[str, str] = {}
    at = folded.find(first)
    while at >= 0:
        start = at + len(first)
        stop = folded.find(last, start, start + _LONGEST_GAP)
        gap = body[start:stop].strip() if stop > start else ""
        words = gap.split(" ") if gap else []
        if 0 < len(words) <= _MOST_WORDS and not any(map(_is_junk, words)) and not _SENTENCE_END.search(gap):
            found.setdefault(gap.casefold(), gap)
        at = folded.find(first, start)
    return set(found.values())


def _starts(index: int, count: int) -> range:
    """Where the runs of words begin that hold word `index` of `count`."""
    return range(max(0, index - _RUN + 1), min(index, count - _RUN) + 1)


def _forms(letter: Letter, wanted: set[tuple[str, ...]]) -> dict[tuple[tuple[str, ...], int], Counter[str]]:
    """(folded run of words, place in it) → how the body's text writes the word there."""
    made: dict[tuple[tuple[str, ...], int], Counter[str]] = {}
    words, keys = _body_words(letter)
    for start in range(len(keys) - _RUN + 1):
        key = tuple(keys[start : start + _RUN])
        if key in wanted:
            for place in range(_RUN):
                made.setdefault((key, place), Counter())[words[start + place].casefold()] += 1
    return made


def _body_words(letter: Letter) -> tuple[list[str], list[str]]:
    """The words of the body and what they fold to."""
    words: list[str] = []
    keys: list[str] = []
    for line in letter.zone("body"):
        folded = fold(line.text)
        for word in _WORD.finditer(line.text):
            words.append(word.group())
            keys.append(folded[word.start() : word.end()])
    return words, keys


def _marked(word: str, said: Counter[str]) -> str:
    """The word as said, with its own capitals; as it is where the text says nothing, or differs.

    A form that the text has three times as often as all others is what it says: the scanner slips there too.
    """
    spelled: Counter[tuple[str, ...]] = Counter()
    for form, count in said.items():
        spelled[tuple(_marks(form))] += count
    best = next(iter(spelled.most_common(1)), None)
    if best is None or best[0] == tuple(_marks(word)) or best[1] < _OFTENER * (spelled.total() - best[1]):
        return word
    right = next(form for form, _ in said.most_common() if tuple(_marks(form)) == best[0])
    if len(right) != len(word):
        return word
    return "".join(new.upper() if old.isupper() else new for old, new in zip(word, right, strict=True))


def _marks(word: str) -> list[str]:
    """The letters and marks of a word in any order: "hoà" and "hòa" are one spelling."""
    return sorted(unicodedata.normalize("NFD", word.casefold()))
