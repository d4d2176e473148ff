"""The engine in C: compiled once a machine into the cache folder by the system's compiler, without a word.

Without a compiler, or with `CONGVAN_NATIVE=0`, `engine()` gives the plain Python twin, which answers the same.
"""

from __future__ import annotations

import ctypes
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np

from pipeline import made_once
from pipeline.repair.model import Array, RepairModel, available, model
from pipeline.repair.tables import SearchTables

SOURCE = Path(__file__).with_name("engine.c")
FAR = 1_000_000
FLAGS = ("-O3", "-shared", "-fPIC")  # nothing of this very processor: a cache folder may be shared
APART = 2
"""Added to the mode of a token that may be words stuck together."""


class Breadth(NamedTuple):
    """How wide to search: the most words for a token, for a part of one, the width in cost kept at every place, and the
    cost a character from which parts are tried (-1 never)."""

    most: int
    parts: int
    width: int
    poor: int


class Engine(Protocol):
    """What both engines do; all costs in thousandths of a nat."""

    def search(
        self, tables: SearchTables, tokens: list[bytes], modes: list[int], breadth: Breadth
    ) -> tuple[Array, Array, Array, Array, Array]:
        """Starts by token, and per edge: from, to (places in the token), word, cost. Modes: 0 small letters, 1 capitals,
        `APART` more where a token badly explained is looked at in parts."""

    def decode(
        self, own: RepairModel, document: DocumentWords, lattice: Lattice, beam: int, weight: int
    ) -> tuple[Array, Array, Array]:
        """Edges of the best path, margins, rival edges."""

    def learn(self, alphabet: Alphabet, costs: Array, pairs: list[tuple[str, str]], times: list[int]) -> Array:
        """How often each operation is among the cheapest that turn right words into those read. `pairs`: (read, right);
        `costs` in nats by operation, below zero for one that is not used."""

    def score(self, own: RepairModel, words: list[int]) -> int:
        """Cost of a sequence of word ids from the start of a sentence."""


class Alphabet:
    """A model's operations as sorted keys, for the search among them; letters are numbered from 1."""

    __slots__ = ("keys", "letters", "number", "ops")

    def __init__(self, ops: tuple[tuple[str, str], ...]) -> None:
        self.ops = ops
        read = np.frombuffer("".join(o.ljust(3, "\0") + t.ljust(2, "\0") for o, t in ops).encode("utf-32-le"), np.uint32)
        points, numbers = np.unique(read, return_inverse=True)
        self.letters = {chr(point): i for i, point in enumerate(points.tolist()) if 0 < i < 4096 and point}
        letters = np.where(numbers < 4096, numbers, 0).reshape(-1, 5).astype(np.uint64)
        keys = (letters << np.arange(48, -1, -12, dtype=np.uint64)).sum(axis=1)
        self.number = np.argsort(keys, kind="stable").astype(np.int32)
        self.keys = keys[self.number]

    def encode(self, text: str) -> Array:
        """Letters as numbers, 0 for one that no operation has."""
        return np.array([self.letters.get(c, 0) for c in text] + [0], np.uint16)


class DocumentWords:
    """A document's own words as a cost table: -ln of their share, alone, after the word before (`keys`: first << 16 |
    second, sorted), and after the two before (`phrases`: first << 32 | second << 16 | third, sorted)."""

    __slots__ = ("add", "cost", "keep", "keys", "phrase_cost", "phrases", "single")

    def __init__(
        self, keep: int, single: Array, keys: Array, cost: Array, phrases: Array | None = None, phrase_cost: Array | None = None
    ) -> None:
        self.keep, self.single, self.keys, self.cost = keep, single, keys, cost
        self.phrases = np.empty(0, np.uint64) if phrases is None else phrases
        self.phrase_cost = np.empty(0, np.int32) if phrase_cost is None else phrase_cost
        self.add = addition()


class Lattice:
    """Edges sorted by the node they leave; `word` -1 says nothing."""

    __slots__ = ("cost", "starts", "to", "word")

    def __init__(self, starts: Array, to: Array, word: Array, cost: Array) -> None:
        self.starts, self.to, self.word, self.cost = (np.ascontiguousarray(a, np.int32) for a in (starts, to, word, cost))


@cache
def addition() -> Array:
    """How much -ln(e^-a + e^-b) lies below min(a, b), by |a - b| in thousandths; 8001 entries."""
    return np.round(1000 * np.log1p(np.exp(-np.arange(8001) / 1000))).astype(np.int16)


@cache
def no_document() -> DocumentWords:
    """Nothing known of the document."""
    nothing = np.zeros(1, np.int32)
    return DocumentWords(0, nothing, nothing.astype(np.uint32), nothing[:0])


@cache
def library() -> ctypes.CDLL | None:
    """The compiled engine, or None."""
    return made_once.library(SOURCE, FLAGS)


_SIZES = ("letters", "nodes", "segments", "symbols")
_TRIE = ("child", "kids", "kid", "kid_node", "mask", "word")
_COSTS = ("next", "single", "pairs", "first", "second", "pair_cost", "extra", "rank")


class _Channel(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int32) for name in _SIZES] + [(name, ctypes.c_void_p) for name in (*_TRIE, *_COSTS)]


_MODEL_ARRAYS = "cost1 bow1 start1 start2 start3 word2 word3 word4 cost2 cost3 cost4 bow2 bow3 costs2 costs3 costs4 bows2 bows3"
_MODEL = _MODEL_ARRAYS.split()


