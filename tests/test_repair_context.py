"""Repair: the network that judges words by both sides: what it is given, what it may change, how it is kept."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pipeline.repair import context as contexts
from pipeline.repair import mend, repair_text
from pipeline.repair.capitals import as_read
from pipeline.repair.context import OFFSETS, REACH, Context, Trust, network_of, seen_around, sequence
from pipeline.repair.model import STOP, available, model
from pipeline.repair.native import Lattice
from pipeline.repair.units import Choice, units

needs_network = pytest.mark.skipif(
    not available() or not network_of(model()), reason="the trained artefact models/repair.xz is not in this tree"
)
TRUST = Trust(margin=1000, share=1.0, weight=1000)


def test_the_sequence_has_full_stops_where_sentences_end() -> None:
    found = units(["a b.", "c"], damaged=False)
    choices = [Choice(i, i, (10 + i,), 0, 0) for i in range(3)]
    words, kinds, places = sequence(found, choices, ["l", "T", "U"])
    assert words.tolist() == [STOP] * REACH + [10, 11, STOP, 12, STOP] + [STOP] * REACH
    assert kinds.tolist()[REACH : REACH + 5] == [0, 1, 3, 2, 3]
    assert places == [0, 1, 3]


def small_network() -> contexts.Network:
    """A network of the right shape, of small numbers."""
    draw = np.random.default_rng(1)
    shapes = {
        "in": (20, 4), "out": (20, 4), "case": (4, 4), "own_case": (4, 6), "bias": (4, 20), "first": (6, 4 * len(OFFSETS)),
        "first_bias": (1, 6), "second": (6, 6), "second_bias": (1, 6), "third": (4, 6), "third_bias": (1, 4),
    }  # fmt: skip
    return {name: draw.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}


def test_only_words_of_doubtful_units_change_and_the_chosen_one_does_not() -> None:
    network = small_network()
    words = np.array([STOP] * REACH + [5, 6, 7] + [STOP] * REACH)
    hidden = seen_around(network, words, np.zeros(len(words), np.int64), np.array([1]))
    found = Context(network, np.array([-1, 0, -1]), hidden, np.array([0]), np.array([6]), TRUST)
    edges = [(0, 5), (1, 6), (1, 8), (1, 2), (-2, 9), (2, 7)]
    lattice = Lattice(np.zeros(1), np.zeros(6), np.array([w for _, w in edges]), np.full(6, 100))
    more = found.added(0, np.array([u for u, _ in edges]), lattice) - 100
    assert [bool(x) for x in more] == [False, False, True, False, False, False]


def test_nothing_in_doubt_gives_no_rows() -> None:
    words = np.full(2 * REACH + 1, STOP)
    assert seen_around(small_network(), words, np.zeros(len(words), np.int64), np.zeros(0, np.int64)).shape == (0, 4)


@pytest.mark.parametrize(("text", "case"), [("duoc", "l"), ("Bo", "T"), ("BO", "U"), ("B", "T"), ("B6", "T"), ("d6ng", "l")])
def test_case_of_bare_text(text: str, case: str) -> None:
    assert as_read(text) == case


@needs_network
def test_both_sides_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Uy ban nhan dan tinh Quang Ninh bao cao ket qua thuc hien nhiem vu phat trien kinh te - xa hoi nam 2023."
    right = "Uỷ ban nhân dân tỉnh Quảng Ninh báo cáo kết quả thực hiện nhiệm vụ phát triển kinh tế - xã hội năm 2023."
    assert repair_text(text).text.replace("Ủy", "Uỷ") == right
    own = model()
    bare = replace(own, arrays={name: array for name, array in own.arrays.items() if not name.startswith("nn_")})
    monkeypatch.setattr(mend, "model", lambda: bare)
    assert repair_text(text).text.replace("Ủy", "Uỷ") == right
