"""The network that judges words by both sides (`pipeline.repair.context`), trained on the words of models.ids.

    python -m models.context WORK_DIR CPU_SECONDS

Needs PyTorch, which the product does not. For each place the seven words before and after, with their case, give a vector;
the right word is told from the words with the same letters and from 512 drawn by frequency (their draw corrected for). Some
words around are exchanged for others with the same letters, as a first pass would mistake them; some cases too. Words start
from the singular vectors of their neighbourhood (`start`). Writes WORK_DIR/context.npz: eight bits a weight (sixteen for
biases), a scale a row.
"""

from __future__ import annotations

import json
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.repair.context import OFFSETS, REACH
from pipeline.repair.syllables import strip_marks

Array = np.ndarray[Any, Any]
SIZE, WIDTH, GROUP, DRAWN, BATCH, RATE = 128, 448, 20, 512, 2048, 2e-3
NEIGHBOURS = ((1, 1.0), (2, 0.7), (3, 0.5), (4, 0.4), (6, 0.3))
STRETCH = 4_000_000
MISTAKEN, STRANGE, SHOUTED, MISCASED = 0.04, 0.015, 0.05, 0.03
LEAST_ASKED = 0.15


def start(ids: Array, size: int) -> Array:
    """Word vectors to begin with: singular vectors of positive mutual information with the words around."""
    counts = np.zeros(size * size, np.float32)
    for at in range(0, len(ids), STRETCH):
        own = ids[at : at + STRETCH + 8].astype(np.int64)
        for far, weight in NEIGHBOURS:
            counts += weight * np.bincount(own[:-far] * size + own[far:], minlength=size * size).astype(np.float32)
    table = counts.reshape(size, size)
    table = table + table.T
    rows = table.sum(1)
    common = rows**0.75 / (rows**0.75).sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        told = np.log(table / np.maximum(rows[:, None], 1) / common[None, :])
    told = np.maximum(np.where(np.isfinite(told), told, 0), 0).astype(np.float32)
    basis = np.linalg.qr(told @ np.random.default_rng(0).standard_normal((size, SIZE + 32)).astype(np.float32))[0]
    for _ in range(3):
        basis = np.linalg.qr(told @ (told.T @ basis))[0]
    left, values, _ = np.linalg.svd(basis.T @ told, full_matrices=False)
    vectors = (basis @ left)[:, :SIZE] * np.sqrt(values[:SIZE])
    scaled: Array = vectors / vectors.std() / 2
    return scaled


class Places:
    """Places of the training text with what stands around them."""

    def __init__(self, work: Path) -> None:
        self.words = json.loads((work / "tables.json").read_text("utf-8"))["vocabulary"]
        self.ids = np.load(work / "ids.npy")
        kinds = np.full(256, 0, np.uint8)
        for letter, kind in (("T", 1), ("U", 2), ("m", 2)):
            kinds[ord(letter)] = kind
        kinds[0] = 3
        self.cases = kinds[np.load(work / "cases.npy")]
        self.counts = np.bincount(self.ids, minlength=len(self.words)).astype(float)
        self.group, self.asked = self._groups()
        drawn = np.where(np.arange(len(self.words)) > 2, self.counts**0.75, 0)
        self.drawn = drawn / drawn.sum()
        self.random = np.random.default_rng(1)

    def _groups(self) -> tuple[Array, Array]:
        """For each word those with the same letters, itself first; and how readily its places are asked."""
        same: dict[str, list[int]] = {}
        for number, word in enumerate(self.words[3:], 3):
            same.setdefault(strip_marks(word), []).append(number)
        group, asked = np.zeros((len(self.words), GROUP), np.int64), np.zeros(len(self.words))
        for numbers in same.values():
            numbers.sort(key=lambda n: -self.counts[n])
            share = self.counts[numbers[0]] / max(1.0, self.counts[numbers].sum())
            for number in numbers:
                others = [number, *(n for n in numbers if n != number)][:GROUP]
                group[number, : len(others)] = others
                asked[number] = min(1.0, max(LEAST_ASKED, 4 * (1 - share)))
        return group, asked

    def batch(self) -> tuple[Array, Array, Array, Array]:
        """Words around, their cases, the case of the word itself, the word."""
        draw = self.random
        at = draw.integers(REACH, len(self.ids) - REACH, BATCH * 3)
        at = at[draw.random(len(at)) < self.asked[self.ids[at]]][:BATCH]
        around = self.ids[at[:, None] + OFFSETS].astype(np.int64)
        kinds = self.cases[at[:, None] + OFFSETS].astype(np.int64)
        chance = draw.random(around.shape)
        other = np.take_along_axis(self.group[around], draw.integers(0, 6, around.shape)[..., None], -1)[..., 0]
        around = np.where((chance < MISTAKEN) & (other > 0), other, around)
        strange = np.where(draw.random(around.shape) < 0.4, 0, self.ids[draw.integers(0, len(self.ids), around.shape)])
        around = np.where(chance > 1 - STRANGE, strange, around)
        own = self.cases[at].astype(np.int64)
        shouted = draw.random(len(at)) < SHOUTED
        own[shouted], kinds[shouted] = 2, 2
        own = np.where(draw.random(len(at)) < MISCASED, draw.integers(0, 3, len(at)), own)
        return around, kinds, own, self.ids[at].astype(np.int64)


