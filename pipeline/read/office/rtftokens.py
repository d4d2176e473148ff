"""RTF cut into tokens: groups, control words, bytes, text. Source: Rich Text Format Specification 1.9.1."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["open", "close", "word", "byte", "symbol", "text"]

_TOKEN = re.compile(
    r"(?P<brace>[{}])|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<symbol>[^a-zA-Z'])"
    r"|(?P<text>[^{}\\\r\n]+)|[\r\n]+|\\"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `number` is a control word's parameter, None without one."""

    kind: Kind
    text: str = ""
    number: int | None = None


OPEN, CLOSE = Token("open"), Token("close")


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of a file; text is given as Latin-1, byte for byte. Bytes of \\bin are left out."""
    source = data.decode("latin-1")
    at = 0
    while at < len(source):
        found = _TOKEN.match(source, at)
        if found is None:
            return
        at = found.end()
        if found["word"] == "bin":
            at += max(int(found["number"] or 0), 0)
        elif token := _token(found):
            yield token


def _token(found: re.Match[str]) -> Token | None:
    if found["text"]:
        return Token("text", found["text"])
    if found["word"]:
        return Token("word", found["word"], int(found["number"]) if found["number"] else None)
    if found["brace"]:
        return OPEN if found["brace"] == "{" else CLOSE
    if found["byte"]:
        return Token("byte", chr(int(found["byte"], 16)))
    return Token("symbol", found["symbol"]) if found["symbol"] else None
