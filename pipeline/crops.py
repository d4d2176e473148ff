"""Pictures of what was not read surely, cut from the letters' own files, for whoever checks them by eye."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from pipeline.read import ReadOptions
from schemas.errors import CongvanError
from schemas.fields import Box, Field
from schemas.reading import Source
from schemas.record import Record

if TYPE_CHECKING:
    from PIL import Image

BESIDE, ABOVE = 18.0, 6.0
"""Points of the page shown beside a value, above and below it."""
_FAMILIES = (
    "number", "notation", "issued_on", "place", "subject", "urgency", "secrecy", "issuers", "recipients", "copies",
    "archive", "signers",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Doubt:
    """A value that wants a look: its field's path ("signers.0.name"), what was read or might stand there, and its place."""

    field: str
    value: str | None
    confidence: float
    reason: str | None
    candidates: tuple[str, ...]
    page: int
    box: Box


def doubts(record: Record, below: float) -> list[Doubt]:
    """Values with less confidence than `below`, and those that are illegible or ambiguous, that have a place on a page."""
    found = (_doubt(path, field) for name in _FAMILIES for path, field in _fields(name, getattr(record, name)))
    return [one for one in found if one and (one.value is None or one.confidence < below)]


def _fields(path: str, value: Any) -> Iterator[tuple[str, Field[Any]]]:
    if isinstance(value, Field):
        yield path, value
    elif isinstance(value, tuple):
        for index, one in enumerate(value):
            yield from _fields(f"{path}.{index}", one)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _fields(f"{path}.{name}", getattr(value, name))


def _doubt(path: str, field: Field[Any]) -> Doubt | None:
    boxes = [(span.page, span.box) for span in field.spans if span.box]
    if not boxes or (field.value is None and field.reason not in ("illegible", "ambiguous")):
        return None
    page = boxes[0][0]
    here = [box for number, box in boxes if number == page]
    around = (min(b[0] for b in here), min(b[1] for b in here), max(b[2] for b in here), max(b[3] for b in here))
    others = tuple(str(candidate.value) for candidate in field.candidates)
    return Doubt(path, field.value, field.confidence, field.reason, others, page, around)


def crops(source: Source, record: Record, found: Sequence[Doubt], options: ReadOptions) -> list[bytes | None]:
    """A PNG of each place, in order; None where the page has no picture. Raises CongvanError as reading does.

    To be called in a process of its own: the file is as hostile as when it was read.
    """
    from pipeline.read.upright import page_pictures, upright

    sizes = {page.number: page.width for page in record.text.pages if page.width}
    scanned = {page.number for page in record.quality.pages if page.text_source not in ("text_layer", "converted")}
    cut: list[bytes | None] = [None] * len(found)
    for number, picture in page_pictures(source, {doubt.page for doubt in found} & sizes.keys(), options):
        shown = upright(picture, options) if number in scanned else picture
        for index, doubt in enumerate(found):
            if doubt.page == number:
                cut[index] = _cut(shown, doubt.box, shown.width / sizes[number])
    return cut


def _cut(picture: Image.Image, box: Box, scale: float) -> bytes:
    x0, y0, x1, y1 = box
    left, top = max(0, round((x0 - BESIDE) * scale)), max(0, round((y0 - ABOVE) * scale))
    right, bottom = min(picture.width, round((x1 + BESIDE) * scale)), min(picture.height, round((y1 + ABOVE) * scale))
    if left >= right or top >= bottom:
        raise CongvanError("E023", f"a box outside its page: {box}")
    png = io.BytesIO()
    picture.crop((left, top, right, bottom)).save(png, "PNG")
    return png.getvalue()
