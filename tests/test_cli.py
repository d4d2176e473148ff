"""The command line: fast help, coded errors, every output form."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from corpus import open as open_corpus
from pipeline.cli import main, parser
from schemas.errors import ENTRIES
from tests.test_batch import letters


def test_help_answers_at_once() -> None:
    """Measured in CPU seconds, so that a busy machine does not fail it."""

    def once() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "pipeline.cli", "--help"], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(once() for _ in range(5)) < 0.3


def test_every_command_has_help() -> None:
    actions = [a for a in parser()._actions if hasattr(a, "choices") and isinstance(a.choices, dict)]
    for name, command in actions[0].choices.items():
        assert command.format_help().strip(), name
        assert command.get_default("run") is not None or command._subparsers, name


def test_explain_knows_every_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "--json"]) == 0
    assert [row["code"] for row in json.loads(capsys.readouterr().out)] == list(ENTRIES)


def test_explain_unknown_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "E999"]) == 2
    assert "C205" in capsys.readouterr().err


def test_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "congvan record"


def test_run_show_text_search(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, out = letters(tmp_path / "in", ["a.txt"]), tmp_path / "out"
    assert main(["run", str(folder), "--out", str(out), "--workers", "1", "--jsonl"]) == 0
    outcome = json.loads(capsys.readouterr().out)
    assert outcome["status"] == "read"
    for letter in (outcome["id"], outcome["id"][:8], str(folder / "a.txt")):
        assert main(["show", letter, "--out", str(out)]) == 0
        assert "SYT-NVY" in capsys.readouterr().out
        assert main(["show", letter, "--out", str(out), "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["notation"]["value"] == "SYT-NVY"
    assert main(["text", outcome["id"], "--out", str(out)]) == 0
    assert "phòng, chống dịch bệnh" in capsys.readouterr().out
    for query in ("dịch bệnh", "dich benh"):
        assert main(["search", query, "--out", str(out), "--json"]) == 0
        assert outcome["id"] in capsys.readouterr().out


@pytest.mark.parametrize(
    ("command", "code", "exit_code"),
    [
        (["run", "no-such-folder"], "E009", 3),
        (["show", "ffffffff", "--out", "{empty}"], "C20", 4),
        (["show", "{empty}/damaged.pdf"], "E004", 3),
        (["repair", "{empty}/no-such-file.txt"], "E009", 3),
        (["run", "{empty}", "--out", "{empty}/damaged.pdf/corpus"], "C204", 5),
        (["search", "((", "--out", "{corpus}"], "C202", 2),
        (["directives", "--due", "soon..later", "--out", "{corpus}"], "C202", 2),
        (["directives", "--overdue-at", "soon", "--out", "{corpus}"], "C202", 2),
        (["export", "--to", "{empty}/damaged.pdf/tables", "--out", "{corpus}"], "C204", 5),
        (["cites", "nothing", "--out", "{corpus}"], "C201", 4),
    ],
)
def test_errors_have_codes_and_exit_codes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str], code: str, exit_code: int
) -> None:
    (tmp_path / "damaged.pdf").write_bytes(b"%PDF-1.7 and then nothing of a PDF")
    with open_corpus(tmp_path / "corpus"):
        pass
    assert main([part.format(empty=tmp_path, corpus=tmp_path / "corpus") for part in command]) == exit_code
    assert code in capsys.readouterr().err


def test_repair_takes_any_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is no UTF-8 is decoded as a letter would be, never refused with a trace."""
    file = tmp_path / "any.txt"
    for data, said in ((bytes(range(1, 256)), ""), ("Kính gửi".encode("utf-16"), "Kính gửi"), (b"", "")):
        file.write_bytes(data)
        assert main(["repair", str(file)]) == 0
        assert said in capsys.readouterr().out


def test_doctor_reports(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--json"]) in (0, 1)
    assert "Tesseract" in capsys.readouterr().out
