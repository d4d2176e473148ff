"""Headers and footers of a word processor's page: where their text goes among the body's.

A page number says nothing, and a publisher's banner or a running title must not stand above the letter's own head; but
the head itself is sometimes set in the page's header.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.read.encodings import clean_pieces, decoded
from pipeline.read.flow import Paragraph

_HEAD = re.compile(
    r"c[oộ]ng h[oòa][aàà] x[aã] h[oộ]i|đ[oộ]c l[aậ]p|đảng cộng sản|kính gửi|^\s*số\s*:", re.IGNORECASE | re.MULTILINE
)
_NUMBER = re.compile(r"[\s\d/.\-–|]*(?:trang|page)?[\s\d/.\-–|]*", re.IGNORECASE)


def around(body: list[Paragraph], margins: Sequence[tuple[bool, list[Paragraph]]]) -> list[Paragraph]:
    """The body, before it a header that is a letter's head, after it all other headers and footers that say something.

    `margins` are (is a header, its paragraphs); equal texts count once.
    """
    before: list[Paragraph] = []
    after: list[Paragraph] = []
    seen = set()
    for header, paragraphs in margins:
        text = "\n".join(_text(p) for p in paragraphs).strip()
        if not text or text in seen or _is_number(text):
            continue
        seen.add(text)
        said = [p for p in paragraphs if not _is_number(_text(p))]
        (before if header and _HEAD.search(text) else after).extend(_apart(said, len(seen)))
    last = next((at for at in range(len(body), 0, -1) if body[at - 1].text.strip()), 0)
    return [*before, *body[:last], *after]  # a page break behind the text is no page for the margins


def _is_number(text: str) -> bool:
    return len(text) < 60 and bool(_NUMBER.fullmatch(text))


def _text(paragraph: Paragraph) -> str:
    return clean_pieces(decoded((run.text, run.face) for run in paragraph.runs)).text


def _apart(paragraphs: Sequence[Paragraph], number: int) -> list[Paragraph]:
    """The paragraphs with table numbers of their own, clear of the body's."""
    return [Paragraph(p.runs, p.label, (-100 * number - p.cell[0], p.cell[1], p.cell[2]) if p.cell else None) for p in paragraphs]
