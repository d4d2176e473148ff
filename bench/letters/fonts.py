"""Times-like fonts with Vietnamese: Liberation Serif 2 (or Tinos, the same shapes) and FreeSerif, known to reportlab."""

from __future__ import annotations

from functools import cache
from pathlib import Path

STYLES = ("Regular", "Bold", "Italic", "BoldItalic")
FILES: dict[str, tuple[tuple[str, ...], ...]] = {
    "LiberationSerif": (tuple(f"LiberationSerif-{s}.ttf" for s in STYLES), tuple(f"Tinos-{s}.ttf" for s in STYLES)),
    "FreeSerif": (("FreeSerif.ttf", "FreeSerifBold.ttf", "FreeSerifItalic.ttf", "FreeSerifBoldItalic.ttf"),),
}
FOLDERS = (
    "truetype/liberation2",
    "truetype/liberation",
    "truetype/croscore",
    "truetype/freefont",
    "liberation-serif-fonts",
    "liberation",
    "gnu-free",
)
PACKAGES = "fonts-liberation2 (or fonts-croscore) and fonts-freefont-ttf"


@cache
def paths(family: str) -> tuple[Path, Path, Path, Path]:
    """Files of the regular, bold, italic and bold italic faces; FileNotFoundError names the Debian packages to install."""
    for names in FILES[family]:
        for folder in FOLDERS:
            found = [Path("/usr/share/fonts") / folder / name for name in names]
            if all(path.exists() for path in found) and _vietnamese(found[0]):
                return found[0], found[1], found[2], found[3]
    raise FileNotFoundError(f"{family} with Vietnamese letters: install {PACKAGES}")


def _vietnamese(path: Path) -> bool:
    """Liberation 1, still in some releases, lacks the letters with two marks."""
    from reportlab.pdfbase.ttfonts import TTFontFile

    return ord("ệ") in TTFontFile(str(path)).charToGlyph


def available() -> bool:
    """Whether both families are installed."""
    try:
        return bool(paths("LiberationSerif") and paths("FreeSerif"))
    except FileNotFoundError:
        return False


@cache
def register(family: str) -> tuple[str, str, str, str]:
    """Names of the regular, bold, italic and bold italic faces, known to reportlab after this call."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    made = []
    for path, style in zip(paths(family), STYLES, strict=True):
        name = f"{family}-{style}"
        pdfmetrics.registerFont(TTFont(name, str(path)))
        made.append(name)
    return made[0], made[1], made[2], made[3]


def face(family: str, bold: bool, italic: bool) -> str:
    """The name of one face of a family."""
    return register(family)[bold + 2 * italic]


@cache
def _widths(name: str) -> tuple[dict[int, float], float]:
    from reportlab.pdfbase import pdfmetrics

    inner = pdfmetrics.getFont(name).face
    return inner.charWidths, inner.defaultWidth


@cache
def _unit_width(text: str, name: str) -> float:
    widths, default = _widths(name)
    return sum(widths.get(ord(ch), default) for ch in text) / 1000


def width(text: str, name: str, size: float) -> float:
    """Width of the text in points."""
    return _unit_width(text, name) * size
