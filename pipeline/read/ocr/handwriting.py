"""The number, day and month in a letter's head, which are mostly written by hand over printed forms.

Both readers see handwriting as odd letters and signs. Every look at the line votes for figures, signs taken for the
figures they are shaped like; the second reader, which is the better one at this, counts double. What is not agreed upon
keeps a low confidence, and the other candidates are kept as rivals.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pipeline.read.ocr.figures import LOST
from pipeline.read.ocr.tokens import PixelBox, Token

NUMBER = re.compile(
    r"^[.,;:'`_\-]?\s?(S(?:[oốôóòồỗõơổỏộọöJ6]|[^\W\d_]?\s?(?=[:;])|[58&](?=[:;]))\s*[:;.,]*)\s*(.{0,12}?)\s*"
    r"(/\s*(?:(?:19|20)\d\d\s*/\s*)?(?:[A-ZĐÐ]{2}|[A-ZĐÐ][a-z]).*|[-–]\s*[A-ZĐÐ]{2,4}\s*/\s*[A-ZĐÐ]{2}.*"
    r"|(?:(?<=\d\d)|(?<=\d\d\s))20[0-4]\d\s*/\s*[A-ZĐÐ]{2}.*|(?:(?<=\d)|(?<=\d\w))[A-ZĐÐ]{2,5}-[A-ZĐÐ]{2}.*)$",  # no slash
    re.IGNORECASE,
)
OWN_NUMBER = re.compile(r"[.,;:'`_\-]?\s?(?:S|s\w?\s?:)")
"""A letter's own number; "số 12/…" in small letters is a document cited, at the start of a line by chance."""
DATE = re.compile(r"^(.*?[,.\s]\s*(?:ng[àaảáờ]y|này))(.{0,6}?)([it]h[áảaà]?ng)(.{0,5}?)([nhr][ăaâ]m)(\s*\d{4}.*)$", re.IGNORECASE)
LIKE = {
    "0": "OoÔÖÕÓÒDÐQØôốồộöõóòớờợƠơ@",
    "1": "lI|!/\\ÌÍÎìíîïıJịỊLf{}[]",
    "2": "ZzÊẼ",
    "5": "SsŠš$",
    "6": "GộổỔ",
    "7": "Tt?†",
    "8": "B&X",
    "9": "qgƠ",
}
FIGURE = {sign: figure for figure, signs in LIKE.items() for sign in signs}
NOISE = re.compile(r"[\s.,;:_'`\"“”‘’~^*\-–—«»°]+")
STROKES = re.compile(r"[-–—~^'`\"“”‘’*«»°c]")
"""Signs that a reader makes of a stroke it cannot place: beside figures they may be what is left of one more."""
LETTERED = re.compile(r"\d[abdB]$")
"""A number may end in a letter ("252b/QĐ-UBND"), which the eye, knowing figures alone, takes for one more of them."""
SECOND_VOTES, FIRST_VOTES = 2, 1
PRINT = 0.95
"""The second reader is this sure of every figure that is printed; of handwritten ones it seldom is."""
CERTAIN, CLEAR, AGREED, MOSTLY, SPLIT = 0.92, 0.80, 0.60, 0.50, 0.30
"""Confidence where both readers agree and the second is as sure as of print; where it alone is; where both agree on what
neither reads as print; where half the votes do; else (of the dev letters' heads 11 of 12, 4 of 5, 6 of 10, 12 of 20)."""


@dataclass(frozen=True, slots=True)
class Vote:
    """The figures most looks agree on (None where no look gave any), how sure that is, and the others."""

    figures: str | None
    confidence: float
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ballot:
    """One look's words of the line, as matched; `weight` of its vote; `second` where the second reader read them."""

    words: Sequence[Token]
    match: re.Match[str]
    second: bool

    @property
    def weight(self) -> int:
        """Votes."""
        return SECOND_VOTES if self.second else FIRST_VOTES

    def sure(self, group: int) -> float:
        """The least confidence of the characters in a group, of their words where that is all there is; 0 of the first reader."""
        start, end = self.match.span(group)
        at, least = 0, 1.0
        for word in self.words:
            inside = slice(max(start - at, 0), max(end - at, 0))
            sure = [p for _, p in word.letters[inside]] if word.letters else [word.confidence] * bool(word.text[inside])
            least = min([least, *sure])
            at += len(word.text) + 1
        return least if self.second else 0.0


