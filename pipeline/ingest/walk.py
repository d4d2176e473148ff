"""The files under a path, in a fixed order: hidden and partial ones skipped, links never followed out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from pipeline.ingest.archive import skipped


def files(path: Path) -> Iterator[Path | OSError]:
    """The file itself, or the files under a folder, by name; an OSError for a folder that cannot be listed."""
    if not path.is_dir():
        yield path
        return
    root = path.resolve()
    failed: list[OSError] = []
    for folder, folders, names in os.walk(path, onerror=failed.append, followlinks=False):
        folders[:] = sorted(name for name in folders if not skipped(name))
        for name in sorted(names):
            file = Path(folder) / name
            if not skipped(name) and _inside(file, root):
                yield file
    yield from failed


def _inside(file: Path, root: Path) -> bool:
    """Whether a file lies under the folder: a link may lead elsewhere within it, never out, nor to a device."""
    if not file.is_symlink():
        return file.is_file()
    try:
        target = file.resolve(strict=True)
    except (OSError, RuntimeError):  # a broken link, or a circle of links
        return False
    return target.is_relative_to(root) and target.is_file()
