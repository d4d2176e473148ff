"""Worker processes that take records apart, one for each part of the index, answers in the order of the questions."""

from __future__ import annotations

import marshal
import os
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any

from corpus.digest import Entry
from corpus.layout import Layout
from corpus.parts import as_one, made, part_of
from corpus.store import disk_error, id_of
from corpus.worker import PLAIN, Entered
from schemas.errors import CongvanError

Answer = list[Entered]
_AHEAD = 4
"""Blocks asked for before the first of them is awaited."""


class _Process:
    """One worker, the socket to it, and a thread that waits for its answers in their order."""

    def __init__(self, layout: Layout, part: Path, heap: int) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-m", "corpus.worker", str(theirs.fileno()), str(layout.root), str(part), str(heap)]
            path = os.pathsep.join(p for p in sys.path if p)
            self.process = subprocess.Popen(
                command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, env=os.environ | {"PYTHONPATH": path}
            )
        self.channel = Connection(ours.detach())
        self._thread = ThreadPoolExecutor(1)

    def ask(self, message: Any) -> Future[Answer]:
        """The answer to come."""
        return self._thread.submit(self._ask, message)

    def _ask(self, message: Any) -> Answer:
        self.channel.send_bytes(marshal.dumps(message, PLAIN))
        return _read(marshal.loads(self.channel.recv_bytes()))

    def close(self) -> None:
        self._thread.shutdown(cancel_futures=True)
        self.channel.close()
        self.process.wait()


class Pool:
    """A worker for each part; use as a context."""

    def __init__(self, layout: Layout, heap: int) -> None:
        self._index = layout.index
        folders = made(layout.index)
        self._all = [_Process(layout, folder, heap // len(folders)) for folder in folders]
        self._asked = 0

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for one in self._all:
            one.close()

    def map(self, blocks: Iterable[list[bytes]] | Iterable[list[str]]) -> Iterator[Answer]:
        """The answers to blocks of records' JSON, or of ids, in their order.

        Raises CongvanError C204 for a full disk, C208 for what is no record.
        """
        waiting: deque[tuple[list[int], list[Future[Answer]]]] = deque()
        for block in blocks:
            parts = [part_of(id_of(one), len(self._all)) for one in block]
            dealt: list[list[Any]] = [[] for _ in self._all]
            for part, one in zip(parts, block, strict=True):
                dealt[part].append(one)
            waiting.append((parts, [one.ask((self._asked, some)) for one, some in zip(self._all, dealt, strict=True)]))
            self._asked += len(block)
            if len(waiting) > _AHEAD:
                yield _in_order(*waiting.popleft())
        while waiting:
            yield _in_order(*waiting.popleft())

    def commit(self) -> None:
        """Commit all parts; the workers are of no use after this."""
        with as_one(self._index, len(self._all)):
            for done in [one.ask(None) for one in self._all]:
                done.result()


def _in_order(parts: list[int], answers: list[Future[Answer]]) -> Answer:
    """Answers of the parts in the order in which the questions were dealt out."""
    found = [iter(answer.result()) for answer in answers]
    return [next(found[part]) for part in parts]


def _read(answer: object) -> Answer:
    match answer:
        case ("disk", int(number), str(text)):
            raise disk_error(OSError(number, text))
        case ("record", _, str(text)):
            raise CongvanError("C208", text)
        case ("index", _, str(text)):
            raise ValueError(text)
        case list():
            return [(Entry(*one[0]), one[1]) if one else None for one in answer]
    raise TypeError(type(answer).__name__)
