"""Numbers and notations of cited documents, by the grammar of the decree and the odd forms that real letters print.

Every pattern has bounded repeats and is anchored on a digit, so a scan is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal

import msgspec
from msgspec.structs import replace

from extractors.folding import fold, toneless
from extractors.references.lexicon import codes, folded_codes

Form = Literal["state", "party", "old", "blank", "bare"]

UPPER = "A-ZĐÂÊÔƠƯĂÁÀẢÃẠẤẦẨẪẬẮẰẲẴẶÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ"
_SEG = rf"[{UPPER}][{UPPER}a-zđôơư0-9]{{0,17}}(?: ?[&.+](?! )[{UPPER}][{UPPER}a-zđ0-9]{{0,11}}){{0,3}}(?![^\W_])"
_CODE = r"(?:QĐ|QD|NĐ|ND|NQ|TT|TTLT|CT|TB|KH|BC|TTr|HD|CV|CTr|CĐ|PL|UBND|HĐND|UBTVQH1[0-9]|QH[0-9]{1,2}|VBHN|GM|ĐA)"
_FREE = r"(?:(?<![\w/&].)|(?<=[Ss]ố.))(?<![0-9][.,\-].)"
"""Nothing stands before the digit that was just read which would make it a part of something else. A pattern that begins with
its digit is sought many times faster than one that begins by looking back."""
_DIGITS = rf"[0-9OSlI]{_FREE}[0-9OlI]{{0,5}}(?:\.[0-9]{{1,3}})?[a-zA-Z]?"
_STATE = re.compile(
    rf"(?P<n>{_DIGITS})(?P<mid>(?: ?/ ?[0-9]{{1,4}}){{0,2}})"
    rf"(?P<slash> ?/ ?| ?[JIl|](?={_CODE} ?-)|(?<=/[0-9]{{4}})(?={_CODE}[ -]))(?P<first>N Q(?=-)|"
    rf"Q [ĐD](?=-)|N [ĐD](?=-)|T T(?=-)|{_SEG})"
    rf"(?P<rest>(?: ?-{{1,2}} ?-? ?{_SEG}| ?/ ?{_SEG}|/[0-9]{{1,4}}(?![0-9/])){{0,6}})"
)
_PARTY = re.compile(rf"(?P<n>[0-9]{_FREE}[0-9]{{0,4}}) ?- ?(?P<t>[A-ZĐ][A-Za-zđĐ]{{1,4}}) ?/ ?(?P<body>{_SEG}(?:-{_SEG}){{0,4}})")
_OLD = re.compile(rf"(?P<n>[0-9](?<![\w/&].)[0-9]{{0,4}})(?P<sep> ?- ?| )(?P<body>{_SEG}(?: ?[-/] ?{_SEG}){{0,4}})")
_BLANK = re.compile(
    rf"[Ss](?<!\w.)[ốôoóòỏõọ06](?:[ :.…_]{{0,40}}|[ :.]{{0,3}}[^\s/]{{1,6}} ?)/ ?"
    rf"(?P<body>(?:[0-9]{{4}}/)?{_SEG}(?: ?- ?{_SEG}){{1,4}})"
)
_BARE = re.compile(r"(?<![\w/&])(?<![0-9][.,\-])(?P<n>[0-9]{1,5}[a-z]?)(?![\w%°²³/&]|[.,:][0-9]|-[A-Z0-9])")
_SEPARATED = re.compile(rf"( ?-{{1,2}} ?-? ?| ?/ ?)({_SEG}|[0-9]{{1,4}})")
_TORN = re.compile(rf" ([{UPPER}]{{1,3}})(?= (?:ngày|của|về)|[,;)])")
_SLASH = re.compile(rf"[/JIl|](?:(?<=/)|(?={_CODE} ?-))")
_BEFORE, _AFTER = 64, 220
"""How far a number and its notation can reach before their first slash and behind any of them."""
_YEAR = re.compile(r"/(1[89][0-9]{2}|20[0-9]{2})(?![0-9])")
_MIXED = frozenset({"TTg", "CTr", "TTr"})
_SURE = str.maketrans({"O": "0", "S": "5", "l": "1", "I": "1"})


class Number(msgspec.Struct, frozen=True, gc=False):
    """Characters [start, end) are a number with its notation; `value` is it as it should be printed, None if blank.

    `strong` numbers are recognised by themselves, the others only behind "số" or a kind of document. `repaired` says
    that the reading was damaged. `code` is the abbreviation of the kind in the notation, "" if it has none.
    """

    start: int
    end: int
    value: str | None
    form: Form
    strong: bool
    code: str
    year: int | None = None
    repaired: bool = False
    notation: str = ""
    """Of a blank number: what stands behind the slash."""


def scan(text: str) -> list[Number]:
    """Every number with a notation in the text, in order, without overlaps."""
    near = _around_slashes(text)
    read = _apart([*_states(text, near), *_parties(text, near), *_olds(text)])
    torn = [index for index, one in enumerate(read) if _TORN.match(text, one.end)]
    words = frozenset(re.findall(r"\w+", text.upper())) if torn else frozenset[str]()
    for index in torn:
        read[index] = _whole(text, read[index], words)
    starts = [one.start for one in read]
    blank = [one for one in _blanks(text, near) if bisect_left(starts, one.start) == bisect_left(starts, one.end)]
    return _apart([*read, *blank])


def _whole(text: str, one: Number, words: frozenset[str]) -> Number:
    """A notation that the reader tore ("KH-GA VI"), put together if its last part stands whole elsewhere in the text."""
    torn = _TORN.match(text, one.end)
    if torn is None or one.value is None:
        return one
    last = re.split(r"[/\-]", one.value)[-1] + torn[1]
    if last not in codes() and last.upper() not in words:
        return one
    return replace(one, end=torn.end(1), value=one.value + torn[1], repaired=True)


def _around_slashes(text: str) -> list[tuple[int, int]]:
    """The stretches of the text that can hold a number with its notation: each holds a slash, and text has few."""
    near: list[tuple[int, int]] = []
    low = high = 0
    for slash in _SLASH.finditer(text):
        at = slash.start()
        if at - _BEFORE > high:
            near.append((low, high))
            low = at - _BEFORE
        high = at + _AFTER
    return [*near, (low, min(high, len(text)))] if high else []


def _apart(found: list[Number]) -> list[Number]:
    """In order and without overlaps; of two that begin together, the longer."""
    kept: list[Number] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def bare(text: str, start: int) -> Number | None:
    """A number without notation that begins at `start`."""
    match = _BARE.match(text, start)
    return Number(start, match.end(), match["n"], "bare", False, "") if match else None


def _states(text: str, near: Sequence[tuple[int, int]]) -> Iterator[Number]:
    for match in (match for low, high in near for match in _STATE.finditer(text, low, high)):
        digits = match["n"].translate(_SURE) if not match["n"].isdigit() else match["n"]
        kept = _number(match["n"], digits)
        if kept is None:
            continue
        rest, end = _rest(match)
        first, damaged = _mended(match["first"])
        if first == "QH" and (tail := re.match(r" ?([0-9]{1,2})(?![0-9])", text[end : end + 4])):
            first, end = first + tail[1], end + tail.end()
        mid = match["mid"].replace(" ", "")
        value = f"{kept}{mid}/{first}{rest[0]}"
        year = _YEAR.search(mid)
        code = _code(first)
        sure = bool(rest[0]) or first.startswith(("QH", "UBTVQH"))
        strong = sure and (bool(code) or bool(year) or "-" in rest[0] or first.startswith(("QH", "UBTVQH")))
        changed = damaged or rest[1] or kept != match["n"] or match["slash"].strip() != "/"
        yield Number(match.start(), end, value, "state", strong, code, int(year[1]) if year else None, changed)


def _number(printed: str, digits: str) -> str | None:
    """The number's digits mended; None where it has none that is sure, as in "SO" or "Il"."""
    if printed.isdigit():
        return printed
    if not any(c.isdigit() for c in printed):
        return None
    if printed[:-1].replace(".", "").isdigit():  # 12a, 2760b, 1.234; a last O, l or I is a misread digit
        return digits if printed[-1] in "OlI" else printed
    return digits if digits.isdigit() else None


