"""The graph: what is one document, what a citation is resolved to, late arrivals, and the questions."""

from __future__ import annotations

from pathlib import Path

import pytest

import corpus
from corpus.corpus import Corpus
from corpus.matching import Form, Held, cluster, issuers_fit
from schemas.record import Record
from tests.records import cite, directive, letter

ZOOM = "cảnh báo nguy cơ mất an toàn thông tin từ phần mềm họp trực tuyến Zoom"
NGHE_AN = letter(
    "Sở nhận được công văn số 250/CATTT-VNCERT/CC về Zoom.",
    number="542",
    notation="STT&TT-CNTT",
    day="2020-04-16",
    issuer="Sở Thông tin và Truyền thông tỉnh Nghệ An",
    subject=ZOOM,
    cites=[
        cite("250/CATTT-VNCERT/CC", "2020-04-14", "Cục An toàn thông tin", subject=ZOOM, relation="implements"),
        cite("509/STTTT-CNTT", "2020-04-03", "Sở Thông tin và Truyền thông"),
    ],
)
NEWS = letter(
    "Cục An toàn thông tin cũng đã có cảnh báo về nguy cơ mất an toàn thông tin từ phần mềm họp trực tuyến Zoom.",
    cites=[
        cite(None, "2020-04-17", "Bộ Công an", kind="thông báo", subject="nguy cơ mất an ninh khi sử dụng ứng dụng trực tuyến"),
        cite(
            None,
            "2020-04-14",
            "Cục An toàn thông tin",
            kind="cảnh báo",
            subject="nguy cơ mất an toàn thông tin từ phần mềm họp trực tuyến Zoom",
        ),
    ],
)
CAM_PHA = letter(
    "UBND thành phố đã ban hành văn bản về Zoom.",
    number="1981",
    notation="UBND-VHTT",
    day="2020-05-14",
    issuer="Ủy ban nhân dân thành phố Cẩm Phả",
    subject="cảnh báo nguy cơ mất an toàn thông tin",
    cites=[cite(None, None, "Cục An toàn Thông tin - Bộ Thông tin và Truyền thông", kind="cảnh báo")],
)
WARNING = letter(
    "Phần mềm Zoom có lỗ hổng.",
    number="250",
    notation="CATTT-VNCERT/CC",
    day="2020-04-14",
    issuer="Cục An toàn thông tin",
    subject=ZOOM,
)


def make(tmp_path: Path, *records: Record) -> Corpus:
    held = corpus.open(tmp_path)
    for record in records:
        held.add(record)
    return held


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_three_letters_lead_to_one_document(tmp_path: Path, order: tuple[int, ...]) -> None:
    letters = (NGHE_AN, NEWS, CAM_PHA)
    with make(tmp_path, *(letters[i] for i in order)) as held:
        citing = {c.letter for c in held.graph.cited_by("250/CATTT-VNCERT/CC")}
        assert citing == {r.id for r in letters}
        (document,) = held.graph.find("250/CATTT-VNCERT/CC")
        assert document.ids == () and document.key == "cuc-an-toan-thong-tin|2020|250|CATTT-VNCERT/CC"
        held.add(WARNING)
        (document,) = held.graph.find("250/CATTT-VNCERT/CC")
        assert document.ids == (WARNING.id,)
        assert held.graph.resolved(NGHE_AN.id) == [WARNING.id, None]
        assert [r.resolved for r in held.get(NGHE_AN.id).references] == [WARNING.id, None]
        assert held.write_links() == 3 and held.write_links() == 0 and held.verify() == []
        assert WARNING.id.encode() in (tmp_path / "letters" / f"{NGHE_AN.id}.json").read_bytes()
        assert {c.letter for c in held.graph.cited_by(WARNING.id)} == {r.id for r in letters}
        held.remove(WARNING.id)
        assert held.graph.resolved(NGHE_AN.id) == [None, None]
        assert {c.letter for c in held.graph.cited_by("250/CATTT-VNCERT/CC")} == {r.id for r in letters}


def test_same_number_in_two_provinces_stays_open_or_goes_by_province(tmp_path: Path) -> None:
    one = letter("A", number="12", notation="KH-UBND", day="2021-03-04", issuer="Ủy ban nhân dân tỉnh Nghệ An")
    two = letter("B", number="12", notation="KH-UBND", day="2021-03-04", issuer="Ủy ban nhân dân tỉnh Hà Giang")
    home = letter("C", day="2021-04-01", issuer="Sở Y tế tỉnh Hà Giang", cites=[cite("12/KH-UBND", "2021-03-04", "UBND tỉnh")])
    away = letter("D", day="2021-04-02", cites=[cite("12/KH-UBND", "2021-03-04")])
    with make(tmp_path, one, two, home, away) as held:
        assert held.graph.resolved(home.id) == [two.id]
        assert held.graph.resolved(away.id) == [None]
        (open_one,) = held.graph.cites(away.id)
        assert open_one.rule == "graph.ambiguous" and len(open_one.candidates) == 2


