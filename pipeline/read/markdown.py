"""Markdown without its marks: what a reader of the rendered page sees, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from pipeline.read.flow import LINE_BREAK, Paragraph, Run

_LINE_ENDS = re.compile(r"\r\n|\r|\n")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+")
_QUOTE = re.compile(r"^ {0,3}>[> ]*")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_BULLET = re.compile(r"^([ \t]*)[*+][ \t]+(?=\S)")
_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*$")
_ALIGNMENT = re.compile(r"[ \t]*\|[ \t:|\-]+\|[ \t]*$")
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()\s]*(?:[ \t]+\"[^\"]*\")?\)")
_LINK = re.compile(r"\[([^\[\]]+)\]\([^()\s]*(?:[ \t]+\"[^\"]*\")?\)")
_AUTOLINK = re.compile(r"<((?:https?|ftp|mailto):[^<>\s]+|[^<>\s@]+@[^<>\s@]+)>")
_BREAK_TAG = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:b|i|u|em|strong|sub|sup|span|div|p|center|font)\b[^<>]*>", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_STRONG = re.compile(r"(\*\*\*|\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+)(?<=[^\s*])\*(?![\w*])|(?<!\w)_(?=[^\s_])([^_]+)(?<=[^\s_])_(?!\w)")
_LONGEST = 20_000
_CODE = re.compile(r"`([^`]+)`")


def paragraphs(text: str) -> Iterator[Paragraph]:
    """The lines of a Markdown text; rows of tables give one paragraph a cell."""
    table, row, fenced = -1, -1, False
    for line in _LINE_ENDS.split(text):
        if _FENCE.match(line):
            fenced = not fenced
        elif fenced:
            yield Paragraph((Run(line),))
        elif _ALIGNMENT.match(line) and row >= 0:
            continue
        elif _ROW.match(line):
            table, row = (table, row + 1) if row >= 0 else (table + 1, 0)
            yield from _cells(line, table, row)
        else:
            row = -1
            yield _line(line)


def _cells(line: str, table: int, row: int) -> Iterator[Paragraph]:
    inner = line.strip().removeprefix("|").removesuffix("|").replace("\\|", "\x00")
    for column, cell in enumerate(inner.split("|")):
        text = cell.replace("\x00", "|").strip()
        if text:
            yield Paragraph((_run(text),), cell=(table, row, column))


def _line(line: str) -> Paragraph:
    if _is_rule(line):
        return Paragraph((Run(""),))
    line = _QUOTE.sub("", line, count=1)
    if heading := _HEADING.match(line):
        plain = _run(_without_closing(line[heading.end() :].rstrip()))
        return Paragraph((Run(plain.text, bold=True, italic=plain.italic),))
    return Paragraph((_run(_BULLET.sub(r"\1- ", line, count=1)),))


def _is_rule(line: str) -> bool:
    """Three or more stars or underscores alone (dashes are a letter's own lines)."""
    marks = line.replace(" ", "").replace("\t", "")
    return len(marks) >= 3 and set(marks) in ({"*"}, {"_"})


def _without_closing(heading: str) -> str:
    bare = heading.rstrip("#")
    return bare.rstrip() if bare.endswith((" ", "\t")) else heading


def _run(text: str) -> Run:
    """A line's text without its marks; bold or italic where the marks hold all of it."""
    stripped = text.strip().rstrip("\\").strip()
    bold = bool(found := _STRONG.fullmatch(stripped)) and found is not None and found[1] not in found[2]
    inner = found[2] if bold and found is not None else stripped
    italic = bool(_EMPHASIS.fullmatch(inner)) or bool(found and found[1] == "***")
    return Run(unmarked(text), bold=bold, italic=italic)


def unmarked(text: str) -> str:
    """Inline marks taken away: links keep their text, escapes their character."""
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(found[1])
        return f"\x02{len(held) - 1}\x03"

    text = text.replace("\x02", "").replace("\x03", "")
    text = _CODE.sub(hold, _ESCAPE.sub(hold, text.rstrip("\\")))
    text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
    text = _TAG.sub("", _BREAK_TAG.sub(LINE_BREAK, _AUTOLINK.sub(r"\1", text)))
    if len(text) < _LONGEST:  # no line of a letter is longer; the marks of one that is are left
        text = _EMPHASIS.sub(lambda m: m[1] or m[2], _STRONG.sub(r"\2", _STRONG.sub(r"\2", text)))
    return re.sub("\x02(\\d+)\x03", lambda m: held[int(m[1])], unescape(text))
