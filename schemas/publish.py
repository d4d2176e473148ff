"""The published JSON Schema, generated from the typed models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from schemas.record import SCHEMA_VERSION, Record

PUBLISHED = Path(__file__).with_name("record.schema.json")
"""The schema as published with this version; a test keeps it equal to `json_schema()`."""


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a record."""
    made = msgspec.json.schema(Record)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"congvan-record-{SCHEMA_VERSION}",
        "title": "congvan record",
        **made,
    }


def schema_text() -> str:
    """The schema as it is kept in the repository."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"


def publish() -> Path:
    """Write the schema into the repository; returns where."""
    PUBLISHED.write_text(schema_text(), "utf-8")
    return PUBLISHED


if __name__ == "__main__":
    publish()
