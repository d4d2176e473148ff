"""Number and notation in every lawful, odd and damaged form."""

from __future__ import annotations

import pytest

from extractors.number import clean_notation, number, read_number
from schemas.letter import Letter
from schemas.reading import Line, Page, Reading, Word
from tests.footletters import SOURCE, zoned

FORMS = [
    ("Số: 542/STT&TT-CNTT", "542", "STT&TT-CNTT"),
    ("Số: 91 /CV-CĐGD", "91", "CV-CĐGD"),
    ("Số : 26/2001/NĐ-CP", "26", "2001/NĐ-CP"),
    ("SỐ:      40   /2000/TT/BTC", "40", "2000/TT/BTC"),
    ("Số: 250/CATTT-VNCERT/CC", "250", "CATTT-VNCERT/CC"),
    ("Số: 1370 / BXD - VLXD", "1370", "BXD-VLXD"),
    ("Số: 1.234/UBND-VX", "1234", "UBND-VX"),
    ("Số 12a/KH-UBND", "12a", "KH-UBND"),
    ("Số: 2760b /QĐ-ĐHX", "2760b", "QĐ-ĐHX"),
    ("Luật số: 80/2015/QH13", "80", "2015/QH13"),
    ("Số 36-HD/VPTW", "36", "HD/VPTW"),
    ("Số: 45 -CV/ĐU", "45", "CV/ĐU"),
    ("Số: 07/06/CV-AC/01", "07", "06/CV-AC/01"),
    ("Số: 60 TC/CĐKT", "60", "TC/CĐKT"),
    ("Sb: 1981 /UBND-VHTT", "1981", "UBND-VHTT"),
    ("Só:406/TB-ĐT", "406", "TB-ĐT"),
    ("Số:2253 /TB -SYT", "2253", "TB-SYT"),
    ("Số: 861 JQĐ-TTg", "861", "QĐ-TTg"),
    ("Số: 12/QD-HDND", "12", "QĐ-HĐND"),
    ("Số: 12/QÐ-UBND", "12", "QĐ-UBND"),
    ("Số: 12/QĐ–UBND", "12", "QĐ-UBND"),
    ("11/SYT-NVY", "11", "SYT-NVY"),
    ("Số: 49/BC-UBND.", "49", "BC-UBND"),
    ("Số: 123", "123", None),
    ("S: 12/QĐ-UBND", "12", "QĐ-UBND"),
    ("Số: 15/KV VII-TH", "15", "KV VII-TH"),
    ("Số: 123/EVN SPC-KD", "123", "EVN SPC-KD"),
    ("Số 12B-QĐ/TU", "12B", "QĐ/TU"),
    ("Số: 3456/EVNX-KT+AT", "3456", "EVNX-KT+AT"),
    ("Số 15-CTr/TỦ", "15", "CTr/TU"),
    ("Số 1.211-QĐ/ĐU", "1211", "QĐ/ĐU"),
    ("Số: 33/TTCP-C.III", "33", "TTCP-C.III"),
    ("Số: 12/QĐ-UBND   Hà Nội, ngày 5 tháng 6 năm 2021", "12", "QĐ-UBND"),
    ("So: 229/TB-TTBTXH                    ", "229", "TB-TTBTXH"),
]
BLANKS = [
    ("Số: /CNTT-HTKT&ATTT", "CNTT-HTKT&ATTT"),
    ("Số: ........./QĐ-UBND", "QĐ-UBND"),
    ("Số:          /2025/NQ-HĐND", "2025/NQ-HĐND"),
    ("Số      -CV/TU", "CV/TU"),
    ("Số:     IQĐ-ĐHX", "QĐ-ĐHX"),
]
DAMAGED = [
    ("Số: Ễ /CT-BCT", "CT-BCT"),
    ("Số: Ø# /CT-UBND", "CT-UBND"),
    ("Sốz/%7TB-ĐHX", "TB-ĐHX"),
    ("Số: Ôs$ /2010/TT-BCT", "2010/TT-BCT"),
]


