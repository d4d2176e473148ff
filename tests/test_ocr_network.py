"""Tesseract's network run by itself: decoding of its steps, and lines of print read."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.read.ocr.tokens import Gray, base

if find_spec("onnxruntime") is None or find_spec("onnx") is None:
    pytest.skip("onnxruntime or onnx is not installed", allow_module_level=True)

from pipeline.read.ocr.engines import first_reader, tessdata
from pipeline.read.ocr.network import LEAST, _cut, _is_word, _one_letter, _path, _spelt, _Strip, _words, network_lines

if tessdata() is None:
    pytest.skip("Tesseract's Vietnamese is not installed", allow_module_level=True)

FONTS = ("Tinos-Regular.ttf", "FreeSerif.ttf", "DejaVuSerif.ttf", "times.ttf")


def steps(*said: tuple[str, float, str, float]) -> tuple[np.ndarray, np.ndarray]:
    """Codes and logarithms of rows of (likeliest, its probability, the next, its); "" is none."""
    reader = first_reader()

    def code(text: str) -> int:
        return reader.chars.index(text) if text else reader.none

    codes = np.array([[code(a), code(b), 1] for a, _, b, _ in said], np.int64)
    logs = np.log(np.array([[p, q, 1e-4] for _, p, _, q in said], np.float32))
    return codes, logs


def test_equal_steps_are_one_character_and_none_parts_two() -> None:
    codes, logs = steps(("b", 0.9, "", 0.1), ("b", 0.9, "", 0.1), ("", 0.9, "b", 0.1), ("b", 0.8, "d", 0.1))
    path = _path(codes, logs)
    assert [(first_reader().chars[c.code], c.start, c.end) for c in path] == [("b", 0, 1), ("b", 3, 3)]
    assert path[1].sure == pytest.approx(np.log(0.8), abs=1e-4)


def test_a_step_between_a_character_and_none_counts_for_both() -> None:
    codes, logs = steps(("a", 0.55, "", 0.44), ("a", 0.98, "", 0.01), ("", 0.5, "a", 0.49))
    (char,) = _path(codes, logs)
    assert char.sure > np.log(0.97)


def test_words_are_cut_at_blanks_with_how_sure_these_are() -> None:
    codes, logs = steps(("a", 0.9, "", 0.1), (" ", 0.7, "b", 0.2), ("b", 0.9, "", 0.1))
    words = list(_cut(_path(codes, logs)))
    assert [[first_reader().chars[c.code] for c in word] for word, _ in words] == [["a"], ["b"]]
    assert words[0][1] == words[1][1] == pytest.approx(np.log(0.7), abs=1e-4)


def test_nothing_read() -> None:
    assert _path(*steps(("", 0.9, "a", 0.1))) == []
    assert list(_cut([])) == []


def test_words_that_tesseract_would_leave_out_are_kept() -> None:
    codes, logs = steps(("z", 0.1, "9", 0.05), ("", 0.9, "7", 0.05), ("8", 0.1, "9", 0.05))
    strip = _Strip(np.ones((36, 9), np.float32), 50.0, 2.0)
    (token,) = _words(codes, logs, strip, (50.0, 10.0, 56.0, 30.0))
    assert (token.text, token.confidence) == ("z8", LEAST)
    assert token.box[0] < 50.0 and token.box[2] > 54.0


@pytest.mark.skipif(not _is_word("đổi"), reason="the language model is not built")
def test_a_word_that_is_none_is_spelt_as_one() -> None:
    said = [("đ", 0.99, "", 0.005), ("ố", 0.6, "ổ", 0.39), ("ổ", 0.6, "ố", 0.39), ("i", 0.99, "", 0.005)]
    codes, logs = steps(*said)
    (word, _), *_ = _cut(_path(codes, logs))
    assert _spelt(word, codes, logs)[0] in ("đổi", "đối")
    sure = steps(*[(c, 0.999, "", 0.0005) for c in "zwz"])
    assert _spelt(_path(*sure), *sure)[0] == "zwz"


def line(text: str, size: int = 34) -> tuple[Gray, tuple[float, float, float, float]]:
    """A page with a line of print, and its box."""
    for name in FONTS:
        try:
            font = ImageFont.truetype(name, size)
            break
        except OSError:
            continue
    else:
        pytest.skip("no font with Vietnamese letters is installed")
    image = Image.new("L", (1400, 200), 255)
    draw = ImageDraw.Draw(image)
    draw.text((100, 80), text, fill=20, font=font)
    left, _, right, _ = draw.textbbox((100, 80), text, font=font)
    base = 80 + font.getmetrics()[0]
    return np.asarray(image), (float(left), base - 0.85 * size, float(right), base + 0.25 * size)


TEXTS = ("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("size", [18, 34, 60])
def test_print_is_read(text: str, size: int) -> None:
    page, box = line(text, min(size, 34))
    if size == 60:
        page, box = np.ascontiguousarray(page.repeat(2, 0).repeat(2, 1)), tuple(2 * v for v in box)  # type: ignore[assignment]
    (tokens,) = network_lines(page, [box])
    assert base(" ".join(t.text for t in tokens)) == base(text)
    assert min(t.confidence for t in tokens) > 0.6
    starts = [t.box[0] for t in tokens]
    assert starts == sorted(starts)
    assert abs(tokens[0].box[0] - box[0]) < box[3] - box[1]
    assert abs(tokens[-1].box[2] - box[2]) < box[3] - box[1]


def test_lines_come_back_in_their_order() -> None:
    page, box = line(TEXTS[0])
    half = (box[0] + (box[2] - box[0]) * 0.52, *box[1:])
    blank, off = (100.0, 5.0, 300.0, 40.0), (1390.0, 190.0, 1500.0, 260.0)
    lines = network_lines(page, [half, box, blank, off])
    assert len(lines[0]) < len(lines[1]) == len(TEXTS[0].split())
    assert all(t.confidence < 0.3 for t in lines[2])
    assert network_lines(page, []) == []


@pytest.mark.skipif(tessdata() is None, reason="Tesseract's Vietnamese is not installed")
def test_the_model_is_of_the_installed_network() -> None:
    from models.tesseract.lstm import characters, network, parts

    found = parts((Path(str(tessdata())) / "vie.traineddata").read_bytes())
    try:
        top, none = network(found["lstm"])
    except ValueError:
        pytest.skip("another variant of Tesseract's Vietnamese is installed")
    assert [layer.outputs for layer in top.every() if layer.weights] == [16, 48, 96, 96, 192, none + 1]
    assert characters(found["unicharset"], found["recoder"], none) == first_reader().chars


def test_the_eth_of_iceland_is_the_vietnamese_letter() -> None:
    chars, one = first_reader().chars, _one_letter()
    assert {chars[code] for code in one[:-1].tolist()} == set(chars) - {"Ð", "ð"}
    assert one[-1] == first_reader().none
