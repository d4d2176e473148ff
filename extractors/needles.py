"""Regular expressions that are tried only where they can match.

Every match of most patterns holds one of a few fixed strings, its needles: `ngay` or `thang` of a date. `str.find` is
tens of times faster than a search that tries a pattern at every character, so a needled pattern looks for its needles
first and is tried around them alone. The needles are read off the pattern itself; what it finds is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Needle:
    """A string that stands `before_least` to `before_most` characters behind the start of a match."""

    text: str
    before_least: int
    before_most: int


_ANYWHERE = (Needle("", 0, 0),)
_WIDEST = 1000
"""A pattern that can match more characters than this is only told whether to try at all, not where."""
_SPREAD = 8
"""A needle that tells to so many characters where a match would start saves the search: a match is tried at each of them."""
_SHORT = 160
"""In a text up to this length finding out where to try costs more than trying everywhere."""


_Trie = dict[str, "_Trie"]


class Needled:
    """A compiled pattern; `search`, `finditer` and `match` find what the pattern alone would.

    `anchored` says that it can also match at the text's beginning without a needle ("^" in one of its alternatives).
    `reach` is how far from a match's start its last character, or what it looks ahead to, can stand; None if anywhere.
    """

    __slots__ = ("anchored", "match", "near", "needles", "pattern", "places", "reach", "texts")

    def __init__(self, pattern: re.Pattern[str], needles: tuple[Needle, ...], anchored: bool, reach: int | None) -> None:
        self.pattern, self.needles, self.anchored, self.reach = pattern, needles, anchored, reach
        self.texts = tuple(dict.fromkeys(one.text for one in needles))
        self.near = all(one.text and one.before_most - one.before_least <= _SPREAD for one in needles)
        self.places = [(one.text, one.before_least, one.before_most) for one in needles]
        self.match = pattern.match

    def search(self, text: str, pos: int = 0, endpos: int | None = None) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        end = len(text) if endpos is None else endpos
        if end - pos > _SHORT and (self.near or self.reach is not None):
            return next(self.finditer(text, pos, end), None)
        if pos == 0 and endpos is None:
            for needle in self.texts:
                if needle in text:
                    return self.pattern.search(text)
            return self.match(text) if self.anchored else None
        for needle in self.texts:
            if text.find(needle, pos, end) >= 0:
                return self.pattern.search(text, pos, end)
        return self.match(text, pos, end) if self.anchored else None

    def finditer(self, text: str, pos: int = 0, endpos: int | None = None) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        end = len(text) if endpos is None else endpos
        if self.near:
            return self._from_starts(text, pos, end)
        if self.reach is not None and end - pos > _SHORT:
            return self._in_stretches(text, pos, end)
        for needle in self.texts:
            if text.find(needle, pos, end) >= 0:
                return self.pattern.finditer(text, pos, end)
        first = self.match(text, pos, end) if self.anchored else None
        return iter((first,) if first else ())

    def _from_starts(self, text: str, pos: int, end: int) -> Iterator[re.Match[str]]:
        """The matches, where a needle tells to a few characters where one would start."""
        starts = {pos} if self.anchored else set()
        find = text.find
        for needle, least, most in self.places:
            at = find(needle, pos, end)
            while at >= 0:
                if least == most:
                    starts.add(at - least)
                else:
                    starts.update(range(at - most, at - least + 1))
                at = find(needle, at + 1, end)
        done = pos
        for start in sorted(starts):
            if start >= done and (match := self.match(text, start, end)):
                yield match
                done = match.end()

    def _in_stretches(self, text: str, pos: int, end: int) -> Iterator[re.Match[str]]:
        """The matches, each of which lies within one stretch around needles."""
        for low, high in self._stretches(text, pos, end):
            yield from self.pattern.finditer(text, low, high)

    def _stretches(self, text: str, pos: int, end: int) -> Iterator[tuple[int, int]]:
        assert self.reach is not None
        find, reach = text.find, self.reach
        found = [(pos, min(pos + reach, end))] if self.anchored else []
        for needle, least, most in self.places:
            at = find(needle, pos, end)
            while at >= 0:
                found.append((max(at - most, pos), min(at - least + reach, end)))
                at = find(needle, at + 1, end)
        if not found:
            return
        found.sort()
        low = high = -1
        for one, two in found:
            if one > high:
                if high > 0:
                    yield low, high
                low = one
            high = max(high, two)
        if high > 0:
            yield low, high


def needled(source: str, flags: int = 0) -> Needled:
    """The pattern with its needles; tried everywhere where it has none, where case is ignored, or `re` tells no parts."""
    pattern = re.compile(source, flags)
    try:
        from re import _parser as parser  # type: ignore[attr-defined]
    except ImportError:  # another Python: slower, not wrong
        return Needled(pattern, _ANYWHERE, False, None)
    if pattern.flags & (re.IGNORECASE | re.MULTILINE):
        return Needled(pattern, _ANYWHERE, False, None)
    parsed = parser.parse(source, flags)
    whole = len(parsed) == 1 and str(parsed[0][0]) == "BRANCH"
    branches = list(parsed[0][1][1]) if whole else [parsed]
    free = [branch for branch in branches if not _begins(branch)]
    found = [_of_sequence(branch, 0, 0) for branch in free]
    if None in found:
        return Needled(pattern, _ANYWHERE, False, None)
    reach = int(parsed.getwidth()[1]) + _looked_at(parsed) + 2
    needles = tuple(needle for some in found for needle in some or ())
    return Needled(pattern, needles, len(free) < len(branches), reach if reach <= _WIDEST else None)


def _begins(branch: Any) -> bool:
    """Whether a branch matches nowhere but at the text's beginning."""
    return len(branch) > 0 and str(branch[0][0]) == "AT" and str(branch[0][1]) in ("AT_BEGINNING", "AT_BEGINNING_STRING")


