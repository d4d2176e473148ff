"""Train the reader of handwritten figures and write it as ONNX.

    python -m models.figures.train --digits FOLDER --steps 2400 --out start.onnx
    python -m models.figures.heads --docs LETTERS --gold GOLD --out blanks.pickle
    python -m models.figures.train --digits FOLDER --start start.onnx --blanks blanks.pickle --steps 700 --rate 8e-4 --out F.onnx

Needs PyTorch and onnx, which nothing else of the project does. The network is trained with the CTC loss on strips made as
it goes (`models.figures.strips`): first of sample digits and our own pens, then with real blanks among them. `--without`
leaves letters out by how their names begin, `--only` all others, so that they can be read by a network that never saw them.
"""

from __future__ import annotations

import argparse
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from models.figures.heads import Blank
from models.figures.network import BLANK, COLUMNS, network, resumed
from models.figures.strips import HEIGHT, WIDTH, StripMaker, load_digits

WARM = 60
"""Steps until the learning rate is full."""


def batch(maker: StripMaker, size: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, list[str]]:
    """Strips, their figures end to end, how many each has, and the figures as text."""
    strips = [maker.strip() for _ in range(size)]
    ink = torch.from_numpy(np.stack([s.ink for s in strips])[:, None])
    flat = torch.tensor([int(f) for s in strips for f in s.figures], dtype=torch.long)
    return ink, flat, torch.tensor([len(s.figures) for s in strips]), [s.figures for s in strips]


def greedy(logs: torch.Tensor) -> list[str]:
    """The likeliest figures of each strip."""
    out = []
    for path in logs.argmax(2).tolist():
        kept = [c for i, c in enumerate(path) if c != BLANK and (i == 0 or path[i - 1] != c)]
        out.append("".join(map(str, kept)))
    return out


def train(net: nn.Module, maker: StripMaker, steps: int, rate: float, size: int = 32) -> nn.Module:
    """Train for so many steps of `size` strips; the learning rate falls by half a cosine."""
    best = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=2e-3)
    loss_of = nn.CTCLoss(blank=BLANK, zero_infinity=True)
    right = seen = 0
    net.train()
    for step in range(steps):
        for group in best.param_groups:
            group["lr"] = rate * min(1.0, step / WARM + 0.05) * (1 + np.cos(np.pi * step / steps)) / 2 + 2e-5
        ink, flat, counts, said = batch(maker, size)
        logs = net(ink)
        loss = loss_of(logs.transpose(0, 1), flat, torch.full((size,), COLUMNS), counts)
        best.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        best.step()
        right += sum(a == b for a, b in zip(greedy(logs), said, strict=True))
        seen += size
        if step % 100 == 99:
            print(f"{step + 1} steps, loss {loss.item():.3f}, strips right {right / seen:.3f}", flush=True)
            right = seen = 0
    return net.eval()


def export(net: nn.Module, out: Path) -> None:
    """Write the network as ONNX, batch size free."""
    sample: Any = torch.zeros(1, 1, HEIGHT, WIDTH)
    torch.onnx.export(
        net, (sample,), str(out), input_names=["ink"], output_names=["logs"],
        dynamic_axes={"ink": {0: "n"}, "logs": {0: "n"}}, opset_version=17, dynamo=False,
    )  # fmt: skip


def chosen(path: Path | None, without: str, only: str) -> list[Blank]:
    """The blanks of a file, but for letters whose names begin with one of `without` (commas), or with none of `only`."""
    found: list[Blank] = pickle.loads(path.read_bytes()) if path else []
    out, kept = tuple(filter(None, without.split(","))), tuple(filter(None, only.split(",")))
    return [b for b in found if not (out and b.letter.startswith(out)) and (not kept or b.letter.startswith(kept))]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Train the reader of handwritten figures.")
    parser.add_argument("--digits", type=Path, required=True)
    parser.add_argument("--fonts", type=Path, default=Path("/usr/share/fonts/truetype"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="a network written before, to train on")
    parser.add_argument("--blanks", type=Path, help="real blanks (models.figures.heads)")
    parser.add_argument("--without", default="")
    parser.add_argument("--only", default="")
    parser.add_argument("--steps", type=int, default=2400)
    parser.add_argument("--rate", type=float, default=2.5e-3)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    net = resumed(args.start) if args.start else network()
    blanks = chosen(args.blanks, args.without, args.only)
    train(net, StripMaker(load_digits(args.digits), args.fonts, args.seed, blanks), args.steps, args.rate)
    export(net, args.out)


if __name__ == "__main__":
    main()
