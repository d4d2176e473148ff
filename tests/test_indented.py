"""What stands in front of a line changes nothing: plain text and Word files centre and indent with blanks and tabs."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.ingest import Limits, sources
from pipeline.process import process
from schemas.record import Record
from tests.test_other_agencies import texts


def _read(folder: Path, text: str) -> tuple[object, ...]:
    """What a clerk would compare of the record of a letter with this text."""
    file = folder / "letter.txt"
    file.write_text(text, "utf-8")
    one = process(next(iter(sources(file, Limits()))))  # type: ignore[arg-type]
    return (_head(one), [c.name.value for c in one.copies], [r.number.value for r in one.references], len(one.directives))


def _head(one: Record) -> tuple[object, ...]:
    fields = (one.document_type, one.number, one.notation, one.issued_on, one.place, one.subject, one.archive, one.urgency)
    issuers = [(i.printed.value, i.parent.printed.value if i.parent else None) for i in one.issuers]
    signers = [(s.name.value, s.position.value, s.authority.value) for s in one.signers]
    return (*(field.value for field in fields), issuers, signers, [r.name.value for r in one.recipients])


@pytest.mark.parametrize("name", ["haiquan", "tinhuy", "congdien", "hangkhong", "nqhdnd", "totrinh", "giaymoi2"])
@pytest.mark.parametrize("blanks", [" " * 9, "\t"], ids=["blanks", "tab"])
def test_indented_lines_read_the_same(tmp_path: Path, name: str, blanks: str) -> None:
    text = texts()[name]
    indented = "\n".join(blanks + line if line.strip() else line for line in text.split("\n"))
    assert _read(tmp_path, indented) == _read(tmp_path, text)
