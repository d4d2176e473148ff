"""Letters for the corpus benchmarks: records of text only, thousands a second, with a citation graph whose truth is known.

Words follow Zipf's law over real phrases of the letter generator's own texts and made-up compounds of their syllables;
bodies, numbers (each body counts from 1 every year), citations (to letters of the corpus, near and popular ones first,
and to acts it never holds) follow the shape of real ones. The same seed gives the same letters.
"""

from __future__ import annotations

import hashlib
import itertools
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from msgspec import structs

from schemas import SCHEMA_VERSION
from schemas.fields import Field
from schemas.record import (
    Agency,
    Copy,
    DateField,
    Directive,
    DocumentType,
    PageQuality,
    Quality,
    Recipient,
    Record,
    RecordLine,
    RecordPage,
    Reference,
    SignatureInfo,
    Signer,
    SourceInfo,
    Text,
)

_DATA = Path(__file__).parent / "letters" / "data"
NONE: Field[str] = Field(None, 0.9, "component_absent")
PARAGRAPHS = 12
CLAUSES = 4.3
"""Clauses of a paragraph on average: about 27 syllables."""
_CLAUSES = 40_000
_TOPIC = 10
"""Clauses a letter comes back to: its topic."""
_START = date(2015, 1, 1)
_DAYS = 4000


@dataclass(frozen=True, slots=True)
class Body:
    """An issuing body; `code` as in its notations."""

    name: str
    code: str
    place: str
    local: bool


@dataclass(frozen=True, slots=True)
class Act:
    """A document of the made world: held as letter `index`, or never held (-1)."""

    index: int
    number: str
    notation: str
    day: str
    body: Body
    kind: str
    subject: str

    @property
    def full(self) -> str:
        """As cited."""
        return f"{self.number}/{self.notation}"


@dataclass(frozen=True, slots=True)
class Made:
    """A record, its index, and for each of its references the index of the letter it means (-1: never held)."""

    index: int
    record: Record
    truth: tuple[int, ...]


def value(text: str | None, confidence: float = 0.95) -> Field[str]:
    """A field."""
    return NONE if text is None else Field(text, confidence)


def _phrases() -> list[str]:
    text = "\n".join((_DATA / name).read_text("utf-8") for name in ("generic.txt", "domains.txt"))
    runs = re.split(r"[;.,:|{}\n\[\]#()]+", text)
    words: dict[str, None] = {}
    for run in runs:
        tokens = re.findall(r"[^\W\d_]+", run.lower())
        for width in (2, 2, 1, 3, 4):
            for at in range(0, len(tokens) - width + 1, width):
                words.setdefault(" ".join(tokens[at : at + width]))
    return list(words)


class World:
    """The bodies, words and acts all letters of one seed share."""

    def __init__(self, seed: int, vocabulary: int = 60_000) -> None:
        self.rng = random.Random(seed)
        real = _phrases()
        self.rng.shuffle(real)
        syllables = sorted({s for phrase in real for s in phrase.split()})
        compounds = (" ".join(self.rng.choices(syllables, k=self.rng.choice((2, 2, 2, 3)))) for _ in itertools.count())
        self.words = list(dict.fromkeys([*real, *itertools.islice(compounds, vocabulary - len(real))]))
        self.weights = list(itertools.accumulate(1.0 / (rank + 8) for rank in range(len(self.words))))
        self.clauses = [self.text(self.rng.choice((2, 2, 3, 3, 4, 5))) for _ in range(_CLAUSES)]
        self.clause_weights = list(itertools.accumulate(1.0 / (rank + 30) ** 0.9 for rank in range(_CLAUSES)))
        self.bodies = list(_bodies())
        self.body_weights = list(itertools.accumulate(1.0 / (rank + 20) ** 0.7 for rank in range(len(self.bodies))))
        self.central = [self._central(n) for n in range(400)]
        self.central_weights = list(itertools.accumulate(1.0 / (rank + 1) for rank in range(400)))

    def text(self, words: int) -> str:
        """So many words, by Zipf's law."""
        return " ".join(self.rng.choices(self.words, cum_weights=self.weights, k=words))

    def some(self, clauses: int) -> list[str]:
        """So many clauses, by Zipf's law: what makes neighbours of words as repetitive as they are in letters."""
        return self.rng.choices(self.clauses, cum_weights=self.clause_weights, k=clauses)

    def _central(self, n: int) -> Act:
        kind, code, name = self.rng.choice(_CENTRAL)
        day = _START + timedelta(self.rng.randrange(-2000, 3000))
        notation = f"{day.year}/{code}"
        body = Body(name, code.split("-")[-1], "Hà Nội", False)
        return Act(-1, str(n + 1), notation, day.isoformat(), body, kind, self.text(6))


