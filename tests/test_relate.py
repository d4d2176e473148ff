"""Letters that cite one another inform each other: what is kept for that, and what changes."""

from __future__ import annotations

import hashlib
import json
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

import corpus
from corpus import Corpus
from pipeline.as_read import AsRead, packed, unpacked, worth_keeping
from pipeline.batch import Outcome, run
from pipeline.cli import main
from pipeline.pool import BatchOptions
from pipeline.process import record_of
from pipeline.read import ReadOptions
from pipeline.relate import concerned, corrected, known_texts, neighbours, relate
from pipeline.repair.model import available
from pipeline.worker import Done, Failed, rework, work
from schemas.fields import Field
from schemas.reading import Line, Page, Reading, Source
from schemas.record import Notice, Record
from tests.faults import marked_secret

needs_model = pytest.mark.skipif(not available(), reason="the trained artefact models/repair.xz is not in this tree")
CITED = """ỦY BAN NHÂN DÂN TỈNH AN PHÚ
SỞ TÀI NGUYÊN
Số: 358/STN-QTKT
An Phú, ngày 14 tháng 4 năm 2020
V/v gỡ phần mềm Kalimba Viewer

Kính gửi: Các trung tâm quan trắc.

Trung tâm Quan trắc Hồ Đầm báo về lỗ hổng của phần mềm Kalimba Viewer. Sở Tài nguyên đề nghị các đơn vị gỡ
phần mềm Kalimba Viewer khỏi máy tính và báo Trung tâm Quan trắc Hồ Đầm trước ngày 15 tháng 5 năm 2020./.

Nơi nhận:
- Như trên;
- Lưu: VT.
GIÁM ĐỐC
Nguyễn Văn An
"""
CITING = """UY BAN NHAN DAN HUYEN BINH LAM
S6: 77/UBND-TN
Binh Lam, ngay 20 thang 4 nam 2020
V/v g6 phan mém Kalimba Viewer

Kinh giri: Cac phong, ban.

Thyc hién Cong van sé 358/STN-QTKT ngay 14/4/2020 cia S& Tai nguyén, Uy ban nhan dan huyén yéu cau cac phong, ban
go phin mém Kalimba Viewer khoi may tinh va bao Trung tam Quan tric H6 Dam truéc ngay 10 thang 5 nam 2020./.

Noi nhan:
- Nhu trén;
- Luu: VT.
CHU TICH
Nguyén Van Binh
"""
WANTED = "gỡ phần mềm Kalimba Viewer khỏi máy tính và báo Trung tâm Quan trắc Hồ Đầm"


def reading(text: str) -> Reading:
    lines = tuple(Line(line, (1.0, 2.0, 3.0, 4.0), 0.9) for line in text.split("\n"))
    source = Source("x.pdf", "ab" * 32, "application/pdf", b"12345")
    return Reading(source, (Page(1, lines, "text_layer", "test"),), (Notice("W101", "a"),), ({"name": "n"},))


def batch(folder: Path, out: Path, **options: object) -> dict[str, Outcome]:
    told: list[Outcome] = []
    run([folder], out, BatchOptions(workers=1, **options), told.append)  # type: ignore[arg-type]
    return {o.name: o for o in told}


def entered(held: Corpus, text: str) -> str:
    """Read a letter in this process and enter it as a batch does; returns its id."""
    data = text.encode()
    source = Source("x.txt", hashlib.sha256(data).hexdigest(), "text/plain", data)
    done = work(source, ReadOptions())
    assert isinstance(done, Done)
    held.add(msgspec.json.decode(done.record, type=Record))
    held.write_links([source.id])
    if done.reading:
        AsRead(held.layout.root / "as_read").put(source.id, done.reading)
    return source.id


