"""The contract does not change under anyone."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest

from schemas.publish import FOLDER, PUBLISHED, broken_names, json_schema, schema_text


def test_published_schema_is_the_generated_one() -> None:
    assert PUBLISHED.read_text("utf-8") == schema_text(), "run: python -m schemas.publish (with a new version if published)"


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.json")), ids=lambda f: f.stem)
def test_no_published_name_is_lost(file: Path) -> None:
    major = file.stem.removeprefix("record-").split(".")[0]
    if major == PUBLISHED.stem.removeprefix("record-").split(".")[0]:
        assert broken_names(json.loads(file.read_text("utf-8")), json_schema()) == []


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        (lambda d: d["Record"]["properties"].pop("number"), ["Record.number"]),
        (lambda d: d["Record"]["properties"].update(id={"type": "integer"}), ["Record.id"]),
        (lambda d: d["Directive"]["properties"]["modality"]["enum"].remove("must"), ["Directive.modality"]),
        (lambda d: d["Directive"]["properties"]["modality"]["enum"].append("shall"), []),
        (lambda d: d["Record"]["properties"].update(more={"type": "string"}), []),
    ],
)
def test_compatibility_check_sees_breaks(change: object, broken: list[str]) -> None:
    later = copy.deepcopy(json_schema())
    change(later["$defs"])  # type: ignore[operator]
    assert broken_names(json_schema(), later) == broken
