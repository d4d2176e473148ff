"""Styles of a DOCX: what a run looks like when its own marks say nothing. Source: ECMA-376 part 1, §17.7."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml.etree import _Element

_OFF = ("0", "false", "off", "none")
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Look:
    """A run's look; None is "as in the style". `latin` draws ASCII letters, `font` the others; `size` in points."""

    latin: str | None = None
    font: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    capitals: bool | None = None
    hidden: bool | None = None
    size: float | None = None

    def under(self, own: Look) -> Look:
        """This look with what `own` says put over it."""
        changes = {name: value for name in self.__slots__ if (value := getattr(own, name)) is not None}
        return replace(self, **changes) if changes else self


@dataclass(frozen=True, slots=True)
class Style:
    """A style as stored: its base, its look, and the list its paragraphs are numbered in (id, level)."""

    base: str | None
    look: Look
    numbering: tuple[str | None, int | None] = (None, None)
    page_break: bool | None = None


@dataclass(slots=True)
class StyleSheet:
    """All styles; `default` is the style of paragraphs that name none."""

    styles: dict[str, Style] = field(default_factory=dict)
    default: str | None = None
    base: Look = Look()
    _looks: dict[tuple[str | None, str | None], Look] = field(default_factory=dict)

    def look(self, paragraph: str | None, run: str | None) -> Look:
        """The look by paragraph style and character style."""
        key = (paragraph, run)
        if key not in self._looks:
            made = self.base
            for style in (*self.chain(paragraph or self.default), *self.chain(run)):
                made = made.under(style.look)
            self._looks[key] = made
        return self._looks[key]

    def chain(self, name: str | None) -> list[Style]:
        """A style and its bases, the deepest first."""
        made: list[Style] = []
        while name in self.styles and len(made) < _DEEPEST:
            made.append(self.styles[name])
            name = made[-1].base
        return made[::-1]


def local(element: _Element) -> str:
    """An element's name without its namespace; "" for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: _Element | None, *names: str) -> _Element | None:
    """The descendant reached by these names, one level each; None where a level is missing."""
    for name in names:
        element = next((one for one in element if local(one) == name), None) if element is not None else None
    return element


def value(element: _Element | None, name: str = "val") -> str | None:
    """An attribute whatever its namespace."""
    if element is None:
        return None
    return next((str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), None)


def number(text: str | None) -> int | None:
    """A whole number, None if it is none."""
    return int(text) if text is not None and text.lstrip("-").isdecimal() else None


def look_of(properties: _Element | None) -> Look:
    """The look a run's own properties (rPr) ask for."""
    found: dict[str, object] = {}
    for one in properties if properties is not None else ():
        name = local(one)
        if name == "rFonts":
            found["latin"] = "theme" if value(one, "asciiTheme") else value(one, "ascii")
            found["font"] = "theme" if value(one, "hAnsiTheme") else value(one, "hAnsi") or value(one, "ascii")
        elif name in ("b", "i", "caps", "smallCaps", "vanish"):
            found[_NAMES[name]] = on(one)
        elif name == "sz" and (half := number(value(one))) is not None:
            found["size"] = half / 2
    return Look(**found)  # type: ignore[arg-type]


_NAMES = {"b": "bold", "i": "italic", "caps": "capitals", "smallCaps": "capitals", "vanish": "hidden"}


def on(element: _Element | None) -> bool:
    """Whether a yes-or-no property is there and not switched off."""
    return element is not None and (value(element) or "1").lower() not in _OFF


def style_sheet(root: _Element | None) -> StyleSheet:
    """The style sheet of styles.xml; an empty one where there is none."""
    if root is None:
        return StyleSheet()
    base = look_of(child(root, "docDefaults", "rPrDefault", "rPr"))
    made = StyleSheet(base=base)
    for name, element in _named(root):
        properties = child(element, "pPr")
        breaks = child(properties, "pageBreakBefore")
        made.styles[name] = Style(
            value(child(element, "basedOn")),
            look_of(child(element, "rPr")),
            numbering_of(properties),
            on(breaks) if breaks is not None else None,
        )
        if value(element, "type") == "paragraph" and (value(element, "default") or "0") not in _OFF:
            made.default = name
    return made


def _named(root: _Element) -> Iterator[tuple[str, _Element]]:
    for element in root:
        name = value(element, "styleId") if local(element) == "style" else None
        if name is not None:
            yield name, element


def numbering_of(properties: _Element | None) -> tuple[str | None, int | None]:
    """The list and level a paragraph's properties (pPr) name."""
    numbered = child(properties, "numPr")
    return value(child(numbered, "numId")), number(value(child(numbered, "ilvl")))
