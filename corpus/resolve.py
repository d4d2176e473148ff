"""Stub."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence


def settle(connection: sqlite3.Connection, numbers: Sequence[int], touched: Sequence[tuple[str, str]]) -> None:
    """Later."""
