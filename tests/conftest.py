"""What all tests share: where the real letters are, if they are here at all."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real letters; a test that asks for it is skipped where it is absent."""
    if not (SHARED / "letters").is_dir():
        pytest.skip("the real letters (../shared) are not here")
    return SHARED
