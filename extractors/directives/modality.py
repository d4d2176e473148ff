"""How strongly a clause tells somebody to do something, read from its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extractors.folding import fold
from schemas.record import Modality

# Strongest first (SPEC §5). Patterns run on folded text; each is an id, its words, and what it means.
_TABLE: tuple[tuple[str, str, Modality], ...] = (
    ("directive.forbid", r"\b(?:khong duoc|nghiem cam|tuyet doi khong|cam (?:viec|cac|moi))\b", "must_not"),
    ("directive.must", r"\b(?:phai|bat buoc|co trach nhiem|chiu (?:hoan toan )?trach nhiem|co nhiem vu)\b", "must"),
    ("directive.require", r"\b(?:yeu cau)\b", "require"),
    (
        "directive.assign",
        r"\b(?:giao(?: cho)?|uy quyen cho|phan cong) (?=so|phong|ban|uy|van|chanh|cac|chi|trung|vu|cuc|bo)",
        "assign",
    ),
    ("directive.invite", r"\b(?:tran trong )?kinh (?:moi|trinh|de nghi|mong)\b", "request"),
    ("directive.request", r"\b(?:de nghi|rat mong)\b", "request"),
    ("directive.avoid", r"\b(?:khong nen|can tranh|han che)\b", "should_not"),
    ("directive.should", r"\b(?:can|nen)\b(?! cu)(?! thiet)", "should"),
    ("directive.recommend", r"\b(?:khuyen nghi|khuyen khich|uu tien|can nhac)\b", "recommend"),
    ("directive.may", r"\b(?:co the|neu can)\b", "may"),
)
_RULES = tuple((rule, re.compile(words), modality) for rule, words, modality in _TABLE)
_STRONG: frozenset[Modality] = frozenset({"must_not", "must", "require", "assign", "request"})


@cache
def verbs() -> frozenset[str]:
    """Folded verbs that begin an instruction (data/directive_verbs.tsv)."""
    file = files("extractors") / "data" / "directive_verbs.tsv"
    return frozenset(line for line in file.read_text("utf-8").splitlines() if line and not line.startswith("#"))


@dataclass(frozen=True, slots=True)
class Trigger:
    """A modality, the folded clause's characters [start, end) that say it, and the rule's id."""

    modality: Modality
    start: int
    end: int
    rule: str


def trigger(folded: str) -> Trigger | None:
    """The strongest marker in a folded clause."""
    for rule, words, modality in _RULES:
        match = words.search(folded)
        if match:
            return Trigger(modality, match.start(), match.end(), rule)
    return None


def strong(found: Trigger) -> bool:
    """Whether the marker makes a directive by itself, without a frame above it."""
    return found.modality in _STRONG


def imperative(text: str) -> bool:
    """Whether a clause begins with a bare verb ("Tổ chức …", "Không sử dụng …")."""
    words = fold(text).replace(",", " ").split()[:2]
    return bool(words) and (words[0] in verbs() or " ".join(words) in verbs())
