"""What a font's name says about its encoding.

`.Vn*` fonts are TCVN3, and those that end in H draw capitals; `VNI-*` are VNI; `VPS …` are VPS. A name can lie (Unicode
text often keeps an old font), so `detect` weighs it against the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.read.encodings.charmaps import Encoding

_SUBSET = re.compile(r"[A-Z]{6}\+")
_WEIGHT = re.compile(r"[ ,\-]*(?:bold|italic|regular|normal|ce|cyr|greek|tur|baltic|\(?vietnamese\)?)$", re.IGNORECASE)


LONGEST = 200
"""Characters of a font's name looked at; the standard allows 127."""


@dataclass(frozen=True, slots=True)
class Face:
    """A font as far as encodings go: `encoding` None is Unicode; `capitals`: it draws small letters as capitals."""

    encoding: Encoding | None = None
    capitals: bool = False


UNICODE = Face()


@lru_cache(maxsize=1024)
def face(font: str | None) -> Face:
    """The face of a font by its name, in any case, with or without a PDF's subset tag."""
    name = _SUBSET.sub("", (font or "")[:LONGEST]).strip().lower()
    while (shorter := _WEIGHT.sub("", name)) != name:
        name = shorter
    if name.startswith(".vn"):
        return Face("tcvn3", name.endswith("h"))
    if name.startswith("vni"):
        return Face("vni")
    if name.startswith("vps"):
        return Face("vps")
    if "viscii" in name:
        return Face("viscii")
    return UNICODE
