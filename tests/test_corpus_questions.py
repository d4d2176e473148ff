"""The register, the tables, likeness, saved queries and the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import corpus
from corpus.corpus import Corpus
from corpus.register import days
from corpus.saved import Saved
from corpus.tables import dictionary, names
from schemas.errors import CongvanError
from tests.records import cite, directive, letter

BODY = "Sở Y tế đề nghị các bệnh viện rà soát cơ số thuốc, hóa chất, trang thiết bị và báo cáo kết quả về Sở trước ngày quy định."
ASK = letter(
    BODY,
    number="15",
    notation="SYT-NVY",
    day="2022-01-05",
    issuer="Sở Y tế tỉnh Lai Châu",
    subject="=HYPERLINK(1)",
    to=["Bệnh viện A"],
    signer="Nguyễn Văn Bình",
    directives=[
        directive("báo cáo trước 15/01", ["Bệnh viện A"], modality="must", deadline="2022-01-15", report_to="Sở Y tế"),
        directive("báo cáo hàng tháng", ["Trung tâm Y tế"], modality="require", deadline="monthly:25", report_to="UBND tỉnh"),
        directive("nên dùng thử", ["Bệnh viện B"], modality="should"),
    ],
    cites=[cite("5/2021/TT-BYT", "2021-05-05", "Bộ Y tế", kind="thông tư")],
)
COPY = letter(BODY + " Bản sao.", number="15", notation="SYT-NVY", day="2022-01-05", issuer="Sở Y tế tỉnh Lai Châu", source="ocr")
NEAR = letter(BODY + " Nay nhắc lại.", number="40", notation="SYT-NVY", day="2022-02-05", issuer="Sở Y tế tỉnh Lai Châu")
ANSWER = letter(
    "Báo cáo về thuốc.",
    number="2",
    notation="BC-BV",
    day="2022-01-12",
    issuer="Bệnh viện A",
    cites=[cite("15/SYT-NVY", "2022-01-05")],
)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with corpus.open(tmp_path_factory.mktemp("corpus")) as one:
        one.add_many([ASK, COPY, NEAR, ANSWER])
        yield one


def test_register(held: Corpus) -> None:
    find = held.register.find
    assert [d.deadline for d in find()] == ["2022-01-15", "monthly:25", None]
    assert [d.text for d in find(actor="bệnh viện")] == ["báo cáo trước 15/01", "nên dùng thử"]
    assert [d.text for d in find(report_to="Ủy ban nhân dân tỉnh")] == ["báo cáo hàng tháng"]
    assert [d.text for d in find(modality="must")] == ["báo cáo trước 15/01"]
    assert [d.due for d in find(due=("2022-01-01", "2022-03-31"))] == ["2022-01-15", "2022-01-25", "2022-02-25", "2022-03-25"]
    assert find(overdue_at="2022-01-15") == []
    assert find(overdue_at="2022-01-16", actor="Bệnh viện A") == []  # answered by 2/BC-BV


DAYS = [
    ("2022-01-15", "2022-01-01", ["2022-01-15"]),
    ("2022-01", "2022-01-01", ["2022-01-31"]),
    ("2023", "2022-01-01", []),
    ("monthly:31", "2022-01-10", ["2022-01-31", "2022-02-28", "2022-03-31"]),
    ("monthly", "2022-02-10", ["2022-02-28", "2022-03-31"]),
    ("quarterly:15", "2022-01-10", ["2022-03-15"]),
    ("weekly:5", "2022-03-20", ["2022-03-25"]),
    ("yearly:15", "2020-03-20", []),
    ("daily", "2022-03-30", ["2022-03-30", "2022-03-31"]),
    ("monthly:25", None, ["2022-01-25", "2022-02-25", "2022-03-25"]),
    ("sớm nhất", "2022-01-01", []),
    (None, "2022-01-01", []),
]


@pytest.mark.parametrize(("deadline", "since", "wanted"), DAYS)
def test_days(deadline: str | None, since: str | None, wanted: list[str]) -> None:
    assert days(deadline, since, "2022-01-01", "2022-03-31") == wanted


def test_similar(held: Corpus) -> None:
    from corpus.similar import difference, similar

    found = {s.id: s for s in similar(held, ASK.id)}
    assert found[COPY.id].kind == "same_document"
    assert found[NEAR.id].kind == "near_duplicate"
    assert any(line.startswith("+") and "Nay nhắc lại" in line for line in difference(held, ASK.id, NEAR.id))


def test_near_duplicates_of_the_whole_corpus(held: Corpus) -> None:
    from corpus.alike import near_duplicates

    counts: list[int] = []
    found = {twin.id: twin for twin in near_duplicates(held, tell=counts.append)}
    assert counts == [1, 2, 3, 4]
    assert set(found) == {COPY.id, NEAR.id}
    assert (found[COPY.id].like, found[COPY.id].kind) == (ASK.id, "same_document")
    assert found[NEAR.id].like in (ASK.id, COPY.id) and found[NEAR.id].kind == "near_duplicate"


def test_tables_and_dictionary(held: Corpus) -> None:
    pandas = pytest.importorskip("pandas")
    for name in names():
        frame = held.table(name)
        assert isinstance(frame, pandas.DataFrame) and len(frame.columns) > 0
    references = held.table("references")
    assert list(references["cited_id"].dropna()) == [ASK.id]
    assert set(references["letter"]) == {ASK.id, ANSWER.id}
    letters = held.table("letters")
    assert set(letters["id"]) == {r.id for r in (ASK, COPY, NEAR, ANSWER)}
    from corpus.dictionary import COLUMNS

    assert {column for column, _, _ in COLUMNS["letters"]} == set(letters.columns)
    assert "`cited_id`" in dictionary()
    with pytest.raises(CongvanError, match="C202"):
        held.table("nothing")


def test_saved_queries(tmp_path: Path) -> None:
    saved = Saved(tmp_path)
    saved.put("thuốc", 'thuốc date:2022 issuer:"Sở Y tế"')
    assert Saved(tmp_path).get("thuốc").startswith("thuốc")
    with pytest.raises(CongvanError, match="C202"):
        saved.put("x", "date:2022-13")
    saved.remove("thuốc")
    with pytest.raises(CongvanError, match="C202"):
        saved.get("thuốc")


COMMANDS = [
    (["search", "thuoc"], 4),
    (["search", "--sort", "newest", "--limit", "2"], 2),
    (["similar", ASK.id[:8]], None),
    (["cites", ASK.id[:8]], 1),
    (["cited-by", "15/SYT-NVY"], 1),
    (["chain", "5/2021/TT-BYT"], 3),
    (["missing"], 1),
    (["changes"], 0),
    (["unanswered", "--on", "2023-01-01"], None),
    (["duplicates"], 1),
    (["duplicates", "--near"], 2),
    (["duplicates", "--near", "--diff"], 2),
    (["directives", "--due", "2022-01..2022-02"], 3),
    (["stats"], None),
    (["stats", "--by", "year"], 1),
    (["corpus", "verify"], 0),
]


@pytest.mark.parametrize(("command", "rows"), COMMANDS)
@pytest.mark.parametrize("style", ["--json", "--csv", None])
def test_commands(
    held: Corpus, capsys: pytest.CaptureFixture[str], command: list[str], rows: int | None, style: str | None
) -> None:
    from pipeline.cli import main

    code = main([*command, "--out", str(held.layout.root), *([style] if style else [])])
    out = capsys.readouterr().out
    assert code in (0, 1)
    if style == "--json" and rows is not None:
        assert len(json.loads(out)) == rows
    if style == "--csv":
        assert "\n=HYPERLINK" not in out and ",=HYPERLINK" not in out


def test_export(held: Corpus, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    from pipeline.cli import main

    for kind in ("parquet", "csv", "jsonl"):
        assert main(["export", "--out", str(held.layout.root), "--to", str(tmp_path), "--as", kind]) == 0
    table = parquet.read_table(tmp_path / "references.parquet")
    assert table.num_rows == 2 and table.schema.field("cited_id").metadata[b"description"]
    assert "'=HYPERLINK" in (tmp_path / "letters.csv").read_text("utf-8-sig")
    assert len((tmp_path / "letters.jsonl").read_text().splitlines()) == 4
    assert "## references" in (tmp_path / "dictionary.md").read_text()


def test_bad_day_and_unknown_document(held: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    from pipeline.cli import main

    out = str(held.layout.root)
    assert main(["directives", "--overdue-at", "hôm qua", "--out", out]) == 2
    assert main(["cited-by", "99/KHÔNG-CÓ", "--out", out]) == 4
    assert main(["search", '"hở', "--out", out]) == 2
    assert main(["stats", "--by", "màu", "--out", out]) == 2
    assert main(["search", "x", "--out", str(held.layout.root / "none")]) == 4


def test_polars_gives_the_same_tables_as_pandas(held: Corpus) -> None:
    polars = pytest.importorskip("polars")
    for name in names():
        frame = held.table(name, "polars")
        assert isinstance(frame, polars.DataFrame)
        assert frame.columns == list(held.table(name).columns)
        assert frame.height == len(held.table(name))


def test_duckdb_asks_the_parquet_files_as_they_are(held: Corpus, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    from corpus.tables import export

    export(held, tmp_path, "parquet", [])
    query = f"""SELECT l.number, r.number, r.cited_id FROM '{tmp_path}/references.parquet' r
        JOIN '{tmp_path}/letters.parquet' l ON l.id = r.letter WHERE r.cited_id IS NOT NULL"""
    assert duckdb.sql(query).fetchall() == [("2", "15/SYT-NVY", ASK.id)]


def test_datasette_serves_the_catalogue_as_it_is(held: Corpus) -> None:
    app = pytest.importorskip("datasette.app")
    import asyncio

    async def rows(path: str) -> list[dict[str, object]]:
        answer = await app.Datasette([str(held.layout.catalogue)]).client.get(path)
        assert answer.status_code == 200, answer.text
        found: list[dict[str, object]] = answer.json()
        return found

    views = asyncio.run(rows("/catalogue/who_must_do_what_by_when.json?_shape=array"))
    assert {row["deadline"] for row in views} >= {"2022-01-15", "monthly:25"}
    asked = asyncio.run(rows("/catalogue.json?sql=select+count(*)+as+n+from+who_cites_what&_shape=array"))
    assert asked == [{"n": 2}]
