"""The corpus as a whole: adding, correcting, removing, crashing, mending, two processes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import corpus
from corpus.corpus import Corpus
from corpus.digest import digest
from corpus.layout import Layout
from schemas.errors import CongvanError
from tests.records import cite, letter

ONE = letter("Về chữ ký số.", number="1", notation="A-B", day="2020-01-02", cites=[cite("9/X-Y", "2019-01-01")])
TWO = letter("Về dịch bệnh.", number="2", notation="A-B", day="2020-01-03")


def test_add_correct_remove(tmp_path: Path) -> None:
    with corpus.open(tmp_path) as held:
        held.add_many([ONE, TWO, ONE])
        assert len(held) == 2 and held.has(ONE.id) and held.get(ONE.id[:6]) == ONE
        assert (tmp_path / "letters" / f"{ONE.id}.json").is_file()
        import msgspec

        corrected = msgspec.structs.replace(ONE, subject=msgspec.structs.replace(ONE.subject, value="sửa", reason=None))
        held.add(corrected)
        assert len(held) == 2 and held.get(ONE.id).subject.value == "sửa"
        assert [h.subject for h in held.search("chữ ký số")] == ["sửa"]
        held.remove(ONE.id)
        assert not held.has(ONE.id) and held.search("chữ ký số").total == 0
        assert held.verify() == []
        with pytest.raises(CongvanError, match="C201"):
            held.remove(ONE.id)


def test_what_was_read_goes_with_the_record(tmp_path: Path) -> None:
    with corpus.open(tmp_path) as held:
        held.add_many([ONE, TWO])
        kept = [held.layout.reading(one.id) for one in (ONE, TWO)]
        kept[0].parent.mkdir()
        for path in kept:
            path.write_bytes(b"reading")
        held.remove(ONE.id)
        assert [path.exists() for path in kept] == [False, True]
        held.layout.record(TWO.id).unlink()
        held.layout.record(TWO.id).write_text("{}")
        with corpus.open(tmp_path) as other:  # no record, but a file that a person may mend
            assert len(other) == 0 and kept[1].exists()


def test_an_index_in_one_part_is_read_and_written(tmp_path: Path) -> None:
    import tantivy

    from corpus.index import schema
    from corpus.parts import folders

    with corpus.open(tmp_path) as held:
        held.add(ONE)
    index = Layout(tmp_path).index
    assert len(folders(index)) >= 2
    shutil.rmtree(index)
    index.mkdir()
    tantivy.Index(schema(), path=str(index))  # as it was made before there were parts
    with corpus.open(tmp_path) as held:
        held.add_many([ONE, TWO])
        assert folders(index) == [index] and held.verify() == [] and held.search("chữ ký số").total == 1
        assert held.rebuild() == 2 and len(folders(index)) >= 2 and held.verify() == []


def test_a_lost_part_is_made_again(tmp_path: Path) -> None:
    from corpus.parts import folders

    with corpus.open(tmp_path) as held:
        held.add_many([ONE, TWO])
    shutil.rmtree(folders(Layout(tmp_path).index)[0])
    with corpus.open(tmp_path) as held:
        assert held.verify() == [] and held.search("chữ ký số").total == 1


def test_a_reader_keeps_to_what_all_parts_show(tmp_path: Path) -> None:
    from corpus.parts import as_one

    some = [letter(f"thư {i}") for i in range(8)]
    with corpus.open(tmp_path) as held, corpus.open(tmp_path) as reader:
        held.add_many(some[:4])
        assert reader.search("*").total == 4
        with as_one(held.layout.index, 2):
            held.derived.writer.put(some[4].id, digest(some[4]).fields)
            for part in held.derived.writer._open.values():
                part.commit()
            assert reader.search("*").total == 4
        assert reader.search("*").total == 5


def test_parts_are_searched_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus import reader as module

    monkeypatch.setattr(module, "_SMALL", 0)  # by threads
    some = [letter(f"chữ ký số {'rất ' * i}dài", day=f"2020-01-{i + 10}", issuer=f"Sở {i % 2}") for i in range(20)]
    with corpus.open(tmp_path) as held:
        held.add_many(some)
        found = held.search("chữ ký số", limit=20, facets=["issuer"])
        scores = [hit.score for hit in found]
        assert len(found) == found.total == 20 and scores == sorted(scores, reverse=True)
        assert dict(found.facets["issuer"]) == {"Sở 0": 10, "Sở 1": 10}
        assert [hit.issued_on for hit in held.search("*", sort="oldest", limit=3)] == ["2020-01-10", "2020-01-11", "2020-01-12"]
        assert [hit.issued_on for hit in held.search("*", sort="newest", limit=2)] == ["2020-01-29", "2020-01-28"]
        assert {hit.id for hit in held.search("rat*", limit=30)} == {one.id for one in some[1:]}


def test_an_empty_corpus_can_be_asked(tmp_path: Path) -> None:
    with corpus.open(tmp_path) as held:
        assert len(held) == 0 and held.search("*").total == 0 and held.verify() == [] and held.graph.missing() == []


def test_get_needs_one_letter(tmp_path: Path) -> None:
    with corpus.open(tmp_path) as held:
        held.add_many(letter(f"thư {i}") for i in range(20))
        with pytest.raises(CongvanError, match="C201"):
            held.get("zz")
        with pytest.raises(CongvanError, match="C201"):
            held.get("")


def test_files_changed_by_hand_are_followed(tmp_path: Path) -> None:
    with corpus.open(tmp_path) as held:
        held.add_many([ONE, TWO])
    (tmp_path / "letters" / f"{ONE.id}.json").unlink()
    with corpus.open(tmp_path) as held:
        assert len(held) == 1 and held.verify() == []
        assert held.search("chữ ký số").total == 0


@pytest.mark.parametrize("lost", ["catalogue.sqlite", "index"])
def test_lost_parts_are_made_again(tmp_path: Path, lost: str) -> None:
    with corpus.open(tmp_path) as held:
        held.add_many([ONE, TWO])
    target = tmp_path / lost
    shutil.rmtree(target) if target.is_dir() else target.unlink()
    with corpus.open(tmp_path) as held:
        assert len(held) == 2 and held.verify() == [] and held.search("chữ ký số").total == 1


def test_damaged_catalogue_is_made_again(tmp_path: Path) -> None:
    with corpus.open(tmp_path) as held:
        held.add_many([ONE, TWO])
    (tmp_path / "catalogue.sqlite").write_bytes(b"no database at all" * 500)
    with corpus.open(tmp_path) as held:
        assert len(held) == 2 and held.verify() == []


STEPS = ["journal", "files", "tables", "index"]


@pytest.mark.parametrize("step", STEPS)
def test_crash_between_steps_is_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    from corpus import corpus as module
    from corpus import store
    from corpus.parts import Writer

    class Crash(BaseException):
        pass

    def crash(*_: object, **__: object) -> None:
        raise Crash

    with corpus.open(tmp_path) as held:
        held.add(TWO)
        if step == "journal":
            monkeypatch.setattr(store, "write", crash)
        elif step == "files":
            monkeypatch.setattr(module, "digest", crash)
        elif step == "tables":
            monkeypatch.setattr(Writer, "put", crash)
        else:
            monkeypatch.setattr(module.Corpus, "_end", crash)
        with pytest.raises(Crash):
            held.add(ONE)
        monkeypatch.undo()
    with corpus.open(tmp_path) as held:
        assert held.verify() == []
        assert held.has(ONE.id) == (step != "journal")
        assert not Layout(tmp_path).journal.exists()


def test_readers_see_whole_batches_while_another_writes(tmp_path: Path) -> None:
    with corpus.open(tmp_path) as writer:
        writer.add(ONE)
        with writer.lock, corpus.open(tmp_path, create=False) as reader:
            assert reader.search("chữ ký số").total == 1
        writer.add(TWO)
        assert writer.search("dịch bệnh").total == 1


def test_bad_record_file_is_told_and_left_alone(tmp_path: Path) -> None:
    with corpus.open(tmp_path) as held:
        held.add_many([ONE, TWO])
    bad = tmp_path / "letters" / ("f" * 32 + ".json")
    bad.write_text(json.dumps({"id": "x"}))
    with corpus.open(tmp_path) as held:
        assert len(held) == 2
        assert {f.id for f in held.verify()} == {"f" * 32}
        assert held.rebuild() == 2


def test_full_disk_is_said_and_nothing_done_is_lost(tmp_path: Path) -> None:
    with corpus.open(tmp_path) as held:
        held.add(ONE)
        pages = held.connection.execute("PRAGMA page_count").fetchone()[0]
        held.connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(CongvanError, match="C204"):
            held.add_many(letter(f"thư {i} " + "rất dài " * 200, subject="dài " * 500) for i in range(200))
        with corpus.open(tmp_path) as other:  # the right to write was given back
            other.add(TWO)
    with corpus.open(tmp_path) as held:
        assert held.has(ONE.id) and held.verify() == []


MANY = [
    letter(
        f"Thư số {i} về việc {'chữ ký số' if i % 3 else 'phòng dịch'}.",
        number=str(i % 9 + 1) if i % 5 else None,
        notation="SYT-NVY" if i % 2 else "UBND-VX",
        day=f"2020-0{i % 9 + 1}-1{i % 7}",
        subject=f"việc thứ {i % 11}",
        issuer="Sở Y tế tỉnh Kiên Giang" if i % 2 else "Ủy ban nhân dân tỉnh Nghệ An",
        cites=[cite(f"{(i + 4) % 9 + 1}/SYT-NVY", f"2020-0{i % 9 + 1}-1{i % 7}", "Sở Y tế tỉnh Kiên Giang"), cite("9/X-Y")]
        + (
            [cite(None, f"2020-0{i % 9 + 1}-1{i % 7}", "Sở Y tế tỉnh Kiên Giang", subject=f"việc thứ {i % 11}")]
            if i % 4 == 0
            else []
        ),
    )
    for i in range(60)
]
LINKS = """SELECT l.id, r.ordinal, d.key, f.confidence, f.rule, f.candidates FROM "references" r JOIN letters l ON l.n = r.letter
  JOIN forms f ON f.n = r.form LEFT JOIN documents d ON d.n = f.document ORDER BY l.id, r.ordinal"""
LETTERS = (
    "SELECT l.id, l.number_key, l.file_bytes, l.text_print, d.key FROM letters l JOIN documents d ON d.n = l.document ORDER BY 1"
)
DOCUMENTS = "SELECT key, number_key, number, date, issuer, document_type, subject, held FROM documents ORDER BY key"


def _said(held: Corpus) -> list[object]:
    return [held.connection.execute(query).fetchall() for query in (LINKS, LETTERS, DOCUMENTS)]


def test_a_fill_gives_what_adding_bit_by_bit_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import msgspec

    from corpus import corpus as module
    from corpus import fill
    from corpus.store import encode

    old = msgspec.structs.replace(MANY[7], subject=msgspec.structs.replace(MANY[7].subject, value="cũ"))
    with corpus.open(tmp_path / "one") as one:
        one.add_many(MANY, batch=7)
        by_bits, resolved = _said(one), [one.graph.resolved(record.id) for record in MANY]
    monkeypatch.setattr(module, "MANY", 10)
    monkeypatch.setattr(fill, "ALONE", 5)  # by worker processes
    with corpus.open(tmp_path / "all") as other:
        assert other.add_many([encode(record) for record in (*MANY[:7], old, *MANY[7:])], batch=20) == 61
        assert len(other) == 60 and other.verify() == [] and other.search("chữ ký số").total == 40
        assert other.get(MANY[7].id).subject.value == MANY[7].subject.value
        assert _said(other) == by_bits
        assert other.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        other.rebuild()
        assert [other.graph.resolved(record.id) for record in MANY] == resolved
        with pytest.raises(CongvanError, match="C208"):
            other.add_many([b"{}"])


@pytest.mark.parametrize("where", ["put", "finish"])
def test_a_fill_cut_short_is_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    from corpus import corpus as module
    from corpus.bulk import Bulk

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "MANY", 10)
    with corpus.open(tmp_path) as held:
        with monkeypatch.context() as patch:
            patch.setattr(Bulk, where, crash)
            with pytest.raises(KeyboardInterrupt):
                held.add_many(MANY, batch=20)
        held.add(ONE)  # what was cut short is mended before anything else is written
        assert held.verify() == [] and held.has(ONE.id)
        assert len(held) == (61 if where == "finish" else 1)


def test_newer_layout_is_refused(tmp_path: Path) -> None:
    import sqlite3

    with corpus.open(tmp_path) as held:
        held.add(ONE)
    with sqlite3.connect(tmp_path / "catalogue.sqlite") as connection:
        connection.execute("PRAGMA user_version = 999")
    with pytest.raises(CongvanError, match="C206"):
        corpus.open(tmp_path)
