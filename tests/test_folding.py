"""Folding: the fast way by a charset and the table agree on every character, alone and in company."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.folding import _TABLE, _WRITTEN, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Quyết định số 12/QĐ-UBND", "quyet dinh so 12/qd-ubnd"),
        ("CỘNG HOÀ – Ðộc lập", "cong hoa - doc lap"),
        ("a\tb\u00a0c", "a b c"),
        ("“Nhà nước” … ĐẮK LẮK", "“nha nuoc” … dak lak"),
        ("☎ 024 Ưu tiên", "☎ 024 uu tien"),
        ("İstanbul ß ﬁ", "istanbul ß ﬁ"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_both_ways_fold_every_character_alike() -> None:
    for code in range(1, 0x3000):
        char = chr(code)
        assert fold(char) == char.translate(_TABLE)
        assert len(fold(char)) == 1
    assert fold(_WRITTEN) == _WRITTEN.translate(_TABLE)
    assert len(set(_WRITTEN)) == len(_WRITTEN) < 256


@given(st.text(st.characters(codec="utf-8"), max_size=500))
def test_the_length_stays(text: str) -> None:
    printed = unicodedata.normalize("NFC", text)
    assert fold(printed) == printed.translate(_TABLE)
    assert len(fold(printed)) == len(printed)
