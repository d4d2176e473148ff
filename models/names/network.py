"""trueocr's line recogniser as a PyTorch module, so that it can be trained further.

The recogniser (trueocr 0.1.1, Apache-2.0) is a convolution over each 4-pixel column of the middle row of a crop three
lines high, a small branch that looks at all three, and ten blocks of depthwise convolutions along the line.
"""

from __future__ import annotations

from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from torch import nn
from torch.nn import functional

CLASSES, BLOCKS = 223, 10


class _Context(nn.Module):  # type: ignore[misc]  # torch is not there when types are checked
    """What stands above and below: 24 rows weighed by four learned masks."""

    def __init__(self) -> None:
        super().__init__()
        self.patch = nn.Conv2d(1, 32, 4, stride=4)
        self.dw = nn.Conv2d(32, 32, 3, padding=1, groups=32, bias=False)
        self.pw = nn.Conv2d(32, 64, 1)
        self.score = nn.Conv2d(64, 4, 1)
        self.row_prior = nn.Parameter(torch.zeros(1, 4, 24, 1))
        self.proj = nn.Conv1d(64, 128, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        seen = functional.hardswish(self.pw(self.dw(functional.hardswish(self.patch(x)))))
        weights = torch.softmax(self.score(seen) + self.row_prior, dim=2)
        n, _, rows, wide = seen.shape
        summed = (seen.reshape(n, 4, 16, rows, wide) * weights.unsqueeze(2)).sum(3)
        return self.proj(summed.reshape(n, 64, wide))


class _Block(nn.Module):  # type: ignore[misc]
    """Along the line: depthwise convolution, expansion, squeeze and excitation, projection; added to what came in."""

    def __init__(self) -> None:
        super().__init__()
        self.dw = nn.Conv1d(128, 128, 9, padding=4, groups=128)
        self.expand, self.project = nn.Conv1d(128, 256, 1), nn.Conv1d(256, 128, 1)
        self.fc1, self.fc2 = nn.Conv1d(256, 64, 1), nn.Conv1d(64, 256, 1)

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        wide = functional.hardswish(self.expand(self.dw(x)))
        mean = (wide * mask).sum(2, keepdim=True) / mask.sum(2, keepdim=True).clamp(min=1.0)
        gate = torch.sigmoid(self.fc2(torch.relu(self.fc1(mean))))
        return (x + self.project(wide * gate)) * mask


class Recogniser(nn.Module):  # type: ignore[misc]
    """Ink (n, 1, 96, w) and its widths (n) → log probabilities (n, w / 4, 223); class 0 is CTC's blank."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(1, 128, (32, 4), stride=(32, 4))
        self.context = _Context()
        self.stem_bn = nn.BatchNorm1d(128)
        self.blocks = nn.ModuleList(_Block() for _ in range(BLOCKS))
        self.head = nn.Conv1d(128, CLASSES, 1)

    def forward(self, x: torch.Tensor, widths: torch.Tensor) -> torch.Tensor:
        """See the class."""
        features = self.stem(x[:, :, 32:64]).squeeze(2) + self.context(x)
        steps = torch.arange(features.shape[2], device=x.device)
        mask = (steps[None, :] < ((widths + 3) // 4)[:, None]).to(x.dtype).unsqueeze(1)
        features = functional.hardswish(self.stem_bn(features)) * mask
        for block in self.blocks:
            features = block(features, mask)
        return torch.log_softmax(self.head(features).transpose(1, 2), dim=2)


def resume(net: nn.Module, path: Path) -> None:
    """Give a network the weights that it was written with, for more training."""
    held = {one.name: torch.from_numpy(numpy_helper.to_array(one).copy()) for one in onnx.load(str(path)).graph.initializer}
    net.load_state_dict({key: held[key] for key in net.state_dict() if key in held}, strict=False)


def load(path: Path) -> Recogniser:
    """The recogniser with the weights of trueocr's rec.onnx."""
    graph = onnx.load(str(path)).graph
    held = {one.name: torch.from_numpy(numpy_helper.to_array(one).copy()) for one in graph.initializer}
    net = Recogniser()
    unnamed = [
        held[f"onnx::Conv_{k}"] for k in (504, 505, 507, 508, *(n for b in range(BLOCKS) for n in (510 + 3 * b, 511 + 3 * b)))
    ]
    state = {"context.patch.weight": unnamed[0], "context.patch.bias": unnamed[1]}
    state |= {"context.pw.weight": unnamed[2], "context.pw.bias": unnamed[3]}
    for b in range(BLOCKS):
        state |= {f"blocks.{b}.dw.weight": unnamed[4 + 2 * b], f"blocks.{b}.dw.bias": unnamed[5 + 2 * b]}
    for name, value in held.items():
        if name.startswith("rec."):
            state[name[4:].replace(".se.", ".")] = value
    missing = net.load_state_dict(state, strict=False).missing_keys
    if [key for key in missing if not key.endswith("num_batches_tracked")]:
        raise ValueError(f"not the recogniser this was written for: {missing}")
    return net
