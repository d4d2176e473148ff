"""What the record says of single words."""

from __future__ import annotations

import msgspec

from pipeline.record import _line
from schemas.reading import Line, Word


def test_doubtful_words_are_marked_with_their_rivals() -> None:
    words = (Word(0, 4, None, 0.97), Word(5, 9, None, 0.41, ("tỉnh",)), Word(10, 13, None, 0.9, ("Ha",)))
    line = _line(Line("Ngày tính Hà2", None, 0.7, words), "body")
    assert [(w.start, w.end, w.confidence, w.rivals) for w in line.doubtful] == [(5, 9, 0.41, ("tỉnh",))]


def test_lines_without_doubt_say_nothing_of_it() -> None:
    sure = msgspec.json.decode(msgspec.json.encode(_line(Line("Ngày", None, 1.0), "body")))
    assert sure == {"text": "Ngày", "box": None, "confidence": 1.0, "zone": "body"}