def test_a_citation_without_issuer_looks_elsewhere_last(tmp_path: Path) -> None:
    far = letter(
        "A", number="12", notation="KH-UBND", day="2021-03-04", issuer="Ủy ban nhân dân tỉnh Nghệ An", subject="trồng rừng"
    )
    citing = letter("C", day="2021-04-01", issuer="Sở Y tế tỉnh Hà Giang", cites=[cite("12/KH-UBND", "2021-03-04")])
    other = letter(
        "D",
        day="2021-04-01",
        issuer="Sở Y tế tỉnh Lào Cai",
        cites=[cite("12/KH-UBND", "2021-03-04", subject="tiêm chủng mở rộng")],
    )
    near = letter("B", number="12", notation="KH-UBND", day="2021-03-04", issuer="Ủy ban nhân dân tỉnh Hà Giang")
    with make(tmp_path, far, citing, other) as held:
        assert held.graph.resolved(citing.id) == [far.id]
        assert held.graph.resolved(other.id) == [None]
        held.add(near)
        assert held.graph.resolved(citing.id) == [near.id]


def test_files_of_one_letter_are_one_document(tmp_path: Path) -> None:
    scan = letter("Bản quét", number="7", notation="SYT-NV", day="2022-01-05", issuer="Sở Y tế tỉnh Lai Châu", source="ocr")
    born = letter("Bản gốc", number="07", notation="SYT-NV", day="2022-01-05", issuer="Sở Y tế tỉnh Lai Châu")
    with make(tmp_path, scan, born) as held:
        (document,) = held.graph.duplicates()
        assert set(document.ids) == {scan.id, born.id}


def test_letters_without_a_number(tmp_path: Path) -> None:
    one = letter(
        "Thư không số về lũ lụt.", day="2022-01-05", issuer="Sở Y tế tỉnh Lai Châu", subject="phòng chống lũ lụt ở vùng cao"
    )
    twin = letter(
        "Thư không số về lũ lụt!", day="2022-01-05", issuer="Sở Y tế tỉnh Lai Châu", subject="phòng chống lũ lụt ở vùng cao"
    )
    citing = letter(
        "C",
        day="2022-02-01",
        cites=[cite(None, "2022-01-05", "Sở Y tế tỉnh Lai Châu", subject="phòng chống lũ lụt", kind="văn bản")],
    )
    with make(tmp_path, citing, one, twin) as held:
        (document,) = held.graph.duplicates()
        assert set(document.ids) == {one.id, twin.id}
        assert held.graph.resolved(citing.id) == [one.id]
        held.remove(one.id)
        assert held.graph.resolved(citing.id) == [twin.id]
        held.remove(twin.id)
        assert held.graph.resolved(citing.id) == [None]
        assert held.connection.execute("SELECT count(*) FROM documents WHERE held = 1").fetchone() == (1,)


def test_laws_are_known_by_name_and_year(tmp_path: Path) -> None:
    law = "Luật Tổ chức chính quyền địa phương"
    first = letter("A", day="2020-01-01", cites=[cite(None, "2015-06-19", kind="luật", text=f"{law} ngày 19/6/2015")])
    second = letter("B", day="2020-01-02", cites=[cite(None, "2015", kind="luật", text=f"{law} năm 2015")])
    other = letter("C", day="2020-01-03", subject="dược", cites=[cite(None, None, kind="luật", text="Luật Dược")])
    near = letter(
        "D", day="2020-01-04", cites=[cite(None, "2015-06-19", kind="luật", text="Luật Tổ chức Chính phủ ngày 19/6/2015")]
    )
    with make(tmp_path, first, second, other, near) as held:
        found = {d.subject: n for d, n in held.graph.missing()}
        assert found == {law: 2, "Luật Dược": 1, "Luật Tổ chức Chính phủ": 1}