Eye = Callable[[float, float], Sequence[tuple[str, float]]]
"""What is seen between two places of the line (pixels): figures with their probabilities, best first."""
EYE_SURE, EYE_AGREED, EYE_CERTAIN, EYE_LEAST = 0.9, 0.75, 0.95, 0.4
"""A blank in which less than EYE_LEAST goes to figures that can stand there was not seen."""
LONGEST = 5
"""Nobody writes a longer number by hand; what is longer has run together with print."""
BESIDE = 0.35
"""So many line heights before the middle of the next printed letter the blank ends."""
ODD = 0.1
"""Numbers of unusual form are so much less likely than their look alone says."""
LIKELY, LIKELIER = 0.39, 0.42
"""What the eye sees with a probability from LIKELY to 0.47 was right 6 times of 10 on 85 real heads: given, hardly sure."""
Look = tuple[Sequence[Token], Sequence[Token]]


@dataclass(frozen=True, slots=True)
class Part:
    """A word of the line as it is put together again; `glued` where no blank stands before it."""

    text: str
    confidence: float
    rivals: tuple[str, ...] = ()
    glued: bool = False


def settle(tokens: tuple[Token, ...], looks: Sequence[Look], eye: Eye | None = None) -> tuple[tuple[Token, ...], tuple[int, ...]]:
    """The line with its handwritten figures decided, and the indices of the tokens that hold handwriting.

    `eye` looks at the blank itself; without it the readers' words alone decide. Lines that are neither a number nor a
    date line, or whose figures both readers read alike as print, stay.
    """
    text = _joined(tokens)
    if OWN_NUMBER.match(text) or (text.startswith("/") and _ballots(NUMBER, looks)):
        return _number(tokens, looks, eye)
    if "202" in text or "201" in text or "200" in text:
        return _date(tokens, looks, eye)
    return tokens, ()


def _number(tokens: tuple[Token, ...], looks: Sequence[Look], eye: Eye | None) -> tuple[tuple[Token, ...], tuple[int, ...]]:
    ballots = _ballots(NUMBER, looks)
    own = NUMBER.match(_joined(tokens))
    frame = own or (ballots[0].match if ballots else None)
    if frame is None or not ballots:
        return tokens, ()
    printed, lost = _printed(frame, 2, ballots), frame[3][:1].isalnum()
    if printed and frame[3][0].isdigit():  # figures printed without a slash among them are one number
        return tokens, ()
    if printed and own and not lost and tokens[0].text[0] in "Ss" and " " not in own[2].strip():
        return (replace(tokens[0], text="Số" + re.sub(r"^[.;,](?=\d)", ":", tokens[0].text[2:])), *tokens[1:]), ()
    vote = Vote(_bare(frame[2]), EYE_CERTAIN, ()) if printed else _seen(_vote(ballots, 2, ""), ballots, 2, "", eye)
    body = vote.figures or frame[2].strip()
    lead = "Số :" if any(re.match(r"\w+\s+[:;]", _joined(words)) for look in looks for words in look) else "Số:"
    glued = bool(body) and ballots[0].match.start(3) == ballots[0].match.end(2)  # of that blank the second reader knows best
    tail = Part("/" * lost + frame[3].strip(), tokens[-1].confidence, glued=glued)
    parts = [Part(lead, 0.95), Part(body, vote.confidence, vote.others), tail]
    return _laid(parts, _whole(tokens)), (1,) if body and not printed else ()


def _date(tokens: tuple[Token, ...], looks: Sequence[Look], eye: Eye | None) -> tuple[tuple[Token, ...], tuple[int, ...]]:
    ballots = _ballots(DATE, looks)
    own = DATE.match(_joined(tokens))
    if not ballots or (own and _printed(own, 2, ballots) and _printed(own, 4, ballots)):
        return tokens, ()
    frame = own or ballots[0].match
    parts = [Part(word, 0.9) for word in _place(frame[1]).split()]
    written = []
    for name, group, most in (("ngày", 2, 31), ("tháng", 4, 12)):
        vote = _vote(ballots, group, str(most))
        printed = _printed(frame, group, ballots) and (vote.figures is not None or not _bare(frame[group]))
        vote = Vote(vote.figures, EYE_CERTAIN, ()) if printed else _seen(vote, ballots, group, str(most), eye)
        figures = vote.figures or _bare(frame[group])
        parts.append(Part(name, 0.95))
        if figures:
            written += [] if printed else [len(parts)]
            parts.append(Part(figures, vote.confidence, vote.others))
    parts += [Part(word, 0.9) for word in ("năm " + frame[6]).split()]
    return _laid(parts, _whole(tokens)), tuple(written)


