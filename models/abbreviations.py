"""Abbreviations and code tails in use, counted over the training documents: what a lost mark or slash is put back from.

    python -m models.abbreviations TEXT_DIR WORK_DIR

Writes WORK_DIR/codes.json: "parts" (form without marks → form), "tails" (key → tail of a code), both only where one
form has nine tenths of the uses.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

from models.corpus import documents
from models.phrases import ROOT, table
from pipeline.repair.codes import tail_key
from pipeline.repair.gate import possible_stripped
from pipeline.repair.syllables import possible, strip_marks

_ABBREVIATION = re.compile(r"(?<!\w)[A-ZĐ][A-ZĐa-z]{1,11}(?!\w)")
_TAIL = re.compile(r"(?<![\w/])\d{1,5}[a-z]?(?:/(?:19|20)\d\d)?[/-]([A-ZĐ][A-ZĐa-z]*(?:[-/][A-ZĐ][A-ZĐa-z]*)*)")
LEAST = 3
KNOWN = [
    "CNVCLĐ", "CNLĐ", "LĐLĐ", "TLĐ", "TLĐLĐVN", "LĐLĐVN", "CĐCS", "CĐVN", "SGDĐT", "PGDĐT", "SLĐTBXH", "PLĐTBXH", "SKHĐT",
    "ĐUK", "ĐTN", "SĐH", "ĐHSPHN", "ĐHQGHN", "ĐHQGHCM", "ĐHBKHN", "ĐBQH", "ĐĐBQH", "HĐTĐKT", "TĐKT", "QLĐĐ", "VPĐK", "GCNQSDĐ",
    "ATVSLĐ",
]  # fmt: skip
"""Abbreviations with Đ of the administration that the training text seldom has; none is in use without its mark."""
PARTY_KINDS = ["CV", "QĐ", "NQ", "KH", "BC", "TB", "TTr", "HD", "CTr", "CT", "QC", "QĐi", "KL", "BB", "ĐA", "GM", "GT"]
"""Kinds of documents in the codes of Party committees ("-CV/ĐU"); Instruction 36-HD/VPTW."""
TWO_LETTERS = frozenset({"QĐ", "NĐ", "HĐ", "GĐ", "TĐ", "CĐ", "LĐ", "BĐ", "ĐT", "ĐH"})


def settled(counts: Counter[str], key: Callable[[str], str], least: int) -> dict[str, str]:
    """The form that has nine tenths of the uses under each key."""
    groups: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for form, times in counts.items():
        groups[key(form)].append((times, form))
    found = {}
    for name, forms in groups.items():
        times, form = max(forms)
        if times >= least and times >= 0.9 * sum(t for t, _ in forms):
            found[name] = form
    return found


def with_known(codes: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Counted forms and those known beforehand; what was counted wins."""
    parts = {strip_marks(form): form for form in KNOWN if form.isalpha()}
    tails = [f"{kind}/{body}" for kind in PARTY_KINDS for body in ("ĐU", "ĐUK", "ĐTN")]
    tails += [f"{kind}-{body}" for kind in ("QĐ", "TB", "KH", "CV", "BC", "TTr", "GM", "HD") for body in parts.values()]
    return {"parts": parts | codes["parts"], "tails": {tail_key(tail): tail for tail in tails} | codes["tails"]}


def names() -> list[str]:
    """Names of software and services that stand as they were read."""
    words = {word for row in table(ROOT / "extractors" / "data" / "software.tsv") for word in row[0].split()}
    return sorted(word for word in words if word.isascii() and word.isalpha() and len(word) > 3 and not possible_stripped(word))


def main(text_dir: Path, work: Path) -> None:
    """Count and write."""
    parts: Counter[str] = Counter()
    tails: Counter[str] = Counter()
    for path in sorted(text_dir.glob("*.txt*")):
        if "viwiki" in path.name:
            continue
        for document in documents(path):
            if document.split != "train":
                continue
            for paragraph in document.paragraphs:
                shouting = sum(c.isupper() for c in paragraph) > 0.5 * sum(c.isalpha() for c in paragraph)
                for form in _ABBREVIATION.findall(paragraph):
                    if sum(c.isupper() for c in form) >= 2 and not (shouting and possible(form)):
                        parts[form] += 1
                tails.update(_TAIL.findall(paragraph))
        print(path.name, len(parts), len(tails), flush=True)
    kept = {k: v for k, v in settled(parts, strip_marks, LEAST).items() if k != v and (len(v) > 2 or v in TWO_LETTERS)}
    known = settled(Counter({t: n for t, n in tails.items() if len(t) > 2}), tail_key, LEAST)
    (work / "codes.json").write_text(json.dumps({"parts": kept, "tails": known}, ensure_ascii=False), encoding="utf-8")
    print(len(kept), len(known))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
