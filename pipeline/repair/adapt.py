"""What a document teaches about itself: how its own reader damages letters, and the words it uses.

After a first pass the words chosen with a clear margin are laid against what was read. Operations seen again and again
in this document become cheap in it, and words and pairs of words that it uses become likely.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

import numpy as np

from pipeline.repair import operations
from pipeline.repair.capitals import Case, written
from pipeline.repair.decode import Seen
from pipeline.repair.model import STOP, Array, RepairModel
from pipeline.repair.native import FAR, DocumentWords
from pipeline.repair.operations import counted
from pipeline.repair.related import NOTHING, Related
from pipeline.repair.tables import as_costs
from pipeline.repair.units import Choice, Unit


@dataclass(frozen=True, slots=True)
class Learning:
    """How fast a document is believed.

    `prior`: counts of the general channel that a letter starts with. `margin`, `sure`: the least margin of a word that
    teaches letters, and of one that is remembered whole. `own_words`: the share of the document's own words in the
    language model; `single`: the share of single words in that; `phrase`: the share of a phrase of three words where its
    first two stand; `related`: what a word of a related letter counts.
    """

    prior: float = 4.0
    margin: int = 1500
    sure: int = 2500
    own_words: float = 0.12
    single: float = 0.3
    phrase: float = 0.3
    related: float = 0.5


REPEATED = 2.0
"""How often a phrase stands in a document that expects it again."""


def taught(
    choices: list[Choice], found: list[Unit], chosen: list[Case], own: RepairModel, least: int
) -> Counter[tuple[str, str]]:
    """(read, right) of the sure one-to-one choices, in their case."""
    pairs: Counter[tuple[str, str]] = Counter()
    at = 0
    for choice in choices:
        case = chosen[at]
        at += len(choice.words)
        if len(choice.words) == 1 and choice.words[0] > 2 and choice.first == choice.last and choice.margin >= least:
            unit = found[choice.first]
            pairs[unit.text + (unit.tail if choice.absorbed else ""), written(own.words[choice.words[0]], case)] += 1
    return pairs


def document_costs(own: RepairModel, general: Array, pairs: Counter[tuple[str, str]], prior: float) -> Array:
    """Operation costs of this document: its own counts upon the general probabilities."""
    counts, total = counted(own, general, pairs)
    p = (counts + prior * np.exp(-general / 1000)) / (total + prior)
    return as_costs(p)


def seen_words(choices: list[Choice], found: list[Unit], least: int) -> Seen:
    """What each token read surely stood for, with the share of the word's places in the document that were read so."""
    read: Counter[tuple[str, int]] = Counter()
    total: Counter[int] = Counter()
    for choice in choices:
        if len(choice.words) == 1 and choice.words[0] > 2 and choice.first == choice.last:
            total[choice.words[0]] += 1
            if choice.margin >= least:
                read[found[choice.first].text, choice.words[0]] += 1
    seen: Seen = {}
    for (text, word), times in read.items():
        seen.setdefault(text, {})[word] = times / (total[word] + 1)
    return seen


def forget() -> None:
    """Drop what is remembered of models (for tests that exchange them)."""
    operations.forget()


def document_words(own: RepairModel, choices: list[Choice], learning: Learning, known: Related = NOTHING) -> DocumentWords | None:
    """The document's words, pairs and repeated phrases, those chosen with a margin counting whole, others a quarter; what
    related letters have counts too. None where there is nothing of either."""
    tables = Counter[int](), Counter[int](), Counter[int]()
    for table, more in zip(tables, (known.single, known.pairs, known.phrases), strict=True):
        for key, times in more.items():
            table[key] = learning.related * times  # type: ignore[assignment]
    add_choices(tables, choices, learning)
    single, pairs, phrases = tables
    if not single:
        return None
    phrases = Counter({k: times for k, times in phrases.items() if times >= REPEATED or k in known.phrases})
    costs = np.full(len(own.words), FAR, np.int32)
    total, share, alone = sum(single.values()) + 50.0, learning.own_words, learning.single
    for word, times in single.items():
        costs[word] = round(-1000 * math.log(share * alone * times / total))
    before = begun(pairs)
    own_costs = {
        k: share * (alone * single[k & 0xFFFF] / total + (1 - alone) * times / (before[k >> 16] + 1.0))
        for k, times in pairs.items()
    }
    before = begun(phrases)
    phrase_costs = {k: learning.phrase * times / (before[k >> 16] + 0.5) for k, times in phrases.items()}
    return DocumentWords(
        round(-1000 * math.log(1 - share)), costs, *in_order(own_costs, np.uint32), *in_order(phrase_costs, np.uint64)
    )


def add_choices(tables: tuple[Counter[int], Counter[int], Counter[int]], choices: list[Choice], learning: Learning) -> None:
    """Count the words chosen, their pairs and phrases."""
    single, pairs, phrases = tables
    first = second = STOP
    for choice in choices:
        weight = 1.0 if choice.margin >= learning.margin else 0.25
        for word in choice.words:
            single[word] += weight  # type: ignore[assignment]
            pairs[second << 16 | word] += weight  # type: ignore[assignment]
            phrases[first << 32 | second << 16 | word] += weight  # type: ignore[assignment]
            first, second = second, word


def begun(runs: Counter[int]) -> Counter[int]:
    """How often all but the last word of the runs stand."""
    found: Counter[int] = Counter()
    for key, times in runs.items():
        found[key >> 16] += times
    return found


def in_order(shares: dict[int, float], kind: type) -> tuple[Array, Array]:
    """Keys in order, and -ln of their shares in thousandths."""
    keys = sorted(shares)
    return np.array(keys, kind), np.array([round(-1000 * math.log(shares[key])) for key in keys], np.int32)
