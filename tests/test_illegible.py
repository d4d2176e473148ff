"""Handwriting that is not certain: no value, but what it may be, and where to look."""

from __future__ import annotations

from extractors.dates import issued_on
from extractors.number import number
from schemas.letter import Letter, Zone
from schemas.reading import Line, Page, Reading, Source, Word


def written(zone: Zone, before: str, figures: str, after: str, rivals: tuple[str, ...], name: str = "scan.pdf") -> Letter:
    """A line with figures written by hand that was read with little confidence."""
    start, text = len(before), before + figures + after
    box = (100.0, 50.0, 120.0, 64.0)
    words = (
        Word(0, start - 1, (80.0, 50.0, 99.0, 64.0), 0.95),
        Word(start, start + len(figures), box, 0.3, rivals),
        Word(start + len(figures), len(text), (121.0, 50.0, 180.0, 64.0), 0.95),
    )
    line = Line(text, (80.0, 50.0, 180.0, 64.0), 0.8, words, handwritten=((start, start + len(figures)),))
    source = Source(name, "0" * 64, "application/pdf", b"")
    return Letter(Reading(source, (Page(1, (line,), "ocr", "test", 595.0, 842.0),)), (zone,))


def test_number_has_candidates_and_a_place() -> None:
    own, notation = number(written("number", "Số: ", "286", "/SYT-NVY", ("26", "2006")))
    assert (own.value, own.reason, own.origin, notation.value) == (None, "illegible", "handwritten", "SYT-NVY")
    assert [c.value for c in own.candidates] == ["286", "26", "2006"]
    assert own.spans[0].box == (100.0, 50.0, 120.0, 64.0)


def test_the_files_name_orders_candidates_and_gives_no_value() -> None:
    own, _ = number(written("number", "Số: ", "286", "/SYT-NVY", ("26", "2006"), name="cv 2006.SYT.pdf"))
    assert own.value is None
    assert [c.value for c in own.candidates] == ["2006", "286", "26"]


def test_date_has_candidates() -> None:
    date = issued_on(written("place_date", "A, ngày ", "9", " tháng 10 năm 2017", ("7", "39")))
    assert (date.value, date.reason) == (None, "illegible")
    assert [c.value for c in date.candidates][:2] == ["2017-10-09", "2017-10-07"]
    assert date.spans
