"""A letter as Word wrote it: DOCX with the head as a borderless table, and RTF, also in dead encodings."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from bench.letters.legacy import tcvn3, vni
from bench.letters.model import Block, Columns, Gap, Letter, PageBreak, Para

FIXED = (2024, 1, 2, 3, 4, 6)


def docx(letter: Letter) -> bytes:
    """The letter as DOCX; the same bytes every time."""
    from docx import Document
    from docx.shared import Mm

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(17)
    section.top_margin = section.bottom_margin = Mm(20)
    document.styles["Normal"].font.name = "Times New Roman"
    for block in letter.blocks:
        _docx_block(document, block)
    data = io.BytesIO()
    document.save(data)
    return _still(data.getvalue())


def _docx_block(document: Any, block: Block) -> None:
    from docx.shared import Mm, Pt

    if isinstance(block, Para):
        _docx_para(document.add_paragraph(), block)
    elif isinstance(block, Gap):
        document.add_paragraph().paragraph_format.space_before = Pt(block.height)
    elif isinstance(block, PageBreak):
        document.add_page_break()
    elif isinstance(block, Columns):
        table = document.add_table(rows=1, cols=len(block.cells))
        for cell, items, share in zip(table.rows[0].cells, block.cells, block.widths, strict=True):
            cell.width = Mm(163 * share)
            _docx_cell(cell, items)
    else:
        table = document.add_table(rows=0, cols=len(block.widths), style="Table Grid")
        for n, row in enumerate(block.rows):
            for cell, text, share in zip(table.add_row().cells, row, block.widths, strict=True):
                cell.width = Mm(163 * share)
                _docx_para(cell.paragraphs[0], Para(text, block.zone, "left", 12, bold=n == 0))


def _docx_cell(cell: Any, items: tuple[Para | Gap, ...]) -> None:
    first = True
    for item in items:
        for _ in range(3 if isinstance(item, Gap) else 1):
            paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
            first = False
            if isinstance(item, Para):
                _docx_para(paragraph, item)


def _docx_para(paragraph: Any, p: Para) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.shared import Pt

    kinds = {"left": ALIGN.LEFT, "center": ALIGN.CENTER, "right": ALIGN.RIGHT, "justify": ALIGN.JUSTIFY}
    paragraph.alignment = kinds[p.align]
    form = paragraph.paragraph_format
    form.space_before, form.space_after = Pt(p.before), Pt(0)
    form.first_line_indent, form.left_indent = Pt(p.indent), Pt(p.left)
    for text, bold in ((p.text[: p.lead], True), (p.text[p.lead :], p.bold)):
        if text:
            run = paragraph.add_run(text)
            run.bold, run.italic, run.font.size = bold, p.italic, Pt(p.size)
            run.font.name = "Times New Roman"


def _still(data: bytes) -> bytes:
    """The same archive with fixed times, so that equal letters have equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, FIXED), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


Encoder = Callable[[str], str]


def rtf(letter: Letter) -> bytes:
    """The letter as RTF with Unicode escapes, in Times New Roman."""
    return _rtf(letter, ("Times New Roman", "Times New Roman"), _unicode)


def rtf_tcvn3(letter: Letter) -> bytes:
    """The letter as RTF in the .VnTime fonts: text in capitals stands in small letters in the capital font .VnTimeH."""
    return _rtf(letter, (".VnTime", ".VnTimeH"), lambda text: _hex(tcvn3(text)))


def rtf_vni(letter: Letter) -> bytes:
    """The letter as RTF in the VNI-Times font."""
    return _rtf(letter, ("VNI-Times", "VNI-Times"), lambda text: _hex(vni(text).encode("cp1252", "replace")))


def _rtf(letter: Letter, fonts: tuple[str, str], encode: Encoder) -> bytes:
    head = r"{\rtf1\ansi\ansicpg1252\deff0\uc1{\fonttbl{\f0\froman " + fonts[0] + r";}{\f1\froman " + fonts[1] + ";}}"
    head += r"\paperw11906\paperh16838\margl1701\margr964\margt1134\margb1134" + "\n"
    body = "\n".join(line for block in letter.blocks for line in _rtf_block(block, encode, fonts))
    return (head + body + "\n}").encode("ascii")


def _unicode(text: str) -> str:
    return "".join(_plain(ch) if ord(ch) < 128 else f"\\u{ord(ch) if ord(ch) < 32768 else ord(ch) - 65536}?" for ch in text)


def _plain(char: str) -> str:
    return "\\" + char if char in "\\{}" else char


def _hex(data: bytes) -> str:
    return "".join(_plain(chr(b)) if b < 128 else f"\\'{b:02x}" for b in data)


def _rtf_block(block: Block, encode: Encoder, fonts: tuple[str, str]) -> Iterator[str]:
    if isinstance(block, Para):
        yield _rtf_para(block, encode, fonts) + r"\par"
    elif isinstance(block, Gap):
        yield r"\pard\par"
    elif isinstance(block, PageBreak):
        yield r"\pard\page"
    elif isinstance(block, Columns):
        yield _rtf_row([_rtf_cell(cell, encode, fonts) for cell in block.cells], block.widths, borders=False)
    else:
        for n, row in enumerate(block.rows):
            cells = [_rtf_para(Para(text, block.zone, "left", 12, bold=n == 0), encode, fonts) for text in row]
            yield _rtf_row(cells, block.widths, borders=True)


def _rtf_cell(items: tuple[Para | Gap, ...], encode: Encoder, fonts: tuple[str, str]) -> str:
    return "\\par\n".join(_rtf_para(item, encode, fonts) if isinstance(item, Para) else r"\pard\par" for item in items)


def _rtf_row(cells: list[str], widths: tuple[float, ...], *, borders: bool) -> str:
    edge, at = "", 0.0
    lines = r"\clbrdrt\brdrs\clbrdrl\brdrs\clbrdrb\brdrs\clbrdrr\brdrs" if borders else ""
    for share in widths:
        at += share * 9241
        edge += f"{lines}\\cellx{at:.0f}"
    return r"\trowd\trgaph70" + edge + "".join(f"\n{_in_table(cell)}\\cell" for cell in cells) + "\\row\n\\pard"


def _in_table(cell: str) -> str:
    return (cell or r"\pard").replace(r"\pard", r"\pard\intbl")


def _rtf_para(p: Para, encode: Encoder, fonts: tuple[str, str]) -> str:
    mark = {"left": r"\ql", "center": r"\qc", "right": r"\qr", "justify": r"\qj"}[p.align]
    lead = f"\\pard{mark}\\fi{p.indent * 20:.0f}\\li{p.left * 20:.0f}\\sb{p.before * 20:.0f}\\fs{p.size * 2:.0f}"
    parts = ((p.text[: p.lead], True), (p.text[p.lead :], p.bold))
    return lead + "".join(_run(t, b, p.italic, encode, fonts) for t, b in parts if t)


def _run(text: str, bold: bool, italic: bool, encode: Encoder, fonts: tuple[str, str]) -> str:
    style = ("\\b" if bold else "") + ("\\i" if italic else "")
    upper = fonts[0] != fonts[1] and text.isupper() and len(text) > 3
    written = encode(text.lower() if upper else text)
    return f"{{\\f{int(upper)}{style} {written}}}"
