"""The OCR engines, loaded at first use and kept: one of each a process.

`pair` = the detector and recogniser of trueocr and Tesseract's LSTM through tesserocr; `tesseract` = the installed
program through pytesseract, for machines where the others have no wheel.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from pipeline.read.options import OcrEngine
from schemas.errors import CongvanError

LANGUAGE = "vie"
TESSDATA = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)


@cache
def tessdata() -> Path | None:
    """The folder that holds Tesseract's Vietnamese model, or None. TESSDATA_PREFIX comes first."""
    places: Sequence[str] = (os.environ.get("TESSDATA_PREFIX", ""), *TESSDATA)
    return next((Path(p) for p in places if p and (Path(p) / f"{LANGUAGE}.traineddata").is_file()), None)


@cache
def engine(wanted: OcrEngine) -> Literal["pair", "tesseract"]:
    """The engine that will read, by what is installed. Raises E030 where there is none."""
    pair = tessdata() is not None and all(find_spec(m) is not None for m in ("tesserocr", "trueocr", "cv2"))
    if wanted != "tesseract" and pair:
        return "pair"
    if wanted != "pair" and find_spec("pytesseract") is not None and shutil.which("tesseract"):
        return "tesseract"
    raise CongvanError("E030", f"wanted: {wanted}")


@cache
def line_reader() -> Any:
    """Tesseract with the Vietnamese model, set to read single lines. The library is single-threaded."""
    import tesserocr

    return tesserocr.PyTessBaseAPI(path=f"{tessdata()}/", lang=LANGUAGE, psm=tesserocr.PSM.SINGLE_LINE)


@dataclass(frozen=True)
class TrueOcr:
    """trueocr's models: `page` detects lines, turns and orders; `recogniser` reads lines."""

    page: Any
    recogniser: Any


@cache
def second_reader() -> TrueOcr:
    """trueocr's models, with one thread each: pages are read in parallel, not lines."""
    import cv2
    import trueocr
    from trueocr.page import PageEngine
    from trueocr.recognizer import Recognizer

    cv2.setNumThreads(1)
    models = Path(trueocr.__file__).parent / "models"
    return TrueOcr(PageEngine(models, threads=1), Recognizer(models, threads=1))
