"""Pairs of damaged and right lines, made: official text is printed, degraded as scanners do, and read by an OCR engine.

    python -m models.damage WORK_DIR NAME ENGINE QUALITY SPLIT LINES [TESSDATA]

ENGINE is eng, vie or another Tesseract model, or a program that reads a PGM file (gocr, ocrad: give its path);
QUALITY is office (200-300 dpi) or bad (90-150 dpi). Writes WORK_DIR/NAME.tsv, damaged<TAB>right. SPLIT is train or test:
lines come from documents of that split only.
"""

from __future__ import annotations

import io
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS = {
    "regular": ("liberation/LiberationSerif-Regular.ttf", "freefont/FreeSerif.ttf"),
    "bold": ("liberation/LiberationSerif-Bold.ttf", "freefont/FreeSerifBold.ttf"),
    "italic": ("liberation/LiberationSerif-Italic.ttf", "freefont/FreeSerifItalic.ttf"),
}
OFFICIAL = ("vbpl", "congbao", "tthc_nhdandz", "underthesea")
ROOT = Path("/usr/share/fonts/truetype")
Reader = Callable[[Image.Image], str]


def lines_of(work: Path, split: str, count: int, random_: random.Random) -> list[str]:
    """Lines of 8 to 14 words. For training from scattered paragraphs, an eighth in capitals as in heads; for a test from
    whole stretches of documents, in order, as pages have them."""
    if split != "train":
        return test_lines(work / f"{split}.txt", count, random_)
    paragraphs = [p for p in (work / "sample.txt").read_text("utf-8").split("\n") if 30 < len(p) < 2000]
    found: list[str] = []
    for paragraph in random_.sample(paragraphs, min(len(paragraphs), count)):
        tokens = paragraph.split()
        while tokens and len(found) < count:
            size = random_.randint(4, 14)
            line, tokens = " ".join(tokens[:size]), tokens[size * 3 :]
            found.append(line.upper() if random_.random() < 0.12 else line)
    random_.shuffle(found)
    return found[:count]


def test_lines(path: Path, count: int, random_: random.Random) -> list[str]:
    """Thirty lines or so from each of many documents, paragraphs wrapped as in print."""
    documents = [d.split("\n")[1:] for d in path.read_text("utf-8").split("\x1e") if d.startswith(OFFICIAL)]
    random_.shuffle(documents)
    found: list[str] = []
    for paragraphs in documents:
        page: list[str] = []
        for paragraph in paragraphs[random_.randint(0, max(0, len(paragraphs) - 20)) :]:
            tokens = paragraph.split()
            page += [" ".join(tokens[i : i + 12]) for i in range(0, len(tokens), 12)]
            if len(page) >= 30:
                break
        found += page[:30]
        if len(found) >= count:
            break
    return found[:count]


def print_line(text: str, quality: str, random_: random.Random) -> Image.Image:
    """The line as a scanner would give it: greyscale, with margins."""
    dpi = random_.choice((200, 200, 250, 300)) if quality == "office" else random_.choice((90, 100, 110, 120, 135, 150))
    style = random_.choices(("regular", "bold", "italic"), (75, 15, 10))[0]
    size = round(random_.choice((12, 13, 13, 14, 14)) * dpi / 72)
    font = ImageFont.truetype(str(ROOT / random_.choice(FONTS[style])), size)
    width = round(font.getlength(text))
    image = Image.new("L", (width + size * 2, size * 3), 255)
    ImageDraw.Draw(image).text((size, round(size * 0.8)), text, font=font, fill=random_.randint(0, 60))
    return degrade(image, quality, random_)


def degrade(image: Image.Image, quality: str, random_: random.Random) -> Image.Image:
    """Skew, blur, noise, a threshold or JPEG: the mild or the hard kind."""
    hard = 1.0 if quality == "bad" else 0.4
    noise_of = np.random.default_rng(random_.randrange(2**31))
    image = image.rotate(random_.gauss(0, 0.25 * hard), fillcolor=255, resample=Image.Resampling.BICUBIC)
    image = image.filter(ImageFilter.GaussianBlur(random_.uniform(0.1, 0.6 + 0.4 * hard)))
    pixels = np.asarray(image, dtype=np.float32) + noise_of.normal(0, random_.uniform(2, 10 + 25 * hard), image.size[::-1])
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    way = random_.random()
    if way < 0.35:
        limit = random_.randint(105, 185)
        return image.point(lambda p: 255 if p > limit else 0)
    if way < 0.8:
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=random_.randint(25, 80))
        return Image.open(buffer).convert("L")
    return image


def tesseract(language: str, tessdata: str | None) -> Reader:
    """A reader of single lines by Tesseract."""
    from tesserocr import PSM, PyTessBaseAPI

    api = PyTessBaseAPI(lang=language, psm=PSM.SINGLE_LINE, path=tessdata or "/usr/share/tesseract-ocr/5/tessdata/")

    def read(image: Image.Image) -> str:
        api.SetImage(image)
        return str(api.GetUTF8Text())

    return read


def program(path: str) -> Reader:
    """A reader that is a program taking a PGM file and writing text."""
    options = ["-F", "utf8"] if path.endswith("ocrad") else ["-f", "UTF8", "-m", "0"]

    def read(image: Image.Image) -> str:
        with tempfile.NamedTemporaryFile(suffix=".pgm") as file:
            image.save(file.name)
            return subprocess.run(
                [path, *options, file.name], capture_output=True, text=True, check=False, errors="replace"
            ).stdout

    return read


def main(arguments: list[str]) -> None:
    """Write the pairs that the command line asks for."""
    name, engine, quality, split = arguments[1:5]
    work, count, tessdata = Path(arguments[0]), int(arguments[5]), arguments[6] if len(arguments) > 6 else None
    random_ = random.Random(name)
    read = program(engine) if "/" in engine else tesseract(engine, tessdata)
    with (work / f"{name}.tsv").open("w", encoding="utf-8") as out:
        for line in lines_of(work, split, count, random_):
            damaged = " ".join(read(print_line(line, quality, random_)).split())
            if damaged:
                out.write(f"{damaged}\t{line}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
