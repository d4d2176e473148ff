"""Compound files (OLE 2): the container of Word 97-2003, and of encrypted DOCX."""

from __future__ import annotations

import io
import struct

from schemas.errors import CongvanError

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = {"workbook": "Excel", "book": "Excel", "powerpoint document": "PowerPoint", "visiodocument": "Visio"}
_WANTED = ("WordDocument", "0Table", "1Table", "Data")


def word_streams(data: bytes, name: str) -> dict[str, bytes]:
    """The streams of a Word document by name. Raises E003 if encrypted, E002 if it is no Word file, E004 if damaged."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            found = {"/".join(entry).lower(): entry for entry in ole.listdir()}
            _check(found, name)
            return {want: ole.openstream(found[want.lower()]).read() for want in _WANTED if want.lower() in found}
    except (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, OverflowError, struct.error) as error:
        # olefile answers damage with any of these
        raise CongvanError("E004", f"{name}: {error}") from error


def _check(found: dict[str, list[str]], name: str) -> None:
    if "encryptedpackage" in found or "encryptioninfo" in found:
        raise CongvanError("E003", name)
    if "worddocument" not in found:
        other = next((label for stream, label in _OTHERS.items() if stream in found), None)
        raise CongvanError("E002" if other else "E004", f"{name}: {other or 'no Word document in it'}")
