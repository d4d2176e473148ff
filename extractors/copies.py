"""Who else gets the letter ('Nơi nhận'), for what purpose, and where it is kept ('Lưu')."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.columns import Segment, copies_heading, foot_columns, is_archive
from extractors.folding import fold
from extractors.phrases import keep_abbreviations, mend_phrases, read_by_ocr
from schemas.fields import Field, Origin, Span, found, missing
from schemas.letter import Letter
from schemas.record import Copy

_BULLET = re.compile(r"[\s.]*(?:[-~*+•·«¬=_–—−‐ˆ`]+|[o○●▪](?=\s))[\s.ˆ`_-]*")
_PURPOSE_WORD = (
    r"b\s?[/.]?\s?c(?:ao)?|bao cao|t\s?[/.]?\s?h|th\s?/\s?h(?:ien)?|0h|thuc hien|p\s?[/.]?\s?h(?:op)?|phoi hop|biet"
    r"|theo doi|chi dao|x\s?/\s?c"
    r"|ban dien tu|dang tai|dang cong bao|dua tin|giam sat|kiem tra|don doc|bc|b/cao|k/t|l/d|p/b|pho bien|tong hop"
    r"|xem xet|thi hanh|trien khai"
)
_PURPOSE = re.compile(rf"(?:d[ea]\s+[^()]*|(?:thay|kinh)\s+[^()]*|(?:{_PURPOSE_WORD})(?:\s*[,;va]*\s*(?:{_PURPOSE_WORD}))*)\.?")
_TAIL = re.compile(r"\s*+(?:[:,]\s*+)?[(\[{“\"}q]\s*([^()\[\]{}“”\"]{2,60}?)\s*[)\]}”\"]?[\W_]*$")
_BARE_WORD = r"(?:b/?c|bao cao|biet|thuc hien|t/h|phoi hop|p/h|theo doi|chi dao|kiem tra|giam sat|tong hop|don doc)"
_BARE_TAIL = re.compile(rf"\s[-–]?\s?(de {_BARE_WORD}(?:(?:,| va|) {_BARE_WORD}){{0,2}})[\W_]*$")
_LEAD = re.compile(r"(b/c|bao cao|kinh bao cao)\s+(?=[a-z])")
_ARCHIVE_LEAD = re.compile(r"[\W_]*(?:\w{1,2}[^\w\s]?\s(?=luu\s*:))?(?:luu|l[a-z]{1,3}(?=\s*:))\s*(?:tai\b)?[\s:;.,]*")
_COUNT_SHIFT = re.compile(r"\s+[^\w()]*\d{0,3}[^\w()]*$|(?<=[).])\s?[a-zđ]\w{0,2}$")
_BEHIND_COUNT = re.compile(r"(?<=[0-9b]\))(?P<typist>[.,]?\s?[A-ZĐ][^\W\d_]{0,7}\.?)?(?:[.,]?\s?(?=\S*\d)[^\s().]{2,4}| [a-z])$")
_NO_COUNT = re.compile(r"\s?\(\s?[^\W\d_]?b\)[\W_]*\w{0,2}[\W_]*$")
_TYPIST = re.compile(r"[^\W\d_.]{1,6}\.?\s?\(\d{1,4}\)\.?")
_INLINE = re.compile(r"[;.]\s*(?=[-–—~]\s?[^\W\d_])|[;.,]\s+(?=[-–—~]?\s?l[uư]u\s*:?\s*v[tp]\b)")


@dataclass(frozen=True, slots=True)
class _Item:
    """One item of the list: its pieces as (text, start, end) on the letter's text, top to bottom."""

    pieces: tuple[tuple[str, int, int], ...]
    bulleted: bool

    @property
    def text(self) -> str:
        """The pieces as one run of words."""
        return " ".join(piece[0] for piece in self.pieces)


