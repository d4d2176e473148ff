"""Letters made from text or from lines with zones, for the tests of the foot's extractors."""

from __future__ import annotations

from pipeline.zones import zone
from schemas.fields import Box
from schemas.letter import Letter, Zone
from schemas.reading import Line, Page, Reading, Source, Word
from schemas.record import TextSource

SOURCE = Source("letter.txt", "0" * 64, "text/plain", b"")
HEAD = """SỞ KHOA HỌC TỈNH A            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 12/SKH-VP                          Độc lập - Tự do - Hạnh phúc
V/v kiểm kê thiết bị                   A, ngày 02 tháng 3 năm 2021
Kính gửi: Các đơn vị trực thuộc Sở.
Thực hiện kế hoạch năm 2021, Sở đề nghị các đơn vị kiểm kê thiết bị đang dùng và báo cáo trước ngày 15/3/2021./.
"""


def from_text(text: str) -> Letter:
    """The letter that plain text is, zoned by the pipeline."""
    return zone(Reading(SOURCE, (Page(1, tuple(Line(ln) for ln in text.splitlines()), "text_layer", "text"),)))


def with_foot(foot: str) -> Letter:
    """A letter of five lines with this foot."""
    return from_text(HEAD + foot)


def zoned(*lines: tuple[Zone, str], source: TextSource = "text_layer") -> Letter:
    """A letter whose lines have these zones."""
    page = Page(1, tuple(Line(text) for _, text in lines), source, "text")
    return Letter(Reading(SOURCE, (page,)), tuple(zone for zone, _ in lines))


def placed(text: str, box: Box, confidence: float = 0.97) -> Line:
    """A line at a place in points, its words spread evenly over the box."""
    step = (box[2] - box[0]) / max(len(text), 1)
    words, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        words.append(Word(start, at, (box[0] + step * start, box[1], box[0] + step * at, box[3]), confidence))
    return Line(text, box, confidence, tuple(words))


def scanned(*lines: Line) -> Letter:
    """The letter that one A4 page with these lines is, zoned by the pipeline."""
    return zone(Reading(SOURCE, (Page(1, lines, "ocr", "test", 595.0, 842.0),)))
