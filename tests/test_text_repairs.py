"""Notes of repairs, composed over two stages."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from schemas.record import Repair
from schemas.repairs import composed, original


def changed(text: str, cuts: list[tuple[int, int, str]]) -> tuple[str, tuple[Repair, ...]]:
    """The text with stretches (gap before, length, new text) replaced, and the notes of it."""
    made, notes, at = "", [], 0
    for gap, length, new in cuts:
        start, end = at + gap, at + gap + length
        if end > len(text):
            break
        made += text[at:start]
        notes.append(Repair(len(made), len(made) + len(new), text[start:end], new, 0.9))
        made += new
        at = end
    return made + text[at:], tuple(notes)


cuts = st.lists(st.tuples(st.integers(1, 5), st.integers(0, 4), st.text("xyz", max_size=4)), max_size=6)


@given(st.text("abc ", max_size=40), cuts, cuts)
def test_composed(text: str, one: list[tuple[int, int, str]], two: list[tuple[int, int, str]]) -> None:
    """Two stages undone at once give what undoing one after the other gives."""
    middle, first = changed(text, one)
    last, second = changed(middle, two)
    assert original(middle, first) == text
    assert original(last, second) == middle
    both = composed(first, second)
    assert original(last, both) == text
    assert all(last[r.start : r.end] == r.after for r in both)
    assert all(a.end <= b.start for a, b in pairwise(both))
