"""The cheapest operations that turn a right word into what was read."""

from __future__ import annotations

import math

from pipeline.repair.syllables import strip_marks

Op = tuple[str, str]
LONGEST = 3


def start_cost(o: str, t: str) -> float:
    """Costs before anything is learned: same letter, same base, another letter, nothing, something extra."""
    if len(t) == 1 and len(o) == 1:
        if o == t:
            return 0.1
        if strip_marks(o) == strip_marks(t):
            return 0.3
        return 1.5 if strip_marks(o).lower() == strip_marks(t).lower() else 5.0
    if not t:
        return 6.0 * len(o)
    if not o:
        return 6.0
    return 4.2 + 1.8 * abs(len(o) - len(t)) + (0 if strip_marks(o[:1]).lower() == strip_marks(t[:1]).lower() else 1.5)


def align(bad: str, right: str, cost: dict[Op, float] | None) -> list[Op]:
    """The cheapest operations that turn `right` into `bad`, in order."""
    n, m = len(bad), len(right)
    best = [[math.inf] * (n + 1) for _ in range(m + 1)]
    back: dict[tuple[int, int], tuple[int, int]] = {}
    best[0][0] = 0.0
    for i in range(m + 1):
        for j in range(n + 1):
            here = best[i][j]
            if here == math.inf:
                continue
            for di in (0, 1, 2):
                if i + di > m:
                    break
                t = right[i : i + di]
                for dj in range(0 if di == 1 else 1, (1 if di == 0 else LONGEST) + 1):
                    if j + dj > n:
                        break
                    o = bad[j : j + dj]
                    if di == 2 and dj == 2 and (o[0] == t[0] or o[1] == t[1]):
                        continue
                    step = start_cost(o, t) if cost is None else cost.get((o, t), 7.0 + 2.0 * max(di, dj))
                    if here + step < best[i + di][j + dj]:
                        best[i + di][j + dj] = here + step
                        back[i + di, j + dj] = (di, dj)
    ops: list[Op] = []
    i, j = m, n
    while i or j:
        di, dj = back[i, j]
        ops.append((bad[j - dj : j], right[i - di : i]))
        i, j = i - di, j - dj
    return ops[::-1]
