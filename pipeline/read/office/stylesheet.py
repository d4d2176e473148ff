"""Styles and fonts of a Word binary file. Source: [MS-DOC] §2.9.271 (STSH), §2.9.260 (STD), §2.9.286 (SttbfFfn)."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from pipeline.read.office.fib import WordFile, single_byte
from pipeline.read.office.sprm import CHARACTER_STYLE, Character, Layout, Sprm, character, layout, sprms

_NONE = 0xFFF
_PARAGRAPH, _CHARACTER = 1, 2
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Definition:
    """A style as stored: kind, the style it is based on, and its modifiers for paragraphs and characters."""

    kind: int
    base: int
    paragraph: bytes
    character: bytes


@dataclass(slots=True)
class Styles:
    """The style sheet; looks are resolved once and kept."""

    definitions: dict[int, Definition]
    default: Character = Character()  # noqa: RUF009 (frozen)
    parse: Callable[[bytes], Iterator[Sprm]] = sprms
    _looks: dict[int, Character] = field(default_factory=dict)
    _layouts: dict[int, Layout] = field(default_factory=dict)
    _runs: dict[tuple[int, bytes], Character] = field(default_factory=dict)

    def look(self, style: int) -> Character:
        """The look of a paragraph style's text."""
        if style not in self._looks:
            made = self.default
            for one in self._chain(style):
                made = character(made, self.parse(one.character))
            self._looks[style] = made
        return self._looks[style]

    def layout(self, style: int) -> Layout:
        """The layout of a paragraph style."""
        if style not in self._layouts:
            made = Layout()
            for one in self._chain(style):
                made = layout(made, self.parse(one.paragraph))
            self._layouts[style] = made
        return self._layouts[style]

    def run(self, style: int, modifiers: bytes) -> Character:
        """The look of a run in a paragraph of this style, with its own modifiers."""
        key = (style, modifiers)
        if key not in self._runs:
            found = list(self.parse(modifiers))
            base = self.look(style)
            for code, operand in found:
                if code == CHARACTER_STYLE:
                    base = self._with_character_style(base, int.from_bytes(operand[:2], "little"))
            self._runs[key] = character(base, iter(found))
        return self._runs[key]

    def _with_character_style(self, base: Character, style: int) -> Character:
        for one in self._chain(style):
            if one.kind == _CHARACTER:
                base = character(base, self.parse(one.character))
        return base

    def _chain(self, style: int) -> list[Definition]:
        """The style and its bases, the deepest first."""
        chain: list[Definition] = []
        while style in self.definitions and len(chain) < _DEEPEST:
            chain.append(self.definitions[style])
            style = chain[-1].base
        return chain[::-1]


def styles(word: WordFile, parse: Callable[[bytes], Iterator[Sprm]] = sprms) -> Styles:
    """The style sheet; an unreadable one is empty, its text then has the default look."""
    sheet = word.part("styles")
    try:
        return _styles(sheet, parse) if word.modern else Styles({}, parse=parse)
    except (struct.error, IndexError):
        return Styles({}, parse=parse)


def _styles(sheet: bytes, parse: Callable[[bytes], Iterator[Sprm]]) -> Styles:
    if not sheet:
        return Styles({}, parse=parse)
    size, count, base = struct.unpack_from("<HHH", sheet, 0)
    default = Character()
    if size >= 18:
        latin, _, other = struct.unpack_from("<HHH", sheet, 2 + 12)
        default = replace(default, latin=latin, font=other)
    made, at = {}, 2 + size
    for index in range(count):
        if at + 2 > len(sheet):
            break
        (length,) = struct.unpack_from("<H", sheet, at)
        if length >= base:
            made[index] = _definition(sheet[at + 2 : at + 2 + length], base)
        at += 2 + length + length % 2
    return Styles(made, default, parse)


def _definition(data: bytes, base: int) -> Definition:
    _, kind, next_, _ = struct.unpack_from("<4H", data, 0)
    (name,) = struct.unpack_from("<H", data, base)
    at = base + 2 + 2 * name + 2
    parts = []
    for _ in range(next_ & 0xF):
        at += at % 2
        if at + 2 > len(data):
            break
        (size,) = struct.unpack_from("<H", data, at)
        parts.append(data[at + 2 : at + 2 + size])
        at += 2 + size
    parts += [b"", b""]
    if kind & 0xF == _PARAGRAPH:
        return Definition(_PARAGRAPH, kind >> 4, parts[0][2:], parts[1])
    return Definition(kind & 0xF, kind >> 4, b"", parts[0] if kind & 0xF == _CHARACTER else b"")


def fonts(word: WordFile) -> tuple[str, ...]:
    """The names of the font table, by index."""
    table = word.part("fonts")
    return tuple(_fonts97(table)) if word.modern else tuple(_fonts6(table))


def _fonts97(table: bytes) -> Iterator[str]:
    if len(table) < 4:
        return
    (count,) = struct.unpack_from("<H", table, 0)
    at = 4
    for _ in range(count):
        if at >= len(table):
            return
        size = table[at] + 1
        name = table[at + 40 : at + size]
        yield name[: len(name) // 2 * 2].decode("utf-16-le", "replace").split("\0")[0]
        at += size


def _fonts6(table: bytes) -> Iterator[str]:
    at = 2
    while at < len(table):
        size = table[at] + 1
        yield single_byte(table[at + 6 : at + size]).split("\0")[0]
        at += size