def copies(letter: Letter) -> tuple[tuple[Copy, ...], Field[str]]:
    """The items under 'Nơi nhận' with their purposes, and what follows 'Lưu:'."""
    left, _ = foot_columns(letter)
    items = _items(left, exact=all(page.source != "ocr" for page in letter.reading.pages))
    archives = [item for item in items if is_archive(item.text)]
    if sum(item.bulleted for item in items) * 2 > len(items) and archives:
        items = [item for item in items if item.bulleted or item.pieces[0][1] < archives[0].pieces[0][1]]
    kept = [item for item in items if not is_archive(item.text) and not _TYPIST.fullmatch(item.text)]
    listed = (_copy(letter, item) for item in kept)
    return tuple(one for one in listed if one), _archive(letter, archives, bool(left))


def _pieces(segments: Iterable[Segment]) -> Iterator[tuple[str, int, bool]]:
    """(text, start, bulleted) of each stretch that may be an item of its own: "- A; - B" gives two."""
    for one in segments:
        start = copies_heading(one.text) or 0
        cuts = [start, *(m.end() for m in _INLINE.finditer(fold(one.text), start)), len(one.text)]
        for lo, hi in pairwise(cuts):
            bullet = _BULLET.match(one.text, lo, hi)
            at = bullet.end() if bullet else lo
            text = one.text[at:hi].rstrip()
            if any(c.isalnum() for c in text):
                yield text, one.start + at, bullet is not None and bullet.end() > lo


def _items(segments: Iterable[Segment], *, exact: bool) -> list[_Item]:
    """The list's items: a piece continues the item before unless it is bulleted or that item is closed.

    `exact` says that the end marks are the writer's own, not an OCR reading's.
    """
    pieces = list(_pieces(segments))
    commas = _ends_with_commas([text for text, _, bulleted in pieces if bulleted or len(pieces) < 4])
    items: list[_Item] = []
    listed = sum(bulleted for _, _, bulleted in pieces) * 2 > len(pieces)
    for text, start, bulleted in pieces:
        piece = (text, start, start + len(text))
        if items and exact and bulleted and items[-1].text.endswith(",") and listed and not commas and not is_archive(text):
            items[-1] = _Item((*items[-1].pieces, piece), items[-1].bulleted)  # an item broken over two bullets
        elif items and not bulleted and not _closed(items[-1], text, commas=commas, listed=listed):
            items[-1] = _Item((*items[-1].pieces, piece), items[-1].bulleted)
        else:
            items.append(_Item((piece,), bulleted))
    return items


def _ends_with_commas(texts: Sequence[str]) -> bool:
    """Whether the writer closes items with commas, as Party offices do: more of them than with semicolons, or all."""
    commas, stops = (sum(text.endswith(sign) for text in texts) for sign in (",", ";"))
    return commas > stops + 2 or (stops == 0 and commas > 1 and commas >= len(texts) - 1)


def _closed(item: _Item, following: str, *, commas: bool, listed: bool) -> bool:
    """Whether the item ends before `following`, which has no bullet."""
    text = item.text
    if is_archive(following):
        return True
    if is_archive(text) and _TYPIST.fullmatch(following):
        return True
    if is_archive(text) and text.endswith(".") and " " in following.strip() and following[:1] not in "([":
        return True  # the heading of an annex, a stamp
    if is_archive(text):
        return not re.match(r"[(\[]|[^\W\d_]{2,6}\d?[.,;)]*$|[A-ZĐ]{2,}[\w&.,;()\s-]{0,30}$", following)
    if following[:1] in "([" or text.endswith(":"):
        return False
    if text.endswith((";", ".")) and not item.bulleted:
        return True
    if text.endswith(","):
        return commas and not listed
    return text.endswith(";") or (not listed and following[:1].isupper() and not text.endswith(("-", "&", "và")))


def _spans(letter: Letter, item: _Item) -> tuple[Span, ...]:
    return tuple(span for _, start, end in item.pieces for span in letter.span(start, end))


def _sure(letter: Letter, item: _Item) -> float:
    return min(letter.confidence(start, end) for _, start, end in item.pieces)


def _copy(letter: Letter, item: _Item) -> Copy | None:
    spans = _spans(letter, item)
    text = _clean(keep_abbreviations(letter, item.text, spans))
    scanned = read_by_ocr(letter)
    name, purpose = split_purpose(_report(text) if scanned else text)
    printed, name = name, mend_phrases(name) if scanned else name
    if sum(c.isalnum() for c in name) < 2:
        return None
    sure = 0.5 + 0.48 * _sure(letter, item)
    what = found(purpose, spans, sure, "copies.purpose") if purpose else missing("component_absent", 0.95, "copies.purpose")
    origin: Origin = "printed" if name == printed else "corrected"
    return Copy(found(name, spans, sure, "copies.item", origin), what)


