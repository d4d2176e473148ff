"""Workers that fail in every way a worker can, chosen by the file's name; run in the child processes of a batch."""

from __future__ import annotations

import os
import signal
import time

from pipeline.read import ReadOptions, Stretch
from pipeline.worker import Begun, Done, Failed, Read, go_on, patient, work
from schemas.reading import Source


def faulty(source: Source, options: ReadOptions) -> Done | Begun | Failed:
    """Crash, hang, or outgrow the memory where the file's name says so; else do the work."""
    if source.name.startswith("crash"):
        os.kill(os.getpid(), signal.SIGKILL)
    if source.name.startswith("hang"):
        time.sleep(120)
    if source.name.startswith("memory"):
        return _grow(source)
    return work(source, options)


def marked_secret(source: Source, options: ReadOptions) -> Done | Begun | Failed:
    """The work, on a letter that bears a mark of secrecy."""
    from dataclasses import replace

    marked = source.data.decode("utf-8").replace("An Phú, ngày", "MẬT\nAn Phú, ngày").encode()
    return work(replace(source, data=marked), options)


def slow(source: Source, options: ReadOptions) -> Done | Begun | Failed:
    """The work, and a moment more: so that a kill meets a batch in the middle."""
    time.sleep(0.05)
    return work(source, options)


def hurried(source: Source, options: ReadOptions) -> Done | Begun | Failed:
    """The work on the first page; every letter of two pages is a long one."""
    return patient(source, options, 0.0)


def tired(source: Source, options: ReadOptions, stretch: Stretch) -> Read | Failed:
    """Further pages of a long letter, but for what the file's name says of the third."""
    if 3 in stretch.numbers(9):
        faulty(source, options)
    return go_on(source, options, stretch)


def _grow(source: Source) -> Done | Failed:
    from schemas.errors import CongvanError

    try:
        return Done(source.id, b"x" * (1 << 45), 0.0)
    except MemoryError:
        return Failed(source.id, CongvanError("E021", source.name))
