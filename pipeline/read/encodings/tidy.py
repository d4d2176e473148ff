"""Text as the source has it → NFC without odd blanks, invisible characters or look-alike letters, and the way back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from pipeline.read.encodings.charmaps import Pieces, charmap
from pipeline.read.encodings.fonts import UNICODE, Face

_TABLE: dict[str, str] = {
    **dict.fromkeys("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "),
    **dict.fromkeys("\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff\ufffe", ""),
    "\u00d0": "Đ",  # eth and African D: look like the Vietnamese letter, are others
    "\u00f0": "đ",
    "\u0189": "Đ",
    "\u0256": "đ",
    "\u2010": "-",
    "\u2011": "-",
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},  # full-width forms
    **{chr(code): "" for code in (*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0))},
}
# Symbol and Wingdings characters as they come: in the private use area.
_SYMBOLS = {
    "\uf02d": "-", "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf076": "❖", "\uf06f": "□", "\uf0a8": "□",
    "\uf0a3": "≤", "\uf0b3": "≥", "\uf0b4": "×", "\uf0b1": "±", "\uf0ae": "→", "\uf0e0": "→", "\uf0b0": "°", "\uf0b9": "≠",
    "\uf0bb": "≈", "\uf0e5": "∑", "\uf06d": "μ", "\uf071": "θ", "\uf070": "π", "\uf020": " ",
}  # fmt: skip
_CHANGES = {**_TABLE, **_SYMBOLS}
_DIRTY = re.compile(f"[{''.join(map(re.escape, _CHANGES))}\u0300-\u036f]")
_CLUSTER = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+")
_SHORT = 30  # characters of a stretch whose tidy form is kept
_GAP = 8  # changes nearer than this are noted as one: a converted line is one change, not one a letter
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHAPES = "\u0302\u0306\u031b"


@dataclass(frozen=True, slots=True)
class Change:
    """Characters [start, end) of the clean text read `after` (their own text); the source had `before`."""

    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Clean:
    """A line's clean text and the changes that made it, in order and apart."""

    text: str
    changes: tuple[Change, ...] = ()

    @property
    def raw(self) -> str:
        """The source's own text."""
        return restore(self.text, self.changes)


def restore(text: str, changes: Iterable[Change]) -> str:
    """The source's text, from the clean text and its changes."""
    made, at = [], 0
    for change in changes:
        made += [text[at : change.start], change.before]
        at = change.end
    return "".join([*made, text[at:]])


def clean(text: str, margins: bool = False) -> Clean:
    """The clean form of one line of Unicode text; blanks at its ends go (`margins`: those at its start stay)."""
    return clean_pieces([(text, text)], margins)


def clean_pieces(pieces: Pieces, margins: bool = False) -> Clean:
    """The clean form of a line put together from pieces (source, converted)."""
    if all(before == after and not _DIRTY.search(after) and _is_nfc(after) for before, after in pieces):
        whole = "".join(after for _, after in pieces)
        return Clean(whole.rstrip() if margins else whole.strip())
    return _joined(
        _stripped(
            [(before, _tidy_short(after) if len(after) < _SHORT else _tidy(after)) for before, after in _clusters(pieces)],
            margins,
        )
    )


def decoded(segments: Iterable[tuple[str, Face]]) -> Pieces:
    """Segments of a line → pieces: each converted by its face; neighbours of one encoding are converted together."""
    made: Pieces = []
    run, run_face = "", UNICODE
    for text, face in segments:
        if face.encoding != run_face.encoding or face.capitals != run_face.capitals:
            made += _decode(run, run_face)
            run, run_face = "", face
        run += text
    return made + _decode(run, run_face)


def _decode(text: str, face: Face) -> Pieces:
    if not text:
        return []
    if face.encoding is None:
        return [(text, text)] if not face.capitals or text.isupper() else [(char, char.upper()) for char in text]
    pieces = charmap(face.encoding).pieces(text)
    if face.capitals:
        return [(before, after.upper()) for before, after in pieces]
    return _recapitalised(pieces) if face.encoding == "tcvn3" else pieces