_CENTRAL = (
    ("nghị định", "NĐ-CP", "Chính phủ"),
    ("thông tư", "TT-BYT", "Bộ Y tế"),
    ("thông tư", "TT-BNV", "Bộ Nội vụ"),
    ("thông tư", "TT-BTC", "Bộ Tài chính"),
    ("thông tư", "TT-BGDĐT", "Bộ Giáo dục và Đào tạo"),
    ("quyết định", "QĐ-TTg", "Thủ tướng Chính phủ"),
    ("luật", "QH14", "Quốc hội"),
)
_DEPARTMENTS = (
    ("SYT", "Sở Y tế"),
    ("SGDĐT", "Sở Giáo dục và Đào tạo"),
    ("STC", "Sở Tài chính"),
    ("SNV", "Sở Nội vụ"),
    ("STTTT", "Sở Thông tin và Truyền thông"),
    ("SXD", "Sở Xây dựng"),
    ("SCT", "Sở Công Thương"),
    ("STP", "Sở Tư pháp"),
    ("STNMT", "Sở Tài nguyên và Môi trường"),
    ("SGTVT", "Sở Giao thông vận tải"),
    ("SVHTTDL", "Sở Văn hóa, Thể thao và Du lịch"),
    ("SKHĐT", "Sở Kế hoạch và Đầu tư"),
)
_MINISTRIES = (
    ("BYT", "Bộ Y tế"),
    ("BNV", "Bộ Nội vụ"),
    ("BTC", "Bộ Tài chính"),
    ("BGDĐT", "Bộ Giáo dục và Đào tạo"),
    ("BTTTT", "Bộ Thông tin và Truyền thông"),
    ("VPCP", "Văn phòng Chính phủ"),
    ("BXD", "Bộ Xây dựng"),
)
_UNITS = ("NVY", "VP", "TH", "VX", "KT", "NC", "CNTT", "TCCB")
_KINDS = (("công văn", ""), ("quyết định", "QĐ"), ("kế hoạch", "KH"), ("báo cáo", "BC"), ("thông báo", "TB"), ("tờ trình", "TTr"))
_KIND_WEIGHTS = (60, 12, 10, 8, 6, 4)
_MODALITIES = ("request", "must", "require", "assign", "should", "must_not")


def _bodies() -> Iterator[Body]:
    lines = [ln.split("|") for ln in (_DATA / "provinces.txt").read_text("utf-8").splitlines() if not ln.startswith("#")]
    yield from (Body(name, code, "Hà Nội", False) for code, name in _MINISTRIES)
    for code, name in (("UBND", "Ủy ban nhân dân"), *_DEPARTMENTS):
        yield from (Body(f"{name} {kind} {place}", code, place, True) for kind, place, *_ in lines)


