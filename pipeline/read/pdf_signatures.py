"""The digital signatures that a PDF's own structure tells of. Nothing is verified here."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:([+\-Z])(\d\d)?'?(\d\d)?)?")
MOST = 64
AUTHORITY = re.compile(r"dấu thời gian|time ?-?stamp|\bTSA\b|\bCA\b|\bRoot\b|chứng thực", re.IGNORECASE)
"""Names of the services in a signature's certificates: time stamps and authorities."""
COMMON_NAME = b"\x06\x03\x55\x04\x03"
"""DER of the object identifier 2.5.4.3 (common name) in a certificate's names."""


def signatures(document: Any) -> tuple[dict[str, str], ...]:
    """Signature dictionaries in the order of the file: `signer`, `time` (ISO 8601), `reason`, `format`, where given."""
    count = min(max(pdfium.FPDF_GetSignatureCount(document.raw), 0), MOST)
    found = [_one(pdfium.FPDF_GetSignatureObject(document.raw, i)) for i in range(count)]
    return tuple(one for one in found if one)


def _one(signature: Any) -> dict[str, str]:
    time = _bytes(pdfium.FPDFSignatureObj_GetTime, signature).rstrip(b"\0").decode("latin-1")
    reason = _bytes(pdfium.FPDFSignatureObj_GetReason, signature).decode("utf-16-le", "replace").rstrip("\0")
    kind = _bytes(pdfium.FPDFSignatureObj_GetSubFilter, signature).rstrip(b"\0").decode("latin-1")
    values = {"signer": signer(_bytes(pdfium.FPDFSignatureObj_GetContents, signature)), "time": iso_time(time)}
    values |= {"reason": reason.strip(), "format": kind}
    return {key: value for key, value in values.items() if value}


def _bytes(call: Callable[..., int], signature: Any) -> bytes:
    length = call(signature, None, 0)
    if length <= 0:
        return b""
    buffer = ctypes.create_string_buffer(length)
    call(signature, buffer, length)
    return buffer.raw


def iso_time(value: str) -> str:
    """A PDF date ("D:20250107100957+07'00'") as ISO 8601; "" where it is none."""
    match = DATE.match(value)
    if not match:
        return ""
    year, month, day, hour, minute, second, sign, zone_hour, zone_minute = match.groups()
    zone = "" if not sign else "Z" if sign == "Z" else f"{sign}{zone_hour or '00'}:{zone_minute or '00'}"
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}{zone}"


def signer(contents: bytes) -> str:
    """The common name of the certificate's holder in a CMS signature: the last but not the issuers'.

    Certificates name the issuer before the holder; the signer's own certificate is the one whose holder signs nothing
    else, so a name that also stands as an issuer is passed over.
    """
    names = [name for name in _common_names(contents) if name and not AUTHORITY.search(name)]
    once = [name for name in names if names.count(name) == 1]
    return (once or names or [""])[-1] if names else ""


def _common_names(contents: bytes) -> list[str]:
    names, at = [], contents.find(COMMON_NAME)
    while at >= 0:
        tag, length, start = contents[at + 5], contents[at + 6], at + 7
        raw = contents[start : start + length] if length < 0x80 else b""
        names.append(raw.decode("utf-16-be" if tag == 0x1E else "utf-8", "replace").strip())
        at = contents.find(COMMON_NAME, start)
    return names
