"""The register of directives: who must do what by when, for whom; recurring deadlines expanded to days."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from corpus.names import bare, issuer_key, name_forms

if TYPE_CHECKING:
    from corpus.corpus import Corpus


@dataclass(frozen=True, slots=True)
class Duty:
    """One directive of one letter. `deadline` as the record has it, an ISO date or a recurrence; `due` a day it falls on."""

    letter: str
    number: str | None
    issuer: str | None
    issued_on: str | None
    actors: str | None
    modality: str
    text: str | None
    action: str | None
    deadline: str | None
    deadline_text: str | None
    report_to: str | None
    condition: str | None
    due: str | None = None


_COLUMNS = (
    "l.id, l.number || coalesce('/' || l.notation, ''), l.issuer, l.issued_on, d.actors, d.modality, d.text, d.action,"
    " d.deadline, d.deadline_text, d.report_to, d.condition"
)


class Register:
    """Reads the directives of one corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus

    def find(
        self,
        *,
        actor: str | None = None,
        issuer: str | None = None,
        report_to: str | None = None,
        modality: str | None = None,
        due: tuple[str, str] | None = None,
        overdue_at: str | None = None,
        limit: int = 1000,
    ) -> list[Duty]:
        """The directives that meet every condition given, by deadline.

        Names match as filters of a search do, abbreviations and successors included. `due` is a span of ISO days,
        both included; a recurring deadline stands in it once for each day it falls on. `overdue_at` is an ISO day:
        deadlines before it, of letters that no letter of the actor has answered.
        """
        span = (due[0], due[1]) if due else ("0000-00-00", _day_before(overdue_at)) if overdue_at else None
        found: list[Duty] = []
        for duty in self._read(modality):
            if _named(actor, duty.actors) and _named(issuer, duty.issuer) and _named(report_to, duty.report_to):
                found += [duty] if span is None else _within(duty, *span)
        if overdue_at:
            answered = self._answered()
            found = [duty for duty in found if not _is_answered(duty, answered)]
        return sorted(found, key=_order)[:limit]

    def _read(self, modality: str | None) -> Iterator[Duty]:
        query = f"SELECT {_COLUMNS} FROM directives d JOIN letters l ON l.n = d.letter WHERE d.reported = 0"
        values: tuple[str, ...] = ()
        if modality:
            query, values = query + " AND d.modality = ?", (modality,)
        for row in self.corpus.connection.execute(query + " ORDER BY l.n, d.ordinal", values):
            yield Duty(*row)

    def _answered(self) -> dict[str, list[str]]:
        """For each letter, the issuer keys of the letters that cite it."""
        rows: Any = self.corpus.connection.execute(
            'SELECT DISTINCT t.id, l.issuer_key FROM letters t JOIN forms f ON f.document = t.document JOIN "references" r'
            " ON r.form = f.n JOIN letters l ON l.n = r.letter WHERE l.issuer_key <> '' AND l.n <> t.n"
        )
        found: dict[str, list[str]] = {}
        for id, key in rows:
            found.setdefault(id, []).append(key)
        return found


def _is_answered(duty: Duty, answered: dict[str, list[str]]) -> bool:
    from corpus.matching import issuers_fit

    keys = answered.get(duty.letter, [])
    return any(issuers_fit(issuer_key(a), key) for a in (duty.actors or "").split("; ") if a for key in keys)


def _order(duty: Duty) -> tuple[str, str, str]:
    return (duty.due or duty.deadline or "~", duty.issued_on or "", duty.letter)


def _named(wanted: str | None, given: str | None) -> bool:
    """Whether a name was given that holds the wanted one, in one of its forms."""
    if wanted is None:
        return True
    held = f" {' '.join(bare(given or ''))} "
    return any(f" {' '.join(form)} " in held for form, _ in name_forms(wanted))


def _within(duty: Duty, low: str, high: str) -> list[Duty]:
    """The directive once for each day of the span it is due on; a bare month or year counts as its last day."""
    return [replace(duty, due=day) for day in days(duty.deadline, duty.issued_on, low, high)]


def days(deadline: str | None, since: str | None, low: str, high: str) -> list[str]:
    """The days in [low, high] a deadline falls on: an ISO date, or a recurrence that began with the letter.

    Recurrences: "daily", "weekly:5" (ISO weekday), "monthly:25", "quarterly:15" (day of the quarter's last month),
    "yearly:15" or "yearly:06-15"; without a day the period's last, and a day past the month's end is its last.
    """
    if not deadline:
        return []
    if deadline[:4].isdigit():
        day = _last_day(deadline)
        return [day] if low <= day <= high else []
    low = max(low, since or low)
    if low[:4] == "0000" or high < low:
        return []
    return [day for day in _recurring(deadline, int(low[:4]), int(high[:4])) if low <= day <= high]


def _last_day(iso: str) -> str:
    if len(iso) == 7:
        return f"{iso}-{calendar.monthrange(int(iso[:4]), int(iso[5:]))[1]:02d}"
    return f"{iso}-12-31" if len(iso) == 4 else iso[:10]


_MONTHS = {"monthly": range(1, 13), "quarterly": (3, 6, 9, 12), "half-yearly": (6, 12), "half_yearly": (6, 12), "yearly": (12,)}


def _recurring(deadline: str, first: int, last: int) -> Iterator[str]:
    kind, _, rest = deadline.partition(":")
    if kind in ("daily", "weekly"):
        day = date(first, 1, 1)
        while day.year <= last:
            if kind == "daily" or day.isoweekday() == (int(rest) if rest.isdigit() else 7):
                yield day.isoformat()
            day += timedelta(1)
        return
    month, _, number = rest.rpartition("-")
    for year in range(first, last + 1):
        months = (int(month),) if month.isdigit() and kind == "yearly" else _MONTHS.get(kind, ())
        for at in months:
            end = calendar.monthrange(year, at)[1]
            yield f"{year}-{at:02d}-{min(int(number), end) if number.isdigit() else end:02d}"


def _day_before(iso: str) -> str:
    return (date.fromisoformat(iso) - timedelta(1)).isoformat()
