"""Batches: nothing is lost, whatever a letter does to its worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.batch import Outcome, run
from pipeline.pool import BatchOptions
from pipeline.quarantine import Quarantine
from pipeline.record import decode
from schemas.errors import CongvanError
from tests.faults import faulty, marked_secret

LETTER = """ỦY BAN NHÂN DÂN TỈNH AN PHÚ
SỞ Y TẾ
Số: {n}/SYT-NVY
An Phú, ngày 05 tháng 3 năm 2021
V/v phòng, chống dịch bệnh mùa hè

Kính gửi: Các trung tâm y tế huyện.

Sở Y tế đề nghị các đơn vị báo cáo kết quả về Sở trước ngày 20/3/2021./.

Nơi nhận:
- Như trên;
- Lưu: VT.
GIÁM ĐỐC
Nguyễn Văn An
"""


def letters(folder: Path, names: list[str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for n, name in enumerate(names, 1):
        (folder / name).write_text(LETTER.format(n=n), "utf-8")
    return folder


def outcomes(folder: Path, out: Path, **options: object) -> dict[str, Outcome]:
    told: list[Outcome] = []
    run([folder], out, BatchOptions(workers=2, **options), told.append)  # type: ignore[arg-type]
    return {o.name: o for o in told}


def test_every_letter_is_written_and_validates(tmp_path: Path) -> None:
    told = outcomes(letters(tmp_path / "in", ["a.txt", "b.txt", "c.txt"]), tmp_path / "out")
    assert {o.status for o in told.values()} == {"read"}
    for o in told.values():
        record = decode((tmp_path / "out" / "letters" / f"{o.id}.json").read_bytes())
        assert record.id == o.id
        assert record.notation.value == "SYT-NVY"


def test_second_run_reads_nothing_again(tmp_path: Path) -> None:
    folder = letters(tmp_path / "in", ["a.txt", "b.txt"])
    outcomes(folder, tmp_path / "out")
    assert {o.status for o in outcomes(folder, tmp_path / "out").values()} == {"known"}


def test_identical_bytes_are_one_letter(tmp_path: Path) -> None:
    folder = letters(tmp_path / "in", ["a.txt"])
    (folder / "b.txt").write_bytes((folder / "a.txt").read_bytes())
    told = outcomes(folder, tmp_path / "out")
    assert sorted(o.status for o in told.values()) == ["duplicate", "read"]
    assert len(list((tmp_path / "out" / "letters").glob("*.json"))) == 1


@pytest.mark.parametrize(("name", "code"), [("crash.txt", "E022"), ("hang.txt", "E020"), ("memory.txt", "E021")])
def test_a_bad_letter_costs_only_itself(tmp_path: Path, name: str, code: str) -> None:
    folder = letters(tmp_path / "in", ["a.txt", name, "z.txt"])
    told = outcomes(folder, tmp_path / "out", work=faulty, timeout=8.0)
    assert told["a.txt"].status == told["z.txt"].status == "read"
    assert told[name].error is not None
    assert told[name].error.code == code
    assert [e.code for e in Quarantine(tmp_path / "out" / "quarantine").entries()] == [code]


def test_quarantine_is_left_when_the_letter_can_be_read(tmp_path: Path) -> None:
    folder = letters(tmp_path / "in", ["crash.txt"])
    outcomes(folder, tmp_path / "out", work=faulty)
    assert outcomes(folder, tmp_path / "out")["crash.txt"].status == "known"
    assert outcomes(folder, tmp_path / "out", again=True)["crash.txt"].status == "read"
    assert list(Quarantine(tmp_path / "out" / "quarantine").entries()) == []


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_a_secret_letter_stays_out_of_the_corpus(tmp_path: Path, mark: str) -> None:
    import corpus

    folder = letters(tmp_path / "in", ["a.txt", "b.txt"])
    (folder / "b.txt").write_text(LETTER.format(n=2).replace("An Phú, ngày", f"{mark}\nAn Phú, ngày"), "utf-8")
    told = outcomes(folder, tmp_path / "out")
    assert (told["a.txt"].status, told["b.txt"].status) == ("read", "withheld")
    kept = tmp_path / "out" / "withheld" / f"{told['b.txt'].id}.json"
    assert decode(kept.read_bytes()).secrecy.value == mark.lower()
    assert kept.stat().st_mode & 0o077 == 0
    with corpus.open(tmp_path / "out") as held:
        assert list(held.ids()) == [told["a.txt"].id]
    assert outcomes(folder, tmp_path / "out")["b.txt"].status == "known"


def test_a_letter_found_to_be_secret_later_leaves_the_corpus(tmp_path: Path) -> None:
    import corpus

    folder = letters(tmp_path / "in", ["a.txt"])
    outcomes(folder, tmp_path / "out")
    told = outcomes(folder, tmp_path / "out", work=marked_secret, again=True)
    assert told["a.txt"].status == "withheld"
    with corpus.open(tmp_path / "out") as held:
        assert list(held.ids()) == []
    assert outcomes(folder, tmp_path / "out", again=True)["a.txt"].status == "read"
    assert not list((tmp_path / "out" / "withheld").iterdir())


def test_citations_are_resolved_in_the_files_whatever_the_order(tmp_path: Path) -> None:
    """A letter read in a later batch resolves what earlier letters cite, in their files too."""
    first, second = tmp_path / "first", tmp_path / "second"
    body = LETTER.format(n=9).replace("đề nghị", "tiếp nhận Công văn số 4/UBND-VX ngày 01/3/2021 của UBND tỉnh An Phú, đề nghị")
    asked = LETTER.format(n=4).replace("/SYT-NVY", "/UBND-VX").replace("05 tháng", "01 tháng").replace("SỞ Y TẾ\n", "")
    for folder, text in ((first, body), (second, asked)):
        folder.mkdir()
        (folder / "letter.txt").write_text(text, "utf-8")
    citer = outcomes(first, tmp_path / "out")["letter.txt"].id
    file = tmp_path / "out" / "letters" / f"{citer}.json"
    assert [r.resolved for r in decode(file.read_bytes()).references] == [None]
    cited = outcomes(second, tmp_path / "out")["letter.txt"].id
    assert [r.resolved for r in decode(file.read_bytes()).references] == [cited]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [("empty.pdf", b"", "E001"), ("noise.bin", bytes(range(256)) * 8, "E002"), ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<<", "E004")],
)
def test_unreadable_files_are_quarantined_with_their_code(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    folder = letters(tmp_path / "in", ["a.txt"])
    (folder / name).write_bytes(data)
    told = outcomes(folder, tmp_path / "out")
    assert told["a.txt"].status == "read"
    assert told[name].error is not None
    assert told[name].error.code == code


def test_a_full_disk_is_said_and_loses_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.write_text("a file where the corpus should be")
    with pytest.raises(CongvanError) as error:
        outcomes(letters(tmp_path / "in", ["a.txt"]), out)
    assert error.value.exit_code in (4, 5)


@pytest.mark.slow
def test_kill_and_resume(tmp_path: Path) -> None:
    folder = letters(tmp_path / "in", [f"{n:03}.txt" for n in range(60)])
    out = tmp_path / "out"
    script = (
        "from pathlib import Path\nfrom pipeline.batch import *\nfrom tests.faults import slow\n"
        f"if __name__ == '__main__':\n run([Path({str(folder)!r})], Path({str(out)!r}), "
        "BatchOptions(workers=2, work=slow), lambda o: print(o.status, o.id, flush=True))\n"
    )
    (tmp_path / "main.py").write_text(script)
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    process = subprocess.Popen([sys.executable, str(tmp_path / "main.py")], stdout=subprocess.PIPE, text=True, env=env)
    assert process.stdout is not None
    told = [process.stdout.readline().split() for _ in range(3)]
    time.sleep(0.3)
    process.send_signal(signal.SIGKILL)
    told += [line.split() for line in process.stdout.read().splitlines()]
    process.wait()
    assert all((out / "letters" / f"{line[1]}.json").exists() for line in told if len(line) == 2)
    again = outcomes(folder, out)
    assert {o.status for o in again.values()} <= {"read", "known"}
    assert sum(o.status == "known" for o in again.values()) >= len([t for t in told if len(t) == 2])
    assert len(list((out / "letters").glob("*.json"))) == 60