def test_chain_missing_changes(tmp_path: Path) -> None:
    act = letter("Nghị định", number="30", notation="2020/NĐ-CP", day="2020-03-05", kind="nghị định", issuer="Chính phủ")
    ministry = letter(
        "Thông tư",
        number="05",
        notation="2021/TT-BNV",
        day="2021-05-05",
        kind="thông tư",
        issuer="Bộ Nội vụ",
        cites=[
            cite("30/2020/NĐ-CP", "2020-03-05", "Chính phủ", relation="implements"),
            cite("01/2011/TT-BNV", None, "Bộ Nội vụ", relation="replaces", kind="thông tư"),
        ],
    )
    province = letter(
        "Công văn", number="9", notation="SNV-VP", day="2021-06-06", issuer="Sở Nội vụ tỉnh Sơn La", cites=[cite("5/2021/TT-BNV")]
    )
    with make(tmp_path, province, ministry, act) as held:
        assert [(s.depth, s.document.number) for s in held.graph.chain(act.id)] == [
            (0, "30/2020/NĐ-CP"),
            (1, "05/2021/TT-BNV"),
            (2, "9/SNV-VP"),
        ]
        assert [s.document.number for s in held.graph.chain(province.id, up=True)][-1] in ("30/2020/NĐ-CP", "01/2011/TT-BNV")
        assert [(d.number, n) for d, n in held.graph.missing()] == [("01/2011/TT-BNV", 1)]
        (change,) = held.graph.changes()
        assert (change.relation, change.by.number, change.of.number) == ("replaces", "05/2021/TT-BNV", "01/2011/TT-BNV")


def test_unanswered(tmp_path: Path) -> None:
    ask = letter(
        "Đề nghị báo cáo",
        number="1",
        notation="SYT-NV",
        day="2022-01-01",
        issuer="Sở Y tế tỉnh Lai Châu",
        to=["Bệnh viện A", "Bệnh viện B"],
        directives=[directive("đề nghị báo cáo về Sở", deadline="2022-01-15", report_to="Sở Y tế")],
    )
    answer = letter(
        "Báo cáo", number="2", notation="BC-BVA", day="2022-01-10", issuer="Bệnh viện A", cites=[cite("01/SYT-NV", "2022-01-01")]
    )
    with make(tmp_path, ask, answer) as held:
        assert [(u.letter, u.asked, u.deadline) for u in held.graph.unanswered("2022-02-01")] == [
            (ask.id, "Bệnh viện B", "2022-01-15")
        ]
        assert held.graph.unanswered("2022-01-15") == []


FITS = [
    ("so y te", "so y te tinh kien giang", True),
    ("so y te kien giang", "so y te tinh kien giang", True),
    ("chinh phu", "thu tuong chinh phu", False),
    ("bo y te", "so y te", False),
    ("chu tich uy ban nhan dan tinh ha giang", "uy ban nhan dan tinh ha giang", True),
    ("", "so y te", True),
]


@pytest.mark.parametrize(("one", "other", "fits"), FITS)
def test_issuers_fit(one: str, other: str, fits: bool) -> None:
    assert issuers_fit(one, other) is fits and issuers_fit(other, one) is fits


def test_clusters_do_not_hang_on_order() -> None:
    letters = [Held(i, f"{i}", "1/A-B", f"202{i}-01-01", "", "", "", "", "") for i in range(3)]
    forms = [Form(i, "1/A-B", f"202{i}-01-01", "", "", "", "", "", "") for i in range(4)] + [
        Form(9, "1/A-B", "", "", "", "", "", "", "")
    ]

    def outline(settled: object) -> object:
        nodes = sorted((n.date, sorted(h.n for h in n.letters), sorted(f.n for f, _, _ in n.forms)) for n in settled.nodes)  # type: ignore[attr-defined]
        return nodes, [f.n for f, _ in settled.ambiguous]  # type: ignore[attr-defined]

    first = outline(cluster("1/A-B", letters, forms))
    assert first == outline(cluster("1/A-B", letters[::-1], forms[::-1]))
    assert first == ([(f"202{i}-01-01", [i] if i < 3 else [], [i]) for i in range(4)], [9])


def test_order_and_batches_do_not_change_the_links(tmp_path: Path) -> None:
    import random

    from bench.corpus_letters import Letters

    made = list(Letters(150, seed=5))
    ids = {one.index: one.record.id for one in made}
    outcomes = []
    for at, batch in enumerate((7, 150)):
        records = [one.record for one in made]
        random.Random(at).shuffle(records)
        with corpus.open(tmp_path / str(at)) as held:
            held.add_many(records, batch=batch)
            outcomes.append({one.record.id: held.graph.resolved(one.record.id) for one in made})
            if at == 0:
                held.rebuild()
                assert outcomes[0] == {one.record.id: held.graph.resolved(one.record.id) for one in made}
    assert outcomes[0] == outcomes[1]
    wrong = [
        (link, meant)
        for one in made
        for link, meant in zip(outcomes[0][one.record.id], one.truth, strict=True)
        if link is not None and link != ids.get(meant)
    ]
    assert wrong == []
