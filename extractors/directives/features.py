"""What the judge sees of a clause: its first words, markers, place in the letter, and the frames above it.

A feature is a tuple of what it is about and its values, such as ("said,bare", "must", False); `name` is its name among
the weights.
"""

from __future__ import annotations

import re

from extractors.directives.frames import BODIES
from extractors.directives.seen import REPORT_KINDS, Seen, Setting

Feature = tuple[object, ...]

_PAST = re.compile(r"\b(?:da|dat|duoc|dang|con|gom|la)\b")
_FIGURE = re.compile(r"\d[\d.,]{2,}")
_NAMED = re.compile(rf"(?:{BODIES})\b")
_STEP = re.compile(r"buoc \d")
_QUOTES = "\"“”'‘"
_READ = 40
"""Words of a clause that the judge reads, from its beginning."""


def name(feature: Feature) -> str:
    """A feature's name: "said,bare=must,False"."""
    return f"{feature[0]}={','.join(map(str, feature[1:]))}" if len(feature) > 1 else str(feature[0])


def words(one: Seen) -> frozenset[str]:
    """The folded words that the judge reads, each once; their weights are named "word=…"."""
    return frozenset(one.words[:_READ])


def features(one: Seen, setting: Setting) -> list[Feature]:
    """The features that hold, without the words."""
    made: list[Feature] = [("bias",)]
    _own(one, made)
    _listed(one, setting, made)
    _around(one, setting, made)
    _framed(one, setting, made)
    return made


def _own(one: Seen, made: list[Feature]) -> None:
    """The clause's markers and form."""
    clause, last = one.clause, one.clause.text[-1]
    bare, subject = one.bare, one.subject is not None
    rule = one.said.rule[10:] if one.said else "none"
    place = min(4, one.folded.count(" ", 0, one.said.start) // 3) if one.said else 0
    made += (
        ("level", clause.level),
        ("first,only", clause.first, clause.only),
        ("length", min(9, one.count // 6)),
        ("end", last),
        ("upper,running", clause.text[0].isupper(), clause.level == 9),
        ("said", rule),
        ("said,place", rule, place),
        ("said,bare,subject", rule, bare, subject),
        ("bare,subject,addressed", bare, subject, one.told is not None),
        ("due,bare", one.due is not None, bare),
        ("ordered,colon", one.ordered, last == ":"),
        ("voice,ordered", one.voice, one.ordered),
    )
    _words(one, made)


def _words(one: Seen, made: list[Feature]) -> None:
    """What single words and forms of the clause say."""
    folded = one.folded
    first = one.words[:3]
    made += (
        ("begin", *first[:1]),
        ("begin2", *first[:2]),
        ("begin3", *first),
        ("last", *one.words[-2:]),
    )
    if _PAST.search(folded):
        made += (("past",), ("past,bare", one.bare))
    if folded[0] in _QUOTES:
        made.append(("quoted",))
    if _FIGURE.search(folded):
        made.append(("figure",))
    if _STEP.match(folded):
        made.append(("step",))
    if one.clause.cell:
        made.append(("cell",))
    if not (one.said or one.bare or one.subject) and _NAMED.match(folded):
        made.append(("named,short", one.count < 14))


def _listed(one: Seen, setting: Setting, made: list[Feature]) -> None:
    """The letter's type, the place in it, the item's first clause, and the items beside it."""
    kind, bare, head = setting.kind, one.bare, setting.head
    made += (
        ("kind", kind),
        ("kind,place", kind, int(setting.place * 3.99)),
        ("kind,said", kind, one.said.modality if one.said else None),
        ("kind,bare,subject", kind, bare, one.subject is not None),
        ("place", int(setting.place * 5.99)),
        ("report,ordered", kind in REPORT_KINDS, one.ordered),
    )
    if head is None:
        made += (("peers", int(setting.peers * 3.99)), ("peers,bare", int(setting.peers * 3.99), bare))
        return
    made += (
        ("head:bare,own", head.bare, bare),
        ("head:said,own", head.said.modality if head.said else None, one.said is not None),
    )
    if _STEP.match(head.folded):
        made.append(("head:step",))


def _around(one: Seen, setting: Setting, made: list[Feature]) -> None:
    """The clause before and the one behind."""
    bare, subject, level, last = one.bare, one.subject is not None, one.clause.level, one.clause.text[-1]
    for side, other in (("before", setting.before), ("after", setting.after)):
        if other is None:
            made.append((side,))
            continue
        made += (
            (f"{side}:bare,same,own", other.bare, other.clause.level == level, bare),
            (f"{side}:said", other.said.modality if other.said else None),
            (f"{side}:subject,own", other.subject is not None, subject),
            (f"{side}:colon", other.clause.text[-1] == ":"),
        )
    after = setting.after
    if after is None:
        return
    deeper = after.clause.first and after.clause.level > level
    made.append(("deeper,end", deeper, last))
    if level < 9 and one.clause.only and last not in ".;,":
        made += (
            ("heading:deeper,same,length", deeper, after.clause.level == level, min(4, one.count // 5)),
            ("heading:deeper,subject,bare", deeper, subject, bare),
        )


def _framed(one: Seen, setting: Setting, made: list[Feature]) -> None:
    """The frames above, the nearest of them, and the section that they name."""
    bare, subject, said = one.bare, one.subject is not None, one.said.modality if one.said else None
    top = setting.frames[-1] if setting.frames else None
    shown = (top.modality, top.actor is not None, top.tasks) if top else ()
    made += (
        ("top", *shown),
        ("top,bare", *shown, bare),
        ("top,subject", *shown, subject),
        ("top,said", *shown, said),
        ("frames", min(3, len(setting.frames))),
    )
    for frame in setting.frames[-3:]:
        made += (("frame:tasks", frame.tasks), ("frame:modality", frame.modality))
        made += (("frame:topic", topic) for topic in frame.topics)
    made += (("top:topic,bare", topic, bare) for topic in (top.topics if top else ()))
    for topic in next((frame.topics for frame in reversed(setting.frames) if frame.topics), ()):
        made += (("section,bare,subject", topic, bare, subject), ("section,said", topic, said is not None))