def _report(text: str) -> str:
    """An item whose "(b/c)" a scanner took for "(b/e)", an S for "§": of those forms there is nothing else."""
    return re.sub(r"§(?=[A-ZĐ])", "S", re.sub(r"(?<=\()b ?/ ?[eoG€](?=\)$)", "b/c", text))


def _clean(text: str) -> str:
    """Without the end mark, and without what the reader made of strokes behind it."""
    text = re.sub(r"([;.)])\s+[^\w(]*\w{0,2}[\W_]*$", r"\1", text)
    return text.rstrip(" ;.,:'`ˆ\"*|_-–—")


def split_purpose(item: str) -> tuple[str, str | None]:
    """An item without its purpose, and the purpose: "Giám đốc Sở (b/c)" gives ("Giám đốc Sở", "b/c").

    Brackets that say something else ("VPUB: PCVP (KTTH)") stay in the name.
    """
    folded = fold(item)
    purpose: str | None = None
    tail = _TAIL.search(folded)
    if tail and tail.start() and _PURPOSE.fullmatch(tail.group(1)):
        purpose, item = item[tail.start(1) : tail.end(1)], item[: tail.start()]
    elif bare := _BARE_TAIL.search(folded):
        purpose, item = item[bare.start(1) : bare.end(1)], item[: bare.start()]
    lead = _LEAD.match(fold(item))
    if lead:
        purpose, item = purpose or item[: lead.end(1)], item[lead.end() :]
    return item.strip(' ;.,:-–—“"}{'), purpose


def _archive(letter: Letter, items: list[_Item], foot: bool) -> Field[str]:
    if not items:
        return missing("component_absent", 0.9 if foot else 0.6, "copies.archive")
    item = items[0]
    lead = _ARCHIVE_LEAD.match(fold(item.text))
    value = archive_value(item.text[lead.end() if lead else 0 :], scanned=read_by_ocr(letter))
    if not value:
        return missing("blank_in_source", 0.7, "copies.archive", _spans(letter, item))
    return found(value, _spans(letter, item), 0.5 + 0.45 * _sure(letter, item), "copies.archive")


def archive_value(text: str, *, scanned: bool = False) -> str:
    """What follows 'Lưu:', without handwritten counts and strokes read behind it; "VT-VHTT" names two places.

    In a scan's text the registry's own mark is put right ("VI,", "VT:"), and blanks that the reading lost.
    """
    text = _COUNT_SHIFT.sub("", text.strip())
    if scanned:
        text = _NO_COUNT.sub("", _BEHIND_COUNT.sub(r"\g<typist>", text))
        text = re.sub(r"^V[IĨlT1][.,:](?=\s?[^\W\d_])", "VT," if text[2:3] != ":" else "VT;", text)
        text = re.sub(r"(?<=[A-ZĐ])và(?=[A-ZĐ])", " và ", re.sub(r"(?<=\w)\+(?=\w)", " + ", text))
        text = mend_phrases(
            re.sub(r"(?<=[).])\s?(?:[^\w\s(.]+\w{0,2}|\w[^\w\s().]+)$|(?<=\)\.)\s*[a-zđ][\w:. ]{0,12}$", "", text)
        )
        text = re.sub(r"(?<=\))\.\s?\d{1,3}$", "", text)
        text = re.sub(r"^(VT|VP)\.\s?(?=[A-ZĐ]{2})", r"\1, ", text)
        text = re.sub(r"\((\d) (\d)(b?)\)", r"(\1\2\3)", text)
        text = re.sub(r"(?<=[A-ZĐ]\.) \d[^\w\s]\S*$", "", text)
    text = re.sub(r"(?<=[^\W\d_])\. (?=\()", " ", text)
    text = re.sub(r"^(VT|VP|TH)\s?[-–]\s?(?=[^\W\d_])", r"\1, ", text)
    return text.strip(" ;.,:'`ˆ\"“”*|_-–—#")
