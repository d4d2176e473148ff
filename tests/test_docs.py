"""What the documents say is so: examples run, links lead somewhere, commands exist."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest

from pipeline.cli import parser
from tests.conftest import ROOT

DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda f: f.name)
def test_python_examples_run(file: Path) -> None:
    failed, _ = doctest.testfile(str(file), module_relative=False, encoding="utf-8")
    assert failed == 0


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda f: f.name)
def test_links_lead_somewhere(file: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", file.read_text("utf-8")):
        if "://" not in target:
            assert (file.parent / target).exists(), target


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda f: f.name)
def test_commands_parse(file: Path) -> None:
    for block in re.findall(r"```sh\n(.*?)```", file.read_text("utf-8"), re.S):
        for line in block.splitlines():
            words = shlex.split(line.split("   #")[0].split(" # ")[0], comments=False) if line.startswith("congvan ") else []
            if words and "|" not in words:
                parser().parse_args(words[1:])