def _of_sequence(parts: Any, least: int, most: int) -> list[Needle] | None:
    """The best needles of a sequence that begins `least` to `most` characters behind the match's start: the longest, then
    the fewest."""
    best: list[Needle] | None = None
    run, run_at = "", (least, most)
    for part in [*parts, None]:
        name, value = (str(part[0]), part[1]) if part else ("END", 0)
        if name == "LITERAL":
            run_at = run_at if run else (least, most)
            run += chr(value)
            least, most = least + 1, most + 1
            continue
        if run:
            best = _better(best, [Needle(run, *run_at)])
            run = ""
        best = _better(best, _of_part(name, value, least, most))
        low, high = _width(parts, part)
        least, most = least + low, most + high
    return best


def _of_part(name: str, value: Any, least: int, most: int) -> list[Needle] | None:
    if name == "SUBPATTERN":
        return _of_sequence(value[3], least, most)
    if name == "ATOMIC_GROUP":
        return _of_sequence(value, least, most)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[0] > 0:
        return _of_sequence(value[2], least, most)
    if name == "BRANCH":
        every = [_of_sequence(branch, least, most) for branch in value[1]]
        return None if None in every else [needle for some in every for needle in some or ()]
    return None


def _better(one: list[Needle] | None, two: list[Needle] | None) -> list[Needle] | None:
    if not one or not two:
        return one or two
    return max(one, two, key=lambda some: (min(len(needle.text) for needle in some), -len(some)))


def _width(parts: Any, part: Any) -> tuple[int, int]:
    """The least and the most characters that one of the parts takes."""
    low, high = type(parts)(parts.state, [part] if part else []).getwidth()
    return int(low), min(int(high), _WIDEST + 1)


def _looked_at(parts: Any) -> int:
    """The most characters that all looks ahead together see."""
    seen = 0
    for op, value in parts:
        name = str(op)
        if name in ("ASSERT", "ASSERT_NOT"):
            seen += int(value[1].getwidth()[1]) + _looked_at(value[1])
        elif name == "SUBPATTERN":
            seen += _looked_at(value[3])
        elif name == "BRANCH":
            seen += sum(map(_looked_at, value[1]))
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            seen += _looked_at(value[2])
        elif name == "ATOMIC_GROUP":
            seen += _looked_at(value)
    return seen


def any_of(words: Iterable[str], inside: str = "a-z0-9", behind: str | None = None) -> str:
    """A pattern of these words, whole ones only: the longest that fits, as alternatives ordered by length would have it.

    `inside` are the characters of which none may stand before, and none behind, or none of `behind` if given. The
    alternatives part at each letter, and the look back comes behind the first letter, so that a search passes over all
    places where no word can begin.
    """
    opening: dict[str, _Trie] = {}
    for word in words:
        at = opening
        for char in word:
            at = at.setdefault(char, {})
        at[""] = {}
    first = [f"{re.escape(char)}(?<![{inside}].)" + _branches(after) for char, after in opening.items()]
    return f"(?:{'|'.join(first)})" + (f"(?![{inside if behind is None else behind}])" if behind != "" else "")


def _branches(trie: _Trie) -> str:
    """The words' endings; where one ends, the longer ones are tried first."""
    ends = [re.escape(char) + _branches(after) for char, after in trie.items() if char]
    if not ends:
        return ""
    if len(ends) == 1 and "" not in trie:
        return ends[0]
    return f"(?:{'|'.join(ends)}{'|' if '' in trie else ''})"
