"""The corpus as a whole: adding, correcting, removing, crashing, mending, two processes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import corpus
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
    import shutil

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
    from corpus.index import Writer

    class Crash(BaseException):
        pass

    def crash(*_: object, **__: object) -> None:
        raise Crash

    with corpus.open(tmp_path) as held:
        held.add(TWO)
        if step == "journal":
            monkeypatch.setattr(store, "write", crash)
        elif step == "files":
            monkeypatch.setattr(module, "rows", crash)
        elif step == "tables":
            monkeypatch.setattr(Writer, "put", crash)
        else:
            monkeypatch.setattr(module.Corpus, "_end_journal", crash)
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


def test_newer_layout_is_refused(tmp_path: Path) -> None:
    import sqlite3

    with corpus.open(tmp_path) as held:
        held.add(ONE)
    with sqlite3.connect(tmp_path / "catalogue.sqlite") as connection:
        connection.execute("PRAGMA user_version = 999")
    with pytest.raises(CongvanError, match="C206"):
        corpus.open(tmp_path)
