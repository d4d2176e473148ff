"""What a file is, by its bytes alone; its name says nothing."""

from __future__ import annotations

import io
import re
import zipfile

from schemas.errors import CongvanError
from schemas.reading import MediaType

PDF, RTF, DOC = "application/pdf", "application/rtf", "application/msword"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HTML, MARKDOWN, PLAIN, ZIP = "text/html", "text/markdown", "text/plain", "application/zip"

_IMAGES: tuple[tuple[bytes, MediaType], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"II+\0", "image/tiff"),
    (b"MM\0+", "image/tiff"),
)
_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"GIF8", "GIF"),
    (b"%!PS", "PostScript"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"\x1f\x8b", "gzip"),
    (b"AT&TFORM", "DjVu"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD, _SAMPLE, _MOST_JSON = 1024, 65536, 20_000_000
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# C0 controls that are letters of VISCII or VPS, and those a text file may hold.
_TEXT_CONTROLS = frozenset(b"\t\n\r\f\v\x1b\x1a\x02\x03\x04\x05\x06\x10\x11\x12\x13\x14\x15\x19\x1c\x1d\x1e")
_ODD_CONTROLS = bytes(byte for byte in range(0x20) if byte not in _TEXT_CONTROLS)
_LETTER_CONTROLS = bytes(byte for byte in sorted(_TEXT_CONTROLS) if byte not in b"\t\n\r\f\v\x1b\x1a")
_HTML = re.compile(r"<!doctype\s+html|<html[\s>]|<body[\s>]|<head[\s>]", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|div|table|tr|td|span|br|b|i|h[1-6]|ul|ol|li|font|center)\b[^<>]{0,300}>", re.IGNORECASE)
_MAIL_HEAD = re.compile(r"[A-Za-z-]{2,40}:")
_MARKS = re.compile(
    r"^ {0,3}#{1,6} \S|^ {0,3}\|?[ :]*-{3,}[ :]*\|[ :|-]*$|\*\*[^*\s][^*\n]*\*\*|\[[^\[\]\n]+\]\([^()\s]+\)|^```", re.MULTILINE
)


def recognise(data: bytes) -> MediaType:
    """The media type of a file's bytes.

    Raises CongvanError: E001 empty, E002 a type that is not read, E003 an encrypted Office file, E004 a broken archive.
    """
    if not data:
        raise CongvanError("E001")
    for start, media_type in _IMAGES:
        if data.startswith(start):
            return media_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if _is_bitmap(data):
        return "image/bmp"
    if data.startswith(_OLE):
        return _compound(data)
    if data.startswith(_ZIP_STARTS):
        return _zipped(data)
    return _document(data)


def _document(data: bytes) -> MediaType:
    for start, name in _REFUSED:
        if data.startswith(start):
            raise CongvanError("E002", name)
    head = data[:_HEAD]
    if b"%PDF-" in head and (head.lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"%PDF-") or b" obj" in data[:_SAMPLE]):
        return PDF
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return RTF
    return _textual(data)


def _is_bitmap(data: bytes) -> bool:
    """BM, then a size and an offset that fit: two letters alone are any text's."""
    return (
        data[:2] == b"BM"
        and len(data) > 26
        and data[6:10] == b"\0\0\0\0"
        and int.from_bytes(data[14:18], "little") in _BITMAP_HEADS
    )


_BITMAP_HEADS = (12, 40, 52, 56, 64, 108, 124)


def _compound(data: bytes) -> MediaType:
    """A Word document, by its directory's names; the reader looks closer."""
    if _has_stream(data, "EncryptedPackage"):
        raise CongvanError("E003", "an encrypted Office file")
    if _has_stream(data, "WordDocument"):
        return DOC
    for stream, name in (
        ("Workbook", "Excel"),
        ("Book", "Excel"),
        ("PowerPoint Document", "PowerPoint"),
        ("__substg1.0_", "Outlook"),
    ):
        if _has_stream(data, stream):
            raise CongvanError("E002", name)
    raise CongvanError("E004", "a compound file without a known document")


def _has_stream(data: bytes, name: str) -> bool:
    return name.encode("utf-16-le") in data


def _zipped(data: bytes) -> MediaType:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise CongvanError("E004", f"archive: {error}") from error
    if "[Content_Types].xml" not in names:
        if {"mimetype", "content.xml"} <= names:
            raise CongvanError("E002", "OpenDocument")
        return ZIP
    if any(name.startswith("word/") for name in names):
        return DOCX
    other = next(
        (label for folder, label in (("xl/", "Excel"), ("ppt/", "PowerPoint")) if any(n.startswith(folder) for n in names)), ""
    )
    raise CongvanError("E002", other or "an Office package that is no Word document")


def _textual(data: bytes) -> MediaType:
    text = _as_text(data[:_SAMPLE])
    if text is None:
        raise CongvanError("E002", "binary data")
    start = text[:4096].lstrip("\ufeff \t\r\n")
    if "MIME-Version:" in start[:_HEAD] and _MAIL_HEAD.match(start):
        if "multipart/related" in start and "text/html" in text:
            return HTML
        raise CongvanError("E002", "a mail message")
    if _HTML.search(start) or (start.startswith("<") and len(_TAG.findall(start)) >= 3):
        return HTML
    if start[:1] in ("{", "[") and _is_json(data):
        raise CongvanError("E002", "JSON")
    if start.startswith("<?xml"):
        raise CongvanError("E002", "XML")
    if not text.strip("\ufeff \t\r\n\f\v\0"):
        raise CongvanError("E001", "only blanks")
    return MARKDOWN if len(_MARKS.findall(text)) >= 2 else PLAIN


def _is_json(data: bytes) -> bool:
    """Whether the whole file is JSON; one too large to be a letter is not tried."""
    import json

    if len(data) > _MOST_JSON:
        return False
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def _as_text(sample: bytes) -> str | None:
    """The sample as text, roughly: enough to see marks in it. None if it is binary."""
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return sample.decode("utf-16", "replace")
    zeros = sample.count(0)
    if zeros:
        return _wide(sample, zeros)
    odd = len(sample) - len(sample.translate(None, _ODD_CONTROLS))
    letters = len(sample) - len(sample.translate(None, _LETTER_CONTROLS))
    if odd > len(sample) // 1000 or letters > max(len(sample) // 20, 1):
        return None
    return sample.decode("utf-8", "replace")


def _wide(sample: bytes, zeros: int) -> str | None:
    """UTF-16 without a mark: zeros in every second byte only."""
    high = sample[0::2].count(0)
    if zeros < 0.15 * len(sample) or min(high, zeros - high) > 0.02 * len(sample):
        return None
    return sample.decode("utf-16-be" if high > zeros - high else "utf-16-le", "replace")
