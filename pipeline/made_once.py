"""What is made once a machine and kept in the user's cache folder: compiled C, unpacked and converted models.

`CONGVAN_CACHE` names another folder. Where none may be written, a thing is made again by every process.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path


def cache_folder() -> Path:
    """Where such things are kept; need not exist yet."""
    own = os.environ.get("CONGVAN_CACHE")
    if own:
        return Path(own)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "congvan"


def keep(path: Path, data: bytes) -> bool:
    """Write a cache file in one step; False where the folder cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except OSError:
        return False
    return True


def made(name: str, make: Callable[[], bytes]) -> bytes:
    """The bytes kept under a name, which must tell all that they are made of; made now where they are not there."""
    kept = cache_folder() / name
    try:
        return kept.read_bytes()
    except OSError:
        data = make()
        keep(kept, data)
        return data


def library(source: Path, flags: Sequence[str]) -> ctypes.CDLL | None:
    """A C file compiled by the system's compiler, without a word; None without one, or with `CONGVAN_NATIVE=0`."""
    if os.environ.get("CONGVAN_NATIVE") == "0":
        return None
    made_of = source.read_bytes() + f"{sys.version}{platform.machine()}{flags}".encode()
    kept = cache_folder() / f"{source.stem}-{hashlib.sha256(made_of).hexdigest()[:16]}.so"
    try:
        return ctypes.CDLL(str(kept)) if kept.exists() else _compiled(source, flags, kept)
    except OSError:
        return None


def _compiled(source: Path, flags: Sequence[str], kept: Path) -> ctypes.CDLL | None:
    """Compile and load; None without a compiler, or where it fails."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        return None
    folder = Path(tempfile.mkdtemp(prefix="congvan-"))
    fresh = folder / kept.name
    try:
        subprocess.run([compiler, *flags, "-o", str(fresh), str(source)], check=True, capture_output=True, timeout=120)
        return ctypes.CDLL(str(kept if keep(kept, fresh.read_bytes()) else fresh))
    except subprocess.SubprocessError:
        return None
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # what is loaded stays loaded
