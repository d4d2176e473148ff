"""The `lstm` part of a `.traineddata` file read: layers and their eight-bit weights.

The form is that of Tesseract 4 and 5 (`network.cpp`, `weightmatrix.cpp`, `unicharcompress.cpp`); little endian.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
NAMES = ("ConvNL", "Lfys48", "Lfx96", "Lrx96", "Lfx192", "Output")
"""The layers of the network of `tessdata_fast`."""
PARTS = {"lstm": 17, "unicharset": 21, "recoder": 22}
"""Places of the parts in the file's table."""
GATES = 4
PLUMBING = ("Series", "Parallel", "Replicated", "RTLReversed", "TTBReversed", "XYTranspose")
LAYER_RATES, INT8, DOUBLE = 64, 1, 128
"""Flags: a learning rate for each layer follows; weights of eight bits; scales of double precision."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer: its kind and name, sizes of what goes in and out, its weights (rows x inputs and a last one for the bias)."""

    kind: str
    name: str
    inputs: int
    outputs: int
    weights: tuple[Floats, ...] = ()
    layers: tuple[Layer, ...] = field(default=())

    def every(self) -> Iterator[Layer]:
        """The layer and all within it."""
        yield self
        for layer in self.layers:
            yield from layer.every()


class Stream:
    """Values taken from bytes one after the other."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data, self.at = data, at

    def take(self, form: str) -> tuple[Any, ...]:
        """Values of a form of `struct`."""
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def text(self) -> str:
        """A string with its length before it."""
        (length,) = self.take("I")
        return bytes(self.take(f"{length}s")[0]).decode("utf-8")


def parts(traineddata: bytes) -> dict[str, bytes]:
    """The parts of the file that the network needs."""
    stream = Stream(traineddata)
    (count,) = stream.take("i")
    places = [*stream.take(f"{count}q"), len(traineddata)]
    ends = {start: min(p for p in places if p > start) for start in places[:-1] if start >= 0}
    return {name: traineddata[places[k] : ends[places[k]]] for name, k in PARTS.items()}


def network(data: bytes) -> tuple[Layer, int]:
    """The network, and the code of no character. Raises ValueError where the weights are not of eight bits."""
    stream = Stream(data)
    top = _layer(stream)
    stream.text()  # how the network was asked for
    *_, none = stream.take("iiii")
    return top, int(none)


def supported(traineddata: bytes) -> bool:
    """Whether the network has the layers of `tessdata_fast`, in weights of eight bits, and a code for each character."""
    try:
        found = parts(traineddata)
        top, none = network(found["lstm"])
        characters(found["unicharset"], found["recoder"], none)
    except (ValueError, KeyError, IndexError, struct.error):  # no such file, or of another form
        return False
    return {layer.name for layer in top.every()} >= set(NAMES)


def _layer(stream: Stream) -> Layer:
    kind = _kind(stream)
    _, _, flags, inputs, outputs, _ = stream.take("bbiiii")
    name = stream.text()
    if kind in PLUMBING:
        layers = tuple(_layer(stream) for _ in range(stream.take("I")[0]))
        if flags & LAYER_RATES:
            stream.take(f"{stream.take('I')[0]}f")
        return Layer(kind, name, inputs, outputs, layers=layers)
    if kind == "Input":
        stream.take("iiiii")
        return Layer(kind, name, inputs, outputs)
    if kind in ("Convolve", "Maxpool", "Reconfig"):
        stream.take("ii")
        return Layer(kind, name, inputs, outputs)
    if kind in ("LSTM", "SummLSTM"):
        stream.take("i")
        return Layer(kind, name, inputs, outputs, tuple(_weights(stream) for _ in range(GATES)))
    return Layer(kind, name, inputs, outputs, (_weights(stream),))


def _kind(stream: Stream) -> str:
    if stream.take("b")[0]:
        raise ValueError("a layer of an older form")
    return stream.text()


def _weights(stream: Stream) -> Floats:
    """Weights of eight bits times the scale of their row."""
    (mode,) = stream.take("B")
    if not (mode & INT8 and mode & DOUBLE):
        raise ValueError("weights are not of eight bits")
    rows, columns, _ = stream.take("iib")
    whole = np.frombuffer(stream.data, np.int8, rows * columns, stream.at).reshape(rows, columns)
    stream.at += rows * columns
    scales = np.array(stream.take(f"{stream.take('I')[0]}d")[:rows], np.float32)
    return np.asarray(whole * scales[:, None], np.float32)


def characters(unicharset: bytes, recoder: bytes, none: int) -> tuple[str, ...]:
    """The character of each code below that of none. Raises ValueError where a character has several codes."""
    rows = [line.split(" ")[0] for line in unicharset.decode("utf-8").split("\n")[1:]]
    stream = Stream(recoder)
    out = [""] * none
    for k in range(stream.take("I")[0]):
        _, length = stream.take("bi")
        if length != 1:
            raise ValueError("characters of several codes")
        (code,) = stream.take("i")
        if code != none:
            out[code] = " " if k == 0 else rows[k]
    return tuple(out)