class _Model(ctypes.Structure):
    _fields_ = [("words", ctypes.c_int32)] + [(name, ctypes.c_void_p) for name in _MODEL]


class _Cache(ctypes.Structure):
    _fields_ = (
        [("keep", ctypes.c_int32), ("size", ctypes.c_int32)]
        + [(name, ctypes.c_void_p) for name in ("single", "keys", "cost", "add")]
        + [("phrases", ctypes.c_int32), ("phrase", ctypes.c_void_p), ("phrase_cost", ctypes.c_void_p)]
    )


class _Operations(ctypes.Structure):
    _fields_ = [("size", ctypes.c_int32)] + [(name, ctypes.c_void_p) for name in ("keys", "number", "cost")]


def _at(array: Array) -> int:
    return int(array.ctypes.data)


class Native:
    """The compiled engine behind the `Engine` protocol."""

    def __init__(self, compiled_library: ctypes.CDLL) -> None:
        self._library = compiled_library
        self._library.score.restype = ctypes.c_int64

    def search(
        self, tables: SearchTables, tokens: list[bytes], modes: list[int], breadth: Breadth
    ) -> tuple[Array, Array, Array, Array, Array]:
        """See `Engine`."""
        text = np.frombuffer(b"".join(tokens) + b"\0", np.uint8)
        offsets = np.zeros(len(tokens) + 1, np.int32)
        np.cumsum([len(token) for token in tokens], out=offsets[1:])
        mode = np.array(modes, np.uint8)
        channel = self._channel(tables)
        starts = np.zeros(len(tokens) + 1, np.int32)
        room = 64 * len(tokens) + 4096
        while True:
            begin, end = np.empty(room, np.uint8), np.empty(room, np.uint8)
            word, cost = np.empty(room, np.int32), np.empty(room, np.int32)
            arrays = [ctypes.c_void_p(_at(a)) for a in (starts, begin, end, word, cost)]
            size = self._library.search(
                ctypes.byref(channel), ctypes.c_void_p(_at(text)), ctypes.c_void_p(_at(offsets)), len(tokens),
                ctypes.c_void_p(_at(mode)), *breadth, room, *arrays,
            )  # fmt: skip
            if size >= 0:
                return starts, begin[:size], end[:size], word[:size], cost[:size]
            room *= 4

    def _channel(self, t: SearchTables) -> _Channel:
        arrays = [getattr(t.trie, name) for name in _TRIE] + [getattr(t, name) for name in _COSTS]
        return _Channel(len(t.trie.letters), len(t.trie.word), len(t.next), t.next.shape[1], *map(_at, arrays))

    def decode(
        self, own: RepairModel, document: DocumentWords, lattice: Lattice, beam: int, weight: int
    ) -> tuple[Array, Array, Array]:
        """See `Engine`."""
        nodes = len(lattice.starts)
        starts = np.append(lattice.starts, lattice.starts[-1]).astype(np.int32) if nodes else lattice.starts
        words, single = self._model(own), document.single
        own_words = _Cache(
            document.keep,
            len(document.cost),
            _at(single),
            _at(document.keys),
            _at(document.cost),
            _at(document.add),
            len(document.phrases),
            _at(document.phrases),
            _at(document.phrase_cost),
        )
        out = [np.empty(nodes + 1, np.int32) for _ in range(3)]
        size = self._library.decode(
            ctypes.byref(words), ctypes.byref(own_words), nodes, ctypes.c_void_p(_at(starts)), ctypes.c_void_p(_at(lattice.to)),
            ctypes.c_void_p(_at(lattice.word)), ctypes.c_void_p(_at(lattice.cost)), beam, weight,
            *(ctypes.c_void_p(_at(a)) for a in out),
        )  # fmt: skip
        return out[0][: max(size, 0)], out[1][: max(size, 0)], out[2][: max(size, 0)]

    def _model(self, own: RepairModel) -> _Model:
        return _Model(len(own.words), *(_at(own.arrays[name]) for name in _MODEL))

    def learn(self, alphabet: Alphabet, costs: Array, pairs: list[tuple[str, str]], times: list[int]) -> Array:
        """See `Engine`."""
        counts = np.zeros(len(alphabet.ops), np.float64)
        known = _Operations(len(alphabet.keys), _at(alphabet.keys), _at(alphabet.number), _at(costs))
        arrays: list[Array] = []
        for side in (0, 1):
            texts = [pair[side] for pair in pairs]
            arrays += [alphabet.encode("".join(texts)), np.cumsum([0, *map(len, texts)], dtype=np.int32)]
        seen = np.array(times, np.int32)
        self._library.learn(
            ctypes.byref(known), len(pairs), *(ctypes.c_void_p(_at(a)) for a in (*arrays, seen, counts)),
        )  # fmt: skip
        return counts

    def score(self, own: RepairModel, words: list[int]) -> int:
        """See `Engine`."""
        ids = np.array(words, np.int32)
        return int(self._library.score(ctypes.byref(self._model(own)), ctypes.c_void_p(_at(ids)), len(ids)))


@cache
def engine() -> Any:
    """The engine of this machine: compiled, or the twin."""
    found = library()
    if found is not None:
        return Native(found)
    from pipeline.repair.twin import Twin

    return Twin()


def ready() -> None:
    """Unpack the model and compile the engine now, so that the first letter need not wait for it (some seconds)."""
    if available():
        model()
    engine()