_WORD = re.compile(r"[^\W\d_]+")


def _recapitalised(pieces: Pieces) -> Pieces:
    """TCVN3 has no accented capitals: in a line or word whose ASCII letters are all capitals, the accented ones were meant so."""
    ascii_letters = [char for _, after in pieces for char in after if char.isascii() and char.isalpha()]
    if len(ascii_letters) > 2 and all(map(str.isupper, ascii_letters)):
        return [(before, after.upper()) for before, after in pieces]
    return [(before, _raised(after)) for before, after in pieces]


@lru_cache(maxsize=16384)
def _raised(text: str) -> str:
    """The words of a piece that were meant as capitals, as capitals."""
    return _WORD.sub(lambda found: found[0].upper() if _meant_as_capitals(found[0]) else found[0], text)


def _meant_as_capitals(word: str) -> bool:
    """Whether every ASCII letter is a capital, and not only the first letter of the word is."""
    tail = [char for char in word[1:] if char.isascii()]
    return bool(tail) and all(char.isupper() for char in word if char.isascii())


def _is_nfc(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text)


def _clusters(pieces: Pieces) -> Pieces:
    """Pieces cut so that none begins with a combining mark, and dirty plain text stands cluster by cluster."""
    made: Pieces = []
    for before, after in pieces:
        if made and after[:1] and unicodedata.combining(after[0]):
            made[-1] = (made[-1][0] + before, made[-1][1] + after)
        elif before == after and (_DIRTY.search(after) or not _is_nfc(after)):
            made += [(cluster, cluster) for cluster in _CLUSTER.findall(after)]
        else:
            made.append((before, after))
    return made


def _tidy(text: str) -> str:
    """One cluster or clean stretch: mapped, composed; a tone typed before the letter's hat or horn still composes."""
    if text.isascii() and text.isprintable():
        return text
    made = unicodedata.normalize("NFC", "".join(_CHANGES.get(char, char) for char in text))
    if any(char in _SHAPES for char in made):
        parts = unicodedata.normalize("NFD", made)
        marks = sorted(parts[1:], key=lambda char: (char in _TONES, char))
        made = unicodedata.normalize("NFC", parts[:1] + "".join(marks)) if len(parts) < 8 else made
    return made


_tidy_short = lru_cache(maxsize=16384)(_tidy)


def _stripped(pieces: Pieces, margins: bool) -> Pieces:
    """Without the blanks at either end: those of the source's margins are not text."""
    start, end = 0, len(pieces)
    while start < end and not margins and not pieces[start][1].strip():
        start += 1
    while end > start and not pieces[end - 1][1].strip():
        end -= 1
    made = pieces[start:end]
    if made and not margins:
        made[0] = _same(made[0], made[0][1].lstrip())
    if made:
        made[-1] = _same(made[-1], made[-1][1].rstrip())
    return made


def _same(piece: tuple[str, str], text: str) -> tuple[str, str]:
    """An unchanged piece cut to `text`; a changed one stays whole."""
    return (text, text) if piece[0] == piece[1] else piece


def _joined(pieces: Pieces) -> Clean:
    """Clean text and its changes; changes with a short unchanged stretch between become one."""
    changes: list[Change] = []
    group: list[tuple[str, str]] = []
    start = at = end = 0  # of the open group: its start, and the end of its last changed piece
    for before, after in pieces:
        if before != after:
            if at - end > _GAP or not group:
                changes += _closed(group, start, end)
                group, start = [], at
            group.append((before, after))
            end = at + len(after)
        elif group:
            group.append((before, after))
        at += len(after)
    return Clean("".join(after for _, after in pieces), (*changes, *_closed(group, start, end)))


def _closed(group: Pieces, start: int, end: int) -> list[Change]:
    """The change that a group of pieces makes, without the unchanged pieces behind it."""
    while group and group[-1][0] == group[-1][1]:
        group.pop()
    if not group:
        return []
    return [Change(start, end, "".join(before for before, _ in group), "".join(after for _, after in group))]
