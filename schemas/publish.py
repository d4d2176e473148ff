"""The published JSON Schema, generated from the typed models."""

from __future__ import annotations

import json
from inspect import cleandoc
from pathlib import Path
from typing import Any

import msgspec

from schemas.record import SCHEMA_VERSION, Record

FOLDER = Path(__file__).with_name("published")
PUBLISHED = FOLDER / f"record-{SCHEMA_VERSION}.schema.json"
"""The schema as published with this version; a test keeps it equal to `json_schema()`. Earlier versions stay beside it."""


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a record."""
    made = msgspec.json.schema(Record)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"congvan-record-{SCHEMA_VERSION}",
        "title": "congvan record",
        **_undented(made),
    }


def _undented(node: Any) -> Any:
    """The same with the docstrings that describe it free of their indentation, which is kept or not by the Python that runs."""
    if isinstance(node, dict):
        return {k: cleandoc(v) if k == "description" and isinstance(v, str) else _undented(v) for k, v in node.items()}
    return [_undented(one) for one in node] if isinstance(node, list) else node


def schema_text() -> str:
    """The schema as it is kept in the repository."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"


def broken_names(earlier: dict[str, Any], later: dict[str, Any]) -> list[str]:
    """What `later` lost or changed of `earlier`: "Record.number" for each property gone or of another type."""
    broken = []
    for model, old in earlier["$defs"].items():
        new = later["$defs"].get(model, {}).get("properties", {})
        for name, kind in old.get("properties", {}).items():
            if name not in new or not _accepts(new[name], kind):
                broken.append(f"{model}.{name}")
    return broken


def _accepts(new: Any, old: Any) -> bool:
    """Whether a property reads as before: the same type, or an enumeration that only grew."""
    if isinstance(old, dict) and "enum" in old and isinstance(new, dict) and "enum" in new:
        return set(old["enum"]) <= set(new["enum"])
    return bool(_bare(new) == _bare(old))


def _bare(kind: Any) -> Any:
    """A property's type without what only documents it."""
    return {k: v for k, v in kind.items() if k not in ("description", "title", "default")} if isinstance(kind, dict) else kind


def publish() -> Path:
    """Write the schema into the repository; returns where."""
    PUBLISHED.write_text(schema_text(), "utf-8")
    return PUBLISHED


if __name__ == "__main__":
    publish()