def related(held: Corpus) -> list[str]:
    """Repair all that is kept again, in this process."""

    def schedule(id: str, data: bytes, known: tuple[str, ...]) -> Future[Done | Failed]:
        future: Future[Done | Failed] = Future()
        future.set_result(rework(id, data, known))
        return future

    kept = AsRead(held.layout.root / "as_read")
    return relate(held, kept, list(kept.ids()), schedule)


def text_of(held: Corpus, id: str) -> str:
    return "\n".join(page.text for page in held.get(id).text.pages)


def test_a_packed_reading_comes_back_without_its_source() -> None:
    original = reading("Một dòng\nHai dòng")
    back, size = unpacked(packed(original))
    assert size == 5
    assert back == replace(original, source=replace(original.source, data=b""))


@pytest.mark.parametrize("data", [b"", b"nothing", packed(reading("a"))[:20]])
def test_what_is_no_packed_reading_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        unpacked(data)
    answer = rework("0" * 32, data, ())
    assert isinstance(answer, Failed)
    assert answer.error.code == "E023"


@needs_model
def test_a_record_made_again_is_the_same_but_for_what_is_known() -> None:
    first = record_of(reading(CITING))
    assert worth_keeping(first)
    assert not worth_keeping(record_of(reading(CITED)))
    again = rework(first.id, packed(reading(CITING)), ())
    assert isinstance(again, Done)
    assert msgspec.json.decode(again.record, type=Record) == first


@needs_model
def test_a_citing_letter_learns_from_the_cited_one_in_a_batch(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "citing.txt").write_text(CITING, "utf-8")
    (folder / "cited.txt").write_text(CITED, "utf-8")
    told = batch(folder, out)
    citing, cited = str(told["citing.txt"].id), str(told["cited.txt"].id)
    with corpus.open(out) as held:
        assert WANTED in text_of(held, citing)
        assert held.get(citing).references[0].resolved == cited
        assert held.get(citing).source.bytes == len(CITING.encode())
    assert [*AsRead(out / "as_read").ids()] == [citing]


@needs_model
def test_the_letter_that_helps_may_come_later(tmp_path: Path) -> None:
    with corpus.open(tmp_path) as held:
        citing = entered(held, CITING)
        assert related(held) == []
        assert WANTED not in text_of(held, citing)
        cited = entered(held, CITED)
        kept = AsRead(tmp_path / "as_read")
        assert concerned(held, kept, [cited]) == [citing]
        assert (neighbours(held, citing), neighbours(held, cited)) == ([cited], [citing])
        assert known_texts(held, citing) == (text_of(held, cited),)
        assert known_texts(held, cited) == ()  # a page that was much repaired lends nothing
        assert related(held) == [citing]
        assert WANTED in text_of(held, citing)
        assert related(held) == []


@needs_model
def test_what_a_person_corrected_stands(tmp_path: Path) -> None:
    with corpus.open(tmp_path) as held:
        citing = entered(held, CITING)
        record = held.get(citing)
        mine = msgspec.structs.replace(record, subject=Field("by hand", 1.0, None, "corrected"))
        assert (corrected(mine), corrected(record)) == (True, False)
        held.add(mine)
        entered(held, CITED)
        assert related(held) == []
        assert held.get(citing).subject.value == "by hand"


@needs_model
def test_nothing_is_kept_of_a_letter_that_is_gone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with corpus.open(tmp_path) as held:
        id = entered(held, CITING)
        assert list((tmp_path / "as_read").iterdir())
        held.remove(id)
    assert not list((tmp_path / "as_read").iterdir())
    assert main(["corpus", "mend", "--out", str(tmp_path), "--jsonl"]) == 0
    assert json.loads(capsys.readouterr().out) == {"letters repaired": 0, "records changed": 0}


@needs_model
def test_nothing_is_kept_of_a_secret_letter(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "secret.txt").write_text(CITING.replace("Binh Lam, ngay", "An Phú, ngày"), "utf-8")
    assert batch(folder, out, work=marked_secret)["secret.txt"].status == "withheld"
    assert not [*AsRead(out / "as_read").ids()]
