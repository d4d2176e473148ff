"""Dates as letters print them."""

from __future__ import annotations

import random
from datetime import date, timedelta

STYLES = ("slash0", "slash", "words", "dots", "dashes")


def printed(on: date, style: str) -> str:
    """The date without the word "ngày": "05/3/2020", "05/03/2020", "05 tháng 3 năm 2020", "5.3.2020", "5-3-2020"."""
    if style == "words":
        return (
            f"{on.day:02d} tháng {on.month:02d} năm {on.year}" if on.month < 3 else f"{on.day:02d} tháng {on.month} năm {on.year}"
        )
    if style == "slash0":
        return f"{on.day:02d}/{on.month:02d}/{on.year}"
    if style == "slash":
        return f"{on.day:02d}/{on.month}/{on.year}"
    mark = "." if style == "dots" else "-"
    return f"{on.day}{mark}{on.month}{mark}{on.year}"


def between(rng: random.Random, first: date, last: date) -> date:
    """A day from first to last."""
    return first + timedelta(rng.randint(0, max((last - first).days, 0)))


def before(rng: random.Random, on: date, days: int = 400) -> date:
    """A day at most that many days before."""
    return on - timedelta(rng.randint(1, days))


def after(rng: random.Random, on: date, days: int = 90) -> date:
    """A working day some days later."""
    day = on + timedelta(rng.randint(4, days))
    return day + timedelta(max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
