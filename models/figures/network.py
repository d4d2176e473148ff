"""The network that reads figures written by hand: a strip, column by column, into figures or none (CTC)."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn

from models.figures.strips import WIDTH

BLANK, COLUMNS = 10, WIDTH // 4


def network(*, normed: bool = True) -> nn.Module:
    """Strip (n, 1, 40, 200) → log probabilities (n, 50 columns, 11 classes: ten figures and the blank).

    `normed` with batch normalisation, for a training from nothing; a network written as ONNX has it in its weights.
    """

    def block(inside: int, outside: int, pool: tuple[int, int]) -> list[nn.Module]:
        norm = nn.BatchNorm2d(outside) if normed else nn.Identity()
        return [nn.Conv2d(inside, outside, 3, padding=1), norm, nn.ReLU(), nn.MaxPool2d(pool)]

    layers = [*block(1, 12, (2, 2)), *block(12, 28, (2, 2)), *block(28, 48, (2, 1)), *block(48, 72, (5, 1))]
    return nn.Sequential(*layers, _Columns(nn.BatchNorm1d(96) if normed else nn.Identity()))


class _Columns(nn.Module):  # type: ignore[misc]  # torch is not there when types are checked
    """The features of each column, looked at with its neighbours, into classes."""

    def __init__(self, norm: nn.Module) -> None:
        super().__init__()
        self.wide = nn.Sequential(nn.Conv1d(72, 96, 7, padding=3), norm, nn.ReLU(), nn.Conv1d(96, 11, 1))

    def forward(self, features: torch.Tensor) -> torch.Tensor:
        """Log probabilities of the classes in each column."""
        return torch.log_softmax(self.wide(features.squeeze(2)).transpose(1, 2), dim=2)


def resumed(path: Path) -> nn.Module:
    """The network with the weights of an ONNX file that `models.figures.train` wrote, to be trained further."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(path)).graph
    weights = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    written = [node.input for node in graph.node if node.op_type == "Conv"]
    net = network(normed=False)
    layers = [m for m in net.modules() if isinstance(m, (nn.Conv1d, nn.Conv2d))]
    for layer, (_, weight, bias) in zip(layers, written, strict=True):
        layer.weight.data, layer.bias.data = torch.tensor(weights[weight]), torch.tensor(weights[bias])
    return net