def _place(text: str) -> str:
    """What stands before the date's "ngày", which the readers may have run together with the place's comma."""
    return re.sub(r",(?=\S)", ", ", re.sub(r"\w+$", "", text))


def _ballots(form: re.Pattern[str], looks: Sequence[Look]) -> list[Ballot]:
    cast = [(words, second) for first, other in looks for words, second in ((other, True), (first, False)) if words]
    found = [(words, form.match(_joined(words)), second) for words, second in cast]
    return [Ballot(words, match, second) for words, match, second in found if match]


def _joined(tokens: Sequence[Token]) -> str:
    return " ".join(t.text for t in tokens)


def _bare(text: str) -> str:
    return "".join(text.split())


def _figures(body: str) -> str | None:
    """The figures a hand-filled blank was read as; None where a sign is like none. "/" is a slanting one."""
    out = ""
    for sign in NOISE.sub("", unicodedata.normalize("NFC", body)):
        figure = sign if sign.isascii() and sign.isdigit() else FIGURE.get(sign)
        if figure is None:
            return None
        out += figure
    return out or None


def _printed(frame: re.Match[str], group: int, ballots: Sequence[Ballot]) -> bool:
    """Whether every look has the very same in the blank, the second reader as sure as of print; or all see it empty."""
    body = _bare(frame[group])
    alike = all(_bare(b.match[group]) == body for b in ballots)
    return alike and (not body or _plain_sure(ballots, group, body) >= PRINT)


def _plain_sure(ballots: Sequence[Ballot], group: int, body: str) -> float:
    """How sure the second reader is at its first look, before any stroke was thickened; 0 where it read otherwise."""
    first = next((b for b in ballots if b.second), None)
    return first.sure(group) if first and _bare(first.match[group]) == body else 0.0


def _vote(ballots: Sequence[Ballot], group: int, most: str) -> Vote:
    count: Counter[str] = Counter()
    agreed = Counter[tuple[str, bool]]()
    read = [(b, _fit(_figures(b.match[group]), most)) for b in ballots]
    for ballot, figures in read:
        if figures:
            count[figures] += ballot.weight
            agreed[figures, ballot.second] += 1
    if not count:
        return Vote(None, SPLIT, ())
    (best, weight), *rest = count.most_common()
    sure = _plain_sure(ballots, group, best)
    both = bool(agreed[best, True] and agreed[best, False])
    half = 2 * weight >= sum(b.weight for b in ballots)
    confidence = CERTAIN if both and sure >= PRINT else CLEAR if sure >= 0.95 else AGREED if both else MOSTLY if half else SPLIT
    return Vote(best, confidence, tuple(figures for figures, _ in rest))


def _seen(vote: Vote, ballots: Sequence[Ballot], group: int, most: str, eye: Eye | None) -> Vote:
    """The vote weighed against what the eye sees in the blank, which is the better judge of handwriting.

    Where the readers say the same as it, a lower probability is enough to be certain. Where one of them saw more
    characters than the eye, a figure may be lost: that is not certain. (Read by networks that never saw their agency,
    real heads' certain figures were right 98 times of 99.)
    """
    guesses = _guesses(ballots, group, most, eye)
    if not guesses:
        return vote
    best, sure = guesses[0]
    same = vote.figures is not None and vote.figures.lstrip("0") == best.lstrip("0")
    named = next((p for text, p in guesses if text == vote.figures), 0.0)
    if not same and vote.confidence >= CERTAIN and sure < EYE_SURE:
        return vote
    if not same and named > 0.5 * sure and sure < EYE_SURE:
        return Vote(vote.figures, AGREED, tuple(text for text, _ in guesses if text != vote.figures))
    longer = [b.second for b in ballots if len(NOISE.sub("", b.match[group])) > len(best)]
    short = not same and any(longer)
    strokes = bool(longer) or any(STROKES.search(b.match[group]) for b in ballots)
    agreed = same and any(NOISE.sub("", b.match[group]).lstrip("0") == best.lstrip("0") for b in ballots)  # no "/" for a 1
    certain = EYE_CERTAIN if sure >= EYE_SURE and not short else CERTAIN if agreed and sure >= EYE_AGREED and not strokes else 0.0
    if not most and any(LETTERED.search(NOISE.sub("", b.match[group])) for b in ballots):
        certain = 0.0
    confidence = certain or max(SPLIT, LIKELIER if sure >= LIKELY else 0.0, sure * 0.85)
    if confidence >= CERTAIN:  # what is as sure as print has no rivals
        return Vote(best, confidence, ())
    others = [*(text for text, _ in guesses[1:]), *([vote.figures] if vote.figures else []), *vote.others]
    return Vote(best, confidence, tuple(dict.fromkeys(text for text in others if text != best)))


