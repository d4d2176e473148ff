"""A page read by the installed Tesseract program alone, where the other engines do not install."""

from __future__ import annotations

import unicodedata
from itertools import groupby

import numpy as np
from PIL import Image

from pipeline.read.ocr.engines import LANGUAGE
from pipeline.read.ocr.pair import ReadLine
from pipeline.read.ocr.prepare import Sheet
from pipeline.read.ocr.skew import Lean
from pipeline.read.ocr.tokens import Token

SECONDS = 120


def plain_sheet(image: Image.Image) -> Sheet:
    """The page as it is: Tesseract straightens and turns by itself."""
    gray = np.asarray(image.convert("L"))
    return Sheet(gray, gray, None, 0, Lean())


def read_plain(image: Image.Image, dpi: float) -> list[ReadLine]:
    """The page's lines in Tesseract's own layout (psm 3)."""
    import pytesseract

    config = f"--psm 3 --dpi {round(dpi)}"
    data = pytesseract.image_to_data(image, lang=LANGUAGE, config=config, timeout=SECONDS, output_type=pytesseract.Output.DICT)
    rows = [{key: data[key][i] for key in data} for i in range(len(data["text"]))]
    words = [row for row in rows if row["level"] == 5 and str(row["text"]).strip()]
    keyed = groupby(words, key=lambda r: (r["block_num"], r["par_num"], r["line_num"]))
    return [ReadLine(tuple(_token(row) for row in group)) for _, group in keyed]


def _token(row: dict[str, object]) -> Token:
    x, y, w, h = (float(str(row[k])) for k in ("left", "top", "width", "height"))
    text = unicodedata.normalize("NFC", str(row["text"]).strip())
    return Token(text, (x, y, x + w, y + h), max(float(str(row["conf"])), 0.0) / 100)
