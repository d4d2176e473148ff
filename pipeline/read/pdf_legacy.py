"""Text layers in a dead encoding: fonts of TCVN3 or VNI put into a PDF long ago, their bytes shown as Latin letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.read.encodings import Face, clean_pieces, decoded, face, is_syllable, settle
from schemas.reading import Line
from schemas.record import Repair

if TYPE_CHECKING:
    from pipeline.read.pdf_text import Glyphs

_EDGES = ".,;:()[]\"'“”/"
_CONVERTED = 0.98


def converted(words: Sequence[Glyphs]) -> list[Glyphs]:
    """The page's words in Unicode; none where there is nothing to convert."""
    faces = settle([[(word.source, face(word.font)) for word in words]])[0]
    if not any(found.encoding for found in faces):
        return []
    return [word._replace(text=_text(word.source, found) or word.text) for word, found in zip(words, faces, strict=True)]


def _text(source: str, found: Face) -> str:
    if found.encoding == "tcvn3":
        source = _with_horns(source, found)
    return clean_pieces(decoded([(source, found)])).text


def _with_horns(source: str, found: Face) -> str:
    """TCVN3's ư is the soft hyphen, which a layer shows as a hyphen: it is the letter where that makes a syllable."""
    if "-" not in source or len(source.strip(_EDGES)) < 2:
        return source
    tried = source.replace("-", "\xad")
    word = clean_pieces(decoded([(tried, found)])).text.strip(_EDGES)
    return tried if word.isalpha() and is_syllable(word) else source


def repairs(lines: Sequence[Line], before: Sequence[Line]) -> tuple[str | None, tuple[Repair, ...]]:
    """The page's own text, and the way back to it: `before` are the same lines, by their boxes, as the layer has them."""
    sources = {line.box: line.text for line in before}
    if any(line.box not in sources for line in lines):
        return None, ()
    made, at = [], 0
    for line in lines:
        source = sources[line.box]
        if source != line.text:
            made.append(Repair(at, at + len(line.text), source, line.text, _CONVERTED))
        at += len(line.text) + 1
    return "\n".join(sources[line.box] for line in lines), tuple(made)
