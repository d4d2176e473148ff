"""Another copy of a letter puts the candidates of an unread number in order, and decides nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from corpus import open as open_corpus
from pipeline.other_copies import TOLD, told
from schemas.fields import Candidate, Field
from schemas.record import Record
from tests.records import letter

TEXT = "Sở Y tế An Phú đề nghị các bệnh viện báo cáo công tác phòng chống dịch bệnh mùa hè trước ngày 15 tháng 6 năm 2020"
UNREAD: Field[str] = Field(
    None, 0.8, "illegible", "handwritten", (), (Candidate("17", 0.2), Candidate("11", 0.2), Candidate("71", 0.2))
)


def copy(number: Field[str], salt: str, text: str = TEXT, day: str = "2020-06-01", notation: str = "SYT-NVY") -> Record:
    return replace(letter(text, notation=notation, day=day, salt=salt), number=number)


def sure(number: str, confidence: float = 0.95) -> Field[str]:
    return Field(number, confidence, rule="test")


@pytest.mark.parametrize(
    ("held", "wanted"),
    [
        ({"number": sure("11")}, ["11", "17", "71"]),
        ({"number": sure("11", 0.6)}, None),  # not sure itself
        ({"number": sure("19")}, None),  # not among what may stand there
        ({"number": sure("17")}, ["17", "11", "71"]),
        ({"number": sure("11"), "day": "2020-06-02"}, None),
        ({"number": sure("11"), "notation": "SYT-VP"}, None),
        ({"number": sure("11"), "text": "Thông báo về việc tuyển dụng viên chức năm 2020 của đơn vị"}, None),
        ({"number": UNREAD}, None),
    ],
)
@pytest.mark.parametrize("first", ["held", "unread"])
def test_candidates(tmp_path: Path, held: dict[str, Any], wanted: list[str] | None, first: str) -> None:
    """The same whichever of the two comes first."""
    known, unread = copy(salt="held", **held), copy(UNREAD, "unread")
    with open_corpus(tmp_path) as corpus:
        corpus.add_many([known if first == "held" else unread])
        late = unread if first == "held" else known
        corpus.add_many([late])
        changed = told(corpus, [late])
        corpus.add_many(changed)
        number = corpus.get(unread.id).number
    assert number.value is None and number.reason == "illegible"
    assert [one.value for one in number.candidates] == (wanted or ["17", "11", "71"])
    assert [one.confidence for one in number.candidates[:1]] == ([TOLD] if wanted else [0.2])
    assert [one.id for one in changed] == ([unread.id] if wanted else [])


def test_told_twice_changes_nothing(tmp_path: Path) -> None:
    with open_corpus(tmp_path) as corpus:
        corpus.add_many([copy(sure("11"), "held"), copy(UNREAD, "unread")])
        corpus.add_many(told(corpus, [corpus.get(copy(UNREAD, "unread").id)]))
        assert told(corpus, [corpus.get(copy(UNREAD, "unread").id)]) == []
