"""`vie.traineddata` of Tesseract's `tessdata_fast` as a model of ONNX, for `pipeline/read/ocr/network.py`.

The network must be of the form [1,36,0,1 Ct3,3,16 Mp3,3 Lfys48 Lfx96 Lrx96 Lfx192 O1c1], in any sizes of its layers.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from models.tesseract.lstm import NAMES, Floats, Layer, characters, network, parts

FORM = "1"
"""Of the graph made here: models kept of another form are made anew."""
HIGH, POOLED, LIKELIEST = 36, 3, 3
"""The height of a line, what is made one of it in both directions, and how many characters are told for each step."""


class Graph:
    """Nodes and constants as they are added."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, name: str, value: Any) -> str:
        """A named array."""
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, inputs: list[str], *outputs: str, **settings: Any) -> str:
        """An operation; the name of its first result."""
        from onnx import helper

        self.nodes.append(helper.make_node(kind, inputs, list(outputs), **settings))
        return next(name for name in outputs if name)

    def lstm(self, taken: str, layer: Layer, direction: str = "forward", lengths: str = "", *, last: bool = False) -> str:
        """A layer of long short-term memory: its state at every step, or the `last` alone.

        Tesseract keeps the gates as cell, input, forget, output; ONNX wants input, output, forget, cell.
        """
        cell, entry, forget, out = layer.weights
        gates = (entry, out, forget, cell)
        size, split = layer.outputs, layer.inputs
        bias = np.concatenate([gate[:, -1] for gate in gates])
        given = [
            taken,
            self.constant(layer.name + "_w", np.concatenate([gate[:, :split] for gate in gates])[None]),
            self.constant(layer.name + "_r", np.concatenate([gate[:, split:-1] for gate in gates])[None]),
            self.constant(layer.name + "_b", np.concatenate([bias, np.zeros_like(bias)])[None]),
        ]
        names = ("", layer.name) if last else (layer.name,)
        made = self.node("LSTM", [*given, lengths] if lengths else given, *names, hidden_size=size, direction=direction)
        return made if last else self.node("Squeeze", [made, "one"], layer.name + "_s")


def graph(layers: dict[str, Layer]) -> Graph:
    """Lines (n, 1, 36, w; ink -1, paper 1) and their lengths in steps to the likeliest `codes` of each step and their `logs`."""
    made = Graph()
    made.constant("one", np.array([1], np.int64))
    columns = _columns(made, layers["ConvNL"], layers["Lfys48"])
    along = made.lstm(columns, layers["Lfx96"], lengths="lengths")
    back = made.lstm(along, layers["Lrx96"], "reverse", "lengths")
    ahead = made.lstm(back, layers["Lfx192"], lengths="lengths")
    out: Floats = layers["Output"].weights[0]
    scores = made.node("MatMul", [ahead, made.constant("out_w", out[:, :-1].T)], "product")
    scores = made.node("Add", [scores, made.constant("out_b", out[:, -1])], "scores")
    logs = made.node("LogSoftmax", [scores], "every", axis=-1)
    made.node("TopK", [logs, made.constant("likeliest", np.array([LIKELIEST], np.int64))], "logs", "codes", axis=-1)
    return made


def _columns(made: Graph, first: Layer, down: Layer) -> str:
    """Strokes, pooled, and each column read from its top down: steps, lines, values."""
    side = made.constant
    weights = first.weights[0]
    around = weights[:, :-1].reshape(-1, 1, 3, 3).transpose(0, 1, 3, 2)  # Tesseract's places run down each column
    strokes = made.node("Conv", ["lines", side("conv_w", around), side("conv_b", weights[:, -1])], "strokes", pads=[1, 1, 1, 1])
    bounded = made.node("Tanh", [strokes], "bounded")
    pooled = made.node("MaxPool", [bounded], "pooled", kernel_shape=[POOLED, POOLED], strides=[POOLED, POOLED])
    rows = made.node("Transpose", [pooled], "rows", perm=[2, 3, 0, 1])
    sizes = made.node("Shape", [rows], "sizes")
    flat = made.node("Reshape", [rows, side("flat", np.array([HIGH // POOLED, -1, down.inputs], np.int64))], "flattened")
    read = made.lstm(flat, down, last=True)
    wide = made.node("Slice", [sizes, "one", side("three", np.array([3], np.int64))], "wide")
    shape = made.node("Concat", [wide, side("values", np.array([down.outputs], np.int64))], "shape", axis=0)
    return made.node("Reshape", [read, shape], "columns")


def convert(traineddata: bytes) -> Any:
    """The model, with the characters by their codes in its properties."""
    from onnx import TensorProto, checker, helper

    found = parts(traineddata)
    top, none = network(found["lstm"])
    made = graph({layer.name: layer for layer in top.every() if layer.name in NAMES})
    given = [
        helper.make_tensor_value_info("lines", TensorProto.FLOAT, ["n", 1, HIGH, "w"]),
        helper.make_tensor_value_info("lengths", TensorProto.INT32, ["n"]),
    ]
    told = [
        helper.make_tensor_value_info("codes", TensorProto.INT64, ["t", "n", LIKELIEST]),
        helper.make_tensor_value_info("logs", TensorProto.FLOAT, ["t", "n", LIKELIEST]),
    ]
    whole = helper.make_graph(made.nodes, "vie", given, told, made.constants)
    model = helper.make_model(whole, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    helper.set_model_props(model, {"characters": "\n".join(characters(found["unicharset"], found["recoder"], none))})
    checker.check_model(model)
    return model


def converted(traineddata: bytes) -> bytes:
    """The model's file. Raises ValueError for a network of another form."""
    return bytes(convert(traineddata).SerializeToString())
