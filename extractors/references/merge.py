"""Each cited document once: its fullest mention, and all the others as further places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.references.model import Citation
from extractors.references.parts import folded_name


@dataclass(frozen=True, slots=True)
class Document:
    """A cited document: its fullest citation, completed from the others, and where else it is mentioned."""

    citation: Citation
    others: tuple[tuple[int, int], ...]


def documents(found: Sequence[Citation]) -> list[Document]:
    """The documents cited, in the order of their first mention. Short forms go to the one document that fits, or nowhere."""
    groups: list[list[Citation]] = []
    index: dict[str, list[int]] = {}
    for one in found:
        home = _short_home(groups, one) if one.shape == "short" else _home(groups, index.get(_key(one), []), one)
        if home is not None:
            groups[home].append(one)
        elif one.shape != "short":
            index.setdefault(_key(one), []).append(len(groups))
            groups.append([one])
    return [_document(group) for group in _laws_joined(groups)]


def _key(one: Citation) -> str:
    if one.number is not None and one.number.value is not None:
        return re.sub(r"[^0-9a-z]", "", one.number.value.casefold().replace("đ", "d"))
    return one.name or f"@{one.start}"


def _home(groups: Sequence[list[Citation]], same: Sequence[int], one: Citation) -> int | None:
    """Which group of the same number this is: one whose date and issuer do not speak against it."""
    for index in same:
        if all(_agree(one, other) for other in groups[index]):
            return index
    return None


def _agree(one: Citation, two: Citation) -> bool:
    """The same number of another year is another document, unless the notation holds the year."""
    if one.date is None or two.date is None or (one.number and one.number.year):
        return True
    if one.date.value[:4] != two.date.value[:4]:
        return False
    if one.issuer is None or two.issuer is None or one.date.value == two.date.value:
        return True
    a, b = set(folded_name(one.issuer.value).split()), set(folded_name(two.issuer.value).split())
    return bool(a & b)


def _short_home(groups: Sequence[list[Citation]], one: Citation) -> int | None:
    """The one earlier document that a short form can mean; None if none or several can."""
    kind = one.kind.value if one.kind else ""
    fits = []
    for index in range(len(groups) - 1, max(-1, len(groups) - 200), -1):
        head = groups[index][0]
        named = head.kind.value if head.kind else ""
        if one.number is not None:
            same = head.number is not None and (head.number.value or "").startswith(
                (f"{one.number.value}/", f"{one.number.value}-")
            )
        else:
            same = one.name != "nay" or kind == "văn bản"
        if same and (kind == named or (kind == "văn bản" and one.number is None)):
            fits.append(index)
    if one.number is None and kind == "văn bản" and one.name == "nay":
        near = [i for i in fits if one.start - groups[i][-1].end < 200 and groups[i][-1].shape == "numbered"]
        fits = near
    return fits[0] if len(fits) == 1 else None


def _laws_joined(groups: list[list[Citation]]) -> list[list[Citation]]:
    """A law by name alone belongs to the same law with a number or date, if there is exactly one."""
    by_name: dict[str, list[int]] = {}
    for index, group in enumerate(groups):
        if group[0].name and group[0].kind and group[0].shape in ("law", "numbered"):
            by_name.setdefault(group[0].name, []).append(index)
    gone = set()
    for same in by_name.values():
        bare = [i for i in same if all(one.number is None and one.date is None for one in groups[i])]
        full = [i for i in same if i not in bare]
        if bare and len(full) == 1:
            groups[full[0]] += [one for i in bare for one in groups[i]]
            gone.update(bare)
        elif len(bare) > 1:
            groups[bare[0]] += [one for i in bare[1:] for one in groups[i]]
            gone.update(bare[1:])
    return [group for index, group in enumerate(groups) if index not in gone]


def _document(group: Sequence[Citation]) -> Document:
    whole = [one for one in group if one.shape != "short"]
    best = max(whole, key=lambda one: one.weight)
    for one in whole:
        best = replace(
            best,
            date=best.date or one.date,
            issuer=best.issuer or one.issuer,
            subject=best.subject or one.subject,
            kind=best.kind or one.kind,
        )
    strongest = next((one.relation for one in group if one.relation != "mentions"), best.relation)
    best = replace(best, relation=best.relation if best.relation != "mentions" else strongest)
    others = tuple((one.start, one.end) for one in group if one.start != best.start)
    return Document(best, others)
