"""Pictures of what wants a look: which values, cut where they stand, nothing unescaped."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PIL import Image, ImageDraw

from corpus import open as open_corpus
from pipeline.cli import main
from pipeline.crops import Doubt, crops, doubts
from pipeline.read import ReadOptions
from schemas.fields import Candidate, Field, Span
from schemas.reading import Source
from schemas.record import PageQuality, Record
from tests.records import letter

BOX = (100.0, 200.0, 160.0, 220.0)
UNREAD: Field[str] = Field(None, 0.3, "illegible", "handwritten", (Span(1, 0, 3, BOX),), (Candidate("17", 0.3),))


def page(size: tuple[int, int] = (595, 842)) -> bytes:
    """A white page at 72 dots an inch with a black mark in BOX and nothing else."""
    image = Image.new("L", size, 255)
    ImageDraw.Draw(image).rectangle(BOX, fill=0)
    png = io.BytesIO()
    image.save(png, "PNG", dpi=(73, 73))
    return png.getvalue()


def held(data: bytes, **fields: Any) -> tuple[Source, Record]:
    """A page's source and a record of it, read from a text layer so that no reader has to turn it."""
    sha = hashlib.sha256(data).hexdigest()
    made = letter("Số: …/SYT", notation="SYT")
    text = replace(made.text, pages=(replace(made.text.pages[0], width=595.0, height=842.0),))
    quality = replace(made.quality, pages=(PageQuality(1, "text_layer", "test", 1.0, 1.0),))
    origin = replace(made.source, name="<b>a.png", sha256=sha)
    return Source("a.png", sha, "image/png", data), replace(
        made, id=sha[:32], source=origin, text=text, quality=quality, **fields
    )


@pytest.mark.parametrize(
    ("field", "wanted"),
    [
        (UNREAD, True),
        (Field("17", 0.5, spans=(Span(1, 0, 3, BOX),)), True),
        (Field("17", 0.95, spans=(Span(1, 0, 3, BOX),)), False),
        (Field("17", 0.5, spans=(Span(1, 0, 3),)), False),  # text without a page has no picture
        (Field(None, 0.9, "blank_in_source", spans=(Span(1, 0, 3, BOX),)), False),
        (Field(None, 0.9, "component_absent"), False),
        (Field(None, 0.4, "ambiguous", spans=(Span(1, 0, 3, BOX),)), True),
    ],
)
def test_what_wants_a_look(field: Field[str], wanted: bool) -> None:
    _, record = held(page(), number=field)
    assert [doubt.field for doubt in doubts(record, 0.6)] == (["number"] if wanted else [])


def test_cut_where_it_stands() -> None:
    source, record = held(page(), number=UNREAD)
    (png,) = crops(source, record, doubts(record, 0.6), ReadOptions())
    assert png is not None
    image = Image.open(io.BytesIO(png)).convert("L")
    assert image.size == (96, 32)
    assert image.getpixel((48, 16)) == 0
    assert image.getpixel((2, 2)) == 255


@pytest.mark.parametrize("box", [(-50.0, -50.0, 20.0, 20.0), (590.0, 830.0, 700.0, 900.0)])
def test_boxes_that_reach_over_the_edge(box: tuple[float, float, float, float]) -> None:
    source, record = held(page())
    (png,) = crops(source, record, [Doubt("number", None, 0.3, "illegible", (), 1, box)], ReadOptions())
    assert png is not None and min(Image.open(io.BytesIO(png)).size) > 0


def test_a_text_shows_no_page() -> None:
    _, record = held(page(), number=UNREAD)
    source = Source("a.txt", record.source.sha256, "text/plain", b"x")
    assert crops(source, record, doubts(record, 0.6), ReadOptions()) == [None]


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.png").write_bytes(page())
    (tmp_path / "in" / "unknown.png").write_bytes(page((600, 842)))
    _, record = held(page(), number=UNREAD)
    with open_corpus(tmp_path / "out") as corpus:
        corpus.add_many([record])
    told = ["crops", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--to", str(tmp_path / "sheet"), "--json"]
    assert main(told) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["field"], row["value"], row["candidates"]) == ("number", None, "17")
    assert (tmp_path / "sheet" / row["picture"]).read_bytes()[:4] == b"\x89PNG"
    shown = (tmp_path / "sheet" / "index.html").read_text("utf-8")
    assert row["picture"] in shown and "&lt;b&gt;a.png" in shown and "<b>" not in shown


def test_a_folder_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_corpus(tmp_path / "out"):
        pass
    (tmp_path / "file").write_text("x")
    assert main(["crops", str(tmp_path), "--out", str(tmp_path / "out"), "--to", str(tmp_path / "file" / "sheet")]) == 5
    assert "C204" in capsys.readouterr().err
