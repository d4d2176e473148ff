"""The digital signatures that a DOCX's own structure tells of. Nothing is verified here. Source: ECMA-376 part 2, §13."""

from __future__ import annotations

import base64
import binascii

from lxml import etree
from lxml.etree import _Element

from pipeline.read.office.docxpackage import Package
from pipeline.read.office.docxstyles import local

_MOST = 64
_COMMON_NAME = b"\x06\x03\x55\x04\x03"  # DER of the object identifier 2.5.4.3


def signatures(package: Package) -> tuple[dict[str, str], ...]:
    """`signer`, `time` (ISO 8601) and `format` of each signature, where given. One that is no XML is left out."""
    names = sorted(name for name in package.names if name.startswith("_xmlsignatures/") and name.endswith(".xml"))
    found = []
    for name in names[:_MOST]:
        try:
            root = package.root(name)
        except etree.XMLSyntaxError:
            continue
        if root is not None:
            found.append(_one(root))
    return tuple(one for one in found if one)


def _one(root: _Element) -> dict[str, str]:
    texts: dict[str, str] = {}
    for element in root.iter():
        texts.setdefault(local(element), (element.text or "").strip())
    signer = _holder(texts.get("X509Certificate", ""))
    time = texts.get("SigningTime") or (texts.get("Value", "") if "SignatureTime" in texts else "")
    values = {"signer": signer, "time": time}
    return {key: value for key, value in values.items() if value} | {"format": "xmldsig"} if signer or time else {}


def _holder(certificate: str) -> str:
    """The common name of a certificate's holder: it stands behind the issuer's."""
    try:
        data = base64.b64decode(certificate)
    except binascii.Error:
        return ""
    at = data.rfind(_COMMON_NAME)
    if at < 0 or at + 7 > len(data) or data[at + 6] >= 0x80:
        return ""
    raw = data[at + 7 : at + 7 + data[at + 6]]
    return raw.decode("utf-16-be" if data[at + 5] == 0x1E else "utf-8", "replace").strip()
