"""What a made letter consists of: blocks of print in the decree's boxes, and the truth about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

Align = Literal["left", "center", "right", "justify"]
Gold = dict[str, Any]
"""The truth in the shape of the hand-made gold files, which is what `score.py` reads."""


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph. Lengths are points; `lead` characters at its start are bold, `hand` ranges are written by hand.

    `rule` draws a line below as wide as that share of the text; `boxed` draws a red frame round it (a stamp).
    """

    text: str
    zone: str
    align: Align = "justify"
    size: float = 14
    bold: bool = False
    italic: bool = False
    indent: float = 0
    left: float = 0
    before: float = 0
    lead: int = 0
    hand: tuple[tuple[int, int], ...] = ()
    rule: float = 0
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Empty height; with `sign` it is the room where the signature and, with `seal`, the seal go."""

    height: float
    sign: bool = False
    seal: str | None = None
    zone: str = "signature"


@dataclass(frozen=True, slots=True)
class Columns:
    """Paragraphs side by side, as the head and the foot of a letter; `widths` are shares of the text width."""

    cells: tuple[tuple[Para | Gap, ...], ...]
    widths: tuple[float, ...]
    before: float = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table whose first row is its head."""

    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    zone: str = "body"


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page; the end of this page is full paper."""


Block = Para | Gap | Columns | Table | PageBreak


@dataclass(frozen=True, slots=True)
class ArrivalStamp:
    """The registry's stamp: lines of print, the number and the date written by hand."""

    lines: tuple[str, ...]
    number: str
    date: str

    @property
    def all_lines(self) -> tuple[str, ...]:
        """Every line, as read from the paper."""
        return (*self.lines, f"Số: {self.number}", f"Ngày: {self.date}")


@dataclass(frozen=True, slots=True)
class Footer:
    """Component 13 of the decree: one or two lines under a full rule, and the contacts in them."""

    lines: tuple[str, ...]
    contacts: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """One made letter. `blocks` run from the head to the last annex; `gold` is its truth without the lines.

    `foot_numbers` puts page numbers where the rules before 2020 had them; `caption` is the printed signing line;
    `footer` the address at the foot of page 1.
    """

    seed: int
    blocks: tuple[Block, ...]
    gold: Gold
    font: str
    party: bool = False
    foot_numbers: bool = False
    arrival: ArrivalStamp | None = None
    caption: tuple[str, ...] = ()
    footer: Footer | None = None

    @property
    def id(self) -> str:
        """Stem of its files' names."""
        return str(self.gold["id"])


@dataclass(frozen=True, slots=True)
class Ref:
    """A cited document as the truth lists it; `text` is the fullest mention, verbatim."""

    document_type: str
    number: str | None
    date: str | None
    issuer: str | None
    text: str

    def truth(self) -> Gold:
        """Its entry in the gold."""
        keys = ("document_type", "number", "date", "issuer", "text")
        return {key: getattr(self, key) for key in keys}


@dataclass(frozen=True, slots=True)
class Order:
    """A directive as the truth lists it; `deadline` an ISO day where one can be read off, else the words."""

    actor: str | None
    text: str
    modality: str
    deadline: str | None = None

    def truth(self) -> Gold:
        """Its entry in the gold."""
        return {"actor": self.actor or None, "text": self.text, "modality": self.modality, "deadline": self.deadline}


@dataclass(frozen=True, slots=True)
class Signing:
    """A signature block: marks and titles as printed in capitals, and what they mean."""

    lines: tuple[str, ...]
    name: str | None
    position: str | None
    authority: str | None
    for_: str | None
    seal: str | None = None


@dataclass(slots=True)
class Sheet:
    """The letter's body while it is being written: blocks so far, and the truth gathered on the way.

    `parties` are people the text names as its signers.
    """

    on: date
    blocks: list[Block] = field(default_factory=list)
    refs: dict[str, Ref] = field(default_factory=dict)
    orders: list[Order] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    contacts: list[dict[str, str]] = field(default_factory=list)
    parties: list[str] = field(default_factory=list)

    def para(self, text: str, **style: Any) -> None:
        """A body paragraph, justified and indented unless told otherwise."""
        style = {"indent": 28.35, "before": 6, **style}
        self.blocks.append(Para(text, "body", **style))

    def cite(self, *refs: Ref) -> None:
        """Note cited documents: each once, the longer mention staying."""
        for ref in refs:
            key = ref.number or ref.text
            old = self.refs.get(key)
            if old is None or len(old.text) < len(ref.text):
                self.refs[key] = ref

    def order(self, *orders: Order) -> None:
        """Note directives."""
        self.orders.extend(orders)
