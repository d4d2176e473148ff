"""Is this machine fit: engines, languages, versions, disk; and for each lack, what to do."""

from __future__ import annotations

import importlib.metadata
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGES = ("msgspec", "pypdfium2", "onnx", "trueocr", "pytesseract", "viparse", "tantivy")
LEAST_DISK = 1 << 30


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `remedy` is empty where nothing is lacking."""

    name: str
    ok: bool
    detail: str
    remedy: str = ""


def examine(out: Path) -> Iterator[Finding]:
    """Everything that a batch into `out` needs."""
    yield _python()
    yield _tesseract()
    yield _languages()
    for package in PACKAGES:
        yield _package(package)
    yield _disk(out)


def _python() -> Finding:
    ok = (3, 11) <= sys.version_info[:2] <= (3, 13)
    return Finding("Python", ok, platform.python_version(), "" if ok else "Install Python 3.11, 3.12 or 3.13.")


def _tesseract() -> Finding:
    found = shutil.which("tesseract")
    if not found:
        return Finding("Tesseract", False, "not found", "apt-get install tesseract-ocr tesseract-ocr-vie (or ./run)")
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False, timeout=20)
    lines = (said.stdout or said.stderr).splitlines()
    return Finding("Tesseract", said.returncode == 0, lines[0] if lines else "no version", "")


def _languages() -> Finding:
    found = shutil.which("tesseract")
    if not found:
        return Finding("Vietnamese for Tesseract", False, "not found", "apt-get install tesseract-ocr-vie (or ./run)")
    said = subprocess.run([found, "--list-langs"], capture_output=True, text=True, check=False, timeout=20)
    ok = "vie" in (said.stdout + said.stderr).split()
    return Finding("Vietnamese for Tesseract", ok, "vie" if ok else "missing", "" if ok else "apt-get install tesseract-ocr-vie")


def _package(name: str) -> Finding:
    try:
        return Finding(name, True, importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return Finding(name, False, "not installed", "./run installs it into .venv")


def _disk(out: Path) -> Finding:
    place = next(p for p in (out.absolute(), *out.absolute().parents) if p.exists())
    free = shutil.disk_usage(place).free
    ok = free >= LEAST_DISK
    return Finding("Disk", ok, f"{free / (1 << 30):.1f} GiB free at {place}", "" if ok else "Free at least 1 GiB.")
