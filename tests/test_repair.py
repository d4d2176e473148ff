"""Repair: the gate, what is protected, codes and dates, capitals, the engine against its twin, the way back."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import pytest

from pipeline.repair import judge, repair, repair_text
from pipeline.repair.capitals import pattern
from pipeline.repair.codes import abbreviation, code, date, roman
from pipeline.repair.forms import Edit
from pipeline.repair.mend import Manner, mend
from pipeline.repair.model import available
from pipeline.repair.pages import mended_line, mended_page
from pipeline.repair.syllables import fold, place_tone, possible, split_tone, strip_marks
from pipeline.repair.text import applied
from pipeline.repair.tokens import kind_of, tokens
from pipeline.repair.units import looks_like_word, units
from schemas.reading import Line, Page, Reading, Source, Word

GOOD = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015, Ủy ban nhân dân huyện yêu cầu các phòng, ban,\n"
    "đơn vị trực thuộc báo cáo kết quả thực hiện trước ngày 15/12/2021 qua địa chỉ thư điện tử pnv@anhiep.gov.vn."
)
needs_model = pytest.mark.skipif(not available(), reason="the trained artefact models/repair.xz is not in this tree")


@pytest.mark.parametrize(
    "word", ["nghiêng", "quyết", "khuỷu", "gì", "già", "giếng", "Uỷ", "ủy", "thuở", "quý", "uyên", "ĐƯỜNG", "hoà", "hòa", "boong"]
)
def test_syllables(word: str) -> None:
    assert possible(word)


@pytest.mark.parametrize("word", ["đcl", "quyõt", "cña", "ưo", "ngh", "bătm", "thướcc", "áá", "Véviée", "catt", "hàc"])
def test_no_syllables(word: str) -> None:
    assert not possible(word.lower()) or word == "hàc"


@pytest.mark.parametrize(
    ("one", "other"), [("hoà", "hòa"), ("thuỷ", "thủy"), ("Uỷ", "ủy"), ("khoẻ", "khỏe"), ("quí", "quí"), ("tuý", "túy")]
)
def test_tone_placement_folds(one: str, other: str) -> None:
    assert fold(one) == other


def test_fold_is_idempotent_and_keeps_the_letters() -> None:
    for word in ["nghĩa", "quyền", "của", "khuyến", "giữa", "mía", "yếu", "ước", "thuế"]:
        assert fold(fold(word)) == fold(word)
        assert place_tone(*split_tone(word)) == word
        assert strip_marks(word).isascii()


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (GOOD, "good"),
        (strip_marks(GOOD), "stripped"),
        ("Véviée canh béo nguy co mét an ninh, an toan thong tin khi str dung img dung truc tuyén cua t6 chirc", "damaged"),
        ("The Ministry of Health of the Socialist Republic of Viet Nam, with the support of the World Bank, is pleased", "other"),
        ("12 345 678,9 - 45/2019 100%", "figures"),
        ("", "figures"),
    ],
)
def test_gate(text: str, verdict: str) -> None:
    assert judge(text).verdict == verdict


@pytest.mark.parametrize(
    ("core", "kind"),
    [("2021", "number"), ("27/4/2020", "number"), ("12/QĐ-UBND", "code"), ("a@b.vn", "address"), ("tỉnh", "word"), ("", "mark")],
)
def test_kinds(core: str, kind: str) -> None:
    assert kind_of(core) == kind


@pytest.mark.parametrize(
    "core", ["2020", "A4", "QL1A", "CO2", "12/2019", "H1N1", "50.000", "1981", "B12", "PM10", "3cm", "4kg", "5m", "sung3", "sửa2"]
)
def test_figures_are_no_words(core: str) -> None:
    assert not looks_like_word(core)


@pytest.mark.parametrize("core", ["d6ng", "qu6c", "th6i", "n01i", "6ng", "so6ng"])
def test_damaged_words_with_digits(core: str) -> None:
    assert looks_like_word(core)


def test_tokens_cover_the_line() -> None:
    line = "- Lưu: VT, (KT-TH) “ngày 12/5/2020”."
    for token in tokens(line):
        assert token.start <= token.core <= token.core_end <= token.end
        assert " " not in line[token.start : token.end]


@pytest.mark.parametrize(
    ("text", "after_day", "wanted"),
    [
        ("28/0112008", False, "28/01/2008"),
        ("l0ll2l20l4", False, "10/12/2014"),
        ("71512009", True, "7/5/2009"),
        ("71512009", False, None),
        ("28/01/2008", True, None),
        ("99/99/2008", True, None),
        ("0283827", True, None),
    ],
)
def test_dates(text: str, after_day: bool, wanted: str | None) -> None:
    assert date(text, after_day) == wanted


PARTS = {"QD": "QĐ", "UBND": "UBND", "CNVCLD": "CNVCLĐ"}
TAILS = {"NQITW": "NQ/TW", "QD-TTG": "QĐ-TTg", "TT-BTC": "TT-BTC"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("33-NQITW", "33-NQ/TW"),
        ("23/QD-TTg", "23/QĐ-TTg"),
        ("16/2009/QD-TTg", "16/2009/QĐ-TTg"),
        ("I0/2009/TT-BTC", "10/2009/TT-BTC"),
        ("45/QD-XYZ", "45/QĐ-XYZ"),
        ("12/QĐ-UBND", None),
        ("2021", None),
        ("1.500.000", None),
        ("0203.3862.222", None),
    ],
)
def test_codes(text: str, wanted: str | None) -> None:
    assert code(text, PARTS, TAILS) == wanted


BROKEN = [
    ("12/QD1UBND", False, True),
    ("45/TBlVPCP", False, True),
    ("2O/13", True, True),
    ("27/4/2020", True, False),
    ("14.4", True, False),
    ("5–7", True, False),
    ("14", True, False),
    ("12/QĐ-UBND", False, False),
    ("QL1A", False, False),
    ("05/2016/TT-BYT", False, False),
]


@pytest.mark.parametrize(("text", "after_day", "flagged"), BROKEN)
def test_broken_codes_and_dates_are_said(text: str, after_day: bool, flagged: bool) -> None:
    from pipeline.repair.codes import broken

    assert broken(text, after_day) is flagged


def test_abbreviations_and_numerals() -> None:
    assert abbreviation("CNVCLD", PARTS) == "CNVCLĐ"
    assert abbreviation("UBND", PARTS) is None
    assert roman("Ill", "") == "III"
    assert roman("Ill", "mục ") is None
    assert roman("1", "") is None


@pytest.mark.parametrize(("text", "wanted"), [("ban", "l"), ("Ban", "T"), ("BAN", "U"), ("bAn", "m"), ("Ở", "S"), ("6", "d")])
def test_patterns(text: str, wanted: str) -> None:
    assert pattern(text) == wanted


def test_units_protect_what_is_no_word() -> None:
    roles = {u.text: u.role for u in units(["a4) Van ban s6 27/QD (b/c) tai c6 www.abc.gov.vn 2020"], damaged=True)}
    assert roles["a4"] == "figure"
    assert roles["27/QD"] == "figure"
    assert roles["b/c"] == "fixed"
    assert roles["c6"] == "either"
    assert roles["www.abc.gov.vn"] == "fixed"
    assert roles["2020"] == "figure"


def reading(*texts: str) -> Reading:
    lines = tuple(
        Line(text, (0.0, 0.0, 9.0, 9.0), 0.9, tuple(Word(t.start, t.end, (1.0, 2.0, 3.0, 4.0), 0.9) for t in tokens(text)))
        for text in texts
    )
    return Reading(Source("x.pdf", "0" * 64, "application/pdf", b""), (Page(1, lines, "text_layer", "test"),))


def test_lines_can_be_undone() -> None:
    page = reading("Véviée canh bao", "khong doi").pages[0]
    edits = {0: [Edit(0, 0, 6, "Về việc", 0.9), Edit(0, 7, 11, "cảnh", 0.9)]}
    new = mended_page(page, edits)
    assert new.text == "Về việc cảnh bao\nkhong doi"
    assert new.raw == page.text
    old = new.text
    for fix in reversed(new.repairs):
        assert old[fix.start : fix.end] == fix.after
        old = old[: fix.start] + fix.before + old[fix.end :]
    assert old == page.text
    assert [new.lines[0].text[w.start : w.end] for w in new.lines[0].words] == ["Về", "việc", "cảnh", "bao"]


def test_handwriting_offsets_follow() -> None:
    line = replace(reading("S6: 123 ngay").pages[0].lines[0], handwritten=((4, 7),))
    new, places = mended_line(line, [Edit(0, 0, 2, "Số", 1.0), Edit(0, 8, 12, "ngày", 1.0)])
    assert [new.text[a:b] for a, b in new.handwritten] == ["123"]
    assert places == [0, 8]


@needs_model
def test_good_text_is_the_same_object() -> None:
    original = reading(*GOOD.split("\n"))
    assert repair(original) is original
    assert repair_text(GOOD).text == GOOD


@needs_model
def test_bare_text_gets_its_marks() -> None:
    assert repair_text(strip_marks(GOOD)).text == GOOD


@needs_model
def test_damaged_text_is_mended_line_by_line() -> None:
    damaged = "Thuc hién Vian ban sé 2706/UBND-XD6 ngay 27/4/2020 cua Uy ban\nnhan dan tinh va Cong van s6 799/STTTT-CNTT"
    mended = repair_text(damaged)
    assert mended.text.split("\n")[0] == "Thực hiện Văn bản số 2706/UBND-XD6 ngày 27/4/2020 của Ủy ban"
    assert mended.text.count("\n") == 1
    assert all(0 < edit.confidence <= 1 for edit in mended.edits)


@needs_model
def test_other_languages_stand() -> None:
    english = "The Department of Health is pleased to invite representatives of the hospitals, with support of WHO."
    assert repair_text(english).text == english


@needs_model
@pytest.mark.parametrize("manner", ["damaged", "noisy", "stripped", "single"])
def test_any_characters_keep_their_lines(manner: Manner) -> None:
    rng = random.Random(manner)
    odd = "\u0301\u200b[]{}()|\\/~^'“”’<>…¥€@#%_ﬁ中Ω0123456789"
    words = [
        "cgNG",
        "hQi",
        "Véviée",
        "s6",
        "phuong1",
        "d§.tmroc",
        "b.1)",
        "15.600d/lit",
        "Ngấy",
        "quyết",
        "ban",
        "28/0112008",
        "KT.",
    ]
    lines = ["".join(rng.choice([*words, " ", " ", rng.choice(odd)]) for _ in range(30)) for _ in range(8)] + [""]
    mended = mend(lines, manner)
    assert len(applied(lines, mended.edits)) == len(lines)
    places = [(e.line, e.start, e.end) for e in mended.edits]
    assert places == sorted(places)
    assert all(a[0] < b[0] or a[2] <= b[1] for a, b in itertools.pairwise(places))


@needs_model
def test_rival_readings_are_told_apart() -> None:
    from pipeline.repair.score import known_syllable, log_probability

    assert log_probability(["Ủy", "ban", "nhân", "dân", "tỉnh"]) > log_probability(["Ủy", "bạn", "nhân", "dẫn", "tinh"])
    assert known_syllable("Thành")
    assert not known_syllable("Thaành")
