"""From paper to scan: skew, blur, light, cream paper, JPEG, fax; each level as scanners and copiers make it."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from PIL.Image import Image

Pixels = npt.NDArray[np.floating[Any]]
LEVELS = ("clean", "office", "fax", "photo")
DPI = {"clean": 300, "office": 200, "fax": 150, "photo": 200}


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page image and the angle (degrees, counter-clockwise) by which it was turned about its middle."""

    image: Image
    angle: float


def scan(paper: bytes, level: str, seed: int) -> list[ScannedPage]:
    """The pages of a PDF as a scanner of that level hands them over: RGB, or 1-bit for "fax"."""
    noise = np.random.default_rng(seed * 101 + LEVELS.index(level))
    degrade = {"clean": _clean, "office": _office, "fax": _fax, "photo": _photo}[level]
    return [degrade(image, noise) for image in _pages(paper, DPI[level])]


def _pages(paper: bytes, dpi: int) -> Iterator[Image]:
    import pypdfium2

    document = pypdfium2.PdfDocument(paper)
    for page in document:
        yield page.render(scale=dpi / 72).to_pil().convert("RGB")
    document.close()


def _turn(image: Image, angle: float, paper: tuple[int, int, int] = (255, 255, 255)) -> Image:
    from PIL import Image as Module

    return image.rotate(angle, resample=Module.Resampling.BICUBIC, fillcolor=paper)


def _clean(image: Image, noise: np.random.Generator) -> ScannedPage:
    from PIL import ImageFilter

    angle = float(noise.uniform(-0.15, 0.15))
    return ScannedPage(_turn(image, angle).filter(ImageFilter.GaussianBlur(0.5)), angle)


def _office(image: Image, noise: np.random.Generator) -> ScannedPage:
    from PIL import Image as Module
    from PIL import ImageFilter

    angle = float(noise.uniform(-1.1, 1.1))
    turned = _turn(image, angle).filter(ImageFilter.GaussianBlur(float(noise.uniform(0.5, 0.85))))
    pixels: Pixels = np.asarray(turned, dtype=np.float32)
    pixels = pixels * _light(pixels.shape[:2], noise)[..., None]
    cream = np.array(_paper(noise), dtype=np.float32)
    pixels = pixels * (cream / 255.0) + noise.normal(0, 3.0, pixels.shape[:2])[..., None]
    pixels = 255 - (255 - pixels) * float(noise.uniform(0.82, 0.95))
    dirty = _specks(pixels, noise, 60)
    shot = Module.fromarray(np.clip(dirty, 0, 255).astype(np.uint8))
    return ScannedPage(_jpeg(shot, int(noise.integers(55, 78))), angle)


def _paper(noise: np.random.Generator) -> tuple[int, int, int]:
    tints = ((252, 248, 232), (250, 250, 246), (246, 243, 226), (255, 253, 244))
    return tints[int(noise.integers(len(tints)))]


def _light(shape: tuple[int, int], noise: np.random.Generator) -> Pixels:
    """A slow fall of light towards one side, and a shadow at one edge."""
    high, wide = shape
    angle = noise.uniform(0, 2 * math.pi)
    y, x = np.linspace(-1, 1, high, dtype=np.float32)[:, None], np.linspace(-1, 1, wide, dtype=np.float32)[None, :]
    slope = 1 - 0.055 * (1 + x * math.cos(angle) + y * math.sin(angle))
    edge = 1 - 0.16 * np.exp(-(x + 1) * noise.uniform(25, 60))
    return np.asarray(slope * edge, dtype=np.float32)


def _specks(pixels: Pixels, noise: np.random.Generator, count: int) -> Pixels:
    made = pixels.copy()
    high, wide = made.shape[:2]
    for _ in range(count):
        y, x, r = int(noise.integers(2, high - 3)), int(noise.integers(2, wide - 3)), int(noise.integers(1, 3))
        made[y : y + r, x : x + r] *= 0.55
    return made


def _jpeg(image: Image, quality: int) -> Image:
    from PIL import Image as Module

    data = io.BytesIO()
    image.save(data, "JPEG", quality=quality)
    return Module.open(io.BytesIO(data.getvalue())).convert("RGB")


def _fax(image: Image, noise: np.random.Generator) -> ScannedPage:
    from PIL import Image as Module
    from PIL import ImageFilter

    angle = float(noise.uniform(-0.8, 0.8))
    grey = _turn(image, angle).convert("L").filter(ImageFilter.GaussianBlur(float(noise.uniform(0.45, 0.7))))
    pixels: Pixels = np.asarray(grey, dtype=np.float32)
    pixels = 255 - (255 - pixels) * _fading(pixels.shape, noise)
    pixels = pixels + noise.normal(0, 16, pixels.shape)
    bits = pixels > float(noise.uniform(158, 178))
    flips = noise.random(pixels.shape)
    bits = (bits | (flips < 0.004)) & ~(flips > 0.9992)
    for _ in range(int(noise.integers(0, 3))):
        row = int(noise.integers(60, bits.shape[0] - 60))
        bits[row : row + 1, :] |= noise.random(bits.shape[1]) < 0.8
    return ScannedPage(Module.fromarray(bits.astype(np.uint8) * 255).convert("1", dither=Module.Dither.NONE), angle)


