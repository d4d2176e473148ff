"""All near duplicates of a corpus: which letters say what an earlier one says, all but a little.

Every letter's word pairs are sketched (MinHash) and letters whose sketches meet are compared in full, so that the work grows
with the letters, not with their square: about a millisecond a letter. Each letter is given with the one earlier letter that
is most like it, so that a thousand copies of one form make a thousand rows and not half a million.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from corpus.analysis import folded, pairs, syllables
from corpus.similar import NEAR

if TYPE_CHECKING:
    from corpus.corpus import Corpus

_VALUES, _BANDS = 120, 24
"""Of 24 bands of five values one agrees in 99.99 % of pairs of a likeness of 0.8, and in half of those of 0.5."""
_MOST = 30
"""Earlier letters compared with one at most; the members of one large family are all alike anyway."""
_SEED = 7


@dataclass(frozen=True, slots=True)
class Twin:
    """Letter `id` is like the earlier letter `like`. `likeness`: share of common word pairs of all either has, 0..1.

    `kind`: same_document where both are files of one document (same issuer, year and number), else near_duplicate.
    """

    id: str
    like: str
    likeness: float
    kind: Literal["same_document", "near_duplicate"]


def near_duplicates(corpus: Corpus, least: float = NEAR, tell: Callable[[int], None] = lambda _: None) -> Iterator[Twin]:
    """Letters that are near duplicates of an earlier one, in the order they came. `tell` is called with each count done."""
    from rensa import RMinHash, RMinHashLSH

    known = RMinHashLSH(threshold=least, num_perm=_VALUES, num_bands=_BANDS)
    letters = corpus.connection.execute("SELECT n, id, document FROM letters ORDER BY n").fetchall()
    place = {n: (id, document) for n, id, document in letters}
    words = lru_cache(1000)(lambda id: _pairs(corpus, id))
    for count, (n, id, document) in enumerate(letters, 1):
        if own := words(id):
            sketch = RMinHash(num_perm=_VALUES, seed=_SEED)
            sketch.update(list(own))
            earlier = [place[other] for other in sorted(known.query(sketch))[:_MOST]]
            known.insert(n, sketch)
            best = max(((_likeness(own, words(other)), other, its) for other, its in earlier), default=(0.0, "", None))
            if best[0] >= least:
                yield Twin(id, best[1], round(best[0], 4), _kind(document, best[2]))
        tell(count)


def _pairs(corpus: Corpus, id: str) -> frozenset[str]:
    letter = corpus.searching.letter(id)
    return frozenset(pairs(folded(syllables(letter.text)))) if letter else frozenset()


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def _kind(one: int | None, other: int | None) -> Literal["same_document", "near_duplicate"]:
    return "same_document" if one is not None and one == other else "near_duplicate"
