"""Documents cited → the record's references, every part with its spans, rule and confidence."""

from __future__ import annotations

from extractors.references.keys import document_key
from extractors.references.merge import Document
from extractors.references.model import Citation, Part
from extractors.references.text import Running
from schemas.fields import Field, found, missing
from schemas.record import DateField, Reference

_DERIVED = frozenset({"reference.kind-of-notation", "reference.kind-letter", "reference.issuer-of-notation"})


def reference(run: Running, document: Document) -> Reference:
    """The record's reference of one cited document."""
    one = document.citation
    number = _number(run, one)
    date, issuer = _date(run, one.date), _field(run, one.issuer)
    return Reference(
        document_type=_field(run, one.kind),
        number=number,
        date=date,
        issuer=issuer,
        subject=_field(run, one.subject),
        relation=one.relation,
        article=_field(run, one.article),
        text=_text(run, one),
        key=document_key(number.value, issuer.value, date.value),
        mentions=tuple(span for start, end in document.others for span in run.spans(start, end)),
    )


def _number(run: Running, one: Citation) -> Field[str]:
    number = one.number
    if number is None:
        return missing("component_absent", 0.9, one.rule)
    spans = run.spans(number.start, number.end)
    if number.value is None:
        return missing("blank_in_source", 0.9, one.rule, spans)
    sure = (0.8 if number.repaired else 0.98) * run.confidence(number.start, number.end)
    return found(number.value, spans, round(sure, 4), one.rule)


def _date(run: Running, part: Part | None) -> DateField:
    if part is None:
        return DateField(None, 0.9, "component_absent")
    sure = part.sure * run.confidence(part.start, part.end)
    return DateField(part.value, round(sure, 4), None, "printed", run.spans(part.start, part.end), (), part.rule, part.precision)


def _field(run: Running, part: Part | None) -> Field[str]:
    """A part as a field; a kind or an issuer read off a notation is not printed but inferred."""
    if part is None:
        return missing("component_absent")
    derived = part.rule in _DERIVED
    sure = part.sure * run.confidence(part.start, part.end)
    return found(part.value, run.spans(part.start, part.end), round(sure, 4), part.rule, "inferred" if derived else "printed")


def _text(run: Running, one: Citation) -> Field[str]:
    start = one.start if one.article is None or one.article.start > one.start else max(one.head, one.start)
    text = " ".join(run.text[start : one.end].split())
    sure = (0.95 if one.shape == "numbered" else 0.85) * run.confidence(start, one.end)
    return found(text, run.spans(start, one.end), round(sure, 4), one.rule)
