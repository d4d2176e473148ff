"""Train the reader of handwritten figures and write it as ONNX.

    python -m models.figures.train --digits FOLDER --fonts /usr/share/fonts/truetype --out pipeline/read/ocr/data/figures.onnx

Needs PyTorch, which nothing else of the project does. A small convolutional network reads the strip column by column and
is trained with the CTC loss on strips made as it goes (`models.figures.strips`).
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from models.figures.strips import HEIGHT, WIDTH, StripMaker, load_digits

BLANK = 10
COLUMNS = WIDTH // 4


def network() -> nn.Module:
    """Strip (n, 1, 40, 200) → log probabilities (n, 50 columns, 11 classes: ten figures and the blank)."""

    def block(inside: int, outside: int, pool: tuple[int, int] | None) -> list[nn.Module]:
        made: list[nn.Module] = [nn.Conv2d(inside, outside, 3, padding=1), nn.BatchNorm2d(outside), nn.ReLU()]
        return [*made, nn.MaxPool2d(pool)] if pool else made

    layers = [*block(1, 12, (2, 2)), *block(12, 28, (2, 2)), *block(28, 48, (2, 1)), *block(48, 72, (5, 1))]
    return nn.Sequential(*layers, _Columns())


class _Columns(nn.Module):  # type: ignore[misc]  # torch is not there when types are checked
    """The features of each column, looked at with its neighbours, into classes."""

    def __init__(self) -> None:
        super().__init__()
        self.wide = nn.Sequential(
            nn.Conv1d(72, 96, 7, padding=3), nn.BatchNorm1d(96), nn.ReLU(), nn.Conv1d(96, 11, 1),
        )  # fmt: skip

    def forward(self, features: torch.Tensor) -> torch.Tensor:
        columns = self.wide(features.squeeze(2))
        return torch.log_softmax(columns.transpose(1, 2), dim=2)


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


def train(maker: StripMaker, minutes: float, size: int = 32) -> nn.Module:
    """Train for so many minutes of the clock, with one cycle of the learning rate over them."""
    net = network()
    best = torch.optim.AdamW(net.parameters(), lr=1e-3, weight_decay=1e-3)
    loss_of = nn.CTCLoss(blank=BLANK, zero_infinity=True)
    start, step, right, seen = time.time(), 0, 0, 0
    while (done := (time.time() - start) / (60 * minutes)) < 1:
        for group in best.param_groups:
            group["lr"] = 2.5e-3 * min(1.0, done / 0.1) * (1 - done) + 1e-5
        ink, flat, counts, said = batch(maker, size)
        logs = net(ink)
        loss = loss_of(logs.transpose(0, 1), flat, torch.full((size,), COLUMNS), counts)
        best.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        best.step()
        right += sum(a == b for a, b in zip(greedy(logs), said, strict=True))
        seen += size
        step += 1
        if step % 100 == 0:
            print(f"{step} steps, {done:.0%}, loss {loss.item():.3f}, strips right {right / seen:.3f}", flush=True)
            right = seen = 0
    return net.eval()


def export(net: nn.Module, out: Path) -> None:
    """Write the network as ONNX, batch size free."""
    sample: Any = torch.zeros(1, 1, HEIGHT, WIDTH)
    torch.onnx.export(
        net, (sample,), str(out), input_names=["ink"], output_names=["logs"],
        dynamic_axes={"ink": {0: "n"}, "logs": {0: "n"}}, opset_version=17, dynamo=False,
    )  # fmt: skip


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Train the reader of handwritten figures.")
    parser.add_argument("--digits", type=Path, required=True)
    parser.add_argument("--fonts", type=Path, default=Path("/usr/share/fonts/truetype"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=12.0)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    export(train(StripMaker(load_digits(args.digits), args.fonts, args.seed), args.minutes), args.out)


if __name__ == "__main__":
    main()
