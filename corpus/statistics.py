"""Counts of what a corpus holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schemas.errors import CongvanError

if TYPE_CHECKING:
    from corpus.corpus import Corpus

_OVERVIEW = {
    "letters": "SELECT count(*) FROM letters",
    "documents held": "SELECT count(*) FROM documents WHERE held = 1",
    "documents only cited": "SELECT count(*) FROM documents WHERE held = 0",
    "citations": 'SELECT count(*) FROM "references"',
    "citations resolved to a held letter": 'SELECT count(*) FROM "references" r JOIN forms f ON f.n = r.form'
    " JOIN documents d ON d.n = f.document WHERE d.held = 1",
    "citations open": 'SELECT count(*) FROM "references" r LEFT JOIN forms f ON f.n = r.form WHERE f.document IS NULL',
    "directives": "SELECT count(*) FROM directives",
    "directives with a deadline": "SELECT count(*) FROM directives WHERE deadline IS NOT NULL",
    "letters graded high": "SELECT count(*) FROM letters WHERE grade = 'high'",
    "letters to review": "SELECT count(*) FROM letters WHERE grade <> 'high'",
    "pages": "SELECT coalesce(sum(pages), 0) FROM letters",
}
_BY = {
    "year": "SELECT substr(issued_on, 1, 4) AS v, count(*) FROM letters GROUP BY v ORDER BY v",
    "month": "SELECT substr(issued_on, 1, 7) AS v, count(*) FROM letters WHERE length(issued_on) > 4 GROUP BY v ORDER BY v",
    "type": "SELECT document_type AS v, count(*) AS n FROM letters GROUP BY v ORDER BY n DESC, v",
    "issuer": "SELECT issuer AS v, count(*) AS n FROM letters GROUP BY v ORDER BY n DESC, v",
    "province": "SELECT province AS v, count(*) AS n FROM letters GROUP BY v ORDER BY n DESC, v",
    "grade": "SELECT grade AS v, count(*) AS n FROM letters GROUP BY v ORDER BY n DESC, v",
    "signer": "SELECT name AS v, count(DISTINCT letter) AS n FROM signers GROUP BY v ORDER BY n DESC, v",
    "recipient": "SELECT name AS v, count(DISTINCT letter) AS n FROM recipients GROUP BY v ORDER BY n DESC, v",
    "relation": 'SELECT relation AS v, count(*) AS n FROM "references" GROUP BY v ORDER BY n DESC, v',
    "modality": "SELECT modality AS v, count(*) AS n FROM directives GROUP BY v ORDER BY n DESC, v",
}


def overview(corpus: Corpus) -> list[dict[str, Any]]:
    """What the corpus holds, in a few counts."""
    execute = corpus.connection.execute
    return [{"what": what, "count": execute(query).fetchone()[0]} for what, query in _OVERVIEW.items()]


def by(corpus: Corpus, field: str) -> list[dict[str, Any]]:
    """Letters (for relation and modality: citations, directives) by the values of a field. Raises CongvanError C202."""
    if field not in _BY:
        raise CongvanError("C202", f"no statistics by “{field}”; there are {', '.join(_BY)}")
    return [{"value": value, "letters": count} for value, count in corpus.connection.execute(_BY[field])]
