"""RTF's tokens → paragraphs: the groups' states, fonts and charsets, tables, margins and notes apart."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipeline.read.encodings import face
from pipeline.read.flow import LINE_BREAK, Paragraph, Run
from pipeline.read.office.rtftokens import Token, tokens
from pipeline.read.office.symbols import SYMBOL_FONT, symbol_field

_CODEPAGES = {0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254",
              163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250"}  # fmt: skip
_SYMBOL_CHARSET = 2
_SILENT = """
colortbl stylesheet info pict xmlnstbl listtable listoverridetable rsidtbl generator themedata colorschememapping
latentstyles datastore objdata sp pgptbl nonesttables revtbl filetbl pntxtb pntxta pn falt panose annotation atnid
atnauthor tc xe bkmkstart bkmkend shprslt nonshppict
"""
_SKIPPED = frozenset(_SILENT.split())
_KEPT_STARRED = {"shpinst", "do", "shptxt", "ud", "fldinst"}
_DRAWINGS, _BOXES = {"shpinst", "do"}, {"shptxt", "dptxbxtext"}
_MARGINS = {"header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"}
_PRINTED = {"tab": "\t", "line": LINE_BREAK, "lbr": LINE_BREAK, "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
            "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
            "column": LINE_BREAK}  # fmt: skip
_SYMBOLS = {"~": "\u00a0", "_": "-", "-": "\xad", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}
_LONGEST = 200  # characters of a font's name, a label, a field's instruction
_NO_FLOW = ("skip", "fonttbl", "label", "field", "drawing")
_TOGGLES = {"b": "bold", "i": "italic", "caps": "capitals", "scaps": "capitals", "v": "hidden", "deleted": "deleted"}


@dataclass(frozen=True, slots=True)
class State:
    """What holds inside a group: where its text goes, and how it looks. `fallback`: characters after \\u to skip."""

    place: str = "body"
    font: int | None = None
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    hidden: bool = False
    deleted: bool = False
    size: float = 12.0
    fallback: int = 1


@dataclass(slots=True)
class Flow:
    """Paragraphs in the making."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    label: str = ""
    table: int = -1
    row: int = 0
    column: int = 0
    inside: bool = False
    in_table: bool = False
    breaks: bool = False
    boxes: list[Paragraph] = field(default_factory=list)
    """Text boxes anchored in the paragraph: they follow it."""
    parts: list[str] = field(default_factory=list)
    look: tuple[str | None, bool, bool, float, bool] = (None, False, False, 12.0, False)

    def add(self, text: str, look: tuple[str | None, bool, bool, float, bool]) -> None:
        """Text of one look: font, bold, italic, size, capitals."""
        if look != self.look:
            self._end_run()
            self.look = look
        self.parts.append(text)

    @property
    def begun(self) -> bool:
        """Whether the paragraph holds anything."""
        return bool(self.runs or self.parts or self.boxes)

    def _end_run(self) -> None:
        if self.parts:
            font, bold, italic, size, capitals = self.look
            self.runs.append(Run("".join(self.parts), font, None, bold, italic, size, capitals))
            self.parts = []

    def end(self) -> None:
        """End the paragraph."""
        self._end_run()
        cell = self._cell()
        self.paragraphs.append(Paragraph(tuple(self.runs), self.label, cell, self.breaks))
        self.paragraphs += self.boxes
        self.runs, self.label, self.breaks, self.boxes = [], "", False, []

    def end_cell(self) -> None:
        """End the cell, and with it its last paragraph."""
        self.in_table = True
        self.end()
        self.column += 1

    def end_row(self) -> None:
        """End the row."""
        self.row, self.column = self.row + 1, 0

    def _cell(self) -> tuple[int, int, int] | None:
        if not self.in_table:
            self.inside = False
            return None
        if not self.inside:
            self.table, self.row, self.column, self.inside = self.table + 1, 0, 0, True
        return (self.table, self.row, self.column)


