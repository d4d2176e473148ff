"""The compiled engine of the repair answers as its plain Python twin does, and as plain definitions say."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from pipeline.repair import decode as decoding
from pipeline.repair.adapt import Learning, document_words
from pipeline.repair.align import align
from pipeline.repair.finder import Finder
from pipeline.repair.mend import SETTINGS, general
from pipeline.repair.model import available, model
from pipeline.repair.native import APART, Alphabet, Breadth, Engine, Native, engine, library, no_document
from pipeline.repair.operations import counted, index, met
from pipeline.repair.related import related
from pipeline.repair.twin import Twin
from pipeline.repair.units import units

pytestmark = pytest.mark.skipif(not available(), reason="the trained artefact models/repair.xz is not in this tree")
LINE = "Thuc hién Vian ban sé 27 cua Uy ban nhan dan tinh, Uy ban Véviée canh bao"
GOOD = "Thực hiện Văn bản số 27 của Ủy ban nhân dân tỉnh về việc cảnh báo nguy cơ mất an toàn thông tin"
ENGINES: tuple[Engine, ...] = (Twin(), Native(compiled)) if (compiled := library()) else ()
needs_compiler = pytest.mark.skipif(not ENGINES, reason="no C compiler here")


def small() -> Finder:
    """A finder that the twin can follow in little time."""
    return Finder(model(), general("damaged")[1], replace(SETTINGS["damaged"], most=6, parts=2, width=6000))


@needs_compiler
@pytest.mark.parametrize("mode", [0, 1])
def test_search(mode: int) -> None:
    tables = general("damaged")[1]
    words = sorted(["cgNG", "Vian", "Via", "Viae", "tmg", "Véviée", "6", "hQi", "ph\\lc", "k", "Vian", "", "x" * 30])
    modes = [mode + APART * (len(word) % 2 == 0) for word in words]
    breadth = Breadth(9, 3, 8000, 1500)
    theirs, ours = (e.search(tables, [tables.encode(w) for w in words], modes, breadth) for e in ENGINES)
    assert all(np.array_equal(a, b) for a, b in zip(ours, theirs, strict=True))


@needs_compiler
def test_order_of_tokens_does_not_matter() -> None:
    tables, breadth = general("damaged")[1], Breadth(20, 3, 9000, 1500)
    words = ["Viet", "Vian", "Viae", "Via", "nhan", "nha", "nhat", "dan", "danh", "cgNG", "cgN", "hQi"]
    shuffled = random.Random(5).sample(words, len(words))
    found = []
    for order in (sorted(words), shuffled):
        starts, *columns = ENGINES[1].search(tables, [tables.encode(w) for w in order], [0] * len(order), breadth)
        found.append({w: [c[starts[i] : starts[i + 1]].tolist() for c in columns] for i, w in enumerate(order)})
    assert found[0] == found[1]


@needs_compiler
@pytest.mark.parametrize("beam", [2, 5])
@pytest.mark.parametrize("taught", [False, True])
def test_decode(beam: int, taught: bool) -> None:
    own, found = model(), units([LINE], damaged=True)
    lattice = decoding.lattice_of(own, small(), found)[0]
    known = related(own, [GOOD])
    document = document_words(own, decoding.decode(own, small(), found, None), Learning(), known) if taught else no_document()
    assert document
    assert len(document.phrases) > 9 or not taught
    theirs, ours = (e.decode(own, document, lattice, beam, 1024) for e in ENGINES)
    assert all(np.array_equal(a, b) for a, b in zip(ours, theirs, strict=True))
    assert len(ours[0]) >= len(found)


@needs_compiler
def test_score() -> None:
    rng, own = random.Random(1), model()
    ids = [rng.randrange(len(own.words)) for _ in range(60)]
    theirs, ours = (e.score(own, ids) for e in ENGINES)
    assert ours == theirs


PAIRS = Counter({("Vian", "Văn"): 2, ("hQi", "hội"): 1, ("ph\\lc", "phúc"): 1, ("中uan", "quan"): 1, ("", "ở"): 1})


@needs_compiler
def test_learn() -> None:
    own, costs = model(), general("damaged")[0]
    nats = np.where(costs < 12000, costs / 1000, -1.0)
    theirs, ours = (e.learn(index(own).alphabet, nats, list(PAIRS), list(PAIRS.values())) for e in ENGINES)
    assert np.array_equal(ours, theirs)
    assert ours.sum() > 0


def test_counts_are_those_of_the_plain_definition() -> None:
    own, costs = model(), general("damaged")[0]
    table = {op: cost / 1000 for op, cost in zip(own.ops, costs.tolist(), strict=True) if cost < 12000}
    wanted: Counter[tuple[str, str]] = Counter()
    for (bad, right), times in PAIRS.items():
        for op in align(bad, right, table):
            wanted[op] += times
    used, there = counted(own, costs, PAIRS)
    assert used.tolist() == [wanted[op] for op in own.ops]
    places = {t: i for i, (_, t) in enumerate(own.ops)}
    assert there[places["ă"]] == 2
    assert met(["", "ă", "ph"], PAIRS).tolist() == [24, 2, 1]


def test_operations_are_found_by_their_letters() -> None:
    alphabet = Alphabet((("rn", "m"), ("", "i"), ("abc", "xy"), ("é", "")))
    assert sorted(alphabet.number.tolist()) == [0, 1, 2, 3]
    assert np.all(np.diff(alphabet.keys.astype(object)) > 0)
    letters = alphabet.letters
    both = zip(alphabet.keys, alphabet.number.tolist(), strict=True)
    by_letters = {tuple(int(key) >> 12 * (4 - i) & 4095 for i in range(5)): n for key, n in both}
    assert by_letters[letters["r"], letters["n"], 0, letters["m"], 0] == 0
    assert by_letters[letters["a"], letters["b"], letters["c"], letters["x"], letters["y"]] == 2
    assert alphabet.encode("r中").tolist() == [letters["r"], 0, 0]


def test_a_token_met_twice_is_searched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.repair import finder as finding

    asked: list[int] = []

    class Counting:
        def search(self, tables: Any, tokens: list[bytes], *rest: Any) -> Any:
            asked.append(len(tokens))
            return finding_engine.search(tables, tokens, *rest)

    finding_engine = engine()
    monkeypatch.setattr(finding, "engine", Counting)
    finder = small()
    finder.prepare([("Vian", 0), ("hQi", 0), ("Vian", 0)], [("Vian", 0), ("h", 0)])
    finder.prepare([("hQi", 0)], [])
    assert asked == [3]
    start, whole, end = finder.known["hQi", 0]
    assert 0 < start < whole <= end
    words = [model().words[w] for w in finder.pool.word[start:whole].tolist()]
    assert "hội" in words


def test_setup_makes_the_model_ready() -> None:
    from pathlib import Path

    from pipeline.repair.native import ready

    ready()
    assert "from pipeline.repair.native import ready; ready()" in (Path(__file__).parents[1] / "setup.sh").read_text()


def test_the_trie_holds_every_word_once() -> None:
    from pipeline.repair.tables import build_trie

    words = ("<s>", "ta", "tan", "an", "ở", "tạ")
    trie = build_trie(words)
    assert set(trie.letters) == set("tanởạ")
    for number, word in enumerate(words[1:], 1):
        node = 0
        for letter in word:
            kids = slice(trie.kids[node], trie.kids[node + 1])
            below = dict(zip(trie.kid[kids].tolist(), trie.kid_node[kids].tolist(), strict=True))
            assert below == {i: n for i, n in enumerate(trie.child[node].tolist()) if n}
            assert [n for n in range(len(trie.letters)) if int(trie.mask[node, n // 64]) >> n % 64 & 1] == sorted(below)
            node = below[trie.letters[letter]]
        assert trie.word[node] == number
    assert sorted(trie.word[trie.word >= 0].tolist()) == [1, 2, 3, 4, 5]
    assert len(trie.word) == len(trie.kids) - 1 == 1 + len("tan") + len("an") + len("ở") + len("ạ")
