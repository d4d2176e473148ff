"""The subject (trích yếu): from "V/v …", from under the type's name, or from neither."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.document_type import type_of_line
from extractors.echoes import echoed, is_stamped
from extractors.folding import fold
from extractors.phrases import read_by_ocr
from schemas.fields import Candidate, Field, found, missing
from schemas.letter import Letter, ZonedLine

_LEAD = re.compile(
    r"^[\W_]{0,6}(?:v ?[/\\|il1#] ?[vw4u]\b|v[/#]|v(?= [a-z])|[vw] ?/ ?[vw4u](?![a-z0-9])|v[iln]v\b"
    r"|v[ea][ -]v[il]\w{0,3}\b|vevi\w{1,4}c?\b|ve(?= ))[\s:.\-–_]{0,6}"
)
_STAMPED = re.compile(r"^[^\n]{2,28}[:;.] ?(?:ve viec|v/v)[\s:.\-–_]{1,6}")
"""A stamp's words before the lead: "Kính chuyển: Về việc …"."""
_TORN_YEAR = re.compile(r"(?<=năm )((?:19|20)[0-9]? [0-9]{1,2})(?![0-9])")
_ATTACHED = re.compile(r"^[\W_]{0,4}(?:ban hanh )?kem theo\b")
_COMMA = re.compile(r"(?<=[^\W\d_]{2})\. (?=[a-zà-ỹđ]{2})")
"""A comma that a scanner takes for a full stop: no sentence begins with a small letter."""
_MISREAD_LEAD = re.compile(r"[vx]i[eo][a-z](?<!vien)(?<!viet)(?<!xien)\s(?=[a-z])")
"""The second word of "Về việc", when the first was understood alone."""
_DATES = re.compile(r"(\d{1,2}/\d{1,2}/(?:19|20)\d{2}) (?=\d{1,2}/\d{1,2}/(?:19|20)\d{2}(?!\d))")
"""Two dates side by side: the dash between them was not read."""
_DASH_GOES_ON = re.compile(r"— ?\d")
_OF_BODY = re.compile(r"\W{0,3}cua (?!.*\bso ?:? ?\d)")
"""The line between a Party resolution's type and its subject: "CỦA BAN CHẤP HÀNH ĐẢNG BỘ TỈNH"."""
_TYPE_OF = re.compile(
    r"(?:lien tich )?(?:cua .{3,150}?\s)?so ?:? ?[0-9]\S{0,40}\s{1,4}ngay .{4,30}?(?:19|20)[0-9]{2}[\W_]{0,4}"
    r"|(?:lien tich )?cua .{3,80}$"
)


def subject(letter: Letter) -> Field[str]:
    """The subject without its lead ("V/v", "Về việc", "Về") and without an end stop; lines joined by blanks."""
    lines = [line for line in letter.zone("title") if not _is_noise(line)]
    titled = next((i for i, line in enumerate(lines) if type_of_line(line.text)), None)
    rule = "subject.lead" if titled is None else "subject.title"
    lines = _until_attached(lines if titled is None else lines[titled + 1 :])
    if titled is not None and len(lines) > 1 and _OF_BODY.match(fold(lines[0].text).strip()) and lines[0].text.isupper():
        lines = lines[1:]
    if not lines:
        return missing("component_absent", 0.85, "subject.none")
    start, end = lines[0].end - len(lines[0].text.lstrip()), lines[-1].end  # plain text is centred with blanks
    lead = _lead(letter.text[start:end])
    start += lead
    if read_by_ocr(letter) and fold(letter.text[start - lead : start]).strip(" \n_-—–").endswith("ve"):
        misread = _MISREAD_LEAD.match(fold(letter.text[start:end]))
        start += misread.end() if misread else 0
    kept = [letter.text[max(line.start, start) : line.end].strip() for line in lines if line.end > start]
    kept = [one if _DASH_GOES_ON.match(one) else one.lstrip("_—¬|~`'*.") for one in kept]
    value = _TORN_YEAR.sub(_year, _bare(re.sub(r"\s+", " ", " ".join(kept))))
    printed = value
    if read_by_ocr(letter):
        value = echoed(letter, _DATES.sub(r"\1 - ", _COMMA.sub(", ", value)))
    if not value:
        return missing("component_absent", 0.7, "subject.none")
    if read_by_ocr(letter) and is_stamped(value):  # a registry's stamp lies over it, and the text does not say it again
        spans = letter.span(start, end)
        return Field(None, 0.7, "illegible", "printed", spans, (Candidate(value, 0.3, spans),), "subject.stamped")
    least = letter.confidence(start, end)
    sure = min(sum(line.line.confidence for line in lines) / len(lines), 0.97 if least >= 0.7 else 0.85)
    return found(value, letter.span(start, end), sure, rule, "printed" if value == printed else "corrected")


def _year(torn: re.Match[str]) -> str:
    """ "201 8" as a scanner reads it: the year, if four figures are there."""
    figures = torn[1].replace(" ", "")
    return figures if len(figures) == 4 else torn[1]


def _is_noise(line: ZonedLine) -> bool:
    letters = sum(c.isalnum() for c in line.text)
    return letters < 2 or (line.line.confidence < 0.45 and letters < 20)


def _until_attached(lines: Sequence[ZonedLine]) -> list[ZonedLine]:
    """Without "(Kèm theo Quyết định số …)", which is about the parent document."""
    stop = next((i for i, line in enumerate(lines) if _ATTACHED.match(fold(line.text))), len(lines))
    return list(lines[:stop])


def _bare(text: str) -> str:
    """Without end stops, and without quotation marks that have no partner."""
    ends = " .;:,-–_*¬|"
    odd = text.count("“") != text.count("”")
    return text.strip(ends + '“”"' if odd else ends)


def _lead(text: str) -> int:
    """Length of "V/v", "Về việc" or of a database's "CỦA … SỐ … NGÀY …" at the start of the subject."""
    folded = fold(text).replace("\n", " ")
    stamped = _STAMPED.match(folded)
    if stamped:
        return stamped.end()
    match = _LEAD.match(folded) or (_TYPE_OF.match(folded) if text[:9].isupper() or fold(text[:4]) == "cua " else None)
    end = match.end() if match else 0
    after = _LEAD.match(folded, end) if match and match.re is _TYPE_OF else None
    return after.end() if after else end
