"""The parts of a DOCX: XML and pictures by their relations, each within a limit."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element

from pipeline.read.office.docxstyles import child, local, value
from schemas.errors import CongvanError

MAX_PART = 64_000_000
"""The most bytes one part may expand to: a thousand pages of text are under a tenth of it."""

_ENCRYPTED = 1


class Package:
    """An open package. Raises CongvanError: E003 encrypted parts, E004 without a body, E008 a part past the limit."""

    def __init__(self, package: zipfile.ZipFile, name: str) -> None:
        self.package, self.name = package, name
        self.names = set(package.namelist())
        main = (target for kind, target in self._relations("_rels/.rels").values() if kind.endswith("/officeDocument"))
        self.main = next(main, "word/document.xml").lstrip("/")
        self.folder, _, tail = self.main.rpartition("/")
        self.relations = self._relations(f"{self.folder}/_rels/{tail}.rels" if self.folder else f"_rels/{tail}.rels")
        body = child(self.root(self.main), "body")
        if body is None:
            raise CongvanError("E004", f"{name}: no body")
        self.body = body

    def _relations(self, name: str) -> dict[str, tuple[str, str]]:
        """(type, target) of each relation of a part."""
        root = self.root(name)
        return {
            value(one, "Id") or "": (value(one, "Type") or "", value(one, "Target") or "")
            for one in (root if root is not None else ())
        }

    def part(self, kind: str) -> _Element | None:
        """The part the main part is related to by this kind."""
        found = next((target for one, target in self.relations.values() if one.rpartition("/")[2] == kind), None)
        return self.root(self._place(found)) if found else None

    def margins(self) -> Iterator[tuple[bool, _Element]]:
        """Headers (True) and footers (False) in the order the sections name them."""
        for one in self.body.iter():
            name = local(one)
            if name in ("headerReference", "footerReference"):
                part = self._related(value(one, "id"))
                root = self.root(part) if part else None
                if root is not None:
                    yield name == "headerReference", root

    def pictures(self) -> Iterator[bytes]:
        """The pictures of the body, in its order, each once."""
        seen = set()
        for one in self.body.iter():
            name = local(one)
            part = self._related(value(one, "embed" if name == "blip" else "id")) if name in ("blip", "imagedata") else None
            if part and part in self.names and part not in seen:
                seen.add(part)
                yield self.bytes(part)

    def _related(self, relation: str | None) -> str | None:
        _, target = self.relations.get(relation or "", ("", ""))
        return self._place(target) if target else None

    def _place(self, target: str) -> str:
        return target.lstrip("/") if target.startswith("/") or not self.folder else f"{self.folder}/{target}"

    def bytes(self, name: str) -> bytes:
        """A part's bytes."""
        info = self.package.getinfo(name)
        if info.flag_bits & _ENCRYPTED:
            raise CongvanError("E003", self.name)
        with self.package.open(info) as file:
            data = file.read(MAX_PART + 1)
        if len(data) > MAX_PART:
            raise CongvanError("E008", f"{self.name}: {name}")
        return data

    def root(self, name: str) -> _Element | None:
        """A part's XML; None where the package has no such part. Entities are not expanded."""
        if name not in self.names:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
        return etree.fromstring(self.bytes(name), parser)
