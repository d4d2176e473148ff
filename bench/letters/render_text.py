"""A letter as text: whole, with its diacritics lost, misread by an English OCR, and as HTML."""

from __future__ import annotations

import html
import random
import re
import unicodedata
from collections.abc import Iterator
from itertools import zip_longest

from bench.letters.model import Block, Columns, Gap, Letter, PageBreak, Para, Table

ARRANGEMENTS = ("column", "interleaved", "spaced")
"""How the two columns of head and foot come out: one after the other, line by line, or side by side with spaces."""


def plain(letter: Letter, arrangement: str | None = None) -> str:
    """The letter's text, a paragraph a line; by default the seed chooses the arrangement."""
    chosen = arrangement or ARRANGEMENTS[letter.seed % 3]
    return "\n".join(line for block in letter.blocks for line in _block(block, chosen)) + "\n"


def _block(block: Block, arrangement: str) -> Iterator[str]:
    if isinstance(block, Para):
        yield block.text
    elif isinstance(block, Table):
        yield from ("\t".join(row) for row in block.rows)
    elif isinstance(block, PageBreak):
        yield ""
    elif isinstance(block, Columns):
        yield from _columns(block, arrangement)


def _columns(block: Columns, arrangement: str) -> Iterator[str]:
    cells = [[item.text for item in cell if isinstance(item, Para)] for cell in block.cells]
    if arrangement == "column":
        yield from (text for cell in cells for text in cell)
    elif arrangement == "interleaved":
        yield from (text for row in zip_longest(*cells, fillvalue="") for text in row if text)
    else:
        yield from ("        ".join(text.ljust(30) for text in row).rstrip() for row in zip_longest(*cells, fillvalue=""))


def stripped(text: str) -> str:
    """The text without any diacritic, as old systems sent it."""
    plain_ = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(ch for ch in plain_ if not unicodedata.combining(ch))


MISREAD: dict[str, tuple[str, ...]] = {
    "ư": ("u", "tr", "w", "ur"),
    "ơ": ("o", "6", "a"),
    "ô": ("6", "é", "o"),
    "ê": ("é", "e", "8"),
    "â": ("4", "a", "é"),
    "ă": ("a", "i", "%"),
    "đ": ("d", "d", "a"),
    "Đ": ("D", "B", "Ð"),
    "u": ("u", "y", "u"),
}


def mangled(text: str, rng: random.Random) -> str:
    """The text as an OCR without Vietnamese reads it: marks lost or misread; digits and notations stay whole."""
    return "".join(_misread(part, rng) for part in re.split(r"(\s+)", text))


def _misread(word: str, rng: random.Random) -> str:
    if any(ch.isdigit() for ch in word) or ("/" in word and "-" in word):
        return word
    made = []
    for char in word:
        parts = unicodedata.normalize("NFD", char)
        if char not in "đĐ" and len(parts) == 1:
            made.append(char)
            continue
        base = unicodedata.normalize("NFC", parts[0] + "".join(p for p in parts[1:] if p in "\u0302\u0306\u031b"))
        made.append(rng.choice(MISREAD.get(base, (parts[0],))) if rng.random() < 0.6 else stripped(char))
    return "".join(made)


def markdown(letter: Letter) -> str:
    """The letter as converters write Markdown: bold in asterisks, tables with bars, head and foot as tables too."""
    return "\n\n".join("\n".join(_marked(block)) for block in letter.blocks if not isinstance(block, Gap)) + "\n"


def _marked(block: Block) -> Iterator[str]:
    if isinstance(block, Para):
        yield _emphasis(block)
    elif isinstance(block, PageBreak):
        yield "---"
    elif isinstance(block, Columns):
        cells = ["<br>".join(_emphasis(p) for p in cell if isinstance(p, Para)) for cell in block.cells]
        yield f"| {' | '.join(cells)} |"
        yield "|" + " --- |" * len(cells)
    elif isinstance(block, Table):
        first, *rest = [f"| {' | '.join(row)} |" for row in block.rows]
        yield from (first, "|" + " --- |" * len(block.widths), *rest)


def _emphasis(p: Para) -> str:
    text = f"**{p.text[: p.lead]}**{p.text[p.lead :]}" if p.lead and not p.bold else p.text
    text = f"**{text}**" if p.bold and text.strip() else text
    return f"*{text}*" if p.italic and text.strip() else text


def hypertext(letter: Letter) -> str:
    """The letter as a web page, head and foot as tables."""
    title = html.escape(str(letter.gold["subject"] or letter.gold["document_type"] or "Tin tức"))
    body = "\n".join(line for block in letter.blocks for line in _tags(block))
    head = f'<head><meta charset="utf-8"><title>{title}</title></head>'
    return f'<!DOCTYPE html>\n<html lang="vi">\n{head}\n<body>\n{body}\n</body>\n</html>\n'


def _tags(block: Block) -> Iterator[str]:
    if isinstance(block, Para):
        yield _p(block)
    elif isinstance(block, PageBreak):
        yield "<hr>"
    elif isinstance(block, Columns):
        yield '<table width="100%"><tr>'
        for cell, share in zip(block.cells, block.widths, strict=True):
            yield f'<td width="{share:.0%}" valign="top">{"".join(_p(p) for p in cell if isinstance(p, Para))}</td>'
        yield "</tr></table>"
    elif isinstance(block, Table):
        yield '<table border="1">'
        for row in block.rows:
            yield "<tr>" + "".join(f"<td>{html.escape(text)}</td>" for text in row) + "</tr>"
        yield "</table>"
    else:
        assert isinstance(block, Gap)


def _p(p: Para) -> str:
    text = html.escape(p.text, quote=False)
    if p.lead and not p.bold:
        text = f"<b>{html.escape(p.text[: p.lead], quote=False)}</b>{html.escape(p.text[p.lead :], quote=False)}"
    text = f"<b>{text}</b>" if p.bold else text
    text = f"<i>{text}</i>" if p.italic else text
    return f'<p align="{p.align}">{text}</p>'
