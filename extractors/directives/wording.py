"""The words of a clause, cut once: most forms are sought only where one of their words stands."""

from __future__ import annotations

import re

_WORD = re.compile(r"[a-z]\w*")


def words(folded: str) -> list[str]:
    """The words of a folded text in order, figures left out."""
    return _WORD.findall(folded)
