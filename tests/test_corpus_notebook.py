"""The notebook of `docs/` runs from its first cell to its last and answers its five questions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

NOTEBOOK = Path(__file__).resolve().parents[1] / "docs" / "notebook" / "questions.ipynb"


def test_notebook_runs() -> None:
    pytest.importorskip("pandas")
    space: dict[str, Any] = {}
    for cell in json.loads(NOTEBOOK.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), space)
    for question in range(1, 6):
        assert len(space[f"question_{question}"]) > 0
    assert len(space["per_month"]) > 0
    assert space["chart_5"]._repr_svg_().startswith("<svg")
