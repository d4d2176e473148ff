"""Worker processes that take records apart, one a processor, answers in the order of the questions."""

from __future__ import annotations

import marshal
import os
import queue
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any

from corpus.digest import Digest, unpacked
from corpus.layout import Layout
from corpus.store import disk_error
from corpus.worker import PLAIN
from schemas.errors import CongvanError

Answer = list[tuple[Digest, str]]


class _Process:
    """One worker and the socket to it."""

    def __init__(self, layout: Layout) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-m", "corpus.worker", str(theirs.fileno()), str(layout.root)]
            path = os.pathsep.join(p for p in sys.path if p)
            self.process = subprocess.Popen(
                command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, env=os.environ | {"PYTHONPATH": path}
            )
        self.channel = Connection(ours.detach())

    def ask(self, message: Any) -> object:
        self.channel.send_bytes(marshal.dumps(message, PLAIN))
        return marshal.loads(self.channel.recv_bytes())

    def close(self) -> None:
        self.channel.close()
        self.process.wait()


class Pool:
    """So many workers as there are processors; use as a context."""

    def __init__(self, layout: Layout, workers: int | None = None) -> None:
        count = workers or len(os.sched_getaffinity(0))
        self._all = [_Process(layout) for _ in range(count)]
        self._free: queue.SimpleQueue[_Process] = queue.SimpleQueue()
        for one in self._all:
            self._free.put(one)
        self._threads = ThreadPoolExecutor(count)
        self._ahead = 2 * count + 1
        self._asked = 0

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._threads.shutdown(cancel_futures=True)
        for one in self._all:
            one.close()

    def map(self, chunks: Iterable[list[bytes]] | Iterable[list[str]]) -> Iterator[Answer]:
        """The answers to chunks of records' JSON, or of ids, in their order.

        Raises CongvanError C204 for a full disk, C207 for what is no record.
        """
        waiting: deque[Future[object]] = deque()
        for chunk in chunks:
            waiting.append(self._threads.submit(self._ask, (self._asked, chunk)))
            self._asked += len(chunk)
            if len(waiting) > self._ahead:
                yield _read(waiting.popleft().result())
        while waiting:
            yield _read(waiting.popleft().result())

    def _ask(self, message: Any) -> object:
        worker = self._free.get()
        try:
            return worker.ask(message)
        finally:
            self._free.put(worker)


def _read(answer: object) -> Answer:
    match answer:
        case ("disk", int(number), str(text)):
            raise disk_error(OSError(number, text))
        case ("record", _, str(text)):
            raise CongvanError("C208", text)
        case list():
            return [(unpacked(values), name) for values, name in answer]
    raise TypeError(type(answer).__name__)