def _rest(match: re.Match[str]) -> tuple[tuple[str, bool], int]:
    """The notation behind its first part, mended, cut where a spaced hyphen begins something else; and its end."""
    made, damaged, end = "", False, match.start("rest")
    for part in _SEPARATED.finditer(match["rest"]):
        sign, seg = part[1], part[2]
        if " " in sign and not (seg.isdigit() or fold(seg) in folded_codes() or (len(seg) > 1 and seg.upper() == seg)):
            break
        mended, changed = _mended(seg)
        damaged |= changed or len(sign.strip()) > 1
        made += ("/" if "/" in sign else "-") + mended
        end = match.start("rest") + part.end()
    return (made, damaged), end


@lru_cache(maxsize=1 << 12)
def _mended(seg: str) -> tuple[str, bool]:
    """A part of a notation with lost or doubled strokes put back: "QD" → "QĐ", "HĐĐND" → "HĐND"."""
    seg = toneless(seg.replace(" ", ""))
    whole = folded_codes().get(fold(seg))
    # A capital D with or without its stroke may be the printer's own; a tone mark or a missing stroke is the reader's.
    if whole and seg not in codes() and ("Đ" not in seg or not seg.replace("Đ", "D").isascii()):
        return whole, whole != seg
    single = re.sub("(?<=[A-Z])Đ{2,}(?=[A-Z])", "Đ", seg) if "ĐĐ" in seg else seg
    if "QH" in single and (law := re.fullmatch(r"((?:PL-?)?(?:UBTV)?QH)([0-9Il]{1,2})", single)):
        single = law[1] + law[2].translate(_SURE)
    return single, single != seg


