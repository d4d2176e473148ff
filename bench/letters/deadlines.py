"""Deadlines in every form letters give them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bench.letters.dates import after, before, printed


@dataclass(frozen=True, slots=True)
class Deadline:
    """The words as printed and the truth: an ISO day where one can be read off, else the words. `form` names it."""

    words: str
    value: str
    form: str


def _day(rng: random.Random, on: date, style: str, lead: str, form: str) -> Deadline:
    day = after(rng, on)
    return Deadline(f"{lead} {printed(day, style)}", day.isoformat(), form)


def by_day(rng: random.Random, on: date, style: str) -> Deadline:
    """Trước ngày D, chậm nhất ngày D, xong trước ngày D."""
    lead = rng.choice(
        (
            "trước ngày",
            "trước ngày",
            "trước ngày",
            "chậm nhất ngày",
            "chậm nhất là ngày",
            "chậm nhất đến ngày",
            "xong trước ngày",
            "muộn nhất ngày",
        )
    )
    return _day(rng, on, style, lead, "day")


def by_hour(rng: random.Random, on: date, style: str) -> Deadline:
    """Trước 16h ngày D."""
    hour = rng.choice((10, 11, 15, 16, 17))
    clock = rng.choice((f"{hour}h", f"{hour}h00", f"{hour} giờ", f"{hour} giờ 00", f"{hour} giờ 30 phút"))
    return _day(rng, on, style, f"trước {clock} ngày", "hour")


def without_year(rng: random.Random, on: date, style: str) -> Deadline:
    """Trước ngày 17/4, of the letter's own year."""
    day = after(rng, on, 60)
    if day.year != on.year:
        return by_day(rng, on, style)
    return Deadline(f"trước ngày {day.day:02d}/{day.month}", day.isoformat(), "without_year")


def month(rng: random.Random, on: date, style: str) -> Deadline:
    """Trong tháng 5/2020."""
    day = after(rng, on, 120)
    words = rng.choice(
        (
            f"trong tháng {day.month}/{day.year}",
            f"trong tháng {day.month:02d}/{day.year}",
            f"trong tháng {day.month} năm {day.year}",
        )
    )
    return Deadline(words, words, "month")


def quarter(rng: random.Random, on: date, style: str) -> Deadline:
    """Trong Quý II/2025."""
    day = after(rng, on, 180)
    name = ("I", "II", "III", "IV")[(day.month - 1) // 3]
    words = rng.choice((f"trong Quý {name}/{day.year}", f"trong quý {name} năm {day.year}"))
    return Deadline(words, words, "quarter")


def within(rng: random.Random, on: date, style: str) -> Deadline:
    """Trong thời hạn 05 ngày làm việc kể từ ngày nhận được văn bản này; also in words."""
    count = rng.choice(("03", "05", "07", "10", "15", "30"))
    spelled = {"03": "ba", "05": "năm", "07": "bảy", "10": "mười", "15": "mười lăm", "30": "ba mươi"}[count]
    number = rng.choice((count, count, f"{count} ({spelled})", spelled))
    kind = rng.choice((" làm việc", " làm việc", ""))
    anchor = rng.choice(("nhận được văn bản này", "nhận đủ hồ sơ hợp lệ", "ký ban hành", "kết thúc đợt kiểm tra"))
    words = f"trong thời hạn {number} ngày{kind} kể từ ngày {anchor}"
    return Deadline(words, words, "within")


def ahead(rng: random.Random, on: date, style: str) -> Deadline:
    """Chậm nhất 15 ngày trước ngày khai mạc."""
    event_ = rng.choice(("khai mạc", "tổ chức hội nghị", "kỳ họp", "công bố kết quả"))
    words = f"chậm nhất {rng.choice(('05', '10', '15'))} ngày trước ngày {event_}"
    return Deadline(words, words, "ahead")


def event(rng: random.Random, on: date, style: str) -> Deadline:
    """Ngay sau khi …"""
    what = rng.choice(("nhận được văn bản này", "kết thúc đợt kiểm tra", "kế hoạch được phê duyệt", "có kết quả rà soát"))
    words = f"ngay sau khi {what}"
    return Deadline(words, words, "event")


def periodic(rng: random.Random, on: date, style: str) -> Deadline:
    """Định kỳ hằng tháng, trước ngày 25."""
    words = rng.choice(
        (
            f"định kỳ hằng tháng, trước ngày {rng.choice((15, 20, 25))}",
            f"trước ngày {rng.choice((15, 20, 25))} hằng tháng",
            f"trước ngày {rng.choice((5, 10, 15)):02d} của tháng cuối quý",
            "định kỳ 6 tháng, hằng năm",
            f"định kỳ hằng quý, chậm nhất ngày {rng.choice((10, 15))} tháng cuối quý",
            f"chậm nhất ngày {rng.choice((15, 30))}/11 hằng năm",
        )
    )
    return Deadline(words, words, "periodic")


def span(rng: random.Random, on: date, style: str) -> Deadline:
    """Từ ngày D đến ngày D."""
    first = after(rng, on, 40)
    last = after(rng, first, 20)
    words = f"từ ngày {printed(first, style)} đến ngày {printed(last, style)}"
    return Deadline(words, words, "span")


FORMS: tuple[Callable[[random.Random, date, str], Deadline], ...] = (
    by_day,
    by_hour,
    without_year,
    month,
    quarter,
    within,
    ahead,
    event,
    periodic,
    span,
)
WEIGHTS = (9, 3, 2, 2, 2, 2, 1, 1, 2, 1)


def deadline(rng: random.Random, on: date, style: str) -> Deadline:
    """One of the forms, the commonest oftenest. `style` is how this letter writes dates."""
    return rng.choices(FORMS, WEIGHTS)[0](rng, on, style)


def for_report(rng: random.Random, on: date, style: str) -> Deadline:
    """A form that suits "gửi báo cáo … để tổng hợp"."""
    return rng.choices((by_day, by_hour, without_year, periodic), (9, 3, 2, 2))[0](rng, on, style)


def earlier(rng: random.Random, on: date) -> date:
    """A day shortly before, for a request received."""
    return before(rng, on, 30)
