"""What a paper is: a document, news about one, an annex without its document, a form, or something else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.folding import fold
from schemas.fields import Field, found
from schemas.letter import Letter
from schemas.record import Signer

_ANNEX = re.compile(r"^\W{0,4}(?:phu luc|phu bieu|bieu mau|bang tong hop)\b")
_ATTACHED = re.compile(r"\b(?:ban hanh )?(?:kem|dinh kem) theo\s(?:\S+\s){1,5}?so\b")
_FORM = re.compile(r"^\W{0,4}(?:mau so|mau \d|bieu so|mau:)|\(mau\b|^\W{0,4}(?:don |to khai|phieu (?:dang ky|khai))")
_NEWS = re.compile(
    r"\b(?:cho biet|theo do|thong tin tu|phong vien|pv\b|chia se|ghi nhan|moi day|trong chi dao|doc gia|nguoi dan|su viec"
    r"|cung theo|vua (?:co|ban hanh|ky|thong bao|yeu cau|gui)|\(tto\)|tto -|\(vne\)|\(ttxvn\)|nhu da dua tin)\b"
)


def kind(
    letter: Letter, *, number: Field[str] | None = None, notation: Field[str] | None = None, signers: Sequence[Signer] = ()
) -> Field[str]:
    """`official_document`, `news_report`, `appendix_only`, `form` or `other`, by what the head and the foot hold."""
    numbered = any(one is not None and one.value for one in (number, notation))
    zones = {line.zone for line in letter.lines if line.text.strip()}
    head = zones & {"number", "place_date", "addressees"}
    folded = fold(letter.text[:6000])
    top = [fold(line.text).strip() for line in letter.lines[:14] if line.text.strip()]
    if not zones & {"head_right", "place_date", "addressees"} and _is_annex(top):
        return found("appendix_only", letter.span(0, 0), 0.93, "kind.annex")
    if not numbered and _is_filled_in(top, folded):
        return found("form", letter.span(0, 0), 0.8, "kind.form")
    if head and ("number" in zones or numbered or len(head) > 1 or "head_right" in zones):
        return found("official_document", letter.span(0, 0), 0.98, "kind.head")
    if "title" in zones and not _is_form(top, folded):
        return found("official_document", letter.span(0, 0), 0.85, "kind.title")
    if _is_form(top, folded):
        return found("form", letter.span(0, 0), 0.8, "kind.form")
    if zones & {"copies", "head_right", "signature"} or signers:
        return found("official_document", letter.span(0, 0), 0.8, "kind.foot")
    told = len(_NEWS.findall(folded))
    if (told and len(folded) > 400) or (told > 1 and len(folded) > 200):
        return found("news_report", letter.span(0, 0), 0.85, "kind.prose")
    return found("other", letter.span(0, 0), 0.6, "kind.none")


def _is_annex(top: list[str]) -> bool:
    """An annex's title or its bracket stands at the top."""
    return any(_ANNEX.match(line) for line in top[:4]) or _ATTACHED.search(" ".join(top)) is not None


def _is_filled_in(top: list[str], folded: str) -> bool:
    """An application or a declaration below the motto, with its dotted lines."""
    return any(_FORM.search(line) for line in top[:6]) and len(re.findall(r"[.…_]{5,}", folded)) >= 3


def _is_form(top: list[str], folded: str) -> bool:
    blanks = len(re.findall(r"[.…_]{5,}", folded))
    return (any(_FORM.search(line) for line in top[:3]) and blanks >= 3) or blanks > 40
