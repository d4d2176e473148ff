"""Laid-out pages as PDF: born-digital with real text, or the paper that a scanner will see."""

from __future__ import annotations

import io
import random
from typing import Any

from bench.letters.fonts import width
from bench.letters.layout import PAGE_HEIGHT, PAGE_WIDTH, Pages, PlacedLine, SignRoom
from bench.letters.model import Letter
from schemas.fields import Box

RED, BLUE, BLACK = (0.83, 0.12, 0.13), (0.1, 0.16, 0.55), (0.0, 0.0, 0.0)


def seals(letter: Letter) -> bool:
    """Whether a born-digital file of this letter carries pictures of the signature and the seal."""
    return letter.gold["signature"]["digital_text"] is not None or (letter.seed % 3 == 0 and letter.gold["number"] is not None)


def pdf(letter: Letter, pages: Pages, *, paper: bool = False, black_seal: bool = False) -> bytes:
    """The PDF's bytes. With `paper`, handwriting, seal, signature and arrival stamp are drawn, as on the original."""
    from reportlab.pdfgen.canvas import Canvas

    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1)
    canvas.setTitle(str(letter.gold["subject"] or letter.gold["document_type"]))
    for page in range(1, pages.count + 1):
        for stroke in pages.strokes:
            if stroke.page == page:
                _stroke(canvas, stroke.box, stroke.frame, stroke.red)
        for line in pages.lines:
            if line.page == page:
                _line(canvas, line, paper, letter.seed)
        if paper or seals(letter):
            for room in pages.rooms:
                if room.page == page:
                    _sign(canvas, room, letter.seed, black_seal)
        if paper and page == 1 and letter.arrival and pages.stamp:
            _arrival(canvas, letter, pages.stamp)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def _stroke(canvas: Any, box: Box, frame: bool, red: bool) -> None:
    canvas.setStrokeColorRGB(*(RED if red else BLACK))
    canvas.setLineWidth(1.1 if red else 0.6)
    if frame:
        canvas.rect(box[0], PAGE_HEIGHT - box[3], box[2] - box[0], box[3] - box[1])
    else:
        canvas.line(box[0], PAGE_HEIGHT - box[1], box[2], PAGE_HEIGHT - box[3])


def _line(canvas: Any, line: PlacedLine, paper: bool, seed: int) -> None:
    canvas.setFillColorRGB(*(RED if line.red else BLACK))
    y = PAGE_HEIGHT - line.y
    for n, word in enumerate(line.words):
        text = word.text if n == len(line.words) - 1 else word.text + " "
        if not (paper and word.hand):
            canvas.setFont(word.font, line.size)
            canvas.drawString(word.x, y, text)
            continue
        start, end = word.hand
        canvas.setFont(word.font, line.size)
        canvas.drawString(word.x, y, word.text[:start])
        x = word.x + width(word.text[:start], word.font, line.size)
        room = width(word.text[start:end], word.font, line.size)
        _hand(canvas, word.text[start:end], (x, line.y - line.size, x + room, line.y + 2), seed)
        canvas.setFont(word.font, line.size)
        canvas.drawString(x + room, y, text[end:])


def _image(canvas: Any, picture: Any, box: Box) -> None:
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(picture), box[0], PAGE_HEIGHT - box[3], box[2] - box[0], box[3] - box[1], mask="auto")


def _hand(canvas: Any, text: str, box: Box, seed: int) -> None:
    from bench.letters.handwriting import written

    picture = written(text, random.Random(seed * 31 + len(text)))
    height = (box[3] - box[1]) * 1.15
    wide = min(picture.width * height / picture.height, (box[2] - box[0]) * 1.35)
    middle = (box[0] + box[2]) / 2
    _image(canvas, picture, (middle - wide / 2, box[1] - 1, middle + wide / 2, box[1] - 1 + height))


def _sign(canvas: Any, room: SignRoom, seed: int, black_seal: bool) -> None:
    from bench.letters.handwriting import seal, signature

    rng = random.Random(seed * 17 + int(room.box[0]))
    middle, top, bottom = (room.box[0] + room.box[2]) / 2, room.box[1], room.box[3]
    if room.seal:
        side = 98 + rng.uniform(-6, 8)
        x, y = middle - side * rng.uniform(0.8, 1.0), (top + bottom) / 2 - side / 2 + rng.uniform(-8, 6)
        _image(canvas, seal(room.seal, rng, black_seal), (x, y, x + side, y + side))
    wide = rng.uniform(80, 120)
    left = middle - wide * rng.uniform(0.3, 0.5)
    _image(canvas, signature(rng), (left, top - 4, left + wide, bottom + rng.uniform(0, 12)))


def _arrival(canvas: Any, letter: Letter, box: Box) -> None:
    from bench.letters.handwriting import arrival

    assert letter.arrival is not None
    _image(canvas, arrival(letter.arrival, random.Random(letter.seed * 41)), box)
