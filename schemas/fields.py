"""A field: a value with where it stands, how sure we are, and why it is missing when it is."""

from __future__ import annotations

from typing import Generic, Literal, TypeVar

import msgspec

T = TypeVar("T")

Reason = Literal["blank_in_source", "component_absent", "illegible", "ambiguous"]
Origin = Literal["printed", "handwritten", "inferred", "reported", "corrected"]
Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in PDF points (1/72 inch), origin at the page's top left."""


class Frozen(msgspec.Struct, frozen=True, gc=False, omit_defaults=False, forbid_unknown_fields=False):
    """Base of everything written to a record: immutable, slotted, typed; no cycle can be made of them for `gc` to find."""


class Span(Frozen, frozen=True):
    """Characters [start, end) of page `page`'s text, and the box they cover where the page has an image."""

    page: int
    start: int
    end: int
    box: Box | None = None


class Candidate(Frozen, Generic[T], frozen=True):
    """One reading of an ambiguous or illegible value."""

    value: T
    confidence: float
    spans: tuple[Span, ...] = ()


class Field(Frozen, Generic[T], frozen=True):
    """An extracted value.

    `value` None always has a `reason`. `confidence` is in 0..1 and calibrated; for a null it is the confidence that
    the null is right. `rule` names the rule or model that found it.
    """

    value: T | None
    confidence: float = 0.0
    reason: Reason | None = None
    origin: Origin = "printed"
    spans: tuple[Span, ...] = ()
    candidates: tuple[Candidate[T], ...] = ()
    rule: str | None = None


def found(value: T, spans: tuple[Span, ...], confidence: float, rule: str, origin: Origin = "printed") -> Field[T]:
    """A value that stands on the page (or, with origin `inferred`, follows from what does)."""
    return Field(value, confidence, None, origin, spans, (), rule)


def missing(reason: Reason, confidence: float = 0.9, rule: str | None = None, spans: tuple[Span, ...] = ()) -> Field[str]:
    """A null, with its reason; `spans` shows the blank where the source has one."""
    return Field(None, confidence, reason, "printed", spans, (), rule)
