"""Searching: what finds what, in which order, what is marked, and what a bad query is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import corpus
from corpus.analysis import compact, distinct_pairs, notation_runs, numbers_in, syllables, terms
from corpus.corpus import Corpus
from corpus.query import QueryError, parse
from extractors.folding import fold
from tests.records import cite, directive, letter

LETTERS = [
    letter(
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nCông văn hỏa tốc về sử dụng chữ ký số trong cơ quan nhà nước.\nUBND huyện báo cáo.",
        number="542",
        notation="STT&TT-CNTT",
        day="2020-04-16",
        issuer="Sở Thông tin và Truyền thông tỉnh Nghệ An",
        parent="Ủy ban nhân dân tỉnh Nghệ An",
        place="Nghệ An",
        subject="sử dụng chữ ký số",
        cites=[cite("250/CATTT-VNCERT/CC", "2020-04-14", "Cục An toàn thông tin")],
        urgency="hỏa tốc",
    ),
    letter(
        "Cộng vận hoa tóc không phải việc của Ủy ban nhân dân xã. Hoà bình và thuỷ lợi.",
        number="12",
        notation="UBND-VX",
        day="2018-03-31",
        issuer="Ủy ban nhân dân tỉnh Kiên Giang",
        subject="hòa bình",
        grade="review",
    ),
    letter(
        "Theo Thông tư số 05/2016/TT-BYT, Sở Y tế đề nghị các đơn vị báo cáo trước ngày 25/12/2017. Đường Ðiện Biên.",
        number="2001",
        notation="SYT-NVY",
        day="2017-11-20",
        issuer="Sở Y tế tỉnh Kiên Giang",
        subject="báo cáo công tác khám chữa bệnh",
        signer="Trần Thị Ánh Mai",
        to=["Các bệnh viện", "Trung tâm Y tế huyện"],
        cites=[cite("05/2016/TT-BYT", "2016-02-29", "Bộ Y tế", kind="thông tư")],
        directives=[directive("báo cáo trước ngày 25/12/2017", ["các đơn vị"], modality="must", deadline="2017-12-25")],
    ),
    letter(
        "Quyết định ban hành quy chế bảo đảm an toàn thông tin mạng của Bộ Khoa học và Công nghệ.",
        number="88",
        notation="QĐ-BKHCN",
        day="2025-08-01",
        kind="quyết định",
        code="QĐ",
        issuer="Bộ Khoa học và Công nghệ",
        subject="quy chế bảo đảm an toàn thông tin mạng",
    ),
    letter("Van bàn quét mờ vê tuyển sính lớp đầu câp.", day="2019-05", confidence=0.5, source="ocr", grade="low"),
]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with corpus.open(tmp_path_factory.mktemp("corpus")) as one:
        one.add_many(LETTERS)
        yield one


FINDS = [
    ("chữ ký số", [0]),
    ("chu ky so", [0]),
    ("chữ kí số", [0]),
    ("CHỮ KÝ SỐ", [0]),
    ("cong van hoa toc", [0, 1]),
    ('"công văn hỏa tốc"', [0, 1]),
    ("hoà bình", [1]),
    ("hòa bình", [1]),
    ("thủy lợi", [1]),
    ("điện biên", [2]),
    ("Ðiện Biên", [2]),
    ("250/CATTT", [0]),
    ("CATTT-VNCERT", [0]),
    ("250/cattt-vncert/cc", [0]),
    ("05/2016/TT-BYT", [2]),
    ("TT-BYT", [2]),
    ("542/STTTT-CNTT", [0]),
    ("cites:05/2016/TT-BYT", [2]),
    ("number:2001/SYT-NVY", [2]),
    ('issuer:"Sở Y tế"', [2]),
    ('issuer:"so y te"', [2]),
    ('province:"Kiên Giang"', [1, 2]),
    ('province:"An Giang"', [1, 2]),
    ('type:"công văn"', [0, 1, 2, 4]),
    ("type:QĐ", [3]),
    ("date:2017-10..2018-03", [1, 2]),
    ("date:2017", [2]),
    ("date:<2018-03-31", [2]),
    ("date:<=2018-03-31", [1, 2]),
    ("date:>=2020", [0, 3]),
    ("date:2019-05", [4]),
    ("date:2019-05-01..2019-05-31", []),
    ("due:<2018-01-01", [2]),
    ("grade:review", [1]),
    ("read_as:ocr", [4]),
    ('urgency:"hỏa tốc"', [0]),
    ("modality:must", [2]),
    ('signer:"Ánh Mai"', [2]),
    ('to:"bệnh viện"', [2]),
    ("UBND", [0, 1]),
    ("ủy ban nhân dân", [0, 1]),
    ('"UBND xã"', [1]),
    ('issuer:"Sở TT&TT"', [0]),
    ('issuer:"Bộ Thông tin và Truyền thông"', [3]),
    ("thông ti*", [3]),
    ("báo cáo -huyện", [2]),
    ('"chữ ký số" OR "thủy lợi"', [0, 1]),
    ('("chữ ký số" OR "thủy lợi") date:2018', [1]),
    ("NOT type:QĐ date:2020..", [0]),
    ("sinh~ đầu~", [4]),
    ("*", [0, 1, 2, 3, 4]),
    ("", [0, 1, 2, 3, 4]),
    ("khôngcóchữnày", []),
]


@pytest.mark.parametrize(("query", "wanted"), FINDS)
def test_finds(held: Corpus, query: str, wanted: list[int]) -> None:
    found = held.search(query)
    assert {h.id for h in found if h.how in ("exact", "folded") or "~" in query} == {LETTERS[i].id for i in wanted}
    assert found.total == len(wanted)


def test_exact_accents_rank_first(held: Corpus) -> None:
    hits = held.search("công văn hỏa tốc").hits
    assert [h.id for h in hits[:2]] == [LETTERS[0].id, LETTERS[1].id]
    assert hits[0].how == "exact"
    assert held.search("cộng vận hoa tóc").hits[0].id == LETTERS[1].id


def test_marks_keep_accents(held: Corpus) -> None:
    hit = held.search("chu ky so").hits[0]
    assert any("chữ ký số" in hit.passage.text[s:e].lower() for s, e in hit.passage.marks)
    assert [hit.subject[s:e] for s, e in hit.subject_marks] == ["chữ ký số"] if hit.subject else False


def test_odd_phrase_is_a_phrase(held: Corpus) -> None:
    assert [h.id for h in held.search('"chữ ký số"')] == [LETTERS[0].id]
    assert not held.search('"ký số trong chữ"').hits


def test_ocr_slips_are_found_last(held: Corpus) -> None:
    hits = held.search("tuyển sinh").hits
    assert [h.id for h in hits] == [LETTERS[4].id]


def test_old_and_new_names_find_one_another(held: Corpus) -> None:
    hits = held.search('"Bộ Thông tin và Truyền thông"').hits
    assert [(h.id, h.how) for h in hits] == [(LETTERS[3].id, "related")]


def test_facets_and_sort(held: Corpus) -> None:
    found = held.search("*", facets=["type", "year", "province"], sort="oldest")
    assert dict(found.facets["type"]) == {"công văn": 4, "quyết định": 1}
    assert dict(found.facets["year"])["2020"] == 1
    assert [h.issued_on for h in found] == ["2017-11-20", "2018-03-31", "2019-05", "2020-04-16", "2025-08-01"]


BAD = [
    ('"an toàn', 0, "close"),
    ("isuer:x", 0, "issuer:"),
    ("date:2017-13", 5, "month"),
    ("date:hôm qua", 5, "2018-03"),
    ("date:2019..2018", 5, "date:2018..2019"),
    ("(a b", 0, ")"),
    ("a b)", 3, "remove"),
    ("a OR", 4, "both sides"),
    ("OR a", 0, "both sides"),
    ("issuer:", 7, 'issuer:"'),
    ("grade:<review", 6, "compared"),
    ("NOT", 0, "leave out"),
    ("(" * 60 + "a" + ")" * 60, 50, "50"),
]


@pytest.mark.parametrize(("query", "at", "hint"), BAD)
def test_bad_query_says_where_and_what(query: str, at: int, hint: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert caught.value.code == "C202"
    assert caught.value.at == at
    assert hint in caught.value.hint


def test_analysis() -> None:
    assert syllables("Hoà thuỷ QUÝ hoàn") == ["hòa", "thủy", "quý", "hoàn"]
    assert terms("Kỹ thuật Đà").folded == "ki thuat da"
    assert distinct_pairs(["a", "b", "c", "a", "b"]).split() == ["a_b", "b_c", "c_a"]
    assert compact("542 /STT&TT – CNTT") == "542/STTTT-CNTT"
    assert set(notation_runs("250/CATTT-VNCERT/CC")) >= {"250/CATTT", "CATTT-VNCERT", "250", "CC", "250/CATTT-VNCERT/CC"}
    assert "1981/UBND-VHTT" in numbers_in("văn bản số 1981 /UBND-VHTT ngày 14/5/2020, an-toàn")


def test_folder_without_corpus(tmp_path: Path) -> None:
    from schemas.errors import CongvanError

    with pytest.raises(CongvanError) as caught:
        corpus.open(tmp_path / "none", create=False)
    assert caught.value.code == "C203"


WORDS = 'chữ|ký số|"|(|)|-|*|~|:|OR|NOT|AND|issuer:|date:|due:<|type:=|2018-03|..|250/CATTT|UBND|ủy ban nhân dân|thông ti*|zom~|='
ODD = ["¶", "_", "\\", "[a-z]+", "\x00", "İ", "🙂", "Đ", "a" * 300, " ", "  "]
PIECES = st.sampled_from([*WORDS.split("|"), *ODD])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.lists(PIECES, max_size=8).map("".join), st.text(max_size=30)))
def test_any_query_is_answered_or_refused_with_its_place(held: Corpus, query: str) -> None:
    try:
        found = held.search(query, facets=["type"])
    except QueryError as error:
        assert 0 <= error.at <= len(query) and error.hint
        return
    assert found.total is not None
    for hit in found:
        assert all(0 <= s < e <= len(hit.passage.text) for s, e in hit.passage.marks)
    bare = "".join(fold(c).upper() if c.isupper() else fold(c) for c in query)
    if len(bare) == len(query) and ":" not in query and "-" not in query and "NOT" not in query:
        assert (held.search(bare).total or 0) >= found.total


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(st.sampled_from(WORDS.split("|") + ODD)).map(" ".join),
    )
)
def test_streams_in_c_are_those_in_python(text: str) -> None:
    from corpus.names import concepts_in
    from corpus.native import joined_words
    from corpus.streams import streams

    made, plain = streams(text), terms(text)
    assert made is None or made == (*plain, concepts_in(plain.running))
    words = joined_words(text)
    assert words is None or words == [w for w in text.split() if "/" in w or "-" in w or "–" in w]