@pytest.mark.parametrize(("line", "digits", "notation"), FORMS)
def test_form(line: str, digits: str, notation: str | None) -> None:
    found = number(zoned(("number", line)))
    assert (found[0].value, found[1].value) == (digits, notation)


@pytest.mark.parametrize(("line", "notation"), BLANKS)
def test_blank(line: str, notation: str) -> None:
    own, code = number(zoned(("number", line)))
    assert (own.value, own.reason, code.value) == (None, "blank_in_source", notation)


@pytest.mark.parametrize(("line", "notation"), DAMAGED)
def test_unreadable_is_not_blank(line: str, notation: str) -> None:
    own, code = number(zoned(("number", line)))
    assert (own.value, own.reason, code.value) == (None, "illegible", notation)


def test_citations_are_not_the_number() -> None:
    letter = zoned(
        ("number", "Số: 12/SYT-NVY"), ("title", "V/v thực hiện Công văn số 99/BYT-DP"), ("body", "Công văn số 98/BYT-KH")
    )
    assert number(letter)[0].value == "12"
    assert number(zoned(("body", "Thực hiện Công văn số 98/BYT-KH")))[0].reason == "component_absent"


def test_annex_has_its_decisions_number() -> None:
    letter = zoned(
        ("title", "PHỤ LỤC I"), ("title", "(Kèm theo Quyết định số 364/QĐ-UBND ngày 19 tháng 02 năm 2025 của UBND tỉnh A)")
    )
    assert [field.value for field in number(letter)] == ["364", "QĐ-UBND"]


def test_annex_with_a_blank_number() -> None:
    letter = zoned(("title", "PHỤ LỤC"), ("title", "(Kèm theo Quyết định số      /QĐ-UBND ngày     /02/2025 của UBND tỉnh A)"))
    own, code = number(letter)
    assert (own.value, own.reason, code.value) == (None, "blank_in_source", "QĐ-UBND")


def test_line_that_lost_its_beginning() -> None:
    own, code = number(zoned(("number", "/QĐ-SYT"), source="ocr"))
    assert (own.reason, code.value) == ("illegible", "QĐ-SYT")


def test_database_title() -> None:
    letter = zoned(("title", "SẮC LỆNH"), ("title", "CỦA CHỦ TỊCH CHÍNH PHỦ SỐ 7 NGÀY 5 THÁNG 9 NĂM 1945"))
    own, code = number(letter)
    assert (own.value, code.reason) == ("7", "component_absent")


def test_spans_are_the_parts() -> None:
    text = "Số: 542/STTTT-CNTT"
    own, code = number(zoned(("number", text)))
    assert [text[s.start : s.end] for s in (*own.spans, *code.spans)] == ["542", "STTTT-CNTT"]


def _twice_read(text: str, word: str, rival: str) -> Letter:
    start = text.index(word)
    line = Line(text, None, 0.8, (Word(start, start + len(word), None, 0.5, (rival,)),))
    return Letter(Reading(SOURCE, (Page(1, (line,), "ocr", "test"),)), ("number",))


@pytest.mark.parametrize(
    ("word", "rival", "digits", "reason"),
    [("559", "352", None, "illegible"), ("22", "222", "222", None), ("4X3", "413", "413", None), ("", "02", "02", None)],
)
def test_two_readings(word: str, rival: str, digits: str | None, reason: str | None) -> None:
    text = f"Số:{word} /KH-SYT"
    own, code = number(_twice_read(text, f"Số:{word}", f"Số:{rival}"))
    assert (own.value, own.reason, code.value) == (digits, reason, "KH-SYT")


def test_notation_known_to_the_register_wins() -> None:
    assert number(_twice_read("Số: 12 /CI-BCT", "/CI-BCT", "/CT-BCT"))[1].value == "CT-BCT"


def test_clean_notation() -> None:
    assert clean_notation("QÐ – UBND ") == "QĐ-UBND"


@pytest.mark.parametrize("line", ["", "Số", "SỞ Y TẾ", "Kính gửi:", "/" * 500, "Số: " + "1" * 400, "Số:" + "A-" * 300])
def test_any_line(line: str) -> None:
    read = read_number(line)
    assert read is None or read.number is None or read.number[0] <= read.number[1]
