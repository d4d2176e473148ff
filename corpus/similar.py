"""Letters like a letter: the same document in another file, near duplicates with their difference, the same matter."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from corpus.analysis import folded, pairs, syllables
from corpus.index import schema

if TYPE_CHECKING:
    from corpus.corpus import Corpus

NEAR = 0.8
"""Share of word pairs two texts have in common, of all either has, from which they are near duplicates."""
_TERMS = 40
_CANDIDATES = 50


@dataclass(frozen=True, slots=True)
class Similar:
    """`likeness`: share of common word pairs, 0..1. `kind`: same_document, near_duplicate, or similar."""

    id: str
    likeness: float
    kind: Literal["same_document", "near_duplicate", "similar"]
    number: str | None
    issued_on: str | None
    issuer: str | None
    subject: str | None


def similar(corpus: Corpus, id: str, limit: int = 10) -> list[Similar]:
    """The letters most like one, best first. Raises CongvanError C201 for an id that is not held."""
    id = corpus.full_id(id)
    text = "\n".join(page.text for page in corpus.get(id).text.pages)
    own = set(pairs(folded(syllables(text))))
    same = {r[0] for r in corpus.connection.execute(_SAME, (id,))}
    found = [_similar(own, letter, letter.id in same) for letter in _candidates(corpus, own, id)]
    known = {one.id for one in found}
    found += [_similar(own, letter, True) for other in same - known - {id} if (letter := corpus.searching.letter(other))]
    return sorted(found, key=lambda s: (s.kind != "same_document", -s.likeness, s.id))[:limit]


_SAME = "SELECT b.id FROM letters a JOIN letters b ON b.document = a.document WHERE a.id = ? AND a.document IS NOT NULL"


def _candidates(corpus: Corpus, own: set[str], id: str) -> list[Any]:
    """Letters that share the rarest of the letter's pairs: what is rare in the corpus tells most of what it is about."""
    import tantivy

    reader = corpus.searching.current()
    counted = ((reader.doc_freq("pairs", pair), pair) for pair in own)
    rare = sorted((n, pair) for n, pair in counted if n > 1)[:_TERMS]
    if not rare:
        return []
    terms = [(tantivy.Occur.Should, tantivy.Query.term_query(schema(), "pairs", pair, index_option="freq")) for _, pair in rare]
    found = reader.search(tantivy.Query.boolean_query(terms), _CANDIDATES)
    letters = (corpus.searching.read(place) for _, place in found)
    return [letter for letter in letters if letter.id != id]


def _similar(own: set[str], letter: Any, same: bool) -> Similar:
    other = set(pairs(folded(syllables(letter.text))))
    likeness = len(own & other) / max(1, len(own | other))
    kind: Literal["same_document", "near_duplicate", "similar"] = "similar"
    if same:
        kind = "same_document"
    elif likeness >= NEAR:
        kind = "near_duplicate"
    return Similar(letter.id, round(likeness, 4), kind, letter.number, letter.issued_on, letter.issuer, letter.subject)


def difference(corpus: Corpus, one: str, other: str) -> list[str]:
    """What differs between two letters' texts, line by line, as a unified diff."""
    texts = [[ln for page in corpus.get(id).text.pages for ln in page.text.split("\n")] for id in (one, other)]
    return list(difflib.unified_diff(texts[0], texts[1], one[:8], other[:8], lineterm="", n=1))
