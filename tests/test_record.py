"""Records of the sample letters: they validate, and nothing is lost on the way to JSON and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.ingest import Limits, Rejected, sources
from pipeline.process import process
from pipeline.record import decode, encode
from tests.conftest import ROOT

SAMPLES = [
    f
    for f in sorted((ROOT / "data" / "raw").iterdir())
    if f.suffix in (".docx", ".rtf", ".html", ".md", ".txt") or "-pdf.pdf" in f.name
]
DIGITAL = [f for f in SAMPLES if not any(level in f.name for level in ("clean", "office", "fax")) and f.name != "README.md"]


@pytest.mark.parametrize("file", DIGITAL, ids=lambda f: f.name)
def test_record_round_trips_and_its_spans_hold(file: Path) -> None:
    for source in sources(file, Limits()):
        assert not isinstance(source, Rejected)
        record = process(source)
        assert decode(encode(record)) == record
        pages = {page.number: page.text for page in record.text.pages}
        for field in (record.number, record.notation, record.subject, record.issued_on, record.place):
            assert (field.value is None) == (field.reason is not None)
            for span in field.spans:
                assert 0 <= span.start < span.end <= len(pages[span.page])
