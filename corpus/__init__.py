"""A corpus of letters: one folder, searched and asked without a server, made again at any time from its records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpus.corpus import Corpus, open

__all__ = ["Corpus", "open"]


def __getattr__(name: str) -> Any:
    # lazy: the command line imports this package to list its commands
    if name in __all__:
        from corpus import corpus

        return getattr(corpus, name)
    raise AttributeError(name)
