"""Letters of our own as files: what is printed is what the truth says, at the place it says."""

from __future__ import annotations

import io
import json
import random
from pathlib import Path

import pytest

from bench.letters import files, fonts, legacy, render_office, render_text
from bench.letters.__main__ import main
from bench.letters.compose import letter
from bench.letters.layout import PAGE_HEIGHT, PAGE_WIDTH, lay_out
from bench.letters.render_pdf import pdf

needs_fonts = pytest.mark.skipif(not fonts.available(), reason=f"needs {fonts.PACKAGES}")
SEEDS = (1, 2, 4, 16, 22, 25, 59, 84, 99)


def squeeze(text: str) -> str:
    return "".join(text.split())


@needs_fonts
@pytest.mark.parametrize("seed", SEEDS)
def test_every_line_of_the_truth_lies_in_the_text_layer_within_its_box(seed: int) -> None:
    import pypdfium2

    made = letter(seed)
    pages = lay_out(made)
    document = pypdfium2.PdfDocument(pdf(made, pages))
    assert len(document) == pages.count
    layers = [page.get_textpage() for page in document]
    for line in pages.lines:
        x0, y0, x1, y1 = line.box
        read = layers[line.page - 1].get_text_bounded(x0 - 2, PAGE_HEIGHT - y1 - 2, x1 + 2, PAGE_HEIGHT - y0 + 2)
        assert squeeze(line.text) in squeeze(read), (line, read)


@needs_fonts
@pytest.mark.parametrize("seed", range(60))
def test_print_stays_on_the_paper_and_lines_do_not_overlap(seed: int) -> None:
    pages = lay_out(letter(seed))
    boxes = [(line.page, line.box) for line in pages.lines if line.text.strip()]
    assert all(0 <= b[0] < b[2] <= PAGE_WIDTH and 0 <= b[1] < b[3] <= PAGE_HEIGHT for _, b in boxes)
    for n, (page, a) in enumerate(boxes):
        for other, b in boxes[n + 1 :]:
            apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] + 4 or b[3] <= a[1] + 4
            assert page != other or apart, (seed, a, b)


@needs_fonts
def test_the_head_has_its_left_column_first() -> None:
    from bench.letters.truth import page1_lines

    made = letter(2)
    lines = page1_lines(lay_out(made).lines)
    left, right = lines.index("<<left>>"), lines.index("<<right>>")
    number = next(n for n, line in enumerate(lines) if line.startswith("Số"))
    assert left < number < right < lines.index("<<full>>")
    assert lines[right + 1].startswith("CỘNG H")


@needs_fonts
@pytest.mark.parametrize("form", ["pdf", "docx", "rtf", "html", "txt", "txt-mangled", "fax-tiff"])
def test_the_same_seed_gives_the_same_bytes(form: str, tmp_path: Path) -> None:
    first = files.write(3, form, tmp_path / "a").read_bytes()
    assert files.write(3, form, tmp_path / "b").read_bytes() == first


@needs_fonts
def test_levels_of_scans_have_their_resolution_and_colour(tmp_path: Path) -> None:
    from PIL import Image

    for form, size, mode in (("office-jpg", (1654, 2339), "RGB"), ("fax-png", (1241, 1754), "1")):
        image = Image.open(files.write(5, form, tmp_path))
        assert image.mode == mode
        assert all(abs(a - b) <= 2 for a, b in zip(image.size, size, strict=True))


@needs_fonts
def test_a_tiff_has_every_page_and_turned_boxes(tmp_path: Path) -> None:
    from PIL import Image

    seed = next(seed for seed in range(60) if lay_out(letter(seed)).count == 2)
    path = files.write(seed, "fax-tiff", tmp_path, with_lines=True)
    image = Image.open(path)
    assert getattr(image, "n_frames", 1) == 2
    lines = json.loads((tmp_path / "lines" / f"{path.stem}.json").read_text("utf-8"))
    straight = lay_out(letter(seed)).lines
    assert len(lines) == len(straight)
    moved = max(abs(a - b) for line, old in zip(lines, straight, strict=True) for a, b in zip(line["box"], old.box, strict=True))
    assert 0.05 < moved < 20