def _photo(image: Image, noise: np.random.Generator) -> ScannedPage:
    """The sheet on a desk, taken from aside with uneven light; every other one bowed, as sheets from a folder are."""
    from PIL import Image as Module
    from PIL import ImageFilter

    wide, high = image.size
    sheet = _bowed(image, float(noise.uniform(2, 9))) if noise.random() < 0.5 else image
    room = (int(wide * 1.28), int(high * 1.22))
    desk = np.asarray(((94, 70, 52), (60, 62, 66), (120, 116, 108), (38, 44, 60))[int(noise.integers(4))], np.float32)
    grain = np.repeat(noise.normal(0, 9, (room[1] // 6 + 1, room[0])), 6, axis=0)[: room[1], :, None]
    ground = Module.fromarray(np.clip(desk + grain, 0, 255).astype(np.uint8))
    corners = [(0.13 * wide, 0.1 * high), (1.13 * wide, 0.1 * high), (1.13 * wide, 1.1 * high), (0.13 * wide, 1.1 * high)]
    moved = [(x + noise.uniform(-0.06, 0.06) * wide, y + noise.uniform(-0.04, 0.04) * high) for x, y in corners]
    back = _homography(moved, [(0, 0), (wide, 0), (wide, high), (0, high)])
    seen = sheet.transform(room, Module.Transform.PERSPECTIVE, back, Module.Resampling.BICUBIC)
    there = Module.new("L", image.size, 255).transform(room, Module.Transform.PERSPECTIVE, back, Module.Resampling.BILINEAR)
    ground.paste(seen, (0, 0), there)
    blurred = ground.filter(ImageFilter.GaussianBlur(float(noise.uniform(0.5, 0.9))))
    pixels: Pixels = np.asarray(blurred, dtype=np.float32) * _light((room[1], room[0]), noise)[..., None] * 0.9
    pixels = pixels * np.array((1.0, 0.97, 0.9), np.float32) + noise.normal(0, 3.5, (room[1], room[0]))[..., None]
    return ScannedPage(_jpeg(Module.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)), int(noise.integers(70, 88))), 0.0)


def _bowed(image: Image, depth: float) -> Image:
    """The sheet with its middle higher than its edges by so many pixels, as seen from below its middle."""
    from PIL import Image as Module

    pixels = np.asarray(image)
    bow = (depth * np.sin(np.linspace(0, math.pi, pixels.shape[1]))).astype(np.int64)
    rows = np.clip(np.arange(pixels.shape[0])[:, None] + bow[None, :], 0, pixels.shape[0] - 1)
    return Module.fromarray(np.take_along_axis(pixels, rows[..., None], axis=0))


def _homography(seen: list[tuple[float, float]], flat: list[tuple[float, float]]) -> list[float]:
    """The eight numbers by which Pillow takes points of the photograph to points of the sheet."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(seen, flat, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    aims = np.array([value for point in flat for value in point], np.float64)
    return [float(value) for value in np.linalg.solve(np.array(rows, np.float64), aims)]


def _fading(shape: tuple[int, ...], noise: np.random.Generator) -> Pixels:
    from PIL import Image as Module

    coarse = Module.fromarray((noise.random((9, 7)) * 255).astype(np.uint8))
    smooth = coarse.resize((shape[1], shape[0]), Module.Resampling.BICUBIC)
    return np.asarray(0.72 + 0.26 * np.asarray(smooth, dtype=np.float32) / 255, dtype=np.float32)


def as_pdf(pages: list[ScannedPage], level: str) -> bytes:
    """A PDF of page images, without any text layer."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    data = io.BytesIO()
    canvas = Canvas(data, invariant=1)
    for page in pages:
        wide, high = (side * 72 / DPI[level] for side in page.image.size)
        canvas.setPageSize((wide, high))
        picture: Any = page.image if level == "fax" else io.BytesIO(as_jpeg(page.image, 88 if level == "clean" else 75))
        canvas.drawImage(ImageReader(picture), 0, 0, wide, high)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def as_jpeg(image: Image, quality: int = 80) -> bytes:
    """One page as JPEG."""
    data = io.BytesIO()
    image.convert("RGB").save(data, "JPEG", quality=quality)
    return data.getvalue()


def as_tiff(pages: list[ScannedPage], level: str) -> bytes:
    """All pages in one TIFF: CCITT group 4 for 1-bit, JPEG else."""
    data = io.BytesIO()
    first, *rest = [page.image for page in pages]
    options: dict[str, Any] = {"compression": "group4"} if level == "fax" else {"compression": "jpeg", "quality": 80}
    first.save(data, "TIFF", save_all=True, append_images=rest, dpi=(DPI[level], DPI[level]), **options)
    return data.getvalue()


def as_png(image: Image, level: str) -> bytes:
    """One page as PNG, its colours reduced to a palette where it has any."""
    data = io.BytesIO()
    from PIL import Image as Module

    made = image if image.mode == "1" else image.quantize(96, method=Module.Quantize.FASTOCTREE)
    made.save(data, "PNG", optimize=True, dpi=(DPI[level], DPI[level]))
    return data.getvalue()


def as_file(image: Image, form: str) -> bytes:
    """One page in another of Pillow's formats."""
    data = io.BytesIO()
    image.save(data, form)
    return data.getvalue()


SAVERS: dict[str, Callable[[list[ScannedPage], str], bytes]] = {
    "pdf": as_pdf,
    "tiff": as_tiff,
    "png": lambda pages, level: as_png(pages[0].image, level),
    "bmp": lambda pages, _level: as_file(pages[0].image, "BMP"),
    "webp": lambda pages, _level: as_file(pages[0].image.convert("RGB"), "WEBP"),
    "jpg": lambda pages, level: as_jpeg(pages[0].image, 70),
}
