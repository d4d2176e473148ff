"""Other documents cited in a letter: found by one pass over its running text, each once, with all its mentions."""

from __future__ import annotations

from extractors.references.acts import acts
from extractors.references.anchors import anchors, named_kinds
from extractors.references.build import reference
from extractors.references.complete import complete
from extractors.references.keys import document_key
from extractors.references.merge import documents
from extractors.references.own import foreign, own
from extractors.references.text import running
from schemas.letter import Letter
from schemas.record import Reference

__all__ = ["document_key", "references"]


def references(letter: Letter, *, issued_on: str | None, issuer: str | None) -> tuple[Reference, ...]:
    """The documents that the letter cites, in the order of their first mention.

    `issued_on` (ISO, as far as known) completes a day and month printed without a year; `issuer` is the letter's own.
    The letter's own number and the "Kèm theo" lines of its annexes are left out. Linear in the length of the text.
    """
    run = running(letter, int(issued_on[:4]) if issued_on else None)
    named = named_kinds(run)
    cited = complete(run, anchors(run, named))
    found = sorted([*cited, *acts(run, named, cited)], key=lambda one: (one.head, one.start))
    return tuple(reference(run, one) for one in documents(foreign(run, found, own(letter, issued_on))))