def _guesses(ballots: Sequence[Ballot], group: int, most: str, eye: Eye | None) -> list[tuple[str, float]]:
    if eye is None:
        return []
    ballot = next((b for b in ballots if b.second), ballots[0])
    start, end = ballot.match.span(group)
    seen = eye(*_blank(ballot.words, start, end))
    kept = [(text, p) for text, p in seen if text != LOST and _fit(text, most)]
    if sum(p for _, p in kept) <= EYE_LEAST:
        return []
    weighed = [(text, p if most else p * _usual(text)) for text, p in kept]
    total = sum(p for _, p in weighed) + sum(p for text, p in seen if text == LOST)
    return sorted(((text, p / total) for text, p in weighed), key=lambda item: -item[1])


def _usual(number: str) -> float:
    """How usual a letter's number of that form is, against others: seldom five figures, or a zero before more than one."""
    zeros = len(number) - len(number.lstrip("0"))
    return ODD if len(number) > 4 or (zeros and len(number) > 2) or zeros > 1 or number == "0" else 1.0


def _blank(words: Sequence[Token], start: int, end: int) -> tuple[float, float]:
    """Where the blank that holds these characters begins and ends: close before the print, however little was read in it."""
    left, right = _place_of(words, start), _place_of(words, end)
    after = _middle_of(words, end)
    return left, right if after is None else max(right, after - BESIDE * (words[0].box[3] - words[0].box[1]))


def _middle_of(words: Sequence[Token], at: int) -> float | None:
    """The middle of a character of the joined words, or of the next after a blank; None where the reader does not say."""
    start = 0
    for word in words:
        inside = max(at - start, 0)
        if inside < len(word.text):
            return word.letters[inside][0] if inside < len(word.letters) else None
        start += len(word.text) + 1
    return None


def _place_of(words: Sequence[Token], at: int) -> float:
    """Where a character of the joined words begins, in pixels: between two letters, or its share of its word's box."""
    start = 0
    for word in words:
        if at <= start + len(word.text):
            inside = max(0, at - start)
            if 0 < inside < len(word.letters):
                return (word.letters[inside - 1][0] + word.letters[inside][0]) / 2
            return word.box[0] + (word.box[2] - word.box[0]) * inside / max(len(word.text), 1)
        start += len(word.text) + 1
    return words[-1].box[2]


def _fit(figures: str | None, most: str) -> str | None:
    """Figures that can be a day or month (`most` "31", "12"); a number where `most` is empty."""
    if not figures or not most:
        return figures if figures and len(figures) <= LONGEST else None
    return figures if len(figures) <= 2 and 1 <= int(figures) <= int(most) else None


def _whole(tokens: Sequence[Token]) -> PixelBox:
    boxes = [t.box for t in tokens]
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


def _laid(parts: Sequence[Part], box: PixelBox) -> tuple[Token, ...]:
    """The parts that are not empty, laid along the line's box by their length."""
    kept = [part for part in parts if part.text]
    total = sum(len(part.text) + (not part.glued) for part in kept) - 1
    out, at, width = [], 0, box[2] - box[0]
    for part in kept:
        at -= part.glued
        x0, x1 = box[0] + width * at / total, box[0] + width * (at + len(part.text)) / total
        out.append(Token(part.text, (x0, box[1], x1, box[3]), part.confidence, part.rivals, part.glued))
        at += len(part.text) + 1
    return tuple(out)
