"""Train trueocr's recogniser further on names under seals and write it as ONNX.

    python -m models.names.train --recogniser TRUEOCR/models --fonts /usr/share/fonts/truetype --crops FOLDER --make 40000
    python -m models.names.train --recogniser TRUEOCR/models --crops FOLDER --out pipeline/read/ocr/data/names.onnx --minutes 15

Needs PyTorch and onnx, which nothing else of the project does. The first line makes the crops, the second trains on them.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from models.names.crops import HEIGHT, WIDTH, CropMaker, Names, Sample
from models.names.network import Recogniser, load, resume
from pipeline.read.layer import syllables
from pipeline.read.ocr.people import names

SHARD = 2000


def make(out: Path, fonts: Path, count: int, seed: int) -> None:
    """Write `count` crops as files of SHARD crops each."""
    known = names()
    maker = CropMaker(Names(known.surnames, known.middles, known.givens, list(syllables())[:2500]), fonts, seed)
    out.mkdir(parents=True, exist_ok=True)
    for k in range(count // SHARD):
        samples = [maker.crop() for _ in range(SHARD)]
        ends = np.cumsum([s.ink.shape[1] for s in samples])
        ink = np.concatenate([s.ink for s in samples], axis=1)
        part = out / f"{seed:04d}-{k:03d}"
        np.save(part.with_suffix(".tmp.npy"), ink)
        part.with_suffix(".json").write_text(json.dumps([[s.name for s in samples], ends.tolist()]))
        part.with_suffix(".tmp.npy").rename(part.with_suffix(".npy"))


def read(part: Path) -> list[Sample]:
    """The crops of one file."""
    ink = np.load(part)
    texts, ends = json.loads(part.with_suffix(".json").read_text())
    return [Sample(ink[:, a:b], text) for text, a, b in zip(texts, [0, *ends], ends, strict=False)]


def batch(samples: list[Sample], codes: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Ink padded to one width, widths, labels end to end, and how long each label is."""
    widths = [s.ink.shape[1] for s in samples]
    wide = min(WIDTH, -(-max(widths) // 8) * 8) + 8
    ink: npt.NDArray[np.float32] = np.zeros((len(samples), 1, HEIGHT, wide), np.float32)
    for row, sample in zip(ink, samples, strict=True):
        row[0, :, : sample.ink.shape[1]] = sample.ink / np.float32(255)
    labels = [codes[c] for s in samples for c in s.name]
    return torch.from_numpy(ink), torch.tensor(widths), torch.tensor(labels), torch.tensor([len(s.name) for s in samples])


def greedy(logs: torch.Tensor, widths: torch.Tensor, chars: list[str]) -> list[str]:
    """The likeliest text of each crop."""
    out = []
    for steps, wide in zip(logs.argmax(2).tolist(), widths.tolist(), strict=True):
        path = steps[: (wide + 3) // 4]
        out.append("".join(chars[c - 1] for k, c in enumerate(path) if c and (k == 0 or path[k - 1] != c)).strip())
    return out


def train(net: Recogniser, crops: Path, chars: list[str], minutes: float, size: int = 32) -> Recogniser:
    """Train for so many minutes of CPU time; the learning rate makes one cycle."""
    codes = {c: k + 1 for k, c in enumerate(chars)}
    random = np.random.default_rng(1)
    best = torch.optim.AdamW(net.parameters(), lr=1e-3, weight_decay=1e-3)
    loss_of = nn.CTCLoss(blank=0, zero_infinity=True)
    start, step, right, seen = time.process_time(), 0, 0, 0
    net.train()
    while True:
        parts = sorted(crops.glob("*[0-9].npy"))
        samples = read(parts[int(random.integers(len(parts)))])
        order = random.permutation(len(samples)).tolist()
        for k in range(0, len(order) - size + 1, size):
            if (done := (time.process_time() - start) / (60 * minutes)) >= 1:
                net.eval()
                return net
            for group in best.param_groups:
                group["lr"] = 1.2e-3 * min(1.0, done / 0.05) * (1 - done) + 5e-6
            chosen = [samples[i] for i in order[k : k + size]]
            ink, widths, labels, lengths = batch(chosen, codes)
            logs = net(ink, widths)
            loss = loss_of(logs.transpose(0, 1), labels, (widths + 3) // 4, lengths)
            best.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            best.step()
            right += sum(a == one.name for a, one in zip(greedy(logs, widths, chars), chosen, strict=True))
            seen += size
            step += 1
            if step % 50 == 0:
                print(f"{step} steps, {done:.1%}, loss {loss.item():.3f}, names right {right / seen:.3f}", flush=True)
                right = seen = 0


def export(net: Recogniser, out: Path) -> None:
    """Write the network as ONNX, batch size and width free."""
    sample: Any = (torch.zeros(1, 1, HEIGHT, 128), torch.tensor([120]))
    torch.onnx.export(
        net.eval(), sample, str(out), input_names=["ink", "widths"], output_names=["logs"],
        dynamic_axes={"ink": {0: "n", 3: "w"}, "widths": {0: "n"}, "logs": {0: "n", 1: "t"}}, opset_version=17, dynamo=False,
    )  # fmt: skip


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Train the reader of names under seals.")
    parser.add_argument("--recogniser", type=Path, required=True, help="folder of trueocr's rec.onnx and meta.json")
    parser.add_argument("--crops", type=Path, required=True)
    parser.add_argument("--fonts", type=Path, default=Path("/usr/share/fonts/truetype"))
    parser.add_argument("--make", type=int, default=0)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--resume", type=Path, help="a network written before, to train on")
    parser.add_argument("--minutes", type=float, default=15.0)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    if args.make:
        make(args.crops, args.fonts, args.make, args.seed)
    if args.out:
        torch.set_num_threads(1)
        torch.manual_seed(args.seed)
        chars = list(json.loads((args.recogniser / "meta.json").read_text("utf-8"))["charset"])
        net = load(args.recogniser / "rec.onnx")
        if args.resume:
            resume(net, args.resume)
        export(train(net, args.crops, chars, args.minutes), args.out)


if __name__ == "__main__":
    main()
