"""A batch with a progress bar: how many of how many, what is being found, how long it will still take."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.batch import Outcome, run
from pipeline.flights import Watch
from pipeline.pool import BatchOptions

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn, TaskID


def follow(paths: Iterable[Path], out: Path, options: BatchOptions, quiet: bool) -> list[Outcome]:
    """Run the batch; returns every outcome in the order known. Bars of letters and of a long one's pages go to stderr."""
    from rich.console import Console
    from rich.progress import Progress

    paths = list(paths)
    outcomes: list[Outcome] = []
    with Progress(*_columns(), console=Console(file=sys.stderr), disable=quiet) as bar:
        task = bar.add_task("letters", total=sum(_count(p) for p in paths))

        def tell(outcome: Outcome) -> None:
            outcomes.append(outcome)
            # an archive gives more letters than it counts files
            total = max(bar.tasks[0].total or 0, len(outcomes))
            bar.update(task, completed=len(outcomes), total=total, description=_words(outcomes))

        run(paths, out, options, tell, _pages(bar))
        bar.update(task, total=len(outcomes))
    return outcomes


def _pages(bar: Progress) -> Watch:
    """A bar of its own for each long letter, gone when its pages are read."""
    from rich.markup import escape

    tasks: dict[str, TaskID] = {}

    def watch(name: str, read: int, pages: int) -> None:
        if name not in tasks:
            tasks[name] = bar.add_task(f"pages of {escape(name)}", total=pages)
        bar.update(tasks[name], completed=read, visible=read < pages)

    return watch


@contextmanager
def counted(what: str, total: int, quiet: bool) -> Iterator[Callable[[int], None]]:
    """A bar on standard error for a long job; what is given is called with how many are done."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(*_columns(), console=Console(file=sys.stderr), disable=quiet) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.update(task, completed=done)


def _columns() -> tuple[ProgressColumn, ...]:
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    return (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())


def _words(outcomes: list[Outcome]) -> str:
    bad = sum(o.status == "quarantined" for o in outcomes)
    return f"letters ({bad} in quarantine)" if bad else "letters"


def _count(path: Path) -> int:
    """Files under a path; a guess for the bar, so nothing is opened."""
    if path.is_file():
        return 1
    return sum(len(files) for _, _, files in os.walk(path))