@dataclass(slots=True)
class Walker:
    """Walks the tokens once. After `walk`: the body, the notes, and the margins by their control words."""

    body: Flow = field(default_factory=Flow)
    notes: Flow = field(default_factory=Flow)
    box: Flow = field(default_factory=Flow)
    margins: list[tuple[str, Flow]] = field(default_factory=list)
    states: list[State] = field(default_factory=lambda: [State()])
    names: dict[int, str] = field(default_factory=dict)
    charsets: dict[int, int] = field(default_factory=dict)
    default_font: int | None = None
    codepage: str = "cp1252"
    section_breaks: bool = True
    instruction: str = ""
    starred: bool = False
    skip: int = 0

    def walk(self, data: bytes) -> None:
        """Read the file."""
        for token in tokens(data):
            self._token(token)
        for flow in (self.body, self.notes, *(flow for _, flow in self.margins)):
            if flow.begun:
                flow.end()

    def _token(self, token: Token) -> None:
        state = self.states[-1]
        if token.kind == "open":
            self.states.append(state)
        elif token.kind == "close":
            self._close()
        elif token.kind == "symbol":
            self._symbol(token.text)
        elif token.kind == "word":
            self._word(token)
        elif state.place == "fonttbl":
            self._font_name(token.text)
        elif state.place != "skip":
            self._bytes(token.text)

    def _close(self) -> None:
        closed = self.states[-1]
        if len(self.states) > 1:
            self.states.pop()
        if closed.place == "field" != self.states[-1].place:
            self._add(self._flow(self.states[-1].place), symbol_field(self.instruction), SYMBOL_FONT)
        if closed.place != self.states[-1].place and closed.place not in _NO_FLOW:
            flow = self._flow(closed.place)
            if flow.begun:
                flow.end()
            if closed.place == "box":
                self.body.boxes += flow.paragraphs
                self.box = Flow()
        self.starred, self.skip = False, 0

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self.starred = True
        elif symbol in ("\r", "\n"):
            self._word(Token("word", "par"))
        elif symbol in _SYMBOLS:
            self._print(_SYMBOLS[symbol])

    def _set(self, **changes: object) -> None:
        self.states[-1] = replace(self.states[-1], **changes)  # type: ignore[arg-type]

    def _word(self, token: Token) -> None:
        name, starred, self.starred = token.text, self.starred, False
        if name == "u":
            self._unicode(token.number or 0)
        elif name in _SKIPPED or (starred and name not in _KEPT_STARRED):
            self._set(place="skip")
        elif self.states[-1].place == "skip":
            return
        elif not self._opens(name):
            self._formats(token)

    def _opens(self, name: str) -> bool:
        """Destinations whose text goes elsewhere."""
        if name == "fonttbl":
            self._set(place="fonttbl")
        elif name in _MARGINS:
            self.margins.append((name, Flow()))
            self._set(place=f"margin{len(self.margins) - 1}")
        elif name in _DRAWINGS:
            self._set(place="drawing")
        elif name == "footnote" or name in _BOXES:
            self._set(place="notes" if name == "footnote" else "box")
        elif name in ("pntext", "listtext"):
            self._set(place="label")
        elif name == "fldinst":
            self._set(place="field")
            self.instruction = ""
        else:
            return False
        return True

    def _formats(self, token: Token) -> None:
        name, number = token.text, token.number
        if name in _TOGGLES:
            self._set(**{_TOGGLES[name]: number != 0})
        elif name == "f":
            self._set(font=number)
        elif name == "fs" and number and 0 < number < 3000:
            self._set(size=number / 2)
        elif name == "plain":
            self.states[-1] = State(self.states[-1].place, self.default_font, fallback=self.states[-1].fallback)
        elif name == "uc":
            self._set(fallback=max(number or 0, 0))
        elif name == "fcharset" and self.states[-1].place == "fonttbl" and self.states[-1].font is not None:
            self.charsets[self.states[-1].font] = number or 0
        elif name == "deff":
            self.default_font = number
            self._set(font=number)
        elif name == "ansicpg" and number:
            self.codepage = f"cp{number}"
        elif name in _PRINTED:
            self._print(_PRINTED[name])
        else:
            self._layout(name, number)

    def _layout(self, name: str, number: int | None) -> None:
        if self.states[-1].place in _NO_FLOW:
            return
        flow = self._flow(self.states[-1].place)
        if name == "par":
            flow.end()
        elif name == "pard":
            flow.in_table = False
        elif name == "intbl":
            flow.in_table = True
        elif name == "cell":
            flow.end_cell()
        elif name == "nestcell":
            flow.end()
        elif name == "row":
            flow.end_row()
        elif name in ("page", "sect", "pagebb"):
            self._page(flow, name, number)
        elif name in ("sbknone", "sbkcol"):
            self.section_breaks = False
        elif name in ("sbkpage", "sbkeven", "sbkodd", "sectd"):
            self.section_breaks = True

    def _page(self, flow: Flow, name: str, number: int | None) -> None:
        if name != "pagebb" and flow.begun:
            flow.end()
        if name != "sect" or self.section_breaks:
            flow.breaks = number != 0

    def _flow(self, place: str) -> Flow:
        if place.startswith("margin"):
            return self.margins[int(place[6:])][1]
        return {"notes": self.notes, "box": self.box}.get(place, self.body)

    def _font_name(self, text: str) -> None:
        font = self.states[-1].font
        if font is not None:
            self.names[font] = (self.names.get(font, "") + text.rstrip(";"))[:_LONGEST]

    def _unicode(self, number: int) -> None:
        """A character by its number; the characters that stand for it in old readers are skipped."""
        self.skip = self.states[-1].fallback
        code = number + 0x10000 if number < 0 else number
        if 0 < code <= 0xFFFF:
            self._print(chr(code))
        self.skip = self.states[-1].fallback

    def _bytes(self, text: str) -> None:
        """Text in the font's own charset."""
        dropped = min(self.skip, len(text))
        self.skip -= dropped
        if dropped < len(text):
            self._print(self._decoded(text[dropped:]))

    def _decoded(self, text: str) -> str:
        if text.isascii() and self.charsets.get(self.states[-1].font or 0) != _SYMBOL_CHARSET:
            return text
        font = self.states[-1].font
        charset = self.charsets.get(font, 0) if font is not None else 0
        if charset == _SYMBOL_CHARSET:
            return "".join(chr(0xF000 + ord(char)) for char in text)
        if font is not None and face(self.names.get(font)).encoding:
            return text
        codepage = _CODEPAGES.get(charset, self.codepage) if charset else self.codepage
        return _decode(text.encode("latin-1"), codepage)

    def _print(self, text: str) -> None:
        state = self.states[-1]
        if state.place in ("skip", "fonttbl") or state.hidden or state.deleted or not text:
            return
        if state.place == "field":
            self.instruction = (self.instruction + text)[:_LONGEST]
            return
        if state.place == "label":
            self.body.label = (self.body.label + text).strip()[:_LONGEST]
            return
        name = self.names.get(state.font) if state.font is not None else None
        self._add(self._flow(state.place), text, name)

    def _add(self, flow: Flow, text: str, name: str | None) -> None:
        state = self.states[-1]
        if not text or state.place in _NO_FLOW:
            return
        flow.add(text, (name, state.bold, state.italic, state.size, state.capitals))


def _decode(data: bytes, codepage: str) -> str:
    """Bytes of a code page; those it does not know, or a page unknown here, as cp1252 or Latin-1."""
    try:
        return data.decode(codepage)
    except (LookupError, UnicodeDecodeError):
        return data.decode("latin-1")
