"""RTF."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.read.office import read_rtf
from schemas.errors import CongvanError
from tests.officefiles import code, lines, source

FONTS = (
    r"{\fonttbl{\f0\fcharset0 Times New Roman;}{\f1\fcharset0 .VnTime;}"
    r"{\f2\fcharset162{\*\panose 00}.VnTimeH Tur;}{\f3\fcharset163 Arial;}}"
)


def rtf(body: str) -> bytes:
    return rf"{{\rtf1\ansi\ansicpg1252\deff0{FONTS}{{\info{{\title x}}}}{body}}}".encode("latin-1")


@pytest.mark.parametrize(
    ("body", "printed"),
    [
        (r"\f1 Th\'f1 t\'ad\'edng\par\f2 b\'e9 t\'b5i ch\'ddnh\par", ["Thủ tướng", "BỘ TÀI CHÍNH"]),
        (r"{\f1 C\'e9ng }{\f0 caf\'e9}\par", ["Cộng café"]),
        (r"\uc1 K\u237 ?nh g\u7917?i\par\uc0\u7911 y", ["Kính gửi", "ủy"]),
        (r"\f3 Co\'f2\'f4ng \'d0a\'cc", None),
        (r"{\*\bin3 }}x}{\b \'93a\'94}\tab b\line c~\~d\_e\par", None),
        (r"a {\field{\*\fldinst HYPERLINK x}{\fldrslt lien ket}} b", ["a lien ket b"]),
        (r"\f1 N {\field{\*\fldinst SYMBOL 179 \\f \"Symbol\"}{\fldrslt}} 0", ["N ≥ 0"]),
        (r"{\pntext 1.\tab}mot\par{\pntext 2.\tab}hai\par", ["1. mot", "2. hai"]),
        (r"{\listtext\tab -\tab}mot\par", ["- mot"]),
        (r"con{\deleted  bo}{\v  an} lai{\caps  hoa}\par", ["con lai HOA"]),
        (r"{\header CONG HOA}mot\page hai{\footer\pard 1\par}", ["mot", "hai", "CONG HOA"]),
        (r"mot{\footnote chu thich}\par", ["mot", "chu thich"]),
        (r"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt hop\par}}}mot\par", ["mot", "hop"]),
        (r"{\shp{\*\shpinst{\shptxt hop\par}}{\shprslt cu}}mot\par hai\par", ["mot", "hop", "hai"]),
        (r"mot{\*\do\dobxpage{\dptxbxtext hop\par}\dpx0}\par hai\par", ["mot", "hop", "hai"]),
    ],
)
def test_rtf(body: str, printed: list[str] | None) -> None:
    reading = read_rtf(source(rtf(body)))
    if printed is not None:
        assert lines(reading) == printed


def test_rtf_table() -> None:
    body = r"\trowd\cellx1\cellx2\pard\intbl UBND\par So: 1\cell CONG HOA\cell\row"
    body += r"\trowd\cellx1\cellx2 c\cell d\cell\row\pard sau\par"
    reading = read_rtf(source(rtf(body)))
    assert [(line.text, line.cell) for line in reading.pages[0].lines] == [
        ("UBND", (0, 0, 0)),
        ("So: 1", (0, 0, 0)),
        ("CONG HOA", (0, 0, 1)),
        ("c", (0, 1, 0)),
        ("d", (0, 1, 1)),
        ("sau", None),
    ]


def test_rtf_empty() -> None:
    assert code(read_rtf, rtf("")) == "E004"


CONTROLS = r"\b { } \'e9 \u7917? \cell \row \f1 \par x \* \fonttbl \bin9 \header \field \fldinst \footnote"
WORDS = [*CONTROLS.split(), "\\", " "]
WORDS += [r"\uc-5 ", r"\u99999999 ", r"\f99 ", r"\trowd ", r"\intbl ", r"\sect ", r"\shptxt "]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS)))
def test_rtf_any(parts: list[str]) -> None:
    try:
        read_rtf(source(rtf("".join(parts))))
    except CongvanError as error:
        assert error.code in ("E004", "E006")
