"""The printed caption of a digital signature, and the registry's arrival stamp."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.folding import fold
from extractors.needles import needled
from schemas.fields import Field, found, missing
from schemas.letter import Letter
from schemas.record import ArrivalStamp, SignatureInfo

_SIGNER = re.compile(r"(?:n[eg]{0,3}[uư]?[oơ]i k[yi]|ky boi|digitally signed by|signed by)\s*:?[ \n]*([^\n:]{3,90})")
_TIME = needled(
    r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})[ ,\n]{1,3}(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[ \n]{0,2}([+-]\d{2}):?(\d{2}))?"
    r"|(\d{4})-(\d{2})-(\d{2})t(\d{2}):(\d{2}):(\d{2})(?:([+-]\d{2}):?(\d{2})|z)?"
)
_LABEL = re.compile(r"(?:thoi gian ky|ngay ky|signing date|ky ngay|date)\s*:?\s*$")
_PORTAL = re.compile(
    r"cong thong tin|trung tam cong bao|cong bao va tin hoc|cong bao & tin hoc|thu vien phap luat|van phong chinh phu"
)
_ARRIVAL = needled(r"(?<![a-z])(?:c(?:ong )?v(?:an)? )?den(?![a-z])")
_NUMBER = re.compile(r"(?<![a-z])s[oôốó6bé]\s*[:;.]\s*[.…_ ]*(\d{1,6})")
_DAY = re.compile(r"ng[aà]y\s*[:;.]?\s*[.…_ ]*(\d{1,2})\s*(?:[./-]|thang)\s*(\d{1,2})\s*(?:[./-]|nam)\s*((?:20)?\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class _Caption:
    """A caption: characters [start, end) of the text, who signed (None if not named), and when, in ISO 8601."""

    start: int
    end: int
    time: str
    portal: bool


def signature(letter: Letter) -> SignatureInfo:
    """What the file and the page say of digital signatures.

    `printed` is the caption as printed, `signed_at` its time in ISO 8601. Where several stand on the letter the first
    that is not a publisher's or a portal's counts.
    """
    digital = tuple(dict(one) for one in letter.reading.digital_signatures)
    captions = [one for one in _captions(letter.text) if letter.line_at(one.start).page <= _last_page(letter)]
    if not captions:
        return SignatureInfo(digital)
    chosen = min(captions, key=lambda one: one.portal)
    spans = letter.span(chosen.start, chosen.end)
    sure = 0.5 + 0.45 * letter.confidence(chosen.start, chosen.end)
    printed = " ".join(letter.text[chosen.start : chosen.end].split())
    return SignatureInfo(
        digital, found(printed, spans, sure, "signature.caption"), found(chosen.time, spans, sure, "signature.time")
    )


def _last_page(letter: Letter) -> int:
    """The page on which the letter is signed: captions behind it are of the papers attached."""
    return max((line.page for line in letter.zone("signature", "copies")), default=letter.lines[-1].page if letter.lines else 1)


def _captions(text: str) -> list[_Caption]:
    """Every signing time with its caption: from the last label of a signer before it (at most 240 characters) on."""
    folded = fold(text)
    captions = []
    for time in _TIME.finditer(folded):
        before = folded[max(0, time.start() - 240) : time.start()]
        signers = list(_SIGNER.finditer(before))
        label = _LABEL.search(before)
        if not signers and not label and time.group(7) is None and time.group(15) is None:
            continue  # a time of day in the text is no signature
        start = (
            time.start() - len(before) + signers[-1].start() if signers else time.start() - (len(label.group()) if label else 0)
        )
        captions.append(_Caption(start, time.end(), _iso(time), bool(_PORTAL.search(before))))
    return captions


def _iso(time: re.Match[str]) -> str:
    g = time.groups()
    day, month, year, hour, minute, second = g[:6] if g[0] else (g[10], g[9], g[8], *g[11:14])
    zone = f"{g[6]}:{g[7]}" if g[6] else f"{g[14]}:{g[15]}" if g[14] else ""
    return f"{year}-{int(month):02d}-{int(day):02d}T{int(hour):02d}:{minute}{':' + second if second else ''}{zone}"


def arrival_stamp(letter: Letter) -> ArrivalStamp | None:
    """The registry's ĐẾN stamp on the first page; None where there is none. Handwritten parts that cannot be read are null."""
    lines = [line for line in letter.lines if line.page == letter.lines[0].page] if letter.lines else []
    for i, line in enumerate(lines):
        if not line.text or not _is_stamp(line.text):
            continue
        short = [two for two in lines[i : i + 5] if len(two.text) <= 44]
        start, end = line.start, max([line.end, *(two.end for two in short)])
        stamped = (two.text if two in short or two is line else " " * len(two.text) for two in lines[i : i + 5])
        near = fold("\n".join(stamped))[: end - start]
        return ArrivalStamp(_stamp_number(letter, near, start), _stamp_date(letter, near, start))
    return None


def _is_stamp(text: str) -> bool:
    """ "CÔNG VĂN ĐẾN", "CV ĐẾN", or "ĐẾN" at the beginning or end of a line, in capitals."""
    hit = _ARRIVAL.search(fold(text))
    if not hit or not text[hit.start() : hit.end()].isupper():
        return False
    alone = hit.start() <= 4 or hit.end() >= len(text.rstrip()) - 3
    return (
        alone
        if len(hit.group()) > 3
        else (text.strip(" .:|_-").isupper() and len(text.strip(" .:|_-")) <= 4) or "ĐẾN Số" in text or "ĐẾN Giờ" in text
    )


def _stamp_number(letter: Letter, near: str, start: int) -> Field[str]:
    hit = _NUMBER.search(near)
    if not hit:
        return missing("illegible", 0.6, "signature.arrival-number")
    spans = letter.span(start + hit.start(1), start + hit.end(1))
    return Field(hit.group(1), 0.6, None, "handwritten", spans, (), "signature.arrival-number")


def _stamp_date(letter: Letter, near: str, start: int) -> Field[str]:
    hit = _DAY.search(near)
    if not hit or not (1 <= int(hit.group(1)) <= 31 and 1 <= int(hit.group(2)) <= 12):
        return missing("illegible", 0.6, "signature.arrival-date")
    year = hit.group(3) if len(hit.group(3)) == 4 else "20" + hit.group(3)
    value = f"{year}-{int(hit.group(2)):02d}-{int(hit.group(1)):02d}"
    return Field(
        value, 0.6, None, "handwritten", letter.span(start + hit.start(), start + hit.end()), (), "signature.arrival-date"
    )