def network(torch: Any, places: Places) -> dict[str, Any]:
    """The layers, to begin with."""
    size, first = len(places.words), torch.tensor(start(places.ids, len(places.words)))
    shapes = {
        "case": (4, SIZE), "own_case": (4, WIDTH), "kind_bias": (4, size), "first": (WIDTH, SIZE * 2 * REACH),
        "first_bias": (WIDTH,), "second": (WIDTH, WIDTH), "second_bias": (WIDTH,), "third": (SIZE, WIDTH), "third_bias": (SIZE,),
    }  # fmt: skip
    layers = {
        name: torch.randn(shape) * 0.1 if name in ("case", "own_case") else torch.zeros(shape) for name, shape in shapes.items()
    }
    for name in ("first", "second", "third"):
        layers[name] = (torch.rand(shapes[name]) * 2 - 1) / shapes[name][1] ** 0.5
    usual = torch.tensor(np.log((places.counts + 1) / places.counts.sum())).float()
    layers |= {"in": first, "out": first * 0.2, "bias": usual}
    return {name: layer.requires_grad_() for name, layer in layers.items()}


def loss_of(torch: Any, net: dict[str, Any], places: Places, group: Any) -> Any:
    """The cost of one batch."""
    curved = torch.nn.functional.gelu
    around, kinds, own, right = (torch.from_numpy(a) for a in places.batch())
    numbers = np.searchsorted(np.cumsum(places.drawn), places.random.random(DRAWN)).clip(3, len(places.words) - 1)
    drawn = torch.from_numpy(numbers)
    draw_cost = torch.tensor(np.log(places.drawn[numbers] * DRAWN)).float()
    with torch.autocast("cpu", dtype=torch.bfloat16):
        seen = (net["in"][around] + net["case"][kinds]).flatten(1)
        hidden = curved(seen @ net["first"].T + net["first_bias"] + net["own_case"][own], approximate="tanh")
        hidden = hidden + curved(hidden @ net["second"].T + net["second_bias"], approximate="tanh")
        hidden = hidden @ net["third"].T + net["third_bias"]
        others = hidden @ net["out"][drawn].T
    hidden, near = hidden.float(), group[right]
    others = others.float() + net["bias"][drawn] + net["kind_bias"][own][:, drawn] - draw_cost
    others = others.masked_fill(drawn[None] == right[:, None], -1e9)
    odds = torch.einsum("bd,bgd->bg", hidden, net["out"][near]) + net["bias"][near] + net["kind_bias"][own[:, None], near]
    odds = odds.masked_fill(near == 0, -1e9)
    of_group = torch.logsumexp(odds, 1) - odds[:, 0]
    of_all = torch.logsumexp(torch.cat([odds, others], 1), 1) - odds[:, 0]
    return (of_group + 0.5 * of_all).mean()


def in_bits(layer: Array, kind: type[np.int8] | type[np.int16]) -> tuple[Array, Array]:
    """A layer in so many bits and the scale of each row."""
    rows = layer if layer.ndim > 1 else layer[None]
    scale = np.maximum(np.abs(rows).max(1), 1e-9) / np.iinfo(kind).max
    return np.round(rows / scale[:, None]).astype(kind), scale.astype(np.float32)


def save(net: dict[str, Any], out: Path) -> None:
    """Write the layers as the product keeps them."""
    layers = {name: layer.detach().numpy() for name, layer in net.items()}
    layers["bias"] = layers["bias"] + layers.pop("kind_bias")
    arrays: dict[str, Array] = {}
    for name, layer in layers.items():
        kind = np.int16 if name.endswith("bias") else np.int8
        arrays[f"nn_{name}"], arrays[f"nn_{name}_scale"] = in_bits(layer, kind)
    np.savez(out, **arrays)  # type: ignore[arg-type]


def main(work: Path, budget: float) -> None:
    """Train for so many CPU seconds and write the layers."""
    torch = import_module("torch")
    places = Places(work)
    net, group = network(torch, places), torch.tensor(places.group)
    optimiser = torch.optim.Adam(list(net.values()), lr=RATE, betas=(0.9, 0.98))
    began, step = time.process_time(), 0
    while (spent := time.process_time() - began) < budget:
        for part in optimiser.param_groups:
            part["lr"] = RATE * min(1.0, (step + 1) / 200) * max(0.02, 1 - spent / budget)
        loss = loss_of(torch, net, places, group)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        step += 1
        if step % 500 == 0:
            print(f"{spent:.0f} s, {step * BATCH / 1e6:.1f} million places, loss {float(loss):.3f}", flush=True)
    save(net, work / "context.npz")


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
