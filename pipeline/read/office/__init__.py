"""Word processors' files: DOC (Word 6 to 2003), DOCX, RTF."""

from pipeline.read.office.doc import read_doc

__all__ = ["read_doc"]
