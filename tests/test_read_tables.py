"""Tables of drawn pages: those found from the paths are those seen in the picture."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from pipeline.read.pdf_image import _seen_tables, drawn, picture
from pipeline.read.pdf_rules import ruled_tables
from pipeline.read.placing import placer
from tests.conftest import ROOT

DRAWN = sorted((ROOT / "data" / "raw").glob("0[1-6]-*.pdf"))


@pytest.mark.parametrize("file", DRAWN, ids=lambda f: f.name)
def test_paths_and_picture_give_the_same_tables(file: Path) -> None:
    for page in pypdfium2.PdfDocument(file):
        images, paths = drawn(page)
        assert not picture(page, images).scan
        from_paths = [(len(t.columns), len(t.rows)) for t in ruled_tables(paths, placer(page))]
        assert from_paths == [(len(t.columns), len(t.rows)) for t in _seen_tables(page)]


@pytest.mark.parametrize("file", DRAWN, ids=lambda f: f.name)
def test_pdfplumber_finds_as_many(file: Path) -> None:
    pdfplumber = pytest.importorskip("pdfplumber")
    with pdfplumber.open(file) as document:
        theirs = [sum(len(t.rows) > 1 and len(t.rows[0].cells) > 1 for t in page.find_tables()) for page in document.pages]
    ours = [len(ruled_tables(drawn(page)[1], placer(page))) for page in pypdfium2.PdfDocument(file)]
    assert ours == theirs