@needs_fonts
def test_only_paper_shows_handwriting_and_stamps(tmp_path: Path) -> None:
    seed = next(s for s in range(300) if letter(s).gold["handwritten"] and letter(s).arrival and lay_out(letter(s)).stamp)
    for form, shown in (("pdf", False), ("docx", False), ("fax-pdf", True)):
        path = files.write(seed, form, tmp_path)
        gold = json.loads((tmp_path / "gold" / f"{path.stem}.json").read_text("utf-8"))
        assert bool(gold["handwritten"]) is shown
        assert bool(gold["arrival_stamp"]) is shown


@needs_fonts
def test_the_command_writes_documents_and_gold(tmp_path: Path) -> None:
    assert main(["--count", "3", "--seed", "10", "--formats", "pdf,txt", "--out", str(tmp_path)]) == 0
    assert sorted(p.name for p in (tmp_path / "docs").iterdir()) == [
        "letter-000010-pdf.pdf",
        "letter-000011-txt.txt",
        "letter-000012-pdf.pdf",
    ]
    assert {p.stem for p in (tmp_path / "gold").iterdir()} == {p.stem for p in (tmp_path / "docs").iterdir()}


@pytest.mark.parametrize("seed", SEEDS)
def test_docx_holds_the_text(seed: int) -> None:
    from docx import Document

    made = letter(seed)
    document = Document(io.BytesIO(render_office.docx(made)))
    parts = [p.text for p in document.paragraphs]
    parts += [p.text for t in document.tables for row in t.rows for cell in row.cells for p in cell.paragraphs]
    text = squeeze("".join(parts))
    for value in (made.gold["notation"], made.gold["signers"][0]["name"], *(d["text"] for d in made.gold["directives"])):
        assert not value or squeeze(value) in text


def test_rtf_is_ascii_with_balanced_braces() -> None:
    for seed in SEEDS:
        for made in (render_office.rtf, render_office.rtf_tcvn3, render_office.rtf_vni):
            data = made(letter(seed))
            assert data.isascii()
            text = data.replace(b"\\{", b"").replace(b"\\}", b"")
            assert text.count(b"{") == text.count(b"}")


LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"


def test_dead_encodings_give_every_letter_a_code_of_its_own() -> None:
    for encode in (legacy.tcvn3, legacy.vni):
        assert len({bytes(encode(ch), "cp1252") if isinstance(encode(ch), str) else encode(ch) for ch in LETTERS}) == len(LETTERS)


def test_dead_encodings_agree_with_a_known_text() -> None:
    assert legacy.tcvn3("Cộng hòa xã hội chủ nghĩa Việt Nam").decode("latin-1") == "Céng hßa x· héi chñ nghÜa ViÖt Nam"
    assert legacy.vni("Cộng hòa xã hội chủ nghĩa Việt Nam") == "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam"
    assert legacy.vni("ĐƯỜNG ĐỘC LẬP") == "ÑÖÔØNG ÑOÄC LAÄP"


def test_text_in_three_arrangements_holds_the_same_words() -> None:
    made = letter(2)
    words = [sorted(render_text.plain(made, name).split()) for name in render_text.ARRANGEMENTS]
    assert words[0] == words[1] == words[2]


def test_stripped_and_mangled_text_keeps_numbers() -> None:
    made = letter(2)
    text = render_text.plain(made)
    assert render_text.stripped(text).isascii()
    mangled = render_text.mangled(text, random.Random(1))
    assert made.gold["notation"] in mangled
    assert mangled != text and len(mangled.split("\n")) == len(text.split("\n"))


def test_html_and_markdown_hold_the_subject() -> None:
    made = letter(2)
    assert made.gold["subject"] in render_text.hypertext(made)
    assert made.gold["subject"] in render_text.markdown(made)