class Letters:
    """Letters of a world, `count` of them, in the order they come in (now and then before what they cite)."""

    def __init__(self, count: int, seed: int = 1, paragraphs: int = PARAGRAPHS) -> None:
        self.world = World(seed)
        self.rng = random.Random(seed + 1)
        self.count, self.paragraphs = count, paragraphs
        self.numbers: dict[tuple[str, int], int] = {}
        self.acts: list[Act] = []
        self.popular: list[int] = []

    def __iter__(self) -> Iterator[Made]:
        held: list[Made] = []
        for index in range(self.count):
            held.append(self._make(index))
            if len(held) >= 200:
                # one in eight is kept back: it arrives after letters that cite it
                yield held.pop(self.rng.randrange(100) if self.rng.random() < 0.125 else 0)
        yield from held

    def _make(self, index: int) -> Made:
        rng, world = self.rng, self.world
        act = self._act(index)
        cited = [self._cited(index) for _ in range(min(12, int(rng.expovariate(1 / 3.2))))]
        references, truth = [], []
        for one in {c.full: c for c in cited}.values():
            references.append(self._reference(act, one))
            truth.append(one.index)
        self.acts.append(act)
        return Made(index, self._record(act, tuple(references), world), tuple(truth))

    def _act(self, index: int) -> Act:
        rng, world = self.rng, self.world
        body = rng.choices(world.bodies, cum_weights=world.body_weights)[0]
        day = _START + timedelta(index * _DAYS // max(self.count, 1))
        kind, code = rng.choices(_KINDS, _KIND_WEIGHTS)[0]
        key = (body.name, day.year)
        self.numbers[key] = number = self.numbers.get(key, 0) + 1
        notation = f"{code}-{body.code}" if code else f"{body.code}-{rng.choice(_UNITS)}"
        return Act(index, f"{number:02d}", notation, day.isoformat(), body, kind, world.text(rng.randint(4, 9)))

    def _cited(self, index: int) -> Act:
        """A central act (one in three), a popular letter, one of the last months, or one that is not held."""
        rng, draw = self.rng, self.rng.random()
        if draw < 0.33 or index < 50:
            return rng.choices(self.world.central, cum_weights=self.world.central_weights)[0]
        if draw < 0.5 and self.popular:
            return self.acts[rng.choice(self.popular)]
        if draw < 0.85:
            chosen = max(0, index - 1 - int(rng.expovariate(1 / (0.05 * index + 20))))
            self.popular.append(chosen)
            if len(self.popular) > 5000:
                self.popular = self.popular[2500:]
            return self.acts[chosen]
        return self._act_like(self.acts[rng.randrange(max(0, index - 2000), index)])

    def _act_like(self, act: Act) -> Act:
        """A letter that exists and is not held: of a body and day of the corpus, with a number it did not give there."""
        number = self.numbers[(act.body.name, int(act.day[:4]))] + self.rng.randint(100_000, 900_000)
        return Act(-1, str(number % 1_000_000), act.notation, act.day, act.body, act.kind, self.world.text(6))

    def _reference(self, citing: Act, act: Act) -> Reference:
        rng, draw = self.rng, self.rng.random()
        number: str | None = act.full
        day: str | None = act.day
        issuer: str | None = act.body.name
        subject: str | None = act.subject if rng.random() < 0.6 else None
        if draw < 0.06 and act.index >= 0:
            number, subject = None, act.subject
        elif draw < 0.16:
            issuer = None
        elif draw < 0.24 and act.index < 0 and not act.body.local:
            day = None
        elif draw < 0.34 and act.body.local and act.body.place == citing.body.place:
            issuer = act.body.name.rsplit(" tỉnh ", 1)[0].rsplit(" thành phố ", 1)[0]
        text = f"{act.kind} số {number or '…'} của {issuer or '…'}"
        return Reference(value(act.kind), value(number), _date(day), value(issuer), value(subject), "mentions", NONE, value(text))

    def _record(self, act: Act, references: tuple[Reference, ...], world: World) -> Record:
        rng = self.rng
        topic = [act.subject, *world.some(_TOPIC)]
        paragraphs = [self._paragraph(topic) for _ in range(self.paragraphs)]
        head = f"{act.body.name}\nSố: {act.full}\nV/v {act.subject}"
        mentions = [f"Căn cứ {r.text.value};" for r in references]
        lines = [*head.split("\n"), *mentions, *paragraphs]
        sha = hashlib.sha256(f"{act.index} {act.subject}".encode()).hexdigest()
        confidence = 1.0 if rng.random() < 0.5 else round(rng.uniform(0.6, 1.0), 3)
        directives = tuple(self._directive(act, paragraphs[n]) for n in range(rng.randrange(4)))
        recipients = rng.choices(world.bodies, cum_weights=world.body_weights, k=rng.randint(1, 4))
        copies = rng.choices(world.bodies, cum_weights=world.body_weights, k=rng.randint(1, 3))
        fields = {
            "place": value(act.body.place),
            "recipients": tuple(Recipient(value(b.name)) for b in recipients),
            "copies": tuple(Copy(value(b.name), value("b/c")) for b in copies),
            "signers": (Signer(value(world.text(2).title()), value("Giám đốc"), value("KT."), NONE),),
            "urgency": value("khẩn" if rng.random() < 0.05 else None),
            "references": references,
            "directives": directives,
        }
        return structs.replace(record(act, lines, sha, confidence), **fields)

    def _paragraph(self, topic: list[str]) -> str:
        count = max(1, int(self.rng.gauss(CLAUSES, 1.3) + 0.5))
        own = sum(self.rng.random() < 0.35 for _ in range(count))
        clauses = self.rng.choices(topic, k=own) + self.world.some(count - own)
        return ", ".join(clauses).capitalize() + "."

    def _directive(self, act: Act, text: str) -> Directive:
        rng = self.rng
        due = None
        if rng.random() < 0.4:
            due = (date.fromisoformat(act.day) + timedelta(rng.randint(5, 60))).isoformat()
        actor = rng.choices(self.world.bodies, cum_weights=self.world.body_weights)[0].name
        to = act.body.name if rng.random() < 0.2 else None
        modality = rng.choice(_MODALITIES)
        return Directive((value(actor),), value(text), value(text[:40]), modality, value(due), value(due), value(to), NONE)  # type: ignore[arg-type]


def _date(day: str | None) -> DateField:
    return DateField(None, 0.9, "component_absent") if day is None else DateField(day, 0.97, precision="day")


def record(act: Act, lines: list[str], sha: str, confidence: float) -> Record:
    """A record of these lines, with what an act says of itself."""
    return Record(
        schema_version=SCHEMA_VERSION,
        id=sha[:32],
        source=SourceInfo(f"{sha[:8]}.pdf", sha, "application/pdf", 200_000, 2),
        kind=value("official_document"),
        document_type=DocumentType(act.kind, 0.97, code=None),
        number=value(act.number),
        notation=value(act.notation),
        issued_on=_date(act.day),
        place=NONE,
        issuers=(Agency(value(act.body.name), value(act.body.name), value(act.body.code or None)),),
        subject=value(act.subject),
        recipients=(),
        copies=(),
        archive=value("VT"),
        signers=(),
        urgency=NONE,
        secrecy=NONE,
        circulation=NONE,
        references=(),
        directives=(),
        contacts=(),
        attachments=(),
        entities=(),
        signature=SignatureInfo(),
        arrival_stamp=None,
        text=Text((RecordPage(1, "\n".join(lines), tuple(RecordLine(ln, None, confidence, "body") for ln in lines)),)),
        quality=Quality(
            "high" if confidence > 0.9 else "review",
            (PageQuality(1, "text_layer" if confidence == 1.0 else "ocr", "bench", confidence, confidence),),
        ),
    )


def plain(type: str, number: str, notation: str, day: str, issuer: str, subject: str, text: str) -> Record:
    """A short letter: its head, its subject and one paragraph."""
    act = Act(0, number, notation, day, Body(issuer, "", "", True), type, subject)
    lines = [issuer, f"Số: {act.full}", f"V/v {subject}", text]
    return record(act, lines, hashlib.sha256("".join(lines).encode()).hexdigest(), 1.0)
