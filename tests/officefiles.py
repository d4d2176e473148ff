"""Small Word files made byte by byte for the tests: a compound file, and a Word 97 document in it."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from schemas.errors import CongvanError
from schemas.reading import Reading, Source


def source(data: bytes, name: str = "thu") -> Source:
    return Source(name, hashlib.sha256(data).hexdigest(), "", data)


def lines(reading: Reading) -> list[str]:
    return [line.text for page in reading.pages for line in page.lines]


def code(reader: Callable[[Source], Reading], data: bytes) -> str:
    with pytest.raises(CongvanError) as error:
        reader(source(data))
    return error.value.code


_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_NO = 0xFFFFFFFF


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file (OLE 2) of these streams; each is padded beyond the size below which it would be a mini stream."""
    padded = {name: data.ljust(max(4096, -(-len(data) // _SECTOR) * _SECTOR), b"\0") for name, data in streams.items()}
    entries = [("Root Entry", 5, _END, 0)]
    body, chain = b"", []
    for name, data in padded.items():
        entries.append((name, 2, len(chain), len(data)))
        count = len(data) // _SECTOR
        chain += [*range(len(chain) + 1, len(chain) + count), _END]
        body += data
    directory = b"".join(_entry(i, len(entries), entry) for i, entry in enumerate(entries))
    directory = directory.ljust(-(-len(directory) // _SECTOR) * _SECTOR, b"\0")
    first_directory = len(chain)
    count = len(directory) // _SECTOR
    chain += [*range(len(chain) + 1, len(chain) + count), _END]
    fats = 1
    while (len(chain) + fats) * 4 > fats * _SECTOR:
        fats += 1
    first_fat = len(chain)
    chain += [_FAT] * fats
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(fats * _SECTOR, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 10
    head += struct.pack("<IIIIIIIII", fats, first_directory, 0, 4096, _END, 0, _END, 0, first_fat)
    head += struct.pack(f"<{fats - 1}I", *range(first_fat + 1, first_fat + fats))
    return head.ljust(_SECTOR, b"\xff") + body + directory + table


def _entry(index: int, count: int, found: tuple[str, int, int, int]) -> bytes:
    name, kind, start, size = found
    encoded = (name + "\0").encode("utf-16-le")
    right = index + 1 if 0 < index < count - 1 else _NO
    child = 1 if index == 0 and count > 1 else _NO
    made = encoded.ljust(64, b"\0") + struct.pack("<HBBIII", len(encoded), kind, 1, _NO, right, child)
    return made + b"\0" * 36 + struct.pack("<IQ", start, size)


@dataclass(frozen=True)
class Stretch:
    """Text of one look: font index, and further modifiers."""

    text: str
    font: int = 0
    modifiers: bytes = b""


@dataclass(frozen=True)
class Para:
    """A paragraph with its mark ("\\r", "\\x07" or "\\x0c") and modifiers."""

    stretches: tuple[Stretch, ...]
    modifiers: bytes = b""
    mark: str = "\r"


@dataclass
class Word97:
    """A Word 97 file in the making."""

    fonts: tuple[str, ...] = ("Times New Roman",)
    paragraphs: list[Para] = field(default_factory=list)
    compressed: bool = False
    flags: int = 0x0200
    data: bytes = b""

    def add(self, *stretches: str | Stretch, modifiers: bytes = b"", mark: str = "\r") -> Word97:
        """One more paragraph."""
        made = tuple(Stretch(one) if isinstance(one, str) else one for one in stretches)
        self.paragraphs.append(Para(made, modifiers, mark))
        return self

    def bytes(self) -> bytes:
        """The finished file."""
        text, looks, layouts = self._flow()
        width = 1 if self.compressed else 2
        start = 0x600
        data = text.encode("latin-1") if self.compressed else text.encode("utf-16-le")
        main = bytearray(start) + data
        main = main.ljust(-(-len(main) // _SECTOR) * _SECTOR, b"\0")
        page = len(main) // _SECTOR
        main += _fkp([(start + a * width, start + b * width, _counted(value)) for a, b, value in looks], 1)
        main += _fkp([(start + a * width, start + b * width, _even(value)) for a, b, value in layouts], 13)
        end = start + len(data)
        place = (start * 2) | 0x40000000 if self.compressed else start
        pieces = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, place, 0)
        parts = {
            12: struct.pack("<III", start, end, page),
            13: struct.pack("<III", start, end, page + 1),
            15: _fonts(self.fonts),
            33: b"\x02" + struct.pack("<I", len(pieces)) + pieces,
        }
        table = b""
        struct.pack_into("<HH", main, 0, 0xA5EC, 0xC1)
        struct.pack_into("<H", main, 0x0A, self.flags)
        struct.pack_into("<i", main, 0x4C, len(text))
        for index, part in parts.items():
            struct.pack_into("<ii", main, 0x9A + 8 * index, len(table), len(part))
            table += part
        streams = {"WordDocument": bytes(main), "1Table" if self.flags & 0x0200 else "0Table": table}
        return compound(streams | ({"Data": self.data} if self.data else {}))

    def _flow(self) -> tuple[str, list[tuple[int, int, bytes]], list[tuple[int, int, bytes]]]:
        text, looks, layouts = "", [], []
        for paragraph in self.paragraphs:
            first = len(text)
            for one in paragraph.stretches:
                look = struct.pack("<HHHH", 0x4A4F, one.font, 0x4A51, one.font) + one.modifiers
                looks.append((len(text), len(text) + len(one.text), look))
                text += one.text
            looks.append((len(text), len(text) + 1, b""))
            text += paragraph.mark
            layouts.append((first, len(text), b"\0\0" + paragraph.modifiers))
        return text, [look for look in looks if look[1] > look[0]], layouts


def _counted(value: bytes) -> bytes:
    return bytes([len(value)]) + value


def _even(value: bytes) -> bytes:
    value = value if len(value) % 2 else value + b"\0"
    return bytes([(len(value) + 1) // 2]) + value


def _fkp(stretches: list[tuple[int, int, bytes]], entry: int) -> bytes:
    page = bytearray(_SECTOR)
    offsets = [one[0] for one in stretches] + [stretches[-1][1]]
    struct.pack_into(f"<{len(offsets)}I", page, 0, *offsets)
    at = _SECTOR - 1
    for index, (_, _, value) in enumerate(stretches):
        at = (at - len(value)) // 2 * 2
        page[at : at + len(value)] = value
        page[4 * len(offsets) + entry * index] = at // 2
    assert at >= 4 * len(offsets) + entry * len(stretches), "too much formatting for one page"
    page[-1] = len(stretches)
    return bytes(page)


def _fonts(names: tuple[str, ...]) -> bytes:
    made = struct.pack("<HH", len(names), 0)
    for name in names:
        font = b"\0" * 39 + (name + "\0").encode("utf-16-le")
        made += bytes([len(font)]) + font
    return made


WORD_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def docx(body: str, **parts: str) -> bytes:
    """A DOCX of a body's XML (prefix w) and further parts by kind: styles, numbering, footnotes, header, footer."""
    root = f'xmlns:w="{WORD_NAMESPACE}" xmlns:r="{_RELATIONS}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    relations = "".join(f'<Relationship Id="r{kind}" Type="{_RELATIONS}/{kind}" Target="{kind}.xml"/>' for kind in parts)
    wrap = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "header": "hdr", "footer": "ftr"}
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": wrap.format(f'<Relationship Id="r1" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/>'),
        "word/document.xml": f"<w:document {root}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": wrap.format(relations),
        **{
            f"word/{kind}.xml": f"<w:{roots.get(kind, kind)} {root}>{text}</w:{roots.get(kind, kind)}>"
            for kind, text in parts.items()
        },
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