def _code(first: str) -> str:
    if first.startswith(("QH", "UBTVQH")):
        return "QH" if first.startswith("QH") else "UBTVQH"
    return first if first in codes() else ""


def _parties(text: str, near: Sequence[tuple[int, int]]) -> Iterator[Number]:
    for match in (match for low, high in near for match in _PARTY.finditer(text, low, high)):
        kind, damaged = _mended(match["t"])
        if kind not in codes() and kind not in {"QĐ", "CV", "TTr", "ĐA"}:
            continue
        value = f"{match['n']}-{kind}/{toneless(match['body'].replace(' ', ''))}"
        yield Number(match.start(), match.end(), value, "party", True, kind, None, damaged)


def _olds(text: str) -> Iterator[Number]:
    """Forms before 1998: "60 TC/CĐKT", "43-CP", "63-SL". Never sure by themselves."""
    for match in _OLD.finditer(text):
        spaced = match["sep"] == " "
        first = re.split(r"[-/ ]", match["body"], maxsplit=1)[0]
        if (spaced and "/" not in match["body"]) or not (first.isupper() or first in _MIXED):
            continue
        value = match["n"] + (" " if spaced else "-") + re.sub(r" ?([-/]) ?", r"\1", match["body"])
        yield Number(match.start(), match.end(), value, "old", False, _code(first), None, False)


def _blanks(text: str, near: Sequence[tuple[int, int]]) -> Iterator[Number]:
    for match in (match for low, high in near for match in _BLANK.finditer(text, low, high)):
        first = match["body"].split("-", 1)[0].strip()
        yield Number(
            match.start(), match.end(), None, "blank", False, _code(_mended(first)[0]), notation=match["body"].replace(" ", "")
        )
