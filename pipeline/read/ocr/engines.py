"""The OCR engines, loaded at first use and kept: one of each a process.

`pair` = the detector and recogniser of trueocr and Tesseract's Vietnamese network, taken out of its `vie.traineddata` and run by
itself; `tesseract` = the installed program through pytesseract, for machines where trueocr has no wheel.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from models.tesseract.convert import FORM, converted
from pipeline.made_once import made
from pipeline.read.options import OcrEngine
from schemas.errors import CongvanError

LANGUAGE = "vie"
_MODEL = f"{LANGUAGE}.traineddata"
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
    return next((Path(p) for p in places if p and (Path(p) / _MODEL).is_file()), None)


@cache
def engine(wanted: OcrEngine) -> Literal["pair", "tesseract"]:
    """The engine that will read, by what is installed. Raises E030 where there is none."""
    pair = all(find_spec(m) is not None for m in ("onnx", "onnxruntime", "trueocr", "cv2"))
    if wanted != "tesseract" and pair and _convertible():
        return "pair"
    if wanted != "pair" and find_spec("pytesseract") is not None and shutil.which("tesseract"):
        return "tesseract"
    raise CongvanError("E030", f"wanted: {wanted}")


def _convertible() -> bool:
    """Whether there is a Vietnamese model for Tesseract, of `tessdata_fast`: others have weights of another form."""
    from models.tesseract.lstm import supported

    folder = tessdata()
    return folder is not None and supported((folder / _MODEL).read_bytes())


@dataclass(frozen=True)
class FirstReader:
    """Tesseract's Vietnamese network: its session, the characters by their codes, and the code of none."""

    session: Any
    chars: tuple[str, ...]
    none: int


@cache
def first_reader() -> FirstReader:
    """The network of the installed `vie.traineddata`, converted once a machine; with one thread. Raises E030 without one."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # it would keep the largest batch of lines, and is no faster
    session = onnxruntime.InferenceSession(_network(), options, providers=["CPUExecutionProvider"])
    chars = tuple(session.get_modelmeta().custom_metadata_map["characters"].split("\n"))
    return FirstReader(session, chars, len(chars))


def _network() -> bytes:
    folder = tessdata()
    if folder is None:
        raise CongvanError("E030", _MODEL)
    data = (folder / _MODEL).read_bytes()
    name = f"vie-{hashlib.sha256(data + FORM.encode()).hexdigest()[:16]}.onnx"
    return made(name, lambda: converted(data))


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


def ready() -> None:
    """Convert the first reader's network now, so that the first scan need not wait for it (two seconds)."""
    if engine("auto") == "pair":
        _network()
